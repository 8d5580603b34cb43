/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An applicant as screens see it: the cached summary with pending commands laid over it. */

#define G_LOG_DOMAIN "vouch-applicant"

#include "vouch-store-private.h"

struct _VouchApplicant
{
  GObject parent_instance;
  /* Owned */
  VouchStore *store;
  char *id;
  VouchApplicantRecord *confirmed;
  VouchApplicantRecord *shown; /* confirmed with the overlay */
  char *reviewer_name;
  char *flow_name;
  char *application_name;
  VouchApplicantPending pending;
  gboolean loaded;
  gboolean gone;
  gboolean registered;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_LOADED,
  PROP_EXISTS,
  PROP_PENDING,
  PROP_TITLE,
  PROP_REVIEWER_NAME,
  PROP_FLOW_NAME,
  PROP_APPLICATION_NAME,
  N_OWN_PROPS
};

/* Properties that are fields of the record, described once. */
typedef struct
{
  const char *name;
  const char *field;
} FieldProp;

static const FieldProp field_props[] = {
  { "external-user-id", "external_user_id" },
  { "full-name", "full_name" },
  { "date-of-birth", "date_of_birth" },
  { "email", "email" },
  { "phone", "phone" },
  { "ip", "ip" },
  { "country", "country" },
  { "city", "city" },
  { "document-country", "document_country" },
  { "phone-country", "phone_country" },
  { "photo", "photo" },
  { "flow-id", "flow_id" },
  { "reviewer-id", "reviewer_id" },
  { "warning-kinds", "warning_kinds" },
  { "status", "status" },
  { "platform", "platform" },
  { "created-at", "created_at" },
  { "updated-at", "updated_at" },
  { "scheduled-deletion-at", "scheduled_deletion_at" },
  { "warnings-unresolved", "warnings_unresolved" },
};

#define N_PROPS (N_OWN_PROPS + G_N_ELEMENTS (field_props))

static GParamSpec *properties[N_PROPS];
static const VouchField *fields[G_N_ELEMENTS (field_props)];

G_DEFINE_FINAL_TYPE (VouchApplicant, vouch_applicant, G_TYPE_OBJECT)

static gboolean
is_text (const VouchField *field)
{
  return field->type == VOUCH_FIELD_TEXT || field->type == VOUCH_FIELD_JSON;
}

static gboolean
is_small (const VouchField *field)
{
  return field->type == VOUCH_FIELD_ENUM;
}

static void
get_field (VouchApplicant *self, const VouchField *field, GValue *value)
{
  if (self->shown == NULL)
    return;
  if (is_text (field))
    g_value_set_string (value, vouch_field_get_text (field, self->shown));
  else if (is_small (field))
    g_value_set_int (value, (int) vouch_field_get_int (field, self->shown));
  else
    g_value_set_int64 (value, vouch_field_get_int (field, self->shown));
}

static void
vouch_applicant_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  VouchApplicant *self = VOUCH_APPLICANT (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    case PROP_EXISTS:
      g_value_set_boolean (value, vouch_applicant_get_exists (self));
      break;
    case PROP_PENDING:
      g_value_set_int (value, self->pending);
      break;
    case PROP_TITLE:
      g_value_set_string (value, vouch_applicant_get_title (self));
      break;
    case PROP_REVIEWER_NAME:
      g_value_set_string (value, self->reviewer_name);
      break;
    case PROP_FLOW_NAME:
      g_value_set_string (value, self->flow_name);
      break;
    case PROP_APPLICATION_NAME:
      g_value_set_string (value, self->application_name);
      break;
    default:
      if (prop_id >= N_OWN_PROPS && prop_id < N_PROPS)
        get_field (self, fields[prop_id - N_OWN_PROPS], value);
      else
        G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_applicant_finalize (GObject *object)
{
  VouchApplicant *self = VOUCH_APPLICANT (object);

  if (self->registered)
    g_hash_table_remove (self->store->applicants, self->id);
  vouch_record_free (&vouch_applicant_type, self->confirmed);
  vouch_record_free (&vouch_applicant_type, self->shown);
  g_free (self->reviewer_name);
  g_free (self->flow_name);
  g_free (self->application_name);
  g_free (self->id);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vouch_applicant_parent_class)->finalize (object);
}

