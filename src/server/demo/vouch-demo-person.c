/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Invented people, each wholly determined by (seed, index). */
#define G_LOG_DOMAIN "vouch-demo"

#include "vouch-demo-person.h"
#include "vouch-demo-names.h"
#include "vouch-mrz.h"

#include <string.h>

#define STREAM_PERSON 0x70657273ULL

static const char *
pick (VouchDemoRandom *random, const char *const *list)
{
  return list[vouch_demo_random_below (random, g_strv_length ((char **) list))];
}

static guint8
pick_byte (VouchDemoRandom *random, const guint8 *list)
{
  guint n = 0;

  while (list[n] != 255)
    n++;
  return list[vouch_demo_random_below (random, n)];
}

/* '#' becomes a digit, '?' a letter that cannot be taken for a digit. */
static char *
fill_pattern (VouchDemoRandom *random, const char *pattern)
{
  static const char letters[] = "ABCDEFGHJKLMNPRSTUVWXY";
  char *text = g_strdup (pattern);

  for (char *p = text; *p != '\0'; p++)
    {
      if (*p == '#')
        *p = (char) ('0' + vouch_demo_random_below (random, 10));
      else if (*p == '?')
        *p = letters[vouch_demo_random_below (random, sizeof letters - 1)];
    }
  return text;
}

/* "jurgen.mueller": the names in letters that every mail server takes. */
static char *
mail_word (const char *name)
{
  char *word = vouch_mrz_transliterate (name);

  for (char *p = word; *p != '\0'; p++)
    *p = *p == '<' ? '-' : g_ascii_tolower (*p);
  return word;
}

static char *
make_email (VouchDemoRandom *random, const VouchDemoPerson *self)
{
  static const char *const domains[] = { "example.com", "example.org", "example.net" };
  g_autofree char *given = mail_word (self->given_names);
  g_autofree char *surname = mail_word (self->surname);
  const char *domain = domains[vouch_demo_random_below (random, G_N_ELEMENTS (domains))];

  given[strcspn (given, "-")] = '\0';
  if (self->index < VOUCH_DEMO_N_FACES)
    return g_strdup_printf ("%s.%s@%s", given, surname, domain);
  return g_strdup_printf ("%s.%s%" G_GUINT64_FORMAT "@%s", given, surname, self->index, domain);
}

static char *
make_ip (VouchDemoRandom *random)
{
  static const char *const nets[] = { "192.0.2", "198.51.100", "203.0.113" };

  if (vouch_demo_random_chance (random, 30))
    return g_strdup_printf ("2001:db8:%x:%x::%x", vouch_demo_random_between (random, 1, 0xffff),
                            vouch_demo_random_between (random, 1, 0xffff),
                            vouch_demo_random_between (random, 1, 0xffff));
  return g_strdup_printf ("%s.%d", nets[vouch_demo_random_below (random, 3)],
                          vouch_demo_random_between (random, 1, 254));
}

/* Most applicants are between 20 and 45; nobody is under 18 on any day after 2026. */
static void
make_birth_date (VouchDemoRandom *random, char date[11])
{
  int youth =
      MIN (vouch_demo_random_between (random, 0, 50), vouch_demo_random_between (random, 0, 50));

  g_snprintf (date, 11, "%04d-%02d-%02d", 2006 - youth, vouch_demo_random_between (random, 1, 12),
              vouch_demo_random_between (random, 1, 28));
}

static void
set_place (VouchDemoPerson *self, VouchDemoRandom *random, guint place)
{
  const VouchDemoPlace *where = &vouch_demo_places[place];
  int house =
      1 + vouch_demo_random_between (random, 0, 9) * vouch_demo_random_between (random, 1, 14);

  self->country = where->country;
  self->region = where->region;
  self->city = where->city;
  self->timezone = where->timezone;
  self->lang = where->lang;
  self->birth_place = g_strdup (where->city);
  self->street = where->number_first ? g_strdup_printf ("%d %s", house, where->street)
                                     : g_strdup_printf ("%s %d", where->street, house);
  self->postcode = fill_pattern (random, where->postcode);
  self->phone = fill_pattern (random, where->phone);
}

static void
set_names (VouchDemoPerson *self, const char *given, const char *surname, gboolean surname_first)
{
  self->given_names = g_strdup (given);
  self->surname = g_strdup (surname);
  self->full_name = surname_first ? g_strdup_printf ("%s %s", surname, given)
                                  : g_strdup_printf ("%s %s", given, surname);
}

static void
make_star (VouchDemoPerson *self, VouchDemoRandom *random)
{
  const VouchDemoStar *star = &vouch_demo_stars[self->index];

  self->face = (guint) self->index;
  self->sex = star->sex;
  self->native_name = g_strdup (star->native_name);
  g_strlcpy (self->birth_date, star->birth_date, sizeof self->birth_date);
  set_names (self, star->given_names, star->surname, star->surname_first);
  set_place (self, random, star->place);
}

static void
make_other (VouchDemoPerson *self, VouchDemoRandom *random)
{
  guint share = vouch_demo_random_below (random, 100);
  guint culture = 0;
  const VouchDemoCultureNames *names;
  gboolean woman = vouch_demo_random_chance (random, 49);
  g_autofree char *surname = NULL;
  g_autofree char *given = NULL;
  const char *first;
  char *bar;

  while (share >= vouch_demo_cultures[culture].percent)
    share -= vouch_demo_cultures[culture++].percent;
  names = &vouch_demo_cultures[culture];
  self->sex = woman ? 'F' : 'M';
  self->face = pick_byte (random, woman ? names->faces_women : names->faces_men);
  first = pick (random, woman ? names->women : names->men);
  given = vouch_demo_random_chance (random, 22)
              ? g_strjoin (" ", first, pick (random, woman ? names->women : names->men), NULL)
              : g_strdup (first);
  surname = g_strdup (pick (random, names->surnames));
  bar = strchr (surname, '|');
  if (bar != NULL && woman)
    memmove (surname, bar + 1, strlen (bar + 1) + 1);
  else if (bar != NULL)
    *bar = '\0';
  set_names (self, given, surname, names->surname_first);
  make_birth_date (random, self->birth_date);
  set_place (self, random, pick_byte (random, names->places));
}

VouchDemoPerson *
vouch_demo_person_new (guint64 seed, guint64 index)
{
  VouchDemoPerson *self = g_new0 (VouchDemoPerson, 1);
  VouchDemoRandom random = vouch_demo_random_seed (seed ^ STREAM_PERSON, index);

  self->seed = seed;
  self->index = index;
  if (index < VOUCH_DEMO_N_FACES)
    make_star (self, &random);
  else
    make_other (self, &random);
  self->email = make_email (&random, self);
  self->ip = make_ip (&random);
  /* An odd multiplier that five does not divide permutes the eight digits: no two alike. */
  self->external_id = g_strdup_printf ("CST-%08" G_GUINT64_FORMAT,
                                       (index * 61803399 + seed % 100000000) % 100000000);
  return self;
}

void
vouch_demo_person_free (VouchDemoPerson *self)
{
  if (self == NULL)
    return;
  g_free (self->given_names);
  g_free (self->surname);
  g_free (self->full_name);
  g_free (self->native_name);
  g_free (self->birth_place);
  g_free (self->street);
  g_free (self->postcode);
  g_free (self->email);
  g_free (self->phone);
  g_free (self->ip);
  g_free (self->external_id);
  g_free (self);
}
