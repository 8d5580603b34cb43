/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks an operator runs: is the trail whole, is the database what its records say. */

#define G_LOG_DOMAIN "vouch-server"

#include "vouch-jobs.h"

#include <string.h>

#include "vouch-records.h"
#include "vouch-stats.h"
#include "vouch-stmt.h"
#include "vouch-timeline.h"

/* With the connection in a read transaction. */
static VouchDb *
open_snapshot (VouchServerData *data, GError **error)
{
  VouchDbPool *pool = vouch_server_data_get_pool (data);
  VouchDb *db = vouch_db_pool_checkout (pool, error);

  if (db != NULL && !vouch_db_begin_read (db, error))
    {
      vouch_db_pool_checkin (pool, db);
      return NULL;
    }
  return db;
}

static void
close_snapshot (VouchServerData *data, VouchDb *db)
{
  vouch_db_rollback (db);
  vouch_db_pool_checkin (vouch_server_data_get_pool (data), db);
}

gboolean
vouch_server_verify_audit (VouchServerData *data, gint64 *n, GError **error)
{
  VouchDb *db = open_snapshot (data, error);
  gboolean ok;

  if (db == NULL)
    return FALSE;

  ok = vouch_timeline_verify (db, vouch_server_data_get_keys (data), n, error);
  close_snapshot (data, db);
  return ok;
}

typedef struct
{
  VouchServerData *data;
  VouchDb *db;
  GString *report;
  guint n_faults;
} Check;

static void G_GNUC_PRINTF (2, 3) note (Check *self, const char *format, ...)
{
  va_list args;

  self->n_faults++;
  if (self->report == NULL)
    return;
  va_start (args, format);
  g_string_append_vprintf (self->report, format, args);
  va_end (args);
  g_string_append_c (self->report, '\n');
}

typedef struct
{
  GHashTable *counts; /* "company mode day word" -> count */
  GPtrArray *words;
} Recount;

static void
collect_word (const char *word, gpointer user_data)
{
  g_ptr_array_add (user_data, g_strdup (word));
}

static void
count_record (Recount *recount, const char *company_id, const char *mode,
              const VouchRecordType *type, gconstpointer record)
{
  char day[16];

  g_ptr_array_set_size (recount->words, 0);
  if (!vouch_stats_of_record (type, record, day, collect_word, recount->words))
    return;

  for (guint i = 0; i < recount->words->len; i++)
    {
      char *key = g_strjoin (" ", company_id, mode, day,
                             (const char *) g_ptr_array_index (recount->words, i), NULL);
      int n = GPOINTER_TO_INT (g_hash_table_lookup (recount->counts, key));

      g_hash_table_replace (recount->counts, key, GINT_TO_POINTER (n + 1));
    }
}

