/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Media at rest, the writing half: receiving, giving keys to applicants, removing files. */

#define G_LOG_DOMAIN "vouch-server"

#include "vouch-media-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "vouch-id.h"
#include "vouch-server-error.h"
#include "vouch-stmt.h"

struct _VouchMediaStore
{
  gatomicrefcount ref_count;
  char *dir;
  VouchServerKeys *keys;
};

struct _VouchMediaUpload
{
  VouchMediaStore *store;
  char *company_id;
  char *sha256;
  char *temporary; /* NULL once it is in place */
  gint64 size;
  guint8 wrapped[VOUCH_WRAPPED_KEY_BYTES]; /* by the master key */
};

VouchMediaStore *
vouch_media_store_new (const char *dir, VouchServerKeys *keys)
{
  VouchMediaStore *self = g_new0 (VouchMediaStore, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->dir = g_strdup (dir);
  self->keys = vouch_server_keys_ref (keys);
  return self;
}

VouchMediaStore *
vouch_media_store_ref (VouchMediaStore *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vouch_media_store_unref (VouchMediaStore *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  vouch_server_keys_unref (self->keys);
  g_free (self->dir);
  g_free (self);
}

VouchServerKeys *
vouch_media_store_get_keys (VouchMediaStore *self)
{
  return self->keys;
}

char *
vouch_media_store_path (VouchMediaStore *self, const char *company_id, const char *sha256)
{
  char group[3] = { sha256[0], sha256[1], '\0' };

  return g_build_filename (self->dir, company_id, group, sha256, NULL);
}

void
vouch_media_nonce (const guint8 prefix[MEDIA_PREFIX_BYTES], guint64 chunk,
                   guint8 nonce[MEDIA_NONCE_BYTES])
{
  guint64 number = GUINT64_TO_LE (chunk);

  memcpy (nonce, prefix, MEDIA_PREFIX_BYTES);
  memcpy (nonce + MEDIA_PREFIX_BYTES, &number, sizeof number);
}

void
vouch_media_ad (const char *sha256, guint64 size, guint8 ad[MEDIA_AD_BYTES])
{
  guint64 number = GUINT64_TO_LE (size);

  memcpy (ad, sha256, 64);
  memcpy (ad + 64, &number, sizeof number);
}

static gboolean
fail_errno (const char *what, GError **error)
{
  int saved = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (saved), "%s: %s", what,
               g_strerror (saved));
  return FALSE;
}

static gboolean
write_all (int fd, gconstpointer data, gsize size, GError **error)
{
  const char *at = data;

  while (size > 0)
    {
      gssize n = write (fd, at, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail_errno ("A media file can not be written", error);
      at += n;
      size -= (gsize) n;
    }
  return TRUE;
}

static gboolean
write_sealed (int fd, const char *sha256, const guint8 *data, gsize size,
              const guint8 key[VOUCH_KEY_BYTES], GError **error)
{
  g_autofree guint8 *sealed = g_malloc (MEDIA_SEALED_BYTES);
  guint8 header[MEDIA_HEADER_BYTES];
  guint8 ad[MEDIA_AD_BYTES];

  memcpy (header, MEDIA_MAGIC, MEDIA_MAGIC_BYTES);
  randombytes_buf (header + MEDIA_MAGIC_BYTES, MEDIA_PREFIX_BYTES);
  vouch_media_ad (sha256, size, ad);
  if (!write_all (fd, header, sizeof header, error))
    return FALSE;

  for (gsize at = 0; at < size; at += VOUCH_MEDIA_CHUNK)
    {
      gsize n = MIN (size - at, VOUCH_MEDIA_CHUNK);
      guint8 nonce[MEDIA_NONCE_BYTES];

      vouch_media_nonce (header + MEDIA_MAGIC_BYTES, at / VOUCH_MEDIA_CHUNK, nonce);
      (void) crypto_aead_xchacha20poly1305_ietf_encrypt (sealed, NULL, data + at, n, ad, sizeof ad,
                                                         NULL, nonce, key); /* always 0 */
      if (!write_all (fd, sealed, n + MEDIA_TAG_BYTES, error))
        return FALSE;
    }
  return fsync (fd) == 0 || fail_errno ("A media file can not be synced", error);
}

VouchMediaUpload *
vouch_media_store_receive (VouchMediaStore *self, const char *company_id, GBytes *bytes,
                           GError **error)
{
  g_autoptr (VouchMediaUpload) upload = g_new0 (VouchMediaUpload, 1);
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;
  guint8 key[VOUCH_KEY_BYTES];
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gboolean ok;
  int fd;

  g_return_val_if_fail (vouch_id_is_valid (company_id), NULL);

  upload->store = vouch_media_store_ref (self);
  if (size == 0 || size > VOUCH_MEDIA_MAX_BYTES)
    {
      g_set_error_literal (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_INVALID,
                           "The file is empty or too large");
      return NULL;
    }

  upload->company_id = g_strdup (company_id);
  upload->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  upload->size = (gint64) size;
  path = vouch_media_store_path (self, company_id, upload->sha256);
  folder = g_path_get_dirname (path);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      (void) fail_errno ("The media directory can not be made", error);
      return NULL;
    }
  upload->temporary = g_strconcat (path, ".XXXXXX", NULL);
  fd = g_mkstemp_full (upload->temporary, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      g_clear_pointer (&upload->temporary, g_free);
      (void) fail_errno ("A media file can not be made", error);
      return NULL;
    }

  randombytes_buf (key, sizeof key);
  vouch_server_keys_wrap (self->keys, NULL, key, upload->wrapped);
  ok = write_sealed (fd, upload->sha256, data, size, key, error);
  sodium_memzero (key, sizeof key);
  ok = g_close (fd, ok ? error : NULL) && ok;
  return ok ? g_steal_pointer (&upload) : NULL;
}

const char *
vouch_media_upload_get_sha256 (VouchMediaUpload *self)
{
  return self->sha256;
}

void
vouch_media_upload_free (VouchMediaUpload *self)
{
  if (self->temporary != NULL)
    (void) g_unlink (self->temporary); /* encrypted, its key is gone: litter at worst */
  vouch_media_store_unref (self->store);
  g_free (self->temporary);
  g_free (self->company_id);
  g_free (self->sha256);
  g_free (self);
}

/* A statement about one file of a company. */
static VouchStmt *
file_statement (VouchDb *db, const char *name, const char *company_id, const char *sha256,
                GError **error)
{
  VouchStmt *stmt = vouch_db_statement (db, name, error);

  if (stmt != NULL)
    {
      vouch_stmt_bind_text (stmt, ":company_id", company_id);
      vouch_stmt_bind_text (stmt, ":sha256", sha256);
    }
  return stmt;
}

/* -1 on error. */
static int
has_row (VouchDb *db, const char *name, const char *company_id, const char *sha256, GError **error)
{
  g_autoptr (VouchStmt) stmt = file_statement (db, name, company_id, sha256, error);
  GError *local = NULL;
  gboolean found;

  if (stmt == NULL)
    return -1;

  found = vouch_stmt_step (stmt, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return -1;
    }
  return found;
}

static gboolean
put_staged (VouchDb *db, VouchMediaUpload *upload, GError **error)
{
  g_autoptr (VouchStmt) stmt =
      file_statement (db, "server/put-staged", upload->company_id, upload->sha256, error);

  if (stmt == NULL)
    return FALSE;

  vouch_stmt_bind_int (stmt, ":size", upload->size);
  vouch_stmt_bind_blob (stmt, ":wrapped", upload->wrapped, sizeof upload->wrapped);
  vouch_stmt_bind_int (stmt, ":at", vouch_now ());
  return vouch_stmt_run (stmt, error) >= 0;
}

gboolean
vouch_media_upload_stage (VouchDb *db, gpointer user_data, GError **error)
{
  VouchMediaUpload *upload = user_data;
  g_autofree char *path = NULL;
  int there;

  if (upload->temporary == NULL)
    return TRUE;

  there = has_row (db, "server/get-staged", upload->company_id, upload->sha256, error);
  if (there == 0)
    there = has_row (db, "server/find-media-key", upload->company_id, upload->sha256, error);
  if (there != 0)
    return there > 0;

  if (!put_staged (db, upload, error))
    return FALSE;

  /* A file whose row a crash took is replaced here; one whose row is rolled back is litter that
   * the next upload replaces. */
  path = vouch_media_store_path (upload->store, upload->company_id, upload->sha256);
  if (g_rename (upload->temporary, path) != 0)
    return fail_errno ("A media file can not be put in place", error);
  g_clear_pointer (&upload->temporary, g_free);
  return TRUE;
}

/* The key of an applicant, made when there is none. */
static gboolean
applicant_key (VouchMediaStore *self, VouchDb *db, const char *company_id, const char *applicant_id,
               guint8 key[VOUCH_KEY_BYTES], GError **error)
{
  g_autoptr (VouchStmt) get = vouch_db_statement (db, "server/get-applicant-key", error);
  g_autoptr (VouchStmt) put = NULL;
  guint8 wrapped[VOUCH_WRAPPED_KEY_BYTES];
  GError *local = NULL;

  if (get == NULL)
    return FALSE;

  vouch_stmt_bind_text (get, ":applicant_id", applicant_id);
  if (vouch_stmt_step (get, &local))
    {
      g_autoptr (GBytes) stored = vouch_stmt_dup_bytes (get, 0);

      return vouch_server_keys_unwrap (self->keys, NULL, g_bytes_get_data (stored, NULL),
                                       g_bytes_get_size (stored), key, error);
    }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  put = vouch_db_statement (db, "server/put-applicant-key", error);
  if (put == NULL)
    return FALSE;
  randombytes_buf (key, VOUCH_KEY_BYTES);
  vouch_server_keys_wrap (self->keys, NULL, key, wrapped);
  vouch_stmt_bind_text (put, ":applicant_id", applicant_id);
  vouch_stmt_bind_text (put, ":company_id", company_id);
  vouch_stmt_bind_blob (put, ":wrapped", wrapped, sizeof wrapped);
  return vouch_stmt_run (put, error) >= 0;
}

/* Columns of @stmt: size, key, key of the applicant who has it (absent when staged). */
static gboolean
read_file_key (VouchMediaStore *self, VouchStmt *stmt, gint64 *size, guint8 key[VOUCH_KEY_BYTES],
               GError **error)
{
  g_autoptr (GBytes) wrapped = vouch_stmt_dup_bytes (stmt, 1);
  g_autoptr (GBytes) by = vouch_stmt_n_columns (stmt) > 2 ? vouch_stmt_dup_bytes (stmt, 2) : NULL;
  guint8 outer[VOUCH_KEY_BYTES];
  gboolean ok;

  *size = vouch_stmt_int (stmt, 0);
  if (by != NULL && !vouch_server_keys_unwrap (self->keys, NULL, g_bytes_get_data (by, NULL),
                                               g_bytes_get_size (by), outer, error))
    return FALSE;

  ok = vouch_server_keys_unwrap (self->keys, by != NULL ? outer : NULL,
                                 g_bytes_get_data (wrapped, NULL), g_bytes_get_size (wrapped), key,
                                 error);
  sodium_memzero (outer, sizeof outer);
  return ok;
}

static gboolean
find_file_key (VouchMediaStore *self, VouchDb *db, const char *company_id, const char *sha256,
               gboolean *staged, gint64 *size, guint8 key[VOUCH_KEY_BYTES], GError **error)
{
  const char *const names[] = { "server/find-media-key", "server/get-staged" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (VouchStmt) stmt = file_statement (db, names[i], company_id, sha256, error);
      GError *local = NULL;

      if (stmt == NULL)
        return FALSE;
      *staged = i == 1;
      if (vouch_stmt_step (stmt, &local))
        return read_file_key (self, stmt, size, key, error);
      if (local != NULL)
        {
          g_propagate_error (error, local);
          return FALSE;
        }
    }

  g_set_error_literal (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_NOT_FOUND,
                       "There is no such media file");
  return FALSE;
}

static gboolean
put_media_file (VouchMediaStore *self, VouchDb *db, const char *company_id,
                const char *applicant_id, const char *sha256, gint64 size, const guint8 *by,
                const guint8 *key, GError **error)
{
  g_autoptr (VouchStmt) put =
      file_statement (db, "server/put-media-file", company_id, sha256, error);
  guint8 wrapped[VOUCH_WRAPPED_KEY_BYTES];

  if (put == NULL)
    return FALSE;

  vouch_server_keys_wrap (self->keys, by, key, wrapped);
  vouch_stmt_bind_text (put, ":applicant_id", applicant_id);
  vouch_stmt_bind_int (put, ":size", size);
  vouch_stmt_bind_blob (put, ":wrapped", wrapped, sizeof wrapped);
  return vouch_stmt_run (put, error) >= 0;
}

gboolean
vouch_media_store_link (VouchMediaStore *self, VouchDb *db, const char *company_id,
                        const char *applicant_id, const char *sha256, gint64 *size, GError **error)
{
  guint8 key[VOUCH_KEY_BYTES];
  guint8 by[VOUCH_KEY_BYTES];
  gboolean staged;
  gboolean ok;

  if (!vouch_sha256_is_valid (sha256))
    {
      g_set_error_literal (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_INVALID,
                           "This is no name of a media file");
      return FALSE;
    }
  if (!find_file_key (self, db, company_id, sha256, &staged, size, key, error))
    return FALSE;

  ok = applicant_key (self, db, company_id, applicant_id, by, error) &&
       put_media_file (self, db, company_id, applicant_id, sha256, *size, by, key, error);
  sodium_memzero (key, sizeof key);
  sodium_memzero (by, sizeof by);
  if (ok && staged)
    {
      g_autoptr (VouchStmt) forget =
          file_statement (db, "server/delete-staged", company_id, sha256, error);

      ok = forget != NULL && vouch_stmt_run (forget, error) >= 0;
    }
  return ok;
}

typedef struct
{
  char *company_id;
  char *sha256;
  gboolean used; /* somebody has it again */
} Unlink;

static void
unlink_clear (gpointer data)
{
  Unlink *self = data;

  g_free (self->company_id);
  g_free (self->sha256);
}

static gboolean
remove_file (VouchMediaStore *self, VouchDb *db, Unlink *item, GError **error)
{
  g_autofree char *path = vouch_media_store_path (self, item->company_id, item->sha256);
  g_autoptr (VouchStmt) done =
      file_statement (db, "server/delete-unlink", item->company_id, item->sha256, error);

  if (done == NULL)
    return FALSE;
  if (!item->used && g_unlink (path) != 0 && errno != ENOENT)
    return fail_errno ("A media file can not be removed", error);
  return vouch_stmt_run (done, error) >= 0;
}

gboolean
vouch_media_store_sweep (VouchMediaStore *self, VouchDb *db, GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (Unlink));
  g_autoptr (VouchStmt) list = vouch_db_statement (db, "server/list-unlink", error);
  GError *local = NULL;

  if (list == NULL)
    return FALSE;

  g_array_set_clear_func (items, unlink_clear);
  while (vouch_stmt_step (list, &local))
    {
      Unlink item = { vouch_stmt_dup_text (list, 0), vouch_stmt_dup_text (list, 1),
                      vouch_stmt_bool (list, 2) };

      g_array_append_val (items, item);
    }
  g_clear_pointer (&list, vouch_stmt_release);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  for (guint i = 0; i < items->len; i++)
    {
      if (!remove_file (self, db, &g_array_index (items, Unlink, i), error))
        return FALSE;
    }
  return TRUE;
}
