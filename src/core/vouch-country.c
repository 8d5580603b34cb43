/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Countries: the table of iso-codes, read once, and its translations. */

#define G_LOG_DOMAIN "vouch-country"

#include "vouch-country.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vouch-json.h"

#define ISO_DOMAIN "iso_3166-1"
#define ISO_FILE "iso-codes/json/" ISO_DOMAIN ".json"

/* The specimen documents of ICAO Doc 9303 are issued by it. */
static const VouchCountry utopia = { "UT", "UTO", N_ ("Utopia") };

typedef struct
{
  /* Owned, until the process ends */
  VouchCountry *all;
  GHashTable *by_code; /* both codes, upper case */
  guint n;
} Table;

static char *
read_file (void)
{
  const char *const *dirs = g_get_system_data_dirs ();
  char *text = NULL;

  for (; text == NULL && *dirs != NULL; dirs++)
    {
      g_autofree char *path = g_build_filename (*dirs, ISO_FILE, NULL);

      (void) g_file_get_contents (path, &text, NULL, NULL); /* the next directory may have it */
    }
  /* A session may narrow the list of directories. */
  if (text == NULL)
    (void) g_file_get_contents ("/usr/share/" ISO_FILE, &text, NULL, NULL);
  return text;
}

static gboolean
is_code (const char *code, gsize length)
{
  if (code == NULL || strlen (code) != length)
    return FALSE;
  for (; *code != '\0'; code++)
    {
      if (!g_ascii_isupper (*code))
        return FALSE;
    }
  return TRUE;
}

static void
add_country (GArray *countries, const VouchJson *json, VouchJsonRef ref)
{
  g_autofree char *alpha2 = vouch_json_get_string (json, ref, "alpha_2");
  g_autofree char *alpha3 = vouch_json_get_string (json, ref, "alpha_3");
  g_autofree char *name = vouch_json_get_string (json, ref, "name");
  VouchCountry country;

  if (!is_code (alpha2, 2) || !is_code (alpha3, 3) || name == NULL)
    return;

  memcpy (country.alpha2, alpha2, sizeof country.alpha2);
  memcpy (country.alpha3, alpha3, sizeof country.alpha3);
  country.name = g_steal_pointer (&name);
  g_array_append_val (countries, country);
}

/* Åland among the A, whatever the locale. */
static int
compare_names_cb (gconstpointer a, gconstpointer b)
{
  g_autofree char *s = g_str_to_ascii (((const VouchCountry *) a)->name, "C");
  g_autofree char *t = g_str_to_ascii (((const VouchCountry *) b)->name, "C");

  return g_ascii_strcasecmp (s, t);
}

static gpointer
load_table (gpointer unused)
{
  g_autofree char *text = read_file ();
  g_autoptr (VouchJson) json = text != NULL ? vouch_json_parse (text, -1, NULL) : NULL;
  GArray *countries = g_array_new (FALSE, FALSE, sizeof (VouchCountry));
  Table *table = g_new0 (Table, 1);

  bind_textdomain_codeset (ISO_DOMAIN, "UTF-8");

  g_array_append_val (countries, utopia);
  if (json != NULL)
    {
      VouchJsonRef ref = vouch_json_first (json, vouch_json_get (json, 0, "3166-1"));

      for (; ref != VOUCH_JSON_NOTHING; ref = vouch_json_next (json, ref))
        add_country (countries, json, ref);
    }
  g_array_sort (countries, compare_names_cb);

  table->n = countries->len;
  table->all = (VouchCountry *) g_array_free (countries, FALSE);
  table->by_code = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < table->n; i++)
    {
      g_hash_table_insert (table->by_code, table->all[i].alpha2, &table->all[i]);
      g_hash_table_insert (table->by_code, table->all[i].alpha3, &table->all[i]);
    }
  return table;
}

static const Table *
get_table (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load_table, NULL);
}

const VouchCountry *
vouch_country_find (const char *code)
{
  char upper[4] = "";
  gsize length;

  if (code == NULL)
    return NULL;
  length = strlen (code);
  if (length != 2 && length != 3)
    return NULL;

  for (gsize i = 0; i < length; i++)
    upper[i] = g_ascii_toupper (code[i]);
  return g_hash_table_lookup (get_table ()->by_code, upper);
}

const char *
vouch_country_name (const char *code)
{
  const VouchCountry *country = vouch_country_find (code);

  if (country == NULL)
    return code != NULL ? code : "";
  if (strcmp (country->alpha2, utopia.alpha2) == 0)
    return _ (utopia.name);
  return dgettext (ISO_DOMAIN, country->name);
}

char *
vouch_country_flag (const char *code)
{
  const VouchCountry *country = vouch_country_find (code);
  GString *flag = g_string_new (NULL);

  for (const char *c = country != NULL ? country->alpha2 : ""; *c != '\0'; c++)
    g_string_append_unichar (flag, 0x1f1e6 + (gunichar) (*c - 'A'));
  return g_string_free (flag, FALSE);
}

const VouchCountry *
vouch_country_all (guint *n)
{
  const Table *table = get_table ();

  if (n != NULL)
    *n = table->n;
  return table->all;
}
