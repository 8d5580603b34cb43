/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One cell of a table: all kinds of content in a single widget that draws itself. */
#pragma once

#include "vouch-table.h"

/* Kept free after texts aligned to the end, and after their titles: the next column starts there.
 */
#define VOUCH_CELL_END_MARGIN 12

#define VOUCH_TYPE_CELL (vouch_cell_get_type ())
G_DECLARE_FINAL_TYPE (VouchCell, vouch_cell, VOUCH, CELL, GtkWidget)

/* @column must outlive the cell. */
GtkWidget *vouch_cell_new (const VouchTableColumn *column);
/* Shows and follows @row, NULL lets go of it. */
void vouch_cell_set_row (VouchCell *self, GObject *row);
/* Reads again: relative times grow older without a signal. */
void vouch_cell_refresh (VouchCell *self);
VouchTableKind vouch_cell_get_kind (VouchCell *self);
/* What is shown now, "" while the row is not loaded. */
const char *vouch_cell_get_text (VouchCell *self);
