/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command table and its dispatcher: who may, on what, was it done before. */

#define G_LOG_DOMAIN "vouch-server"

#include "vouch-commands.h"

#include "vouch-handlers.h"
#include "vouch-stmt.h"

#define NOBODY VOUCH_N_PERMISSIONS

typedef struct
{
  VouchCommandInfo info;
  const VouchRecordType *target; /* must exist in the company; NULL: the handler makes it */
  gboolean when_scheduled;       /* also on an applicant scheduled for deletion */
  VouchHandler handler;
} Row;

#define PERSON(type, permission, target, when_scheduled, handler) \
  { \
    { type, FALSE, VOUCH_PERMISSION_##permission }, target, when_scheduled, handler \
  }
#define PROGRAM(type, target, handler) \
  { \
    { type, TRUE, NOBODY }, target, TRUE, handler \
  }

static const Row rows[] = {
  PERSON ("review.assign", APPLICANTS_ASSIGN, &vouch_applicant_type, FALSE,
          vouch_handle_review_assign),
  PERSON ("review.approve", APPLICANTS_REVIEW, &vouch_applicant_type, FALSE,
          vouch_handle_review_approve),
  PERSON ("review.decline", APPLICANTS_REVIEW, &vouch_applicant_type, FALSE,
          vouch_handle_review_decline),
  PERSON ("comment.add", APPLICANTS_COMMENT, &vouch_applicant_type, FALSE,
          vouch_handle_comment_add),
  PERSON ("warning.resolve", APPLICANTS_REVIEW, &vouch_warning_type, FALSE,
          vouch_handle_warning_resolve),
  PERSON ("applicant.delete", APPLICANTS_DELETE, &vouch_applicant_type, TRUE,
          vouch_handle_applicant_delete),
  PERSON ("applicant.restore", APPLICANTS_DELETE, &vouch_applicant_type, TRUE,
          vouch_handle_applicant_restore),
  PERSON ("document.field.set", APPLICANTS_EDIT, &vouch_step_result_type, FALSE,
          vouch_handle_field_set),
  PERSON ("step.deactivate", APPLICANTS_EDIT, &vouch_step_result_type, FALSE,
          vouch_handle_step_deactivate),
  PERSON ("step.activate", APPLICANTS_EDIT, &vouch_step_result_type, FALSE,
          vouch_handle_step_activate),
  PROGRAM ("company.create", NULL, vouch_handle_company_create),
  PROGRAM ("role.create", NULL, vouch_handle_role_create),
  PROGRAM ("user.create", NULL, vouch_handle_user_create),
  PROGRAM ("user.status.set", NULL, vouch_handle_user_status_set),
  PROGRAM ("application.create", NULL, vouch_handle_application_create),
  PROGRAM ("flow.publish", NULL, vouch_handle_flow_publish),
  PROGRAM ("applicant.create", NULL, vouch_handle_applicant_create),
  PROGRAM ("applicant.erase", &vouch_applicant_type, vouch_handle_applicant_erase),
  PROGRAM ("applicant.status.set", &vouch_applicant_type, vouch_handle_status_set),
  PROGRAM ("media.add", &vouch_applicant_type, vouch_handle_media_add),
  PROGRAM ("step.record", &vouch_applicant_type, vouch_handle_step_record),
};

const VouchCommandInfo *
vouch_commands_get (guint *n)
{
  static VouchCommandInfo infos[G_N_ELEMENTS (rows)];
  static gsize once;

  if (g_once_init_enter (&once))
    {
      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        infos[i] = rows[i].info;
      g_once_init_leave (&once, 1);
    }
  *n = G_N_ELEMENTS (rows);
  return infos;
}

static const Row *
find_command (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (g_str_equal (rows[i].info.type, type))
        return &rows[i];
    }
  return NULL;
}

char *
vouch_commands_facts (VouchDb *db, const char *applicant_id, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "server/list-facts", error);
  VouchFacts *facts;
  g_autofree char *digest = NULL;
  GError *local = NULL;

  if (stmt == NULL)
    return NULL;

  facts = vouch_facts_new ();
  vouch_stmt_bind_text (stmt, ":applicant_id", applicant_id);
  while (vouch_stmt_step (stmt, &local))
    vouch_facts_add (facts, vouch_stmt_text (stmt, 0), vouch_stmt_text (stmt, 1),
                     vouch_stmt_int (stmt, 2));
  digest = vouch_facts_finish (facts);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }
  return g_steal_pointer (&digest);
}

static gboolean
deny (const char *message, GError **error)
{
  g_set_error_literal (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_DENIED, message);
  return FALSE;
}

