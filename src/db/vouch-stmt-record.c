/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records in and out of statements, driven by the table of fields. */

#define G_LOG_DOMAIN "vouch-stmt"

#include "vouch-db-private.h"

/* Statement texts made from a record type, kept by the connection. */
typedef struct
{
  char *put;
  char *get;
  char *remove;
} RecordSql;

static void
record_sql_free (gpointer data)
{
  RecordSql *self = data;

  g_free (self->put);
  g_free (self->get);
  g_free (self->remove);
  g_free (self);
}

static const RecordSql *
record_sql (VouchDb *db, const VouchRecordType *type)
{
  RecordSql *sql;

  vouch_db_assert_owner (db);

  if (db->record_sql == NULL)
    db->record_sql = g_hash_table_new_full (NULL, NULL, NULL, record_sql_free);

  sql = g_hash_table_lookup (db->record_sql, type);
  if (sql == NULL)
    {
      g_autofree char *columns = vouch_record_sql_columns (type);

      sql = g_new0 (RecordSql, 1);
      sql->put = vouch_record_sql_upsert (type);
      sql->get = g_strdup_printf ("SELECT %s FROM %s WHERE id = :id", columns, type->name);
      sql->remove = g_strdup_printf ("DELETE FROM %s WHERE id = :id", type->name);
      g_hash_table_insert (db->record_sql, (gpointer) type, sql);
    }

  return sql;
}

static void
map_parameters (VouchStmt *self, const VouchRecordType *type)
{
  if (self->bind_type == type)
    return;

  g_free (self->bind_params);
  self->bind_params = g_new0 (int, type->n_fields);
  self->bind_type = type;
  for (guint i = 0; i < type->n_fields; i++)
    {
      char name[VOUCH_FIELD_NAME_MAX + 2];

      g_snprintf (name, sizeof name, ":%s", type->fields[i].name);
      self->bind_params[i] = sqlite3_bind_parameter_index (self->handle, name);
    }
}

static int
bind_text (VouchStmt *self, int index, const char *text)
{
  if (text == NULL)
    return sqlite3_bind_null (self->handle, index);

  return sqlite3_bind_text64 (self->handle, index, text, strlen (text), SQLITE_TRANSIENT,
                              SQLITE_UTF8);
}

static int
bind_field (VouchStmt *self, int index, const VouchField *field, gconstpointer record)
{
  gint64 number;
  const char *nick;

  switch (field->type)
    {
    case VOUCH_FIELD_TEXT:
    case VOUCH_FIELD_JSON:
      return bind_text (self, index, vouch_field_get_text (field, record));

    case VOUCH_FIELD_BOOL:
      return sqlite3_bind_int64 (self->handle, index, vouch_field_get_int (field, record) != 0);

    case VOUCH_FIELD_TIME:
      number = vouch_field_get_int (field, record);
      return number != 0 ? sqlite3_bind_int64 (self->handle, index, number)
                         : sqlite3_bind_null (self->handle, index);

    case VOUCH_FIELD_ENUM:
      nick = vouch_enum_nick (field->values, (int) vouch_field_get_int (field, record));
      return nick != NULL ? bind_text (self, index, nick) : SQLITE_MISMATCH;

    case VOUCH_FIELD_INT:
    default:
      return sqlite3_bind_int64 (self->handle, index, vouch_field_get_int (field, record));
    }
}

void
vouch_stmt_bind_record (VouchStmt *self, const VouchRecordType *type, gconstpointer record)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (type != NULL && record != NULL);
  vouch_db_assert_owner (self->db);

  if (sqlite3_stmt_busy (self->handle))
    vouch_stmt_reset (self);

  map_parameters (self, type);
  for (guint i = 0; i < type->n_fields; i++)
    {
      if (self->bind_params[i] != 0)
        vouch_stmt_check_binding (self, type->fields[i].name,
                                  bind_field (self, self->bind_params[i], &type->fields[i],
                                              record));
    }
}

static void
map_columns (VouchStmt *self, const VouchRecordType *type)
{
  int prepares = sqlite3_stmt_status (self->handle, SQLITE_STMTSTATUS_REPREPARE, 0);
  int n_columns;

  if (self->read_type == type && self->read_prepares == prepares)
    return;

  n_columns = sqlite3_column_count (self->handle);
  g_free (self->read_fields);
  self->read_fields = g_new0 (const VouchField *, (gsize) n_columns);
  self->read_type = type;
  self->read_prepares = prepares;
  for (int i = 0; i < n_columns; i++)
    self->read_fields[i] = vouch_record_field (type, sqlite3_column_name (self->handle, i));
}

