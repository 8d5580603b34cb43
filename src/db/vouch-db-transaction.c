/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Transactions and nested savepoints of a connection. */

#define G_LOG_DOMAIN "vouch-db"

#include "vouch-db-private.h"

static gboolean
run (VouchDb *self, const char *sql, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_prepare (self, sql, error);

  return stmt != NULL && vouch_stmt_run (stmt, error) >= 0;
}

static gboolean
begin (VouchDb *self, const char *sql, GError **error)
{
  if (vouch_db_in_transaction (self))
    {
      g_set_error_literal (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_INVALID,
                           "A transaction is already open");
      return FALSE;
    }

  self->depth = 0;
  return run (self, sql, error);
}

gboolean
vouch_db_begin (VouchDb *self, GError **error)
{
  g_return_val_if_fail (VOUCH_IS_DB (self), FALSE);

  return begin (self, "BEGIN IMMEDIATE", error);
}

gboolean
vouch_db_begin_read (VouchDb *self, GError **error)
{
  g_return_val_if_fail (VOUCH_IS_DB (self), FALSE);

  return begin (self, "BEGIN DEFERRED", error);
}

gboolean
vouch_db_commit (VouchDb *self, GError **error)
{
  g_return_val_if_fail (VOUCH_IS_DB (self), FALSE);

  if (run (self, "COMMIT", error))
    {
      self->depth = 0;
      return TRUE;
    }

  vouch_db_rollback (self);
  return FALSE;
}

void
vouch_db_rollback (VouchDb *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (VOUCH_IS_DB (self));
  vouch_db_assert_owner (self);

  self->depth = 0;
  /* A rollback that fails (the disk is gone) still ends the transaction: the next opening of the
   * file drops what was not committed. */
  if (vouch_db_in_transaction (self) && !run (self, "ROLLBACK", &error))
    g_debug ("Rollback: %s", error->message);
}

gboolean
vouch_db_in_transaction (VouchDb *self)
{
  g_return_val_if_fail (VOUCH_IS_DB (self), FALSE);
  vouch_db_assert_owner (self);

  return !sqlite3_get_autocommit (self->handle);
}

static gboolean
check_open (VouchDb *self, guint min_depth, GError **error)
{
  if (vouch_db_in_transaction (self) && self->depth >= min_depth)
    return TRUE;

  g_set_error_literal (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_INVALID,
                       min_depth > 0 ? "The savepoint is gone with its transaction"
                                     : "A savepoint needs a transaction");
  vouch_db_rollback (self);
  return FALSE;
}

/* @verb with the name of the savepoint number @depth; the whole transaction is lost on failure. */
static gboolean
savepoint (VouchDb *self, const char *verb, guint depth, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("%s s%u", verb, depth);

  if (run (self, sql, error))
    return TRUE;

  vouch_db_rollback (self);
  return FALSE;
}

gboolean
vouch_db_savepoint (VouchDb *self, GError **error)
{
  g_return_val_if_fail (VOUCH_IS_DB (self), FALSE);

  if (!check_open (self, 0, error) || !savepoint (self, "SAVEPOINT", self->depth + 1, error))
    return FALSE;

  self->depth++;
  return TRUE;
}

gboolean
vouch_db_savepoint_release (VouchDb *self, GError **error)
{
  g_return_val_if_fail (VOUCH_IS_DB (self), FALSE);

  if (!check_open (self, 1, error) || !savepoint (self, "RELEASE", self->depth, error))
    return FALSE;

  self->depth--;
  return TRUE;
}

gboolean
vouch_db_savepoint_rollback (VouchDb *self, GError **error)
{
  g_return_val_if_fail (VOUCH_IS_DB (self), FALSE);

  /* Going back does not end the savepoint, releasing it does. */
  return check_open (self, 1, error) && savepoint (self, "ROLLBACK TO", self->depth, error) &&
         vouch_db_savepoint_release (self, error);
}

static gboolean
transact_nested (VouchDb *self, VouchDbFunc func, gpointer user_data, GError **error)
{
  g_autoptr (GError) lost = NULL;

  if (!vouch_db_savepoint (self, error))
    return FALSE;
  if (func (self, user_data, error))
    return vouch_db_savepoint_release (self, error);

  /* @error already says why; the caller learns from vouch_db_in_transaction() or its own next
   * savepoint call that the transaction went too. */
  if (!vouch_db_savepoint_rollback (self, &lost))
    g_debug ("Savepoint: %s", lost->message);
  return FALSE;
}

gboolean
vouch_db_transact (VouchDb *self, VouchDbFunc func, gpointer user_data, GError **error)
{
  g_return_val_if_fail (VOUCH_IS_DB (self), FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  if (vouch_db_in_transaction (self))
    return transact_nested (self, func, user_data, error);

  if (!vouch_db_begin (self, error))
    return FALSE;
  if (func (self, user_data, error))
    return vouch_db_commit (self, error);

  vouch_db_rollback (self);
  return FALSE;
}
