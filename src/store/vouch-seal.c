/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Encryption at rest of what is personal and not searched. */

#define G_LOG_DOMAIN "vouch-store"

#include <sodium.h>

#include "vouch-store-private.h"

/* nonce, then ciphertext with its tag; the context is authenticated, not stored. */
#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG crypto_aead_xchacha20poly1305_ietf_ABYTES

GBytes *
vouch_seal (GBytes *key, const char *context, gconstpointer data, gsize size)
{
  guint8 *out = g_malloc (NONCE + size + TAG);
  unsigned long long written = 0;

  g_assert (g_bytes_get_size (key) == VOUCH_STORE_KEY_BYTES);
  randombytes_buf (out, NONCE);
  crypto_aead_xchacha20poly1305_ietf_encrypt (out + NONCE, &written, data, size,
                                              (const guint8 *) context, strlen (context), NULL, out,
                                              g_bytes_get_data (key, NULL));
  return g_bytes_new_take (out, NONCE + (gsize) written);
}

GBytes *
vouch_unseal (GBytes *key, const char *context, gconstpointer data, gsize size, GError **error)
{
  g_autofree guint8 *out = NULL;
  const guint8 *in = data;
  unsigned long long written = 0;

  g_assert (g_bytes_get_size (key) == VOUCH_STORE_KEY_BYTES);
  if (size >= NONCE + TAG)
    {
      out = g_malloc (size - NONCE - TAG + 1);
      if (crypto_aead_xchacha20poly1305_ietf_decrypt (out, &written, NULL, in + NONCE, size - NONCE,
                                                      (const guint8 *) context, strlen (context),
                                                      in, g_bytes_get_data (key, NULL)) == 0)
        {
          out[written] = '\0';
          return g_bytes_new_take (g_steal_pointer (&out), (gsize) written);
        }
    }

  g_set_error_literal (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_CORRUPT,
                       "Encrypted content does not open with this key");
  return NULL;
}

char *
vouch_seal_key_id (GBytes *key)
{
  static const char purpose[] = "vouch cache key id";
  guint8 hash[16];
  char hex[sizeof hash * 2 + 1];

  crypto_generichash (hash, sizeof hash, (const guint8 *) purpose, sizeof purpose,
                      g_bytes_get_data (key, NULL), g_bytes_get_size (key));
  sodium_bin2hex (hex, sizeof hex, hash, sizeof hash);
  return g_strdup (hex);
}

gboolean
vouch_store_adopt_key (VouchDb *db, GBytes *key, gboolean *dropped, GError **error)
{
  g_autofree char *id = vouch_seal_key_id (key);
  g_autoptr (VouchStmt) get = NULL;
  g_autoptr (VouchStmt) put = NULL;

  *dropped = FALSE;
  get = vouch_db_prepare (db, "SELECT value FROM meta WHERE key = 'key'", error);
  if (get == NULL)
    return FALSE;
  if (vouch_stmt_step (get, error) && g_strcmp0 (vouch_stmt_text (get, 0), id) == 0)
    return TRUE;
  g_clear_pointer (&get, vouch_stmt_release);

  if (!vouch_db_exec (db,
                      "DELETE FROM item WHERE scope GLOB 'applicant/*';"
                      "DELETE FROM scope WHERE name GLOB 'applicant/*';"
                      "DELETE FROM media_file",
                      error))
    return FALSE;
  *dropped = TRUE;
  put =
      vouch_db_prepare (db, "INSERT OR REPLACE INTO meta (key, value) VALUES ('key', :id)", error);
  if (put == NULL)
    return FALSE;
  vouch_stmt_bind_text (put, ":id", id);
  return vouch_stmt_run (put, error) >= 0;
}
