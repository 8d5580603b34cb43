/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prepared statements: the cache they live in, parameters, steps, columns. */

#define G_LOG_DOMAIN "vouch-stmt"

#include "vouch-db-private.h"

#define SQL_PREFIX "/org/vouch/Workplace/sql/"
/* Statements made from a user's filters are many: the least used go. */
#define MAX_IDLE 256

char *
vouch_db_load_sql (const char *name, GError **error)
{
  g_autofree char *path = g_strconcat (SQL_PREFIX, name, ".sql", NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gconstpointer data;
  gsize size;

  if (bytes == NULL)
    {
      g_set_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_NOT_FOUND, "There is no statement “%s”",
                   name);
      return NULL;
    }

  data = g_bytes_get_data (bytes, &size);
  return g_strndup (data, size);
}

void
vouch_stmt_free (VouchStmt *self)
{
  sqlite3_finalize (self->handle);
  g_clear_error (&self->failure);
  g_free (self->read_fields);
  g_free (self->bind_params);
  g_free (self->key);
  g_free (self);
}

static void
forget (VouchDb *db, VouchStmt *stmt)
{
  g_hash_table_remove (db->idle, stmt->key);
  g_queue_unlink (&db->recent, &stmt->link);
}

void
vouch_db_forget_statements (VouchDb *self)
{
  while (self->recent.tail != NULL)
    {
      VouchStmt *stmt = self->recent.tail->data;

      forget (self, stmt);
      vouch_stmt_free (stmt);
    }
}

static VouchStmt *
take_idle (VouchDb *db, const char *key)
{
  VouchStmt *stmt = g_hash_table_lookup (db->idle, key);

  if (stmt != NULL)
    {
      forget (db, stmt);
      db->n_taken++;
    }

  return stmt;
}

/* SQLite prepares the first statement only and would drop the rest in silence. */
static gboolean
is_alone (VouchDb *db, const char *rest)
{
  sqlite3_stmt *second = NULL;
  int code = sqlite3_prepare_v2 (db->handle, rest, -1, &second, NULL);
  gboolean alone = code == SQLITE_OK && second == NULL;

  sqlite3_finalize (second);
  return alone;
}

static VouchStmt *
compile (VouchDb *db, const char *key, const char *sql, GError **error)
{
  sqlite3_stmt *handle = NULL;
  const char *rest = NULL;
  VouchStmt *self;

  if (sqlite3_prepare_v3 (db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, &rest) !=
      SQLITE_OK)
    {
      (void) vouch_db_fail (db->handle, error); /* always FALSE */
      return NULL;
    }
  if (handle == NULL || !is_alone (db, rest))
    {
      sqlite3_finalize (handle);
      g_set_error_literal (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_INVALID,
                           "The text is not exactly one statement");
      return NULL;
    }

  self = g_new0 (VouchStmt, 1);
  self->db = db;
  self->handle = handle;
  self->key = g_strdup (key);
  self->link.data = self;
  db->n_taken++;

  return self;
}

VouchStmt *
vouch_db_statement (VouchDb *db, const char *name, GError **error)
{
  g_autofree char *sql = NULL;
  VouchStmt *stmt;

  g_return_val_if_fail (VOUCH_IS_DB (db), NULL);
  g_return_val_if_fail (name != NULL, NULL);
  vouch_db_assert_owner (db);

  stmt = take_idle (db, name);
  if (stmt != NULL)
    return stmt;

  sql = vouch_db_load_sql (name, error);
  if (sql == NULL)
    return NULL;

  stmt = compile (db, name, sql, error);
  if (stmt == NULL)
    g_prefix_error (error, "Statement “%s”: ", name);

  return stmt;
}

VouchStmt *
vouch_db_prepare (VouchDb *db, const char *sql, GError **error)
{
  VouchStmt *stmt;

  g_return_val_if_fail (VOUCH_IS_DB (db), NULL);
  g_return_val_if_fail (sql != NULL, NULL);
  vouch_db_assert_owner (db);

  stmt = take_idle (db, sql);
  return stmt != NULL ? stmt : compile (db, sql, sql, error);
}

