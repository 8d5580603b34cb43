/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every part of the profile looks at: one applicant, the person deciding, the outbox. */
#include "vouch-profile-context.h"

struct _VouchProfileContext
{
  GObject parent_instance;
  /* Owned */
  VouchStore *store;
  VouchSession *session;
  VouchProfile *profile;
  GPtrArray *commands; /* VouchCommand of this applicant, oldest first */
  GHashTable *textures;
  char *id;
  char *user_id;

  VouchPermissions permissions;
  gboolean own_user;
  gboolean submitting;
  gboolean closed;
  guint update_id;
};

enum
{
  SIGNAL_UPDATED,
  SIGNAL_MESSAGE,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchProfileContext, vouch_profile_context, G_TYPE_OBJECT)

static gboolean
update_cb (gpointer data)
{
  VouchProfileContext *self = data;

  self->update_id = 0;
  g_signal_emit (self, signals[SIGNAL_UPDATED], 0);
  return G_SOURCE_REMOVE;
}

/* Before the next frame is drawn, so that nobody sees half of it. */
static void
queue_update (VouchProfileContext *self)
{
  if (!self->closed && !self->update_id)
    self->update_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_cb, self, NULL);
}

static void
read_outbox (VouchProfileContext *self)
{
  GListModel *outbox = vouch_store_get_outbox (self->store);

  for (guint i = 0; i < self->commands->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->commands, i), self);
  g_ptr_array_set_size (self->commands, 0);
  for (guint i = 0; outbox && i < g_list_model_get_n_items (outbox); i++)
    {
      g_autoptr (VouchCommand) command = g_list_model_get_item (outbox, i);

      if (g_strcmp0 (vouch_command_get_applicant_id (command), self->id) != 0)
        continue;
      g_signal_connect_object (command, "notify", G_CALLBACK (queue_update), self,
                               G_CONNECT_SWAPPED);
      g_ptr_array_add (self->commands, g_steal_pointer (&command));
    }
}

static void
outbox_changed_cb (VouchProfileContext *self)
{
  if (self->closed)
    return;
  read_outbox (self);
  queue_update (self);
}

static void
profile_changed_cb (VouchProfileContext *self)
{
  queue_update (self);
}

void
vouch_profile_context_close (VouchProfileContext *self)
{
  g_return_if_fail (VOUCH_IS_PROFILE_CONTEXT (self));

  if (self->closed)
    return;
  self->closed = TRUE;
  g_clear_handle_id (&self->update_id, g_source_remove);
  if (self->session)
    vouch_session_unfollow (self->session, self->id);
}

static void
vouch_profile_context_dispose (GObject *object)
{
  VouchProfileContext *self = VOUCH_PROFILE_CONTEXT (object);

  vouch_profile_context_close (self);
  if (self->commands)
    for (guint i = 0; i < self->commands->len; i++)
      g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->commands, i), self);
  g_clear_pointer (&self->commands, g_ptr_array_unref);
  g_clear_object (&self->profile);
  g_clear_object (&self->session);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (vouch_profile_context_parent_class)->dispose (object);
}

static void
vouch_profile_context_finalize (GObject *object)
{
  VouchProfileContext *self = VOUCH_PROFILE_CONTEXT (object);

  g_clear_pointer (&self->textures, g_hash_table_unref);
  g_free (self->id);
  g_free (self->user_id);
  G_OBJECT_CLASS (vouch_profile_context_parent_class)->finalize (object);
}

