/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PNG by libpng; what is transparent stands on white. */
#define G_LOG_DOMAIN "vouch-viewer"

#include "vouch-decoder.h"

#include <string.h>

#include <png.h>

#define CHUNK_HEAD 8 /* length and name */
#define MAX_CHUNKS 1000
#define MAX_CHUNK_BYTES (16 * 1024 * 1024)

typedef struct
{
  const guint8 *data;
  gsize size, at;
  png_structp png;
  png_infop info;
  guint8 *whole;
} Reader;

static guint32
read_length (const guint8 *p)
{
  guint32 length;

  memcpy (&length, p, sizeof length);
  return GUINT32_FROM_BE (length);
}

static void
read_cb (png_structp png, png_bytep out, size_t n)
{
  Reader *r = png_get_io_ptr (png);

  gsize left = r->size - r->at;
  guint8 *p = out;

  if (n > left)
    png_error (png, "end of file");
  memcpy (out, r->data + r->at, n);
  r->at += n;
  left -= n;
  /* The head of a chunk of pixels longer than the rest of the file: libpng asks for pieces of a
   * chunk and would stop at the last one; with the true length it gives every row before the cut.
   */
  if (n == CHUNK_HEAD && memcmp (p + 4, "IDAT", 4) == 0 && left < G_MAXINT32 &&
      read_length (p) > left)
    {
      guint32 length = GUINT32_TO_BE ((guint32) left);

      memcpy (p, &length, sizeof length);
    }
}

static void
error_cb (png_structp png, png_const_charp message)
{
  png_longjmp (png, 1);
}

static void
warning_cb (png_structp png, png_const_charp message)
{
}

static void
open_reader (Reader *r, GBytes *bytes)
{
  memset (r, 0, sizeof *r);
  r->data = g_bytes_get_data (bytes, &r->size);
  r->png = png_create_read_struct (PNG_LIBPNG_VER_STRING, r, error_cb, warning_cb);
  r->info = png_create_info_struct (r->png);
  png_set_read_fn (r->png, r, read_cb);
  png_set_chunk_cache_max (r->png, MAX_CHUNKS);
  png_set_chunk_malloc_max (r->png, MAX_CHUNK_BYTES);
  png_set_user_limits (r->png, 0x7fffffff, 0x7fffffff);
}

static void
close_reader (Reader *r)
{
  png_destroy_read_struct (&r->png, &r->info, NULL);
  g_free (r->whole);
}

static gboolean
matches (const guint8 *data, gsize size)
{
  return size >= 8 && png_sig_cmp (data, 0, 8) == 0;
}

static gboolean
probe (VouchSource *source, guint page, VouchPageInfo *info, GError **error)
{
  Reader r;

  open_reader (&r, source->bytes);
  if (setjmp (png_jmpbuf (r.png)) == 0)
    {
      png_uint_32 n_exif = 0;
      png_bytep exif = NULL;

      png_read_info (r.png, r.info);
      info->width = (int) png_get_image_width (r.png, r.info);
      info->height = (int) png_get_image_height (r.png, r.info);
      if (png_get_eXIf_1 (r.png, r.info, &n_exif, &exif))
        info->orientation = vouch_exif_orientation (exif, n_exif);
    }
  close_reader (&r);
  if (info->width > 0)
    return TRUE;
  vouch_decoder_set_damaged (error);
  return FALSE;
}

static void
set_transforms (Reader *r)
{
  png_color_16 white = { .red = 0xff, .green = 0xff, .blue = 0xff, .gray = 0xff };

  png_set_expand (r->png);
  png_set_strip_16 (r->png);
  png_set_gray_to_rgb (r->png);
  if ((png_get_color_type (r->png, r->info) & PNG_COLOR_MASK_ALPHA) ||
      png_get_valid (r->png, r->info, PNG_INFO_tRNS))
    png_set_background (r->png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1.0);
}

static void
copy_row (const guint8 *line, VouchRows *rows)
{
  int n;
  guint8 *room = vouch_rows_next (rows, &n);

  if (!room)
    return;
  memcpy (room, line + (gsize) rows->x * VOUCH_ROWS_BPP, (gsize) rows->width * VOUCH_ROWS_BPP);
  vouch_rows_put (rows, 1);
}

/* Inside a setjmp. Interlaced files need every pass before the first row is right. */
static void
read_all (Reader *r, VouchRows *rows)
{
  gsize stride;
  int height, passes;

  png_read_info (r->png, r->info);
  set_transforms (r);
  passes = png_set_interlace_handling (r->png);
  png_read_update_info (r->png, r->info);
  stride = png_get_rowbytes (r->png, r->info);
  height = (int) png_get_image_height (r->png, r->info);
  if (stride != (gsize) png_get_image_width (r->png, r->info) * VOUCH_ROWS_BPP ||
      rows->y + rows->height > height)
    png_error (r->png, "unexpected layout");
  if (passes > 1 &&
      !vouch_decoder_check_whole ((int) png_get_image_width (r->png, r->info), height, NULL))
    png_error (r->png, "too large");
  r->whole = g_try_malloc0 (passes > 1 ? stride * (gsize) height : stride);
  if (!r->whole)
    png_error (r->png, "no memory");
  for (int pass = 0; pass < passes - 1; pass++)
    for (int y = 0; y < height && !vouch_rows_stopped (rows); y++)
      png_read_row (r->png, r->whole + (gsize) y * stride, NULL);
  for (int y = 0; y < rows->y + rows->height && !vouch_rows_stopped (rows); y++)
    {
      guint8 *line = r->whole + (passes > 1 ? (gsize) y * stride : 0);

      png_read_row (r->png, line, NULL);
      if (y >= rows->y)
        copy_row (line, rows);
    }
}

static gboolean
read_rows (VouchSource *source, guint page, int level, VouchRows *rows, GError **error)
{
  Reader r;

  g_assert (level == 0);

  open_reader (&r, source->bytes);
  if (setjmp (png_jmpbuf (r.png)) == 0)
    read_all (&r, rows);
  close_reader (&r);
  if (rows->done == rows->height)
    return TRUE;
  vouch_decoder_set_damaged (error);
  return FALSE;
}

const VouchDecoder vouch_decoder_png = {
  .mime = "image/png",
  .matches = matches,
  .probe = probe,
  .read = read_rows,
};
