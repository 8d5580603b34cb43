/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the table of fields of a record drives: memory, JSON and the text of SQL statements. */

#define G_LOG_DOMAIN "vouch-record"

#include "vouch-record.h"

#include <string.h>

/* One bit a field tells which required ones were seen. */
#define MAX_FIELDS 64

/* The formatter would put spaces into the name. */
/* clang-format off */
G_DEFINE_QUARK (vouch-record-error-quark, vouch_record_error)
/* clang-format on */

static gboolean
is_text (const VouchField *field)
{
  return field->type == VOUCH_FIELD_TEXT || field->type == VOUCH_FIELD_JSON;
}

static gboolean
is_secret (const VouchField *field)
{
  return (field->flags & VOUCH_FIELD_SECRET) != 0;
}

static char **
text_member (const VouchField *field, gconstpointer record)
{
  return (char **) ((char *) record + field->offset);
}

gpointer
vouch_record_new (const VouchRecordType *type)
{
  g_return_val_if_fail (type != NULL, NULL);

  return g_malloc0 (type->size);
}

gpointer
vouch_record_copy (const VouchRecordType *type, gconstpointer record)
{
  gpointer copy;

  g_return_val_if_fail (type != NULL, NULL);
  g_return_val_if_fail (record != NULL, NULL);

  copy = g_memdup2 (record, type->size);
  for (guint i = 0; i < type->n_fields; i++)
    {
      if (is_text (&type->fields[i]))
        {
          char **text = text_member (&type->fields[i], copy);

          *text = g_strdup (*text);
        }
    }
  return copy;
}

void
vouch_record_clear (const VouchRecordType *type, gpointer record)
{
  g_return_if_fail (type != NULL);
  g_return_if_fail (record != NULL);

  for (guint i = 0; i < type->n_fields; i++)
    {
      if (is_text (&type->fields[i]))
        g_free (*text_member (&type->fields[i], record));
    }
  memset (record, 0, type->size);
}

void
vouch_record_free (const VouchRecordType *type, gpointer record)
{
  if (record == NULL)
    return;

  vouch_record_clear (type, record);
  g_free (record);
}

gboolean
vouch_record_equal (const VouchRecordType *type, gconstpointer a, gconstpointer b)
{
  g_return_val_if_fail (type != NULL, FALSE);

  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL)
    return FALSE;

  for (guint i = 0; i < type->n_fields; i++)
    {
      const VouchField *field = &type->fields[i];

      if (is_text (field) ? g_strcmp0 (*text_member (field, a), *text_member (field, b)) != 0
                          : vouch_field_get_int (field, a) != vouch_field_get_int (field, b))
        return FALSE;
    }
  return TRUE;
}

const VouchField *
vouch_record_field (const VouchRecordType *type, const char *name)
{
  g_return_val_if_fail (type != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < type->n_fields; i++)
    {
      if (strcmp (type->fields[i].name, name) == 0)
        return &type->fields[i];
    }
  return NULL;
}

/* Of an ENUM: its word, static, NULL out of range. */
const char *
vouch_field_get_text (const VouchField *field, gconstpointer record)
{
  g_return_val_if_fail (field != NULL, NULL);
  g_return_val_if_fail (record != NULL, NULL);

  if (field->type == VOUCH_FIELD_ENUM)
    return vouch_enum_nick (field->values, (int) vouch_field_get_int (field, record));
  g_return_val_if_fail (is_text (field), NULL);
  return *text_member (field, record);
}

gint64
vouch_field_get_int (const VouchField *field, gconstpointer record)
{
  const char *member;

  g_return_val_if_fail (field != NULL, 0);
  g_return_val_if_fail (record != NULL, 0);

  member = (const char *) record + field->offset;
  switch (field->type)
    {
    case VOUCH_FIELD_INT:
    case VOUCH_FIELD_TIME:
      return *(const gint64 *) member;
    case VOUCH_FIELD_BOOL:
      return *(const gboolean *) member != FALSE;
    case VOUCH_FIELD_ENUM:
      return *(const int *) member;
    case VOUCH_FIELD_TEXT:
    case VOUCH_FIELD_JSON:
    default:
      g_return_val_if_reached (0);
    }
}

void
vouch_field_set_text (const VouchField *field, gpointer record, const char *value)
{
  char **text;
  char *copy;

  g_return_if_fail (field != NULL);
  g_return_if_fail (record != NULL);
  g_return_if_fail (is_text (field));

  text = text_member (field, record);
  copy = g_strdup (value); /* first: @value may be what stands there */
  g_free (*text);
  *text = copy;
}

void
vouch_field_set_int (const VouchField *field, gpointer record, gint64 value)
{
  char *member;

  g_return_if_fail (field != NULL);
  g_return_if_fail (record != NULL);

  member = (char *) record + field->offset;
  switch (field->type)
    {
    case VOUCH_FIELD_INT:
    case VOUCH_FIELD_TIME:
      *(gint64 *) member = value;
      break;
    case VOUCH_FIELD_BOOL:
      *(gboolean *) member = value != 0;
      break;
    case VOUCH_FIELD_ENUM:
      *(int *) member = (int) value;
      break;
    case VOUCH_FIELD_TEXT:
    case VOUCH_FIELD_JSON:
    default:
      g_return_if_reached ();
    }
}

