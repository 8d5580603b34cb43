/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The video player: frames, steps, seeks, speed, the end, and files that are no video. */
#include "vouch-clip-sample.h"
#include "vouch-shot.h"
#include "vouch-test.h"
#include "vouch-theme.h"
#include "vouch-video-player.h"
#include "vouch-video.h"

#include <adwaita.h>
#include <dirent.h>
#include <gst/gst.h>

#define FRAME (G_USEC_PER_SEC / 30)

typedef struct
{
  GtkWidget *window;
  VouchVideo *video;
} Fixture;

/* What is waited for: a number that must be exceeded. */
typedef struct
{
  VouchVideo *video;
  guint frames;
} Mark;

static GBytes *clip;

static gboolean
is_opened (gpointer data)
{
  return vouch_video_get_state (data) != VOUCH_VIDEO_LOADING;
}

static gboolean
is_measured (gpointer data)
{
  return vouch_video_get_duration (data) > 0;
}

static gboolean
is_stopped (gpointer data)
{
  return !vouch_video_get_playing (data);
}

static gboolean
is_past_mark (gpointer data)
{
  Mark *mark = data;

  return vouch_video_get_frames_shown (mark->video) > mark->frames;
}

static void
wait_frames (VouchVideo *video, guint more)
{
  Mark mark = { video, vouch_video_get_frames_shown (video) + more - 1 };

  vouch_test_wait (is_past_mark, &mark);
  vouch_test_settle ();
}

static guint
frame_hash (VouchVideo *video)
{
  g_autoptr (GdkTexture) frame = vouch_video_snapshot_frame (video);
  g_autofree guchar *data = NULL;
  gsize stride;
  guint hash = 5381;

  g_assert_nonnull (frame);
  stride = (gsize) gdk_texture_get_width (frame) * 4;
  data = g_malloc (stride * (gsize) gdk_texture_get_height (frame));
  gdk_texture_download (frame, data, stride);
  for (gsize i = 0; i < stride * (gsize) gdk_texture_get_height (frame); i++)
    hash = hash * 33 + data[i];
  return hash;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = adw_window_new ();
  fixture->video = VOUCH_VIDEO (vouch_video_new ());
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 640, 560);
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (fixture->video));
  gtk_window_present (GTK_WINDOW (fixture->window));
  vouch_test_settle ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  VouchVideo *video = g_object_ref (fixture->video);

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  vouch_test_settle ();
  g_assert_finalize_object (video);
}

static void
open_clip (Fixture *fixture)
{
  vouch_video_set_bytes (fixture->video, clip);
  g_assert_cmpint (vouch_video_get_state (fixture->video), ==, VOUCH_VIDEO_LOADING);
  vouch_test_wait (is_opened, fixture->video);
  g_assert_cmpstr (vouch_video_get_error_text (fixture->video), ==, NULL);
  vouch_test_wait (is_measured, fixture->video);
}

/* With VOUCH_SHOTS=DIR the test leaves pictures of what it saw. */
static void
shoot (Fixture *fixture, const char *name)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_getenv ("VOUCH_SHOTS"))
    return;
  path = g_strdup_printf ("%s/%s.png", g_getenv ("VOUCH_SHOTS"), name);
  vouch_shot_window (GTK_WINDOW (fixture->window), path, &error);
  g_assert_no_error (error);
}

static void
activate (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->video), action, NULL));
}

static void
test_poster (Fixture *fixture, gconstpointer data)
{
  shoot (fixture, "video-empty");
  open_clip (fixture);
  g_assert_cmpint (vouch_video_get_state (fixture->video), ==, VOUCH_VIDEO_READY);
  g_assert_false (vouch_video_get_playing (fixture->video));
  g_assert_cmpint (vouch_video_get_position (fixture->video), ==, 0);
  g_assert_cmpint (ABS (vouch_video_get_duration (fixture->video) - 2 * G_USEC_PER_SEC), <, FRAME);
  shoot (fixture, "video-poster");
}

static void
test_reserves_space (Fixture *fixture, gconstpointer data)
{
  int before, after, width;

  gtk_widget_measure (GTK_WIDGET (fixture->video), GTK_ORIENTATION_VERTICAL, 640, NULL, &before,
                      NULL, NULL);
  open_clip (fixture);
  gtk_widget_measure (GTK_WIDGET (fixture->video), GTK_ORIENTATION_VERTICAL, 640, NULL, &after,
                      NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (fixture->video), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL,
                      NULL, NULL);
  g_assert_cmpint (before, ==, after);
  g_assert_cmpint (width, <=, 360);
}

static void
test_play (Fixture *fixture, gconstpointer data)
{
  open_clip (fixture);
  activate (fixture, "video.play");
  g_assert_true (vouch_video_get_playing (fixture->video));
  wait_frames (fixture->video, 5);
  g_assert_cmpint (vouch_video_get_position (fixture->video), >, 2 * FRAME);
  shoot (fixture, "video-playing");
  activate (fixture, "video.play");
  g_assert_false (vouch_video_get_playing (fixture->video));
}