static void
vouch_applicant_class_init (VouchApplicantClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vouch_applicant_get_property;
  object_class->finalize = vouch_applicant_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  properties[PROP_EXISTS] = g_param_spec_boolean ("exists", NULL, NULL, TRUE, flags);
  properties[PROP_PENDING] =
      g_param_spec_int ("pending", NULL, NULL, 0, VOUCH_APPLICANT_REFUSED, 0, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_REVIEWER_NAME] = g_param_spec_string ("reviewer-name", NULL, NULL, NULL, flags);
  properties[PROP_FLOW_NAME] = g_param_spec_string ("flow-name", NULL, NULL, NULL, flags);
  properties[PROP_APPLICATION_NAME] =
      g_param_spec_string ("application-name", NULL, NULL, NULL, flags);
  for (guint i = 0; i < G_N_ELEMENTS (field_props); i++)
    {
      const char *name = field_props[i].name;
      const VouchField *field = vouch_record_field (&vouch_applicant_type, field_props[i].field);

      g_assert (field != NULL);
      fields[i] = field;
      if (is_text (field))
        properties[N_OWN_PROPS + i] = g_param_spec_string (name, NULL, NULL, NULL, flags);
      else if (is_small (field))
        properties[N_OWN_PROPS + i] = g_param_spec_int (name, NULL, NULL, 0, G_MAXINT, 0, flags);
      else
        properties[N_OWN_PROPS + i] =
            g_param_spec_int64 (name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
    }
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vouch_applicant_init (VouchApplicant *self)
{
}

static void
set_string (char **field, const char *value)
{
  char *copy = g_strdup (value);

  g_free (*field);
  *field = copy;
}

/* The overlay: what the waiting commands will have done when the server accepts them. */

static void
lay_over (VouchApplicantRecord *record, VouchCommand *command)
{
  if (g_str_equal (command->type, "review.assign"))
    {
      g_free (record->reviewer_id);
      record->reviewer_id = vouch_command_dup_arg (command, "reviewer_id");
    }
  else if (g_str_equal (command->type, "review.approve"))
    record->status = VOUCH_STATUS_APPROVED;
  else if (g_str_equal (command->type, "review.decline"))
    record->status = VOUCH_STATUS_DECLINED;
  else if (g_str_equal (command->type, "warning.resolve"))
    record->warnings_unresolved = MAX (0, record->warnings_unresolved - 1);
  else if (g_str_equal (command->type, "applicant.restore"))
    record->scheduled_deletion_at = 0;
}

static VouchApplicantPending
overlay (VouchApplicant *self, VouchApplicantRecord *record)
{
  GListModel *outbox = G_LIST_MODEL (self->store->outbox);
  VouchApplicantPending pending = VOUCH_APPLICANT_SETTLED;
  guint n = g_list_model_get_n_items (outbox);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VouchCommand) command = g_list_model_get_item (outbox, i);

      if (g_strcmp0 (command->applicant_id, self->id) != 0 || command->summary_seen)
        continue;
      if (command->state == VOUCH_COMMAND_REFUSED)
        pending = MAX (pending, VOUCH_APPLICANT_REFUSED);
      else if (command->state == VOUCH_COMMAND_STAGED)
        pending = MAX (pending, VOUCH_APPLICANT_STAGED);
      else
        {
          pending = MAX (pending, VOUCH_APPLICANT_WAITING);
          lay_over (record, command);
        }
    }
  return pending;
}

