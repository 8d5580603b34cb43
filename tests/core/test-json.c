/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strict JSON: what is taken, what is refused, what is read, and what is written. */

#include "vouch-json.h"

#include <float.h>
#include <math.h>
#include <string.h>

static const char *const accepted[] = {
  "null",
  "true",
  "false",
  " \t\r\n0 \n",
  "-0",
  "-0.0e-0",
  "1E+2",
  "123456789012345678901234567890",
  "\"\"",
  "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
  "\"\\u20ac\\uD83D\\ude00\"",
  "\"\xc2\x80\xe2\x82\xac\xf0\x9f\x98\x80\x7f\"",
  "[]",
  "[ ]",
  "[[],{}]",
  "{}",
  "{ }",
  "{\"\":1,\" \":2}",
  "{\"a\":{\"a\":1},\"b\":{\"a\":1}}",
  "{\"a\":1,\"A\":2,\"a \":3}",
};

static const char *const refused[] = {
  "",
  " ",
  "nul",
  "nulll",
  "True",
  "NaN",
  "Infinity",
  "-",
  "+1",
  "01",
  "-01",
  "00",
  "1.",
  ".5",
  "1.e2",
  "1e",
  "1e+",
  "0x10",
  "1 2",
  "1,",
  "'a'",
  "\"",
  "\"a",
  "\"\\\"",
  "\"\\",
  "\"\\x\"",
  "\"\\u\"",
  "\"\\u12\"",
  "\"\\u12g4\"",
  "\"\\u0000\"",
  "\"\\ud800\"",
  "\"\\ud800a\"",
  "\"\\ud800\\n\"",
  "\"\\ud800\\ud800\"",
  "\"\\udc00\"",
  "\"\\udc00\\ud800\"",
  "\"\\ud800\\u12\"",
  "\"a\nb\"",
  "\"a\tb\"",
  "[",
  "]",
  "[1",
  "[1,]",
  "[,1]",
  "[1 2]",
  "[1}",
  "{",
  "}",
  "{]",
  "{a:1}",
  "{'a':1}",
  "{\"a\"}",
  "{\"a\":}",
  "{\"a\" 1}",
  "{\"a\":1,}",
  "{,}",
  "{1:2}",
  "{\"a\":1 \"b\":2}",
  "// no\n1",
  "/* no */1",
  "[1]#",
  "\xef\xbb\xbf"
  "1", /* byte order mark */
  "\v1",
  "\xc2\xa0"
  "1", /* no-break space */
};

static const char *const not_utf8[] = {
  "\"\x80\"",
  "\"\xc3\"",
  "\"\xc0\xaf\"",
  "\"\xe0\x80\xaf\"",
  "\"\xed\xa0\x80\"", /* a surrogate */
  "\"\xf4\x90\x80\x80\"",
  "\"\xff\"",
  "{\"\xfe\":1}",
};

static const char *const twice[] = {
  "{\"a\":1,\"a\":1}",
  "{\"\":1,\"\":2}",
  "{\"a\":1,\"b\":{},\"\\u0061\":2}",
  "{\"\\u00e9\":1,\"\xc3\xa9\":2}",
  "{\"\\ud83d\\ude00\":1,\"\xf0\x9f\x98\x80\":2}",
  "{\"\\/\":1,\"/\":2}",
  "[[{\"x\":[1,2],\"y\":{\"x\":1},\"x\":3}]]",
};

static void
test_accepts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VouchJson) json = vouch_json_parse (accepted[i], -1, &error);
      g_autofree char *raw = NULL;
      g_autofree char *stripped = g_strstrip (g_strdup (accepted[i]));

      g_assert_no_error (error);
      g_assert_nonnull (json);
      g_assert_true (vouch_json_check (accepted[i], -1, NULL));
      raw = vouch_json_dup_raw (json, 0);
      g_assert_cmpstr (raw, ==, stripped);
    }
}

