/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing of rows with all that belongs to it: number, rollup, tombstone, audit line, hint. */

#define G_LOG_DOMAIN "vouch-server"

#include "vouch-change.h"

#include <string.h>

#include "vouch-id.h"
#include "vouch-stats.h"
#include "vouch-stmt.h"
#include "vouch-timeline.h"

void
vouch_group_init (VouchGroup *self)
{
  self->hints = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->days = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->sweep = FALSE;
}

void
vouch_group_clear (VouchGroup *self)
{
  g_clear_pointer (&self->hints, g_hash_table_unref);
  g_clear_pointer (&self->days, g_hash_table_unref);
}

static void
group_hint (VouchGroup *self, const char *company_id, const char *scope, const char *of, gint64 seq)
{
  char *key = g_strconcat (company_id, "\n", scope, "/", of, NULL);

  g_hash_table_replace (self->hints, key, g_memdup2 (&seq, sizeof seq));
}

void
vouch_change_init (VouchChange *self, VouchDb *db, VouchServerData *data, VouchGroup *group,
                   VouchActor *actor, VouchCommand *command)
{
  memset (self, 0, sizeof *self);
  self->db = db;
  self->data = data;
  self->group = group;
  self->actor = actor;
  self->command = command;
  self->company_id = actor->company_id;
  self->at = actor->at != 0 ? actor->at : vouch_now ();
}

void
vouch_change_clear (VouchChange *self)
{
  vouch_record_free (&vouch_applicant_type, self->applicant);
  if (self->target_type != NULL)
    vouch_record_free (self->target_type, self->target);
  g_free (self->field);
  g_free (self->current);
}

static gint64
next_seq (VouchDb *db, const char *company_id, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "server/next-seq", error);

  if (stmt == NULL)
    return 0;

  vouch_stmt_bind_text (stmt, ":company_id", company_id);
  return vouch_stmt_one (stmt, error) ? vouch_stmt_int (stmt, 0) : 0;
}

gint64
vouch_change_get_seq (VouchChange *self, GError **error)
{
  if (self->seq == 0)
    self->seq = next_seq (self->db, self->company_id, error);
  return self->seq;
}

char *
vouch_change_new_id (VouchChange *self)
{
  g_autofree char *text = g_strdup_printf ("%s %u", self->command->id, self->n_ids++);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;

  g_checksum_update (sum, (const guchar *) text, -1);
  g_checksum_get_digest (sum, digest, &size);
  return vouch_id_new_from (self->at / 1000, digest);
}

/* Made once a type; the program has a handful of types. */
static const char *
put_sql (const VouchRecordType *type)
{
  static GMutex lock;
  static GHashTable *texts;
  const char *text;

  g_mutex_lock (&lock);
  if (texts == NULL)
    texts = g_hash_table_new (NULL, NULL);
  text = g_hash_table_lookup (texts, type);
  if (text == NULL)
    {
      GString *sql = g_string_new (NULL);

      g_string_append_printf (sql, "INSERT INTO %s (company_id", type->name);
      for (guint i = 0; i < type->n_fields; i++)
        g_string_append_printf (sql, ", %s", type->fields[i].name);
      g_string_append (sql, ") VALUES (:company_id");
      for (guint i = 0; i < type->n_fields; i++)
        g_string_append_printf (sql, ", :%s", type->fields[i].name);
      g_string_append (sql, ") ON CONFLICT (id) DO UPDATE SET ");
      for (guint i = 1; i < type->n_fields; i++)
        g_string_append_printf (sql, "%s%s = excluded.%s", i > 1 ? ", " : "", type->fields[i].name,
                                type->fields[i].name);
      g_string_append_printf (sql, " WHERE %s.company_id = excluded.company_id", type->name);
      text = g_string_free (sql, FALSE);
      g_hash_table_insert (texts, (gpointer) type, (gpointer) text);
    }
  g_mutex_unlock (&lock);
  return text;
}

static VouchStmt *
select_row (VouchDb *db, const VouchRecordType *type, GError **error)
{
  char sql[96];

  g_snprintf (sql, sizeof sql, "SELECT * FROM %s WHERE id = :id AND company_id = :company_id",
              type->name);
  return vouch_db_prepare (db, sql, error);
}

/* NULL without @error: there is none. */
static gpointer
find_row (VouchChange *self, const VouchRecordType *type, const char *id, GError **error)
{
  g_autoptr (VouchStmt) stmt = select_row (self->db, type, error);

  if (stmt == NULL)
    return NULL;

  vouch_stmt_bind_text (stmt, ":id", id);
  vouch_stmt_bind_text (stmt, ":company_id", self->company_id);
  return vouch_stmt_next_record (stmt, type, error);
}

