/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The listener: takes requests apart within limits, authorises, calls the route, sends the answer.
 */

#define G_LOG_DOMAIN "vouch-http"

#include "vouch-http-private.h"

#include "vouch-api.h"
#include "vouch-json.h"
#include "vouch-secret.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#define THREADS 4
#define PASSWORD_THREADS 2
/* Seconds without a byte; slow clients must not hold connections. Longer than the heartbeat. */
#define IDLE_TIMEOUT 45
#define MAX_CONNECTIONS 4000
/* Below it compressing costs more than it saves. */
#define COMPRESS_FROM 4096
#define TLS_PRIORITIES \
  "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:-AES-128-CBC:-AES-256-CBC:" \
  "%SERVER_PRECEDENCE"

static void
read_address (VouchRequest *request)
{
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info (request->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);

  g_strlcpy (request->address, "unknown", sizeof request->address);
  if (info == NULL || info->client_addr == NULL)
    return;
  if (info->client_addr->sa_family == AF_INET)
    inet_ntop (AF_INET, &((struct sockaddr_in *) info->client_addr)->sin_addr, request->address,
               sizeof request->address);
  else if (info->client_addr->sa_family == AF_INET6)
    inet_ntop (AF_INET6, &((struct sockaddr_in6 *) info->client_addr)->sin6_addr, request->address,
               sizeof request->address);
}

static VouchRequest *
request_new (VouchHttp *self, struct MHD_Connection *connection, const char *url)
{
  VouchRequest *request = g_new0 (VouchRequest, 1);

  request->http = self;
  request->connection = connection;
  request->path = g_strdup (url);
  request->body = g_byte_array_new ();
  request->text = g_string_new (NULL);
  request->status = MHD_HTTP_OK;
  request->content_type = "application/json";
  request->started = g_get_monotonic_time ();
  read_address (request);

  return request;
}

static void
request_free (VouchRequest *request)
{
  if (request->body->len > 0) /* may hold a password */
    memset (request->body->data, 0, request->body->len);
  g_byte_array_unref (request->body);
  memset (request->text->str, 0, request->text->len);
  g_string_free (request->text, TRUE);
  g_clear_pointer (&request->bytes, g_bytes_unref);
  g_clear_pointer (&request->actor, vouch_actor_unref);
  g_clear_pointer (&request->response, MHD_destroy_response);
  vouch_secret_free (request->token);
  g_free (request->path);
  g_free (request);
}

void
vouch_request_fail (VouchRequest *request, guint status, const char *word, const char *message)
{
  request->status = status;
  g_string_truncate (request->text, 0);
  vouch_json_begin_object (request->text);
  vouch_json_set_string (request->text, "error", word);
  vouch_json_set_string (request->text, "message", message);
  vouch_json_end_object (request->text);
}

void
vouch_request_fail_with (VouchRequest *request, const GError *error)
{
  const char *word = NULL;
  guint status = vouch_server_error_to_http (error, &word);

  if (status == 500)
    g_debug ("%s: %s", request->route->path, error != NULL ? error->message : "unknown error");
  vouch_request_fail (request, status, word,
                      error != NULL && error->domain == VOUCH_SERVER_ERROR
                          ? error->message
                          : "The server could not do this. Nothing was changed.");
}

void
vouch_request_suspend (VouchRequest *request)
{
  request->suspended = TRUE;
  MHD_suspend_connection (request->connection);
}

void
vouch_request_resume (VouchRequest *request)
{
  MHD_resume_connection (request->connection);
}

/* One JSON line a request that matters, without personal data: no query, no id, no address. */
static void
log_request (VouchRequest *request)
{
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *time = NULL;
  const char *path = request->route != NULL ? request->route->path : "-";
  const char *method = request->route != NULL ? request->route->method : "-";

  if (request->status < 400 && strcmp (method, "GET") == 0)
    return;
  now = g_date_time_new_now_utc ();
  time = g_date_time_format_iso8601 (now);
  g_printerr (
      "{\"time\":\"%s\",\"method\":\"%s\",\"route\":\"%s\",\"status\":%u,\"us\":%" G_GINT64_FORMAT
      "}\n",
      time, method, path, request->status, g_get_monotonic_time () - request->started);
}

