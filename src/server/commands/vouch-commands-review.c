/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Assignment, verdicts, comments, warnings. */

#define G_LOG_DOMAIN "vouch-server"

#include <string.h>

#include "vouch-commands.h"
#include "vouch-handlers.h"
#include "vouch-stmt.h"

#define MAX_TEXT 4096
#define MAX_COMMENT 8192

/* A member that is a text or null; FALSE for anything else, absent included. */
static gboolean
read_nullable (VouchChange *change, const char *name, char **value, GError **error)
{
  VouchCommand *command = change->command;
  VouchJsonRef ref = vouch_json_get (command->json, command->args, name);

  *value = vouch_json_dup_string (command->json, ref);
  if (*value != NULL || vouch_json_kind (command->json, ref) == VOUCH_JSON_NULL)
    return TRUE;
  return vouch_change_invalid (change, name, "A text or null is needed", error);
}

/* A member that may be absent; "" counts as absent. */
static gboolean
read_optional_text (VouchChange *change, const char *name, gsize max, char **value, GError **error)
{
  VouchCommand *command = change->command;
  VouchJsonRef ref = vouch_json_get (command->json, command->args, name);
  VouchJsonKind kind = vouch_json_kind (command->json, ref);

  *value = NULL;
  if (kind == VOUCH_JSON_NONE || kind == VOUCH_JSON_NULL)
    return TRUE;
  *value = vouch_json_dup_string (command->json, ref);
  if (*value == NULL || strlen (*value) > max)
    return vouch_change_invalid (change, name, "The text is too long, or no text", error);
  g_strstrip (*value);
  if (**value == '\0')
    g_clear_pointer (value, g_free);
  return TRUE;
}

