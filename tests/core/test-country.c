/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Countries: found by either code, named, flagged, listed in order. */

#include "vouch-country.h"

#include <string.h>

static void
test_find (void)
{
  const VouchCountry *ukraine = vouch_country_find ("UA");

  g_assert_nonnull (ukraine);
  g_assert_cmpstr (ukraine->alpha3, ==, "UKR");
  g_assert_cmpstr (ukraine->name, ==, "Ukraine");
  g_assert_true (vouch_country_find ("ukr") == ukraine);
  g_assert_true (vouch_country_find ("uA") == ukraine);
}

static void
test_unknown (void)
{
  static const char *const codes[] = { "", "U", "QQ", "QQQ", "UKRA", "\xc3\x84", "U1" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *flag = vouch_country_flag (codes[i]);

      g_assert_null (vouch_country_find (codes[i]));
      g_assert_cmpstr (vouch_country_name (codes[i]), ==, codes[i]);
      g_assert_cmpstr (flag, ==, "");
    }
  g_assert_null (vouch_country_find (NULL));
  g_assert_cmpstr (vouch_country_name (NULL), ==, "");
}

static void
test_name_and_flag (void)
{
  g_autofree char *flag = vouch_country_flag ("DEU");

  g_assert_cmpstr (vouch_country_name ("DE"), ==, "Germany");
  g_assert_cmpstr (flag, ==, "🇩🇪");
}

static void
test_utopia (void)
{
  g_assert_cmpstr (vouch_country_name ("UTO"), ==, "Utopia");
  g_assert_true (vouch_country_find ("UT") == vouch_country_find ("uto"));
}

static void
test_all_in_order (void)
{
  guint n = 0, aland = 0, zimbabwe = 0;
  const VouchCountry *all = vouch_country_all (&n);

  g_assert_cmpuint (n, >, 240);
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (vouch_country_find (all[i].alpha2) == &all[i]);
      g_assert_true (vouch_country_find (all[i].alpha3) == &all[i]);
      g_assert_cmpstr (all[i].name, !=, "");
      if (strcmp (all[i].alpha2, "AX") == 0)
        aland = i;
      else if (strcmp (all[i].alpha2, "ZW") == 0)
        zimbabwe = i;
    }
  g_assert_cmpuint (aland, <, 5);
  g_assert_cmpuint (zimbabwe, ==, n - 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/country/find", test_find);
  g_test_add_func ("/core/country/unknown", test_unknown);
  g_test_add_func ("/core/country/name-and-flag", test_name_and_flag);
  g_test_add_func ("/core/country/utopia", test_utopia);
  g_test_add_func ("/core/country/all-in-order", test_all_in_order);

  return g_test_run ();
}
