/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hub of the server-sent events: streams sleep suspended in MHD and are woken by a hint. */

#define G_LOG_DOMAIN "vouch-events"

#include "vouch-events.h"

#include "vouch-api.h"
#include "vouch-secret.h"

/* Scopes waiting for one slow client; beyond it a hint is dropped: the client's poll finds out. */
#define MAX_PENDING 256

typedef struct
{
  VouchEvents *hub;
  struct MHD_Connection *connection;
  char *company_id;
  char *access_token;
  gboolean applicants; /* may view applicants */
  gboolean live;
  GHashTable *pending; /* scope → gint64 *, newest sequence */
  GString *out;        /* what MHD has not taken yet */
  gboolean heartbeat;
  gboolean suspended;
  gboolean over;
} Stream;

struct _VouchEvents
{
  GMutex lock; /* guards everything below and all streams */
  GCond wake;
  GPtrArray *streams; /* borrowed: MHD owns them */
  GThread *thread;
  VouchEventsCheck check;
  gpointer check_data;
  gboolean closed;
};

static void
wake_stream (Stream *stream)
{
  if (!stream->suspended)
    return;
  stream->suspended = FALSE;
  MHD_resume_connection (stream->connection);
}

/* Asks outside the lock, because the answer comes from the database. */
static GHashTable *
find_revoked (VouchEvents *self)
{
  g_autoptr (GHashTable) tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTable *revoked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer token;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->streams->len; i++)
    {
      Stream *stream = g_ptr_array_index (self->streams, i);

      g_hash_table_add (tokens, g_strdup (stream->access_token));
    }
  g_mutex_unlock (&self->lock);

  g_hash_table_iter_init (&iter, tokens);
  while (g_hash_table_iter_next (&iter, &token, NULL))
    {
      if (!self->check (token, self->check_data))
        g_hash_table_add (revoked, g_strdup (token));
    }

  return revoked;
}

static gpointer
heartbeat_thread (gpointer user_data)
{
  VouchEvents *self = user_data;

  while (TRUE)
    {
      gint64 until = g_get_monotonic_time () + VOUCH_API_HEARTBEAT * G_USEC_PER_SEC;
      g_autoptr (GHashTable) revoked = NULL;

      g_mutex_lock (&self->lock);
      while (!self->closed && g_cond_wait_until (&self->wake, &self->lock, until))
        ;
      if (self->closed)
        {
          g_mutex_unlock (&self->lock);
          return NULL;
        }
      g_mutex_unlock (&self->lock);

      revoked = find_revoked (self);
      g_mutex_lock (&self->lock);
      for (guint i = 0; i < self->streams->len; i++)
        {
          Stream *stream = g_ptr_array_index (self->streams, i);

          stream->heartbeat = TRUE;
          if (g_hash_table_contains (revoked, stream->access_token))
            stream->over = TRUE;
          wake_stream (stream);
        }
      g_mutex_unlock (&self->lock);
    }
}

VouchEvents *
vouch_events_new (VouchEventsCheck check, gpointer user_data)
{
  VouchEvents *self = g_new0 (VouchEvents, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  self->streams = g_ptr_array_new ();
  self->check = check;
  self->check_data = user_data;
  self->thread = g_thread_new ("vouch-events", heartbeat_thread, self);

  return self;
}

void
vouch_events_close (VouchEvents *self)
{
  g_mutex_lock (&self->lock);
  self->closed = TRUE;
  g_cond_signal (&self->wake);
  for (guint i = 0; i < self->streams->len; i++)
    {
      Stream *stream = g_ptr_array_index (self->streams, i);

      stream->over = TRUE;
      wake_stream (stream);
    }
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&self->thread, g_thread_join);
}

