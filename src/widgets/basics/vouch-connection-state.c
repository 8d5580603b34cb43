/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the server is there, and how many changes wait for it. */
#include "vouch-connection-state.h"

#include "vouch-widget.h"

#include <glib/gi18n-lib.h>

struct _VouchConnectionState
{
  GtkWidget parent_instance;
  /* Children */
  GtkImage *icon;
  GtkLabel *word;
};

G_DEFINE_FINAL_TYPE (VouchConnectionState, vouch_connection_state, GTK_TYPE_WIDGET)

static const char *const classes[] = { "offline", "syncing", "online" };
static const char *const words[] = { N_ ("Offline"), N_ ("Syncing"), N_ ("Online") };
static const char *const details[] = {
  N_ ("The server cannot be reached. What is loaded stays readable; changes are kept and sent "
      "later."),
  N_ ("Exchanging changes with the server."),
  N_ ("Connected. Everything is up to date."),
};
static const char *const icon_names[] = {
  "vouch-connection-offline-symbolic",
  "vouch-connection-syncing-symbolic",
  "vouch-connection-online-symbolic",
};

static void
vouch_connection_state_dispose (GObject *object)
{
  vouch_widget_clear (GTK_WIDGET (object));
  G_OBJECT_CLASS (vouch_connection_state_parent_class)->dispose (object);
}

static void
vouch_connection_state_class_init (VouchConnectionStateClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_connection_state_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "connectionstate");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
vouch_connection_state_init (VouchConnectionState *self)
{
  GtkWidget *icon = vouch_widget_icon (NULL);
  GtkWidget *word = vouch_widget_label (NULL, "tnum");

  self->icon = GTK_IMAGE (icon);
  self->word = GTK_LABEL (word);
  gtk_widget_add_css_class (GTK_WIDGET (self), "connection");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_parent (icon, GTK_WIDGET (self));
  gtk_widget_set_parent (word, GTK_WIDGET (self));
  vouch_connection_state_set (self, VOUCH_CONNECTION_OFFLINE, 0);
}

GtkWidget *
vouch_connection_state_new (void)
{
  return g_object_new (VOUCH_TYPE_CONNECTION_STATE, NULL);
}

void
vouch_connection_state_set (VouchConnectionState *self, VouchConnection connection, guint waiting)
{
  g_autofree char *count = NULL;
  g_autofree char *text = NULL;
  const char *word;

  g_return_if_fail (VOUCH_IS_CONNECTION_STATE (self));
  g_return_if_fail ((guint) connection < G_N_ELEMENTS (words));

  word = g_dgettext (GETTEXT_PACKAGE, words[connection]);
  /* Translators: changes that the server has not confirmed yet */
  count =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u waiting", "%u waiting", waiting), waiting);
  /* Translators: connection state and count of waiting changes, "Offline · 3 waiting" */
  text = waiting ? g_strdup_printf (_ ("%s · %s"), word, count) : g_strdup (word);
  vouch_widget_choose_class (GTK_WIDGET (self), classes, G_N_ELEMENTS (classes), connection);
  gtk_image_set_from_icon_name (self->icon, icon_names[connection]);
  gtk_label_set_label (self->word, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self),
                               connection == VOUCH_CONNECTION_ONLINE && waiting
                                   ? _ ("Connected. Your changes are being sent.")
                                   : g_dgettext (GETTEXT_PACKAGE, details[connection]));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}
