/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went wrong where something should be, and what to do about it. */
#pragma once

#include <gtk/gtk.h>

#define VOUCH_TYPE_ERROR_STATE (vouch_error_state_get_type ())
G_DECLARE_FINAL_TYPE (VouchErrorState, vouch_error_state, VOUCH, ERROR_STATE, GtkWidget)

/* @title says what happened, @detail what was kept and what to do (may be NULL). Only where there
 * is nothing to keep on the screen; over content use a VouchBanner. Role ALERT. */
GtkWidget *vouch_error_state_new (const char *title, const char *detail);
void vouch_error_state_set_text (VouchErrorState *self, const char *title, const char *detail);
/* The way out, "Try again" when @label is NULL; @action_name NULL takes the button away.
 * A floating @target is taken; NULL: none. */
void vouch_error_state_set_retry (VouchErrorState *self, const char *label, const char *action_name,
                                  GVariant *target);
