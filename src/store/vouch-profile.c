/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything about one applicant, as of one moment; follows the cache. */

#define G_LOG_DOMAIN "vouch-profile"

#include "vouch-profile.h"
#include "vouch-store-private.h"

/* Kinds of rows a profile has, in this order everywhere. */
enum
{
  STEPS,
  WARNINGS,
  REVIEWS,
  COMMENTS,
  TIMELINE,
  MEDIA,
  MATCHES,
  N_KINDS
};

struct _VouchProfile
{
  GObject parent_instance;
  /* Owned */
  VouchStore *store;
  VouchApplicant *applicant;
  char *id;
  char *scope;
  GPtrArray *rows[N_KINDS];
  GPtrArray *comments; /* rows[COMMENTS] and the pending ones */
  char *digest;
  gint64 decision_version;
  gboolean loaded;
  gboolean complete;
  gboolean loading;
  gboolean stale;
};

enum
{
  PROP_0,
  PROP_APPLICANT,
  PROP_LOADED,
  PROP_COMPLETE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint changed_signal;

G_DEFINE_FINAL_TYPE (VouchProfile, vouch_profile, G_TYPE_OBJECT)

static const VouchRecordType *const kind_types[N_KINDS] = {
  &vouch_step_result_type,    &vouch_warning_type, &vouch_review_type,    &vouch_comment_type,
  &vouch_timeline_entry_type, &vouch_media_type,   &vouch_aml_match_type,
};

#define FREE_FUNC(kind) \
  static void kind##_free (gpointer record) \
  { \
    vouch_record_free (&vouch_##kind##_type, record); \
  }
FREE_FUNC (step_result)
FREE_FUNC (warning)
FREE_FUNC (review)
FREE_FUNC (comment)
FREE_FUNC (timeline_entry)
FREE_FUNC (media)
FREE_FUNC (aml_match)

static const GDestroyNotify kind_frees[N_KINDS] = {
  step_result_free,    warning_free, review_free,    comment_free,
  timeline_entry_free, media_free,   aml_match_free,
};

/* Orders; the id decides between equals, so that they are the same on every reading. */
#define ORDER(name, Struct, expression) \
  static int compare_##name (gconstpointer pa, gconstpointer pb) \
  { \
    const Struct *a = *(const Struct *const *) pa; \
    const Struct *b = *(const Struct *const *) pb; \
    gint64 order = (expression); \
    return order < 0 ? -1 : order > 0 ? 1 : strcmp (a->id, b->id); \
  }
ORDER (steps, VouchStepResultRecord, a->created_at - b->created_at)
ORDER (warnings, VouchWarningRecord,
       a->state != b->state ? (gint64) a->state - (gint64) b->state : b->created_at - a->created_at)
ORDER (reviews, VouchReviewRecord, b->created_at - a->created_at)
ORDER (comments, VouchCommentRecord, a->created_at - b->created_at)
ORDER (timeline, VouchTimelineEntryRecord, a->at != b->at ? b->at - a->at : b->seq - a->seq)
ORDER (media, VouchMediaRecord, a->captured_at - b->captured_at)
ORDER (matches, VouchAmlMatchRecord, b->rate - a->rate)

static const GCompareFunc kind_orders[N_KINDS] = {
  compare_steps,    compare_warnings, compare_reviews, compare_comments,
  compare_timeline, compare_media,    compare_matches,
};

/* Reading: all of it in one read transaction */

typedef struct
{
  char *id;
  char *scope;
  GBytes *key;
  GPtrArray *rows[N_KINDS];
  char *digest;
  gint64 decision_version;
  gboolean complete;
  gboolean found;
  guint64 serial;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  for (guint i = 0; i < N_KINDS; i++)
    g_clear_pointer (&self->rows[i], g_ptr_array_unref);
  g_bytes_unref (self->key);
  g_free (self->digest);
  g_free (self->id);
  g_free (self->scope);
  g_free (self);
}

static Reading *
reading_new (VouchStore *store, const char *id)
{
  Reading *self = g_new0 (Reading, 1);

  self->id = g_strdup (id);
  self->scope = g_strconcat ("applicant/", id, NULL);
  self->key = g_bytes_ref (store->key);
  self->serial = store->apply_serial;
  for (guint i = 0; i < N_KINDS; i++)
    self->rows[i] = g_ptr_array_new_with_free_func (kind_frees[i]);
  return self;
}

static gpointer
open_row (Reading *self, VouchStmt *stmt, const VouchRecordType *type)
{
  g_autofree char *context = g_strdup_printf ("%s %s %s", self->scope, vouch_stmt_text (stmt, 0),
                                              vouch_stmt_text (stmt, 1));
  g_autoptr (GBytes) sealed = vouch_stmt_dup_bytes (stmt, 3);
  g_autoptr (GBytes) body = vouch_unseal (self->key, context, g_bytes_get_data (sealed, NULL),
                                          g_bytes_get_size (sealed), NULL);
  g_autoptr (VouchJson) json =
      body != NULL
          ? vouch_json_parse (g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body), NULL)
          : NULL;
  VouchRecord *record = json != NULL ? vouch_record_from_json (type, json, 0, NULL) : NULL;

  if (record != NULL)
    record->seq = vouch_stmt_int (stmt, 2);
  return record;
}

static gboolean
read_rows (Reading *self, VouchDb *db, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "store/list-items", error);
  VouchFacts *facts = vouch_facts_new ();
  g_autoptr (GError) local = NULL;

