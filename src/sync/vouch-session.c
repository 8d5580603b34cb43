/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desktop's session with its server: state, counts, timers. */

#define G_LOG_DOMAIN "vouch-session"

#include <glib/gstdio.h>

#include "vouch-session-private.h"

#define POLL_SECONDS 60
#define RETRY_MAX_SECONDS 60

enum
{
  PROP_0,
  PROP_STORE,
  PROP_STATE,
  PROP_N_WAITING,
  PROP_N_ATTENTION,
  PROP_SERVER,
  PROP_USER_ID,
  PROP_USER_NAME,
  PROP_USER_EMAIL,
  PROP_COMPANY_NAME,
  PROP_PERMISSIONS,
  PROP_OUTDATED,
  PROP_PERSISTENT,
  PROP_MODE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint ended_signal;

G_DEFINE_QUARK (vouch - sync - error - quark, vouch_sync_error)
G_DEFINE_FINAL_TYPE (VouchSession, vouch_session, G_TYPE_OBJECT)

static void
vouch_session_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  VouchSession *self = VOUCH_SESSION (object);

  switch (prop_id)
    {
    case PROP_STORE:
      g_value_set_object (value, self->store);
      break;
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_N_WAITING:
      g_value_set_uint (value, self->n_waiting);
      break;
    case PROP_N_ATTENTION:
      g_value_set_uint (value, self->n_attention);
      break;
    case PROP_SERVER:
      g_value_set_string (value, self->server);
      break;
    case PROP_USER_ID:
      g_value_set_string (value, self->user_id);
      break;
    case PROP_USER_NAME:
      g_value_set_string (value, self->user_name);
      break;
    case PROP_USER_EMAIL:
      g_value_set_string (value, self->user_email);
      break;
    case PROP_COMPANY_NAME:
      g_value_set_string (value, self->company_name);
      break;
    case PROP_PERMISSIONS:
      g_value_set_uint (value, self->permissions);
      break;
    case PROP_OUTDATED:
      g_value_set_boolean (value, self->outdated);
      break;
    case PROP_PERSISTENT:
      g_value_set_boolean (value, self->persistent);
      break;
    case PROP_MODE:
      g_value_set_int (value, self->mode);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_session_dispose (GObject *object)
{
  VouchSession *self = VOUCH_SESSION (object);

  vouch_session_stop (self);
  g_clear_object (&self->http);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vouch_session_parent_class)->dispose (object);
}

static void
vouch_session_finalize (GObject *object)
{
  VouchSession *self = VOUCH_SESSION (object);

  g_hash_table_unref (self->follows);
  g_hash_table_unref (self->sending);
  g_hash_table_unref (self->verifying);
  g_hash_table_unref (self->held);
  g_hash_table_unref (self->media);
  g_ptr_array_unref (self->refresh_waiters);
  g_queue_clear_full (&self->ahead, g_free);
  g_clear_object (&self->cancellable);
  g_free (self->directory);
  g_free (self->server);
  g_free (self->offered);
  g_free (self->access_token);
  g_free (self->refresh_token);
  g_free (self->user_id);
  g_free (self->user_name);
  g_free (self->user_email);
  g_free (self->company_name);

  G_OBJECT_CLASS (vouch_session_parent_class)->finalize (object);
}

static void
vouch_session_class_init (VouchSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vouch_session_get_property;
  object_class->dispose = vouch_session_dispose;
  object_class->finalize = vouch_session_finalize;

  properties[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, VOUCH_TYPE_STORE, flags);
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, VOUCH_SESSION_SIGNED_OUT,
                                             VOUCH_SESSION_OFFLINE, 0, flags);
  properties[PROP_N_WAITING] = g_param_spec_uint ("n-waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_ATTENTION] =
      g_param_spec_uint ("n-attention", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_SERVER] = g_param_spec_string ("server", NULL, NULL, NULL, flags);
  properties[PROP_USER_ID] = g_param_spec_string ("user-id", NULL, NULL, NULL, flags);
  properties[PROP_USER_NAME] = g_param_spec_string ("user-name", NULL, NULL, NULL, flags);
  properties[PROP_USER_EMAIL] = g_param_spec_string ("user-email", NULL, NULL, NULL, flags);
  properties[PROP_COMPANY_NAME] = g_param_spec_string ("company-name", NULL, NULL, NULL, flags);
  properties[PROP_PERMISSIONS] =
      g_param_spec_uint ("permissions", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_OUTDATED] = g_param_spec_boolean ("outdated", NULL, NULL, FALSE, flags);
  properties[PROP_PERSISTENT] = g_param_spec_boolean ("persistent", NULL, NULL, TRUE, flags);
  properties[PROP_MODE] =
      g_param_spec_int ("mode", NULL, NULL, 0, VOUCH_MODE_LIVE, VOUCH_MODE_TEST, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  ended_signal = g_signal_new ("ended", VOUCH_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
vouch_session_init (VouchSession *self)
{
  self->persistent = TRUE;
  self->follows = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, vouch_session_follow_free);
  self->sending = g_hash_table_new (NULL, NULL);
  self->verifying = g_hash_table_new (NULL, NULL);
  self->held = g_hash_table_new (NULL, NULL);
  self->media =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, vouch_session_media_load_free);
  self->refresh_waiters = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
}

static void
outbox_changed_cb (VouchSession *self)
{
  vouch_session_update_counts (self);
  vouch_session_pump (self);
}

VouchSession *
vouch_session_new (VouchStore *store, const char *directory)
{
  VouchSession *self;

  g_return_val_if_fail (VOUCH_IS_STORE (store), NULL);
  g_return_val_if_fail (directory != NULL, NULL);

  self = g_object_new (VOUCH_TYPE_SESSION, NULL);
  self->store = g_object_ref (store);
  self->directory = g_strdup (directory);
  if (g_mkdir_with_parents (directory, 0700) != 0 || g_chmod (directory, 0700) != 0)
    g_debug ("The directory of the session cannot be made private");
  g_signal_connect_object (vouch_store_get_outbox (store), "items-changed",
                           G_CALLBACK (outbox_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "changed", G_CALLBACK (vouch_session_update_counts), self,
                           G_CONNECT_SWAPPED);
  vouch_store_set_staging (store, TRUE);
  vouch_session_update_counts (self);
  return self;
}

VouchStore *
vouch_session_get_store (VouchSession *self)
{
  g_return_val_if_fail (VOUCH_IS_SESSION (self), NULL);
  return self->store;
}

void
vouch_session_close (VouchSession *self)
{
  g_return_if_fail (VOUCH_IS_SESSION (self));
  vouch_session_stop (self);
}

static void
set_state (VouchSession *self, VouchSessionState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
vouch_session_update_state (VouchSession *self)
{
  if (!self->signed_in)
    set_state (self, VOUCH_SESSION_SIGNED_OUT);
  else if (!self->online)
    set_state (self, self->epoch == 0 && self->failures == 0 ? VOUCH_SESSION_CONNECTING
                                                             : VOUCH_SESSION_OFFLINE);
  else if (g_hash_table_size (self->sending) > 0 || vouch_session_is_loading (self))
    set_state (self, VOUCH_SESSION_SYNCING);
  else
    set_state (self, VOUCH_SESSION_ONLINE);
}

void
vouch_session_update_counts (VouchSession *self)
{
  GListModel *outbox = self->store != NULL ? vouch_store_get_outbox (self->store) : NULL;
  guint n = outbox != NULL ? g_list_model_get_n_items (outbox) : 0;
  guint waiting = 0;
  guint attention = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VouchCommand) command = g_list_model_get_item (outbox, i);
      VouchCommandState state = vouch_command_get_state (command);

      attention += state == VOUCH_COMMAND_REFUSED;
      waiting += state == VOUCH_COMMAND_WAITING || state == VOUCH_COMMAND_SENT ||
                 state == VOUCH_COMMAND_STAGED;
    }
  if (self->n_waiting != waiting)
    {
      self->n_waiting = waiting;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WAITING]);
    }
  if (self->n_attention != attention)
    {
      self->n_attention = attention;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ATTENTION]);
    }
}

