/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people do to applicants, as commands. The arguments are those of the contract. */

#define G_LOG_DOMAIN "vouch-commands"

#include "vouch-commands.h"
#include "vouch-json.h"

static GString *
begin_args (void)
{
  GString *args = g_string_new (NULL);

  vouch_json_begin_object (args);
  return args;
}

static void
set_optional (GString *args, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    vouch_json_set_string (args, name, value);
}

/* Takes @args. */
static void
enqueue (VouchStore *self, const char *type, const char *target, const char *applicant_id,
         VouchProfile *seen, GString *args, GAsyncReadyCallback callback, gpointer user_data)
{
  vouch_json_end_object (args);
  vouch_store_enqueue_async (self, type, target, applicant_id,
                             seen != NULL ? vouch_profile_get_decision_version (seen) : -1,
                             seen != NULL ? vouch_profile_get_digest (seen) : NULL, args->str, NULL,
                             callback, user_data);
  g_string_free (args, TRUE);
}

void
vouch_store_assign_async (VouchStore *self, VouchApplicant *applicant, const char *reviewer_id,
                          GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  const VouchApplicantRecord *record;
  const char *id;
  GString *args;

  g_return_if_fail (VOUCH_IS_STORE (self));
  g_return_if_fail (VOUCH_IS_APPLICANT (applicant));

  record = vouch_applicant_get_record (applicant);
  id = vouch_applicant_get_id (applicant);
  args = begin_args ();
  vouch_json_set_string (args, "reviewer_id", reviewer_id);
  vouch_json_set_string (args, "was", record != NULL ? record->reviewer_id : NULL);
  enqueue (self, "review.assign", id, id, NULL, args, callback, user_data);
}

void
vouch_store_approve_async (VouchStore *self, VouchProfile *profile, const char *comment,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  const char *id;
  GString *args;

  g_return_if_fail (VOUCH_IS_STORE (self));
  g_return_if_fail (VOUCH_IS_PROFILE (profile));

  id = vouch_profile_get_id (profile);
  args = begin_args ();
  set_optional (args, "comment", comment);
  enqueue (self, "review.approve", id, id, profile, args, callback, user_data);
}

void
vouch_store_decline_async (VouchStore *self, VouchProfile *profile, const VouchReason *reasons,
                           guint n_reasons, gboolean final, const char *text_for_applicant,
                           const char *comment, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  const char *id;
  GString *args;

  g_return_if_fail (VOUCH_IS_STORE (self));
  g_return_if_fail (VOUCH_IS_PROFILE (profile));

  id = vouch_profile_get_id (profile);
  args = begin_args ();
  vouch_json_add_key (args, "reasons");
  vouch_json_begin_array (args);
  for (guint i = 0; i < n_reasons; i++)
    vouch_json_add_string (args, vouch_enum_nick (&vouch_reason_enum, (int) reasons[i]));
  vouch_json_end_array (args);
  vouch_json_set_bool (args, "final", final);
  set_optional (args, "text_for_applicant", text_for_applicant);
  set_optional (args, "comment", comment);
  enqueue (self, "review.decline", id, id, profile, args, callback, user_data);
}

void
vouch_store_add_comment_async (VouchStore *self, const char *applicant_id, const char *body,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GString *args;

  g_return_if_fail (VOUCH_IS_STORE (self));
  g_return_if_fail (applicant_id != NULL);
  g_return_if_fail (body != NULL);

  args = begin_args ();
  vouch_json_set_string (args, "body", body);
  enqueue (self, "comment.add", applicant_id, applicant_id, NULL, args, callback, user_data);
}

void
vouch_store_resolve_warning_async (VouchStore *self, const char *applicant_id,
                                   const char *warning_id, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  GString *args;

  g_return_if_fail (VOUCH_IS_STORE (self));
  g_return_if_fail (warning_id != NULL);

  args = begin_args ();
  vouch_json_set_string (args, "applicant_id", applicant_id);
  enqueue (self, "warning.resolve", warning_id, applicant_id, NULL, args, callback, user_data);
}

void
vouch_store_delete_applicant_async (VouchStore *self, const char *applicant_id,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_return_if_fail (VOUCH_IS_STORE (self));
  g_return_if_fail (applicant_id != NULL);
  enqueue (self, "applicant.delete", applicant_id, applicant_id, NULL, begin_args (), callback,
           user_data);
}

void
vouch_store_restore_applicant_async (VouchStore *self, const char *applicant_id,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_return_if_fail (VOUCH_IS_STORE (self));
  g_return_if_fail (applicant_id != NULL);
  enqueue (self, "applicant.restore", applicant_id, applicant_id, NULL, begin_args (), callback,
           user_data);
}

void
vouch_store_set_document_field_async (VouchStore *self, const char *applicant_id,
                                      const char *step_result_id, const char *name,
                                      const char *value, const char *was, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data)
{
  GString *args;

  g_return_if_fail (VOUCH_IS_STORE (self));
  g_return_if_fail (step_result_id != NULL);

  args = begin_args ();
  vouch_json_set_string (args, "name", name);
  vouch_json_set_string (args, "value", value);
  vouch_json_set_string (args, "was", was);
  enqueue (self, "document.field.set", step_result_id, applicant_id, NULL, args, callback,
           user_data);
}

void
vouch_store_set_step_active_async (VouchStore *self, const char *applicant_id,
                                   const char *step_result_id, gboolean active,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_return_if_fail (VOUCH_IS_STORE (self));
  g_return_if_fail (step_result_id != NULL);
  enqueue (self, active ? "step.activate" : "step.deactivate", step_result_id, applicant_id, NULL,
           begin_args (), callback, user_data);
}
