/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A clip in memory as a paintable: it plays, seeks to a frame and steps by frames. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_VIDEO_PLAYER (vouch_video_player_get_type ())
G_DECLARE_FINAL_TYPE (VouchVideoPlayer, vouch_video_player, VOUCH, VIDEO_PLAYER, GObject)

/* Main thread only; times in microseconds of the clip. Signal "changed": a frame, the duration, an
 * error or the end. */
VouchVideoPlayer *vouch_video_player_new (void);

/* How long the first frame may take; 15 seconds unless said before open (). */
void vouch_video_player_set_patience (VouchVideoPlayer *self, guint milliseconds);

/* Copies @bytes to memory of its own that is sealed; the first frame comes paused. What goes wrong
 * then stands in get_error (). Once in a life. */
void vouch_video_player_open (VouchVideoPlayer *self, GBytes *bytes);
/* Frees the pipeline and the memory; the frame stays. */
void vouch_video_player_close (VouchVideoPlayer *self);

void vouch_video_player_play (VouchVideoPlayer *self); /* from the start after the end */
void vouch_video_player_pause (VouchVideoPlayer *self);
void vouch_video_player_seek (VouchVideoPlayer *self, gint64 position);
void vouch_video_player_step (VouchVideoPlayer *self, int frames); /* pauses */
void vouch_video_player_set_rate (VouchVideoPlayer *self, double rate);

gboolean vouch_video_player_get_playing (VouchVideoPlayer *self);
gboolean vouch_video_player_get_ended (VouchVideoPlayer *self);
gint64 vouch_video_player_get_position (VouchVideoPlayer *self);
gint64 vouch_video_player_get_duration (VouchVideoPlayer *self); /* 0: not known */
guint vouch_video_player_get_frames_shown (VouchVideoPlayer *self);
/* Borrowed; NULL before the first frame. */
GdkTexture *vouch_video_player_get_texture (VouchVideoPlayer *self);
/* For people; borrowed; NULL when all is well. */
const char *vouch_video_player_get_error (VouchVideoPlayer *self);

G_END_DECLS