static void
assert_refused (const char *text, gssize length, VouchJsonError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) check_error = NULL;

  g_assert_null (vouch_json_parse (text, length, &error));
  if (!g_error_matches (error, VOUCH_JSON_ERROR, (int) code))
    g_error ("“%.60s”: %s", text, error != NULL ? error->message : "no error");
  g_assert_false (vouch_json_check (text, length, &check_error));
  g_assert_cmpstr (error->message, ==, check_error->message);
}

static void
test_refuses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    assert_refused (refused[i], -1, VOUCH_JSON_ERROR_SYNTAX);
  assert_refused (NULL, 0, VOUCH_JSON_ERROR_SYNTAX);
}

static void
test_refuses_not_utf8 (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (not_utf8); i++)
    assert_refused (not_utf8[i], -1, VOUCH_JSON_ERROR_SYNTAX);
  assert_refused ("1\0", 2, VOUCH_JSON_ERROR_SYNTAX);
  assert_refused ("\"a\0b\"", 5, VOUCH_JSON_ERROR_SYNTAX);
}

static void
test_refuses_key_twice (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (twice); i++)
    assert_refused (twice[i], -1, VOUCH_JSON_ERROR_SYNTAX);
}

static char *
object_of (guint n, const char *last_key)
{
  GString *text = g_string_new ("{");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "\"%s%u\":%u,", i % 3 == 0 ? "\\u006b" : "k", i, i);
  g_string_append_printf (text, "\"%s\":true}", last_key);
  return g_string_free (text, FALSE);
}

/* Objects of few and of many names are compared in different ways. */
static void
test_refuses_key_twice_among_many (void)
{
  for (guint n = 1; n < 40; n++)
    {
      g_autofree char *same = object_of (n, "k0");
      g_autofree char *other = object_of (n, "k");

      assert_refused (same, -1, VOUCH_JSON_ERROR_SYNTAX);
      g_assert_true (vouch_json_check (other, -1, NULL));
    }
  {
    g_autofree char *same = object_of (100000, "k77777");
    g_autofree char *other = object_of (100000, "k100000");

    assert_refused (same, -1, VOUCH_JSON_ERROR_SYNTAX);
    g_assert_true (vouch_json_check (other, -1, NULL));
  }
}

static char *
nested (guint depth)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, i % 2 ? "{\"a\":" : "[");
  g_string_append_c (text, '1');
  while (depth-- > 0)
    g_string_append_c (text, depth % 2 ? '}' : ']');
  return g_string_free (text, FALSE);
}

static void
test_limits_depth (void)
{
  g_autofree char *deepest = nested (VOUCH_JSON_MAX_DEPTH);
  g_autofree char *deeper = nested (VOUCH_JSON_MAX_DEPTH + 1);
  g_autofree char *absurd = g_strnfill (1u << 20, '[');

  g_assert_true (vouch_json_check (deepest, -1, NULL));
  assert_refused (deeper, -1, VOUCH_JSON_ERROR_LIMIT);
  assert_refused (absurd, -1, VOUCH_JSON_ERROR_LIMIT);
}

static void
test_limits_size (void)
{
  g_autofree char *text = g_strnfill (VOUCH_JSON_MAX_BYTES + 1, ' ');

  text[0] = '1';
  assert_refused (text, -1, VOUCH_JSON_ERROR_LIMIT);
  g_assert_true (vouch_json_check (text, VOUCH_JSON_MAX_BYTES, NULL));

  /* The most values a byte can hold must not become gigabytes of index. */
  for (guint i = 0; i < VOUCH_JSON_MAX_BYTES; i++)
    text[i] = i % 2 ? '0' : ',';
  text[0] = '[';
  text[VOUCH_JSON_MAX_BYTES - 1] = ']';
  assert_refused (text, VOUCH_JSON_MAX_BYTES, VOUCH_JSON_ERROR_LIMIT);
}

