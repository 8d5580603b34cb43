/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of the server. */
#pragma once

#include "vouch-db.h"

G_BEGIN_DECLS

/* Moves when rows of the feed change their meaning: clients then get 426 and update. */
#define VOUCH_SERVER_SCHEMA_EPOCH 1

/* Beside the record tables (named by type, with company_id):
 *  user_secret (user_id, password_hash, otp_secret, changed_at)
 *  session (id, user_id, device, family, refresh_hash, access_hash, access_expires_at,
 *           expires_at, created_at, used_at, revoked_at, address)
 *  session_used (refresh_hash, session_id): rotated refresh tokens, to notice their reuse
 * which belong to the HTTP room and are written by vouch_writer_call(). */
gboolean vouch_server_schema_migrate (VouchDb *db, GError **error);

/* A random number made with the file and anew when it is restored from a backup: tokens of the
 * feed from before a restore are refused. */
gboolean vouch_server_schema_get_epoch (VouchDb *db, gint64 *epoch, GError **error);
gboolean vouch_server_schema_renew_epoch (VouchDb *db, GError **error);

G_END_DECLS
