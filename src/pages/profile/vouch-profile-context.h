/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every part of the profile looks at: one applicant, the person deciding, the outbox. */
#pragma once

#include "vouch-commands.h"
#include "vouch-profile.h"
#include "vouch-session.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_PROFILE_CONTEXT (vouch_profile_context_get_type ())
/* Signals: "updated" when anything it tells may differ, once for many changes; "message" (text)
 * for people, when something could not be saved. Main thread only. */
G_DECLARE_FINAL_TYPE (VouchProfileContext, vouch_profile_context, VOUCH, PROFILE_CONTEXT, GObject)

/* @session may be NULL. Transfer full. */
VouchProfileContext *vouch_profile_context_new (VouchStore *store, VouchSession *session,
                                                const char *applicant_id);
/* Ends the following; nothing is emitted afterwards. */
void vouch_profile_context_close (VouchProfileContext *self);
/* Instead of the session's. */
void vouch_profile_context_set_user (VouchProfileContext *self, const char *user_id,
                                     VouchPermissions permissions);

/* All borrowed. */
VouchStore *vouch_profile_context_get_store (VouchProfileContext *self);
VouchSession *vouch_profile_context_get_session (VouchProfileContext *self);
VouchProfile *vouch_profile_context_get_profile (VouchProfileContext *self);
VouchApplicant *vouch_profile_context_get_applicant (VouchProfileContext *self);
const VouchApplicantRecord *vouch_profile_context_get_record (VouchProfileContext *self);
const char *vouch_profile_context_get_id (VouchProfileContext *self);
const char *vouch_profile_context_get_user_id (VouchProfileContext *self);
gboolean vouch_profile_context_can (VouchProfileContext *self, VouchPermission permission);
gboolean vouch_profile_context_is_offline (VouchProfileContext *self);

/* The newest decision of this applicant in the outbox, and the newest refused command that is no
 * decision; NULL when there is none. Borrowed. */
VouchCommand *vouch_profile_context_get_decision (VouchProfileContext *self);
VouchCommand *vouch_profile_context_get_refused (VouchProfileContext *self);

/* TRUE from the moment a decision is handed to the outbox until it is there. */
gboolean vouch_profile_context_get_submitting (VouchProfileContext *self);
void vouch_profile_context_set_submitting (VouchProfileContext *self, gboolean submitting);

/* To be given to the vouch_store_*_async functions of commands, with @self referenced as data:
 * reports a failure by "message". */
void vouch_profile_context_command_cb (GObject *source, GAsyncResult *result, gpointer self);

/* Unresolved warnings, and the media row of a sha-256 (NULL when unknown). */
guint vouch_profile_context_count_unresolved (VouchProfileContext *self);
const VouchMediaRecord *vouch_profile_context_find_media (VouchProfileContext *self,
                                                          const char *sha256);

/* finish: transfer full. */
void vouch_profile_context_load_media_async (VouchProfileContext *self, const char *sha256,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
GBytes *vouch_profile_context_load_media_finish (VouchProfileContext *self, GAsyncResult *result,
                                                 GError **error);
/* Small pictures already decoded, so that a rebuilt part shows them at once. Borrowed. */
GdkTexture *vouch_profile_context_get_texture (VouchProfileContext *self, const char *sha256);
void vouch_profile_context_keep_texture (VouchProfileContext *self, const char *sha256,
                                         GdkTexture *texture);

G_END_DECLS
