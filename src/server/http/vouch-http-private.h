/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What listener, routes and media share: one request and its answer. */
#pragma once

#include "vouch-events.h"
#include "vouch-feed.h"
#include "vouch-http.h"
#include "vouch-sessions.h"
#include "vouch-tls-identity.h"

#include <microhttpd.h>

G_BEGIN_DECLS

struct _VouchHttp
{
  struct MHD_Daemon *daemon;
  VouchWriter *writer;
  VouchServerData *data;
  VouchTlsIdentity *identity;
  VouchFeed *feed;
  VouchSessions *sessions;
  VouchEvents *events;
  GThreadPool *password_pool; /* Argon2id must not hold up the request threads */
  char *host;
  guint port;
};

typedef struct _VouchRoute VouchRoute;

typedef struct
{
  VouchHttp *http;
  struct MHD_Connection *connection;
  const VouchRoute *route;
  const char *tail; /* of the path behind a prefix route; borrowed from `path` */
  char *path;
  GByteArray *body;
  char *token; /* bearer, or NULL */
  char address[64];
  VouchActor *actor; /* routes that need one */
  gint64 started;
  gboolean refused;   /* an early answer was queued */
  gboolean suspended; /* an answer comes from another thread */

  /* The answer, filled by a handler: either text or a ready response. */
  guint status;
  GString *text;
  GBytes *bytes;
  struct MHD_Response *response;
  const char *content_type;
  guint retry_after;
} VouchRequest;

struct _VouchRoute
{
  const char *method;
  const char *path;
  gboolean prefix;
  gboolean authorised;
  /* Fills the answer, or suspends the request and lets vouch_request_resume() be called later. */
  void (*handle) (VouchRequest *request);
};

/* The one table of routes. NULL: none; @known_path says whether another method would do. */
const VouchRoute *vouch_routes_find (const char *method, const char *path, gboolean *known_path);

/* {"error":…,"message":…} */
void vouch_request_fail (VouchRequest *request, guint status, const char *word,
                         const char *message);
/* By domain and code; foreign errors are 500 and say nothing of the inside. */
void vouch_request_fail_with (VouchRequest *request, const GError *error);
/* Around an answer from another thread. */
void vouch_request_suspend (VouchRequest *request);
void vouch_request_resume (VouchRequest *request);

/* Runs in the pool of VouchHttp.password_pool: sign-in, refresh, sign-out. */
void vouch_http_run_session (gpointer request, gpointer user_data);

/* GET /v1/media/SHA256 with Range. */
void vouch_http_handle_media (VouchRequest *request);

G_END_DECLS
