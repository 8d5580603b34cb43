/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread that owns a connection, and the pool of readers. */

#include "fixture.h"
#include "vouch-db-pool.h"
#include "vouch-db-worker.h"

typedef struct
{
  Fixture base;
  VouchDbWorker *worker;
  GThread *main_thread;
  GString *order;    /* written by the worker's thread only, read after it ended */
  guint n_callbacks; /* main thread only */
  guint n_freed;     /* atomic */
  guint n_closed;    /* atomic */
  GMutex gate;       /* holds the first job until the others are queued */
} Work;

/* An object's data goes last, when its file is closed. */
static void
closed (gpointer data)
{
  Work *self = data;

  g_atomic_int_inc (&self->n_closed);
}

static void
set_up (Work *self, gconstpointer data)
{
  fixture_set_up (&self->base, data);
  exec_ok (self->base.db, "CREATE TABLE t (a)");
  g_object_set_data_full (G_OBJECT (self->base.db), "test-closed", self, closed);
  self->worker = vouch_db_worker_new (self->base.db, "test-writer");
  g_clear_object (&self->base.db);
  self->main_thread = g_thread_self ();
  self->order = g_string_new (NULL);
  g_mutex_init (&self->gate);
}

static void
tear_down (Work *self, gconstpointer data)
{
  if (self->worker != NULL)
    g_assert_finalize_object (self->worker);
  g_string_free (self->order, TRUE);
  g_mutex_clear (&self->gate);
  fixture_tear_down (&self->base, data);
}

typedef struct
{
  Work *work;
  char letter;
} Letter;

static void
letter_free (gpointer data)
{
  Letter *self = data;

  g_atomic_int_inc (&self->work->n_freed);
  g_free (self);
}

static void
write_letter (GTask *task, VouchDb *db, gpointer job_data, GCancellable *cancellable)
{
  Letter *letter = job_data;

  g_assert_true (vouch_db_is_owner (db));
  g_assert_true (g_thread_self () != letter->work->main_thread);
  g_mutex_lock (&letter->work->gate);
  g_mutex_unlock (&letter->work->gate);
  exec_ok (db, "INSERT INTO t VALUES (1)");
  g_string_append_c (letter->work->order, letter->letter);
  g_task_return_boolean (task, TRUE);
}

static void
letter_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Work *self = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_thread_self () == self->main_thread);
  g_assert_true (g_task_propagate_boolean (G_TASK (result), &error));
  g_assert_no_error (error);
  self->n_callbacks++;
}

static void
push_letter (Work *self, char letter, int priority)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, letter_done_cb, self);
  Letter *data = g_new (Letter, 1);

  data->work = self;
  data->letter = letter;
  vouch_db_worker_push (self->worker, task, priority, write_letter, data, letter_free);
}

static gboolean
timeout_cb (gpointer data)
{
  g_error ("The callbacks did not come in time");
  return G_SOURCE_REMOVE;
}

static void
wait_for_callbacks (Work *self, guint n)
{
  guint timeout = g_timeout_add_seconds (20, timeout_cb, NULL);

  while (self->n_callbacks < n)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
}

static void
test_order (Work *self, gconstpointer data)
{
  g_mutex_lock (&self->gate);
  push_letter (self, 'a', G_PRIORITY_HIGH); /* runs first, whatever comes */
  while (vouch_db_worker_get_n_waiting (self->worker) > 0)
    g_thread_yield ();
  push_letter (self, 'e', G_PRIORITY_LOW);
  push_letter (self, 'c', G_PRIORITY_DEFAULT);
  push_letter (self, 'd', G_PRIORITY_DEFAULT);
  push_letter (self, 'b', G_PRIORITY_HIGH);
  g_assert_cmpuint (vouch_db_worker_get_n_waiting (self->worker), ==, 4);
  g_mutex_unlock (&self->gate);

  wait_for_callbacks (self, 5);
  vouch_db_worker_shutdown (self->worker);
  g_assert_cmpstr (self->order->str, ==, "abcde");
  g_assert_cmpint (g_atomic_int_get (&self->n_freed), ==, 5);
}

