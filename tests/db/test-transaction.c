/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Transactions, savepoints and what happens when they fail. */

#include "fixture.h"

static void
set_up (Fixture *self, gconstpointer data)
{
  fixture_set_up (self, data);
  exec_ok (self->db, "CREATE TABLE t (a INTEGER PRIMARY KEY) STRICT");
}

static gint64
sum (VouchDb *db)
{
  return query_int (db, "SELECT coalesce(sum(a), 0) FROM t");
}

static void
ok (gboolean result, GError *error)
{
  g_assert_no_error (error);
  g_assert_true (result);
}

static void
test_commit (Fixture *self, gconstpointer data)
{
  g_autoptr (VouchDb) reader = fixture_open (self, VOUCH_DB_READ_ONLY);
  g_autoptr (GError) error = NULL;

  ok (vouch_db_begin (self->db, &error), error);
  g_assert_true (vouch_db_in_transaction (self->db));
  exec_ok (self->db, "INSERT INTO t VALUES (1)");
  g_assert_cmpint (sum (reader), ==, 0);
  ok (vouch_db_commit (self->db, &error), error);
  g_assert_false (vouch_db_in_transaction (self->db));
  g_assert_cmpint (sum (reader), ==, 1);
}

static void
test_rollback (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  ok (vouch_db_begin (self->db, &error), error);
  exec_ok (self->db, "INSERT INTO t VALUES (1)");
  vouch_db_rollback (self->db);
  g_assert_cmpint (sum (self->db), ==, 0);
  /* harmless outside */
  vouch_db_rollback (self->db);
}

