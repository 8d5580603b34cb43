/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The session against a small HTTPS server that speaks the contract and can be told to misbehave.
 */

#include "../store/store-fixture.h"

#include "vouch-applicant.h"
#include "vouch-commands.h"
#include "vouch-session.h"

#include <libsoup/soup.h>

/* A certificate of its own for each server: tests of pins need two. */
static GTlsCertificate *
make_certificate (const char *directory, const char *name)
{
  g_autofree char *key = g_strdup_printf ("%s/%s-key.pem", directory, name);
  g_autofree char *cert = g_strdup_printf ("%s/%s-cert.pem", directory, name);
  const char *argv[] = { "openssl",
                         "req",
                         "-x509",
                         "-newkey",
                         "ec",
                         "-pkeyopt",
                         "ec_paramgen_curve:P-256",
                         "-nodes",
                         "-keyout",
                         key,
                         "-out",
                         cert,
                         "-days",
                         "2",
                         "-subj",
                         "/CN=localhost",
                         "-addext",
                         "subjectAltName=DNS:localhost,IP:127.0.0.1",
                         NULL };
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate;
  int status = -1;

  g_spawn_sync (NULL, (char **) argv, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  certificate = g_tls_certificate_new_from_files (cert, key, &error);
  g_assert_no_error (error);
  return certificate;
}

typedef struct
{
  Fixture store;
  char *directory;
  VouchSession *session;
  SoupServer *server;
  GTlsCertificate *certificate;
  char *url;
  guint port;
  /* what the server does */
  guint access; /* number of the access token that is good */
  guint refreshes;
  guint changes;      /* requests for the workspace */
  guint fail_changes; /* status for the next request, then 0 */
  gboolean refuse_token;
  guint drop_commands; /* so many answers get lost */
  guint command_status;
  GPtrArray *commands; /* bodies */
  char *detail_row;
  GBytes *medium;
  guint media_requests;
  gint64 last_range;
} World;

static void
reply (SoupServerMessage *message, guint status, const char *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, text,
                                    strlen (text));
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection",
                                "close");
}

static void
reply_session (World *world, SoupServerMessage *message)
{
  g_autofree char *text = g_strdup_printf (
      "{\"access_token\":\"access-%u\",\"expires_in\":900,\"refresh_token\":\"refresh-%u\","
      "\"user\":{\"id\":\"u1\",\"full_name\":\"Ann\",\"email\":\"ann@utopia.example\","
      "\"role_id\":\"r1\",\"status\":\"active\"},\"company\":{\"id\":\"c1\",\"name\":\"Utopia\"},"
      "\"permissions\":[\"applicants.view\"],\"session_id\":\"s1\"}",
      world->access, world->access);

  reply (message, 200, text);
}

static void
serve_session (World *world, SoupServerMessage *message, const char *path)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autofree char *text = g_strndup (body->data, (gsize) body->length);

  if (g_str_has_suffix (path, "/refresh"))
    {
      world->refreshes++;
      if (world->refuse_token)
        {
          reply (message, 401, "{\"error\":\"session_ended\",\"message\":\"Ended\"}");
          return;
        }
      world->access++;
      reply_session (world, message);
    }
  else if (strstr (text, "\"right\"") != NULL)
    reply_session (world, message);
  else
    reply (message, 401, "{\"error\":\"invalid_credentials\",\"message\":\"Wrong\"}");
}

static void
serve_changes (World *world, SoupServerMessage *message, GHashTable *query)
{
  const char *scope = g_hash_table_lookup (query, "scope");
  const char *token = g_hash_table_lookup (query, "token");
  g_autofree char *row = applicant_row ("a1", 5, "Anna", "");
  g_autofree char *page = NULL;

  if (g_str_has_prefix (scope, "applicant/"))
    {
      page = page_of (scope, "d", FALSE, world->detail_row != NULL ? world->detail_row : "", "");
      reply (message, 200, page);
      return;
    }
  world->changes++;
  if (world->fail_changes != 0)
    {
      guint status = world->fail_changes;

      world->fail_changes = 0;
      reply (message, status, "{\"error\":\"cannot_calculate\",\"message\":\"No\"}");
      return;
    }
  /* Two pages at first. */
  if (token == NULL)
    page = page_of (scope, "p1", TRUE, row, "");
  else
    page = page_of (scope, "p2", FALSE, "", "");
  reply (message, 200, page);
}

