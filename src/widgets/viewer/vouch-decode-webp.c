/* SPDX-License-Identifier: GPL-3.0-or-later */
/* WebP by libwebp, row by row as the decoder goes; what is transparent stands on white. */
#define G_LOG_DOMAIN "vouch-viewer"

#include "vouch-decoder.h"

#include <string.h>

#include <webp/decode.h>
#include <webp/demux.h>

#define FEED_BYTES (64 * 1024)

static gboolean
matches (const guint8 *data, gsize size)
{
  return size >= 16 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0;
}

static int
read_orientation (const guint8 *data, gsize size)
{
  WebPData webp = { data, size };
  WebPDemuxer *demux = WebPDemux (&webp);
  WebPChunkIterator chunk;
  int orientation = 1;

  if (!demux)
    return 1;
  if (WebPDemuxGetChunk (demux, "EXIF", 1, &chunk))
    {
      orientation = vouch_exif_orientation (chunk.chunk.bytes, chunk.chunk.size);
      WebPDemuxReleaseChunkIterator (&chunk);
    }
  WebPDemuxDelete (demux);
  return orientation;
}

static gboolean
probe (VouchSource *source, guint page, VouchPageInfo *info, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (source->bytes, &size);
  WebPBitstreamFeatures features;

  if (WebPGetFeatures (data, size, &features) != VP8_STATUS_OK)
    {
      vouch_decoder_set_damaged (error);
      return FALSE;
    }
  info->width = features.width;
  info->height = features.height;
  info->orientation = read_orientation (data, size);
  return vouch_decoder_check_whole (info->width, info->height, error);
}

static void
put_row (const guint8 *rgba, VouchRows *rows)
{
  int n;
  guint8 *room = vouch_rows_next (rows, &n);

  if (!room)
    return;
  rgba += (gsize) rows->x * 4;
  for (int x = 0; x < rows->width; x++, rgba += 4, room += VOUCH_ROWS_BPP)
    for (int c = 0; c < 3; c++)
      room[c] = (guint8) ((rgba[c] * rgba[3] + 0xff * (0xff - rgba[3]) + 127) / 0xff);
  vouch_rows_put (rows, 1);
}

/* Fed in pieces, so that it can be stopped and the rows before a cut are had. */
static void
feed (WebPIDecoder *decoder, GBytes *bytes, VouchRows *rows)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  int y = 0;

  for (gsize at = 0; at < size && y < rows->y + rows->height && !vouch_rows_stopped (rows);)
    {
      int last = 0, stride = 0;
      const guint8 *pixels;
      VP8StatusCode status;

      at = MIN (size, at + FEED_BYTES);
      status = WebPIUpdate (decoder, data, at);
      pixels = WebPIDecGetRGB (decoder, &last, NULL, NULL, &stride);
      for (; pixels && y < MIN (last, rows->y + rows->height); y++)
        if (y >= rows->y)
          put_row (pixels + (gsize) y * (gsize) stride, rows);
      if (status != VP8_STATUS_SUSPENDED)
        return;
    }
}

static gboolean
read_rows (VouchSource *source, guint page, int level, VouchRows *rows, GError **error)
{
  WebPIDecoder *decoder = WebPINewRGB (MODE_RGBA, NULL, 0, 0);

  g_assert (level == 0);

  if (decoder)
    {
      feed (decoder, source->bytes, rows);
      WebPIDelete (decoder);
    }
  if (rows->done == rows->height)
    return TRUE;
  vouch_decoder_set_damaged (error);
  return FALSE;
}

const VouchDecoder vouch_decoder_webp = {
  .mime = "image/webp",
  .matches = matches,
  .probe = probe,
  .read = read_rows,
};
