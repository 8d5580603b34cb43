/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A windowed model of invented applicants, as long as one likes, that counts what is asked of it.
 */
#pragma once

#include "vouch-table.h"

#define TABLE_TYPE_ROW (table_row_get_type ())
G_DECLARE_FINAL_TYPE (TableRow, table_row, TABLE, ROW, GObject)

/* Properties: name, external-id, reviewer, country (strings), status, warnings (int),
 * created (int64), loaded (boolean). */
void table_row_set_name (TableRow *self, const char *name);
void table_row_set_loaded (TableRow *self, gboolean loaded);

#define TABLE_TYPE_ROWS (table_rows_get_type ())
G_DECLARE_FINAL_TYPE (TableRows, table_rows, TABLE, ROWS, GObject)

TableRows *table_rows_new (guint n_rows);
/* Another list instead, said in the two steps that GTK 4.8 bears. */
void table_rows_replace (TableRows *self, guint n_rows);
/* Rows made from now on are not loaded. */
void table_rows_set_slow (TableRows *self, gboolean slow);
guint64 table_rows_get_asked (TableRows *self);
/* The row objects that are alive somewhere. */
guint table_rows_get_alive (void);

extern const VouchTableColumn table_columns[];
