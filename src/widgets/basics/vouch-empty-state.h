/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What belongs where nothing is yet, and the button that makes the first one. */
#pragma once

#include <gtk/gtk.h>

#define VOUCH_TYPE_EMPTY_STATE (vouch_empty_state_get_type ())
G_DECLARE_FINAL_TYPE (VouchEmptyState, vouch_empty_state, VOUCH, EMPTY_STATE, GtkWidget)

/* @icon_name NULL: an open tray. @detail may be NULL. Role GROUP, label = title, description =
 * detail. Centred, expands. */
GtkWidget *vouch_empty_state_new (const char *icon_name, const char *title, const char *detail);
void vouch_empty_state_set_text (VouchEmptyState *self, const char *title, const char *detail);
/* @label NULL takes the button away. A floating @target is taken; NULL: none. */
void vouch_empty_state_set_action (VouchEmptyState *self, const char *label,
                                   const char *action_name, GVariant *target);
