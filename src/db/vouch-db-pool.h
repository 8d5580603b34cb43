/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Read-only connections to one file, lent to threads. */
#pragma once

#include "vouch-db.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_DB_POOL (vouch_db_pool_get_type ())
G_DECLARE_FINAL_TYPE (VouchDbPool, vouch_db_pool, VOUCH, DB_POOL, GObject)

/* Opens nothing yet. At most @max_idle connections are kept for the next caller. */
VouchDbPool *vouch_db_pool_new (const char *path, guint max_idle);

/* Any thread, never waits: an idle connection or a new one. The calling thread owns it until it
 * checks it in, from the same thread. Transfer full. */
VouchDb *vouch_db_pool_checkout (VouchDbPool *self, GError **error);
/* Takes @db over. A read transaction still open is ended; every statement must be released. */
void vouch_db_pool_checkin (VouchDbPool *self, VouchDb *db);
/* Closes the idle connections; lent ones close when they come back. Later checkouts fail with
 * G_IO_ERROR_CLOSED. */
void vouch_db_pool_close (VouchDbPool *self);

G_END_DECLS
