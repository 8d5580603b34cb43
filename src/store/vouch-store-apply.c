/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of the feed and its token, in one transaction.
 *
 * A loading from the start is a *generation*: each row is stamped with its scope's, and when the
 * last page is there, rows of an older one are gone from the server and are removed. So a reload
 * replaces the cache without the screen ever being empty. */

#define G_LOG_DOMAIN "vouch-store-apply"

#include "vouch-fold.h"
#include "vouch-store-private.h"

#define MAX_ROWS 5000

typedef struct
{
  const VouchRecordType *type;
  VouchRecord *record;
} Decoded;

typedef struct
{
  /* asked */
  char *scope;
  GBytes *page;
  GBytes *key;
  char *directory;
  guint64 serial;
  /* found */
  VouchMode mode;
  gboolean workspace;
  gint64 generation;
  gboolean complete;
  char *token;
  gboolean more;
  gboolean checksum_ok;
  gboolean key_dropped;
  guint n_rows;
  guint types;
  gint64 max_seq;
  GArray *decoded;  /* Decoded, of workspaces only */
  GPtrArray *gone;  /* "type\nid", of workspaces only */
  GHashTable *ids;  /* set */
  GHashTable *acks; /* set of command ids */
} Apply;

static void
apply_free (gpointer data)
{
  Apply *self = data;

  for (guint i = 0; i < self->decoded->len; i++)
    {
      Decoded *one = &g_array_index (self->decoded, Decoded, i);

      vouch_record_free (one->type, one->record);
    }
  g_array_unref (self->decoded);
  g_ptr_array_unref (self->gone);
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->acks);
  g_bytes_unref (self->page);
  g_bytes_unref (self->key);
  g_free (self->scope);
  g_free (self->directory);
  g_free (self->token);
  g_free (self);
}

static gboolean
invalid (const char *what, GError **error)
{
  g_set_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_INVALID,
               "A page of changes is not as agreed: %s", what);
  return FALSE;
}

static void
note (Apply *self, const VouchRecordType *type, const char *id)
{
  self->types |= type != NULL ? vouch_store_type_bit (type) : 0;
  g_hash_table_add (self->ids, g_strdup (id));
}

static void
note_gone (Apply *self, const char *word, const char *id)
{
  const VouchRecordType *type = vouch_record_type_find (word);

  note (self, type, id);
  if (self->workspace && type != NULL)
    g_ptr_array_add (self->gone, g_strconcat (word, "\n", id, NULL));
}

/* What the search looks in; folded, so that accents and case do not matter. */
static char *
search_words (const VouchApplicantRecord *record)
{
  g_autofree char *text =
      g_strdup_printf ("%s %s %s %s %s", record->full_name ? record->full_name : "",
                       record->external_user_id ? record->external_user_id : "", record->id,
                       record->email ? record->email : "", record->phone ? record->phone : "");

  return vouch_fold (text);
}

static char *
applicant_upsert_sql (void)
{
  const VouchRecordType *type = &vouch_applicant_type;
  g_autofree char *columns = vouch_record_sql_columns (type);
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT INTO applicant (%s, name_key, words, generation) VALUES (",
                          columns);
  for (guint i = 0; i < type->n_fields; i++)
    g_string_append_printf (sql, ":%s, ", type->fields[i].name);
  g_string_append (sql, ":name_key, :words, :generation) ON CONFLICT (id) DO UPDATE SET ");
  for (guint i = 1; i < type->n_fields; i++)
    g_string_append_printf (sql, "%s = excluded.%s, ", type->fields[i].name, type->fields[i].name);
  g_string_append (sql, "name_key = excluded.name_key, words = excluded.words,"
                        " generation = excluded.generation");
  return g_string_free (sql, FALSE);
}

