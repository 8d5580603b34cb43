/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hair and head coverings. A style is two curves: what hangs behind the head and what lies over
 * it; strands of light and dark are drawn inside them. */
#define G_LOG_DOMAIN "vouch-demo"

#include "vouch-demo-face-private.h"

#include <math.h>

typedef struct
{
  const VouchDemoPoint *points;
  guint n;
} Shape;

typedef struct
{
  Shape back;
  Shape front;
  double bump;   /* radius of curls along the edge, 0 for smooth hair */
  double crown;  /* x of the parting */
  double length; /* y where strands end */
} Style;

#define SHAPE(name) \
  { \
    name, G_N_ELEMENTS (name) \
  }
#define NO_SHAPE \
  { \
    NULL, 0 \
  }

static const VouchDemoPoint side_part[] = {
  { -20, 2 },    { -22, -9 }, { -21.5, -22 }, { -13, -33 },   { 2, -36.5 },  { 15, -33 },
  { 21.5, -23 }, { 22, -9 },  { 20, 2 },      { 18.8, -7 },   { 17.4, -14 }, { 13, -20.5 },
  { 3, -19.5 },  { -6, -20 }, { -12, -23.5 }, { -16.5, -17 }, { -18.6, -7 }
};
static const VouchDemoPoint quiff[] = {
  { -19.9, 0 },  { -21.4, -10 }, { -21, -22 },  { -16, -33 },     { -4, -38.5 }, { 9, -38 },
  { 18, -31 },   { 21.3, -20 },  { 21.4, -10 }, { 19.9, 0 },      { 18.4, -9 },  { 16.4, -17.5 },
  { 11, -23.5 }, { 2, -25 },     { -8, -23.5 }, { -14.6, -19.5 }, { -18.2, -9 }
};
static const VouchDemoPoint buzz[] = {
  { -20.2, -3 }, { -20.7, -14 }, { -17, -25.5 }, { -8, -31 }, { 0, -32 },    { 8, -31 },
  { 17, -25.5 }, { 20.7, -14 },  { 20.2, -3 },   { 19, -10 }, { 16.8, -18 }, { 9, -22.4 },
  { 0, -23 },    { -9, -22.4 },  { -16.8, -18 }, { -19, -10 }
};
static const VouchDemoPoint curls[] = { { -20.5, -3 }, { -22, -14 },   { -19, -27 },  { -9, -35 },
                                        { 2, -37 },    { 12, -34 },    { 20, -26 },   { 22, -14 },
                                        { 20.5, -3 },  { 18.6, -11 },  { 15, -18 },   { 6, -20.5 },
                                        { -4, -21 },   { -14, -18.5 }, { -18.6, -11 } };
static const VouchDemoPoint tousled[] = {
  { -20.4, 3 },  { -22.6, -9 }, { -21.6, -23 }, { -13, -34 },  { 0, -37 },      { 13, -34 },
  { 21.6, -23 }, { 22.6, -9 },  { 20.4, 3 },    { 18.6, -6 },  { 15.5, -12.5 }, { 10.5, -10.8 },
  { 7, -13.6 },  { 1, -11 },    { -4, -14 },    { -9, -11.2 }, { -14.5, -14 },  { -18.8, -6 }
};
static const VouchDemoPoint receding[] = {
  { -20.2, 2 },  { -21.6, -8 },    { -21, -20 },    { -15, -29.5 }, { -6, -33 },
  { 6, -33 },    { 15, -29.5 },    { 21, -20 },     { 21.6, -8 },   { 20.2, 2 },
  { 18.9, -6 },  { 18.2, -14 },    { 15.2, -22.5 }, { 8, -27.2 },   { 0, -24.8 },
  { -8, -27.2 }, { -15.2, -22.5 }, { -18.2, -14 },  { -18.9, -6 }
};
static const VouchDemoPoint shaggy_back[] = { { -22, -20 }, { -25, 0 },   { -24.6, 18 },
                                              { -20, 30 },  { -10, 30 },  { 10, 30 },
                                              { 20, 30 },   { 24.6, 18 }, { 25, 0 },
                                              { 22, -20 },  { 0, -30 } };
