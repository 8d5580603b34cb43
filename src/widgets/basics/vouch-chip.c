/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A filter in force, with the button that takes it away. */
#include "vouch-chip.h"

#include "vouch-widget.h"

#include <glib/gi18n-lib.h>

struct _VouchChip
{
  GtkWidget parent_instance;
  /* Children */
  GtkLabel *text;
  GtkWidget *button;
  /* Owned */
  char *action_name;
  GVariant *target;
};

enum
{
  SIGNAL_REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchChip, vouch_chip, GTK_TYPE_WIDGET)

static void
remove_filter (VouchChip *self)
{
  /* The owner may drop the chip while it is told. */
  g_autoptr (VouchChip) held = g_object_ref (self);

  if (self->action_name)
    (void) gtk_widget_activate_action_variant (GTK_WIDGET (self), self->action_name,
                                               self->target); /* no such action: signal only */
  g_signal_emit (held, signals[SIGNAL_REMOVED], 0);
}

static gboolean
delete_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  remove_filter (VOUCH_CHIP (widget));
  return GDK_EVENT_STOP;
}

static void
vouch_chip_dispose (GObject *object)
{
  VouchChip *self = VOUCH_CHIP (object);

  g_clear_pointer (&self->action_name, g_free);
  g_clear_pointer (&self->target, g_variant_unref);
  vouch_widget_clear (GTK_WIDGET (self));
  G_OBJECT_CLASS (vouch_chip_parent_class)->dispose (object);
}

static void
vouch_chip_class_init (VouchChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_chip_dispose;
  signals[SIGNAL_REMOVED] = g_signal_new ("removed", VOUCH_TYPE_CHIP, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, delete_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_BackSpace, 0, delete_cb, NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "vouchchip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vouch_chip_init (VouchChip *self)
{
  GtkWidget *text = vouch_widget_label (NULL, NULL);

  self->text = GTK_LABEL (text);
  self->button = gtk_button_new_from_icon_name ("vouch-close-symbolic");
  gtk_widget_add_css_class (GTK_WIDGET (self), "chip");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (self->text, PANGO_ELLIPSIZE_END);
  gtk_widget_set_parent (text, GTK_WIDGET (self));
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "circular");
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (remove_filter), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
vouch_chip_new (const char *text)
{
  GtkWidget *self = g_object_new (VOUCH_TYPE_CHIP, NULL);

  vouch_chip_set_text (VOUCH_CHIP (self), text);
  return self;
}

void
vouch_chip_set_text (VouchChip *self, const char *text)
{
  g_autofree char *remove = NULL;

  g_return_if_fail (VOUCH_IS_CHIP (self));
  g_return_if_fail (text);

  /* Translators: takes a filter away, for example "Remove filter: On hold" */
  remove = g_strdup_printf (_ ("Remove filter: %s"), text);
  gtk_label_set_label (self->text, text);
  gtk_widget_set_tooltip_text (self->button, remove);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  remove, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

void
vouch_chip_set_action (VouchChip *self, const char *action_name, GVariant *target)
{
  g_autoptr (GVariant) held = target ? g_variant_ref_sink (target) : NULL;

  g_return_if_fail (VOUCH_IS_CHIP (self));

  g_free (self->action_name);
  self->action_name = g_strdup (action_name);
  g_clear_pointer (&self->target, g_variant_unref);
  self->target = g_steal_pointer (&held);
}
