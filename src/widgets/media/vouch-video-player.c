/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A clip in memory as a paintable: it plays, seeks to a frame and steps by frames.
 *
 * A seek to the very start of a frame shows the end of the one before, so seeks go to the middle
 * of a frame; the time of the frame that comes is then clipped to the middle too, and the number of
 * a frame is its time in frames rounded down with some room. Orders wait while the pipeline works
 * on one (busy), the newest seek replaces a waiting one. */
#define G_LOG_DOMAIN "vouch-video"

#include "vouch-video-player.h"

#include "vouch-video-frames.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <gst/gst.h>
#include <sys/mman.h>
#include <unistd.h>

#define MAX_CLIP_BYTES (512u * 1024 * 1024)
#define FIRST_FRAME_LIMIT_MS (15 * 1000)
#define BUSY_LIMIT_MS (4 * 1000)
#define USUAL_FRAME (G_USEC_PER_SEC / 30)
/* A clip may say a little more than its frames fill. */
#define EARLY_END (G_USEC_PER_SEC / 2)
#define PLAY_FLAGS_AUDIO 0x2

struct _VouchVideoPlayer
{
  GObject parent_instance;
  /* Owned */
  GstElement *pipeline;
  GstElement *sink;
  VouchVideoFrames *frames;
  GdkTexture *texture;
  char *error;
  int fd;
  guint patience; /* for the first frame, milliseconds */
  guint first_frame_timer;
  guint busy_timer;

