/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window on the applicants of the cache: filtered, searched and sorted by SQL. */
#pragma once

#include "vouch-applicant.h"

G_BEGIN_DECLS

typedef enum
{
  VOUCH_APPLICANT_SORT_CREATED,
  VOUCH_APPLICANT_SORT_UPDATED,
  VOUCH_APPLICANT_SORT_NAME,
  VOUCH_APPLICANT_SORT_EXTERNAL_ID,
  VOUCH_APPLICANT_SORT_STATUS,
  VOUCH_APPLICANT_SORT_REVIEWER,
  VOUCH_APPLICANT_SORT_FLOW,
  VOUCH_APPLICANT_SORT_COUNTRY,
  VOUCH_APPLICANT_SORT_WARNINGS,
  VOUCH_N_APPLICANT_SORTS,
} VouchApplicantSort;

/* What a list shows. Start from VOUCH_APPLICANT_QUERY_INIT; strings are copied by the list. */
typedef struct
{
  VouchMode mode;
  const char *search;   /* words; prefixes of name, external id, id, email, phone; NULL */
  guint statuses;       /* bits 1 << VouchStatus; 0 = any */
  const char *reviewer; /* user id; "" = nobody; NULL = any */
  const char *flow;     /* flow id or NULL */
  const char *country;  /* alpha-2 or NULL */
  int warning;          /* VouchWarningKind unresolved; -1 = any; -2 = at least one of any kind */
  gint64 created_from;  /* microseconds UTC, inclusive; 0 = open */
  gint64 created_to;    /* exclusive; 0 = open */
  gboolean deleted;     /* only those scheduled for deletion */
  VouchApplicantSort sort;
  gboolean descending;
} VouchApplicantQuery;

#define VOUCH_APPLICANT_QUERY_INIT \
  { \
    .warning = -1, .sort = VOUCH_APPLICANT_SORT_CREATED, .descending = TRUE \
  }

#define VOUCH_TYPE_APPLICANT_LIST (vouch_applicant_list_get_type ())
/* GListModel of VouchApplicant. get_item gives an object at once; what is not in memory yet has
 * "loaded" FALSE and notifies. A new query comes as (0, n, 0) and then (0, 0, m); changed rows
 * notify by themselves, rows that come, go or move are reported by the smallest range.
 * Property "loading" (boolean): a query runs; the old rows stand until it is done. */
G_DECLARE_FINAL_TYPE (VouchApplicantList, vouch_applicant_list, VOUCH, APPLICANT_LIST, GObject)

/* Empty until the first query. Transfer full. */
VouchApplicantList *vouch_applicant_list_new (VouchStore *store);
void vouch_applicant_list_set_query (VouchApplicantList *self, const VouchApplicantQuery *query);
/* Borrowed until the next set. */
const VouchApplicantQuery *vouch_applicant_list_get_query (VouchApplicantList *self);
gboolean vouch_applicant_list_get_loading (VouchApplicantList *self);

/* Position of an applicant in the list; finish gives -1 when it is not in it. */
void vouch_applicant_list_find_async (VouchApplicantList *self, const char *id,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
gint64 vouch_applicant_list_find_finish (VouchApplicantList *self, GAsyncResult *result,
                                         GError **error);
/* The @count applicants after (@step 1) or before (-1) @id: the next to open, and those to fetch
 * ahead. finish: array of id, in that order, empty at the end; transfer full. */
void vouch_applicant_list_neighbours_async (VouchApplicantList *self, const char *id, int step,
                                            guint count, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
GStrv vouch_applicant_list_neighbours_finish (VouchApplicantList *self, GAsyncResult *result,
                                              GError **error);

/* How many applicants of a mode match, without a list: for badges. finish -1 on error. */
void vouch_store_count_applicants_async (VouchStore *store, const VouchApplicantQuery *query,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
gint64 vouch_store_count_applicants_finish (VouchStore *store, GAsyncResult *result,
                                            GError **error);

G_END_DECLS
