/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Media at rest, the reading half: any range of a file, decrypted chunk by chunk. */

#define G_LOG_DOMAIN "vouch-server"

#include "vouch-media-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "vouch-server-error.h"
#include "vouch-stmt.h"

struct _VouchMediaReader
{
  int fd;
  gint64 size;
  char *mime;
  guint8 key[VOUCH_KEY_BYTES];
  guint8 prefix[MEDIA_PREFIX_BYTES];
  guint8 ad[MEDIA_AD_BYTES];
  gint64 chunk; /* number of the chunk in plain, -1 = none */
  gsize plain_size;
  guint8 plain[VOUCH_MEDIA_CHUNK];
  guint8 sealed[MEDIA_SEALED_BYTES];
};

static void
refuse (GError **error)
{
  g_set_error_literal (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_CORRUPT,
                       "A media file is missing or damaged");
}

/* Columns: size, key of the file, key of the applicant, mime. */
static gboolean
read_keys (VouchServerKeys *keys, VouchStmt *stmt, VouchMediaReader *reader, GError **error)
{
  g_autoptr (GBytes) file_key = vouch_stmt_dup_bytes (stmt, 1);
  g_autoptr (GBytes) applicant_key = vouch_stmt_dup_bytes (stmt, 2);
  guint8 by[VOUCH_KEY_BYTES];
  gboolean ok;

  reader->size = vouch_stmt_int (stmt, 0);
  reader->mime = vouch_stmt_dup_text (stmt, 3);
  ok = vouch_server_keys_unwrap (keys, NULL, g_bytes_get_data (applicant_key, NULL),
                                 g_bytes_get_size (applicant_key), by, error) &&
       vouch_server_keys_unwrap (keys, by, g_bytes_get_data (file_key, NULL),
                                 g_bytes_get_size (file_key), reader->key, error);
  sodium_memzero (by, sizeof by);
  return ok;
}

static gboolean
open_file (VouchMediaReader *reader, const char *path, GError **error)
{
  guint8 header[MEDIA_HEADER_BYTES];

  reader->fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  if (reader->fd < 0 || pread (reader->fd, header, sizeof header, 0) != sizeof header ||
      memcmp (header, MEDIA_MAGIC, MEDIA_MAGIC_BYTES) != 0)
    {
      refuse (error);
      return FALSE;
    }

  memcpy (reader->prefix, header + MEDIA_MAGIC_BYTES, MEDIA_PREFIX_BYTES);
  return TRUE;
}

VouchMediaReader *
vouch_media_store_open (VouchMediaStore *self, VouchDb *db, const char *company_id,
                        gboolean allow_live, const char *sha256, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "server/open-media", error);
  g_autoptr (VouchMediaReader) reader = g_new0 (VouchMediaReader, 1);
  g_autofree char *path = NULL;
  GError *local = NULL;

  reader->fd = -1;
  reader->chunk = -1;
  if (stmt == NULL)
    return NULL;

  vouch_stmt_bind_text (stmt, ":company_id", company_id);
  vouch_stmt_bind_text (stmt, ":sha256", sha256);
  vouch_stmt_bind_bool (stmt, ":live", allow_live);
  if (!vouch_stmt_step (stmt, &local))
    {
      if (local != NULL)
        g_propagate_error (error, local);
      else
        g_set_error_literal (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_NOT_FOUND,
                             "There is no such media file");
      return NULL;
    }

  if (!read_keys (vouch_media_store_get_keys (self), stmt, reader, error))
    return NULL;
  vouch_media_ad (sha256, (guint64) reader->size, reader->ad);
  path = vouch_media_store_path (self, company_id, sha256);
  return open_file (reader, path, error) ? g_steal_pointer (&reader) : NULL;
}

gint64
vouch_media_reader_get_size (VouchMediaReader *self)
{
  return self->size;
}

const char *
vouch_media_reader_get_mime (VouchMediaReader *self)
{
  return self->mime;
}

static gboolean
load_chunk (VouchMediaReader *self, gint64 chunk, GError **error)
{
  gsize expected = (gsize) MIN (self->size - chunk * VOUCH_MEDIA_CHUNK, VOUCH_MEDIA_CHUNK);
  gsize sealed_size = expected + MEDIA_TAG_BYTES;
  guint8 nonce[MEDIA_NONCE_BYTES];
  gssize n;

  if (self->chunk == chunk)
    return TRUE;

  self->chunk = -1;
  do
    n = pread (self->fd, self->sealed, sealed_size,
               (off_t) (MEDIA_HEADER_BYTES + chunk * MEDIA_SEALED_BYTES));
  while (n < 0 && errno == EINTR);
  vouch_media_nonce (self->prefix, (guint64) chunk, nonce);
  if (n != (gssize) sealed_size ||
      crypto_aead_xchacha20poly1305_ietf_decrypt (self->plain, NULL, NULL, self->sealed,
                                                  sealed_size, self->ad, sizeof self->ad, nonce,
                                                  self->key) != 0)
    {
      refuse (error);
      return FALSE;
    }

  self->chunk = chunk;
  self->plain_size = expected;
  return TRUE;
}

gssize
vouch_media_reader_read (VouchMediaReader *self, gint64 offset, void *buffer, gsize size,
                         GError **error)
{
  gsize done = 0;

  g_return_val_if_fail (offset >= 0, -1);

  while (done < size && offset < self->size)
    {
      gint64 chunk = offset / VOUCH_MEDIA_CHUNK;
      gsize skip = (gsize) (offset % VOUCH_MEDIA_CHUNK);
      gsize n;

      if (!load_chunk (self, chunk, error))
        return -1;
      n = MIN (self->plain_size - skip, size - done);
      memcpy ((char *) buffer + done, self->plain + skip, n);
      done += n;
      offset += (gint64) n;
    }
  return (gssize) done;
}

void
vouch_media_reader_free (VouchMediaReader *self)
{
  if (self->fd >= 0)
    (void) g_close (self->fd, NULL); /* opened for reading */
  g_free (self->mime);
  sodium_memzero (self, sizeof *self);
  g_free (self);
}
