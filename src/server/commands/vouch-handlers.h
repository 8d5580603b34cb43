/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The handlers of the command table, and the dispatcher that runs them. */
#pragma once

#include "vouch-change.h"

G_BEGIN_DECLS

/* Appends members to @result, the object the answer carries. FALSE refuses: VOUCH_SERVER_ERROR for
 * the caller, anything else is a fault of the server. */
typedef gboolean (*VouchHandler) (VouchChange *change, GString *result, GError **error);

gboolean vouch_handle_review_assign (VouchChange *change, GString *result, GError **error);
gboolean vouch_handle_review_approve (VouchChange *change, GString *result, GError **error);
gboolean vouch_handle_review_decline (VouchChange *change, GString *result, GError **error);
gboolean vouch_handle_comment_add (VouchChange *change, GString *result, GError **error);
gboolean vouch_handle_warning_resolve (VouchChange *change, GString *result, GError **error);
gboolean vouch_handle_applicant_delete (VouchChange *change, GString *result, GError **error);
gboolean vouch_handle_applicant_restore (VouchChange *change, GString *result, GError **error);
gboolean vouch_handle_applicant_erase (VouchChange *change, GString *result, GError **error);
gboolean vouch_handle_field_set (VouchChange *change, GString *result, GError **error);
gboolean vouch_handle_step_deactivate (VouchChange *change, GString *result, GError **error);
gboolean vouch_handle_step_activate (VouchChange *change, GString *result, GError **error);

gboolean vouch_handle_company_create (VouchChange *change, GString *result, GError **error);
gboolean vouch_handle_role_create (VouchChange *change, GString *result, GError **error);
gboolean vouch_handle_user_create (VouchChange *change, GString *result, GError **error);
gboolean vouch_handle_user_status_set (VouchChange *change, GString *result, GError **error);
gboolean vouch_handle_application_create (VouchChange *change, GString *result, GError **error);
gboolean vouch_handle_flow_publish (VouchChange *change, GString *result, GError **error);
gboolean vouch_handle_applicant_create (VouchChange *change, GString *result, GError **error);
gboolean vouch_handle_media_add (VouchChange *change, GString *result, GError **error);
gboolean vouch_handle_step_record (VouchChange *change, GString *result, GError **error);
gboolean vouch_handle_status_set (VouchChange *change, GString *result, GError **error);

/* A verdict: status of the applicant, review, audit line. @comment, @text may be NULL; @reasons: a
 * JSON array. */
gboolean vouch_review_write (VouchChange *change, VouchStatus status, gboolean final,
                             const char *reasons, const char *comment, const char *text,
                             GError **error);
/* Another active result of the step becomes history. */
gboolean vouch_step_retire_others (VouchChange *change, const VouchStepResultRecord *step,
                                   GError **error);

/* Runs one command inside the open transaction, in its own savepoints. NULL with @error only when
 * the transaction is lost; refusals are answers. Transfer full. */
VouchAnswer *vouch_commands_run (VouchDb *db, VouchServerData *data, VouchGroup *group,
                                 VouchActor *actor, VouchCommand *command, GError **error);

G_END_DECLS
