/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random tokens, their digests, and passwords, over libsodium. */

#define G_LOG_DOMAIN "vouch-secret"

#include "vouch-secret.h"

#include <sodium.h>
#include <string.h>

static void
ensure_sodium (void)
{
  /* Safe to call again and from any thread; -1 only when there is no randomness at all. */
  if (sodium_init () < 0)
    g_error ("libsodium cannot start");
}

char *
vouch_secret_new (void)
{
  guint8 bytes[32];
  gsize size = sodium_base64_ENCODED_LEN (sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  char *text = g_malloc (size);

  ensure_sodium ();
  randombytes_buf (bytes, sizeof bytes);
  sodium_bin2base64 (text, size, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  sodium_memzero (bytes, sizeof bytes);

  return text;
}

char *
vouch_secret_hash (const char *secret)
{
  g_return_val_if_fail (secret != NULL, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, secret, -1);
}

void
vouch_secret_free (char *secret)
{
  if (secret != NULL)
    sodium_memzero (secret, strlen (secret));
  g_free (secret);
}

char *
vouch_password_hash (const char *password)
{
  char *hash = g_malloc (crypto_pwhash_STRBYTES);

  g_return_val_if_fail (password != NULL, NULL);

  ensure_sodium ();
  if (crypto_pwhash_str (hash, password, strlen (password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                         crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    g_clear_pointer (&hash, g_free);

  return hash;
}

/* The hash compared with when there is none: of a password nobody knows. */
static const char *
nobody_hash (void)
{
  static char *hash = NULL;

  if (g_once_init_enter (&hash))
    {
      char *secret = vouch_secret_new ();
      char *value = vouch_password_hash (secret);

      vouch_secret_free (secret);
      g_once_init_leave (&hash, value != NULL ? value : g_strdup (""));
    }

  return hash;
}

gboolean
vouch_password_verify (const char *hash, const char *password)
{
  const char *against = hash != NULL ? hash : nobody_hash ();
  gboolean same;

  g_return_val_if_fail (password != NULL, FALSE);

  ensure_sodium ();
  same = crypto_pwhash_str_verify (against, password, strlen (password)) == 0;

  return hash != NULL && same;
}