static const VouchDemoPoint shaggy[] = {
  { -22.4, 16 }, { -24.4, -4 }, { -23, -22 },   { -13, -34.5 }, { 2, -36.8 }, { 15, -33.5 },
  { 23, -22 },   { 24.4, -4 },  { 22.4, 16 },   { 19.4, 4 },    { 18.4, -8 }, { 12, -16 },
  { 4, -12.5 },  { -4, -14 },   { -11, -17.6 }, { -17.2, -9 },  { -19.4, 4 }
};
static const VouchDemoPoint long_back[] = { { -21, -24 }, { -25, -4 }, { -26, 20 }, { -28, 44 },
                                            { -24, 62 },  { -8, 60 },  { 8, 60 },   { 24, 62 },
                                            { 28, 44 },   { 26, 20 },  { 25, -4 },  { 21, -24 },
                                            { 0, -33 } };
static const VouchDemoPoint long_front[] = {
  { -21, 24 },   { -24.6, 8 },   { -24.6, -10 }, { -19, -29 }, { 0, -36.4 }, { 19, -29 },
  { 24.6, -10 }, { 24.6, 8 },    { 21, 24 },     { 20, 8 },    { 18.8, -6 }, { 13.5, -17 },
  { 0, -26.5 },  { -13.5, -17 }, { -18.8, -6 },  { -20, 8 }
};
static const VouchDemoPoint wavy_back[] = { { -21, -24 }, { -26, -8 }, { -25, 6 },  { -29.5, 18 },
                                            { -27, 30 },  { -31, 44 }, { -25, 58 }, { -8, 56 },
                                            { 8, 56 },    { 25, 58 },  { 31, 44 },  { 27, 30 },
                                            { 29.5, 18 }, { 25, 6 },   { 26, -8 },  { 21, -24 },
                                            { 0, -34 } };
static const VouchDemoPoint wavy_front[] = {
  { -21.5, 22 }, { -25.5, 10 }, { -24, -8 },  { -20, -27 }, { -5, -37 },   { 12, -35 },
  { 23, -23 },   { 25, -6 },    { 25.5, 10 }, { 21.5, 22 }, { 20.4, 8 },   { 19, -5 },
  { 15, -13 },   { 5, -19 },    { -7, -27 },  { -14, -18 }, { -18.6, -6 }, { -20.4, 8 }
};
static const VouchDemoPoint bob_back[] = { { -21, -24 }, { -25.5, -6 }, { -26, 12 }, { -23, 27 },
                                           { -10, 28 },  { 10, 28 },    { 23, 27 },  { 26, 12 },
                                           { 25.5, -6 }, { 21, -24 },   { 0, -34 } };
static const VouchDemoPoint fringe_front[] = {
  { -19.6, 25.5 }, { -25.4, 22 }, { -25.4, -6 },   { -20.5, -27 }, { 0, -36.6 },   { 20.5, -27 },
  { 25.4, -6 },    { 25.4, 22 },  { 19.6, 25.5 },  { 19.8, 8 },    { 18.4, -7.6 }, { 10, -11 },
  { 0, -11.6 },    { -10, -11 },  { -18.4, -7.6 }, { -19.8, 8 }
};
static const VouchDemoPoint bob_front[] = {
  { -19.4, 24 }, { -25.6, 20 }, { -25, -6 },   { -21, -27 }, { -4, -37 },   { 13, -35 },
  { 23.5, -22 }, { 25.6, -2 },  { 25.6, 20 },  { 19.4, 24 }, { 20.2, 8 },   { 18.4, -6 },
  { 12, -13.5 }, { 0, -18.5 },  { -9, -26.5 }, { -15, -17 }, { -18.6, -6 }, { -20.2, 8 }
};
static const VouchDemoPoint tied_back[] = { { -17, -26 }, { -23, -6 }, { -21, 10 }, { -8, 17 },
                                            { 8, 18 },    { 14, 30 },  { 15, 50 },  { 20, 62 },
                                            { 28, 58 },   { 29, 40 },  { 25, 22 },  { 23, 6 },
                                            { 23, -6 },   { 17, -26 }, { 0, -34 } };
static const VouchDemoPoint tied_front[] = { { -20, 4 },    { -22.6, -9 },  { -19.5, -26 },
                                             { -8, -34.5 }, { 8, -34.5 },   { 19.5, -26 },
                                             { 22.6, -9 },  { 20, 4 },      { 19, -5 },
                                             { 16.4, -15 }, { 9, -22.6 },   { 0, -26.5 },
                                             { -9, -22.6 }, { -16.4, -15 }, { -19, -5 } };
