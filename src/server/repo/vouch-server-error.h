/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can go wrong in the server, named by what the caller can do about it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VOUCH_SERVER_ERROR (vouch_server_error_quark ())
GQuark vouch_server_error_quark (void);

typedef enum
{
  VOUCH_SERVER_ERROR_DENIED,           /* 403 */
  VOUCH_SERVER_ERROR_NOT_FOUND,        /* 404, also for what belongs to another company */
  VOUCH_SERVER_ERROR_CONFLICT,         /* 409 */
  VOUCH_SERVER_ERROR_CANNOT_CALCULATE, /* 410: drop the scope and load it again */
  VOUCH_SERVER_ERROR_SCOPE_CHANGED,    /* 410: the same, the permissions are others now */
  VOUCH_SERVER_ERROR_INVALID,          /* 422 */
  VOUCH_SERVER_ERROR_ID_REUSED,        /* 422 */
  VOUCH_SERVER_ERROR_LOCKED,           /* 423: scheduled for deletion */
  VOUCH_SERVER_ERROR_SCHEMA_CHANGED,   /* 426: update the client */
  VOUCH_SERVER_ERROR_BUSY,             /* 503: shutting down or overloaded, try again */
  VOUCH_SERVER_ERROR_CORRUPT,          /* 500: a check found damage */
} VouchServerError;

/* The HTTP status and the wire's word of an error of this domain; any other domain is 500,
 * "internal". @word: static, may be NULL. */
guint vouch_server_error_to_http (const GError *error, const char **word);

G_END_DECLS