static void
notify_string (VouchApplicant *self, char **field, const char *value, guint prop)
{
  if (g_strcmp0 (*field, value) == 0)
    return;
  set_string (field, value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

static void
notify_fields (VouchApplicant *self, const VouchApplicantRecord *old,
               const VouchApplicantRecord *new)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      gboolean same;

      if (old == NULL)
        same = FALSE;
      else if (is_text (fields[i]))
        same = g_strcmp0 (vouch_field_get_text (fields[i], old),
                          vouch_field_get_text (fields[i], new)) == 0;
      else
        same = vouch_field_get_int (fields[i], old) == vouch_field_get_int (fields[i], new);
      if (!same)
        g_object_notify_by_pspec (G_OBJECT (self), properties[N_OWN_PROPS + i]);
    }
}

void
vouch_applicant_refresh (VouchApplicant *self)
{
  g_autofree char *old_title = NULL;
  VouchApplicantRecord *old;
  VouchApplicantPending pending;

  if (self->confirmed == NULL)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  old_title = g_strdup (vouch_applicant_get_title (self));
  old = self->shown;
  self->shown = vouch_record_copy (&vouch_applicant_type, self->confirmed);
  pending = overlay (self, self->shown);
  notify_fields (self, old, self->shown);
  if (g_strcmp0 (old_title, vouch_applicant_get_title (self)) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  if (pending != self->pending)
    {
      self->pending = pending;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
    }
  notify_string (self, &self->reviewer_name,
                 vouch_store_get_user_name (self->store, self->shown->reviewer_id),
                 PROP_REVIEWER_NAME);
  notify_string (self, &self->flow_name,
                 vouch_store_get_flow_name (self->store, self->shown->flow_id), PROP_FLOW_NAME);
  notify_string (self, &self->application_name,
                 vouch_store_get_application_name (self->store, self->shown->application_id),
                 PROP_APPLICATION_NAME);
  vouch_record_free (&vouch_applicant_type, old);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
set_flags (VouchApplicant *self, gboolean loaded, gboolean gone)
{
  if (self->loaded != loaded)
    {
      self->loaded = loaded;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
    }
  if (self->gone != gone)
    {
      self->gone = gone;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXISTS]);
    }
}

static void
register_id (VouchApplicant *self, const char *id)
{
  self->id = g_strdup (id);
  self->registered = TRUE;
  g_hash_table_insert (self->store->applicants, g_strdup (id), self);
}

void
vouch_applicant_take_record (VouchApplicant *self, VouchApplicantRecord *record)
{
  g_assert (self->id == NULL || g_str_equal (self->id, record->id));

  if (self->confirmed != NULL && record->seq < self->confirmed->seq)
    {
      vouch_record_free (&vouch_applicant_type, record);
      return;
    }

  g_object_freeze_notify (G_OBJECT (self));
  if (self->id == NULL)
    {
      register_id (self, record->id);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ID]);
    }
  vouch_record_free (&vouch_applicant_type, self->confirmed);
  self->confirmed = record;
  vouch_applicant_refresh (self);
  set_flags (self, TRUE, FALSE);
  g_object_thaw_notify (G_OBJECT (self));
}

void
vouch_applicant_set_gone (VouchApplicant *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  set_flags (self, TRUE, TRUE);
  g_object_thaw_notify (G_OBJECT (self));
}

VouchApplicant *
vouch_applicant_new_placeholder (VouchStore *store)
{
  VouchApplicant *self = g_object_new (VOUCH_TYPE_APPLICANT, NULL);

  self->store = g_object_ref (store);
  return self;
}

VouchApplicant *
vouch_store_adopt_applicant (VouchStore *self, VouchApplicant *placeholder,
                             VouchApplicantRecord *record)
{
  VouchApplicant *live = g_hash_table_lookup (self->applicants, record->id);
  g_autoptr (VouchApplicant) applicant = NULL;

  if (live != NULL)
    applicant = g_object_ref (live);
  else if (placeholder != NULL && placeholder->id == NULL)
    applicant = g_object_ref (placeholder);
  else
    applicant = vouch_applicant_new_placeholder (self);
  vouch_applicant_take_record (applicant, record);
  return g_steal_pointer (&applicant);
}

/* Loading one by id */

