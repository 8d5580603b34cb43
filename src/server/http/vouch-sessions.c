/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sign-in, rotation of tokens, revocation. Tokens are stored as digests only. */

#define G_LOG_DOMAIN "vouch-sessions"

#include "vouch-sessions.h"

#include "vouch-api.h"
#include "vouch-attempts.h"
#include "vouch-id.h"
#include "vouch-json.h"
#include "vouch-records.h"
#include "vouch-secret.h"
#include "vouch-stmt.h"

struct _VouchSessions
{
  VouchWriter *writer;
  VouchAttempts *attempts;
};

/* What one rotation or sign-in writes; runs in the writer's thread. */
typedef struct
{
  char *id;
  char *user_id;
  char *family;
  char *device;
  char *old_hash; /* of the refresh token that was given, or NULL at sign-in */
  char *refresh;
  char *access;
  const char *address;
  gboolean ended;
} Grant;

static void
grant_clear (Grant *grant)
{
  g_free (grant->id);
  g_free (grant->user_id);
  g_free (grant->family);
  g_free (grant->device);
  g_free (grant->old_hash);
  vouch_secret_free (grant->refresh);
  vouch_secret_free (grant->access);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Grant, grant_clear)

VouchSessions *
vouch_sessions_new (VouchWriter *writer)
{
  VouchSessions *self = g_new0 (VouchSessions, 1);

  self->writer = g_object_ref (writer);
  self->attempts = vouch_attempts_new (10, 15 * 60);

  return self;
}

void
vouch_sessions_free (VouchSessions *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->writer);
  vouch_attempts_free (self->attempts);
  g_free (self);
}

static void
bind_grant (VouchStmt *stmt, Grant *grant, gint64 now)
{
  g_autofree char *refresh_hash = vouch_secret_hash (grant->refresh);
  g_autofree char *access_hash = vouch_secret_hash (grant->access);

  vouch_stmt_bind_text (stmt, ":id", grant->id);
  vouch_stmt_bind_text (stmt, ":refresh_hash", refresh_hash);
  vouch_stmt_bind_text (stmt, ":access_hash", access_hash);
  vouch_stmt_bind_int (stmt, ":access_expires_at",
                       now + VOUCH_API_ACCESS_LIFETIME * G_USEC_PER_SEC);
  vouch_stmt_bind_int (stmt, ":expires_at",
                       now + (gint64) VOUCH_API_REFRESH_LIFETIME * G_USEC_PER_SEC);
  vouch_stmt_bind_int (stmt, ":now", now);
  vouch_stmt_bind_text (stmt, ":address", grant->address);
}

static gboolean
insert_session (VouchDb *db, gpointer user_data, GError **error)
{
  Grant *grant = user_data;
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "server-http/insert-session", error);

  if (stmt == NULL)
    return FALSE;
  bind_grant (stmt, grant, vouch_now ());
  vouch_stmt_bind_text (stmt, ":user_id", grant->user_id);
  vouch_stmt_bind_text (stmt, ":family", grant->family);
  vouch_stmt_bind_text (stmt, ":device", grant->device);

  return vouch_stmt_run (stmt, error) >= 0;
}

static gboolean
run_with_hash (VouchDb *db, const char *name, const char *hash_name, const char *hash,
               const char *other_name, const char *other, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, name, error);

  if (stmt == NULL)
    return FALSE;
  vouch_stmt_bind_text (stmt, hash_name, hash);
  if (other_name != NULL)
    vouch_stmt_bind_text (stmt, other_name, other);
  else
    vouch_stmt_bind_int (stmt, ":now", vouch_now ());

  return vouch_stmt_run (stmt, error) >= 0;
}

/* A token that was rotated away comes again: end its family. */
static gboolean
end_family_of_used (VouchDb *db, Grant *grant, GError **error)
{
  g_autofree char *family = NULL;

  {
    g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "server-http/find-used-refresh", error);

    if (stmt == NULL)
      return FALSE;
    vouch_stmt_bind_text (stmt, ":hash", grant->old_hash);
    if (vouch_stmt_step (stmt, error))
      family = vouch_stmt_dup_text (stmt, 0);
    else if (*error != NULL)
      return FALSE;
  }
  grant->ended = TRUE;
  if (family == NULL)
    return TRUE;

  return run_with_hash (db, "server-http/revoke-family", ":family", family, NULL, NULL, error);
}

