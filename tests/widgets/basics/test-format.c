/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times and durations read as people say them. */
#include "vouch-format.h"

#define SECOND G_GINT64_CONSTANT (1000000)
#define NOW (G_GINT64_CONSTANT (1700000000) * SECOND)

static void
assert_ago (gint64 seconds, const char *expected)
{
  g_autofree char *text = vouch_format_time_relative (NOW - seconds * SECOND, NOW);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_relative (void)
{
  g_autofree char *future = vouch_format_time_relative (NOW + 1, NOW);
  g_autofree char *day = vouch_format_time_relative (NOW - 86400 * SECOND, NOW);

  assert_ago (0, "just now");
  assert_ago (59, "just now");
  assert_ago (60, "1 min ago");
  assert_ago (3599, "59 min ago");
  assert_ago (3600, "1 h ago");
  assert_ago (24 * 3600 - 1, "23 h ago");
  g_assert_null (strstr (day, "ago"));
  g_assert_null (strstr (future, "ago"));
}

static void
test_duration (void)
{
  g_autofree char *little = vouch_format_duration (3.1 * SECOND);
  g_autofree char *more = vouch_format_duration (125 * SECOND);

  g_assert_cmpstr (little, ==, "3.1 s");
  g_assert_cmpstr (more, ==, "2 min 5 s");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/widgets/format/relative", test_relative);
  g_test_add_func ("/widgets/format/duration", test_duration);
  return g_test_run ();
}