/* A reader of the log must not learn what was in a refused text. */
static void
test_error_does_not_quote (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (vouch_json_parse ("{\"name\":\"Smith\" Smith}", -1, &error));
  g_assert_null (strstr (error->message, "Smith"));
  g_assert_nonnull (strstr (error->message, "byte 16"));
}

static void
test_reads_members (void)
{
  g_autoptr (VouchJson) json = vouch_json_parse (
      "{\"s\":\"\\u20ac\\n\\ud83d\\ude00\",\"i\":-42,\"d\":2.5,\"t\":true,\"n\":null,"
      "\"a\":[1,[2,3],{\"x\":4}],\"e\\u0061\":\"\"}",
      -1, NULL);
  g_autofree char *s = vouch_json_get_string (json, 0, "s");
  g_autofree char *ea = vouch_json_get_string (json, 0, "ea");
  g_autofree char *none = vouch_json_get_string (json, 0, "i");
  VouchJsonRef a = vouch_json_get (json, 0, "a");

  g_assert_cmpuint (vouch_json_size (json, 0), ==, 7);
  g_assert_cmpstr (s, ==, "€\n😀");
  g_assert_cmpstr (ea, ==, "");
  g_assert_null (none);
  g_assert_cmpint (vouch_json_get_int (json, 0, "i", 7), ==, -42);
  g_assert_cmpint (vouch_json_get_int (json, 0, "d", 7), ==, 7);
  g_assert_cmpfloat (vouch_json_get_double (json, 0, "d", 7), ==, 2.5);
  g_assert_cmpfloat (vouch_json_get_double (json, 0, "i", 7), ==, -42.0);
  g_assert_true (vouch_json_get_bool (json, 0, "t", FALSE));
  g_assert_true (vouch_json_get_bool (json, 0, "n", TRUE));
  g_assert_cmpint (vouch_json_kind (json, vouch_json_get (json, 0, "n")), ==, VOUCH_JSON_NULL);
  g_assert_cmpint (vouch_json_kind (json, a), ==, VOUCH_JSON_ARRAY);
  g_assert_cmpuint (vouch_json_size (json, a), ==, 3);
  g_assert_cmpuint (vouch_json_get (json, 0, "x"), ==, VOUCH_JSON_NOTHING);
  g_assert_cmpuint (vouch_json_get (json, a, "x"), ==, VOUCH_JSON_NOTHING);
  g_assert_true (vouch_json_key_is (json, a, "a"));
  g_assert_false (vouch_json_key_is (json, a, "ab"));
  g_assert_false (vouch_json_key_is (json, vouch_json_get (json, 0, "ea"), "e"));
}

static void
test_walks (void)
{
  g_autoptr (VouchJson) json = vouch_json_parse ("[ {\"k\\n\" : [1,2]} , \"b\", [ ] ]", -1, NULL);
  VouchJsonRef object = vouch_json_first (json, 0);
  VouchJsonRef text = vouch_json_next (json, object);
  VouchJsonRef array = vouch_json_next (json, text);
  VouchJsonRef member = vouch_json_first (json, object);
  g_autofree char *key = vouch_json_key (json, member);
  g_autofree char *raw = vouch_json_dup_raw (json, object);
  g_autofree char *raw_text = vouch_json_dup_raw (json, text);

  g_assert_cmpstr (key, ==, "k\n");
  g_assert_cmpstr (raw, ==, "{\"k\\n\" : [1,2]}");
  g_assert_cmpstr (raw_text, ==, "\"b\"");
  g_assert_null (vouch_json_key (json, object));
  g_assert_null (vouch_json_key (json, 0));
  g_assert_cmpuint (vouch_json_next (json, member), ==, VOUCH_JSON_NOTHING);
  g_assert_cmpuint (vouch_json_next (json, array), ==, VOUCH_JSON_NOTHING);
  g_assert_cmpuint (vouch_json_next (json, 0), ==, VOUCH_JSON_NOTHING);
  g_assert_cmpuint (vouch_json_first (json, array), ==, VOUCH_JSON_NOTHING);
  g_assert_cmpuint (vouch_json_first (json, text), ==, VOUCH_JSON_NOTHING);
}

