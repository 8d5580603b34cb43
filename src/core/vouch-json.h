/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strict JSON (RFC 8259) without an object a value: a flat index over the text, and a writer. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* json-glib 1.6 accepts comments, single quotes, leading zeros and duplicate keys; what comes
 * from the wire must not. And digests and the cache need the verbatim text of a value. */

#define VOUCH_JSON_ERROR (vouch_json_error_quark ())
GQuark vouch_json_error_quark (void);
typedef enum
{
  VOUCH_JSON_ERROR_SYNTAX, /* not RFC 8259, not UTF-8, a key twice, a NUL */
  VOUCH_JSON_ERROR_LIMIT,  /* too deep, too large, too many values */
} VouchJsonError;

typedef enum
{
  VOUCH_JSON_NONE,
  VOUCH_JSON_NULL,
  VOUCH_JSON_FALSE,
  VOUCH_JSON_TRUE,
  VOUCH_JSON_NUMBER,
  VOUCH_JSON_STRING,
  VOUCH_JSON_ARRAY,
  VOUCH_JSON_OBJECT,
} VouchJsonKind;

#define VOUCH_JSON_MAX_DEPTH 32
#define VOUCH_JSON_MAX_BYTES (32u << 20)

/* A parsed document; values are named by their index, the root is 0. Immutable, so any thread. */
typedef struct _VouchJson VouchJson;
/* A value's index, or VOUCH_JSON_NOTHING. All getters accept it and give their default. */
typedef guint VouchJsonRef;
#define VOUCH_JSON_NOTHING G_MAXUINT

/* @length -1: NUL-terminated. Copies the text. */
VouchJson *vouch_json_parse (const char *text, gssize length, GError **error);
/* Same limits, but nothing is kept: is this text valid? */
gboolean vouch_json_check (const char *text, gssize length, GError **error);
VouchJson *vouch_json_ref (VouchJson *self);
void vouch_json_unref (VouchJson *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchJson, vouch_json_unref)

VouchJsonKind vouch_json_kind (const VouchJson *self, VouchJsonRef ref);
/* Members of an object, elements of an array, else 0. */
guint vouch_json_size (const VouchJson *self, VouchJsonRef ref);
/* Member @name of object @ref; NOTHING if @ref is no object or has none. */
VouchJsonRef vouch_json_get (const VouchJson *self, VouchJsonRef ref, const char *name);
/* Walks: first child and next sibling. In an object the children are the values. */
VouchJsonRef vouch_json_first (const VouchJson *self, VouchJsonRef ref);
VouchJsonRef vouch_json_next (const VouchJson *self, VouchJsonRef ref);
/* Key of a member value (transfer full, unescaped), NULL for an array element or the root. */
char *vouch_json_key (const VouchJson *self, VouchJsonRef ref);
gboolean vouch_json_key_is (const VouchJson *self, VouchJsonRef ref, const char *name);

/* NULL when it is no string; transfer full, unescaped UTF-8. */
char *vouch_json_dup_string (const VouchJson *self, VouchJsonRef ref);
/* FALSE when it is no integer that fits. */
gboolean vouch_json_int (const VouchJson *self, VouchJsonRef ref, gint64 *value);
gboolean vouch_json_double (const VouchJson *self, VouchJsonRef ref, double *value);
gboolean vouch_json_bool (const VouchJson *self, VouchJsonRef ref, gboolean *value);
/* The value exactly as it stood in the text (not NUL-terminated), valid while @self lives. */
const char *vouch_json_raw (const VouchJson *self, VouchJsonRef ref, gsize *length);
char *vouch_json_dup_raw (const VouchJson *self, VouchJsonRef ref);

/* Conveniences for the common case "member of object": default when absent or of another kind. */
char *vouch_json_get_string (const VouchJson *self, VouchJsonRef ref, const char *name);
gint64 vouch_json_get_int (const VouchJson *self, VouchJsonRef ref, const char *name, gint64 dflt);
double vouch_json_get_double (const VouchJson *self, VouchJsonRef ref, const char *name,
                              double dflt);
gboolean vouch_json_get_bool (const VouchJson *self, VouchJsonRef ref, const char *name,
                              gboolean dflt);

/* Writing: appends to a GString; commas are set from what stands before. The caller balances
 * begin and end. Strings are escaped, invalid UTF-8 is replaced by U+FFFD. */
void vouch_json_begin_object (GString *out);
void vouch_json_end_object (GString *out);
void vouch_json_begin_array (GString *out);
void vouch_json_end_array (GString *out);
void vouch_json_add_key (GString *out, const char *name);
/* NULL writes null. */
void vouch_json_add_string (GString *out, const char *value);
void vouch_json_add_int (GString *out, gint64 value);
void vouch_json_add_bool (GString *out, gboolean value);
/* Shortest text that reads back as the same double; not-a-number writes null. */
void vouch_json_add_double (GString *out, double value);
/* @json must be valid JSON; NULL writes null. */
void vouch_json_add_raw (GString *out, const char *json, gssize length);
/* key and value at once */
void vouch_json_set_string (GString *out, const char *name, const char *value);
void vouch_json_set_int (GString *out, const char *name, gint64 value);
void vouch_json_set_bool (GString *out, const char *name, gboolean value);
void vouch_json_set_raw (GString *out, const char *name, const char *json);

G_END_DECLS
