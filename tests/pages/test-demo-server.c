/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the demo server says when it is ready. */
#include "vouch-demo-server.h"

static void
test_ready_line (void)
{
  g_autofree char *url = NULL;
  g_autofree char *fingerprint = NULL;

  g_assert_true (vouch_demo_server_parse_line ("listening https://127.0.0.1:4711 sha256=AB12\r",
                                               &url, &fingerprint));
  g_assert_cmpstr (url, ==, "https://127.0.0.1:4711");
  g_assert_cmpstr (fingerprint, ==, "ab12");
}

static void
test_other_lines (void)
{
  static const char *const lines[] = { "", "listening", "listening http://127.0.0.1:1 sha256=ab",
                                       "listening https://x y=ab",
                                       "stopping https://127.0.0.1:1 sha256=ab" };
  char *url = NULL, *fingerprint = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    g_assert_false (vouch_demo_server_parse_line (lines[i], &url, &fingerprint));
  g_assert_null (url);
  g_assert_null (fingerprint);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/demo-server/ready-line", test_ready_line);
  g_test_add_func ("/app/demo-server/other-lines-are-refused", test_other_lines);
  return g_test_run ();
}
