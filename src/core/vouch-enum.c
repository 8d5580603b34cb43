/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Closed lists of the domain: look-ups between number, word and label. */

#define G_LOG_DOMAIN "vouch-enum"

#include "vouch-enum.h"

#include <glib/gi18n-lib.h>

const char *
vouch_enum_nick (const VouchEnum *self, int value)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (value < 0 || (guint) value >= self->n_values)
    return NULL;

  return self->values[value].nick;
}

const char *
vouch_enum_label (const VouchEnum *self, int value)
{
  g_return_val_if_fail (self != NULL, "");

  if (value < 0 || (guint) value >= self->n_values)
    return "";

  return _ (self->values[value].label);
}

int
vouch_enum_from_nick (const VouchEnum *self, const char *nick)
{
  g_return_val_if_fail (self != NULL, -1);

  if (nick == NULL)
    return -1;

  for (guint i = 0; i < self->n_values; i++)
    {
      if (strcmp (self->values[i].nick, nick) == 0)
        return (int) i;
    }

  return -1;
}
