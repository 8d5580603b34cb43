/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TIFF by libtiff, with many pages, in strips or tiles; every kind of pixel by its RGBA reader. */
#define G_LOG_DOMAIN "vouch-viewer"

#include "vouch-decoder.h"

#include <string.h>

#include <tiffio.h>

#define MAX_PAGES 1000
#define MAX_ALLOC (1024L * 1024 * 1024)

typedef struct
{
  const guint8 *data;
  toff_t size, at;
} Memory;

static tmsize_t
read_cb (thandle_t handle, void *out, tmsize_t n)
{
  Memory *m = handle;
  tmsize_t left = m->at < m->size ? (tmsize_t) (m->size - m->at) : 0;

  n = CLAMP (n, 0, left);
  memcpy (out, m->data + m->at, (gsize) n);
  m->at += (toff_t) n;
  return n;
}

static tmsize_t
write_cb (thandle_t handle, void *data, tmsize_t n)
{
  return 0;
}

static toff_t
seek_cb (thandle_t handle, toff_t offset, int whence)
{
  Memory *m = handle;

  if (whence == SEEK_CUR)
    offset += m->at;
  else if (whence == SEEK_END)
    offset += m->size;
  return m->at = offset;
}

static int
close_cb (thandle_t handle)
{
  return 0;
}

static toff_t
size_cb (thandle_t handle)
{
  Memory *m = handle;

  return m->size;
}

/* libtiff's own handlers print; what it has to say comes back as its results. */
static int
quiet_cb (TIFF *tiff, void *data, const char *module, const char *format, va_list args)
{
  return 1;
}

static TIFF *
open_page (Memory *memory, GBytes *bytes, guint page)
{
  TIFFOpenOptions *options = TIFFOpenOptionsAlloc ();
  gsize size;
  TIFF *tiff;

  memory->data = g_bytes_get_data (bytes, &size);
  memory->size = size;
  memory->at = 0;
  TIFFOpenOptionsSetErrorHandlerExtR (options, quiet_cb, NULL);
  TIFFOpenOptionsSetWarningHandlerExtR (options, quiet_cb, NULL);
  TIFFOpenOptionsSetMaxSingleMemAlloc (options, MAX_ALLOC);
  tiff = TIFFClientOpenExt ("picture", "rm", memory, read_cb, write_cb, seek_cb, close_cb, size_cb,
                            NULL, NULL, options);
  TIFFOpenOptionsFree (options);
  if (tiff && page > 0 && !TIFFSetDirectory (tiff, (tdir_t) page))
    g_clear_pointer (&tiff, TIFFClose);
  return tiff;
}

static gboolean
matches (const guint8 *data, gsize size)
{
  return size >= 8 && (memcmp (data, "II*\0", 4) == 0 || memcmp (data, "MM\0*", 4) == 0 ||
                       memcmp (data, "II+\0", 4) == 0 || memcmp (data, "MM\0+", 4) == 0);
}

static guint
count_pages (TIFF *tiff)
{
  guint n = 1;

  while (n < MAX_PAGES && TIFFReadDirectory (tiff))
    n++;
  return n;
}

static gboolean
probe (VouchSource *source, guint page, VouchPageInfo *info, GError **error)
{
  Memory memory;
  TIFF *tiff = open_page (&memory, source->bytes, 0);
  guint32 width = 0, height = 0;
  guint16 orientation = 1;
  char why[1024];
  gboolean ok;

  if (tiff)
    {
      info->n_pages = count_pages (tiff);
      TIFFClose (tiff);
    }
  tiff = open_page (&memory, source->bytes, page);
  if (!tiff)
    {
      vouch_decoder_set_damaged (error);
      return FALSE;
    }
  TIFFGetField (tiff, TIFFTAG_IMAGEWIDTH, &width);
  TIFFGetField (tiff, TIFFTAG_IMAGELENGTH, &height);
  TIFFGetFieldDefaulted (tiff, TIFFTAG_ORIENTATION, &orientation);
  ok = TIFFRGBAImageOK (tiff, why);
  TIFFClose (tiff);
  info->width = (int) MIN (width, G_MAXINT);
  info->height = (int) MIN (height, G_MAXINT);
  info->orientation = orientation;
  if (!ok)
    vouch_decoder_set_damaged (error);
  return ok;
}

