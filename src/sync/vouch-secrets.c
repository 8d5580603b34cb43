/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets in the Secret Service; where there is none, nothing is kept. */

#define G_LOG_DOMAIN "vouch-secrets"

#include "vouch-secrets.h"

#include <libsecret/secret.h>

static const char *const kind_words[VOUCH_N_SECRETS] = {
  [VOUCH_SECRET_REFRESH_TOKEN] = "refresh-token",
  [VOUCH_SECRET_CACHE_KEY] = "cache-key",
};

static const SecretSchema schema = {
  "org.vouch.Workplace",
  SECRET_SCHEMA_NONE,
  {
      { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
  0,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
};

static GHashTable *
attributes (const char *server, VouchSecretKind kind)
{
  return secret_attributes_build (&schema, "server", server, "kind", kind_words[kind], NULL);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *secret = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, secret, (GDestroyNotify) secret_password_free);
}

void
vouch_secrets_load_async (const char *server, VouchSecretKind kind, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GHashTable) which = attributes (server, kind);

  g_task_set_source_tag (task, vouch_secrets_load_async);
  secret_password_lookupv (&schema, which, cancellable, loaded_cb, g_steal_pointer (&task));
}

char *
vouch_secrets_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
cleared_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  /* FALSE without an error: there was nothing to remove. */
  (void) secret_password_clear_finish (result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
vouch_secrets_save_async (const char *server, VouchSecretKind kind, const char *secret,
                          GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GHashTable) which = attributes (server, kind);

  g_task_set_source_tag (task, vouch_secrets_save_async);
  if (secret == NULL)
    secret_password_clearv (&schema, which, cancellable, cleared_cb, g_steal_pointer (&task));
  else
    {
      g_autofree char *label = g_strdup_printf ("Vouch %s for %s", kind_words[kind], server);

      secret_password_storev (&schema, which, SECRET_COLLECTION_DEFAULT, label, secret, cancellable,
                              saved_cb, g_steal_pointer (&task));
    }
}

gboolean
vouch_secrets_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
