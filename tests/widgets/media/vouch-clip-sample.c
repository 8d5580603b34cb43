/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clips made while the tests run. */
#include "vouch-clip-sample.h"

#include <glib/gstdio.h>
#include <gst/gst.h>

GBytes *
vouch_clip_sample_new (void)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "clip.webm", NULL);
  g_autofree char *line = g_strdup_printf (
      "videotestsrc pattern=ball animation-mode=frames num-buffers=60 ! "
      "video/x-raw,width=320,height=240,framerate=30/1 ! vp8enc deadline=1 threads=1 ! "
      "webmmux ! filesink location=%s",
      path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = gst_parse_launch (line, &error);
  g_autoptr (GstBus) bus = NULL;
  g_autoptr (GstMessage) message = NULL;
  char *data;
  gsize size;

  g_assert_no_error (error);
  bus = gst_element_get_bus (pipeline);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  message = gst_bus_timed_pop_filtered (bus, 30 * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_nonnull (message);
  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, GST_MESSAGE_EOS);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_remove (path), ==, 0);
  return g_bytes_new_take (data, size);
}
