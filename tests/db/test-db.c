/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The connection: settings, damage, full disk, owner, backup, fold. */

#include "fixture.h"
#include "vouch-fold.h"

#include <glib/gstdio.h>

static void
test_private_file (Fixture *self, gconstpointer data)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };

  exec_ok (self->db, "CREATE TABLE t (a)");
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (self->path, suffixes[i], NULL);
      GStatBuf info;

      g_assert_no_errno (g_stat (name, &info));
      g_assert_cmpint (info.st_mode & 0777, ==, 0600);
    }
}

static void
test_tightens_file (Fixture *self, gconstpointer data)
{
  GStatBuf info;

  g_assert_finalize_object (g_steal_pointer (&self->db));
  g_assert_no_errno (g_chmod (self->path, 0644));
  self->db = fixture_open (self, VOUCH_DB_DEFAULT);
  g_assert_no_errno (g_stat (self->path, &info));
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_settings (Fixture *self, gconstpointer data)
{
  g_autoptr (VouchDb) other = NULL;

  g_assert_cmpint (query_int (self->db, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (query_int (self->db, "PRAGMA synchronous"), ==, 2);
  g_assert_cmpint (query_int (self->db, "PRAGMA secure_delete"), ==, 0);
  g_assert_cmpint (query_int (self->db, "PRAGMA trusted_schema"), ==, 0);
  g_assert_cmpint (query_int (self->db, "PRAGMA cell_size_check"), ==, 1);
  g_assert_cmpint (query_int (self->db, "PRAGMA busy_timeout"), >, 0);
  g_assert_cmpint (query_int (self->db, "PRAGMA temp_store"), ==, 2);

  other = fixture_open (self, VOUCH_DB_SYNC_NORMAL | VOUCH_DB_SECURE_DELETE);
  g_assert_cmpint (query_int (other, "PRAGMA synchronous"), ==, 1);
  g_assert_cmpint (query_int (other, "PRAGMA secure_delete"), ==, 1);
}

static void
test_defensive (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) quotes = NULL;

  exec_ok (self->db, "CREATE TABLE t (a)");
  exec_ok (self->db, "PRAGMA writable_schema = ON");
  g_assert_false (vouch_db_exec (self->db, "UPDATE sqlite_schema SET sql = 'x'", &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_INVALID);

  /* A misspelt column must not turn into a text. */
  g_assert_false (vouch_db_exec (self->db, "SELECT \"b\" FROM t", &quotes));
  g_assert_error (quotes, VOUCH_DB_ERROR, VOUCH_DB_ERROR_INVALID);
}

static void
test_read_only (Fixture *self, gconstpointer data)
{
  g_autoptr (VouchDb) reader = NULL;
  g_autoptr (GError) error = NULL;

  exec_ok (self->db, "CREATE TABLE t (a); INSERT INTO t VALUES (7)");
  reader = fixture_open (self, VOUCH_DB_READ_ONLY);
  g_assert_cmpint (query_int (reader, "SELECT a FROM t"), ==, 7);
  g_assert_false (vouch_db_exec (reader, "INSERT INTO t VALUES (8)", &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_INVALID);

  exec_ok (self->db, "UPDATE t SET a = 9");
  g_assert_cmpint (query_int (reader, "SELECT a FROM t"), ==, 9);
}

static void
test_missing (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "none.db", NULL);
  g_autofree char *deep = g_build_filename (self->folder, "none", "deep.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (vouch_db_open (path, VOUCH_DB_READ_ONLY, &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  g_clear_error (&error);
  g_assert_null (vouch_db_open (deep, VOUCH_DB_DEFAULT, &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_NOT_FOUND);
}

static void
test_no_database (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) garbage = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  const VouchDbFlags flags[] = { VOUCH_DB_DEFAULT, VOUCH_DB_READ_ONLY };

  while (garbage->len < 8192)
    g_string_append (garbage, "This is a letter, not a database. ");
  g_assert_finalize_object (g_steal_pointer (&self->db));
  g_assert_true (g_file_set_contents (self->path, garbage->str, (gssize) garbage->len, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      g_assert_null (vouch_db_open (self->path, flags[i], &error));
      g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_CORRUPT);
      g_clear_error (&error);
    }
}

static void
test_damaged_page (Fixture *self, gconstpointer data)
{
  g_autoptr (VouchDb) db = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  gsize length;

  exec_ok (self->db, "CREATE TABLE t (a TEXT); WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT "
                     "i + 1 FROM n WHERE i < 200) INSERT INTO t SELECT hex(zeroblob(200)) FROM n");
  g_assert_finalize_object (g_steal_pointer (&self->db));
  g_assert_true (g_file_get_contents (self->path, &content, &length, NULL));
  g_assert_cmpuint (length, >, 5 * 4096);
  memset (content + 3 * 4096, 0xee, 4096);
  g_assert_true (g_file_set_contents (self->path, content, (gssize) length, NULL));

  /* The header is whole, so only the check tells. */
  db = vouch_db_open (self->path, VOUCH_DB_DEFAULT, &error);
  g_assert_no_error (error);
  g_assert_false (vouch_db_integrity_check (db, &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_CORRUPT);
  g_clear_error (&error);

  g_assert_null (vouch_db_open (self->path, VOUCH_DB_QUICK_CHECK, &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_CORRUPT);
}

static void
test_integrity_foreign_key (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  exec_ok (self->db, "CREATE TABLE p (id INTEGER PRIMARY KEY);"
                     "CREATE TABLE c (p INTEGER REFERENCES p (id))");
  g_assert_true (vouch_db_integrity_check (self->db, &error));
  g_assert_no_error (error);

  exec_ok (self->db, "PRAGMA foreign_keys = OFF; INSERT INTO c VALUES (1)");
  g_assert_false (vouch_db_integrity_check (self->db, &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_CORRUPT);
}

static void
test_full (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  exec_ok (self->db, "CREATE TABLE t (a); INSERT INTO t VALUES (1); PRAGMA max_page_count = 10");
  g_assert_true (vouch_db_begin (self->db, &error));
  exec_ok (self->db, "INSERT INTO t VALUES (2)");
  g_assert_false (vouch_db_exec (self->db, "INSERT INTO t VALUES (zeroblob(100000))", &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_FULL);
  vouch_db_rollback (self->db);

  g_assert_cmpint (query_int (self->db, "SELECT count(*) FROM t"), ==, 1);
  /* Usable again once there is room. */
  exec_ok (self->db, "PRAGMA max_page_count = 1000; INSERT INTO t VALUES (zeroblob(100000))");
}

static void
test_constraint (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  exec_ok (self->db, "CREATE TABLE t (id INTEGER PRIMARY KEY, secret TEXT UNIQUE) STRICT;"
                     "INSERT INTO t VALUES (1, 'Anna Secret')");
  g_assert_false (vouch_db_exec (self->db, "INSERT INTO t VALUES (2, 'Anna Secret')", &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_CONSTRAINT);
  g_assert_null (strstr (error->message, "Anna"));
}

static void
test_backup (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "copy.db", NULL);
  g_autofree char *missing = g_build_filename (self->folder, "none", "copy.db", NULL);
  g_autoptr (VouchDb) copy = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  exec_ok (self->db, "CREATE TABLE t (a); INSERT INTO t VALUES (5); PRAGMA user_version = 3");
  /* Over an older backup. */
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_true (vouch_db_backup (self->db, path, &error));
  g_assert_no_error (error);
  g_assert_no_errno (g_stat (path, &info));
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  copy = vouch_db_open (path, VOUCH_DB_READ_ONLY | VOUCH_DB_QUICK_CHECK, &error);
  g_assert_no_error (error);
  g_assert_cmpint (query_int (copy, "SELECT a FROM t"), ==, 5);
  g_assert_cmpint (query_int (copy, "PRAGMA user_version"), ==, 3);

  g_assert_false (vouch_db_backup (self->db, missing, &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_NOT_FOUND);
}

static void
test_secure_delete (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  g_autofree char *wal = g_strconcat (self->path, "-wal", NULL);
  GStatBuf info;
  gsize length;

  g_assert_finalize_object (g_steal_pointer (&self->db));
  self->db = fixture_open (self, VOUCH_DB_SECURE_DELETE);
  exec_ok (self->db, "CREATE TABLE t (a); INSERT INTO t VALUES ('PASSPORT-NUMBER')");
  g_assert_true (vouch_db_checkpoint (self->db, &error));
  g_assert_true (g_file_get_contents (self->path, &content, &length, NULL));
  g_assert_nonnull (memmem (content, length, "PASSPORT-NUMBER", 15));
  g_clear_pointer (&content, g_free);

  exec_ok (self->db, "DELETE FROM t");
  g_assert_true (vouch_db_checkpoint (self->db, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (self->path, &content, &length, NULL));
  g_assert_null (memmem (content, length, "PASSPORT-NUMBER", 15));
  g_assert_no_errno (g_stat (wal, &info));
  g_assert_cmpint (info.st_size, ==, 0);
}

static gpointer
foreign_thread (gpointer data)
{
  (void) vouch_db_exec (data, "SELECT 1", NULL); /* must not come back */
  return NULL;
}

static void
test_foreign_thread (Fixture *self, gconstpointer data)
{
  if (g_test_subprocess ())
    {
      g_thread_join (g_thread_new ("foreign", foreign_thread, self->db));
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*does not own it*");
}

static gpointer
next_owner (gpointer data)
{
  g_assert_false (vouch_db_is_owner (data));
  vouch_db_take_ownership (data);
  exec_ok (data, "CREATE TABLE t (a); INSERT INTO t VALUES (4)");
  vouch_db_release_ownership (data);
  return NULL;
}

static void
test_hand_over (Fixture *self, gconstpointer data)
{
  vouch_db_release_ownership (self->db);
  g_thread_join (g_thread_new ("next", next_owner, self->db));
  vouch_db_take_ownership (self->db);
  g_assert_true (vouch_db_is_owner (self->db));
  g_assert_cmpint (query_int (self->db, "SELECT a FROM t"), ==, 4);
}

static void
test_fold (void)
{
  const struct
  {
    const char *text;
    const char *folded;
  } cases[] = {
    { "", "" },
    { "Plain ASCII 12", "plain ascii 12" },
    { "Łukasz Ångström", "lukasz angstrom" },
    { "STRASSE", "strasse" },
    { "Straße", "strasse" },
    { "Đorđe Ærø", "dorde aero" },
    { "İstanbul ıslak", "istanbul islak" },
    { "ΣΊΣΥΦΟΣ", "σισυφοσ" },
    { "ﬁn", "fin" },
    { "Ёлка", "елка" },
    { "ТЕСТ", "тест" },
    { "東京", "東京" },
    /* composed and decomposed are the same */
    { "e\xcc\x81", "e" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = vouch_fold (cases[i].text);

      g_assert_cmpstr (folded, ==, cases[i].folded);
    }
  g_assert_null (vouch_fold (NULL));
}

static void
test_fold_invalid (void)
{
  g_autofree char *folded = vouch_fold ("A\xff"
                                        "B");

  g_assert_true (g_utf8_validate (folded, -1, NULL));
}

static void
test_fold_sql (Fixture *self, gconstpointer data)
{
  g_assert_cmpint (query_int (self->db, "SELECT vouch_fold ('Łódź') = 'lodz'"), ==, 1);
  g_assert_cmpint (query_int (self->db, "SELECT vouch_fold (NULL) IS NULL"), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fixture_test ("/db/db/private-file", test_private_file);
  fixture_test ("/db/db/tightens-file", test_tightens_file);
  fixture_test ("/db/db/settings", test_settings);
  fixture_test ("/db/db/defensive", test_defensive);
  fixture_test ("/db/db/read-only", test_read_only);
  fixture_test ("/db/db/missing", test_missing);
  fixture_test ("/db/db/no-database", test_no_database);
  fixture_test ("/db/db/damaged-page", test_damaged_page);
  fixture_test ("/db/db/integrity-foreign-key", test_integrity_foreign_key);
  fixture_test ("/db/db/full", test_full);
  fixture_test ("/db/db/constraint", test_constraint);
  fixture_test ("/db/db/backup", test_backup);
  fixture_test ("/db/db/secure-delete", test_secure_delete);
  fixture_test ("/db/db/foreign-thread", test_foreign_thread);
  fixture_test ("/db/db/hand-over", test_hand_over);
  g_test_add_func ("/db/fold/cases", test_fold);
  g_test_add_func ("/db/fold/invalid", test_fold_invalid);
  fixture_test ("/db/fold/sql", test_fold_sql);

  return g_test_run ();
}