static gboolean
wants_gzip (VouchRequest *request)
{
  const char *accepted =
      MHD_lookup_connection_value (request->connection, MHD_HEADER_KIND, "Accept-Encoding");

  return accepted != NULL && strstr (accepted, "gzip") != NULL;
}

/* NULL when it did not get smaller. */
static GBytes *
compress (const char *data, gsize size)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1);
  g_autofree char *out = g_malloc (size);
  gsize n_read = 0;
  gsize n_written = 0;
  GConverterResult result =
      g_converter_convert (G_CONVERTER (compressor), data, size, out, size,
                           G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL);

  if (result != G_CONVERTER_FINISHED)
    return NULL;

  return g_bytes_new (out, n_written);
}

static struct MHD_Response *
make_response (VouchRequest *request)
{
  struct MHD_Response *response;
  g_autoptr (GBytes) packed = NULL;
  gsize size = request->text->len;
  const char *data = request->text->str;

  if (request->bytes != NULL)
    data = g_bytes_get_data (request->bytes, &size);
  if (size >= COMPRESS_FROM && wants_gzip (request))
    packed = compress (data, size);
  if (packed != NULL)
    data = g_bytes_get_data (packed, &size);

  response = MHD_create_response_from_buffer (size, (void *) (data != NULL ? data : ""),
                                              MHD_RESPMEM_MUST_COPY);
  MHD_add_response_header (response, "Content-Type", request->content_type);
  MHD_add_response_header (response, "Cache-Control", "no-store");
  if (packed != NULL)
    MHD_add_response_header (response, "Content-Encoding", "gzip");

  return response;
}

static enum MHD_Result
send_answer (VouchRequest *request)
{
  struct MHD_Response *response = g_steal_pointer (&request->response);
  enum MHD_Result result;

  if (response == NULL)
    response = make_response (request);
  if (request->retry_after > 0)
    {
      g_autofree char *seconds = g_strdup_printf ("%u", request->retry_after);

      MHD_add_response_header (response, "Retry-After", seconds);
    }
  MHD_add_response_header (response, "X-Content-Type-Options", "nosniff");
  result = MHD_queue_response (request->connection, request->status, response);
  MHD_destroy_response (response);
  log_request (request);

  return result;
}

static char *
read_token (VouchRequest *request)
{
  const char *value =
      MHD_lookup_connection_value (request->connection, MHD_HEADER_KIND, "Authorization");

  if (value == NULL || g_ascii_strncasecmp (value, "Bearer ", 7) != 0 || strlen (value) > 200)
    return NULL;

  return g_strdup (value + 7);
}

/* "Vouch/0.1.0 (Debian GNU/Linux 12)": program and system for the audit trail. */
static void
read_device (VouchRequest *request)
{
  const char *agent =
      MHD_lookup_connection_value (request->connection, MHD_HEADER_KIND, "User-Agent");
  g_autofree char *clean = g_utf8_make_valid (agent != NULL ? agent : "", 120);
  g_autofree char *os = NULL;
  char *open;

  if (agent == NULL || strlen (agent) < 120)
    {
      g_free (clean);
      clean = g_utf8_make_valid (agent != NULL ? agent : "", -1);
    }
  open = strchr (clean, '(');
  if (open != NULL)
    {
      char *close = strchr (open, ')');

      os = close != NULL ? g_strndup (open + 1, (gsize) (close - open - 1)) : NULL;
      *open = '\0';
    }
  g_strstrip (clean);
  vouch_actor_set_device (request->actor, os, clean, request->address);
}

static gboolean
authorise (VouchRequest *request)
{
  VouchDbPool *pool = vouch_server_data_get_pool (request->http->data);
  g_autoptr (GError) error = NULL;
  VouchDb *db;

  request->token = read_token (request);
  if (request->token != NULL)
    {
      db = vouch_db_pool_checkout (pool, &error);
      if (db != NULL)
        {
          request->actor = vouch_sessions_authorise (db, request->token, &error);
          vouch_db_pool_checkin (pool, db);
        }
    }
  if (error != NULL)
    vouch_request_fail_with (request, error);
  else if (request->actor == NULL)
    vouch_request_fail (request, 401, "unauthorized", "Sign in again.");
  else
    read_device (request);

  return request->actor != NULL;
}