static gboolean
put_applicant (Apply *self, VouchDb *db, const VouchApplicantRecord *record, GError **error)
{
  static char *sql = NULL; /* the writer's thread alone */
  g_autofree char *words = search_words (record);
  g_autofree char *name_key = vouch_fold (record->full_name);
  g_autoptr (VouchStmt) stmt = NULL;

  if (record->mode != self->mode)
    return invalid ("an applicant of the other mode", error);
  if (g_once_init_enter (&sql))
    g_once_init_leave (&sql, applicant_upsert_sql ());
  stmt = vouch_db_prepare (db, sql, error);
  if (stmt == NULL)
    return FALSE;
  vouch_stmt_bind_record (stmt, &vouch_applicant_type, record);
  vouch_stmt_bind_text (stmt, ":name_key", name_key);
  vouch_stmt_bind_text (stmt, ":words", words);
  vouch_stmt_bind_int (stmt, ":generation", self->generation);
  return vouch_stmt_run (stmt, error) >= 0;
}

static gboolean
put_label (VouchDb *db, const VouchRecordType *type, const VouchRecord *record, GError **error)
{
  const VouchField *field =
      vouch_record_field (type, type == &vouch_user_type ? "full_name" : "name");
  g_autofree char *name_key =
      field != NULL ? vouch_fold (vouch_field_get_text (field, record)) : NULL;
  g_autoptr (VouchStmt) stmt = NULL;

  if (type != &vouch_user_type && type != &vouch_flow_type && type != &vouch_application_type)
    return TRUE;
  stmt = vouch_db_statement (db, "store/put-label", error);
  if (stmt == NULL)
    return FALSE;
  vouch_stmt_bind_text (stmt, ":id", record->id);
  vouch_stmt_bind_text (stmt, ":name_key", name_key);
  return vouch_stmt_run (stmt, error) >= 0;
}

static gboolean
put_item (Apply *self, VouchDb *db, const char *type, const char *id, gint64 seq, const char *raw,
          gsize length, GError **error)
{
  g_autoptr (GBytes) body = NULL;
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "store/put-item", error);

  if (stmt == NULL)
    return FALSE;
  if (self->workspace)
    body = g_bytes_new (raw, length);
  else
    {
      g_autofree char *context = g_strdup_printf ("%s %s %s", self->scope, type, id);

      body = vouch_seal (self->key, context, raw, length);
    }
  vouch_stmt_bind_text (stmt, ":scope", self->scope);
  vouch_stmt_bind_text (stmt, ":type", type);
  vouch_stmt_bind_text (stmt, ":id", id);
  vouch_stmt_bind_int (stmt, ":seq", seq);
  vouch_stmt_bind_int (stmt, ":generation", self->generation);
  vouch_stmt_bind_bytes (stmt, ":body", body);
  return vouch_stmt_run (stmt, error) >= 0;
}

/* A type this program does not know is kept as it came: the checksum counts it. */
static gboolean
put_row (Apply *self, VouchDb *db, const VouchJson *json, VouchJsonRef row, GError **error)
{
  g_autofree char *word = vouch_json_get_string (json, row, "type");
  g_autofree char *id = vouch_json_get_string (json, row, "id");
  gint64 seq = vouch_json_get_int (json, row, "seq", -1);
  VouchJsonRef data = vouch_json_get (json, row, "data");
  const VouchRecordType *type;
  VouchRecord *record = NULL;
  gsize length;
  const char *raw;
  gboolean ok = TRUE;

  if (word == NULL || id == NULL || seq < 0 || vouch_json_kind (json, data) != VOUCH_JSON_OBJECT)
    return invalid ("a row without type, id, seq or data", error);
  type = vouch_record_type_find (word);
  if (type != NULL)
    {
      record = vouch_record_from_json (type, json, data, error);
      if (record == NULL)
        return FALSE;
      if (g_strcmp0 (record->id, id) != 0)
        {
          vouch_record_free (type, record);
          return invalid ("a row with two ids", error);
        }
      record->seq = seq;
    }

  raw = vouch_json_raw (json, data, &length);
  if (type == &vouch_applicant_type && self->workspace)
    ok = put_applicant (self, db, (VouchApplicantRecord *) record, error);
  else
    ok = put_item (self, db, word, id, seq, raw, length, error) &&
         (record == NULL || !self->workspace || put_label (db, type, record, error));

  note (self, type, id);
  self->max_seq = MAX (self->max_seq, seq);
  if (ok && record != NULL && self->workspace)
    {
      Decoded one = { type, record };

      g_array_append_val (self->decoded, one);
    }
  else if (record != NULL)
    vouch_record_free (type, record);
  return ok;
}