void
vouch_stmt_release (VouchStmt *self)
{
  VouchDb *db;

  g_return_if_fail (self != NULL);

  db = self->db;
  vouch_db_assert_owner (db);
  g_assert (db->n_taken > 0);
  db->n_taken--;

  vouch_stmt_reset (self);
  sqlite3_clear_bindings (self->handle);
  g_clear_error (&self->failure);

  /* The same statement was taken twice at a time: one stays. */
  if (g_hash_table_contains (db->idle, self->key))
    {
      vouch_stmt_free (self);
      return;
    }

  g_hash_table_insert (db->idle, self->key, self);
  g_queue_push_head_link (&db->recent, &self->link);
  if (db->recent.length > MAX_IDLE)
    {
      VouchStmt *oldest = db->recent.tail->data;

      forget (db, oldest);
      vouch_stmt_free (oldest);
    }
}

void
vouch_stmt_reset (VouchStmt *self)
{
  g_return_if_fail (self != NULL);
  vouch_db_assert_owner (self->db);

  /* Repeats the error of the last step, which was reported then. */
  (void) sqlite3_reset (self->handle);
}

void
vouch_stmt_check_binding (VouchStmt *self, const char *name, int code)
{
  if (code == SQLITE_OK || self->failure != NULL)
    return;

  g_set_error (&self->failure, VOUCH_DB_ERROR, VOUCH_DB_ERROR_INVALID, "Parameter %s: %s", name,
               code == SQLITE_RANGE ? "the statement has none" : sqlite3_errstr (code));
}

/* 0 makes the binding fail with SQLITE_RANGE. A walk in progress ends: SQLite refuses to bind
 * under it. */
static int
find_parameter (VouchStmt *self, const char *name)
{
  vouch_db_assert_owner (self->db);
  if (sqlite3_stmt_busy (self->handle))
    vouch_stmt_reset (self);

  return sqlite3_bind_parameter_index (self->handle, name);
}

void
vouch_stmt_bind_text (VouchStmt *self, const char *name, const char *value)
{
  int index;

  g_return_if_fail (self != NULL && name != NULL);

  index = find_parameter (self, name);
  vouch_stmt_check_binding (self, name,
                            value == NULL
                                ? sqlite3_bind_null (self->handle, index)
                                : sqlite3_bind_text64 (self->handle, index, value, strlen (value),
                                                       SQLITE_TRANSIENT, SQLITE_UTF8));
}

void
vouch_stmt_bind_int (VouchStmt *self, const char *name, gint64 value)
{
  g_return_if_fail (self != NULL && name != NULL);

  vouch_stmt_check_binding (self, name,
                            sqlite3_bind_int64 (self->handle, find_parameter (self, name), value));
}

void
vouch_stmt_bind_double (VouchStmt *self, const char *name, double value)
{
  g_return_if_fail (self != NULL && name != NULL);

  vouch_stmt_check_binding (self, name,
                            sqlite3_bind_double (self->handle, find_parameter (self, name), value));
}

void
vouch_stmt_bind_bool (VouchStmt *self, const char *name, gboolean value)
{
  vouch_stmt_bind_int (self, name, value ? 1 : 0);
}

void
vouch_stmt_bind_null (VouchStmt *self, const char *name)
{
  g_return_if_fail (self != NULL && name != NULL);

  vouch_stmt_check_binding (self, name,
                            sqlite3_bind_null (self->handle, find_parameter (self, name)));
}

void
vouch_stmt_bind_time (VouchStmt *self, const char *name, gint64 value)
{
  if (value == 0)
    vouch_stmt_bind_null (self, name);
  else
    vouch_stmt_bind_int (self, name, value);
}

void
vouch_stmt_bind_enum (VouchStmt *self, const char *name, const VouchEnum *values, int value)
{
  const char *nick = vouch_enum_nick (values, value);

  g_return_if_fail (self != NULL && name != NULL);

  if (nick != NULL)
    vouch_stmt_bind_text (self, name, nick);
  else
    vouch_stmt_check_binding (self, name, SQLITE_MISMATCH);
}

void
vouch_stmt_bind_blob (VouchStmt *self, const char *name, gconstpointer data, gsize size)
{
  g_return_if_fail (self != NULL && name != NULL);
  g_return_if_fail (data != NULL || size == 0);

  /* SQLite takes a NULL pointer for null, but no bytes are not null. */
  vouch_stmt_check_binding (self, name,
                            sqlite3_bind_blob64 (self->handle, find_parameter (self, name),
                                                 size > 0 ? data : "", size, SQLITE_TRANSIENT));
}

