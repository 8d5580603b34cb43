/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faces: the table of 24, the head's shape and skin. Features, hair and body have files of their
 * own. A turn of the head is parallax: every part has a depth and is moved by it. */
#define G_LOG_DOMAIN "vouch-demo"

#include "vouch-demo-face-private.h"

#include <math.h>

#define H(name) VOUCH_DEMO_HAIR_##name
#define B(name) VOUCH_DEMO_BEARD_##name
#define G(name) VOUCH_DEMO_GLASSES_##name
#define C(name) VOUCH_DEMO_CLOTHES_##name

/* skin, hair, iris, lips, clothes, backdrop | hair, beard, glasses, clothes, feminine |
 * width jaw chin eye tilt fold brow nose nose_length mouth fullness age freckles | accent, rings */
static const VouchDemoFace faces[24] = {
  { 0xF5D5C0, 0xD9B26A, 0x5E8FB5, 0xC9706B, 0x2F4A6B, 0xDCE6EE, H (LONG), B (NONE), G (NONE),
    C (CREW), TRUE,     0.97,     0.80,     1.00,     1.06,     0.5,      0.15,     0.75,
    0.90,     0.98,     0.96,     0.95,     0.12,     0.1,      0xC9A24B, FALSE },
  { 0x6B4229,  0x1A1413, 0x3A2417, 0x84493A, 0xB4502F, 0xEFE3D2, H (BUZZ), B (SHORT), G (NONE),
    C (SHIRT), FALSE,    1.02,     0.95,     1.02,     0.98,     0.2,      0.2,       1.25,
    1.28,      0.98,     1.08,     1.30,     0.25,     0,        0,        FALSE },
  { 0xF3D3B5, 0x17141A, 0x33241C,   0xC8665F, 0xF1EDE6, 0xE6DCE6, H (BOB_FRINGE),
    B (NONE), G (NONE), C (BLAZER), TRUE,     0.98,     0.80,     0.96,
    1.00,     0.7,      0.8,        0.75,     0.88,     0.90,     0.90,
    1.00,     0.10,     0,          0xD9D4C7, TRUE },
  { 0xEBC3A4, 0x5B4230,       0x6F7F73, 0xB9776A, 0x39424D, 0xDDE2E4, H (QUIFF), B (STUBBLE),
    G (NONE), C (TURTLENECK), FALSE,    1.04,     0.98,     1.04,     0.92,      -0.1,
    0.3,      1.15,           1.04,     1.08,     1.00,     0.80,     0.50,      0,
    0,        FALSE },
  { 0xE2AE86,   0x3B2419, 0x5A3A22, 0xB9504E, 0x8E2F3C, 0xF1E4D8, H (WAVY), B (NONE), G (NONE),
    C (BLOUSE), TRUE,     0.99,     0.84,     1.00,     1.08,     0.4,      0.05,     0.95,
    0.96,       1.02,     1.05,     1.15,     0.25,     0,        0xD8B24A, TRUE },
  { 0xC68F63, 0x15110F, 0x3B2415,  0x9A5A4C, 0xF2F0EA, 0xE0E6DF, H (SIDE_PART),
    B (FULL), G (NONE), C (SHIRT), FALSE,    1.02,     0.95,     1.06,
    1.00,     0.1,      0.1,       1.40,     1.10,     1.12,     1.00,
    0.95,     0.35,     0,         0,        FALSE },
  { 0xA87142,   0x18100E, 0x2E1B12, 0xA24A48, 0x1F7A72, 0xF3E6D0, H (TIED), B (NONE), G (NONE),
    C (BLOUSE), TRUE,     0.96,     0.80,     1.00,     1.10,     0.4,      0.05,     1.00,
    0.98,       1.00,     1.00,     1.15,     0.20,     0,        0xE0B64C, TRUE },
  { 0xF6D6C2,  0xB5562A, 0x6C8A63, 0xC07A6C, 0x3F6B4F, 0xE2E9E2, H (CURLY_SHORT),
    B (SHORT), G (NONE), C (CREW), FALSE,    1.00,     0.92,     1.02,
    0.96,      0.1,      0.25,     1.05,     1.00,     1.00,     1.02,
    0.85,      0.22,     1.0,      0,        FALSE },
  { 0x8A5A3A, 0x1A1210, 0x2D1B12, 0x8F4642, 0x35506E, 0xE5E9EE, H (HEADSCARF), B (NONE), G (NONE),
    C (CREW), TRUE,     0.96,     0.82,     0.98,     1.08,     0.4,           0.1,      0.90,
    1.06,     0.96,     1.00,     1.20,     0.12,     0,        0x4E7FA0,      FALSE },
  { 0xF0C9B2, 0xB9B6B0,   0x6E8CA3,   0xB9776C, 0x4A5A72, 0xE3E3E0, H (RECEDING),
    B (NONE), G (SQUARE), C (BLAZER), FALSE,    1.05,     1.00,     1.02,
    0.90,     -0.3,       0.3,        1.05,     1.12,     1.10,     1.02,
    0.65,     0.90,       0,          0x2B2B30, FALSE },
  { 0xEDC6A0, 0x1D1614, 0x35231A, 0xC7605A, 0xE8B7B0, 0xE4EEEA, H (BUN),  B (NONE), G (NONE),
    C (CREW), TRUE,     0.99,     0.78,     0.94,     1.02,     0.6,      0.6,      0.80,
    0.98,     0.88,     0.92,     1.10,     0.05,     0,        0xE6E2DA, TRUE },
  { 0x563522, 0x8E8A86,       0x2A1A12, 0x784238, 0x6B2E4A, 0xE9E2DA, H (NONE), B (GOATEE),
    G (NONE), C (TURTLENECK), FALSE,    1.03,     0.97,     1.00,     0.94,     0.1,
    0.2,      1.15,           1.32,     1.02,     1.10,     1.30,     0.65,     0,
    0,        FALSE },
  { 0xF7DAC8, 0x9C4A2A,  0x4F8478, 0xC8685F, 0xD9A441, 0xDDE8EA, H (CURLY_LONG),
    B (NONE), G (ROUND), C (CREW), TRUE,     0.98,     0.82,     0.98,
    1.04,     0.3,       0.15,     0.85,     0.92,     0.96,     1.02,
    0.95,     0.25,      0.9,      0x7A4A2E, FALSE },
  { 0xEBC49C, 0x1B1718, 0x33221A,  0xB8705F, 0x2C5C8F, 0xE3E8F0, H (SIDE_PART),
    B (NONE), G (NONE), C (SHIRT), FALSE,    1.02,     0.93,     1.00,
    0.90,     0.4,      0.9,       1.10,     1.05,     0.96,     0.98,
    0.95,     0.22,     0,         0,        FALSE },
  { 0xF2CDB4,       0x7A5236, 0x7590A0, 0xBE5F5C, 0x5B3F63, 0xEDE6EE, H (BUN),  B (NONE), G (NONE),
    C (TURTLENECK), TRUE,     1.01,     0.88,     1.02,     1.00,     0.4,      0.2,      0.85,
    0.98,           1.04,     0.98,     0.95,     0.38,     0,        0xC9C4BA, TRUE },
  { 0xB67C50,    0x2A1B14, 0x4A2E1A, 0x9F584C, 0xE6E0D4, 0xD8E8DC, H (CURLY_SHORT),
    B (STUBBLE), G (NONE), C (CREW), FALSE,    0.99,     0.90,     1.00,
    1.02,        0.2,      0.1,      1.20,     1.14,     1.00,     1.06,
    1.15,        0.18,     0,        0,        FALSE },
  { 0xD69F74, 0x2B1A14, 0x6B4524,   0xB5544E, 0x3E6E5A, 0xF4E8DC, H (CURLY_LONG),
    B (NONE), G (NONE), C (BLOUSE), TRUE,     0.97,     0.79,     0.99,
    1.12,     0.5,      0.05,       1.10,     0.96,     1.02,     0.98,
    1.20,     0.04,     0,          0xD8B24A, TRUE },
  { 0xE6B48F,      0xD5D2CC, 0x5B4330,  0xB06C60, 0x55606B, 0xE0E5EA, H (RECEDING),
    B (MOUSTACHE), G (NONE), C (SHIRT), FALSE,    1.05,     0.97,     1.04,
    0.90,          -0.4,     0.3,       1.50,     1.22,     1.18,     1.00,
    0.70,          0.95,     0,         0,        FALSE },
  { 0xF3CFB6,   0x4A3226, 0x5C7A5E, 0xC23F4A, 0x20242C, 0xF0E4E4, H (PIXIE), B (NONE), G (NONE),
    C (BLAZER), TRUE,     0.97,     0.84,     1.00,     1.04,     0.3,       0.1,      0.90,
    0.90,       1.04,     1.02,     0.90,     0.42,     0,        0xC9A24B,  TRUE },
  { 0xF2CFAC, 0x201A1B, 0x35251D, 0xBF7466, 0xC9CFD6, 0xE6E6F0, H (TOUSLED), B (NONE), G (ROUND),
    C (CREW), FALSE,    1.00,     0.86,     0.98,     0.94,     0.5,         0.85,     0.95,
    0.98,     0.94,     0.94,     1.00,     0.15,     0,        0x33302E,    FALSE },
  { 0x7C4C30, 0x1B1312, 0x2B1A12, 0x97463F, 0xE3A72F, 0xE4ECDD, H (AFRO), B (NONE), G (NONE),
    C (CREW), TRUE,     0.98,     0.82,     0.98,     1.08,     0.4,      0.1,      0.90,
    1.18,     0.92,     1.06,     1.35,     0.08,     0,        0xD8A23A, TRUE },
  { 0xB57D52,   0x16110F, 0x33200F, 0x8F5246, 0x2B3440, 0xEDE6DA, H (TURBAN), B (FULL), G (NONE),
    C (BLAZER), FALSE,    1.02,     0.95,     1.06,     0.98,     0.2,        0.1,      1.40,
    1.10,       1.10,     1.00,     0.95,     0.30,     0,        0xA63A2E,   FALSE },
  { 0xF6DBCB,       0xDAD8D6, 0x7297AE, 0xBE6A68, 0x7C93A8, 0xE8ECEC, H (BOB),  B (NONE), G (ROUND),
    C (TURTLENECK), TRUE,     1.00,     0.86,     1.00,     0.94,     -0.3,     0.3,      0.60,
    1.00,           1.06,     0.98,     0.70,     1.00,     0,        0x8A3B4A, TRUE },
  { 0xF0C7A9, 0x8A6238, 0x5F8A86, 0xBF7165, 0x6F7F4F, 0xE6EAE0, H (SHAGGY), B (NONE), G (NONE),
    C (CREW), FALSE,    0.98,     0.85,     1.00,     1.02,     0.2,        0.15,     0.95,
    0.96,     1.00,     0.98,     1.00,     0.12,     0.35,     0,          FALSE },
};