static void
serve_command (World *world, SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  g_ptr_array_add (world->commands, g_strndup (body->data, (gsize) body->length));
  if (world->drop_commands > 0)
    {
      world->drop_commands--;
      reply (message, 503, "");
    }
  else if (world->command_status != 200)
    reply (
        message, world->command_status,
        "{\"error\":\"conflict\",\"message\":\"Somebody else was quicker\",\"current\":{\"a\":1}}");
  else
    reply (message, 200, "{\"id\":\"x\",\"status\":\"done\",\"seq\":9,\"result\":{}}");
}

static void
serve_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
          gpointer user_data)
{
  World *world = user_data;
  const char *authorization =
      soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                    "Authorization");
  g_autofree char *good = g_strdup_printf ("Bearer access-%u", world->access);

  if (g_str_has_prefix (path, "/v1/session"))
    serve_session (world, message, path);
  else if (g_strcmp0 (authorization, good) != 0)
    reply (message, 401, "{\"error\":\"unauthorized\",\"message\":\"Expired\"}");
  else if (g_str_equal (path, "/v1/changes"))
    serve_changes (world, message, query);
  else if (g_str_equal (path, "/v1/commands"))
    serve_command (world, message);
  else if (g_str_has_prefix (path, "/v1/media/"))
    {
      world->media_requests++;
      soup_server_message_set_status (message, 200, NULL);
      soup_message_body_append_bytes (soup_server_message_get_response_body (message),
                                      world->medium);
    }
  else
    reply (message, 404, "{}");
}

static void
start_server (World *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoslist (GUri) uris = NULL;

  g_clear_object (&self->certificate);
  self->certificate = make_certificate (self->directory, name);
  self->server = soup_server_new ("tls-certificate", self->certificate, NULL);
  soup_server_add_handler (self->server, NULL, serve_cb, self, NULL);
  soup_server_listen_local (self->server, self->port,
                            SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->port = (guint) g_uri_get_port (uris->data);
  g_free (self->url);
  self->url = g_strdup_printf ("https://127.0.0.1:%u", self->port);
}

static void
stop_server (World *self)
{
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
}

static void
set_up (World *self, gconstpointer data)
{
  fixture_set_up (&self->store, NULL);
  self->directory = g_dir_make_tmp ("vouch-session-XXXXXX", NULL);
  self->commands = g_ptr_array_new_with_free_func (g_free);
  self->access = 1;
  self->command_status = 200;
  start_server (self, "first");
  self->session = vouch_session_new (self->store.store, self->directory);
}

static void
tear_down (World *self, gconstpointer data)
{
  VouchSession *weak = self->session;

  vouch_session_close (self->session);
  g_object_add_weak_pointer (G_OBJECT (self->session), (gpointer *) &weak);
  g_object_unref (self->session);
  /* Secrets being written hold it for a moment. */
  WAIT_FOR (weak == NULL);
  if (self->server != NULL)
    stop_server (self);
  fixture_tear_down (&self->store, NULL);
  remove_tree (self->directory);
  g_clear_object (&self->certificate);
  g_clear_pointer (&self->medium, g_bytes_unref);
  g_ptr_array_unref (self->commands);
  g_free (self->detail_row);
  g_free (self->directory);
  g_free (self->url);
}

static gboolean
sign_in (World *self, const char *password, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  vouch_session_sign_in_async (self->session, self->url, "ann@utopia.example", password, NULL, NULL,
                               store_result_cb, &result);
  WAIT_FOR (result != NULL);
  return vouch_session_sign_in_finish (self->session, result, error);
}

static void
trust (World *self)
{
  g_autoptr (GByteArray) der = NULL;
  g_autofree char *fingerprint = NULL;
  g_autoptr (GError) error = NULL;

  g_object_get (self->certificate, "certificate", &der, NULL);
  fingerprint = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
  vouch_session_trust (self->session, self->url, fingerprint, &error);
  g_assert_no_error (error);
}

static void
sign_in_ok (World *self)
{
  g_autoptr (GError) error = NULL;

  trust (self);
  sign_in (self, "right", &error);
  g_assert_no_error (error);
  WAIT_FOR (vouch_store_is_complete (self->store.store, "workspace/test"));
  WAIT_FOR (vouch_session_get_state (self->session) == VOUCH_SESSION_ONLINE);
}

static void
test_unknown_certificate (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sign_in (self, "right", &error));
  g_assert_error (error, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_CERTIFICATE_UNKNOWN);
  g_assert_nonnull (vouch_session_get_offered_fingerprint (self->session));
  g_clear_error (&error);
  g_assert_true (vouch_session_trust (self->session, self->url,
                                      vouch_session_get_offered_fingerprint (self->session),
                                      &error));
  g_assert_true (sign_in (self, "right", &error));
  g_assert_no_error (error);
}

