/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records: one table of fields drives memory, JSON and SQL, tried on a type with every kind. */

#include "vouch-record.h"
#include "vouch-records.h"

#include <sqlite3.h>
#include <string.h>

typedef enum
{
  COLOUR_RED,
  COLOUR_BLUE,
} Colour;

static const VouchEnumValue colour_values[] = { { "red", "Red" }, { "blue", "Blue" } };
static const VouchEnum vouch_colour_enum = { "colour", colour_values, 2 };

typedef struct
{
  char *id;
  gint64 seq;
  char *name;
  char *note;
  gboolean open;
  Colour colour;
  gint64 made_at;
  char *data;
  char *secret;
} Thing;

static const VouchField thing_fields[] = {
  VOUCH_FIELD_AT (Thing, id, TEXT, REQUIRED),
  VOUCH_FIELD_AT (Thing, seq, INT, PLAIN),
  VOUCH_FIELD_LONG (Thing, name, TEXT, REQUIRED, 8),
  VOUCH_FIELD_AT (Thing, note, TEXT, PERSONAL),
  VOUCH_FIELD_AT (Thing, open, BOOL, PLAIN),
  VOUCH_FIELD_LIST (Thing, colour, colour),
  VOUCH_FIELD_AT (Thing, made_at, TIME, PLAIN),
  VOUCH_FIELD_LONG (Thing, data, JSON, PLAIN, 16),
  VOUCH_FIELD_AT (Thing, secret, TEXT, SECRET),
};
static const VouchRecordType thing_type = { "thing", sizeof (Thing), thing_fields,
                                            G_N_ELEMENTS (thing_fields) };

static void
free_thing (Thing *thing)
{
  vouch_record_free (&thing_type, thing);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Thing, free_thing)

static Thing *
read_thing (const char *text, GError **error)
{
  g_autoptr (VouchJson) json = vouch_json_parse (text, -1, NULL);

  g_assert_nonnull (json);
  return vouch_record_from_json (&thing_type, json, 0, error);
}

static Thing *
sample (void)
{
  Thing *thing = vouch_record_new (&thing_type);

  thing->id = g_strdup ("t1");
  thing->seq = 7;
  thing->name = g_strdup ("Ann");
  thing->note = g_strdup ("é\"");
  thing->open = TRUE;
  thing->colour = COLOUR_BLUE;
  thing->made_at = 1234567;
  thing->data = g_strdup ("{\"x\": 1.0}");
  return thing;
}

static void
test_to_json (void)
{
  g_autoptr (Thing) thing = sample ();
  g_autoptr (Thing) empty = vouch_record_new (&thing_type);
  g_autoptr (GString) out = g_string_new (NULL);

  thing->secret = g_strdup ("key");
  vouch_record_to_json (&thing_type, thing, out);
  g_assert_cmpstr (out->str, ==,
                   "{\"id\":\"t1\",\"seq\":7,\"name\":\"Ann\",\"note\":\"é\\\"\",\"open\":true,"
                   "\"colour\":\"blue\",\"made_at\":1234567,\"data\":{\"x\": 1.0}}");

  g_string_truncate (out, 0);
  vouch_record_to_json (&thing_type, empty, out);
  g_assert_cmpstr (out->str, ==, "{\"seq\":0,\"open\":false,\"colour\":\"red\"}");
}

static void
test_round_trip (void)
{
  g_autoptr (Thing) thing = sample ();
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (Thing) back = NULL;

  vouch_record_to_json (&thing_type, thing, out);
  back = read_thing (out->str, &error);
  g_assert_no_error (error);
  g_assert_true (vouch_record_equal (&thing_type, thing, back));
  g_assert_cmpstr (back->data, ==, "{\"x\": 1.0}");
}

static void
test_from_json_ignores_unknown (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Thing) thing = read_thing (
      "{\"new\":{\"name\":1},\"note\":null,\"made_at\":null,\"data\":null,\"secret\":\"given\","
      "\"name\":\"Bob\",\"id\":\"t2\",\"seq\":null}",
      &error);

  g_assert_no_error (error);
  g_assert_cmpstr (thing->id, ==, "t2");
  g_assert_cmpstr (thing->name, ==, "Bob");
  g_assert_null (thing->note);
  g_assert_null (thing->data);
  g_assert_null (thing->secret);
  g_assert_cmpint (thing->made_at, ==, 0);
}