const VouchDemoFace *
vouch_demo_face_get (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (faces), &faces[0]);
  return &faces[index];
}

VouchDemoColour
vouch_demo_colour (guint32 rgb)
{
  VouchDemoColour colour = { (rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0,
                             (rgb & 255) / 255.0 };

  return colour;
}

VouchDemoColour
vouch_demo_colour_mix (VouchDemoColour a, VouchDemoColour b, double part_b)
{
  VouchDemoColour colour = { a.r + (b.r - a.r) * part_b, a.g + (b.g - a.g) * part_b,
                             a.b + (b.b - a.b) * part_b };

  return colour;
}

VouchDemoColour
vouch_demo_colour_scale (VouchDemoColour a, double r, double g, double b)
{
  VouchDemoColour colour = { MIN (1, a.r * r), MIN (1, a.g * g), MIN (1, a.b * b) };

  return colour;
}

void
vouch_demo_set_colour (cairo_t *cr, VouchDemoColour colour, double alpha)
{
  cairo_set_source_rgba (cr, colour.r, colour.g, colour.b, alpha);
}

void
vouch_demo_soft (cairo_t *cr, double x, double y, double rx, double ry, VouchDemoColour c,
                 double alpha)
{
  cairo_pattern_t *pattern = cairo_pattern_create_radial (0, 0, 0, 0, 0, 1);

  cairo_pattern_add_color_stop_rgba (pattern, 0, c.r, c.g, c.b, alpha);
  cairo_pattern_add_color_stop_rgba (pattern, 0.4, c.r, c.g, c.b, alpha * 0.72);
  cairo_pattern_add_color_stop_rgba (pattern, 0.75, c.r, c.g, c.b, alpha * 0.2);
  cairo_pattern_add_color_stop_rgba (pattern, 1, c.r, c.g, c.b, 0);
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, rx, ry);
  cairo_set_source (cr, pattern);
  cairo_rectangle (cr, -1, -1, 2, 2);
  cairo_fill (cr);
  cairo_restore (cr);
  cairo_pattern_destroy (pattern);
}

