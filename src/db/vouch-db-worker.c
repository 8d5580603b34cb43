/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thread that owns a connection and runs jobs on it, most urgent first. */

#define G_LOG_DOMAIN "vouch-db-worker"

#include "vouch-db-worker.h"

/* Somebody who waits in vouch_db_worker_call(); lives on that stack. Guarded by the queue. */
typedef struct
{
  VouchDbFunc func;
  gpointer user_data;
  GError *error;
  gboolean ok;
  gboolean done;
} Call;

typedef struct
{
  int priority;
  /* either */
  GTask *task;
  VouchDbJob job;
  gpointer data;
  GDestroyNotify free_data;
  /* or, borrowed */
  Call *call;
} Job;

/* Shared by the object and its thread, because a job may drop the last reference to the object
 * inside the thread. */
typedef struct
{
  GMutex lock; /* guards jobs, thread, closing, calls */
  GCond wake;
  GCond answered;
  GQueue jobs;     /* Job, in the order they will run */
  GThread *thread; /* borrowed, to recognise it */
  gboolean closing;
  VouchDb *db; /* the thread's alone */
} Queue;

struct _VouchDbWorker
{
  GObject parent_instance;
  /* Owned */
  Queue *queue;
  GThread *thread;
};

G_DEFINE_FINAL_TYPE (VouchDbWorker, vouch_db_worker, G_TYPE_OBJECT)

static void
queue_clear (gpointer data)
{
  Queue *self = data;

  g_assert (self->jobs.length == 0);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  g_cond_clear (&self->answered);
}

static void
job_free (Job *self)
{
  if (self->free_data != NULL)
    self->free_data (self->data);
  g_clear_object (&self->task);
  g_free (self);
}

static void
interrupt_cb (GCancellable *cancellable, VouchDb *db)
{
  vouch_db_interrupt (db);
}

static void
run_task (VouchDb *db, Job *job)
{
  GCancellable *cancellable = g_task_get_cancellable (job->task);
  gulong handler = 0;

  if (g_task_return_error_if_cancelled (job->task))
    return;

  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (interrupt_cb), db, NULL);
  job->job (job->task, db, job->data, cancellable);
  g_cancellable_disconnect (cancellable, handler);
}

static void
run_call (Queue *queue, Call *call)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = call->func (queue->db, call->user_data, &error);

  g_mutex_lock (&queue->lock);
  call->ok = ok;
  call->error = g_steal_pointer (&error);
  call->done = TRUE;
  g_cond_broadcast (&queue->answered);
  g_mutex_unlock (&queue->lock);
}

/* NULL when closing and nothing is left. */
static Job *
next_job (Queue *queue)
{
  Job *job;

  g_mutex_lock (&queue->lock);
  while (queue->jobs.length == 0 && !queue->closing)
    g_cond_wait (&queue->wake, &queue->lock);
  job = g_queue_pop_head (&queue->jobs);
  g_mutex_unlock (&queue->lock);

  return job;
}

static gpointer
worker_thread (gpointer data)
{
  Queue *queue = data;
  Job *job;

  g_mutex_lock (&queue->lock);
  queue->thread = g_thread_self ();
  g_mutex_unlock (&queue->lock);
  vouch_db_take_ownership (queue->db);
  while ((job = next_job (queue)) != NULL)
    {
      if (job->call != NULL)
        run_call (queue, job->call);
      else
        run_task (queue->db, job);

      /* Undoing what a job has already reported as done would be worse than to stop. */
      if (vouch_db_in_transaction (queue->db))
        g_error ("A database job left a transaction open");
      job_free (job);
    }
  vouch_db_release_ownership (queue->db);
  g_clear_object (&queue->db);
  g_atomic_rc_box_release_full (queue, queue_clear);

  return NULL;
}

/* FALSE when closed; the job stays the caller's. A call from the worker's own thread would wait
 * for itself. */