static void
test_from_json_refuses (void)
{
  static const struct
  {
    const char *json;
    const char *names;
  } cases[] = {
    { "[]", "thing" },
    { "\"id\"", "thing" },
    { "{}", "thing.id" },
    { "{\"id\":\"a\"}", "thing.name" },
    { "{\"id\":\"a\",\"name\":null}", "thing.name" },
    { "{\"id\":1,\"name\":\"n\"}", "thing.id" },
    { "{\"id\":\"a\",\"name\":\"123456789\"}", "thing.name" },
    { "{\"id\":\"a\",\"name\":\"n\",\"seq\":\"1\"}", "thing.seq" },
    { "{\"id\":\"a\",\"name\":\"n\",\"seq\":1.5}", "thing.seq" },
    { "{\"id\":\"a\",\"name\":\"n\",\"open\":1}", "thing.open" },
    { "{\"id\":\"a\",\"name\":\"n\",\"colour\":\"green\"}", "thing.colour" },
    { "{\"id\":\"a\",\"name\":\"n\",\"colour\":1}", "thing.colour" },
    { "{\"id\":\"a\",\"name\":\"n\",\"made_at\":\"now\"}", "thing.made_at" },
    { "{\"id\":\"a\",\"name\":\"n\",\"data\":[1,2,3,4,5,6,7,8]}", "thing.data" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_thing (cases[i].json, &error));
      g_assert_error (error, VOUCH_RECORD_ERROR, VOUCH_RECORD_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, cases[i].names));
    }
}

static void
test_default_length (void)
{
  g_autofree char *fits = g_strnfill (VOUCH_FIELD_MAX_LENGTH, 'x');
  g_autofree char *good = g_strdup_printf ("{\"id\":\"a\",\"name\":\"n\",\"note\":\"%s\"}", fits);
  g_autofree char *bad = g_strdup_printf ("{\"id\":\"a\",\"name\":\"n\",\"note\":\"%sx\"}", fits);
  g_autoptr (Thing) thing = read_thing (good, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (thing);
  g_assert_null (read_thing (bad, &error));
  g_assert_error (error, VOUCH_RECORD_ERROR, VOUCH_RECORD_ERROR_INVALID);
}

static void
test_copy_and_equal (void)
{
  g_autoptr (Thing) thing = sample ();

  for (guint i = 0; i < thing_type.n_fields; i++)
    {
      const VouchField *field = &thing_fields[i];
      g_autoptr (Thing) copy = vouch_record_copy (&thing_type, thing);

      g_assert_true (vouch_record_equal (&thing_type, thing, copy));
      if (field->type == VOUCH_FIELD_TEXT || field->type == VOUCH_FIELD_JSON)
        vouch_field_set_text (field, copy, "other");
      else
        vouch_field_set_int (field, copy, vouch_field_get_int (field, copy) == 0);
      g_assert_false (vouch_record_equal (&thing_type, thing, copy));
    }
  g_assert_true (vouch_record_equal (&thing_type, NULL, NULL));
  g_assert_false (vouch_record_equal (&thing_type, thing, NULL));
}

static void
test_fields (void)
{
  g_autoptr (Thing) thing = sample ();
  const VouchField *name = vouch_record_field (&thing_type, "name");
  const VouchField *colour = vouch_record_field (&thing_type, "colour");

  g_assert_null (vouch_record_field (&thing_type, "nam"));
  vouch_field_set_text (name, thing, vouch_field_get_text (name, thing));
  g_assert_cmpstr (thing->name, ==, "Ann");
  g_assert_cmpint (vouch_field_get_int (colour, thing), ==, COLOUR_BLUE);
  g_assert_cmpstr (vouch_field_get_text (colour, thing), ==, "blue");
  vouch_record_clear (&thing_type, thing);
  g_assert_null (thing->name);
  g_assert_cmpint (thing->seq, ==, 0);
}

static void
test_sql_text (void)
{
  g_autofree char *create = vouch_record_sql_create (&thing_type, "  CHECK (seq >= 0)");
  g_autofree char *columns = vouch_record_sql_columns (&thing_type);
  g_autofree char *upsert = vouch_record_sql_upsert (&thing_type);

  g_assert_cmpstr (
      create, ==,
      "CREATE TABLE thing (\n  id TEXT NOT NULL PRIMARY KEY,\n"
      "  seq INTEGER NOT NULL DEFAULT 0,\n  name TEXT NOT NULL,\n  note TEXT,\n"
      "  open INTEGER NOT NULL DEFAULT 0,\n  colour TEXT NOT NULL,\n"
      "  made_at INTEGER,\n  data TEXT,\n  secret TEXT,\n  CHECK (seq >= 0)\n) STRICT");
  g_assert_cmpstr (columns, ==, "id, seq, name, note, open, colour, made_at, data, secret");
  g_assert_true (g_str_has_prefix (upsert, "INSERT INTO thing (id, seq, "));
}

static void
run (sqlite3 *db, const char *sql)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sqlite3_errmsg (db), sql);
}

