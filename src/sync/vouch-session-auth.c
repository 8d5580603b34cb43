/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in and out, going on after a restart, and requests with a token that is renewed.
 *
 * A refresh token is good for one use: however many requests find the access token expired, one of
 * them renews it and the others wait for that. */

#define G_LOG_DOMAIN "vouch-session"

#include <sodium.h>

#include "vouch-secrets.h"
#include "vouch-session-private.h"

static void
set_text (char **field, char *taken)
{
  g_free (*field);
  *field = taken;
}

static void
set_answer_error (const VouchHttpAnswer *answer, GError **error)
{
  g_autoptr (VouchJson) json = vouch_json_parse (g_bytes_get_data (answer->body, NULL),
                                                 (gssize) g_bytes_get_size (answer->body), NULL);
  g_autofree char *code = json != NULL ? vouch_json_get_string (json, 0, "error") : NULL;
  g_autofree char *message = json != NULL ? vouch_json_get_string (json, 0, "message") : NULL;
  VouchSyncError kind = VOUCH_SYNC_ERROR_INVALID;

  if (answer->status == 401)
    kind = g_strcmp0 (code, "invalid_credentials") == 0 ? VOUCH_SYNC_ERROR_CREDENTIALS
                                                        : VOUCH_SYNC_ERROR_SESSION_ENDED;
  else if (answer->status == 403)
    kind = VOUCH_SYNC_ERROR_DENIED;
  else if (answer->status == 404)
    kind = VOUCH_SYNC_ERROR_NOT_FOUND;
  else if (answer->status == 426)
    kind = VOUCH_SYNC_ERROR_OUTDATED;
  else if (answer->status == 429)
    kind = VOUCH_SYNC_ERROR_TOO_MANY;
  else if (answer->status >= 500)
    kind = VOUCH_SYNC_ERROR_OFFLINE;
  if (kind == VOUCH_SYNC_ERROR_TOO_MANY && answer->retry_after > 0)
    g_set_error (error, VOUCH_SYNC_ERROR, kind, "Too many attempts; try again in %u seconds",
                 answer->retry_after);
  else if (message != NULL)
    g_set_error_literal (error, VOUCH_SYNC_ERROR, kind, message);
  else
    g_set_error (error, VOUCH_SYNC_ERROR, kind, "The server answered %u", answer->status);
}

/* Tokens, user, company and permissions out of a session's JSON. */
/* Somebody who never chose a mode here gets the one with the work in it. */
static void
propose_mode (VouchSession *self, gboolean live_enabled)
{
  if (self->mode_chosen)
    return;
  self->mode_chosen = TRUE;
  if (live_enabled && vouch_permissions_has (self->permissions, VOUCH_PERMISSION_LIVE_ACCESS))
    self->mode = VOUCH_MODE_LIVE;
}

static gboolean
take_session (VouchSession *self, GBytes *body, GError **error)
{
  g_autoptr (VouchJson) json =
      vouch_json_parse (g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body), error);
  g_autofree char *access = NULL;
  g_autofree char *refresh = NULL;
  g_autofree char *user_id = NULL;
  g_autofree char *permissions = NULL;
  VouchJsonRef user, company;

  if (json == NULL)
    return FALSE;
  access = vouch_json_get_string (json, 0, "access_token");
  refresh = vouch_json_get_string (json, 0, "refresh_token");
  user = vouch_json_get (json, 0, "user");
  company = vouch_json_get (json, 0, "company");
  user_id = vouch_json_get_string (json, user, "id");
  if (access == NULL || refresh == NULL || user_id == NULL)
    {
      g_set_error_literal (error, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_INVALID,
                           "The server's answer is not as agreed");
      return FALSE;
    }
  set_text (&self->access_token, g_steal_pointer (&access));
  set_text (&self->refresh_token, g_steal_pointer (&refresh));
  set_text (&self->user_id, g_steal_pointer (&user_id));
  set_text (&self->user_name, vouch_json_get_string (json, user, "full_name"));
  set_text (&self->user_email, vouch_json_get_string (json, user, "email"));
  set_text (&self->company_name, vouch_json_get_string (json, company, "name"));
  permissions = vouch_json_dup_raw (json, vouch_json_get (json, 0, "permissions"));
  self->permissions = permissions != NULL ? vouch_permissions_from_json (permissions) : 0;
  propose_mode (self, vouch_json_get_bool (json, company, "live_enabled", FALSE));
  return TRUE;
}

static void
saved_secret_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VouchSession) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!vouch_secrets_save_finish (result, &error))
    {
      g_debug ("A secret could not be kept: %s", error->message);
      vouch_session_set_persistent (self, FALSE);
    }
}

