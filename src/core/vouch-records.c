/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of fields of every record type, and the digest of the facts a decision rests on. */

#define G_LOG_DOMAIN "vouch-records"

#include "vouch-records.h"

#define DEFINE_RECORD(symbol, word, Struct, table) \
  const VouchRecordType vouch_##symbol##_type = { word, sizeof (Struct), table, \
                                                  G_N_ELEMENTS (table) }

static const VouchField company_fields[] = {
  VOUCH_FIELD_AT (VouchCompanyRecord, id, TEXT, REQUIRED),
  VOUCH_FIELD_AT (VouchCompanyRecord, seq, INT, PLAIN),
  VOUCH_FIELD_AT (VouchCompanyRecord, name, TEXT, REQUIRED),
  VOUCH_FIELD_AT (VouchCompanyRecord, address, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchCompanyRecord, phone, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchCompanyRecord, email, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchCompanyRecord, live_enabled, BOOL, PLAIN),
  VOUCH_FIELD_AT (VouchCompanyRecord, created_at, TIME, PLAIN),
  VOUCH_FIELD_AT (VouchCompanyRecord, updated_at, TIME, PLAIN),
};
DEFINE_RECORD (company, "company", VouchCompanyRecord, company_fields);

static const VouchField role_fields[] = {
  VOUCH_FIELD_AT (VouchRoleRecord, id, TEXT, REQUIRED),
  VOUCH_FIELD_AT (VouchRoleRecord, seq, INT, PLAIN),
  VOUCH_FIELD_AT (VouchRoleRecord, name, TEXT, REQUIRED),
  VOUCH_FIELD_AT (VouchRoleRecord, description, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchRoleRecord, permissions, JSON, REQUIRED),
};
DEFINE_RECORD (role, "role", VouchRoleRecord, role_fields);

static const VouchField user_fields[] = {
  VOUCH_FIELD_AT (VouchUserRecord, id, TEXT, REQUIRED),
  VOUCH_FIELD_AT (VouchUserRecord, seq, INT, PLAIN),
  VOUCH_FIELD_AT (VouchUserRecord, full_name, TEXT, PERSONAL),
  VOUCH_FIELD_AT (VouchUserRecord, email, TEXT, PERSONAL),
  VOUCH_FIELD_AT (VouchUserRecord, phone, TEXT, PERSONAL),
  VOUCH_FIELD_AT (VouchUserRecord, position, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchUserRecord, lang, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchUserRecord, role_id, TEXT, REQUIRED),
  VOUCH_FIELD_LIST (VouchUserRecord, status, user_status),
  VOUCH_FIELD_AT (VouchUserRecord, created_at, TIME, PLAIN),
  VOUCH_FIELD_AT (VouchUserRecord, updated_at, TIME, PLAIN),
};
DEFINE_RECORD (user, "user", VouchUserRecord, user_fields);

static const VouchField application_fields[] = {
  VOUCH_FIELD_AT (VouchApplicationRecord, id, TEXT, REQUIRED),
  VOUCH_FIELD_AT (VouchApplicationRecord, seq, INT, PLAIN),
  VOUCH_FIELD_AT (VouchApplicationRecord, name, TEXT, REQUIRED),
  VOUCH_FIELD_AT (VouchApplicationRecord, description, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchApplicationRecord, created_at, TIME, PLAIN),
};
DEFINE_RECORD (application, "application", VouchApplicationRecord, application_fields);

static const VouchField flow_fields[] = {
  VOUCH_FIELD_AT (VouchFlowRecord, id, TEXT, REQUIRED),
  VOUCH_FIELD_AT (VouchFlowRecord, seq, INT, PLAIN),
  VOUCH_FIELD_LIST (VouchFlowRecord, mode, mode),
  VOUCH_FIELD_AT (VouchFlowRecord, name, TEXT, REQUIRED),
  VOUCH_FIELD_LIST (VouchFlowRecord, type, flow_type),
  VOUCH_FIELD_LIST (VouchFlowRecord, state, flow_state),
  VOUCH_FIELD_AT (VouchFlowRecord, version, INT, PLAIN),
  VOUCH_FIELD_AT (VouchFlowRecord, steps, JSON, REQUIRED),
  VOUCH_FIELD_AT (VouchFlowRecord, updated_at, TIME, PLAIN),
};
DEFINE_RECORD (flow, "flow", VouchFlowRecord, flow_fields);

