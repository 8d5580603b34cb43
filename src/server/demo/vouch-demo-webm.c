/* SPDX-License-Identifier: GPL-3.0-or-later */
/* VP8 by GStreamer with fixed settings on one thread, put into a small WebM of our own.
 *
 * The file is EBML header, segment with information, one video track, index, then one cluster a
 * second. All sizes are written as eight bytes, so that the index in front knows where the
 * clusters will lie. Negative cpu-used fixes the encoder's speed; a positive one would let it
 * measure the clock and give different bytes each time. */
#define G_LOG_DOMAIN "vouch-demo"

#include "vouch-demo-encode.h"

#include <gst/app/gstappsink.h>
#include <gst/app/gstappsrc.h>
#include <gst/gst.h>
#include <string.h>

static void
put_id (GByteArray *out, guint32 id)
{
  for (int shift = 24; shift >= 0; shift -= 8)
    if (id >> shift != 0)
      {
        guint8 byte = (guint8) (id >> shift);

        g_byte_array_append (out, &byte, 1);
      }
}

static void
put_size (GByteArray *out, guint64 size)
{
  guint64 big = GUINT64_TO_BE (size | G_GUINT64_CONSTANT (0x0100000000000000));

  g_byte_array_append (out, (const guint8 *) &big, 8);
}

static void
put_number (GByteArray *out, guint32 id, guint64 value)
{
  guint64 big = GUINT64_TO_BE (value);

  put_id (out, id);
  put_size (out, 8);
  g_byte_array_append (out, (const guint8 *) &big, 8);
}

static void
put_text (GByteArray *out, guint32 id, const char *text)
{
  put_id (out, id);
  put_size (out, strlen (text));
  g_byte_array_append (out, (const guint8 *) text, (guint) strlen (text));
}

/* Takes @inner. */
static void
put_master (GByteArray *out, guint32 id, GByteArray *inner)
{
  put_id (out, id);
  put_size (out, inner->len);
  g_byte_array_append (out, inner->data, inner->len);
  g_byte_array_unref (inner);
}

static void
put_header (GByteArray *out)
{
  GByteArray *header = g_byte_array_new ();

  put_number (header, 0x4286, 1);
  put_number (header, 0x42F7, 1);
  put_number (header, 0x42F2, 4);
  put_number (header, 0x42F3, 8);
  put_text (header, 0x4282, "webm");
  put_number (header, 0x4287, 2);
  put_number (header, 0x4285, 2);
  put_master (out, 0x1A45DFA3, header);
}

static void
put_info (GByteArray *out, double milliseconds)
{
  GByteArray *info = g_byte_array_new ();
  guint64 bits;

  memcpy (&bits, &milliseconds, 8);
  put_number (info, 0x2AD7B1, 1000000);
  put_text (info, 0x4D80, "vouch");
  put_text (info, 0x5741, "vouch");
  put_number (info, 0x4489, bits);
  put_master (out, 0x1549A966, info);
}

static void
put_track (GByteArray *out, guint width, guint height, guint rate)
{
  GByteArray *tracks = g_byte_array_new (), *entry = g_byte_array_new ();
  GByteArray *video = g_byte_array_new ();

  put_number (entry, 0xD7, 1);
  put_number (entry, 0x73C5, 1);
  put_number (entry, 0x83, 1);
  put_number (entry, 0x9C, 0);
  put_text (entry, 0x86, "V_VP8");
  put_number (entry, 0x23E383, 1000000000 / rate);
  put_number (video, 0xB0, width);
  put_number (video, 0xBA, height);
  put_master (entry, 0xE0, video);
  put_master (tracks, 0xAE, entry);
  put_master (out, 0x1654AE6B, tracks);
}

static gboolean
is_key_frame (GBytes *frame)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (frame, &size);

  return size > 0 && (data[0] & 1) == 0;
}

static GByteArray *
make_cluster (GPtrArray *frames, guint first, guint end, guint rate)
{
  GByteArray *cluster = g_byte_array_new ();
  guint64 start = (guint64) first * 1000 / rate;

  put_number (cluster, 0xE7, start);
  for (guint i = first; i < end; i++)
    {
      gsize size = 0;
      const guint8 *data = g_bytes_get_data (frames->pdata[i], &size);
      guint at = (guint) ((guint64) i * 1000 / rate - start);
      guint8 head[4] = { 0x81, (guint8) (at >> 8), (guint8) at,
                         is_key_frame (frames->pdata[i]) ? 0x80 : 0 };

      put_id (cluster, 0xA3);
      put_size (cluster, size + 4);
      g_byte_array_append (cluster, head, 4);
      g_byte_array_append (cluster, data, (guint) size);
    }
  return cluster;
}