static void
keep_secret (VouchSession *self, VouchSecretKind kind, const char *secret)
{
  vouch_secrets_save_async (self->server, kind, secret, NULL, saved_secret_cb, g_object_ref (self));
}

/* Renewing the access token */

static void
return_waiters (VouchSession *self, const GError *error)
{
  g_autoptr (GPtrArray) waiters = g_steal_pointer (&self->refresh_waiters);

  self->refresh_waiters = g_ptr_array_new_with_free_func (g_object_unref);
  self->refreshing = FALSE;
  for (guint i = 0; i < waiters->len; i++)
    if (error != NULL)
      g_task_return_error (waiters->pdata[i], g_error_copy (error));
    else
      g_task_return_boolean (waiters->pdata[i], TRUE);
}

static void
refreshed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VouchSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VouchHttpAnswer) answer = vouch_http_send_finish (VOUCH_HTTP (object), result, &error);
  g_autoptr (GError) unsaved = NULL;

  if (answer != NULL && answer->status == 200 && take_session (self, answer->body, &error))
    {
      keep_secret (self, VOUCH_SECRET_REFRESH_TOKEN, self->refresh_token);
      if (!vouch_session_save_account (self, &unsaved))
        g_debug ("The account could not be kept: %s", unsaved->message);
      vouch_session_notify_identity (self);
      return_waiters (self, NULL);
      return;
    }
  if (error == NULL)
    set_answer_error (answer, &error);
  return_waiters (self, error);
  if (g_error_matches (error, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_SESSION_ENDED))
    {
      keep_secret (self, VOUCH_SECRET_REFRESH_TOKEN, NULL);
      vouch_session_end (self);
    }
}

void
vouch_session_token_async (VouchSession *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, callback, user_data);
  g_autoptr (GString) body = NULL;

  g_task_set_source_tag (task, vouch_session_token_async);
  if (self->access_token != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (self->refresh_token == NULL || self->http == NULL)
    {
      g_task_return_new_error (task, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_SESSION_ENDED,
                               "Nobody is signed in");
      return;
    }
  g_ptr_array_add (self->refresh_waiters, g_steal_pointer (&task));
  if (self->refreshing)
    return;

  self->refreshing = TRUE;
  body = g_string_new (NULL);
  vouch_json_begin_object (body);
  vouch_json_set_string (body, "refresh_token", self->refresh_token);
  vouch_json_end_object (body);
  /* Not cancelled: a token the server has already replaced must not get lost. */
  vouch_http_send_async (self->http, "POST", "/v1/session/refresh", body->str, NULL, NULL,
                         refreshed_cb, g_object_ref (self));
}

