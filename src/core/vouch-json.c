/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strict JSON (RFC 8259): a parsed document and the reading of its values. */

#define G_LOG_DOMAIN "vouch-json"

#include "vouch-json.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "vouch-json-private.h"

struct _VouchJson
{
  gatomicrefcount refs;
  /* Owned */
  char *text;
  VouchJsonValue *values;
  guint n_values;
};

/* The formatter would put spaces into the name. */
/* clang-format off */
G_DEFINE_QUARK (vouch-json-error-quark, vouch_json_error)
/* clang-format on */

static const VouchJsonValue *
value_at (const VouchJson *self, VouchJsonRef ref)
{
  g_return_val_if_fail (self != NULL, NULL);

  return ref < self->n_values ? &self->values[ref] : NULL;
}

/* @start and @end include the quotes. */
static char *
unescape (const VouchJson *self, guint32 start, guint32 end, gboolean escaped)
{
  const char *s = self->text + start + 1, *s_end = self->text + end - 1;
  GString *out;

  if (!escaped)
    return g_strndup (s, (gsize) (s_end - s));

  out = g_string_sized_new ((gsize) (s_end - s));
  while (s < s_end)
    g_string_append_unichar (out, vouch_json_next_char (&s));
  return g_string_free (out, FALSE);
}

static gboolean
key_is (const VouchJson *self, const VouchJsonValue *value, const char *name, gsize length)
{
  const char *s, *end;

  if (value->key_start == VOUCH_JSON_NO_KEY)
    return FALSE;

  s = self->text + value->key_start + 1;
  end = self->text + value->key_end - 1;
  if (!value->key_escaped)
    return (gsize) (end - s) == length && memcmp (s, name, length) == 0;

  while (s < end)
    {
      char utf8[6];
      int n = g_unichar_to_utf8 (vouch_json_next_char (&s), utf8);

      if (strncmp (name, utf8, (gsize) n) != 0)
        return FALSE;
      name += n;
    }
  return *name == '\0';
}

VouchJson *
vouch_json_parse (const char *text, gssize length, GError **error)
{
  g_autofree char *copy = NULL;
  GArray *values;
  VouchJson *self;
  gsize size;

  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  size = length < 0 ? strlen (text) : (gsize) length;
  /* Looked at before it is copied: a text that is too large or bad costs no second one. */
  values = vouch_json_index_text (text != NULL ? text : "", size, error);
  if (values == NULL)
    return NULL;

  /* The NUL behind it lets strtod and strtoll stop there. */
  copy = g_malloc (size + 1);
  memcpy (copy, text, size);
  copy[size] = '\0';

  self = g_new0 (VouchJson, 1);
  g_atomic_ref_count_init (&self->refs);
  self->text = g_steal_pointer (&copy);
  self->n_values = values->len;
  self->values = g_new (VouchJsonValue, values->len);
  memcpy (self->values, values->data, values->len * sizeof (VouchJsonValue));
  g_array_unref (values);
  return self;
}

