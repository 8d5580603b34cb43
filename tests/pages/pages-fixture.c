/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real store in a directory of its own, filled through the feed with invented people. */
#include "pages-fixture.h"

#include "vouch-test.h"

#include <glib/gstdio.h>

static const char *const names[] = { "Olena Kovalenko", "Marc Dubois",   "Aiko Tanaka",
                                     "Lucía Ferrer",    "Tomas Novak",   "Amara Okafor",
                                     "Ingrid Solberg",  "Rahul Banerjee" };
static const char *const countries[] = { "UA", "FR", "JP", "ES", "CZ", "NG", "NO", "IN" };
static const char *const statuses[] = { "on_hold",  "completed", "approved", "on_hold",
                                        "declined", "in_review", "on_hold",  "in_progress" };

static void
add_row (GString *rows, const char *type, const char *id, int seq, const char *members)
{
  g_string_append_printf (
      rows, "%s{\"type\":\"%s\",\"id\":\"%s\",\"seq\":%d,\"data\":{\"id\":\"%s\",\"seq\":%d,%s}}",
      rows->len ? "," : "", type, id, seq, id, seq, members);
}

static void
add_workspace (GString *rows, const char *mode)
{
  g_autofree char *flow =
      g_strdup_printf ("\"mode\":\"%s\",\"name\":\"Standard\",\"type\":\"regular\","
                       "\"state\":\"published\",\"version\":1,\"steps\":[],\"updated_at\":1",
                       mode);

  add_row (rows, "company", "c-1", 1, "\"name\":\"Utopia Bank\",\"live_enabled\":true");
  add_row (rows, "role", "r-1", 2,
           "\"name\":\"Reviewer\",\"permissions\":[\"applicants.view\",\"applicants.review\"]");
  add_row (rows, "user", FIXTURE_ME, 3,
           "\"full_name\":\"Ann Bell\",\"role_id\":\"r-1\",\"status\":\"active\"");
  add_row (rows, "user", FIXTURE_OTHER, 4,
           "\"full_name\":\"Ben Okoye\",\"role_id\":\"r-1\",\"status\":\"active\"");
  add_row (rows, "flow", "f-1", 5, flow);
}

static void
add_applicant (GString *rows, const char *mode, guint i, gint64 now)
{
  g_autofree char *id = g_strdup_printf ("a-%04u", i);
  g_autofree char *reviewer = i % 4 == 0 ? g_strdup ("\"" FIXTURE_ME "\"") : g_strdup ("null");
  gint64 created = now - (gint64) (i + 1) * 17 * G_TIME_SPAN_MINUTE;
  g_autofree char *deletion =
      i % 10 == 9 ? g_strdup_printf ("%" G_GINT64_FORMAT, now + 12 * G_TIME_SPAN_DAY)
                  : g_strdup ("null");
  g_autofree char *members = g_strdup_printf (
      "\"mode\":\"%s\",\"version\":1,\"decision_version\":1,\"external_user_id\":\"usr-%u\","
      "\"status\":\"%s\",\"full_name\":\"%s\",\"email\":\"p%u@utopia.example\","
      "\"country\":\"%s\",\"platform\":\"WEB\",\"flow_id\":\"f-1\",\"flow_version\":1,"
      "\"reviewer_id\":%s,\"warnings_unresolved\":%u,\"warning_kinds\":\"%s\","
      "\"created_at\":%" G_GINT64_FORMAT ",\"updated_at\":%" G_GINT64_FORMAT
      ",\"scheduled_deletion_at\":%s",
      mode, 10442 - i, statuses[i % 8], names[i % 8], i, countries[i % 8], reviewer,
      i % 8 == 0 ? 2 : 0, i % 8 == 0 ? "document_duplicate" : "", created, created, deletion);

  add_row (rows, "applicant", id, 10 + (int) i, members);
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean *done = data;
  VouchStoreApplied applied;

  vouch_store_apply_finish (VOUCH_STORE (source), result, &applied, &error);
  g_assert_no_error (error);
  *done = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

VouchStore *
fixture_open (VouchMode mode, guint n)
{
  const char *nick = mode == VOUCH_MODE_LIVE ? "live" : "test";
  g_autofree char *scope = g_strconcat ("workspace/", nick, NULL);
  g_autofree char *directory = g_dir_make_tmp ("vouch-pages-XXXXXX", NULL);
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GBytes) page = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_real_time ();
  gboolean done = FALSE;
  VouchStore *store;
  char *text;

  store = vouch_store_open (directory, &error);
  g_assert_no_error (error);
  g_object_set_data_full (G_OBJECT (store), "directory", g_steal_pointer (&directory), g_free);
  vouch_store_set_mode (store, mode);
  add_workspace (rows, nick);
  for (guint i = 0; i < n; i++)
    add_applicant (rows, nick, i, now);
  text = g_strdup_printf (
      "{\"scope\":\"%s\",\"token\":\"t1\",\"more\":false,\"rows\":[%s],\"gone\":[],\"acks\":[]}",
      scope, rows->str);
  page = g_bytes_new_take (text, strlen (text));
  vouch_store_apply_async (store, scope, page, vouch_store_get_answer_serial (store), NULL,
                           applied_cb, &done);
  vouch_test_wait (is_true, &done);
  return store;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
fixture_close (VouchStore *store)
{
  g_autofree char *directory = g_strdup (g_object_get_data (G_OBJECT (store), "directory"));

  vouch_store_close (store);
  g_object_unref (store);
  remove_tree (directory);
}
