/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way of decoded frames from the streaming thread to the main one: the newest wins. */
#define G_LOG_DOMAIN "vouch-video"

#include "vouch-video-frames.h"

#include <gst/app/gstappsink.h>
#include <gst/video/video.h>

/* Above this a rate is the clock of the container and not the pace of the frames. */
#define MAX_RATE 240
/* Square pixels, and nothing whose copies could fill the memory. */
#define FRAME_CAPS "video/x-raw,format=BGRA,pixel-aspect-ratio=1/1,width=[1,8192],height=[1,8192]"

struct _VouchVideoFrames
{
  GMutex mutex;
  /* Under the mutex */
  VouchVideoFrame pending;
  guint source;
  gboolean closed;
  /* Main thread */
  GSourceOnceFunc notify;
  gpointer data;
};

static void
clear_frames (gpointer data)
{
  VouchVideoFrames *self = data;

  g_clear_object (&self->pending.texture);
  g_mutex_clear (&self->mutex);
}

static void
release_frames (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_frames);
}

static gboolean
frame_cb (gpointer data)
{
  VouchVideoFrames *self = data;

  g_mutex_lock (&self->mutex);
  self->source = 0;
  g_mutex_unlock (&self->mutex);
  /* Runs on the thread that closes, so that a source not yet removed cannot outlive it. */
  self->notify (self->data);
  return G_SOURCE_REMOVE;
}

static void
unmap_frame (gpointer data)
{
  gst_video_frame_unmap (data);
  g_free (data);
}

/* Shares the memory of the decoder: the mapped frame keeps its buffer alive. */
static GdkTexture *
make_texture (GstBuffer *buffer, const GstVideoInfo *info)
{
  GstVideoFrame *frame = g_new (GstVideoFrame, 1);
  g_autoptr (GBytes) bytes = NULL;
  gsize stride;

  if (!gst_video_frame_map (frame, info, buffer, GST_MAP_READ))
    {
      g_free (frame);
      return NULL;
    }
  stride = (gsize) GST_VIDEO_FRAME_PLANE_STRIDE (frame, 0);
  bytes = g_bytes_new_with_free_func (GST_VIDEO_FRAME_PLANE_DATA (frame, 0),
                                      stride * (gsize) GST_VIDEO_INFO_HEIGHT (info), unmap_frame,
                                      frame);
  return gdk_memory_texture_new (GST_VIDEO_INFO_WIDTH (info), GST_VIDEO_INFO_HEIGHT (info),
                                 GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, bytes, stride);
}

static gint64
frame_duration (const GstVideoInfo *info)
{
  int n = GST_VIDEO_INFO_FPS_N (info), d = GST_VIDEO_INFO_FPS_D (info);

  if (n > 0 && d > 0 && n / d <= MAX_RATE)
    return gst_util_uint64_scale_int (G_USEC_PER_SEC, d, n);
  return 0;
}

static void
put_sample (VouchVideoFrames *self, GstSample *sample)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  GstCaps *caps = gst_sample_get_caps (sample);
  VouchVideoFrame frame = { NULL };
  GstVideoInfo info;
  guint64 time;

  if (!buffer || !caps || !gst_video_info_from_caps (&info, caps))
    return;
  frame.texture = make_texture (buffer, &info);
  if (!frame.texture)
    return;
  /* Edit lists shift the raw times: only the stream time names a frame. */
  time = gst_segment_to_stream_time (gst_sample_get_segment (sample), GST_FORMAT_TIME,
                                     GST_BUFFER_PTS (buffer));
  frame.time = GST_CLOCK_TIME_IS_VALID (time) ? (gint64) GST_TIME_AS_USECONDS (time) : 0;
  frame.duration = frame_duration (&info);

  g_mutex_lock (&self->mutex);
  g_clear_object (&self->pending.texture);
  if (self->closed)
    g_clear_object (&frame.texture);
  self->pending = frame;
  if (!self->closed && !self->source)
    self->source = g_idle_add_full (G_PRIORITY_DEFAULT, frame_cb, self, NULL);
  g_mutex_unlock (&self->mutex);
}

static GstFlowReturn
preroll_cb (GstAppSink *sink, gpointer data)
{
  GstSample *sample = gst_app_sink_pull_preroll (sink);

  if (sample)
    {
      put_sample (data, sample);
      gst_sample_unref (sample);
    }
  return GST_FLOW_OK;
}

static GstFlowReturn
sample_cb (GstAppSink *sink, gpointer data)
{
  GstSample *sample = gst_app_sink_pull_sample (sink);

  if (sample)
    {
      put_sample (data, sample);
      gst_sample_unref (sample);
    }
  return GST_FLOW_OK;
}

VouchVideoFrames *
vouch_video_frames_new (GSourceOnceFunc notify, gpointer data)
{
  VouchVideoFrames *self = g_atomic_rc_box_new0 (VouchVideoFrames);

  g_mutex_init (&self->mutex);
  self->notify = notify;
  self->data = data;
  return self;
}

void
vouch_video_frames_close (VouchVideoFrames *self)
{
  g_mutex_lock (&self->mutex);
  self->closed = TRUE;
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->pending.texture);
  g_mutex_unlock (&self->mutex);
  release_frames (self);
}

GstElement *
vouch_video_frames_make_sink (VouchVideoFrames *self)
{
  GstAppSinkCallbacks callbacks = { .new_preroll = preroll_cb, .new_sample = sample_cb };
  GstElement *sink = gst_element_factory_make ("appsink", NULL);
  GstCaps *caps = gst_caps_from_string (FRAME_CAPS);

  if (sink)
    {
      g_object_set (sink, "caps", caps, "max-buffers", 2, "drop", FALSE, "sync", TRUE, NULL);
      gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, g_atomic_rc_box_acquire (self),
                                  release_frames);
    }
  gst_caps_unref (caps);
  return sink;
}

gboolean
vouch_video_frames_take (VouchVideoFrames *self, VouchVideoFrame *frame)
{
  g_mutex_lock (&self->mutex);
  *frame = self->pending;
  self->pending.texture = NULL;
  g_mutex_unlock (&self->mutex);
  return frame->texture != NULL;
}
