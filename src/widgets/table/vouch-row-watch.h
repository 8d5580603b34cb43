/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Follows what one column shows of one row, and leaves no trace on the row afterwards. */
#pragma once

#include "vouch-table.h"

/* Zeroed memory is a watch at rest. */
typedef struct
{
  GObject *row; /* owned while watching */
  gulong handlers[5];
  guint n_handlers;
} VouchRowWatch;

/* @closure is called for each notify of "loaded" and of the properties @column names. */
void vouch_row_watch_start (VouchRowWatch *self, GObject *row, const VouchTableColumn *column,
                            GClosure *closure);
void vouch_row_watch_stop (VouchRowWatch *self);
/* FALSE only for a row that has a property "loaded" and says no. */
gboolean vouch_row_is_loaded (GObject *row);
