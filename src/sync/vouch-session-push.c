/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sending the outbox: first in, first out for one target, in parallel across targets. A command
 * keeps its id until an answer is known, so that the server can tell a repetition. */

#define G_LOG_DOMAIN "vouch-session-push"

#include "vouch-profile.h"
#include "vouch-session-private.h"

typedef struct
{
  VouchSession *session;
  GCancellable *cancellable;
  VouchCommand *command;
} Push;

static Push *
push_new (VouchSession *session, VouchCommand *command)
{
  Push *self = g_new0 (Push, 1);

  self->session = g_object_ref (session);
  self->cancellable = g_object_ref (session->cancellable);
  self->command = g_object_ref (command);
  return self;
}

static void
push_free (Push *self)
{
  g_object_unref (self->session);
  g_object_unref (self->cancellable);
  g_object_unref (self->command);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Push, push_free)

static gpointer
key_of (VouchCommand *command)
{
  return GSIZE_TO_POINTER ((gsize) vouch_command_get_number (command));
}

/* The body the server compares: the same for every repetition. */
static char *
command_json (VouchSession *self, VouchCommand *command)
{
  GString *out = g_string_new (NULL);

  vouch_json_begin_object (out);
  vouch_json_set_string (out, "id", vouch_command_get_id (command));
  vouch_json_set_string (out, "client", vouch_store_get_client (self->store));
  vouch_json_set_int (out, "n", vouch_command_get_number (command));
  vouch_json_set_string (out, "type", vouch_command_get_command_type (command));
  vouch_json_set_string (out, "target", vouch_command_get_target (command));
  if (vouch_command_get_base (command) >= 0)
    vouch_json_set_int (out, "base", vouch_command_get_base (command));
  if (vouch_command_get_seen (command) != NULL)
    vouch_json_set_string (out, "seen", vouch_command_get_seen (command));
  vouch_json_set_raw (out, "args", vouch_command_get_args (command));
  vouch_json_set_int (out, "made_at", vouch_command_get_made_at (command));
  vouch_json_end_object (out);
  return g_string_free (out, FALSE);
}

/* What the command did comes by these scopes. */
static void
want_effect (VouchSession *self, VouchCommand *command)
{
  g_autofree char *workspace = vouch_session_workspace (self);
  g_autofree char *detail =
      g_strconcat ("applicant/", vouch_command_get_applicant_id (command), NULL);

  (void) vouch_session_want (self, workspace);
  if (vouch_command_get_applicant_id (command) != NULL &&
      vouch_store_get_token (self->store, detail) != NULL)
    (void) vouch_session_want (self, detail);
}

static void
refuse (VouchSession *self, VouchCommand *command, const VouchJson *json, guint status)
{
  g_autofree char *code = json != NULL ? vouch_json_get_string (json, 0, "error") : NULL;
  g_autofree char *message = json != NULL ? vouch_json_get_string (json, 0, "message") : NULL;
  g_autofree char *current =
      json != NULL ? vouch_json_dup_raw (json, vouch_json_get (json, 0, "current")) : NULL;
  g_autofree char *plain = g_strdup_printf ("status_%u", status);

  vouch_store_set_command_state (self->store, command, VOUCH_COMMAND_REFUSED, 0,
                                 code != NULL ? code : plain, message, current);
  /* The person must see what is there now. */
  want_effect (self, command);
}

static void
take_answer (Push *push, const VouchHttpAnswer *answer)
{
  VouchSession *self = push->session;
  g_autoptr (VouchJson) json = vouch_json_parse (g_bytes_get_data (answer->body, NULL),
                                                 (gssize) g_bytes_get_size (answer->body), NULL);
  g_autofree char *word = json != NULL ? vouch_json_get_string (json, 0, "status") : NULL;
  g_autoptr (GError) error = NULL;

  vouch_session_set_online (self, TRUE);
  if (answer->status == 200 && g_strcmp0 (word, "done") == 0)
    {
      vouch_store_set_command_state (self->store, push->command, VOUCH_COMMAND_ANSWERED,
                                     vouch_json_get_int (json, 0, "seq", 0), NULL, NULL, NULL);
      want_effect (self, push->command);
    }
  else if (answer->status == 426)
    {
      vouch_session_set_outdated (self);
      vouch_store_set_command_state (self->store, push->command, VOUCH_COMMAND_WAITING, 0, NULL,
                                     NULL, NULL);
    }
  else if (answer->status >= 500 || answer->status == 429 || answer->status == 401 ||
           answer->status == 408 || (answer->status == 200 && json == NULL))
    {
      g_set_error (&error, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_OFFLINE, "The server answered %u",
                   answer->status);
      vouch_session_note_failure (self, error);
    }
  else
    refuse (self, push->command, json, answer->status);
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Push) push = user_data;
  VouchSession *self = push->session;
  g_autoptr (GError) error = NULL;
  g_autoptr (VouchHttpAnswer) answer =
      vouch_session_call_finish (VOUCH_SESSION (object), result, &error);

  if (g_cancellable_is_cancelled (push->cancellable))
    return;
  g_hash_table_remove (self->sending, key_of (push->command));
  if (answer != NULL)
    take_answer (push, answer);
  else
    vouch_session_note_failure (self, error);
  vouch_session_update_counts (self);
  vouch_session_update_state (self);
  vouch_session_pump (self);
}

