/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The drawing area of the viewer: tiles of a picture through a viewport.
 *
 * Stored pixels reach the screen by three steps: the orientation of the file makes them upright,
 * the viewport turns, scales and moves them, and edges are snapped to device pixels, so that tiles
 * meet without seams. GTK 4.8 cannot draw a texture with hard pixels; far zoomed in the canvas
 * makes one texture of the view itself. */
#define G_LOG_DOMAIN "vouch-viewer"

#include "vouch-viewer-canvas.h"

#include "vouch-picture-private.h"
#include "vouch-rows.h"

#include <math.h>
#include <string.h>

#define TILE VOUCH_PICTURE_TILE
#define SHARP_FROM 2.0 /* device pixels an image pixel */
#define SCROLL_STEP 60.0
#define ZOOM_STEP 1.2

struct _VouchViewerCanvas
{
  GtkWidget parent_instance;
  VouchViewport *viewport;
  VouchPicture *picture;
  double pointer_x, pointer_y;
  double drag_x, drag_y;
  double pinch;
};

G_DEFINE_FINAL_TYPE (VouchViewerCanvas, vouch_viewer_canvas, GTK_TYPE_WIDGET)

typedef struct
{
  int level, x0, y0, x1, y1;
} Range;

static void
stored_to_upright (int orientation, double w, double h, double x, double y, double *ux, double *uy)
{
  gboolean swap = orientation > 4;
  /* Whether the stored x (y) axis runs backwards once upright */
  gboolean back_x = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  gboolean back_y = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  double sx = back_x ? w - x : x;
  double sy = back_y ? h - y : y;

  *ux = swap ? sy : sx;
  *uy = swap ? sx : sy;
}

static void
upright_to_stored (int orientation, double w, double h, double ux, double uy, double *x, double *y)
{
  double sx = orientation > 4 ? uy : ux;
  double sy = orientation > 4 ? ux : uy;
  gboolean back_x = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  gboolean back_y = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;

  *x = back_x ? w - sx : sx;
  *y = back_y ? h - sy : sy;
}

static void
stored_size (VouchViewerCanvas *self, double *w, double *h)
{
  gboolean swap = vouch_picture_get_orientation (self->picture) > 4;
  int width = vouch_picture_get_width (self->picture);
  int height = vouch_picture_get_height (self->picture);

  *w = swap ? height : width;
  *h = swap ? width : height;
}

static void
to_widget (VouchViewerCanvas *self, double x, double y, double *wx, double *wy)
{
  double w, h, ux, uy;

  stored_size (self, &w, &h);
  stored_to_upright (vouch_picture_get_orientation (self->picture), w, h, x, y, &ux, &uy);
  vouch_viewport_to_widget (self->viewport, ux, uy, wx, wy);
}

static void
to_stored (VouchViewerCanvas *self, double wx, double wy, double *x, double *y)
{
  double w, h, ux, uy;

  stored_size (self, &w, &h);
  vouch_viewport_to_image (self->viewport, wx, wy, &ux, &uy);
  upright_to_stored (vouch_picture_get_orientation (self->picture), w, h, ux, uy, x, y);
}

/* Halves go one way on both sides of zero, or what crosses it would grow by a pixel. */
static double
snap (double value, int factor)
{
  return floor (value * factor + 0.5) / factor;
}

/* Where the stored rectangle lies in the widget. */
static graphene_rect_t
map_rect (VouchViewerCanvas *self, double x0, double y0, double x1, double y1)
{
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double ax, ay, bx, by;
  graphene_rect_t rect;

  to_widget (self, x0, y0, &ax, &ay);
  to_widget (self, x1, y1, &bx, &by);
  ax = snap (ax, factor);
  ay = snap (ay, factor);
  bx = snap (bx, factor);
  by = snap (by, factor);
  graphene_rect_init (&rect, (float) MIN (ax, bx), (float) MIN (ay, by), (float) fabs (bx - ax),
                      (float) fabs (by - ay));
  return rect;
}

/* The turn (in quarters) and the flip of x before it that take stored to shown. */
static void
find_turn (VouchViewerCanvas *self, int *quarters, gboolean *flip)
{
  double ox, oy, xx, xy, yx, yy;

  to_widget (self, 0, 0, &ox, &oy);
  to_widget (self, 1, 0, &xx, &xy);
  to_widget (self, 0, 1, &yx, &yy);
  xx -= ox;
  xy -= oy;
  yx -= ox;
  yy -= oy;
  *flip = xx * yy - xy * yx < 0;
  if (*flip)
    {
      xx = -xx;
      xy = -xy;
    }
  *quarters = ((int) round (atan2 (xy, xx) / G_PI_2) + 4) % 4;
}

