/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Media from the cache or the server. A broken transfer goes on where it stopped; what came so far
 * stays in memory, because half a picture on the disk could not be checked. */

#define G_LOG_DOMAIN "vouch-session-media"

#include "vouch-id.h"
#include "vouch-session-private.h"

#define CHUNK (256 * 1024)
#define MAX_BYTES (256u << 20)
#define MAX_TRIES 3

typedef struct
{
  gatomicrefcount refs;
  VouchSession *session; /* borrowed: the session owns its loads and cancels them */
  GCancellable *cancellable;
  char *sha256;
  char *token;
  GPtrArray *waiters; /* GTask */
  GByteArray *bytes;
  guint tries;
} Load;

static void fetch (Load *load);

static Load *
load_ref (Load *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static void
load_unref (Load *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->waiters);
  g_byte_array_unref (self->bytes);
  g_free (self->sha256);
  g_free (self->token);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Load, load_unref)

void
vouch_session_media_load_free (gpointer load)
{
  load_unref (load);
}

/* Ends the load and answers all who wait. */
static void
finish (Load *load, GBytes *bytes, const GError *error)
{
  g_autoptr (GPtrArray) waiters = g_ptr_array_ref (load->waiters);
  Load *mine = g_hash_table_lookup (load->session->media, load->sha256);

  if (mine == load)
    g_hash_table_remove (load->session->media, load->sha256);
  for (guint i = 0; i < waiters->len; i++)
    if (bytes != NULL)
      g_task_return_pointer (waiters->pdata[i], g_bytes_ref (bytes),
                             (GDestroyNotify) g_bytes_unref);
    else
      g_task_return_error (waiters->pdata[i], g_error_copy (error));
}

void
vouch_session_stop_media (VouchSession *self)
{
  g_autoptr (GError) error =
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The session has ended");
  g_autoptr (GList) loads = g_hash_table_get_values (self->media);

  for (GList *l = loads; l != NULL; l = l->next)
    {
      g_autoptr (Load) load = load_ref (l->data);

      g_cancellable_cancel (load->cancellable);
      finish (load, NULL, error);
    }
}

static void
fail (Load *load, GError *taken)
{
  g_autoptr (GError) error = taken;

  if (error->domain == VOUCH_SYNC_ERROR && error->code == VOUCH_SYNC_ERROR_OFFLINE &&
      ++load->tries < MAX_TRIES)
    fetch (load);
  else
    finish (load, NULL, error);
}

