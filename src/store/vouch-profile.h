/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything about one applicant, as of one moment; follows the cache. */
#pragma once

#include "vouch-applicant.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_PROFILE (vouch_profile_get_type ())
/* Properties: "applicant"; "loaded" (boolean: read from the cache once), "complete" (boolean: the
 * scope applicant/ID was loaded to its end; until then something may be missing and no decision
 * can be made), both notifying. Signal "changed" (guint types): rows of these types are new, bits
 * by vouch_store_type_bit(); emitted once an update, never half of one. */
G_DECLARE_FINAL_TYPE (VouchProfile, vouch_profile, VOUCH, PROFILE, GObject)

/* Reads from the cache at once; whoever shows it also tells the session to follow the applicant.
 * Transfer full. */
VouchProfile *vouch_profile_new (VouchStore *store, const char *applicant_id);
VouchApplicant *vouch_profile_get_applicant (VouchProfile *self);
const char *vouch_profile_get_id (VouchProfile *self);
gboolean vouch_profile_get_loaded (VouchProfile *self);
gboolean vouch_profile_get_complete (VouchProfile *self);

/* Records, never NULL, immutable: hold a reference of the array to keep a snapshot across
 * "changed". Pending comments are among the comments, with seq 0. */
GPtrArray *vouch_profile_get_steps (VouchProfile *self);    /* VouchStepResultRecord, by creation */
GPtrArray *vouch_profile_get_warnings (VouchProfile *self); /* unresolved first, newest first */
GPtrArray *vouch_profile_get_reviews (VouchProfile *self);  /* newest first */
GPtrArray *vouch_profile_get_comments (VouchProfile *self); /* oldest first */
GPtrArray *vouch_profile_get_timeline (VouchProfile *self); /* newest first */
GPtrArray *vouch_profile_get_media (VouchProfile *self);    /* VouchMediaRecord, by capture */
GPtrArray *vouch_profile_get_matches (VouchProfile *self);  /* VouchAmlMatchRecord, best first */
/* The active result of a step, newest; NULL. Borrowed until "changed". */
const VouchStepResultRecord *vouch_profile_get_active_step (VouchProfile *self, VouchStep step);
/* TRUE when a command about this row (or the applicant) waits for its answer. */
gboolean vouch_profile_is_pending (VouchProfile *self, const char *target);

/* What a decision rests on: both as of the rows above. */
const char *vouch_profile_get_digest (VouchProfile *self); /* NULL until complete */
gint64 vouch_profile_get_decision_version (VouchProfile *self);

/* Used before a staged decision is sent: digest and version now in the cache. */
void vouch_store_read_facts_async (VouchStore *store, const char *applicant_id,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
/* @digest: transfer full. NOT_FOUND when the applicant is not in the cache. */
gboolean vouch_store_read_facts_finish (VouchStore *store, GAsyncResult *result, char **digest,
                                        gint64 *decision_version, GError **error);

G_END_DECLS