static gboolean
pump_cb (gpointer user_data)
{
  VouchSession *self = user_data;

  self->pump_id = 0;
  if (self->signed_in)
    {
      vouch_session_pull (self);
      vouch_session_push (self);
      vouch_session_update_state (self);
    }
  return G_SOURCE_REMOVE;
}

void
vouch_session_pump (VouchSession *self)
{
  if (self->signed_in && self->pump_id == 0)
    self->pump_id = g_idle_add_full (G_PRIORITY_DEFAULT, pump_cb, self, NULL);
}

static gboolean
retry_cb (gpointer user_data)
{
  VouchSession *self = user_data;

  self->retry_id = 0;
  vouch_session_want_all (self);
  vouch_session_pump (self);
  return G_SOURCE_REMOVE;
}

/* Doubles, with a third of chance in it: desktops that lost a server together must not all come
 * back in the same second. */
static void
schedule_retry (VouchSession *self)
{
  double seconds = MIN (1u << MIN (self->failures, 6u), RETRY_MAX_SECONDS);

  if (self->retry_id == 0 && self->signed_in)
    self->retry_id = g_timeout_add ((guint) (seconds * 1000 * g_random_double_range (0.67, 1.33)),
                                    retry_cb, self);
}

void
vouch_session_note_failure (VouchSession *self, const GError *error)
{
  if (!self->signed_in || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_SESSION_ENDED))
    return;
  if (g_error_matches (error, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_OFFLINE) ||
      g_error_matches (error, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_CERTIFICATE_CHANGED))
    vouch_session_set_online (self, FALSE);
  schedule_retry (self);
  self->failures++;
  vouch_session_update_state (self);
}

void
vouch_session_set_online (VouchSession *self, gboolean online)
{
  if (online)
    {
      self->failures = 0;
      g_clear_handle_id (&self->retry_id, g_source_remove);
    }
  if (self->online == online)
    return;
  self->online = online;
  vouch_store_set_staging (self->store, !online);
  if (online)
    {
      self->epoch++;
      vouch_session_want_all (self);
      vouch_session_listen (self);
      vouch_session_pump (self);
    }
  else
    vouch_session_stop_listening (self);
  vouch_session_update_state (self);
}