static void
field_to_json (const VouchField *field, gconstpointer record, GString *out)
{
  switch (field->type)
    {
    case VOUCH_FIELD_TEXT:
    case VOUCH_FIELD_ENUM:
      if (vouch_field_get_text (field, record) != NULL)
        vouch_json_set_string (out, field->name, vouch_field_get_text (field, record));
      break;
    case VOUCH_FIELD_JSON:
      if (vouch_field_get_text (field, record) != NULL)
        vouch_json_set_raw (out, field->name, vouch_field_get_text (field, record));
      break;
    case VOUCH_FIELD_TIME:
      if (vouch_field_get_int (field, record) != 0)
        vouch_json_set_int (out, field->name, vouch_field_get_int (field, record));
      break;
    case VOUCH_FIELD_INT:
      vouch_json_set_int (out, field->name, vouch_field_get_int (field, record));
      break;
    case VOUCH_FIELD_BOOL:
      vouch_json_set_bool (out, field->name, vouch_field_get_int (field, record) != 0);
      break;
    default:
      g_assert_not_reached ();
    }
}

void
vouch_record_to_json (const VouchRecordType *type, gconstpointer record, GString *out)
{
  g_return_if_fail (type != NULL);
  g_return_if_fail (record != NULL);
  g_return_if_fail (out != NULL);

  vouch_json_begin_object (out);
  for (guint i = 0; i < type->n_fields; i++)
    {
      if (!is_secret (&type->fields[i]))
        field_to_json (&type->fields[i], record, out);
    }
  vouch_json_end_object (out);
}

/* The message holds names only: the value may be personal data. */
static gboolean
refuse (const VouchRecordType *type, const VouchField *field, const char *why, GError **error)
{
  g_set_error (error, VOUCH_RECORD_ERROR, VOUCH_RECORD_ERROR_INVALID, "%s.%s %s", type->name,
               field->name, why);
  return FALSE;
}

static gboolean
read_text (const VouchRecordType *type, const VouchField *field, const VouchJson *json,
           VouchJsonRef ref, gpointer record, GError **error)
{
  gsize max = field->max_length != 0 ? field->max_length : VOUCH_FIELD_MAX_LENGTH;
  g_autofree char *text = NULL;

  if (field->type == VOUCH_FIELD_JSON)
    {
      gsize length;

      (void) vouch_json_raw (json, ref, &length); /* its length only, before it is copied */
      if (length > max)
        return refuse (type, field, "is too long", error);
      text = vouch_json_dup_raw (json, ref);
    }
  else
    {
      text = vouch_json_dup_string (json, ref);
      if (text == NULL)
        return refuse (type, field, "is no string", error);
      if (strlen (text) > max)
        return refuse (type, field, "is too long", error);
    }

  g_free (*text_member (field, record));
  *text_member (field, record) = g_steal_pointer (&text);
  return TRUE;
}

/* @ref is not null. */
static gboolean
read_field (const VouchRecordType *type, const VouchField *field, const VouchJson *json,
            VouchJsonRef ref, gpointer record, GError **error)
{
  g_autofree char *word = NULL;
  gboolean truth;
  gint64 number;

  switch (field->type)
    {
    case VOUCH_FIELD_TEXT:
    case VOUCH_FIELD_JSON:
      return read_text (type, field, json, ref, record, error);
    case VOUCH_FIELD_INT:
    case VOUCH_FIELD_TIME:
      if (!vouch_json_int (json, ref, &number))
        return refuse (type, field, "is no integer", error);
      break;
    case VOUCH_FIELD_BOOL:
      if (!vouch_json_bool (json, ref, &truth))
        return refuse (type, field, "is neither true nor false", error);
      number = truth;
      break;
    case VOUCH_FIELD_ENUM:
      word = vouch_json_dup_string (json, ref);
      number = vouch_enum_from_nick (field->values, word);
      if (number < 0)
        return refuse (type, field, "is no word of its list", error);
      break;
    default:
      g_assert_not_reached ();
    }

  vouch_field_set_int (field, record, number);
  return TRUE;
}

/* Index of the field the member @ref is named after, or n_fields. Members mostly come in the
 * order of the table, so the search begins where the last one ended. */
static guint
find_field (const VouchRecordType *type, const VouchJson *json, VouchJsonRef ref, guint from)
{
  for (guint i = 0; i < type->n_fields; i++)
    {
      guint n = (from + i) % type->n_fields;

      if (vouch_json_key_is (json, ref, type->fields[n].name))
        return n;
    }
  return type->n_fields;
}