/* FALSE when the stored value is of another kind or an unknown word. */
static gboolean
read_field (VouchStmt *self, int column, const VouchField *field, gpointer record)
{
  int kind = sqlite3_column_type (self->handle, column);
  int value;

  if (kind == SQLITE_NULL)
    return TRUE; /* a new record is empty */

  switch (field->type)
    {
    case VOUCH_FIELD_TEXT:
    case VOUCH_FIELD_JSON:
      if (kind != SQLITE_TEXT)
        return FALSE;
      vouch_field_set_text (field, record, vouch_stmt_text (self, column));
      return TRUE;

    case VOUCH_FIELD_ENUM:
      if (kind != SQLITE_TEXT)
        return FALSE;
      value = vouch_stmt_enum (self, column, field->values);
      if (value < 0)
        return FALSE;
      vouch_field_set_int (field, record, value);
      return TRUE;

    case VOUCH_FIELD_INT:
    case VOUCH_FIELD_BOOL:
    case VOUCH_FIELD_TIME:
    default:
      if (kind != SQLITE_INTEGER)
        return FALSE;
      vouch_field_set_int (field, record, vouch_stmt_int (self, column));
      return TRUE;
    }
}

gpointer
vouch_stmt_read_record (VouchStmt *self, const VouchRecordType *type, GError **error)
{
  gpointer record;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (type != NULL, NULL);
  vouch_db_assert_owner (self->db);

  map_columns (self, type);
  record = vouch_record_new (type);
  for (int i = 0; i < sqlite3_column_count (self->handle); i++)
    {
      const VouchField *field = self->read_fields[i];

      if (field != NULL && !read_field (self, i, field, record))
        {
          g_set_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_CORRUPT,
                       "%s.%s holds a value it cannot have", type->name, field->name);
          vouch_record_free (type, record);
          return NULL;
        }
    }

  return record;
}

gpointer
vouch_stmt_next_record (VouchStmt *self, const VouchRecordType *type, GError **error)
{
  return vouch_stmt_step (self, error) ? vouch_stmt_read_record (self, type, error) : NULL;
}

gint64
vouch_db_exec_record (VouchDb *db, const char *name, const VouchRecordType *type,
                      gconstpointer record, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, name, error);

  if (stmt == NULL)
    return -1;

  vouch_stmt_bind_record (stmt, type, record);
  return vouch_stmt_run (stmt, error);
}

gboolean
vouch_db_put_record (VouchDb *db, const VouchRecordType *type, gconstpointer record, GError **error)
{
  g_autoptr (VouchStmt) stmt = NULL;

  g_return_val_if_fail (VOUCH_IS_DB (db), FALSE);
  g_return_val_if_fail (type != NULL && record != NULL, FALSE);

  stmt = vouch_db_prepare (db, record_sql (db, type)->put, error);
  if (stmt == NULL)
    return FALSE;

  vouch_stmt_bind_record (stmt, type, record);
  return vouch_stmt_run (stmt, error) >= 0;
}

gpointer
vouch_db_get_record (VouchDb *db, const VouchRecordType *type, const char *id, GError **error)
{
  g_autoptr (VouchStmt) stmt = NULL;

  g_return_val_if_fail (VOUCH_IS_DB (db), NULL);
  g_return_val_if_fail (type != NULL && id != NULL, NULL);

  stmt = vouch_db_prepare (db, record_sql (db, type)->get, error);
  if (stmt == NULL)
    return NULL;

  vouch_stmt_bind_text (stmt, ":id", id);
  return vouch_stmt_one (stmt, error) ? vouch_stmt_read_record (stmt, type, error) : NULL;
}

gboolean
vouch_db_delete_record (VouchDb *db, const VouchRecordType *type, const char *id, GError **error)
{
  g_autoptr (VouchStmt) stmt = NULL;
  gint64 changes;

  g_return_val_if_fail (VOUCH_IS_DB (db), FALSE);
  g_return_val_if_fail (type != NULL && id != NULL, FALSE);

  stmt = vouch_db_prepare (db, record_sql (db, type)->remove, error);
  if (stmt == NULL)
    return FALSE;

  vouch_stmt_bind_text (stmt, ":id", id);
  changes = vouch_stmt_run (stmt, error);
  if (changes == 0)
    g_set_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_NOT_FOUND, "There is no such %s",
                 type->name);

  return changes > 0;
}
