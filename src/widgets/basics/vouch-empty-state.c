/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What belongs where nothing is yet, and the button that makes the first one. */
#include "vouch-empty-state.h"

#include "vouch-widget.h"

#define DETAIL_CHARS 48

struct _VouchEmptyState
{
  GtkWidget parent_instance;
  /* Children */
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *detail;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (VouchEmptyState, vouch_empty_state, GTK_TYPE_WIDGET)

static void
vouch_empty_state_dispose (GObject *object)
{
  vouch_widget_clear (GTK_WIDGET (object));
  G_OBJECT_CLASS (vouch_empty_state_parent_class)->dispose (object);
}

static void
vouch_empty_state_class_init (VouchEmptyStateClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_empty_state_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "emptystate");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkLabel *
add_label (VouchEmptyState *self, const char *css_class)
{
  GtkWidget *label = vouch_widget_label (NULL, css_class);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_xalign (GTK_LABEL (label), 0.5);
  gtk_label_set_max_width_chars (GTK_LABEL (label), DETAIL_CHARS);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return GTK_LABEL (label);
}

static void
vouch_empty_state_init (VouchEmptyState *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *icon = vouch_widget_icon (NULL);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "notice");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  self->icon = GTK_IMAGE (icon);
  gtk_widget_set_parent (icon, GTK_WIDGET (self));
  self->title = add_label (self, "section-title");
  self->detail = add_label (self, NULL);
  self->button = gtk_button_new ();
  gtk_widget_set_halign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->button, FALSE);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

GtkWidget *
vouch_empty_state_new (const char *icon_name, const char *title, const char *detail)
{
  VouchEmptyState *self = g_object_new (VOUCH_TYPE_EMPTY_STATE, NULL);

  gtk_image_set_from_icon_name (self->icon, icon_name ? icon_name : "vouch-empty-symbolic");
  vouch_empty_state_set_text (self, title, detail);
  return GTK_WIDGET (self);
}

void
vouch_empty_state_set_text (VouchEmptyState *self, const char *title, const char *detail)
{
  g_return_if_fail (VOUCH_IS_EMPTY_STATE (self));
  g_return_if_fail (title);

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->detail, detail ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail && *detail);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, detail ? detail : "", -1);
}

void
vouch_empty_state_set_action (VouchEmptyState *self, const char *label, const char *action_name,
                              GVariant *target)
{
  g_return_if_fail (VOUCH_IS_EMPTY_STATE (self));

  vouch_widget_set_action (self->button, label, action_name, target);
}
