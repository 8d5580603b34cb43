/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of the profile: who this is, where in the list, and what can be done with all of it. */
#include "vouch-profile-header.h"

#include "vouch-avatar.h"
#include "vouch-picture.h"
#include "vouch-profile-text.h"
#include "vouch-status-pill.h"
#include "vouch-widget.h"

#include <glib/gi18n-lib.h>

#define PHOTO_SIZE 32

struct _VouchProfileHeader
{
  GtkWidget parent_instance;
  /* Children */
  VouchAvatar *photo;
  GtkLabel *name;
  VouchStatusPill *status;
  GtkWidget *copy;
  GtkLabel *external_id;
  GtkLabel *deletion;
  GtkWidget *place;
  GtkLabel *position;
  /* Owned */
  VouchProfileContext *context;
  GCancellable *cancellable;
  GMenu *menu;
  char *sha256;
};

G_DEFINE_FINAL_TYPE (VouchProfileHeader, vouch_profile_header, GTK_TYPE_WIDGET)

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (VouchProfileHeader) self = data;
  g_autoptr (GdkTexture) texture = vouch_picture_thumbnail_finish (result, NULL);

  /* Without a picture the initials stay. */
  if (texture && self->context)
    vouch_avatar_set_texture (self->photo, texture);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (VouchProfileHeader) self = data;
  g_autoptr (GBytes) bytes =
      vouch_profile_context_load_media_finish (VOUCH_PROFILE_CONTEXT (source), result, NULL);

  if (bytes && self->context)
    vouch_picture_thumbnail_async (bytes, PHOTO_SIZE * 2, self->cancellable, decoded_cb,
                                   g_object_ref (self));
}

static void
show_photo (VouchProfileHeader *self, const char *sha256)
{
  if (!sha256 || g_strcmp0 (self->sha256, sha256) == 0)
    return;
  g_free (self->sha256);
  self->sha256 = g_strdup (sha256);
  vouch_profile_context_load_media_async (self->context, sha256, self->cancellable, loaded_cb,
                                          g_object_ref (self));
}

static void
show_deletion (VouchProfileHeader *self, gint64 at)
{
  guint days = vouch_profile_days_left (at, g_get_real_time ());
  g_autofree char *text =
      at ? g_strdup_printf (ngettext ("Deleted in %u day", "Deleted in %u days", days), days)
         : NULL;

  gtk_label_set_label (self->deletion, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->deletion), text != NULL);
  g_menu_remove_all (self->menu);
  if (at)
    g_menu_append (self->menu, _ ("Restore data"), "page.restore");
  else
    g_menu_append (self->menu, _ ("Delete…"), "page.delete");
}

void
vouch_profile_header_update (VouchProfileHeader *self)
{
  VouchApplicant *applicant;
  const VouchApplicantRecord *record;
  const char *title;

  g_return_if_fail (VOUCH_IS_PROFILE_HEADER (self));

  applicant = vouch_profile_context_get_applicant (self->context);
  record = vouch_profile_context_get_record (self->context);
  title = vouch_applicant_get_title (applicant);
  gtk_label_set_label (self->name, title ? title : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), title);
  vouch_avatar_set_name (self->photo, title);
  gtk_widget_set_visible (GTK_WIDGET (self->status), record != NULL);
  gtk_widget_set_visible (self->copy, record && record->external_user_id);
  if (!record)
    return;
  vouch_status_pill_set_status (self->status, record->status);
  gtk_label_set_label (self->external_id, record->external_user_id ? record->external_user_id : "");
  show_photo (self, record->photo);
  show_deletion (self, record->scheduled_deletion_at);
}

void
vouch_profile_header_set_position (VouchProfileHeader *self, gint64 position, guint n)
{
  g_autofree char *text = NULL;

  g_return_if_fail (VOUCH_IS_PROFILE_HEADER (self));

  if (position >= 0)
    /* Translators: place in the list, "3 of 41" */
    text = g_strdup_printf (_ ("%u of %u"), (guint) position + 1, n);
  gtk_label_set_label (self->position, text ? text : "");
  gtk_widget_set_visible (self->place, n > 0);
}

