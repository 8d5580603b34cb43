/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audit trail: a hash chain over digests, one chain a company. */
#pragma once

#include "vouch-records.h"
#include "vouch-db.h"
#include "vouch-server-keys.h"

G_BEGIN_DECLS

/* Appends @entry: sets digest and chain and writes it and the new head. Writer thread. */
gboolean vouch_timeline_append (VouchDb *db, VouchServerKeys *keys, const char *company_id,
                                VouchTimelineEntryRecord *entry, GError **error);

/* Walks the chain of every company; CORRUPT names the first fault. @n: entries, or NULL. */
gboolean vouch_timeline_verify (VouchDb *db, VouchServerKeys *keys, gint64 *n, GError **error);

G_END_DECLS
