/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Permissions: the wire's words, sets as JSON, and what each built-in role may. */

#include "vouch-permission.h"

#include <string.h>

#define BIT(p) VOUCH_PERMISSION_BIT (VOUCH_PERMISSION_##p)

static void
test_words (void)
{
  g_assert_cmpuint (vouch_permission_enum.n_values, ==, VOUCH_N_PERMISSIONS);
  for (int i = 0; i < VOUCH_N_PERMISSIONS; i++)
    {
      const char *nick = vouch_enum_nick (&vouch_permission_enum, i);

      g_assert_nonnull (strchr (nick, '.'));
      g_assert_cmpint (vouch_enum_from_nick (&vouch_permission_enum, nick), ==, i);
      g_assert_cmpstr (vouch_enum_label (&vouch_permission_enum, i), !=, "");
    }
  g_assert_cmpint (vouch_enum_from_nick (&vouch_permission_enum, "applicants.review"), ==,
                   VOUCH_PERMISSION_APPLICANTS_REVIEW);
}

static void
test_json (void)
{
  VouchPermissions set = BIT (DASHBOARD_VIEW) | BIT (LIVE_ACCESS);
  g_autofree char *json = vouch_permissions_to_json (set);
  g_autofree char *none = vouch_permissions_to_json (0);

  g_assert_cmpstr (json, ==, "[\"dashboard.view\",\"live.access\"]");
  g_assert_cmpuint (vouch_permissions_from_json (json), ==, set);
  g_assert_cmpstr (none, ==, "[]");
  g_assert_cmpuint (vouch_permissions_from_json (none), ==, 0);
}

static void
test_json_that_cannot_be_read_grants_nothing (void)
{
  static const char *const texts[] = {
    "",   "{\"dashboard.view\":true}", "\"dashboard.view\"",
    "[1", "[\"dashboard.view\",]",     "[\"Dashboard.View\",0]"
  };

  g_assert_cmpuint (vouch_permissions_from_json (NULL), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpuint (vouch_permissions_from_json (texts[i]), ==, 0);
  g_assert_cmpuint (vouch_permissions_from_json ("[\"fly\",\"flows.edit\",null]"), ==,
                    BIT (FLOWS_EDIT));
}

static void
test_administrator (void)
{
  VouchPermissions set = vouch_builtin_role_permissions (VOUCH_ROLE_ADMINISTRATOR);

  for (guint i = 0; i < VOUCH_N_PERMISSIONS; i++)
    g_assert_true (vouch_permissions_has (set, i));
  g_assert_cmpuint (set >> VOUCH_N_PERMISSIONS, ==, 0);
}

static void
test_officer (void)
{
  VouchPermissions lacks = vouch_builtin_role_permissions (VOUCH_ROLE_ADMINISTRATOR) &
                           ~vouch_builtin_role_permissions (VOUCH_ROLE_OFFICER);

  g_assert_cmpuint (lacks, ==,
                    BIT (TEAM_MANAGE) | BIT (ROLES_MANAGE) | BIT (COMPANY_MANAGE) |
                        BIT (APPLICATIONS_MANAGE));
}

static void
test_reviewer (void)
{
  g_autofree char *json =
      vouch_permissions_to_json (vouch_builtin_role_permissions (VOUCH_ROLE_REVIEWER));

  g_assert_cmpstr (json, ==,
                   "[\"dashboard.view\",\"applicants.view\",\"applicants.assign\","
                   "\"applicants.review\",\"applicants.comment\",\"live.access\"]");
}

/* Sees everything, downloads it, changes nothing. */
static void
test_auditor (void)
{
  VouchPermissions set = vouch_builtin_role_permissions (VOUCH_ROLE_AUDITOR);

  for (int i = 0; i < VOUCH_N_PERMISSIONS; i++)
    {
      const char *nick = vouch_enum_nick (&vouch_permission_enum, i);
      gboolean may = g_str_has_suffix (nick, ".view") || g_str_has_suffix (nick, ".export");

      g_assert_cmpint (vouch_permissions_has (set, i), ==, may);
    }
}

static void
test_names (void)
{
  for (guint i = 0; i < VOUCH_N_BUILTIN_ROLES; i++)
    g_assert_cmpstr (vouch_builtin_role_name (i), !=, "");
  g_assert_cmpstr (vouch_builtin_role_name (VOUCH_ROLE_OFFICER), ==, "Compliance officer");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/permission/words", test_words);
  g_test_add_func ("/core/permission/json", test_json);
  g_test_add_func ("/core/permission/json-that-cannot-be-read-grants-nothing",
                   test_json_that_cannot_be_read_grants_nothing);
  g_test_add_func ("/core/permission/administrator", test_administrator);
  g_test_add_func ("/core/permission/officer", test_officer);
  g_test_add_func ("/core/permission/reviewer", test_reviewer);
  g_test_add_func ("/core/permission/auditor", test_auditor);
  g_test_add_func ("/core/permission/names", test_names);

  return g_test_run ();
}
