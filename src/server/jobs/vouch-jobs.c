/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deletions that fall due, and pruning. */

#define G_LOG_DOMAIN "vouch-server"

#include "vouch-jobs.h"

#include "vouch-id.h"
#include "vouch-stmt.h"

#define KEEP_ANSWERS (90 * G_TIME_SPAN_DAY)
#define KEEP_TOMBSTONES (60 * G_TIME_SPAN_DAY)
#define KEEP_SESSIONS (30 * G_TIME_SPAN_DAY)
#define KEEP_EVENTS (30 * G_TIME_SPAN_DAY)
#define KEEP_STAGED G_TIME_SPAN_DAY

typedef struct
{
  char *id;
  char *company_id;
} Due;

static void
due_clear (gpointer data)
{
  Due *self = data;

  g_free (self->id);
  g_free (self->company_id);
}

static gboolean
list_due (VouchDb *db, GArray *due, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "server/list-due", error);
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;

  vouch_stmt_bind_int (stmt, ":now", vouch_now ());
  while (vouch_stmt_step (stmt, &local))
    {
      Due item = { vouch_stmt_dup_text (stmt, 0), vouch_stmt_dup_text (stmt, 1) };

      g_array_append_val (due, item);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

static gboolean
erase (VouchWriter *writer, const Due *due, GError **error)
{
  g_autoptr (VouchActor) actor = vouch_actor_new (VOUCH_ACTOR_SYSTEM, due->company_id, NULL);
  g_autoptr (VouchCommand) command =
      vouch_command_new (NULL, "applicant.erase", due->id, NULL, error);
  g_autoptr (VouchAnswer) answer = NULL;

  if (command == NULL)
    return FALSE;

  answer = vouch_writer_run (writer, actor, command);
  if (answer->status == 200 || answer->status == 404) /* somebody was quicker */
    return TRUE;
  g_set_error (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_BUSY,
               "A deletion was answered with %u", answer->status);
  return FALSE;
}

gboolean
vouch_jobs_delete_due (VouchWriter *writer, guint *n, GError **error)
{
  VouchDbPool *pool = vouch_server_data_get_pool (vouch_writer_get_data (writer));
  g_autoptr (GArray) due = g_array_new (FALSE, FALSE, sizeof (Due));
  VouchDb *db = vouch_db_pool_checkout (pool, error);
  gboolean ok;

  if (db == NULL)
    return FALSE;

  g_array_set_clear_func (due, due_clear);
  ok = list_due (db, due, error);
  vouch_db_pool_checkin (pool, db);
  for (guint i = 0; i < due->len && ok; i++)
    ok = erase (writer, &g_array_index (due, Due, i), error);
  if (n != NULL)
    *n = ok ? due->len : 0;
  return ok;
}

static gboolean
prune (VouchDb *db, gpointer user_data, GError **error)
{
  static const struct
  {
    const char *statement;
    gint64 keep;
  } steps[] = {
    { "server/prune-answers", KEEP_ANSWERS },   { "server/prune-tombstones", KEEP_TOMBSTONES },
    { "server/prune-sessions", KEEP_SESSIONS }, { "server/prune-events", KEEP_EVENTS },
    { "server/prune-staged", KEEP_STAGED },     { "server/delete-old-staged", KEEP_STAGED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (VouchStmt) stmt = vouch_db_statement (db, steps[i].statement, error);

      if (stmt == NULL)
        return FALSE;
      vouch_stmt_bind_int (stmt, ":before", vouch_now () - steps[i].keep);
      if (vouch_stmt_run (stmt, error) < 0)
        return FALSE;
    }
  return TRUE;
}

gboolean
vouch_jobs_prune (VouchWriter *writer, GError **error)
{
  return vouch_writer_call (writer, prune, NULL, error);
}
