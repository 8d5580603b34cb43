/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parser of JSON leaves behind, for the functions that read it. */
#pragma once

#include "vouch-json.h"

G_BEGIN_DECLS

/* key_start of what is not a member of an object */
#define VOUCH_JSON_NO_KEY G_MAXUINT32

/* Offsets into the text: start of the first and end past the last character, quotes included. */
typedef struct
{
  guint32 start;
  guint32 end;
  guint32 next; /* sibling, or VOUCH_JSON_NOTHING */
  guint32 size; /* children */
  guint32 key_start;
  guint32 key_end;
  guint8 kind;
  guint8 escaped; /* the string holds backslashes */
  guint8 key_escaped;
} VouchJsonValue;

/* All values in the order of the text; NULL when it is not valid. */
GArray *vouch_json_index_text (const char *text, gsize length, GError **error);
/* One character of a checked string, unescaped; moves @s past it. */
gunichar vouch_json_next_char (const char **s);

G_END_DECLS
