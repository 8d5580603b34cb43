/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The opaque token of the feed: where a client stands, signed by the server. */
#pragma once

#include "vouch-server-keys.h"

G_BEGIN_DECLS

/* The scope and the company are part of what is signed, not of what is sent. */
typedef struct
{
  guint32 schema;
  guint32 permissions; /* when it was given out; others now make the scope another one */
  gint64 seq;          /* everything up to here was sent */
  gint64 since;        /* tombstones up to here are not needed: the snapshot began after them */
  gint64 epoch;        /* of the file */
  gint64 issued_at;
} VouchFeedToken;

/* Transfer full. */
char *vouch_feed_token_write (const VouchFeedToken *self, const guint8 key[VOUCH_KEY_BYTES],
                              const char *company_id, const char *scope);
/* FALSE: not written by this server for this company and scope. */
gboolean vouch_feed_token_read (VouchFeedToken *self, const char *text,
                                const guint8 key[VOUCH_KEY_BYTES], const char *company_id,
                                const char *scope);

G_END_DECLS