static void
test_nothing_gives_defaults (void)
{
  g_autoptr (VouchJson) json = vouch_json_parse ("[]", -1, NULL);
  gsize length = 1;

  g_assert_cmpint (vouch_json_kind (json, VOUCH_JSON_NOTHING), ==, VOUCH_JSON_NONE);
  g_assert_cmpuint (vouch_json_size (json, VOUCH_JSON_NOTHING), ==, 0);
  g_assert_cmpuint (vouch_json_first (json, VOUCH_JSON_NOTHING), ==, VOUCH_JSON_NOTHING);
  g_assert_cmpuint (vouch_json_next (json, VOUCH_JSON_NOTHING), ==, VOUCH_JSON_NOTHING);
  g_assert_null (vouch_json_key (json, VOUCH_JSON_NOTHING));
  g_assert_null (vouch_json_dup_string (json, VOUCH_JSON_NOTHING));
  g_assert_null (vouch_json_raw (json, VOUCH_JSON_NOTHING, &length));
  g_assert_cmpuint (length, ==, 0);
  g_assert_null (vouch_json_dup_raw (json, VOUCH_JSON_NOTHING));
  g_assert_false (vouch_json_int (json, VOUCH_JSON_NOTHING, NULL));
  g_assert_cmpint (vouch_json_get_int (json, VOUCH_JSON_NOTHING, "a", 3), ==, 3);
}

static void
test_integers_must_fit (void)
{
  g_autoptr (VouchJson) json = vouch_json_parse (
      "[9223372036854775807,-9223372036854775808,9223372036854775808,-9223372036854775809,1.0,"
      "1e2,\"1\",-0,1e999]",
      -1, NULL);
  static const gboolean fits[] = { TRUE, TRUE, FALSE, FALSE, FALSE, FALSE, FALSE, TRUE, FALSE };
  VouchJsonRef ref = vouch_json_first (json, 0);
  gint64 value = 0;

  g_assert_true (vouch_json_int (json, ref, &value));
  g_assert_cmpint (value, ==, G_MAXINT64);
  g_assert_true (vouch_json_int (json, vouch_json_next (json, ref), &value));
  g_assert_cmpint (value, ==, G_MININT64);
  for (guint i = 0; i < G_N_ELEMENTS (fits); i++)
    {
      g_assert_cmpint (vouch_json_int (json, ref, NULL), ==, fits[i]);
      if (i == G_N_ELEMENTS (fits) - 1)
        g_assert_false (vouch_json_double (json, ref, NULL));
      ref = vouch_json_next (json, ref);
    }
}

static void
test_text_is_copied_and_bounded (void)
{
  char text[] = "[12]345";
  g_autoptr (VouchJson) json = vouch_json_parse (text, 4, NULL);
  g_autoptr (VouchJson) number = vouch_json_parse (text + 1, 1, NULL);
  g_autoptr (VouchJson) again = vouch_json_ref (json);
  gint64 value = 0;

  memset (text, 'x', sizeof text - 1);
  g_assert_true (vouch_json_int (again, 1, &value));
  g_assert_cmpint (value, ==, 12);
  g_assert_true (vouch_json_int (number, 0, &value));
  g_assert_cmpint (value, ==, 1);
}

