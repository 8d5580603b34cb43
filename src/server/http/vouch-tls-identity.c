/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes and reads the server's certificate with GnuTLS. */

#define G_LOG_DOMAIN "vouch-tls-identity"

#include "vouch-tls-identity.h"

#include <gio/gio.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <sodium.h>

#define VALID_SECONDS (10LL * 365 * 86400)

static gboolean
check (int code, const char *what, GError **error)
{
  if (code >= 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", what, gnutls_strerror (code));
  return FALSE;
}

static gboolean
describe (gnutls_x509_crt_t crt, gnutls_x509_privkey_t key, GError **error)
{
  const char *host = g_get_host_name ();
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const guint8 loopback4[4] = { 127, 0, 0, 1 };
  const guint8 loopback6[16] = { [15] = 1 };
  guint8 serial[16];

  randombytes_buf (serial, sizeof serial);
  serial[0] &= 0x7f; /* a positive number */
  gnutls_x509_crt_set_version (crt, 3);
  gnutls_x509_crt_set_serial (crt, serial, sizeof serial);
  /* An hour back: the client's clock may be behind. */
  gnutls_x509_crt_set_activation_time (crt, now - 3600);
  gnutls_x509_crt_set_expiration_time (crt, now + VALID_SECONDS);
  gnutls_x509_crt_set_dn_by_oid (crt, GNUTLS_OID_X520_COMMON_NAME, 0, "Vouch server", 12);
  gnutls_x509_crt_set_subject_alt_name (crt, GNUTLS_SAN_DNSNAME, "localhost", 9,
                                        GNUTLS_FSAN_APPEND);
  gnutls_x509_crt_set_subject_alt_name (crt, GNUTLS_SAN_IPADDRESS, loopback4, 4,
                                        GNUTLS_FSAN_APPEND);
  gnutls_x509_crt_set_subject_alt_name (crt, GNUTLS_SAN_IPADDRESS, loopback6, 16,
                                        GNUTLS_FSAN_APPEND);
  if (host != NULL && g_str_is_ascii (host))
    gnutls_x509_crt_set_subject_alt_name (crt, GNUTLS_SAN_DNSNAME, host, strlen (host),
                                          GNUTLS_FSAN_APPEND);
  gnutls_x509_crt_set_basic_constraints (crt, 0, -1);
  gnutls_x509_crt_set_key_usage (crt, GNUTLS_KEY_DIGITAL_SIGNATURE);
  gnutls_x509_crt_set_key_purpose_oid (crt, GNUTLS_KP_TLS_WWW_SERVER, 0);
  if (!check (gnutls_x509_crt_set_key (crt, key), "certificate key", error))
    return FALSE;

  return check (gnutls_x509_crt_sign2 (crt, crt, key, GNUTLS_DIG_SHA256, 0), "certificate", error);
}

/* Self-signed pair as PEM. */
static gboolean
make_pair (char **certificate, char **private_key, GError **error)
{
  gnutls_x509_crt_t crt;
  gnutls_x509_privkey_t key;
  gnutls_datum_t crt_pem = { NULL, 0 };
  gnutls_datum_t key_pem = { NULL, 0 };
  gboolean ok;

  gnutls_x509_crt_init (&crt);
  gnutls_x509_privkey_init (&key);
  ok = check (gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA,
                                            GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0),
              "key", error) &&
       describe (crt, key, error) &&
       check (gnutls_x509_crt_export2 (crt, GNUTLS_X509_FMT_PEM, &crt_pem), "export", error) &&
       check (gnutls_x509_privkey_export2 (key, GNUTLS_X509_FMT_PEM, &key_pem), "export", error);
  if (ok)
    {
      *certificate = g_strndup ((char *) crt_pem.data, crt_pem.size);
      *private_key = g_strndup ((char *) key_pem.data, key_pem.size);
    }
  gnutls_free (crt_pem.data);
  if (key_pem.data != NULL)
    gnutls_memset (key_pem.data, 0, key_pem.size);
  gnutls_free (key_pem.data);
  gnutls_x509_crt_deinit (crt);
  gnutls_x509_privkey_deinit (key);

  return ok;
}

static char *
fingerprint (const char *pem, GError **error)
{
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_pem (pem, -1, error);
  g_autoptr (GByteArray) der = NULL;

  if (certificate == NULL)
    return NULL;
  g_object_get (certificate, "certificate", &der, NULL);

  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
}

VouchTlsIdentity *
vouch_tls_identity_load (const char *dir, GError **error)
{
  g_autoptr (VouchTlsIdentity) self = g_new0 (VouchTlsIdentity, 1);
  g_autofree char *cert_path = g_build_filename (dir, "tls-cert.pem", NULL);
  g_autofree char *key_path = g_build_filename (dir, "tls-key.pem", NULL);

  g_return_val_if_fail (dir != NULL, NULL);

  if (!g_file_test (cert_path, G_FILE_TEST_EXISTS) && !g_file_test (key_path, G_FILE_TEST_EXISTS))
    {
      g_autofree char *certificate = NULL;
      g_autofree char *key = NULL;

      /* The key first: a certificate without its key would stop the next start. */
      if (!make_pair (&certificate, &key, error) ||
          !g_file_set_contents_full (key_path, key, -1,
                                     G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                     0600, error) ||
          !g_file_set_contents_full (cert_path, certificate, -1,
                                     G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                     0644, error))
        return NULL;
    }

  if (!g_file_get_contents (cert_path, &self->certificate, NULL, error) ||
      !g_file_get_contents (key_path, &self->key, NULL, error))
    return NULL;
  self->fingerprint = fingerprint (self->certificate, error);
  if (self->fingerprint == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

void
vouch_tls_identity_free (VouchTlsIdentity *self)
{
  if (self == NULL)
    return;

  if (self->key != NULL)
    sodium_memzero (self->key, strlen (self->key));
  g_free (self->key);
  g_free (self->certificate);
  g_free (self->fingerprint);
  g_free (self);
}
