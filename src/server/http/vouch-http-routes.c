/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The routes: one table, thin handlers: parse, one command or one read, answer. */

#define G_LOG_DOMAIN "vouch-http-routes"

#include "vouch-http-private.h"

#include "vouch-api.h"
#include "vouch-json.h"

static const char *
query (VouchRequest *request, const char *name)
{
  return MHD_lookup_connection_value (request->connection, MHD_GET_ARGUMENT_KIND, name);
}

/* Never NULL; not terminated. */
static const char *
body_text (VouchRequest *request)
{
  return request->body->len > 0 ? (const char *) request->body->data : "";
}

static void
handle_health (VouchRequest *request)
{
  vouch_json_begin_object (request->text);
  vouch_json_set_string (request->text, "status", "ok");
  vouch_json_set_string (request->text, "version", VOUCH_VERSION);
  vouch_json_set_int (request->text, "schema", VOUCH_API_SCHEMA);
  vouch_json_end_object (request->text);
}

static void
handle_openapi (VouchRequest *request)
{
  request->bytes = g_resources_lookup_data ("/org/vouch/Workplace/api/openapi.json",
                                            G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

static void
answer_session (VouchRequest *request, VouchSessionsResult result, const GError *error)
{
  switch (result)
    {
    case VOUCH_SESSIONS_OK:
      break;
    case VOUCH_SESSIONS_INVALID:
      vouch_request_fail (request, 401, "invalid_credentials", "E-mail or password is wrong.");
      break;
    case VOUCH_SESSIONS_TOO_MANY:
      vouch_request_fail (request, 429, "too_many_attempts",
                          "Too many wrong passwords. Wait and try again.");
      break;
    case VOUCH_SESSIONS_ENDED:
      vouch_request_fail (request, 401, "session_ended", "The session is over. Sign in again.");
      break;
    case VOUCH_SESSIONS_FAILED:
    default:
      vouch_request_fail_with (request, error);
      break;
    }
}

static void
sign_in (VouchRequest *request, VouchJson *json)
{
  g_autofree char *email = vouch_json_get_string (json, 0, "email");
  g_autofree char *password = vouch_json_get_string (json, 0, "password");
  g_autofree char *device = vouch_json_get_string (json, 0, "device");
  g_autoptr (GError) error = NULL;
  VouchSessionsResult result;

  if (email == NULL || password == NULL || strlen (email) > 320 || strlen (password) > 1024 ||
      (device != NULL && strlen (device) > 200))
    {
      vouch_request_fail (request, 422, "invalid", "email and password are needed.");
      return;
    }
  result = vouch_sessions_sign_in (request->http->sessions, email, password, device,
                                   request->address, request->text, &request->retry_after, &error);
  answer_session (request, result, error);
}

static void
refresh (VouchRequest *request, VouchJson *json)
{
  g_autofree char *token = vouch_json_get_string (json, 0, "refresh_token");
  g_autoptr (GError) error = NULL;
  VouchSessionsResult result;

  if (token == NULL || strlen (token) > 200)
    {
      vouch_request_fail (request, 422, "invalid", "refresh_token is needed.");
      return;
    }
  result = vouch_sessions_refresh (request->http->sessions, token, request->address, request->text,
                                   &error);
  answer_session (request, result, error);
}

/* In a thread of the password pool. */
void
vouch_http_run_session (gpointer data, gpointer user_data)
{
  VouchRequest *request = data;
  g_autoptr (GError) error = NULL;

  if (strcmp (request->route->method, "DELETE") == 0)
    {
      if (vouch_sessions_sign_out (request->http->sessions, request->token, &error))
        request->status = 204;
      else
        vouch_request_fail_with (request, error);
    }
  else
    {
      g_autoptr (VouchJson) json =
          vouch_json_parse ((const char *) request->body->data, request->body->len, &error);

      if (json == NULL || vouch_json_kind (json, 0) != VOUCH_JSON_OBJECT)
        vouch_request_fail (request, 400, "malformed", "The body is not a JSON object.");
      else if (strcmp (request->route->path, VOUCH_API_REFRESH) == 0)
        refresh (request, json);
      else
        sign_in (request, json);
    }
  vouch_request_resume (request);
}

static void
handle_session (VouchRequest *request)
{
  vouch_request_suspend (request);
  g_thread_pool_push (request->http->password_pool, request, NULL);
}

static void
handle_changes (VouchRequest *request)
{
  VouchDbPool *pool = vouch_server_data_get_pool (request->http->data);
  const char *scope = query (request, "scope");
  const char *limit_text = query (request, "limit");
  guint64 limit = VOUCH_FEED_MAX_ROWS;
  g_autoptr (GError) error = NULL;
  VouchDb *db;

  if (scope == NULL || strlen (scope) > 100)
    {
      vouch_request_fail (request, 422, "invalid", "scope is needed.");
      return;
    }
  if (limit_text != NULL &&
      !g_ascii_string_to_unsigned (limit_text, 10, 1, VOUCH_FEED_MAX_ROWS, &limit, NULL))
    {
      vouch_request_fail (request, 422, "invalid", "limit is a number from 1 to 1000.");
      return;
    }
  db = vouch_db_pool_checkout (pool, &error);
  if (db != NULL)
    {
      gboolean ok =
          vouch_feed_read (request->http->feed, db, request->actor, scope, query (request, "token"),
                           (guint) limit, request->text, &error);

      vouch_db_pool_checkin (pool, db);
      if (ok)
        return;
    }
  vouch_request_fail_with (request, error);
}

/* In the writer's thread, after the commit. */
static void
command_done_cb (VouchAnswer *answer, gpointer user_data)
{
  VouchRequest *request = user_data;

  request->status = answer->status;
  request->bytes = g_bytes_ref (answer->body);
  vouch_request_resume (request);
}

static void
handle_command (VouchRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VouchCommand) command =
      vouch_command_parse (body_text (request), request->body->len, &error);

  if (command == NULL)
    {
      if (error->domain == VOUCH_SERVER_ERROR)
        vouch_request_fail_with (request, error);
      else
        vouch_request_fail (request, 400, "malformed", "The body is no JSON object.");
      return;
    }
  vouch_request_suspend (request);
  vouch_writer_submit (request->http->writer, request->actor, command, command_done_cb, request);
}

static void
handle_events (VouchRequest *request)
{
  request->response = vouch_events_subscribe (request->http->events, request->connection,
                                              request->actor, request->token);
  if (request->response == NULL)
    vouch_request_fail (request, 503, "busy", "The server cannot open a stream now.");
}

static const VouchRoute routes[] = {
  { "GET", VOUCH_API_HEALTH, FALSE, FALSE, handle_health },
  { "GET", VOUCH_API_OPENAPI, FALSE, FALSE, handle_openapi },
  { "POST", VOUCH_API_SESSION, FALSE, FALSE, handle_session },
  { "POST", VOUCH_API_REFRESH, FALSE, FALSE, handle_session },
  { "DELETE", VOUCH_API_SESSION, FALSE, TRUE, handle_session },
  { "GET", VOUCH_API_CHANGES, FALSE, TRUE, handle_changes },
  { "POST", VOUCH_API_COMMANDS, FALSE, TRUE, handle_command },
  { "GET", VOUCH_API_EVENTS, FALSE, TRUE, handle_events },
  { "GET", VOUCH_API_MEDIA, TRUE, TRUE, vouch_http_handle_media },
};

const VouchRoute *
vouch_routes_find (const char *method, const char *path, gboolean *known_path)
{
  *known_path = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      const VouchRoute *route = &routes[i];
      gboolean same =
          route->prefix ? g_str_has_prefix (path, route->path) : strcmp (path, route->path) == 0;

      if (!same)
        continue;
      *known_path = TRUE;
      if (strcmp (route->method, method) == 0)
        return route;
    }

  return NULL;
}