static void
load_job (GTask *task, VouchDb *db, gpointer job_data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "store/get-applicant", &error);
  gpointer record = NULL;

  if (stmt != NULL)
    {
      vouch_stmt_bind_text (stmt, ":id", job_data);
      record = vouch_stmt_next_record (stmt, &vouch_applicant_type, &error);
    }
  g_clear_pointer (&stmt, vouch_stmt_release);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, record, NULL);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VouchApplicant) self = user_data;
  g_autoptr (GError) error = NULL;
  VouchApplicantRecord *record = g_task_propagate_pointer (G_TASK (result), &error);

  /* Something newer came by the feed while this was read. */
  if (self->loaded)
    vouch_record_free (&vouch_applicant_type, record);
  else if (record != NULL)
    vouch_applicant_take_record (self, record);
  else
    vouch_applicant_set_gone (self);
}

VouchApplicant *
vouch_store_ref_applicant (VouchStore *store, const char *id)
{
  VouchApplicant *self;
  g_autoptr (GTask) task = NULL;

  g_return_val_if_fail (VOUCH_IS_STORE (store), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = g_hash_table_lookup (store->applicants, id);
  if (self != NULL)
    return g_object_ref (self);

  self = vouch_applicant_new_placeholder (store);
  register_id (self, id);
  task = g_task_new (store, NULL, loaded_cb, g_object_ref (self));
  vouch_db_worker_push (store->fetcher, task, G_PRIORITY_HIGH, load_job, g_strdup (id), g_free);
  return self;
}

const char *
vouch_applicant_get_id (VouchApplicant *self)
{
  g_return_val_if_fail (VOUCH_IS_APPLICANT (self), NULL);
  return self->id;
}

gboolean
vouch_applicant_get_loaded (VouchApplicant *self)
{
  g_return_val_if_fail (VOUCH_IS_APPLICANT (self), FALSE);
  return self->loaded;
}

gboolean
vouch_applicant_get_exists (VouchApplicant *self)
{
  g_return_val_if_fail (VOUCH_IS_APPLICANT (self), FALSE);
  return !self->gone;
}

const VouchApplicantRecord *
vouch_applicant_get_record (VouchApplicant *self)
{
  g_return_val_if_fail (VOUCH_IS_APPLICANT (self), NULL);
  return self->shown;
}

const VouchApplicantRecord *
vouch_applicant_get_confirmed (VouchApplicant *self)
{
  g_return_val_if_fail (VOUCH_IS_APPLICANT (self), NULL);
  return self->confirmed;
}

VouchStatus
vouch_applicant_get_status (VouchApplicant *self)
{
  g_return_val_if_fail (VOUCH_IS_APPLICANT (self), VOUCH_STATUS_INIT);
  return self->shown != NULL ? self->shown->status : VOUCH_STATUS_INIT;
}

VouchApplicantPending
vouch_applicant_get_pending (VouchApplicant *self)
{
  g_return_val_if_fail (VOUCH_IS_APPLICANT (self), VOUCH_APPLICANT_SETTLED);
  return self->pending;
}

const char *
vouch_applicant_get_title (VouchApplicant *self)
{
  const VouchApplicantRecord *record;

  g_return_val_if_fail (VOUCH_IS_APPLICANT (self), "");

  record = self->shown;
  if (record != NULL && record->full_name != NULL && *record->full_name != '\0')
    return record->full_name;
  if (record != NULL && record->external_user_id != NULL && *record->external_user_id != '\0')
    return record->external_user_id;
  return self->id != NULL ? self->id : "";
}

const char *
vouch_applicant_get_reviewer_name (VouchApplicant *self)
{
  g_return_val_if_fail (VOUCH_IS_APPLICANT (self), NULL);
  return self->reviewer_name;
}

const char *
vouch_applicant_get_flow_name (VouchApplicant *self)
{
  g_return_val_if_fail (VOUCH_IS_APPLICANT (self), NULL);
  return self->flow_name;
}

const char *
vouch_applicant_get_application_name (VouchApplicant *self)
{
  g_return_val_if_fail (VOUCH_IS_APPLICANT (self), NULL);
  return self->application_name;
}
