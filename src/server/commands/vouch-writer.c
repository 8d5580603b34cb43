/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writer's queue and its thread. A group is one transaction: commands and jobs in their
 * savepoints, then the rollups, the commit, the answers. */

#define G_LOG_DOMAIN "vouch-server"

#include "vouch-writer.h"

#include <string.h>

#include "vouch-handlers.h"

#define MAX_GROUP 256
#define MAX_GROUP_US 5000
#define MAX_WAITING 4096

typedef struct
{
  /* A command … */
  VouchActor *actor;
  VouchCommand *command;
  VouchWriterCallback callback;
  gpointer user_data;
  VouchAnswer *answer;
  /* … or a job */
  VouchDbFunc func;
  GError *error;
  gboolean ok;
  gboolean *finished; /* of the waiting caller, under the lock */
} Item;

struct _VouchWriter
{
  GObject parent_instance;
  /* Owned */
  VouchServerData *data;
  VouchDb *db;
  GThread *thread;
  GQueue queue;
  VouchWriterHint hint;
  gpointer hint_data;
  GDestroyNotify hint_destroy;
  /* Plain */
  GMutex lock;
  GCond changed;
  gboolean stopping;
};

G_DEFINE_FINAL_TYPE (VouchWriter, vouch_writer, G_TYPE_OBJECT)

static void
item_free (Item *self)
{
  g_clear_pointer (&self->actor, vouch_actor_unref);
  g_clear_pointer (&self->command, vouch_command_unref);
  g_clear_pointer (&self->answer, vouch_answer_unref);
  g_free (self);
}

static VouchAnswer *
answer_busy (void)
{
  g_autoptr (GError) error = g_error_new_literal (VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_BUSY,
                                                  "The server can not store this now, try again");

  return vouch_answer_new_error (error, NULL, NULL);
}

/* FALSE: the transaction is lost. */
static gboolean
run_job (VouchWriter *self, Item *item, GError **error)
{
  if (!vouch_db_savepoint (self->db, error))
    return FALSE;

  item->ok = item->func (self->db, item->user_data, &item->error);
  if (!vouch_db_in_transaction (self->db))
    {
      g_set_error_literal (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_BUSY,
                           "The transaction was lost");
      return FALSE;
    }
  return item->ok ? vouch_db_savepoint_release (self->db, error)
                  : vouch_db_savepoint_rollback (self->db, error);
}

static gboolean
run_item (VouchWriter *self, VouchGroup *group, Item *item, GError **error)
{
  if (item->func != NULL)
    return run_job (self, item, error);

  item->answer =
      vouch_commands_run (self->db, self->data, group, item->actor, item->command, error);
  return item->answer != NULL;
}

static Item *
pop (VouchWriter *self, gboolean wait)
{
  Item *item;

  g_mutex_lock (&self->lock);
  while (wait && g_queue_is_empty (&self->queue) && !self->stopping)
    g_cond_wait (&self->changed, &self->lock);
  item = g_queue_pop_head (&self->queue);
  if (item != NULL)
    g_cond_broadcast (&self->changed); /* for who waits for room */
  g_mutex_unlock (&self->lock);
  return item;
}

/* Everything of a lost group failed, whatever its answer was to be. */
static void
fail_items (GPtrArray *items, const GError *error)
{
  for (guint i = 0; i < items->len; i++)
    {
      Item *item = g_ptr_array_index (items, i);

      if (item->func != NULL)
        {
          item->ok = FALSE;
          if (item->error == NULL)
            item->error = g_error_copy (error);
          continue;
        }
      g_clear_pointer (&item->answer, vouch_answer_unref);
      item->answer = answer_busy ();
    }
}