  if (stmt != NULL)
    vouch_stmt_bind_text (stmt, ":scope", self->scope);
  while (stmt != NULL && vouch_stmt_step (stmt, &local))
    {
      vouch_facts_add (facts, vouch_stmt_text (stmt, 0), vouch_stmt_text (stmt, 1),
                       vouch_stmt_int (stmt, 2));
      for (guint i = 0; i < N_KINDS; i++)
        if (g_strcmp0 (vouch_stmt_text (stmt, 0), kind_types[i]->name) == 0)
          {
            gpointer record = open_row (self, stmt, kind_types[i]);

            /* Another key: as if it had never been loaded. */
            if (record == NULL)
              self->complete = FALSE;
            else
              g_ptr_array_add (self->rows[i], record);
            break;
          }
    }
  self->digest = vouch_facts_finish (facts);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return stmt != NULL && local == NULL;
}

static gboolean
read_head (Reading *self, VouchDb *db, GError **error)
{
  g_autoptr (VouchStmt) applicant = vouch_db_statement (db, "store/get-applicant", error);
  g_autoptr (VouchStmt) scope = vouch_db_statement (db, "store/get-scope", error);
  g_autoptr (GError) local = NULL;

  if (applicant == NULL || scope == NULL)
    return FALSE;
  vouch_stmt_bind_text (applicant, ":id", self->id);
  if (vouch_stmt_step (applicant, &local))
    {
      self->found = TRUE;
      self->decision_version =
          vouch_stmt_int (applicant, vouch_stmt_find_column (applicant, "decision_version"));
    }
  vouch_stmt_bind_text (scope, ":name", self->scope);
  if (local == NULL && vouch_stmt_step (scope, &local))
    self->complete = vouch_stmt_bool (scope, 2);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return local == NULL;
}

static void
read_job (GTask *task, VouchDb *db, gpointer job_data, GCancellable *cancellable)
{
  Reading *self = job_data;
  GError *error = NULL;
  gboolean ok;

  ok = vouch_db_begin_read (db, &error) && read_head (self, db, &error) &&
       read_rows (self, db, &error);
  vouch_db_rollback (db);
  for (guint i = 0; i < N_KINDS; i++)
    g_ptr_array_sort (self->rows[i], kind_orders[i]);
  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Following */

static void start_reading (VouchProfile *self);

static gboolean
same_rows (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const VouchRecord *x = a->pdata[i];
      const VouchRecord *y = b->pdata[i];

      if (x->seq != y->seq || !g_str_equal (x->id, y->id))
        return FALSE;
    }
  return TRUE;
}

