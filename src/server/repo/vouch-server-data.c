/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens a data directory and holds what its users share. */

#define G_LOG_DOMAIN "vouch-server"

#include "vouch-server-data.h"

#include <glib/gstdio.h>

#include "vouch-server-schema.h"

#define MAX_IDLE_READERS 8

struct _VouchServerData
{
  GObject parent_instance;
  /* Owned */
  char *dir;
  char *db_path;
  VouchServerKeys *keys;
  VouchMediaStore *media;
  VouchDbPool *pool;
};

G_DEFINE_FINAL_TYPE (VouchServerData, vouch_server_data, G_TYPE_OBJECT)

static void
vouch_server_data_finalize (GObject *object)
{
  VouchServerData *self = VOUCH_SERVER_DATA (object);

  g_clear_object (&self->pool);
  g_clear_pointer (&self->media, vouch_media_store_unref);
  g_clear_pointer (&self->keys, vouch_server_keys_unref);
  g_free (self->db_path);
  g_free (self->dir);

  G_OBJECT_CLASS (vouch_server_data_parent_class)->finalize (object);
}

static void
vouch_server_data_class_init (VouchServerDataClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_server_data_finalize;
}

static void
vouch_server_data_init (VouchServerData *self)
{
}

static gboolean
make_directory (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0700) == 0)
    return TRUE;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno),
               "The data directory can not be made: %s", g_strerror (errno));
  return FALSE;
}

VouchServerData *
vouch_server_data_open (const char *dir, GError **error)
{
  g_autoptr (VouchServerData) self = g_object_new (VOUCH_TYPE_SERVER_DATA, NULL);
  g_autofree char *key_path = g_build_filename (dir, "master.key", NULL);
  g_autofree char *media_path = g_build_filename (dir, "media", NULL);
  g_autoptr (VouchDb) db = NULL;

  if (!make_directory (media_path, error))
    return NULL;

  self->dir = g_strdup (dir);
  self->db_path = g_build_filename (dir, "vouch.db", NULL);
  /* A new key beside an old database would hide that its pictures are lost. */
  if (g_file_test (self->db_path, G_FILE_TEST_EXISTS) &&
      !g_file_test (key_path, G_FILE_TEST_EXISTS))
    {
      g_set_error_literal (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_CORRUPT,
                           "The data directory has a database but no master key");
      return NULL;
    }
  self->keys = vouch_server_keys_load (key_path, error);
  if (self->keys == NULL)
    return NULL;

  db = vouch_db_open (self->db_path, VOUCH_DB_SECURE_DELETE, error);
  if (db == NULL || !vouch_server_schema_migrate (db, error))
    return NULL;

  self->media = vouch_media_store_new (media_path, self->keys);
  self->pool = vouch_db_pool_new (self->db_path, MAX_IDLE_READERS);
  return g_steal_pointer (&self);
}

const char *
vouch_server_data_get_dir (VouchServerData *self)
{
  g_return_val_if_fail (VOUCH_IS_SERVER_DATA (self), NULL);
  return self->dir;
}

const char *
vouch_server_data_get_db_path (VouchServerData *self)
{
  g_return_val_if_fail (VOUCH_IS_SERVER_DATA (self), NULL);
  return self->db_path;
}

VouchDbPool *
vouch_server_data_get_pool (VouchServerData *self)
{
  g_return_val_if_fail (VOUCH_IS_SERVER_DATA (self), NULL);
  return self->pool;
}

VouchServerKeys *
vouch_server_data_get_keys (VouchServerData *self)
{
  g_return_val_if_fail (VOUCH_IS_SERVER_DATA (self), NULL);
  return self->keys;
}

VouchMediaStore *
vouch_server_data_get_media (VouchServerData *self)
{
  g_return_val_if_fail (VOUCH_IS_SERVER_DATA (self), NULL);
  return self->media;
}
