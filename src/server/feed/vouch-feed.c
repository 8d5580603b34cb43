/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages of a scope.
 *
 * All rows that one command wrote carry the same number, and a page ends only between two numbers,
 * so a client never holds half of a change. First the last number of the page is found by the
 * indexes alone, then the rows up to it are read from all tables at once, in order, and written
 * as JSON without an object in between. */

#define G_LOG_DOMAIN "vouch-server"

#include "vouch-feed.h"

#include <string.h>

#include "vouch-feed-token.h"
#include "vouch-id.h"
#include "vouch-records.h"
#include "vouch-server-schema.h"
#include "vouch-stmt.h"

#define MAX_TYPES 8
#define MAX_CHECKSUM_ROWS 20000
#define MAX_CACHED 1024
#define TOKEN_LIFETIME (30 * G_TIME_SPAN_DAY)
/* Who loads anew wants to hear about commands still on the way, not about last month's. */
#define SNAPSHOT_ACKS G_TIME_SPAN_DAY

struct _VouchFeed
{
  guint8 key[VOUCH_KEY_BYTES];
  GMutex lock;
  GHashTable *checksums; /* "company scope" -> Checksum */
};

typedef struct
{
  gint64 seq;
  guint32 permissions;
  char *text; /* NULL: too many rows */
} Checksum;

/* A scope as one request sees it. */
typedef struct
{
  VouchDb *db;
  VouchActor *actor;
  const char *name;
  const char *mode;         /* workspace */
  const char *applicant_id; /* applicant */
  const VouchRecordType *types[MAX_TYPES];
  guint n_types;
  guint32 permissions;
  gint64 head;
  gint64 from;
  gint64 to;
  gint64 since;
  gboolean snapshot;
  gboolean more;
} Scope;

static void
checksum_free (gpointer data)
{
  Checksum *self = data;

  g_free (self->text);
  g_free (self);
}

VouchFeed *
vouch_feed_new (VouchServerKeys *keys)
{
  VouchFeed *self = g_new0 (VouchFeed, 1);

  g_mutex_init (&self->lock);
  vouch_server_keys_derive (keys, "feed-token", self->key);
  self->checksums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, checksum_free);
  return self;
}

void
vouch_feed_free (VouchFeed *self)
{
  g_hash_table_unref (self->checksums);
  g_mutex_clear (&self->lock);
  memset (self->key, 0, sizeof self->key);
  g_free (self);
}

static gboolean
fail (VouchServerError code, const char *message, GError **error)
{
  g_set_error_literal (error, VOUCH_SERVER_ERROR, (int) code, message);
  return FALSE;
}

static void
add_type (Scope *scope, const VouchRecordType *type)
{
  scope->types[scope->n_types++] = type;
}

static gboolean
open_workspace (Scope *scope, const char *word, GError **error)
{
  int mode = vouch_enum_from_nick (&vouch_mode_enum, word);

  if (mode < 0)
    return fail (VOUCH_SERVER_ERROR_INVALID, "There is no such scope", error);
  if (mode == VOUCH_MODE_LIVE && !scope->actor->live)
    return fail (VOUCH_SERVER_ERROR_DENIED, "You may not work in live mode", error);

  scope->mode = vouch_enum_nick (&vouch_mode_enum, mode);
  add_type (scope, &vouch_company_type);
  add_type (scope, &vouch_user_type);
  add_type (scope, &vouch_role_type);
  add_type (scope, &vouch_application_type);
  add_type (scope, &vouch_flow_type);
  add_type (scope, &vouch_stat_day_type);
  if (vouch_permissions_has (scope->actor->permissions, VOUCH_PERMISSION_APPLICANTS_VIEW))
    add_type (scope, &vouch_applicant_type);
  return TRUE;
}

