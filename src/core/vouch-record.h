/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records are described once: one table of fields drives JSON, SQL, copy, compare and free. */
#pragma once

#include "vouch-enum.h"
#include "vouch-json.h"

G_BEGIN_DECLS

#define VOUCH_RECORD_ERROR (vouch_record_error_quark ())
GQuark vouch_record_error_quark (void);
typedef enum
{
  VOUCH_RECORD_ERROR_INVALID, /* the message names the field */
} VouchRecordError;

/* In C / in JSON / in SQL */
typedef enum
{
  VOUCH_FIELD_TEXT, /* char * / string or null / TEXT */
  VOUCH_FIELD_INT,  /* gint64 / integer / INTEGER */
  VOUCH_FIELD_BOOL, /* gboolean / true, false / INTEGER 0, 1 */
  VOUCH_FIELD_TIME, /* gint64, microseconds UTC, 0 = not set / integer or null / INTEGER */
  VOUCH_FIELD_ENUM, /* int, index of `values` / its word / TEXT */
  VOUCH_FIELD_JSON, /* char *, valid JSON text / that value verbatim or null / TEXT */
} VouchFieldType;

typedef enum
{
  VOUCH_FIELD_PLAIN = 0,
  VOUCH_FIELD_REQUIRED = 1 << 0, /* JSON without it (or null) is refused */
  VOUCH_FIELD_SECRET = 1 << 1,   /* never on the wire: written and read in SQL only */
  VOUCH_FIELD_PERSONAL = 1 << 2, /* personal data: erased by a redaction, encrypted where stored */
} VouchFieldFlags;

typedef struct
{
  const char *name; /* JSON name and SQL column */
  VouchFieldType type;
  gsize offset;
  VouchFieldFlags flags;
  const VouchEnum *values; /* VOUCH_FIELD_ENUM only */
  gsize max_length;        /* bytes of text or JSON; 0 = VOUCH_FIELD_MAX_LENGTH */
} VouchField;

#define VOUCH_FIELD_MAX_LENGTH 1024
/* Longest name a column may have, for buffers. */
#define VOUCH_FIELD_NAME_MAX 64

/* The first field of every record is `id` (TEXT) and the second `seq` (INT): the number of the
 * feed under which the row's newest version was committed. */
typedef struct
{
  const char *name; /* word on the wire and SQL table */
  gsize size;       /* of the C struct */
  const VouchField *fields;
  guint n_fields;
} VouchRecordType;

/* Every record struct begins with this. */
typedef struct
{
  char *id;
  gint64 seq;
} VouchRecord;

gpointer vouch_record_new (const VouchRecordType *type);
gpointer vouch_record_copy (const VouchRecordType *type, gconstpointer record);
void vouch_record_clear (const VouchRecordType *type, gpointer record);
/* NULL is accepted. */
void vouch_record_free (const VouchRecordType *type, gpointer record);
gboolean vouch_record_equal (const VouchRecordType *type, gconstpointer a, gconstpointer b);

/* NULL when there is no such field. */
const VouchField *vouch_record_field (const VouchRecordType *type, const char *name);
const char *vouch_field_get_text (const VouchField *field, gconstpointer record);
gint64 vouch_field_get_int (const VouchField *field, gconstpointer record);
/* Text kinds: copies @value. */
void vouch_field_set_text (const VouchField *field, gpointer record, const char *value);
/* Number kinds. */
void vouch_field_set_int (const VouchField *field, gpointer record, gint64 value);

/* Appends one JSON object with every field but the secret ones; null fields are left out. */
void vouch_record_to_json (const VouchRecordType *type, gconstpointer record, GString *out);
/* Unknown members are ignored (a newer server may send them); wrong kinds, too long texts,
 * unknown words and missing required fields are VOUCH_RECORD_ERROR_INVALID. Transfer full. */
gpointer vouch_record_from_json (const VouchRecordType *type, const VouchJson *json,
                                 VouchJsonRef ref, GError **error);

/* SQL text made from the table; all transfer full. `CREATE TABLE ... STRICT` with id as key;
 * @extra: further column or constraint lines, or NULL. */
char *vouch_record_sql_create (const VouchRecordType *type, const char *extra);
/* "id, seq, ..." */
char *vouch_record_sql_columns (const VouchRecordType *type);
/* Insert or, when the id is there, replace every column; parameters ":id", ":seq", … */
char *vouch_record_sql_upsert (const VouchRecordType *type);

/* For tables of fields: VOUCH_FIELD_AT (VouchApplicant, full_name, TEXT, PERSONAL) */
#define VOUCH_FIELD_AT(Struct, member, Type, Flags) \
  { \
#member, VOUCH_FIELD_##Type, G_STRUCT_OFFSET(Struct, member), VOUCH_FIELD_##Flags, NULL, 0 \
  }
#define VOUCH_FIELD_LONG(Struct, member, Type, Flags, max) \
  { \
#member, VOUCH_FIELD_##Type, G_STRUCT_OFFSET(Struct, member), VOUCH_FIELD_##Flags, NULL, max \
  }
#define VOUCH_FIELD_LIST(Struct, member, list) \
  { \
#member, VOUCH_FIELD_ENUM, G_STRUCT_OFFSET(Struct, member), VOUCH_FIELD_PLAIN, \
        &vouch_##list##_enum, 0 \
  }

G_END_DECLS
