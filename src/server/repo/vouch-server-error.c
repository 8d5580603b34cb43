/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors of the server, and how HTTP says them. */

#define G_LOG_DOMAIN "vouch-server"

#include "vouch-server-error.h"

GQuark
vouch_server_error_quark (void)
{
  return g_quark_from_static_string ("vouch-server-error-quark");
}

static const struct
{
  guint status;
  const char *word;
} answers[] = {
  [VOUCH_SERVER_ERROR_DENIED] = { 403, "denied" },
  [VOUCH_SERVER_ERROR_NOT_FOUND] = { 404, "not_found" },
  [VOUCH_SERVER_ERROR_CONFLICT] = { 409, "conflict" },
  [VOUCH_SERVER_ERROR_CANNOT_CALCULATE] = { 410, "cannot_calculate" },
  [VOUCH_SERVER_ERROR_SCOPE_CHANGED] = { 410, "scope_changed" },
  [VOUCH_SERVER_ERROR_INVALID] = { 422, "invalid" },
  [VOUCH_SERVER_ERROR_ID_REUSED] = { 422, "id_reused" },
  [VOUCH_SERVER_ERROR_LOCKED] = { 423, "scheduled_for_deletion" },
  [VOUCH_SERVER_ERROR_SCHEMA_CHANGED] = { 426, "schema_changed" },
  [VOUCH_SERVER_ERROR_BUSY] = { 503, "busy" },
  [VOUCH_SERVER_ERROR_CORRUPT] = { 500, "internal" },
};

guint
vouch_server_error_to_http (const GError *error, const char **word)
{
  guint status = 500;
  const char *found = "internal";

  g_return_val_if_fail (error != NULL, 500);

  if (error->domain == VOUCH_SERVER_ERROR && error->code >= 0 &&
      error->code < (int) G_N_ELEMENTS (answers))
    {
      status = answers[error->code].status;
      found = answers[error->code].word;
    }

  if (word != NULL)
    *word = found;
  return status;
}
