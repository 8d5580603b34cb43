/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The invented people of the demo: 24 by hand with a face each, then as many as asked for. */
#pragma once

#include "vouch-demo-random.h"

G_BEGIN_DECLS

/* People with their own face. Person N >= 24 borrows the face of one of them. */
#define VOUCH_DEMO_N_FACES 24

/* An invented person, wholly determined by (seed, index). Contact data can reach nobody: domains
 * example.com/.net/.org, telephone numbers kept for fiction, addresses of documentation networks.
 * All strings are UTF-8, owned by the struct, never NULL unless said. */
typedef struct
{
  guint64 seed;
  guint64 index;        /* 0..23: the people with their own face */
  guint face;           /* 0..23, for vouch_demo_face_*(); index % 24 is no rule */
  char *given_names;    /* in Latin letters, as printed: "Zoë Marie" */
  char *surname;        /* in Latin letters, as printed */
  char *full_name;      /* given names and surname in the order used by the culture */
  char *native_name;    /* in the own script, NULL when that is Latin */
  char sex;             /* 'M', 'F' or 'X' (as printed; MRZ writes '<') */
  char birth_date[11];  /* YYYY-MM-DD */
  char *birth_place;    /* a town of the residence country */
  const char *country;  /* residence, ISO 3166-1 alpha-2; borrowed */
  const char *region;   /* ISO 3166-2; borrowed */
  const char *city;     /* borrowed */
  const char *timezone; /* IANA; borrowed */
  const char *lang;     /* ISO 639-1; borrowed */
  char *street;         /* street and house number in the local order */
  char *postcode;       /* "" where the country has none */
  char *email;
  char *phone;       /* E.164 */
  char *ip;          /* 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24 or 2001:db8::/32 */
  char *external_id; /* as a customer's system would write it, unique within a seed */
} VouchDemoPerson;

/* Any index; about 2 us. Any thread. Free with vouch_demo_person_free(). */
VouchDemoPerson *vouch_demo_person_new (guint64 seed, guint64 index);
void vouch_demo_person_free (VouchDemoPerson *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchDemoPerson, vouch_demo_person_free)

G_END_DECLS