void
vouch_events_free (VouchEvents *self)
{
  if (self == NULL)
    return;

  if (self->thread != NULL)
    vouch_events_close (self);
  g_ptr_array_unref (self->streams);
  g_cond_clear (&self->wake);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* Applicant scopes go only to people who may see applicants of both modes: the id of a live
 * applicant is nobody else's business, and the others learn of it by their poll. */
static gboolean
may_hear (Stream *stream, const char *scope)
{
  if (g_str_has_prefix (scope, "applicant/"))
    return stream->applicants && stream->live;
  if (g_str_has_suffix (scope, "/live"))
    return stream->live;

  return TRUE;
}

void
vouch_events_hint (const char *company_id, const char *scope, gint64 seq, gpointer user_data)
{
  VouchEvents *self = user_data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  for (guint i = 0; i < self->streams->len; i++)
    {
      Stream *stream = g_ptr_array_index (self->streams, i);

      if (strcmp (stream->company_id, company_id) != 0 || !may_hear (stream, scope))
        continue;
      if (g_hash_table_size (stream->pending) >= MAX_PENDING &&
          !g_hash_table_contains (stream->pending, scope))
        continue;
      g_hash_table_replace (stream->pending, g_strdup (scope), g_memdup2 (&seq, sizeof seq));
      wake_stream (stream);
    }
}

/* Moves what waits into the text MHD reads. With the lock held. */
static void
write_pending (Stream *stream)
{
  GHashTableIter iter;
  gpointer scope;
  gpointer seq;

  g_hash_table_iter_init (&iter, stream->pending);
  while (g_hash_table_iter_next (&iter, &scope, &seq))
    g_string_append_printf (stream->out,
                            "event: change\ndata: {\"scope\":\"%s\",\"seq\":%" G_GINT64_FORMAT
                            "}\n\n",
                            (char *) scope, *(gint64 *) seq);
  g_hash_table_remove_all (stream->pending);
  if (stream->heartbeat)
    g_string_append (stream->out, ": alive\n\n");
  stream->heartbeat = FALSE;
}

static ssize_t
read_cb (void *cls, uint64_t position, char *buffer, size_t max)
{
  Stream *stream = cls;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&stream->hub->lock);
  gsize n;

  if (stream->over)
    return MHD_CONTENT_READER_END_OF_STREAM;
  write_pending (stream);
  if (stream->out->len == 0)
    {
      stream->suspended = TRUE;
      MHD_suspend_connection (stream->connection);
      return 0;
    }
  n = MIN (max, stream->out->len);
  memcpy (buffer, stream->out->str, n);
  g_string_erase (stream->out, 0, (gssize) n);

  return (ssize_t) n;
}

static void
free_cb (void *cls)
{
  Stream *stream = cls;

  g_mutex_lock (&stream->hub->lock);
  g_ptr_array_remove_fast (stream->hub->streams, stream);
  g_mutex_unlock (&stream->hub->lock);
  g_hash_table_unref (stream->pending);
  g_string_free (stream->out, TRUE);
  g_free (stream->company_id);
  vouch_secret_free (stream->access_token);
  g_free (stream);
}

struct MHD_Response *
vouch_events_subscribe (VouchEvents *self, struct MHD_Connection *connection, VouchActor *actor,
                        const char *access_token)
{
  Stream *stream = g_new0 (Stream, 1);
  struct MHD_Response *response;

  stream->hub = self;
  stream->connection = connection;
  stream->company_id = g_strdup (actor->company_id);
  stream->access_token = g_strdup (access_token);
  stream->applicants = vouch_permissions_has (actor->permissions, VOUCH_PERMISSION_APPLICANTS_VIEW);
  stream->live = actor->live;
  stream->pending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  stream->out = g_string_new (": connected\n\n");

  g_mutex_lock (&self->lock);
  stream->over = self->closed;
  g_ptr_array_add (self->streams, stream);
  g_mutex_unlock (&self->lock);

  response = MHD_create_response_from_callback (MHD_SIZE_UNKNOWN, 4096, read_cb, stream, free_cb);
  if (response == NULL)
    {
      free_cb (stream);
      return NULL;
    }
  MHD_add_response_header (response, "Content-Type", "text/event-stream");
  MHD_add_response_header (response, "Cache-Control", "no-store");

  return response;
}

guint
vouch_events_count (VouchEvents *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->streams->len;
}
