/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The functionality list of a role, as a bit set, and the built-in roles. */
#pragma once

#include "vouch-enum.h"

G_BEGIN_DECLS

typedef enum
{
  VOUCH_PERMISSION_DASHBOARD_VIEW,
  VOUCH_PERMISSION_APPLICANTS_VIEW,
  VOUCH_PERMISSION_APPLICANTS_CREATE,
  VOUCH_PERMISSION_APPLICANTS_ASSIGN,
  VOUCH_PERMISSION_APPLICANTS_REVIEW,
  VOUCH_PERMISSION_APPLICANTS_REOPEN,
  VOUCH_PERMISSION_APPLICANTS_EDIT,
  VOUCH_PERMISSION_APPLICANTS_COMMENT,
  VOUCH_PERMISSION_APPLICANTS_DELETE,
  VOUCH_PERMISSION_APPLICANTS_EXPORT,
  VOUCH_PERMISSION_SCREENING_SCAN,
  VOUCH_PERMISSION_FLOWS_VIEW,
  VOUCH_PERMISSION_FLOWS_EDIT,
  VOUCH_PERMISSION_QUESTIONNAIRES_VIEW,
  VOUCH_PERMISSION_QUESTIONNAIRES_EDIT,
  VOUCH_PERMISSION_TEAM_MANAGE,
  VOUCH_PERMISSION_ROLES_MANAGE,
  VOUCH_PERMISSION_COMPANY_MANAGE,
  VOUCH_PERMISSION_APPLICATIONS_VIEW,
  VOUCH_PERMISSION_APPLICATIONS_MANAGE,
  VOUCH_PERMISSION_AUDIT_VIEW,
  VOUCH_PERMISSION_LIVE_ACCESS,
  VOUCH_N_PERMISSIONS,
} VouchPermission;
/* nick is the wire's word ("applicants.view"), label a sentence for people. */
extern const VouchEnum vouch_permission_enum;

/* A set: bit = VouchPermission. */
typedef guint32 VouchPermissions;
#define VOUCH_PERMISSION_BIT(p) ((VouchPermissions) 1u << (p))
#define vouch_permissions_has(set, p) (((set) &VOUCH_PERMISSION_BIT (p)) != 0)

/* A JSON array of words; unknown words are ignored on reading (a newer server may have more). */
char *vouch_permissions_to_json (VouchPermissions set);
VouchPermissions vouch_permissions_from_json (const char *json);

typedef enum
{
  VOUCH_ROLE_ADMINISTRATOR,
  VOUCH_ROLE_OFFICER,
  VOUCH_ROLE_REVIEWER,
  VOUCH_ROLE_AUDITOR,
  VOUCH_N_BUILTIN_ROLES,
} VouchBuiltinRole;
const char *vouch_builtin_role_name (VouchBuiltinRole role);
VouchPermissions vouch_builtin_role_permissions (VouchBuiltinRole role);

G_END_DECLS