static void
test_changed_certificate (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sign_in_ok (self);
  stop_server (self);
  start_server (self, "second");
  g_assert_false (sign_in (self, "right", &error));
  g_assert_error (error, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_CERTIFICATE_CHANGED);
}

static void
test_wrong_password (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  trust (self);
  g_assert_false (sign_in (self, "wrong", &error));
  g_assert_error (error, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_CREDENTIALS);
  g_assert_cmpint (vouch_session_get_state (self->session), ==, VOUCH_SESSION_SIGNED_OUT);
}

static void
test_sign_in_loads (World *self, gconstpointer data)
{
  g_autoptr (VouchApplicant) applicant = NULL;

  sign_in_ok (self);
  g_assert_cmpstr (vouch_session_get_user_name (self->session), ==, "Ann");
  g_assert_cmpstr (vouch_session_get_company_name (self->session), ==, "Utopia");
  g_assert_true (vouch_session_can (self->session, VOUCH_PERMISSION_APPLICANTS_VIEW));
  g_assert_false (vouch_session_can (self->session, VOUCH_PERMISSION_APPLICANTS_DELETE));
  g_assert_false (vouch_store_get_staging (self->store.store));
  applicant = vouch_store_ref_applicant (self->store.store, "a1");
  WAIT_FOR (vouch_applicant_get_loaded (applicant));
  g_assert_cmpstr (vouch_applicant_get_title (applicant), ==, "Anna");
  g_clear_object (&applicant);
}

static void
test_expired_token (World *self, gconstpointer data)
{
  guint changes;

  sign_in_ok (self);
  changes = self->changes;
  self->access = 41; /* what the desktop holds is no good any more */
  vouch_session_sync_now (self->session);
  WAIT_FOR (self->changes > changes);
  g_assert_cmpuint (self->refreshes, ==, 1);
}

static void
ended_cb (VouchSession *session, gboolean *ended)
{
  *ended = TRUE;
}

static void
test_ended_session (World *self, gconstpointer data)
{
  gboolean ended = FALSE;

  sign_in_ok (self);
  g_signal_connect (self->session, "ended", G_CALLBACK (ended_cb), &ended);
  self->access = 41;
  self->refuse_token = TRUE;
  vouch_session_sync_now (self->session);
  WAIT_FOR (ended);
  g_assert_cmpint (vouch_session_get_state (self->session), ==, VOUCH_SESSION_SIGNED_OUT);
  g_assert_true (vouch_store_is_complete (self->store.store, "workspace/test"));
}

static void
test_gone_reloads (World *self, gconstpointer data)
{
  guint changes;

  sign_in_ok (self);
  changes = self->changes;
  self->fail_changes = 410;
  vouch_session_sync_now (self->session);
  WAIT_FOR (self->changes >= changes + 3);
  WAIT_FOR (vouch_store_is_complete (self->store.store, "workspace/test"));
}

