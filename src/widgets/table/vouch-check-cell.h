/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The box at the start of a row, and the one in the header for all rows. */
#pragma once

#include <gtk/gtk.h>

typedef enum
{
  VOUCH_CHECK_OFF,
  VOUCH_CHECK_ON,
  VOUCH_CHECK_SOME,
} VouchCheckState;

#define VOUCH_TYPE_CHECK_CELL (vouch_check_cell_get_type ())
G_DECLARE_FINAL_TYPE (VouchCheckCell, vouch_check_cell, VOUCH, CHECK_CELL, GtkWidget)

/* Signal "toggled" (): was clicked; the owner decides and sets the state. */
GtkWidget *vouch_check_cell_new (const char *label);
void vouch_check_cell_set_state (VouchCheckCell *self, VouchCheckState state);
VouchCheckState vouch_check_cell_get_state (VouchCheckCell *self);
