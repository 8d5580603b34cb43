/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The four seconds of a liveness video: which actions, and the pose at each moment. */
#define G_LOG_DOMAIN "vouch-demo"

#include "vouch-demo-art-private.h"
#include "vouch-demo-encode.h"

#include <math.h>

#define WIDTH 640
#define HEIGHT 480

typedef struct
{
  const VouchDemoPerson *person;
  VouchDemoActionSpan actions[3];
  cairo_surface_t *room;
} Scene;

void
vouch_demo_art_liveness_actions (const VouchDemoPerson *person, VouchDemoActionSpan actions[3])
{
  VouchDemoRandom random = vouch_demo_random_seed (person->face, 0x6c697665);
  VouchDemoAction order[] = { VOUCH_DEMO_ACTION_TURN_LEFT, VOUCH_DEMO_ACTION_TURN_RIGHT,
                              VOUCH_DEMO_ACTION_NOD,       VOUCH_DEMO_ACTION_BLINK,
                              VOUCH_DEMO_ACTION_SMILE,     VOUCH_DEMO_ACTION_OPEN_MOUTH };

  for (guint i = 0; i < 3; i++)
    {
      guint other = i + vouch_demo_random_below (&random, G_N_ELEMENTS (order) - i);
      VouchDemoAction action = order[other];

      order[other] = order[i];
      order[i] = action;
      actions[i].action = action;
      actions[i].start = 350000 + i * 1200000;
      actions[i].end = actions[i].start + 1050000;
    }
}

static VouchDemoPose
pose_at (const Scene *scene, gint64 when)
{
  double seconds = when / 1e6;
  VouchDemoPose pose = { .eyes_open = 1,
                         .smile = 0.08,
                         .light = scene->person->face % 2 ? 0.5 : -0.5 };

  /* Nobody sits quite still. */
  pose.yaw = 0.025 * sin (seconds * 1.9);
  pose.roll = 0.018 * sin (seconds * 1.3 + 1);
  for (guint i = 0; i < 3; i++)
    {
      const VouchDemoActionSpan *span = &scene->actions[i];
      double t = (double) (when - span->start) / (double) (span->end - span->start);
      double much = t <= 0 || t >= 1 ? 0 : pow (sin (t * G_PI), 0.8);

      if (span->action == VOUCH_DEMO_ACTION_TURN_LEFT)
        pose.yaw -= 0.42 * much;
      else if (span->action == VOUCH_DEMO_ACTION_TURN_RIGHT)
        pose.yaw += 0.42 * much;
      else if (span->action == VOUCH_DEMO_ACTION_NOD)
        pose.pitch += 0.22 * much * sin (t * 2 * G_PI);
      else if (span->action == VOUCH_DEMO_ACTION_SMILE)
        pose.smile += 0.85 * much;
      else if (span->action == VOUCH_DEMO_ACTION_OPEN_MOUTH)
        pose.mouth_open = 0.85 * much;
      else if (much > 0)
        pose.eyes_open = CLAMP (fabs (cos (t * 2 * G_PI)) * 1.6 - 0.4, 0, 1);
    }
  return pose;
}

static void
draw_moment (const Scene *scene, gint64 when, cairo_surface_t *surface)
{
  VouchDemoPose pose = pose_at (scene, when);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_surface (cr, scene->room, 0, 0);
  cairo_paint (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  cairo_translate (cr, WIDTH / 2 + 5 * sin (when / 9e5), 222 + 3 * sin (when / 7e5));
  cairo_scale (cr, 4.7, 4.7);
  vouch_demo_face_draw (vouch_demo_face_get (scene->person->face), &pose, 56, cr);
  cairo_destroy (cr);
}

static void
draw_frame (guint index, cairo_surface_t *surface, gpointer data)
{
  draw_moment (data, (gint64) index * G_USEC_PER_SEC / VOUCH_DEMO_VIDEO_RATE, surface);
}

static void
open_scene (Scene *scene, const VouchDemoPerson *person)
{
  cairo_t *cr;

  scene->person = person;
  vouch_demo_art_liveness_actions (person, scene->actions);
  scene->room = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cr = cairo_create (scene->room);
  vouch_demo_draw_room (cr, WIDTH, HEIGHT, person->face * 31 + 5);
  cairo_destroy (cr);
}

VouchDemoMedia *
vouch_demo_art_liveness_video (const VouchDemoPerson *person, GError **error)
{
  Scene scene;
  GBytes *bytes;
  VouchDemoMedia *media;

  open_scene (&scene, person);
  bytes = vouch_demo_encode_webm (WIDTH, HEIGHT, VOUCH_DEMO_VIDEO_RATE, VOUCH_DEMO_VIDEO_FRAMES,
                                  draw_frame, &scene, error);
  cairo_surface_destroy (scene.room);
  if (bytes == NULL)
    return NULL;
  media = vouch_demo_media_new (bytes, "video/webm", WIDTH, HEIGHT);
  media->n_frames = VOUCH_DEMO_VIDEO_FRAMES;
  media->duration = (gint64) VOUCH_DEMO_VIDEO_FRAMES * G_USEC_PER_SEC / VOUCH_DEMO_VIDEO_RATE;
  return media;
}

VouchDemoMedia *
vouch_demo_art_liveness_frame (const VouchDemoPerson *person, gint64 when)
{
  Scene scene;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  VouchDemoMedia *media;

  open_scene (&scene, person);
  draw_moment (&scene, when, surface);
  media =
      vouch_demo_media_new (vouch_demo_encode_jpeg (surface, 88, 1), "image/jpeg", WIDTH, HEIGHT);
  cairo_surface_destroy (surface);
  cairo_surface_destroy (scene.room);
  return media;
}
