/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store that holds one applicant with every kind of evidence, and the page over it. */
#pragma once

#include "vouch-permission.h"
#include "vouch-profile-page.h"
#include "vouch-test.h"

#define FIXTURE_REVIEWER \
  (VOUCH_PERMISSION_BIT (VOUCH_PERMISSION_APPLICANTS_VIEW) | \
   VOUCH_PERMISSION_BIT (VOUCH_PERMISSION_APPLICANTS_REVIEW) | \
   VOUCH_PERMISSION_BIT (VOUCH_PERMISSION_APPLICANTS_ASSIGN) | \
   VOUCH_PERMISSION_BIT (VOUCH_PERMISSION_APPLICANTS_EDIT) | \
   VOUCH_PERMISSION_BIT (VOUCH_PERMISSION_APPLICANTS_DELETE) | \
   VOUCH_PERMISSION_BIT (VOUCH_PERMISSION_APPLICANTS_COMMENT))

typedef struct
{
  char *directory;
  VouchStore *store;
  GtkWidget *window;
  GtkWidget *page;
} ProfileFixture;

/* What the summary says; NULL reviewer: nobody. */
typedef struct
{
  const char *status;
  const char *reviewer;
  gint64 deletion;
} ProfileFacts;

void profile_fixture_open (ProfileFixture *self, const ProfileFacts *facts);
/* Shows the page as this user and waits until everything is loaded. */
void profile_fixture_show (ProfileFixture *self, const char *user_id, VouchPermissions permissions);
void profile_fixture_close (ProfileFixture *self);
/* Puts @page of the feed into the store and waits for it. */
void profile_fixture_apply (ProfileFixture *self, const char *scope, const char *page);
/* A descendant of the page. */
GtkWidget *profile_fixture_find (ProfileFixture *self, GType type, const char *css);
guint profile_fixture_n_commands (ProfileFixture *self);
