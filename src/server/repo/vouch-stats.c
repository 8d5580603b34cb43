/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One description of what counts serves the writer, who applies differences, and the check, who
 * counts all records anew. */

#define G_LOG_DOMAIN "vouch-server"

#include "vouch-stats.h"

#include <time.h>

#include "vouch-id.h"
#include "vouch-stmt.h"

static void
set_day (gint64 at, char day[16])
{
  time_t seconds = (time_t) (at / G_USEC_PER_SEC);
  struct tm utc;

  if (gmtime_r (&seconds, &utc) == NULL || strftime (day, 16, "%Y-%m-%d", &utc) == 0)
    g_strlcpy (day, "1970-01-01", 16);
}

static void
count (VouchStatsFunc func, gpointer user_data, const char *prefix, const char *word)
{
  char text[96];

  if (word == NULL || *word == '\0')
    return;

  g_snprintf (text, sizeof text, "%s.%s", prefix, word);
  func (text, user_data);
}

static gint64
count_applicant (const VouchApplicantRecord *applicant, VouchStatsFunc func, gpointer user_data)
{
  func ("created", user_data);
  count (func, user_data, "status", vouch_enum_nick (&vouch_status_enum, (int) applicant->status));
  count (func, user_data, "country", applicant->country);
  count (func, user_data, "phone_country", applicant->phone_country);
  count (func, user_data, "document_country", applicant->document_country);
  return applicant->created_at;
}

static gint64
count_step (const VouchStepResultRecord *step, VouchStatsFunc func, gpointer user_data)
{
  g_autofree char *prefix =
      g_strconcat ("step.", vouch_enum_nick (&vouch_step_enum, (int) step->step), NULL);

  count (func, user_data, prefix, vouch_enum_nick (&vouch_step_status_enum, (int) step->status));
  return step->created_at;
}

gboolean
vouch_stats_of_record (const VouchRecordType *type, gconstpointer record, char day[16],
                       VouchStatsFunc func, gpointer user_data)
{
  gint64 at = 0;

  if (type == &vouch_applicant_type)
    at = count_applicant (record, func, user_data);
  else if (type == &vouch_step_result_type)
    {
      const VouchStepResultRecord *step = record;

      if (step->state == VOUCH_RESULT_HISTORY)
        return FALSE;
      at = count_step (step, func, user_data);
    }
  else if (type == &vouch_warning_type)
    {
      const VouchWarningRecord *warning = record;

      at = warning->created_at;
      count (func, user_data, "warning",
             vouch_enum_nick (&vouch_warning_state_enum, (int) warning->state));
      count (func, user_data, "warning.kind",
             vouch_enum_nick (&vouch_warning_kind_enum, (int) warning->kind));
    }
  else if (type == &vouch_review_type)
    {
      const VouchReviewRecord *review = record;

      at = review->created_at;
      count (func, user_data, "decided",
             vouch_enum_nick (&vouch_status_enum, (int) review->status));
    }
  else
    return FALSE;

  set_day (at, day);
  return TRUE;
}

static void
collect (const char *word, gpointer user_data)
{
  g_ptr_array_add (user_data, g_strdup (word));
}

gboolean
vouch_stats_apply (VouchDb *db, const char *company_id, VouchMode mode, const VouchRecordType *type,
                   gconstpointer record, int sign, char day[16], GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (VouchStmt) stmt = NULL;

  day[0] = '\0';
  if (!vouch_stats_of_record (type, record, day, collect, words))
    return TRUE;

  stmt = vouch_db_statement (db, "server/add-stat", error);
  if (stmt == NULL)
    return FALSE;
  vouch_stmt_bind_text (stmt, ":company_id", company_id);
  vouch_stmt_bind_enum (stmt, ":mode", &vouch_mode_enum, (int) mode);
  vouch_stmt_bind_text (stmt, ":day", day);
  vouch_stmt_bind_int (stmt, ":n", sign);
  for (guint i = 0; i < words->len; i++)
    {
      vouch_stmt_bind_text (stmt, ":word", g_ptr_array_index (words, i));
      if (vouch_stmt_run (stmt, error) < 0)
        return FALSE;
    }
  return TRUE;
}

/* The same day has the same id in every database. */
static char *
day_id (const char *company_id, const char *mode, const char *day)
{
  g_autofree char *text = g_strjoin ("\n", company_id, mode, day, NULL);
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *iso = g_strconcat (day, "T00:00:00Z", NULL);
  GChecksum *sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;

  date = g_date_time_new_from_iso8601 (iso, NULL);
  g_checksum_update (sum, (const guchar *) text, -1);
  g_checksum_get_digest (sum, digest, &size);
  g_checksum_free (sum);
  return vouch_id_new_from (date != NULL ? g_date_time_to_unix (date) * 1000 : 0, digest);
}

VouchStatDayRecord *
vouch_stats_make_day (VouchDb *db, const char *company_id, VouchMode mode, const char *day,
                      GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "server/list-stat", error);
  g_autoptr (GString) counts = g_string_new (NULL);
  VouchStatDayRecord *record;
  GError *local = NULL;

  if (stmt == NULL)
    return NULL;

  vouch_stmt_bind_text (stmt, ":company_id", company_id);
  vouch_stmt_bind_enum (stmt, ":mode", &vouch_mode_enum, (int) mode);
  vouch_stmt_bind_text (stmt, ":day", day);
  vouch_json_begin_object (counts);
  while (vouch_stmt_step (stmt, &local))
    vouch_json_set_int (counts, vouch_stmt_text (stmt, 0), vouch_stmt_int (stmt, 1));
  vouch_json_end_object (counts);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }

  record = vouch_record_new (&vouch_stat_day_type);
  record->id = day_id (company_id, vouch_enum_nick (&vouch_mode_enum, (int) mode), day);
  record->mode = mode;
  record->day = g_strdup (day);
  record->counts = g_strdup (counts->str);
  return record;
}
