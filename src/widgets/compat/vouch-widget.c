/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every widget of our own needs and GTK 4.8 leaves to each. */
#include "vouch-widget.h"

void
vouch_widget_clear (GtkWidget *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self)))
    gtk_widget_unparent (child);
}

GtkWidget *
vouch_widget_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

GtkWidget *
vouch_widget_icon (const char *icon_name)
{
  return g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name, "accessible-role",
                       GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
}

void
vouch_widget_set_action (GtkWidget *button, const char *label, const char *action_name,
                         GVariant *target)
{
  g_autoptr (GVariant) held = target ? g_variant_ref_sink (target) : NULL;

  gtk_widget_set_visible (button, label != NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), held);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action_name);
  if (label)
    gtk_button_set_label (GTK_BUTTON (button), label);
}

void
vouch_widget_choose_class (GtkWidget *self, const char *const *names, guint n_names, guint value)
{
  for (guint i = 0; i < n_names; i++)
    if (i == value)
      gtk_widget_add_css_class (self, names[i]);
    else
      gtk_widget_remove_css_class (self, names[i]);
}
