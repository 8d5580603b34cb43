/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The day rollups of the dashboard: what each record adds to the counts of a day. */
#pragma once

#include "vouch-records.h"
#include "vouch-db.h"

G_BEGIN_DECLS

/* Counts of a stat_day, by the UTC day a record was created on:
 *  created, status.WORD, country.XX, phone_country.XX, document_country.XX  applicants
 *  step.STEP.STATUS                                                         active step results
 *  warning.STATE, warning.kind.KIND                                         warnings
 *  decided.approved, decided.declined                                       reviews */
typedef void (*VouchStatsFunc) (const char *word, gpointer user_data);
/* Calls @func once a word; @day gets "2026-11-23". FALSE when the record counts nowhere. */
gboolean vouch_stats_of_record (const VouchRecordType *type, gconstpointer record, char day[16],
                                VouchStatsFunc func, gpointer user_data);

/* Adds (@sign 1) or takes away (-1) what the record counts. */
gboolean vouch_stats_apply (VouchDb *db, const char *company_id, VouchMode mode,
                            const VouchRecordType *type, gconstpointer record, int sign,
                            char day[16], GError **error);

/* The record of a day as the counts now stand; its seq is the caller's. Transfer full. */
VouchStatDayRecord *vouch_stats_make_day (VouchDb *db, const char *company_id, VouchMode mode,
                                          const char *day, GError **error);

G_END_DECLS
