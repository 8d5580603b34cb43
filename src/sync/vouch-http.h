/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests to one server over TLS, whose certificate is either valid or pinned. */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct
{
  guint status;
  GBytes *body;
  guint retry_after; /* seconds; 0: not said */
} VouchHttpAnswer;
void vouch_http_answer_free (VouchHttpAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchHttpAnswer, vouch_http_answer_free)

#define VOUCH_TYPE_HTTP (vouch_http_get_type ())
G_DECLARE_FINAL_TYPE (VouchHttp, vouch_http, VOUCH, HTTP, GObject)

/* @base: "https://host:port". @pin: fingerprint, then no other certificate is accepted whoever
 * signed it; NULL: the system's authorities decide. */
VouchHttp *vouch_http_new (const char *base, const char *pin);
const char *vouch_http_get_base (VouchHttp *self);
/* Of the certificate that was refused last; NULL. */
const char *vouch_http_get_offered (VouchHttp *self);
/* @json NULL: no body. @token NULL: no authorization. Any status is an answer; what fails is
 * VOUCH_SYNC_ERROR_OFFLINE or _CERTIFICATE_*. */
void vouch_http_send_async (VouchHttp *self, const char *method, const char *path, const char *json,
                            const char *token, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
VouchHttpAnswer *vouch_http_send_finish (VouchHttp *self, GAsyncResult *result, GError **error);
/* For streams: the answer's body as it comes; @from > 0 asks for the rest of a file. */
void vouch_http_open_async (VouchHttp *self, const char *path, const char *token, gsize from,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
GInputStream *vouch_http_open_finish (VouchHttp *self, GAsyncResult *result, guint *status,
                                      GError **error);
/* Lower-case hex SHA-256 of the DER. Transfer full. */
char *vouch_http_fingerprint (GTlsCertificate *certificate);

G_END_DECLS
