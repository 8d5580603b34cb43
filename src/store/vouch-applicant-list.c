/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window on the applicants of the cache.
 *
 * The list holds the row numbers of all hits (four bytes each), read in one go off the main
 * thread. Objects exist only for rows somebody asked for: get_item makes a placeholder at once and
 * the page of 100 rows around it is read by the fetcher, latest wish first; the least recently
 * used objects beyond 4,000 are let go. */

#define G_LOG_DOMAIN "vouch-applicant-list"

#include "vouch-applicant-query.h"
#include "vouch-store-private.h"

#define PAGE 100
#define MAX_ENTRIES 4000
#define MAX_WANTED 16
#define REQUERY_MS 120
/* From here on a change is removed and added, not replaced: GTK asks for every new row else. */
#define BIG_CHANGE 500

typedef struct
{
  gint32 nr;
  VouchApplicant *applicant;
  GList link; /* in recent */
} Entry;

struct _VouchApplicantList
{
  GObject parent_instance;
  /* Owned */
  VouchStore *store;
  VouchApplicantQuery query;
  gint32 *rows;
  guint n_rows;
  GHashTable *entries; /* nr -> Entry */
  GQueue recent;       /* Entry, last used first */
  GArray *wanted;      /* guint page, latest last */
  GCancellable *query_cancellable;
  guint requery_id;
  gboolean querying;
  gboolean stale; /* the cache changed while a query ran */
  gboolean fetching;
  gboolean fresh_query; /* the query is another one: all rows are new */
};

enum
{
  PROP_0,
  PROP_LOADING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void list_model_init (GListModelInterface *iface);
static void fetch_next (VouchApplicantList *self);
static void run_query (VouchApplicantList *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (VouchApplicantList, vouch_applicant_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_object_unref (self->applicant);
  g_free (self);
}

static void
remove_entry (VouchApplicantList *self, Entry *entry)
{
  g_queue_unlink (&self->recent, &entry->link);
  g_hash_table_remove (self->entries, GINT_TO_POINTER (entry->nr));
}

static Entry *
add_entry (VouchApplicantList *self, gint32 nr, VouchApplicant *applicant)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->nr = nr;
  entry->applicant = g_object_ref (applicant);
  entry->link.data = entry;
  g_queue_push_head_link (&self->recent, &entry->link);
  g_hash_table_insert (self->entries, GINT_TO_POINTER (nr), entry);
  while (self->recent.length > MAX_ENTRIES)
    remove_entry (self, self->recent.tail->data);
  return entry;
}

static void
want_page (VouchApplicantList *self, guint page)
{
  for (guint i = 0; i < self->wanted->len; i++)
    if (g_array_index (self->wanted, guint, i) == page)
      {
        g_array_remove_index (self->wanted, i);
        break;
      }
  g_array_append_val (self->wanted, page);
  if (self->wanted->len > MAX_WANTED)
    {
      /* Scrolled past long ago: its placeholders go, so that the next look asks again. */
      guint old = g_array_index (self->wanted, guint, 0);

      g_array_remove_index (self->wanted, 0);
      for (guint i = old * PAGE; i < MIN ((old + 1) * PAGE, self->n_rows); i++)
        {
          Entry *entry = g_hash_table_lookup (self->entries, GINT_TO_POINTER (self->rows[i]));

          if (entry != NULL && !vouch_applicant_get_loaded (entry->applicant))
            remove_entry (self, entry);
        }
    }
  fetch_next (self);
}

static GType
get_item_type (GListModel *model)
{
  return VOUCH_TYPE_APPLICANT;
}

static guint
get_n_items (GListModel *model)
{
  return VOUCH_APPLICANT_LIST (model)->n_rows;
}

static gpointer
get_item (GListModel *model, guint position)
{
  VouchApplicantList *self = VOUCH_APPLICANT_LIST (model);
  g_autoptr (VouchApplicant) placeholder = NULL;
  Entry *entry;

  if (position >= self->n_rows)
    return NULL;
  entry = g_hash_table_lookup (self->entries, GINT_TO_POINTER (self->rows[position]));
  if (entry != NULL)
    {
      g_queue_unlink (&self->recent, &entry->link);
      g_queue_push_head_link (&self->recent, &entry->link);
      return g_object_ref (entry->applicant);
    }

  placeholder = vouch_applicant_new_placeholder (self->store);
  add_entry (self, self->rows[position], placeholder);
  want_page (self, position / PAGE);
  return g_steal_pointer (&placeholder);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* Fetching a page */

typedef struct
{
  guint page;
  guint64 serial;
  guint n;
  gint32 rows[PAGE];
  VouchApplicantRecord *records[PAGE]; /* by rows; NULL: gone */
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *self = data;

  for (guint i = 0; i < self->n; i++)
    vouch_record_free (&vouch_applicant_type, self->records[i]);
  g_free (self);
}

static void
fetch_job (GTask *task, VouchDb *db, gpointer job_data, GCancellable *cancellable)
{
  Fetch *self = job_data;
  GError *error = NULL;
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "store/get-applicant-row", &error);

  for (guint i = 0; stmt != NULL && error == NULL && i < self->n; i++)
    {
      vouch_stmt_bind_int (stmt, ":nr", self->rows[i]);
      self->records[i] = vouch_stmt_next_record (stmt, &vouch_applicant_type, &error);
      vouch_stmt_reset (stmt);
    }
  g_clear_pointer (&stmt, vouch_stmt_release);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* The live object took the placeholder's place. */
static void
replace_item (VouchApplicantList *self, guint page, gint32 nr)
{
  guint end = MIN ((page + 1) * PAGE, self->n_rows);

  for (guint i = page * PAGE; i < end; i++)
    if (self->rows[i] == nr)
      {
        g_list_model_items_changed (G_LIST_MODEL (self), i, 1, 1);
        return;
      }
}

static void
take_fetched (VouchApplicantList *self, Fetch *fetch)
{
  for (guint i = 0; i < fetch->n; i++)
    {
      Entry *entry = g_hash_table_lookup (self->entries, GINT_TO_POINTER (fetch->rows[i]));
      g_autoptr (VouchApplicant) applicant = NULL;

      if (fetch->records[i] == NULL)
        {
          if (entry != NULL && !vouch_applicant_get_loaded (entry->applicant))
            vouch_applicant_set_gone (entry->applicant);
          continue;
        }
      applicant = vouch_store_adopt_applicant (self->store, entry != NULL ? entry->applicant : NULL,
                                               g_steal_pointer (&fetch->records[i]));
      if (entry == NULL)
        add_entry (self, fetch->rows[i], applicant);
      else if (entry->applicant != applicant)
        {
          g_set_object (&entry->applicant, applicant);
          replace_item (self, fetch->page, fetch->rows[i]);
        }
    }
}

static void
fetched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VouchApplicantList) self = user_data;
  Fetch *fetch = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean ok = g_task_propagate_boolean (G_TASK (result), &error);

