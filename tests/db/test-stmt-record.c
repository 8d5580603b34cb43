/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records in and out of statements. */

#include "fixture.h"
#include "vouch-status.h"

typedef struct
{
  char *id;
  gint64 seq;
  char *name;
  gint64 count;
  gboolean open;
  gint64 closed_at;
  int status;
  char *extra;
} Thing;

static const VouchField thing_fields[] = {
  VOUCH_FIELD_AT (Thing, id, TEXT, REQUIRED), VOUCH_FIELD_AT (Thing, seq, INT, PLAIN),
  VOUCH_FIELD_AT (Thing, name, TEXT, PLAIN),  VOUCH_FIELD_AT (Thing, count, INT, PLAIN),
  VOUCH_FIELD_AT (Thing, open, BOOL, PLAIN),  VOUCH_FIELD_AT (Thing, closed_at, TIME, PLAIN),
  VOUCH_FIELD_LIST (Thing, status, status),   VOUCH_FIELD_AT (Thing, extra, JSON, PLAIN),
};

static const VouchRecordType thing_type = { "thing", sizeof (Thing), thing_fields,
                                            G_N_ELEMENTS (thing_fields) };

static const Thing sample = {
  .id = (char *) "t1",
  .seq = 41,
  .name = (char *) "Zoë “quoted” 'x'",
  .count = -5,
  .open = TRUE,
  .closed_at = G_GINT64_CONSTANT (1700000000000000),
  .status = VOUCH_STATUS_ON_HOLD,
  .extra = (char *) "{\"a\":[1,2]}",
};

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *sql = vouch_record_sql_create (&thing_type, NULL);

  fixture_set_up (self, data);
  exec_ok (self->db, sql);
}

static Thing *
get (VouchDb *db, const char *id)
{
  g_autoptr (GError) error = NULL;
  Thing *thing = vouch_db_get_record (db, &thing_type, id, &error);

  g_assert_no_error (error);
  return thing;
}

static void
put (VouchDb *db, const Thing *thing)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = vouch_db_put_record (db, &thing_type, thing, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
}

static void
test_round_trip (Fixture *self, gconstpointer data)
{
  Thing *thing;

  put (self->db, &sample);
  thing = get (self->db, "t1");
  g_assert_true (vouch_record_equal (&thing_type, thing, &sample));
  vouch_record_free (&thing_type, thing);
  g_assert_cmpint (query_int (self->db, "SELECT status = 'on_hold' AND open = 1 FROM thing"), ==,
                   1);
}

static void
test_empty (Fixture *self, gconstpointer data)
{
  const Thing empty = { .id = (char *) "e" };
  Thing *thing;

  put (self->db, &empty);
  g_assert_cmpint (query_int (self->db,
                              "SELECT closed_at IS NULL AND name IS NULL AND extra IS NULL AND "
                              "open = 0 AND status = 'init' FROM thing"),
                   ==, 1);
  thing = get (self->db, "e");
  g_assert_true (vouch_record_equal (&thing_type, thing, &empty));
  vouch_record_free (&thing_type, thing);
}

static void
test_replace (Fixture *self, gconstpointer data)
{
  Thing changed = sample;
  Thing *thing;

  put (self->db, &sample);
  changed.name = NULL;
  changed.closed_at = 0;
  changed.seq = 42;
  put (self->db, &changed);
  g_assert_cmpint (query_int (self->db, "SELECT count(*) FROM thing"), ==, 1);
  thing = get (self->db, "t1");
  g_assert_true (vouch_record_equal (&thing_type, thing, &changed));
  vouch_record_free (&thing_type, thing);
}

static void
test_partial (Fixture *self, gconstpointer data)
{
  g_autoptr (VouchStmt) stmt = NULL;
  g_autoptr (GError) error = NULL;
  Thing *thing;

  put (self->db, &sample);
  /* other order, an alien column, most fields absent */
  stmt = vouch_db_prepare (self->db, "SELECT 3 AS alien, count, id FROM thing WHERE name = :name",
                           &error);
  g_assert_no_error (error);
  vouch_stmt_bind_record (stmt, &thing_type, &sample);
  thing = vouch_stmt_next_record (stmt, &thing_type, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (thing->id, ==, "t1");
  g_assert_cmpint (thing->count, ==, -5);
  g_assert_null (thing->name);
  vouch_record_free (&thing_type, thing);
  g_assert_null (vouch_stmt_next_record (stmt, &thing_type, &error));
  g_assert_no_error (error);
}

static void
test_schema_changes (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (VouchStmt) stmt = vouch_db_prepare (self->db, "SELECT * FROM thing", NULL);
      Thing *thing;

      if (i == 0)
        put (self->db, &sample);
      thing = vouch_stmt_next_record (stmt, &thing_type, NULL);
      g_assert_true (vouch_record_equal (&thing_type, thing, &sample));
      vouch_record_free (&thing_type, thing);
      vouch_stmt_reset (stmt);
      exec_ok (self->db, "ALTER TABLE thing RENAME TO old;"
                         "CREATE TABLE thing AS SELECT 1 AS alien, extra, status, closed_at, open,"
                         " count, name, seq, id FROM old; DROP TABLE old");
    }
}

static void
test_unknown_word (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put (self->db, &sample);
  exec_ok (self->db, "DROP TABLE thing; CREATE TABLE thing AS SELECT 't1' AS id, 1 AS seq, 'n' AS"
                     " name, 1 AS count, 1 AS open, 1 AS closed_at, 'burning' AS status, '1' AS"
                     " extra");
  g_assert_null (vouch_db_get_record (self->db, &thing_type, "t1", &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "thing.status"));
}

static void
test_wrong_kind (Fixture *self, gconstpointer data)
{
  g_autoptr (VouchStmt) stmt = vouch_db_prepare (self->db, "SELECT 'many' AS count", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (vouch_stmt_next_record (stmt, &thing_type, &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_CORRUPT);
}

static void
test_word_out_of_range (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Thing wrong = sample;

  wrong.status = 99;
  g_assert_false (vouch_db_put_record (self->db, &thing_type, &wrong, &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_INVALID);
  g_assert_cmpint (query_int (self->db, "SELECT count(*) FROM thing"), ==, 0);
}

static void
test_delete (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put (self->db, &sample);
  g_assert_true (vouch_db_delete_record (self->db, &thing_type, "t1", &error));
  g_assert_no_error (error);
  g_assert_false (vouch_db_delete_record (self->db, &thing_type, "t1", &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (vouch_db_get_record (self->db, &thing_type, "t1", &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_NOT_FOUND);
}

#define record_test(path, func) g_test_add (path, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  record_test ("/db/stmt-record/round-trip", test_round_trip);
  record_test ("/db/stmt-record/empty", test_empty);
  record_test ("/db/stmt-record/replace", test_replace);
  record_test ("/db/stmt-record/partial", test_partial);
  record_test ("/db/stmt-record/schema-changes", test_schema_changes);
  record_test ("/db/stmt-record/unknown-word", test_unknown_word);
  record_test ("/db/stmt-record/wrong-kind", test_wrong_kind);
  record_test ("/db/stmt-record/word-out-of-range", test_word_out_of_range);
  record_test ("/db/stmt-record/delete", test_delete);

  return g_test_run ();
}