gpointer
vouch_change_get (VouchChange *self, const VouchRecordType *type, const char *id, GError **error)
{
  GError *local = NULL;
  gpointer record = find_row (self, type, id, &local);

  if (local != NULL)
    g_propagate_error (error, local);
  else if (record == NULL)
    g_set_error (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_NOT_FOUND, "There is no such %s",
                 type->name);
  return record;
}

static VouchMode
mode_of (VouchChange *self, const VouchRecordType *type, gconstpointer record)
{
  const VouchField *mode = vouch_record_field (type, "mode");

  if (mode != NULL)
    return (VouchMode) vouch_field_get_int (mode, record);
  return self->applicant != NULL ? self->applicant->mode : VOUCH_MODE_TEST;
}

static gboolean
count (VouchChange *self, const VouchRecordType *type, gconstpointer record, int sign,
       GError **error)
{
  VouchMode mode = mode_of (self, type, record);
  char day[16];

  if (!vouch_stats_apply (self->db, self->company_id, mode, type, record, sign, day, error))
    return FALSE;

  if (day[0] != '\0')
    g_hash_table_add (self->group->days,
                      g_strjoin ("\n", self->company_id,
                                 vouch_enum_nick (&vouch_mode_enum, (int) mode), day, NULL));
  return TRUE;
}

static gboolean
is_counted (const VouchRecordType *type)
{
  return type == &vouch_applicant_type || type == &vouch_step_result_type ||
         type == &vouch_warning_type || type == &vouch_review_type;
}

