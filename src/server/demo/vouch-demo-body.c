/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Neck, shoulders and what the person wears. The body does not turn with the head. */
#define G_LOG_DOMAIN "vouch-demo"

#include "vouch-demo-face-private.h"

static void
draw_neck (const VouchDemoDrawing *d)
{
  cairo_t *cr = d->cr;
  double w = d->face->feminine ? 8.6 : 11.2;
  VouchDemoPoint chin = vouch_demo_project (d, 0, 24, 6);

  cairo_move_to (cr, chin.x * 0.4 - w, 12);
  cairo_curve_to (cr, -w, 30, -w - 0.2, 37, -w - 5, 43);
  cairo_line_to (cr, -16, 62);
  cairo_line_to (cr, 16, 62);
  cairo_line_to (cr, w + 5, 43);
  cairo_curve_to (cr, w + 0.2, 37, w, 30, chin.x * 0.4 + w, 12);
  cairo_close_path (cr);
  vouch_demo_set_colour (cr, vouch_demo_colour_mix (d->skin, d->shade, 0.30), 1);
  cairo_fill_preserve (cr);
  cairo_save (cr);
  cairo_clip (cr);
  vouch_demo_soft (cr, chin.x, 27, 19, 14, d->shade, 1);
  vouch_demo_soft (cr, chin.x + 3, 27, 15, 10, d->deep, 0.34);
  vouch_demo_soft (cr, -6, 46, 8, 4, d->glow, 0.35);
  for (int side = -1; side <= 1; side += 2)
    {
      cairo_move_to (cr, side * 17, 43.5);
      cairo_curve_to (cr, side * 10, 42.6, side * 5, 44.5, side * 2.5, 47);
      cairo_set_line_width (cr, 0.6);
      vouch_demo_set_colour (cr, d->deep, 0.3);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}

/* Shoulders with an opening at the neck, @depth deep. */
static void
shoulders (const VouchDemoDrawing *d, double neck, double depth)
{
  cairo_t *cr = d->cr;
  double s = d->face->feminine ? 0.9 : 1;

  cairo_move_to (cr, -neck, 38.5);
  cairo_curve_to (cr, -18 * s - 4, 42, -34 * s, 43, -41 * s, 51);
  cairo_curve_to (cr, -46 * s, 58, -48 * s, 70, -49 * s, d->bottom + 4);
  cairo_line_to (cr, 49 * s, d->bottom + 4);
  cairo_curve_to (cr, 48 * s, 70, 46 * s, 58, 41 * s, 51);
  cairo_curve_to (cr, 34 * s, 43, 18 * s + 4, 42, neck, 38.5);
  cairo_curve_to (cr, neck * 0.8, 38.5 + depth, -neck * 0.8, 38.5 + depth, -neck, 38.5);
  cairo_close_path (cr);
}

static void
fill_cloth (const VouchDemoDrawing *d, VouchDemoColour cloth)
{
  cairo_t *cr = d->cr;
  VouchDemoColour dark = vouch_demo_colour_scale (cloth, 0.62, 0.60, 0.66);

  vouch_demo_set_colour (cr, cloth, 1);
  cairo_fill_preserve (cr);
  cairo_save (cr);
  cairo_clip (cr);
  vouch_demo_soft (cr, -22, 50, 24, 16,
                   vouch_demo_colour_mix (cloth, vouch_demo_colour (0xFFFFFF), 0.35), 0.6);
  vouch_demo_soft (cr, 42, 74, 26, 40, dark, 0.9);
  vouch_demo_soft (cr, 6, 42, 22, 9, dark, 0.55);
  for (int side = -1; side <= 1; side += 2)
    {
      cairo_move_to (cr, side * 33, d->bottom + 4);
      cairo_curve_to (cr, side * 33, 72, side * 35, 66, side * 37, 61);
      cairo_set_line_width (cr, 0.9);
      vouch_demo_set_colour (cr, dark, 0.75);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
  cairo_new_path (cr);
}

static void
draw_collar (const VouchDemoDrawing *d, VouchDemoColour cloth, double depth)
{
  cairo_t *cr = d->cr;

  for (int side = -1; side <= 1; side += 2)
    {
      cairo_move_to (cr, side * 12.4, 35);
      cairo_curve_to (cr, side * 13, 40, side * 6, 38.5 + depth * 0.6, side * 0.6, 38.5 + depth);
      cairo_line_to (cr, side * 9.6, 44 + depth);
      cairo_curve_to (cr, side * 14.4, 45, side * 17.6, 42, side * 15.4, 37);
      cairo_close_path (cr);
      vouch_demo_set_colour (
          cr,
          vouch_demo_colour_mix (cloth, vouch_demo_colour (side < 0 ? 0xFFFFFF : 0x000000),
                                 side < 0 ? 0.16 : 0.07),
          1);
      cairo_fill_preserve (cr);
      vouch_demo_set_colour (cr, vouch_demo_colour_scale (cloth, 0.6, 0.6, 0.64), 0.6);
      cairo_set_line_width (cr, 0.45);
      cairo_stroke (cr);
    }
}

static void
draw_placket (const VouchDemoDrawing *d, VouchDemoColour cloth, double y)
{
  cairo_t *cr = d->cr;

  cairo_move_to (cr, 0.6, y);
  cairo_line_to (cr, 0.6, d->bottom + 4);
  cairo_set_line_width (cr, 0.5);
  vouch_demo_set_colour (cr, vouch_demo_colour_scale (cloth, 0.6, 0.6, 0.64), 0.7);
  cairo_stroke (cr);
  for (double at = y + 6; at < d->bottom; at += 11)
    {
      cairo_arc (cr, -1.5, at, 0.85, 0, 2 * G_PI);
      vouch_demo_set_colour (cr, vouch_demo_colour_mix (cloth, vouch_demo_colour (0xFFFFFF), 0.55),
                             1);
      cairo_fill_preserve (cr);
      vouch_demo_set_colour (cr, vouch_demo_colour_scale (cloth, 0.6, 0.6, 0.64), 0.6);
      cairo_set_line_width (cr, 0.25);
      cairo_stroke (cr);
    }
}

static void
draw_blazer (const VouchDemoDrawing *d, VouchDemoColour cloth)
{
  cairo_t *cr = d->cr;
  VouchDemoColour shirt =
      vouch_demo_colour (cloth.r + cloth.g + cloth.b > 2.2 ? 0x3C4658 : 0xF2F1EE);

  shoulders (d, 14, d->face->feminine ? 14 : 7);
  fill_cloth (d, shirt);
  if (!d->face->feminine)
    {
      draw_collar (d, shirt, 6);
      draw_placket (d, shirt, 45);
    }
  for (int side = -1; side <= 1; side += 2)
    {
      double s = d->face->feminine ? 0.9 : 1;

      cairo_move_to (cr, side * 14.6, 38.8);
      cairo_curve_to (cr, side * (18 * s + 4), 42, side * 34 * s, 43, side * 41 * s, 51);
      cairo_curve_to (cr, side * 46 * s, 58, side * 48 * s, 70, side * 49 * s, d->bottom + 4);
      cairo_line_to (cr, side * 1, d->bottom + 4);
      cairo_line_to (cr, side * 1, 82);
      cairo_close_path (cr);
      fill_cloth (d, cloth);
      cairo_move_to (cr, side * 14.6, 38.8);
      cairo_line_to (cr, side * 19, 46);
      cairo_line_to (cr, side * 20.5, 56);
      cairo_line_to (cr, side * 17, 57.5);
      cairo_line_to (cr, side * 18, 60.5);
      cairo_line_to (cr, side * 1, 82);
      cairo_close_path (cr);
      vouch_demo_set_colour (
          cr,
          vouch_demo_colour_mix (cloth, vouch_demo_colour (side < 0 ? 0xFFFFFF : 0x000000), 0.12),
          1);
      cairo_fill_preserve (cr);
      vouch_demo_set_colour (cr, vouch_demo_colour_scale (cloth, 0.5, 0.5, 0.55), 0.6);
      cairo_set_line_width (cr, 0.45);
      cairo_stroke (cr);
    }
}

static void
draw_turtleneck (const VouchDemoDrawing *d, VouchDemoColour cloth)
{
  cairo_t *cr = d->cr;
  VouchDemoColour dark = vouch_demo_colour_scale (cloth, 0.62, 0.60, 0.66);
  double w = d->face->feminine ? 10.4 : 12.6;

  shoulders (d, w + 2, 2);
  fill_cloth (d, cloth);
  cairo_move_to (cr, -w, 29.5);
  cairo_curve_to (cr, -w * 0.5, 34, w * 0.5, 34, w, 29.5);
  cairo_curve_to (cr, w + 1, 34, w + 2, 38, w + 4.5, 41.5);
  cairo_curve_to (cr, w * 0.5, 47, -w * 0.5, 47, -w - 4.5, 41.5);
  cairo_curve_to (cr, -w - 2, 38, -w - 1, 34, -w, 29.5);
  cairo_close_path (cr);
  vouch_demo_set_colour (cr, vouch_demo_colour_mix (cloth, vouch_demo_colour (0xFFFFFF), 0.06), 1);
  cairo_fill_preserve (cr);
  cairo_save (cr);
  cairo_clip (cr);
  vouch_demo_soft (cr, 4, 29, 17, 8, dark, 0.9);
  for (int i = -8; i <= 8; i++)
    {
      cairo_move_to (cr, i * w / 8, 28);
      cairo_line_to (cr, i * (w + 3) / 8, 48);
    }
  cairo_set_line_width (cr, 0.4);
  vouch_demo_set_colour (cr, dark, 0.35);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_crew (const VouchDemoDrawing *d, VouchDemoColour cloth)
{
  cairo_t *cr = d->cr;

  shoulders (d, 14.4, 11);
  fill_cloth (d, cloth);
  cairo_move_to (cr, -14.4, 38.5);
  cairo_curve_to (cr, -11.5, 49.5, 11.5, 49.5, 14.4, 38.5);
  cairo_set_line_width (cr, 2.6);
  vouch_demo_set_colour (cr, vouch_demo_colour_scale (cloth, 0.86, 0.86, 0.88), 1);
  cairo_stroke (cr);
  cairo_move_to (cr, -15.8, 39);
  cairo_curve_to (cr, -12.6, 51.4, 12.6, 51.4, 15.8, 39);
  cairo_set_line_width (cr, 0.35);
  vouch_demo_set_colour (cr, vouch_demo_colour_scale (cloth, 0.55, 0.55, 0.6), 0.8);
  cairo_stroke (cr);
}

void
vouch_demo_body_draw (const VouchDemoDrawing *d)
{
  VouchDemoColour cloth = vouch_demo_colour (d->face->clothes_colour);

  draw_neck (d);
  switch (d->face->clothes)
    {
    case VOUCH_DEMO_CLOTHES_SHIRT:
      shoulders (d, 13, 8);
      fill_cloth (d, cloth);
      draw_collar (d, cloth, 7);
      draw_placket (d, cloth, 46);
      break;
    case VOUCH_DEMO_CLOTHES_BLAZER:
      draw_blazer (d, cloth);
      break;
    case VOUCH_DEMO_CLOTHES_TURTLENECK:
      draw_turtleneck (d, cloth);
      break;
    case VOUCH_DEMO_CLOTHES_BLOUSE:
      shoulders (d, 15, 19);
      fill_cloth (d, cloth);
      cairo_move_to (d->cr, -15, 38.5);
      cairo_curve_to (d->cr, -12, 57.5, 12, 57.5, 15, 38.5);
      cairo_set_line_width (d->cr, 0.9);
      vouch_demo_set_colour (d->cr, vouch_demo_colour_scale (cloth, 0.7, 0.7, 0.74), 1);
      cairo_stroke (d->cr);
      break;
    case VOUCH_DEMO_CLOTHES_CREW:
    default:
      draw_crew (d, cloth);
      break;
    }
}
