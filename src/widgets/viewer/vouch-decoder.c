/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the decoder of some bytes, holds the limits and words the errors for people. */
#define G_LOG_DOMAIN "vouch-viewer"

#include "vouch-decoder.h"

#include <glib/gi18n-lib.h>

#define MAX_SIDE 100000
#define MAX_PIXELS (300LL * 1000 * 1000)
#define MAX_PIXELS_WHOLE (130LL * 1000 * 1000)

GQuark
vouch_picture_error_quark (void)
{
  return g_quark_from_static_string ("vouch-picture-error-quark");
}

static const VouchDecoder *const decoders[] = {
  &vouch_decoder_jpeg, &vouch_decoder_png, &vouch_decoder_webp,
  &vouch_decoder_tiff, &vouch_decoder_pdf,
};

VouchSource *
vouch_source_new (GBytes *bytes, const char *mime_hint, GError **error)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (guint i = 0; i < G_N_ELEMENTS (decoders); i++)
    {
      VouchSource *source;

      if (!decoders[i]->matches (data, size))
        continue;
      source = g_new0 (VouchSource, 1);
      g_atomic_ref_count_init (&source->refs);
      g_mutex_init (&source->lock);
      source->bytes = g_bytes_ref (bytes);
      source->decoder = decoders[i];
      return source;
    }
  if (size == 0)
    g_set_error_literal (error, VOUCH_PICTURE_ERROR, VOUCH_PICTURE_ERROR_INVALID,
                         _ ("The file is empty."));
  else if (mime_hint &&
           (g_str_has_prefix (mime_hint, "image/") || g_str_equal (mime_hint, "application/pdf")))
    g_set_error_literal (error, VOUCH_PICTURE_ERROR, VOUCH_PICTURE_ERROR_INVALID,
                         _ ("The file is damaged, or not of the kind it should be."));
  else
    g_set_error_literal (error, VOUCH_PICTURE_ERROR, VOUCH_PICTURE_ERROR_UNSUPPORTED,
                         _ ("This kind of file cannot be shown as a picture."));
  return NULL;
}

VouchSource *
vouch_source_ref (VouchSource *source)
{
  g_atomic_ref_count_inc (&source->refs);
  return source;
}

void
vouch_source_unref (VouchSource *source)
{
  if (!g_atomic_ref_count_dec (&source->refs))
    return;
  if (source->state)
    source->free_state (source->state);
  g_mutex_clear (&source->lock);
  g_bytes_unref (source->bytes);
  g_free (source);
}

gboolean
vouch_source_probe (VouchSource *source, guint page, VouchPageInfo *info, GError **error)
{
  *info = (VouchPageInfo){ .n_pages = 1, .orientation = 1 };
  if (!source->decoder->probe (source, page, info, error))
    return FALSE;
  if (info->width <= 0 || info->height <= 0)
    {
      vouch_decoder_set_damaged (error);
      return FALSE;
    }
  if (info->width > MAX_SIDE || info->height > MAX_SIDE ||
      (!source->decoder->vector && (gint64) info->width * info->height > MAX_PIXELS))
    {
      vouch_decoder_set_too_large (error);
      return FALSE;
    }
  if (info->orientation < 1 || info->orientation > 8)
    info->orientation = 1;
  return TRUE;
}

gboolean
vouch_decoder_check_whole (int width, int height, GError **error)
{
  if ((gint64) width * height <= MAX_PIXELS_WHOLE)
    return TRUE;
  vouch_decoder_set_too_large (error);
  return FALSE;
}

void
vouch_decoder_set_damaged (GError **error)
{
  g_set_error_literal (error, VOUCH_PICTURE_ERROR, VOUCH_PICTURE_ERROR_INVALID,
                       _ ("The file is damaged and cannot be shown."));
}

void
vouch_decoder_set_partial (GError **error)
{
  g_set_error_literal (error, VOUCH_PICTURE_ERROR, VOUCH_PICTURE_ERROR_INVALID,
                       _ ("The file is damaged: only a part of the picture can be shown."));
}

void
vouch_decoder_set_too_large (GError **error)
{
  g_set_error_literal (error, VOUCH_PICTURE_ERROR, VOUCH_PICTURE_ERROR_TOO_LARGE,
                       _ ("The picture has too many pixels to be shown."));
}
