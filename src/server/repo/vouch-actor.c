/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Actors, and a user's permissions as they stand in the database. */

#define G_LOG_DOMAIN "vouch-server"

#include "vouch-actor.h"

#include "vouch-server-error.h"
#include "vouch-stmt.h"

static void
actor_clear (gpointer data)
{
  VouchActor *self = data;

  g_free (self->company_id);
  g_free (self->user_id);
  g_free (self->name);
  g_free (self->os);
  g_free (self->browser);
  g_free (self->ip);
}

VouchActor *
vouch_actor_new (VouchActorKind kind, const char *company_id, const char *name)
{
  VouchActor *self = g_atomic_rc_box_new0 (VouchActor);

  self->kind = kind;
  self->company_id = g_strdup (company_id);
  self->name = g_strdup (name);
  self->live = TRUE;
  return self;
}

VouchActor *
vouch_actor_load (VouchDb *db, const char *user_id, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "server/load-actor", error);
  VouchActor *self;

  if (stmt == NULL)
    return NULL;

  vouch_stmt_bind_text (stmt, ":user_id", user_id);
  if (!vouch_stmt_step (stmt, error))
    {
      if (error == NULL || *error == NULL)
        g_set_error_literal (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_NOT_FOUND,
                             "There is no such user");
      return NULL;
    }
  if (vouch_stmt_enum (stmt, 2, &vouch_user_status_enum) != VOUCH_USER_ACTIVE)
    {
      g_set_error_literal (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_DENIED,
                           "The account is disabled");
      return NULL;
    }

  self = vouch_actor_new (VOUCH_ACTOR_STAFF, vouch_stmt_text (stmt, 0), vouch_stmt_text (stmt, 1));
  self->user_id = g_strdup (user_id);
  self->permissions = vouch_permissions_from_json (vouch_stmt_text (stmt, 3));
  self->live = vouch_stmt_bool (stmt, 4) &&
               vouch_permissions_has (self->permissions, VOUCH_PERMISSION_LIVE_ACCESS);
  return self;
}

void
vouch_actor_set_device (VouchActor *self, const char *os, const char *browser, const char *ip)
{
  g_free (self->os);
  self->os = g_strdup (os);
  g_free (self->browser);
  self->browser = g_strdup (browser);
  g_free (self->ip);
  self->ip = g_strdup (ip);
}

VouchActor *
vouch_actor_ref (VouchActor *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
vouch_actor_unref (VouchActor *self)
{
  g_atomic_rc_box_release_full (self, actor_clear);
}