static void
test_end (Fixture *fixture, gconstpointer data)
{
  open_clip (fixture);
  vouch_video_play (fixture->video);
  vouch_test_wait (is_stopped, fixture->video);
  g_assert_cmpint (vouch_video_get_position (fixture->video), ==,
                   vouch_video_get_duration (fixture->video));
  g_assert_cmpstr (vouch_video_get_error_text (fixture->video), ==, NULL);
  vouch_video_play (fixture->video);
  wait_frames (fixture->video, 3);
  g_assert_cmpint (vouch_video_get_position (fixture->video), <, G_USEC_PER_SEC);
}

static void
test_step (Fixture *fixture, gconstpointer data)
{
  guint first, second, third;

  open_clip (fixture);
  vouch_video_seek (fixture->video, 20 * FRAME + FRAME / 2);
  wait_frames (fixture->video, 1);
  first = frame_hash (fixture->video);
  activate (fixture, "video.step-forward");
  wait_frames (fixture->video, 1);
  second = frame_hash (fixture->video);
  g_assert_cmpuint (second, !=, first);
  activate (fixture, "video.step-forward");
  wait_frames (fixture->video, 1);
  third = frame_hash (fixture->video);
  g_assert_cmpuint (third, !=, second);
  activate (fixture, "video.step-back");
  wait_frames (fixture->video, 1);
  g_assert_cmpuint (frame_hash (fixture->video), ==, second);
  activate (fixture, "video.step-back");
  wait_frames (fixture->video, 1);
  g_assert_cmpuint (frame_hash (fixture->video), ==, first);
}

/* A seek shows the very frame that steps lead to. */
static void
test_seek (Fixture *fixture, gconstpointer data)
{
  guint stepped;

  open_clip (fixture);
  for (guint i = 0; i < 3; i++)
    {
      vouch_video_step (fixture->video, 1);
      wait_frames (fixture->video, 1);
    }
  stepped = frame_hash (fixture->video);
  vouch_video_seek (fixture->video, 40 * FRAME);
  wait_frames (fixture->video, 1);
  g_assert_cmpuint (frame_hash (fixture->video), !=, stepped);
  vouch_video_seek (fixture->video, 3 * FRAME + FRAME / 2);
  wait_frames (fixture->video, 1);
  g_assert_cmpuint (frame_hash (fixture->video), ==, stepped);
  g_assert_cmpint (ABS (vouch_video_get_position (fixture->video) - 3 * FRAME), <=, FRAME);
}

/* Time of the clip that passes in a time of the clock. */
static double
measure_speed (VouchVideo *video, guint frames)
{
  gint64 clock = g_get_monotonic_time ();
  gint64 position = vouch_video_get_position (video);

  wait_frames (video, frames);
  return (double) (vouch_video_get_position (video) - position) /
         (double) (g_get_monotonic_time () - clock);
}

static void
test_speed (Fixture *fixture, gconstpointer data)
{
  open_clip (fixture);
  vouch_video_set_speed (fixture->video, 0.25);
  g_assert_cmpfloat (vouch_video_get_speed (fixture->video), ==, 0.25);
  vouch_video_play (fixture->video);
  wait_frames (fixture->video, 4);
  g_assert_cmpfloat (measure_speed (fixture->video, 4), <, 0.5);
  vouch_video_set_speed (fixture->video, 2);
  wait_frames (fixture->video, 4);
  g_assert_cmpfloat (measure_speed (fixture->video, 16), >, 1.2);
}

static void
keep_texture_cb (VouchVideo *video, GdkTexture *texture, GdkTexture **kept)
{
  g_set_object (kept, texture);
}

static void
test_snapshot (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GdkTexture) kept = NULL;

  open_clip (fixture);
  g_signal_connect (fixture->video, "snapshot", G_CALLBACK (keep_texture_cb), &kept);
  activate (fixture, "video.snapshot");
  g_assert_nonnull (kept);
  g_assert_cmpint (gdk_texture_get_width (kept), ==, 320);
  g_assert_cmpint (gdk_texture_get_height (kept), ==, 240);
}

static void
assert_refused (Fixture *fixture, GBytes *bytes)
{
  vouch_video_set_bytes (fixture->video, bytes);
  vouch_test_wait (is_opened, fixture->video);
  g_assert_cmpint (vouch_video_get_state (fixture->video), ==, VOUCH_VIDEO_ERROR);
  g_assert_nonnull (vouch_video_get_error_text (fixture->video));
}

static void
test_refuses_other_files (Fixture *fixture, gconstpointer data)
{
  static const char words[] = "This is a letter and not a video.";
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) text = g_bytes_new_static (words, sizeof words);

  assert_refused (fixture, empty);
  assert_refused (fixture, text);
  shoot (fixture, "video-error");
  /* The widget is as good as new afterwards. */
  open_clip (fixture);
}

static gboolean
is_refused (gpointer data)
{
  return vouch_video_player_get_error (data) != NULL;
}

