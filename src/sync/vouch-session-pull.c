/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Following the feed: a few scopes at a time, page after page, each applied before the next. */

#define G_LOG_DOMAIN "vouch-session-pull"

#include "vouch-profile.h"
#include "vouch-session-private.h"

/* A scope being pulled. The follow may be dropped meanwhile, so it is found again by name. */
typedef struct
{
  VouchSession *session;
  GCancellable *cancellable; /* of the sign-in it belongs to */
  char *scope;
} Pull;

static void request_page (Pull *pull);
static void fetch_ahead (VouchSession *self);

static void
pull_free (Pull *self)
{
  g_object_unref (self->session);
  g_object_unref (self->cancellable);
  g_free (self->scope);
  g_free (self);
}

void
vouch_session_follow_free (gpointer follow)
{
  VouchFollow *self = follow;

  g_free (self->name);
  g_free (self);
}

char *
vouch_session_workspace (VouchSession *self)
{
  return g_strconcat ("workspace/", vouch_enum_nick (&vouch_mode_enum, self->mode), NULL);
}

VouchFollow *
vouch_session_want (VouchSession *self, const char *scope)
{
  VouchFollow *follow = g_hash_table_lookup (self->follows, scope);

  if (follow == NULL)
    {
      follow = g_new0 (VouchFollow, 1);
      follow->name = g_strdup (scope);
      g_hash_table_insert (self->follows, follow->name, follow);
    }
  follow->wanted = TRUE;
  return follow;
}

void
vouch_session_want_all (VouchSession *self)
{
  GHashTableIter iter;
  gpointer follow;

  g_hash_table_iter_init (&iter, self->follows);
  while (g_hash_table_iter_next (&iter, NULL, &follow))
    ((VouchFollow *) follow)->wanted = TRUE;
}

gboolean
vouch_session_is_fresh (VouchSession *self, const char *scope)
{
  VouchFollow *follow = g_hash_table_lookup (self->follows, scope);

  return follow != NULL && follow->fresh == self->epoch && !follow->busy && !follow->wanted;
}

gboolean
vouch_session_is_loading (VouchSession *self)
{
  GHashTableIter iter;
  gpointer follow;

  g_hash_table_iter_init (&iter, self->follows);
  while (g_hash_table_iter_next (&iter, NULL, &follow))
    if (((VouchFollow *) follow)->busy &&
        !vouch_store_is_complete (self->store, ((VouchFollow *) follow)->name))
      return TRUE;
  return FALSE;
}

/* The pull is over; @forget: nobody needs to ask for this scope again. */
static void
end_pull (Pull *pull, gboolean fresh, gboolean forget)
{
  VouchSession *self = pull->session;
  VouchFollow *follow = g_hash_table_lookup (self->follows, pull->scope);

  if (!g_cancellable_is_cancelled (pull->cancellable))
    {
      self->pulls--;
      if (follow != NULL)
        {
          follow->busy = FALSE;
          if (fresh)
            follow->fresh = self->epoch;
          if (forget || (follow->refs == 0 && !follow->wanted))
            g_hash_table_remove (self->follows, pull->scope);
        }
      vouch_session_update_state (self);
      vouch_session_pump (self);
    }
  pull_free (pull);
}

static void
fail_pull (Pull *pull, const GError *error)
{
  VouchFollow *follow = g_hash_table_lookup (pull->session->follows, pull->scope);

  if (!g_cancellable_is_cancelled (pull->cancellable))
    {
      if (follow != NULL)
        follow->wanted = FALSE; /* the retry asks for all again */
      vouch_session_note_failure (pull->session, error);
    }
  end_pull (pull, FALSE, FALSE);
}

static void
reloaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Pull *pull = user_data;
  g_autoptr (GError) error = NULL;

  if (!vouch_store_reload_finish (VOUCH_STORE (object), result, &error))
    fail_pull (pull, error);
  else if (g_cancellable_is_cancelled (pull->cancellable))
    end_pull (pull, FALSE, FALSE);
  else
    request_page (pull);
}

static void
dropped_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Pull *pull = user_data;
  g_autoptr (GError) error = NULL;

  if (!vouch_store_drop_finish (VOUCH_STORE (object), result, &error))
    g_debug ("A scope could not be dropped: %s", error->message);
  end_pull (pull, FALSE, TRUE);
}

