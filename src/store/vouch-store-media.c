/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures and videos on the disk: encrypted, named by their sha-256, oldest use out first. */

#define G_LOG_DOMAIN "vouch-store-media"

#include <glib/gstdio.h>

#include "vouch-id.h"
#include "vouch-store-private.h"

#define MEDIA_MAX (G_GINT64_CONSTANT (256) << 20)

typedef struct
{
  char *directory;
  char *sha256;
  GBytes *key;
  GBytes *bytes; /* saving: plain content */
  gint64 limit;
} Media;

static void
media_free (gpointer data)
{
  Media *self = data;

  g_free (self->directory);
  g_free (self->sha256);
  g_bytes_unref (self->key);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

char *
vouch_store_media_path (const char *directory, const char *sha256)
{
  return g_build_filename (directory, "media", sha256, NULL);
}

void
vouch_store_clear_media_files (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, "media", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      (void) g_unlink (file); /* what cannot be removed is unreadable without its key */
    }
}

static void
run_for_media (VouchDb *db, const char *statement, const char *sha256, gint64 size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, statement, &error);

  if (stmt != NULL)
    {
      vouch_stmt_bind_text (stmt, ":sha256", sha256);
      if (g_str_has_suffix (statement, "put-media-file"))
        vouch_stmt_bind_int (stmt, ":size", size);
      if (!g_str_has_suffix (statement, "delete-media-file"))
        vouch_stmt_bind_int (stmt, ":used_at", g_get_real_time ());
      if (vouch_stmt_run (stmt, &error) >= 0)
        return;
    }
  g_debug ("The list of media files could not be written: %s", error->message);
}

void
vouch_store_remove_media (const char *directory, VouchDb *db, GBytes *key, const char *scope,
                          const char *id)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "store/list-media-items", NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (stmt == NULL)
    return;
  vouch_stmt_bind_text (stmt, ":scope", scope);
  vouch_stmt_bind_text (stmt, ":id", id);
  while (vouch_stmt_step (stmt, NULL))
    {
      g_autofree char *context = g_strdup_printf ("%s media %s", scope, vouch_stmt_text (stmt, 0));
      g_autoptr (GBytes) sealed = vouch_stmt_dup_bytes (stmt, 1);
      g_autoptr (GBytes) body = vouch_unseal (key, context, g_bytes_get_data (sealed, NULL),
                                              g_bytes_get_size (sealed), NULL);
      g_autoptr (VouchJson) json = body != NULL
                                       ? vouch_json_parse (g_bytes_get_data (body, NULL),
                                                           (gssize) g_bytes_get_size (body), NULL)
                                       : NULL;
      char *name = json != NULL ? vouch_json_get_string (json, 0, "sha256") : NULL;

      if (vouch_sha256_is_valid (name))
        g_ptr_array_add (names, name);
      else
        g_free (name);
    }
  g_clear_pointer (&stmt, vouch_stmt_release);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = vouch_store_media_path (directory, names->pdata[i]);

      (void) g_unlink (path); /* it need not have been cached */
      run_for_media (db, "store/delete-media-file", names->pdata[i], 0);
    }
}

static void
load_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Media *self = task_data;
  g_autofree char *path = vouch_store_media_path (self->directory, self->sha256);
  g_autofree char *content = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize size = 0;

  if (!g_file_get_contents (path, &content, &size, &error))
    {
      g_task_return_new_error (task, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_NOT_FOUND,
                               "The medium is not in the cache");
      return;
    }
  bytes = vouch_unseal (self->key, self->sha256, content, size, &error);
  if (bytes == NULL)
    {
      (void) g_unlink (path); /* loaded anew over it otherwise */
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_task_return_pointer (task, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
}

static void
touch_job (GTask *task, VouchDb *db, gpointer job_data, GCancellable *cancellable)
{
  run_for_media (db, "store/touch-media-file", job_data, 0);
  g_task_return_boolean (task, TRUE);
}

static GTask *
media_task (VouchStore *self, const char *sha256, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data, gpointer tag)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Media *media = g_new0 (Media, 1);

  g_task_set_source_tag (task, tag);
  media->directory = g_strdup (self->directory);
  media->sha256 = g_strdup (sha256);
  media->key = g_bytes_ref (self->key);
  media->limit = self->media_limit;
  g_task_set_task_data (task, media, media_free);
  return task;
}

