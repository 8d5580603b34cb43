/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deletion, audit, checks, backup, media at rest. */

#include "server-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "vouch-id.h"

static gboolean
file_holds (const char *path, const char *needle)
{
  g_autofree char *content = NULL;
  gsize size;

  return g_file_get_contents (path, &content, &size, NULL) &&
         memmem (content, size, needle, strlen (needle)) != NULL;
}

static gboolean
database_holds (ServerFixture *self, const char *needle)
{
  static const char *const suffixes[] = { "", "-wal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path =
          g_strconcat (vouch_server_data_get_db_path (self->data), suffixes[i], NULL);

      if (file_holds (path, needle))
        return TRUE;
    }
  return FALSE;
}

static void
assert_sound (ServerFixture *self)
{
  g_autoptr (GString) report = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  (void) vouch_server_check (self->data, report, &error);
  g_assert_cmpstr (report->str, ==, "");
  g_assert_no_error (error);
}

static void
test_deletion_leaves_nothing (ServerFixture *self, gconstpointer data)
{
  g_autofree char *path = vouch_media_store_path (vouch_server_data_get_media (self->data),
                                                  self->company, self->sha256);
  g_autoptr (GError) error = NULL;
  guint n;

  assert_answer (decide_as (self, self->ann, "review.approve", self->applicant, "{}"), 409,
                 "conflict"); /* an answer that shows the applicant */
  g_assert_true (database_holds (self, "Zelda Quimby"));
  g_assert_false (file_holds (path, "Zelda Quimby"));

  /* test mode at once; the picture is still the other one's */
  assert_answer (run_as (self, self->admin, NULL, "applicant.delete", self->tested, NULL, "{}"),
                 200, NULL);
  g_assert_cmpint (query_int (self, "SELECT count(*) FROM applicant"), ==, 1);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));

  /* live mode after 20 days */
  assert_answer (run_as (self, self->admin, NULL, "applicant.delete", self->applicant, NULL, "{}"),
                 200, NULL);
  assert_answer (run_as (self, self->ann, NULL, "comment.add", self->applicant, NULL,
                         "{\"body\":\"x\"}"),
                 423, "scheduled_for_deletion");
  g_assert_true (vouch_jobs_delete_due (self->writer, &n, &error));
  g_assert_cmpint (n, ==, 0);
  vouch_now_set_for_test (vouch_now () + 21 * G_TIME_SPAN_DAY);
  assert_answer (run_as (self, self->admin, NULL, "applicant.restore", self->applicant, NULL, "{}"),
                 423, "scheduled_for_deletion");
  g_assert_true (vouch_jobs_delete_due (self->writer, &n, &error));
  vouch_now_set_for_test (0);
  g_assert_cmpint (n, ==, 1);

  g_assert_cmpint (query_int (self, "SELECT count(*) FROM applicant"), ==, 0);
  g_assert_cmpint (query_int (self, "SELECT count(*) FROM applicant_key"), ==, 0);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_false (database_holds (self, "Quimby"));
  g_assert_false (database_holds (self, "quimby"));
  g_assert_true (vouch_server_verify_audit (self->data, NULL, &error));
  g_assert_no_error (error);
  assert_sound (self);
}

static void
test_restore (ServerFixture *self, gconstpointer data)
{
  assert_answer (run_as (self, self->ann, NULL, "applicant.delete", self->applicant, NULL, "{}"),
                 403, "denied");
  assert_answer (run_as (self, self->admin, NULL, "applicant.delete", self->applicant, NULL, "{}"),
                 200, NULL);
  assert_answer (run_as (self, self->admin, NULL, "applicant.delete", self->applicant, NULL, "{}"),
                 200, NULL);
  assert_answer (run_as (self, self->admin, NULL, "applicant.restore", self->applicant, NULL, "{}"),
                 200, NULL);
  assert_answer (run_as (self, self->ann, NULL, "comment.add", self->applicant, NULL,
                         "{\"body\":\"x\"}"),
                 200, NULL);
}

static void
test_duplicate_forgets (ServerFixture *self, gconstpointer data)
{
  g_autofree char *args = g_strdup_printf (
      "{\"step\":\"face_match\",\"status\":\"accepted\",\"data\":{},\"warnings\":[{"
      "\"kind\":\"face_duplicate\",\"detail\":{\"applicant_id\":\"%s\",\"full_name\":\"Mono\"}}]}",
      self->tested);

  assert_answer (run_system (self, "step.record", self->applicant, args), 200, NULL);
  assert_answer (run_as (self, self->admin, NULL, "applicant.delete", self->tested, NULL, "{}"),
                 200, NULL);
  g_assert_cmpint (query_int (self, "SELECT count(*) FROM warning WHERE detail LIKE '%Mono%'"), ==,
                   0);
  assert_sound (self);
}

