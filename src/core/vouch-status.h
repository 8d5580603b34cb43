/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The closed lists of the domain page: statuses, steps, warnings, labels. */
#pragma once

#include "vouch-enum.h"

G_BEGIN_DECLS

typedef enum
{
  VOUCH_MODE_TEST,
  VOUCH_MODE_LIVE,
} VouchMode;
extern const VouchEnum vouch_mode_enum;

typedef enum
{
  VOUCH_STATUS_INIT,
  VOUCH_STATUS_INCOMPLETE,
  VOUCH_STATUS_IN_PROGRESS,
  VOUCH_STATUS_ON_HOLD,
  VOUCH_STATUS_COMPLETED,
  VOUCH_STATUS_IN_REVIEW,
  VOUCH_STATUS_APPROVED,
  VOUCH_STATUS_DECLINED,
} VouchStatus;
extern const VouchEnum vouch_status_enum;

/* TRUE for the three statuses in which a person may decide. */
gboolean vouch_status_is_decidable (VouchStatus status);
/* TRUE for approved and declined. */
gboolean vouch_status_is_decided (VouchStatus status);

typedef enum
{
  VOUCH_STEP_INTRO,
  VOUCH_STEP_DOCUMENT,
  VOUCH_STEP_LIVENESS,
  VOUCH_STEP_FACE_MATCH,
  VOUCH_STEP_SELFIE_DOCUMENT,
  VOUCH_STEP_EMAIL,
  VOUCH_STEP_PHONE,
  VOUCH_STEP_AML,
  VOUCH_STEP_CRYPTO,
  VOUCH_STEP_QUESTIONNAIRE,
  VOUCH_STEP_IP,
  VOUCH_STEP_FINAL,
} VouchStep;
/* `ip` is ours: the IP and geo section is stored as a result like any other. */
extern const VouchEnum vouch_step_enum;

typedef enum
{
  VOUCH_STEP_STATUS_OPEN,
  VOUCH_STEP_STATUS_ACCEPTED,
  VOUCH_STEP_STATUS_INCOMPLETE,
  VOUCH_STEP_STATUS_REJECTED,
  VOUCH_STEP_STATUS_PENDING,
  VOUCH_STEP_STATUS_SKIPPED,
  VOUCH_STEP_STATUS_EXPIRED,
} VouchStepStatus;
extern const VouchEnum vouch_step_status_enum;

typedef enum
{
  VOUCH_RESULT_ACTIVE,
  VOUCH_RESULT_HISTORY,
} VouchResultState;
extern const VouchEnum vouch_result_state_enum;

typedef enum
{
  VOUCH_WARNING_DOCUMENT_EXPIRED,
  VOUCH_WARNING_DOCUMENT_DUPLICATE,
  VOUCH_WARNING_DOCUMENT_TAMPERED,
  VOUCH_WARNING_EMAIL_DUPLICATE,
  VOUCH_WARNING_PHONE_DUPLICATE,
  VOUCH_WARNING_FACE_DUPLICATE,
  VOUCH_WARNING_FACE_MATCH_LOW,
  VOUCH_WARNING_AGE_BELOW_MINIMUM,
  VOUCH_WARNING_COUNTRY_NOT_PERMITTED,
  VOUCH_WARNING_DOCUMENT_COUNTRY_NOT_PERMITTED,
  VOUCH_WARNING_DOCUMENT_TYPE_NOT_PERMITTED,
  VOUCH_WARNING_AML_MATCH,
  VOUCH_WARNING_IP_ANONYMOUS,
  VOUCH_WARNING_LIVENESS_FAILED,
  VOUCH_WARNING_SUPPLIED_DATA_MISMATCH,
  VOUCH_WARNING_CHECK_UNAVAILABLE,
} VouchWarningKind;
extern const VouchEnum vouch_warning_kind_enum;

typedef enum
{
  VOUCH_WARNING_UNRESOLVED,
  VOUCH_WARNING_RESOLVED,
} VouchWarningState;
extern const VouchEnum vouch_warning_state_enum;

typedef enum
{
  VOUCH_AML_UNKNOWN,
  VOUCH_AML_NO_MATCH,
  VOUCH_AML_POTENTIAL_MATCH,
  VOUCH_AML_FALSE_POSITIVE,
  VOUCH_AML_TRUE_POSITIVE,
  VOUCH_AML_TRUE_POSITIVE_APPROVE,
  VOUCH_AML_TRUE_POSITIVE_REJECT,
} VouchAmlStatus;
extern const VouchEnum vouch_aml_status_enum;

typedef enum
{
  VOUCH_MARK_NOT_CHECKED,
  VOUCH_MARK_VERIFIED,
  VOUCH_MARK_MISMATCH,
} VouchMark;
extern const VouchEnum vouch_mark_enum;

typedef enum
{
  VOUCH_REASON_DOCUMENT_EXPIRED,
  VOUCH_REASON_DOCUMENT_UNREADABLE,
  VOUCH_REASON_DOCUMENT_TAMPERED,
  VOUCH_REASON_DOCUMENT_NOT_ACCEPTED,
  VOUCH_REASON_DATA_MISMATCH,
  VOUCH_REASON_FACE_MISMATCH,
  VOUCH_REASON_LIVENESS_FAILED,
  VOUCH_REASON_DUPLICATE_ACCOUNT,
  VOUCH_REASON_SANCTIONS,
  VOUCH_REASON_PEP,
  VOUCH_REASON_UNDERAGE,
  VOUCH_REASON_COUNTRY_NOT_PERMITTED,
  VOUCH_REASON_SUSPICIOUS_BEHAVIOUR,
  VOUCH_REASON_OTHER,
} VouchReason;
extern const VouchEnum vouch_reason_enum;

typedef enum
{
  VOUCH_ACTOR_SYSTEM,
  VOUCH_ACTOR_APPLICANT,
  VOUCH_ACTOR_STAFF,
} VouchActorKind;
extern const VouchEnum vouch_actor_kind_enum;

typedef enum
{
  VOUCH_USER_ACTIVE,
  VOUCH_USER_DISABLED,
} VouchUserStatus;
extern const VouchEnum vouch_user_status_enum;

typedef enum
{
  VOUCH_PLATFORM_WEB,
  VOUCH_PLATFORM_API,
} VouchPlatform;
extern const VouchEnum vouch_platform_enum;

typedef enum
{
  VOUCH_FLOW_REGULAR,
  VOUCH_FLOW_ON_DEMAND,
} VouchFlowType;
extern const VouchEnum vouch_flow_type_enum;

typedef enum
{
  VOUCH_FLOW_DRAFT,
  VOUCH_FLOW_PUBLISHED,
} VouchFlowState;
extern const VouchEnum vouch_flow_state_enum;

G_END_DECLS