static gboolean
enqueue (Queue *queue, Job *job)
{
  gboolean taken;

  g_mutex_lock (&queue->lock);
  g_assert (job->call == NULL || queue->thread != g_thread_self ());
  taken = !queue->closing;
  if (taken)
    {
      GList *before = queue->jobs.tail;

      while (before != NULL && ((Job *) before->data)->priority > job->priority)
        before = before->prev;
      if (before != NULL)
        g_queue_insert_after (&queue->jobs, before, job);
      else
        g_queue_push_head (&queue->jobs, job);
      g_cond_signal (&queue->wake);
    }
  g_mutex_unlock (&queue->lock);

  return taken;
}

static void
vouch_db_worker_finalize (GObject *object)
{
  VouchDbWorker *self = VOUCH_DB_WORKER (object);

  vouch_db_worker_shutdown (self);
  g_atomic_rc_box_release_full (self->queue, queue_clear);

  G_OBJECT_CLASS (vouch_db_worker_parent_class)->finalize (object);
}

static void
vouch_db_worker_class_init (VouchDbWorkerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_db_worker_finalize;
}

static void
vouch_db_worker_init (VouchDbWorker *self)
{
  self->queue = g_atomic_rc_box_new0 (Queue);
  g_mutex_init (&self->queue->lock);
  g_cond_init (&self->queue->wake);
  g_cond_init (&self->queue->answered);
  g_queue_init (&self->queue->jobs);
}

VouchDbWorker *
vouch_db_worker_new (VouchDb *db, const char *name)
{
  VouchDbWorker *self;

  g_return_val_if_fail (VOUCH_IS_DB (db), NULL);

  vouch_db_release_ownership (db);
  self = g_object_new (VOUCH_TYPE_DB_WORKER, NULL);
  self->queue->db = g_object_ref (db);
  self->thread = g_thread_new (name, worker_thread, g_atomic_rc_box_acquire (self->queue));

  return self;
}

void
vouch_db_worker_push (VouchDbWorker *self, GTask *task, int priority, VouchDbJob job,
                      gpointer job_data, GDestroyNotify job_free_data)
{
  Job *entry;

  g_return_if_fail (VOUCH_IS_DB_WORKER (self));
  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (job != NULL);

  entry = g_new0 (Job, 1);
  entry->priority = priority;
  entry->task = g_object_ref (task);
  entry->job = job;
  entry->data = job_data;
  entry->free_data = job_free_data;
  if (!enqueue (self->queue, entry))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The database is closed");
      job_free (entry);
    }
}

gboolean
vouch_db_worker_call (VouchDbWorker *self, int priority, VouchDbFunc func, gpointer user_data,
                      GError **error)
{
  Call call = { .func = func, .user_data = user_data };
  Queue *queue;
  Job *entry;

  g_return_val_if_fail (VOUCH_IS_DB_WORKER (self), FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  queue = self->queue;
  entry = g_new0 (Job, 1);
  entry->priority = priority;
  entry->call = &call;
  if (!enqueue (queue, entry))
    {
      job_free (entry);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "The database is closed");
      return FALSE;
    }

  g_mutex_lock (&queue->lock);
  while (!call.done)
    g_cond_wait (&queue->answered, &queue->lock);
  g_mutex_unlock (&queue->lock);

  if (call.error != NULL)
    g_propagate_error (error, call.error);
  return call.ok;
}

guint
vouch_db_worker_get_n_waiting (VouchDbWorker *self)
{
  guint n;

  g_return_val_if_fail (VOUCH_IS_DB_WORKER (self), 0);

  g_mutex_lock (&self->queue->lock);
  n = self->queue->jobs.length;
  g_mutex_unlock (&self->queue->lock);

  return n;
}

void
vouch_db_worker_shutdown (VouchDbWorker *self)
{
  GThread *thread;

  g_return_if_fail (VOUCH_IS_DB_WORKER (self));

  g_mutex_lock (&self->queue->lock);
  self->queue->closing = TRUE;
  thread = g_steal_pointer (&self->thread);
  g_cond_signal (&self->queue->wake);
  g_mutex_unlock (&self->queue->lock);

  if (thread == g_thread_self ())
    g_thread_unref (thread);
  else if (thread != NULL)
    g_thread_join (thread);
}
