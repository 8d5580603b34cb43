/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What part of a picture is seen: scale, centre, rotation and fit, apart from any widget. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define VOUCH_VIEWPORT_MAX_SCALE 8.0

#define VOUCH_TYPE_VIEWPORT (vouch_viewport_get_type ())
G_DECLARE_FINAL_TYPE (VouchViewport, vouch_viewport, VOUCH, VIEWPORT, GObject)

/* Main thread only. Emits "changed" whenever what is seen may differ. Image coordinates are
 * pixels of the upright, unrotated picture; widget coordinates are logical pixels. */
VouchViewport *vouch_viewport_new (void);

/* Both are told by the viewer; the viewport keeps its place as well as it can. */
void vouch_viewport_set_image_size (VouchViewport *self, double width, double height);
void vouch_viewport_set_view_size (VouchViewport *self, double width, double height);

double vouch_viewport_get_scale (VouchViewport *self); /* logical pixels an image pixel */
double vouch_viewport_get_fit_scale (VouchViewport *self);
gboolean vouch_viewport_get_fit (VouchViewport *self);
int vouch_viewport_get_rotation (VouchViewport *self); /* 0, 90, 180, 270, clockwise */
void vouch_viewport_get_centre (VouchViewport *self, double *x, double *y);

void vouch_viewport_fit (VouchViewport *self);
void vouch_viewport_zoom_to (VouchViewport *self, double scale, double widget_x, double widget_y);
/* The point under (widget_x, widget_y) stays where it is. */
void vouch_viewport_zoom_by (VouchViewport *self, double factor, double widget_x, double widget_y);
void vouch_viewport_pan (VouchViewport *self, double widget_dx, double widget_dy);
void vouch_viewport_set_rotation (VouchViewport *self, int degrees);

void vouch_viewport_to_image (VouchViewport *self, double wx, double wy, double *ix, double *iy);
void vouch_viewport_to_widget (VouchViewport *self, double ix, double iy, double *wx, double *wy);

/* Zoom relative to fit, and the relative centre, are kept equal from now on; NULL unlocks.
 * Neither owns the other. @self follows @other at once. */
void vouch_viewport_lock (VouchViewport *self, VouchViewport *other);
VouchViewport *vouch_viewport_get_locked (VouchViewport *self);

G_END_DECLS