/* Before the body: what can be refused without reading it. */
static gboolean
accept_head (VouchRequest *request, const char *method)
{
  gboolean known = FALSE;
  const char *length =
      MHD_lookup_connection_value (request->connection, MHD_HEADER_KIND, "Content-Length");
  guint64 size = 0;

  request->route = vouch_routes_find (method, request->path, &known);
  if (request->route == NULL && known)
    vouch_request_fail (request, 405, "method_not_allowed", "This path has no such method.");
  else if (request->route == NULL)
    vouch_request_fail (request, 404, "not_found", "There is no such path.");
  else if (length != NULL &&
           !g_ascii_string_to_unsigned (length, 10, 0, VOUCH_API_MAX_BODY, &size, NULL))
    vouch_request_fail (request, 413, "too_large", "The body is larger than the server takes.");
  else
    {
      if (request->route->prefix)
        request->tail = request->path + strlen (request->route->path);
      return !request->route->authorised || authorise (request);
    }

  return FALSE;
}

static enum MHD_Result
access_cb (void *cls, struct MHD_Connection *connection, const char *url, const char *method,
           const char *version, const char *upload_data, size_t *upload_size, void **context)
{
  VouchRequest *request = *context;

  if (request == NULL)
    {
      request = request_new (cls, connection, url);
      *context = request;
      if (!accept_head (request, method))
        {
          request->refused = TRUE;
          return send_answer (request);
        }
      return MHD_YES;
    }
  if (*upload_size > 0)
    {
      /* Chunked bodies name no length: the limit holds for them here. */
      if (request->body->len + *upload_size <= VOUCH_API_MAX_BODY)
        g_byte_array_append (request->body, (const guint8 *) upload_data, (guint) *upload_size);
      else
        request->refused = TRUE;
      *upload_size = 0;
      return MHD_YES;
    }
  if (request->refused)
    {
      vouch_request_fail (request, 413, "too_large", "The body is larger than the server takes.");
      return send_answer (request);
    }
  if (!request->suspended)
    {
      request->route->handle (request);
      /* A suspended request comes back here once, when its answer is filled. */
      if (request->suspended)
        return MHD_YES;
    }

  return send_answer (request);
}

static void
completed_cb (void *cls, struct MHD_Connection *connection, void **context,
              enum MHD_RequestTerminationCode code)
{
  if (*context != NULL)
    request_free (*context);
  *context = NULL;
}

static gboolean
check_token (const char *access_token, gpointer user_data)
{
  VouchHttp *self = user_data;
  VouchDbPool *pool = vouch_server_data_get_pool (self->data);
  g_autoptr (GError) error = NULL;
  VouchDb *db = vouch_db_pool_checkout (pool, &error);
  VouchActor *actor;

  if (db == NULL)
    return TRUE;
  actor = vouch_sessions_authorise (db, access_token, &error);
  vouch_db_pool_checkin (pool, db);
  if (actor != NULL)
    vouch_actor_unref (actor);

  /* A database that cannot answer now ends nobody's stream. */
  return actor != NULL || error != NULL;
}

static GSocketAddress *
parse_listen (const char *listen, GError **error)
{
  g_autoptr (GSocketConnectable) address = g_network_address_parse (listen, 8443, error);
  g_autoptr (GInetAddress) host = NULL;

  if (address == NULL)
    return NULL;
  host =
      g_inet_address_new_from_string (g_network_address_get_hostname (G_NETWORK_ADDRESS (address)));
  if (host == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "the host to listen on must be an IP address, as in 127.0.0.1:8443");
      return NULL;
    }

  return g_inet_socket_address_new (host, g_network_address_get_port (G_NETWORK_ADDRESS (address)));
}

