/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Eyes, brows, nose, mouth, lines of age, beard and glasses of a face. */
#define G_LOG_DOMAIN "vouch-demo"

#include "vouch-demo-face-private.h"

#include <math.h>

#define EYE_X 9.1
#define EYE_Y -2.2

static void
upper_lid (cairo_t *cr, double y, double outer)
{
  cairo_move_to (cr, -4.5, 0.9);
  cairo_curve_to (cr, -2.9, y * 1.15, 1.9, y * 1.38, 4.8, outer);
}

static void
lower_lid (cairo_t *cr, double outer)
{
  (void) outer; /* starts where upper_lid() ended */
  cairo_curve_to (cr, 3.0, 2.5, -1.6, 3.2, -4.5, 0.9);
  cairo_close_path (cr);
}

static void
draw_eyeball (const VouchDemoDrawing *d, int side, double lid, double outer)
{
  cairo_t *cr = d->cr;
  VouchDemoColour iris = vouch_demo_colour (d->face->iris);
  double x = side * (d->pose->gaze * 1.3 + d->pose->yaw * 0.6), y = -0.35;
  double light = side * (d->pose->light == 0 ? -0.4 : d->pose->light);

  cairo_save (cr);
  upper_lid (cr, lid, outer);
  lower_lid (cr, outer);
  cairo_clip (cr);
  vouch_demo_set_colour (cr, vouch_demo_colour_mix (vouch_demo_colour (0xFAF6F2), d->skin, 0.10),
                         1);
  cairo_paint (cr);
  vouch_demo_soft (cr, -4.4, 1, 1.6, 1.6, vouch_demo_colour (0xD98F86), 0.55);
  cairo_arc (cr, x, y, 2.55, 0, 2 * G_PI);
  vouch_demo_set_colour (cr, vouch_demo_colour_scale (iris, 0.62, 0.62, 0.62), 1);
  cairo_fill (cr);
  cairo_arc (cr, x, y, 2.15, 0, 2 * G_PI);
  vouch_demo_set_colour (cr, iris, 1);
  cairo_fill (cr);
  vouch_demo_soft (cr, x, y + 1.3, 1.9, 1.5,
                   vouch_demo_colour_mix (iris, vouch_demo_colour (0xFFFFFF), 0.4), 0.75);
  cairo_arc (cr, x, y, 1.08, 0, 2 * G_PI);
  vouch_demo_set_colour (cr, vouch_demo_colour (0x120E0E), 1);
  cairo_fill (cr);
  vouch_demo_soft (cr, 0, lid - 0.3, 5.4, 2.5, vouch_demo_colour (0x2A1A1A), 0.42);
  cairo_arc (cr, x + light * 1.8, y - 1.0, 0.62, 0, 2 * G_PI);
  cairo_set_source_rgba (cr, 1, 1, 1, 0.95);
  cairo_fill (cr);
  cairo_restore (cr);
}

