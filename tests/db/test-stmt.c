/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements: cache, parameters, steps, columns. */

#include "fixture.h"

static void
set_up (Fixture *self, gconstpointer data)
{
  fixture_set_up (self, data);
  exec_ok (self->db, "CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT) STRICT");
}

static VouchStmt *
prepare (VouchDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  VouchStmt *stmt = vouch_db_prepare (db, sql, &error);

  g_assert_no_error (error);
  return stmt;
}

static void
test_kinds (Fixture *self, gconstpointer data)
{
  g_autoptr (VouchStmt) stmt =
      prepare (self->db, "SELECT :text AS text, :int AS int, :double AS double, :yes AS yes, "
                         ":blob AS blob, :empty AS empty, :null AS unset, :never AS never");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a\0b", 3);
  g_autoptr (GBytes) blob = NULL;
  g_autoptr (GBytes) empty = NULL;
  g_autoptr (GError) error = NULL;

  vouch_stmt_bind_text (stmt, ":text", "Zoë");
  vouch_stmt_bind_int (stmt, ":int", G_MININT64);
  vouch_stmt_bind_double (stmt, ":double", 0.1);
  vouch_stmt_bind_bool (stmt, ":yes", TRUE);
  vouch_stmt_bind_bytes (stmt, ":blob", bytes);
  vouch_stmt_bind_blob (stmt, ":empty", NULL, 0);
  vouch_stmt_bind_text (stmt, ":null", NULL);
  vouch_stmt_bind_time (stmt, ":never", 0);
  g_assert_true (vouch_stmt_one (stmt, &error));
  g_assert_no_error (error);

  g_assert_cmpint (vouch_stmt_n_columns (stmt), ==, 8);
  g_assert_cmpstr (vouch_stmt_text (stmt, 0), ==, "Zoë");
  g_assert_cmpint (vouch_stmt_int (stmt, 1), ==, G_MININT64);
  g_assert_cmpfloat (vouch_stmt_double (stmt, 2), ==, 0.1);
  g_assert_true (vouch_stmt_bool (stmt, 3));
  blob = vouch_stmt_dup_bytes (stmt, 4);
  g_assert_true (g_bytes_equal (blob, bytes));
  g_assert_false (vouch_stmt_is_null (stmt, 5));
  empty = vouch_stmt_dup_bytes (stmt, 5);
  g_assert_cmpuint (g_bytes_get_size (empty), ==, 0);
  g_assert_true (vouch_stmt_is_null (stmt, 6));
  g_assert_null (vouch_stmt_text (stmt, 6));
  g_assert_null (vouch_stmt_dup_bytes (stmt, 6));
  g_assert_true (vouch_stmt_is_null (stmt, 7));
  g_assert_cmpint (vouch_stmt_find_column (stmt, "unset"), ==, 6);
  g_assert_cmpint (vouch_stmt_find_column (stmt, "absent"), ==, -1);
}

static void
test_unknown_parameter (Fixture *self, gconstpointer data)
{
  g_autoptr (VouchStmt) stmt = prepare (self->db, "INSERT INTO note VALUES (:id, 'x')");
  g_autoptr (GError) error = NULL;

  vouch_stmt_bind_int (stmt, ":id", 1);
  vouch_stmt_bind_int (stmt, ":other", 1);
  g_assert_cmpint (vouch_stmt_run (stmt, &error), ==, -1);
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_INVALID);
  g_assert_cmpint (query_int (self->db, "SELECT count(*) FROM note"), ==, 0);
}

static void
test_changes (Fixture *self, gconstpointer data)
{
  g_autoptr (VouchStmt) insert = prepare (self->db, "INSERT INTO note VALUES (:id, 'x')");
  g_autoptr (VouchStmt) update = prepare (self->db, "UPDATE note SET body = 'y' WHERE id > :id");
  g_autoptr (VouchStmt) table = prepare (self->db, "CREATE TABLE later (a)");
  g_autoptr (GError) error = NULL;

  for (int i = 1; i <= 3; i++)
    {
      vouch_stmt_bind_int (insert, ":id", i);
      g_assert_cmpint (vouch_stmt_run (insert, &error), ==, 1);
      g_assert_no_error (error);
    }
  vouch_stmt_bind_int (update, ":id", 1);
  g_assert_cmpint (vouch_stmt_run (update, &error), ==, 2);
  g_assert_cmpint (vouch_stmt_run (table, &error), ==, 0);
  vouch_stmt_bind_int (update, ":id", 9);
  g_assert_cmpint (vouch_stmt_run (update, &error), ==, 0);
  g_assert_no_error (error);
}

