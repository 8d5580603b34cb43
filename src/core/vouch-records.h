/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record types that travel by the feed. */
#pragma once

#include "vouch-record.h"
#include "vouch-status.h"

G_BEGIN_DECLS

/* `data` of a step_result, by step (media are named by sha-256, always also rows of `media`):
 *  document:
 * {"document_type","issuing_state","valid":bool,"pages":[{"media","side"}],"portrait":{"media"},
 *    "signature":{"media"},"mrz":[lines],"quality":[{"check","ok":bool}],"fields":[{"name","value",
 *    "sources":{"visual","mrz","chip","barcode"},"mark":word,"edited"?:{"value","by","by_name","at"}}]}
 *  liveness: {"video":{"media"},"actions":[{"action","at_us","ok":bool}],"score":percent}
 *  face_match:
 * {"score":percent,"pairs":[{"a":{"media","source"},"b":{"media","source"},"score"}]}
 *  selfie_document: {"media","captured_at"}
 *  email, phone: {"value","points":[{"text","ok":bool}]}
 *  aml: {"lists":[words],"matches":n}; the matches are rows of aml_match
 *  crypto: {"items":[{"address","chain","score","band","exposure":[{"category","share"}]}]}
 *  questionnaire: {"title","answers":[{"question","answer"}]}
 *  ip:
 * {"ip","valid","bogon","hosting","proxy","vpn","isp","city","region","country","declared_country",
 *    "provider_domain","latitude","longitude"} */

/* the client firm */
typedef struct
{
  char *id;
  gint64 seq;
  char *name;
  char *address;
  char *phone;
  char *email;
  gboolean live_enabled;
  gint64 created_at;
  gint64 updated_at;
} VouchCompanyRecord;
extern const VouchRecordType vouch_company_type;

/* a named set of permissions */
typedef struct
{
  char *id;
  gint64 seq;
  char *name;
  char *description;
  char *permissions;
} VouchRoleRecord;
extern const VouchRecordType vouch_role_type;

/* a person with a workplace account (never the password) */
typedef struct
{
  char *id;
  gint64 seq;
  char *full_name;
  char *email;
  char *phone;
  char *position;
  char *lang;
  char *role_id;
  VouchUserStatus status;
  gint64 created_at;
  gint64 updated_at;
} VouchUserRecord;
extern const VouchRecordType vouch_user_type;

/* an integration; its keys are not part of the record */
typedef struct
{
  char *id;
  gint64 seq;
  char *name;
  char *description;
  gint64 created_at;
} VouchApplicationRecord;
extern const VouchRecordType vouch_application_type;

/* a workflow; `steps` is an array of {"step": word, settings…} in order */
typedef struct
{
  char *id;
  gint64 seq;
  VouchMode mode;
  char *name;
  VouchFlowType type;
  VouchFlowState state;
  gint64 version;
  char *steps;
  gint64 updated_at;
} VouchFlowRecord;
extern const VouchRecordType vouch_flow_type;

/* the summary: the row of the list and the head of the profile. `decision_version` moves with
 * what a decision rests on (`base` of a decision), `version` with every change; `photo` is a
 * sha-256; `warning_kinds` the unresolved kinds, space separated; `device`
 * {latitude,longitude,browser,os,user_agent} */
typedef struct
{
  char *id;
  gint64 seq;
  VouchMode mode;
  gint64 version;
  gint64 decision_version;
  char *external_user_id;
  VouchStatus status;
  char *full_name;
  char *full_name_set_by_user;
  char *date_of_birth;
  char *email;
  char *phone;
  char *lang;
  char *ip;
  char *country;
  char *region;
  char *city;
  char *timezone;
  char *document_country;
  char *phone_country;
  VouchPlatform platform;
  char *photo;
  char *flow_id;
  gint64 flow_version;
  char *application_id;
  char *reviewer_id;
  gint64 warnings_unresolved;
  char *warning_kinds;
  char *device;
  gint64 created_at;
  gint64 updated_at;
  gint64 scheduled_deletion_at;
} VouchApplicantRecord;
extern const VouchRecordType vouch_applicant_type;