static void
vouch_profile_context_class_init (VouchProfileContextClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vouch_profile_context_dispose;
  G_OBJECT_CLASS (klass)->finalize = vouch_profile_context_finalize;
  signals[SIGNAL_UPDATED] = g_signal_new ("updated", VOUCH_TYPE_PROFILE_CONTEXT, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_MESSAGE] = g_signal_new ("message", VOUCH_TYPE_PROFILE_CONTEXT, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
vouch_profile_context_init (VouchProfileContext *self)
{
  self->commands = g_ptr_array_new_with_free_func (g_object_unref);
  self->textures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

VouchProfileContext *
vouch_profile_context_new (VouchStore *store, VouchSession *session, const char *applicant_id)
{
  VouchProfileContext *self = g_object_new (VOUCH_TYPE_PROFILE_CONTEXT, NULL);
  GListModel *outbox = vouch_store_get_outbox (store);

  self->store = g_object_ref (store);
  self->id = g_strdup (applicant_id);
  self->profile = vouch_profile_new (store, applicant_id);
  g_signal_connect_object (self->profile, "changed", G_CALLBACK (profile_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->profile, "notify", G_CALLBACK (profile_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (vouch_profile_get_applicant (self->profile), "notify",
                           G_CALLBACK (profile_changed_cb), self, G_CONNECT_SWAPPED);
  /* Names of reviewers and flows. */
  g_signal_connect_object (store, "changed", G_CALLBACK (profile_changed_cb), self,
                           G_CONNECT_SWAPPED);
  if (outbox)
    g_signal_connect_object (outbox, "items-changed", G_CALLBACK (outbox_changed_cb), self,
                             G_CONNECT_SWAPPED);
  read_outbox (self);
  if (session)
    {
      self->session = g_object_ref (session);
      g_signal_connect_object (session, "notify", G_CALLBACK (profile_changed_cb), self,
                               G_CONNECT_SWAPPED);
      vouch_session_follow (session, applicant_id);
    }
  return self;
}

void
vouch_profile_context_set_user (VouchProfileContext *self, const char *user_id,
                                VouchPermissions permissions)
{
  g_free (self->user_id);
  self->user_id = g_strdup (user_id);
  self->permissions = permissions;
  self->own_user = TRUE;
  queue_update (self);
}

VouchStore *
vouch_profile_context_get_store (VouchProfileContext *self)
{
  return self->store;
}

VouchSession *
vouch_profile_context_get_session (VouchProfileContext *self)
{
  return self->session;
}

VouchProfile *
vouch_profile_context_get_profile (VouchProfileContext *self)
{
  return self->profile;
}

VouchApplicant *
vouch_profile_context_get_applicant (VouchProfileContext *self)
{
  return vouch_profile_get_applicant (self->profile);
}

const VouchApplicantRecord *
vouch_profile_context_get_record (VouchProfileContext *self)
{
  return vouch_applicant_get_record (vouch_profile_get_applicant (self->profile));
}

const char *
vouch_profile_context_get_id (VouchProfileContext *self)
{
  return self->id;
}

const char *
vouch_profile_context_get_user_id (VouchProfileContext *self)
{
  if (self->own_user)
    return self->user_id;
  return self->session ? vouch_session_get_user_id (self->session) : NULL;
}

gboolean
vouch_profile_context_can (VouchProfileContext *self, VouchPermission permission)
{
  if (self->own_user)
    return vouch_permissions_has (self->permissions, permission);
  return self->session && vouch_session_can (self->session, permission);
}

gboolean
vouch_profile_context_is_offline (VouchProfileContext *self)
{
  return vouch_store_get_staging (self->store);
}

VouchCommand *
vouch_profile_context_get_decision (VouchProfileContext *self)
{
  for (guint i = self->commands->len; i > 0; i--)
    {
      VouchCommand *command = g_ptr_array_index (self->commands, i - 1);

      if (vouch_command_is_decision (command))
        return command;
    }
  return NULL;
}

VouchCommand *
vouch_profile_context_get_refused (VouchProfileContext *self)
{
  for (guint i = self->commands->len; i > 0; i--)
    {
      VouchCommand *command = g_ptr_array_index (self->commands, i - 1);

      if (!vouch_command_is_decision (command) &&
          vouch_command_get_state (command) == VOUCH_COMMAND_REFUSED)
        return command;
    }
  return NULL;
}

gboolean
vouch_profile_context_get_submitting (VouchProfileContext *self)
{
  return self->submitting;
}

void
vouch_profile_context_set_submitting (VouchProfileContext *self, gboolean submitting)
{
  if (self->submitting == submitting)
    return;
  self->submitting = submitting;
  queue_update (self);
}

void
vouch_profile_context_command_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (VouchProfileContext) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VouchCommand) command =
      vouch_store_enqueue_finish (VOUCH_STORE (source), result, &error);

  if (!command && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, error->message);
  queue_update (self);
}

guint
vouch_profile_context_count_unresolved (VouchProfileContext *self)
{
  GPtrArray *warnings = vouch_profile_get_warnings (self->profile);
  guint n = 0;

  for (guint i = 0; i < warnings->len; i++)
    {
      const VouchWarningRecord *warning = g_ptr_array_index (warnings, i);

      if (warning->state == VOUCH_WARNING_UNRESOLVED)
        n++;
    }
  return n;
}

const VouchMediaRecord *
vouch_profile_context_find_media (VouchProfileContext *self, const char *sha256)
{
  GPtrArray *media = vouch_profile_get_media (self->profile);

  for (guint i = 0; i < media->len; i++)
    {
      const VouchMediaRecord *medium = g_ptr_array_index (media, i);

      if (g_strcmp0 (medium->sha256, sha256) == 0)
        return medium;
    }
  return NULL;
}

static void
media_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GBytes *bytes = VOUCH_IS_STORE (source)
                      ? vouch_store_load_media_finish (VOUCH_STORE (source), result, &error)
                      : vouch_session_load_media_finish (VOUCH_SESSION (source), result, &error);

  if (bytes)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

void
vouch_profile_context_load_media_async (VouchProfileContext *self, const char *sha256,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, vouch_profile_context_load_media_async);
  if (self->session)
    vouch_session_load_media_async (self->session, sha256, cancellable, media_loaded_cb, task);
  else
    vouch_store_load_media_async (self->store, sha256, cancellable, media_loaded_cb, task);
}

GBytes *
vouch_profile_context_load_media_finish (VouchProfileContext *self, GAsyncResult *result,
                                         GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GdkTexture *
vouch_profile_context_get_texture (VouchProfileContext *self, const char *sha256)
{
  return g_hash_table_lookup (self->textures, sha256);
}

void
vouch_profile_context_keep_texture (VouchProfileContext *self, const char *sha256,
                                    GdkTexture *texture)
{
  g_hash_table_replace (self->textures, g_strdup (sha256), g_object_ref (texture));
}
