/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Closed lists of the domain: number in memory, word on the wire and in SQL, label on the screen.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * VouchEnum:
 * @name: the list's name, for messages
 * @values: @n_values entries, index = value; `nick` is the word on the wire and in SQL,
 *   `label` an untranslated msgid, shown through vouch_enum_label().
 */
typedef struct
{
  const char *nick;
  const char *label;
} VouchEnumValue;

typedef struct
{
  const char *name;
  const VouchEnumValue *values;
  guint n_values;
} VouchEnum;

/* @value out of range gives NULL (nick) or "" (label): foreign data must not crash. */
const char *vouch_enum_nick (const VouchEnum *self, int value);
/* Translated. */
const char *vouch_enum_label (const VouchEnum *self, int value);
/* -1 when @nick is unknown or NULL. */
int vouch_enum_from_nick (const VouchEnum *self, const char *nick);

G_END_DECLS