/* From libtiff's RGBA words, alpha already multiplied in, to RGB on white. */
static void
put_row (const guint32 *words, VouchRows *rows)
{
  int n;
  guint8 *room = vouch_rows_next (rows, &n);

  if (!room)
    return;
  words += rows->x;
  for (int x = 0; x < rows->width; x++, room += VOUCH_ROWS_BPP)
    {
      guint rest = 0xff - TIFFGetA (words[x]);

      room[0] = (guint8) MIN (0xff, TIFFGetR (words[x]) + rest);
      room[1] = (guint8) MIN (0xff, TIFFGetG (words[x]) + rest);
      room[2] = (guint8) MIN (0xff, TIFFGetB (words[x]) + rest);
    }
  vouch_rows_put (rows, 1);
}

/* Strips come with their last row first. */
static void
read_strips (TIFF *tiff, guint32 width, guint32 height, VouchRows *rows)
{
  guint32 per_strip = height;
  g_autofree guint32 *buffer = NULL;

  TIFFGetFieldDefaulted (tiff, TIFFTAG_ROWSPERSTRIP, &per_strip);
  per_strip = CLAMP (per_strip, 1, height);
  buffer = g_try_malloc_n ((gsize) width * per_strip, sizeof *buffer);
  if (!buffer)
    return;
  for (guint32 y = (guint32) rows->y / per_strip * per_strip;
       y < (guint32) (rows->y + rows->height) && !vouch_rows_stopped (rows); y += per_strip)
    {
      guint32 n = MIN (per_strip, height - y);

      if (!TIFFReadRGBAStripExt (tiff, y, buffer, 1))
        return;
      for (guint32 i = 0; i < n; i++)
        if ((int) (y + i) >= rows->y)
          put_row (buffer + (gsize) (n - 1 - i) * width, rows);
    }
}

static void
read_tiles (TIFF *tiff, guint32 width, guint32 height, VouchRows *rows)
{
  guint32 tw = 0, th = 0;
  g_autofree guint32 *tile = NULL;
  g_autofree guint32 *band = NULL;

  TIFFGetField (tiff, TIFFTAG_TILEWIDTH, &tw);
  TIFFGetField (tiff, TIFFTAG_TILELENGTH, &th);
  if (tw == 0 || th == 0 || tw > 65536 || th > 65536)
    return;
  tile = g_try_malloc_n ((gsize) tw * th, sizeof *tile);
  band = g_try_malloc_n ((gsize) width * th, sizeof *band);
  if (!tile || !band)
    return;
  for (guint32 y = (guint32) rows->y / th * th;
       y < (guint32) (rows->y + rows->height) && !vouch_rows_stopped (rows); y += th)
    {
      guint32 n = MIN (th, height - y);

      for (guint32 x = 0; x < width; x += tw)
        {
          if (!TIFFReadRGBATileExt (tiff, x, y, tile, 1))
            return;
          for (guint32 i = 0; i < n; i++)
            memcpy (band + (gsize) i * width + x, tile + (gsize) (th - 1 - i) * tw,
                    MIN (tw, width - x) * sizeof *band);
        }
      for (guint32 i = 0; i < n; i++)
        if ((int) (y + i) >= rows->y)
          put_row (band + (gsize) i * width, rows);
    }
}

static gboolean
read_rows (VouchSource *source, guint page, int level, VouchRows *rows, GError **error)
{
  Memory memory;
  TIFF *tiff = open_page (&memory, source->bytes, page);
  guint32 width = 0, height = 0;

  g_assert (level == 0);

  if (tiff)
    {
      TIFFGetField (tiff, TIFFTAG_IMAGEWIDTH, &width);
      TIFFGetField (tiff, TIFFTAG_IMAGELENGTH, &height);
      /* The viewer turns the picture: here it must come as it is stored. */
      TIFFSetField (tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
      if (TIFFIsTiled (tiff))
        read_tiles (tiff, width, height, rows);
      else
        read_strips (tiff, width, height, rows);
      TIFFClose (tiff);
    }
  if (rows->done == rows->height)
    return TRUE;
  vouch_decoder_set_damaged (error);
  return FALSE;
}

const VouchDecoder vouch_decoder_tiff = {
  .mime = "image/tiff",
  .matches = matches,
  .probe = probe,
  .read = read_rows,
};