  self->fetching = FALSE;
  if (ok)
    take_fetched (self, fetch);
  else
    g_debug ("A page of applicants could not be read: %s", error->message);
  /* A commit between the reading and now may have been missed by rows that were no objects yet. */
  if (ok && fetch->serial != self->store->apply_serial)
    want_page (self, fetch->page);
  fetch_next (self);
}

static void
fetch_next (VouchApplicantList *self)
{
  g_autoptr (GTask) task = NULL;
  Fetch *fetch;
  guint page;

  if (self->fetching || self->wanted->len == 0 || self->store->fetcher == NULL)
    return;
  page = g_array_index (self->wanted, guint, self->wanted->len - 1);
  g_array_set_size (self->wanted, self->wanted->len - 1);
  if (page * PAGE >= self->n_rows)
    {
      fetch_next (self);
      return;
    }

  fetch = g_new0 (Fetch, 1);
  fetch->page = page;
  fetch->serial = self->store->apply_serial;
  fetch->n = MIN (PAGE, self->n_rows - page * PAGE);
  memcpy (fetch->rows, self->rows + page * PAGE, fetch->n * sizeof (gint32));
  self->fetching = TRUE;
  task = g_task_new (self->store, NULL, fetched_cb, g_object_ref (self));
  g_task_set_task_data (task, fetch, fetch_free);
  vouch_db_worker_push (self->store->fetcher, task, G_PRIORITY_DEFAULT, fetch_job, fetch, NULL);
}

/* Running the query */

typedef struct
{
  VouchApplicantQuery query;
  gboolean fresh;
} Query;

static void
query_free (gpointer data)
{
  Query *self = data;

  vouch_applicant_query_clear (&self->query);
  g_free (self);
}