/* The mode of an applicant, or of one that is gone. -1: none of this company, or @error. */
static int
find_mode (Scope *scope, const char *statement, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (scope->db, statement, error);

  if (stmt == NULL)
    return -1;

  if (g_str_equal (statement, "server/get-applicant-mode"))
    vouch_stmt_bind_text (stmt, ":id", scope->applicant_id);
  else
    vouch_stmt_bind_text (stmt, ":scope", scope->name);
  vouch_stmt_bind_text (stmt, ":company_id", scope->actor->company_id);
  return vouch_stmt_step (stmt, error) ? vouch_stmt_enum (stmt, 0, &vouch_mode_enum) : -1;
}

static gboolean
open_applicant (Scope *scope, gboolean has_token, GError **error)
{
  GError *local = NULL;
  int mode;

  if (!vouch_permissions_has (scope->actor->permissions, VOUCH_PERMISSION_APPLICANTS_VIEW))
    return fail (VOUCH_SERVER_ERROR_DENIED, "You may not see applicants", error);

  /* Who followed a deleted applicant must still learn what to destroy. */
  mode = find_mode (scope, "server/get-applicant-mode", &local);
  if (mode < 0 && local == NULL && has_token)
    mode = find_mode (scope, "server/get-gone-mode", &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (mode < 0)
    return fail (VOUCH_SERVER_ERROR_NOT_FOUND, "There is no such applicant", error);
  if (mode == VOUCH_MODE_LIVE && !scope->actor->live)
    return fail (VOUCH_SERVER_ERROR_DENIED, "You may not work in live mode", error);

  add_type (scope, &vouch_step_result_type);
  add_type (scope, &vouch_warning_type);
  add_type (scope, &vouch_review_type);
  add_type (scope, &vouch_comment_type);
  add_type (scope, &vouch_timeline_entry_type);
  add_type (scope, &vouch_media_type);
  add_type (scope, &vouch_aml_match_type);
  return TRUE;
}

static gboolean
open_scope (Scope *scope, VouchDb *db, VouchActor *actor, const char *name, gboolean has_token,
            GError **error)
{
  memset (scope, 0, sizeof *scope);
  scope->db = db;
  scope->actor = actor;
  scope->name = name;
  scope->permissions = actor->permissions | (actor->live ? 1u << 31 : 0);
  if (g_str_has_prefix (name, "workspace/"))
    return open_workspace (scope, name + strlen ("workspace/"), error);
  if (g_str_has_prefix (name, "applicant/"))
    {
      scope->applicant_id = name + strlen ("applicant/");
      if (!vouch_id_is_valid (scope->applicant_id))
        return fail (VOUCH_SERVER_ERROR_NOT_FOUND, "There is no such applicant", error);
      return open_applicant (scope, has_token, error);
    }
  return fail (VOUCH_SERVER_ERROR_INVALID, "There is no such scope", error);
}

gboolean
vouch_feed_check_scope (VouchDb *db, VouchActor *actor, const char *scope, GError **error)
{
  Scope opened;

  return open_scope (&opened, db, actor, scope, FALSE, error);
}

/* "FROM table WHERE …", without the bounds on seq. */
static void
append_source (GString *sql, const Scope *scope, const VouchRecordType *type)
{
  g_string_append_printf (sql, "FROM %s WHERE ", type->name);
  if (scope->applicant_id != NULL)
    g_string_append (sql, "applicant_id = :applicant_id");
  else if (vouch_record_field (type, "mode") != NULL)
    g_string_append (sql, "company_id = :company_id AND mode = :mode");
  else
    g_string_append (sql, "company_id = :company_id");
}

/* Binds what append_source() may have used; the statement knows which. */
static void
bind_source (VouchStmt *stmt, const Scope *scope, const VouchRecordType *type)
{
  if (scope->applicant_id != NULL)
    {
      vouch_stmt_bind_text (stmt, ":applicant_id", scope->applicant_id);
      return;
    }
  vouch_stmt_bind_text (stmt, ":company_id", scope->actor->company_id);
  if (vouch_record_field (type, "mode") != NULL)
    vouch_stmt_bind_text (stmt, ":mode", scope->mode);
}

static int
compare_seq (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

static gboolean
collect_seqs (VouchStmt *stmt, GArray *seqs, GError **error)
{
  GError *local = NULL;

  while (vouch_stmt_step (stmt, &local))
    {
      gint64 seq = vouch_stmt_int (stmt, 0);

      g_array_append_val (seqs, seq);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

static gboolean
collect_tombstone_seqs (Scope *scope, guint limit, GArray *seqs, GError **error)
{
  g_autoptr (VouchStmt) stmt = NULL;

  stmt = vouch_db_prepare (scope->db,
                           "SELECT seq FROM tombstone WHERE company_id = :company_id AND "
                           "scope = :scope AND seq > :from ORDER BY seq LIMIT :limit",
                           error);
  if (stmt == NULL)
    return FALSE;
  vouch_stmt_bind_text (stmt, ":company_id", scope->actor->company_id);
  vouch_stmt_bind_text (stmt, ":scope", scope->name);
  vouch_stmt_bind_int (stmt, ":from", MAX (scope->from, scope->since));
  vouch_stmt_bind_int (stmt, ":limit", limit);
  return collect_seqs (stmt, seqs, error);
}

/* Sets scope->to and scope->more. */
static gboolean
find_end (Scope *scope, guint limit, GError **error)
{
  g_autoptr (GArray) seqs = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < scope->n_types; i++)
    {
      g_autoptr (GString) sql = g_string_new ("SELECT seq ");
      g_autoptr (VouchStmt) stmt = NULL;

      append_source (sql, scope, scope->types[i]);
      g_string_append (sql, " AND seq > :from ORDER BY seq LIMIT :limit");
      stmt = vouch_db_prepare (scope->db, sql->str, error);
      if (stmt == NULL)
        return FALSE;
      bind_source (stmt, scope, scope->types[i]);
      vouch_stmt_bind_int (stmt, ":from", scope->from);
      vouch_stmt_bind_int (stmt, ":limit", limit + 1);
      if (!collect_seqs (stmt, seqs, error))
        return FALSE;
    }
  if (!collect_tombstone_seqs (scope, limit + 1, seqs, error))
    return FALSE;

  g_array_sort (seqs, compare_seq);
  scope->more = seqs->len > limit;
  scope->to = scope->more ? g_array_index (seqs, gint64, limit - 1) : scope->head;
  return TRUE;
}

static void
write_column (GString *out, VouchStmt *stmt, int column, const VouchField *field)
{
  if (vouch_stmt_is_null (stmt, column) || (field->flags & VOUCH_FIELD_SECRET) != 0)
    return;

  switch (field->type)
    {
    case VOUCH_FIELD_TEXT:
    case VOUCH_FIELD_ENUM:
      vouch_json_set_string (out, field->name, vouch_stmt_text (stmt, column));
      break;
    case VOUCH_FIELD_JSON:
      vouch_json_set_raw (out, field->name, vouch_stmt_text (stmt, column));
      break;
    case VOUCH_FIELD_BOOL:
      vouch_json_set_bool (out, field->name, vouch_stmt_bool (stmt, column));
      break;
    case VOUCH_FIELD_INT:
    case VOUCH_FIELD_TIME:
    default:
      vouch_json_set_int (out, field->name, vouch_stmt_int (stmt, column));
      break;
    }
}

/* Columns stand in the order of the fields: id, seq, … */
static void
write_row (GString *out, VouchStmt *stmt, const VouchRecordType *type)
{
  vouch_json_begin_object (out);
  vouch_json_set_string (out, "type", type->name);
  vouch_json_set_string (out, "id", vouch_stmt_text (stmt, 0));
  vouch_json_set_int (out, "seq", vouch_stmt_int (stmt, 1));
  vouch_json_add_key (out, "data");
  vouch_json_begin_object (out);
  for (guint i = 0; i < type->n_fields; i++)
    write_column (out, stmt, (int) i, &type->fields[i]);
  vouch_json_end_object (out);
  vouch_json_end_object (out);
}

static VouchStmt *
open_rows (Scope *scope, const VouchRecordType *type, GError **error)
{
  g_autofree char *columns = vouch_record_sql_columns (type);
  g_autoptr (GString) sql = g_string_new (NULL);
  VouchStmt *stmt;

  g_string_append_printf (sql, "SELECT %s ", columns);
  append_source (sql, scope, type);
  g_string_append (sql, " AND seq > :from AND seq <= :to ORDER BY seq");
  stmt = vouch_db_prepare (scope->db, sql->str, error);
  if (stmt != NULL)
    {
      bind_source (stmt, scope, type);
      vouch_stmt_bind_int (stmt, ":from", scope->from);
      vouch_stmt_bind_int (stmt, ":to", scope->to);
    }
  return stmt;
}

/* Lowest number next, of all tables. */
static gboolean
merge_rows (Scope *scope, VouchStmt **stmts, GString *out, GError **error)
{
  gboolean there[MAX_TYPES] = { FALSE };
  GError *local = NULL;

  for (guint i = 0; i < scope->n_types && local == NULL; i++)
    there[i] = vouch_stmt_step (stmts[i], &local);
  while (local == NULL)
    {
      int next = -1;

      for (guint i = 0; i < scope->n_types; i++)
        {
          if (there[i] &&
              (next < 0 || vouch_stmt_int (stmts[i], 1) < vouch_stmt_int (stmts[next], 1)))
            next = (int) i;
        }
      if (next < 0)
        return TRUE;
      write_row (out, stmts[next], scope->types[next]);
      there[next] = vouch_stmt_step (stmts[next], &local);
    }
  g_propagate_error (error, local);
  return FALSE;
}

static gboolean
write_rows (Scope *scope, GString *out, GError **error)
{
  VouchStmt *stmts[MAX_TYPES] = { NULL };
  gboolean ok = TRUE;

  for (guint i = 0; i < scope->n_types && ok; i++)
    {
      stmts[i] = open_rows (scope, scope->types[i], error);
      ok = stmts[i] != NULL;
    }
  if (ok)
    {
      vouch_json_add_key (out, "rows");
      vouch_json_begin_array (out);
      ok = merge_rows (scope, stmts, out, error);
      vouch_json_end_array (out);
    }
  for (guint i = 0; i < scope->n_types; i++)
    g_clear_pointer (&stmts[i], vouch_stmt_release);
  return ok;
}

static gboolean
write_gone (Scope *scope, GString *out, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (scope->db, "server/list-tombstones", error);
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;

  vouch_stmt_bind_text (stmt, ":company_id", scope->actor->company_id);
  vouch_stmt_bind_text (stmt, ":scope", scope->name);
  vouch_stmt_bind_int (stmt, ":from", MAX (scope->from, scope->since));
  vouch_stmt_bind_int (stmt, ":to", scope->to);
  vouch_json_add_key (out, "gone");
  vouch_json_begin_array (out);
  while (vouch_stmt_step (stmt, &local))
    {
      vouch_json_begin_object (out);
      vouch_json_set_string (out, "type", vouch_stmt_text (stmt, 0));
      vouch_json_set_string (out, "id", vouch_stmt_text (stmt, 1));
      vouch_json_set_string (out, "why", vouch_stmt_text (stmt, 2));
      vouch_json_end_object (out);
    }
  vouch_json_end_array (out);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

static gboolean
write_acks (Scope *scope, GString *out, GError **error)
{
  g_autoptr (VouchStmt) stmt =
      vouch_db_statement (scope->db,
                          scope->applicant_id != NULL ? "server/list-acks-applicant"
                                                      : "server/list-acks-workspace",
                          error);
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;

  vouch_stmt_bind_text (stmt, ":user_id", scope->actor->user_id);
  vouch_stmt_bind_text (stmt, ":company_id", scope->actor->company_id);
  if (scope->applicant_id != NULL)
    vouch_stmt_bind_text (stmt, ":applicant_id", scope->applicant_id);
  else
    vouch_stmt_bind_text (stmt, ":mode", scope->mode);
  vouch_stmt_bind_int (stmt, ":from", scope->from);
  vouch_stmt_bind_int (stmt, ":to", scope->to);
  vouch_stmt_bind_int (stmt, ":since", scope->snapshot ? vouch_now () - SNAPSHOT_ACKS : 0);
  vouch_json_add_key (out, "acks");
  vouch_json_begin_array (out);
  while (vouch_stmt_step (stmt, &local))
    {
      vouch_json_begin_object (out);
      vouch_json_set_string (out, "id", vouch_stmt_text (stmt, 0));
      vouch_json_set_string (out, "status", vouch_stmt_int (stmt, 1) == 200 ? "done" : "refused");
      vouch_json_end_object (out);
    }
  vouch_json_end_array (out);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

/* FALSE with @error, or without when there are too many rows. */
static gboolean
collect_lines (Scope *scope, GPtrArray *lines, GError **error)
{
  for (guint i = 0; i < scope->n_types; i++)
    {
      g_autoptr (GString) sql = g_string_new ("SELECT id, seq ");
      g_autoptr (VouchStmt) stmt = NULL;
      GError *local = NULL;

      append_source (sql, scope, scope->types[i]);
      g_string_append (sql, " LIMIT :limit");
      stmt = vouch_db_prepare (scope->db, sql->str, error);
      if (stmt == NULL)
        return FALSE;
      bind_source (stmt, scope, scope->types[i]);
      vouch_stmt_bind_int (stmt, ":limit", MAX_CHECKSUM_ROWS + 1);
      while (lines->len <= MAX_CHECKSUM_ROWS && vouch_stmt_step (stmt, &local))
        g_ptr_array_add (lines,
                         g_strdup_printf ("%s %s %" G_GINT64_FORMAT "\n", scope->types[i]->name,
                                          vouch_stmt_text (stmt, 0), vouch_stmt_int (stmt, 1)));
      if (local != NULL)
        {
          g_propagate_error (error, local);
          return FALSE;
        }
      if (lines->len > MAX_CHECKSUM_ROWS)
        return FALSE;
    }
  return TRUE;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* *@text stays NULL when there are too many rows. */
static gboolean
compute_checksum (Scope *scope, char **text, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  GError *local = NULL;

  *text = NULL;
  if (!collect_lines (scope, lines, &local))
    {
      if (local == NULL)
        return TRUE;
      g_propagate_error (error, local);
      return FALSE;
    }

  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    g_checksum_update (sum, g_ptr_array_index (lines, i), -1);
  *text = g_strdup (g_checksum_get_string (sum));
  return TRUE;
}

/* The same number means the same rows, so most requests cost a look into the cache. */
static gboolean
get_checksum (VouchFeed *self, Scope *scope, char **text, GError **error)
{
  g_autofree char *key = g_strjoin (" ", scope->actor->company_id, scope->name, NULL);
  Checksum *cached;

  g_mutex_lock (&self->lock);
  cached = g_hash_table_lookup (self->checksums, key);
  if (cached != NULL && cached->seq == scope->head && cached->permissions == scope->permissions)
    {
      *text = g_strdup (cached->text);
      g_mutex_unlock (&self->lock);
      return TRUE;
    }
  g_mutex_unlock (&self->lock);

  if (!compute_checksum (scope, text, error))
    return FALSE;

  cached = g_new0 (Checksum, 1);
  cached->seq = scope->head;
  cached->permissions = scope->permissions;
  cached->text = g_strdup (*text);
  g_mutex_lock (&self->lock);
  if (g_hash_table_size (self->checksums) >= MAX_CACHED)
    g_hash_table_remove_all (self->checksums);
  g_hash_table_replace (self->checksums, g_steal_pointer (&key), cached);
  g_mutex_unlock (&self->lock);
  return TRUE;
}

static gboolean
read_head (Scope *scope, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (scope->db, "server/get-seq", error);

  if (stmt == NULL)
    return FALSE;

  vouch_stmt_bind_text (stmt, ":company_id", scope->actor->company_id);
  if (!vouch_stmt_one (stmt, error))
    return FALSE;
  scope->head = vouch_stmt_int (stmt, 0);
  return TRUE;
}

static gboolean
start_from (VouchFeed *self, Scope *scope, const char *text, gint64 epoch, GError **error)
{
  VouchFeedToken token;

  if (text == NULL)
    {
      scope->snapshot = TRUE;
      scope->since = scope->head;
      return TRUE;
    }

  if (!vouch_feed_token_read (&token, text, self->key, scope->actor->company_id, scope->name))
    return fail (VOUCH_SERVER_ERROR_CANNOT_CALCULATE, "The token is not known", error);
  if (token.schema != VOUCH_SERVER_SCHEMA_EPOCH)
    return fail (VOUCH_SERVER_ERROR_SCHEMA_CHANGED, "The server speaks another version", error);
  if (token.permissions != scope->permissions)
    return fail (VOUCH_SERVER_ERROR_SCOPE_CHANGED, "Your permissions have changed", error);
  if (token.epoch != epoch || token.seq > scope->head ||
      token.issued_at < vouch_now () - TOKEN_LIFETIME)
    return fail (VOUCH_SERVER_ERROR_CANNOT_CALCULATE, "The token is too old", error);

  scope->from = token.seq;
  scope->since = token.since;
  scope->snapshot = token.seq < token.since;
  return TRUE;
}

static char *
next_token (VouchFeed *self, Scope *scope, gint64 epoch)
{
  const VouchFeedToken token = { .schema = VOUCH_SERVER_SCHEMA_EPOCH,
                                 .permissions = scope->permissions,
                                 .seq = scope->to,
                                 .since = scope->since,
                                 .epoch = epoch,
                                 .issued_at = vouch_now () };

  return vouch_feed_token_write (&token, self->key, scope->actor->company_id, scope->name);
}

static gboolean
write_page (VouchFeed *self, Scope *scope, guint limit, gint64 epoch, GString *out, GError **error)
{
  g_autofree char *checksum = NULL;
  g_autofree char *token = NULL;

  if (scope->from == scope->head)
    scope->to = scope->head;
  else if (!find_end (scope, limit, error))
    return FALSE;

  token = next_token (self, scope, epoch);
  vouch_json_begin_object (out);
  vouch_json_set_string (out, "scope", scope->name);
  vouch_json_set_string (out, "token", token);
  vouch_json_set_bool (out, "more", scope->more);
  if (!write_rows (scope, out, error) || !write_gone (scope, out, error) ||
      !write_acks (scope, out, error))
    return FALSE;
  if (!scope->more && !get_checksum (self, scope, &checksum, error))
    return FALSE;
  if (checksum != NULL)
    vouch_json_set_string (out, "checksum", checksum);
  vouch_json_end_object (out);
  return TRUE;
}

gboolean
vouch_feed_read (VouchFeed *self, VouchDb *db, VouchActor *actor, const char *scope_name,
                 const char *token, guint limit, GString *out, GError **error)
{
  Scope scope;
  gsize before;
  gint64 epoch;
  gboolean ok;

  g_return_val_if_fail (self != NULL && db != NULL && actor != NULL, FALSE);
  g_return_val_if_fail (scope_name != NULL && out != NULL, FALSE);

  before = out->len;
  limit = limit == 0 ? VOUCH_FEED_MAX_ROWS : MIN (limit, VOUCH_FEED_MAX_ROWS);
  if (!vouch_db_begin_read (db, error))
    return FALSE;
  ok = open_scope (&scope, db, actor, scope_name, token != NULL, error) &&
       read_head (&scope, error) && vouch_server_schema_get_epoch (db, &epoch, error) &&
       start_from (self, &scope, token, epoch, error) &&
       write_page (self, &scope, limit, epoch, out, error);
  vouch_db_rollback (db);
  if (!ok)
    g_string_truncate (out, before);
  return ok;
}
