/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desktop's session with its server: signing in, sending commands, following the feed. */
#pragma once

#include <gio/gio.h>

#include "vouch-permission.h"
#include "vouch-store.h"

G_BEGIN_DECLS

#define VOUCH_SYNC_ERROR (vouch_sync_error_quark ())
GQuark vouch_sync_error_quark (void);

typedef enum
{
  VOUCH_SYNC_ERROR_OFFLINE,             /* no answer from the server: try again later */
  VOUCH_SYNC_ERROR_CREDENTIALS,         /* wrong e-mail, password or code */
  VOUCH_SYNC_ERROR_TOO_MANY,            /* too many attempts; the message says how long to wait */
  VOUCH_SYNC_ERROR_CERTIFICATE_UNKNOWN, /* see vouch_session_get_offered_fingerprint() */
  VOUCH_SYNC_ERROR_CERTIFICATE_CHANGED, /* not the one that was trusted: refused */
  VOUCH_SYNC_ERROR_SESSION_ENDED,       /* sign in again */
  VOUCH_SYNC_ERROR_DENIED,
  VOUCH_SYNC_ERROR_NOT_FOUND,
  VOUCH_SYNC_ERROR_OUTDATED, /* this program is too old for the server */
  VOUCH_SYNC_ERROR_INVALID,  /* the server's answer does not follow the contract */
} VouchSyncError;

typedef enum
{
  VOUCH_SESSION_SIGNED_OUT,
  VOUCH_SESSION_CONNECTING,
  VOUCH_SESSION_ONLINE,
  VOUCH_SESSION_SYNCING, /* online, rows are being loaded or commands sent */
  VOUCH_SESSION_OFFLINE, /* signed in; works from the cache and tries again by itself */
} VouchSessionState;

#define VOUCH_TYPE_SESSION (vouch_session_get_type ())
/* Main thread only. Properties, read-only and notifying:
 *   "store", int "state" (VouchSessionState), uint "n-waiting" (commands not answered yet),
 *   uint "n-attention" (refused ones), "server" (string), "user-id" "user-name" "user-email"
 *   "company-name" (strings), uint "permissions" (VouchPermissions), boolean "outdated" (the
 * server wants a newer program), boolean "persistent" (FALSE: there is no keyring, the next start
 * asks for the password again) Signal "ended": the server ended the session; the cache is kept,
 * the user must sign in again. */
G_DECLARE_FINAL_TYPE (VouchSession, vouch_session, VOUCH, SESSION, GObject)

/* @directory: where pins and the server's address are kept (the store's parent, made 0700). */
VouchSession *vouch_session_new (VouchStore *store, const char *directory);
VouchStore *vouch_session_get_store (VouchSession *self);
/* Stops everything at once and keeps what is stored; before the last unref. */
void vouch_session_close (VouchSession *self);

/* @server: "https://host[:port]" or host. @otp: second factor or NULL. With CERTIFICATE_UNKNOWN
 * show the fingerprint, and when it is trusted call vouch_session_trust() and sign in again.
 * Another user or server than last time wipes the cache first; unsent commands of somebody else
 * are wiped too. */
void vouch_session_sign_in_async (VouchSession *self, const char *server, const char *email,
                                  const char *password, const char *otp, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
gboolean vouch_session_sign_in_finish (VouchSession *self, GAsyncResult *result, GError **error);
/* Goes on with the kept session. Without a network it succeeds and is OFFLINE; SESSION_ENDED when
 * nothing is kept or the server refused. */
void vouch_session_resume_async (VouchSession *self, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
gboolean vouch_session_resume_finish (VouchSession *self, GAsyncResult *result, GError **error);
/* Ends the session on the server when it can be reached, forgets secrets, wipes the store with
 * everything unsent: ask first when "n-waiting" is not 0. */
void vouch_session_sign_out_async (VouchSession *self, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
gboolean vouch_session_sign_out_finish (VouchSession *self, GAsyncResult *result, GError **error);

/* SHA-256 of the certificate of the last CERTIFICATE_UNKNOWN or _CHANGED, lower-case hex. */
const char *vouch_session_get_offered_fingerprint (VouchSession *self);
/* From now on only this certificate is accepted from @server, whoever signed it. */
gboolean vouch_session_trust (VouchSession *self, const char *server, const char *fingerprint,
                              GError **error);

VouchSessionState vouch_session_get_state (VouchSession *self);
guint vouch_session_get_n_waiting (VouchSession *self);
guint vouch_session_get_n_attention (VouchSession *self);
gboolean vouch_session_get_persistent (VouchSession *self);
const char *vouch_session_get_server (VouchSession *self);
const char *vouch_session_get_user_id (VouchSession *self);
const char *vouch_session_get_user_name (VouchSession *self);
const char *vouch_session_get_user_email (VouchSession *self);
const char *vouch_session_get_company_name (VouchSession *self);
VouchPermissions vouch_session_get_permissions (VouchSession *self);
gboolean vouch_session_can (VouchSession *self, VouchPermission permission);

/* The workspace that is followed; also sets the store's mode. Kept across starts. */
VouchMode vouch_session_get_mode (VouchSession *self);
void vouch_session_set_mode (VouchSession *self, VouchMode mode);

/* Applicants on the screen are followed (counted: one unfollow each); prefetch loads rows and
 * pictures once, quietly, the latest call replacing what an earlier one has not done yet. */
void vouch_session_follow (VouchSession *self, const char *applicant_id);
void vouch_session_unfollow (VouchSession *self, const char *applicant_id);
void vouch_session_prefetch (VouchSession *self, const char *const *applicant_ids);
/* Ask the server now. */
void vouch_session_sync_now (VouchSession *self);

/* A medium from the cache or the server (then it is cached). Several calls for the same one share
 * a request. finish: transfer full. */
void vouch_session_load_media_async (VouchSession *self, const char *sha256,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
GBytes *vouch_session_load_media_finish (VouchSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
