/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a command and writes an answer. */

#define G_LOG_DOMAIN "vouch-server"

#include "vouch-command.h"

#include <string.h>

#include "vouch-id.h"

#define MAX_WORD 64

static void
command_clear (gpointer data)
{
  VouchCommand *self = data;

  g_free (self->id);
  g_free (self->client);
  g_free (self->type);
  g_free (self->target);
  g_free (self->seen);
  g_clear_pointer (&self->json, vouch_json_unref);
}

static gboolean
refuse (const char *what, GError **error)
{
  g_set_error (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_INVALID, "The command's %s is wrong",
               what);
  return FALSE;
}

static gboolean
read_members (VouchCommand *self, GError **error)
{
  const VouchJson *json = self->json;
  VouchJsonRef base = vouch_json_get (json, 0, "base");
  VouchJsonRef seen = vouch_json_get (json, 0, "seen");

  self->id = vouch_json_get_string (json, 0, "id");
  self->client = vouch_json_get_string (json, 0, "client");
  self->type = vouch_json_get_string (json, 0, "type");
  self->target = vouch_json_get_string (json, 0, "target");
  self->n = vouch_json_get_int (json, 0, "n", 0);
  self->made_at = vouch_json_get_int (json, 0, "made_at", 0);
  self->args = vouch_json_get (json, 0, "args");

  if (!vouch_id_is_valid (self->id))
    return refuse ("id", error);
  if (self->type == NULL || strlen (self->type) > MAX_WORD)
    return refuse ("type", error);
  if (!vouch_id_is_valid (self->target))
    return refuse ("target", error);
  if (self->client != NULL && strlen (self->client) > MAX_WORD)
    return refuse ("client", error);
  if (vouch_json_kind (json, self->args) != VOUCH_JSON_OBJECT)
    return refuse ("args", error);
  if (vouch_json_kind (json, base) > VOUCH_JSON_NULL)
    {
      if (!vouch_json_int (json, base, &self->base))
        return refuse ("base", error);
      self->has_base = TRUE;
    }
  if (vouch_json_kind (json, seen) > VOUCH_JSON_NULL)
    {
      self->seen = vouch_json_dup_string (json, seen);
      if (!vouch_sha256_is_valid (self->seen))
        return refuse ("seen", error);
    }
  return TRUE;
}

VouchCommand *
vouch_command_parse (const char *body, gsize length, GError **error)
{
  g_autoptr (VouchCommand) self = g_atomic_rc_box_new0 (VouchCommand);
  g_autofree char *sha256 = NULL;
  GError *local = NULL;

  g_return_val_if_fail (body != NULL, NULL);

  if (length > VOUCH_COMMAND_MAX_BYTES)
    {
      (void) refuse ("size", error);
      return NULL;
    }
  self->json = vouch_json_parse (body, (gssize) length, &local);
  if (self->json == NULL)
    {
      g_set_error (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_INVALID, "No JSON: %s",
                   local->message);
      g_error_free (local);
      return NULL;
    }
  if (!read_members (self, error))
    return NULL;

  sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) body, length);
  g_strlcpy (self->body_sha256, sha256, sizeof self->body_sha256);
  return g_steal_pointer (&self);
}

VouchCommand *
vouch_command_new (const char *id, const char *type, const char *target, const char *args,
                   GError **error)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *made = id == NULL ? vouch_id_new () : NULL;

  vouch_json_begin_object (body);
  vouch_json_set_string (body, "id", id != NULL ? id : made);
  vouch_json_set_string (body, "type", type);
  vouch_json_set_string (body, "target", target);
  vouch_json_set_raw (body, "args", args != NULL ? args : "{}");
  vouch_json_end_object (body);
  return vouch_command_parse (body->str, body->len, error);
}

VouchCommand *
vouch_command_ref (VouchCommand *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
vouch_command_unref (VouchCommand *self)
{
  g_atomic_rc_box_release_full (self, command_clear);
}

static void
answer_clear (gpointer data)
{
  VouchAnswer *self = data;

  g_bytes_unref (self->body);
}

VouchAnswer *
vouch_answer_new (guint status, GBytes *body, gint64 seq)
{
  VouchAnswer *self = g_atomic_rc_box_new0 (VouchAnswer);

  self->status = status;
  self->body = g_bytes_ref (body);
  self->seq = seq;
  return self;
}

VouchAnswer *
vouch_answer_new_error (const GError *error, const char *field, const char *current_json)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;
  const char *word;
  guint status = vouch_server_error_to_http (error, &word);

  vouch_json_begin_object (out);
  vouch_json_set_string (out, "error", word);
  /* What went wrong inside is for the log of the operator, not for the wire. */
  vouch_json_set_string (out, "message",
                         status == 500 ? "The server could not do this" : error->message);
  if (field != NULL)
    vouch_json_set_string (out, "field", field);
  if (current_json != NULL)
    vouch_json_set_raw (out, "current", current_json);
  vouch_json_end_object (out);
  body = g_string_free_to_bytes (out);
  return vouch_answer_new (status, body, 0);
}

VouchAnswer *
vouch_answer_ref (VouchAnswer *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
vouch_answer_unref (VouchAnswer *self)
{
  g_atomic_rc_box_release_full (self, answer_clear);
}