static void
draw_texture (GtkSnapshot *snapshot, GdkTexture *texture, graphene_rect_t rect, int quarters,
              gboolean flip)
{
  float w = quarters % 2 ? rect.size.height : rect.size.width;
  float h = quarters % 2 ? rect.size.width : rect.size.height;
  graphene_point_t centre;

  if (rect.size.width <= 0 || rect.size.height <= 0)
    return;
  if (quarters == 0 && !flip)
    {
      gtk_snapshot_append_texture (snapshot, texture, &rect);
      return;
    }
  graphene_rect_get_center (&rect, &centre);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &centre);
  gtk_snapshot_rotate (snapshot, 90.0f * (float) quarters);
  if (flip)
    gtk_snapshot_scale (snapshot, -1, 1);
  gtk_snapshot_append_texture (snapshot, texture, &GRAPHENE_RECT_INIT (-w / 2, -h / 2, w, h));
  gtk_snapshot_restore (snapshot);
}

/* The coarsest level that still has a pixel for every device pixel. */
static int
choose_level (VouchViewerCanvas *self)
{
  double scale =
      vouch_viewport_get_scale (self->viewport) * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  int level = vouch_picture_get_min_level (self->picture);

  while (level < vouch_picture_get_max_level (self->picture) && ldexp (scale, level + 1) <= 1.0)
    level++;
  return level;
}

static Range
visible_range (VouchViewerCanvas *self, int level)
{
  double x0, y0, x1, y1, t;
  double unit = ldexp (TILE, level);
  int width, height;

  to_stored (self, 0, 0, &x0, &y0);
  to_stored (self, gtk_widget_get_width (GTK_WIDGET (self)),
             gtk_widget_get_height (GTK_WIDGET (self)), &x1, &y1);
  if (x0 > x1)
    {
      t = x0;
      x0 = x1;
      x1 = t;
    }
  if (y0 > y1)
    {
      t = y0;
      y0 = y1;
      y1 = t;
    }
  vouch_picture_get_level_size (self->picture, level, &width, &height);
  return (Range){
    .level = level,
    .x0 = MAX (0, (int) floor (x0 / unit)),
    .y0 = MAX (0, (int) floor (y0 / unit)),
    .x1 = MIN ((width - 1) / TILE, (int) floor ((x1 - 1e-6) / unit)),
    .y1 = MIN ((height - 1) / TILE, (int) floor ((y1 - 1e-6) / unit)),
  };
}

static gboolean
is_complete (VouchViewerCanvas *self, const Range *range)
{
  for (int y = range->y0; y <= range->y1; y++)
    for (int x = range->x0; x <= range->x1; x++)
      if (!vouch_picture_get_tile (self->picture, range->level, x, y))
        return FALSE;
  return TRUE;
}

static void
draw_level (VouchViewerCanvas *self, GtkSnapshot *snapshot, const Range *range, int quarters,
            gboolean flip)
{
  double unit = ldexp (TILE, range->level);
  double w, h;

  stored_size (self, &w, &h);
  for (int y = range->y0; y <= range->y1; y++)
    for (int x = range->x0; x <= range->x1; x++)
      {
        GdkTexture *tile = vouch_picture_get_tile (self->picture, range->level, x, y);

        if (tile)
          draw_texture (snapshot, tile,
                        map_rect (self, x * unit, y * unit, MIN (w, (x + 1) * unit),
                                  MIN (h, (y + 1) * unit)),
                        quarters, flip);
      }
}

/* Which stored coordinate each device pixel of one axis of the view shows. */
static int *
map_axis (VouchViewerCanvas *self, gboolean down, double start, int n, gboolean want_y, int limit)
{
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  int *map = g_new (int, n);

  for (int i = 0; i < n; i++)
    {
      double at = start + (i + 0.5) / factor;
      double x, y;

      to_stored (self, down ? 0 : at, down ? at : 0, &x, &y);
      map[i] = CLAMP ((int) floor (want_y ? y : x), 0, limit - 1);
    }
  return map;
}

typedef struct
{
  const guint8 *pixels;
  int stride;
} TilePixels;

static GArray *
collect_tiles (VouchViewerCanvas *self, const Range *range)
{
  GArray *tiles = g_array_new (FALSE, FALSE, sizeof (TilePixels));

  for (int y = range->y0; y <= range->y1; y++)
    for (int x = range->x0; x <= range->x1; x++)
      {
        TilePixels t = { NULL, 0 };

        t.pixels = vouch_picture_get_tile_pixels (self->picture, 0, x, y, &t.stride);
        g_array_append_val (tiles, t);
      }
  return tiles;
}

