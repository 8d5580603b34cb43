/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What part of a picture is seen: scale, centre, rotation and fit, apart from any widget. */
#define G_LOG_DOMAIN "vouch-viewer"

#include "vouch-viewport.h"

#include <math.h>

struct _VouchViewport
{
  GObject parent_instance;
  double image_w, image_h;
  double view_w, view_h;
  double scale;
  double cx, cy; /* image pixel at the middle of the view */
  int rotation;
  gboolean fit;
  gboolean following;
  /* Borrowed, cleared by weak pointers */
  VouchViewport *peer;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchViewport, vouch_viewport, G_TYPE_OBJECT)

static gboolean
is_sideways (VouchViewport *self)
{
  return self->rotation == 90 || self->rotation == 270;
}

double
vouch_viewport_get_fit_scale (VouchViewport *self)
{
  double w = is_sideways (self) ? self->image_h : self->image_w;
  double h = is_sideways (self) ? self->image_w : self->image_h;

  if (w <= 0 || h <= 0 || self->view_w <= 0 || self->view_h <= 0)
    return 1.0;
  return MIN (VOUCH_VIEWPORT_MAX_SCALE, MIN (self->view_w / w, self->view_h / h));
}

/* Turns a vector of the widget into one of the upright image, scale apart. */
static void
unrotate (VouchViewport *self, double x, double y, double *out_x, double *out_y)
{
  double rx = x, ry = y;

  if (self->rotation == 90)
    {
      rx = y;
      ry = -x;
    }
  else if (self->rotation == 180)
    {
      rx = -x;
      ry = -y;
    }
  else if (self->rotation == 270)
    {
      rx = -y;
      ry = x;
    }
  *out_x = rx;
  *out_y = ry;
}

static double
clamp_axis (double centre, double size, double half)
{
  return size <= 2 * half ? size / 2 : CLAMP (centre, half, size - half);
}

static void
clamp_place (VouchViewport *self)
{
  double fit = vouch_viewport_get_fit_scale (self);
  double hw, hh;

  if (self->fit)
    self->scale = fit;
  self->scale = CLAMP (self->scale, MIN (fit, 1.0) * 0.5, VOUCH_VIEWPORT_MAX_SCALE);
  hw = (is_sideways (self) ? self->view_h : self->view_w) / 2 / self->scale;
  hh = (is_sideways (self) ? self->view_w : self->view_h) / 2 / self->scale;
  self->cx = clamp_axis (self->cx, self->image_w, hw);
  self->cy = clamp_axis (self->cy, self->image_h, hh);
}

