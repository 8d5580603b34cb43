/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results of steps: fields of a document, history. */

#define G_LOG_DOMAIN "vouch-server"

#include <string.h>

#include "vouch-handlers.h"
#include "vouch-stmt.h"

#define MAX_VALUE 1024

/* The field called @name in data.fields, or NOTHING. */
static VouchJsonRef
find_field (const VouchJson *json, const char *name)
{
  VouchJsonRef fields = vouch_json_get (json, 0, "fields");

  for (VouchJsonRef ref = vouch_json_first (json, fields); ref != VOUCH_JSON_NOTHING;
       ref = vouch_json_next (json, ref))
    {
      g_autofree char *found = vouch_json_get_string (json, ref, "name");

      if (g_strcmp0 (found, name) == 0)
        return ref;
    }
  return VOUCH_JSON_NOTHING;
}

/* What a person would read: the edit, else the machine's value. */
static char *
current_value (const VouchJson *json, VouchJsonRef field)
{
  VouchJsonRef edited = vouch_json_get (json, field, "edited");

  return vouch_json_kind (json, edited) == VOUCH_JSON_OBJECT
             ? vouch_json_get_string (json, edited, "value")
             : vouch_json_get_string (json, field, "value");
}

static void
copy_member (GString *out, const VouchJson *json, VouchJsonRef ref, gboolean with_key)
{
  gsize length;
  const char *raw = vouch_json_raw (json, ref, &length);

  if (with_key)
    {
      g_autofree char *key = vouch_json_key (json, ref);

      vouch_json_add_key (out, key);
    }
  vouch_json_add_raw (out, raw, (gssize) length);
}

/* The field with its edit; the machine's value stays beside it. */
static void
write_field (GString *out, const VouchJson *json, VouchJsonRef field, VouchChange *change,
             const char *value)
{
  vouch_json_begin_object (out);
  for (VouchJsonRef ref = vouch_json_first (json, field); ref != VOUCH_JSON_NOTHING;
       ref = vouch_json_next (json, ref))
    {
      if (!vouch_json_key_is (json, ref, "edited"))
        copy_member (out, json, ref, TRUE);
    }
  vouch_json_add_key (out, "edited");
  vouch_json_begin_object (out);
  vouch_json_set_string (out, "value", value);
  vouch_json_set_string (out, "by", change->actor->user_id);
  vouch_json_set_string (out, "by_name", change->actor->name);
  vouch_json_set_int (out, "at", change->at);
  vouch_json_end_object (out);
  vouch_json_end_object (out);
}

/* `data` with one field written anew. Transfer full. */
static char *
write_data (const VouchJson *json, VouchJsonRef field, VouchChange *change, const char *value)
{
  GString *out = g_string_new (NULL);

  vouch_json_begin_object (out);
  for (VouchJsonRef ref = vouch_json_first (json, 0); ref != VOUCH_JSON_NOTHING;
       ref = vouch_json_next (json, ref))
    {
      if (!vouch_json_key_is (json, ref, "fields"))
        {
          copy_member (out, json, ref, TRUE);
          continue;
        }
      vouch_json_add_key (out, "fields");
      vouch_json_begin_array (out);
      for (VouchJsonRef one = vouch_json_first (json, ref); one != VOUCH_JSON_NOTHING;
           one = vouch_json_next (json, one))
        {
          if (one == field)
            write_field (out, json, one, change, value);
          else
            copy_member (out, json, one, FALSE);
        }
      vouch_json_end_array (out);
    }
  vouch_json_end_object (out);
  return g_string_free (out, FALSE);
}

static gboolean
set_field (VouchChange *change, const VouchJson *data, VouchJsonRef field, const char *name,
           const char *was, const char *value, GError **error)
{
  VouchStepResultRecord *step = change->target;
  g_autofree char *detail = vouch_change_before_after (name, was, value);
  char *written = write_data (data, field, change, value);

  if (strlen (written) > vouch_record_field (&vouch_step_result_type, "data")->max_length)
    {
      g_free (written);
      return vouch_change_invalid (change, "value", "The document would grow too large", error);
    }

  g_free (step->data);
  step->data = written;
  step->updated_at = change->at;
  return vouch_change_put (change, &vouch_step_result_type, step, error) &&
         vouch_change_put_applicant (change, TRUE, error) &&
         vouch_change_log (change, "document.field_set", step, detail, error);
}

