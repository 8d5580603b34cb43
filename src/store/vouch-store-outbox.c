/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbox: commands durable before anybody is told so, and when they leave the overlay. */

#define G_LOG_DOMAIN "vouch-store-outbox"

#include "vouch-id.h"
#include "vouch-store-private.h"

typedef struct
{
  VouchCommand *command; /* not known to anybody else until it is on the disk */
  gint64 number;
} Enqueue;

static void
enqueue_free (gpointer data)
{
  Enqueue *self = data;

  g_clear_object (&self->command);
  g_free (self);
}

static gboolean
load_client (VouchStore *self, VouchDb *db, GError **error)
{
  g_autoptr (VouchStmt) get =
      vouch_db_prepare (db, "SELECT value FROM meta WHERE key = 'client'", error);
  g_autoptr (VouchStmt) put = NULL;

  if (get == NULL)
    return FALSE;
  if (vouch_stmt_step (get, error))
    {
      self->client = vouch_stmt_dup_text (get, 0);
      return TRUE;
    }
  g_clear_pointer (&get, vouch_stmt_release);

  self->client = vouch_id_new ();
  put = vouch_db_prepare (db, "INSERT INTO meta (key, value) VALUES ('client', :id)", error);
  if (put == NULL)
    return FALSE;
  vouch_stmt_bind_text (put, ":id", self->client);
  return vouch_stmt_run (put, error) >= 0;
}

static VouchCommand *
row_to_command (VouchStmt *stmt)
{
  VouchCommand *self = g_object_new (VOUCH_TYPE_COMMAND, NULL);
  int state = vouch_stmt_enum (stmt, 9, &vouch_command_state_enum);

  self->number = vouch_stmt_int (stmt, 0);
  self->id = vouch_stmt_dup_text (stmt, 1);
  self->type = vouch_stmt_dup_text (stmt, 2);
  self->target = vouch_stmt_dup_text (stmt, 3);
  self->applicant_id = vouch_stmt_dup_text (stmt, 4);
  self->base = vouch_stmt_int (stmt, 5);
  self->seen = vouch_stmt_dup_text (stmt, 6);
  self->args = vouch_stmt_dup_text (stmt, 7);
  self->made_at = vouch_stmt_int (stmt, 8);
  self->state = state >= 0 ? (VouchCommandState) state : VOUCH_COMMAND_WAITING;
  self->answered_seq = vouch_stmt_int (stmt, 10);
  self->error_code = vouch_stmt_dup_text (stmt, 11);
  self->error_message = vouch_stmt_dup_text (stmt, 12);
  self->current = vouch_stmt_dup_text (stmt, 13);
  return self;
}

gboolean
vouch_store_load_outbox (VouchStore *self, VouchDb *db, GError **error)
{
  g_autoptr (VouchStmt) stmt = NULL;
  g_autoptr (GError) local = NULL;

  if (!load_client (self, db, error))
    return FALSE;
  stmt = vouch_db_statement (db, "store/list-commands", error);
  if (stmt == NULL)
    return FALSE;
  while (vouch_stmt_step (stmt, &local))
    {
      g_autoptr (VouchCommand) command = row_to_command (stmt);

      g_list_store_append (self->outbox, command);
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return local == NULL;
}

GListModel *
vouch_store_get_outbox (VouchStore *self)
{
  g_return_val_if_fail (VOUCH_IS_STORE (self), NULL);
  return G_LIST_MODEL (self->outbox);
}

void
vouch_store_refresh_overlay (VouchStore *self, const char *applicant_id)
{
  VouchApplicant *live =
      applicant_id != NULL ? g_hash_table_lookup (self->applicants, applicant_id) : NULL;

  if (live != NULL)
    vouch_applicant_refresh (live);
}

/* Tells profiles and live objects that the overlay is another one; the cache is not. */
static void
announce (VouchStore *self, VouchCommand *command)
{
  g_autofree char *scope = NULL;
  VouchStoreChange change = { NULL, 0, NULL };

  if (command->applicant_id == NULL)
    return;
  vouch_store_refresh_overlay (self, command->applicant_id);
  scope = g_strconcat ("applicant/", command->applicant_id, NULL);
  change.scope = scope;
  vouch_store_emit_changed (self, &change);
}

static void
enqueue_job (GTask *task, VouchDb *db, gpointer job_data, GCancellable *cancellable)
{
  Enqueue *self = job_data;
  VouchCommand *command = self->command;
  GError *error = NULL;
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "store/insert-command", &error);

  if (stmt != NULL)
    {
      vouch_stmt_bind_text (stmt, ":id", command->id);
      vouch_stmt_bind_text (stmt, ":type", command->type);
      vouch_stmt_bind_text (stmt, ":target", command->target);
      vouch_stmt_bind_text (stmt, ":applicant_id", command->applicant_id);
      vouch_stmt_bind_int (stmt, ":base", command->base);
      vouch_stmt_bind_text (stmt, ":seen", command->seen);
      vouch_stmt_bind_text (stmt, ":args", command->args);
      vouch_stmt_bind_int (stmt, ":made_at", command->made_at);
      vouch_stmt_bind_enum (stmt, ":state", &vouch_command_state_enum, command->state);
      if (vouch_stmt_run (stmt, &error) >= 0)
        self->number = vouch_db_last_rowid (db);
    }
  g_clear_pointer (&stmt, vouch_stmt_release);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
enqueued_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VouchStore *self = VOUCH_STORE (object);
  g_autoptr (GTask) outer = user_data;
  Enqueue *job = g_task_get_task_data (outer);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (outer, error);
      return;
    }
  job->command->number = job->number;
  g_list_store_append (self->outbox, job->command);
  announce (self, job->command);
  g_task_return_pointer (outer, g_object_ref (job->command), g_object_unref);
}

