/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the session share. */
#pragma once

#include "vouch-http.h"
#include "vouch-json.h"
#include "vouch-session.h"

#define VOUCH_SYNC_MAX_PULLS 3
#define VOUCH_SYNC_MAX_PUSHES 4
#define VOUCH_SYNC_PAGE 1000

/* A scope of the feed that is followed, or pulled once. */
typedef struct
{
  char *name;
  guint refs;      /* 0: pulled once and forgotten */
  gboolean wanted; /* something may be new */
  gboolean busy;
  gboolean reloaded; /* the checksum was wrong once already */
  guint fresh;       /* epoch in which it was last pulled to its end */
  guint64 serial;    /* of the answers, when the present request was made */
} VouchFollow;

struct _VouchSession
{
  GObject parent_instance;
  /* Owned */
  VouchStore *store;
  char *directory;
  VouchHttp *http;
  GCancellable *cancellable; /* of everything that belongs to the present sign-in */
  char *server;
  char *offered;
  char *access_token;
  char *refresh_token;
  char *user_id;
  char *user_name;
  char *user_email;
  char *company_name;
  GHashTable *follows;        /* name -> VouchFollow */
  GPtrArray *refresh_waiters; /* GTask */
  GHashTable *sending;        /* set of command numbers in flight */
  GHashTable *verifying;      /* set of command numbers whose facts are read */
  GHashTable *held;           /* set of command numbers that follow their applicant */
  GHashTable *media;          /* sha256 -> VouchMediaLoad */
  GQueue ahead;               /* char *, applicants to fetch ahead */
  GObject *ahead_profile;     /* VouchProfile of the one being fetched */
  GCancellable *listening;    /* of the event stream; NULL: not listening */
  GDataInputStream *events;
  VouchPermissions permissions;
  VouchSessionState state;
  VouchMode mode;
  gboolean mode_chosen; /* by the user, or proposed once */
  guint n_waiting;
  guint n_attention;
  guint pulls;
  guint epoch; /* counts the times it came online */
  guint failures;
  guint retry_id;
  guint poll_id;
  guint events_id;
  guint events_failures;
  guint pump_id;
  gboolean signed_in;
  gboolean online;
  gboolean persistent;
  gboolean outdated;
  gboolean refreshing;
};

/* A request with the access token; it is renewed once when the server says so. */
void vouch_session_call_async (VouchSession *self, const char *method, const char *path,
                               const char *json, GAsyncReadyCallback callback, gpointer user_data);
VouchHttpAnswer *vouch_session_call_finish (VouchSession *self, GAsyncResult *result,
                                            GError **error);
/* The access token is there, or is made: for streams. */
void vouch_session_token_async (VouchSession *self, GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean vouch_session_token_finish (VouchSession *self, GAsyncResult *result, GError **error);
void vouch_session_drop_token (VouchSession *self, const char *token);

/* State */
void vouch_session_set_online (VouchSession *self, gboolean online);
/* @error: what failed; decides about offline and when to try again. */
void vouch_session_note_failure (VouchSession *self, const GError *error);
void vouch_session_update_state (VouchSession *self);
void vouch_session_update_counts (VouchSession *self);
void vouch_session_set_outdated (VouchSession *self);
void vouch_session_set_persistent (VouchSession *self, gboolean persistent);
/* Stops what belongs to the sign-in; the cache stays. */
void vouch_session_stop (VouchSession *self);
/* After signing in or resuming. */
void vouch_session_start (VouchSession *self);
void vouch_session_end (VouchSession *self);
void vouch_session_notify_identity (VouchSession *self);
/* Runs pull and push soon, once. */
void vouch_session_pump (VouchSession *self);

/* Pull */
void vouch_session_pull (VouchSession *self);
VouchFollow *vouch_session_want (VouchSession *self, const char *scope);
void vouch_session_want_all (VouchSession *self);
gboolean vouch_session_is_fresh (VouchSession *self, const char *scope);
char *vouch_session_workspace (VouchSession *self);
void vouch_session_follow_free (gpointer follow);
gboolean vouch_session_is_loading (VouchSession *self);

/* Push */
void vouch_session_push (VouchSession *self);

/* Events */
void vouch_session_listen (VouchSession *self);
void vouch_session_stop_listening (VouchSession *self);

/* Media */
void vouch_session_media_load_free (gpointer load);
void vouch_session_stop_media (VouchSession *self);

/* Account: what is kept in the directory */
char *vouch_session_get_pin (VouchSession *self, const char *server);
gboolean vouch_session_save_account (VouchSession *self, GError **error);
gboolean vouch_session_load_account (VouchSession *self);
void vouch_session_forget_account (VouchSession *self);
char *vouch_session_normalise_server (const char *server);