/* what one step produced; `data` by step is described in vouch-records.h */
typedef struct
{
  char *id;
  gint64 seq;
  char *applicant_id;
  VouchStep step;
  VouchStepStatus status;
  VouchResultState state;
  gint64 elapsed_us;
  char *data;
  gint64 created_at;
  gint64 updated_at;
} VouchStepResultRecord;
extern const VouchRecordType vouch_step_result_type;

/* something a person must look at; `detail` e.g. {"applicant_id","full_name"} of a duplicate */
typedef struct
{
  char *id;
  gint64 seq;
  char *applicant_id;
  char *step_result_id;
  VouchWarningKind kind;
  VouchWarningState state;
  char *detail;
  char *resolved_by;
  gint64 resolved_at;
  gint64 created_at;
} VouchWarningRecord;
extern const VouchRecordType vouch_warning_type;

/* one verdict; the newest one counts, none is changed */
typedef struct
{
  char *id;
  gint64 seq;
  char *applicant_id;
  gint64 version;
  VouchStatus status;
  gboolean final;
  char *reasons;
  char *comment;
  char *text_for_applicant;
  char *reviewer_id;
  char *set_by_id;
  char *set_by_name;
  char *command_id;
  gint64 created_at;
} VouchReviewRecord;
extern const VouchRecordType vouch_review_type;

/* a note by a user */
typedef struct
{
  char *id;
  gint64 seq;
  char *applicant_id;
  char *author_id;
  char *author_name;
  char *body;
  gint64 created_at;
} VouchCommentRecord;
extern const VouchRecordType vouch_comment_type;

/* one line of the audit trail; `detail` holds before/after; `digest` and `chain` are the hash
 * chain */
typedef struct
{
  char *id;
  gint64 seq;
  char *applicant_id;
  gint64 at;
  char *event;
  char *step;
  char *step_status;
  VouchActorKind actor_kind;
  char *actor_id;
  char *actor_name;
  char *os;
  char *browser;
  char *ip;
  char *detail;
  char *digest;
  char *chain;
} VouchTimelineEntryRecord;
extern const VouchRecordType vouch_timeline_entry_type;

/* a file of an applicant, named by the sha-256 of its plain bytes */
typedef struct
{
  char *id;
  gint64 seq;
  char *applicant_id;
  char *sha256;
  gint64 size;
  char *mime;
  char *kind;
  gint64 width;
  gint64 height;
  gint64 captured_at;
} VouchMediaRecord;
extern const VouchRecordType vouch_media_type;

/* an entry of a list that may be the applicant; `rate` in percent */
typedef struct
{
  char *id;
  gint64 seq;
  char *applicant_id;
  char *step_result_id;
  VouchAmlStatus status;
  gint64 rate;
  char *name;
  char *list;
  char *list_kind;
  char *source;
  char *entity;
  gint64 updated_at;
} VouchAmlMatchRecord;
extern const VouchRecordType vouch_aml_match_type;

/* rollup of one UTC day: counts {"created":n,"status.approved":n,"country.UA":n,…} */
typedef struct
{
  char *id;
  gint64 seq;
  VouchMode mode;
  char *day;
  char *counts;
} VouchStatDayRecord;
extern const VouchRecordType vouch_stat_day_type;

/* The type of this wire word, NULL when unknown. */
const VouchRecordType *vouch_record_type_find (const char *name);
/* All types; static. */
const VouchRecordType *const *vouch_record_types (guint *n);

/* TRUE for rows of the scope applicant/ID that a decision rests on (step results, warnings, AML
 * matches, reviews): the ones counted in the digest below. */
gboolean vouch_record_is_decisive (const VouchRecordType *type);

/* The `seen` digest of a decision: lower-case hex SHA-256 over one line "type id seq\n" for every
 * decisive row of the applicant that was on the screen, sorted bytewise. A row's seq names its
 * exact version, so any change of the facts changes the digest. Build, add rows in any order,
 * finish. */
typedef struct _VouchFacts VouchFacts;
VouchFacts *vouch_facts_new (void);
/* Rows of other types are ignored, so the caller may add every row it has. */
void vouch_facts_add (VouchFacts *self, const char *type, const char *id, gint64 seq);
/* Frees @self. Transfer full. */
char *vouch_facts_finish (VouchFacts *self);

G_END_DECLS
