/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The 24 faces: how each looks, and drawing one in any pose. */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double r;
  double g;
  double b;
} VouchDemoColour;

typedef enum
{
  VOUCH_DEMO_HAIR_NONE,
  VOUCH_DEMO_HAIR_SIDE_PART,
  VOUCH_DEMO_HAIR_QUIFF,
  VOUCH_DEMO_HAIR_BUZZ,
  VOUCH_DEMO_HAIR_CURLY_SHORT,
  VOUCH_DEMO_HAIR_TOUSLED,
  VOUCH_DEMO_HAIR_RECEDING,
  VOUCH_DEMO_HAIR_SHAGGY,
  VOUCH_DEMO_HAIR_LONG,
  VOUCH_DEMO_HAIR_WAVY,
  VOUCH_DEMO_HAIR_BOB_FRINGE,
  VOUCH_DEMO_HAIR_BOB,
  VOUCH_DEMO_HAIR_TIED,
  VOUCH_DEMO_HAIR_BUN,
  VOUCH_DEMO_HAIR_PIXIE,
  VOUCH_DEMO_HAIR_CURLY_LONG,
  VOUCH_DEMO_HAIR_AFRO,
  VOUCH_DEMO_HAIR_HEADSCARF,
  VOUCH_DEMO_HAIR_TURBAN,
} VouchDemoHair;

typedef enum
{
  VOUCH_DEMO_BEARD_NONE,
  VOUCH_DEMO_BEARD_STUBBLE,
  VOUCH_DEMO_BEARD_SHORT,
  VOUCH_DEMO_BEARD_FULL,
  VOUCH_DEMO_BEARD_GOATEE,
  VOUCH_DEMO_BEARD_MOUSTACHE,
} VouchDemoBeard;

typedef enum
{
  VOUCH_DEMO_CLOTHES_CREW,
  VOUCH_DEMO_CLOTHES_SHIRT,
  VOUCH_DEMO_CLOTHES_BLAZER,
  VOUCH_DEMO_CLOTHES_TURTLENECK,
  VOUCH_DEMO_CLOTHES_BLOUSE,
} VouchDemoClothes;

typedef enum
{
  VOUCH_DEMO_GLASSES_NONE,
  VOUCH_DEMO_GLASSES_ROUND,
  VOUCH_DEMO_GLASSES_SQUARE,
} VouchDemoGlasses;

typedef struct
{
  guint32 skin; /* colours as 0xRRGGBB */
  guint32 hair_colour;
  guint32 iris;
  guint32 lips;
  guint32 clothes_colour;
  guint32 backdrop;
  VouchDemoHair hair;
  VouchDemoBeard beard;
  VouchDemoGlasses glasses;
  VouchDemoClothes clothes;
  gboolean feminine; /* lashes, thinner brows */
  double width;      /* of the head, 1 = middling */
  double jaw;        /* 0.7 narrow .. 1 square */
  double chin;       /* length, 1 = middling */
  double eye;        /* size */
  double tilt;       /* outer corners up */
  double fold;       /* 0 deep crease .. 1 none */
  double brow;       /* thickness */
  double nose;       /* width */
  double nose_length;
  double mouth;    /* width */
  double fullness; /* of the lips */
  double age;      /* 0 .. 1 */
  double freckles; /* 0 .. 1 */
  guint32 accent;  /* headscarf, turban, earrings, frames */
  gboolean earrings;
} VouchDemoFace;

/* How the person holds and looks; all zero but eyes_open is a passport picture. */
typedef struct
{
  double yaw;        /* radians, positive: the nose goes to the right of the picture; up to 0.6 */
  double pitch;      /* radians, positive: looks down; up to 0.3 */
  double roll;       /* radians, clockwise */
  double eyes_open;  /* 0 closed .. 1 */
  double smile;      /* 0 .. 1 */
  double mouth_open; /* 0 .. 1 */
  double brows;      /* raised, -1 .. 1 */
  double gaze;       /* -1 left of the picture .. 1 */
  double light;      /* where the light comes from, -1 left .. 1 right */
} VouchDemoPose;

/* @index 0..23. Static. */
const VouchDemoFace *vouch_demo_face_get (guint index);

/* Head and shoulders. One unit is a fortieth of the head's width: the head spans about
 * -20..20 by -30..28, shoulders are cut off at @bottom. Leaves @cr as it was. Any thread. */
void vouch_demo_face_draw (const VouchDemoFace *self, const VouchDemoPose *pose, double bottom,
                           cairo_t *cr);

G_END_DECLS
