/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands of the program: companies, people, flows, and what an applicant's steps produce. */

#define G_LOG_DOMAIN "vouch-server"

#include <string.h>

#include "vouch-handlers.h"
#include "vouch-id.h"
#include "vouch-stmt.h"

static gpointer
read_target (VouchChange *change, const VouchRecordType *type, GError **error)
{
  return vouch_change_read_record (change, type, change->command->json, change->command->args,
                                   change->command->target, NULL, error);
}

/* Writes a record nobody asks further about, and its audit line. Takes @record over. */
static gboolean
put_and_log (VouchChange *change, const VouchRecordType *type, gpointer record, const char *event,
             GError **error)
{
  g_autoptr (GString) detail = g_string_new (NULL);
  gboolean ok;

  vouch_json_begin_object (detail);
  vouch_json_set_string (detail, "id", ((VouchRecord *) record)->id);
  vouch_json_end_object (detail);
  ok = vouch_change_put (change, type, record, error) &&
       vouch_change_log (change, event, NULL, detail->str, error);
  vouch_record_free (type, record);
  return ok;
}

gboolean
vouch_handle_company_create (VouchChange *change, GString *result, GError **error)
{
  VouchCompanyRecord *company = read_target (change, &vouch_company_type, error);

  if (company == NULL)
    return FALSE;

  change->company_id = change->command->target;
  company->created_at = change->at;
  company->updated_at = change->at;
  return put_and_log (change, &vouch_company_type, company, "company.created", error);
}

gboolean
vouch_handle_role_create (VouchChange *change, GString *result, GError **error)
{
  VouchRoleRecord *role = read_target (change, &vouch_role_type, error);

  return role != NULL && put_and_log (change, &vouch_role_type, role, "role.created", error);
}

static gboolean
put_secret (VouchChange *change, const char *hash, GError **error)
{
  g_autoptr (VouchStmt) stmt = NULL;

  if (hash == NULL)
    return TRUE;

  stmt = vouch_db_statement (change->db, "server/put-user-secret", error);
  if (stmt == NULL)
    return FALSE;
  vouch_stmt_bind_text (stmt, ":user_id", change->command->target);
  vouch_stmt_bind_text (stmt, ":password_hash", hash);
  vouch_stmt_bind_int (stmt, ":at", change->at);
  return vouch_stmt_run (stmt, error) >= 0;
}

gboolean
vouch_handle_user_create (VouchChange *change, GString *result, GError **error)
{
  VouchUserRecord *user = read_target (change, &vouch_user_type, error);
  g_autofree char *hash =
      vouch_json_get_string (change->command->json, change->command->args, "password_hash");
  VouchRoleRecord *role;

  if (user == NULL)
    return FALSE;

  /* A foreign key would accept a role of another company. */
  role = vouch_change_get (change, &vouch_role_type, user->role_id, error);
  if (role == NULL)
    {
      vouch_record_free (&vouch_user_type, user);
      return FALSE;
    }
  vouch_record_free (&vouch_role_type, role);
  user->created_at = change->at;
  user->updated_at = change->at;
  return put_and_log (change, &vouch_user_type, user, "user.created", error) &&
         put_secret (change, hash, error);
}

gboolean
vouch_handle_user_status_set (VouchChange *change, GString *result, GError **error)
{
  g_autofree char *word =
      vouch_json_get_string (change->command->json, change->command->args, "status");
  int status = vouch_enum_from_nick (&vouch_user_status_enum, word);
  VouchUserRecord *user;
  g_autofree char *detail = NULL;
  gboolean ok;

  if (status < 0)
    return vouch_change_invalid (change, "status", "There is no such status", error);
  user = vouch_change_get (change, &vouch_user_type, change->command->target, error);
  if (user == NULL)
    return FALSE;

  detail = vouch_change_before_after ("status",
                                      vouch_enum_nick (&vouch_user_status_enum, (int) user->status),
                                      word);
  user->status = (VouchUserStatus) status;
  user->updated_at = change->at;
  /* Sessions need no word here: a disabled user is refused when the next request loads them. */
  ok = vouch_change_put (change, &vouch_user_type, user, error) &&
       vouch_change_log (change, "user.status_set", NULL, detail, error);
  vouch_record_free (&vouch_user_type, user);

  return ok;
}

gboolean
vouch_handle_application_create (VouchChange *change, GString *result, GError **error)
{
  VouchApplicationRecord *application = read_target (change, &vouch_application_type, error);

  if (application == NULL)
    return FALSE;

  application->created_at = change->at;
  return put_and_log (change, &vouch_application_type, application, "application.created", error);
}

