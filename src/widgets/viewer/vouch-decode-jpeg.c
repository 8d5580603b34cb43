/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JPEG by libjpeg-turbo: whole, shrunk while decoding, or only a part of it. */
#define G_LOG_DOMAIN "vouch-viewer"

#include "vouch-decoder.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jerror.h>
#include <jpeglib.h>

#define MAX_MEMORY (700L * 1024 * 1024)
#define MAX_SCANS 200 /* a file of thousands of empty scans costs hours */
/* The upsampling of colours looks at neighbours: a part is decoded with some around it. */
#define CROP_MARGIN 32

typedef struct
{
  struct jpeg_decompress_struct d;
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  jmp_buf jump;
  gboolean damaged;
  guint8 *scratch;
  VouchRows *rows; /* of the present read; NULL while probing */
} Reader;

/* libjpeg's own handler ends the process. */
static void
error_exit_cb (j_common_ptr common)
{
  Reader *r = common->client_data;

  longjmp (r->jump, 1);
}

static void
emit_message_cb (j_common_ptr common, int level)
{
  Reader *r = common->client_data;
  int code = common->err->msg_code;

  if (level >= 0)
    return;
  common->err->num_warnings++;
  if (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER || code == JWRN_HUFF_BAD_CODE)
    r->damaged = TRUE;
}

static void
output_message_cb (j_common_ptr common)
{
}

static void
progress_cb (j_common_ptr common)
{
  j_decompress_ptr d = (j_decompress_ptr) common;
  Reader *r = common->client_data;

  /* A progressive file is read whole before its first row. */
  if (r->rows && vouch_rows_stopped (r->rows))
    longjmp (r->jump, 1);
  if (common->is_decompressor && d->input_scan_number > MAX_SCANS)
    ERREXIT (d, JERR_BAD_PROGRESSION);
}

/* Inside a setjmp. */
static void
start (Reader *r, GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  jpeg_create_decompress (&r->d);
  r->d.progress = &r->progress;
  r->d.mem->max_memory_to_use = MAX_MEMORY;
  jpeg_mem_src (&r->d, data, size);
  jpeg_save_markers (&r->d, JPEG_APP0 + 1, 0xffff);
  jpeg_read_header (&r->d, TRUE);
}

static void
init_reader (Reader *r)
{
  memset (r, 0, sizeof *r);
  r->d.err = jpeg_std_error (&r->errors);
  r->d.client_data = r;
  r->errors.error_exit = error_exit_cb;
  r->errors.emit_message = emit_message_cb;
  r->errors.output_message = output_message_cb;
  r->progress.progress_monitor = progress_cb;
}

static void
clear_reader (Reader *r)
{
  jpeg_destroy_decompress (&r->d);
  g_free (r->scratch);
}

static gboolean
matches (const guint8 *data, gsize size)
{
  return size >= 3 && data[0] == 0xff && data[1] == 0xd8 && data[2] == 0xff;
}

static gboolean
probe (VouchSource *source, guint page, VouchPageInfo *info, GError **error)
{
  Reader r;
  gboolean ok = FALSE;

  init_reader (&r);
  if (setjmp (r.jump) == 0)
    {
      start (&r, source->bytes);
      info->width = (int) r.d.image_width;
      info->height = (int) r.d.image_height;
      for (jpeg_saved_marker_ptr m = r.d.marker_list; m; m = m->next)
        if (m->data_length > 6 && memcmp (m->data, "Exif\0\0", 6) == 0)
          {
            info->orientation = vouch_exif_orientation (m->data, m->data_length);
            break;
          }
    }
  ok = info->width > 0;
  clear_reader (&r);
  if (!ok)
    vouch_decoder_set_damaged (error);
  return ok;
}

/* Adobe writes ink the other way round. */
static void
cmyk_to_rgb (const guint8 *in, guint8 *out, int n, gboolean inverted)
{
  for (int i = 0; i < n; i++, in += 4, out += 3)
    for (int c = 0; c < 3; c++)
      out[c] = inverted ? (guint8) (in[c] * in[3] / 255)
                        : (guint8) ((255 - in[c]) * (255 - in[3]) / 255);
}

