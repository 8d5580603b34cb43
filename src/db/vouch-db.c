/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One SQLite connection: opening with safe settings, its owner, its errors, plain statements. */

#define G_LOG_DOMAIN "vouch-db"

#include "vouch-db-private.h"
#include "vouch-fold.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define BUSY_TIMEOUT_MS 5000
/* A value, a row or a statement text above this is refused. */
#define MAX_VALUE_BYTES (64 << 20)

/* One word: the formatter would put spaces into a name with dashes. */
G_DEFINE_QUARK (vouch_db_error, vouch_db_error)
G_DEFINE_FINAL_TYPE (VouchDb, vouch_db, G_TYPE_OBJECT)

static VouchDbError
error_code (sqlite3 *handle, int code)
{
  switch (code & 0xff)
    {
    case SQLITE_CONSTRAINT:
      return VOUCH_DB_ERROR_CONSTRAINT;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return VOUCH_DB_ERROR_CORRUPT;
    case SQLITE_FULL:
      return VOUCH_DB_ERROR_FULL;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return VOUCH_DB_ERROR_BUSY;
    case SQLITE_ERROR:
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
      return VOUCH_DB_ERROR_INVALID;
    case SQLITE_CANTOPEN:
      return sqlite3_system_errno (handle) == ENOENT ? VOUCH_DB_ERROR_NOT_FOUND
                                                     : VOUCH_DB_ERROR_ENGINE;
    default:
      /* A full disk or quota can come as a failed write. */
      if ((code & 0xff) == SQLITE_IOERR &&
          (sqlite3_system_errno (handle) == ENOSPC || sqlite3_system_errno (handle) == EDQUOT))
        return VOUCH_DB_ERROR_FULL;
      return VOUCH_DB_ERROR_ENGINE;
    }
}

gboolean
vouch_db_fail (sqlite3 *handle, GError **error)
{
  int code = sqlite3_extended_errcode (handle);

  if ((code & 0xff) == SQLITE_INTERRUPT)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The statement was interrupted");
  else
    g_set_error (error, VOUCH_DB_ERROR, error_code (handle, code), "%s (SQLite %d)",
                 sqlite3_errmsg (handle), code);

  return FALSE;
}

void
vouch_db_assert_owner (VouchDb *self)
{
  if (G_UNLIKELY (g_atomic_pointer_get (&self->owner) != g_thread_self ()))
    g_error ("A database connection is used by a thread that does not own it");
}

static void
fold_cb (sqlite3_context *context, int n_args, sqlite3_value **args)
{
  g_autofree char *folded = vouch_fold ((const char *) sqlite3_value_text (args[0]));

  if (folded != NULL)
    sqlite3_result_text (context, folded, -1, SQLITE_TRANSIENT);
}

/* Makes or tightens the file before SQLite sees it: the log beside it takes over its mode. An
 * existing file is not opened here, because closing it would drop the locks that other
 * connections of this process hold on it. */
static gboolean
secure_file (const char *path, GError **error)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };
  int fd = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);

  if (fd >= 0)
    return g_close (fd, error);

  if (errno != EEXIST)
    {
      int code = errno;

      g_set_error (error, VOUCH_DB_ERROR,
                   code == ENOSPC || code == EDQUOT ? VOUCH_DB_ERROR_FULL
                   : code == ENOENT                 ? VOUCH_DB_ERROR_NOT_FOUND
                                                    : VOUCH_DB_ERROR_ENGINE,
                   "The database cannot be created: %s", g_strerror (code));
      return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);
      GStatBuf info;

      if (g_stat (name, &info) == 0 && S_ISREG (info.st_mode) && (info.st_mode & 077) != 0 &&
          g_chmod (name, 0600) != 0 && errno != ENOENT)
        {
          g_set_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_ENGINE,
                       "The database cannot be made private: %s", g_strerror (errno));
          return FALSE;
        }
    }

  return TRUE;
}