static gboolean
run_for_scope (VouchDb *db, const char *statement, const char *scope, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, statement, error);

  if (stmt == NULL)
    return FALSE;
  vouch_stmt_bind_text (stmt, strstr (statement, "items") != NULL ? ":scope" : ":name", scope);
  return vouch_stmt_run (stmt, error) >= 0;
}

static gboolean
drop_scope (VouchDb *db, const char *directory, GBytes *key, const char *scope, GError **error)
{
  vouch_store_remove_media (directory, db, key, scope, NULL);
  return run_for_scope (db, "store/delete-items", scope, error) &&
         run_for_scope (db, "store/delete-scope", scope, error);
}

static gboolean
remove_applicant (Apply *self, VouchDb *db, const char *id, GError **error)
{
  g_autofree char *scope = g_strconcat ("applicant/", id, NULL);
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "store/delete-applicant", error);

  if (stmt == NULL)
    return FALSE;
  vouch_stmt_bind_text (stmt, ":id", id);
  vouch_stmt_bind_enum (stmt, ":mode", &vouch_mode_enum, self->mode);
  return vouch_stmt_run (stmt, error) >= 0 &&
         drop_scope (db, self->directory, self->key, scope, error);
}

static gboolean
remove_row (Apply *self, VouchDb *db, const VouchJson *json, VouchJsonRef row, gboolean *redacted,
            GError **error)
{
  g_autofree char *word = vouch_json_get_string (json, row, "type");
  g_autofree char *id = vouch_json_get_string (json, row, "id");
  g_autofree char *why = vouch_json_get_string (json, row, "why");
  g_autoptr (VouchStmt) stmt = NULL;

  if (word == NULL || id == NULL)
    return invalid ("a tombstone without type or id", error);
  note_gone (self, word, id);
  *redacted |= g_strcmp0 (why, "redacted") == 0;
  if (self->workspace && g_str_equal (word, "applicant"))
    return remove_applicant (self, db, id, error);

  if (!self->workspace && g_str_equal (word, "media"))
    vouch_store_remove_media (self->directory, db, self->key, self->scope, id);
  stmt = vouch_db_statement (db, "store/delete-item", error);
  if (stmt == NULL)
    return FALSE;
  vouch_stmt_bind_text (stmt, ":scope", self->scope);
  vouch_stmt_bind_text (stmt, ":type", word);
  vouch_stmt_bind_text (stmt, ":id", id);
  return vouch_stmt_run (stmt, error) >= 0;
}

static gboolean
put_rows (Apply *self, VouchDb *db, const VouchJson *json, GError **error)
{
  VouchJsonRef rows = vouch_json_get (json, 0, "rows");
  VouchJsonRef gone = vouch_json_get (json, 0, "gone");
  VouchJsonRef acks = vouch_json_get (json, 0, "acks");
  gboolean redacted = FALSE;

  if (vouch_json_size (json, rows) > MAX_ROWS)
    return invalid ("too many rows", error);
  for (VouchJsonRef r = vouch_json_first (json, rows); r != VOUCH_JSON_NOTHING;
       r = vouch_json_next (json, r), self->n_rows++)
    if (!put_row (self, db, json, r, error))
      return FALSE;
  for (VouchJsonRef r = vouch_json_first (json, gone); r != VOUCH_JSON_NOTHING;
       r = vouch_json_next (json, r), self->n_rows++)
    if (!remove_row (self, db, json, r, &redacted, error))
      return FALSE;
  for (VouchJsonRef r = vouch_json_first (json, acks); r != VOUCH_JSON_NOTHING;
       r = vouch_json_next (json, r))
    {
      char *id = vouch_json_get_string (json, r, "id");

      if (id != NULL)
        g_hash_table_add (self->acks, id);
    }

  /* Deleted words stay in the search index until it is merged; redacted ones must not. */
  return !redacted ||
         vouch_db_exec (db, "INSERT INTO applicant_search (applicant_search) VALUES ('optimize')",
                        error);
}

