/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with a viewer: its actions, their keys, and the window that fills the screen. */
#define G_LOG_DOMAIN "vouch-viewer"

#include "vouch-viewer-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define KEY_ZOOM 1.25
#define KEY_PAN 60.0

static void
zoom_by (VouchViewer *self, double factor)
{
  vouch_viewport_zoom_by (vouch_viewer_get_viewport (self), factor,
                          gtk_widget_get_width (GTK_WIDGET (self->canvas)) / 2.0,
                          gtk_widget_get_height (GTK_WIDGET (self->canvas)) / 2.0);
}

static void
zoom_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VouchViewer *self = VOUCH_VIEWER (widget);

  if (g_str_equal (name, "viewer.zoom-in"))
    zoom_by (self, KEY_ZOOM);
  else if (g_str_equal (name, "viewer.zoom-out"))
    zoom_by (self, 1 / KEY_ZOOM);
  else if (g_str_equal (name, "viewer.fit"))
    vouch_viewport_fit (vouch_viewer_get_viewport (self));
  else
    zoom_by (self, 1 / vouch_viewport_get_scale (vouch_viewer_get_viewport (self)));
}

static void
rotate_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VouchViewport *viewport = vouch_viewer_get_viewport (VOUCH_VIEWER (widget));

  vouch_viewport_set_rotation (viewport, vouch_viewport_get_rotation (viewport) + 90);
}

static void
page_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VouchViewer *self = VOUCH_VIEWER (widget);
  guint page = vouch_viewer_get_page (self);

  vouch_viewer_set_page (self, g_str_equal (name, "viewer.next-page") ? page + 1 : page - 1);
}

static gboolean
pan_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  VouchViewer *self = VOUCH_VIEWER (widget);
  VouchViewport *viewport = vouch_viewer_get_viewport (self);
  double x = 0, y = 0;
  int dx, dy;

  if (self->state != VOUCH_VIEWER_READY)
    return GDK_EVENT_PROPAGATE;
  vouch_viewport_get_centre (viewport, &x, &y);
  g_variant_get (args, "(ii)", &dx, &dy);
  vouch_viewport_pan (viewport, dx * KEY_PAN, dy * KEY_PAN);
  return GDK_EVENT_STOP;
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  VouchViewer *self = VOUCH_VIEWER (widget);

  if (!self->fills_screen)
    return GDK_EVENT_PROPAGATE;
  gtk_window_close (GTK_WINDOW (gtk_widget_get_root (widget)));
  return GDK_EVENT_STOP;
}

/* The same picture in a window of its own: this widget stays where its page has put it. */
static void
open_fullscreen (VouchViewer *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *window = g_object_new (ADW_TYPE_WINDOW, NULL);
  VouchViewer *twin = VOUCH_VIEWER (vouch_viewer_new ());

  twin->fills_screen = TRUE;
  g_set_weak_pointer (&twin->twin, self);
  g_set_weak_pointer (&self->twin, twin);
  gtk_button_set_icon_name (twin->fullscreen_button, "view-restore-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (twin->fullscreen_button), _ ("Leave full screen (F11)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (twin->fullscreen_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Leave full screen"), -1);
  vouch_viewer_set_label (twin, self->label);
  vouch_viewer_set_picture (twin, self->picture);
  vouch_viewport_set_rotation (vouch_viewer_get_viewport (twin),
                               vouch_viewport_get_rotation (vouch_viewer_get_viewport (self)));
  adw_window_set_content (ADW_WINDOW (window), GTK_WIDGET (twin));
  gtk_window_set_title (GTK_WINDOW (window), self->label ? self->label : _ ("Picture"));
  if (GTK_IS_WINDOW (root))
    {
      gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (root));
      gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
    }
  gtk_window_fullscreen (GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (GTK_WIDGET (twin->canvas));
}

static void
fullscreen_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VouchViewer *self = VOUCH_VIEWER (widget);

  if (self->fills_screen)
    gtk_window_close (GTK_WINDOW (gtk_widget_get_root (widget)));
  else if (self->twin)
    gtk_window_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self->twin))));
  else
    open_fullscreen (self);
}

static void
add_keys (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key;
    const char *action;
  } keys[] = {
    { GDK_KEY_plus, "viewer.zoom-in" },
    { GDK_KEY_equal, "viewer.zoom-in" },
    { GDK_KEY_KP_Add, "viewer.zoom-in" },
    { GDK_KEY_minus, "viewer.zoom-out" },
    { GDK_KEY_KP_Subtract, "viewer.zoom-out" },
    { GDK_KEY_0, "viewer.fit" },
    { GDK_KEY_KP_0, "viewer.fit" },
    { GDK_KEY_1, "viewer.actual-size" },
    { GDK_KEY_KP_1, "viewer.actual-size" },
    { GDK_KEY_r, "viewer.rotate" },
    { GDK_KEY_Page_Up, "viewer.previous-page" },
    { GDK_KEY_Page_Down, "viewer.next-page" },
    { GDK_KEY_F11, "viewer.fullscreen" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (klass, keys[i].key, 0, keys[i].action, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_Left, 0, pan_key_cb, "(ii)", -1, 0);
  gtk_widget_class_add_binding (klass, GDK_KEY_Right, 0, pan_key_cb, "(ii)", 1, 0);
  gtk_widget_class_add_binding (klass, GDK_KEY_Up, 0, pan_key_cb, "(ii)", 0, -1);
  gtk_widget_class_add_binding (klass, GDK_KEY_Down, 0, pan_key_cb, "(ii)", 0, 1);
  gtk_widget_class_add_binding (klass, GDK_KEY_Escape, 0, escape_cb, NULL);
}

void
vouch_viewer_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "viewer.zoom-in", NULL, zoom_action_cb);
  gtk_widget_class_install_action (widget_class, "viewer.zoom-out", NULL, zoom_action_cb);
  gtk_widget_class_install_action (widget_class, "viewer.fit", NULL, zoom_action_cb);
  gtk_widget_class_install_action (widget_class, "viewer.actual-size", NULL, zoom_action_cb);
  gtk_widget_class_install_action (widget_class, "viewer.rotate", NULL, rotate_action_cb);
  gtk_widget_class_install_action (widget_class, "viewer.next-page", NULL, page_action_cb);
  gtk_widget_class_install_action (widget_class, "viewer.previous-page", NULL, page_action_cb);
  gtk_widget_class_install_action (widget_class, "viewer.fullscreen", NULL, fullscreen_action_cb);
  add_keys (widget_class);
}

void
vouch_viewer_update_actions (VouchViewer *self)
{
  static const char *const always[] = {
    "viewer.zoom-in", "viewer.zoom-out",    "viewer.fit",
    "viewer.rotate",  "viewer.actual-size", "viewer.fullscreen"
  };
  gboolean ready = self->state == VOUCH_VIEWER_READY;
  guint page = vouch_viewer_get_page (self);
  guint n_pages = self->picture ? vouch_picture_get_n_pages (self->picture) : 0;
  GtkWidget *widget = GTK_WIDGET (self);

  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    gtk_widget_action_set_enabled (widget, always[i], ready);
  /* A full screen must be left even when its picture is gone. */
  gtk_widget_action_set_enabled (widget, "viewer.fullscreen", ready || self->fills_screen);
  /* A page that cannot be shown must not hold the others back. */
  gtk_widget_action_set_enabled (widget, "viewer.previous-page", page > 0);
  gtk_widget_action_set_enabled (widget, "viewer.next-page", page + 1 < n_pages);
}