gboolean
vouch_json_check (const char *text, gssize length, GError **error)
{
  g_autoptr (GArray) values = NULL;

  g_return_val_if_fail (text != NULL || length == 0, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  values = vouch_json_index_text (text != NULL ? text : "",
                                  length < 0 ? strlen (text) : (gsize) length, error);
  return values != NULL;
}

VouchJson *
vouch_json_ref (VouchJson *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
vouch_json_unref (VouchJson *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  g_free (self->values);
  g_free (self->text);
  g_free (self);
}

VouchJsonKind
vouch_json_kind (const VouchJson *self, VouchJsonRef ref)
{
  const VouchJsonValue *value = value_at (self, ref);

  return value != NULL ? (VouchJsonKind) value->kind : VOUCH_JSON_NONE;
}

guint
vouch_json_size (const VouchJson *self, VouchJsonRef ref)
{
  const VouchJsonValue *value = value_at (self, ref);

  return value != NULL ? value->size : 0;
}

VouchJsonRef
vouch_json_get (const VouchJson *self, VouchJsonRef ref, const char *name)
{
  gsize length;

  g_return_val_if_fail (name != NULL, VOUCH_JSON_NOTHING);

  if (vouch_json_kind (self, ref) != VOUCH_JSON_OBJECT)
    return VOUCH_JSON_NOTHING;

  length = strlen (name);
  for (VouchJsonRef child = vouch_json_first (self, ref); child != VOUCH_JSON_NOTHING;
       child = self->values[child].next)
    {
      if (key_is (self, &self->values[child], name, length))
        return child;
    }
  return VOUCH_JSON_NOTHING;
}

VouchJsonRef
vouch_json_first (const VouchJson *self, VouchJsonRef ref)
{
  return vouch_json_size (self, ref) > 0 ? ref + 1 : VOUCH_JSON_NOTHING;
}

VouchJsonRef
vouch_json_next (const VouchJson *self, VouchJsonRef ref)
{
  const VouchJsonValue *value = value_at (self, ref);

  return value != NULL ? value->next : VOUCH_JSON_NOTHING;
}

char *
vouch_json_key (const VouchJson *self, VouchJsonRef ref)
{
  const VouchJsonValue *value = value_at (self, ref);

  if (value == NULL || value->key_start == VOUCH_JSON_NO_KEY)
    return NULL;
  return unescape (self, value->key_start, value->key_end, value->key_escaped);
}

gboolean
vouch_json_key_is (const VouchJson *self, VouchJsonRef ref, const char *name)
{
  const VouchJsonValue *value = value_at (self, ref);

  g_return_val_if_fail (name != NULL, FALSE);

  return value != NULL && key_is (self, value, name, strlen (name));
}

char *
vouch_json_dup_string (const VouchJson *self, VouchJsonRef ref)
{
  const VouchJsonValue *value = value_at (self, ref);

  if (value == NULL || value->kind != VOUCH_JSON_STRING)
    return NULL;
  return unescape (self, value->start, value->end, value->escaped);
}

gboolean
vouch_json_int (const VouchJson *self, VouchJsonRef ref, gint64 *value)
{
  const VouchJsonValue *entry = value_at (self, ref);
  gint64 number;
  char *end;

  if (entry == NULL || entry->kind != VOUCH_JSON_NUMBER)
    return FALSE;

  errno = 0;
  number = g_ascii_strtoll (self->text + entry->start, &end, 10);
  /* A fraction or an exponent is left over where there is one. */
  if (errno != 0 || end != self->text + entry->end)
    return FALSE;
  if (value != NULL)
    *value = number;
  return TRUE;
}

gboolean
vouch_json_double (const VouchJson *self, VouchJsonRef ref, double *value)
{
  const VouchJsonValue *entry = value_at (self, ref);
  double number;

  if (entry == NULL || entry->kind != VOUCH_JSON_NUMBER)
    return FALSE;

  number = g_ascii_strtod (self->text + entry->start, NULL);
  if (!isfinite (number))
    return FALSE;
  if (value != NULL)
    *value = number;
  return TRUE;
}

gboolean
vouch_json_bool (const VouchJson *self, VouchJsonRef ref, gboolean *value)
{
  VouchJsonKind kind = vouch_json_kind (self, ref);

  if (kind != VOUCH_JSON_TRUE && kind != VOUCH_JSON_FALSE)
    return FALSE;
  if (value != NULL)
    *value = kind == VOUCH_JSON_TRUE;
  return TRUE;
}

const char *
vouch_json_raw (const VouchJson *self, VouchJsonRef ref, gsize *length)
{
  const VouchJsonValue *value = value_at (self, ref);

  if (length != NULL)
    *length = value != NULL ? value->end - value->start : 0;
  return value != NULL ? self->text + value->start : NULL;
}

char *
vouch_json_dup_raw (const VouchJson *self, VouchJsonRef ref)
{
  gsize length;
  const char *raw = vouch_json_raw (self, ref, &length);

  return g_strndup (raw, length);
}

char *
vouch_json_get_string (const VouchJson *self, VouchJsonRef ref, const char *name)
{
  return vouch_json_dup_string (self, vouch_json_get (self, ref, name));
}

gint64
vouch_json_get_int (const VouchJson *self, VouchJsonRef ref, const char *name, gint64 dflt)
{
  gint64 value;

  return vouch_json_int (self, vouch_json_get (self, ref, name), &value) ? value : dflt;
}

double
vouch_json_get_double (const VouchJson *self, VouchJsonRef ref, const char *name, double dflt)
{
  double value;

  return vouch_json_double (self, vouch_json_get (self, ref, name), &value) ? value : dflt;
}

gboolean
vouch_json_get_bool (const VouchJson *self, VouchJsonRef ref, const char *name, gboolean dflt)
{
  gboolean value;

  return vouch_json_bool (self, vouch_json_get (self, ref, name), &value) ? value : dflt;
}