static void
vouch_profile_header_dispose (GObject *object)
{
  VouchProfileHeader *self = VOUCH_PROFILE_HEADER (object);

  g_cancellable_cancel (self->cancellable);
  vouch_widget_clear (GTK_WIDGET (self));
  g_clear_object (&self->context);
  g_clear_object (&self->menu);
  G_OBJECT_CLASS (vouch_profile_header_parent_class)->dispose (object);
}

static void
vouch_profile_header_finalize (GObject *object)
{
  VouchProfileHeader *self = VOUCH_PROFILE_HEADER (object);

  g_clear_object (&self->cancellable);
  g_free (self->sha256);
  G_OBJECT_CLASS (vouch_profile_header_parent_class)->finalize (object);
}

static void
vouch_profile_header_class_init (VouchProfileHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_profile_header_dispose;
  G_OBJECT_CLASS (klass)->finalize = vouch_profile_header_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "profileheader");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
add_button (GtkWidget *box, const char *icon, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
add_identity (VouchProfileHeader *self, GtkWidget *box)
{
  GtkWidget *photo = vouch_avatar_new (PHOTO_SIZE);
  GtkWidget *name = vouch_widget_label (NULL, "page-title");
  GtkWidget *status = vouch_status_pill_new (VOUCH_STATUS_INIT);
  GtkWidget *copy = gtk_button_new ();
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *id = vouch_widget_label (NULL, "mono");
  GtkWidget *deletion = vouch_widget_label (NULL, "deletion");

  self->photo = VOUCH_AVATAR (photo);
  self->name = GTK_LABEL (name);
  self->status = VOUCH_STATUS_PILL (status);
  self->copy = copy;
  self->external_id = GTK_LABEL (id);
  self->deletion = GTK_LABEL (deletion);
  gtk_label_set_ellipsize (self->name, PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (self->external_id, PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (self->external_id, 24);
  gtk_widget_set_valign (status, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (copy, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (copy, "flat");
  gtk_widget_set_tooltip_text (copy, _ ("Copy the external ID"));
  gtk_box_append (GTK_BOX (inside), id);
  gtk_box_append (GTK_BOX (inside), vouch_widget_icon ("vouch-copy-symbolic"));
  gtk_button_set_child (GTK_BUTTON (copy), inside);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (copy), "page.copy-external-id");
  gtk_widget_set_hexpand (deletion, TRUE);
  gtk_box_append (GTK_BOX (box), photo);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), status);
  gtk_box_append (GTK_BOX (box), copy);
  gtk_box_append (GTK_BOX (box), deletion);
}

static void
vouch_profile_header_init (VouchProfileHeader *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *spacer = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *timeline = gtk_toggle_button_new_with_label (_ ("Timeline"));
  GtkWidget *menu = gtk_menu_button_new ();
  GtkWidget *position = vouch_widget_label (NULL, "secondary");

  self->cancellable = g_cancellable_new ();
  self->menu = g_menu_new ();
  self->position = GTK_LABEL (position);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_hexpand (spacer, TRUE);
  add_button (box, "go-previous-symbolic", _ ("Back to the list (Esc)"), "win.back");
  add_identity (self, box);
  gtk_box_append (GTK_BOX (box), spacer);
  self->place = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (position, "tnum");
  gtk_widget_set_margin_end (position, 6);
  gtk_box_append (GTK_BOX (self->place), position);
  add_button (self->place, "go-up-symbolic", _ ("Previous applicant (K)"),
              "win.previous-applicant");
  add_button (self->place, "go-down-symbolic", _ ("Next applicant (J)"), "win.next-applicant");
  gtk_widget_set_visible (self->place, FALSE);
  gtk_box_append (GTK_BOX (box), self->place);
  gtk_widget_set_valign (timeline, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (timeline), "page.timeline");
  gtk_box_append (GTK_BOX (box), timeline);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (menu), G_MENU_MODEL (self->menu));
  gtk_widget_set_valign (menu, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (menu, "flat");
  gtk_widget_set_tooltip_text (menu, _ ("More"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (menu), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("More"),
                                  -1);
  gtk_box_append (GTK_BOX (box), menu);
  gtk_widget_add_css_class (GTK_WIDGET (self), "profile-header");
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}

GtkWidget *
vouch_profile_header_new (VouchProfileContext *context)
{
  VouchProfileHeader *self = g_object_new (VOUCH_TYPE_PROFILE_HEADER, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}
