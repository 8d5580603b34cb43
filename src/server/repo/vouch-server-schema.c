/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbered steps of the server's schema. */

#define G_LOG_DOMAIN "vouch-server"

#include "vouch-server-schema.h"

#include "vouch-db-migrate.h"
#include "vouch-records.h"
#include "vouch-stmt.h"

#define CHILD "  company_id TEXT NOT NULL,\n"
#define OF_APPLICANT "  FOREIGN KEY (applicant_id) REFERENCES applicant (id)"

/* What a record table has beside the fields of its type. */
static const struct
{
  const VouchRecordType *type;
  const char *extra;
} tables[] = {
  { &vouch_company_type, "  company_id TEXT NOT NULL" },
  { &vouch_role_type, "  company_id TEXT NOT NULL" },
  { &vouch_user_type, "  company_id TEXT NOT NULL,\n  FOREIGN KEY (role_id) REFERENCES role (id)" },
  { &vouch_application_type, "  company_id TEXT NOT NULL" },
  { &vouch_flow_type, "  company_id TEXT NOT NULL" },
  { &vouch_stat_day_type, "  company_id TEXT NOT NULL" },
  { &vouch_applicant_type,
    "  company_id TEXT NOT NULL,\n  FOREIGN KEY (flow_id) REFERENCES flow (id),\n"
    "  FOREIGN KEY (application_id) REFERENCES application (id),\n"
    "  FOREIGN KEY (reviewer_id) REFERENCES user (id)" },
  { &vouch_step_result_type, CHILD OF_APPLICANT },
  /* who else a duplicate names, so that their redaction finds it */
  { &vouch_warning_type, CHILD "  other_applicant_id TEXT,\n" OF_APPLICANT },
  { &vouch_review_type, CHILD OF_APPLICANT },
  { &vouch_comment_type, CHILD OF_APPLICANT },
  { &vouch_media_type, CHILD OF_APPLICANT },
  { &vouch_aml_match_type, CHILD OF_APPLICANT },
  /* outlives its applicant: n is the place in the company's chain */
  { &vouch_timeline_entry_type,
    CHILD "  n INTEGER NOT NULL,\n  salt BLOB,\n  redacted INTEGER NOT NULL,\n"
          "  UNIQUE (company_id, n)" },
};

static gboolean
create_records (VouchDb *db, gpointer user_data, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = vouch_record_sql_create (tables[i].type, tables[i].extra);

      if (!vouch_db_exec (db, sql, error))
        return FALSE;
    }
  return TRUE;
}

/* A resource of SQL, run after the records. */
static gboolean
create_rest (VouchDb *db, gpointer user_data, GError **error)
{
  g_autoptr (GBytes) sql =
      g_resources_lookup_data ("/org/vouch/Workplace/sql/server/0001-tables.sql",
                               G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  return sql != NULL && vouch_db_exec (db, g_bytes_get_data (sql, NULL), error) &&
         vouch_server_schema_renew_epoch (db, error);
}

static gboolean
create_all (VouchDb *db, gpointer user_data, GError **error)
{
  return create_records (db, user_data, error) && create_rest (db, user_data, error);
}

static const VouchDbMigration steps[] = {
  { 1, NULL, NULL, create_all },
};

gboolean
vouch_server_schema_migrate (VouchDb *db, GError **error)
{
  return vouch_db_migrate (db, steps, G_N_ELEMENTS (steps), NULL, error);
}

gboolean
vouch_server_schema_get_epoch (VouchDb *db, gint64 *epoch, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "server/get-meta", error);

  if (stmt == NULL)
    return FALSE;

  vouch_stmt_bind_text (stmt, ":name", "epoch");
  if (!vouch_stmt_one (stmt, error))
    return FALSE;

  *epoch = vouch_stmt_int (stmt, 0);
  return TRUE;
}

gboolean
vouch_server_schema_renew_epoch (VouchDb *db, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "server/put-meta", error);

  if (stmt == NULL)
    return FALSE;

  vouch_stmt_bind_text (stmt, ":name", "epoch");
  vouch_stmt_bind_int (stmt, ":value",
                       (gint64) g_random_int () << 20 | (g_random_int () & 0xfffff));
  return vouch_stmt_run (stmt, error) >= 0;
}