static const VouchField applicant_fields[] = {
  VOUCH_FIELD_AT (VouchApplicantRecord, id, TEXT, REQUIRED),
  VOUCH_FIELD_AT (VouchApplicantRecord, seq, INT, PLAIN),
  VOUCH_FIELD_LIST (VouchApplicantRecord, mode, mode),
  VOUCH_FIELD_AT (VouchApplicantRecord, version, INT, PLAIN),
  VOUCH_FIELD_AT (VouchApplicantRecord, decision_version, INT, PLAIN),
  VOUCH_FIELD_AT (VouchApplicantRecord, external_user_id, TEXT, PERSONAL),
  VOUCH_FIELD_LIST (VouchApplicantRecord, status, status),
  VOUCH_FIELD_AT (VouchApplicantRecord, full_name, TEXT, PERSONAL),
  VOUCH_FIELD_AT (VouchApplicantRecord, full_name_set_by_user, TEXT, PERSONAL),
  VOUCH_FIELD_AT (VouchApplicantRecord, date_of_birth, TEXT, PERSONAL),
  VOUCH_FIELD_AT (VouchApplicantRecord, email, TEXT, PERSONAL),
  VOUCH_FIELD_AT (VouchApplicantRecord, phone, TEXT, PERSONAL),
  VOUCH_FIELD_AT (VouchApplicantRecord, lang, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchApplicantRecord, ip, TEXT, PERSONAL),
  VOUCH_FIELD_AT (VouchApplicantRecord, country, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchApplicantRecord, region, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchApplicantRecord, city, TEXT, PERSONAL),
  VOUCH_FIELD_AT (VouchApplicantRecord, timezone, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchApplicantRecord, document_country, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchApplicantRecord, phone_country, TEXT, PLAIN),
  VOUCH_FIELD_LIST (VouchApplicantRecord, platform, platform),
  VOUCH_FIELD_AT (VouchApplicantRecord, photo, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchApplicantRecord, flow_id, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchApplicantRecord, flow_version, INT, PLAIN),
  VOUCH_FIELD_AT (VouchApplicantRecord, application_id, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchApplicantRecord, reviewer_id, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchApplicantRecord, warnings_unresolved, INT, PLAIN),
  VOUCH_FIELD_AT (VouchApplicantRecord, warning_kinds, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchApplicantRecord, device, JSON, PERSONAL),
  VOUCH_FIELD_AT (VouchApplicantRecord, created_at, TIME, PLAIN),
  VOUCH_FIELD_AT (VouchApplicantRecord, updated_at, TIME, PLAIN),
  VOUCH_FIELD_AT (VouchApplicantRecord, scheduled_deletion_at, TIME, PLAIN),
};
DEFINE_RECORD (applicant, "applicant", VouchApplicantRecord, applicant_fields);

static const VouchField step_result_fields[] = {
  VOUCH_FIELD_AT (VouchStepResultRecord, id, TEXT, REQUIRED),
  VOUCH_FIELD_AT (VouchStepResultRecord, seq, INT, PLAIN),
  VOUCH_FIELD_AT (VouchStepResultRecord, applicant_id, TEXT, REQUIRED),
  VOUCH_FIELD_LIST (VouchStepResultRecord, step, step),
  VOUCH_FIELD_LIST (VouchStepResultRecord, status, step_status),
  VOUCH_FIELD_LIST (VouchStepResultRecord, state, result_state),
  VOUCH_FIELD_AT (VouchStepResultRecord, elapsed_us, INT, PLAIN),
  VOUCH_FIELD_LONG (VouchStepResultRecord, data, JSON, PERSONAL, 65536),
  VOUCH_FIELD_AT (VouchStepResultRecord, created_at, TIME, PLAIN),
  VOUCH_FIELD_AT (VouchStepResultRecord, updated_at, TIME, PLAIN),
};
DEFINE_RECORD (step_result, "step_result", VouchStepResultRecord, step_result_fields);

static const VouchField warning_fields[] = {
  VOUCH_FIELD_AT (VouchWarningRecord, id, TEXT, REQUIRED),
  VOUCH_FIELD_AT (VouchWarningRecord, seq, INT, PLAIN),
  VOUCH_FIELD_AT (VouchWarningRecord, applicant_id, TEXT, REQUIRED),
  VOUCH_FIELD_AT (VouchWarningRecord, step_result_id, TEXT, PLAIN),
  VOUCH_FIELD_LIST (VouchWarningRecord, kind, warning_kind),
  VOUCH_FIELD_LIST (VouchWarningRecord, state, warning_state),
  VOUCH_FIELD_AT (VouchWarningRecord, detail, JSON, PERSONAL),
  VOUCH_FIELD_AT (VouchWarningRecord, resolved_by, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchWarningRecord, resolved_at, TIME, PLAIN),
  VOUCH_FIELD_AT (VouchWarningRecord, created_at, TIME, PLAIN),
};
DEFINE_RECORD (warning, "warning", VouchWarningRecord, warning_fields);