static void
query_job (GTask *task, VouchDb *db, gpointer job_data, GCancellable *cancellable)
{
  Query *self = job_data;
  GError *error = NULL;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (VouchStmt) stmt =
      vouch_applicant_query_prepare (&self->query, db, "rowid", TRUE, &error);

  while (stmt != NULL && vouch_stmt_step (stmt, &error))
    {
      gint32 nr = (gint32) vouch_stmt_int (stmt, 0);

      g_array_append_val (rows, nr);
    }
  g_clear_pointer (&stmt, vouch_stmt_release);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&rows), (GDestroyNotify) g_array_unref);
}

static void
swap_rows (VouchApplicantList *self, GArray *rows)
{
  g_free (self->rows);
  self->n_rows = rows->len;
  self->rows = g_memdup2 (rows->data, rows->len * sizeof (gint32));
  /* Wishes are by position, and the positions are others now. */
  g_array_set_size (self->wanted, 0);
}

/* What somebody still holds as a placeholder must be asked for again. */
static void
want_placeholders (VouchApplicantList *self)
{
  guint last = G_MAXUINT;
  gboolean any = FALSE;

  for (GList *l = self->recent.head; l != NULL && !any; l = l->next)
    any = !vouch_applicant_get_loaded (((Entry *) l->data)->applicant);
  for (guint i = 0; any && i < self->n_rows; i++)
    {
      Entry *entry = g_hash_table_lookup (self->entries, GINT_TO_POINTER (self->rows[i]));

      if (entry != NULL && !vouch_applicant_get_loaded (entry->applicant) && i / PAGE != last)
        {
          last = i / PAGE;
          want_page (self, last);
        }
    }
}

static void
replace_rows (VouchApplicantList *self, GArray *rows, gboolean fresh)
{
  const gint32 *new = (const gint32 *) (gpointer) rows->data;
  guint old_n = self->n_rows;
  guint start = 0;
  guint end = 0;
  guint removed, added;

  while (start < old_n && start < rows->len && self->rows[start] == new[start])
    start++;
  if (start == old_n && start == rows->len)
    return;
  if (fresh)
    start = 0;
  while (!fresh && end < old_n - start && end < rows->len - start &&
         self->rows[old_n - 1 - end] == new[rows->len - 1 - end])
    end++;
  removed = old_n - start - end;
  added = rows->len - start - end;

  if (fresh || removed > BIG_CHANGE || added > BIG_CHANGE)
    {
      /* Two steps, and between them the list really is the shorter one. */
      if (end > 0)
        memmove (self->rows + start, self->rows + start + removed, end * sizeof (gint32));
      self->n_rows = start + end;
      g_array_set_size (self->wanted, 0);
      if (removed > 0)
        g_list_model_items_changed (G_LIST_MODEL (self), start, removed, 0);
      swap_rows (self, rows);
      if (added > 0)
        g_list_model_items_changed (G_LIST_MODEL (self), start, 0, added);
    }
  else
    {
      swap_rows (self, rows);
      g_list_model_items_changed (G_LIST_MODEL (self), start, removed, added);
    }
  want_placeholders (self);
}

static void
queried_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VouchApplicantList) self = user_data;
  Query *query = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = g_task_propagate_pointer (G_TASK (result), &error);

  /* Overtaken by another query. */
  if (!vouch_applicant_query_equal (&query->query, &self->query) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->querying = FALSE;
  if (rows != NULL)
    {
      self->fresh_query = FALSE;
      replace_rows (self, rows, query->fresh);
    }
  else
    g_debug ("The query failed: %s", error->message);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  if (self->stale)
    run_query (self);
}