/* Every row of the view that shows the same row of the picture is made once and copied. */
static void
fill_sharp (guint8 *out, int n_cols, int n_rows, const int *cols, const int *rows,
            gboolean sideways, const Range *range, const GArray *tiles)
{
  gsize stride = (gsize) n_cols * VOUCH_ROWS_BPP;
  int across = range->x1 - range->x0 + 1;

  for (int j = 0; j < n_rows; j++)
    {
      guint8 *to = out + (gsize) j * stride;

      if (j > 0 && rows[j] == rows[j - 1])
        {
          memcpy (to, to - stride, stride);
          continue;
        }
      for (int i = 0; i < n_cols; i++, to += VOUCH_ROWS_BPP)
        {
          int x = sideways ? rows[j] : cols[i];
          int y = sideways ? cols[i] : rows[j];
          int tx = CLAMP (x / TILE, range->x0, range->x1);
          int ty = CLAMP (y / TILE, range->y0, range->y1);
          const TilePixels *t =
              &g_array_index (tiles, TilePixels, (ty - range->y0) * across + tx - range->x0);

          memcpy (to,
                  t->pixels + (gsize) (y - ty * TILE) * (gsize) t->stride +
                      (gsize) (x - tx * TILE) * VOUCH_ROWS_BPP,
                  VOUCH_ROWS_BPP);
        }
    }
}

static void
draw_sharp (VouchViewerCanvas *self, GtkSnapshot *snapshot, const Range *range, int quarters)
{
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double w, h;
  graphene_rect_t rect, view;
  g_autoptr (GArray) tiles = collect_tiles (self, range);
  g_autoptr (GBytes) pixels = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree int *cols = NULL;
  g_autofree int *rows = NULL;
  gboolean sideways = quarters % 2;
  int n_cols, n_rows;
  guint8 *out;

  stored_size (self, &w, &h);
  rect = map_rect (self, 0, 0, w, h);
  graphene_rect_init (&view, 0, 0, (float) gtk_widget_get_width (GTK_WIDGET (self)),
                      (float) gtk_widget_get_height (GTK_WIDGET (self)));
  if (!graphene_rect_intersection (&rect, &view, &rect))
    return;
  n_cols = (int) (rect.size.width * (float) factor);
  n_rows = (int) (rect.size.height * (float) factor);
  if (n_cols <= 0 || n_rows <= 0)
    return;
  cols = map_axis (self, FALSE, rect.origin.x, n_cols, sideways, (int) (sideways ? h : w));
  rows = map_axis (self, TRUE, rect.origin.y, n_rows, !sideways, (int) (sideways ? w : h));
  out = g_malloc ((gsize) n_cols * (gsize) n_rows * VOUCH_ROWS_BPP);
  fill_sharp (out, n_cols, n_rows, cols, rows, sideways, range, tiles);
  pixels = g_bytes_new_take (out, (gsize) n_cols * (gsize) n_rows * VOUCH_ROWS_BPP);
  texture = gdk_memory_texture_new (n_cols, n_rows, GDK_MEMORY_R8G8B8, pixels,
                                    (gsize) n_cols * VOUCH_ROWS_BPP);
  gtk_snapshot_append_texture (snapshot, texture, &rect);
}

static void
draw_picture (VouchViewerCanvas *self, GtkSnapshot *snapshot)
{
  int level = choose_level (self);
  Range range = visible_range (self, level);
  gboolean complete;
  int quarters;
  gboolean flip;
  double w, h;

  stored_size (self, &w, &h);
  find_turn (self, &quarters, &flip);
  vouch_picture_request (self->picture, level, range.x0, range.y0, range.x1, range.y1);
  complete = is_complete (self, &range);
  if (complete && level == 0 &&
      vouch_viewport_get_scale (self->viewport) * gtk_widget_get_scale_factor (GTK_WIDGET (self)) >
          SHARP_FROM)
    {
      draw_sharp (self, snapshot, &range, quarters);
      return;
    }
  if (!complete && vouch_picture_get_preview (self->picture))
    draw_texture (snapshot, vouch_picture_get_preview (self->picture), map_rect (self, 0, 0, w, h),
                  quarters, flip);
  for (int below = vouch_picture_get_max_level (self->picture); !complete && below > level; below--)
    {
      Range coarse = visible_range (self, below);

      draw_level (self, snapshot, &coarse, quarters, flip);
    }
  draw_level (self, snapshot, &range, quarters, flip);
}

static void
vouch_viewer_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VouchViewerCanvas *self = VOUCH_VIEWER_CANVAS (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  if (!self->picture || vouch_picture_get_width (self->picture) == 0 || width == 0 || height == 0)
    return;
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  draw_picture (self, snapshot);
  gtk_snapshot_pop (snapshot);
}

static gboolean
is_larger_than_view (VouchViewerCanvas *self)
{
  return vouch_viewport_get_scale (self->viewport) >
         vouch_viewport_get_fit_scale (self->viewport) * 1.0001;
}

