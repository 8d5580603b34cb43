/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is signed in: passwords, access and refresh tokens, limits on attempts. */
#pragma once

#include "vouch-actor.h"
#include "vouch-writer.h"

G_BEGIN_DECLS

/* Access tokens live 15 minutes; a refresh token is used once and replaced. A refresh token that
 * comes a second time was copied: the whole family of sessions that grew from that sign-in ends. */
typedef struct _VouchSessions VouchSessions;

typedef enum
{
  VOUCH_SESSIONS_OK,
  VOUCH_SESSIONS_INVALID,  /* 401: wrong e-mail or password, or a disabled user; not said which */
  VOUCH_SESSIONS_TOO_MANY, /* 429: with seconds to wait */
  VOUCH_SESSIONS_ENDED,    /* 401: the session is over */
  VOUCH_SESSIONS_FAILED,   /* 500: @error is set */
} VouchSessionsResult;

VouchSessions *vouch_sessions_new (VouchWriter *writer);
void vouch_sessions_free (VouchSessions *self);

/* Any thread but the writer's. Blocks for about 0.1 s (Argon2id). On OK appends the JSON answer. */
VouchSessionsResult vouch_sessions_sign_in (VouchSessions *self, const char *email,
                                            const char *password, const char *device,
                                            const char *address, GString *answer,
                                            guint *retry_after, GError **error);
VouchSessionsResult vouch_sessions_refresh (VouchSessions *self, const char *refresh_token,
                                            const char *address, GString *answer, GError **error);
/* Ends the session of this access token; unknown ones are no error. */
gboolean vouch_sessions_sign_out (VouchSessions *self, const char *access_token, GError **error);

/* The person behind an access token, loaded anew, so that a disabled user is out at once; NULL
 * without @error when the token is unknown, over or revoked. Transfer full. */
VouchActor *vouch_sessions_authorise (VouchDb *db, const char *access_token, GError **error);

/* Sets a password and ends every session of the user; for `vouchd user`. */
gboolean vouch_sessions_set_password (VouchWriter *writer, const char *user_id,
                                      const char *password, GError **error);

G_END_DECLS
