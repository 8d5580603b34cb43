/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thread that owns a connection and runs jobs on it, most urgent first. */
#pragma once

#include "vouch-db.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_DB_WORKER (vouch_db_worker_get_type ())
G_DECLARE_FINAL_TYPE (VouchDbWorker, vouch_db_worker, VOUCH, DB_WORKER, GObject)

/* Runs in the worker's thread and returns exactly once through @task (g_task_return_*), whose
 * callback then runs in the main context the task was made in. A transaction still open when the
 * job ends is a bug and aborts the program. */
typedef void (*VouchDbJob) (GTask *task, VouchDb *db, gpointer job_data, GCancellable *cancellable);

/* @db must be owned by the calling thread and passes to the worker; the worker keeps its own
 * reference. @name: of the thread, for debuggers. */
VouchDbWorker *vouch_db_worker_new (VouchDb *db, const char *name);

/* Any thread. Jobs run by @priority (G_PRIORITY_*, lower first), then in the order they came.
 * @task is referenced; @job_free frees @job_data in the worker's thread, also when the job never
 * ran. A task whose cancellable is already cancelled does not run; cancelling later interrupts
 * its statement. After shutdown the task returns G_IO_ERROR_CLOSED. */
void vouch_db_worker_push (VouchDbWorker *self, GTask *task, int priority, VouchDbJob job,
                           gpointer job_data, GDestroyNotify job_free);

/* Any thread but the worker's: queues @func and waits for it. For threads without a main loop. */
gboolean vouch_db_worker_call (VouchDbWorker *self, int priority, VouchDbFunc func,
                               gpointer user_data, GError **error);

/* Jobs waiting, the running one not counted. Any thread. */
guint vouch_db_worker_get_n_waiting (VouchDbWorker *self);

/* Takes no new jobs, runs those that wait, ends the thread and drops the connection. Blocks until
 * then (in the worker's own thread it only asks for it). The last unref does the same. */
void vouch_db_worker_shutdown (VouchDbWorker *self);

G_END_DECLS
