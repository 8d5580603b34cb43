/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The master key of a data directory and the keys made from it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define VOUCH_KEY_BYTES 32
#define VOUCH_WRAPPED_KEY_BYTES (24 + 16 + VOUCH_KEY_BYTES)

/* Immutable after loading, so any thread. The key stays in locked memory. */
typedef struct _VouchServerKeys VouchServerKeys;

/* Reads the file or, when missing, makes it (mode 0600). Transfer full. */
VouchServerKeys *vouch_server_keys_load (const char *path, GError **error);
VouchServerKeys *vouch_server_keys_ref (VouchServerKeys *self);
void vouch_server_keys_unref (VouchServerKeys *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchServerKeys, vouch_server_keys_unref)

/* The master key for a purpose ("feed-token"): never use it directly. */
void vouch_server_keys_derive (VouchServerKeys *self, const char *purpose,
                               guint8 key[VOUCH_KEY_BYTES]);
/* MAC of @text for a purpose, lower-case hex. Transfer full. */
char *vouch_server_keys_mac (VouchServerKeys *self, const char *purpose, const char *text);

/* A key encrypted by another; @by NULL is the master key. */
void vouch_server_keys_wrap (VouchServerKeys *self, const guint8 *by,
                             const guint8 key[VOUCH_KEY_BYTES],
                             guint8 wrapped[VOUCH_WRAPPED_KEY_BYTES]);
/* CORRUPT when it was not wrapped by this key. */
gboolean vouch_server_keys_unwrap (VouchServerKeys *self, const guint8 *by, gconstpointer wrapped,
                                   gsize size, guint8 key[VOUCH_KEY_BYTES], GError **error);

G_END_DECLS