static gboolean
sweep_kind (Apply *self, VouchDb *db, gboolean applicants, GError **error)
{
  g_autoptr (VouchStmt) stmt =
      vouch_db_statement (db, applicants ? "store/sweep-applicants" : "store/sweep-items", error);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  if (applicants)
    vouch_stmt_bind_enum (stmt, ":mode", &vouch_mode_enum, self->mode);
  else
    vouch_stmt_bind_text (stmt, ":scope", self->scope);
  vouch_stmt_bind_int (stmt, ":generation", self->generation);
  while (vouch_stmt_step (stmt, &local))
    {
      note_gone (self, applicants ? "applicant" : vouch_stmt_text (stmt, 0),
                 vouch_stmt_text (stmt, applicants ? 0 : 1));
      if (applicants)
        g_ptr_array_add (ids, vouch_stmt_dup_text (stmt, 0));
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  g_clear_pointer (&stmt, vouch_stmt_release);

  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *scope = g_strconcat ("applicant/", (char *) ids->pdata[i], NULL);

      if (!drop_scope (db, self->directory, self->key, scope, error))
        return FALSE;
    }
  return TRUE;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
collect_lines (VouchDb *db, const char *statement, const char *name, const char *value,
               GPtrArray *lines, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, statement, error);
  g_autoptr (GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  vouch_stmt_bind_text (stmt, name, value);
  while (vouch_stmt_step (stmt, &local))
    {
      int at = vouch_stmt_n_columns (stmt) - 2;

      g_ptr_array_add (lines,
                       g_strdup_printf ("%s %s %" G_GINT64_FORMAT "\n",
                                        at > 0 ? vouch_stmt_text (stmt, 0) : "applicant",
                                        vouch_stmt_text (stmt, at), vouch_stmt_int (stmt, at + 1)));
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return local == NULL;
}

static gboolean
check_sum (Apply *self, VouchDb *db, const char *expected, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  if (!collect_lines (db, "store/list-item-seqs", ":scope", self->scope, lines, error) ||
      (self->workspace &&
       !collect_lines (db, "store/list-applicant-seqs", ":mode",
                       vouch_enum_nick (&vouch_mode_enum, self->mode), lines, error)))
    return FALSE;
  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    g_checksum_update (sum, lines->pdata[i], -1);
  self->checksum_ok = g_strcmp0 (g_checksum_get_string (sum), expected) == 0;
  return TRUE;
}

static gboolean
read_scope (Apply *self, VouchDb *db, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "store/get-scope", error);
  g_autoptr (GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  self->generation = 1;
  self->complete = FALSE;
  vouch_stmt_bind_text (stmt, ":name", self->scope);
  if (vouch_stmt_step (stmt, &local))
    {
      self->generation = vouch_stmt_int (stmt, 1);
      self->complete = vouch_stmt_bool (stmt, 2);
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return local == NULL;
}

static gboolean
write_scope (Apply *self, VouchDb *db, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "store/put-scope", error);

  if (stmt == NULL)
    return FALSE;
  vouch_stmt_bind_text (stmt, ":name", self->scope);
  vouch_stmt_bind_text (stmt, ":token", self->token);
  vouch_stmt_bind_int (stmt, ":generation", self->generation);
  vouch_stmt_bind_bool (stmt, ":complete", self->complete);
  return vouch_stmt_run (stmt, error) >= 0;
}

static gboolean
apply_transaction (VouchDb *db, gpointer user_data, GError **error)
{
  Apply *self = user_data;
  g_autoptr (VouchJson) json = vouch_json_parse (g_bytes_get_data (self->page, NULL),
                                                 (gssize) g_bytes_get_size (self->page), error);
  g_autofree char *scope = NULL;
  g_autofree char *checksum = NULL;

  if (json == NULL)
    return FALSE;
  scope = vouch_json_get_string (json, 0, "scope");
  self->token = vouch_json_get_string (json, 0, "token");
  self->more = vouch_json_get_bool (json, 0, "more", FALSE);
  if (scope != NULL && !g_str_equal (scope, self->scope))
    return invalid ("another scope", error);
  if (self->token == NULL)
    return invalid ("no token", error);
  if (!self->workspace && !vouch_store_adopt_key (db, self->key, &self->key_dropped, error))
    return FALSE;
  if (!read_scope (self, db, error) || !put_rows (self, db, json, error))
    return FALSE;

  if (!self->more && !self->complete)
    {
      if (!sweep_kind (self, db, FALSE, error) ||
          (self->workspace && !sweep_kind (self, db, TRUE, error)))
        return FALSE;
      self->complete = TRUE;
    }
  checksum = self->more ? NULL : vouch_json_get_string (json, 0, "checksum");
  return (checksum == NULL || check_sum (self, db, checksum, error)) &&
         write_scope (self, db, error);
}

static void
apply_job (GTask *task, VouchDb *db, gpointer job_data, GCancellable *cancellable)
{
  Apply *self = job_data;
  g_autoptr (GError) error = NULL;

  if (vouch_db_transact (db, apply_transaction, self, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  vouch_store_note_damage (self->directory, error);
  if (error->domain == VOUCH_RECORD_ERROR || error->domain == VOUCH_JSON_ERROR)
    g_task_return_new_error (task, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_INVALID,
                             "A page of changes is not as agreed: %s", error->message);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Brings the thread of the screens up to date with what was committed. */
static void
publish_workspace (VouchStore *store, Apply *self)
{
  for (guint i = 0; i < self->gone->len; i++)
    {
      char *word = self->gone->pdata[i];
      char *id = strchr (word, '\n');
      VouchApplicant *live;

      *id++ = '\0';
      live = g_str_equal (word, "applicant") ? g_hash_table_lookup (store->applicants, id) : NULL;
      if (live != NULL)
        vouch_applicant_set_gone (live);
      if (g_str_equal (word, "applicant"))
        {
          g_autofree char *scope = g_strconcat ("applicant/", id, NULL);

          g_hash_table_remove (store->scopes, scope);
        }
      else
        vouch_store_forget_record (store, self->mode, vouch_record_type_find (word), id);
    }

  for (guint i = 0; i < self->decoded->len; i++)
    {
      Decoded *one = &g_array_index (self->decoded, Decoded, i);
      VouchApplicant *live;

      if (one->type != &vouch_applicant_type)
        {
          vouch_store_keep_record (store, self->mode, one->type, g_steal_pointer (&one->record));
          continue;
        }
      live = g_hash_table_lookup (store->applicants, one->record->id);
      if (live != NULL)
        vouch_applicant_take_record (live, (gpointer) g_steal_pointer (&one->record));
    }
}

static void
forget_applicant_scopes (VouchStore *store)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, store->scopes);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (g_str_has_prefix (name, "applicant/"))
      g_hash_table_iter_remove (&iter);
}

static void
applied_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VouchStore *store = VOUCH_STORE (object);
  g_autoptr (GTask) outer = user_data;
  Apply *self = g_task_get_task_data (outer);
  g_autoptr (GHashTable) touched = NULL;
  GError *error = NULL;
  VouchStoreChange change;
  GHashTableIter iter;
  gpointer id;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (outer, error);
      return;
    }

  touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  store->apply_serial++;
  if (self->key_dropped)
    forget_applicant_scopes (store);
  vouch_store_set_scope (store, self->scope, self->token, self->complete);
  /* Commands leave the overlay before the rows arrive, and each applicant notifies once after
   * both, so that no screen sees the state in between. */
  vouch_store_settle_commands (store, self->scope, self->acks, self->max_seq, !self->more,
                               self->serial, touched);
  publish_workspace (store, self);
  g_hash_table_iter_init (&iter, touched);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    vouch_store_refresh_overlay (store, id);

  change = (VouchStoreChange){ self->scope, self->types, self->ids };
  vouch_store_emit_changed (store, &change);
  g_task_return_boolean (outer, TRUE);
}

void
vouch_store_apply_async (VouchStore *self, const char *scope, GBytes *page, guint64 serial,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) inner = NULL;
  Apply *apply;

  g_return_if_fail (VOUCH_IS_STORE (self));
  g_return_if_fail (scope != NULL);
  g_return_if_fail (page != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vouch_store_apply_async);
  apply = g_new0 (Apply, 1);
  apply->scope = g_strdup (scope);
  apply->page = g_bytes_ref (page);
  apply->key = g_bytes_ref (self->key);
  apply->directory = g_strdup (self->directory);
  apply->serial = serial;
  apply->checksum_ok = TRUE;
  apply->workspace = vouch_store_scope_mode (scope, &apply->mode);
  apply->decoded = g_array_new (FALSE, FALSE, sizeof (Decoded));
  apply->gone = g_ptr_array_new_with_free_func (g_free);
  apply->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  apply->acks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_task_data (task, apply, apply_free);
  inner = vouch_store_inner_task (self, g_object_ref (task), applied_cb);
  vouch_db_worker_push (self->writer, inner, G_PRIORITY_DEFAULT, apply_job, apply, NULL);
}