static void
upsert_thing (sqlite3 *db, const char *name)
{
  g_autofree char *sql = vouch_record_sql_upsert (&thing_type);
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  for (guint i = 0; i < thing_type.n_fields; i++)
    {
      g_autofree char *parameter = g_strconcat (":", thing_fields[i].name, NULL);
      int at = sqlite3_bind_parameter_index (stmt, parameter);

      g_assert_cmpint (at, >, 0);
      if (strcmp (parameter, ":id") == 0)
        sqlite3_bind_text (stmt, at, "t1", -1, SQLITE_STATIC);
      else if (strcmp (parameter, ":name") == 0)
        sqlite3_bind_text (stmt, at, name, -1, SQLITE_STATIC);
      else if (thing_fields[i].type == VOUCH_FIELD_ENUM)
        sqlite3_bind_text (stmt, at, "red", -1, SQLITE_STATIC);
      else if (thing_fields[i].type == VOUCH_FIELD_INT || thing_fields[i].type == VOUCH_FIELD_BOOL)
        sqlite3_bind_int64 (stmt, at, 1);
    }
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_DONE);
  sqlite3_finalize (stmt);
}

static void
test_sql_upsert_replaces (void)
{
  g_autofree char *create = vouch_record_sql_create (&thing_type, NULL);
  sqlite3 *db = NULL;
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  run (db, create);
  upsert_thing (db, "first");
  upsert_thing (db, "second");

  g_assert_cmpint (sqlite3_prepare_v2 (db, "SELECT name FROM thing", -1, &stmt, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  g_assert_cmpstr ((const char *) sqlite3_column_text (stmt, 0), ==, "second");
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_DONE);
  sqlite3_finalize (stmt);
  sqlite3_close (db);
}

/* No name of a table or column is a word of SQL, and every table obeys the rules of records. */
static void
test_every_type (void)
{
  sqlite3 *db = NULL;
  guint n = 0;
  const VouchRecordType *const *types = vouch_record_types (&n);

  g_assert_cmpuint (n, >, 0);
  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *create = vouch_record_sql_create (types[i], NULL);
      g_autofree char *upsert = vouch_record_sql_upsert (types[i]);
      sqlite3_stmt *stmt = NULL;

      run (db, create);
      if (sqlite3_prepare_v2 (db, upsert, -1, &stmt, NULL) != SQLITE_OK)
        g_error ("%s: %s", types[i]->name, sqlite3_errmsg (db));
      g_assert_cmpint (sqlite3_bind_parameter_count (stmt), ==, (int) types[i]->n_fields);
      sqlite3_finalize (stmt);

      g_assert_cmpuint (types[i]->n_fields, <=, 64);
      g_assert_cmpstr (types[i]->fields[0].name, ==, "id");
      g_assert_cmpuint (types[i]->fields[0].offset, ==, G_STRUCT_OFFSET (VouchRecord, id));
      g_assert_cmpstr (types[i]->fields[1].name, ==, "seq");
      g_assert_cmpuint (types[i]->fields[1].offset, ==, G_STRUCT_OFFSET (VouchRecord, seq));
      for (guint j = 0; j < types[i]->n_fields; j++)
        {
          g_assert_cmpuint (strlen (types[i]->fields[j].name), <, VOUCH_FIELD_NAME_MAX);
          g_assert_true ((types[i]->fields[j].type == VOUCH_FIELD_ENUM) ==
                         (types[i]->fields[j].values != NULL));
        }
    }
  sqlite3_close (db);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/record/to-json", test_to_json);
  g_test_add_func ("/core/record/round-trip", test_round_trip);
  g_test_add_func ("/core/record/from-json-ignores-unknown", test_from_json_ignores_unknown);
  g_test_add_func ("/core/record/from-json-refuses", test_from_json_refuses);
  g_test_add_func ("/core/record/default-length", test_default_length);
  g_test_add_func ("/core/record/copy-and-equal", test_copy_and_equal);
  g_test_add_func ("/core/record/fields", test_fields);
  g_test_add_func ("/core/record/sql-text", test_sql_text);
  g_test_add_func ("/core/record/sql-upsert-replaces", test_sql_upsert_replaces);
  g_test_add_func ("/core/record/every-type", test_every_type);

  return g_test_run ();
}