/* Comments that wait stand where they will be, after all that is confirmed. */
static GPtrArray *
comments_with_pending (VouchProfile *self)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (comment_free);
  GListModel *outbox = vouch_store_get_outbox (self->store);
  const char *author = vouch_store_get_user_id (self->store);
  guint n = g_list_model_get_n_items (outbox);

  for (guint i = 0; i < self->rows[COMMENTS]->len; i++)
    g_ptr_array_add (all, vouch_record_copy (&vouch_comment_type, self->rows[COMMENTS]->pdata[i]));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VouchCommand) command = g_list_model_get_item (outbox, i);
      VouchCommentRecord *record;

      if (g_strcmp0 (command->applicant_id, self->id) != 0 || command->detail_seen ||
          command->state == VOUCH_COMMAND_REFUSED || !g_str_equal (command->type, "comment.add"))
        continue;
      record = vouch_record_new (&vouch_comment_type);
      record->id = g_strdup (command->id);
      record->applicant_id = g_strdup (self->id);
      record->author_id = g_strdup (author);
      record->author_name = g_strdup (vouch_store_get_user_name (self->store, author));
      record->body = vouch_command_dup_arg (command, "body");
      record->created_at = command->made_at;
      g_ptr_array_add (all, record);
    }
  return all;
}

static guint
update_comments (VouchProfile *self)
{
  g_autoptr (GPtrArray) comments = comments_with_pending (self);

  if (same_rows (comments, self->comments))
    return 0;
  g_ptr_array_unref (self->comments);
  self->comments = g_steal_pointer (&comments);
  return vouch_store_type_bit (&vouch_comment_type);
}

static void
take_reading (VouchProfile *self, Reading *reading)
{
  gboolean first = !self->loaded;
  gboolean was_complete = self->complete;
  guint types = 0;

  for (guint i = 0; i < N_KINDS; i++)
    {
      if (same_rows (self->rows[i], reading->rows[i]))
        continue;
      types |= vouch_store_type_bit (kind_types[i]);
      g_ptr_array_unref (self->rows[i]);
      self->rows[i] = g_steal_pointer (&reading->rows[i]);
    }
  types |= update_comments (self);
  self->loaded = TRUE;
  self->complete = reading->complete;
  self->decision_version = reading->decision_version;
  g_free (self->digest);
  self->digest = reading->complete ? g_steal_pointer (&reading->digest) : NULL;

  g_object_freeze_notify (G_OBJECT (self));
  if (first)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
  if (was_complete != self->complete)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
  g_object_thaw_notify (G_OBJECT (self));
  if (first || types != 0)
    g_signal_emit (self, changed_signal, 0, first ? G_MAXUINT : types);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VouchProfile) self = user_data;
  Reading *reading = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  self->loading = FALSE;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    take_reading (self, reading);
  else
    g_debug ("A profile could not be read: %s", error->message);
  if (self->stale)
    start_reading (self);
}

static void
start_reading (VouchProfile *self)
{
  g_autoptr (GTask) task = NULL;
  Reading *reading;

  self->stale = self->loading;
  if (self->loading || self->store->fetcher == NULL)
    return;
  self->loading = TRUE;
  reading = reading_new (self->store, self->id);
  task = g_task_new (self->store, NULL, read_cb, g_object_ref (self));
  g_task_set_task_data (task, reading, reading_free);
  vouch_db_worker_push (self->store->fetcher, task, G_PRIORITY_HIGH, read_job, reading, NULL);
}

static void
store_changed_cb (VouchStore *store, const VouchStoreChange *change, VouchProfile *self)
{
  gboolean mine = change->scope == NULL || g_str_equal (change->scope, self->scope);

  /* The overlay alone changed. */
  if (mine && change->types == 0)
    {
      guint types = self->loaded ? update_comments (self) : 0;

      g_signal_emit (self, changed_signal, 0, types);
      return;
    }
  if (mine || change->ids == NULL || g_hash_table_contains (change->ids, self->id))
    start_reading (self);
}