static gboolean
start_daemon (VouchHttp *self, GSocketAddress *address, GError **error)
{
  guint8 native[128];
  guint flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_TLS | MHD_ALLOW_SUSPEND_RESUME;
  const union MHD_DaemonInfo *info;

  if (!g_socket_address_to_native (address, native, sizeof native, error))
    return FALSE;
  if (g_socket_address_get_family (address) == G_SOCKET_FAMILY_IPV6)
    flags |= MHD_USE_IPv6;
  self->daemon =
      MHD_start_daemon (flags, 0, NULL, NULL, access_cb, self,                                  //
                        MHD_OPTION_SOCK_ADDR, native,                                           //
                        MHD_OPTION_HTTPS_MEM_CERT, self->identity->certificate,                 //
                        MHD_OPTION_HTTPS_MEM_KEY, self->identity->key,                          //
                        MHD_OPTION_HTTPS_PRIORITIES, TLS_PRIORITIES,                            //
                        MHD_OPTION_THREAD_POOL_SIZE, (unsigned) THREADS,                        //
                        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned) IDLE_TIMEOUT,                 //
                        MHD_OPTION_CONNECTION_LIMIT, (unsigned) MAX_CONNECTIONS,                //
                        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t) VOUCH_API_MAX_HEADERS * 2, //
                        MHD_OPTION_NOTIFY_COMPLETED, completed_cb, self,                        //
                        MHD_OPTION_END);
  if (self->daemon == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "cannot listen: %s", g_strerror (errno));
      return FALSE;
    }
  info = MHD_get_daemon_info (self->daemon, MHD_DAEMON_INFO_BIND_PORT);
  self->port = info != NULL ? info->port : 0;

  return TRUE;
}

VouchHttp *
vouch_http_start (VouchWriter *writer, const char *listen, GError **error)
{
  g_autoptr (GSocketAddress) address = parse_listen (listen, error);
  g_autoptr (VouchTlsIdentity) identity = NULL;
  VouchHttp *self;

  if (address == NULL)
    return NULL;
  identity =
      vouch_tls_identity_load (vouch_server_data_get_dir (vouch_writer_get_data (writer)), error);
  if (identity == NULL)
    return NULL;

  self = g_new0 (VouchHttp, 1);
  self->writer = g_object_ref (writer);
  self->data = vouch_writer_get_data (writer);
  self->identity = g_steal_pointer (&identity);
  self->feed = vouch_feed_new (vouch_server_data_get_keys (self->data));
  self->sessions = vouch_sessions_new (writer);
  self->events = vouch_events_new (check_token, self);
  self->password_pool =
      g_thread_pool_new (vouch_http_run_session, NULL, PASSWORD_THREADS, FALSE, NULL);
  vouch_writer_set_hint (writer, vouch_events_hint, self->events, NULL);
  if (!start_daemon (self, address, error))
    {
      vouch_http_stop (self);
      return NULL;
    }

  return self;
}

guint
vouch_http_get_port (VouchHttp *self)
{
  return self->port;
}

const char *
vouch_http_get_fingerprint (VouchHttp *self)
{
  return self->identity->fingerprint;
}

void
vouch_http_stop (VouchHttp *self)
{
  MHD_socket listening = MHD_INVALID_SOCKET;

  if (self == NULL)
    return;

  /* In this order nothing is left suspended when MHD stops: no new connections, passwords done,
   * every queued command answered, streams ended. */
  if (self->daemon != NULL)
    listening = MHD_quiesce_daemon (self->daemon);
  g_thread_pool_free (self->password_pool, FALSE, TRUE);
  vouch_writer_shutdown (self->writer);
  vouch_events_close (self->events);
  if (self->daemon != NULL)
    MHD_stop_daemon (self->daemon);
  if (listening != MHD_INVALID_SOCKET)
    (void) close (listening); /* nothing to do about a failure */
  vouch_events_free (self->events);
  vouch_sessions_free (self->sessions);
  vouch_feed_free (self->feed);
  vouch_tls_identity_free (self->identity);
  g_object_unref (self->writer);
  g_free (self);
}
