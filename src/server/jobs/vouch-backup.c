/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Backup of a data directory in use, and the way back. Media files never change once they are in
 * place, so copying them after the database misses at most files deleted meanwhile. */

#define G_LOG_DOMAIN "vouch-server"

#include "vouch-jobs.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "vouch-server-schema.h"

static gboolean
make_empty (const char *dir, GError **error)
{
  g_autoptr (GDir) listing = NULL;

  if (g_mkdir_with_parents (dir, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno),
                   "The directory can not be made: %s", g_strerror (errno));
      return FALSE;
    }
  listing = g_dir_open (dir, 0, error);
  if (listing == NULL)
    return FALSE;
  if (g_dir_read_name (listing) == NULL)
    return TRUE;

  g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_EXIST, "The directory is not empty");
  return FALSE;
}

static gboolean
copy_file (const char *from, const char *to, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) local = NULL;

  if (g_file_copy (source, target, G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, &local))
    {
      if (g_chmod (to, 0600) == 0)
        return TRUE;
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s", g_strerror (errno));
      return FALSE;
    }
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE; /* deleted since the listing */
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
copy_tree (const char *from, const char *to, GError **error)
{
  g_autoptr (GDir) listing = g_dir_open (from, 0, error);
  const char *name;

  if (listing == NULL)
    return FALSE;
  if (g_mkdir_with_parents (to, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s", g_strerror (errno));
      return FALSE;
    }

  while ((name = g_dir_read_name (listing)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      gboolean ok = g_file_test (source, G_FILE_TEST_IS_DIR) ? copy_tree (source, target, error)
                                                             : copy_file (source, target, error);

      if (!ok)
        return FALSE;
    }
  return TRUE;
}

static gboolean
copy_beside (const char *from, const char *to, GError **error)
{
  g_autofree char *key_from = g_build_filename (from, "master.key", NULL);
  g_autofree char *key_to = g_build_filename (to, "master.key", NULL);
  g_autofree char *media_from = g_build_filename (from, "media", NULL);
  g_autofree char *media_to = g_build_filename (to, "media", NULL);

  return copy_file (key_from, key_to, error) && copy_tree (media_from, media_to, error);
}

gboolean
vouch_server_backup (VouchServerData *data, const char *target, GError **error)
{
  VouchDbPool *pool = vouch_server_data_get_pool (data);
  g_autofree char *path = g_build_filename (target, "vouch.db", NULL);
  VouchDb *db;
  gboolean ok;

  if (!make_empty (target, error))
    return FALSE;
  db = vouch_db_pool_checkout (pool, error);
  if (db == NULL)
    return FALSE;

  ok = vouch_db_backup (db, path, error);
  vouch_db_pool_checkin (pool, db);
  return ok && copy_beside (vouch_server_data_get_dir (data), target, error);
}

static gboolean
renew_epoch (VouchDb *db, gpointer user_data, GError **error)
{
  return vouch_server_schema_renew_epoch (db, error);
}

gboolean
vouch_server_restore (const char *backup, const char *dir, GError **error)
{
  g_autofree char *from = g_build_filename (backup, "vouch.db", NULL);
  g_autofree char *to = g_build_filename (dir, "vouch.db", NULL);
  g_autoptr (VouchServerData) data = NULL;
  g_autoptr (VouchDb) source = NULL;
  g_autoptr (VouchDb) db = NULL;

  source = vouch_db_open (from, VOUCH_DB_READ_ONLY | VOUCH_DB_QUICK_CHECK, error);
  if (source == NULL || !make_empty (dir, error) || !vouch_db_backup (source, to, error) ||
      !copy_beside (backup, dir, error))
    return FALSE;

  data = vouch_server_data_open (dir, error);
  if (data == NULL)
    return FALSE;
  /* The restored past has numbers that clients already know for something else. */
  db = vouch_db_open (to, VOUCH_DB_SECURE_DELETE, error);
  return db != NULL && vouch_db_transact (db, renew_epoch, NULL, error);
}