static void
finish_items (VouchWriter *self, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      Item *item = g_ptr_array_index (items, i);

      if (item->func == NULL)
        {
          if (item->callback != NULL)
            item->callback (item->answer, item->user_data);
          item_free (item);
          continue;
        }
      /* Belongs to the caller, who frees it as soon as it is finished. */
      g_mutex_lock (&self->lock);
      *item->finished = TRUE;
      g_cond_broadcast (&self->changed);
      g_mutex_unlock (&self->lock);
    }
}

static void
send_hints (VouchWriter *self, VouchGroup *group)
{
  GHashTableIter iter;
  gpointer key, value;

  if (self->hint == NULL)
    return;

  g_hash_table_iter_init (&iter, group->hints);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const char *newline = strchr (key, '\n');
      g_autofree char *company_id = g_strndup (key, (gsize) (newline - (const char *) key));

      self->hint (company_id, newline + 1, *(gint64 *) value, self->hint_data);
    }
}

static void
sweep (VouchWriter *self)
{
  g_autoptr (GError) error = NULL;

  /* What stays behind now goes with the next deletion or at the next start. */
  if (!vouch_media_store_sweep (vouch_server_data_get_media (self->data), self->db, &error) ||
      !vouch_db_checkpoint (self->db, &error))
    g_debug ("Sweep: %s", error->message);
}

static gboolean
run_group (VouchWriter *self, VouchGroup *group, GPtrArray *items, Item *item, GError **error)
{
  gint64 end = g_get_monotonic_time () + MAX_GROUP_US;

  g_ptr_array_add (items, item);
  if (!vouch_db_begin (self->db, error) || !run_item (self, group, item, error))
    return FALSE;

  while (items->len < MAX_GROUP && g_get_monotonic_time () < end &&
         (item = pop (self, FALSE)) != NULL)
    {
      g_ptr_array_add (items, item);
      if (!run_item (self, group, item, error))
        return FALSE;
    }
  return vouch_group_flush (group, self->db, error) && vouch_db_commit (self->db, error);
}

static gpointer
writer_thread (gpointer user_data)
{
  VouchWriter *self = user_data;
  Item *item;

  vouch_db_take_ownership (self->db);
  sweep (self);
  while ((item = pop (self, TRUE)) != NULL)
    {
      g_autoptr (GPtrArray) items = g_ptr_array_new ();
      g_autoptr (GError) error = NULL;
      VouchGroup group;

      vouch_group_init (&group);
      if (run_group (self, &group, items, item, &error))
        {
          if (group.sweep)
            sweep (self);
          send_hints (self, &group);
        }
      else
        {
          g_debug ("Group of %u: %s", items->len, error->message);
          vouch_db_rollback (self->db);
          fail_items (items, error);
        }
      finish_items (self, items);
      vouch_group_clear (&group);
    }
  vouch_db_release_ownership (self->db);
  return NULL;
}

static void
vouch_writer_finalize (GObject *object)
{
  VouchWriter *self = VOUCH_WRITER (object);

  vouch_writer_shutdown (self);
  if (self->hint_destroy != NULL)
    self->hint_destroy (self->hint_data);
  g_clear_object (&self->db);
  g_clear_object (&self->data);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);

  G_OBJECT_CLASS (vouch_writer_parent_class)->finalize (object);
}

static void
vouch_writer_class_init (VouchWriterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_writer_finalize;
}

static void
vouch_writer_init (VouchWriter *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  g_queue_init (&self->queue);
}

VouchWriter *
vouch_writer_new (VouchServerData *data, GError **error)
{
  g_autoptr (VouchWriter) self = NULL;
  g_autoptr (VouchDb) db = NULL;

  g_return_val_if_fail (VOUCH_IS_SERVER_DATA (data), NULL);

  db = vouch_db_open (vouch_server_data_get_db_path (data), VOUCH_DB_SECURE_DELETE, error);
  if (db == NULL)
    return NULL;

  self = g_object_new (VOUCH_TYPE_WRITER, NULL);
  self->data = g_object_ref (data);
  vouch_db_release_ownership (db);
  self->db = g_steal_pointer (&db);
  self->thread = g_thread_new ("vouch-writer", writer_thread, self);
  return g_steal_pointer (&self);
}

