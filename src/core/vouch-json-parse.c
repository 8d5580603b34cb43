/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strict JSON (RFC 8259): a recursive parser that leaves a flat index over the text. */

#define G_LOG_DOMAIN "vouch-json"

#include "vouch-json-private.h"

#include <string.h>

/* Values stand in the index in the order of the text, so the first child of a container is the
 * entry after it, and `next` leaps over whatever a child contains. Nothing is unescaped before
 * somebody asks. Beyond the grammar, lone surrogates and U+0000 are refused (no C string could
 * carry them on), and a name may stand in an object only once, also when one of the two is
 * written with escapes: two readers must not be able to see two documents in one text.
 * Messages name a place, never the text there: it may be personal data. */

/* An index of 28 bytes a value must not turn a small body into a big allocation. */
#define MAX_VALUES (1u << 21)
/* From here on the names of an object are sorted instead of compared each with each. Sorting,
 * because names made to collide can not slow it down, as they can a hash table. */
#define MANY_NAMES 12

typedef struct
{
  guint32 start; /* of the name's opening quote; VOUCH_JSON_NO_KEY: not a member */
  guint32 end;   /* past its closing quote */
  gboolean escaped;
} Key;

typedef struct
{
  const char *text;
  gsize length;
  gsize at;
  GArray *values;
  GError **error;
} Parser;

static gboolean parse_value (Parser *p, guint depth, const Key *key, guint *index);

static gboolean
fail (Parser *p, VouchJsonError code, const char *what)
{
  g_set_error (p->error, VOUCH_JSON_ERROR, code, "%s at byte %" G_GSIZE_FORMAT, what, p->at);
  return FALSE;
}

/* NUL at the end: the text itself has none. */
static char
peek (const Parser *p)
{
  return p->at < p->length ? p->text[p->at] : '\0';
}

static void
skip_space (Parser *p)
{
  for (char c = peek (p); c == ' ' || c == '\n' || c == '\r' || c == '\t'; c = peek (p))
    p->at++;
}

static gboolean
parse_hex4 (Parser *p, guint *unit)
{
  *unit = 0;
  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (peek (p));

      if (digit < 0)
        return fail (p, VOUCH_JSON_ERROR_SYNTAX, "Four hex digits expected");
      *unit = *unit << 4 | (guint) digit;
      p->at++;
    }
  return TRUE;
}

/* After the backslash. */
static gboolean
parse_escape (Parser *p)
{
  guint unit;
  char c = peek (p);

  if (c != 'u')
    {
      if (c == '\0' || strchr ("\"\\/bfnrt", c) == NULL)
        return fail (p, VOUCH_JSON_ERROR_SYNTAX, "Unknown escape");
      p->at++;
      return TRUE;
    }

  p->at++;
  if (!parse_hex4 (p, &unit))
    return FALSE;
  if (unit == 0)
    return fail (p, VOUCH_JSON_ERROR_SYNTAX, "NUL in a string");
  if (unit >= 0xdc00 && unit <= 0xdfff)
    return fail (p, VOUCH_JSON_ERROR_SYNTAX, "Low surrogate without a high one");
  if (unit < 0xd800 || unit > 0xdbff)
    return TRUE;

  if (p->length - p->at < 6 || p->text[p->at] != '\\' || p->text[p->at + 1] != 'u')
    return fail (p, VOUCH_JSON_ERROR_SYNTAX, "High surrogate without a low one");
  p->at += 2;
  if (!parse_hex4 (p, &unit))
    return FALSE;
  if (unit < 0xdc00 || unit > 0xdfff)
    return fail (p, VOUCH_JSON_ERROR_SYNTAX, "High surrogate without a low one");
  return TRUE;
}

/* At the opening quote; ends past the closing one. */
static gboolean
parse_string (Parser *p, gboolean *escaped)
{
  *escaped = FALSE;
  for (p->at++; p->at < p->length; p->at++)
    {
      guchar c = (guchar) p->text[p->at];

      if (c == '"')
        {
          p->at++;
          return TRUE;
        }
      if (c < 0x20)
        return fail (p, VOUCH_JSON_ERROR_SYNTAX, "Control character in a string");
      if (c == '\\')
        {
          *escaped = TRUE;
          p->at++;
          if (!parse_escape (p))
            return FALSE;
          p->at--; /* the loop steps on */
        }
    }
  return fail (p, VOUCH_JSON_ERROR_SYNTAX, "String without end");
}

static gboolean
parse_digits (Parser *p)
{
  if (!g_ascii_isdigit (peek (p)))
    return fail (p, VOUCH_JSON_ERROR_SYNTAX, "Digit expected");
  while (g_ascii_isdigit (peek (p)))
    p->at++;
  return TRUE;
}

