/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The closed lists of the domain page. Order is the C enum's; words are the wire's. */

#define G_LOG_DOMAIN "vouch-status"

#include "vouch-status.h"

#include <glib/gi18n-lib.h>

#define DEFINE_LIST(list) \
  const VouchEnum vouch_##list##_enum = { #list, list##_values, G_N_ELEMENTS (list##_values) }

static const VouchEnumValue mode_values[] = {
  { "test", N_ ("Test") },
  { "live", N_ ("Live") },
};
DEFINE_LIST (mode);

static const VouchEnumValue status_values[] = {
  { "init", N_ ("Not started") },        { "incomplete", N_ ("Incomplete") },
  { "in_progress", N_ ("In progress") }, { "on_hold", N_ ("On hold") },
  { "completed", N_ ("Completed") },     { "in_review", N_ ("In review") },
  { "approved", N_ ("Approved") },       { "declined", N_ ("Declined") },
};
DEFINE_LIST (status);

static const VouchEnumValue step_values[] = {
  { "intro", N_ ("Intro screen") },
  { "document", N_ ("Document check") },
  { "liveness", N_ ("Liveness check") },
  { "face_match", N_ ("Face match") },
  { "selfie_document", N_ ("Selfie with a document") },
  { "email", N_ ("Email verification") },
  { "phone", N_ ("Phone verification") },
  { "aml", N_ ("AML check") },
  { "crypto", N_ ("Crypto wallet check") },
  { "questionnaire", N_ ("Questionnaire") },
  { "ip", N_ ("IP and geo") },
  { "final", N_ ("Thank-you screen") },
};
DEFINE_LIST (step);

static const VouchEnumValue step_status_values[] = {
  { "open", N_ ("Open") },
  { "accepted", N_ ("Accepted") },
  { "incomplete", N_ ("Incomplete") },
  { "rejected", N_ ("Rejected") },
  { "pending", N_ ("Pending") },
  { "skipped", N_ ("Skipped") },
  { "expired", N_ ("Expired") },
};
DEFINE_LIST (step_status);

static const VouchEnumValue result_state_values[] = {
  { "active", N_ ("Active") },
  { "history", N_ ("History") },
};
DEFINE_LIST (result_state);

static const VouchEnumValue warning_kind_values[] = {
  { "document_expired", N_ ("Document expired") },
  { "document_duplicate", N_ ("Duplicate document") },
  { "document_tampered", N_ ("Document may be tampered with") },
  { "email_duplicate", N_ ("Duplicate email") },
  { "phone_duplicate", N_ ("Duplicate phone") },
  { "face_duplicate", N_ ("Duplicate face") },
  { "face_match_low", N_ ("Face match below 85 %") },
  { "age_below_minimum", N_ ("Below the minimum age") },
  { "country_not_permitted", N_ ("Country not permitted") },
  { "document_country_not_permitted", N_ ("Document country not permitted") },
  { "document_type_not_permitted", N_ ("Document type not permitted") },
  { "aml_match", N_ ("AML match") },
  { "ip_anonymous", N_ ("Anonymous IP address") },
  { "liveness_failed", N_ ("Liveness failed") },
  { "supplied_data_mismatch", N_ ("Supplied data differ") },
  { "check_unavailable", N_ ("A check could not run") },
};
DEFINE_LIST (warning_kind);

static const VouchEnumValue warning_state_values[] = {
  { "unresolved", N_ ("Unresolved") },
  { "resolved", N_ ("Resolved") },
};
DEFINE_LIST (warning_state);

static const VouchEnumValue aml_status_values[] = {
  { "unknown", N_ ("Unknown") },
  { "no_match", N_ ("No match") },
  { "potential_match", N_ ("Potential match") },
  { "false_positive", N_ ("False positive") },
  { "true_positive", N_ ("True positive") },
  { "true_positive_approve", N_ ("True positive, approve") },
  { "true_positive_reject", N_ ("True positive, reject") },
};
DEFINE_LIST (aml_status);

static const VouchEnumValue mark_values[] = {
  { "not_checked", N_ ("Not checked") },
  { "verified", N_ ("Verified") },
  { "mismatch", N_ ("Differs") },
};
DEFINE_LIST (mark);

static const VouchEnumValue reason_values[] = {
  { "document_expired", N_ ("Document expired") },
  { "document_unreadable", N_ ("Document unreadable") },
  { "document_tampered", N_ ("Document tampered") },
  { "document_not_accepted", N_ ("Document not accepted") },
  { "data_mismatch", N_ ("Data mismatch") },
  { "face_mismatch", N_ ("Face mismatch") },
  { "liveness_failed", N_ ("Liveness failed") },
  { "duplicate_account", N_ ("Duplicate account") },
  { "sanctions_or_watchlist", N_ ("Sanctions or watchlist") },
  { "politically_exposed", N_ ("Politically exposed") },
  { "underage", N_ ("Underage") },
  { "country_not_permitted", N_ ("Country not permitted") },
  { "suspicious_behaviour", N_ ("Suspicious behaviour") },
  { "other", N_ ("Other") },
};
DEFINE_LIST (reason);

static const VouchEnumValue actor_kind_values[] = {
  { "system", N_ ("System") },
  { "applicant", N_ ("Applicant") },
  { "staff", N_ ("Staff") },
};
DEFINE_LIST (actor_kind);

static const VouchEnumValue user_status_values[] = {
  { "active", N_ ("Active") },
  { "disabled", N_ ("Disabled") },
};
DEFINE_LIST (user_status);

static const VouchEnumValue platform_values[] = {
  { "WEB", N_ ("Web") },
  { "API", N_ ("API") },
};
DEFINE_LIST (platform);

static const VouchEnumValue flow_type_values[] = {
  { "regular", N_ ("Regular") },
  { "on_demand", N_ ("On-demand") },
};
DEFINE_LIST (flow_type);

static const VouchEnumValue flow_state_values[] = {
  { "draft", N_ ("Draft") },
  { "published", N_ ("Published") },
};
DEFINE_LIST (flow_state);

gboolean
vouch_status_is_decidable (VouchStatus status)
{
  return status == VOUCH_STATUS_COMPLETED || status == VOUCH_STATUS_IN_REVIEW ||
         status == VOUCH_STATUS_ON_HOLD;
}

gboolean
vouch_status_is_decided (VouchStatus status)
{
  return status == VOUCH_STATUS_APPROVED || status == VOUCH_STATUS_DECLINED;
}
