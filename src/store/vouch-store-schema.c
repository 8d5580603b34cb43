/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two databases: their tables, and what happens when a file cannot be used. */

#define G_LOG_DOMAIN "vouch-store"

#include <glib/gstdio.h>

#include "vouch-db-migrate.h"
#include "vouch-store-private.h"

/* Columns of the cache beside those of the record:
 *   name_key    folded name, to sort by
 *   words       folded text the search looks in
 *   generation  which loading of the scope the row was last seen in */
#define APPLICANT_EXTRA "  name_key TEXT,\n  words TEXT NOT NULL,\n  generation INTEGER NOT NULL"

static const char *const damage_suffixes[] = { "", "-wal", "-shm", "-journal" };

static char *
cache_layout (void)
{
  g_autofree char *columns = vouch_record_sql_columns (&vouch_applicant_type);

  return g_strconcat (columns, " / ", APPLICANT_EXTRA, NULL);
}

gboolean
vouch_store_create_cache (VouchDb *db, GError **error)
{
  g_autofree char *applicant = vouch_record_sql_create (&vouch_applicant_type, APPLICANT_EXTRA);
  g_autofree char *layout = cache_layout ();
  g_autoptr (VouchStmt) stmt = NULL;
  g_autoptr (GBytes) schema =
      g_resources_lookup_data ("/org/vouch/Workplace/sql/store/cache-schema.sql",
                               G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  if (schema == NULL || !vouch_db_exec (db, applicant, error))
    return FALSE;
  else
    {
      g_autofree char *sql = g_strndup (g_bytes_get_data (schema, NULL), g_bytes_get_size (schema));

      if (!vouch_db_exec (db, sql, error))
        return FALSE;
    }

  stmt = vouch_db_prepare (db, "INSERT OR REPLACE INTO meta (key, value) VALUES ('layout', :l)",
                           error);
  if (stmt == NULL)
    return FALSE;
  vouch_stmt_bind_text (stmt, ":l", layout);
  return vouch_stmt_run (stmt, error) >= 0;
}

static gboolean
create_cache_cb (VouchDb *db, gpointer user_data, GError **error)
{
  return vouch_store_create_cache (db, error);
}

gboolean
vouch_store_empty_cache (VouchDb *db, GError **error)
{
  return vouch_db_exec (db,
                        "DROP TABLE applicant_search; DROP TABLE applicant; DROP TABLE item;"
                        "DROP TABLE scope; DROP TABLE label; DROP TABLE media_file;"
                        "DROP TABLE meta",
                        error) &&
         vouch_store_create_cache (db, error);
}

static gboolean
layout_fits (VouchDb *db, GError **error)
{
  g_autofree char *layout = cache_layout ();
  g_autoptr (VouchStmt) stmt =
      vouch_db_prepare (db, "SELECT value FROM meta WHERE key = 'layout'", error);

  if (stmt == NULL || !vouch_stmt_one (stmt, error))
    return FALSE;
  if (g_strcmp0 (vouch_stmt_text (stmt, 0), layout) != 0)
    {
      g_set_error_literal (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_TOO_NEW,
                           "The cache was written by another version");
      return FALSE;
    }
  return TRUE;
}

static VouchDb *
try_cache (const char *path, GError **error)
{
  static const VouchDbMigration steps[] = { { 1, NULL, NULL, create_cache_cb } };
  g_autoptr (VouchDb) db =
      vouch_db_open (path, VOUCH_DB_SYNC_NORMAL | VOUCH_DB_SECURE_DELETE, error);

  /* The search index is kept by triggers, which a distrusted schema may not do. This file is ours:
   * private, made here, and built anew when anything about it is odd. */
  if (db == NULL || !vouch_db_exec (db, "PRAGMA trusted_schema = ON", error))
    return NULL;
  if (!vouch_db_migrate (db, steps, G_N_ELEMENTS (steps), NULL, error) || !layout_fits (db, error))
    return NULL;
  return g_steal_pointer (&db);
}

static void
remove_database (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (damage_suffixes); i++)
    {
      g_autofree char *file = g_strconcat (path, damage_suffixes[i], NULL);

      (void) g_unlink (file); /* what is not there need not go */
    }
}

/* A cache that cannot be used is worth nothing: the server has it all. */
static gboolean
is_useless (const GError *error)
{
  return g_error_matches (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_CORRUPT) ||
         g_error_matches (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_TOO_NEW) ||
         g_error_matches (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_NOT_FOUND) ||
         g_error_matches (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_INVALID);
}

VouchDb *
vouch_store_open_cache (const char *directory, GError **error)
{
  g_autofree char *path = g_build_filename (directory, "cache.db", NULL);
  g_autofree char *marker = g_build_filename (directory, "cache.damaged", NULL);
  g_autoptr (GError) local = NULL;
  VouchDb *db = NULL;

  if (!g_file_test (marker, G_FILE_TEST_EXISTS))
    {
      db = try_cache (path, &local);
      if (db != NULL)
        return db;
      if (!is_useless (local))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      g_debug ("The cache is built anew: %s", local->message);
    }

  remove_database (path);
  vouch_store_clear_media_files (directory);
  db = try_cache (path, error);
  if (db != NULL)
    (void) g_unlink (marker); /* if it stays, the next start loads once more */
  return db;
}

void
vouch_store_note_damage (const char *directory, const GError *error)
{
  g_autofree char *marker = NULL;

  if (!g_error_matches (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_CORRUPT))
    return;
  marker = g_build_filename (directory, "cache.damaged", NULL);
  (void) g_file_set_contents (marker, "", 0, NULL); /* without it the next start finds out itself */
}

static VouchDb *
try_outbox (const char *path, GError **error)
{
  static const VouchDbMigration steps[] = { { 1, NULL, "store/outbox-schema", NULL } };
  g_autoptr (VouchDb) db =
      vouch_db_open (path, VOUCH_DB_SECURE_DELETE | VOUCH_DB_QUICK_CHECK, error);

  if (db == NULL || !vouch_db_migrate (db, steps, G_N_ELEMENTS (steps), NULL, error))
    return NULL;
  return g_steal_pointer (&db);
}

VouchDb *
vouch_store_open_outbox (const char *directory, GError **error)
{
  g_autofree char *path = g_build_filename (directory, "outbox.db", NULL);
  g_autoptr (GError) local = NULL;
  VouchDb *db = try_outbox (path, &local);

  if (db != NULL)
    return db;
  if (!g_error_matches (local, VOUCH_DB_ERROR, VOUCH_DB_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  /* Somebody's work may still be saved from it by hand, so it is put aside, not removed. */
  for (guint i = 0; i < G_N_ELEMENTS (damage_suffixes); i++)
    {
      g_autofree char *from = g_strconcat (path, damage_suffixes[i], NULL);
      g_autofree char *to = g_strconcat (path, ".damaged", damage_suffixes[i], NULL);

      (void) g_rename (from, to); /* the second try reports what is left */
    }
  return try_outbox (path, error);
}
