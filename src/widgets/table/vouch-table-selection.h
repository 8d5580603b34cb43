/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several selected positions of a list that is too long to look at. */
#pragma once

#include <gtk/gtk.h>

/* A GtkMultiSelection keeps the object of every selected row, so "select all" asks a windowed model
 * for a million rows. This one keeps positions only and never calls get_item by itself. */
#define VOUCH_TYPE_TABLE_SELECTION (vouch_table_selection_get_type ())
G_DECLARE_FINAL_TYPE (VouchTableSelection, vouch_table_selection, VOUCH, TABLE_SELECTION, GObject)

VouchTableSelection *vouch_table_selection_new (void);
/* Takes its own reference; NULL empties. Nothing stays selected. */
void vouch_table_selection_set_model (VouchTableSelection *self, GListModel *model);
/* Borrowed. */
GListModel *vouch_table_selection_get_model (VouchTableSelection *self);
guint vouch_table_selection_get_n_selected (VouchTableSelection *self);