static void
viewport_changed_cb (VouchViewerCanvas *self)
{
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), is_larger_than_view (self) ? "grab" : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Without anything to pan, the page around may scroll. */
static gboolean
scroll_cb (VouchViewerCanvas *self, double dx, double dy, GtkEventController *controller)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (controller);

  if (!self->picture)
    return GDK_EVENT_PROPAGATE;
  if (state & GDK_CONTROL_MASK)
    {
      vouch_viewport_zoom_by (self->viewport, pow (ZOOM_STEP, -dy), self->pointer_x,
                              self->pointer_y);
      return GDK_EVENT_STOP;
    }
  if (!is_larger_than_view (self))
    return GDK_EVENT_PROPAGATE;
  vouch_viewport_pan (self->viewport, dx * SCROLL_STEP, dy * SCROLL_STEP);
  return GDK_EVENT_STOP;
}

static void
motion_cb (VouchViewerCanvas *self, double x, double y)
{
  self->pointer_x = x;
  self->pointer_y = y;
}

static void
drag_begin_cb (VouchViewerCanvas *self)
{
  self->drag_x = 0;
  self->drag_y = 0;
  if (is_larger_than_view (self))
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
}

static void
drag_update_cb (VouchViewerCanvas *self, double x, double y, GtkGesture *gesture)
{
  if (!is_larger_than_view (self))
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  vouch_viewport_pan (self->viewport, self->drag_x - x, self->drag_y - y);
  self->drag_x = x;
  self->drag_y = y;
}

static void
pressed_cb (VouchViewerCanvas *self, int n_press, double x, double y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (n_press != 2 || !self->picture)
    return;
  if (is_larger_than_view (self))
    vouch_viewport_fit (self->viewport);
  else
    vouch_viewport_zoom_to (self->viewport,
                            MAX (1.0, 2 * vouch_viewport_get_fit_scale (self->viewport)), x, y);
}

static void
pinch_begin_cb (VouchViewerCanvas *self)
{
  self->pinch = vouch_viewport_get_scale (self->viewport);
}

static void
pinch_cb (VouchViewerCanvas *self, double scale, GtkGesture *gesture)
{
  double x, y;

  if (gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    vouch_viewport_zoom_to (self->viewport, self->pinch * scale, x, y);
}

static void
vouch_viewer_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VouchViewerCanvas *self = VOUCH_VIEWER_CANVAS (widget);

  vouch_viewport_set_view_size (self->viewport, width, height);
}

static void
vouch_viewer_canvas_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                             int *minimum, int *natural, int *minimum_baseline,
                             int *natural_baseline)
{
  *minimum = 120;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 480 : 360;
}

static void
vouch_viewer_canvas_dispose (GObject *object)
{
  VouchViewerCanvas *self = VOUCH_VIEWER_CANVAS (object);

  g_clear_object (&self->picture);
  g_clear_object (&self->viewport);
  G_OBJECT_CLASS (vouch_viewer_canvas_parent_class)->dispose (object);
}

static void
vouch_viewer_canvas_class_init (VouchViewerCanvasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_viewer_canvas_dispose;
  widget_class->snapshot = vouch_viewer_canvas_snapshot;
  widget_class->size_allocate = vouch_viewer_canvas_size_allocate;
  widget_class->measure = vouch_viewer_canvas_measure;
  gtk_widget_class_set_css_name (widget_class, "viewercanvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
add_controllers (VouchViewerCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *c;

  c = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  g_signal_connect_swapped (c, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (widget, c);
  c = gtk_event_controller_motion_new ();
  g_signal_connect_swapped (c, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (widget, c);
  c = GTK_EVENT_CONTROLLER (gtk_gesture_drag_new ());
  g_signal_connect_swapped (c, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (c, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (c, "drag-end", G_CALLBACK (viewport_changed_cb), self);
  gtk_widget_add_controller (widget, c);
  c = GTK_EVENT_CONTROLLER (gtk_gesture_click_new ());
  g_signal_connect_swapped (c, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (widget, c);
  c = GTK_EVENT_CONTROLLER (gtk_gesture_zoom_new ());
  g_signal_connect_swapped (c, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect_swapped (c, "scale-changed", G_CALLBACK (pinch_cb), self);
  gtk_widget_add_controller (widget, c);
}

static void
vouch_viewer_canvas_init (VouchViewerCanvas *self)
{
  self->viewport = vouch_viewport_new ();
  g_signal_connect_object (self->viewport, "changed", G_CALLBACK (viewport_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  add_controllers (self);
}

VouchViewport *
vouch_viewer_canvas_get_viewport (VouchViewerCanvas *self)
{
  return self->viewport;
}

void
vouch_viewer_canvas_set_picture (VouchViewerCanvas *self, VouchPicture *picture)
{
  g_set_object (&self->picture, picture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