void
vouch_stmt_bind_bytes (VouchStmt *self, const char *name, GBytes *value)
{
  gconstpointer data;
  gsize size;

  if (value == NULL)
    {
      vouch_stmt_bind_null (self, name);
      return;
    }

  data = g_bytes_get_data (value, &size);
  vouch_stmt_bind_blob (self, name, data, size);
}

gboolean
vouch_stmt_step (VouchStmt *self, GError **error)
{
  int code;

  g_return_val_if_fail (self != NULL, FALSE);
  vouch_db_assert_owner (self->db);

  if (self->failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->failure));
      return FALSE;
    }

  code = sqlite3_step (self->handle);
  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    (void) vouch_db_fail (self->db->handle, error); /* always FALSE */

  /* Ends the read transaction the walk held open. */
  vouch_stmt_reset (self);
  return FALSE;
}

gboolean
vouch_stmt_one (VouchStmt *self, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (vouch_stmt_step (self, &failure))
    return TRUE;

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_set_error_literal (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_NOT_FOUND, "There is no such row");

  return FALSE;
}

gint64
vouch_stmt_run (VouchStmt *self, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gint64 before;

  g_return_val_if_fail (self != NULL, -1);

  before = sqlite3_total_changes64 (self->db->handle);
  while (vouch_stmt_step (self, &failure))
    continue;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return -1;
    }

  /* changes64 keeps the count of an earlier statement when this one changes no rows at all. */
  return sqlite3_total_changes64 (self->db->handle) == before
             ? 0
             : sqlite3_changes64 (self->db->handle);
}

int
vouch_stmt_n_columns (VouchStmt *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return sqlite3_column_count (self->handle);
}

int
vouch_stmt_find_column (VouchStmt *self, const char *name)
{
  g_return_val_if_fail (self != NULL, -1);
  vouch_db_assert_owner (self->db);

  for (int i = 0; i < vouch_stmt_n_columns (self); i++)
    {
      if (g_strcmp0 (sqlite3_column_name (self->handle, i), name) == 0)
        return i;
    }

  return -1;
}

gboolean
vouch_stmt_is_null (VouchStmt *self, int column)
{
  g_return_val_if_fail (self != NULL, TRUE);
  vouch_db_assert_owner (self->db);

  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}

const char *
vouch_stmt_text (VouchStmt *self, int column)
{
  g_return_val_if_fail (self != NULL, NULL);
  vouch_db_assert_owner (self->db);

  return (const char *) sqlite3_column_text (self->handle, column);
}

char *
vouch_stmt_dup_text (VouchStmt *self, int column)
{
  return g_strdup (vouch_stmt_text (self, column));
}

gint64
vouch_stmt_int (VouchStmt *self, int column)
{
  g_return_val_if_fail (self != NULL, 0);
  vouch_db_assert_owner (self->db);

  return sqlite3_column_int64 (self->handle, column);
}

double
vouch_stmt_double (VouchStmt *self, int column)
{
  g_return_val_if_fail (self != NULL, 0);
  vouch_db_assert_owner (self->db);

  return sqlite3_column_double (self->handle, column);
}

gboolean
vouch_stmt_bool (VouchStmt *self, int column)
{
  return vouch_stmt_int (self, column) != 0;
}

int
vouch_stmt_enum (VouchStmt *self, int column, const VouchEnum *values)
{
  return vouch_enum_from_nick (values, vouch_stmt_text (self, column));
}

GBytes *
vouch_stmt_dup_bytes (VouchStmt *self, int column)
{
  gconstpointer data;

  if (vouch_stmt_is_null (self, column))
    return NULL;

  /* In this order: asking for the size first could convert the value under the pointer. */
  data = sqlite3_column_blob (self->handle, column);
  return g_bytes_new (data, (gsize) sqlite3_column_bytes (self->handle, column));
}

gint64
vouch_db_exec_statement (VouchDb *db, const char *name, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, name, error);

  return stmt != NULL ? vouch_stmt_run (stmt, error) : -1;
}
