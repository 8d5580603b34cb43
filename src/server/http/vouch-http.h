/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The listener of vouchd: TLS, limits, routes. */
#pragma once

#include "vouch-writer.h"

G_BEGIN_DECLS

/* Owns threads: libmicrohttpd's for requests, a few for passwords. Any thread may use it. */
typedef struct _VouchHttp VouchHttp;

/* @listen "HOST:PORT" with a numeric host ("127.0.0.1:0", "[::]:8443"); port 0 takes a free one.
 * Sets the writer's hint, so call it before the first command. Transfer full. */
VouchHttp *vouch_http_start (VouchWriter *writer, const char *listen, GError **error);
guint vouch_http_get_port (VouchHttp *self);
/* Lower-case hex SHA-256 of the certificate's DER. */
const char *vouch_http_get_fingerprint (VouchHttp *self);
/* Stops listening, answers what was accepted, shuts the writer down, ends the streams. Blocks. */
void vouch_http_stop (VouchHttp *self);

G_END_DECLS
