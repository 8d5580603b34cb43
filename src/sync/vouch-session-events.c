/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hints by server-sent events: only that something changed. Losing one costs time, never data. */

#define G_LOG_DOMAIN "vouch-session-events"

#include "vouch-session-private.h"

#define MAX_WAIT_SECONDS 60

typedef struct
{
  VouchSession *session;
  GCancellable *cancellable;
  char *token;
} Listening;

static void read_line (Listening *listening);

static void
listening_free (Listening *self)
{
  g_object_unref (self->session);
  g_object_unref (self->cancellable);
  g_free (self->token);
  g_free (self);
}

static gboolean
again_cb (gpointer user_data)
{
  VouchSession *self = user_data;

  self->events_id = 0;
  vouch_session_listen (self);
  return G_SOURCE_REMOVE;
}

static void
end_listening (Listening *listening)
{
  VouchSession *self = listening->session;

  if (!g_cancellable_is_cancelled (listening->cancellable))
    {
      double seconds = MIN (1u << MIN (self->events_failures, 6u), MAX_WAIT_SECONDS);

      g_clear_object (&self->events);
      g_clear_object (&self->listening);
      self->events_failures++;
      if (self->online && self->events_id == 0)
        self->events_id =
            g_timeout_add ((guint) (seconds * 1000 * g_random_double_range (0.67, 1.33)), again_cb,
                           self);
    }
  listening_free (listening);
}

static void
take_hint (VouchSession *self, const char *text)
{
  g_autoptr (VouchJson) json = vouch_json_parse (text, -1, NULL);
  g_autofree char *scope = json != NULL ? vouch_json_get_string (json, 0, "scope") : NULL;

  if (scope == NULL || g_hash_table_lookup (self->follows, scope) == NULL)
    return;
  (void) vouch_session_want (self, scope);
  vouch_session_pump (self);
}

static void
line_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Listening *listening = user_data;
  g_autofree char *line =
      g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (object), result, NULL, NULL);

  if (line == NULL || g_cancellable_is_cancelled (listening->cancellable))
    {
      end_listening (listening);
      return;
    }
  listening->session->events_failures = 0;
  if (g_str_has_prefix (line, "data:"))
    take_hint (listening->session, line + strlen ("data:"));
  read_line (listening);
}

static void
read_line (Listening *listening)
{
  g_data_input_stream_read_line_async (listening->session->events, G_PRIORITY_DEFAULT,
                                       listening->cancellable, line_cb, listening);
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Listening *listening = user_data;
  VouchSession *self = listening->session;
  guint status = 0;
  g_autoptr (GInputStream) stream =
      vouch_http_open_finish (VOUCH_HTTP (object), result, &status, NULL);

  if (stream == NULL || status != 200 || g_cancellable_is_cancelled (listening->cancellable))
    {
      if (status == 401)
        vouch_session_drop_token (self, listening->token);
      end_listening (listening);
      return;
    }
  self->events = g_data_input_stream_new (stream);
  g_data_input_stream_set_newline_type (self->events, G_DATA_STREAM_NEWLINE_TYPE_ANY);
  /* What changed before the stream stood was not hinted at. */
  vouch_session_want_all (self);
  vouch_session_pump (self);
  read_line (listening);
}

static void
token_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Listening *listening = user_data;
  VouchSession *self = listening->session;

  if (!vouch_session_token_finish (self, result, NULL) ||
      g_cancellable_is_cancelled (listening->cancellable))
    {
      end_listening (listening);
      return;
    }
  listening->token = g_strdup (self->access_token);
  vouch_http_open_async (self->http, "/v1/events", listening->token, 0, listening->cancellable,
                         opened_cb, listening);
}

void
vouch_session_listen (VouchSession *self)
{
  Listening *listening;

  if (!self->online || self->listening != NULL)
    return;
  self->listening = g_cancellable_new ();
  listening = g_new0 (Listening, 1);
  listening->session = g_object_ref (self);
  listening->cancellable = g_object_ref (self->listening);
  vouch_session_token_async (self, token_cb, listening);
}

void
vouch_session_stop_listening (VouchSession *self)
{
  g_clear_handle_id (&self->events_id, g_source_remove);
  if (self->listening != NULL)
    g_cancellable_cancel (self->listening);
  g_clear_object (&self->listening);
  g_clear_object (&self->events);
  self->events_failures = 0;
}