static gboolean
load_target (VouchChange *change, const VouchRecordType *type, GError **error)
{
  const char *applicant_id;

  if (type == &vouch_applicant_type)
    {
      change->applicant = vouch_change_get (change, type, change->command->target, error);
      return change->applicant != NULL;
    }

  change->target = vouch_change_get (change, type, change->command->target, error);
  if (change->target == NULL)
    return FALSE;

  change->target_type = type;
  applicant_id = vouch_field_get_text (vouch_record_field (type, "applicant_id"), change->target);
  change->applicant = vouch_change_get (change, &vouch_applicant_type, applicant_id, error);
  return change->applicant != NULL;
}

static gboolean
dispatch (VouchChange *change, GString *result, GError **error)
{
  const Row *row = find_command (change->command->type);
  gboolean staff = change->actor->kind == VOUCH_ACTOR_STAFF;

  if (row == NULL)
    return vouch_change_invalid (change, "type", "There is no such command", error);
  if (staff && (row->info.internal ||
                !vouch_permissions_has (change->actor->permissions, row->info.permission)))
    return deny ("You may not do this", error);
  if (row->target != NULL && !load_target (change, row->target, error))
    return FALSE;
  if (staff && change->applicant != NULL && change->applicant->mode == VOUCH_MODE_LIVE &&
      !change->actor->live)
    return deny ("You may not work in live mode", error);
  if (!row->when_scheduled && change->applicant != NULL &&
      change->applicant->scheduled_deletion_at != 0)
    {
      g_set_error_literal (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_LOCKED,
                           "The applicant is scheduled for deletion");
      return FALSE;
    }

  return row->handler (change, result, error);
}

static VouchAnswer *
answer_done (VouchChange *change, GString *result)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;

  vouch_json_end_object (result);
  vouch_json_begin_object (out);
  vouch_json_set_string (out, "id", change->command->id);
  vouch_json_set_string (out, "status", "done");
  vouch_json_set_int (out, "seq", change->seq);
  vouch_json_set_raw (out, "result", result->str);
  vouch_json_end_object (out);
  body = g_string_free_to_bytes (out);
  return vouch_answer_new (200, body, change->seq);
}

static gboolean
store_answer (VouchChange *change, VouchAnswer *answer, GError **error)
{
  g_autoptr (VouchStmt) stmt = NULL;

  if (change->actor->kind != VOUCH_ACTOR_STAFF)
    return TRUE; /* the program's own commands are not sent twice */

  stmt = vouch_db_statement (change->db, "server/put-answer", error);
  if (stmt == NULL)
    return FALSE;
  vouch_stmt_bind_text (stmt, ":id", change->command->id);
  vouch_stmt_bind_text (stmt, ":company_id", change->company_id);
  vouch_stmt_bind_text (stmt, ":user_id", change->actor->user_id);
  vouch_stmt_bind_text (stmt, ":client", change->command->client);
  vouch_stmt_bind_text (stmt, ":type", change->command->type);
  if (change->applicant != NULL)
    {
      vouch_stmt_bind_text (stmt, ":applicant_id", change->applicant->id);
      vouch_stmt_bind_enum (stmt, ":mode", &vouch_mode_enum, (int) change->applicant->mode);
    }
  vouch_stmt_bind_text (stmt, ":body_sha256", change->command->body_sha256);
  vouch_stmt_bind_int (stmt, ":status", answer->status);
  vouch_stmt_bind_bytes (stmt, ":answer", answer->body);
  vouch_stmt_bind_int (stmt, ":seq", answer->seq);
  vouch_stmt_bind_int (stmt, ":at", change->at);
  return vouch_stmt_run (stmt, error) >= 0;
}

static VouchAnswer *
answer_id_reused (void)
{
  g_autoptr (GError) reused = g_error_new_literal (VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_ID_REUSED,
                                                   "Another command was sent under this id");

  return vouch_answer_new_error (reused, "id", NULL);
}

/* NULL without @error: never answered. */
static VouchAnswer *
find_answer (VouchDb *db, VouchActor *actor, VouchCommand *command, GError **error)
{
  g_autoptr (VouchStmt) stmt = NULL;
  VouchAnswer *answer;

  if (actor->kind != VOUCH_ACTOR_STAFF)
    return NULL;

  stmt = vouch_db_statement (db, "server/get-answer", error);
  if (stmt == NULL)
    return NULL;
  vouch_stmt_bind_text (stmt, ":id", command->id);
  if (!vouch_stmt_step (stmt, error))
    return NULL;

  if (g_strcmp0 (vouch_stmt_text (stmt, 0), actor->company_id) != 0 ||
      g_strcmp0 (vouch_stmt_text (stmt, 1), actor->user_id) != 0 ||
      g_strcmp0 (vouch_stmt_text (stmt, 2), command->body_sha256) != 0)
    answer = answer_id_reused ();
  else
    {
      g_autoptr (GBytes) body = vouch_stmt_dup_bytes (stmt, 4);

      answer = vouch_answer_new ((guint) vouch_stmt_int (stmt, 3), body, vouch_stmt_int (stmt, 5));
    }
  answer->replayed = TRUE;
  return answer;
}