static gboolean
rotate_session (VouchDb *db, gpointer user_data, GError **error)
{
  Grant *grant = user_data;
  gint64 now = vouch_now ();
  g_autoptr (GError) local = NULL;
  gint64 changed;

  {
    g_autoptr (VouchStmt) find =
        vouch_db_statement (db, "server-http/find-session-by-refresh", error);

    if (find == NULL)
      return FALSE;
    vouch_stmt_bind_text (find, ":hash", grant->old_hash);
    vouch_stmt_bind_int (find, ":now", now);
    if (vouch_stmt_step (find, &local))
      {
        grant->id = vouch_stmt_dup_text (find, 0);
        grant->user_id = vouch_stmt_dup_text (find, 1);
      }
  }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (grant->id == NULL)
    {
      gboolean ok = end_family_of_used (db, grant, &local);

      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      return ok;
    }
  {
    g_autoptr (VouchStmt) rotate = vouch_db_statement (db, "server-http/rotate-session", error);

    if (rotate == NULL)
      return FALSE;
    bind_grant (rotate, grant, now);
    vouch_stmt_bind_text (rotate, ":old_hash", grant->old_hash);
    changed = vouch_stmt_run (rotate, error);
  }
  if (changed < 0)
    return FALSE;

  return run_with_hash (db, "server-http/insert-used-refresh", ":hash", grant->old_hash, ":id",
                        grant->id, error);
}

static void
add_record (GString *out, const char *name, const VouchRecordType *type, gconstpointer record)
{
  vouch_json_add_key (out, name);
  vouch_record_to_json (type, record, out);
}

/* The JSON both sign-in and refresh answer with. */
static gboolean
describe (VouchDb *db, Grant *grant, GString *out, GError **error)
{
  g_autoptr (VouchActor) actor = vouch_actor_load (db, grant->user_id, error);
  g_autofree char *permissions = NULL;
  VouchUserRecord *user;
  VouchCompanyRecord *company;

  if (actor == NULL)
    return FALSE;
  user = vouch_db_get_record (db, &vouch_user_type, grant->user_id, error);
  if (user == NULL)
    return FALSE;
  company = vouch_db_get_record (db, &vouch_company_type, actor->company_id, error);
  if (company == NULL)
    {
      vouch_record_free (&vouch_user_type, user);
      return FALSE;
    }

  permissions = vouch_permissions_to_json (actor->permissions);
  vouch_json_begin_object (out);
  vouch_json_set_string (out, "access_token", grant->access);
  vouch_json_set_int (out, "expires_in", VOUCH_API_ACCESS_LIFETIME);
  vouch_json_set_string (out, "refresh_token", grant->refresh);
  vouch_json_set_string (out, "session_id", grant->id);
  vouch_json_set_raw (out, "permissions", permissions);
  add_record (out, "user", &vouch_user_type, user);
  add_record (out, "company", &vouch_company_type, company);
  vouch_json_end_object (out);
  vouch_record_free (&vouch_user_type, user);
  vouch_record_free (&vouch_company_type, company);

  return TRUE;
}

static gboolean
describe_from_pool (VouchSessions *self, Grant *grant, GString *out, GError **error)
{
  VouchDbPool *pool = vouch_server_data_get_pool (vouch_writer_get_data (self->writer));
  VouchDb *db = vouch_db_pool_checkout (pool, error);
  gboolean ok;

  if (db == NULL)
    return FALSE;
  ok = describe (db, grant, out, error);
  vouch_db_pool_checkin (pool, db);

  return ok;
}

/* Fills @user_id and @hash of an active user; both stay NULL for anybody else. */
static gboolean
find_user (VouchSessions *self, const char *email, char **user_id, char **hash, GError **error)
{
  VouchDbPool *pool = vouch_server_data_get_pool (vouch_writer_get_data (self->writer));
  VouchDb *db = vouch_db_pool_checkout (pool, error);
  g_autoptr (GError) local = NULL;

  if (db == NULL)
    return FALSE;
  {
    g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "server-http/find-user", &local);

    if (stmt != NULL)
      {
        vouch_stmt_bind_text (stmt, ":email", email);
        if (vouch_stmt_step (stmt, &local) &&
            vouch_stmt_enum (stmt, 2, &vouch_user_status_enum) == VOUCH_USER_ACTIVE)
          {
            *user_id = vouch_stmt_dup_text (stmt, 0);
            *hash = vouch_stmt_dup_text (stmt, 3);
          }
      }
  }
  vouch_db_pool_checkin (pool, db);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  return TRUE;
}