static void
test_writes (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  vouch_json_begin_object (out);
  vouch_json_set_string (out, "s", "a\"\\\b\f\n\r\t\x01\x7f/€");
  vouch_json_set_string (out, "n", NULL);
  vouch_json_set_int (out, "i", G_MININT64);
  vouch_json_set_bool (out, "b", FALSE);
  vouch_json_set_raw (out, "r", " [1] \n");
  vouch_json_set_raw (out, "z", NULL);
  vouch_json_add_key (out, "a");
  vouch_json_begin_array (out);
  vouch_json_add_string (out, "[");
  vouch_json_add_raw (out, "{}xx", 2);
  vouch_json_begin_object (out);
  vouch_json_end_object (out);
  vouch_json_begin_array (out);
  vouch_json_end_array (out);
  vouch_json_add_bool (out, TRUE);
  vouch_json_add_string (out, "bad \xff.");
  vouch_json_end_array (out);
  vouch_json_end_object (out);
  g_string_append_c (out, '\n');
  vouch_json_begin_array (out);
  vouch_json_end_array (out);

  g_assert_cmpstr (out->str, ==,
                   "{\"s\":\"a\\\"\\\\\\b\\f\\n\\r\\t\\u0001\x7f/€\",\"n\":null,"
                   "\"i\":-9223372036854775808,\"b\":false,\"r\":[1],\"z\":null,"
                   "\"a\":[\"[\",{},{},[],true,\"bad \xef\xbf\xbd.\"]}\n[]");
}

static void
test_doubles_come_back (void)
{
  static const double values[] = { 0,         -0.0,    1,        0.1,
                                   0.1 + 0.2, 1.0 / 3, 1e22,     1e-7,
                                   DBL_MAX,   DBL_MIN, 4.9e-324, 97.5,
                                   -123.25,   2.5e+50, 1e15 + 1, 9007199254740993.0 };
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (VouchJson) json = NULL;
      double back = -1;

      g_string_truncate (out, 0);
      vouch_json_add_double (out, values[i]);
      json = vouch_json_parse (out->str, -1, NULL);
      g_assert_nonnull (json);
      g_assert_true (vouch_json_double (json, 0, &back));
      g_assert_cmpmem (&back, sizeof back, &values[i], sizeof back);
    }

  g_string_truncate (out, 0);
  vouch_json_begin_array (out);
  vouch_json_add_double (out, 0.1);
  vouch_json_add_double (out, 97.5);
  vouch_json_add_double (out, 3);
  vouch_json_add_double (out, 0.1 + 0.2);
  vouch_json_add_double (out, (double) NAN);
  vouch_json_add_double (out, -(double) INFINITY);
  vouch_json_end_array (out);
  g_assert_cmpstr (out->str, ==, "[0.1,97.5,3,0.30000000000000004,null,null]");
}

static void
write_again (const VouchJson *json, VouchJsonRef ref, GString *out)
{
  g_autofree char *key = vouch_json_key (json, ref);
  g_autofree char *text = vouch_json_dup_string (json, ref);
  VouchJsonKind kind = vouch_json_kind (json, ref);
  gsize length;
  const char *raw = vouch_json_raw (json, ref, &length);

  g_assert_cmpint (kind, !=, VOUCH_JSON_NONE);
  if (key != NULL)
    vouch_json_add_key (out, key);

  if (kind == VOUCH_JSON_OBJECT || kind == VOUCH_JSON_ARRAY)
    {
      guint n = 0;

      if (kind == VOUCH_JSON_OBJECT)
        vouch_json_begin_object (out);
      else
        vouch_json_begin_array (out);
      for (VouchJsonRef child = vouch_json_first (json, ref); child != VOUCH_JSON_NOTHING;
           child = vouch_json_next (json, child))
        {
          write_again (json, child, out);
          n++;
        }
      g_assert_cmpuint (n, ==, vouch_json_size (json, ref));
      if (kind == VOUCH_JSON_OBJECT)
        vouch_json_end_object (out);
      else
        vouch_json_end_array (out);
    }
  else if (kind == VOUCH_JSON_STRING)
    {
      g_assert_true (g_utf8_validate (text, -1, NULL));
      vouch_json_add_string (out, text);
    }
  else
    vouch_json_add_raw (out, raw, (gssize) length);
}

