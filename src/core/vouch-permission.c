/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Permissions: their words and sentences, sets of them as JSON, and what the built-in roles may. */

#define G_LOG_DOMAIN "vouch-permission"

#include "vouch-permission.h"

#include <glib/gi18n-lib.h>

#include "vouch-json.h"

#define BIT(p) VOUCH_PERMISSION_BIT (VOUCH_PERMISSION_##p)
#define ALL_PERMISSIONS ((VouchPermissions) ((1u << VOUCH_N_PERMISSIONS) - 1))

G_STATIC_ASSERT (VOUCH_N_PERMISSIONS < 32);

static const VouchEnumValue permission_values[] = {
  [VOUCH_PERMISSION_DASHBOARD_VIEW] = { "dashboard.view", N_ ("See the dashboard") },
  [VOUCH_PERMISSION_APPLICANTS_VIEW] = { "applicants.view", N_ ("See applicants and profiles") },
  [VOUCH_PERMISSION_APPLICANTS_CREATE] = { "applicants.create",
                                           N_ ("Start verifications and request information") },
  [VOUCH_PERMISSION_APPLICANTS_ASSIGN] = { "applicants.assign",
                                           N_ ("Assign and change the reviewer") },
  [VOUCH_PERMISSION_APPLICANTS_REVIEW] = { "applicants.review",
                                           N_ ("Approve, decline and resolve warnings") },
  [VOUCH_PERMISSION_APPLICANTS_REOPEN] = { "applicants.reopen", N_ ("Reopen a decided applicant") },
  [VOUCH_PERMISSION_APPLICANTS_EDIT] = { "applicants.edit", N_ ("Edit document fields, step "
                                                                "results and the workflow") },
  [VOUCH_PERMISSION_APPLICANTS_COMMENT] = { "applicants.comment", N_ ("Write comments") },
  [VOUCH_PERMISSION_APPLICANTS_DELETE] = { "applicants.delete",
                                           N_ ("Schedule deletion and restore") },
  [VOUCH_PERMISSION_APPLICANTS_EXPORT] = { "applicants.export",
                                           N_ ("Download reports and export lists") },
  [VOUCH_PERMISSION_SCREENING_SCAN] = { "screening.scan", N_ ("Scan for AML and monitor") },
  [VOUCH_PERMISSION_FLOWS_VIEW] = { "flows.view", N_ ("See workflows") },
  [VOUCH_PERMISSION_FLOWS_EDIT] = { "flows.edit", N_ ("Build workflows") },
  [VOUCH_PERMISSION_QUESTIONNAIRES_VIEW] = { "questionnaires.view", N_ ("See questionnaires") },
  [VOUCH_PERMISSION_QUESTIONNAIRES_EDIT] = { "questionnaires.edit", N_ ("Build questionnaires") },
  [VOUCH_PERMISSION_TEAM_MANAGE] = { "team.manage", N_ ("Manage users and invites") },
  [VOUCH_PERMISSION_ROLES_MANAGE] = { "roles.manage", N_ ("Manage roles") },
  [VOUCH_PERMISSION_COMPANY_MANAGE] = { "company.manage", N_ ("Change company settings") },
  [VOUCH_PERMISSION_APPLICATIONS_VIEW] = { "applications.view", N_ ("See applications") },
  [VOUCH_PERMISSION_APPLICATIONS_MANAGE] = { "applications.manage",
                                             N_ ("Change applications and their keys") },
  [VOUCH_PERMISSION_AUDIT_VIEW] = { "audit.view", N_ ("See the audit log of the organisation") },
  [VOUCH_PERMISSION_LIVE_ACCESS] = { "live.access", N_ ("Work in live mode") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (permission_values) == VOUCH_N_PERMISSIONS);

const VouchEnum vouch_permission_enum = { "permission", permission_values, VOUCH_N_PERMISSIONS };

static const struct
{
  const char *name;
  VouchPermissions permissions;
} builtin_roles[] = {
  [VOUCH_ROLE_ADMINISTRATOR] = { N_ ("Administrator"), ALL_PERMISSIONS },
  [VOUCH_ROLE_OFFICER] = { N_ ("Compliance officer"),
                           ALL_PERMISSIONS & ~(BIT (TEAM_MANAGE) | BIT (ROLES_MANAGE) |
                                               BIT (COMPANY_MANAGE) | BIT (APPLICATIONS_MANAGE)) },
  /* Assigning goes beyond the list in the domain description: an applicant can only be decided
   * with a reviewer assigned, so without it a reviewer could not take one and begin. */
  [VOUCH_ROLE_REVIEWER] = { N_ ("Reviewer"), BIT (DASHBOARD_VIEW) | BIT (APPLICANTS_VIEW) |
                                                 BIT (APPLICANTS_ASSIGN) | BIT (APPLICANTS_REVIEW) |
                                                 BIT (APPLICANTS_COMMENT) | BIT (LIVE_ACCESS) },
  [VOUCH_ROLE_AUDITOR] = { N_ ("Auditor"), BIT (DASHBOARD_VIEW) | BIT (APPLICANTS_VIEW) |
                                               BIT (FLOWS_VIEW) | BIT (QUESTIONNAIRES_VIEW) |
                                               BIT (APPLICATIONS_VIEW) | BIT (AUDIT_VIEW) |
                                               BIT (APPLICANTS_EXPORT) },
};
G_STATIC_ASSERT (G_N_ELEMENTS (builtin_roles) == VOUCH_N_BUILTIN_ROLES);

char *
vouch_permissions_to_json (VouchPermissions set)
{
  GString *out = g_string_new (NULL);

  vouch_json_begin_array (out);
  for (guint i = 0; i < VOUCH_N_PERMISSIONS; i++)
    {
      if (vouch_permissions_has (set, i))
        vouch_json_add_string (out, permission_values[i].nick);
    }
  vouch_json_end_array (out);
  return g_string_free (out, FALSE);
}

/* What can not be read grants nothing. */
VouchPermissions
vouch_permissions_from_json (const char *json)
{
  g_autoptr (VouchJson) parsed = json != NULL ? vouch_json_parse (json, -1, NULL) : NULL;
  VouchPermissions set = 0;

  if (parsed == NULL || vouch_json_kind (parsed, 0) != VOUCH_JSON_ARRAY)
    return 0;

  for (VouchJsonRef ref = vouch_json_first (parsed, 0); ref != VOUCH_JSON_NOTHING;
       ref = vouch_json_next (parsed, ref))
    {
      g_autofree char *word = vouch_json_dup_string (parsed, ref);
      int permission = vouch_enum_from_nick (&vouch_permission_enum, word);

      if (permission >= 0)
        set |= VOUCH_PERMISSION_BIT (permission);
    }
  return set;
}

/* English: it becomes the name of a row that people may change. */
const char *
vouch_builtin_role_name (VouchBuiltinRole role)
{
  g_return_val_if_fail ((guint) role < VOUCH_N_BUILTIN_ROLES, NULL);

  return builtin_roles[role].name;
}

VouchPermissions
vouch_builtin_role_permissions (VouchBuiltinRole role)
{
  g_return_val_if_fail ((guint) role < VOUCH_N_BUILTIN_ROLES, 0);

  return builtin_roles[role].permissions;
}