static void
follow (VouchViewport *self, VouchViewport *other)
{
  if (other->image_w <= 0 || other->image_h <= 0)
    return;
  self->fit = other->fit;
  self->scale =
      vouch_viewport_get_fit_scale (self) * other->scale / vouch_viewport_get_fit_scale (other);
  self->cx = self->image_w * other->cx / other->image_w;
  self->cy = self->image_h * other->cy / other->image_h;
  clamp_place (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* A user moved @self: the locked peer goes along, once. */
static void
changed (VouchViewport *self)
{
  clamp_place (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  if (self->peer && !self->following)
    {
      self->peer->following = TRUE;
      follow (self->peer, self);
      self->peer->following = FALSE;
    }
}

static void
drop_peer (VouchViewport *self)
{
  VouchViewport *other = self->peer;

  if (!other)
    return;
  g_clear_weak_pointer (&self->peer);
  if (other->peer == self)
    g_clear_weak_pointer (&other->peer);
}

static void
vouch_viewport_dispose (GObject *object)
{
  drop_peer (VOUCH_VIEWPORT (object));
  G_OBJECT_CLASS (vouch_viewport_parent_class)->dispose (object);
}

static void
vouch_viewport_class_init (VouchViewportClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vouch_viewport_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vouch_viewport_init (VouchViewport *self)
{
  self->fit = TRUE;
  self->scale = 1.0;
}

VouchViewport *
vouch_viewport_new (void)
{
  return g_object_new (VOUCH_TYPE_VIEWPORT, NULL);
}

void
vouch_viewport_set_image_size (VouchViewport *self, double width, double height)
{
  g_return_if_fail (VOUCH_IS_VIEWPORT (self));

  if (self->image_w == width && self->image_h == height)
    return;
  self->image_w = width;
  self->image_h = height;
  self->cx = width / 2;
  self->cy = height / 2;
  self->fit = TRUE;
  clamp_place (self);
  if (self->peer)
    follow (self, self->peer);
  else
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
vouch_viewport_set_view_size (VouchViewport *self, double width, double height)
{
  g_return_if_fail (VOUCH_IS_VIEWPORT (self));

  if (self->view_w == width && self->view_h == height)
    return;
  self->view_w = width;
  self->view_h = height;
  clamp_place (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

double
vouch_viewport_get_scale (VouchViewport *self)
{
  return self->scale;
}

gboolean
vouch_viewport_get_fit (VouchViewport *self)
{
  return self->fit;
}

int
vouch_viewport_get_rotation (VouchViewport *self)
{
  return self->rotation;
}

void
vouch_viewport_get_centre (VouchViewport *self, double *x, double *y)
{
  *x = self->cx;
  *y = self->cy;
}

void
vouch_viewport_fit (VouchViewport *self)
{
  self->fit = TRUE;
  changed (self);
}

void
vouch_viewport_zoom_to (VouchViewport *self, double scale, double widget_x, double widget_y)
{
  double ix, iy, dx, dy;
  double fit = vouch_viewport_get_fit_scale (self);

  g_return_if_fail (isfinite (scale) && scale > 0);

  vouch_viewport_to_image (self, widget_x, widget_y, &ix, &iy);
  self->fit = FALSE;
  self->scale = CLAMP (scale, MIN (fit, 1.0) * 0.5, VOUCH_VIEWPORT_MAX_SCALE);
  unrotate (self, widget_x - self->view_w / 2, widget_y - self->view_h / 2, &dx, &dy);
  self->cx = ix - dx / self->scale;
  self->cy = iy - dy / self->scale;
  changed (self);
}

void
vouch_viewport_zoom_by (VouchViewport *self, double factor, double widget_x, double widget_y)
{
  vouch_viewport_zoom_to (self, self->scale * factor, widget_x, widget_y);
}

void
vouch_viewport_pan (VouchViewport *self, double widget_dx, double widget_dy)
{
  double dx, dy;

  unrotate (self, widget_dx, widget_dy, &dx, &dy);
  self->cx += dx / self->scale;
  self->cy += dy / self->scale;
  changed (self);
}

void
vouch_viewport_set_rotation (VouchViewport *self, int degrees)
{
  int turned = ((degrees % 360) + 360) % 360;

  g_return_if_fail (turned % 90 == 0);

  if (self->rotation == turned)
    return;
  self->rotation = turned;
  changed (self);
}

void
vouch_viewport_to_image (VouchViewport *self, double wx, double wy, double *ix, double *iy)
{
  double dx, dy;

  unrotate (self, wx - self->view_w / 2, wy - self->view_h / 2, &dx, &dy);
  *ix = self->cx + dx / self->scale;
  *iy = self->cy + dy / self->scale;
}

void
vouch_viewport_to_widget (VouchViewport *self, double ix, double iy, double *wx, double *wy)
{
  double dx = (ix - self->cx) * self->scale;
  double dy = (iy - self->cy) * self->scale;
  double rx = dx, ry = dy;

  if (self->rotation == 90)
    {
      rx = -dy;
      ry = dx;
    }
  else if (self->rotation == 180)
    {
      rx = -dx;
      ry = -dy;
    }
  else if (self->rotation == 270)
    {
      rx = dy;
      ry = -dx;
    }
  *wx = self->view_w / 2 + rx;
  *wy = self->view_h / 2 + ry;
}

void
vouch_viewport_lock (VouchViewport *self, VouchViewport *other)
{
  g_return_if_fail (self != other);

  drop_peer (self);
  if (!other)
    return;
  drop_peer (other);
  g_set_weak_pointer (&self->peer, other);
  g_set_weak_pointer (&other->peer, self);
  follow (self, other);
}

VouchViewport *
vouch_viewport_get_locked (VouchViewport *self)
{
  return self->peer;
}