/* Whatever is taken can be walked to its end, and written again it is a fixed point. */
static void
check_mutant (const char *text, gsize length)
{
  /* An exact allocation, so that a step too far is seen by the sanitizer. */
  g_autofree char *exact = g_memdup2 (text, length);
  g_autoptr (VouchJson) json = vouch_json_parse (exact, (gssize) length, NULL);
  g_autoptr (VouchJson) second = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) out2 = g_string_new (NULL);

  g_assert_cmpint (vouch_json_check (exact, (gssize) length, NULL), ==, json != NULL);
  if (json == NULL)
    return;

  write_again (json, 0, out);
  second = vouch_json_parse (out->str, (gssize) out->len, NULL);
  g_assert_nonnull (second);
  write_again (second, 0, out2);
  g_assert_cmpstr (out->str, ==, out2->str);
}

static void
test_survives_mutants (void)
{
  static const char *const seeds[] = {
    "{\"id\":\"0190\",\"seq\":12,\"n\":[1,-2.5e+3,true,false,null],\"o\":{\"\\u0061\":\"\\ud83d"
    "\\ude00\",\"b\":\"\xe2\x82\xac\"},\"c\":\"\\\"\\\\\\n\"}",
    "[[[[{\"a\":[]},{\"b\":{}},\"\",0]]],{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7,"
    "\"h\":8,\"i\":9,\"j\":10,\"k\":11,\"l\":12,\"m\":13,\"n\":14}]",
  };
  static const char bytes[] = "{}[]:,\"\\u0123dDeE+-.atfn \x00\x80\xc3\xe2\xff";
  g_autoptr (GRand) rand = g_rand_new_with_seed (8259);

  for (guint round = 0; round < 20000; round++)
    {
      const char *seed = seeds[round % G_N_ELEMENTS (seeds)];
      g_autoptr (GString) text = g_string_new (seed);
      int changes = g_rand_int_range (rand, 1, 4);

      while (changes-- > 0 && text->len > 1)
        {
          gssize at = g_rand_int_range (rand, 0, (gint32) text->len);
          char byte = bytes[g_rand_int_range (rand, 0, sizeof bytes - 1)];

          switch (g_rand_int_range (rand, 0, 4))
            {
            case 0:
              text->str[at] = byte;
              break;
            case 1:
              g_string_insert_c (text, at, byte);
              break;
            case 2:
              g_string_erase (text, at, 1);
              break;
            default:
              g_string_truncate (text, (gsize) g_rand_int_range (rand, 1, (gint32) text->len));
              break;
            }
        }
      check_mutant (text->str, text->len);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/json/accepts", test_accepts);
  g_test_add_func ("/core/json/refuses", test_refuses);
  g_test_add_func ("/core/json/refuses-not-utf8", test_refuses_not_utf8);
  g_test_add_func ("/core/json/refuses-key-twice", test_refuses_key_twice);
  g_test_add_func ("/core/json/refuses-key-twice-among-many", test_refuses_key_twice_among_many);
  g_test_add_func ("/core/json/limits-depth", test_limits_depth);
  g_test_add_func ("/core/json/limits-size", test_limits_size);
  g_test_add_func ("/core/json/error-does-not-quote", test_error_does_not_quote);
  g_test_add_func ("/core/json/reads-members", test_reads_members);
  g_test_add_func ("/core/json/walks", test_walks);
  g_test_add_func ("/core/json/nothing-gives-defaults", test_nothing_gives_defaults);
  g_test_add_func ("/core/json/integers-must-fit", test_integers_must_fit);
  g_test_add_func ("/core/json/text-is-copied-and-bounded", test_text_is_copied_and_bounded);
  g_test_add_func ("/core/json/writes", test_writes);
  g_test_add_func ("/core/json/doubles-come-back", test_doubles_come_back);
  g_test_add_func ("/core/json/survives-mutants", test_survives_mutants);

  return g_test_run ();
}