/* Nothing in a file may run code or weaken the engine, whoever wrote it. */
static gboolean
harden (VouchDb *self, GError **error)
{
  const struct
  {
    int option;
    int value;
  } options[] = {
    { SQLITE_DBCONFIG_DEFENSIVE, 1 },   { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
    { SQLITE_DBCONFIG_ENABLE_FKEY, 1 }, { SQLITE_DBCONFIG_DQS_DDL, 0 },
    { SQLITE_DBCONFIG_DQS_DML, 0 },     { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      if (sqlite3_db_config (self->handle, options[i].option, options[i].value, NULL) != SQLITE_OK)
        return vouch_db_fail (self->handle, error);
    }

  sqlite3_limit (self->handle, SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES);
  if (sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS) != SQLITE_OK ||
      sqlite3_create_function_v2 (self->handle, "vouch_fold", 1,
                                  SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL,
                                  fold_cb, NULL, NULL, NULL) != SQLITE_OK)
    return vouch_db_fail (self->handle, error);

  return TRUE;
}

/* The log keeps readers and the writer apart; a file system that cannot do it must not be used
 * quietly with less. */
static gboolean
use_log (VouchDb *self, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_prepare (self, "PRAGMA journal_mode = WAL", error);

  if (stmt == NULL || !vouch_stmt_one (stmt, error))
    return FALSE;

  if (g_strcmp0 (vouch_stmt_text (stmt, 0), "wal") != 0)
    {
      g_set_error_literal (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_ENGINE,
                           "The file system of the database cannot keep a write-ahead log");
      return FALSE;
    }

  return TRUE;
}

static gboolean
configure (VouchDb *self, GError **error)
{
  gboolean read_only = (self->flags & VOUCH_DB_READ_ONLY) != 0;
  gint64 unused;

  /* temp_store: what is sorted is personal and must not reach a temporary file. */
  if (!harden (self, error) ||
      !vouch_db_exec (self,
                      "PRAGMA cell_size_check = ON;"
                      "PRAGMA temp_store = MEMORY;"
                      "PRAGMA journal_size_limit = 67108864",
                      error) ||
      !vouch_db_exec (self,
                      self->flags & VOUCH_DB_SYNC_NORMAL ? "PRAGMA synchronous = NORMAL"
                                                         : "PRAGMA synchronous = FULL",
                      error) ||
      !vouch_db_exec (self,
                      self->flags & VOUCH_DB_SECURE_DELETE ? "PRAGMA secure_delete = ON"
                                                           : "PRAGMA secure_delete = OFF",
                      error))
    return FALSE;

  if (read_only ? !vouch_db_exec (self, "PRAGMA query_only = ON", error) : !use_log (self, error))
    return FALSE;

  /* The first real read: says at once when the file is no database. */
  if (!vouch_db_query_int (self, "SELECT count(*) FROM sqlite_schema", &unused, error))
    return FALSE;

  return !(self->flags & VOUCH_DB_QUICK_CHECK) ||
         vouch_db_check_pages (self->handle, "PRAGMA quick_check(5)", error);
}

VouchDb *
vouch_db_open (const char *path, VouchDbFlags flags, GError **error)
{
  g_autoptr (VouchDb) self = NULL;
  gboolean read_only = (flags & VOUCH_DB_READ_ONLY) != 0;

  g_return_val_if_fail (path != NULL && *path != '\0', NULL);

  if (read_only && !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error_literal (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_NOT_FOUND,
                           "The database does not exist");
      return NULL;
    }
  if (!read_only && !secure_file (path, error))
    return NULL;

  self = g_object_new (VOUCH_TYPE_DB, NULL);
  self->path = g_strdup (path);
  self->flags = flags;

  /* NOMUTEX: the owner assertion does the mutex's work. */
  if (sqlite3_open_v2 (path, &self->handle,
                       SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                           (read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE),
                       NULL) != SQLITE_OK)
    {
      (void) vouch_db_fail (self->handle, error); /* always FALSE */
      return NULL;
    }

  return configure (self, error) ? g_steal_pointer (&self) : NULL;
}

static void
vouch_db_finalize (GObject *object)
{
  VouchDb *self = VOUCH_DB (object);

  g_assert (self->n_taken == 0);
  vouch_db_forget_statements (self);
  g_hash_table_unref (self->idle);
  g_clear_pointer (&self->record_sql, g_hash_table_unref);
  sqlite3_close_v2 (self->handle);
  g_free (self->path);

  G_OBJECT_CLASS (vouch_db_parent_class)->finalize (object);
}

static void
vouch_db_class_init (VouchDbClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_db_finalize;
}

static void
vouch_db_init (VouchDb *self)
{
  self->owner = g_thread_self ();
  self->idle = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&self->recent);
}

const char *
vouch_db_get_path (VouchDb *self)
{
  g_return_val_if_fail (VOUCH_IS_DB (self), NULL);

  return self->path;
}

VouchDbFlags
vouch_db_get_flags (VouchDb *self)
{
  g_return_val_if_fail (VOUCH_IS_DB (self), VOUCH_DB_DEFAULT);

  return self->flags;
}

void
vouch_db_release_ownership (VouchDb *self)
{
  g_return_if_fail (VOUCH_IS_DB (self));
  vouch_db_assert_owner (self);

  if (self->n_taken != 0 || vouch_db_in_transaction (self))
    g_error ("A database connection is handed over with a statement or a transaction open");
  g_atomic_pointer_set (&self->owner, NULL);
}

void
vouch_db_take_ownership (VouchDb *self)
{
  g_return_if_fail (VOUCH_IS_DB (self));

  if (!g_atomic_pointer_compare_and_exchange (&self->owner, NULL, g_thread_self ()))
    vouch_db_assert_owner (self);
}

gboolean
vouch_db_is_owner (VouchDb *self)
{
  g_return_val_if_fail (VOUCH_IS_DB (self), FALSE);

  return g_atomic_pointer_get (&self->owner) == g_thread_self ();
}

void
vouch_db_interrupt (VouchDb *self)
{
  g_return_if_fail (VOUCH_IS_DB (self));

  sqlite3_interrupt (self->handle);
}

gboolean
vouch_db_exec (VouchDb *self, const char *sql, GError **error)
{
  g_return_val_if_fail (VOUCH_IS_DB (self), FALSE);
  g_return_val_if_fail (sql != NULL, FALSE);
  vouch_db_assert_owner (self);

  return sqlite3_exec (self->handle, sql, NULL, NULL, NULL) == SQLITE_OK ||
         vouch_db_fail (self->handle, error);
}

gboolean
vouch_db_query_int (VouchDb *self, const char *sql, gint64 *value, GError **error)
{
  g_autoptr (VouchStmt) stmt = NULL;

  g_return_val_if_fail (value != NULL, FALSE);

  stmt = vouch_db_prepare (self, sql, error);
  if (stmt == NULL || !vouch_stmt_one (stmt, error))
    return FALSE;

  *value = vouch_stmt_int (stmt, 0);
  return TRUE;
}

gint64
vouch_db_changes (VouchDb *self)
{
  g_return_val_if_fail (VOUCH_IS_DB (self), 0);
  vouch_db_assert_owner (self);

  return sqlite3_changes64 (self->handle);
}

gint64
vouch_db_last_rowid (VouchDb *self)
{
  g_return_val_if_fail (VOUCH_IS_DB (self), 0);
  vouch_db_assert_owner (self);

  return sqlite3_last_insert_rowid (self->handle);
}