static const VouchDemoPoint bun_back[] = { { -10, -34 },  { -11.5, -42 }, { -5, -49 }, { 4, -49 },
                                           { 10.5, -42 }, { 9, -34 },     { 0, -30 } };
static const VouchDemoPoint bun_front[] = { { -20, 3 },    { -21.8, -9 },  { -18.8, -25 },
                                            { -8, -34 },   { 7, -34.5 },   { 18.8, -26 },
                                            { 21.8, -9 },  { 20, 3 },      { 19, -6 },
                                            { 17.4, -13 }, { 11, -19 },    { 0, -22.5 },
                                            { -8, -24.5 }, { -15, -17.5 }, { -19, -6 } };
static const VouchDemoPoint pixie[] = {
  { -19.8, 5 },  { -22.4, -8 },  { -22, -22 },   { -13, -34 }, { 2, -37.2 }, { 16, -33 },
  { 22.6, -22 }, { 22.6, -8 },   { 19.8, 5 },    { 18.8, -4 }, { 17, -9.6 }, { 10, -12.4 },
  { 0, -16.5 },  { -10, -23.5 }, { -15.4, -18 }, { -18.6, -6 }
};
static const VouchDemoPoint ringlets_back[] = { { -22, -22 }, { -29, -8 }, { -31, 10 }, { -31, 28 },
                                                { -26, 42 },  { -10, 40 }, { 10, 40 },  { 26, 42 },
                                                { 31, 28 },   { 31, 10 },  { 29, -8 },  { 22, -22 },
                                                { 0, -36 } };
static const VouchDemoPoint ringlets_front[] = {
  { -22, 16 }, { -26, 2 },  { -25, -12 }, { -19, -29 }, { -3, -37 }, { 14, -34 },
  { 24, -19 }, { 26, 0 },   { 22, 16 },   { 20.4, 2 },  { 18, -9 },  { 12, -16 },
  { 3, -20 },  { -6, -25 }, { -13, -17 }, { -18, -9 },  { -20.4, 2 }
};
static const VouchDemoPoint afro_back[] = { { -22, 10 },  { -33, -2 }, { -35, -20 }, { -27, -39 },
                                            { -10, -49 }, { 10, -49 }, { 27, -39 },  { 35, -20 },
                                            { 33, -2 },   { 22, 10 } };
static const VouchDemoPoint afro_front[] = { { -21, -4 },   { -26, -14 }, { -22, -32 },
                                             { -8, -41 },   { 8, -41 },   { 22, -32 },
                                             { 26, -14 },   { 21, -4 },   { 18.4, -12 },
                                             { 12, -18.5 }, { 0, -21 },   { -12, -18.5 },
                                             { -18.4, -12 } };
static const VouchDemoPoint scarf_back[] = {
  { -24, -24 }, { -27.5, 0 }, { -27, 20 }, { -33, 42 }, { -40, 66 }, { 0, 70 },
  { 40, 66 },   { 33, 42 },   { 27, 20 },  { 27.5, 0 }, { 24, -24 }, { 0, -38.5 }
};
static const VouchDemoPoint turban[] = { { -21, -2 },  { -26, -14 },  { -26, -32 },  { -14, -46 },
                                         { 4, -49 },   { 20, -43 },   { 27.5, -28 }, { 26, -12 },
                                         { 21, -2 },   { 18.6, -10 }, { 10, -17 },   { 0, -22.5 },
                                         { -10, -17 }, { -18.6, -10 } };