void
vouch_store_enqueue_async (VouchStore *self, const char *type, const char *target,
                           const char *applicant_id, gint64 base, const char *seen,
                           const char *args, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) inner = NULL;
  Enqueue *job;
  VouchCommand *command;

  g_return_if_fail (VOUCH_IS_STORE (self));
  g_return_if_fail (type != NULL);
  g_return_if_fail (target != NULL);
  g_return_if_fail (args != NULL);

  /* Never cancelled: the command is either on the disk or reported as failed. */
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, vouch_store_enqueue_async);
  command = g_object_new (VOUCH_TYPE_COMMAND, NULL);
  command->id = vouch_id_new ();
  command->type = g_strdup (type);
  command->target = g_strdup (target);
  command->applicant_id = g_strdup (applicant_id);
  command->base = base;
  command->seen = g_strdup (seen);
  command->args = g_strdup (args);
  command->made_at = vouch_now ();
  command->state = self->staging && vouch_command_is_decision (command) ? VOUCH_COMMAND_STAGED
                                                                        : VOUCH_COMMAND_WAITING;
  job = g_new0 (Enqueue, 1);
  job->command = command;
  g_task_set_task_data (task, job, enqueue_free);
  inner = vouch_store_inner_task (self, g_object_ref (task), enqueued_cb);
  vouch_db_worker_push (self->outbox_worker, inner, G_PRIORITY_HIGH, enqueue_job, job, NULL);
}

VouchCommand *
vouch_store_enqueue_finish (VouchStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Writing states. A state lost in a crash is asked for again: the server answers the same id with
 * the same answer. So nobody waits for these. */

typedef struct
{
  gint64 number;
  char *id;
  int state; /* -1: delete */
  gint64 answered_seq;
  char *error_code;
  char *error_message;
  char *current;
} Update;

static void
update_free (gpointer data)
{
  Update *self = data;

  g_free (self->id);
  g_free (self->error_code);
  g_free (self->error_message);
  g_free (self->current);
  g_free (self);
}

static void
update_job (GTask *task, VouchDb *db, gpointer job_data, GCancellable *cancellable)
{
  Update *self = job_data;
  GError *error = NULL;
  g_autoptr (VouchStmt) stmt =
      vouch_db_statement (db, self->state < 0 ? "store/delete-command" : "store/update-command",
                          &error);

  if (stmt != NULL)
    {
      vouch_stmt_bind_int (stmt, ":n", self->number);
      if (self->state >= 0)
        {
          vouch_stmt_bind_text (stmt, ":id", self->id);
          vouch_stmt_bind_enum (stmt, ":state", &vouch_command_state_enum, self->state);
          vouch_stmt_bind_int (stmt, ":answered_seq", self->answered_seq);
          vouch_stmt_bind_text (stmt, ":error_code", self->error_code);
          vouch_stmt_bind_text (stmt, ":error_message", self->error_message);
          vouch_stmt_bind_text (stmt, ":current", self->current);
        }
      if (vouch_stmt_run (stmt, &error) < 0)
        g_debug ("The state of a command could not be written: %s", error->message);
    }
  g_clear_pointer (&stmt, vouch_stmt_release);
  g_clear_error (&error);
  g_task_return_boolean (task, TRUE);
}

static void
write_command (VouchStore *self, VouchCommand *command, gboolean delete)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, NULL, NULL);
  Update *update = g_new0 (Update, 1);

  update->number = command->number;
  update->id = g_strdup (command->id);
  update->state = delete ? -1 : (int) command->state;
  update->answered_seq = command->answered_seq;
  update->error_code = g_strdup (command->error_code);
  update->error_message = g_strdup (command->error_message);
  update->current = g_strdup (command->current);
  vouch_db_worker_push (self->outbox_worker, task, G_PRIORITY_DEFAULT, update_job, update,
                        update_free);
}

