/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A data directory of the server: database, master key, media, and who works on them. */
#pragma once

#include "vouch-db-pool.h"
#include "vouch-media-store.h"
#include "vouch-server-error.h"
#include "vouch-server-keys.h"

G_BEGIN_DECLS

/* DIR/vouch.db, DIR/master.key (32 random bytes, 0600), DIR/media/COMPANY/ab/SHA256 */
#define VOUCH_TYPE_SERVER_DATA (vouch_server_data_get_type ())
G_DECLARE_FINAL_TYPE (VouchServerData, vouch_server_data, VOUCH, SERVER_DATA, GObject)

/* Creates what is missing (directory 0700) and migrates. The one writer is vouch_writer_new()'s:
 * make exactly one for a directory. Transfer full. */
VouchServerData *vouch_server_data_open (const char *dir, GError **error);
const char *vouch_server_data_get_dir (VouchServerData *self);
const char *vouch_server_data_get_db_path (VouchServerData *self);
/* Borrowed; readers for request threads. */
VouchDbPool *vouch_server_data_get_pool (VouchServerData *self);
VouchServerKeys *vouch_server_data_get_keys (VouchServerData *self);
VouchMediaStore *vouch_server_data_get_media (VouchServerData *self);

G_END_DECLS
