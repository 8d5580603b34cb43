/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A status as shape, word and colour. */
#include "vouch-status-pill.h"

struct _VouchStatusPill
{
  GtkWidget parent_instance;
  /* Children */
  GtkWidget *icon;
  GtkWidget *word;

  VouchStatus status;
};

G_DEFINE_FINAL_TYPE (VouchStatusPill, vouch_status_pill, GTK_TYPE_WIDGET)

static const char *const icon_names[] = {
  "vouch-status-init-symbolic",        "vouch-status-incomplete-symbolic",
  "vouch-status-in-progress-symbolic", "vouch-status-on-hold-symbolic",
  "vouch-status-completed-symbolic",   "vouch-status-in-review-symbolic",
  "vouch-status-approved-symbolic",    "vouch-status-declined-symbolic",
};

static void
apply_status (VouchStatusPill *self, VouchStatus status)
{
  const char *word = vouch_enum_label (&vouch_status_enum, status);

  gtk_widget_remove_css_class (GTK_WIDGET (self),
                               vouch_enum_nick (&vouch_status_enum, self->status));
  self->status = status;
  gtk_widget_add_css_class (GTK_WIDGET (self), vouch_enum_nick (&vouch_status_enum, status));
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), vouch_status_icon_name (status));
  gtk_label_set_label (GTK_LABEL (self->word), word);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self),
                               gtk_widget_get_visible (self->word) ? NULL : word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);
}

static void
vouch_status_pill_dispose (GObject *object)
{
  VouchStatusPill *self = VOUCH_STATUS_PILL (object);

  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->word, gtk_widget_unparent);
  G_OBJECT_CLASS (vouch_status_pill_parent_class)->dispose (object);
}

static void
vouch_status_pill_class_init (VouchStatusPillClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_status_pill_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "statuspill");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
vouch_status_pill_init (VouchStatusPill *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "status-pill");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  self->icon = gtk_image_new ();
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  self->word = gtk_label_new (NULL);
  gtk_widget_set_parent (self->word, GTK_WIDGET (self));
  apply_status (self, VOUCH_STATUS_INIT);
}

GtkWidget *
vouch_status_pill_new (VouchStatus status)
{
  GtkWidget *self = g_object_new (VOUCH_TYPE_STATUS_PILL, NULL);

  vouch_status_pill_set_status (VOUCH_STATUS_PILL (self), status);
  return self;
}

void
vouch_status_pill_set_status (VouchStatusPill *self, VouchStatus status)
{
  g_return_if_fail (VOUCH_IS_STATUS_PILL (self));
  g_return_if_fail (vouch_status_icon_name (status));

  if (status != self->status)
    apply_status (self, status);
}

VouchStatus
vouch_status_pill_get_status (VouchStatusPill *self)
{
  g_return_val_if_fail (VOUCH_IS_STATUS_PILL (self), VOUCH_STATUS_INIT);

  return self->status;
}

void
vouch_status_pill_set_compact (VouchStatusPill *self, gboolean compact)
{
  g_return_if_fail (VOUCH_IS_STATUS_PILL (self));

  gtk_widget_set_visible (self->word, !compact);
  apply_status (self, self->status);
}

const char *
vouch_status_icon_name (VouchStatus status)
{
  return (guint) status < G_N_ELEMENTS (icon_names) ? icon_names[status] : NULL;
}
