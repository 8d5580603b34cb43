/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one thread that writes: many commands, one sync. */
#pragma once

#include "vouch-actor.h"
#include "vouch-command.h"
#include "vouch-server-data.h"

G_BEGIN_DECLS

/* Each command runs in a savepoint inside one outer transaction; the group is committed when the
 * queue is empty, or after 256 commands or 5 ms; only then is each caller answered, so an answer
 * means "durable". */
#define VOUCH_TYPE_WRITER (vouch_writer_get_type ())
G_DECLARE_FINAL_TYPE (VouchWriter, vouch_writer, VOUCH, WRITER, GObject)

/* Opens its own connection and starts the thread. One for a data directory. */
VouchWriter *vouch_writer_new (VouchServerData *data, GError **error);

/* In the writer thread, after the commit: must be quick, must not call the writer. */
typedef void (*VouchWriterCallback) (VouchAnswer *answer, gpointer user_data);
/* Any thread. Waits while more than 4096 commands are queued. @callback NULL: nobody asks.
 * Refusals are answers too; a broken disk answers 503. */
void vouch_writer_submit (VouchWriter *self, VouchActor *actor, VouchCommand *command,
                          VouchWriterCallback callback, gpointer user_data);
/* Any thread but the writer's; blocks. Transfer full, never NULL. */
VouchAnswer *vouch_writer_run (VouchWriter *self, VouchActor *actor, VouchCommand *command);

/* Any thread but the writer's: runs @func inside the group's transaction (sessions, uploads) and
 * returns after the commit; FALSE undoes what @func did. */
gboolean vouch_writer_call (VouchWriter *self, VouchDbFunc func, gpointer user_data,
                            GError **error);

/* In the writer thread, after each commit, once a scope: "workspace/test", "applicant/ID". */
typedef void (*VouchWriterHint) (const char *company_id, const char *scope, gint64 seq,
                                 gpointer user_data);
/* Before the first command; for the server-sent events. */
void vouch_writer_set_hint (VouchWriter *self, VouchWriterHint hint, gpointer user_data,
                            GDestroyNotify destroy);

/* Runs what waits, ends the thread. Later commands answer 503. The last unref does the same. */
void vouch_writer_shutdown (VouchWriter *self);
VouchServerData *vouch_writer_get_data (VouchWriter *self);

G_END_DECLS