static gboolean
recount (VouchChange *self, const VouchRecordType *type, gpointer record, GError **error)
{
  gpointer old;
  GError *local = NULL;
  gboolean ok = TRUE;

  if (!is_counted (type))
    return TRUE;

  old = find_row (self, type, ((VouchRecord *) record)->id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (old != NULL)
    ok = count (self, type, old, -1, error);
  vouch_record_free (type, old);
  return ok && count (self, type, record, 1, error);
}

static void
hint_row (VouchChange *self, const VouchRecordType *type, gconstpointer record)
{
  const VouchField *owner = vouch_record_field (type, "applicant_id");

  if (owner != NULL && vouch_field_get_text (owner, record) != NULL)
    group_hint (self->group, self->company_id, "applicant", vouch_field_get_text (owner, record),
                self->seq);
  else if (vouch_record_field (type, "mode") != NULL)
    group_hint (self->group, self->company_id, "workspace",
                vouch_enum_nick (&vouch_mode_enum, (int) mode_of (self, type, record)), self->seq);
  else
    {
      group_hint (self->group, self->company_id, "workspace", "test", self->seq);
      group_hint (self->group, self->company_id, "workspace", "live", self->seq);
    }
}

static gboolean
write_row (VouchDb *db, const char *company_id, const VouchRecordType *type, gconstpointer record,
           GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_prepare (db, put_sql (type), error);
  gint64 n;

  if (stmt == NULL)
    return FALSE;

  vouch_stmt_bind_record (stmt, type, record);
  vouch_stmt_bind_text (stmt, ":company_id", company_id);
  n = vouch_stmt_run (stmt, error);
  if (n == 0) /* the id belongs to another company */
    g_set_error (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_NOT_FOUND, "There is no such %s",
                 type->name);
  return n > 0;
}

gboolean
vouch_change_put (VouchChange *self, const VouchRecordType *type, gpointer record, GError **error)
{
  if (vouch_change_get_seq (self, error) == 0)
    return FALSE;

  ((VouchRecord *) record)->seq = self->seq;
  if (!recount (self, type, record, error) ||
      !write_row (self->db, self->company_id, type, record, error))
    return FALSE;

  hint_row (self, type, record);
  return TRUE;
}

gboolean
vouch_change_tombstone (VouchChange *self, const char *scope, const char *type, const char *id,
                        const char *why, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (self->db, "server/put-tombstone", error);

  if (stmt == NULL || vouch_change_get_seq (self, error) == 0)
    return FALSE;

  vouch_stmt_bind_text (stmt, ":company_id", self->company_id);
  vouch_stmt_bind_text (stmt, ":scope", scope);
  vouch_stmt_bind_text (stmt, ":type", type);
  vouch_stmt_bind_text (stmt, ":id", id);
  vouch_stmt_bind_text (stmt, ":why", why);
  vouch_stmt_bind_int (stmt, ":seq", self->seq);
  vouch_stmt_bind_int (stmt, ":at", self->at);
  vouch_stmt_bind_enum (stmt, ":mode", &vouch_mode_enum,
                        self->applicant != NULL ? (int) self->applicant->mode : VOUCH_MODE_TEST);
  return vouch_stmt_run (stmt, error) >= 0;
}

gboolean
vouch_change_drop (VouchChange *self, const VouchRecordType *type, gpointer record, const char *why,
                   GError **error)
{
  const VouchField *owner = vouch_record_field (type, "applicant_id");
  g_autofree char *scope =
      owner != NULL
          ? g_strconcat ("applicant/", vouch_field_get_text (owner, record), NULL)
          : g_strconcat ("workspace/",
                         vouch_enum_nick (&vouch_mode_enum, (int) mode_of (self, type, record)),
                         NULL);

  if (!vouch_change_tombstone (self, scope, type->name, ((VouchRecord *) record)->id, why, error) ||
      !count (self, type, record, -1, error) ||
      !vouch_db_delete_record (self->db, type, ((VouchRecord *) record)->id, error))
    return FALSE;

  hint_row (self, type, record);
  return TRUE;
}

gboolean
vouch_change_put_applicant (VouchChange *self, gboolean decisive, GError **error)
{
  self->applicant->version++;
  if (decisive)
    self->applicant->decision_version++;
  self->applicant->updated_at = self->at;
  return vouch_change_put (self, &vouch_applicant_type, self->applicant, error);
}

gboolean
vouch_change_count_warnings (VouchChange *self, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (self->db, "server/sum-warnings", error);
  g_autoptr (GString) kinds = g_string_new (NULL);
  gint64 n = 0;
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;

  vouch_stmt_bind_text (stmt, ":applicant_id", self->applicant->id);
  while (vouch_stmt_step (stmt, &local))
    {
      g_string_append_printf (kinds, "%s%s", kinds->len > 0 ? " " : "", vouch_stmt_text (stmt, 0));
      n += vouch_stmt_int (stmt, 1);
    }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  self->applicant->warnings_unresolved = n;
  g_free (self->applicant->warning_kinds);
  self->applicant->warning_kinds = kinds->len > 0 ? g_strdup (kinds->str) : NULL;
  return TRUE;
}

static gboolean
put_event (VouchChange *self, const char *event, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (self->db, "server/insert-event", error);
  g_autofree char *id = vouch_change_new_id (self);
  g_autoptr (GString) payload = g_string_new (NULL);

  if (stmt == NULL)
    return FALSE;

  /* Ids only: who receives it asks for the rest, and a deletion has less to find. */
  vouch_json_begin_object (payload);
  vouch_json_set_string (payload, "type", event);
  vouch_json_set_string (payload, "applicant_id", self->applicant->id);
  vouch_json_set_string (payload, "status",
                         vouch_enum_nick (&vouch_status_enum, (int) self->applicant->status));
  vouch_json_end_object (payload);
  vouch_stmt_bind_text (stmt, ":id", id);
  vouch_stmt_bind_text (stmt, ":company_id", self->company_id);
  vouch_stmt_bind_enum (stmt, ":mode", &vouch_mode_enum, (int) self->applicant->mode);
  vouch_stmt_bind_text (stmt, ":applicant_id", self->applicant->id);
  vouch_stmt_bind_text (stmt, ":type", event);
  vouch_stmt_bind_int (stmt, ":seq", self->seq);
  vouch_stmt_bind_text (stmt, ":payload", payload->str);
  vouch_stmt_bind_int (stmt, ":at", self->at);
  return vouch_stmt_run (stmt, error) >= 0;
}

gboolean
vouch_change_log (VouchChange *self, const char *event, const VouchStepResultRecord *step,
                  const char *detail, GError **error)
{
  g_autofree char *id = vouch_change_new_id (self);
  VouchActor *actor = self->actor;
  VouchTimelineEntryRecord entry = { .at = self->at, .actor_kind = actor->kind };
  gboolean ok;

  if (vouch_change_get_seq (self, error) == 0)
    return FALSE;

  /* Borrowed for the call: only digest and chain become owned. */
  entry.id = id;
  entry.seq = self->seq;
  entry.applicant_id = self->applicant != NULL ? self->applicant->id : NULL;
  entry.event = (char *) event;
  if (step != NULL)
    {
      entry.step = (char *) vouch_enum_nick (&vouch_step_enum, (int) step->step);
      entry.step_status = (char *) vouch_enum_nick (&vouch_step_status_enum, (int) step->status);
    }
  entry.actor_id = actor->user_id;
  entry.actor_name = actor->name;
  entry.os = actor->os;
  entry.browser = actor->browser;
  entry.ip = actor->ip;
  entry.detail = (char *) detail;
  ok = vouch_timeline_append (self->db, vouch_server_data_get_keys (self->data), self->company_id,
                              &entry, error);
  g_free (entry.digest);
  g_free (entry.chain);
  if (!ok || self->applicant == NULL)
    return ok;

  hint_row (self, &vouch_timeline_entry_type, &entry);
  return put_event (self, event, error);
}

char *
vouch_change_before_after (const char *name, const char *before, const char *after)
{
  GString *out = g_string_new (NULL);

  vouch_json_begin_object (out);
  vouch_json_add_key (out, "before");
  vouch_json_begin_object (out);
  vouch_json_set_string (out, name, before);
  vouch_json_end_object (out);
  vouch_json_add_key (out, "after");
  vouch_json_begin_object (out);
  vouch_json_set_string (out, name, after);
  vouch_json_end_object (out);
  vouch_json_end_object (out);
  return g_string_free (out, FALSE);
}

gboolean
vouch_change_invalid (VouchChange *self, const char *field, const char *message, GError **error)
{
  g_free (self->field);
  self->field = g_strdup (field);
  g_set_error_literal (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_INVALID, message);
  return FALSE;
}

gboolean
vouch_change_conflict (VouchChange *self, const char *message, const char *value, GError **error)
{
  GString *out = g_string_new (NULL);
  VouchUserRecord *reviewer = NULL;

  if (self->applicant->reviewer_id != NULL)
    reviewer = vouch_change_get (self, &vouch_user_type, self->applicant->reviewer_id, NULL);
  vouch_json_begin_object (out);
  vouch_json_add_key (out, "applicant");
  vouch_record_to_json (&vouch_applicant_type, self->applicant, out);
  vouch_json_set_string (out, "reviewer_name", reviewer != NULL ? reviewer->full_name : NULL);
  if (value != NULL)
    vouch_json_set_string (out, "value", value);
  vouch_json_end_object (out);
  vouch_record_free (&vouch_user_type, reviewer);

  g_free (self->current);
  self->current = g_string_free (out, FALSE);
  g_set_error_literal (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_CONFLICT, message);
  return FALSE;
}

/* "type.field is …" names the field of the refusal. */
static void
take_record_error (VouchChange *self, GError *local, GError **error)
{
  const char *dot = strchr (local->message, '.');
  const char *space = dot != NULL ? strchr (dot, ' ') : NULL;

  g_free (self->field);
  self->field = space != NULL ? g_strndup (dot + 1, (gsize) (space - dot - 1)) : NULL;
  g_set_error_literal (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_INVALID, local->message);
  g_error_free (local);
}

gpointer
vouch_change_read_record (VouchChange *self, const VouchRecordType *type, const VouchJson *json,
                          VouchJsonRef ref, const char *id, const char *applicant_id,
                          GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (VouchJson) whole = NULL;
  GError *local = NULL;
  gpointer record = NULL;

  vouch_json_begin_object (text);
  vouch_json_set_string (text, "id", id);
  if (applicant_id != NULL)
    vouch_json_set_string (text, "applicant_id", applicant_id);
  for (VouchJsonRef child = vouch_json_first (json, ref); child != VOUCH_JSON_NOTHING;
       child = vouch_json_next (json, child))
    {
      g_autofree char *key = vouch_json_key (json, child);
      gsize length;
      const char *raw = vouch_json_raw (json, child, &length);

      if (strcmp (key, "id") == 0 || strcmp (key, "applicant_id") == 0)
        continue;
      vouch_json_add_key (text, key);
      vouch_json_add_raw (text, raw, (gssize) length);
    }
  vouch_json_end_object (text);

  whole = vouch_json_parse (text->str, (gssize) text->len, &local);
  if (whole != NULL)
    record = vouch_record_from_json (type, whole, 0, &local);
  if (record == NULL)
    take_record_error (self, local, error);
  return record;
}

gboolean
vouch_group_flush (VouchGroup *self, VouchDb *db, GError **error)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->days);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_auto (GStrv) parts = g_strsplit (key, "\n", 3);
      VouchStatDayRecord *day =
          vouch_stats_make_day (db, parts[0],
                                (VouchMode) vouch_enum_from_nick (&vouch_mode_enum, parts[1]),
                                parts[2], error);
      gboolean ok;

      if (day == NULL)
        return FALSE;
      day->seq = next_seq (db, parts[0], error);
      ok = day->seq != 0 && write_row (db, parts[0], &vouch_stat_day_type, day, error);
      group_hint (self, parts[0], "workspace", parts[1], day->seq);
      vouch_record_free (&vouch_stat_day_type, day);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}