static void
vouch_profile_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  VouchProfile *self = VOUCH_PROFILE (object);

  switch (prop_id)
    {
    case PROP_APPLICANT:
      g_value_set_object (value, self->applicant);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    case PROP_COMPLETE:
      g_value_set_boolean (value, self->complete);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_profile_finalize (GObject *object)
{
  VouchProfile *self = VOUCH_PROFILE (object);

  for (guint i = 0; i < N_KINDS; i++)
    g_ptr_array_unref (self->rows[i]);
  g_ptr_array_unref (self->comments);
  g_clear_object (&self->applicant);
  g_clear_object (&self->store);
  g_free (self->id);
  g_free (self->scope);
  g_free (self->digest);

  G_OBJECT_CLASS (vouch_profile_parent_class)->finalize (object);
}

static void
vouch_profile_class_init (VouchProfileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vouch_profile_get_property;
  object_class->finalize = vouch_profile_finalize;
  properties[PROP_APPLICANT] =
      g_param_spec_object ("applicant", NULL, NULL, VOUCH_TYPE_APPLICANT, flags);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  changed_signal = g_signal_new ("changed", VOUCH_TYPE_PROFILE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
vouch_profile_init (VouchProfile *self)
{
  for (guint i = 0; i < N_KINDS; i++)
    self->rows[i] = g_ptr_array_new_with_free_func (kind_frees[i]);
  self->comments = g_ptr_array_new_with_free_func (comment_free);
}

VouchProfile *
vouch_profile_new (VouchStore *store, const char *applicant_id)
{
  VouchProfile *self;

  g_return_val_if_fail (VOUCH_IS_STORE (store), NULL);
  g_return_val_if_fail (applicant_id != NULL, NULL);

  self = g_object_new (VOUCH_TYPE_PROFILE, NULL);
  self->store = g_object_ref (store);
  self->id = g_strdup (applicant_id);
  self->scope = g_strconcat ("applicant/", applicant_id, NULL);
  self->applicant = vouch_store_ref_applicant (store, applicant_id);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, 0);
  start_reading (self);
  return self;
}

#define GETTER(type, name, value, dflt) \
  type vouch_profile_get_##name (VouchProfile *self) \
  { \
    g_return_val_if_fail (VOUCH_IS_PROFILE (self), dflt); \
    return value; \
  }

GETTER (VouchApplicant *, applicant, self->applicant, NULL)
GETTER (const char *, id, self->id, NULL)
GETTER (gboolean, loaded, self->loaded, FALSE)
GETTER (gboolean, complete, self->complete, FALSE)
GETTER (GPtrArray *, steps, self->rows[STEPS], NULL)
GETTER (GPtrArray *, warnings, self->rows[WARNINGS], NULL)
GETTER (GPtrArray *, reviews, self->rows[REVIEWS], NULL)
GETTER (GPtrArray *, comments, self->comments, NULL)
GETTER (GPtrArray *, timeline, self->rows[TIMELINE], NULL)
GETTER (GPtrArray *, media, self->rows[MEDIA], NULL)
GETTER (GPtrArray *, matches, self->rows[MATCHES], NULL)
GETTER (const char *, digest, self->digest, NULL)
GETTER (gint64, decision_version, self->decision_version, 0)

const VouchStepResultRecord *
vouch_profile_get_active_step (VouchProfile *self, VouchStep step)
{
  GPtrArray *steps;

  g_return_val_if_fail (VOUCH_IS_PROFILE (self), NULL);

  steps = self->rows[STEPS];
  for (guint i = steps->len; i-- > 0;)
    {
      const VouchStepResultRecord *record = steps->pdata[i];

      if (record->step == step && record->state == VOUCH_RESULT_ACTIVE)
        return record;
    }
  return NULL;
}

gboolean
vouch_profile_is_pending (VouchProfile *self, const char *target)
{
  GListModel *outbox;
  guint n;

  g_return_val_if_fail (VOUCH_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (target != NULL, FALSE);

  outbox = vouch_store_get_outbox (self->store);
  n = g_list_model_get_n_items (outbox);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VouchCommand) command = g_list_model_get_item (outbox, i);

      if (g_str_equal (command->target, target) && command->state != VOUCH_COMMAND_REFUSED)
        return TRUE;
    }
  return FALSE;
}

void
vouch_store_read_facts_async (VouchStore *store, const char *applicant_id,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Reading *reading;

  g_return_if_fail (VOUCH_IS_STORE (store));
  g_return_if_fail (applicant_id != NULL);

  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, vouch_store_read_facts_async);
  reading = reading_new (store, applicant_id);
  g_task_set_task_data (task, reading, reading_free);
  vouch_db_worker_push (store->fetcher, task, G_PRIORITY_HIGH, read_job, reading, NULL);
}

gboolean
vouch_store_read_facts_finish (VouchStore *store, GAsyncResult *result, char **digest,
                               gint64 *decision_version, GError **error)
{
  Reading *reading;

  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  reading = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (!reading->found || !reading->complete)
    {
      g_set_error_literal (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_NOT_FOUND,
                           "The applicant is not in the cache");
      return FALSE;
    }
  *digest = g_strdup (reading->digest);
  *decision_version = reading->decision_version;
  return TRUE;
}
