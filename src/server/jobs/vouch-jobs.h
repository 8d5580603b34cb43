/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work without a caller: deletions that fall due, pruning, checks, backup. */
#pragma once

#include "vouch-writer.h"

G_BEGIN_DECLS

/* Carries out every deletion that is due (20 days after the request), each in its own command.
 * Blocks; any thread but the writer's. @n: how many, or NULL. */
gboolean vouch_jobs_delete_due (VouchWriter *writer, guint *n, GError **error);
/* Forgets answers after 90 days, tombstones after 60, dead sessions, uploads nobody named. */
gboolean vouch_jobs_prune (VouchWriter *writer, GError **error);

/* Is the audit trail whole? CORRUPT names the first fault; @n: entries looked at, or NULL. */
gboolean vouch_server_verify_audit (VouchServerData *data, gint64 *n, GError **error);
/* Integrity, foreign keys, rollups, summaries, media files. One line a fault goes to @report (or
 * NULL); CORRUPT when there was any. */
gboolean vouch_server_check (VouchServerData *data, GString *report, GError **error);

/* A consistent copy of a directory in use; @target must not exist or be empty. It holds the
 * master key (0600): keep it as safe as the original. */
gboolean vouch_server_backup (VouchServerData *data, const char *target, GError **error);
/* Makes a data directory from a backup; @dir must not exist or be empty. Clients load anew. */
gboolean vouch_server_restore (const char *backup, const char *dir, GError **error);

G_END_DECLS
