/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desktop's copy of what the server confirmed, and the commands that wait to be sent. */
#pragma once

#include <gio/gio.h>

#include "vouch-command.h"
#include "vouch-records.h"

G_BEGIN_DECLS

/* Layout of the directory (0700, files 0600):
 *   cache.db   everything that came by the feed; may be thrown away at any time, and is when it
 * is damaged or written by a newer program outbox.db  the commands; kept whatever happens to the
 * cache media/     pictures and videos, encrypted, least recently used out first
 *
 * At rest, rows of the scopes applicant/ID (documents, comments, timeline, ...) and media are
 * encrypted with the store's key. The summaries (one row an applicant, the columns of the list)
 * and the workspace's users and workflows stay plain, because they are searched and sorted by
 * SQL; so do unsent commands, because losing the key must not lose somebody's work.
 *
 * A VouchStore and all its objects belong to the thread that opened it; the work is done in
 * threads of its own. */

#define VOUCH_STORE_ERROR (vouch_store_error_quark ())
GQuark vouch_store_error_quark (void);

typedef enum
{
  VOUCH_STORE_ERROR_IN_USE,    /* another program has the directory open */
  VOUCH_STORE_ERROR_NOT_FOUND, /* not in the cache: fetch it */
  VOUCH_STORE_ERROR_INVALID,   /* what came does not follow the contract; nothing was applied */
  VOUCH_STORE_ERROR_CORRUPT,   /* a medium is not what its name says */
} VouchStoreError;

#define VOUCH_STORE_KEY_BYTES 32
#define VOUCH_STORE_MEDIA_LIMIT (G_GINT64_CONSTANT (2) << 30)

#define VOUCH_TYPE_STORE (vouch_store_get_type ())
G_DECLARE_FINAL_TYPE (VouchStore, vouch_store, VOUCH, STORE, GObject)

/* What a commit changed; given to "changed", valid during the emission. */
typedef struct
{
  const char *scope; /* "workspace/test", "workspace/live", "applicant/ID"; NULL: everything */
  guint types;       /* bits by vouch_store_type_bit() */
  GHashTable *ids;   /* set of record ids; NULL: any */
} VouchStoreChange;

/* Properties: "mode" (int, VouchMode; the mode pages show), "staging" (boolean: offline,
 * decisions are staged instead of sent; set by the session). Signals: "changed" (const
 * VouchStoreChange *) after each commit, on the owner's thread. "media-changed" (const char
 * *sha256): a medium came into the cache.
 *
 * Creates what is missing. A key is made for this run; give the kept one with
 * vouch_store_set_key(). Blocks for milliseconds. Transfer full. */
VouchStore *vouch_store_open (const char *directory, GError **error);
/* Ends the threads; nothing may be called afterwards. The last unref does it too. */
void vouch_store_close (VouchStore *self);

/* @key: VOUCH_STORE_KEY_BYTES. What was encrypted with another key is dropped (and will be loaded
 * again). Call before anything of the feed is applied. */
gboolean vouch_store_set_key (VouchStore *self, GBytes *key, GError **error);

VouchMode vouch_store_get_mode (VouchStore *self);
void vouch_store_set_mode (VouchStore *self, VouchMode mode);
gboolean vouch_store_get_staging (VouchStore *self);
void vouch_store_set_staging (VouchStore *self, gboolean staging);

/* Who is signed in: the author of pending comments. Borrowed; NULL while unknown. */
void vouch_store_set_user_id (VouchStore *self, const char *user_id);
const char *vouch_store_get_user_id (VouchStore *self);
/* Id of this desktop, sent with each command. Borrowed. */
const char *vouch_store_get_client (VouchStore *self);

/* Bit of a record type in VouchStoreChange.types. */
guint vouch_store_type_bit (const VouchRecordType *type);

/* Small workspace records (company, user, role, application, flow, stat_day) of the present mode,
 * from memory. Borrowed until the next "changed" or change of mode. */
gconstpointer vouch_store_get_record (VouchStore *self, const VouchRecordType *type,
                                      const char *id);