static const VouchField review_fields[] = {
  VOUCH_FIELD_AT (VouchReviewRecord, id, TEXT, REQUIRED),
  VOUCH_FIELD_AT (VouchReviewRecord, seq, INT, PLAIN),
  VOUCH_FIELD_AT (VouchReviewRecord, applicant_id, TEXT, REQUIRED),
  VOUCH_FIELD_AT (VouchReviewRecord, version, INT, PLAIN),
  VOUCH_FIELD_LIST (VouchReviewRecord, status, status),
  VOUCH_FIELD_AT (VouchReviewRecord, final, BOOL, PLAIN),
  VOUCH_FIELD_AT (VouchReviewRecord, reasons, JSON, PLAIN),
  VOUCH_FIELD_LONG (VouchReviewRecord, comment, TEXT, PERSONAL, 4096),
  VOUCH_FIELD_LONG (VouchReviewRecord, text_for_applicant, TEXT, PERSONAL, 4096),
  VOUCH_FIELD_AT (VouchReviewRecord, reviewer_id, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchReviewRecord, set_by_id, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchReviewRecord, set_by_name, TEXT, PERSONAL),
  VOUCH_FIELD_AT (VouchReviewRecord, command_id, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchReviewRecord, created_at, TIME, PLAIN),
};
DEFINE_RECORD (review, "review", VouchReviewRecord, review_fields);

static const VouchField comment_fields[] = {
  VOUCH_FIELD_AT (VouchCommentRecord, id, TEXT, REQUIRED),
  VOUCH_FIELD_AT (VouchCommentRecord, seq, INT, PLAIN),
  VOUCH_FIELD_AT (VouchCommentRecord, applicant_id, TEXT, REQUIRED),
  VOUCH_FIELD_AT (VouchCommentRecord, author_id, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchCommentRecord, author_name, TEXT, PERSONAL),
  VOUCH_FIELD_LONG (VouchCommentRecord, body, TEXT, PERSONAL, 8192),
  VOUCH_FIELD_AT (VouchCommentRecord, created_at, TIME, PLAIN),
};
DEFINE_RECORD (comment, "comment", VouchCommentRecord, comment_fields);

static const VouchField timeline_entry_fields[] = {
  VOUCH_FIELD_AT (VouchTimelineEntryRecord, id, TEXT, REQUIRED),
  VOUCH_FIELD_AT (VouchTimelineEntryRecord, seq, INT, PLAIN),
  VOUCH_FIELD_AT (VouchTimelineEntryRecord, applicant_id, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchTimelineEntryRecord, at, TIME, PLAIN),
  VOUCH_FIELD_AT (VouchTimelineEntryRecord, event, TEXT, REQUIRED),
  VOUCH_FIELD_AT (VouchTimelineEntryRecord, step, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchTimelineEntryRecord, step_status, TEXT, PLAIN),
  VOUCH_FIELD_LIST (VouchTimelineEntryRecord, actor_kind, actor_kind),
  VOUCH_FIELD_AT (VouchTimelineEntryRecord, actor_id, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchTimelineEntryRecord, actor_name, TEXT, PERSONAL),
  VOUCH_FIELD_AT (VouchTimelineEntryRecord, os, TEXT, PERSONAL),
  VOUCH_FIELD_AT (VouchTimelineEntryRecord, browser, TEXT, PERSONAL),
  VOUCH_FIELD_AT (VouchTimelineEntryRecord, ip, TEXT, PERSONAL),
  VOUCH_FIELD_LONG (VouchTimelineEntryRecord, detail, JSON, PERSONAL, 16384),
  VOUCH_FIELD_AT (VouchTimelineEntryRecord, digest, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchTimelineEntryRecord, chain, TEXT, PLAIN),
};
DEFINE_RECORD (timeline_entry, "timeline_entry", VouchTimelineEntryRecord, timeline_entry_fields);

static const VouchField media_fields[] = {
  VOUCH_FIELD_AT (VouchMediaRecord, id, TEXT, REQUIRED),
  VOUCH_FIELD_AT (VouchMediaRecord, seq, INT, PLAIN),
  VOUCH_FIELD_AT (VouchMediaRecord, applicant_id, TEXT, REQUIRED),
  VOUCH_FIELD_AT (VouchMediaRecord, sha256, TEXT, REQUIRED),
  VOUCH_FIELD_AT (VouchMediaRecord, size, INT, PLAIN),
  VOUCH_FIELD_AT (VouchMediaRecord, mime, TEXT, REQUIRED),
  VOUCH_FIELD_AT (VouchMediaRecord, kind, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchMediaRecord, width, INT, PLAIN),
  VOUCH_FIELD_AT (VouchMediaRecord, height, INT, PLAIN),
  VOUCH_FIELD_AT (VouchMediaRecord, captured_at, TIME, PLAIN),
};
DEFINE_RECORD (media, "media", VouchMediaRecord, media_fields);