static const Style styles[] = {
  [VOUCH_DEMO_HAIR_NONE] = { NO_SHAPE, NO_SHAPE, 0, 0, 0 },
  [VOUCH_DEMO_HAIR_SIDE_PART] = { NO_SHAPE, SHAPE (side_part), 0, -11, -8 },
  [VOUCH_DEMO_HAIR_QUIFF] = { NO_SHAPE, SHAPE (quiff), 0, 4, -12 },
  [VOUCH_DEMO_HAIR_BUZZ] = { NO_SHAPE, SHAPE (buzz), 0, 0, -14 },
  [VOUCH_DEMO_HAIR_CURLY_SHORT] = { NO_SHAPE, SHAPE (curls), 3.3, 0, -12 },
  [VOUCH_DEMO_HAIR_TOUSLED] = { NO_SHAPE, SHAPE (tousled), 0, 5, -6 },
  [VOUCH_DEMO_HAIR_RECEDING] = { NO_SHAPE, SHAPE (receding), 0, 0, -12 },
  [VOUCH_DEMO_HAIR_SHAGGY] = { SHAPE (shaggy_back), SHAPE (shaggy), 0, -7, 14 },
  [VOUCH_DEMO_HAIR_LONG] = { SHAPE (long_back), SHAPE (long_front), 0, 0, 34 },
  [VOUCH_DEMO_HAIR_WAVY] = { SHAPE (wavy_back), SHAPE (wavy_front), 0, -6, 30 },
  [VOUCH_DEMO_HAIR_BOB_FRINGE] = { SHAPE (bob_back), SHAPE (fringe_front), 0, 0, 22 },
  [VOUCH_DEMO_HAIR_BOB] = { SHAPE (bob_back), SHAPE (bob_front), 0, -8, 22 },
  [VOUCH_DEMO_HAIR_TIED] = { SHAPE (tied_back), SHAPE (tied_front), 0, 0, -4 },
  [VOUCH_DEMO_HAIR_BUN] = { SHAPE (bun_back), SHAPE (bun_front), 0, -6, -6 },
  [VOUCH_DEMO_HAIR_PIXIE] = { NO_SHAPE, SHAPE (pixie), 0, -10, -4 },
  [VOUCH_DEMO_HAIR_CURLY_LONG] = { SHAPE (ringlets_back), SHAPE (ringlets_front), 4.2, -5, 24 },
  [VOUCH_DEMO_HAIR_AFRO] = { SHAPE (afro_back), SHAPE (afro_front), 3.4, 0, -14 },
  [VOUCH_DEMO_HAIR_HEADSCARF] = { SHAPE (scarf_back), NO_SHAPE, 0, 0, 0 },
  [VOUCH_DEMO_HAIR_TURBAN] = { NO_SHAPE, SHAPE (turban), 0, 0, 0 },
};

static guint
turned (const VouchDemoDrawing *d, const Shape *shape, double z, VouchDemoPoint *points)
{
  for (guint i = 0; i < shape->n; i++)
    {
      points[i] =
          vouch_demo_project (d, shape->points[i].x * d->face->width, shape->points[i].y, z);
      /* Locks that lie on the shoulders do not follow the head all the way. */
      if (shape->points[i].y > 30)
        points[i].x = points[i].x * 0.5 + shape->points[i].x * 0.5;
    }
  return shape->n;
}

static void
trace (const VouchDemoDrawing *d, const Shape *shape, double z)
{
  VouchDemoPoint points[24];

  vouch_demo_curve (d->cr, points, turned (d, shape, z, points));
}

/* Curls: discs of slightly different size along the edge of the shape. */
static void
add_curls (const VouchDemoDrawing *d, const Shape *shape, double z, double radius,
           VouchDemoColour colour)
{
  VouchDemoPoint points[24];
  guint n = turned (d, shape, z, points), k = 0;

  vouch_demo_set_colour (d->cr, colour, 1);
  for (guint i = 0; i < n; i++)
    {
      VouchDemoPoint a = points[i], b = points[(i + 1) % n];
      int steps = MAX (1, (int) (hypot (b.x - a.x, b.y - a.y) / (radius * 1.15)));

      for (int s = 0; s < steps; s++, k++)
        {
          double t = s / (double) steps;

          cairo_new_sub_path (d->cr);
          cairo_arc (d->cr, a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t,
                     radius * (0.8 + (k * 7 % 5) * 0.11), 0, 2 * G_PI);
          cairo_fill (d->cr);
        }
    }
}

static void
draw_strands (const VouchDemoDrawing *d, const Style *style, double z)
{
  cairo_t *cr = d->cr;
  VouchDemoPoint crown = vouch_demo_project (d, style->crown, -35, z);

  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (int i = -13; i <= 13; i++)
    {
      double t = i / 13.0 + (i * 37 % 11 - 5) * 0.006, side = t < 0 ? -1 : 1;
      VouchDemoPoint end = vouch_demo_project (d, t * 24, style->length - 12 * (1 - fabs (t)), z);
      VouchDemoPoint bend = vouch_demo_project (d, t * 25 + side * 2, -27 + fabs (t) * 8, z);

      cairo_move_to (cr, crown.x + t * 5, crown.y);
      cairo_curve_to (cr, bend.x, bend.y, end.x + side * 1.5, (bend.y + end.y) / 2, end.x, end.y);
      cairo_set_line_width (cr, 0.5 + (i * 5 % 3 + 2) * 0.18);
      vouch_demo_set_colour (cr, i % 2 ? d->hair_light : d->hair_dark, i % 2 ? 0.30 : 0.34);
      cairo_stroke (cr);
    }
}