/* FALSE: shutting down. */
static gboolean
push (VouchWriter *self, Item *item)
{
  gboolean accepted;

  g_mutex_lock (&self->lock);
  while (self->queue.length >= MAX_WAITING && !self->stopping)
    g_cond_wait (&self->changed, &self->lock);
  accepted = !self->stopping;
  if (accepted)
    {
      g_queue_push_tail (&self->queue, item);
      g_cond_broadcast (&self->changed);
    }
  g_mutex_unlock (&self->lock);
  return accepted;
}

void
vouch_writer_submit (VouchWriter *self, VouchActor *actor, VouchCommand *command,
                     VouchWriterCallback callback, gpointer user_data)
{
  Item *item;

  g_return_if_fail (VOUCH_IS_WRITER (self));
  g_return_if_fail (actor != NULL && command != NULL);
  g_return_if_fail (g_thread_self () != self->thread);

  item = g_new0 (Item, 1);
  item->actor = vouch_actor_ref (actor);
  item->command = vouch_command_ref (command);
  item->callback = callback;
  item->user_data = user_data;
  if (push (self, item))
    return;

  item->answer = answer_busy ();
  if (callback != NULL)
    callback (item->answer, user_data);
  item_free (item);
}

typedef struct
{
  GMutex lock;
  GCond done;
  VouchAnswer *answer;
} Waiter;

static void
answered_cb (VouchAnswer *answer, gpointer user_data)
{
  Waiter *waiter = user_data;

  g_mutex_lock (&waiter->lock);
  waiter->answer = vouch_answer_ref (answer);
  g_cond_signal (&waiter->done);
  g_mutex_unlock (&waiter->lock);
}

VouchAnswer *
vouch_writer_run (VouchWriter *self, VouchActor *actor, VouchCommand *command)
{
  Waiter waiter = { 0 };

  g_mutex_init (&waiter.lock);
  g_cond_init (&waiter.done);
  vouch_writer_submit (self, actor, command, answered_cb, &waiter);
  g_mutex_lock (&waiter.lock);
  while (waiter.answer == NULL)
    g_cond_wait (&waiter.done, &waiter.lock);
  g_mutex_unlock (&waiter.lock);
  g_cond_clear (&waiter.done);
  g_mutex_clear (&waiter.lock);
  return waiter.answer;
}

gboolean
vouch_writer_call (VouchWriter *self, VouchDbFunc func, gpointer user_data, GError **error)
{
  gboolean finished = FALSE;
  Item item = { .func = func, .user_data = user_data, .finished = &finished };

  g_return_val_if_fail (VOUCH_IS_WRITER (self), FALSE);
  g_return_val_if_fail (func != NULL, FALSE);
  g_return_val_if_fail (g_thread_self () != self->thread, FALSE);

  if (!push (self, &item))
    {
      g_set_error_literal (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_BUSY,
                           "The server is shutting down");
      return FALSE;
    }

  g_mutex_lock (&self->lock);
  while (!finished)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);
  if (item.error != NULL)
    g_propagate_error (error, item.error);
  return item.ok;
}

void
vouch_writer_set_hint (VouchWriter *self, VouchWriterHint hint, gpointer user_data,
                       GDestroyNotify destroy)
{
  g_return_if_fail (VOUCH_IS_WRITER (self));

  self->hint = hint;
  self->hint_data = user_data;
  self->hint_destroy = destroy;
}

void
vouch_writer_shutdown (VouchWriter *self)
{
  g_return_if_fail (VOUCH_IS_WRITER (self));

  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&self->thread, g_thread_join);
}

VouchServerData *
vouch_writer_get_data (VouchWriter *self)
{
  g_return_val_if_fail (VOUCH_IS_WRITER (self), NULL);
  return self->data;
}
