/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A filter in force, with the button that takes it away. */
#pragma once

#include <gtk/gtk.h>

#define VOUCH_TYPE_CHIP (vouch_chip_get_type ())
G_DECLARE_FINAL_TYPE (VouchChip, vouch_chip, VOUCH, CHIP, GtkWidget)

/* Signal "removed" (no arguments): the person asked to take the filter away, by the button or by
 * Delete or Backspace on it; the chip stays until its owner removes it.
 * Role GROUP, label = @text. */
GtkWidget *vouch_chip_new (const char *text);
void vouch_chip_set_text (VouchChip *self, const char *text);
/* Activated together with "removed". A floating @target is taken; NULL: none. */
void vouch_chip_set_action (VouchChip *self, const char *action_name, GVariant *target);