static void
draw_lids (const VouchDemoDrawing *d, double lid, double outer)
{
  cairo_t *cr = d->cr;
  const VouchDemoFace *f = d->face;
  VouchDemoColour lash =
      vouch_demo_colour_mix (vouch_demo_colour (0x1C1312), d->deep, f->feminine ? 0 : 0.3);
  double crease = -1.5 + f->fold * 0.75;

  upper_lid (cr, lid, outer);
  if (f->feminine)
    cairo_line_to (cr, 6.0, outer - 1.25);
  cairo_curve_to (cr, 3.2, lid * 1.3 - 0.75, -2.4, lid * 1.2 - 1.0, -4.5, 0.9);
  vouch_demo_set_colour (cr, lash, f->feminine ? 0.95 : 0.82);
  cairo_fill (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  if (f->fold < 0.95)
    {
      cairo_move_to (cr, -3.9, -0.4 + crease * 0.4);
      cairo_curve_to (cr, -2.4, lid * 1.1 + crease - 0.5, 1.9, lid * 1.3 + crease - 0.3, 5.0,
                      outer - 0.8);
      cairo_set_line_width (cr, 0.42);
      vouch_demo_set_colour (cr, d->deep, 0.55 - f->fold * 0.25);
      cairo_stroke (cr);
    }
  cairo_move_to (cr, 4.6, outer + 0.4);
  cairo_curve_to (cr, 3.0, 2.7, -1.0, 3.2, -3.6, 1.7);
  cairo_set_line_width (cr, 0.34);
  vouch_demo_set_colour (cr, d->deep, 0.5);
  cairo_stroke (cr);
  if (f->age > 0.3)
    {
      cairo_move_to (cr, -3.6, 4.0);
      cairo_curve_to (cr, -1.4, 5.6, 1.8, 5.6, 4.2, 3.8);
      cairo_set_line_width (cr, 0.5);
      vouch_demo_set_colour (cr, d->deep, (f->age - 0.2) * 0.34);
      cairo_stroke (cr);
      for (int i = 0; i < 3 && f->age > 0.6; i++)
        {
          cairo_move_to (cr, 6.6, 0.2 + i * 1.2);
          cairo_curve_to (cr, 7.6, 0 + i * 1.5, 8.4, -0.2 + i * 1.8, 9.2, -0.9 + i * 2.2);
          cairo_set_line_width (cr, 0.3);
          vouch_demo_set_colour (cr, d->deep, (f->age - 0.3) * 0.5);
          cairo_stroke (cr);
        }
    }
}

static void
draw_brow (const VouchDemoDrawing *d, int side)
{
  cairo_t *cr = d->cr;
  const VouchDemoFace *f = d->face;
  double t = 1.05 * f->brow, lift = d->pose->brows * 1.6;
  VouchDemoColour colour = f->hair == VOUCH_DEMO_HAIR_NONE || f->age > 0.85
                               ? vouch_demo_colour_mix (d->hair, d->deep, 0.55)
                               : vouch_demo_colour_mix (d->hair_dark, d->deep, 0.25);

  vouch_demo_push (d, side * 9.3, -9.3 - lift, 14);
  cairo_scale (cr, side, 1);
  cairo_move_to (cr, -5.3, 1.0 - t * 0.5);
  cairo_curve_to (cr, -2.6, -0.4 - t, 2.2, -1.6 - t, 6.2, 0.7);
  cairo_curve_to (cr, 2.6, -0.9 + t * 0.35, -2.0, 0.4 + t * 0.5, -5.2, 1.5 + t * 0.5);
  cairo_curve_to (cr, -5.8, 1.5, -5.8, 1.2, -5.3, 1.0 - t * 0.5);
  cairo_close_path (cr);
  vouch_demo_set_colour (cr, colour, 0.86);
  cairo_fill (cr);
  cairo_restore (cr);
}

static void
draw_eye (const VouchDemoDrawing *d, int side)
{
  double open = d->pose->eyes_open * (1 - d->pose->smile * 0.16) * (1 - d->face->age * 0.12);
  double lid = 2.1 + (-2.85 - (1 - d->face->fold) * 0.35 - 2.1) * open;
  double outer = 0.2 - d->face->tilt * 0.9;

  vouch_demo_push (d, side * EYE_X, EYE_Y, 14.5);
  cairo_scale (d->cr, side * d->face->eye, d->face->eye);
  if (open > 0.12)
    draw_eyeball (d, side, lid, outer);
  else
    {
      upper_lid (d->cr, -2.6, outer);
      lower_lid (d->cr, outer);
      vouch_demo_set_colour (d->cr, vouch_demo_colour_mix (d->skin, d->shade, 0.45), 1);
      cairo_fill (d->cr);
      lid = 2.3;
    }
  draw_lids (d, lid, outer);
  cairo_restore (d->cr);
}

static void
draw_nose (const VouchDemoDrawing *d)
{
  cairo_t *cr = d->cr;
  double w = 3.7 * d->face->nose, y = 8.8 * d->face->nose_length;
  double light = d->pose->light == 0 ? -0.4 : d->pose->light;
  VouchDemoPoint bridge = vouch_demo_project (d, 0, 0, 17),
                 tip = vouch_demo_project (d, 0, y - 2, 22);

  vouch_demo_soft (cr, (bridge.x + tip.x) / 2 - (light > 0 ? 2.6 : -2.6), 2.5, 2.5, 8.5, d->shade,
                   0.42);
  vouch_demo_soft (cr, (bridge.x + tip.x) / 2 + light * 0.8, 1.5, 1.5, 8.5, d->glow, 0.5);
  vouch_demo_push (d, 0, y, 20);
  vouch_demo_soft (cr, 0, 1.6, w * 1.25, 2.6, d->shade, 0.6);
  cairo_move_to (cr, -w, -0.7);
  cairo_curve_to (cr, -w * 1.12, 1.5, -w * 0.5, 1.5, -w * 0.32, 1.0);
  cairo_curve_to (cr, -w * 0.15, 1.9, w * 0.15, 1.9, w * 0.32, 1.0);
  cairo_curve_to (cr, w * 0.5, 1.5, w * 1.12, 1.5, w, -0.7);
  cairo_curve_to (cr, w * 0.75, 0.5, w * 0.4, 0.1, 0, 0.9);
  cairo_curve_to (cr, -w * 0.4, 0.1, -w * 0.75, 0.5, -w, -0.7);
  cairo_close_path (cr);
  vouch_demo_set_colour (cr, d->deep, 0.42);
  cairo_fill (cr);
  for (int side = -1; side <= 1; side += 2)
    {
      cairo_save (cr);
      cairo_translate (cr, side * w * 0.5, 0.75);
      cairo_rotate (cr, side * -0.25);
      cairo_scale (cr, w * 0.24, 0.5);
      cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
      cairo_restore (cr);
      vouch_demo_set_colour (cr, vouch_demo_colour_scale (d->deep, 0.6, 0.5, 0.5), 0.75);
      cairo_fill (cr);
      cairo_move_to (cr, side * w * 0.82, -2.4);
      cairo_curve_to (cr, side * w * 1.12, -1.6, side * w * 1.14, 0, side * w * 0.95, 0.5);
      cairo_set_line_width (cr, 0.42);
      vouch_demo_set_colour (cr, d->deep, 0.4);
      cairo_stroke (cr);
    }
  vouch_demo_soft (cr, light * 0.9, -1.8, 1.7, 1.4, d->glow, 0.75);
  cairo_restore (cr);
}

/* Dark inside and teeth between the lips; @gap is the height of the opening. */
static void
draw_mouth_inside (cairo_t *cr, double m, double corner, double top, double gap)
{
  cairo_save (cr);
  cairo_move_to (cr, -m, corner);
  cairo_curve_to (cr, -m * 0.4, top, m * 0.4, top, m, corner);
  cairo_curve_to (cr, m * 0.5, top + gap * 1.25, -m * 0.5, top + gap * 1.25, -m, corner);
  cairo_close_path (cr);
  cairo_clip (cr);
  cairo_set_source_rgb (cr, 0.30, 0.09, 0.09);
  cairo_paint (cr);
  vouch_demo_soft (cr, 0, top + gap, m * 0.7, gap * 0.5, vouch_demo_colour (0xC4605C), 0.9);
  cairo_move_to (cr, -m * 0.82, top - 2.5);
  cairo_line_to (cr, m * 0.82, top - 2.5);
  cairo_curve_to (cr, m * 0.7, top + MIN (2.2, gap * 0.7), -m * 0.7, top + MIN (2.2, gap * 0.7),
                  -m * 0.82, top - 2.5);
  cairo_set_source_rgb (cr, 0.97, 0.95, 0.92);
  cairo_fill (cr);
  cairo_restore (cr);
}

static void
draw_mouth (const VouchDemoDrawing *d)
{
  cairo_t *cr = d->cr;
  const VouchDemoFace *f = d->face;
  double smile = d->pose->smile, open = d->pose->mouth_open;
  double m = (6.6 + smile * 1.3 - open * 1.2) * f->mouth, corner = -smile * 1.5 + 0.1;
  double up = 2.0 * f->fullness - smile * 0.3, low = 2.7 * f->fullness - smile * 0.3;
  double line = 0.35 + smile * 0.8, gap = open * 5.5 + MAX (0, smile - 0.45) * 4.0;
  VouchDemoColour lips = vouch_demo_colour (f->lips);

  if (!f->feminine)
    lips = vouch_demo_colour_mix (lips, d->skin, 0.35);
  vouch_demo_push (d, 0, 17.0 * (0.5 + f->chin * 0.5), 17);
  vouch_demo_soft (cr, 0, low + gap + 1.9, 5.2, 1.9, d->shade, 0.62);
  if (gap > 0.3)
    draw_mouth_inside (cr, m, corner, line, gap);
  cairo_move_to (cr, -m, corner);
  cairo_curve_to (cr, -m * 0.55, -up * 0.55, -2.6, -up, -1.5, -up);
  cairo_curve_to (cr, -0.8, -up, -0.5, -up + 0.6, 0, -up + 0.6);
  cairo_curve_to (cr, 0.5, -up + 0.6, 0.8, -up, 1.5, -up);
  cairo_curve_to (cr, 2.6, -up, m * 0.55, -up * 0.55, m, corner);
  cairo_curve_to (cr, m * 0.4, line, -m * 0.4, line, -m, corner);
  vouch_demo_set_colour (cr, vouch_demo_colour_scale (lips, 0.90, 0.84, 0.84), 1);
  cairo_fill (cr);
  cairo_move_to (cr, -m * 0.97, corner + gap * 0.08);
  cairo_curve_to (cr, -m * 0.5, line + gap * 1.22, m * 0.5, line + gap * 1.22, m * 0.97,
                  corner + gap * 0.08);
  cairo_curve_to (cr, m * 0.6, low * 1.15 + gap, m * 0.25, low * 1.3 + gap, 0, low * 1.3 + gap);
  cairo_curve_to (cr, -m * 0.25, low * 1.3 + gap, -m * 0.6, low * 1.15 + gap, -m * 0.97,
                  corner + gap * 0.08);
  vouch_demo_set_colour (cr, lips, 1);
  cairo_fill (cr);
  vouch_demo_soft (cr, d->pose->light * 1.2, low * 0.72 + gap + 0.3, 2.6, 0.85,
                   vouch_demo_colour (0xFFEDE6), f->feminine ? 0.5 : 0.25);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width (cr, 0.5);
  if (gap <= 0.3)
    {
      cairo_move_to (cr, -m, corner);
      cairo_curve_to (cr, -m * 0.4, line, m * 0.4, line, m, corner);
      vouch_demo_set_colour (cr, vouch_demo_colour_scale (lips, 0.5, 0.32, 0.32), 0.85);
      cairo_stroke (cr);
    }
  for (int side = -1; side <= 1; side += 2)
    vouch_demo_soft (cr, side * (m + 0.4), corner + 0.1, 1.2, 1.1, d->deep, 0.45);
  cairo_restore (cr);
}

static void
draw_lines (const VouchDemoDrawing *d)
{
  cairo_t *cr = d->cr;
  double depth = d->face->age * 0.34 + d->pose->smile * 0.14;

  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (int side = -1; side <= 1; side += 2)
    {
      VouchDemoPoint a = vouch_demo_project (d, side * 5.0, 9, 17);
      VouchDemoPoint b = vouch_demo_project (d, side * (9.0 + d->pose->smile), 15, 14);

      cairo_move_to (cr, a.x, a.y);
      cairo_curve_to (cr, a.x + side * 2.4, a.y + 1.6, b.x + side * 0.3, b.y - 2.5, b.x, b.y);
      cairo_set_line_width (cr, 0.6);
      vouch_demo_set_colour (cr, d->deep, depth);
      cairo_stroke (cr);
    }
  for (int i = 0; i < 2 && d->face->age > 0.55; i++)
    {
      VouchDemoPoint a = vouch_demo_project (d, -8 + i, -17.5 + i * 3.2, 12);
      VouchDemoPoint b = vouch_demo_project (d, 8 - i, -17.5 + i * 3.2, 12);

      cairo_move_to (cr, a.x, a.y);
      cairo_curve_to (cr, a.x + 4, a.y - 1, b.x - 4, b.y - 1, b.x, b.y);
      cairo_set_line_width (cr, 0.42);
      vouch_demo_set_colour (cr, d->deep, (d->face->age - 0.35) * 0.34);
      cairo_stroke (cr);
    }
}

void
vouch_demo_features_draw (const VouchDemoDrawing *d)
{
  draw_lines (d);
  draw_nose (d);
  draw_mouth (d);
  for (int side = -1; side <= 1; side += 2)
    {
      draw_eye (d, side);
      draw_brow (d, side);
    }
}

static void
fill_beard (const VouchDemoDrawing *d, const VouchDemoPoint *half, guint n, VouchDemoColour colour,
            double alpha)
{
  VouchDemoPoint points[48];
  double w = d->face->width;

  for (guint i = 0; i < n; i++)
    {
      double z = 15 - fabs (half[i].x) * 0.5;

      points[i] = vouch_demo_project (d, half[i].x * w, half[i].y, z);
      points[2 * n - 1 - i] = vouch_demo_project (d, -half[i].x * w, half[i].y, z);
    }
  vouch_demo_curve (d->cr, points, 2 * n);
  vouch_demo_set_colour (d->cr, colour, alpha);
  cairo_fill (d->cr);
}

/* Half outlines, right side of the picture, from the lower middle round to the upper. */
static const VouchDemoPoint beard_jaw[] = { { 1, 29.6 },  { 7, 28.4 },   { 13.5, 22.6 },
                                            { 17.8, 14 }, { 19.6, 2 },   { 18.2, -4 },
                                            { 17.4, 3 },  { 15.2, 9.4 }, { 10.5, 13 },
                                            { 7, 12.2 },  { 3, 11.7 },   { 0.4, 12.2 } };
static const VouchDemoPoint beard_long[] = { { 1, 36 },    { 7.5, 34.2 }, { 15, 26.5 },
                                             { 19.4, 15 }, { 20.4, 2 },   { 18.2, -4 },
                                             { 17, 3 },    { 14.6, 8.6 }, { 10.2, 12.4 },
                                             { 7, 11.8 },  { 3, 11.2 },   { 0.4, 11.8 } };
static const VouchDemoPoint beard_goatee[] = { { 1, 30.6 }, { 5, 29.2 }, { 8.2, 24 }, { 8.8, 18 },
                                               { 8.6, 14 }, { 6, 11.9 }, { 3, 11.6 }, { 0.4, 12 } };
static const VouchDemoPoint beard_lip[] = { { 0.4, 15.6 },  { 4, 16.2 }, { 8.2, 18.2 },
                                            { 10.2, 17.6 }, { 8, 13.6 }, { 4, 11.4 },
                                            { 0.4, 12 } };

void
vouch_demo_beard_draw (const VouchDemoDrawing *d)
{
  VouchDemoColour colour = vouch_demo_colour_mix (d->hair, d->hair_dark, 0.35);

  switch (d->face->beard)
    {
    case VOUCH_DEMO_BEARD_STUBBLE:
      cairo_save (d->cr);
      vouch_demo_outline (d, 0);
      cairo_clip (d->cr);
      fill_beard (d, beard_jaw, G_N_ELEMENTS (beard_jaw), colour, 0.24);
      cairo_restore (d->cr);
      break;
    case VOUCH_DEMO_BEARD_SHORT:
      fill_beard (d, beard_jaw, G_N_ELEMENTS (beard_jaw), colour, 0.86);
      vouch_demo_soft (d->cr, vouch_demo_project (d, 0, 0, 13).x, 26, 10, 5, d->hair_light, 0.3);
      break;
    case VOUCH_DEMO_BEARD_FULL:
      fill_beard (d, beard_long, G_N_ELEMENTS (beard_long), colour, 0.97);
      vouch_demo_soft (d->cr, vouch_demo_project (d, 0, 0, 13).x, 28, 12, 8, d->hair_light, 0.45);
      break;
    case VOUCH_DEMO_BEARD_GOATEE:
      fill_beard (d, beard_goatee, G_N_ELEMENTS (beard_goatee), colour, 0.85);
      break;
    case VOUCH_DEMO_BEARD_MOUSTACHE:
      fill_beard (d, beard_lip, G_N_ELEMENTS (beard_lip), colour, 0.97);
      break;
    case VOUCH_DEMO_BEARD_NONE:
    default:
      break;
    }
}

static void
lens_path (const VouchDemoDrawing *d)
{
  cairo_t *cr = d->cr;

  if (d->face->glasses == VOUCH_DEMO_GLASSES_ROUND)
    {
      cairo_new_sub_path (cr);
      cairo_arc (cr, 0, 0.4, 6.7, 0, 2 * G_PI);
      return;
    }
  cairo_new_sub_path (cr);
  cairo_arc (cr, 4.6, -2.2, 2.2, -G_PI / 2, 0);
  cairo_arc (cr, 4.2, 2.8, 2.6, 0, G_PI / 2);
  cairo_arc (cr, -4.2, 2.8, 2.6, G_PI / 2, G_PI);
  cairo_arc (cr, -4.6, -2.2, 2.2, G_PI, G_PI * 1.5);
  cairo_close_path (cr);
}

void
vouch_demo_glasses_draw (const VouchDemoDrawing *d)
{
  cairo_t *cr = d->cr;
  VouchDemoColour frame = vouch_demo_colour (d->face->accent);
  VouchDemoPoint left, right;

  if (d->face->glasses == VOUCH_DEMO_GLASSES_NONE)
    return;
  cairo_set_line_width (cr, d->face->glasses == VOUCH_DEMO_GLASSES_ROUND ? 0.85 : 1.25);
  for (int side = -1; side <= 1; side += 2)
    {
      VouchDemoPoint temple = vouch_demo_project (d, side * 20 * d->face->width, -3.5, 1);
      VouchDemoPoint hinge = vouch_demo_project (d, side * 15.7, -3.5, 15);

      if (side * d->pose->yaw < 0.3)
        {
          cairo_move_to (cr, hinge.x, hinge.y);
          cairo_line_to (cr, temple.x, temple.y);
          vouch_demo_set_colour (cr, frame, 1);
          cairo_stroke (cr);
        }
      vouch_demo_push (d, side * EYE_X, EYE_Y, 18);
      lens_path (d);
      cairo_set_source_rgba (cr, 0.92, 0.97, 1, 0.13);
      cairo_fill_preserve (cr);
      vouch_demo_set_colour (cr, frame, 1);
      cairo_stroke (cr);
      cairo_move_to (cr, -3.4, 3.2);
      cairo_line_to (cr, 2.2, -3.6);
      cairo_set_source_rgba (cr, 1, 1, 1, 0.22);
      cairo_save (cr);
      cairo_set_line_width (cr, 1.5);
      cairo_stroke (cr);
      cairo_restore (cr);
      cairo_restore (cr);
    }
  left = vouch_demo_project (d, -2.5, -2.8, 19);
  right = vouch_demo_project (d, 2.5, -2.8, 19);
  cairo_move_to (cr, left.x, left.y);
  cairo_curve_to (cr, left.x + 1.2, left.y - 1.4, right.x - 1.2, right.y - 1.4, right.x, right.y);
  vouch_demo_set_colour (cr, frame, 1);
  cairo_stroke (cr);
}