gboolean
vouch_handle_flow_publish (VouchChange *change, GString *result, GError **error)
{
  VouchFlowRecord *flow = read_target (change, &vouch_flow_type, error);
  VouchFlowRecord *old;
  GError *local = NULL;

  if (flow == NULL)
    return FALSE;

  old = vouch_change_get (change, &vouch_flow_type, flow->id, &local);
  if (local != NULL && !g_error_matches (local, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, local);
      vouch_record_free (&vouch_flow_type, flow);
      return FALSE;
    }
  g_clear_error (&local);
  flow->version = old != NULL ? old->version + 1 : 1;
  flow->state = VOUCH_FLOW_PUBLISHED;
  flow->updated_at = change->at;
  vouch_record_free (&vouch_flow_type, old);
  return put_and_log (change, &vouch_flow_type, flow, "flow.published", error);
}

gboolean
vouch_handle_applicant_create (VouchChange *change, GString *result, GError **error)
{
  VouchApplicantRecord *applicant = read_target (change, &vouch_applicant_type, error);

  if (applicant == NULL)
    return FALSE;

  change->applicant = applicant;
  if (applicant->flow_id != NULL)
    {
      VouchFlowRecord *flow =
          vouch_change_get (change, &vouch_flow_type, applicant->flow_id, error);

      if (flow == NULL)
        return FALSE;
      applicant->flow_version = flow->version;
      vouch_record_free (&vouch_flow_type, flow);
    }
  /* The server's own fields, whatever was sent. */
  applicant->status = VOUCH_STATUS_INIT;
  applicant->version = 0;
  applicant->decision_version = 0;
  applicant->scheduled_deletion_at = 0;
  applicant->warnings_unresolved = 0;
  g_clear_pointer (&applicant->warning_kinds, g_free);
  g_clear_pointer (&applicant->reviewer_id, g_free);
  applicant->created_at = change->at;
  return vouch_change_put_applicant (change, TRUE, error) &&
         vouch_change_log (change, "applicant.created", NULL, NULL, error);
}

/* The id an item of an array gives, or a new one. */
static char *
item_id (VouchChange *change, const VouchJson *json, VouchJsonRef ref)
{
  char *id = vouch_json_get_string (json, ref, "id");

  if (vouch_id_is_valid (id))
    return id;
  g_free (id);
  return vouch_change_new_id (change);
}

typedef gboolean (*ItemFunc) (VouchChange *change, const VouchStepResultRecord *step,
                              gpointer record, const VouchJson *json, VouchJsonRef ref,
                              GError **error);