static void
test_twice (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  ok (vouch_db_begin (self->db, &error), error);
  g_assert_false (vouch_db_begin (self->db, &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_INVALID);
  /* the first one still stands */
  g_assert_true (vouch_db_in_transaction (self->db));
  vouch_db_rollback (self->db);
}

static void
test_busy (Fixture *self, gconstpointer data)
{
  g_autoptr (VouchDb) other = fixture_open (self, VOUCH_DB_DEFAULT);
  g_autoptr (GError) error = NULL;

  exec_ok (other, "PRAGMA busy_timeout = 1");
  ok (vouch_db_begin (self->db, &error), error);
  g_assert_false (vouch_db_begin (other, &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_BUSY);
  g_clear_error (&error);
  vouch_db_rollback (self->db);
  ok (vouch_db_begin (other, &error), error);
  vouch_db_rollback (other);
}

static void
test_snapshot (Fixture *self, gconstpointer data)
{
  g_autoptr (VouchDb) reader = fixture_open (self, VOUCH_DB_READ_ONLY);
  g_autoptr (GError) error = NULL;

  ok (vouch_db_begin_read (reader, &error), error);
  g_assert_cmpint (sum (reader), ==, 0);
  exec_ok (self->db, "INSERT INTO t VALUES (1)");
  g_assert_cmpint (sum (reader), ==, 0);
  ok (vouch_db_commit (reader, &error), error);
  g_assert_cmpint (sum (reader), ==, 1);
}

static void
test_group (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  ok (vouch_db_begin (self->db, &error), error);

  ok (vouch_db_savepoint (self->db, &error), error);
  exec_ok (self->db, "INSERT INTO t VALUES (1)");
  ok (vouch_db_savepoint_release (self->db, &error), error);

  ok (vouch_db_savepoint (self->db, &error), error);
  exec_ok (self->db, "INSERT INTO t VALUES (10)");
  g_assert_false (vouch_db_exec (self->db, "INSERT INTO t VALUES (1)", &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_CONSTRAINT);
  g_clear_error (&error);
  ok (vouch_db_savepoint_rollback (self->db, &error), error);

  ok (vouch_db_savepoint (self->db, &error), error);
  exec_ok (self->db, "INSERT INTO t VALUES (100)");
  ok (vouch_db_savepoint_release (self->db, &error), error);

  ok (vouch_db_commit (self->db, &error), error);
  g_assert_cmpint (sum (self->db), ==, 101);
}

static void
test_nested (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  ok (vouch_db_begin (self->db, &error), error);
  ok (vouch_db_savepoint (self->db, &error), error);
  exec_ok (self->db, "INSERT INTO t VALUES (1)");
  ok (vouch_db_savepoint (self->db, &error), error);
  exec_ok (self->db, "INSERT INTO t VALUES (10)");
  ok (vouch_db_savepoint_rollback (self->db, &error), error);
  exec_ok (self->db, "INSERT INTO t VALUES (100)");
  ok (vouch_db_savepoint_release (self->db, &error), error);
  ok (vouch_db_commit (self->db, &error), error);
  g_assert_cmpint (sum (self->db), ==, 101);
}

static void
test_lost (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  ok (vouch_db_begin (self->db, &error), error);
  ok (vouch_db_savepoint (self->db, &error), error);
  exec_ok (self->db, "INSERT INTO t VALUES (1)");
  /* as SQLite does by itself after some disk errors */
  exec_ok (self->db, "ROLLBACK");
  g_assert_false (vouch_db_savepoint_rollback (self->db, &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_false (vouch_db_savepoint (self->db, &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_INVALID);
  g_clear_error (&error);

  ok (vouch_db_begin (self->db, &error), error);
  ok (vouch_db_commit (self->db, &error), error);
}

static void
test_commit_fails (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  exec_ok (self->db, "CREATE TABLE c (t INTEGER REFERENCES t (a) DEFERRABLE INITIALLY DEFERRED)");
  ok (vouch_db_begin (self->db, &error), error);
  exec_ok (self->db, "INSERT INTO c VALUES (1)");
  g_assert_false (vouch_db_commit (self->db, &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_CONSTRAINT);
  g_assert_false (vouch_db_in_transaction (self->db));
  g_assert_cmpint (query_int (self->db, "SELECT count(*) FROM c"), ==, 0);
}

static gboolean
insert_then (VouchDb *db, gpointer succeed, GError **error)
{
  exec_ok (db, "INSERT INTO t SELECT coalesce(max(a), 0) + 1 FROM t");
  if (GPOINTER_TO_INT (succeed))
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "No");
  return FALSE;
}

static void
test_transact (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  ok (vouch_db_transact (self->db, insert_then, GINT_TO_POINTER (TRUE), &error), error);
  g_assert_cmpint (sum (self->db), ==, 1);
  g_assert_false (vouch_db_transact (self->db, insert_then, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_false (vouch_db_in_transaction (self->db));
  g_assert_cmpint (sum (self->db), ==, 1);
}

static gboolean
outer (VouchDb *db, gpointer data, GError **error)
{
  g_autoptr (GError) inner = NULL;

  g_assert_true (vouch_db_transact (db, insert_then, GINT_TO_POINTER (TRUE), error));
  g_assert_false (vouch_db_transact (db, insert_then, NULL, &inner));
  g_assert_error (inner, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_true (vouch_db_in_transaction (db));
  return TRUE;
}

static void
test_transact_nested (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  ok (vouch_db_transact (self->db, outer, NULL, &error), error);
  g_assert_cmpint (sum (self->db), ==, 1);
}

#define transaction_test(path, func) \
  g_test_add (path, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  transaction_test ("/db/transaction/commit", test_commit);
  transaction_test ("/db/transaction/rollback", test_rollback);
  transaction_test ("/db/transaction/twice", test_twice);
  transaction_test ("/db/transaction/busy", test_busy);
  transaction_test ("/db/transaction/snapshot", test_snapshot);
  transaction_test ("/db/transaction/group", test_group);
  transaction_test ("/db/transaction/nested", test_nested);
  transaction_test ("/db/transaction/lost", test_lost);
  transaction_test ("/db/transaction/commit-fails", test_commit_fails);
  transaction_test ("/db/transaction/transact", test_transact);
  transaction_test ("/db/transaction/transact-nested", test_transact_nested);

  return g_test_run ();
}
