/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests to one server over TLS.
 *
 * libsoup asks "accept-certificate" only about certificates that fail validation. So for a pinned
 * server the session gets a database in which none is valid: every connection then comes by that
 * question, also one with a certificate some authority signed, and the fingerprint alone decides.
 */

#define G_LOG_DOMAIN "vouch-http"

#include "vouch-http.h"

#include "vouch-session.h"

#define TIMEOUT 45 /* seconds; longer than two heartbeats of the event stream */

#define VOUCH_TYPE_PIN_DATABASE (vouch_pin_database_get_type ())
G_DECLARE_FINAL_TYPE (VouchPinDatabase, vouch_pin_database, VOUCH, PIN_DATABASE, GTlsDatabase)

struct _VouchPinDatabase
{
  GTlsDatabase parent_instance;
};

G_DEFINE_FINAL_TYPE (VouchPinDatabase, vouch_pin_database, G_TYPE_TLS_DATABASE)

static GTlsCertificateFlags
vouch_pin_database_verify_chain (GTlsDatabase *self, GTlsCertificate *chain, const char *purpose,
                                 GSocketConnectable *identity, GTlsInteraction *interaction,
                                 GTlsDatabaseVerifyFlags flags, GCancellable *cancellable,
                                 GError **error)
{
  return G_TLS_CERTIFICATE_UNKNOWN_CA;
}

static void
vouch_pin_database_class_init (VouchPinDatabaseClass *klass)
{
  G_TLS_DATABASE_CLASS (klass)->verify_chain = vouch_pin_database_verify_chain;
}

static void
vouch_pin_database_init (VouchPinDatabase *self)
{
}

struct _VouchHttp
{
  GObject parent_instance;
  /* Owned */
  SoupSession *soup;
  char *base;
  char *pin;
  char *offered;
};

G_DEFINE_FINAL_TYPE (VouchHttp, vouch_http, G_TYPE_OBJECT)

void
vouch_http_answer_free (VouchHttpAnswer *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

static void
vouch_http_dispose (GObject *object)
{
  VouchHttp *self = VOUCH_HTTP (object);

  if (self->soup != NULL)
    soup_session_abort (self->soup);
  g_clear_object (&self->soup);

  G_OBJECT_CLASS (vouch_http_parent_class)->dispose (object);
}

static void
vouch_http_finalize (GObject *object)
{
  VouchHttp *self = VOUCH_HTTP (object);

  g_free (self->base);
  g_free (self->pin);
  g_free (self->offered);

  G_OBJECT_CLASS (vouch_http_parent_class)->finalize (object);
}

static void
vouch_http_class_init (VouchHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vouch_http_dispose;
  G_OBJECT_CLASS (klass)->finalize = vouch_http_finalize;
}

static void
vouch_http_init (VouchHttp *self)
{
}

VouchHttp *
vouch_http_new (const char *base, const char *pin)
{
  VouchHttp *self;

  g_return_val_if_fail (base != NULL, NULL);

  self = g_object_new (VOUCH_TYPE_HTTP, NULL);
  self->base = g_strdup (base);
  self->pin = g_strdup (pin);
  self->soup =
      soup_session_new_with_options ("timeout", TIMEOUT, "max-conns", 16, "max-conns-per-host", 10,
                                     "user-agent", "Vouch/" VOUCH_VERSION, NULL);
  if (pin != NULL)
    {
      g_autoptr (GTlsDatabase) none = g_object_new (VOUCH_TYPE_PIN_DATABASE, NULL);

      soup_session_set_tls_database (self->soup, none);
    }
  return self;
}

const char *
vouch_http_get_base (VouchHttp *self)
{
  g_return_val_if_fail (VOUCH_IS_HTTP (self), NULL);
  return self->base;
}

const char *
vouch_http_get_offered (VouchHttp *self)
{
  g_return_val_if_fail (VOUCH_IS_HTTP (self), NULL);
  return self->offered;
}

char *
vouch_http_fingerprint (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) der = NULL;

  g_return_val_if_fail (G_IS_TLS_CERTIFICATE (certificate), NULL);

  g_object_get (certificate, "certificate", &der, NULL);
  return der != NULL ? g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len) : NULL;
}