  gint64 frame_time;
  gint64 frame_duration; /* 0: the clip does not say */
  gint64 duration;
  gint64 target;       /* of the seek under way */
  gint64 waiting_seek; /* -1: none */
  int waiting_steps;
  guint frames_shown;
  double rate;
  gboolean busy;
  gboolean playing;
  gboolean ended;
  gboolean stepped; /* the sound is behind the frame */
  gboolean silent;
  gboolean prerolled;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void run_waiting (VouchVideoPlayer *self);
static void set_busy (VouchVideoPlayer *self, gboolean busy);
static void start_pipeline (VouchVideoPlayer *self);

static int
get_width (GdkPaintable *paintable)
{
  VouchVideoPlayer *self = VOUCH_VIDEO_PLAYER (paintable);

  return self->texture ? gdk_texture_get_width (self->texture) : 0;
}

static int
get_height (GdkPaintable *paintable)
{
  VouchVideoPlayer *self = VOUCH_VIDEO_PLAYER (paintable);

  return self->texture ? gdk_texture_get_height (self->texture) : 0;
}

static void
snapshot_frame (GdkPaintable *paintable, GdkSnapshot *snapshot, double width, double height)
{
  VouchVideoPlayer *self = VOUCH_VIDEO_PLAYER (paintable);

  if (self->texture)
    gdk_paintable_snapshot (GDK_PAINTABLE (self->texture), snapshot, width, height);
}

static GdkPaintable *
get_current_image (GdkPaintable *paintable)
{
  VouchVideoPlayer *self = VOUCH_VIDEO_PLAYER (paintable);

  return self->texture ? GDK_PAINTABLE (g_object_ref (self->texture))
                       : gdk_paintable_new_empty (0, 0);
}

static void
paintable_init (GdkPaintableInterface *iface)
{
  iface->snapshot = snapshot_frame;
  iface->get_current_image = get_current_image;
  iface->get_intrinsic_width = get_width;
  iface->get_intrinsic_height = get_height;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (VouchVideoPlayer, vouch_video_player, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, paintable_init))

static void
emit_changed (VouchVideoPlayer *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
fail (VouchVideoPlayer *self, const char *text)
{
  g_free (self->error);
  self->error = g_strdup (text);
  vouch_video_player_close (self);
  emit_changed (self);
}

static gint64
one_frame (VouchVideoPlayer *self)
{
  return self->frame_duration ? self->frame_duration : USUAL_FRAME;
}

/* The middle of the frame that is @frames away from the one that @time is in. */
static gint64
frame_middle (VouchVideoPlayer *self, gint64 time, int frames)
{
  gint64 length = one_frame (self);
  gint64 number = (time + length / 5) / length + frames;

  return MAX (number, 0) * length + length / 2;
}

static gboolean
is_last_frame (VouchVideoPlayer *self)
{
  gint64 length = one_frame (self);

  return self->ended ||
         (self->duration && frame_middle (self, self->frame_time, 1) + length / 4 > self->duration);
}

static gboolean
busy_limit_cb (gpointer data)
{
  VouchVideoPlayer *self = data;

  self->busy_timer = 0;
  set_busy (self, FALSE);
  if (self->playing && !self->busy)
    (void) gst_element_set_state (self->pipeline, GST_STATE_PLAYING); /* errors come by the bus */
  return G_SOURCE_REMOVE;
}

/* An order the pipeline never answers must not hold back the later ones. */
static void
set_busy (VouchVideoPlayer *self, gboolean busy)
{
  g_clear_handle_id (&self->busy_timer, g_source_remove);
  self->busy = busy;
  if (busy)
    self->busy_timer = g_timeout_add (BUSY_LIMIT_MS, busy_limit_cb, self);
  else
    run_waiting (self);
}

static void
seek_now (VouchVideoPlayer *self, gint64 position)
{
  self->target = position;
  self->ended = FALSE;
  self->stepped = FALSE;
  if (gst_element_seek (self->pipeline, self->rate, GST_FORMAT_TIME,
                        GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE, GST_SEEK_TYPE_SET,
                        position * GST_USECOND, GST_SEEK_TYPE_NONE, 0))
    set_busy (self, TRUE);
}

static void
step_now (VouchVideoPlayer *self)
{
  if (self->waiting_steps < 0)
    {
      gint64 position = frame_middle (self, self->frame_time, self->waiting_steps);

      self->waiting_steps = 0;
      seek_now (self, position);
      return;
    }
  if (is_last_frame (self))
    {
      self->waiting_steps = 0;
      return;
    }
  self->waiting_steps--;
  self->stepped = TRUE;
  self->target = frame_middle (self, self->frame_time, 1);
  if (gst_element_send_event (self->sink,
                              gst_event_new_step (GST_FORMAT_BUFFERS, 1, 1.0, TRUE, FALSE)))
    set_busy (self, TRUE);
}

static void
run_waiting (VouchVideoPlayer *self)
{
  if (self->busy || !self->pipeline || !self->prerolled)
    return;
  if (self->waiting_seek >= 0)
    {
      gint64 position = self->waiting_seek;

      self->waiting_seek = -1;
      seek_now (self, position);
    }
  else if (self->waiting_steps != 0)
    step_now (self);
}

static void
update_duration (VouchVideoPlayer *self)
{
  gint64 duration = 0;

  if (gst_element_query_duration (self->pipeline, GST_FORMAT_TIME, &duration) && duration > 0)
    self->duration = duration / GST_USECOND;
}

/* Shows the newest frame when one waits. */
static void
take_frame (VouchVideoPlayer *self)
{
  VouchVideoFrame frame;
  gboolean resized;

  if (!vouch_video_frames_take (self->frames, &frame))
    return;
  resized = !self->texture ||
            gdk_texture_get_width (self->texture) != gdk_texture_get_width (frame.texture) ||
            gdk_texture_get_height (self->texture) != gdk_texture_get_height (frame.texture);
  g_clear_object (&self->texture);
  self->texture = frame.texture;
  self->frame_time = frame.time;
  self->frame_duration = frame.duration;
  self->frames_shown++;
  g_clear_handle_id (&self->first_frame_timer, g_source_remove);
  if (resized)
    gdk_paintable_invalidate_size (GDK_PAINTABLE (self));
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

static void
frame_waits_cb (gpointer data)
{
  VouchVideoPlayer *self = data;

  take_frame (self);
  emit_changed (self);
}

static gboolean
first_frame_limit_cb (gpointer data)
{
  VouchVideoPlayer *self = data;

  self->first_frame_timer = 0;
  fail (self, _ ("No picture came from the video in time. The file may be damaged."));
  return G_SOURCE_REMOVE;
}

static const char *
error_text (const GError *error)
{
  if (g_error_matches (error, GST_STREAM_ERROR, GST_STREAM_ERROR_CODEC_NOT_FOUND) ||
      g_error_matches (error, GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN))
    return _ ("This computer cannot decode this kind of video.");
  if (error->domain == GST_STREAM_ERROR)
    return _ ("The file is damaged or is not a video.");
  return _ ("The video cannot be played.");
}

static void
pipeline_failed (VouchVideoPlayer *self, GstMessage *message)
{
  g_autoptr (GError) error = NULL;

  gst_message_parse_error (message, &error, NULL);
  g_debug ("%s: %s", GST_OBJECT_NAME (message->src), error->message);
  /* A sound card that is away or taken must not hide the video. */
  if (!self->prerolled && !self->silent && error->domain == GST_RESOURCE_ERROR)
    {
      int fd = self->fd;
      gboolean playing = self->playing;

      self->fd = -1;
      vouch_video_player_close (self);
      self->fd = fd;
      self->playing = playing;
      self->silent = TRUE;
      start_pipeline (self);
      return;
    }
  fail (self, error_text (error));
}

static void
clip_ended (VouchVideoPlayer *self)
{
  take_frame (self);
  if (!self->texture)
    {
      fail (self, _ ("The file ends before the first picture of the video."));
      return;
    }
  gst_element_set_state (self->pipeline, GST_STATE_PAUSED);
  self->playing = FALSE;
  self->ended = TRUE;
  if (self->duration - self->frame_time - one_frame (self) > EARLY_END && !self->error)
    self->error = g_strdup (_ ("The video breaks off before its end: the file is not whole."));
  set_busy (self, FALSE);
  emit_changed (self);
}

static void
pipeline_ready (VouchVideoPlayer *self)
{
  take_frame (self);
  if (!self->texture)
    {
      fail (self, _ ("There is no picture in this video."));
      return;
    }
  if (!self->prerolled && self->rate != 1 && self->waiting_seek < 0)
    self->waiting_seek = frame_middle (self, self->frame_time, 0);
  self->prerolled = TRUE;
  update_duration (self);
  set_busy (self, FALSE);
  if (self->playing)
    gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  emit_changed (self);
}

static gboolean
message_cb (GstBus *bus, GstMessage *message, gpointer data)
{
  VouchVideoPlayer *self = data;
  /* A listener may drop the last reference. */
  g_autoptr (VouchVideoPlayer) held = g_object_ref (self);
  GstMessageType type = GST_MESSAGE_TYPE (message);

  if (type == GST_MESSAGE_ERROR)
    pipeline_failed (self, message);
  else if (type == GST_MESSAGE_EOS)
    clip_ended (self);
  else if (type == GST_MESSAGE_ASYNC_DONE)
    pipeline_ready (self);
  else if (type == GST_MESSAGE_DURATION_CHANGED && self->prerolled)
    update_duration (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
write_all (int fd, const guint8 *data, gsize size)
{
  while (size > 0)
    {
      ssize_t n = write (fd, data, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      data += n;
      size -= (gsize) n;
    }
  return TRUE;
}

/* Anonymous memory and never a file: nothing of the clip stays behind. -1 when there is no room. */
static int
make_sealed (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  int fd = memfd_create ("vouch-clip", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  if (fd < 0)
    return -1;
  if (write_all (fd, data, size) &&
      fcntl (fd, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) == 0)
    return fd;
  close (fd);
  return -1;
}

/* Both may be missing on a small system: then fast sound is high and a turned clip lies down. */
static void
add_filters (VouchVideoPlayer *self)
{
  GstElement *tempo = gst_element_factory_make ("scaletempo", NULL);
  GstElement *flip = gst_element_factory_make ("videoflip", NULL);

  if (tempo)
    g_object_set (self->pipeline, "audio-filter", tempo, NULL);
  if (flip)
    {
      gst_util_set_object_arg (G_OBJECT (flip), "video-direction", "auto");
      g_object_set (self->pipeline, "video-filter", flip, NULL);
    }
}

static void
add_audio_sink (VouchVideoPlayer *self)
{
  const char *name = g_getenv ("VOUCH_AUDIO_SINK");
  GstElement *sink = name ? gst_element_factory_make (name, NULL) : NULL;
  int flags;

  if (sink)
    {
      if (g_str_equal (name, "fakesink"))
        g_object_set (sink, "sync", TRUE, NULL);
      g_object_set (self->pipeline, "audio-sink", sink, NULL);
    }
  if (self->silent)
    {
      g_object_get (self->pipeline, "flags", &flags, NULL);
      g_object_set (self->pipeline, "flags", flags & ~PLAY_FLAGS_AUDIO, NULL);
    }
}

static void
start_pipeline (VouchVideoPlayer *self)
{
  g_autofree char *uri = g_strdup_printf ("file:///proc/self/fd/%d", self->fd);
  g_autoptr (GstBus) bus = NULL;

  self->frames = vouch_video_frames_new (frame_waits_cb, self);
  self->pipeline = gst_element_factory_make ("playbin", NULL);
  self->sink = vouch_video_frames_make_sink (self->frames);
  if (!self->pipeline || !self->sink)
    {
      fail (self, _ ("The video player is not installed on this computer."));
      return;
    }
  gst_object_ref_sink (self->pipeline);
  gst_object_ref_sink (self->sink);
  g_object_set (self->pipeline, "uri", uri, "video-sink", self->sink, NULL);
  add_filters (self);
  add_audio_sink (self);
  bus = gst_element_get_bus (self->pipeline);
  gst_bus_add_watch (bus, message_cb, self);
  self->first_frame_timer = g_timeout_add (self->patience, first_frame_limit_cb, self);
  /* What goes wrong here comes over the bus as well. */
  (void) gst_element_set_state (self->pipeline, GST_STATE_PAUSED);
}

static void
vouch_video_player_dispose (GObject *object)
{
  VouchVideoPlayer *self = VOUCH_VIDEO_PLAYER (object);

  vouch_video_player_close (self);
  g_clear_object (&self->texture);
  G_OBJECT_CLASS (vouch_video_player_parent_class)->dispose (object);
}

static void
vouch_video_player_finalize (GObject *object)
{
  g_free (VOUCH_VIDEO_PLAYER (object)->error);
  G_OBJECT_CLASS (vouch_video_player_parent_class)->finalize (object);
}

static void
vouch_video_player_class_init (VouchVideoPlayerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vouch_video_player_dispose;
  G_OBJECT_CLASS (klass)->finalize = vouch_video_player_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
vouch_video_player_init (VouchVideoPlayer *self)
{
  self->fd = -1;
  self->patience = FIRST_FRAME_LIMIT_MS;
  self->rate = 1;
  self->waiting_seek = -1;
}

VouchVideoPlayer *
vouch_video_player_new (void)
{
  return g_object_new (VOUCH_TYPE_VIDEO_PLAYER, NULL);
}

void
vouch_video_player_set_patience (VouchVideoPlayer *self, guint milliseconds)
{
  self->patience = milliseconds;
}

void
vouch_video_player_open (VouchVideoPlayer *self, GBytes *bytes)
{
  g_return_if_fail (VOUCH_IS_VIDEO_PLAYER (self));
  g_return_if_fail (bytes && !self->pipeline);

  if (g_bytes_get_size (bytes) == 0)
    {
      fail (self, _ ("The file of the video is empty."));
      return;
    }
  if (g_bytes_get_size (bytes) > MAX_CLIP_BYTES)
    {
      fail (self, _ ("The video is too large to be played here."));
      return;
    }
  if (!gst_init_check (NULL, NULL, NULL))
    {
      fail (self, _ ("The video player is not installed on this computer."));
      return;
    }
  self->fd = make_sealed (bytes);
  if (self->fd < 0)
    fail (self, _ ("There is not enough memory for the video."));
  else
    start_pipeline (self);
}

void
vouch_video_player_close (VouchVideoPlayer *self)
{
  g_clear_handle_id (&self->first_frame_timer, g_source_remove);
  g_clear_handle_id (&self->busy_timer, g_source_remove);
  if (self->pipeline)
    {
      g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);

      gst_bus_remove_watch (bus);
      (void) gst_element_set_state (self->pipeline, GST_STATE_NULL); /* cannot fail downwards */
    }
  g_clear_pointer (&self->frames, vouch_video_frames_close);
  gst_clear_object (&self->sink);
  gst_clear_object (&self->pipeline);
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
  self->busy = FALSE;
  self->prerolled = FALSE;
  self->playing = FALSE;
  self->waiting_seek = -1;
  self->waiting_steps = 0;
}

void
vouch_video_player_play (VouchVideoPlayer *self)
{
  if (!self->pipeline || self->playing)
    return;
  if (self->ended)
    self->waiting_seek = 0;
  else if (self->stepped && self->waiting_seek < 0)
    self->waiting_seek = frame_middle (self, self->frame_time, 0);
  self->playing = TRUE;
  self->waiting_steps = 0;
  run_waiting (self);
  if (self->prerolled && !self->busy)
    (void) gst_element_set_state (self->pipeline, GST_STATE_PLAYING); /* errors come by the bus */
  emit_changed (self);
}

void
vouch_video_player_pause (VouchVideoPlayer *self)
{
  if (!self->pipeline || !self->playing)
    return;
  self->playing = FALSE;
  self->target = self->busy ? self->target : self->frame_time;
  if (self->prerolled &&
      gst_element_set_state (self->pipeline, GST_STATE_PAUSED) == GST_STATE_CHANGE_ASYNC)
    set_busy (self, TRUE);
  emit_changed (self);
}

void
vouch_video_player_seek (VouchVideoPlayer *self, gint64 position)
{
  gint64 last = self->duration ? self->duration - one_frame (self) / 2 : G_MAXINT64;

  if (!self->pipeline)
    return;
  self->waiting_seek = frame_middle (self, CLAMP (position, 0, MAX (last, 0)), 0);
  if (self->duration)
    self->waiting_seek = MIN (self->waiting_seek, MAX (last, 0));
  self->waiting_steps = 0;
  run_waiting (self);
  emit_changed (self);
}

void
vouch_video_player_step (VouchVideoPlayer *self, int frames)
{
  if (!self->pipeline)
    return;
  vouch_video_player_pause (self);
  self->waiting_steps += frames;
  run_waiting (self);
  emit_changed (self);
}

void
vouch_video_player_set_rate (VouchVideoPlayer *self, double rate)
{
  g_return_if_fail (rate > 0);

  if (self->rate == rate)
    return;
  self->rate = rate;
  if (self->prerolled && !self->ended && self->waiting_seek < 0)
    {
      self->waiting_seek = frame_middle (self, self->busy ? self->target : self->frame_time, 0);
      run_waiting (self);
    }
}

gboolean
vouch_video_player_get_playing (VouchVideoPlayer *self)
{
  return self->playing;
}

gboolean
vouch_video_player_get_ended (VouchVideoPlayer *self)
{
  return self->ended;
}

gint64
vouch_video_player_get_position (VouchVideoPlayer *self)
{
  if (self->waiting_seek >= 0)
    return self->waiting_seek;
  if (self->busy)
    return self->target;
  /* A clip that breaks off stands where its last frame is. */
  if (self->ended && !self->error)
    return MAX (self->duration, self->frame_time);
  return self->frame_time;
}

gint64
vouch_video_player_get_duration (VouchVideoPlayer *self)
{
  return self->duration;
}

guint
vouch_video_player_get_frames_shown (VouchVideoPlayer *self)
{
  return self->frames_shown;
}

GdkTexture *
vouch_video_player_get_texture (VouchVideoPlayer *self)
{
  return self->texture;
}

const char *
vouch_video_player_get_error (VouchVideoPlayer *self)
{
  return self->error;
}