/* Fetches the scope anew; twice in a row would be a loop. */
static void
reload (Pull *pull)
{
  VouchSession *self = pull->session;
  VouchFollow *follow = g_hash_table_lookup (self->follows, pull->scope);

  if (follow == NULL || follow->reloaded)
    {
      g_autoptr (GError) error = g_error_new_literal (VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_INVALID,
                                                      "The cache does not become like the server");

      if (follow != NULL)
        follow->reloaded = FALSE;
      fail_pull (pull, error);
      return;
    }
  follow->reloaded = TRUE;
  vouch_store_reload_async (self->store, pull->scope, NULL, reloaded_cb, pull);
}

static void
applied_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Pull *pull = user_data;
  VouchSession *self = pull->session;
  VouchFollow *follow;
  VouchStoreApplied applied;
  g_autoptr (GError) error = NULL;

  if (!vouch_store_apply_finish (VOUCH_STORE (object), result, &applied, &error))
    {
      fail_pull (pull, error);
      return;
    }
  follow = g_hash_table_lookup (self->follows, pull->scope);
  if (g_cancellable_is_cancelled (pull->cancellable) || follow == NULL)
    end_pull (pull, FALSE, FALSE);
  else if (applied.more)
    request_page (pull);
  else if (!applied.checksum_ok)
    {
      g_debug ("The checksum of a scope is wrong, it is loaded again");
      reload (pull);
    }
  else
    {
      follow->reloaded = FALSE;
      end_pull (pull, TRUE, FALSE);
    }
}

static void
take_answer (Pull *pull, const VouchHttpAnswer *answer)
{
  VouchSession *self = pull->session;
  VouchFollow *follow = g_hash_table_lookup (self->follows, pull->scope);
  g_autoptr (GError) error = NULL;

  vouch_session_set_online (self, TRUE);
  switch (answer->status)
    {
    case 200:
      vouch_store_apply_async (self->store, pull->scope, answer->body,
                               follow != NULL ? follow->serial : 0, NULL, applied_cb, pull);
      return;
    case 403:
    case 404:
      vouch_store_drop_async (self->store, pull->scope, NULL, dropped_cb, pull);
      return;
    case 410:
      reload (pull);
      return;
    case 426:
      vouch_session_set_outdated (self);
      end_pull (pull, FALSE, FALSE);
      return;
    default:
      g_set_error (&error, VOUCH_SYNC_ERROR,
                   answer->status >= 500 || answer->status == 429 ? VOUCH_SYNC_ERROR_OFFLINE
                                                                  : VOUCH_SYNC_ERROR_INVALID,
                   "The server answered %u", answer->status);
      fail_pull (pull, error);
    }
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Pull *pull = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VouchHttpAnswer) answer =
      vouch_session_call_finish (VOUCH_SESSION (object), result, &error);

  if (answer == NULL)
    fail_pull (pull, error);
  else if (g_cancellable_is_cancelled (pull->cancellable))
    end_pull (pull, FALSE, FALSE);
  else
    take_answer (pull, answer);
}

static void
request_page (Pull *pull)
{
  VouchSession *self = pull->session;
  const char *token = vouch_store_get_token (self->store, pull->scope);
  VouchFollow *follow = g_hash_table_lookup (self->follows, pull->scope);
  g_autofree char *scope = g_uri_escape_string (pull->scope, "/", FALSE);
  g_autofree char *escaped = token != NULL ? g_uri_escape_string (token, NULL, FALSE) : NULL;
  g_autofree char *path =
      g_strdup_printf ("/v1/changes?scope=%s&limit=%d%s%s", scope, VOUCH_SYNC_PAGE,
                       escaped != NULL ? "&token=" : "", escaped != NULL ? escaped : "");

  if (follow != NULL)
    follow->serial = vouch_store_get_answer_serial (self->store);
  vouch_session_call_async (self, "GET", path, NULL, answered_cb, pull);
}

static void
start_pull (VouchSession *self, VouchFollow *follow)
{
  Pull *pull = g_new0 (Pull, 1);

  pull->session = g_object_ref (self);
  pull->cancellable = g_object_ref (self->cancellable);
  pull->scope = g_strdup (follow->name);
  follow->wanted = FALSE;
  follow->busy = TRUE;
  self->pulls++;
  request_page (pull);
}

