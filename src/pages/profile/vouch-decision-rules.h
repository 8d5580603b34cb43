/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether this person may decide this applicant now, and if not, why. No widget, no I/O. */
#pragma once

#include "vouch-status.h"

G_BEGIN_DECLS

typedef enum
{
  VOUCH_DECISION_ALLOWED,
  VOUCH_DECISION_LOADING, /* something may be missing on the screen */
  VOUCH_DECISION_NO_PERMISSION,
  VOUCH_DECISION_DELETION, /* scheduled for deletion */
  VOUCH_DECISION_ON_ITS_WAY,
  VOUCH_DECISION_STAGED,
  VOUCH_DECISION_REFUSED,      /* the last one: look again first */
  VOUCH_DECISION_DECIDED,      /* approved or declined already */
  VOUCH_DECISION_NOT_FINISHED, /* by the applicant or by the checks */
  VOUCH_DECISION_NO_REVIEWER,
  VOUCH_DECISION_OTHER_REVIEWER,
} VouchDecisionVerdict;

typedef enum
{
  VOUCH_DECISION_STATE_NONE,
  VOUCH_DECISION_STATE_WAITING,
  VOUCH_DECISION_STATE_STAGED,
  VOUCH_DECISION_STATE_REFUSED,
} VouchDecisionState;

typedef struct
{
  gboolean complete;
  gboolean may_review;
  gboolean may_override; /* decide what another reviewer has */
  gint64 scheduled_deletion_at;
  VouchDecisionState decision; /* of the outbox */
  VouchStatus status;
  const char *user_id;
  const char *reviewer_id;
} VouchDecisionFacts;

VouchDecisionVerdict vouch_decision_judge (const VouchDecisionFacts *facts);
/* One sentence for people, NULL when allowed. @reviewer_name may be NULL. Transfer full. */
char *vouch_decision_explain (VouchDecisionVerdict verdict, const char *reviewer_name);

G_END_DECLS