static void
test_outdated (World *self, gconstpointer data)
{
  gboolean outdated = FALSE;

  sign_in_ok (self);
  self->fail_changes = 426;
  vouch_session_sync_now (self->session);
  WAIT_FOR ((g_object_get (self->session, "outdated", &outdated, NULL), outdated));
}

static void
test_command_until_answered (World *self, gconstpointer data)
{
  g_autoptr (VouchCommand) command = NULL;

  sign_in_ok (self);
  self->drop_commands = 1;
  command = enqueue (self->store.store, "comment.add", "a1", "{\"body\":\"hello\"}");
  g_assert_cmpuint (vouch_session_get_n_waiting (self->session), ==, 1);
  WAIT_FOR (g_list_model_get_n_items (vouch_store_get_outbox (self->store.store)) == 0);
  g_assert_cmpuint (vouch_session_get_n_waiting (self->session), ==, 0);
  g_assert_cmpuint (self->commands->len, ==, 2);
  /* The same body, byte for byte: the server knows it by its id. */
  g_assert_cmpstr (self->commands->pdata[0], ==, self->commands->pdata[1]);
}

static void
test_conflict_needs_attention (World *self, gconstpointer data)
{
  g_autoptr (VouchCommand) command = NULL;
  g_autoptr (VouchCommand) next = NULL;
  g_autoptr (VouchCommand) other = NULL;

  sign_in_ok (self);
  self->command_status = 409;
  command = enqueue (self->store.store, "review.assign", "a1", "{\"reviewer_id\":\"u1\"}");
  WAIT_FOR (vouch_command_get_state (command) == VOUCH_COMMAND_REFUSED);
  g_assert_cmpstr (vouch_command_get_error_code (command), ==, "conflict");
  g_assert_cmpstr (vouch_command_get_current (command), ==, "{\"a\":1}");
  g_assert_cmpuint (vouch_session_get_n_attention (self->session), ==, 1);

  /* Only its target waits. */
  self->command_status = 200;
  next = enqueue (self->store.store, "comment.add", "a1", "{\"body\":\"x\"}");
  other = enqueue (self->store.store, "comment.add", "a2", "{\"body\":\"y\"}");
  WAIT_FOR (vouch_command_get_state (other) == VOUCH_COMMAND_ANSWERED);
  g_assert_cmpint (vouch_command_get_state (next), ==, VOUCH_COMMAND_WAITING);
}

static void
test_offline_and_back (World *self, gconstpointer data)
{
  g_autoptr (VouchCommand) command = NULL;

  sign_in_ok (self);
  stop_server (self);
  vouch_session_sync_now (self->session);
  WAIT_FOR (vouch_session_get_state (self->session) == VOUCH_SESSION_OFFLINE);
  g_assert_true (vouch_store_get_staging (self->store.store));
  command = enqueue (self->store.store, "review.approve", "a1", "{}");
  g_assert_cmpint (vouch_command_get_state (command), ==, VOUCH_COMMAND_STAGED);

  self->server = soup_server_new ("tls-certificate", self->certificate, NULL);
  soup_server_add_handler (self->server, NULL, serve_cb, self, NULL);
  g_assert_true (soup_server_listen_local (self->server, self->port,
                                           SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY,
                                           NULL));
  /* It was made without version and digest, so what it rests on is not what is there. */
  WAIT_FOR (vouch_command_get_state (command) == VOUCH_COMMAND_REFUSED);
  g_assert_cmpstr (vouch_command_get_error_code (command), ==, "changed");
  g_assert_cmpuint (self->commands->len, ==, 0);
}

