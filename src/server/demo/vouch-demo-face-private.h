/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that draw a face share: colours, curves and the turning of the head. */
#pragma once

#include "vouch-demo-face.h"

G_BEGIN_DECLS

typedef struct
{
  double x;
  double y;
} VouchDemoPoint;

/* One drawing of one face. */
typedef struct
{
  const VouchDemoFace *face;
  const VouchDemoPose *pose;
  cairo_t *cr;
  double bottom;
  VouchDemoColour skin;
  VouchDemoColour shade; /* skin in shadow */
  VouchDemoColour deep;  /* lines in skin */
  VouchDemoColour glow;  /* skin in light */
  VouchDemoColour hair;
  VouchDemoColour hair_dark;
  VouchDemoColour hair_light;
} VouchDemoDrawing;

VouchDemoColour vouch_demo_colour (guint32 rgb);
VouchDemoColour vouch_demo_colour_mix (VouchDemoColour a, VouchDemoColour b, double part_b);
VouchDemoColour vouch_demo_colour_scale (VouchDemoColour a, double r, double g, double b);
void vouch_demo_set_colour (cairo_t *cr, VouchDemoColour colour, double alpha);
/* Soft ellipse, full in the middle and gone at its edge. */
void vouch_demo_soft (cairo_t *cr, double x, double y, double rx, double ry, VouchDemoColour colour,
                      double alpha);
/* Adds a smooth closed curve through the points to the path. */
void vouch_demo_curve (cairo_t *cr, const VouchDemoPoint *points, guint n);
/* Where a point of the head (z towards the viewer) lies in the picture. */
VouchDemoPoint vouch_demo_project (const VouchDemoDrawing *d, double x, double y, double z);
/* Saves and moves the origin to a point of the head's surface, squeezed by the turn. */
void vouch_demo_push (const VouchDemoDrawing *d, double x, double y, double z);
/* Adds the outline of the face to the path. @grow widens it. */
void vouch_demo_outline (const VouchDemoDrawing *d, double grow);

/* In the order of painting. */
void vouch_demo_hair_draw_back (const VouchDemoDrawing *d);
void vouch_demo_body_draw (const VouchDemoDrawing *d);
void vouch_demo_features_draw (const VouchDemoDrawing *d);
void vouch_demo_beard_draw (const VouchDemoDrawing *d);
void vouch_demo_hair_draw_front (const VouchDemoDrawing *d, gboolean as_shadow);
void vouch_demo_glasses_draw (const VouchDemoDrawing *d);

G_END_DECLS