gboolean
vouch_store_apply_finish (VouchStore *self, GAsyncResult *result, VouchStoreApplied *applied,
                          GError **error)
{
  Apply *apply;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  apply = g_task_get_task_data (G_TASK (result));
  if (applied != NULL)
    *applied = (VouchStoreApplied){ apply->more, apply->checksum_ok, apply->n_rows };
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Reloading and dropping a scope */

typedef struct
{
  char *scope;
  char *directory;
  GBytes *key;
  gboolean drop;
} Forget;

static void
forget_free (gpointer data)
{
  Forget *self = data;

  g_free (self->scope);
  g_free (self->directory);
  g_bytes_unref (self->key);
  g_free (self);
}

static gboolean
forget_transaction (VouchDb *db, gpointer user_data, GError **error)
{
  Forget *self = user_data;
  VouchMode mode;

  if (!self->drop)
    return run_for_scope (db, "store/reload-scope", self->scope, error);
  if (!drop_scope (db, self->directory, self->key, self->scope, error))
    return FALSE;
  if (vouch_store_scope_mode (self->scope, &mode))
    {
      g_autofree char *sql = g_strdup_printf ("DELETE FROM applicant WHERE mode = '%s'",
                                              vouch_enum_nick (&vouch_mode_enum, mode));

      return vouch_db_exec (db, sql, error);
    }
  return TRUE;
}

static void
forget_job (GTask *task, VouchDb *db, gpointer job_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (vouch_db_transact (db, forget_transaction, job_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
forgotten_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VouchStore *store = VOUCH_STORE (object);
  g_autoptr (GTask) outer = user_data;
  Forget *self = g_task_get_task_data (outer);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (outer, error);
      return;
    }

  store->apply_serial++;
  g_hash_table_remove (store->scopes, self->scope);
  if (self->drop)
    {
      VouchStoreChange change = { self->scope, G_MAXUINT, NULL };
      VouchMode mode;

      if (vouch_store_scope_mode (self->scope, &mode))
        {
          g_autoptr (GList) live = g_hash_table_get_values (store->applicants);

          for (GList *l = live; l != NULL; l = l->next)
            {
              const VouchApplicantRecord *record = vouch_applicant_get_confirmed (l->data);

              if (record != NULL && record->mode == mode)
                vouch_applicant_set_gone (l->data);
            }
        }
      vouch_store_emit_changed (store, &change);
    }
  g_task_return_boolean (outer, TRUE);
}

static void
forget (VouchStore *self, const char *scope, gboolean drop, gpointer tag, GCancellable *cancellable,
        GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) inner = NULL;
  Forget *job = g_new0 (Forget, 1);

  g_task_set_source_tag (task, tag);
  job->scope = g_strdup (scope);
  job->directory = g_strdup (self->directory);
  job->key = g_bytes_ref (self->key);
  job->drop = drop;
  g_task_set_task_data (task, job, forget_free);
  inner = vouch_store_inner_task (self, g_object_ref (task), forgotten_cb);
  vouch_db_worker_push (self->writer, inner, G_PRIORITY_DEFAULT, forget_job, job, NULL);
}

void
vouch_store_reload_async (VouchStore *self, const char *scope, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (VOUCH_IS_STORE (self));
  g_return_if_fail (scope != NULL);
  forget (self, scope, FALSE, vouch_store_reload_async, cancellable, callback, user_data);
}

void
vouch_store_drop_async (VouchStore *self, const char *scope, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (VOUCH_IS_STORE (self));
  g_return_if_fail (scope != NULL);
  forget (self, scope, TRUE, vouch_store_drop_async, cancellable, callback, user_data);
}

gboolean
vouch_store_reload_finish (VouchStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
vouch_store_drop_finish (VouchStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
