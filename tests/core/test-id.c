/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Identifiers: form, order and time of UUID version 7, names of media, the fixed clock. */

#include "vouch-id.h"

#include <string.h>

/* The example of RFC 9562, appendix A.6. */
static void
test_known_value (void)
{
  static const guint8 random[10] = { 0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f };
  g_autofree char *id = vouch_id_new_from (G_GINT64_CONSTANT (0x017f22e279b0), random);

  g_assert_cmpstr (id, ==, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
  g_assert_cmpint (vouch_id_get_ms (id), ==, G_GINT64_CONSTANT (1645557742000));
}

static void
test_new (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 before = g_get_real_time () / 1000;

  for (guint i = 0; i < 1000; i++)
    {
      char *id = vouch_id_new ();

      g_assert_true (vouch_id_is_valid (id));
      g_assert_cmpint (id[14], ==, '7');
      g_assert_nonnull (strchr ("89ab", id[19]));
      g_assert_cmpint (vouch_id_get_ms (id), >=, before);
      g_assert_true (g_hash_table_add (seen, id));
    }
}

static void
test_ordered_by_time (void)
{
  static const guint8 high[10] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };
  static const guint8 low[10] = { 0 };
  g_autofree char *first = vouch_id_new_from (1700000000000, high);
  g_autofree char *second = vouch_id_new_from (1700000000001, low);

  g_assert_cmpstr (first, <, second);
}

static void
test_validity (void)
{
  static const char *const bad[] = {
    "",
    "017f22e2-79b0-7cc3-98c4-dc0c0c07398",
    "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0",
    "017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
    "017f22e279b07cc398c4dc0c0c07398f",
    "017f22e2-79b0-7cc3-98c4_dc0c0c07398f",
    "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
    "{17f22e2-79b0-7cc3-98c4-dc0c0c07398}",
  };

  g_assert_false (vouch_id_is_valid (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (vouch_id_is_valid (bad[i]));

  /* version 4: valid, but tells no time */
  g_assert_true (vouch_id_is_valid ("9f1c2b3a-0000-4000-8000-000000000000"));
  g_assert_cmpint (vouch_id_get_ms ("9f1c2b3a-0000-4000-8000-000000000000"), ==, 0);
  g_assert_cmpint (vouch_id_get_ms (NULL), ==, 0);
}

static void
test_sha256 (void)
{
  g_autofree char *good = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "vouch", -1);
  g_autofree char *upper = g_ascii_strup (good, -1);
  g_autofree char *longer = g_strconcat (good, "0", NULL);

  g_assert_true (vouch_sha256_is_valid (good));
  g_assert_false (vouch_sha256_is_valid (upper));
  g_assert_false (vouch_sha256_is_valid (longer));
  g_assert_false (vouch_sha256_is_valid (good + 1));
  g_assert_false (vouch_sha256_is_valid ("../../etc/passwd"));
  g_assert_false (vouch_sha256_is_valid (NULL));
}

static void
test_fixed_clock (void)
{
  const gint64 us = G_GINT64_CONSTANT (1700000000123456);
  g_autofree char *id = NULL;
  gint64 before;

  vouch_now_set_for_test (us);
  g_assert_cmpint (vouch_now (), ==, us);
  id = vouch_id_new ();
  g_assert_cmpint (vouch_id_get_ms (id), ==, us / 1000);

  vouch_now_set_for_test (0);
  before = g_get_real_time ();
  g_assert_cmpint (vouch_now (), >=, before);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/id/known-value", test_known_value);
  g_test_add_func ("/core/id/new", test_new);
  g_test_add_func ("/core/id/ordered-by-time", test_ordered_by_time);
  g_test_add_func ("/core/id/validity", test_validity);
  g_test_add_func ("/core/id/sha256", test_sha256);
  g_test_add_func ("/core/id/fixed-clock", test_fixed_clock);

  return g_test_run ();
}