static void
put_cue (GByteArray *cues, guint64 time, guint64 position)
{
  GByteArray *point = g_byte_array_new (), *where = g_byte_array_new ();

  put_number (point, 0xB3, time);
  put_number (where, 0xF7, 1);
  put_number (where, 0xF1, position);
  put_master (point, 0xB7, where);
  put_master (cues, 0xBB, point);
}

static GBytes *
mux (GPtrArray *frames, guint width, guint height, guint rate)
{
  GByteArray *out = g_byte_array_new (), *segment = g_byte_array_new ();
  g_autoptr (GByteArray) clusters = g_byte_array_new ();
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint));
  GByteArray *cues = g_byte_array_new ();
  g_autoptr (GByteArray) probe = g_byte_array_new ();
  guint64 base;
  guint n_clusters = 0;

  put_info (segment, frames->len * 1000.0 / rate);
  put_track (segment, width, height, rate);
  for (guint i = 0; i < frames->len; i += rate, n_clusters++)
    {
      g_array_append_val (starts, clusters->len);
      put_master (clusters, 0x1F43B675,
                  make_cluster (frames, i, MIN (i + rate, frames->len), rate));
    }
  put_cue (probe, 0, 0);
  base = segment->len + 4 + 8 + (guint64) probe->len * n_clusters;
  for (guint i = 0; i < n_clusters; i++)
    put_cue (cues, (guint64) i * 1000, base + g_array_index (starts, guint, i));
  put_master (segment, 0x1C53BB6B, cues);
  g_byte_array_append (segment, clusters->data, clusters->len);
  put_header (out);
  put_master (out, 0x18538067, segment);
  return g_byte_array_free_to_bytes (out);
}

static gboolean
pull_frames (GstElement *sink, GPtrArray *frames, guint wanted, gboolean last)
{
  while (frames->len < wanted)
    {
      g_autoptr (GstSample) sample =
          gst_app_sink_try_pull_sample (GST_APP_SINK (sink), last ? 10 * GST_SECOND : 0);
      GstMapInfo map;

      if (sample == NULL)
        return !last;
      if (!gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ))
        return FALSE;
      g_ptr_array_add (frames, g_bytes_new (map.data, map.size));
      gst_buffer_unmap (gst_sample_get_buffer (sample), &map);
    }
  return TRUE;
}

static gboolean
push_frames (GstElement *source, GstElement *sink, cairo_surface_t *surface, guint rate,
             guint n_frames, VouchDemoFrameFunc draw, gpointer data, GPtrArray *frames)
{
  gsize size = (gsize) cairo_image_surface_get_stride (surface) *
               (gsize) cairo_image_surface_get_height (surface);

  for (guint i = 0; i < n_frames; i++)
    {
      GstBuffer *buffer = gst_buffer_new_allocate (NULL, size, NULL);

      draw (i, surface, data);
      cairo_surface_flush (surface);
      gst_buffer_fill (buffer, 0, cairo_image_surface_get_data (surface), size);
      GST_BUFFER_PTS (buffer) = gst_util_uint64_scale (i, GST_SECOND, rate);
      GST_BUFFER_DURATION (buffer) = GST_SECOND / rate;
      if (gst_app_src_push_buffer (GST_APP_SRC (source), buffer) != GST_FLOW_OK)
        return FALSE;
      (void) pull_frames (sink, frames, n_frames, FALSE); /* what is ready by now */
    }
  gst_app_src_end_of_stream (GST_APP_SRC (source));
  return pull_frames (sink, frames, n_frames, TRUE);
}

GBytes *
vouch_demo_encode_webm (guint width, guint height, guint rate, guint n_frames,
                        VouchDemoFrameFunc draw, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) frames = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autofree char *line = NULL;
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstElement) source = NULL;
  g_autoptr (GstElement) sink = NULL;
  cairo_surface_t *surface;
  gboolean fine;

  gst_init (NULL, NULL);
  line = g_strdup_printf (
      "appsrc name=source format=time block=true max-bytes=8000000 "
      "caps=video/x-raw,format=%s,width=%u,height=%u,framerate=%u/1 ! "
      "videoconvert n-threads=1 ! video/x-raw,format=I420 ! vp8enc threads=1 deadline=1 "
      "cpu-used=-8 target-bitrate=900000 keyframe-max-dist=%u "
      "lag-in-frames=0 ! appsink name=sink sync=false max-buffers=0",
      G_BYTE_ORDER == G_LITTLE_ENDIAN ? "BGRx" : "xRGB", width, height, rate, rate);
  pipeline = gst_parse_launch (line, error);
  if (pipeline == NULL)
    return NULL;
  source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, (int) height);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  fine = push_frames (source, sink, surface, rate, n_frames, draw, data, frames);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  cairo_surface_destroy (surface);
  if (!fine)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "VP8 encoder failed");
      return NULL;
    }
  return mux (frames, width, height, rate);
}
