/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps from one version of a schema to the next. */

#include "fixture.h"
#include "vouch-db-migrate.h"

static gboolean
add_note (VouchDb *db, gpointer body, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "test/insert-note", error);

  if (stmt == NULL)
    return FALSE;
  vouch_stmt_bind_int (stmt, ":id", 1);
  vouch_stmt_bind_text (stmt, ":body", body);
  return vouch_stmt_run (stmt, error) == 1;
}

static gboolean
refuse (VouchDb *db, gpointer data, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "No");
  return FALSE;
}

/* The last one rebuilds, as SQLite's manual advises, a table that others refer to. */
static const VouchDbMigration steps[] = {
  { .version = 1, .resource = "test/schema" },
  { .version = 2, .func = add_note },
  { .version = 3,
    .sql = "INSERT INTO mark VALUES (1);"
           "CREATE TABLE note2 (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;"
           "INSERT INTO note2 SELECT * FROM note; DROP TABLE note;"
           "ALTER TABLE note2 RENAME TO note" },
};

static guint
version (VouchDb *db)
{
  g_autoptr (GError) error = NULL;
  guint value = 0;

  g_assert_true (vouch_db_get_version (db, &value, &error));
  g_assert_no_error (error);
  return value;
}

static void
migrate_ok (VouchDb *db, guint n_steps)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = vouch_db_migrate (db, steps, n_steps, (gpointer) "hello", &error);

  g_assert_no_error (error);
  g_assert_true (ok);
}

static void
test_new (Fixture *self, gconstpointer data)
{
  migrate_ok (self->db, 3);
  g_assert_cmpuint (version (self->db), ==, 3);
  g_assert_cmpint (query_int (self->db, "SELECT body = 'hello' FROM note"), ==, 1);
  /* dropping the old table did not cascade */
  g_assert_cmpint (query_int (self->db, "SELECT count(*) FROM mark"), ==, 1);
  g_assert_cmpint (query_int (self->db, "PRAGMA foreign_keys"), ==, 1);
}

static void
test_onward (Fixture *self, gconstpointer data)
{
  migrate_ok (self->db, 2);
  g_assert_cmpuint (version (self->db), ==, 2);
  exec_ok (self->db, "UPDATE note SET body = 'kept'");
  migrate_ok (self->db, 3);
  migrate_ok (self->db, 3);
  g_assert_cmpint (query_int (self->db, "SELECT body = 'kept' FROM note"), ==, 1);
}

static void
test_too_new (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  migrate_ok (self->db, 3);
  g_assert_false (vouch_db_migrate (self->db, steps, 2, NULL, &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_TOO_NEW);
  g_assert_cmpuint (version (self->db), ==, 3);
}

static void
check_fails (Fixture *self, const VouchDbMigration *last, GQuark domain, int code)
{
  VouchDbMigration all[] = { steps[0], *last };
  g_autoptr (GError) error = NULL;

  g_assert_false (vouch_db_migrate (self->db, all, G_N_ELEMENTS (all), (gpointer) "hello", &error));
  g_assert_error (error, domain, code);
  g_assert_nonnull (strstr (error->message, "version 2"));
  g_assert_false (vouch_db_in_transaction (self->db));
  g_assert_cmpuint (version (self->db), ==, 1);
  g_assert_cmpint (query_int (self->db, "SELECT count(*) FROM note"), ==, 0);
  g_assert_cmpint (query_int (self->db, "PRAGMA foreign_keys"), ==, 1);
}

static void
test_bad_sql (Fixture *self, gconstpointer data)
{
  check_fails (self,
               &(VouchDbMigration){ .version = 2,
                                    .sql = "INSERT INTO note VALUES (1, 'x'); SELEKT" },
               VOUCH_DB_ERROR, VOUCH_DB_ERROR_INVALID);
}

static void
test_func_fails (Fixture *self, gconstpointer data)
{
  check_fails (self,
               &(VouchDbMigration){
                   .version = 2, .sql = "INSERT INTO note VALUES (1, 'x')", .func = refuse },
               G_IO_ERROR, G_IO_ERROR_FAILED);
}

static void
test_breaks_reference (Fixture *self, gconstpointer data)
{
  check_fails (self, &(VouchDbMigration){ .version = 2, .sql = "INSERT INTO mark VALUES (77)" },
               VOUCH_DB_ERROR, VOUCH_DB_ERROR_CORRUPT);
}

static void
test_missing_resource (Fixture *self, gconstpointer data)
{
  check_fails (self, &(VouchDbMigration){ .version = 2, .resource = "test/absent" }, VOUCH_DB_ERROR,
               VOUCH_DB_ERROR_NOT_FOUND);
}

static void
test_ends_transaction (Fixture *self, gconstpointer data)
{
  check_fails (self, &(VouchDbMigration){ .version = 2, .sql = "COMMIT" }, VOUCH_DB_ERROR,
               VOUCH_DB_ERROR_INVALID);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fixture_test ("/db/migrate/new", test_new);
  fixture_test ("/db/migrate/onward", test_onward);
  fixture_test ("/db/migrate/too-new", test_too_new);
  fixture_test ("/db/migrate/bad-sql", test_bad_sql);
  fixture_test ("/db/migrate/func-fails", test_func_fails);
  fixture_test ("/db/migrate/breaks-reference", test_breaks_reference);
  fixture_test ("/db/migrate/missing-resource", test_missing_resource);
  fixture_test ("/db/migrate/ends-transaction", test_ends_transaction);

  return g_test_run ();
}