static void
run_query (VouchApplicantList *self)
{
  g_autoptr (GTask) task = NULL;
  Query *query;

  if (self->store->reader == NULL)
    return;
  g_clear_handle_id (&self->requery_id, g_source_remove);
  if (self->query_cancellable != NULL)
    g_cancellable_cancel (self->query_cancellable);
  g_clear_object (&self->query_cancellable);
  self->query_cancellable = g_cancellable_new ();
  self->stale = FALSE;
  self->querying = TRUE;
  query = g_new0 (Query, 1);
  vouch_applicant_query_copy (&query->query, &self->query);
  query->fresh = self->fresh_query;
  task = g_task_new (self->store, self->query_cancellable, queried_cb, g_object_ref (self));
  g_task_set_task_data (task, query, query_free);
  vouch_db_worker_push (self->store->reader, task, G_PRIORITY_DEFAULT, query_job, query, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static gboolean
requery_cb (gpointer user_data)
{
  VouchApplicantList *self = user_data;

  self->requery_id = 0;
  run_query (self);
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (VouchStore *store, const VouchStoreChange *change, VouchApplicantList *self)
{
  const guint sorted = vouch_store_type_bit (&vouch_applicant_type) |
                       vouch_store_type_bit (&vouch_user_type) |
                       vouch_store_type_bit (&vouch_flow_type);
  VouchMode mode;

  if (!(change->types & sorted))
    return;
  if (change->scope != NULL &&
      (!vouch_store_scope_mode (change->scope, &mode) || mode != self->query.mode))
    return;
  if (self->querying)
    self->stale = TRUE;
  else if (self->requery_id == 0)
    self->requery_id = g_timeout_add (REQUERY_MS, requery_cb, self);
}

static void
vouch_applicant_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, vouch_applicant_list_get_loading (VOUCH_APPLICANT_LIST (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_applicant_list_dispose (GObject *object)
{
  VouchApplicantList *self = VOUCH_APPLICANT_LIST (object);

  g_clear_handle_id (&self->requery_id, g_source_remove);
  if (self->query_cancellable != NULL)
    g_cancellable_cancel (self->query_cancellable);
  g_clear_object (&self->query_cancellable);
  while (self->recent.head != NULL)
    remove_entry (self, self->recent.head->data);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vouch_applicant_list_parent_class)->dispose (object);
}

static void
vouch_applicant_list_finalize (GObject *object)
{
  VouchApplicantList *self = VOUCH_APPLICANT_LIST (object);

  g_hash_table_unref (self->entries);
  g_array_unref (self->wanted);
  vouch_applicant_query_clear (&self->query);
  g_free (self->rows);

  G_OBJECT_CLASS (vouch_applicant_list_parent_class)->finalize (object);
}

static void
vouch_applicant_list_class_init (VouchApplicantListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vouch_applicant_list_get_property;
  object_class->dispose = vouch_applicant_list_dispose;
  object_class->finalize = vouch_applicant_list_finalize;
  properties[PROP_LOADING] =
      g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vouch_applicant_list_init (VouchApplicantList *self)
{
  self->query = (VouchApplicantQuery) VOUCH_APPLICANT_QUERY_INIT;
  self->entries = g_hash_table_new_full (NULL, NULL, NULL, entry_free);
  self->wanted = g_array_new (FALSE, FALSE, sizeof (guint));
}

VouchApplicantList *
vouch_applicant_list_new (VouchStore *store)
{
  VouchApplicantList *self;

  g_return_val_if_fail (VOUCH_IS_STORE (store), NULL);

  self = g_object_new (VOUCH_TYPE_APPLICANT_LIST, NULL);
  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, 0);
  return self;
}

void
vouch_applicant_list_set_query (VouchApplicantList *self, const VouchApplicantQuery *query)
{
  VouchApplicantQuery copy;

  g_return_if_fail (VOUCH_IS_APPLICANT_LIST (self));
  g_return_if_fail (query != NULL);

  vouch_applicant_query_copy (&copy, query);
  vouch_applicant_query_clear (&self->query);
  self->query = copy;
  self->fresh_query = TRUE;
  run_query (self);
}

const VouchApplicantQuery *
vouch_applicant_list_get_query (VouchApplicantList *self)
{
  g_return_val_if_fail (VOUCH_IS_APPLICANT_LIST (self), NULL);
  return &self->query;
}

gboolean
vouch_applicant_list_get_loading (VouchApplicantList *self)
{
  g_return_val_if_fail (VOUCH_IS_APPLICANT_LIST (self), FALSE);
  return self->querying;
}

/* Positions and neighbours */

typedef struct
{
  char *id;
  int step;
  guint count;
  gint64 position;
  GStrv ids;
  gint32 rows[PAGE];
  guint n;
} Find;

static void
find_free (gpointer data)
{
  Find *self = data;

  g_free (self->id);
  g_strfreev (self->ids);
  g_free (self);
}

static void
find_job (GTask *task, VouchDb *db, gpointer job_data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "store/find-applicant", &error);
  gint64 nr = -1;

  if (stmt != NULL)
    {
      vouch_stmt_bind_text (stmt, ":id", ((Find *) job_data)->id);
      if (vouch_stmt_step (stmt, &error))
        nr = vouch_stmt_int (stmt, 0);
    }
  g_clear_pointer (&stmt, vouch_stmt_release);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, (gssize) nr);
}

static void
names_job (GTask *task, VouchDb *db, gpointer job_data, GCancellable *cancellable)
{
  Find *self = job_data;
  GError *error = NULL;
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "store/get-applicant-id", &error);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; stmt != NULL && error == NULL && i < self->n; i++)
    {
      vouch_stmt_bind_int (stmt, ":nr", self->rows[i]);
      if (vouch_stmt_step (stmt, &error))
        g_strv_builder_add (ids, vouch_stmt_text (stmt, 0));
      vouch_stmt_reset (stmt);
    }
  g_clear_pointer (&stmt, vouch_stmt_release);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_strv_builder_end (ids), (GDestroyNotify) g_strfreev);
}