static gboolean
read_members (const VouchRecordType *type, const VouchJson *json, VouchJsonRef ref, gpointer record,
              GError **error)
{
  guint64 seen = 0;
  guint from = 0;

  for (VouchJsonRef child = vouch_json_first (json, ref); child != VOUCH_JSON_NOTHING;
       child = vouch_json_next (json, child))
    {
      guint n = find_field (type, json, child, from);

      /* A secret in foreign JSON is as unknown as any other word. */
      if (n == type->n_fields || is_secret (&type->fields[n]))
        continue;
      from = n + 1;
      if (vouch_json_kind (json, child) == VOUCH_JSON_NULL)
        continue;
      if (!read_field (type, &type->fields[n], json, child, record, error))
        return FALSE;
      seen |= G_GUINT64_CONSTANT (1) << n;
    }

  for (guint i = 0; i < type->n_fields; i++)
    {
      const VouchField *field = &type->fields[i];

      if ((field->flags & VOUCH_FIELD_REQUIRED) != 0 && !is_secret (field) && (seen >> i & 1) == 0)
        return refuse (type, field, "is missing", error);
    }
  return TRUE;
}

gpointer
vouch_record_from_json (const VouchRecordType *type, const VouchJson *json, VouchJsonRef ref,
                        GError **error)
{
  gpointer record;

  g_return_val_if_fail (type != NULL, NULL);
  g_return_val_if_fail (json != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);
  g_return_val_if_fail (type->n_fields <= MAX_FIELDS, NULL);

  if (vouch_json_kind (json, ref) != VOUCH_JSON_OBJECT)
    {
      g_set_error (error, VOUCH_RECORD_ERROR, VOUCH_RECORD_ERROR_INVALID, "%s is no object",
                   type->name);
      return NULL;
    }

  record = vouch_record_new (type);
  if (!read_members (type, json, ref, record, error))
    {
      vouch_record_free (type, record);
      return NULL;
    }
  return record;
}

/* A time that is not set, and a text that is not there, is NULL; so is what a redaction erased
 * and, in the client's cache, what never came over the wire. All else has a value. */
static const char *
column_type (const VouchField *field)
{
  gboolean may_lack = (field->flags & VOUCH_FIELD_REQUIRED) == 0 ||
                      (field->flags & (VOUCH_FIELD_SECRET | VOUCH_FIELD_PERSONAL)) != 0;

  switch (field->type)
    {
    case VOUCH_FIELD_TEXT:
    case VOUCH_FIELD_JSON:
      return may_lack ? "TEXT" : "TEXT NOT NULL";
    case VOUCH_FIELD_TIME:
      return may_lack ? "INTEGER" : "INTEGER NOT NULL";
    case VOUCH_FIELD_ENUM:
      return "TEXT NOT NULL";
    case VOUCH_FIELD_INT:
    case VOUCH_FIELD_BOOL:
      return "INTEGER NOT NULL DEFAULT 0";
    default:
      g_assert_not_reached ();
    }
}

char *
vouch_record_sql_create (const VouchRecordType *type, const char *extra)
{
  GString *sql;

  g_return_val_if_fail (type != NULL, NULL);

  sql = g_string_new (NULL);
  g_string_append_printf (sql, "CREATE TABLE %s (\n", type->name);
  for (guint i = 0; i < type->n_fields; i++)
    g_string_append_printf (sql, "%s  %s %s%s", i > 0 ? ",\n" : "", type->fields[i].name,
                            i > 0 ? column_type (&type->fields[i]) : "TEXT NOT NULL",
                            i > 0 ? "" : " PRIMARY KEY");
  if (extra != NULL && *extra != '\0')
    g_string_append_printf (sql, ",\n%s", extra);
  g_string_append (sql, "\n) STRICT");
  return g_string_free (sql, FALSE);
}

static void
append_names (GString *sql, const VouchRecordType *type, const char *prefix)
{
  for (guint i = 0; i < type->n_fields; i++)
    g_string_append_printf (sql, "%s%s%s", i > 0 ? ", " : "", prefix, type->fields[i].name);
}

char *
vouch_record_sql_columns (const VouchRecordType *type)
{
  GString *sql;

  g_return_val_if_fail (type != NULL, NULL);

  sql = g_string_new (NULL);
  append_names (sql, type, "");
  return g_string_free (sql, FALSE);
}

char *
vouch_record_sql_upsert (const VouchRecordType *type)
{
  GString *sql;

  g_return_val_if_fail (type != NULL, NULL);

  sql = g_string_new (NULL);
  g_string_append_printf (sql, "INSERT INTO %s (", type->name);
  append_names (sql, type, "");
  g_string_append (sql, ") VALUES (");
  append_names (sql, type, ":");
  g_string_append (sql, ") ON CONFLICT (id) DO UPDATE SET ");
  for (guint i = 1; i < type->n_fields; i++)
    g_string_append_printf (sql, "%s%s = excluded.%s", i > 1 ? ", " : "", type->fields[i].name,
                            type->fields[i].name);
  return g_string_free (sql, FALSE);
}