/* Reads and writes the records of the array @name; @prepare completes each before it is written. */
static gboolean
put_items (VouchChange *change, const char *name, const VouchRecordType *type,
           const VouchStepResultRecord *step, ItemFunc prepare, ItemFunc after, GError **error)
{
  const VouchJson *json = change->command->json;
  VouchJsonRef array = vouch_json_get (json, change->command->args, name);

  for (VouchJsonRef ref = vouch_json_first (json, array); ref != VOUCH_JSON_NOTHING;
       ref = vouch_json_next (json, ref))
    {
      g_autofree char *id = item_id (change, json, ref);
      gpointer record =
          vouch_change_read_record (change, type, json, ref, id, change->applicant->id, error);
      gboolean ok;

      if (record == NULL)
        return FALSE;
      ok = prepare (change, step, record, json, ref, error) &&
           vouch_change_put (change, type, record, error) &&
           (after == NULL || after (change, step, record, json, ref, error));
      vouch_record_free (type, record);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

static gboolean
prepare_media (VouchChange *change, const VouchStepResultRecord *step, gpointer record,
               const VouchJson *json, VouchJsonRef ref, GError **error)
{
  VouchMediaRecord *media = record;

  if (media->captured_at == 0)
    media->captured_at = change->at;
  return vouch_media_store_link (vouch_server_data_get_media (change->data), change->db,
                                 change->company_id, change->applicant->id, media->sha256,
                                 &media->size, error);
}

static gboolean
prepare_warning (VouchChange *change, const VouchStepResultRecord *step, gpointer record,
                 const VouchJson *json, VouchJsonRef ref, GError **error)
{
  VouchWarningRecord *warning = record;

  g_free (warning->step_result_id);
  warning->step_result_id = g_strdup (step->id);
  warning->state = VOUCH_WARNING_UNRESOLVED;
  warning->created_at = change->at;
  return TRUE;
}

/* Remembers whom a duplicate names, for the day that person is deleted. */
static gboolean
note_other (VouchChange *change, const VouchStepResultRecord *step, gpointer record,
            const VouchJson *json, VouchJsonRef ref, GError **error)
{
  VouchWarningRecord *warning = record;
  g_autofree char *other =
      vouch_json_get_string (json, vouch_json_get (json, ref, "detail"), "applicant_id");
  g_autoptr (VouchStmt) stmt = NULL;

  if (other == NULL)
    return TRUE;

  stmt = vouch_db_statement (change->db, "server/set-warning-other", error);
  if (stmt == NULL)
    return FALSE;
  vouch_stmt_bind_text (stmt, ":id", warning->id);
  vouch_stmt_bind_text (stmt, ":other", other);
  return vouch_stmt_run (stmt, error) >= 0;
}

static gboolean
prepare_match (VouchChange *change, const VouchStepResultRecord *step, gpointer record,
               const VouchJson *json, VouchJsonRef ref, GError **error)
{
  VouchAmlMatchRecord *match = record;

  g_free (match->step_result_id);
  match->step_result_id = g_strdup (step->id);
  match->updated_at = change->at;
  return TRUE;
}

gboolean
vouch_handle_media_add (VouchChange *change, GString *result, GError **error)
{
  return put_items (change, "media", &vouch_media_type, NULL, prepare_media, NULL, error) &&
         vouch_change_log (change, "media.added", NULL, NULL, error);
}

/* What a step learnt about the person. */
static gboolean
merge_applicant (VouchChange *change, GError **error)
{
  static const char *const kept[] = { "id",
                                      "seq",
                                      "mode",
                                      "status",
                                      "version",
                                      "decision_version",
                                      "reviewer_id",
                                      "created_at",
                                      "updated_at",
                                      "scheduled_deletion_at",
                                      "warning_kinds",
                                      "warnings_unresolved",
                                      NULL };
  const VouchJson *json = change->command->json;
  VouchJsonRef ref = vouch_json_get (json, change->command->args, "applicant");
  VouchApplicantRecord *sent;

  if (vouch_json_kind (json, ref) != VOUCH_JSON_OBJECT)
    return TRUE;

  sent = vouch_change_read_record (change, &vouch_applicant_type, json, ref, change->applicant->id,
                                   NULL, error);
  if (sent == NULL)
    return FALSE;
  for (guint i = 0; i < vouch_applicant_type.n_fields; i++)
    {
      const VouchField *field = &vouch_applicant_type.fields[i];

      if (vouch_json_get (json, ref, field->name) == VOUCH_JSON_NOTHING ||
          g_strv_contains (kept, field->name))
        continue;
      if (field->type == VOUCH_FIELD_TEXT || field->type == VOUCH_FIELD_JSON)
        vouch_field_set_text (field, change->applicant, vouch_field_get_text (field, sent));
      else
        vouch_field_set_int (field, change->applicant, vouch_field_get_int (field, sent));
    }
  vouch_record_free (&vouch_applicant_type, sent);
  return TRUE;
}

static gboolean
record_step (VouchChange *change, VouchStepResultRecord *step, GError **error)
{
  step->state = VOUCH_RESULT_ACTIVE;
  step->created_at = change->at;
  step->updated_at = change->at;

  return vouch_step_retire_others (change, step, error) &&
         vouch_change_put (change, &vouch_step_result_type, step, error) &&
         put_items (change, "media", &vouch_media_type, step, prepare_media, NULL, error) &&
         put_items (change, "warnings", &vouch_warning_type, step, prepare_warning, note_other,
                    error) &&
         put_items (change, "aml_matches", &vouch_aml_match_type, step, prepare_match, NULL,
                    error) &&
         merge_applicant (change, error) && vouch_change_count_warnings (change, error) &&
         vouch_change_put_applicant (change, TRUE, error) &&
         vouch_change_log (change, "step.recorded", step, NULL, error);
}

gboolean
vouch_handle_step_record (VouchChange *change, GString *result, GError **error)
{
  VouchCommand *command = change->command;
  g_autofree char *id = item_id (change, command->json, command->args);
  VouchStepResultRecord *step =
      vouch_change_read_record (change, &vouch_step_result_type, command->json, command->args, id,
                                change->applicant->id, error);
  gboolean ok;

  if (step == NULL)
    return FALSE;

  vouch_json_set_string (result, "step_result_id", id);
  ok = record_step (change, step, error);
  vouch_record_free (&vouch_step_result_type, step);
  return ok;
}

gboolean
vouch_handle_status_set (VouchChange *change, GString *result, GError **error)
{
  const VouchJson *json = change->command->json;
  VouchApplicantRecord *applicant = change->applicant;
  g_autofree char *word = vouch_json_get_string (json, change->command->args, "status");
  int status = vouch_enum_from_nick (&vouch_status_enum, word);
  VouchJsonRef reasons = vouch_json_get (json, change->command->args, "reasons");
  g_autofree char *labels = vouch_json_dup_raw (json, reasons);
  g_autofree char *detail =
      vouch_change_before_after ("status",
                                 vouch_enum_nick (&vouch_status_enum, (int) applicant->status),
                                 word);

  if (status < 0)
    return vouch_change_invalid (change, "status", "There is no such status", error);
  if ((int) applicant->status == status)
    return TRUE;
  if (vouch_status_is_decided ((VouchStatus) status))
    return vouch_review_write (change, (VouchStatus) status, FALSE, labels != NULL ? labels : "[]",
                               NULL, NULL, error);

  applicant->status = (VouchStatus) status;
  return vouch_change_put_applicant (change, FALSE, error) &&
         vouch_change_log (change, "applicant.status_set", NULL, detail, error);
}