void
vouch_demo_curve (cairo_t *cr, const VouchDemoPoint *p, guint n)
{
  cairo_move_to (cr, p[0].x, p[0].y);
  for (guint i = 0; i < n; i++)
    {
      const VouchDemoPoint *before = &p[(i + n - 1) % n], *from = &p[i], *to = &p[(i + 1) % n],
                           *after = &p[(i + 2) % n];

      cairo_curve_to (cr, from->x + (to->x - before->x) / 6, from->y + (to->y - before->y) / 6,
                      to->x - (after->x - from->x) / 6, to->y - (after->y - from->y) / 6, to->x,
                      to->y);
    }
  cairo_close_path (cr);
}

VouchDemoPoint
vouch_demo_project (const VouchDemoDrawing *d, double x, double y, double z)
{
  VouchDemoPoint point = { x * cos (d->pose->yaw) + z * sin (d->pose->yaw),
                           y * cos (d->pose->pitch) + z * sin (d->pose->pitch) };

  return point;
}

void
vouch_demo_push (const VouchDemoDrawing *d, double x, double y, double z)
{
  VouchDemoPoint at = vouch_demo_project (d, x, y, z);
  double angle = asin (CLAMP (x / 30, -1, 1));

  cairo_save (d->cr);
  cairo_translate (d->cr, at.x, at.y);
  cairo_scale (d->cr, MAX (0.35, cos (angle + d->pose->yaw) / cos (angle)), 1);
}