static void
draw_curl_marks (const VouchDemoDrawing *d, double radius, double z)
{
  guint32 noise = 99991;

  cairo_set_line_width (d->cr, 0.55);
  for (int i = 0; i < 120; i++)
    {
      double x, y, start;
      VouchDemoPoint at;

      noise = noise * 1664525 + 1013904223;
      x = ((noise >> 16) / 65536.0 - 0.5) * 70;
      noise = noise * 1664525 + 1013904223;
      y = (noise >> 16) / 65536.0 * 95 - 50;
      start = (noise >> 4 & 63) * 0.1;
      at = vouch_demo_project (d, x, y, z);
      cairo_new_sub_path (d->cr);
      cairo_arc (d->cr, at.x, at.y, radius * 0.62, start, start + 3.6);
      vouch_demo_set_colour (d->cr, i % 2 ? d->hair_light : d->hair_dark, 0.38);
      cairo_stroke (d->cr);
    }
}

static void
draw_scarf (const VouchDemoDrawing *d, gboolean as_shadow)
{
  cairo_t *cr = d->cr;
  VouchDemoColour cloth = vouch_demo_colour (d->face->accent);
  VouchDemoPoint top = vouch_demo_project (d, 0, -2, 4);
  static const VouchDemoPoint outer[] = { { 0, -37.5 },   { 18, -31 }, { 25.5, -10 }, { 25.5, 12 },
                                          { 17, 30 },     { 0, 37 },   { -17, 30 },   { -25.5, 12 },
                                          { -25.5, -10 }, { -18, -31 } };
  static const VouchDemoPoint inner[] = { { 0, -22.5 }, { 12, -19 }, { 18, -8 },  { 18.4, 6 },
                                          { 14, 20 },   { 0, 27.6 }, { -14, 20 }, { -18.4, 6 },
                                          { -18, -8 },  { -12, -19 } };
  const Shape rim = SHAPE (outer), hole = SHAPE (inner);

  if (as_shadow)
    cairo_translate (cr, 0, 1.6);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  trace (d, &rim, 4);
  trace (d, &hole, 7);
  vouch_demo_set_colour (cr, as_shadow ? d->deep : cloth, as_shadow ? 0.35 : 1);
  cairo_fill_preserve (cr);
  cairo_save (cr);
  cairo_clip (cr);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_WINDING);
  if (!as_shadow)
    {
      VouchDemoColour dark = vouch_demo_colour_scale (cloth, 0.6, 0.6, 0.66);

      vouch_demo_soft (cr, top.x - 10, -24, 22, 20,
                       vouch_demo_colour_mix (cloth, vouch_demo_colour (0xFFFFFF), 0.4), 0.6);
      vouch_demo_soft (cr, top.x + 22, 14, 16, 40, dark, 0.7);
      for (int i = 0; i < 5; i++)
        {
          cairo_move_to (cr, top.x - 20 + i * 3, -30 - i * 1.5);
          cairo_curve_to (cr, top.x - 26 + i, -6, top.x - 25 + i * 2, 18, top.x - 8 + i * 5, 36);
          cairo_set_line_width (cr, 0.7);
          vouch_demo_set_colour (cr, dark, 0.35);
          cairo_stroke (cr);
        }
    }
  cairo_restore (cr);
  cairo_new_path (cr);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_WINDING);
}

