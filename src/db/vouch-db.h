/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One SQLite connection: opening with safe settings, transactions, checks and backup. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define VOUCH_DB_ERROR (vouch_db_error_quark ())
GQuark vouch_db_error_quark (void);

/* Named by what the caller can do. A statement stopped by vouch_db_interrupt() fails with
 * G_IO_ERROR_CANCELLED instead. Messages name tables and columns, never values. */
typedef enum
{
  VOUCH_DB_ERROR_ENGINE,     /* the disk or SQLite failed: report it */
  VOUCH_DB_ERROR_CONSTRAINT, /* unique, foreign key, check or not null refused the row */
  VOUCH_DB_ERROR_NOT_FOUND,  /* no such row, file or named statement */
  VOUCH_DB_ERROR_CORRUPT,    /* the file is damaged or no database: restore or build anew */
  VOUCH_DB_ERROR_FULL,       /* no space: nothing was written */
  VOUCH_DB_ERROR_BUSY,       /* another connection held the lock for too long: try again */
  VOUCH_DB_ERROR_TOO_NEW,    /* written by a newer version of the program */
  VOUCH_DB_ERROR_INVALID,    /* the call was wrong: bad SQL, unknown parameter, too large */
} VouchDbError;

typedef enum
{
  VOUCH_DB_DEFAULT = 0,            /* read and write, created when missing, FULL sync */
  VOUCH_DB_READ_ONLY = 1 << 0,     /* the file must exist */
  VOUCH_DB_SYNC_NORMAL = 1 << 1,   /* a power cut may lose the last commits, never consistency */
  VOUCH_DB_SECURE_DELETE = 1 << 2, /* overwrite what is deleted with zeros */
  VOUCH_DB_QUICK_CHECK = 1 << 3,   /* read every page on opening; CORRUPT when one is damaged */
} VouchDbFlags;

#define VOUCH_TYPE_DB (vouch_db_get_type ())
G_DECLARE_FINAL_TYPE (VouchDb, vouch_db, VOUCH, DB, GObject)

/* A connection and its statements belong to one thread, at first the one that opened it; every
 * function but vouch_db_interrupt() and the last unref aborts the program in another thread,
 * because a foreign statement would silently join the owner's transaction.
 * The file gets mode 0600. Transfer full. */
VouchDb *vouch_db_open (const char *path, VouchDbFlags flags, GError **error);
const char *vouch_db_get_path (VouchDb *self);
VouchDbFlags vouch_db_get_flags (VouchDb *self);

/* Handing over: the owner releases (no statement taken, no transaction open), the next takes. */
void vouch_db_release_ownership (VouchDb *self);
void vouch_db_take_ownership (VouchDb *self);
gboolean vouch_db_is_owner (VouchDb *self);

/* Any thread: makes the running statement fail with G_IO_ERROR_CANCELLED. */
void vouch_db_interrupt (VouchDb *self);

/* SQL text without parameters, several statements allowed, rows ignored. */
gboolean vouch_db_exec (VouchDb *self, const char *sql, GError **error);
/* The one number a statement without parameters gives; NOT_FOUND without a row. */
gboolean vouch_db_query_int (VouchDb *self, const char *sql, gint64 *value, GError **error);
/* Rows that the last insert, update or delete changed. */
gint64 vouch_db_changes (VouchDb *self);
gint64 vouch_db_last_rowid (VouchDb *self);

/* Takes the write lock at once, so that a later write cannot fail with BUSY. */
gboolean vouch_db_begin (VouchDb *self, GError **error);
/* One snapshot for several reads; ends with vouch_db_commit() or vouch_db_rollback(). */
gboolean vouch_db_begin_read (VouchDb *self, GError **error);
/* The transaction is over afterwards, also on failure: then it was rolled back. */
gboolean vouch_db_commit (VouchDb *self, GError **error);
/* Does nothing outside a transaction: SQLite ends it itself after FULL and some disk errors. */
void vouch_db_rollback (VouchDb *self);
gboolean vouch_db_in_transaction (VouchDb *self);

/* Savepoints nest and are only allowed inside a transaction. Group commit: one vouch_db_begin(),
 * each command in its savepoint, one vouch_db_commit(). When a savepoint function fails, the
 * whole transaction is lost and already rolled back: every command of the group has failed.
 * Use no DEFERRED foreign keys: they would fail the group instead of the command. */
gboolean vouch_db_savepoint (VouchDb *self, GError **error);
gboolean vouch_db_savepoint_release (VouchDb *self, GError **error);
gboolean vouch_db_savepoint_rollback (VouchDb *self, GError **error);

/* FALSE with @error rolls back. No callback and no network inside. */
typedef gboolean (*VouchDbFunc) (VouchDb *self, gpointer user_data, GError **error);
/* begin, @func, commit or rollback; inside a transaction a savepoint instead. */
gboolean vouch_db_transact (VouchDb *self, VouchDbFunc func, gpointer user_data, GError **error);

/* Checks indexes, foreign keys and every page; CORRUPT names the first faults. Slow. */
gboolean vouch_db_integrity_check (VouchDb *self, GError **error);
/* A consistent, checked copy while others read and write; replaces @path at the end, at once. */
gboolean vouch_db_backup (VouchDb *self, const char *path, GError **error);
/* Moves the write-ahead log into the file and empties it: deleted content is gone from both. BUSY
 * when a reader is in the way. */
gboolean vouch_db_checkpoint (VouchDb *self, GError **error);

G_END_DECLS
