/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Identifiers: UUID version 7 (RFC 9562), lower-case text, and sha-256 names of media. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VOUCH_ID_LENGTH 36

/* Time-ordered: 48 bits of milliseconds, then random from getrandom(2). Transfer full; any
 * thread. */
char *vouch_id_new (void);
/* The same with time and randomness given, for deterministic data. @ms: since 1970 UTC. */
char *vouch_id_new_from (gint64 ms, const guint8 random[10]);
/* Lower-case canonical text of any UUID version? NULL is not. */
gboolean vouch_id_is_valid (const char *id);
/* 64 lower-case hex digits? NULL is not. */
gboolean vouch_sha256_is_valid (const char *sha256);
/* Milliseconds since 1970 UTC in a version 7 id; 0 for others. */
gint64 vouch_id_get_ms (const char *id);

/* Wall clock, microseconds UTC. Tests may fix it (0 = real clock again). */
gint64 vouch_now (void);
void vouch_now_set_for_test (gint64 us);

G_END_DECLS
