/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A data directory with two companies, a few people and two applicants. */
#pragma once

#include "vouch-commands.h"
#include "vouch-feed.h"
#include "vouch-jobs.h"
#include "vouch-records.h"
#include "vouch-stmt.h"
#include "vouch-writer.h"

typedef struct
{
  char *dir;
  VouchServerData *data;
  VouchWriter *writer;
  VouchFeed *feed;
  VouchDb *db; /* a reader of the test's thread */
  char *company;
  char *other_company;
  char *admin, *ann, *ben, *auditor, *stranger; /* users; the stranger is of the other company */
  char *flow;
  char *applicant;                  /* live, completed, no reviewer */
  char *tested;                     /* the same in test mode */
  char *document, *warning, *match; /* of the live applicant */
  char *sha256;                     /* a picture of both */
  gint64 clock;
} ServerFixture;

void server_set_up (ServerFixture *self, gconstpointer data);
void server_tear_down (ServerFixture *self, gconstpointer data);
void server_stop (ServerFixture *self);
void server_start (ServerFixture *self);

/* As the program, in the first company. */
VouchAnswer *run_system (ServerFixture *self, const char *type, const char *target,
                         const char *args);
/* As a user: @more are further members ("\"base\":3,"), @id NULL makes one. */
VouchAnswer *run_as (ServerFixture *self, const char *user, const char *id, const char *type,
                     const char *target, const char *more, const char *args);
/* A decision with what is true now. */
VouchAnswer *decide_as (ServerFixture *self, const char *user, const char *type,
                        const char *applicant, const char *args);
char *current_facts (ServerFixture *self, const char *applicant);
VouchApplicantRecord *get_applicant (ServerFixture *self, const char *id);
gint64 query_int (ServerFixture *self, const char *sql);
char *add_media (ServerFixture *self, const char *company, const char *text);
/* Changes the database behind the server's back. */
void tamper (ServerFixture *self, const char *sql);

/* Frees @answer. @word: the error, or NULL for success. */
#define assert_answer(answer, code, word) assert_answer_at (G_STRLOC, answer, code, word)
void assert_answer_at (const char *where, VouchAnswer *answer, guint status, const char *word);
VouchJson *answer_json (VouchAnswer *answer);

#define server_test(path, func) \
  g_test_add (path, ServerFixture, NULL, server_set_up, func, server_tear_down)
