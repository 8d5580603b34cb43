/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the applicants table is narrowed to, in words of the user's choices. */
#pragma once

#include "vouch-applicant-list.h"

G_BEGIN_DECLS

typedef enum
{
  VOUCH_FILTER_STATUS,   /* nicks of VouchStatus, several */
  VOUCH_FILTER_REVIEWER, /* "me", "nobody" or a user id */
  VOUCH_FILTER_FLOW,     /* flow id */
  VOUCH_FILTER_COUNTRY,  /* alpha-2 */
  VOUCH_FILTER_WARNING,  /* "any" or nick of VouchWarningKind */
  VOUCH_FILTER_DELETION, /* "scheduled" */
  VOUCH_N_FILTERS,
} VouchFilterKind;
extern const VouchEnum vouch_filter_kind_enum;

typedef struct
{
  char *value;
  char *label;
} VouchFilterChoice;

#define VOUCH_TYPE_APPLICANT_FILTER (vouch_applicant_filter_get_type ())
/* Signal "changed" (). Main thread. */
G_DECLARE_FINAL_TYPE (VouchApplicantFilter, vouch_applicant_filter, VOUCH, APPLICANT_FILTER,
                      GObject)

VouchApplicantFilter *vouch_applicant_filter_new (VouchStore *store);
/* Who "me" is; NULL: nobody. */
void vouch_applicant_filter_set_user (VouchApplicantFilter *self, const char *user_id);
void vouch_applicant_filter_set_search (VouchApplicantFilter *self, const char *search);
/* "" when there is none. Borrowed. */
const char *vouch_applicant_filter_get_search (VouchApplicantFilter *self);

/* Chooses @value, or takes it back when it is chosen. Unknown values are ignored. */
void vouch_applicant_filter_toggle (VouchApplicantFilter *self, VouchFilterKind kind,
                                    const char *value);
void vouch_applicant_filter_clear (VouchApplicantFilter *self, VouchFilterKind kind);
/* The search too. */
void vouch_applicant_filter_clear_all (VouchApplicantFilter *self);
gboolean vouch_applicant_filter_has (VouchApplicantFilter *self, VouchFilterKind kind,
                                     const char *value);
gboolean vouch_applicant_filter_is_set (VouchApplicantFilter *self, VouchFilterKind kind);
/* TRUE when anything, the search included, narrows the list. */
gboolean vouch_applicant_filter_is_active (VouchApplicantFilter *self);
/* "Status: On hold, Completed". Transfer full. */
char *vouch_applicant_filter_describe (VouchApplicantFilter *self, VouchFilterKind kind);
/* What can be chosen: VouchFilterChoice; transfer full. */
GPtrArray *vouch_applicant_filter_list_choices (VouchApplicantFilter *self, VouchFilterKind kind);
/* Writes the narrowing members of @query; its strings are borrowed until the next change. */
void vouch_applicant_filter_fill (VouchApplicantFilter *self, VouchApplicantQuery *query);

G_END_DECLS