/* Must be able to decide. */
static gboolean
check_reviewer (VouchChange *change, const char *user_id, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (VouchActor) reviewer = vouch_actor_load (change->db, user_id, &local);

  if (reviewer == NULL && local->domain != VOUCH_SERVER_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (reviewer == NULL || g_strcmp0 (reviewer->company_id, change->company_id) != 0 ||
      !vouch_permissions_has (reviewer->permissions, VOUCH_PERMISSION_APPLICANTS_REVIEW))
    return vouch_change_invalid (change, "reviewer_id", "This is no reviewer of the company",
                                 error);
  return TRUE;
}

static gboolean
assign (VouchChange *change, const char *reviewer_id, GError **error)
{
  VouchApplicantRecord *applicant = change->applicant;
  g_autofree char *detail =
      vouch_change_before_after ("reviewer_id", applicant->reviewer_id, reviewer_id);

  g_free (applicant->reviewer_id);
  applicant->reviewer_id = g_strdup (reviewer_id);
  if (reviewer_id != NULL && applicant->status == VOUCH_STATUS_COMPLETED)
    applicant->status = VOUCH_STATUS_IN_REVIEW;
  else if (reviewer_id == NULL && applicant->status == VOUCH_STATUS_IN_REVIEW)
    applicant->status = VOUCH_STATUS_COMPLETED;

  return vouch_change_put_applicant (change, FALSE, error) &&
         vouch_change_log (change, reviewer_id != NULL ? "review.assigned" : "review.unassigned",
                           NULL, detail, error);
}

gboolean
vouch_handle_review_assign (VouchChange *change, GString *result, GError **error)
{
  g_autofree char *reviewer_id = NULL;
  g_autofree char *was = NULL;

  if (!read_nullable (change, "reviewer_id", &reviewer_id, error) ||
      !read_nullable (change, "was", &was, error))
    return FALSE;
  if (g_strcmp0 (change->applicant->reviewer_id, reviewer_id) == 0)
    return TRUE;
  if (g_strcmp0 (change->applicant->reviewer_id, was) != 0)
    return vouch_change_conflict (change, "Somebody else assigned the reviewer", NULL, error);
  if (reviewer_id != NULL && !check_reviewer (change, reviewer_id, error))
    return FALSE;

  return assign (change, reviewer_id, error);
}

/* In the order of the rules, after the permission: status, version, facts, reviewer. */
static gboolean
may_decide (VouchChange *change, GError **error)
{
  VouchApplicantRecord *applicant = change->applicant;
  VouchCommand *command = change->command;
  gboolean staff = change->actor->kind == VOUCH_ACTOR_STAFF;
  g_autofree char *facts = NULL;

  if (staff && !command->has_base)
    return vouch_change_invalid (change, "base", "A decision needs its base", error);
  if (staff && command->seen == NULL)
    return vouch_change_invalid (change, "seen", "A decision needs what was seen", error);

  if (!vouch_status_is_decidable (applicant->status))
    return vouch_change_conflict (change, "The applicant can not be decided in this status", NULL,
                                  error);
  if (command->has_base && command->base != applicant->decision_version)
    return vouch_change_conflict (change, "The applicant has changed", NULL, error);
  if (command->seen != NULL)
    {
      facts = vouch_commands_facts (change->db, applicant->id, error);
      if (facts == NULL)
        return FALSE;
      if (strcmp (facts, command->seen) != 0)
        return vouch_change_conflict (change, "The facts have changed", NULL, error);
    }
  if (applicant->reviewer_id == NULL)
    return vouch_change_conflict (change, "No reviewer is assigned", NULL, error);
  if (staff && strcmp (applicant->reviewer_id, change->actor->user_id) != 0 &&
      !vouch_permissions_has (change->actor->permissions, VOUCH_PERMISSION_APPLICANTS_REOPEN))
    return vouch_change_conflict (change, "Somebody else is the reviewer", NULL, error);
  return TRUE;
}

static gboolean
next_version (VouchChange *change, gint64 *version, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (change->db, "server/next-review", error);

  if (stmt == NULL)
    return FALSE;

  vouch_stmt_bind_text (stmt, ":applicant_id", change->applicant->id);
  if (!vouch_stmt_one (stmt, error))
    return FALSE;
  *version = vouch_stmt_int (stmt, 0);
  return TRUE;
}

gboolean
vouch_review_write (VouchChange *change, VouchStatus status, gboolean final, const char *reasons,
                    const char *comment, const char *text, GError **error)
{
  VouchApplicantRecord *applicant = change->applicant;
  g_autofree char *id = vouch_change_new_id (change);
  g_autofree char *detail =
      vouch_change_before_after ("status",
                                 vouch_enum_nick (&vouch_status_enum, (int) applicant->status),
                                 vouch_enum_nick (&vouch_status_enum, (int) status));
  /* Borrows its texts for the call. */
  VouchReviewRecord review = { .id = id,
                               .applicant_id = applicant->id,
                               .status = status,
                               .final = final,
                               .reasons = (char *) reasons,
                               .comment = (char *) comment,
                               .text_for_applicant = (char *) text,
                               .reviewer_id = applicant->reviewer_id,
                               .set_by_id = change->actor->user_id,
                               .set_by_name = change->actor->name,
                               .command_id = change->command->id,
                               .created_at = change->at };

  if (!next_version (change, &review.version, error) ||
      !vouch_change_put (change, &vouch_review_type, &review, error))
    return FALSE;

  applicant->status = status;
  return vouch_change_put_applicant (change, TRUE, error) &&
         vouch_change_log (change,
                           status == VOUCH_STATUS_APPROVED ? "review.approved" : "review.declined",
                           NULL, detail, error);
}

gboolean
vouch_handle_review_approve (VouchChange *change, GString *result, GError **error)
{
  g_autofree char *comment = NULL;

  return read_optional_text (change, "comment", MAX_TEXT, &comment, error) &&
         may_decide (change, error) &&
         vouch_review_write (change, VOUCH_STATUS_APPROVED, TRUE, "[]", comment, NULL, error);
}

/* At least one label, none twice. Transfer full. */
static char *
read_reasons (VouchChange *change, GError **error)
{
  VouchCommand *command = change->command;
  VouchJsonRef array = vouch_json_get (command->json, command->args, "reasons");
  guint64 seen = 0;

  if (vouch_json_kind (command->json, array) != VOUCH_JSON_ARRAY ||
      vouch_json_size (command->json, array) == 0)
    {
      (void) vouch_change_invalid (change, "reasons", "A declined applicant needs a reason", error);
      return NULL;
    }
  for (VouchJsonRef ref = vouch_json_first (command->json, array); ref != VOUCH_JSON_NOTHING;
       ref = vouch_json_next (command->json, ref))
    {
      g_autofree char *word = vouch_json_dup_string (command->json, ref);
      int reason = vouch_enum_from_nick (&vouch_reason_enum, word);

      if (reason < 0 || (seen >> reason & 1) != 0)
        {
          (void) vouch_change_invalid (change, "reasons", "A reason is unknown or there twice",
                                       error);
          return NULL;
        }
      seen |= G_GUINT64_CONSTANT (1) << reason;
    }
  return vouch_json_dup_raw (command->json, array);
}

gboolean
vouch_handle_review_decline (VouchChange *change, GString *result, GError **error)
{
  g_autofree char *comment = NULL;
  g_autofree char *text = NULL;
  g_autofree char *reasons = read_reasons (change, error);
  gboolean final = FALSE;
  VouchJsonRef ref = vouch_json_get (change->command->json, change->command->args, "final");

  if (reasons == NULL)
    return FALSE;
  if (!vouch_json_bool (change->command->json, ref, &final))
    return vouch_change_invalid (change, "final", "True or false is needed", error);

  return read_optional_text (change, "comment", MAX_TEXT, &comment, error) &&
         read_optional_text (change, "text_for_applicant", MAX_TEXT, &text, error) &&
         may_decide (change, error) &&
         vouch_review_write (change, VOUCH_STATUS_DECLINED, final, reasons, comment, text, error);
}

gboolean
vouch_handle_comment_add (VouchChange *change, GString *result, GError **error)
{
  g_autofree char *id = vouch_change_new_id (change);
  g_autofree char *body = NULL;
  VouchCommentRecord comment = { .id = id,
                                 .applicant_id = change->applicant->id,
                                 .author_id = change->actor->user_id,
                                 .author_name = change->actor->name,
                                 .created_at = change->at };

  if (!read_optional_text (change, "body", MAX_COMMENT, &body, error))
    return FALSE;
  if (body == NULL)
    return vouch_change_invalid (change, "body", "A comment needs a text", error);

  comment.body = body;
  vouch_json_set_string (result, "comment_id", id);
  return vouch_change_put (change, &vouch_comment_type, &comment, error) &&
         vouch_change_put_applicant (change, FALSE, error) &&
         vouch_change_log (change, "comment.added", NULL, NULL, error);
}

gboolean
vouch_handle_warning_resolve (VouchChange *change, GString *result, GError **error)
{
  VouchWarningRecord *warning = change->target;
  g_autofree char *applicant_id =
      vouch_json_get_string (change->command->json, change->command->args, "applicant_id");
  g_autofree char *detail =
      vouch_change_before_after (vouch_enum_nick (&vouch_warning_kind_enum, (int) warning->kind),
                                 "unresolved", "resolved");

  if (applicant_id != NULL && strcmp (applicant_id, warning->applicant_id) != 0)
    return vouch_change_invalid (change, "applicant_id", "The warning is of another applicant",
                                 error);
  if (warning->state == VOUCH_WARNING_RESOLVED)
    return TRUE;

  warning->state = VOUCH_WARNING_RESOLVED;
  warning->resolved_at = change->at;
  g_free (warning->resolved_by);
  warning->resolved_by = g_strdup (change->actor->user_id);
  return vouch_change_put (change, &vouch_warning_type, warning, error) &&
         vouch_change_count_warnings (change, error) &&
         vouch_change_put_applicant (change, TRUE, error) &&
         vouch_change_log (change, "warning.resolved", NULL, detail, error);
}
