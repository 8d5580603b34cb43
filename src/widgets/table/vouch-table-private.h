/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the table share: vouch-table.c (model, selection, states),
 * vouch-table-columns.c (columns, sorting, layout line), vouch-table-cells.c (factories) and
 * vouch-table-menu.c (row menu). */
#pragma once

#include "vouch-table-selection.h"
#include "vouch-table.h"

/* One described column and what stands for it in the view. */
typedef struct
{
  VouchTable *table; /* borrowed */
  const VouchTableColumn *column;
  GtkColumnViewColumn *view_column; /* owned */
  int width;                        /* as the user has it, also while hidden */
} VouchTableEntry;

struct _VouchTable
{
  GtkWidget parent_instance;
  /* Children */
  GtkWidget *scroller;
  GtkWidget *placeholder;
  GtkWidget *popover;
  GtkColumnView *view;     /* borrowed from the scroller */
  GtkWidget *header_check; /* weak: lives in the header of the view */
  GtkColumnViewColumn *check_column;
  /* Owned */
  VouchTableSelection *selection;
  GMenuModel *menu;
  GMenu *columns_menu;
  GSimpleActionGroup *actions;
  GObject *probes[2];
  const VouchTableColumn *columns; /* borrowed */
  VouchTableEntry *entries;
  guint n_entries;

  gboolean loading;
  VouchTableDensity density;
  /* Sorting as last told to the owner */
  const char *sort_id;
  gboolean sort_descending;
  const char *answered; /* the first column asked during a probe */

  gboolean restore_focus; /* a new list follows the one that had the keyboard */
  guint dress_source;
  guint clock_source;
  GtkWidget *menu_focus; /* weak: where the keyboard was when the menu opened */
};

void vouch_table_build_columns (VouchTable *self);
/* Undoes all that could outlive the table. */
void vouch_table_drop_columns (VouchTable *self);
void vouch_table_update_header_check (VouchTable *self);
GtkListItemFactory *vouch_table_cell_factory_new (VouchTableEntry *entry);
GtkListItemFactory *vouch_table_check_factory_new (VouchTable *self);
/* The list item of the row that @widget is in or contains; NULL when none. Borrowed. */
GtkListItem *vouch_table_find_item (VouchTable *self, GtkWidget *widget);
/* Lets the cells with relative times count on. */
void vouch_table_refresh_times (VouchTable *self);
/* The list inside of the column view, the owner of list.* actions. Borrowed. */
GtkWidget *vouch_table_get_list (VouchTable *self);
void vouch_table_init_menu (VouchTable *self);
void vouch_table_popup_menu (VouchTable *self);