static void
read_straight (Reader *r, VouchRows *rows)
{
  gsize stride = (gsize) rows->width * VOUCH_ROWS_BPP;
  JSAMPROW lines[8];
  guint8 *room;
  int n;

  while ((room = vouch_rows_next (rows, &n)))
    {
      n = MIN (n, (int) G_N_ELEMENTS (lines));
      for (int i = 0; i < n; i++)
        lines[i] = room + i * stride;
      vouch_rows_put (rows, (int) jpeg_read_scanlines (&r->d, lines, (JDIMENSION) n));
    }
}

static void
read_part (Reader *r, VouchRows *rows)
{
  int left = MAX (0, rows->x - CROP_MARGIN);
  JDIMENSION x = (JDIMENSION) left;
  JDIMENSION width =
      (JDIMENSION) (MIN ((int) r->d.output_width, rows->x + rows->width + CROP_MARGIN) - left);
  gboolean cmyk = r->d.out_color_space == JCS_CMYK;
  guint8 *room;
  int n;

  r->scratch = g_malloc ((gsize) r->d.output_width * (gsize) r->d.output_components);
  if (width < r->d.output_width)
    jpeg_crop_scanline (&r->d, &x, &width);
  else
    x = 0;
  if (rows->y > 0)
    jpeg_skip_scanlines (&r->d, (JDIMENSION) rows->y);
  while ((room = vouch_rows_next (rows, &n)))
    {
      JSAMPROW line = r->scratch;
      const guint8 *from = r->scratch + (gsize) (rows->x - (int) x) * (cmyk ? 4 : 3);

      jpeg_read_scanlines (&r->d, &line, 1);
      if (cmyk)
        cmyk_to_rgb (from, room, rows->width, r->d.saw_Adobe_marker);
      else
        memcpy (room, from, (gsize) rows->width * VOUCH_ROWS_BPP);
      vouch_rows_put (rows, 1);
    }
}

static void
read_all (Reader *r, GBytes *bytes, int level, VouchRows *rows)
{
  start (r, bytes);
  r->d.scale_num = 1;
  r->d.scale_denom = 1U << level;
  r->d.out_color_space = r->d.jpeg_color_space == JCS_CMYK || r->d.jpeg_color_space == JCS_YCCK
                             ? JCS_CMYK
                             : JCS_EXT_RGB;
  jpeg_start_decompress (&r->d);
  if ((int) r->d.output_width < rows->x + rows->width ||
      (int) r->d.output_height < rows->y + rows->height)
    ERREXIT (&r->d, JERR_IMAGE_TOO_BIG);
  if (r->d.out_color_space == JCS_CMYK || (int) r->d.output_width != rows->width || rows->y > 0)
    read_part (r, rows);
  else
    read_straight (r, rows);
}

static gboolean
read_rows (VouchSource *source, guint page, int level, VouchRows *rows, GError **error)
{
  Reader r;

  g_assert (level >= 0 && level <= 3);

  init_reader (&r);
  r.rows = rows;
  if (setjmp (r.jump) == 0)
    read_all (&r, source->bytes, level, rows);
  clear_reader (&r);
  if (rows->done < rows->height &&
      (r.errors.msg_code == JERR_OUT_OF_MEMORY || r.errors.msg_code == JERR_NO_BACKING_STORE))
    vouch_decoder_set_too_large (error);
  else if (rows->done < rows->height)
    vouch_decoder_set_damaged (error);
  else if (r.damaged)
    vouch_decoder_set_partial (error);
  return rows->done == rows->height && !r.damaged;
}

const VouchDecoder vouch_decoder_jpeg = {
  .mime = "image/jpeg",
  .shrinks = TRUE,
  .matches = matches,
  .probe = probe,
  .read = read_rows,
};