gboolean
vouch_session_token_finish (VouchSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
vouch_session_drop_token (VouchSession *self, const char *token)
{
  /* Somebody else may have renewed it in the meantime. */
  if (g_strcmp0 (self->access_token, token) == 0)
    g_clear_pointer (&self->access_token, g_free);
}

/* Requests */

typedef struct
{
  char *method;
  char *path;
  char *json;
  char *token;
  gboolean renewed;
} Call;

static void
call_free (gpointer data)
{
  Call *self = data;

  g_free (self->method);
  g_free (self->path);
  g_free (self->json);
  g_free (self->token);
  g_free (self);
}

static void call_token_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static void
call_sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VouchSession *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;
  VouchHttpAnswer *answer = vouch_http_send_finish (VOUCH_HTTP (object), result, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else if (answer->status == 401 && !call->renewed)
    {
      vouch_http_answer_free (answer);
      call->renewed = TRUE;
      vouch_session_drop_token (self, call->token);
      vouch_session_token_async (self, call_token_cb, g_steal_pointer (&task));
    }
  else
    g_task_return_pointer (task, answer, (GDestroyNotify) vouch_http_answer_free);
}

static void
call_token_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VouchSession *self = VOUCH_SESSION (object);
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;

  if (!vouch_session_token_finish (self, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  set_text (&call->token, g_strdup (self->access_token));
  vouch_http_send_async (self->http, call->method, call->path, call->json, call->token,
                         g_task_get_cancellable (task), call_sent_cb, g_object_ref (task));
}

void
vouch_session_call_async (VouchSession *self, const char *method, const char *path,
                          const char *json, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, self->cancellable, callback, user_data);
  Call *call = g_new0 (Call, 1);

  g_task_set_source_tag (task, vouch_session_call_async);
  call->method = g_strdup (method);
  call->path = g_strdup (path);
  call->json = g_strdup (json);
  g_task_set_task_data (task, call, call_free);
  vouch_session_token_async (self, call_token_cb, task);
}

VouchHttpAnswer *
vouch_session_call_finish (VouchSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The key of the cache: kept one, or a new one. Done before anything of the feed is applied. */

static gboolean
use_key (VouchSession *self, const char *hex, GError **error)
{
  guint8 raw[VOUCH_STORE_KEY_BYTES];
  gsize length = 0;
  g_autoptr (GBytes) key = NULL;

  if (sodium_hex2bin (raw, sizeof raw, hex, strlen (hex), NULL, &length, NULL) != 0 ||
      length != sizeof raw)
    {
      g_set_error_literal (error, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_INVALID,
                           "The key of the cache is not one");
      return FALSE;
    }
  key = g_bytes_new (raw, sizeof raw);
  sodium_memzero (raw, sizeof raw);
  return vouch_store_set_key (self->store, key, error);
}

static gboolean
make_key (VouchSession *self, GError **error)
{
  guint8 raw[VOUCH_STORE_KEY_BYTES];
  char hex[VOUCH_STORE_KEY_BYTES * 2 + 1];
  gboolean ok;

  randombytes_buf (raw, sizeof raw);
  sodium_bin2hex (hex, sizeof hex, raw, sizeof raw);
  ok = use_key (self, hex, error);
  keep_secret (self, VOUCH_SECRET_CACHE_KEY, hex);
  sodium_memzero (raw, sizeof raw);
  sodium_memzero (hex, sizeof hex);
  return ok;
}

static gboolean
key_loaded (VouchSession *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) missing = NULL;
  g_autofree char *hex = vouch_secrets_load_finish (result, &missing);

  if (missing != NULL)
    vouch_session_set_persistent (self, FALSE);
  if (hex != NULL && use_key (self, hex, NULL))
    return TRUE;
  return make_key (self, error);
}

/* Signing in */

typedef struct
{
  char *server;
  char *old_server;
  char *old_user;
} SignIn;

static void
sign_in_free (gpointer data)
{
  SignIn *self = data;

  g_free (self->server);
  g_free (self->old_server);
  g_free (self->old_user);
  g_free (self);
}

static void
sign_in_key_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VouchSession *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!key_loaded (self, result, &error) || !vouch_session_save_account (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  keep_secret (self, VOUCH_SECRET_REFRESH_TOKEN, self->refresh_token);
  vouch_session_start (self);
  vouch_session_set_online (self, TRUE);
  g_task_return_boolean (task, TRUE);
}

static void
load_key (GTask *task)
{
  VouchSession *self = g_task_get_source_object (task);

  vouch_secrets_load_async (self->server, VOUCH_SECRET_CACHE_KEY, NULL, sign_in_key_cb,
                            g_object_ref (task));
}

static void
sign_in_wiped_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (vouch_store_wipe_finish (VOUCH_STORE (object), result, &error))
    load_key (task);
  else
    g_task_return_error (task, error);
}

static void
signed_in_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VouchSession *self = g_task_get_source_object (task);
  SignIn *job = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (VouchHttpAnswer) answer = vouch_http_send_finish (VOUCH_HTTP (object), result, &error);

  set_text (&self->offered, g_strdup (vouch_http_get_offered (VOUCH_HTTP (object))));
  if (answer != NULL && answer->status != 200)
    set_answer_error (answer, &error);
  if (error != NULL || !take_session (self, answer->body, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  set_text (&self->server, g_strdup (job->server));
  /* What another account saw is not for this one. */
  if (g_strcmp0 (job->old_server, self->server) != 0 ||
      g_strcmp0 (job->old_user, self->user_id) != 0)
    vouch_store_wipe_async (self->store, TRUE, NULL, sign_in_wiped_cb, g_object_ref (task));
  else
    load_key (task);
}

void
vouch_session_sign_in_async (VouchSession *self, const char *server, const char *email,
                             const char *password, const char *otp, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GString) body = NULL;
  g_autofree char *pin = NULL;
  SignIn *job;

  g_return_if_fail (VOUCH_IS_SESSION (self));
  g_return_if_fail (server != NULL && email != NULL && password != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vouch_session_sign_in_async);
  vouch_session_stop (self);
  job = g_new0 (SignIn, 1);
  g_task_set_task_data (task, job, sign_in_free);
  job->server = vouch_session_normalise_server (server);
  if (job->server == NULL)
    {
      g_task_return_new_error (task, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_INVALID,
                               "The server's address is not valid");
      return;
    }
  (void) vouch_session_load_account (self); /* nobody signed in before */
  job->old_server = g_strdup (self->server);
  job->old_user = g_strdup (self->user_id);
  pin = vouch_session_get_pin (self, job->server);
  g_clear_object (&self->http);
  self->http = vouch_http_new (job->server, pin);

  body = g_string_new (NULL);
  vouch_json_begin_object (body);
  vouch_json_set_string (body, "email", email);
  vouch_json_set_string (body, "password", password);
  if (otp != NULL && *otp != '\0')
    vouch_json_set_string (body, "otp", otp);
  vouch_json_set_string (body, "device", g_get_host_name ());
  vouch_json_end_object (body);
  vouch_http_send_async (self->http, "POST", "/v1/session", body->str, NULL, cancellable,
                         signed_in_cb, g_object_ref (task));
  sodium_memzero (body->str, body->len);
}

