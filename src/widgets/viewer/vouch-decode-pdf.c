/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PDF by poppler: 144 dpi is 100 %, every part is drawn at the zoom it is seen with. */
#define G_LOG_DOMAIN "vouch-viewer"

#include "vouch-decoder.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include <poppler.h>

#define PIXELS_PER_POINT 2.0 /* 144 dpi */
#define MIN_LEVEL (-2)       /* sharp up to 400 %, hard to tell beyond */
#define HEADER_BYTES 1024    /* readers accept some rubbish before the header */

static gboolean
matches (const guint8 *data, gsize size)
{
  return size >= 8 && memmem (data, MIN (size, HEADER_BYTES), "%PDF-", 5) != NULL;
}

/* With the lock held: poppler wants one thread at a time in a document. */
static PopplerDocument *
get_document (VouchSource *source, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (source->state)
    return source->state;
  source->state = poppler_document_new_from_bytes (source->bytes, NULL, &local);
  source->free_state = g_object_unref;
  if (!source->state && g_error_matches (local, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
    g_set_error_literal (error, VOUCH_PICTURE_ERROR, VOUCH_PICTURE_ERROR_UNSUPPORTED,
                         _ ("The document is protected by a password."));
  else if (!source->state)
    vouch_decoder_set_damaged (error);
  return source->state;
}

static gboolean
get_size (PopplerDocument *document, guint page, VouchPageInfo *info)
{
  PopplerPage *the_page = poppler_document_get_page (document, (int) page);
  double width = 0, height = 0;

  if (!the_page)
    return FALSE;
  poppler_page_get_size (the_page, &width, &height);
  g_object_unref (the_page);
  if (!isfinite (width) || !isfinite (height) || width <= 0 || height <= 0)
    return FALSE;
  info->width = (int) ceil (MIN (width, 1e6) * PIXELS_PER_POINT);
  info->height = (int) ceil (MIN (height, 1e6) * PIXELS_PER_POINT);
  return TRUE;
}

static gboolean
probe (VouchSource *source, guint page, VouchPageInfo *info, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&source->lock);
  PopplerDocument *document = get_document (source, error);

  if (!document)
    return FALSE;
  info->n_pages = (guint) MAX (0, poppler_document_get_n_pages (document));
  info->min_level = MIN_LEVEL;
  if (page < info->n_pages && get_size (document, page, info))
    return TRUE;
  vouch_decoder_set_damaged (error);
  return FALSE;
}

static void
put_band (cairo_surface_t *surface, int n_rows, VouchRows *rows)
{
  const guint8 *pixels = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  for (int y = 0; y < n_rows; y++)
    {
      const guint32 *words = (const guint32 *) (const void *) (pixels + (gsize) y * (gsize) stride);
      int n;
      guint8 *room = vouch_rows_next (rows, &n);

      if (!room)
        return;
      for (int x = 0; x < rows->width; x++, room += VOUCH_ROWS_BPP)
        {
          room[0] = (guint8) (words[x] >> 16);
          room[1] = (guint8) (words[x] >> 8);
          room[2] = (guint8) words[x];
        }
      vouch_rows_put (rows, 1);
    }
}

static gboolean
draw (PopplerPage *page, int level, int n_rows, VouchRows *rows)
{
  double scale = ldexp (PIXELS_PER_POINT, -level);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, rows->width, n_rows);
  cairo_t *cr = cairo_create (surface);
  gboolean ok;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_translate (cr, -rows->x, -(rows->y + rows->done));
  cairo_scale (cr, scale, scale);
  poppler_page_render (page, cr);
  ok = cairo_status (cr) == CAIRO_STATUS_SUCCESS;
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  if (ok)
    put_band (surface, n_rows, rows);
  cairo_surface_destroy (surface);
  return ok;
}

/* The whole part at once while it is small: each call runs through the page's whole content. */
static gboolean
read_rows (VouchSource *source, guint page, int level, VouchRows *rows, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&source->lock);
  PopplerDocument *document = get_document (source, error);
  PopplerPage *the_page = document ? poppler_document_get_page (document, (int) page) : NULL;
  int n;

  if (!document)
    return FALSE;
  while (the_page && vouch_rows_next (rows, &n) && draw (the_page, level, n, rows))
    ;
  g_clear_object (&the_page);
  if (rows->done == rows->height)
    return TRUE;
  vouch_decoder_set_damaged (error);
  return FALSE;
}

const VouchDecoder vouch_decoder_pdf = {
  .mime = "application/pdf",
  .vector = TRUE,
  .matches = matches,
  .probe = probe,
  .read = read_rows,
};
