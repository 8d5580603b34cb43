/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET /v1/media/SHA256: decrypts chunk by chunk while the client reads; one byte range. */

#define G_LOG_DOMAIN "vouch-http-media"

#include "vouch-http-private.h"

#include "vouch-id.h"

typedef struct
{
  VouchMediaReader *reader;
  gint64 start;
} Body;

static ssize_t
read_cb (void *cls, uint64_t position, char *buffer, size_t max)
{
  Body *body = cls;
  gssize n =
      vouch_media_reader_read (body->reader, body->start + (gint64) position, buffer, max, NULL);

  if (n < 0)
    return MHD_CONTENT_READER_END_WITH_ERROR;

  return n == 0 ? MHD_CONTENT_READER_END_OF_STREAM : n;
}

static void
free_cb (void *cls)
{
  Body *body = cls;

  vouch_media_reader_free (body->reader);
  g_free (body);
}

typedef enum
{
  RANGE_NONE,
  RANGE_PART,
  RANGE_BAD,
} Range;

/* "bytes=a-b", "bytes=a-", "bytes=-n". Several ranges or another unit: the whole file, as RFC 9110
 * allows. @end is inclusive. */
static Range
parse_range (const char *header, gint64 size, gint64 *start, gint64 *end)
{
  g_auto (GStrv) parts = NULL;
  guint64 first = 0;
  guint64 last = 0;

  if (header == NULL || !g_str_has_prefix (header, "bytes=") || strchr (header, ',') != NULL)
    return RANGE_NONE;
  parts = g_strsplit (header + strlen ("bytes="), "-", 2);
  if (g_strv_length (parts) != 2)
    return RANGE_NONE;

  if (*parts[0] == '\0')
    {
      if (!g_ascii_string_to_unsigned (parts[1], 10, 0, G_MAXINT64, &last, NULL))
        return RANGE_NONE;
      if (last == 0)
        return RANGE_BAD;
      *start = size - MIN ((gint64) last, size);
      *end = size - 1;
    }
  else
    {
      if (!g_ascii_string_to_unsigned (parts[0], 10, 0, G_MAXINT64, &first, NULL))
        return RANGE_NONE;
      *start = (gint64) first;
      *end = size - 1;
      if (*parts[1] != '\0')
        {
          if (!g_ascii_string_to_unsigned (parts[1], 10, 0, G_MAXINT64, &last, NULL) ||
              last < first)
            return RANGE_NONE;
          *end = MIN ((gint64) last, size - 1);
        }
    }

  return *start < size ? RANGE_PART : RANGE_BAD;
}

static VouchMediaReader *
open_reader (VouchRequest *request, GError **error)
{
  VouchDbPool *pool = vouch_server_data_get_pool (request->http->data);
  VouchDb *db = vouch_db_pool_checkout (pool, error);
  VouchMediaReader *reader;

  if (db == NULL)
    return NULL;
  reader = vouch_media_store_open (vouch_server_data_get_media (request->http->data), db,
                                   request->actor->company_id, request->actor->live, request->tail,
                                   error);
  vouch_db_pool_checkin (pool, db);

  return reader;
}

static void
describe (struct MHD_Response *response, const char *mime, const char *etag)
{
  MHD_add_response_header (response, "Content-Type", mime);
  MHD_add_response_header (response, "Cache-Control", "private, max-age=31536000, immutable");
  MHD_add_response_header (response, "Accept-Ranges", "bytes");
  MHD_add_response_header (response, "ETag", etag);
}

void
vouch_http_handle_media (VouchRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *etag = NULL;
  VouchMediaReader *reader;
  const char *known;
  gint64 size;
  gint64 start = 0;
  gint64 end;
  Body *body;
  Range range;

  /* Also what keeps tricks with paths out: 64 hex digits and nothing else. */
  if (!vouch_sha256_is_valid (request->tail))
    {
      vouch_request_fail (request, 404, "not_found", "There is no such file.");
      return;
    }
  if (!vouch_permissions_has (request->actor->permissions, VOUCH_PERMISSION_APPLICANTS_VIEW))
    {
      vouch_request_fail (request, 403, "denied", "You may not see applicants.");
      return;
    }
  reader = open_reader (request, &error);
  if (reader == NULL)
    {
      vouch_request_fail_with (request, error);
      return;
    }

  etag = g_strdup_printf ("\"%s\"", request->tail);
  size = vouch_media_reader_get_size (reader);
  end = size - 1;
  known = MHD_lookup_connection_value (request->connection, MHD_HEADER_KIND, "If-None-Match");
  if (g_strcmp0 (known, etag) == 0)
    {
      vouch_media_reader_free (reader);
      request->status = 304;
      request->response = MHD_create_response_from_buffer (0, (void *) "", MHD_RESPMEM_PERSISTENT);
      MHD_add_response_header (request->response, "ETag", etag);
      return;
    }
  range = parse_range (MHD_lookup_connection_value (request->connection, MHD_HEADER_KIND, "Range"),
                       size, &start, &end);
  if (range == RANGE_BAD)
    {
      vouch_media_reader_free (reader);
      vouch_request_fail (request, 416, "range", "The file is shorter than that.");
      return;
    }

  body = g_new0 (Body, 1);
  body->reader = reader;
  body->start = start;
  request->status = range == RANGE_PART ? 206 : 200;
  request->response = MHD_create_response_from_callback ((guint64) (end - start + 1),
                                                         VOUCH_MEDIA_CHUNK, read_cb, body, free_cb);
  describe (request->response, vouch_media_reader_get_mime (reader), etag);
  if (range == RANGE_PART)
    {
      g_autofree char *content_range =
          g_strdup_printf ("bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT,
                           start, end, size);

      MHD_add_response_header (request->response, "Content-Range", content_range);
    }
}