/* A constraint that refused the row is the caller's mistake (a name taken twice). */
static gboolean
is_refusal (GError **error)
{
  if ((*error)->domain == VOUCH_SERVER_ERROR)
    return TRUE;
  if (!g_error_matches (*error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_CONSTRAINT))
    return FALSE;

  g_clear_error (error);
  g_set_error_literal (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_INVALID,
                       "The value is taken, or what it names does not exist");
  return TRUE;
}

/* What the handler wrote is undone; the refusal itself gets a number, so that the feed can tell
 * the client that this command is answered. */
static VouchAnswer *
refuse (VouchChange *change, GError *why, GError **error)
{
  g_autoptr (VouchAnswer) answer = NULL;
  gboolean known = change->company_id != NULL && change->actor->kind == VOUCH_ACTOR_STAFF;

  if (!vouch_db_savepoint_rollback (change->db, error) || !vouch_db_savepoint (change->db, error))
    return NULL;

  change->seq = 0;
  answer = vouch_answer_new_error (why, change->field, change->current);
  if (known)
    {
      answer->seq = vouch_change_get_seq (change, error);
      if (answer->seq == 0 || !store_answer (change, answer, error))
        {
          vouch_db_rollback (change->db);
          return NULL;
        }
    }
  return vouch_db_savepoint_release (change->db, error) ? g_steal_pointer (&answer) : NULL;
}

static VouchAnswer *
answer_fault (VouchDb *db, const GError *fault, GError **error)
{
  g_autoptr (GError) busy = g_error_new_literal (VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_BUSY,
                                                 "The server could not store this, try again");

  g_debug ("Command: %s", fault->message);
  if (!vouch_db_savepoint_rollback (db, error))
    return NULL;
  return vouch_answer_new_error (busy, NULL, NULL);
}

static VouchAnswer *
run (VouchChange *change, GError **error)
{
  g_autoptr (GString) result = g_string_new (NULL);
  g_autoptr (VouchAnswer) answer = NULL;
  g_autoptr (GError) local = NULL;
  gboolean done;

  if (!vouch_db_savepoint (change->db, error))
    return NULL;

  vouch_json_begin_object (result);
  done = dispatch (change, result, &local) && vouch_change_get_seq (change, &local) != 0;
  if (done)
    {
      answer = answer_done (change, result);
      done = store_answer (change, answer, &local);
    }
  if (done)
    return vouch_db_savepoint_release (change->db, error) ? g_steal_pointer (&answer) : NULL;
  if (is_refusal (&local))
    return refuse (change, local, error);
  return answer_fault (change->db, local, error);
}

/* The permission counts now, not when the session began. NULL with a refusal in @error. */
static VouchActor *
refresh_actor (VouchDb *db, VouchActor *actor, GError **error)
{
  VouchActor *fresh;

  if (actor->kind != VOUCH_ACTOR_STAFF)
    return vouch_actor_ref (actor);

  fresh = vouch_actor_load (db, actor->user_id, error);
  if (fresh != NULL)
    {
      vouch_actor_set_device (fresh, actor->os, actor->browser, actor->ip);
      fresh->at = actor->at;
    }
  return fresh;
}

VouchAnswer *
vouch_commands_run (VouchDb *db, VouchServerData *data, VouchGroup *group, VouchActor *actor,
                    VouchCommand *command, GError **error)
{
  g_autoptr (VouchActor) fresh = NULL;
  g_autoptr (GError) local = NULL;
  VouchChange change;
  VouchAnswer *answer;

  fresh = refresh_actor (db, actor, &local);
  if (fresh == NULL)
    {
      if (local->domain == VOUCH_SERVER_ERROR)
        return vouch_answer_new_error (local, NULL, NULL);
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  answer = find_answer (db, fresh, command, &local);
  if (answer != NULL)
    return answer;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  vouch_change_init (&change, db, data, group, fresh, command);
  answer = run (&change, error);
  vouch_change_clear (&change);
  return answer;
}