static void
draw_turban_folds (const VouchDemoDrawing *d)
{
  cairo_t *cr = d->cr;
  VouchDemoColour cloth = vouch_demo_colour (d->face->accent);
  VouchDemoPoint m = vouch_demo_project (d, 0, 0, 8);

  for (int i = 0; i < 6; i++)
    for (int side = -1; side <= 1; side += 2)
      {
        cairo_move_to (cr, m.x + side * (23 + i * 0.8), -6 - i * 6.4);
        cairo_curve_to (cr, m.x + side * 14, -17 - i * 5.6, m.x + side * 5, -25 - i * 4.2,
                        m.x - side * 2, -28 - i * 4.4);
        cairo_set_line_width (cr, side < 0 ? 1.0 : 0.7);
        vouch_demo_set_colour (cr, vouch_demo_colour_scale (cloth, 0.6, 0.55, 0.55), 0.6);
        cairo_stroke (cr);
      }
  vouch_demo_soft (cr, m.x - 9, -36, 15, 12,
                   vouch_demo_colour_mix (cloth, vouch_demo_colour (0xFFFFFF), 0.5), 0.5);
  vouch_demo_soft (cr, m.x + 24, -24, 12, 24, vouch_demo_colour_scale (cloth, 0.5, 0.45, 0.45),
                   0.7);
}

void
vouch_demo_hair_draw_back (const VouchDemoDrawing *d)
{
  const Style *style = &styles[d->face->hair];
  cairo_t *cr = d->cr;
  gboolean scarf = d->face->hair == VOUCH_DEMO_HAIR_HEADSCARF;
  VouchDemoColour colour =
      scarf ? vouch_demo_colour_scale (vouch_demo_colour (d->face->accent), 0.72, 0.72, 0.76)
            : vouch_demo_colour_mix (d->hair, d->hair_dark, 0.55);

  if (style->back.n == 0)
    return;
  if (style->bump > 0)
    add_curls (d, &style->back, -8, style->bump, colour);
  trace (d, &style->back, -8);
  vouch_demo_set_colour (cr, colour, 1);
  cairo_fill_preserve (cr);
  cairo_save (cr);
  cairo_clip (cr);
  if (style->bump > 0)
    draw_curl_marks (d, style->bump, -8);
  else if (!scarf)
    draw_strands (d, style, -8);
  vouch_demo_soft (cr, -22, 10, 10, 34, scarf ? vouch_demo_colour (0xFFFFFF) : d->hair_light, 0.3);
  cairo_restore (cr);
}

static void
draw_buzz (const VouchDemoDrawing *d, const Style *style)
{
  trace (d, &style->front, 4);
  vouch_demo_set_colour (d->cr, vouch_demo_colour_mix (d->hair, d->skin, 0.12), 0.9);
  cairo_fill (d->cr);
  vouch_demo_soft (d->cr, vouch_demo_project (d, -6, 0, 4).x, -27, 13, 6, d->hair_light, 0.3);
}

void
vouch_demo_hair_draw_front (const VouchDemoDrawing *d, gboolean as_shadow)
{
  const Style *style = &styles[d->face->hair];
  cairo_t *cr = d->cr;
  gboolean turban_on = d->face->hair == VOUCH_DEMO_HAIR_TURBAN;
  VouchDemoColour colour = turban_on ? vouch_demo_colour (d->face->accent) : d->hair;

  if (d->face->hair == VOUCH_DEMO_HAIR_HEADSCARF)
    draw_scarf (d, as_shadow);
  if (style->front.n == 0)
    return;
  if (as_shadow)
    {
      if (d->face->hair == VOUCH_DEMO_HAIR_BUZZ)
        return;
      cairo_translate (cr, 0.4, 1.7);
      trace (d, &style->front, 5);
      vouch_demo_set_colour (cr, d->deep, 0.30);
      cairo_fill (cr);
      return;
    }
  if (d->face->hair == VOUCH_DEMO_HAIR_BUZZ)
    {
      draw_buzz (d, style);
      return;
    }
  if (style->bump > 0)
    add_curls (d, &style->front, 4, style->bump * 0.8, colour);
  trace (d, &style->front, 4);
  vouch_demo_set_colour (cr, colour, 1);
  cairo_fill_preserve (cr);
  cairo_save (cr);
  cairo_clip (cr);
  if (turban_on)
    draw_turban_folds (d);
  else if (style->bump > 0)
    draw_curl_marks (d, style->bump, 4);
  else
    draw_strands (d, style, 4);
  if (!turban_on)
    {
      double x = vouch_demo_project (d, -7, 0, 4).x;

      vouch_demo_soft (cr, x + (d->pose->light > 0 ? 14 : 0), -29, 15, 7, d->hair_light, 0.55);
      vouch_demo_soft (cr, x + (d->pose->light > 0 ? -16 : 28), -8, 10, 30, d->hair_dark, 0.6);
    }
  cairo_restore (cr);
}