static void
named_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) outer = user_data;
  GError *error = NULL;
  GStrv ids = g_task_propagate_pointer (G_TASK (result), &error);

  if (ids != NULL)
    g_task_return_pointer (outer, ids, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (outer, error);
}

static void
found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) outer = user_data;
  VouchApplicantList *self = g_task_get_source_object (outer);
  Find *find = g_task_get_task_data (outer);
  g_autoptr (GTask) names = NULL;
  GError *error = NULL;
  gint64 nr = g_task_propagate_int (G_TASK (result), &error);
  gint64 position = -1;

  if (error != NULL)
    {
      g_task_return_error (outer, error);
      return;
    }
  for (guint i = 0; nr >= 0 && position < 0 && i < self->n_rows; i++)
    if (self->rows[i] == nr)
      position = i;
  if (find->step == 0)
    {
      g_task_return_int (outer, (gssize) position);
      return;
    }

  for (gint64 i = position + find->step;
       position >= 0 && i >= 0 && i < self->n_rows && find->n < MIN (find->count, PAGE);
       i += find->step)
    find->rows[find->n++] = self->rows[i];
  names = vouch_store_inner_task (self->store, g_object_ref (outer), named_cb);
  vouch_db_worker_push (self->store->fetcher, names, G_PRIORITY_HIGH, names_job, find, NULL);
}

static void
start_find (VouchApplicantList *self, const char *id, int step, guint count, gpointer tag,
            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) inner = NULL;
  Find *find = g_new0 (Find, 1);

  g_task_set_source_tag (task, tag);
  find->id = g_strdup (id);
  find->step = step;
  find->count = count;
  g_task_set_task_data (task, find, find_free);
  inner = vouch_store_inner_task (self->store, g_object_ref (task), found_cb);
  vouch_db_worker_push (self->store->fetcher, inner, G_PRIORITY_HIGH, find_job, find, NULL);
}

void
vouch_applicant_list_find_async (VouchApplicantList *self, const char *id,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (VOUCH_IS_APPLICANT_LIST (self));
  g_return_if_fail (id != NULL);
  start_find (self, id, 0, 0, vouch_applicant_list_find_async, cancellable, callback, user_data);
}

gint64
vouch_applicant_list_find_finish (VouchApplicantList *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  return g_task_propagate_int (G_TASK (result), error);
}

void
vouch_applicant_list_neighbours_async (VouchApplicantList *self, const char *id, int step,
                                       guint count, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (VOUCH_IS_APPLICANT_LIST (self));
  g_return_if_fail (id != NULL);
  g_return_if_fail (step == 1 || step == -1);
  start_find (self, id, step, count, vouch_applicant_list_neighbours_async, cancellable, callback,
              user_data);
}

GStrv
vouch_applicant_list_neighbours_finish (VouchApplicantList *self, GAsyncResult *result,
                                        GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
count_job (GTask *task, VouchDb *db, gpointer job_data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (VouchStmt) stmt =
      vouch_applicant_query_prepare (&((Query *) job_data)->query, db, "count(*)", FALSE, &error);
  gint64 n = -1;

  if (stmt != NULL && vouch_stmt_one (stmt, &error))
    n = vouch_stmt_int (stmt, 0);
  g_clear_pointer (&stmt, vouch_stmt_release);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, (gssize) n);
}

void
vouch_store_count_applicants_async (VouchStore *store, const VouchApplicantQuery *query,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Query *job;

  g_return_if_fail (VOUCH_IS_STORE (store));
  g_return_if_fail (query != NULL);

  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, vouch_store_count_applicants_async);
  job = g_new0 (Query, 1);
  vouch_applicant_query_copy (&job->query, query);
  vouch_db_worker_push (store->reader, task, G_PRIORITY_LOW, count_job, job, query_free);
}

gint64
vouch_store_count_applicants_finish (VouchStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), -1);
  return g_task_propagate_int (G_TASK (result), error);
}
