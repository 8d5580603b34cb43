/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A private server with invented people, for trying the program on one computer. */
#pragma once

#include <gio/gio.h>

#define VOUCH_TYPE_DEMO_SERVER (vouch_demo_server_get_type ())
/* Makes the data where there is none yet, then runs `vouchd` on 127.0.0.1. The server ends with
 * the object, and with this process however it ends. Main thread.
 * Signal "preparing" (): the data are being made, which takes a while. */
G_DECLARE_FINAL_TYPE (VouchDemoServer, vouch_demo_server, VOUCH, DEMO_SERVER, GObject)

/* @directory: where the demo's data are kept; its parent must exist. */
VouchDemoServer *vouch_demo_server_new (const char *directory);
void vouch_demo_server_start_async (VouchDemoServer *self, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
gboolean vouch_demo_server_start_finish (VouchDemoServer *self, GAsyncResult *result,
                                         GError **error);
void vouch_demo_server_stop (VouchDemoServer *self);
/* "https://127.0.0.1:PORT" and the certificate's SHA-256, NULL until started. Borrowed. */
const char *vouch_demo_server_get_url (VouchDemoServer *self);
const char *vouch_demo_server_get_fingerprint (VouchDemoServer *self);
/* Takes "listening https://127.0.0.1:PORT sha256=HEX" apart; FALSE when it is something else.
 * Results are owned by the caller. */
gboolean vouch_demo_server_parse_line (const char *line, char **url, char **fingerprint);