void
vouch_store_load_media_async (VouchStore *self, const char *sha256, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) touch = NULL;

  g_return_if_fail (VOUCH_IS_STORE (self));

  task = media_task (self, sha256, cancellable, callback, user_data, vouch_store_load_media_async);
  if (!vouch_sha256_is_valid (sha256))
    {
      g_task_return_new_error (task, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_NOT_FOUND,
                               "This is no name of a medium");
      return;
    }
  g_task_run_in_thread (task, load_thread);
  touch = g_task_new (self, NULL, NULL, NULL);
  vouch_db_worker_push (self->writer, touch, G_PRIORITY_LOW, touch_job, g_strdup (sha256), g_free);
}

GBytes *
vouch_store_load_media_finish (VouchStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The newest file stays whatever its size. */
static gboolean
shrink (VouchDb *db, const char *directory, gint64 limit, const char *keep, GError **error)
{
  g_autoptr (VouchStmt) list = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;
  gint64 total = 0;

  if (!vouch_db_query_int (db, "SELECT coalesce(sum(size), 0) FROM media_file", &total, error))
    return FALSE;
  if (total <= limit)
    return TRUE;
  list = vouch_db_statement (db, "store/list-media-files", error);
  if (list == NULL)
    return FALSE;
  while (total > limit && vouch_stmt_step (list, &local))
    if (g_strcmp0 (vouch_stmt_text (list, 0), keep) != 0)
      {
        g_ptr_array_add (names, vouch_stmt_dup_text (list, 0));
        total -= vouch_stmt_int (list, 1);
      }
  g_clear_pointer (&list, vouch_stmt_release);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = vouch_store_media_path (directory, names->pdata[i]);

      (void) g_unlink (path); /* gone is gone */
      run_for_media (db, "store/delete-media-file", names->pdata[i], 0);
    }
  return TRUE;
}

static void
save_job (GTask *task, VouchDb *db, gpointer job_data, GCancellable *cancellable)
{
  Media *self = job_data;
  g_autofree char *path = vouch_store_media_path (self->directory, self->sha256);
  gsize size = g_bytes_get_size (self->bytes);
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->bytes);
  g_autoptr (GBytes) sealed = NULL;
  GError *error = NULL;
  gboolean dropped;

  if (g_strcmp0 (sum, self->sha256) != 0 || size > MEDIA_MAX)
    {
      g_task_return_new_error (task, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_CORRUPT,
                               "The medium is not what its name says, or too large");
      return;
    }
  if (!vouch_store_adopt_key (db, self->key, &dropped, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  sealed = vouch_seal (self->key, self->sha256, g_bytes_get_data (self->bytes, NULL), size);
  run_for_media (db, "store/put-media-file", self->sha256, (gint64) g_bytes_get_size (sealed));
  if (!g_file_set_contents_full (path, g_bytes_get_data (sealed, NULL),
                                 (gssize) g_bytes_get_size (sealed), G_FILE_SET_CONTENTS_CONSISTENT,
                                 0600, &error) ||
      !shrink (db, self->directory, self->limit, self->sha256, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) outer = user_data;
  Media *self = g_task_get_task_data (outer);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (outer, error);
      return;
    }
  g_signal_emit_by_name (object, "media-changed", self->sha256);
  g_task_return_boolean (outer, TRUE);
}

void
vouch_store_save_media_async (VouchStore *self, const char *sha256, GBytes *bytes,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) inner = NULL;
  Media *media;

  g_return_if_fail (VOUCH_IS_STORE (self));
  g_return_if_fail (vouch_sha256_is_valid (sha256));
  g_return_if_fail (bytes != NULL);

  task = media_task (self, sha256, cancellable, callback, user_data, vouch_store_save_media_async);
  media = g_task_get_task_data (task);
  media->bytes = g_bytes_ref (bytes);
  inner = vouch_store_inner_task (self, g_object_ref (task), saved_cb);
  vouch_db_worker_push (self->writer, inner, G_PRIORITY_LOW, save_job, media, NULL);
}

gboolean
vouch_store_save_media_finish (VouchStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
vouch_store_set_media_limit (VouchStore *self, gint64 limit)
{
  g_return_if_fail (VOUCH_IS_STORE (self));
  self->media_limit = limit;
}