VouchSessionsResult
vouch_sessions_sign_in (VouchSessions *self, const char *email, const char *password,
                        const char *device, const char *address, GString *answer,
                        guint *retry_after, GError **error)
{
  g_auto (Grant) grant = { 0 };
  g_autofree char *hash = NULL;
  g_autofree char *folded = g_utf8_strdown (email, -1);
  gboolean right;

  *retry_after = MAX (vouch_attempts_wait (self->attempts, folded),
                      vouch_attempts_wait (self->attempts, address));
  if (*retry_after > 0)
    return VOUCH_SESSIONS_TOO_MANY;

  if (!find_user (self, email, &grant.user_id, &hash, error))
    return VOUCH_SESSIONS_FAILED;
  right = vouch_password_verify (hash, password);
  if (!right || grant.user_id == NULL)
    {
      vouch_attempts_fail (self->attempts, folded);
      vouch_attempts_fail (self->attempts, address);
      return VOUCH_SESSIONS_INVALID;
    }
  vouch_attempts_forget (self->attempts, folded);

  grant.id = vouch_id_new ();
  grant.family = vouch_id_new ();
  grant.device = g_strdup (device);
  grant.address = address;
  grant.refresh = vouch_secret_new ();
  grant.access = vouch_secret_new ();
  if (!vouch_writer_call (self->writer, insert_session, &grant, error) ||
      !describe_from_pool (self, &grant, answer, error))
    return VOUCH_SESSIONS_FAILED;

  return VOUCH_SESSIONS_OK;
}

VouchSessionsResult
vouch_sessions_refresh (VouchSessions *self, const char *refresh_token, const char *address,
                        GString *answer, GError **error)
{
  g_auto (Grant) grant = { 0 };
  g_autoptr (GError) local = NULL;

  grant.old_hash = vouch_secret_hash (refresh_token);
  grant.address = address;
  grant.refresh = vouch_secret_new ();
  grant.access = vouch_secret_new ();
  if (!vouch_writer_call (self->writer, rotate_session, &grant, error))
    return VOUCH_SESSIONS_FAILED;
  if (grant.ended)
    return VOUCH_SESSIONS_ENDED;
  if (describe_from_pool (self, &grant, answer, &local))
    return VOUCH_SESSIONS_OK;
  if (g_error_matches (local, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_DENIED) ||
      g_error_matches (local, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_NOT_FOUND))
    return VOUCH_SESSIONS_ENDED;
  g_propagate_error (error, g_steal_pointer (&local));

  return VOUCH_SESSIONS_FAILED;
}

static gboolean
revoke_by_access (VouchDb *db, gpointer hash, GError **error)
{
  return run_with_hash (db, "server-http/revoke-by-access", ":hash", hash, NULL, NULL, error);
}

gboolean
vouch_sessions_sign_out (VouchSessions *self, const char *access_token, GError **error)
{
  g_autofree char *hash = vouch_secret_hash (access_token);

  return vouch_writer_call (self->writer, revoke_by_access, hash, error);
}

VouchActor *
vouch_sessions_authorise (VouchDb *db, const char *access_token, GError **error)
{
  g_autofree char *hash = vouch_secret_hash (access_token);
  g_autofree char *user_id = NULL;
  g_autoptr (GError) local = NULL;
  VouchActor *actor;

  {
    g_autoptr (VouchStmt) stmt =
        vouch_db_statement (db, "server-http/find-session-by-access", error);

    if (stmt == NULL)
      return NULL;
    vouch_stmt_bind_text (stmt, ":hash", hash);
    vouch_stmt_bind_int (stmt, ":now", vouch_now ());
    if (vouch_stmt_step (stmt, &local))
      user_id = vouch_stmt_dup_text (stmt, 1);
  }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (user_id == NULL)
    return NULL;

  actor = vouch_actor_load (db, user_id, &local);
  if (actor == NULL && local->domain != VOUCH_SERVER_ERROR)
    g_propagate_error (error, g_steal_pointer (&local));

  return actor;
}

typedef struct
{
  const char *user_id;
  char *hash;
} PasswordChange;

static gboolean
set_password (VouchDb *db, gpointer user_data, GError **error)
{
  PasswordChange *change = user_data;
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "server-http/set-password", error);

  if (stmt == NULL)
    return FALSE;
  vouch_stmt_bind_text (stmt, ":user_id", change->user_id);
  vouch_stmt_bind_text (stmt, ":password_hash", change->hash);
  vouch_stmt_bind_int (stmt, ":now", vouch_now ());
  if (vouch_stmt_run (stmt, error) < 0)
    return FALSE;

  return run_with_hash (db, "server-http/revoke-of-user", ":user_id", change->user_id, NULL, NULL,
                        error);
}

gboolean
vouch_sessions_set_password (VouchWriter *writer, const char *user_id, const char *password,
                             GError **error)
{
  PasswordChange change = { user_id, vouch_password_hash (password) };
  gboolean ok;

  if (change.hash == NULL)
    {
      g_set_error (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_BUSY,
                   "not enough memory to hash a password");
      return FALSE;
    }
  ok = vouch_writer_call (writer, set_password, &change, error);
  g_free (change.hash);

  return ok;
}
