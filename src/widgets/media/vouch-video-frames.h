/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way of decoded frames from the streaming thread to the main one: the newest wins. */
#pragma once

#include <gst/gst.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _VouchVideoFrames VouchVideoFrames;

typedef struct
{
  GdkTexture *texture;
  gint64 time;     /* of the clip, microseconds; clipped to the last seek */
  gint64 duration; /* of one frame, microseconds; 0 when the clip does not say */
} VouchVideoFrame;

/* @notify runs on the main thread when a frame waits. */
VouchVideoFrames *vouch_video_frames_new (GSourceOnceFunc notify, gpointer data);
/* Main thread. No @notify comes after; threads that still hold frames may finish. */
void vouch_video_frames_close (VouchVideoFrames *self);

/* A new floating sink whose frames go to @self. */
GstElement *vouch_video_frames_make_sink (VouchVideoFrames *self);
/* Moves the newest frame to @frame, whose texture becomes the caller's; FALSE when none waits. */
gboolean vouch_video_frames_take (VouchVideoFrames *self, VouchVideoFrame *frame);

G_END_DECLS