static void
send_command (VouchSession *self, VouchCommand *command)
{
  g_autofree char *json = command_json (self, command);

  g_hash_table_add (self->sending, key_of (command));
  vouch_store_set_command_state (self->store, command, VOUCH_COMMAND_SENT, 0, NULL, NULL, NULL);
  vouch_session_call_async (self, "POST", "/v1/commands", json, sent_cb, push_new (self, command));
}

static void
refuse_changed (VouchSession *self, VouchCommand *command)
{
  vouch_store_set_command_state (self->store, command, VOUCH_COMMAND_REFUSED, 0, "changed",
                                 "What this decision rests on has changed since", NULL);
}

/* A decision made offline is sent only when it still rests on what the server has. */

static void
facts_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Push) push = user_data;
  VouchSession *self = push->session;
  VouchCommand *command = push->command;
  g_autofree char *digest = NULL;
  gint64 version = -1;
  g_autoptr (GError) error = NULL;
  gboolean ok =
      vouch_store_read_facts_finish (VOUCH_STORE (object), result, &digest, &version, &error);

  if (g_cancellable_is_cancelled (push->cancellable))
    return;
  g_hash_table_remove (self->verifying, key_of (command));
  if (g_hash_table_remove (self->held, key_of (command)))
    vouch_session_unfollow (self, vouch_command_get_applicant_id (command));
  if (vouch_command_get_state (command) != VOUCH_COMMAND_STAGED)
    return;
  if (ok && version == vouch_command_get_base (command) &&
      g_strcmp0 (digest, vouch_command_get_seen (command)) == 0)
    vouch_store_set_command_state (self->store, command, VOUCH_COMMAND_WAITING, 0, NULL, NULL,
                                   NULL);
  else
    refuse_changed (self, command);
  vouch_session_update_counts (self);
  vouch_session_pump (self);
}

static void
verify_command (VouchSession *self, VouchCommand *command)
{
  g_autofree char *workspace = vouch_session_workspace (self);
  const char *id = vouch_command_get_applicant_id (command);
  g_autofree char *detail = g_strconcat ("applicant/", id, NULL);
  gboolean detail_fresh = vouch_session_is_fresh (self, detail);

  if (g_hash_table_contains (self->verifying, key_of (command)))
    return;
  if (!detail_fresh)
    {
      VouchFollow *follow = g_hash_table_lookup (self->follows, detail);

      if (follow == NULL && g_hash_table_contains (self->held, key_of (command)))
        {
          /* It was asked for and is gone on the server: nothing to decide on. */
          g_hash_table_remove (self->held, key_of (command));
          refuse_changed (self, command);
        }
      else if (!g_hash_table_contains (self->held, key_of (command)))
        {
          g_hash_table_add (self->held, key_of (command));
          vouch_session_follow (self, id);
        }
      return;
    }
  if (!vouch_session_is_fresh (self, workspace))
    return;
  g_hash_table_add (self->verifying, key_of (command));
  vouch_store_read_facts_async (self->store, id, NULL, facts_cb, push_new (self, command));
}

void
vouch_session_push (VouchSession *self)
{
  GListModel *outbox = vouch_store_get_outbox (self->store);
  g_autoptr (GHashTable) blocked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = g_list_model_get_n_items (outbox);

  if (!self->online || self->outdated || self->retry_id != 0)
    return;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VouchCommand) command = g_list_model_get_item (outbox, i);
      VouchCommandState state = vouch_command_get_state (command);
      const char *target = vouch_command_get_target (command);

      if (state == VOUCH_COMMAND_ANSWERED || g_hash_table_contains (blocked, target))
        continue;
      g_hash_table_add (blocked, g_strdup (target));
      if (state == VOUCH_COMMAND_REFUSED || g_hash_table_contains (self->sending, key_of (command)))
        continue;
      if (state == VOUCH_COMMAND_STAGED)
        verify_command (self, command);
      else if (g_hash_table_size (self->sending) < VOUCH_SYNC_MAX_PUSHES)
        send_command (self, command);
    }
}