static void
test_shutdown_finishes (Work *self, gconstpointer data)
{
  g_mutex_lock (&self->gate);
  for (guint i = 0; i < 50; i++)
    push_letter (self, 'x', G_PRIORITY_DEFAULT);
  g_mutex_unlock (&self->gate);
  vouch_db_worker_shutdown (self->worker);
  g_assert_cmpint (g_atomic_int_get (&self->n_freed), ==, 50);
  wait_for_callbacks (self, 50);

  self->base.db = fixture_open (&self->base, VOUCH_DB_DEFAULT);
  g_assert_cmpint (query_int (self->base.db, "SELECT count(*) FROM t"), ==, 50);
}

static void
expect_error_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Work *self = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_false (g_task_propagate_boolean (G_TASK (result), &error));
  g_assert_nonnull (error);
  g_string_append (self->order, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED) ? "closed"
                                : g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                                    ? "cancelled"
                                    : error->message);
  self->n_callbacks++;
}

static gboolean
insert_two (VouchDb *db, gpointer data, GError **error)
{
  return vouch_db_exec (db, "INSERT INTO t VALUES (2)", error);
}

static void
test_after_shutdown (Work *self, gconstpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, expect_error_cb, self);
  g_autoptr (GError) error = NULL;
  Letter *letter = g_new0 (Letter, 1);

  vouch_db_worker_shutdown (self->worker);
  vouch_db_worker_shutdown (self->worker);
  letter->work = self;
  vouch_db_worker_push (self->worker, task, 0, write_letter, letter, letter_free);
  wait_for_callbacks (self, 1);
  g_assert_cmpstr (self->order->str, ==, "closed");
  g_assert_cmpint (g_atomic_int_get (&self->n_freed), ==, 1);

  g_assert_false (vouch_db_worker_call (self->worker, 0, insert_two, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

static void
test_cancelled_before (Work *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, expect_error_cb, self);
  Letter *letter = g_new0 (Letter, 1);

  letter->work = self;
  g_cancellable_cancel (cancellable);
  vouch_db_worker_push (self->worker, task, 0, write_letter, letter, letter_free);
  wait_for_callbacks (self, 1);
  g_assert_cmpstr (self->order->str, ==, "cancelled");
}

static void
count_for_ever (GTask *task, VouchDb *db, gpointer job_data, GCancellable *cancellable)
{
  g_autoptr (VouchStmt) stmt = vouch_db_prepare (
      db, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n", NULL);
  GError *error = NULL;

  /* Told after the first step: before it an interrupt has nothing to stop. */
  while (vouch_stmt_step (stmt, &error))
    g_atomic_int_set ((guint *) job_data, 1);

  g_task_return_error (task, error);
}

static void
test_cancelled_while (Work *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, expect_error_cb, self);
  guint started = 0;

  vouch_db_worker_push (self->worker, task, 0, count_for_ever, &started, NULL);
  while (g_atomic_int_get (&started) == 0)
    g_thread_yield ();
  g_cancellable_cancel (cancellable);
  wait_for_callbacks (self, 1);
  g_assert_cmpstr (self->order->str, ==, "cancelled");
}

static gboolean
insert_nowhere (VouchDb *db, gpointer data, GError **error)
{
  return vouch_db_exec (db, "INSERT INTO nowhere VALUES (2)", error);
}

static gpointer
call_many (gpointer data)
{
  for (guint i = 0; i < 100; i++)
    g_assert_true (vouch_db_worker_call (data, G_PRIORITY_DEFAULT, insert_two, NULL, NULL));
  return NULL;
}

static void
test_call (Work *self, gconstpointer data)
{
  GThread *threads[4];
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("caller", call_many, self->worker);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_false (vouch_db_worker_call (self->worker, 0, insert_nowhere, NULL, &error));
  g_assert_error (error, VOUCH_DB_ERROR, VOUCH_DB_ERROR_INVALID);

  self->base.db = fixture_open (&self->base, VOUCH_DB_DEFAULT);
  g_assert_cmpint (query_int (self->base.db, "SELECT count(*) FROM t"), ==, 400);
}

static void
do_nothing (GTask *task, VouchDb *db, gpointer job_data, GCancellable *cancellable)
{
  g_task_return_boolean (task, TRUE);
}

static void
drop_reference (gpointer data)
{
  Work *work = data;

  g_clear_object (&work->worker);
}

static void
test_last_unref_inside (Work *self, gconstpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, letter_done_cb, self);

  vouch_db_worker_push (self->worker, task, 0, do_nothing, self, drop_reference);
  wait_for_callbacks (self, 1);
  while (g_atomic_int_get (&self->n_closed) == 0)
    g_thread_yield ();
  g_assert_null (self->worker);
}

