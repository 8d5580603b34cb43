/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of windows, taken inside the process. */
#include "vouch-shot.h"

#define SHOT_LIMIT_US (5 * G_USEC_PER_SEC)
#define SHOT_FRAMES 3

typedef struct
{
  guint frames;
} Shot;

static gboolean
count_frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Shot *shot = data;

  shot->frames++;
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

static void
snapshot_native (GtkSnapshot *snapshot, GtkWidget *native)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (native);

  gdk_paintable_snapshot (paintable, snapshot, gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
}

/* Popovers are surfaces of their own: they are laid over the window where they stand. */
static void
snapshot_popovers (GtkSnapshot *snapshot, GtkWidget *root)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_POPOVER (child) && gtk_widget_get_mapped (child))
        {
          GdkPopup *popup = GDK_POPUP (gtk_native_get_surface (GTK_NATIVE (child)));
          double x, y;

          gtk_native_get_surface_transform (GTK_NATIVE (child), &x, &y);
          x += gdk_popup_get_position_x (popup);
          y += gdk_popup_get_position_y (popup);
          gtk_snapshot_save (snapshot);
          gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
          snapshot_native (snapshot, child);
          gtk_snapshot_restore (snapshot);
        }
      snapshot_popovers (snapshot, child);
    }
}

/* NULL while an allocation is pending. */
static GskRenderNode *
snapshot_window (GtkWidget *window, graphene_rect_t *bounds)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  graphene_rect_init (bounds, 0, 0, gdk_paintable_get_intrinsic_width (paintable),
                      gdk_paintable_get_intrinsic_height (paintable));
  gdk_paintable_snapshot (paintable, snapshot, bounds->size.width, bounds->size.height);
  snapshot_popovers (snapshot, window);
  return gtk_snapshot_free_to_node (snapshot);
}

gboolean
vouch_shot_window (GtkWindow *window, const char *path, GError **error)
{
  gint64 limit = g_get_monotonic_time () + SHOT_LIMIT_US;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  graphene_rect_t bounds;
  Shot shot = { 0 };
  guint tick;

  gtk_window_present (window);
  tick = gtk_widget_add_tick_callback (GTK_WIDGET (window), count_frame_cb, &shot, NULL);
  while (!node && g_get_monotonic_time () < limit)
    {
      guint seen = shot.frames;

      g_main_context_iteration (NULL, TRUE);
      if (shot.frames > seen && shot.frames >= SHOT_FRAMES)
        node = snapshot_window (GTK_WIDGET (window), &bounds);
    }
  gtk_widget_remove_tick_callback (GTK_WIDGET (window), tick);
  if (!node)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "%s was never drawn", path);
      return FALSE;
    }
  texture =
      gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, &bounds);
  if (!gdk_texture_save_to_png (texture, path))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s cannot be written", path);
      return FALSE;
    }
  return TRUE;
}
