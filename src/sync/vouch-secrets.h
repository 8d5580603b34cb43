/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets in the Secret Service; where there is none, nothing is kept. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  VOUCH_SECRET_REFRESH_TOKEN,
  VOUCH_SECRET_CACHE_KEY,
  VOUCH_N_SECRETS,
} VouchSecretKind;

/* finish: NULL without @error when there is none. Transfer full. */
void vouch_secrets_load_async (const char *server, VouchSecretKind kind, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
char *vouch_secrets_load_finish (GAsyncResult *result, GError **error);
/* @secret NULL removes it. */
void vouch_secrets_save_async (const char *server, VouchSecretKind kind, const char *secret,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean vouch_secrets_save_finish (GAsyncResult *result, GError **error);

G_END_DECLS