static void
test_verify_audit (ServerFixture *self, gconstpointer data)
{
  static const char *const attacks[] = {
    "UPDATE timeline_entry SET event = 'x' WHERE n = 4",
    "UPDATE timeline_entry SET actor_name = 'x' WHERE n = 4",
    "UPDATE timeline_entry SET ip = '::1' WHERE n = 4",
    "UPDATE timeline_entry SET at = at + 1 WHERE n = 4",
    "UPDATE timeline_entry SET digest = chain WHERE n = 4",
    "DELETE FROM timeline_entry WHERE n = 4",
    "DELETE FROM timeline_entry WHERE n = (SELECT max (n) FROM timeline_entry)",
    "DELETE FROM timeline_entry; DELETE FROM chain_head",
    "UPDATE timeline_entry SET n = -n WHERE n IN (4, 5); "
    "UPDATE timeline_entry SET n = 9 + n WHERE n < 0",
    "UPDATE timeline_entry SET redacted = 1, actor_name = NULL, detail = NULL, os = NULL, "
    "browser = NULL, ip = NULL, salt = NULL WHERE event = 'applicant.created'",
    "DELETE FROM timeline_entry WHERE n = (SELECT max (n) FROM timeline_entry); UPDATE chain_head "
    "SET n = n - 1, chain = (SELECT chain FROM timeline_entry t WHERE t.company_id = "
    "chain_head.company_id ORDER BY n DESC LIMIT 1)",
    "INSERT INTO timeline_entry SELECT * FROM (SELECT * FROM timeline_entry ORDER BY n DESC LIMIT "
    "1) WHERE 0; INSERT INTO timeline_entry (id, seq, at, event, actor_kind, company_id, n, salt, "
    "redacted, digest, chain) SELECT 'x', 1, 1, 'y', 'system', company_id, n + 1, salt, 0, digest, "
    "chain FROM timeline_entry ORDER BY n DESC LIMIT 1",
  };
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  g_assert_true (vouch_server_verify_audit (self->data, &n, &error));
  g_assert_cmpint (n, >, 10);
  for (guint i = 0; i < G_N_ELEMENTS (attacks); i++)
    {
      g_autofree char *dir = g_strdup_printf ("%s/attack-%u", self->dir, i);
      g_autoptr (VouchServerData) attacked = NULL;
      g_autoptr (VouchDb) db = NULL;
      g_autofree char *path = g_build_filename (dir, "vouch.db", NULL);

      g_assert_true (vouch_server_backup (self->data, dir, &error));
      g_assert_no_error (error);
      db = vouch_db_open (path, VOUCH_DB_DEFAULT, &error);
      (void) vouch_db_exec (db, attacks[i], &error);
      g_assert_no_error (error);
      attacked = vouch_server_data_open (dir, &error);
      g_assert_no_error (error);
      if (vouch_server_verify_audit (attacked, NULL, &error))
        g_error ("Not noticed: %s", attacks[i]);
      g_assert_error (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_CORRUPT);
      g_clear_error (&error);
    }
}

static void
test_check_notices (ServerFixture *self, gconstpointer data)
{
  g_autofree char *path = vouch_media_store_path (vouch_server_data_get_media (self->data),
                                                  self->company, self->sha256);
  g_autoptr (GString) report = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  tamper (self, "UPDATE stat_count SET n = n + 1 WHERE word = 'created' AND mode = 'live'");
  tamper (self, "UPDATE applicant SET warnings_unresolved = 7 WHERE mode = 'live'");
  g_assert_no_errno (g_unlink (path));
  g_assert_false (vouch_server_check (self->data, report, &error));
  g_assert_error (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_CORRUPT);
  g_assert_nonnull (strstr (report->str, "created"));
  g_assert_nonnull (strstr (report->str, "count of warnings"));
  g_assert_nonnull (strstr (report->str, "file is missing"));
}