static void
test_staged_is_sent_when_unchanged (World *self, gconstpointer data)
{
  g_autoptr (VouchProfile) profile = NULL;
  g_autoptr (VouchCommand) command = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  self->detail_row = g_strdup ("{\"type\":\"warning\",\"id\":\"w1\",\"seq\":4,\"data\":{\"id\":"
                               "\"w1\",\"applicant_id\":\"a1\","
                               "\"kind\":\"aml_match\",\"state\":\"unresolved\"}}");
  sign_in_ok (self);
  vouch_session_follow (self->session, "a1");
  profile = vouch_profile_new (self->store.store, "a1");
  WAIT_FOR (vouch_profile_get_complete (profile));
  g_assert_cmpint (vouch_profile_get_decision_version (profile), ==, 3);

  vouch_store_set_staging (self->store.store, TRUE);
  vouch_store_approve_async (self->store.store, profile, NULL, NULL, store_result_cb, &result);
  WAIT_FOR (result != NULL);
  command = vouch_store_enqueue_finish (self->store.store, result, NULL);
  WAIT_FOR (self->commands->len == 1);
  g_assert_nonnull (strstr (self->commands->pdata[0], "\"base\":3"));
  g_assert_nonnull (strstr (self->commands->pdata[0], vouch_profile_get_digest (profile)));
  g_clear_object (&profile);
}

static void
test_media (World *self, gconstpointer data)
{
  g_autofree char *text = g_strnfill (600000, 'm');
  g_autofree char *name = NULL;

  sign_in_ok (self);
  self->medium = g_bytes_new (text, 600000);
  name = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->medium);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;

      vouch_session_load_media_async (self->session, name, NULL, store_result_cb, &result);
      WAIT_FOR (result != NULL);
      bytes = vouch_session_load_media_finish (self->session, result, &error);
      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (bytes, self->medium));
    }
  g_assert_cmpuint (self->media_requests, ==, 1);
}

static void
test_resume_and_sign_out (World *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) resumed = NULL;
  g_autoptr (GAsyncResult) out = NULL;
  g_autoptr (GError) error = NULL;

  sign_in_ok (self);
  g_assert_true (vouch_session_get_persistent (self->session));
  vouch_session_close (self->session);
  vouch_session_resume_async (self->session, NULL, store_result_cb, &resumed);
  WAIT_FOR (resumed != NULL);
  vouch_session_resume_finish (self->session, resumed, &error);
  g_assert_no_error (error);
  WAIT_FOR (vouch_session_get_state (self->session) == VOUCH_SESSION_ONLINE);
  g_assert_cmpuint (self->refreshes, ==, 1);

  vouch_session_sign_out_async (self->session, NULL, store_result_cb, &out);
  WAIT_FOR (out != NULL);
  g_assert_true (vouch_session_sign_out_finish (self->session, out, NULL));
  g_assert_null (vouch_store_get_token (self->store.store, "workspace/test"));
  g_clear_object (&resumed);
  vouch_session_resume_async (self->session, NULL, store_result_cb, &resumed);
  WAIT_FOR (resumed != NULL);
  g_assert_false (vouch_session_resume_finish (self->session, resumed, &error));
  g_assert_error (error, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_SESSION_ENDED);
}

#define ADD(path, func) g_test_add ("/sync/session/" path, World, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *directory = g_dir_make_tmp ("vouch-secrets-XXXXXX", NULL);
  g_autofree char *secrets = g_build_filename (directory, "secrets", NULL);
  int status;

  /* libsecret reads these once. */
  g_setenv ("SECRET_FILE_TEST_PATH", secrets, TRUE);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("unknown-certificate-is-asked-about", test_unknown_certificate);
  ADD ("changed-certificate-is-refused", test_changed_certificate);
  ADD ("wrong-password", test_wrong_password);
  ADD ("sign-in-loads-the-workspace", test_sign_in_loads);
  ADD ("expired-token-is-renewed-once", test_expired_token);
  ADD ("ended-session-keeps-the-cache", test_ended_session);
  ADD ("410-loads-again", test_gone_reloads);
  ADD ("426-is-reported", test_outdated);
  ADD ("command-is-repeated-until-answered", test_command_until_answered);
  ADD ("conflict-needs-attention", test_conflict_needs_attention);
  ADD ("offline-decision-is-verified", test_offline_and_back);
  ADD ("staged-decision-is-sent-when-unchanged", test_staged_is_sent_when_unchanged);
  ADD ("media-are-fetched-once", test_media);
  ADD ("resume-and-sign-out", test_resume_and_sign_out);
  status = g_test_run ();
  remove_tree (directory);
  return status;
}