gboolean
vouch_session_sign_in_finish (VouchSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Going on */

static void
resume_token_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VouchSession *self = VOUCH_SESSION (object);
  g_autoptr (GError) error = NULL;

  if (vouch_session_token_finish (self, result, &error))
    {
      vouch_session_set_online (self, TRUE);
      g_task_return_boolean (task, TRUE);
    }
  else if (g_error_matches (error, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_OFFLINE))
    {
      vouch_session_note_failure (self, error);
      g_task_return_boolean (task, TRUE);
    }
  else
    {
      set_text (&self->offered, g_strdup (vouch_http_get_offered (self->http)));
      vouch_session_stop (self);
      g_task_return_error (task, g_steal_pointer (&error));
    }
}

static void
resume_key_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VouchSession *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!key_loaded (self, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  vouch_session_start (self);
  vouch_session_token_async (self, resume_token_cb, g_object_ref (task));
}

static void
resume_secret_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VouchSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  char *token = vouch_secrets_load_finish (result, &error);

  if (error != NULL)
    vouch_session_set_persistent (self, FALSE);
  if (token == NULL)
    {
      g_task_return_new_error (task, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_SESSION_ENDED,
                               "No session was kept");
      return;
    }
  set_text (&self->refresh_token, token);
  vouch_secrets_load_async (self->server, VOUCH_SECRET_CACHE_KEY, NULL, resume_key_cb,
                            g_object_ref (task));
}

void
vouch_session_resume_async (VouchSession *self, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *pin = NULL;

  g_return_if_fail (VOUCH_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vouch_session_resume_async);
  vouch_session_stop (self);
  if (!vouch_session_load_account (self))
    {
      g_task_return_new_error (task, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_SESSION_ENDED,
                               "No session was kept");
      return;
    }
  pin = vouch_session_get_pin (self, self->server);
  g_clear_object (&self->http);
  self->http = vouch_http_new (self->server, pin);
  vouch_secrets_load_async (self->server, VOUCH_SECRET_REFRESH_TOKEN, NULL, resume_secret_cb,
                            g_object_ref (task));
}

gboolean
vouch_session_resume_finish (VouchSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Signing out */

static void
sign_out_wiped_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VouchSession *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!vouch_store_wipe_finish (VOUCH_STORE (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  vouch_store_set_user_id (self->store, NULL);
  vouch_session_notify_identity (self);
  g_task_return_boolean (task, TRUE);
}

static void
ended_on_server_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VouchSession *self = g_task_get_source_object (task);
  /* Without an answer the session ends there by itself when its tokens run out. */
  g_autoptr (VouchHttpAnswer) answer = vouch_http_send_finish (VOUCH_HTTP (object), result, NULL);

  vouch_session_stop (self);
  keep_secret (self, VOUCH_SECRET_REFRESH_TOKEN, NULL);
  keep_secret (self, VOUCH_SECRET_CACHE_KEY, NULL);
  vouch_session_forget_account (self);
  g_clear_pointer (&self->refresh_token, g_free);
  g_clear_pointer (&self->user_id, g_free);
  g_clear_pointer (&self->user_name, g_free);
  g_clear_pointer (&self->user_email, g_free);
  g_clear_pointer (&self->company_name, g_free);
  self->permissions = 0;
  vouch_store_wipe_async (self->store, TRUE, NULL, sign_out_wiped_cb, g_object_ref (task));
}

void
vouch_session_sign_out_async (VouchSession *self, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *token = NULL;

  g_return_if_fail (VOUCH_IS_SESSION (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, vouch_session_sign_out_async);
  if (self->http == NULL)
    {
      g_task_return_new_error (task, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_SESSION_ENDED,
                               "Nobody is signed in");
      return;
    }
  token = g_strdup (self->access_token);
  vouch_session_stop (self);
  vouch_http_send_async (self->http, "DELETE", "/v1/session", NULL, token, cancellable,
                         ended_on_server_cb, g_object_ref (task));
}

gboolean
vouch_session_sign_out_finish (VouchSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
