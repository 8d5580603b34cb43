/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table kit: a GtkColumnView that stays light over a million rows. */
#pragma once

#include <gtk/gtk.h>

typedef struct _VouchTableColumn VouchTableColumn;

typedef enum
{
  VOUCH_TABLE_TEXT,   /* any property; numbers and strings are shown as they are */
  VOUCH_TABLE_STATUS, /* int or enum property holding a VouchStatus: mark, word and colour */
  VOUCH_TABLE_PERSON, /* string property: initials or picture, then the name */
  VOUCH_TABLE_TIME,   /* int64 property, microseconds UTC, 0 = none; exact time in the tooltip */
  VOUCH_TABLE_COUNT,  /* integer property; 0 is left blank */
  VOUCH_TABLE_CUSTOM, /* a widget of the owner's, see @create and @bind */
} VouchTableKind;

/* The text of a cell, owned by the caller; NULL or "" = empty. Main thread, must be quick. Cells in
 * sight ask when they are drawn, the others when there is time. */
typedef char *(*VouchTableText) (GObject *row);
/* A new floating widget for one cell; one light widget, no boxes. */
typedef GtkWidget *(*VouchTableCreate) (const VouchTableColumn *column);
/* Shows @row in @cell; NULL when the cell is taken back: undo everything. Called again whenever
 * @property (or "loaded") notifies. */
typedef void (*VouchTableBind) (GtkWidget *cell, GObject *row);

/* Describes one column; the array is static and ends with an entry without id.
 *
 * A row may have a boolean property "loaded": while it is FALSE the cells show grey bars.
 * A row is followed by notify signals; what notifies is read again. */
struct _VouchTableColumn
{
  const char *id;    /* [a-z0-9-]+, unique; given back by "sort-changed" */
  const char *title; /* untranslated msgid, N_() */
  VouchTableKind kind;
  int width;       /* px at first; 0 = 120 */
  gboolean expand; /* takes the space that is left */
  gboolean sortable;
  gboolean end;         /* aligned to the end, title as well */
  gboolean tabular;     /* tabular figures */
  gboolean hidden;      /* not shown until the user asks for it */
  const char *property; /* of the row object; NULL: nothing to follow except "loaded" */
  VouchTableText text;  /* instead of the property's own value; needed for formatted texts */
  const char *empty;    /* muted, shown where the text is empty, as "—" */
  const char *picture;  /* PERSON: GdkPaintable property (thumbnails, 96 px at most), or NULL */
  const char *icon;     /* TEXT: string property with a symbolic icon name before it, or NULL */
  const char *note_property; /* notifies when @note changes, or NULL */
  VouchTableText note;       /* muted words after the text, as "deleted in 12 days" */
  VouchTableCreate create;   /* CUSTOM only */
  VouchTableBind bind;       /* CUSTOM only */
};

typedef enum
{
  VOUCH_TABLE_COMFORTABLE, /* rows of 44 px */
  VOUCH_TABLE_COMPACT,     /* rows of 32 px */
} VouchTableDensity;

#define VOUCH_TYPE_TABLE (vouch_table_get_type ())
G_DECLARE_FINAL_TYPE (VouchTable, vouch_table, VOUCH, TABLE, GtkWidget)

/* Signals:
 *   "sort-changed" (const char *column_id, gboolean descending)   NULL id = unsorted
 *   "row-activated" (guint position)                              Enter or double click
 *   "selection-changed" ()
 * Properties: model, menu, placeholder, loading, density, label, layout (notifies when the user
 * moves, resizes, shows or hides a column).
 * Main thread only. @columns must outlive the table. */
GtkWidget *vouch_table_new (const VouchTableColumn *columns);

/* Any GListModel of GObjects; get_item is asked only for the ~210 rows near the window, also by
 * "select all". A change of a big model must come as (0, n, 0) and then (0, 0, m). The selection
 * is by position: whatever is removed is no longer selected. NULL shows the placeholder. */
void vouch_table_set_model (VouchTable *self, GListModel *model);
GListModel *vouch_table_get_model (VouchTable *self);

/* What stands there when the model is empty and nothing is loading, as an AdwStatusPage. */
void vouch_table_set_placeholder (VouchTable *self, GtkWidget *placeholder);
GtkWidget *vouch_table_get_placeholder (VouchTable *self);
/* TRUE while the first rows are awaited: grey rows instead of the placeholder. */
void vouch_table_set_loading (VouchTable *self, gboolean loading);
gboolean vouch_table_get_loading (VouchTable *self);
/* Accessible name of the whole table. */
void vouch_table_set_label (VouchTable *self, const char *label);

/* Row menu: right click (selects the row when it is not selected), Menu key, Shift+F10. Its
 * actions are looked up from the table upwards and concern the selection. */
void vouch_table_set_menu (VouchTable *self, GMenuModel *menu);
GMenuModel *vouch_table_get_menu (VouchTable *self);

/* Emits "sort-changed" when it changes something. NULL = unsorted. */
void vouch_table_set_sort (VouchTable *self, const char *column_id, gboolean descending);
/* Static id of the sorted column, or NULL; @descending may be NULL. */
const char *vouch_table_get_sort (VouchTable *self, gboolean *descending);

/* A snapshot of the selected positions; unref after use. */
GtkBitset *vouch_table_get_selection (VouchTable *self);
guint vouch_table_get_n_selected (VouchTable *self);
gboolean vouch_table_is_selected (VouchTable *self, guint position);
void vouch_table_select (VouchTable *self, guint position, gboolean unselect_rest);
void vouch_table_select_all (VouchTable *self);
void vouch_table_select_none (VouchTable *self);

/* Brings a row into view; @focus also moves the keyboard there. */
void vouch_table_scroll_to (VouchTable *self, guint position, gboolean focus);
/* Borrowed; its value is in px, rows all have the same height. To leave and find a place again.
 */
GtkAdjustment *vouch_table_get_vadjustment (VouchTable *self);

void vouch_table_set_density (VouchTable *self, VouchTableDensity density);
VouchTableDensity vouch_table_get_density (VouchTable *self);

void vouch_table_set_column_visible (VouchTable *self, const char *column_id, gboolean visible);
gboolean vouch_table_get_column_visible (VouchTable *self, const char *column_id);
/* Order, widths and visibility as one line; free after use. Unknown parts of a restored line are
 * skipped, columns it does not name keep their place at the end: old settings stay usable. */
char *vouch_table_save_layout (VouchTable *self);
void vouch_table_restore_layout (VouchTable *self, const char *layout);

/* The group "table": column-<id> (boolean state), density ("comfortable", "compact"), select-all,
 * select-none. Insert it where the "Columns" button lives; the menu lists the columns. Borrowed.
 */
GActionGroup *vouch_table_get_actions (VouchTable *self);
GMenuModel *vouch_table_get_columns_menu (VouchTable *self);
