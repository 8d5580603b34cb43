/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables behind the invented people: the 24 by hand, places, names by culture. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* '#' is any digit, '?' any capital letter. */
typedef struct
{
  const char *country;
  const char *region;
  const char *city;
  const char *timezone;
  const char *lang;
  const char *phone;
  const char *postcode;
  const char *street;
  gboolean number_first;
} VouchDemoPlace;

typedef enum
{
  VOUCH_DEMO_CULTURE_NORDIC,
  VOUCH_DEMO_CULTURE_WEST,
  VOUCH_DEMO_CULTURE_SLAVIC,
  VOUCH_DEMO_CULTURE_SOUTH,
  VOUCH_DEMO_CULTURE_LATIN,
  VOUCH_DEMO_CULTURE_ARAB,
  VOUCH_DEMO_CULTURE_INDIA,
  VOUCH_DEMO_CULTURE_EAST,
  VOUCH_DEMO_CULTURE_AFRICA,
  VOUCH_DEMO_N_CULTURES,
} VouchDemoCulture;

typedef struct
{
  guint percent;            /* share of the applicants; all together 100 */
  const char *const *women; /* given names, NULL-terminated */
  const char *const *men;
  const char *const *surnames; /* "Ivanov|Ivanova": man's and woman's form */
  const guint8 *places;        /* indices of vouch_demo_places, ended by 255 */
  const guint8 *faces_women;   /* faces that go with it, ended by 255 */
  const guint8 *faces_men;
  gboolean surname_first;
} VouchDemoCultureNames;

typedef struct
{
  const char *given_names;
  const char *surname;
  const char *native_name; /* NULL when Latin */
  char sex;
  const char *birth_date;
  guint8 place;
  gboolean surname_first;
} VouchDemoStar;

extern const VouchDemoPlace vouch_demo_places[];
extern const guint vouch_demo_n_places;
extern const VouchDemoCultureNames vouch_demo_cultures[VOUCH_DEMO_N_CULTURES];
extern const VouchDemoStar vouch_demo_stars[24];

G_END_DECLS
