/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the connection and of the statement share. */
#pragma once

#include "vouch-stmt.h"

#include <sqlite3.h>

G_BEGIN_DECLS

struct _VouchDb
{
  GObject parent_instance;
  /* Owned */
  sqlite3 *handle;
  char *path;
  GHashTable *idle;       /* key -> VouchStmt * not in use; the statement owns its key */
  GQueue recent;          /* the same statements, last used first */
  GHashTable *record_sql; /* VouchRecordType * -> the texts made from it */
  /* Plain */
  VouchDbFlags flags;
  GThread *owner; /* borrowed, atomic; NULL while handed over */
  guint n_taken;  /* statements out of the cache */
  guint depth;    /* savepoints */
};

struct _VouchStmt
{
  VouchDb *db; /* borrowed */
  sqlite3_stmt *handle;
  char *key;       /* name or text */
  GList link;      /* in db->recent */
  GError *failure; /* first failed bind */
  /* Which column is which field, made once a type. */
  const VouchRecordType *read_type;
  const VouchField **read_fields;
  int read_prepares; /* a changed schema prepares anew and may move columns */
  /* Which parameter is which field, 0 = none. */
  const VouchRecordType *bind_type;
  int *bind_params;
};

void vouch_db_assert_owner (VouchDb *self);
/* From the connection's last error code; FALSE for `return`. */
gboolean vouch_db_fail (sqlite3 *handle, GError **error);
/* Text of a named statement, NUL-terminated; transfer full. */
char *vouch_db_load_sql (const char *name, GError **error);
gboolean vouch_db_check_pages (sqlite3 *handle, const char *pragma, GError **error);
gboolean vouch_db_check_foreign_keys (VouchDb *self, GError **error);

/* The cache of statements. */
void vouch_stmt_free (VouchStmt *self);
void vouch_db_forget_statements (VouchDb *self);
void vouch_stmt_check_binding (VouchStmt *self, const char *name, int code);

G_END_DECLS
