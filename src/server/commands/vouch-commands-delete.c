/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deleting an applicant: asked for, taken back, carried out. */

#define G_LOG_DOMAIN "vouch-server"

#include "vouch-handlers.h"
#include "vouch-stmt.h"

#define DELETION_DELAY (20 * G_TIME_SPAN_DAY)

static gboolean
run_of_applicant (VouchChange *change, const char *statement, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (change->db, statement, error);

  if (stmt == NULL)
    return FALSE;

  vouch_stmt_bind_text (stmt, ":applicant_id", change->applicant->id);
  return vouch_stmt_run (stmt, error) >= 0;
}

/* The rows a statement gives, all read before any is changed. */
static GPtrArray *
list_rows (VouchChange *change, VouchStmt *stmt, const VouchRecordType *type, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  gpointer record;
  GError *local = NULL;

  vouch_stmt_bind_text (stmt, ":applicant_id", change->applicant->id);
  while ((record = vouch_stmt_next_record (stmt, type, &local)) != NULL)
    g_ptr_array_add (rows, record);
  if (local == NULL)
    return g_steal_pointer (&rows);

  for (guint i = 0; i < rows->len; i++)
    vouch_record_free (type, g_ptr_array_index (rows, i));
  g_propagate_error (error, local);
  return NULL;
}

static gboolean
drop_rows (VouchChange *change, const VouchRecordType *type, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT * FROM %s WHERE applicant_id = :applicant_id", type->name);
  g_autoptr (VouchStmt) stmt = vouch_db_prepare (change->db, sql, error);
  g_autoptr (GPtrArray) rows = NULL;
  gboolean ok = TRUE;

  if (stmt == NULL)
    return FALSE;
  rows = list_rows (change, stmt, type, error);
  g_clear_pointer (&stmt, vouch_stmt_release);
  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      gpointer record = g_ptr_array_index (rows, i);

      ok = ok && vouch_change_drop (change, type, record, "redacted", error);
      vouch_record_free (type, record);
    }
  return ok;
}

/* Lines of the trail stay, without what they say about anybody. */
static gboolean
redact_timeline (VouchChange *change, GError **error)
{
  g_autofree char *scope = g_strconcat ("applicant/", change->applicant->id, NULL);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (VouchStmt) list = vouch_db_statement (change->db, "server/list-timeline-ids", error);
  GError *local = NULL;

  if (list == NULL)
    return FALSE;

  vouch_stmt_bind_text (list, ":applicant_id", change->applicant->id);
  while (vouch_stmt_step (list, &local))
    g_ptr_array_add (ids, vouch_stmt_dup_text (list, 0));
  g_clear_pointer (&list, vouch_stmt_release);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  for (guint i = 0; i < ids->len; i++)
    {
      if (!vouch_change_tombstone (change, scope, vouch_timeline_entry_type.name,
                                   g_ptr_array_index (ids, i), "redacted", error))
        return FALSE;
    }
  return run_of_applicant (change, "server/redact-timeline", error);
}

static gboolean
forget_in_warning (VouchChange *change, VouchWarningRecord *warning, GError **error)
{
  g_autoptr (VouchStmt) stmt = NULL;
  VouchApplicantRecord *erased = change->applicant;
  gboolean ok;

  g_clear_pointer (&warning->detail, g_free);
  change->applicant =
      vouch_change_get (change, &vouch_applicant_type, warning->applicant_id, error);
  ok = change->applicant != NULL &&
       vouch_change_put (change, &vouch_warning_type, warning, error) &&
       vouch_change_put_applicant (change, TRUE, error);
  vouch_record_free (&vouch_applicant_type, change->applicant);
  change->applicant = erased;
  if (!ok)
    return FALSE;

  stmt = vouch_db_statement (change->db, "server/set-warning-other", error);
  if (stmt == NULL)
    return FALSE;
  vouch_stmt_bind_text (stmt, ":id", warning->id);
  vouch_stmt_bind_null (stmt, ":other");
  return vouch_stmt_run (stmt, error) >= 0;
}