void
vouch_session_set_outdated (VouchSession *self)
{
  if (self->outdated)
    return;
  self->outdated = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OUTDATED]);
}

void
vouch_session_set_persistent (VouchSession *self, gboolean persistent)
{
  if (self->persistent == persistent)
    return;
  self->persistent = persistent;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERSISTENT]);
}

void
vouch_session_notify_identity (VouchSession *self)
{
  for (guint i = PROP_SERVER; i <= PROP_PERMISSIONS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static gboolean
poll_cb (gpointer user_data)
{
  VouchSession *self = user_data;

  self->poll_id = g_timeout_add ((guint) (POLL_SECONDS * 1000 * g_random_double_range (0.8, 1.2)),
                                 poll_cb, self);
  vouch_session_want_all (self);
  vouch_session_pump (self);
  return G_SOURCE_REMOVE;
}

void
vouch_session_start (VouchSession *self)
{
  g_autofree char *workspace = vouch_session_workspace (self);

  self->signed_in = TRUE;
  vouch_store_set_mode (self->store, self->mode);
  vouch_store_set_user_id (self->store, self->user_id);
  vouch_session_want (self, workspace)->refs = 1;
  if (self->poll_id == 0)
    self->poll_id = g_timeout_add ((guint) (POLL_SECONDS * 1000 * g_random_double_range (0.8, 1.2)),
                                   poll_cb, self);
  vouch_session_notify_identity (self);
  vouch_session_update_state (self);
  vouch_session_pump (self);
}

void
vouch_session_stop (VouchSession *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_clear_handle_id (&self->poll_id, g_source_remove);
  g_clear_handle_id (&self->pump_id, g_source_remove);
  vouch_session_stop_listening (self);
  vouch_session_stop_media (self);
  g_queue_clear_full (&self->ahead, g_free);
  g_clear_object (&self->ahead_profile);
  g_hash_table_remove_all (self->follows);
  g_hash_table_remove_all (self->sending);
  g_hash_table_remove_all (self->verifying);
  g_hash_table_remove_all (self->held);
  self->pulls = 0;
  self->epoch = 0;
  self->failures = 0;
  self->signed_in = FALSE;
  self->online = FALSE;
  g_clear_pointer (&self->access_token, g_free);
  if (self->store != NULL)
    vouch_store_set_staging (self->store, TRUE);
  vouch_session_update_state (self);
}

void
vouch_session_end (VouchSession *self)
{
  if (!self->signed_in)
    return;
  g_clear_pointer (&self->refresh_token, g_free);
  vouch_session_stop (self);
  g_signal_emit (self, ended_signal, 0);
}

VouchMode
vouch_session_get_mode (VouchSession *self)
{
  g_return_val_if_fail (VOUCH_IS_SESSION (self), VOUCH_MODE_TEST);
  return self->mode;
}

void
vouch_session_set_mode (VouchSession *self, VouchMode mode)
{
  g_autofree char *old = NULL;
  g_autofree char *new = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (VOUCH_IS_SESSION (self));

  if (self->mode == mode)
    return;
  old = vouch_session_workspace (self);
  self->mode = mode;
  self->mode_chosen = TRUE;
  new = vouch_session_workspace (self);
  vouch_store_set_mode (self->store, mode);
  if (self->signed_in)
    {
      vouch_session_want (self, old)->refs = 0;
      vouch_session_want (self, new)->refs = 1;
      if (!vouch_session_save_account (self, &error))
        g_debug ("The mode could not be kept: %s", error->message);
      vouch_session_pump (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODE]);
}

void
vouch_session_sync_now (VouchSession *self)
{
  g_return_if_fail (VOUCH_IS_SESSION (self));
  vouch_session_want_all (self);
  vouch_session_pump (self);
}

gboolean
vouch_session_can (VouchSession *self, VouchPermission permission)
{
  g_return_val_if_fail (VOUCH_IS_SESSION (self), FALSE);
  return vouch_permissions_has (self->permissions, permission);
}

#define GETTER(type, name, field, dflt) \
  type vouch_session_get_##name (VouchSession *self) \
  { \
    g_return_val_if_fail (VOUCH_IS_SESSION (self), dflt); \
    return self->field; \
  }

GETTER (VouchSessionState, state, state, VOUCH_SESSION_SIGNED_OUT)
GETTER (guint, n_waiting, n_waiting, 0)
GETTER (guint, n_attention, n_attention, 0)
GETTER (gboolean, persistent, persistent, FALSE)
GETTER (const char *, server, server, NULL)
GETTER (const char *, user_id, user_id, NULL)
GETTER (const char *, user_name, user_name, NULL)
GETTER (const char *, user_email, user_email, NULL)
GETTER (const char *, company_name, company_name, NULL)
GETTER (VouchPermissions, permissions, permissions, 0)
GETTER (const char *, offered_fingerprint, offered, NULL)
