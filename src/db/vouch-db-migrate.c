/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbered steps from one version of a schema to the next. */

#define G_LOG_DOMAIN "vouch-db-migrate"

#include "vouch-db-migrate.h"
#include "vouch-db-private.h"

gboolean
vouch_db_get_version (VouchDb *db, guint *version, GError **error)
{
  gint64 value;

  g_return_val_if_fail (version != NULL, FALSE);

  if (!vouch_db_query_int (db, "PRAGMA user_version", &value, error))
    return FALSE;
  if (value < 0 || value > G_MAXINT32)
    {
      g_set_error_literal (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_CORRUPT,
                           "The version of the database is no version");
      return FALSE;
    }

  *version = (guint) value;
  return TRUE;
}

static gboolean
apply (VouchDb *db, const VouchDbMigration *step, gpointer user_data, GError **error)
{
  g_autofree char *resource = NULL;

  if (step->sql != NULL && !vouch_db_exec (db, step->sql, error))
    return FALSE;

  if (step->resource != NULL)
    {
      resource = vouch_db_load_sql (step->resource, error);
      if (resource == NULL || !vouch_db_exec (db, resource, error))
        return FALSE;
    }

  if (step->func != NULL && !step->func (db, user_data, error))
    return FALSE;

  if (!vouch_db_in_transaction (db))
    {
      g_set_error_literal (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_INVALID,
                           "The step ended its own transaction");
      return FALSE;
    }

  return vouch_db_check_foreign_keys (db, error);
}

/* In the transaction already: another process may have been quicker. */
static gboolean
apply_if_missing (VouchDb *db, const VouchDbMigration *step, gpointer user_data, GError **error)
{
  g_autofree char *sql = NULL;
  guint version;

  if (!vouch_db_get_version (db, &version, error))
    return FALSE;
  if (version >= step->version)
    return TRUE;
  if (!apply (db, step, user_data, error))
    return FALSE;

  sql = g_strdup_printf ("PRAGMA user_version = %u", step->version);
  return vouch_db_exec (db, sql, error);
}

static gboolean
run_step (VouchDb *db, const VouchDbMigration *step, gpointer user_data, GError **error)
{
  if (!vouch_db_begin (db, error))
    return FALSE;
  if (apply_if_missing (db, step, user_data, error))
    return vouch_db_commit (db, error);

  vouch_db_rollback (db);
  return FALSE;
}

static gboolean
run_steps (VouchDb *db, guint version, const VouchDbMigration *steps, guint n_steps,
           gpointer user_data, GError **error)
{
  for (guint i = version; i < n_steps; i++)
    {
      if (!run_step (db, &steps[i], user_data, error))
        {
          g_prefix_error (error, "Step to version %u: ", steps[i].version);
          return FALSE;
        }
    }

  return TRUE;
}

gboolean
vouch_db_migrate (VouchDb *db, const VouchDbMigration *steps, guint n_steps, gpointer user_data,
                  GError **error)
{
  gboolean ok;
  guint version;

  g_return_val_if_fail (VOUCH_IS_DB (db), FALSE);
  for (guint i = 0; i < n_steps; i++)
    g_return_val_if_fail (steps[i].version == i + 1, FALSE);

  if (!vouch_db_get_version (db, &version, error))
    return FALSE;
  if (version > n_steps)
    {
      g_set_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_TOO_NEW,
                   "The database has version %u, this program knows %u", version, n_steps);
      return FALSE;
    }
  if (version == n_steps)
    return TRUE;

  /* A table is rebuilt by dropping it, which with foreign keys on would delete what refers to
   * it. The switch has no effect inside a transaction. */
  if (!vouch_db_exec (db, "PRAGMA foreign_keys = OFF", error))
    return FALSE;
  ok = run_steps (db, version, steps, n_steps, user_data, error);
  vouch_db_forget_statements (db);

  return vouch_db_exec (db, "PRAGMA foreign_keys = ON", ok ? error : NULL) && ok;
}