/* Others' warnings that name this person as a duplicate. */
static gboolean
forget_in_warnings (VouchChange *change, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (change->db, "server/list-other-warnings", error);
  g_autoptr (GPtrArray) rows = NULL;
  gboolean ok = TRUE;

  if (stmt == NULL)
    return FALSE;
  vouch_stmt_bind_text (stmt, ":company_id", change->company_id);
  rows = list_rows (change, stmt, &vouch_warning_type, error);
  g_clear_pointer (&stmt, vouch_stmt_release);
  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      VouchWarningRecord *warning = g_ptr_array_index (rows, i);

      ok = ok && forget_in_warning (change, warning, error);
      vouch_record_free (&vouch_warning_type, warning);
    }
  return ok;
}

/* A stored answer may show the applicant as it stood. */
static gboolean
redact_answers (VouchChange *change, GError **error)
{
  g_autoptr (GError) gone = g_error_new_literal (VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_NOT_FOUND,
                                                 "The applicant was deleted");
  g_autoptr (VouchAnswer) answer = vouch_answer_new_error (gone, NULL, NULL);
  g_autoptr (VouchStmt) stmt = vouch_db_statement (change->db, "server/redact-answers", error);

  if (stmt == NULL)
    return FALSE;

  vouch_stmt_bind_text (stmt, ":applicant_id", change->applicant->id);
  vouch_stmt_bind_bytes (stmt, ":answer", answer->body);
  return vouch_stmt_run (stmt, error) >= 0;
}

/* Destroys the keys; the files go after the commit. */
static gboolean
drop_media (VouchChange *change, GError **error)
{
  g_autoptr (VouchStmt) staged = NULL;

  change->group->sweep = TRUE;
  if (!run_of_applicant (change, "server/queue-unlink", error) ||
      !run_of_applicant (change, "server/delete-media-files", error) ||
      !run_of_applicant (change, "server/delete-applicant-key", error))
    return FALSE;

  staged = vouch_db_statement (change->db, "server/delete-staged-of-applicant", error);
  return staged != NULL && vouch_stmt_run (staged, error) >= 0;
}

static gboolean
erase (VouchChange *change, GError **error)
{
  /* Children of step results before these. */
  const VouchRecordType *const types[] = { &vouch_aml_match_type, &vouch_warning_type,
                                           &vouch_review_type,    &vouch_comment_type,
                                           &vouch_media_type,     &vouch_step_result_type };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (!drop_rows (change, types[i], error))
        return FALSE;
    }
  return redact_timeline (change, error) && forget_in_warnings (change, error) &&
         drop_media (change, error) && redact_answers (change, error) &&
         run_of_applicant (change, "server/delete-events", error) &&
         vouch_change_log (change, "applicant.erased", NULL, NULL, error) &&
         vouch_change_drop (change, &vouch_applicant_type, change->applicant, "redacted", error);
}

gboolean
vouch_handle_applicant_delete (VouchChange *change, GString *result, GError **error)
{
  VouchApplicantRecord *applicant = change->applicant;

  if (applicant->mode == VOUCH_MODE_TEST)
    return erase (change, error);
  if (applicant->scheduled_deletion_at != 0)
    return TRUE;

  applicant->scheduled_deletion_at = change->at + DELETION_DELAY;
  vouch_json_set_int (result, "scheduled_deletion_at", applicant->scheduled_deletion_at);
  return vouch_change_put_applicant (change, FALSE, error) &&
         vouch_change_log (change, "applicant.deletion_scheduled", NULL, NULL, error);
}

gboolean
vouch_handle_applicant_restore (VouchChange *change, GString *result, GError **error)
{
  VouchApplicantRecord *applicant = change->applicant;

  if (applicant->scheduled_deletion_at == 0)
    return TRUE;
  if (applicant->scheduled_deletion_at <= change->at)
    {
      g_set_error_literal (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_LOCKED,
                           "The time to restore the applicant is over");
      return FALSE;
    }

  applicant->scheduled_deletion_at = 0;
  return vouch_change_put_applicant (change, FALSE, error) &&
         vouch_change_log (change, "applicant.restored", NULL, NULL, error);
}

gboolean
vouch_handle_applicant_erase (VouchChange *change, GString *result, GError **error)
{
  /* Restored between the job's look and now. */
  if (change->applicant->scheduled_deletion_at == 0 ||
      change->applicant->scheduled_deletion_at > change->at)
    return TRUE;
  return erase (change, error);
}