static void
test_named (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VouchStmt *first = NULL;

  for (int i = 1; i <= 2; i++)
    {
      g_autoptr (VouchStmt) stmt = vouch_db_statement (self->db, "test/insert-note", &error);

      g_assert_no_error (error);
      g_assert_true (first == NULL || first == stmt);
      first = stmt;
      vouch_stmt_bind_int (stmt, ":id", i);
      if (i == 1)
        vouch_stmt_bind_text (stmt, ":body", "one");
      g_assert_cmpint (vouch_stmt_run (stmt, &error), ==, 1);
    }

  /* The second use did not inherit the first one's parameter. */
  g_assert_cmpint (query_int (self->db, "SELECT id FROM note WHERE body IS NULL"), ==, 2);
}

static void
test_named_wrong (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (vouch_db_statement (self->db, "test/absent", &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (vouch_db_statement (self->db, "test/broken", &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "test/broken"));
}

static void
test_one_statement (Fixture *self, gconstpointer data)
{
  const char *const wrong[] = { "SELECT 1; SELECT 2", "", "-- nothing", "SELECT 1; SELEKT" };
  g_autoptr (VouchStmt) fine = prepare (self->db, "SELECT 1; -- and a remark\n");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_null (vouch_db_prepare (self->db, wrong[i], &error));
      g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_INVALID);
      g_clear_error (&error);
    }
}

static void
test_same_twice (Fixture *self, gconstpointer data)
{
  const char *sql = "SELECT id FROM note ORDER BY id";
  g_autoptr (VouchStmt) outer = NULL;
  g_autoptr (GError) error = NULL;
  guint pairs = 0;

  exec_ok (self->db, "INSERT INTO note (id) VALUES (1), (2), (3)");
  outer = prepare (self->db, sql);
  while (vouch_stmt_step (outer, &error))
    {
      g_autoptr (VouchStmt) inner = prepare (self->db, sql);

      while (vouch_stmt_step (inner, &error))
        pairs++;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (pairs, ==, 9);
}

static void
test_release_ends_read (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VouchStmt *stmt;

  exec_ok (self->db, "INSERT INTO note (id) VALUES (1), (2)");
  stmt = prepare (self->db, "SELECT id FROM note");
  g_assert_true (vouch_stmt_step (stmt, &error));
  g_assert_false (vouch_db_checkpoint (self->db, &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_BUSY);
  g_clear_error (&error);
  vouch_stmt_release (stmt);
  g_assert_true (vouch_db_checkpoint (self->db, &error));
  g_assert_no_error (error);
}

static void
test_many_texts (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT %u", i);

      g_assert_cmpint (query_int (self->db, sql), ==, i);
    }
  g_assert_cmpint (query_int (self->db, "SELECT 0"), ==, 0);
}

static void
test_no_row (Fixture *self, gconstpointer data)
{
  g_autoptr (VouchStmt) stmt = prepare (self->db, "SELECT id FROM note");
  g_autoptr (GError) error = NULL;

  g_assert_false (vouch_stmt_one (stmt, &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_NOT_FOUND);
}

static void
test_too_large (Fixture *self, gconstpointer data)
{
  g_autoptr (VouchStmt) stmt = prepare (self->db, "SELECT length(:blob)");
  g_autofree char *large = g_malloc0 (65u << 20);
  g_autoptr (GError) error = NULL;

  vouch_stmt_bind_blob (stmt, ":blob", large, 65u << 20);
  g_assert_false (vouch_stmt_step (stmt, &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_INVALID);
}

#define stmt_test(path, func) g_test_add (path, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  stmt_test ("/db/stmt/kinds", test_kinds);
  stmt_test ("/db/stmt/unknown-parameter", test_unknown_parameter);
  stmt_test ("/db/stmt/changes", test_changes);
  stmt_test ("/db/stmt/named", test_named);
  stmt_test ("/db/stmt/named-wrong", test_named_wrong);
  stmt_test ("/db/stmt/one-statement", test_one_statement);
  stmt_test ("/db/stmt/same-twice", test_same_twice);
  stmt_test ("/db/stmt/release-ends-read", test_release_ends_read);
  stmt_test ("/db/stmt/many-texts", test_many_texts);
  stmt_test ("/db/stmt/no-row", test_no_row);
  stmt_test ("/db/stmt/too-large", test_too_large);

  return g_test_run ();
}