static void
test_backup (ServerFixture *self, gconstpointer data)
{
  g_autofree char *backup = g_build_filename (self->dir, "backup", NULL);
  g_autofree char *restored = g_build_filename (self->dir, "restored", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (VouchServerData) other = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (VouchActor) actor = vouch_actor_load (self->db, self->ann, &error);
  g_autoptr (VouchJson) json = NULL;
  g_autofree char *token = NULL;
  VouchDb *db;

  g_assert_true (
      vouch_feed_read (self->feed, self->db, actor, "workspace/live", NULL, 0, out, &error));
  json = vouch_json_parse (out->str, -1, &error);
  token = vouch_json_get_string (json, 0, "token");
  g_assert_true (vouch_server_backup (self->data, backup, &error));
  g_assert_false (vouch_server_backup (self->data, backup, &error));
  g_clear_error (&error);
  g_assert_true (vouch_server_restore (backup, restored, &error));
  g_assert_no_error (error);

  other = vouch_server_data_open (restored, &error);
  g_assert_no_error (error);
  g_assert_true (vouch_server_check (other, NULL, &error));
  g_assert_no_error (error);
  db = vouch_db_pool_checkout (vouch_server_data_get_pool (other), &error);
  g_assert_false (vouch_feed_read (self->feed, db, actor, "workspace/live", token, 0, out, &error));
  g_assert_error (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_CANNOT_CALCULATE);
  vouch_db_pool_checkin (vouch_server_data_get_pool (other), db);
}

static void
test_media (ServerFixture *self, gconstpointer data)
{
  VouchMediaStore *store = vouch_server_data_get_media (self->data);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *sha256 = NULL;
  g_autofree char *args = NULL;
  g_autofree char *path = NULL;
  g_autofree char *content = NULL;
  g_autofree char *part = g_malloc (200000);
  g_autoptr (VouchMediaReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  for (guint i = 0; text->len < 150000; i++)
    g_string_append_printf (text, "%u,", i);
  sha256 = add_media (self, self->company, text->str);
  args = g_strdup_printf ("{\"media\":[{\"sha256\":\"%s\",\"mime\":\"image/png\"}]}", sha256);
  g_assert_null (vouch_media_store_open (store, self->db, self->company, TRUE, sha256, &error));
  g_assert_error (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_NOT_FOUND);
  g_clear_error (&error);
  assert_answer (run_system (self, "media.add", self->applicant, args), 200, NULL);

  reader = vouch_media_store_open (store, self->db, self->company, TRUE, sha256, &error);
  g_assert_no_error (error);
  g_assert_cmpint (vouch_media_reader_get_size (reader), ==, text->len);
  g_assert_cmpstr (vouch_media_reader_get_mime (reader), ==, "image/png");
  g_assert_cmpint (vouch_media_reader_read (reader, 65530, part, 70000, &error), ==, 70000);
  g_assert_cmpmem (part, 70000, text->str + 65530, 70000);
  g_assert_cmpint (vouch_media_reader_read (reader, 0, part, 200000, &error), ==, text->len);
  g_assert_cmpmem (part, text->len, text->str, text->len);
  g_assert_cmpint (vouch_media_reader_read (reader, (gint64) text->len, part, 10, &error), ==, 0);
  g_clear_pointer (&reader, vouch_media_reader_free);

  g_assert_null (vouch_media_store_open (store, self->db, self->company, FALSE, sha256, &error));
  g_clear_error (&error);
  g_assert_null (
      vouch_media_store_open (store, self->db, self->other_company, TRUE, sha256, &error));
  g_clear_error (&error);

  /* one altered byte is noticed where it stands */
  path = vouch_media_store_path (store, self->company, sha256);
  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  content[70000] ^= 1;
  g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL));
  reader = vouch_media_store_open (store, self->db, self->company, TRUE, sha256, &error);
  g_assert_no_error (error);
  g_assert_cmpint (vouch_media_reader_read (reader, 0, part, 100, &error), ==, 100);
  g_assert_cmpint (vouch_media_reader_read (reader, 66000, part, 100, &error), ==, -1);
  g_assert_error (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_CORRUPT);
}

static void
test_prune (ServerFixture *self, gconstpointer data)
{
  g_autofree char *sha256 = add_media (self, self->company, "nobody names this");
  g_autofree char *path =
      vouch_media_store_path (vouch_server_data_get_media (self->data), self->company, sha256);
  g_autoptr (GError) error = NULL;

  assert_answer (run_as (self, self->ann, NULL, "comment.add", self->applicant, NULL,
                         "{\"body\":\"x\"}"),
                 200, NULL);
  vouch_now_set_for_test (vouch_now () + 91 * G_TIME_SPAN_DAY);
  g_assert_true (vouch_jobs_prune (self->writer, &error));
  vouch_now_set_for_test (0);
  g_assert_no_error (error);
  g_assert_cmpint (query_int (self, "SELECT count(*) FROM command_answer"), ==, 0);
  g_assert_cmpint (query_int (self, "SELECT count(*) FROM media_staged"), ==, 0);
  server_stop (self);
  server_start (self);
  /* the writer sweeps when it starts; a command comes after that */
  assert_answer (run_as (self, self->ann, NULL, "comment.add", self->applicant, NULL,
                         "{\"body\":\"x\"}"),
                 200, NULL);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_shutdown (ServerFixture *self, gconstpointer data)
{
  vouch_writer_shutdown (self->writer);
  assert_answer (run_as (self, self->ann, NULL, "comment.add", self->applicant, NULL,
                         "{\"body\":\"x\"}"),
                 503, "busy");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  server_test ("/server/jobs/deletion-leaves-nothing", test_deletion_leaves_nothing);
  server_test ("/server/jobs/restore", test_restore);
  server_test ("/server/jobs/duplicate-forgets", test_duplicate_forgets);
  server_test ("/server/jobs/verify-audit", test_verify_audit);
  server_test ("/server/jobs/check-notices", test_check_notices);
  server_test ("/server/jobs/backup", test_backup);
  server_test ("/server/jobs/media", test_media);
  server_test ("/server/jobs/prune", test_prune);
  server_test ("/server/jobs/shutdown", test_shutdown);
  return g_test_run ();
}