void
vouch_store_set_command_state (VouchStore *self, VouchCommand *command, VouchCommandState state,
                               gint64 answered_seq, const char *error_code, const char *message,
                               const char *current)
{
  g_return_if_fail (VOUCH_IS_STORE (self));
  g_return_if_fail (VOUCH_IS_COMMAND (command));

  g_object_freeze_notify (G_OBJECT (command));
  command->answered_seq = answered_seq;
  if (state == VOUCH_COMMAND_ANSWERED)
    command->answer_serial = ++self->answer_serial;
  vouch_command_set_answer (command, error_code, message, current);
  vouch_command_set_state (command, state);
  g_object_thaw_notify (G_OBJECT (command));
  /* "Sent" is not worth a sync of the disk: after a crash it goes again either way. */
  if (state != VOUCH_COMMAND_SENT)
    write_command (self, command, FALSE);
  announce (self, command);
}

void
vouch_store_retry_command (VouchStore *self, VouchCommand *command)
{
  g_autofree char *id = vouch_id_new ();

  g_return_if_fail (VOUCH_IS_STORE (self));
  g_return_if_fail (VOUCH_IS_COMMAND (command));
  g_return_if_fail (command->state == VOUCH_COMMAND_REFUSED);

  vouch_command_set_id (command, id);
  vouch_store_set_command_state (self, command, VOUCH_COMMAND_WAITING, 0, NULL, NULL, NULL);
}

static void
remove_command (VouchStore *self, VouchCommand *command)
{
  guint position;

  write_command (self, command, TRUE);
  if (g_list_store_find (self->outbox, command, &position))
    g_list_store_remove (self->outbox, position);
}

void
vouch_store_discard_command (VouchStore *self, VouchCommand *command)
{
  g_autoptr (VouchCommand) keep = NULL;

  g_return_if_fail (VOUCH_IS_STORE (self));
  g_return_if_fail (VOUCH_IS_COMMAND (command));

  keep = g_object_ref (command);
  remove_command (self, command);
  announce (self, command);
}

void
vouch_store_settle_commands (VouchStore *self, const char *scope, GHashTable *acks, gint64 max_seq,
                             gboolean last, guint64 serial, GHashTable *touched)
{
  VouchMode mode;
  gboolean workspace = vouch_store_scope_mode (scope, &mode);
  GListModel *model = G_LIST_MODEL (self->outbox);

  for (guint i = g_list_model_get_n_items (model); i-- > 0;)
    {
      g_autoptr (VouchCommand) command = g_list_model_get_item (model, i);
      g_autofree char *detail = NULL;
      gboolean seen;

      if (command->state != VOUCH_COMMAND_ANSWERED)
        continue;
      detail = g_strconcat ("applicant/", command->applicant_id, NULL);
      if (!workspace && !g_str_equal (scope, detail))
        continue;

      seen = g_hash_table_contains (acks, command->id) ||
             (command->answered_seq > 0 && max_seq >= command->answered_seq) ||
             (last && command->answer_serial <= serial);
      if (seen && workspace)
        command->summary_seen = TRUE;
      else if (seen)
        command->detail_seen = TRUE;
      if (seen && command->applicant_id != NULL)
        g_hash_table_add (touched, g_strdup (command->applicant_id));
      /* A profile that is not followed has nothing to wait for. */
      if (command->summary_seen &&
          (command->detail_seen || !g_hash_table_contains (self->scopes, detail)))
        remove_command (self, command);
    }
}
