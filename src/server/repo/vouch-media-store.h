/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Media at rest: files named by the sha-256 of their plain bytes, encrypted chunk by chunk. */
#pragma once

#include "vouch-db.h"
#include "vouch-server-keys.h"

G_BEGIN_DECLS

/* Each file has a random key. Rows of media_file hold it once an applicant, wrapped by the
 * applicant's key, which is wrapped by the master key: destroying the applicant's key makes the
 * pictures unreadable even where a copy of the file survives. A file just received belongs to
 * nobody: its key waits in media_staged, until a command (media.add, step.record) names it. */
typedef struct _VouchMediaStore VouchMediaStore;

#define VOUCH_MEDIA_CHUNK 65536
#define VOUCH_MEDIA_MAX_BYTES (512u << 20)

VouchMediaStore *vouch_media_store_new (const char *dir, VouchServerKeys *keys);
VouchMediaStore *vouch_media_store_ref (VouchMediaStore *self);
void vouch_media_store_unref (VouchMediaStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchMediaStore, vouch_media_store_unref)

/* Receiving, in two parts. Any thread: encrypts and syncs a temporary file. Transfer full. */
typedef struct _VouchMediaUpload VouchMediaUpload;
VouchMediaUpload *vouch_media_store_receive (VouchMediaStore *self, const char *company_id,
                                             GBytes *bytes, GError **error);
const char *vouch_media_upload_get_sha256 (VouchMediaUpload *self);
/* Without vouch_media_upload_stage() the temporary file is removed. */
void vouch_media_upload_free (VouchMediaUpload *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchMediaUpload, vouch_media_upload_free)
/* Writer thread, inside its transaction: puts the file in place and its key into media_staged. A
 * file that is already there is kept. Fits vouch_writer_call(). */
gboolean vouch_media_upload_stage (VouchDb *db, gpointer upload, GError **error);

/* Writer thread: gives @applicant_id the file's key, and its plain size. NOT_FOUND when nobody of
 * the company has it.
 */
gboolean vouch_media_store_link (VouchMediaStore *self, VouchDb *db, const char *company_id,
                                 const char *applicant_id, const char *sha256, gint64 *size,
                                 GError **error);

/* Reading. Any connection; the reader then needs none. Only files of applicants of @company_id;
 * live ones only with @allow_live. NOT_FOUND. Transfer full. */
typedef struct _VouchMediaReader VouchMediaReader;
VouchMediaReader *vouch_media_store_open (VouchMediaStore *self, VouchDb *db,
                                          const char *company_id, gboolean allow_live,
                                          const char *sha256, GError **error);
gint64 vouch_media_reader_get_size (VouchMediaReader *self);
const char *vouch_media_reader_get_mime (VouchMediaReader *self);
/* Decrypts what lies at @offset; fewer bytes than asked only at the end, 0 behind it, -1 on error
 * (CORRUPT when the file was altered). One thread at a time. */
gssize vouch_media_reader_read (VouchMediaReader *self, gint64 offset, void *buffer, gsize size,
                                GError **error);
void vouch_media_reader_free (VouchMediaReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchMediaReader, vouch_media_reader_free)

/* Path of a file, there or not. Transfer full. */
char *vouch_media_store_path (VouchMediaStore *self, const char *company_id, const char *sha256);
/* Writer thread, outside a transaction: removes the files whose last key a committed deletion
 * destroyed (rows of media_unlink). */
gboolean vouch_media_store_sweep (VouchMediaStore *self, VouchDb *db, GError **error);

G_END_DECLS