static void
fail_with (Load *load, VouchSyncError code, const char *message)
{
  fail (load, g_error_new_literal (VOUCH_SYNC_ERROR, (int) code, message));
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Load) load = user_data;
  g_autoptr (GError) error = NULL;

  if (g_cancellable_is_cancelled (load->cancellable))
    return;
  if (vouch_store_save_media_finish (VOUCH_STORE (object), result, &error) ||
      !g_error_matches (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_CORRUPT))
    {
      /* A full disk is no reason not to show it. */
      g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (g_steal_pointer (&load->bytes));

      load->bytes = g_byte_array_new ();
      finish (load, bytes, NULL);
    }
  else
    finish (load, NULL, error);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Load) load = user_data;
  g_autoptr (GBytes) chunk =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, NULL);

  if (g_cancellable_is_cancelled (load->cancellable))
    return;
  if (chunk == NULL)
    fail_with (load, VOUCH_SYNC_ERROR_OFFLINE, "The transfer broke off");
  else if (g_bytes_get_size (chunk) == 0)
    {
      g_autoptr (GBytes) whole = g_bytes_new (load->bytes->data, load->bytes->len);

      vouch_store_save_media_async (load->session->store, load->sha256, whole, NULL, saved_cb,
                                    load_ref (load));
    }
  else if (load->bytes->len + g_bytes_get_size (chunk) > MAX_BYTES)
    fail_with (load, VOUCH_SYNC_ERROR_INVALID, "The medium is too large");
  else
    {
      g_byte_array_append (load->bytes, g_bytes_get_data (chunk, NULL),
                           (guint) g_bytes_get_size (chunk));
      g_input_stream_read_bytes_async (G_INPUT_STREAM (object), CHUNK, G_PRIORITY_DEFAULT,
                                       load->cancellable, read_cb, load_ref (load));
    }
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Load) load = user_data;
  guint status = 0;
  GError *error = NULL;
  g_autoptr (GInputStream) stream =
      vouch_http_open_finish (VOUCH_HTTP (object), result, &status, &error);

  if (g_cancellable_is_cancelled (load->cancellable))
    {
      g_clear_error (&error);
      return;
    }
  if (stream == NULL)
    fail (load, error);
  else if (status == 200 || status == 206)
    {
      /* The whole file although the rest was asked for. */
      if (status == 200)
        g_byte_array_set_size (load->bytes, 0);
      g_input_stream_read_bytes_async (stream, CHUNK, G_PRIORITY_DEFAULT, load->cancellable,
                                       read_cb, load_ref (load));
    }
  else if (status == 401)
    {
      vouch_session_drop_token (load->session, load->token);
      fail_with (load, VOUCH_SYNC_ERROR_OFFLINE, "The session must be renewed");
    }
  else if (status == 403)
    fail_with (load, VOUCH_SYNC_ERROR_DENIED, "This medium may not be seen");
  else if (status == 404)
    fail_with (load, VOUCH_SYNC_ERROR_NOT_FOUND, "The server does not have this medium");
  else
    fail_with (load, status >= 500 ? VOUCH_SYNC_ERROR_OFFLINE : VOUCH_SYNC_ERROR_INVALID,
               "The server does not give this medium");
}

static void
token_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Load) load = user_data;
  VouchSession *self = VOUCH_SESSION (object);
  g_autofree char *path = g_strconcat ("/v1/media/", load->sha256, NULL);
  g_autoptr (GError) error = NULL;

  if (g_cancellable_is_cancelled (load->cancellable))
    return;
  if (!vouch_session_token_finish (self, result, &error))
    {
      finish (load, NULL, error);
      return;
    }
  g_free (load->token);
  load->token = g_strdup (self->access_token);
  vouch_http_open_async (self->http, path, load->token, load->bytes->len, load->cancellable,
                         opened_cb, load_ref (load));
}

static void
fetch (Load *load)
{
  vouch_session_token_async (load->session, token_cb, load_ref (load));
}

static void
cached_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Load) load = user_data;
  g_autoptr (GBytes) bytes = vouch_store_load_media_finish (VOUCH_STORE (object), result, NULL);

  if (g_cancellable_is_cancelled (load->cancellable))
    return;
  if (bytes != NULL)
    finish (load, bytes, NULL);
  else
    fetch (load);
}

void
vouch_session_load_media_async (VouchSession *self, const char *sha256, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Load *load;

  g_return_if_fail (VOUCH_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vouch_session_load_media_async);
  if (!vouch_sha256_is_valid (sha256))
    {
      g_task_return_new_error (task, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_NOT_FOUND,
                               "This is no name of a medium");
      return;
    }
  load = g_hash_table_lookup (self->media, sha256);
  if (load != NULL)
    {
      g_ptr_array_add (load->waiters, g_steal_pointer (&task));
      return;
    }
  load = g_new0 (Load, 1);
  g_atomic_ref_count_init (&load->refs);
  load->session = self;
  load->cancellable = g_cancellable_new ();
  load->sha256 = g_strdup (sha256);
  load->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  load->bytes = g_byte_array_new ();
  g_ptr_array_add (load->waiters, g_steal_pointer (&task));
  g_hash_table_insert (self->media, load->sha256, load);
  vouch_store_load_media_async (self->store, sha256, NULL, cached_cb, load_ref (load));
}

GBytes *
vouch_session_load_media_finish (VouchSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
