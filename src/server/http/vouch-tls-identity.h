/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server's certificate: made at the first start, or the operator's. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* PEM text. Immutable. */
typedef struct
{
  char *certificate;
  char *key;
  char *fingerprint; /* lower-case hex SHA-256 of the certificate's DER */
} VouchTlsIdentity;

/* Reads DIR/tls-cert.pem and DIR/tls-key.pem; when both are missing makes an ECDSA P-256 pair for
 * localhost, 127.0.0.1, ::1 and the host's name, valid for ten years, and writes it (key 0600).
 * G_IO_ERROR or G_FILE_ERROR. Transfer full. */
VouchTlsIdentity *vouch_tls_identity_load (const char *dir, GError **error);
void vouch_tls_identity_free (VouchTlsIdentity *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchTlsIdentity, vouch_tls_identity_free)

G_END_DECLS
