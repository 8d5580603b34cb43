/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A video player with frame steps, speed and snapshots, played from memory. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  VOUCH_VIDEO_EMPTY,
  VOUCH_VIDEO_LOADING,
  VOUCH_VIDEO_READY,
  VOUCH_VIDEO_ERROR,
} VouchVideoState;

#define VOUCH_TYPE_VIDEO_STATE (vouch_video_state_get_type ())
GType vouch_video_state_get_type (void);

#define VOUCH_TYPE_VIDEO (vouch_video_get_type ())
G_DECLARE_FINAL_TYPE (VouchVideo, vouch_video, VOUCH, VIDEO, GtkWidget)

/* Main thread only. Times in microseconds of the clip. Properties: state, error-text, playing,
 * position, duration, speed, label (accessible name). Actions of the group "video": play (or
 * pause), step-back, step-forward, snapshot. Signal "snapshot" (GdkTexture*): the person wants to
 * keep that frame. VOUCH_AUDIO_SINK in the environment names another audio sink (tests: fakesink).
 */
GtkWidget *vouch_video_new (void);

/* Holds a reference. The clip is opened when the widget is first mapped, or by play(); the first
 * frame is the poster. NULL empties. */
void vouch_video_set_bytes (VouchVideo *self, GBytes *bytes);
/* The clip is still on its way. */
void vouch_video_set_loading (VouchVideo *self);
void vouch_video_set_error (VouchVideo *self, const char *text);
void vouch_video_set_label (VouchVideo *self, const char *label);

void vouch_video_play (VouchVideo *self);
void vouch_video_pause (VouchVideo *self);
void vouch_video_seek (VouchVideo *self, gint64 position);
void vouch_video_step (VouchVideo *self, int frames);        /* pauses; +1 or -1 */
void vouch_video_set_speed (VouchVideo *self, double speed); /* 0.25, 0.5, 1, 1.5 or 2 */
double vouch_video_get_speed (VouchVideo *self);
gboolean vouch_video_get_playing (VouchVideo *self);
gint64 vouch_video_get_position (VouchVideo *self);
gint64 vouch_video_get_duration (VouchVideo *self);

/* The frame on the screen; full, NULL before the first. */
GdkTexture *vouch_video_snapshot_frame (VouchVideo *self);
guint vouch_video_get_frames_shown (VouchVideo *self);
/* READY with an error text: the clip can be seen but is not whole. */
VouchVideoState vouch_video_get_state (VouchVideo *self);
const char *vouch_video_get_error_text (VouchVideo *self);

G_END_DECLS
