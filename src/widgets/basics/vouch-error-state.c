/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went wrong where something should be, and what to do about it. */
#include "vouch-error-state.h"

#include "vouch-empty-state.h"
#include "vouch-widget.h"

#include <glib/gi18n-lib.h>

struct _VouchErrorState
{
  GtkWidget parent_instance;
  /* Child: the same layout, so that both states stand at the same place */
  VouchEmptyState *notice;
};

G_DEFINE_FINAL_TYPE (VouchErrorState, vouch_error_state, GTK_TYPE_WIDGET)

static void
vouch_error_state_dispose (GObject *object)
{
  vouch_widget_clear (GTK_WIDGET (object));
  G_OBJECT_CLASS (vouch_error_state_parent_class)->dispose (object);
}

static void
vouch_error_state_class_init (VouchErrorStateClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_error_state_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "errorstate");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
vouch_error_state_init (VouchErrorState *self)
{
  GtkWidget *notice =
      vouch_empty_state_new ("vouch-level-warning-symbolic", _ ("Something went wrong"), NULL);

  self->notice = VOUCH_EMPTY_STATE (notice);
  gtk_widget_add_css_class (notice, "failure");
  gtk_widget_set_parent (notice, GTK_WIDGET (self));
}

GtkWidget *
vouch_error_state_new (const char *title, const char *detail)
{
  GtkWidget *self = g_object_new (VOUCH_TYPE_ERROR_STATE, NULL);

  vouch_error_state_set_text (VOUCH_ERROR_STATE (self), title, detail);
  return self;
}

void
vouch_error_state_set_text (VouchErrorState *self, const char *title, const char *detail)
{
  g_return_if_fail (VOUCH_IS_ERROR_STATE (self));
  g_return_if_fail (title);

  vouch_empty_state_set_text (self->notice, title, detail);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, detail ? detail : "", -1);
}

void
vouch_error_state_set_retry (VouchErrorState *self, const char *label, const char *action_name,
                             GVariant *target)
{
  g_return_if_fail (VOUCH_IS_ERROR_STATE (self));

  vouch_empty_state_set_action (self->notice,
                                !action_name ? NULL
                                : label      ? label
                                             : _ ("Try again"),
                                action_name, target);
}
