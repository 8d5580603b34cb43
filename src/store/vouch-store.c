/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desktop's copy of what the server confirmed: opening, memory of the workspace, wiping. */

#define G_LOG_DOMAIN "vouch-store"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <sys/file.h>
#include <unistd.h>

#include "vouch-store-private.h"

enum
{
  PROP_0,
  PROP_MODE,
  PROP_STAGING,
  N_PROPS
};

enum
{
  CHANGED,
  MEDIA_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_QUARK (vouch - store - error - quark, vouch_store_error)
G_DEFINE_FINAL_TYPE (VouchStore, vouch_store, G_TYPE_OBJECT)

static void
scope_state_free (gpointer data)
{
  VouchScopeState *self = data;

  g_free (self->token);
  g_free (self);
}

static void
vouch_store_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  VouchStore *self = VOUCH_STORE (object);

  switch (prop_id)
    {
    case PROP_MODE:
      g_value_set_int (value, self->mode);
      break;
    case PROP_STAGING:
      g_value_set_boolean (value, self->staging);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_store_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  VouchStore *self = VOUCH_STORE (object);

  switch (prop_id)
    {
    case PROP_MODE:
      vouch_store_set_mode (self, g_value_get_int (value));
      break;
    case PROP_STAGING:
      vouch_store_set_staging (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_store_finalize (GObject *object)
{
  VouchStore *self = VOUCH_STORE (object);

  vouch_store_close (self);
  vouch_store_clear_memory (self);
  for (guint m = 0; m < VOUCH_N_MODES; m++)
    for (guint t = 0; t < VOUCH_STORE_MAX_TYPES; t++)
      g_clear_pointer (&self->records[m][t], g_hash_table_unref);
  g_hash_table_unref (self->scopes);
  g_hash_table_unref (self->applicants);
  g_object_unref (self->outbox);
  g_clear_pointer (&self->key, g_bytes_unref);
  g_free (self->directory);
  g_free (self->client);
  g_free (self->user_id);

  G_OBJECT_CLASS (vouch_store_parent_class)->finalize (object);
}

static void
vouch_store_class_init (VouchStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vouch_store_get_property;
  object_class->set_property = vouch_store_set_property;
  object_class->finalize = vouch_store_finalize;

  properties[PROP_MODE] = g_param_spec_int ("mode", NULL, NULL, VOUCH_MODE_TEST, VOUCH_MODE_LIVE,
                                            VOUCH_MODE_TEST, flags);
  properties[PROP_STAGING] = g_param_spec_boolean ("staging", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", VOUCH_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[MEDIA_CHANGED] = g_signal_new ("media-changed", VOUCH_TYPE_STORE, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
vouch_store_init (VouchStore *self)
{
  self->lock_fd = -1;
  self->media_limit = VOUCH_STORE_MEDIA_LIMIT;
  self->scopes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, scope_state_free);
  self->applicants = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->outbox = g_list_store_new (VOUCH_TYPE_COMMAND);
}

/* Records in memory know their type by the table they are in. */
void
vouch_store_clear_memory (VouchStore *self)
{
  guint n;
  const VouchRecordType *const *types = vouch_record_types (&n);

  for (guint m = 0; m < VOUCH_N_MODES; m++)
    for (guint t = 0; t < n; t++)
      {
        GHashTableIter iter;
        gpointer record;

        if (self->records[m][t] == NULL)
          continue;
        g_hash_table_iter_init (&iter, self->records[m][t]);
        while (g_hash_table_iter_next (&iter, NULL, &record))
          {
            g_hash_table_iter_steal (&iter);
            vouch_record_free (types[t], record);
          }
      }
  g_hash_table_remove_all (self->scopes);
}

guint
vouch_store_type_index (const VouchRecordType *type)
{
  guint n;
  const VouchRecordType *const *types = vouch_record_types (&n);

  for (guint i = 0; i < n; i++)
    if (types[i] == type)
      return i;
  g_return_val_if_reached (0);
}

guint
vouch_store_type_bit (const VouchRecordType *type)
{
  return 1u << vouch_store_type_index (type);
}

gboolean
vouch_store_scope_mode (const char *scope, VouchMode *mode)
{
  int value = -1;

  if (g_str_has_prefix (scope, "workspace/"))
    value = vouch_enum_from_nick (&vouch_mode_enum, scope + strlen ("workspace/"));
  if (value >= 0)
    *mode = value;
  return value >= 0;
}

static gboolean
load_scopes (VouchStore *self, VouchDb *db, gboolean applicants, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_prepare (
      db, "SELECT name, token, complete FROM scope WHERE (name GLOB 'applicant/*') = :a", error);
  g_autoptr (GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  vouch_stmt_bind_bool (stmt, ":a", applicants);
  while (vouch_stmt_step (stmt, &local))
    vouch_store_set_scope (self, vouch_stmt_text (stmt, 0), vouch_stmt_text (stmt, 1),
                           vouch_stmt_bool (stmt, 2));
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return local == NULL;
}

static gboolean
load_workspace (VouchStore *self, VouchDb *db, VouchMode mode, GError **error)
{
  g_autofree char *scope =
      g_strconcat ("workspace/", vouch_enum_nick (&vouch_mode_enum, mode), NULL);
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "store/list-items", error);
  g_autoptr (GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  vouch_stmt_bind_text (stmt, ":scope", scope);
  while (vouch_stmt_step (stmt, &local))
    {
      const VouchRecordType *type = vouch_record_type_find (vouch_stmt_text (stmt, 0));
      g_autoptr (GBytes) body = vouch_stmt_dup_bytes (stmt, 3);
      g_autoptr (VouchJson) json = NULL;
      VouchRecord *record = NULL;

      if (type == NULL || body == NULL)
        continue;
      json =
          vouch_json_parse (g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body), NULL);
      if (json != NULL)
        record = vouch_record_from_json (type, json, 0, NULL);
      if (record == NULL)
        continue;
      record->seq = vouch_stmt_int (stmt, 2);
      vouch_store_keep_record (self, mode, type, record);
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return local == NULL;
}

gboolean
vouch_store_load_memory (VouchStore *self, VouchDb *db, GError **error)
{
  return load_scopes (self, db, FALSE, error) &&
         load_workspace (self, db, VOUCH_MODE_TEST, error) &&
         load_workspace (self, db, VOUCH_MODE_LIVE, error);
}

void
vouch_store_keep_record (VouchStore *self, VouchMode mode, const VouchRecordType *type,
                         gpointer record)
{
  GHashTable **table = &self->records[mode][vouch_store_type_index (type)];
  const char *id = ((VouchRecord *) record)->id;

  vouch_store_forget_record (self, mode, type, id);
  if (*table == NULL)
    *table = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (*table, (gpointer) id, record);
}

void
vouch_store_forget_record (VouchStore *self, VouchMode mode, const VouchRecordType *type,
                           const char *id)
{
  GHashTable *table = self->records[mode][vouch_store_type_index (type)];
  gpointer record = NULL;

  if (table != NULL && g_hash_table_steal_extended (table, id, NULL, &record))
    vouch_record_free (type, record);
}

static gboolean
lock_directory (VouchStore *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->directory, "lock", NULL);

  self->lock_fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->lock_fd >= 0 && flock (self->lock_fd, LOCK_EX | LOCK_NB) == 0)
    return TRUE;

  g_set_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_IN_USE,
               "The directory is in use or cannot be locked: %s", g_strerror (errno));
  return FALSE;
}

static VouchDbWorker *
start_reader (VouchStore *self, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (self->directory, "cache.db", NULL);
  g_autoptr (VouchDb) db = vouch_db_open (path, VOUCH_DB_READ_ONLY, error);

  return db != NULL ? vouch_db_worker_new (db, name) : NULL;
}

static gboolean
open_databases (VouchStore *self, GError **error)
{
  g_autoptr (VouchDb) cache = vouch_store_open_cache (self->directory, error);
  g_autoptr (VouchDb) outbox = NULL;

  if (cache == NULL || !vouch_store_load_memory (self, cache, error))
    return FALSE;
  outbox = vouch_store_open_outbox (self->directory, error);
  if (outbox == NULL || !vouch_store_load_outbox (self, outbox, error))
    return FALSE;

  self->writer = vouch_db_worker_new (cache, "store-writer");
  self->outbox_worker = vouch_db_worker_new (outbox, "store-outbox");
  self->reader = start_reader (self, "store-reader", error);
  if (self->reader == NULL)
    return FALSE;
  self->fetcher = start_reader (self, "store-fetcher", error);
  return self->fetcher != NULL;
}

VouchStore *
vouch_store_open (const char *directory, GError **error)
{
  g_autoptr (VouchStore) self = NULL;
  g_autofree char *media = NULL;
  guint8 key[VOUCH_STORE_KEY_BYTES];

  g_return_val_if_fail (directory != NULL, NULL);

  if (sodium_init () < 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "No source of random numbers");
      return NULL;
    }

  self = g_object_new (VOUCH_TYPE_STORE, NULL);
  self->directory = g_strdup (directory);
  media = g_build_filename (directory, "media", NULL);
  if (g_mkdir_with_parents (media, 0700) != 0 || g_chmod (directory, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   "The cache directory cannot be made: %s", g_strerror (errno));
      return NULL;
    }

  randombytes_buf (key, sizeof key);
  self->key = g_bytes_new (key, sizeof key);
  sodium_memzero (key, sizeof key);

  if (!lock_directory (self, error) || !open_databases (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
vouch_store_close (VouchStore *self)
{
  VouchDbWorker **workers[] = { &self->fetcher, &self->reader, &self->writer,
                                &self->outbox_worker };

  g_return_if_fail (VOUCH_IS_STORE (self));

  for (guint i = 0; i < G_N_ELEMENTS (workers); i++)
    if (*workers[i] != NULL)
      vouch_db_worker_shutdown (*workers[i]);
  for (guint i = 0; i < G_N_ELEMENTS (workers); i++)
    g_clear_object (workers[i]);
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  self->lock_fd = -1;
}

typedef struct
{
  VouchStore *store; /* borrowed: the caller waits */
  GBytes *key;
  gboolean dropped;
} KeyCall;

static gboolean
adopt_key_transaction (VouchDb *db, gpointer user_data, GError **error)
{
  KeyCall *call = user_data;

  return vouch_store_adopt_key (db, call->key, &call->dropped, error);
}

static gboolean
set_key_call (VouchDb *db, gpointer user_data, GError **error)
{
  KeyCall *call = user_data;

  return vouch_db_transact (db, adopt_key_transaction, call, error) &&
         load_scopes (call->store, db, TRUE, error);
}

gboolean
vouch_store_set_key (VouchStore *self, GBytes *key, GError **error)
{
  KeyCall call = { self, key, FALSE };

  g_return_val_if_fail (VOUCH_IS_STORE (self), FALSE);
  g_return_val_if_fail (g_bytes_get_size (key) == VOUCH_STORE_KEY_BYTES, FALSE);

  /* The owner's thread waits in the call, so the worker may touch the store's memory. */
  if (!vouch_db_worker_call (self->writer, G_PRIORITY_HIGH, set_key_call, &call, error))
    return FALSE;
  if (call.dropped)
    vouch_store_clear_media_files (self->directory);
  g_bytes_unref (self->key);
  self->key = g_bytes_ref (key);
  self->key_given = TRUE;
  return TRUE;
}

VouchMode
vouch_store_get_mode (VouchStore *self)
{
  g_return_val_if_fail (VOUCH_IS_STORE (self), VOUCH_MODE_TEST);
  return self->mode;
}

void
vouch_store_set_mode (VouchStore *self, VouchMode mode)
{
  VouchStoreChange everything = { NULL, G_MAXUINT, NULL };

  g_return_if_fail (VOUCH_IS_STORE (self));
  g_return_if_fail (mode == VOUCH_MODE_TEST || mode == VOUCH_MODE_LIVE);

  if (self->mode == mode)
    return;
  self->mode = mode;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODE]);
  vouch_store_emit_changed (self, &everything);
}

gboolean
vouch_store_get_staging (VouchStore *self)
{
  g_return_val_if_fail (VOUCH_IS_STORE (self), FALSE);
  return self->staging;
}

void
vouch_store_set_staging (VouchStore *self, gboolean staging)
{
  g_return_if_fail (VOUCH_IS_STORE (self));

  if (self->staging == !!staging)
    return;
  self->staging = !!staging;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STAGING]);
}

void
vouch_store_set_user_id (VouchStore *self, const char *user_id)
{
  g_return_if_fail (VOUCH_IS_STORE (self));

  g_free (self->user_id);
  self->user_id = g_strdup (user_id);
}

const char *
vouch_store_get_user_id (VouchStore *self)
{
  g_return_val_if_fail (VOUCH_IS_STORE (self), NULL);
  return self->user_id;
}

const char *
vouch_store_get_client (VouchStore *self)
{
  g_return_val_if_fail (VOUCH_IS_STORE (self), NULL);
  return self->client;
}

gconstpointer
vouch_store_get_record (VouchStore *self, const VouchRecordType *type, const char *id)
{
  GHashTable *table;

  g_return_val_if_fail (VOUCH_IS_STORE (self), NULL);
  g_return_val_if_fail (type != NULL, NULL);

  table = self->records[self->mode][vouch_store_type_index (type)];
  return table != NULL && id != NULL ? g_hash_table_lookup (table, id) : NULL;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const VouchRecord *const *x = a;
  const VouchRecord *const *y = b;

  return strcmp ((*x)->id, (*y)->id);
}

GPtrArray *
vouch_store_get_records (VouchStore *self, const VouchRecordType *type)
{
  GPtrArray *records = g_ptr_array_new ();
  GHashTable *table;
  GHashTableIter iter;
  gpointer record;

  g_return_val_if_fail (VOUCH_IS_STORE (self), records);
  g_return_val_if_fail (type != NULL, records);

  table = self->records[self->mode][vouch_store_type_index (type)];
  if (table != NULL)
    {
      g_hash_table_iter_init (&iter, table);
      while (g_hash_table_iter_next (&iter, NULL, &record))
        g_ptr_array_add (records, record);
    }
  g_ptr_array_sort (records, compare_ids);
  return records;
}

const VouchCompanyRecord *
vouch_store_get_company (VouchStore *self)
{
  g_autoptr (GPtrArray) all = vouch_store_get_records (self, &vouch_company_type);

  return all->len > 0 ? all->pdata[0] : NULL;
}

const char *
vouch_store_get_user_name (VouchStore *self, const char *id)
{
  const VouchUserRecord *user = vouch_store_get_record (self, &vouch_user_type, id);

  return user != NULL ? user->full_name : NULL;
}

const char *
vouch_store_get_flow_name (VouchStore *self, const char *id)
{
  const VouchFlowRecord *flow = vouch_store_get_record (self, &vouch_flow_type, id);

  return flow != NULL ? flow->name : NULL;
}

const char *
vouch_store_get_application_name (VouchStore *self, const char *id)
{
  const VouchApplicationRecord *record = vouch_store_get_record (self, &vouch_application_type, id);

  return record != NULL ? record->name : NULL;
}

void
vouch_store_set_scope (VouchStore *self, const char *scope, const char *token, gboolean complete)
{
  VouchScopeState *state = g_new0 (VouchScopeState, 1);

  state->token = g_strdup (token);
  state->complete = complete;
  g_hash_table_replace (self->scopes, g_strdup (scope), state);
}

const char *
vouch_store_get_token (VouchStore *self, const char *scope)
{
  VouchScopeState *state;

  g_return_val_if_fail (VOUCH_IS_STORE (self), NULL);
  g_return_val_if_fail (scope != NULL, NULL);

  state = g_hash_table_lookup (self->scopes, scope);
  return state != NULL ? state->token : NULL;
}

gboolean
vouch_store_is_complete (VouchStore *self, const char *scope)
{
  VouchScopeState *state;

  g_return_val_if_fail (VOUCH_IS_STORE (self), FALSE);
  g_return_val_if_fail (scope != NULL, FALSE);

  state = g_hash_table_lookup (self->scopes, scope);
  return state != NULL && state->complete;
}

guint64
vouch_store_get_answer_serial (VouchStore *self)
{
  g_return_val_if_fail (VOUCH_IS_STORE (self), 0);
  return self->answer_serial;
}

void
vouch_store_emit_changed (VouchStore *self, const VouchStoreChange *change)
{
  const guint names = vouch_store_type_bit (&vouch_user_type) |
                      vouch_store_type_bit (&vouch_flow_type) |
                      vouch_store_type_bit (&vouch_application_type);

  /* Live applicants show names of users, flows and applications. */
  if (change->types & names)
    {
      g_autoptr (GList) live = g_hash_table_get_values (self->applicants);

      for (GList *l = live; l != NULL; l = l->next)
        vouch_applicant_refresh (l->data);
    }
  g_signal_emit (self, signals[CHANGED], 0, change);
}

GTask *
vouch_store_inner_task (VouchStore *self, GTask *outer, GAsyncReadyCallback callback)
{
  GTask *inner = g_task_new (self, g_task_get_cancellable (outer), callback, outer);

  /* What was committed must reach memory even when nobody wants the answer any more. */
  g_task_set_check_cancellable (inner, FALSE);
  g_task_set_priority (inner, g_task_get_priority (outer));
  return inner;
}

/* Wiping */

typedef struct
{
  gboolean outbox;
  guint waiting;
  GError *error;
} Wipe;

static void
wipe_free (gpointer data)
{
  Wipe *wipe = data;

  g_clear_error (&wipe->error);
  g_free (wipe);
}

static gboolean
wipe_cache (VouchDb *db, gpointer user_data, GError **error)
{
  return vouch_store_empty_cache (db, error);
}

static gboolean
wipe_outbox (VouchDb *db, gpointer user_data, GError **error)
{
  return vouch_db_exec (db, "DELETE FROM command", error);
}

static void
wipe_job (GTask *task, VouchDb *db, gpointer job_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (!vouch_db_transact (db, job_data, NULL, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  /* What was deleted must also leave the log; a reader in the way only delays that. */
  (void) vouch_db_checkpoint (db, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
wipe_done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VouchStore *self = VOUCH_STORE (object);
  g_autoptr (GTask) outer = user_data;
  Wipe *wipe = g_task_get_task_data (outer);
  g_autoptr (GList) live = NULL;
  g_autoptr (GError) error = NULL;
  VouchStoreChange everything = { NULL, G_MAXUINT, NULL };

  if (!g_task_propagate_boolean (G_TASK (result), &error) && wipe->error == NULL)
    wipe->error = g_steal_pointer (&error);
  if (--wipe->waiting > 0)
    return;

  vouch_store_clear_memory (self);
  vouch_store_clear_media_files (self->directory);
  if (wipe->outbox)
    g_list_store_remove_all (self->outbox);
  live = g_hash_table_get_values (self->applicants);
  for (GList *l = live; l != NULL; l = l->next)
    vouch_applicant_set_gone (l->data);
  self->apply_serial++;
  vouch_store_emit_changed (self, &everything);

  if (wipe->error != NULL)
    g_task_return_error (outer, g_steal_pointer (&wipe->error));
  else
    g_task_return_boolean (outer, TRUE);
}

void
vouch_store_wipe_async (VouchStore *self, gboolean outbox, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) cache = NULL;
  Wipe *wipe = g_new0 (Wipe, 1);

  g_return_if_fail (VOUCH_IS_STORE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, vouch_store_wipe_async);
  wipe->outbox = outbox;
  wipe->waiting = outbox ? 2 : 1;
  g_task_set_task_data (task, wipe, wipe_free);
  if (outbox)
    {
      g_autoptr (GTask) rows = vouch_store_inner_task (self, g_object_ref (task), wipe_done_cb);

      vouch_db_worker_push (self->outbox_worker, rows, G_PRIORITY_DEFAULT, wipe_job, wipe_outbox,
                            NULL);
    }
  cache = vouch_store_inner_task (self, g_object_ref (task), wipe_done_cb);
  vouch_db_worker_push (self->writer, cache, G_PRIORITY_DEFAULT, wipe_job, wipe_cache, NULL);
}

gboolean
vouch_store_wipe_finish (VouchStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
