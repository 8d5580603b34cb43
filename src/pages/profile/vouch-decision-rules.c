/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether this person may decide this applicant now, and if not, why. No widget, no I/O. */
#include "vouch-decision-rules.h"

#include <glib/gi18n-lib.h>

VouchDecisionVerdict
vouch_decision_judge (const VouchDecisionFacts *facts)
{
  g_return_val_if_fail (facts != NULL, VOUCH_DECISION_LOADING);

  if (!facts->may_review)
    return VOUCH_DECISION_NO_PERMISSION;
  if (facts->scheduled_deletion_at)
    return VOUCH_DECISION_DELETION;
  if (facts->decision == VOUCH_DECISION_STATE_WAITING)
    return VOUCH_DECISION_ON_ITS_WAY;
  if (facts->decision == VOUCH_DECISION_STATE_STAGED)
    return VOUCH_DECISION_STAGED;
  if (facts->decision == VOUCH_DECISION_STATE_REFUSED)
    return VOUCH_DECISION_REFUSED;
  if (vouch_status_is_decided (facts->status))
    return VOUCH_DECISION_DECIDED;
  if (!vouch_status_is_decidable (facts->status))
    return VOUCH_DECISION_NOT_FINISHED;
  if (!facts->reviewer_id || !*facts->reviewer_id)
    return VOUCH_DECISION_NO_REVIEWER;
  if (!facts->may_override && g_strcmp0 (facts->reviewer_id, facts->user_id) != 0)
    return VOUCH_DECISION_OTHER_REVIEWER;
  if (!facts->complete)
    return VOUCH_DECISION_LOADING;
  return VOUCH_DECISION_ALLOWED;
}

char *
vouch_decision_explain (VouchDecisionVerdict verdict, const char *reviewer_name)
{
  switch (verdict)
    {
    case VOUCH_DECISION_ALLOWED:
      return NULL;
    case VOUCH_DECISION_LOADING:
      return g_strdup (_ ("You can decide once everything has been loaded."));
    case VOUCH_DECISION_NO_PERMISSION:
      return g_strdup (_ ("Your role does not include deciding on applicants."));
    case VOUCH_DECISION_DELETION:
      return g_strdup (_ ("Scheduled for deletion. Restore the data to decide."));
    case VOUCH_DECISION_ON_ITS_WAY:
      return g_strdup (_ ("A decision is on its way to the server."));
    case VOUCH_DECISION_STAGED:
      return g_strdup (_ ("A decision was made and waits for the connection."));
    case VOUCH_DECISION_REFUSED:
      return g_strdup (_ ("The last decision was not taken. Look again first."));
    case VOUCH_DECISION_DECIDED:
      return g_strdup (_ ("This applicant has been decided."));
    case VOUCH_DECISION_NOT_FINISHED:
      return g_strdup (_ ("Not ready: steps or checks are still open."));
    case VOUCH_DECISION_NO_REVIEWER:
      return g_strdup (_ ("Assign a reviewer to decide."));
    case VOUCH_DECISION_OTHER_REVIEWER:
      /* Translators: %s is the reviewer's name */
      return reviewer_name ? g_strdup_printf (_ ("%s is the reviewer."), reviewer_name)
                           : g_strdup (_ ("Somebody else is the reviewer."));
    default:
      return g_strdup ("");
    }
}