void
vouch_demo_outline (const VouchDemoDrawing *d, double grow)
{
  const VouchDemoFace *f = d->face;
  double w = f->width, j = f->jaw, c = f->chin;
  const struct
  {
    double x, y, z;
  } half[] = { { 0, -29, 6 },
               { 10 * w, -27, 6 },
               { 17.2 * w, -20, 5 },
               { 19.9 * w, -8, 3 },
               { 19.4 * w, 4, 4 },
               { 17.6 * w * (0.55 + j * 0.5), 14, 6 },
               { 13.2 * w * j, 21.5 * c, 9 },
               { 6.8 * w * (0.4 + j * 0.6), 27 * c, 11 },
               { 0, 28.4 * c, 12 } };
  VouchDemoPoint points[16];
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (half); i++)
    points[n++] =
        vouch_demo_project (d, half[i].x * (1 + grow / 20), half[i].y * (1 + grow / 28), half[i].z);
  for (guint i = G_N_ELEMENTS (half) - 2; i > 0; i--)
    points[n++] = vouch_demo_project (d, -half[i].x * (1 + grow / 20), half[i].y * (1 + grow / 28),
                                      half[i].z);
  vouch_demo_curve (d->cr, points, n);
}

static gboolean
shows_ears (const VouchDemoFace *face)
{
  switch (face->hair)
    {
    case H (LONG):
    case H (WAVY):
    case H (BOB_FRINGE):
    case H (BOB):
    case H (CURLY_LONG):
    case H (HEADSCARF):
    case H (SHAGGY):
      return FALSE;
    case H (NONE):
    case H (SIDE_PART):
    case H (QUIFF):
    case H (BUZZ):
    case H (CURLY_SHORT):
    case H (TOUSLED):
    case H (RECEDING):
    case H (TIED):
    case H (BUN):
    case H (PIXIE):
    case H (AFRO):
    case H (TURBAN):
    default:
      return TRUE;
    }
}

