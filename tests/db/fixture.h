/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real database file in a folder of its own, removed afterwards. */
#pragma once

#include "vouch-stmt.h"

G_BEGIN_DECLS

typedef struct
{
  char *folder;
  char *path;
  VouchDb *db; /* default flags */
} Fixture;

void fixture_set_up (Fixture *self, gconstpointer data);
/* The database must have no other reference left. */
void fixture_tear_down (Fixture *self, gconstpointer data);
/* Transfer full; asserts. */
VouchDb *fixture_open (Fixture *self, VouchDbFlags flags);

void exec_ok (VouchDb *db, const char *sql);
gint64 query_int (VouchDb *db, const char *sql);

#define fixture_test(path, func) \
  g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

G_END_DECLS