/* Workspaces first, then what is on the screen, then what is fetched ahead. */
static int
urgency (const VouchFollow *follow)
{
  if (g_str_has_prefix (follow->name, "workspace/"))
    return 2;
  return follow->refs > 0 ? 1 : 0;
}

void
vouch_session_pull (VouchSession *self)
{
  while (!self->outdated && self->pulls < VOUCH_SYNC_MAX_PULLS)
    {
      VouchFollow *best = NULL;
      GHashTableIter iter;
      gpointer value;

      g_hash_table_iter_init (&iter, self->follows);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        {
          VouchFollow *follow = value;

          if (follow->wanted && !follow->busy &&
              (best == NULL || urgency (follow) > urgency (best)))
            best = follow;
        }
      /* Offline, one request finds out; the others would only fail with it. */
      if (best == NULL || (!self->online && self->pulls > 0) || self->retry_id != 0)
        return;
      start_pull (self, best);
    }
}

void
vouch_session_follow (VouchSession *self, const char *applicant_id)
{
  g_autofree char *scope = NULL;

  g_return_if_fail (VOUCH_IS_SESSION (self));
  g_return_if_fail (applicant_id != NULL);

  scope = g_strconcat ("applicant/", applicant_id, NULL);
  vouch_session_want (self, scope)->refs++;
  vouch_session_pump (self);
}

void
vouch_session_unfollow (VouchSession *self, const char *applicant_id)
{
  g_autofree char *scope = NULL;
  VouchFollow *follow;

  g_return_if_fail (VOUCH_IS_SESSION (self));
  g_return_if_fail (applicant_id != NULL);

  scope = g_strconcat ("applicant/", applicant_id, NULL);
  follow = g_hash_table_lookup (self->follows, scope);
  if (follow == NULL || follow->refs == 0)
    return;
  follow->refs--;
  if (follow->refs == 0 && !follow->busy)
    g_hash_table_remove (self->follows, scope);
}

/* Fetching ahead: one applicant at a time, rows, then pictures. */

static void
ahead_media_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GBytes) bytes = vouch_session_load_media_finish (VOUCH_SESSION (object), result, NULL);
}

static void
ahead_ready_cb (VouchSession *self)
{
  g_autoptr (VouchProfile) profile = NULL;
  GPtrArray *media;

  if (self->ahead_profile == NULL ||
      !vouch_profile_get_complete (VOUCH_PROFILE (self->ahead_profile)))
    return;
  profile = VOUCH_PROFILE (g_steal_pointer (&self->ahead_profile));
  g_signal_handlers_disconnect_by_data (profile, self);
  media = vouch_profile_get_media (profile);
  for (guint i = 0; i < media->len; i++)
    {
      const VouchMediaRecord *record = media->pdata[i];

      /* Videos are large and looked at by few. */
      if (record->mime != NULL && g_str_has_prefix (record->mime, "image/"))
        vouch_session_load_media_async (self, record->sha256, self->cancellable, ahead_media_cb,
                                        NULL);
    }
  fetch_ahead (self);
}

static void
fetch_ahead (VouchSession *self)
{
  g_autofree char *id = NULL;
  g_autofree char *scope = NULL;

  if (self->ahead_profile != NULL || !self->signed_in)
    return;
  id = g_queue_pop_head (&self->ahead);
  if (id == NULL)
    return;
  scope = g_strconcat ("applicant/", id, NULL);
  if (!vouch_store_is_complete (self->store, scope))
    {
      (void) vouch_session_want (self, scope);
      vouch_session_pump (self);
    }
  self->ahead_profile = G_OBJECT (vouch_profile_new (self->store, id));
  g_signal_connect_object (self->ahead_profile, "notify::complete", G_CALLBACK (ahead_ready_cb),
                           self, G_CONNECT_SWAPPED);
}

void
vouch_session_prefetch (VouchSession *self, const char *const *applicant_ids)
{
  g_return_if_fail (VOUCH_IS_SESSION (self));

  g_queue_clear_full (&self->ahead, g_free);
  if (self->ahead_profile != NULL)
    g_signal_handlers_disconnect_by_data (self->ahead_profile, self);
  g_clear_object (&self->ahead_profile);
  for (guint i = 0; applicant_ids != NULL && applicant_ids[i] != NULL; i++)
    g_queue_push_tail (&self->ahead, g_strdup (applicant_ids[i]));
  fetch_ahead (self);
}
