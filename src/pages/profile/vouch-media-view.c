/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The big viewer in place of the evidence: one picture of the applicant after the other. */
#include "vouch-media-view.h"

#include "vouch-format.h"
#include "vouch-profile-text.h"
#include "vouch-widget.h"

#include <glib/gi18n-lib.h>

struct _VouchMediaView
{
  GtkWidget parent_instance;
  /* Children */
  GtkLabel *title;
  GtkLabel *place;
  VouchViewer *viewer;
  /* Owned */
  VouchProfileContext *context;
  char *sha256;
};

G_DEFINE_FINAL_TYPE (VouchMediaView, vouch_media_view, GTK_TYPE_WIDGET)

typedef struct
{
  GWeakRef viewer;
  char *sha256;
  char *mime;
} Load;

static void
load_free (Load *load)
{
  g_weak_ref_clear (&load->viewer);
  g_free (load->sha256);
  g_free (load->mime);
  g_free (load);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Load *load = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      vouch_profile_context_load_media_finish (VOUCH_PROFILE_CONTEXT (source), result, &error);
  g_autoptr (VouchViewer) viewer = g_weak_ref_get (&load->viewer);

  /* A later picture may have been asked for in the meantime. */
  if (viewer &&
      g_strcmp0 (g_object_get_data (G_OBJECT (viewer), "vouch-sha256"), load->sha256) == 0)
    {
      if (bytes)
        vouch_viewer_set_bytes (viewer, bytes, load->mime);
      else
        vouch_viewer_set_error (viewer, _ ("This picture is not on this computer yet. It appears "
                                           "when the server can be reached."));
    }
  load_free (load);
}

void
vouch_media_view_load (VouchProfileContext *context, VouchViewer *viewer, const char *sha256)
{
  const VouchMediaRecord *medium = vouch_profile_context_find_media (context, sha256);
  Load *load = g_new0 (Load, 1);

  g_weak_ref_init (&load->viewer, viewer);
  load->sha256 = g_strdup (sha256);
  load->mime = medium ? g_strdup (medium->mime) : NULL;
  g_object_set_data_full (G_OBJECT (viewer), "vouch-sha256", g_strdup (sha256), g_free);
  vouch_viewer_set_loading (viewer);
  vouch_profile_context_load_media_async (context, sha256, NULL, loaded_cb, load);
}

/* Pictures and documents of the applicant, in the order they were taken. Transfer container. */
static GPtrArray *
list_pictures (VouchMediaView *self)
{
  GPtrArray *media = vouch_profile_get_media (vouch_profile_context_get_profile (self->context));
  GPtrArray *pictures = g_ptr_array_new ();

  for (guint i = 0; i < media->len; i++)
    {
      const VouchMediaRecord *medium = g_ptr_array_index (media, i);

      if (!medium->mime || !g_str_has_prefix (medium->mime, "video/"))
        g_ptr_array_add (pictures, (gpointer) medium);
    }
  return pictures;
}

static int
find_picture (GPtrArray *pictures, const char *sha256)
{
  for (guint i = 0; i < pictures->len; i++)
    {
      const VouchMediaRecord *medium = g_ptr_array_index (pictures, i);

      if (g_strcmp0 (medium->sha256, sha256) == 0)
        return (int) i;
    }
  return -1;
}

gboolean
vouch_media_view_show (VouchMediaView *self, const char *sha256)
{
  g_autoptr (GPtrArray) pictures = NULL;
  g_autofree char *title = NULL;
  g_autofree char *place = NULL;
  g_autofree char *taken = NULL;
  const VouchMediaRecord *medium;
  int position;

  g_return_val_if_fail (VOUCH_IS_MEDIA_VIEW (self), FALSE);

  pictures = list_pictures (self);
  position = sha256 ? find_picture (pictures, sha256) : 0;
  medium = position >= 0 && position < (int) pictures->len
               ? g_ptr_array_index (pictures, (guint) position)
               : NULL;
  if (!medium && !sha256)
    return FALSE;
  if (medium)
    sha256 = medium->sha256;
  if (g_strcmp0 (self->sha256, sha256) == 0)
    return TRUE;
  g_free (self->sha256);
  self->sha256 = g_strdup (sha256);
  title = medium ? vouch_profile_humanise (medium->kind) : g_strdup (_ ("Picture"));
  taken = medium && medium->captured_at ? vouch_format_time_exact (medium->captured_at) : NULL;
  place = position >= 0 ? g_strdup_printf (_ ("%d of %u%s%s"), position + 1, pictures->len,
                                           taken ? ", " : "", taken ? taken : "")
                        : NULL;
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->place, place ? place : "");
  vouch_viewer_set_label (self->viewer, title);
  vouch_media_view_load (self->context, self->viewer, sha256);
  return TRUE;
}

void
vouch_media_view_step (VouchMediaView *self, int step)
{
  g_autoptr (GPtrArray) pictures = NULL;
  const VouchMediaRecord *medium;
  int n, position;

  g_return_if_fail (VOUCH_IS_MEDIA_VIEW (self));

  pictures = list_pictures (self);
  n = (int) pictures->len;
  if (n == 0)
    return;
  position = MAX (find_picture (pictures, self->sha256), 0);
  medium = g_ptr_array_index (pictures, (guint) ((position + step + n) % n));
  vouch_media_view_show (self, medium->sha256);
}

VouchViewer *
vouch_media_view_get_viewer (VouchMediaView *self)
{
  g_return_val_if_fail (VOUCH_IS_MEDIA_VIEW (self), NULL);

  return self->viewer;
}

static void
vouch_media_view_dispose (GObject *object)
{
  VouchMediaView *self = VOUCH_MEDIA_VIEW (object);

  vouch_widget_clear (GTK_WIDGET (self));
  g_clear_object (&self->context);
  g_clear_pointer (&self->sha256, g_free);
  G_OBJECT_CLASS (vouch_media_view_parent_class)->dispose (object);
}

static void
vouch_media_view_class_init (VouchMediaViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_media_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "mediaview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
make_button (const char *icon, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static void
vouch_media_view_init (VouchMediaView *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = vouch_widget_label (NULL, "section-title");
  GtkWidget *place = vouch_widget_label (NULL, "secondary");
  GtkWidget *viewer = vouch_viewer_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->title = GTK_LABEL (title);
  self->place = GTK_LABEL (place);
  self->viewer = VOUCH_VIEWER (viewer);
  gtk_widget_add_css_class (bar, "media-bar");
  gtk_widget_add_css_class (place, "tnum");
  gtk_widget_set_hexpand (place, TRUE);
  gtk_label_set_ellipsize (self->place, PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (bar), make_button ("go-previous-symbolic", _ ("Back to the evidence"),
                                              "page.close-viewer"));
  gtk_box_append (GTK_BOX (bar), title);
  gtk_box_append (GTK_BOX (bar), place);
  gtk_box_append (GTK_BOX (bar),
                  make_button ("go-up-symbolic", _ ("Previous picture"), "page.previous-media"));
  gtk_box_append (GTK_BOX (bar),
                  make_button ("go-down-symbolic", _ ("Next picture"), "page.next-media"));
  gtk_widget_set_parent (bar, GTK_WIDGET (self));
  gtk_widget_set_vexpand (viewer, TRUE);
  gtk_widget_set_hexpand (viewer, TRUE);
  gtk_widget_set_parent (viewer, GTK_WIDGET (self));
}

GtkWidget *
vouch_media_view_new (VouchProfileContext *context)
{
  VouchMediaView *self = g_object_new (VOUCH_TYPE_MEDIA_VIEW, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}
