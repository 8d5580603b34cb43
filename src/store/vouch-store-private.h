/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the store share. */
#pragma once

#include "vouch-applicant.h"
#include "vouch-command-private.h"
#include "vouch-db-worker.h"
#include "vouch-stmt.h"
#include "vouch-store.h"

#define VOUCH_STORE_MAX_TYPES 32
#define VOUCH_N_MODES 2

/* Where a scope stands, as committed. */
typedef struct
{
  char *token;
  gboolean complete;
} VouchScopeState;

struct _VouchStore
{
  GObject parent_instance;
  /* Owned */
  char *directory;
  int lock_fd;
  VouchDbWorker *writer;        /* cache.db, the only one that writes */
  VouchDbWorker *reader;        /* cache.db, queries that may take long */
  VouchDbWorker *fetcher;       /* cache.db, rows by id: always quick */
  VouchDbWorker *outbox_worker; /* outbox.db */
  GBytes *key;
  char *client;                                              /* id of this desktop in commands */
  char *user_id;                                             /* who is signed in */
  GHashTable *records[VOUCH_N_MODES][VOUCH_STORE_MAX_TYPES]; /* id -> record */
  GHashTable *scopes;                                        /* name -> VouchScopeState */
  GHashTable *applicants; /* id -> VouchApplicant, not owned: one live object per id */
  GListStore *outbox;     /* VouchCommand by number */
  VouchMode mode;
  gboolean staging;
  gboolean key_given;
  guint64 answer_serial;
  guint64 apply_serial; /* commits delivered to this thread */
  gint64 media_limit;
};

/* Takes part in a job: outer is returned in the callback of the inner task, after the store has
 * brought its own memory up to date. */
GTask *vouch_store_inner_task (VouchStore *self, GTask *outer, GAsyncReadyCallback callback);
guint vouch_store_type_index (const VouchRecordType *type);
void vouch_store_emit_changed (VouchStore *self, const VouchStoreChange *change);
void vouch_store_set_scope (VouchStore *self, const char *scope, const char *token,
                            gboolean complete);
/* FALSE when @scope is no workspace. */
gboolean vouch_store_scope_mode (const char *scope, VouchMode *mode);
/* Takes @record, replacing the one with its id. */
void vouch_store_keep_record (VouchStore *self, VouchMode mode, const VouchRecordType *type,
                              gpointer record);
void vouch_store_forget_record (VouchStore *self, VouchMode mode, const VouchRecordType *type,
                                const char *id);
gboolean vouch_store_load_memory (VouchStore *self, VouchDb *db, GError **error);
void vouch_store_clear_memory (VouchStore *self);

/* Schema: opens, and drops what is damaged or foreign. */
VouchDb *vouch_store_open_cache (const char *directory, GError **error);
VouchDb *vouch_store_open_outbox (const char *directory, GError **error);
gboolean vouch_store_create_cache (VouchDb *db, GError **error);
gboolean vouch_store_empty_cache (VouchDb *db, GError **error);
void vouch_store_note_damage (const char *directory, const GError *error);
void vouch_store_clear_media_files (const char *directory);

/* Sealing: XChaCha20-Poly1305; @context binds the text to its place. */
GBytes *vouch_seal (GBytes *key, const char *context, gconstpointer data, gsize size);
GBytes *vouch_unseal (GBytes *key, const char *context, gconstpointer data, gsize size,
                      GError **error);
char *vouch_seal_key_id (GBytes *key);
/* Makes what is encrypted in the cache belong to @key, by dropping the rest. In a transaction. */
gboolean vouch_store_adopt_key (VouchDb *db, GBytes *key, gboolean *dropped, GError **error);

/* Outbox */
gboolean vouch_store_load_outbox (VouchStore *self, VouchDb *db, GError **error);
/* The feed came to where the answers must be in it. */
void vouch_store_settle_commands (VouchStore *self, const char *scope, GHashTable *acks,
                                  gint64 max_seq, gboolean last, guint64 serial,
                                  GHashTable *touched);
void vouch_store_refresh_overlay (VouchStore *self, const char *applicant_id);

/* Media named by the rows of a scope; files are removed. In the writer's thread. */
void vouch_store_remove_media (const char *directory, VouchDb *db, GBytes *key, const char *scope,
                               const char *id);
char *vouch_store_media_path (const char *directory, const char *sha256);

/* Applicants. A placeholder has no id yet. */
VouchApplicant *vouch_applicant_new_placeholder (VouchStore *store);
/* Takes @record; ignored when it is older than what is there. */
void vouch_applicant_take_record (VouchApplicant *self, VouchApplicantRecord *record);
void vouch_applicant_set_gone (VouchApplicant *self);
void vouch_applicant_refresh (VouchApplicant *self);
/* The live object of @record->id, or @placeholder made into it. Takes @record; transfer full. */
VouchApplicant *vouch_store_adopt_applicant (VouchStore *self, VouchApplicant *placeholder,
                                             VouchApplicantRecord *record);
