/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeping a file well: checks, backup, emptying the write-ahead log. */

#define G_LOG_DOMAIN "vouch-db"

#include "vouch-db-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* The check answers one row "ok", or a row a fault. Takes the bare handle, because a backup is
 * checked too. */
gboolean
vouch_db_check_pages (sqlite3 *handle, const char *pragma, GError **error)
{
  g_autoptr (GString) faults = g_string_new (NULL);
  sqlite3_stmt *stmt = NULL;
  int code = sqlite3_prepare_v2 (handle, pragma, -1, &stmt, NULL);

  while (code == SQLITE_OK || code == SQLITE_ROW)
    {
      code = sqlite3_step (stmt);
      if (code == SQLITE_ROW)
        {
          const char *line = (const char *) sqlite3_column_text (stmt, 0);

          if (g_strcmp0 (line, "ok") != 0)
            g_string_append_printf (faults, "%s%s", faults->len > 0 ? "; " : "", line);
        }
    }
  if (code != SQLITE_DONE)
    (void) vouch_db_fail (handle, error); /* always FALSE */
  sqlite3_finalize (stmt);
  if (code != SQLITE_DONE)
    return FALSE;

  if (faults->len > 0)
    {
      g_set_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_CORRUPT, "The database is damaged: %s",
                   faults->str);
      return FALSE;
    }

  return TRUE;
}

gboolean
vouch_db_check_foreign_keys (VouchDb *self, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_prepare (self, "PRAGMA foreign_key_check", error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;

  if (vouch_stmt_step (stmt, &failure))
    {
      g_set_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_CORRUPT,
                   "A row of %s refers to a row of %s that does not exist",
                   vouch_stmt_text (stmt, 0), vouch_stmt_text (stmt, 2));
      return FALSE;
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

gboolean
vouch_db_integrity_check (VouchDb *self, GError **error)
{
  g_return_val_if_fail (VOUCH_IS_DB (self), FALSE);
  vouch_db_assert_owner (self);

  return vouch_db_check_pages (self->handle, "PRAGMA integrity_check(5)", error) &&
         vouch_db_check_foreign_keys (self, error);
}

gboolean
vouch_db_checkpoint (VouchDb *self, GError **error)
{
  g_return_val_if_fail (VOUCH_IS_DB (self), FALSE);
  vouch_db_assert_owner (self);

  return sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) ==
             SQLITE_OK ||
         vouch_db_fail (self->handle, error);
}

static gboolean
fail_file (const char *what, GError **error)
{
  int code = errno;

  g_set_error (error, VOUCH_DB_ERROR,
               code == ENOSPC || code == EDQUOT ? VOUCH_DB_ERROR_FULL
               : code == ENOENT                 ? VOUCH_DB_ERROR_NOT_FOUND
                                                : VOUCH_DB_ERROR_ENGINE,
               "The backup cannot be %s: %s", what, g_strerror (code));
  return FALSE;
}

/* All pages in one step: that is one snapshot, which with a write-ahead log stops nobody, while
 * smaller steps would start anew at each write of another connection. */
static gboolean
copy_pages (VouchDb *self, sqlite3 *target, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (target, "main", self->handle, "main");

  if (backup == NULL)
    return vouch_db_fail (target, error);

  (void) sqlite3_backup_step (backup, -1); /* finish repeats its error */
  if (sqlite3_backup_finish (backup) != SQLITE_OK)
    return vouch_db_fail (target, error);

  /* The copied header says "log": without one the backup is a single file. */
  if (sqlite3_exec (target, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) != SQLITE_OK)
    return vouch_db_fail (target, error);

  return vouch_db_check_pages (target, "PRAGMA quick_check(5)", error);
}

static gboolean
write_copy (VouchDb *self, const char *path, GError **error)
{
  sqlite3 *target = NULL;
  gboolean ok;
  int fd;

  if (g_unlink (path) != 0 && errno != ENOENT)
    return fail_file ("written", error);
  fd = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail_file ("written", error);
  if (!g_close (fd, error))
    return FALSE;

  ok = sqlite3_open_v2 (path, &target,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                        NULL) == SQLITE_OK
           ? copy_pages (self, target, error)
           : vouch_db_fail (target, error);
  sqlite3_close_v2 (target);

  return ok;
}

/* The rename is durable only when the folder is. */
static gboolean
sync_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return fail_file ("made durable", error);
  if (fsync (fd) != 0)
    {
      (void) fail_file ("made durable", error); /* always FALSE */
      (void) g_close (fd, NULL);                /* the first error counts */
      return FALSE;
    }

  return g_close (fd, error);
}

gboolean
vouch_db_backup (VouchDb *self, const char *path, GError **error)
{
  g_autofree char *partial = NULL;

  g_return_val_if_fail (VOUCH_IS_DB (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);
  vouch_db_assert_owner (self);

  partial = g_strconcat (path, ".partial", NULL);
  if (!write_copy (self, partial, error))
    {
      (void) g_unlink (partial); /* may not exist; the first error counts */
      return FALSE;
    }
  if (g_rename (partial, path) != 0)
    {
      (void) fail_file ("put in place", error); /* always FALSE */
      (void) g_unlink (partial);
      return FALSE;
    }

  return sync_folder (path, error);
}
