/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An applicant as screens see it: the cached summary with pending commands laid over it. */
#pragma once

#include "vouch-command.h"
#include "vouch-records.h"
#include "vouch-store.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_APPLICANT (vouch_applicant_get_type ())
G_DECLARE_FINAL_TYPE (VouchApplicant, vouch_applicant, VOUCH, APPLICANT, GObject)

/* Properties, all read-only and notifying:
 *   "id" (string; NULL only while a row of a list is being read, then set once for ever)
 *   "loaded" (boolean), "exists" (boolean: FALSE once it is gone or was never found)
 *   strings "external-user-id" "full-name" "date-of-birth" "email" "phone" "ip" "country" "city"
 *     "document-country" "phone-country" "photo" "flow-id" "flow-name" "application-name"
 *     "reviewer-id" "reviewer-name" "warning-kinds"
 *   int "status" (VouchStatus), int "platform"
 *   int64 "created-at" "updated-at" "scheduled-deletion-at" "warnings-unresolved"
 *   int "pending" (VouchApplicantPending)
 * Several notify at once, each only when its value changed. */

typedef enum
{
  VOUCH_APPLICANT_SETTLED,
  VOUCH_APPLICANT_WAITING, /* commands wait for the server's answer */
  VOUCH_APPLICANT_STAGED,  /* a decision made offline, not final; the status shows the old one */
  VOUCH_APPLICANT_REFUSED, /* a command needs attention */
} VouchApplicantPending;

/* The one live object of this id; it loads itself when it is new. Transfer full. */
VouchApplicant *vouch_store_ref_applicant (VouchStore *store, const char *id);

const char *vouch_applicant_get_id (VouchApplicant *self);
gboolean vouch_applicant_get_loaded (VouchApplicant *self);
gboolean vouch_applicant_get_exists (VouchApplicant *self);
/* With the overlay; NULL until loaded. Borrowed until the next notify. */
const VouchApplicantRecord *vouch_applicant_get_record (VouchApplicant *self);
/* As the server confirmed it. */
const VouchApplicantRecord *vouch_applicant_get_confirmed (VouchApplicant *self);
VouchStatus vouch_applicant_get_status (VouchApplicant *self);
VouchApplicantPending vouch_applicant_get_pending (VouchApplicant *self);
/* What to call this person: name, or the external id, or the id; never NULL. Borrowed. */
const char *vouch_applicant_get_title (VouchApplicant *self);
const char *vouch_applicant_get_reviewer_name (VouchApplicant *self);
const char *vouch_applicant_get_flow_name (VouchApplicant *self);
const char *vouch_applicant_get_application_name (VouchApplicant *self);

G_END_DECLS