static void
leave_open (GTask *task, VouchDb *db, gpointer job_data, GCancellable *cancellable)
{
  g_assert_true (vouch_db_begin (db, NULL));
  g_task_return_boolean (task, TRUE);
}

static void
test_leaves_open (Work *self, gconstpointer data)
{
  if (g_test_subprocess ())
    {
      g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

      vouch_db_worker_push (self->worker, task, 0, leave_open, NULL, NULL);
      vouch_db_worker_shutdown (self->worker);
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*left a transaction open*");
}

static void
test_pool_reuse (Fixture *self, gconstpointer data)
{
  g_autoptr (VouchDbPool) pool = vouch_db_pool_new (self->path, 1);
  g_autoptr (GError) error = NULL;
  VouchDb *first = vouch_db_pool_checkout (pool, &error);
  VouchDb *second = vouch_db_pool_checkout (pool, &error);

  g_assert_no_error (error);
  g_assert_true (first != second);
  g_assert_true (vouch_db_begin_read (first, &error));
  vouch_db_pool_checkin (pool, first);
  g_object_add_weak_pointer (G_OBJECT (second), (gpointer *) &second);
  vouch_db_pool_checkin (pool, second);
  g_assert_null (second); /* only one is kept */

  second = vouch_db_pool_checkout (pool, &error);
  g_assert_true (second == first);
  g_assert_false (vouch_db_in_transaction (second));
  vouch_db_pool_close (pool);
  g_assert_null (vouch_db_pool_checkout (pool, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  vouch_db_pool_checkin (pool, second);
}

static gpointer
read_many (gpointer data)
{
  for (guint i = 0; i < 100; i++)
    {
      VouchDb *db = vouch_db_pool_checkout (data, NULL);

      g_assert_cmpint (query_int (db, "SELECT a FROM t"), >=, 7);
      vouch_db_pool_checkin (data, db);
    }
  return NULL;
}

static void
test_pool_threads (Fixture *self, gconstpointer data)
{
  g_autoptr (VouchDbPool) pool = vouch_db_pool_new (self->path, 2);
  GThread *threads[4];

  exec_ok (self->db, "CREATE TABLE t (a); INSERT INTO t VALUES (7)");
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", read_many, pool);
  for (guint i = 0; i < 50; i++)
    exec_ok (self->db, "UPDATE t SET a = a + 1");
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

#define work_test(path, func) g_test_add (path, Work, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  work_test ("/db/worker/order", test_order);
  work_test ("/db/worker/shutdown-finishes", test_shutdown_finishes);
  work_test ("/db/worker/after-shutdown", test_after_shutdown);
  work_test ("/db/worker/cancelled-before", test_cancelled_before);
  work_test ("/db/worker/cancelled-while", test_cancelled_while);
  work_test ("/db/worker/call", test_call);
  work_test ("/db/worker/last-unref-inside", test_last_unref_inside);
  work_test ("/db/worker/leaves-open", test_leaves_open);
  fixture_test ("/db/pool/reuse", test_pool_reuse);
  fixture_test ("/db/pool/threads", test_pool_threads);

  return g_test_run ();
}