static gboolean
parse_number (Parser *p)
{
  if (peek (p) == '-')
    p->at++;

  if (peek (p) == '0')
    {
      p->at++;
      if (g_ascii_isdigit (peek (p)))
        return fail (p, VOUCH_JSON_ERROR_SYNTAX, "Leading zero");
    }
  else if (!parse_digits (p))
    return FALSE;

  if (peek (p) == '.')
    {
      p->at++;
      if (!parse_digits (p))
        return FALSE;
    }

  if (peek (p) == 'e' || peek (p) == 'E')
    {
      p->at++;
      if (peek (p) == '+' || peek (p) == '-')
        p->at++;
      return parse_digits (p);
    }
  return TRUE;
}

static gboolean
parse_word (Parser *p, const char *word)
{
  gsize length = strlen (word);

  if (p->length - p->at < length || memcmp (p->text + p->at, word, length) != 0)
    return fail (p, VOUCH_JSON_ERROR_SYNTAX, "VouchJsonValue expected");
  p->at += length;
  return TRUE;
}

static guint
hex4_value (const char *s)
{
  guint unit = 0;

  for (guint i = 0; i < 4; i++)
    unit = unit << 4 | (guint) g_ascii_xdigit_value (s[i]);
  return unit;
}

gunichar
vouch_json_next_char (const char **s)
{
  static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
  gunichar c;

  if (**s != '\\')
    {
      c = g_utf8_get_char (*s);
      *s = g_utf8_next_char (*s);
      return c;
    }

  c = (guchar) (*s)[1];
  if (c != 'u')
    {
      const char *found = strchr (from, (char) c);

      *s += 2;
      return found != NULL ? (guchar) to[found - from] : c;
    }

  c = hex4_value (*s + 2);
  *s += 6;
  if (c >= 0xd800 && c <= 0xdbff)
    {
      c = 0x10000 + ((c - 0xd800) << 10) + (hex4_value (*s + 2) - 0xdc00);
      *s += 6;
    }
  return c;
}

/* Order by code points, which for plain text is the order of the UTF-8 bytes. */
static int
compare_keys (const char *text, const VouchJsonValue *a, const VouchJsonValue *b)
{
  const char *s = text + a->key_start + 1, *s_end = text + a->key_end - 1;
  const char *t = text + b->key_start + 1, *t_end = text + b->key_end - 1;

  if (!a->key_escaped && !b->key_escaped)
    {
      gsize m = (gsize) (s_end - s), n = (gsize) (t_end - t);
      int order = memcmp (s, t, MIN (m, n));

      return order != 0 ? order : (m > n) - (m < n);
    }

  while (s < s_end && t < t_end)
    {
      gunichar c = vouch_json_next_char (&s), d = vouch_json_next_char (&t);

      if (c != d)
        return c < d ? -1 : 1;
    }
  return (s < s_end) - (t < t_end);
}

static int
compare_keys_cb (gconstpointer a, gconstpointer b, gpointer text)
{
  return compare_keys (text, *(const VouchJsonValue *const *) a,
                       *(const VouchJsonValue *const *) b);
}

static gboolean
has_key_twice (const Parser *p, guint object, guint count)
{
  const VouchJsonValue *values = (const VouchJsonValue *) p->values->data;
  const VouchJsonValue *few[MANY_NAMES];
  g_autofree const VouchJsonValue **many =
      count > MANY_NAMES ? g_new (const VouchJsonValue *, count) : NULL;
  const VouchJsonValue **keys = many != NULL ? many : few;
  guint n = 0;

  for (guint i = object + 1; i != VOUCH_JSON_NOTHING; i = values[i].next)
    keys[n++] = &values[i];
  g_assert (n == count);

  if (many != NULL)
    g_qsort_with_data (many, (int) n, sizeof *many, compare_keys_cb, (gpointer) p->text);

  for (guint i = 1; i < n; i++)
    {
      /* Sorted, only the neighbour can be equal. */
      for (guint j = many != NULL ? i - 1 : 0; j < i; j++)
        {
          if (compare_keys (p->text, keys[i], keys[j]) == 0)
            return TRUE;
        }
    }
  return FALSE;
}

static gboolean
parse_key (Parser *p, Key *key)
{
  if (peek (p) != '"')
    return fail (p, VOUCH_JSON_ERROR_SYNTAX, "Name expected");
  key->start = (guint32) p->at;
  if (!parse_string (p, &key->escaped))
    return FALSE;
  key->end = (guint32) p->at;

  skip_space (p);
  if (peek (p) != ':')
    return fail (p, VOUCH_JSON_ERROR_SYNTAX, "Colon expected");
  p->at++;
  skip_space (p);
  return TRUE;
}