static void
draw_ear (const VouchDemoDrawing *d, int side)
{
  cairo_t *cr = d->cr;
  double w = 20.0 * d->face->width;
  VouchDemoPoint at = vouch_demo_project (d, side * w, 1.5, -4);

  /* The far ear goes behind the head. */
  if (side * d->pose->yaw > 0.35)
    return;
  cairo_save (cr);
  cairo_translate (cr, at.x, at.y);
  cairo_scale (cr, side, 1);
  cairo_move_to (cr, -6.5, -5);
  cairo_curve_to (cr, 0.5, -8.2, 4.4, -6.2, 3.8, -2);
  cairo_curve_to (cr, 3.5, 1, 2.6, 2.2, 2, 4.4);
  cairo_curve_to (cr, 1.3, 6.6, -1.2, 6.8, -6.5, 5);
  cairo_close_path (cr);
  vouch_demo_set_colour (cr, vouch_demo_colour_mix (d->skin, d->shade, 0.35), 1);
  cairo_fill (cr);
  cairo_move_to (cr, -0.8, -4);
  cairo_curve_to (cr, 1.4, -5.6, 2.7, -4, 2.2, -1.4);
  cairo_curve_to (cr, 1.9, 0.4, 0.8, 1, 0.4, 2.8);
  cairo_set_line_width (cr, 0.9);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  vouch_demo_set_colour (cr, d->deep, 0.45);
  cairo_stroke (cr);
  if (d->face->earrings)
    {
      vouch_demo_set_colour (cr, vouch_demo_colour (d->face->accent), 1);
      cairo_arc (cr, 0.4, 7.2, 1.25, 0, 2 * G_PI);
      cairo_fill (cr);
      vouch_demo_soft (cr, 0.1, 6.8, 0.8, 0.8, vouch_demo_colour (0xFFFFFF), 0.8);
    }
  cairo_restore (cr);
}

/* The planes of the face, as soft lights and shadows inside its outline. */
static void
draw_skin (const VouchDemoDrawing *d)
{
  cairo_t *cr = d->cr;
  double light = d->pose->light == 0 ? -0.4 : d->pose->light;
  VouchDemoPoint nose = vouch_demo_project (d, 0, 4, 16);
  VouchDemoColour blush = vouch_demo_colour_mix (d->skin, vouch_demo_colour (0xC9433A), 0.55);

  vouch_demo_outline (d, 0);
  vouch_demo_set_colour (cr, d->skin, 1);
  cairo_fill_preserve (cr);
  cairo_save (cr);
  cairo_clip (cr);
  vouch_demo_soft (cr, light * 11 + nose.x * 0.5, -8, 26, 34, d->glow, 0.42);
  vouch_demo_soft (cr, -light * 30 + nose.x * 0.3, 6, 22, 44, d->shade, 0.85);
  vouch_demo_soft (cr, light * 27 + nose.x * 0.3, 22, 12, 30, d->shade, 0.35);
  vouch_demo_soft (cr, nose.x * 0.8, 34, 22, 12, d->shade, 0.6);
  for (int side = -1; side <= 1; side += 2)
    {
      VouchDemoPoint eye = vouch_demo_project (d, side * 9, -3.5, 13);
      VouchDemoPoint cheek = vouch_demo_project (d, side * 11.5, 8.5, 13);

      vouch_demo_soft (cr, eye.x, eye.y - 0.5, 7.6, 5.2, d->shade, 0.32);
      vouch_demo_soft (cr, eye.x * 0.62 + nose.x * 0.3, eye.y - 0.5, 3, 5, d->shade, 0.3);
      vouch_demo_soft (cr, cheek.x, cheek.y, 7.5, 5.2, blush, d->face->feminine ? 0.30 : 0.17);
      vouch_demo_soft (cr, cheek.x - side * 0.5 + light, cheek.y - 3, 4.4, 2.4, d->glow, 0.35);
    }
  cairo_restore (cr);
}

