/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Master key of a data directory: loaded once, kept in locked memory, used only through keys
 * derived from it. */

#define G_LOG_DOMAIN "vouch-server"

#include "vouch-server-keys.h"

#include <sodium.h>
#include <string.h>
#include <sys/stat.h>

#include "vouch-server-error.h"

struct _VouchServerKeys
{
  gatomicrefcount ref_count;
  guint8 *master; /* sodium_malloc */
};

G_STATIC_ASSERT (VOUCH_KEY_BYTES == crypto_secretbox_KEYBYTES);
G_STATIC_ASSERT (VOUCH_KEY_BYTES == crypto_auth_KEYBYTES);
G_STATIC_ASSERT (VOUCH_WRAPPED_KEY_BYTES ==
                 crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + VOUCH_KEY_BYTES);

static gboolean
make_key_file (const char *path, GError **error)
{
  guint8 key[VOUCH_KEY_BYTES];
  gboolean ok;

  randombytes_buf (key, sizeof key);
  ok = g_file_set_contents_full (path, (const char *) key, sizeof key,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 error);
  sodium_memzero (key, sizeof key);
  return ok;
}

VouchServerKeys *
vouch_server_keys_load (const char *path, GError **error)
{
  VouchServerKeys *self;
  char *content = NULL;
  gsize length = 0;

  g_return_val_if_fail (path != NULL, NULL);

  if (sodium_init () < 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "libsodium does not start");
      return NULL;
    }
  if (!g_file_test (path, G_FILE_TEST_EXISTS) && !make_key_file (path, error))
    return NULL;
  if (!g_file_get_contents (path, &content, &length, error))
    return NULL;
  if (length != VOUCH_KEY_BYTES)
    {
      sodium_memzero (content, length);
      g_free (content);
      g_set_error_literal (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_CORRUPT,
                           "The master key file has a wrong size");
      return NULL;
    }

  self = g_new0 (VouchServerKeys, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->master = sodium_malloc (VOUCH_KEY_BYTES);
  if (self->master == NULL)
    g_error ("No locked memory for a key");
  memcpy (self->master, content, VOUCH_KEY_BYTES);
  (void) sodium_mprotect_readonly (self->master); /* a further guard only */
  sodium_memzero (content, length);
  g_free (content);
  return self;
}

VouchServerKeys *
vouch_server_keys_ref (VouchServerKeys *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vouch_server_keys_unref (VouchServerKeys *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  sodium_free (self->master);
  g_free (self);
}

void
vouch_server_keys_derive (VouchServerKeys *self, const char *purpose, guint8 key[VOUCH_KEY_BYTES])
{
  (void) crypto_generichash (key, VOUCH_KEY_BYTES, (const guint8 *) purpose, strlen (purpose),
                             self->master, VOUCH_KEY_BYTES); /* fails on bad sizes only */
}

char *
vouch_server_keys_mac (VouchServerKeys *self, const char *purpose, const char *text)
{
  guint8 key[VOUCH_KEY_BYTES];
  guint8 mac[crypto_auth_BYTES];
  char *hex = g_malloc (2 * sizeof mac + 1);

  vouch_server_keys_derive (self, purpose, key);
  (void) crypto_auth (mac, (const guint8 *) text, strlen (text), key); /* always 0 */
  sodium_memzero (key, sizeof key);
  return sodium_bin2hex (hex, 2 * sizeof mac + 1, mac, sizeof mac);
}

/* The master key itself encrypts nothing, a key made from it does. */
static void
wrapping_key (VouchServerKeys *self, const guint8 *by, guint8 key[VOUCH_KEY_BYTES])
{
  if (by != NULL)
    memcpy (key, by, VOUCH_KEY_BYTES);
  else
    vouch_server_keys_derive (self, "wrap-key", key);
}

void
vouch_server_keys_wrap (VouchServerKeys *self, const guint8 *by, const guint8 key[VOUCH_KEY_BYTES],
                        guint8 wrapped[VOUCH_WRAPPED_KEY_BYTES])
{
  guint8 outer[VOUCH_KEY_BYTES];

  wrapping_key (self, by, outer);
  randombytes_buf (wrapped, crypto_secretbox_NONCEBYTES);
  (void) crypto_secretbox_easy (wrapped + crypto_secretbox_NONCEBYTES, key, VOUCH_KEY_BYTES,
                                wrapped, outer); /* fails on absurd sizes only */
  sodium_memzero (outer, sizeof outer);
}

gboolean
vouch_server_keys_unwrap (VouchServerKeys *self, const guint8 *by, gconstpointer wrapped,
                          gsize size, guint8 key[VOUCH_KEY_BYTES], GError **error)
{
  const guint8 *bytes = wrapped;
  guint8 outer[VOUCH_KEY_BYTES];
  gboolean ok;

  wrapping_key (self, by, outer);
  ok = size == VOUCH_WRAPPED_KEY_BYTES &&
       crypto_secretbox_open_easy (key, bytes + crypto_secretbox_NONCEBYTES,
                                   size - crypto_secretbox_NONCEBYTES, bytes, outer) == 0;
  sodium_memzero (outer, sizeof outer);
  if (!ok)
    g_set_error_literal (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_CORRUPT,
                         "A stored key can not be decrypted");
  return ok;
}
