/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people do to applicants, as commands: the pages' way to write. */
#pragma once

#include "vouch-applicant.h"
#include "vouch-profile.h"
#include "vouch-store.h"

G_BEGIN_DECLS

/* All end with vouch_store_enqueue_finish(): the command is on the disk then. Permissions are the
 * page's business (hide what is not allowed) and the server's (refuse). */

/* @reviewer_id NULL: nobody. */
void vouch_store_assign_async (VouchStore *self, VouchApplicant *applicant, const char *reviewer_id,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
/* Decisions rest on what @profile shows: its version and digest travel along. */
void vouch_store_approve_async (VouchStore *self, VouchProfile *profile, const char *comment,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
/* @reasons: @n_reasons VouchReason. Texts may be NULL. */
void vouch_store_decline_async (VouchStore *self, VouchProfile *profile, const VouchReason *reasons,
                                guint n_reasons, gboolean final, const char *text_for_applicant,
                                const char *comment, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
void vouch_store_add_comment_async (VouchStore *self, const char *applicant_id, const char *body,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
void vouch_store_resolve_warning_async (VouchStore *self, const char *applicant_id,
                                        const char *warning_id, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
void vouch_store_delete_applicant_async (VouchStore *self, const char *applicant_id,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
void vouch_store_restore_applicant_async (VouchStore *self, const char *applicant_id,
                                          GCancellable *cancellable, GAsyncReadyCallback callback,
                                          gpointer user_data);
void vouch_store_set_document_field_async (VouchStore *self, const char *applicant_id,
                                           const char *step_result_id, const char *name,
                                           const char *value, const char *was,
                                           GCancellable *cancellable, GAsyncReadyCallback callback,
                                           gpointer user_data);
void vouch_store_set_step_active_async (VouchStore *self, const char *applicant_id,
                                        const char *step_result_id, gboolean active,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);

G_END_DECLS