static void
draw_freckles (const VouchDemoDrawing *d)
{
  guint32 noise = 12345;

  vouch_demo_set_colour (d->cr, vouch_demo_colour_mix (d->deep, d->skin, 0.35), 0.5);
  for (int i = 0; i < (int) (46 * d->face->freckles); i++)
    {
      double x, y;
      VouchDemoPoint at;

      noise = noise * 1664525 + 1013904223;
      x = ((noise >> 16) / 65536.0 - 0.5) * 29;
      noise = noise * 1664525 + 1013904223;
      y = 3.2 + ((noise >> 16) / 65536.0) * 7.5 - fabs (x) * 0.06;
      at = vouch_demo_project (d, x, y, 15 - fabs (x) * 0.35);
      cairo_new_sub_path (d->cr);
      cairo_arc (d->cr, at.x, at.y, 0.22 + (noise >> 8 & 7) * 0.025, 0, 2 * G_PI);
    }
  cairo_fill (d->cr);
}

static void
mix_colours (VouchDemoDrawing *d)
{
  double dark;

  d->skin = vouch_demo_colour (d->face->skin);
  dark = 1 - (d->skin.r + d->skin.g + d->skin.b) / 3;
  d->shade = vouch_demo_colour_scale (d->skin, 0.80 - dark * 0.12, 0.66 - dark * 0.05, 0.60);
  d->deep = vouch_demo_colour_scale (d->skin, 0.52, 0.36, 0.33);
  d->glow = vouch_demo_colour_mix (d->skin, vouch_demo_colour (0xFFF3E2), 0.55 - dark * 0.3);
  d->hair = vouch_demo_colour (d->face->hair_colour);
  d->hair_dark = vouch_demo_colour_scale (d->hair, 0.62, 0.58, 0.60);
  d->hair_light = vouch_demo_colour_mix (d->hair, vouch_demo_colour (0xFFE9D0), 0.26);
}

void
vouch_demo_face_draw (const VouchDemoFace *self, const VouchDemoPose *pose, double bottom,
                      cairo_t *cr)
{
  VouchDemoDrawing d = { .face = self, .pose = pose, .cr = cr, .bottom = bottom };

  mix_colours (&d);
  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_save (cr);
  cairo_translate (cr, 0, 24);
  cairo_rotate (cr, pose->roll);
  cairo_translate (cr, 0, -24);
  vouch_demo_hair_draw_back (&d);
  cairo_restore (cr);
  vouch_demo_body_draw (&d);
  cairo_translate (cr, 0, 24);
  cairo_rotate (cr, pose->roll);
  cairo_translate (cr, 0, -24);
  if (shows_ears (self))
    {
      draw_ear (&d, -1);
      draw_ear (&d, 1);
    }
  draw_skin (&d);
  if (self->freckles > 0)
    draw_freckles (&d);
  cairo_save (cr);
  vouch_demo_outline (&d, 0);
  cairo_clip (cr);
  vouch_demo_hair_draw_front (&d, TRUE);
  cairo_restore (cr);
  vouch_demo_beard_draw (&d);
  vouch_demo_features_draw (&d);
  vouch_demo_hair_draw_front (&d, FALSE);
  vouch_demo_glasses_draw (&d);
  cairo_restore (cr);
}