static gboolean
accept_certificate_cb (SoupMessage *message, GTlsCertificate *certificate,
                       GTlsCertificateFlags flags, VouchHttp *self)
{
  g_autofree char *fingerprint = vouch_http_fingerprint (certificate);

  if (self->pin != NULL && g_strcmp0 (fingerprint, self->pin) == 0)
    return TRUE;
  g_free (self->offered);
  self->offered = g_steal_pointer (&fingerprint);
  return FALSE;
}

static void
take_error (VouchHttp *self, GError *from, GError **error)
{
  g_autoptr (GError) local = from;

  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&local));
  else if (local->domain == G_TLS_ERROR && self->offered != NULL)
    g_set_error_literal (error, VOUCH_SYNC_ERROR,
                         self->pin != NULL ? VOUCH_SYNC_ERROR_CERTIFICATE_CHANGED
                                           : VOUCH_SYNC_ERROR_CERTIFICATE_UNKNOWN,
                         self->pin != NULL ? "The server's certificate is not the trusted one"
                                           : "The server's certificate is not known");
  else
    g_set_error (error, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_OFFLINE,
                 "The server cannot be reached: %s", local->message);
}

static SoupMessage *
new_message (VouchHttp *self, const char *method, const char *path, const char *token,
             GError **error)
{
  g_autofree char *uri = g_strconcat (self->base, path, NULL);
  SoupMessage *message = soup_message_new (method, uri);

  if (message == NULL)
    {
      g_set_error_literal (error, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_INVALID,
                           "The server's address is not valid");
      return NULL;
    }
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (token != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", token, NULL);

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                    value);
    }
  g_signal_connect_object (message, "accept-certificate", G_CALLBACK (accept_certificate_cb), self,
                           0);
  return message;
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  VouchHttp *self = g_task_get_source_object (task);
  SoupMessage *message = g_task_get_task_data (task);
  VouchHttpAnswer *answer;
  GError *local = NULL;
  GError *error = NULL;
  GBytes *body = soup_session_send_and_read_finish (SOUP_SESSION (object), result, &local);
  const char *retry;

  if (body == NULL)
    {
      take_error (self, local, &error);
      g_task_return_error (task, error);
      return;
    }
  answer = g_new0 (VouchHttpAnswer, 1);
  answer->status = soup_message_get_status (message);
  answer->body = body;
  retry = soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  if (retry != NULL)
    answer->retry_after = (guint) g_ascii_strtoull (retry, NULL, 10);
  g_task_return_pointer (task, answer, (GDestroyNotify) vouch_http_answer_free);
}

void
vouch_http_send_async (VouchHttp *self, const char *method, const char *path, const char *json,
                       const char *token, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  SoupMessage *message;
  GError *error = NULL;

  g_return_if_fail (VOUCH_IS_HTTP (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vouch_http_send_async);
  message = new_message (self, method, path, token, &error);
  if (message == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, message, g_object_unref);
  if (json != NULL)
    {
      g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));

      soup_message_set_request_body_from_bytes (message, "application/json", body);
    }
  soup_session_send_and_read_async (self->soup, message, G_PRIORITY_DEFAULT, cancellable, sent_cb,
                                    g_object_ref (task));
}

VouchHttpAnswer *
vouch_http_send_finish (VouchHttp *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *local = NULL;
  GError *error = NULL;
  GInputStream *stream = soup_session_send_finish (SOUP_SESSION (object), result, &local);

  if (stream == NULL)
    {
      take_error (g_task_get_source_object (task), local, &error);
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (task, stream, g_object_unref);
}

void
vouch_http_open_async (VouchHttp *self, const char *path, const char *token, gsize from,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  SoupMessage *message;
  GError *error = NULL;

  g_return_if_fail (VOUCH_IS_HTTP (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vouch_http_open_async);
  message = new_message (self, "GET", path, token, &error);
  if (message == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, message, g_object_unref);
  if (from > 0)
    soup_message_headers_set_range (soup_message_get_request_headers (message), (goffset) from, -1);
  soup_session_send_async (self->soup, message, G_PRIORITY_DEFAULT, cancellable, opened_cb,
                           g_object_ref (task));
}

GInputStream *
vouch_http_open_finish (VouchHttp *self, GAsyncResult *result, guint *status, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  *status = soup_message_get_status (g_task_get_task_data (G_TASK (result)));
  return g_task_propagate_pointer (G_TASK (result), error);
}