gboolean
vouch_handle_field_set (VouchChange *change, GString *result, GError **error)
{
  VouchStepResultRecord *step = change->target;
  const VouchJson *json = change->command->json;
  g_autofree char *name = vouch_json_get_string (json, change->command->args, "name");
  g_autofree char *value = vouch_json_get_string (json, change->command->args, "value");
  g_autofree char *was = vouch_json_get_string (json, change->command->args, "was");
  g_autoptr (VouchJson) data = NULL;
  g_autofree char *current = NULL;
  VouchJsonRef field;

  if (value == NULL || strlen (value) > MAX_VALUE)
    return vouch_change_invalid (change, "value", "A text of at most 1024 bytes is needed", error);
  if (step->step != VOUCH_STEP_DOCUMENT || step->data == NULL)
    return vouch_change_invalid (change, "target", "The step is no document", error);

  data = vouch_json_parse (step->data, -1, error);
  if (data == NULL)
    return FALSE;
  field = find_field (data, name);
  if (field == VOUCH_JSON_NOTHING)
    return vouch_change_invalid (change, "name", "The document has no such field", error);
  current = current_value (data, field);
  if (g_strcmp0 (current, value) == 0)
    return TRUE;
  if (g_strcmp0 (current, was) != 0)
    return vouch_change_conflict (change, "Somebody else changed the field",
                                  current != NULL ? current : "", error);

  return set_field (change, data, field, name, was, value, error);
}

static gboolean
set_state (VouchChange *change, VouchStepResultRecord *step, VouchResultState state,
           const char *event, GError **error)
{
  g_autofree char *detail =
      vouch_change_before_after ("state",
                                 vouch_enum_nick (&vouch_result_state_enum, (int) step->state),
                                 vouch_enum_nick (&vouch_result_state_enum, (int) state));

  step->state = state;
  step->updated_at = change->at;
  return vouch_change_put (change, &vouch_step_result_type, step, error) &&
         vouch_change_log (change, event, step, detail, error);
}

gboolean
vouch_step_retire_others (VouchChange *change, const VouchStepResultRecord *step, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (change->db, "server/find-active-step", error);
  VouchStepResultRecord *other;
  GError *local = NULL;
  gboolean ok;

  if (stmt == NULL)
    return FALSE;

  vouch_stmt_bind_text (stmt, ":applicant_id", change->applicant->id);
  vouch_stmt_bind_enum (stmt, ":step", &vouch_step_enum, (int) step->step);
  vouch_stmt_bind_text (stmt, ":id", step->id);
  other = vouch_stmt_next_record (stmt, &vouch_step_result_type, &local);
  g_clear_pointer (&stmt, vouch_stmt_release);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (other == NULL)
    return TRUE;

  ok = set_state (change, other, VOUCH_RESULT_HISTORY, "step.deactivated", error);
  vouch_record_free (&vouch_step_result_type, other);
  return ok;
}

gboolean
vouch_handle_step_deactivate (VouchChange *change, GString *result, GError **error)
{
  VouchStepResultRecord *step = change->target;

  if (step->state == VOUCH_RESULT_HISTORY)
    return TRUE;
  return set_state (change, step, VOUCH_RESULT_HISTORY, "step.deactivated", error) &&
         vouch_change_put_applicant (change, TRUE, error);
}

gboolean
vouch_handle_step_activate (VouchChange *change, GString *result, GError **error)
{
  VouchStepResultRecord *step = change->target;

  if (step->state == VOUCH_RESULT_ACTIVE)
    return TRUE;
  return vouch_step_retire_others (change, step, error) &&
         set_state (change, step, VOUCH_RESULT_ACTIVE, "step.activated", error) &&
         vouch_change_put_applicant (change, TRUE, error);
}
