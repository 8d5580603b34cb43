/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept between two starts that is no secret: server, user, mode, trusted certificates. */

#define G_LOG_DOMAIN "vouch-session"

#include <glib/gstdio.h>

#include "vouch-session-private.h"

#define GROUP "account"

static char *
account_path (VouchSession *self)
{
  return g_build_filename (self->directory, "account.ini", NULL);
}

static gboolean
write_file (GKeyFile *file, const char *path, GError **error)
{
  gsize size;
  g_autofree char *text = g_key_file_to_data (file, &size, NULL);

  return g_file_set_contents_full (path, text, (gssize) size, G_FILE_SET_CONTENTS_DURABLE, 0600,
                                   error);
}

static void
put (GKeyFile *file, const char *key, const char *value)
{
  g_key_file_set_string (file, GROUP, key, value != NULL ? value : "");
}

gboolean
vouch_session_save_account (VouchSession *self, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = account_path (self);
  g_autofree char *permissions = vouch_permissions_to_json (self->permissions);

  put (file, "server", self->server);
  put (file, "user-id", self->user_id);
  put (file, "user-name", self->user_name);
  put (file, "user-email", self->user_email);
  put (file, "company-name", self->company_name);
  put (file, "permissions", permissions);
  put (file, "mode", vouch_enum_nick (&vouch_mode_enum, self->mode));
  return write_file (file, path, error);
}

static void
take (GKeyFile *file, const char *key, char **value)
{
  g_free (*value);
  *value = g_key_file_get_string (file, GROUP, key, NULL);
}

gboolean
vouch_session_load_account (VouchSession *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = account_path (self);
  g_autofree char *permissions = NULL;
  g_autofree char *mode = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return FALSE;
  take (file, "server", &self->server);
  take (file, "user-id", &self->user_id);
  take (file, "user-name", &self->user_name);
  take (file, "user-email", &self->user_email);
  take (file, "company-name", &self->company_name);
  permissions = g_key_file_get_string (file, GROUP, "permissions", NULL);
  mode = g_key_file_get_string (file, GROUP, "mode", NULL);
  self->permissions = permissions != NULL ? vouch_permissions_from_json (permissions) : 0;
  self->mode = vouch_enum_from_nick (&vouch_mode_enum, mode) == VOUCH_MODE_LIVE ? VOUCH_MODE_LIVE
                                                                                : VOUCH_MODE_TEST;
  self->mode_chosen = mode != NULL;
  return self->server != NULL && *self->server != '\0' && self->user_id != NULL;
}

void
vouch_session_forget_account (VouchSession *self)
{
  g_autofree char *path = account_path (self);

  (void) g_unlink (path); /* there may be none */
}

char *
vouch_session_normalise_server (const char *server)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (server));
  g_autofree char *with_scheme = strstr (trimmed, "://") != NULL
                                     ? g_strdup (trimmed)
                                     : g_strconcat ("https://", trimmed, NULL);
  g_autoptr (GUri) uri = g_uri_parse (with_scheme, G_URI_FLAGS_NONE, NULL);
  g_autofree char *host = NULL;

  if (uri == NULL || g_strcmp0 (g_uri_get_scheme (uri), "https") != 0 ||
      g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return NULL;
  host = g_ascii_strdown (g_uri_get_host (uri), -1);
  if (strchr (host, ':') != NULL)
    return g_strdup_printf ("https://[%s]:%d", host,
                            g_uri_get_port (uri) > 0 ? g_uri_get_port (uri) : 443);
  return g_strdup_printf ("https://%s:%d", host,
                          g_uri_get_port (uri) > 0 ? g_uri_get_port (uri) : 443);
}

static char *
pins_path (VouchSession *self)
{
  return g_build_filename (self->directory, "pins.ini", NULL);
}

char *
vouch_session_get_pin (VouchSession *self, const char *server)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = pins_path (self);

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return NULL;
  return g_key_file_get_string (file, server, "sha256", NULL);
}

gboolean
vouch_session_trust (VouchSession *self, const char *server, const char *fingerprint,
                     GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = NULL;
  g_autofree char *base = NULL;
  g_autofree char *lower = NULL;

  g_return_val_if_fail (VOUCH_IS_SESSION (self), FALSE);
  g_return_val_if_fail (server != NULL, FALSE);
  g_return_val_if_fail (fingerprint != NULL, FALSE);

  base = vouch_session_normalise_server (server);
  if (base == NULL)
    {
      g_set_error_literal (error, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_INVALID,
                           "The server's address is not valid");
      return FALSE;
    }
  path = pins_path (self);
  lower = g_ascii_strdown (fingerprint, -1);
  (void) g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL); /* the first one */
  g_key_file_set_string (file, base, "sha256", lower);
  return write_file (file, path, error);
}
