/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small picture of a medium; its space is reserved before it is there. */
#include "vouch-media-thumb.h"

#include "vouch-picture.h"
#include "vouch-widget.h"

#include <glib/gi18n-lib.h>

/* Decoded twice as large as shown, for screens of double density. */
#define DENSITY 2
#define WIDEST 1.75
#define NARROWEST 0.6

struct _VouchMediaThumb
{
  GtkWidget parent_instance;
  /* Children */
  GtkWidget *button;
  GtkPicture *picture;
  GtkLabel *problem;
  /* Owned */
  VouchProfileContext *context;
  GCancellable *cancellable;
  char *sha256;

  int height;
  gboolean started;
};

G_DEFINE_FINAL_TYPE (VouchMediaThumb, vouch_media_thumb, GTK_TYPE_WIDGET)

static void
show_texture (VouchMediaThumb *self, GdkTexture *texture)
{
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
}

static void
show_problem (VouchMediaThumb *self, const char *text)
{
  gtk_label_set_label (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  self->started = FALSE;
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (VouchMediaThumb) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = vouch_picture_thumbnail_finish (result, &error);

  if (!self->context || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!texture)
    {
      show_problem (self, error->message);
      return;
    }
  vouch_profile_context_keep_texture (self->context, self->sha256, texture);
  show_texture (self, texture);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (VouchMediaThumb) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      vouch_profile_context_load_media_finish (VOUCH_PROFILE_CONTEXT (source), result, &error);

  if (!self->context || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!bytes)
    {
      show_problem (self, _ ("Not loaded yet"));
      return;
    }
  vouch_picture_thumbnail_async (bytes, (int) (self->height * WIDEST * DENSITY), self->cancellable,
                                 decoded_cb, g_object_ref (self));
}

static void
load (VouchMediaThumb *self)
{
  GdkTexture *known = vouch_profile_context_get_texture (self->context, self->sha256);

  if (self->started)
    return;
  self->started = TRUE;
  if (known)
    show_texture (self, known);
  else
    vouch_profile_context_load_media_async (self->context, self->sha256, self->cancellable,
                                            loaded_cb, g_object_ref (self));
}

static void
vouch_media_thumb_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vouch_media_thumb_parent_class)->map (widget);
  load (VOUCH_MEDIA_THUMB (widget));
}

static void
media_changed_cb (VouchMediaThumb *self, const char *sha256)
{
  if (self->context && g_strcmp0 (sha256, self->sha256) == 0)
    load (self);
}

static void
vouch_media_thumb_dispose (GObject *object)
{
  VouchMediaThumb *self = VOUCH_MEDIA_THUMB (object);

  g_cancellable_cancel (self->cancellable);
  vouch_widget_clear (GTK_WIDGET (self));
  g_clear_object (&self->context);
  G_OBJECT_CLASS (vouch_media_thumb_parent_class)->dispose (object);
}

static void
vouch_media_thumb_finalize (GObject *object)
{
  VouchMediaThumb *self = VOUCH_MEDIA_THUMB (object);

  g_clear_object (&self->cancellable);
  g_free (self->sha256);
  G_OBJECT_CLASS (vouch_media_thumb_parent_class)->finalize (object);
}

static void
vouch_media_thumb_class_init (VouchMediaThumbClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_media_thumb_dispose;
  G_OBJECT_CLASS (klass)->finalize = vouch_media_thumb_finalize;
  widget_class->map = vouch_media_thumb_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "mediathumb");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vouch_media_thumb_init (VouchMediaThumb *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *picture = gtk_picture_new ();
  GtkWidget *problem = gtk_label_new (NULL);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->cancellable = g_cancellable_new ();
  self->picture = GTK_PICTURE (picture);
  self->problem = GTK_LABEL (problem);
  gtk_picture_set_content_fit (self->picture, GTK_CONTENT_FIT_CONTAIN);
  gtk_picture_set_can_shrink (self->picture, TRUE);
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_label_set_justify (self->problem, GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (problem, "secondary");
  gtk_widget_set_visible (problem, FALSE);
  /* The picture lies over its place: an overlay's size is that of its child alone. */
  gtk_overlay_set_child (GTK_OVERLAY (overlay), gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), picture);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), problem);
  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), overlay);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "media-thumb");
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

GtkWidget *
vouch_media_thumb_new (VouchProfileContext *context, const char *sha256, int height,
                       const char *label, gboolean caption)
{
  VouchMediaThumb *self = g_object_new (VOUCH_TYPE_MEDIA_THUMB, NULL);
  const VouchMediaRecord *medium = vouch_profile_context_find_media (context, sha256);
  double aspect = medium && medium->width > 0 && medium->height > 0
                      ? (double) medium->width / (double) medium->height
                      : 1.0;

  self->context = g_object_ref (context);
  self->sha256 = g_strdup (sha256);
  self->height = height;
  gtk_widget_set_size_request (gtk_button_get_child (GTK_BUTTON (self->button)),
                               (int) (height * CLAMP (aspect, NARROWEST, WIDEST)), height);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (self->button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", sha256);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "page.view-media");
  if (caption)
    {
      GtkWidget *text = vouch_widget_label (label, "secondary");

      gtk_widget_set_margin_top (text, 6);
      gtk_widget_set_parent (text, GTK_WIDGET (self));
    }
  g_signal_connect_object (vouch_profile_context_get_store (context), "media-changed",
                           G_CALLBACK (media_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