static gboolean
count_table (Check *self, Recount *recount, const VouchRecordType *type, GError **error)
{
  g_autofree char *sql = type == &vouch_applicant_type
                             ? g_strdup ("SELECT * FROM applicant")
                             : g_strdup_printf ("SELECT t.*, a.mode AS owner_mode FROM %s t "
                                                "JOIN applicant a ON a.id = t.applicant_id",
                                                type->name);
  g_autoptr (VouchStmt) stmt = vouch_db_prepare (self->db, sql, error);
  GError *local = NULL;
  gpointer record;

  if (stmt == NULL)
    return FALSE;

  while ((record = vouch_stmt_next_record (stmt, type, &local)) != NULL)
    {
      int mode =
          vouch_stmt_find_column (stmt, type == &vouch_applicant_type ? "mode" : "owner_mode");

      count_record (recount, vouch_stmt_text (stmt, vouch_stmt_find_column (stmt, "company_id")),
                    vouch_stmt_text (stmt, mode), type, record);
      vouch_record_free (type, record);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

static gboolean
compare_counts (Check *self, Recount *recount, GError **error)
{
  g_autoptr (VouchStmt) stmt =
      vouch_db_prepare (self->db,
                        "SELECT company_id, mode, day, word, n FROM stat_count WHERE n != 0",
                        error);
  GError *local = NULL;
  GHashTableIter iter;
  gpointer key;

  if (stmt == NULL)
    return FALSE;

  while (vouch_stmt_step (stmt, &local))
    {
      g_autofree char *name =
          g_strdup_printf ("%s %s %s %s", vouch_stmt_text (stmt, 0), vouch_stmt_text (stmt, 1),
                           vouch_stmt_text (stmt, 2), vouch_stmt_text (stmt, 3));
      int n = GPOINTER_TO_INT (g_hash_table_lookup (recount->counts, name));

      if (n != vouch_stmt_int (stmt, 4))
        note (self, "rollup %s: %" G_GINT64_FORMAT " stored, %d counted", name,
              vouch_stmt_int (stmt, 4), n);
      g_hash_table_remove (recount->counts, name);
    }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  g_hash_table_iter_init (&iter, recount->counts);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    note (self, "rollup %s: missing", (const char *) key);
  return TRUE;
}

/* The record a client draws must say what the counts say. */
static gboolean
compare_days (Check *self, GError **error)
{
  g_autoptr (VouchStmt) stmt =
      vouch_db_prepare (self->db,
                        "SELECT DISTINCT s.company_id, s.mode, s.day, d.counts FROM stat_count s "
                        "LEFT JOIN stat_day d ON d.company_id = s.company_id AND d.mode = s.mode "
                        "AND d.day = s.day",
                        error);
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;

  while (vouch_stmt_step (stmt, &local))
    {
      VouchMode mode = (VouchMode) vouch_stmt_enum (stmt, 1, &vouch_mode_enum);
      VouchStatDayRecord *day = vouch_stats_make_day (self->db, vouch_stmt_text (stmt, 0), mode,
                                                      vouch_stmt_text (stmt, 2), &local);

      if (day == NULL)
        break;
      if (g_strcmp0 (day->counts, vouch_stmt_text (stmt, 3)) != 0)
        note (self, "rollup record of %s: not what was counted", day->day);
      vouch_record_free (&vouch_stat_day_type, day);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

static gboolean
check_rollups (Check *self, GError **error)
{
  const VouchRecordType *const types[] = { &vouch_applicant_type, &vouch_step_result_type,
                                           &vouch_warning_type, &vouch_review_type };
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  Recount recount = { counts, words };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (!count_table (self, &recount, types[i], error))
        return FALSE;
    }
  return compare_counts (self, &recount, error) && compare_days (self, error);
}

static gboolean
check_summaries (Check *self, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_prepare (
      self->db,
      "SELECT a.id FROM applicant a WHERE a.warnings_unresolved != (SELECT count(*) "
      "FROM warning w WHERE w.applicant_id = a.id AND w.state = 'unresolved')",
      error);
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;

  while (vouch_stmt_step (stmt, &local))
    note (self, "applicant %s: the count of warnings is wrong", vouch_stmt_text (stmt, 0));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

static gboolean
check_media (Check *self, GError **error)
{
  VouchMediaStore *media = vouch_server_data_get_media (self->data);
  g_autoptr (VouchStmt) stmt = vouch_db_statement (self->db, "server/list-media-names", error);
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;

  while (vouch_stmt_step (stmt, &local))
    {
      g_autofree char *path =
          vouch_media_store_path (media, vouch_stmt_text (stmt, 0), vouch_stmt_text (stmt, 1));

      if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
        note (self, "media %s: the file is missing", vouch_stmt_text (stmt, 1));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

/* What a check itself finds broken is a fault like any other. */
static gboolean
absorb (Check *self, const char *what, gboolean ok, GError *local, GError **error)
{
  if (ok)
    return TRUE;
  if (g_error_matches (local, VOUCH_DB_ERROR, VOUCH_DB_ERROR_CORRUPT) ||
      g_error_matches (local, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_CORRUPT))
    {
      note (self, "%s: %s", what, local->message);
      g_error_free (local);
      return TRUE;
    }
  g_propagate_error (error, local);
  return FALSE;
}

static gboolean
check_integrity (Check *self, GError **error)
{
  return vouch_db_integrity_check (self->db, error);
}

static gboolean
check_audit (Check *self, GError **error)
{
  return vouch_timeline_verify (self->db, vouch_server_data_get_keys (self->data), NULL, error);
}

static gboolean
run_checks (Check *self, GError **error)
{
  static const struct
  {
    const char *what;
    gboolean (*func) (Check *, GError **);
  } checks[] = {
    { "database", check_integrity },  { "audit", check_audit }, { "rollups", check_rollups },
    { "summaries", check_summaries }, { "media", check_media },
  };

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      GError *local = NULL;
      gboolean ok = checks[i].func (self, &local);

      if (!absorb (self, checks[i].what, ok, local, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
vouch_server_check (VouchServerData *data, GString *report, GError **error)
{
  Check check = { data, open_snapshot (data, error), report, 0 };
  gboolean ok;

  if (check.db == NULL)
    return FALSE;

  ok = run_checks (&check, error);
  close_snapshot (data, check.db);
  if (ok && check.n_faults > 0)
    {
      g_set_error (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_CORRUPT, "%u faults found",
                   check.n_faults);
      return FALSE;
    }
  return ok;
}