/* On some of these the demuxer goes silent for ever: the time limit speaks then. */
static void
assert_player_refuses (GBytes *bytes)
{
  VouchVideoPlayer *player = vouch_video_player_new ();

  vouch_video_player_set_patience (player, 1000);
  vouch_video_player_open (player, bytes);
  vouch_test_wait (is_refused, player);
  g_assert_null (vouch_video_player_get_texture (player));
  g_assert_finalize_object (player);
}

static void
test_refuses_damaged (void)
{
  static const gsize lengths[] = { 1, 40, 300 };
  gsize size = g_bytes_get_size (clip);
  g_autofree guchar *noise = g_memdup2 (g_bytes_get_data (clip, NULL), size);
  g_autoptr (GBytes) spoilt = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (clip, 0, lengths[i]);

      assert_player_refuses (cut);
    }
  memset (noise + 40, 0xff, size - 40);
  spoilt = g_bytes_new (noise, size);
  assert_player_refuses (spoilt);
}

/* What there is of half a clip can be seen, and is said to be half. */
static void
test_half_a_clip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (clip, 0, g_bytes_get_size (clip) / 2);

  vouch_video_set_bytes (fixture->video, half);
  vouch_test_wait (is_opened, fixture->video);
  g_assert_cmpint (vouch_video_get_state (fixture->video), ==, VOUCH_VIDEO_READY);
  vouch_video_play (fixture->video);
  vouch_test_wait (is_stopped, fixture->video);
  g_assert_cmpint (vouch_video_get_state (fixture->video), ==, VOUCH_VIDEO_READY);
  g_assert_nonnull (vouch_video_get_error_text (fixture->video));
  g_assert_cmpint (vouch_video_get_position (fixture->video), <,
                   vouch_video_get_duration (fixture->video) - G_USEC_PER_SEC / 4);
  shoot (fixture, "video-half");
}

static guint
count_files (void)
{
  DIR *dir = opendir ("/proc/self/fd");
  guint n = 0;

  g_assert_nonnull (dir);
  while (readdir (dir))
    n++;
  closedir (dir);
  return n;
}

static void
test_disposes_while_loading (Fixture *fixture, gconstpointer data)
{
  guint before;

  open_clip (fixture);
  vouch_video_set_bytes (fixture->video, NULL);
  g_assert_cmpint (vouch_video_get_state (fixture->video), ==, VOUCH_VIDEO_EMPTY);
  vouch_test_settle ();
  before = count_files ();
  for (guint i = 0; i < 5; i++)
    {
      vouch_video_set_bytes (fixture->video, clip);
      for (guint turn = 0; turn < i; turn++)
        g_main_context_iteration (NULL, FALSE);
      vouch_video_set_bytes (fixture->video, NULL);
    }
  vouch_test_settle ();
  g_assert_cmpint (vouch_video_get_state (fixture->video), ==, VOUCH_VIDEO_EMPTY);
  g_assert_cmpuint (count_files (), <=, before);
  /* And the widget goes away with a clip half open. */
  vouch_video_set_bytes (fixture->video, clip);
}

static void
test_unmapped_waits (void)
{
  GtkWidget *video = g_object_ref_sink (vouch_video_new ());

  vouch_video_set_bytes (VOUCH_VIDEO (video), clip);
  vouch_test_settle ();
  g_assert_cmpint (vouch_video_get_state (VOUCH_VIDEO (video)), ==, VOUCH_VIDEO_LOADING);
  g_assert_cmpuint (vouch_video_get_frames_shown (VOUCH_VIDEO (video)), ==, 0);
  g_assert_finalize_object (video);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  int result;

  /* The list of plugins takes seconds to make: kept from run to run. */
  if (g_getenv ("G_TEST_BUILDDIR"))
    {
      g_autofree char *registry =
          g_build_filename (g_getenv ("G_TEST_BUILDDIR"), "gstreamer-registry.bin", NULL);

      g_setenv ("GST_REGISTRY", registry, TRUE);
    }
  g_setenv ("VOUCH_AUDIO_SINK", "fakesink", TRUE);
  vouch_test_init (&argc, &argv);
  gst_init (NULL, NULL);
  vouch_theme_ensure (gdk_display_get_default ());
  clip = vouch_clip_sample_new ();
  add ("/media/video/shows-the-first-frame", test_poster);
  add ("/media/video/reserves-its-space", test_reserves_space);
  add ("/media/video/plays-and-pauses", test_play);
  add ("/media/video/stops-at-the-end-and-starts-again", test_end);
  add ("/media/video/steps-by-frames", test_step);
  add ("/media/video/seeks-to-the-frame", test_seek);
  add ("/media/video/changes-speed", test_speed);
  add ("/media/video/gives-snapshots", test_snapshot);
  add ("/media/video/refuses-other-files", test_refuses_other_files);
  g_test_add_func ("/media/video/refuses-damaged-files", test_refuses_damaged);
  add ("/media/video/shows-half-a-clip", test_half_a_clip);
  add ("/media/video/goes-away-while-loading", test_disposes_while_loading);
  g_test_add_func ("/media/video/waits-until-it-is-seen", test_unmapped_waits);
  result = g_test_run ();
  g_bytes_unref (clip);
  return result;
}
