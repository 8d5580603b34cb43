/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers GET /v1/changes from a reader connection. */
#pragma once

#include "vouch-actor.h"
#include "vouch-server-data.h"

G_BEGIN_DECLS

/* Any thread may use it: it keeps only keys and a cache of checksums, behind a lock. */
typedef struct _VouchFeed VouchFeed;

#define VOUCH_FEED_MAX_ROWS 1000

VouchFeed *vouch_feed_new (VouchServerKeys *keys);
void vouch_feed_free (VouchFeed *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchFeed, vouch_feed_free)

/* Appends the JSON object of the answer to @out. @token NULL: from the beginning. @limit 0: the
 * greatest. A page ends only between two commands, so it may hold a few rows more than @limit.
 * DENIED, NOT_FOUND, INVALID, CANNOT_CALCULATE, SCOPE_CHANGED, SCHEMA_CHANGED; @out is then as
 * before. @actor: loaded for this request. */
gboolean vouch_feed_read (VouchFeed *self, VouchDb *db, VouchActor *actor, const char *scope,
                          const char *token, guint limit, GString *out, GError **error);

/* May this person follow the scope? The same errors; for the server-sent events. */
gboolean vouch_feed_check_scope (VouchDb *db, VouchActor *actor, const char *scope, GError **error);

G_END_DECLS
