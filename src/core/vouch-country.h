/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Countries by ISO 3166-1 alpha-2, named by iso-codes in the user's language, and UTO. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char alpha2[3];
  char alpha3[4];
  const char *name; /* English, iso-codes' msgid */
} VouchCountry;

/* @code: alpha-2 or alpha-3, any case; "UT"/"UTO" is Utopia, the fictional state of specimens.
 * NULL when unknown. The table is read once from iso-codes; without it the code is the name. */
const VouchCountry *vouch_country_find (const char *code);
/* Translated name, or @code itself when unknown; never NULL. Static. */
const char *vouch_country_name (const char *code);
/* Regional-indicator pair as UTF-8, "" when unknown; transfer full. */
char *vouch_country_flag (const char *code);
/* All, by English name; static, @n countries. */
const VouchCountry *vouch_country_all (guint *n);

G_END_DECLS
