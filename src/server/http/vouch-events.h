/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Server-sent events: tells connected clients that a scope has moved. */
#pragma once

#include "vouch-actor.h"

#include <microhttpd.h>

G_BEGIN_DECLS

/* Any thread. A hint names a scope and its newest sequence, never content; hints of one scope that
 * a slow client has not read yet are merged, so a stream never holds more than a few kilobytes. */
typedef struct _VouchEvents VouchEvents;

/* Asked at every heartbeat, in a thread of its own: FALSE ends the stream. */
typedef gboolean (*VouchEventsCheck) (const char *access_token, gpointer user_data);

VouchEvents *vouch_events_new (VouchEventsCheck check, gpointer user_data);
/* Ends all streams; before MHD_stop_daemon(), which wants no suspended connection. */
void vouch_events_close (VouchEvents *self);
/* After MHD_stop_daemon(). */
void vouch_events_free (VouchEvents *self);

/* Fits VouchWriterHint; @self as user data. */
void vouch_events_hint (const char *company_id, const char *scope, gint64 seq, gpointer self);
/* The endless response for @connection; the hub forgets it when the client goes. */
struct MHD_Response *vouch_events_subscribe (VouchEvents *self, struct MHD_Connection *connection,
                                             VouchActor *actor, const char *access_token);
guint vouch_events_count (VouchEvents *self);

G_END_DECLS