static const VouchField aml_match_fields[] = {
  VOUCH_FIELD_AT (VouchAmlMatchRecord, id, TEXT, REQUIRED),
  VOUCH_FIELD_AT (VouchAmlMatchRecord, seq, INT, PLAIN),
  VOUCH_FIELD_AT (VouchAmlMatchRecord, applicant_id, TEXT, REQUIRED),
  VOUCH_FIELD_AT (VouchAmlMatchRecord, step_result_id, TEXT, PLAIN),
  VOUCH_FIELD_LIST (VouchAmlMatchRecord, status, aml_status),
  VOUCH_FIELD_AT (VouchAmlMatchRecord, rate, INT, PLAIN),
  VOUCH_FIELD_AT (VouchAmlMatchRecord, name, TEXT, PERSONAL),
  VOUCH_FIELD_AT (VouchAmlMatchRecord, list, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchAmlMatchRecord, list_kind, TEXT, PLAIN),
  VOUCH_FIELD_AT (VouchAmlMatchRecord, source, TEXT, PLAIN),
  VOUCH_FIELD_LONG (VouchAmlMatchRecord, entity, JSON, PERSONAL, 16384),
  VOUCH_FIELD_AT (VouchAmlMatchRecord, updated_at, TIME, PLAIN),
};
DEFINE_RECORD (aml_match, "aml_match", VouchAmlMatchRecord, aml_match_fields);

static const VouchField stat_day_fields[] = {
  VOUCH_FIELD_AT (VouchStatDayRecord, id, TEXT, REQUIRED),
  VOUCH_FIELD_AT (VouchStatDayRecord, seq, INT, PLAIN),
  VOUCH_FIELD_LIST (VouchStatDayRecord, mode, mode),
  VOUCH_FIELD_AT (VouchStatDayRecord, day, TEXT, REQUIRED),
  VOUCH_FIELD_LONG (VouchStatDayRecord, counts, JSON, PERSONAL, 65536),
};
DEFINE_RECORD (stat_day, "stat_day", VouchStatDayRecord, stat_day_fields);

static const VouchRecordType *const all_types[] = {
  &vouch_company_type,   &vouch_role_type,      &vouch_user_type,           &vouch_application_type,
  &vouch_flow_type,      &vouch_applicant_type, &vouch_step_result_type,    &vouch_warning_type,
  &vouch_review_type,    &vouch_comment_type,   &vouch_timeline_entry_type, &vouch_media_type,
  &vouch_aml_match_type, &vouch_stat_day_type,
};

const VouchRecordType *const *
vouch_record_types (guint *n)
{
  if (n != NULL)
    *n = G_N_ELEMENTS (all_types);

  return all_types;
}

const VouchRecordType *
vouch_record_type_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_types); i++)
    {
      if (g_strcmp0 (all_types[i]->name, name) == 0)
        return all_types[i];
    }

  return NULL;
}

gboolean
vouch_record_is_decisive (const VouchRecordType *type)
{
  return type == &vouch_step_result_type || type == &vouch_warning_type ||
         type == &vouch_aml_match_type || type == &vouch_review_type;
}

struct _VouchFacts
{
  GPtrArray *lines;
};

VouchFacts *
vouch_facts_new (void)
{
  VouchFacts *self = g_new0 (VouchFacts, 1);

  self->lines = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
vouch_facts_add (VouchFacts *self, const char *type, const char *id, gint64 seq)
{
  const VouchRecordType *record_type = vouch_record_type_find (type);

  if (record_type == NULL || !vouch_record_is_decisive (record_type))
    return;

  g_ptr_array_add (self->lines, g_strdup_printf ("%s %s %" G_GINT64_FORMAT "\n", type, id, seq));
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
vouch_facts_finish (VouchFacts *self)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  char *digest;

  g_ptr_array_sort (self->lines, compare_lines);
  for (guint i = 0; i < self->lines->len; i++)
    g_checksum_update (sum, g_ptr_array_index (self->lines, i), -1);

  digest = g_strdup (g_checksum_get_string (sum));
  g_ptr_array_unref (self->lines);
  g_free (self);

  return digest;
}
