/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Six numbers in little endian, then a MAC over them, the company and the scope. */

#define G_LOG_DOMAIN "vouch-server"

#include "vouch-feed-token.h"

#include <sodium.h>
#include <string.h>

#define N_NUMBERS 6
#define NUMBER_BYTES (N_NUMBERS * 8)
#define TOKEN_BYTES (NUMBER_BYTES + crypto_auth_BYTES)
#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING

static void
make_mac (const guint8 numbers[NUMBER_BYTES], const guint8 key[VOUCH_KEY_BYTES],
          const char *company_id, const char *scope, guint8 mac[crypto_auth_BYTES])
{
  crypto_auth_hmacsha512256_state state;

  (void) crypto_auth_hmacsha512256_init (&state, key, VOUCH_KEY_BYTES); /* these never fail */
  (void) crypto_auth_hmacsha512256_update (&state, numbers, NUMBER_BYTES);
  (void) crypto_auth_hmacsha512256_update (&state, (const guint8 *) company_id,
                                           strlen (company_id) + 1);
  (void) crypto_auth_hmacsha512256_update (&state, (const guint8 *) scope, strlen (scope));
  (void) crypto_auth_hmacsha512256_final (&state, mac);
}

char *
vouch_feed_token_write (const VouchFeedToken *self, const guint8 key[VOUCH_KEY_BYTES],
                        const char *company_id, const char *scope)
{
  const gint64 numbers[N_NUMBERS] = {
    GINT64_TO_LE ((gint64) self->schema),
    GINT64_TO_LE ((gint64) self->permissions),
    GINT64_TO_LE (self->seq),
    GINT64_TO_LE (self->since),
    GINT64_TO_LE (self->epoch),
    GINT64_TO_LE (self->issued_at),
  };
  guint8 bytes[TOKEN_BYTES];
  gsize size = sodium_base64_ENCODED_LEN (TOKEN_BYTES, VARIANT);

  memcpy (bytes, numbers, NUMBER_BYTES);
  make_mac (bytes, key, company_id, scope, bytes + NUMBER_BYTES);
  return sodium_bin2base64 (g_malloc (size), size, bytes, sizeof bytes, VARIANT);
}

gboolean
vouch_feed_token_read (VouchFeedToken *self, const char *text, const guint8 key[VOUCH_KEY_BYTES],
                       const char *company_id, const char *scope)
{
  guint8 bytes[TOKEN_BYTES];
  guint8 mac[crypto_auth_BYTES];
  gint64 numbers[N_NUMBERS];
  gsize size;

  if (sodium_base642bin (bytes, sizeof bytes, text, strlen (text), NULL, &size, NULL, VARIANT) !=
          0 ||
      size != sizeof bytes)
    return FALSE;

  make_mac (bytes, key, company_id, scope, mac);
  if (sodium_memcmp (mac, bytes + NUMBER_BYTES, sizeof mac) != 0)
    return FALSE;

  memcpy (numbers, bytes, sizeof numbers);
  self->schema = (guint32) GINT64_FROM_LE (numbers[0]);
  self->permissions = (guint32) GINT64_FROM_LE (numbers[1]);
  self->seq = GINT64_FROM_LE (numbers[2]);
  self->since = GINT64_FROM_LE (numbers[3]);
  self->epoch = GINT64_FROM_LE (numbers[4]);
  self->issued_at = GINT64_FROM_LE (numbers[5]);
  return TRUE;
}