/* Ordered by id. Transfer container, elements borrowed as above. */
GPtrArray *vouch_store_get_records (VouchStore *self, const VouchRecordType *type);
/* NULL while unknown. */
const VouchCompanyRecord *vouch_store_get_company (VouchStore *self);
/* Names for people; NULL when @id is NULL or unknown. Borrowed as above. */
const char *vouch_store_get_user_name (VouchStore *self, const char *id);
const char *vouch_store_get_flow_name (VouchStore *self, const char *id);
const char *vouch_store_get_application_name (VouchStore *self, const char *id);

/* Feed: one page as it came ({"scope","token","more","rows","gone","acks","checksum"?}), applied
 * with its token in one transaction. @scope: the one that was asked for. @serial:
 * vouch_store_get_answer_serial() when the request was made; commands answered before it are then
 * known to be in the cache and leave the overlay. */
typedef struct
{
  gboolean more;
  gboolean checksum_ok; /* FALSE: this scope must be loaded again */
  guint n_rows;
} VouchStoreApplied;
void vouch_store_apply_async (VouchStore *self, const char *scope, GBytes *page, guint64 serial,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean vouch_store_apply_finish (VouchStore *self, GAsyncResult *result,
                                   VouchStoreApplied *applied, GError **error);
guint64 vouch_store_get_answer_serial (VouchStore *self);
/* The token to go on from; NULL: from the start. Borrowed until the next change of the scope. */
const char *vouch_store_get_token (VouchStore *self, const char *scope);
/* TRUE once the scope was loaded to its end. */
gboolean vouch_store_is_complete (VouchStore *self, const char *scope);
/* Forgets the token: the next pages are a snapshot; rows it does not hold go at its end. */
void vouch_store_reload_async (VouchStore *self, const char *scope, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
/* Drops the scope and its rows at once (404, no permission). */
void vouch_store_drop_async (VouchStore *self, const char *scope, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
gboolean vouch_store_reload_finish (VouchStore *self, GAsyncResult *result, GError **error);
gboolean vouch_store_drop_finish (VouchStore *self, GAsyncResult *result, GError **error);

/* Sign-out: cache and media go, and the unsent commands when @outbox. */
void vouch_store_wipe_async (VouchStore *self, gboolean outbox, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
gboolean vouch_store_wipe_finish (VouchStore *self, GAsyncResult *result, GError **error);

/* Outbox: VouchCommand in the order they were made; those known to be in the cache are gone.
 * Borrowed; changes by small steps. */
GListModel *vouch_store_get_outbox (VouchStore *self);
/* The command is on the disk when @callback runs, and in the overlay from then on. @target: what
 * it is about; @applicant_id: whose. @base: -1 for none. @args: a JSON object. A decision made
 * while "staging" waits to be verified before it is sent. */
void vouch_store_enqueue_async (VouchStore *self, const char *type, const char *target,
                                const char *applicant_id, gint64 base, const char *seen,
                                const char *args, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
/* Transfer full. */
VouchCommand *vouch_store_enqueue_finish (VouchStore *self, GAsyncResult *result, GError **error);
/* Writes a new state; REFUSED keeps text and @error_code, @message, @current. ANSWERED takes it
 * off the disk once the feed brought its effect. @answer: JSON of the server, or NULL. */
void vouch_store_set_command_state (VouchStore *self, VouchCommand *command,
                                    VouchCommandState state, gint64 answered_seq,
                                    const char *error_code, const char *message,
                                    const char *current);
/* "Needs attention": send a refused command once more under a new id, or throw it away. */
void vouch_store_retry_command (VouchStore *self, VouchCommand *command);
void vouch_store_discard_command (VouchStore *self, VouchCommand *command);

/* Media. @sha256 names the plain bytes. NOT_FOUND when not cached; CORRUPT drops the file. */
void vouch_store_load_media_async (VouchStore *self, const char *sha256, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
GBytes *vouch_store_load_media_finish (VouchStore *self, GAsyncResult *result, GError **error);
void vouch_store_save_media_async (VouchStore *self, const char *sha256, GBytes *bytes,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean vouch_store_save_media_finish (VouchStore *self, GAsyncResult *result, GError **error);
/* Bytes; the oldest media go when it is smaller. Default VOUCH_STORE_MEDIA_LIMIT. */
void vouch_store_set_media_limit (VouchStore *self, gint64 limit);

G_END_DECLS