/* From the opening bracket past the closing one. */
static gboolean
parse_children (Parser *p, guint parent, guint depth)
{
  gboolean is_object = p->text[p->at] == '{';
  char close = is_object ? '}' : ']';
  guint last = VOUCH_JSON_NOTHING, count = 0;

  if (depth >= VOUCH_JSON_MAX_DEPTH)
    return fail (p, VOUCH_JSON_ERROR_LIMIT, "Nested too deeply");

  p->at++;
  skip_space (p);
  while (count > 0 || peek (p) != close)
    {
      Key key = { VOUCH_JSON_NO_KEY, VOUCH_JSON_NO_KEY, FALSE };
      guint child;

      if (is_object && !parse_key (p, &key))
        return FALSE;
      if (!parse_value (p, depth + 1, &key, &child))
        return FALSE;
      if (last != VOUCH_JSON_NOTHING)
        g_array_index (p->values, VouchJsonValue, last).next = child;
      last = child;
      count++;

      skip_space (p);
      if (peek (p) == close)
        break;
      if (peek (p) != ',')
        return fail (p, VOUCH_JSON_ERROR_SYNTAX, "Comma or closing bracket expected");
      p->at++;
      skip_space (p);
    }
  p->at++;

  g_array_index (p->values, VouchJsonValue, parent).size = count;
  if (is_object && count > 1 && has_key_twice (p, parent, count))
    return fail (p, VOUCH_JSON_ERROR_SYNTAX, "A name stands twice in the object that ends");
  return TRUE;
}

static VouchJsonKind
kind_from_first (char c)
{
  switch (c)
    {
    case '{':
      return VOUCH_JSON_OBJECT;
    case '[':
      return VOUCH_JSON_ARRAY;
    case '"':
      return VOUCH_JSON_STRING;
    case 't':
      return VOUCH_JSON_TRUE;
    case 'f':
      return VOUCH_JSON_FALSE;
    case 'n':
      return VOUCH_JSON_NULL;
    default:
      return c == '-' || g_ascii_isdigit (c) ? VOUCH_JSON_NUMBER : VOUCH_JSON_NONE;
    }
}

static gboolean
parse_value (Parser *p, guint depth, const Key *key, guint *index)
{
  VouchJsonKind kind = kind_from_first (peek (p));
  VouchJsonValue value = { 0 };
  gboolean ok, escaped = FALSE;

  if (p->values->len >= MAX_VALUES)
    return fail (p, VOUCH_JSON_ERROR_LIMIT, "Too many values");

  value.start = (guint32) p->at;
  value.next = VOUCH_JSON_NOTHING;
  value.key_start = key->start;
  value.key_end = key->end;
  value.key_escaped = key->escaped != FALSE;
  value.kind = (guint8) kind;
  *index = p->values->len;
  g_array_append_val (p->values, value);

  switch (kind)
    {
    case VOUCH_JSON_OBJECT:
    case VOUCH_JSON_ARRAY:
      ok = parse_children (p, *index, depth);
      break;
    case VOUCH_JSON_STRING:
      ok = parse_string (p, &escaped);
      break;
    case VOUCH_JSON_NUMBER:
      ok = parse_number (p);
      break;
    case VOUCH_JSON_TRUE:
      ok = parse_word (p, "true");
      break;
    case VOUCH_JSON_FALSE:
      ok = parse_word (p, "false");
      break;
    case VOUCH_JSON_NULL:
      ok = parse_word (p, "null");
      break;
    case VOUCH_JSON_NONE:
    default:
      ok = fail (p, VOUCH_JSON_ERROR_SYNTAX, "VouchJsonValue expected");
      break;
    }

  g_array_index (p->values, VouchJsonValue, *index).end = (guint32) p->at;
  g_array_index (p->values, VouchJsonValue, *index).escaped = escaped != FALSE;
  return ok;
}

GArray *
vouch_json_index_text (const char *text, gsize length, GError **error)
{
  g_autoptr (GArray) values = NULL;
  Parser p = { text, length, 0, NULL, error };
  Key no_key = { VOUCH_JSON_NO_KEY, VOUCH_JSON_NO_KEY, FALSE };
  const char *bad;
  guint root;

  if (length > VOUCH_JSON_MAX_BYTES)
    {
      fail (&p, VOUCH_JSON_ERROR_LIMIT, "Text too large");
      return NULL;
    }
  if (!g_utf8_validate_len (text, length, &bad))
    {
      p.at = (gsize) (bad - text);
      fail (&p, VOUCH_JSON_ERROR_SYNTAX, "Not UTF-8");
      return NULL;
    }

  values = g_array_new (FALSE, FALSE, sizeof (VouchJsonValue));
  p.values = values;
  skip_space (&p);
  if (!parse_value (&p, 0, &no_key, &root))
    return NULL;
  skip_space (&p);
  if (p.at != length)
    {
      fail (&p, VOUCH_JSON_ERROR_SYNTAX, "Text after the value");
      return NULL;
    }
  return g_steal_pointer (&values);
}
