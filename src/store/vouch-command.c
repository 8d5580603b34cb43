/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One command of the outbox: what somebody did, and what became of it. */

#define G_LOG_DOMAIN "vouch-command"

#include "vouch-command-private.h"

#include "vouch-json.h"

enum
{
  PROP_0,
  PROP_ID,
  PROP_STATE,
  PROP_ERROR_CODE,
  PROP_ERROR_MESSAGE,
  PROP_CURRENT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VouchCommand, vouch_command, G_TYPE_OBJECT)

static const VouchEnumValue state_values[] = {
  [VOUCH_COMMAND_WAITING] = { "waiting", "" }, [VOUCH_COMMAND_SENT] = { "sent", "" },
  [VOUCH_COMMAND_STAGED] = { "staged", "" },   [VOUCH_COMMAND_ANSWERED] = { "answered", "" },
  [VOUCH_COMMAND_REFUSED] = { "refused", "" },
};
const VouchEnum vouch_command_state_enum = { "command state", state_values,
                                             G_N_ELEMENTS (state_values) };

static void
vouch_command_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  VouchCommand *self = VOUCH_COMMAND (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_ERROR_CODE:
      g_value_set_string (value, self->error_code);
      break;
    case PROP_ERROR_MESSAGE:
      g_value_set_string (value, self->error_message);
      break;
    case PROP_CURRENT:
      g_value_set_string (value, self->current);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_command_finalize (GObject *object)
{
  VouchCommand *self = VOUCH_COMMAND (object);

  g_free (self->id);
  g_free (self->type);
  g_free (self->target);
  g_free (self->applicant_id);
  g_free (self->seen);
  g_free (self->args);
  g_free (self->error_code);
  g_free (self->error_message);
  g_free (self->current);

  G_OBJECT_CLASS (vouch_command_parent_class)->finalize (object);
}

static void
vouch_command_class_init (VouchCommandClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vouch_command_get_property;
  object_class->finalize = vouch_command_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_STATE] =
      g_param_spec_int ("state", NULL, NULL, 0, VOUCH_COMMAND_REFUSED, 0, flags);
  properties[PROP_ERROR_CODE] = g_param_spec_string ("error-code", NULL, NULL, NULL, flags);
  properties[PROP_ERROR_MESSAGE] = g_param_spec_string ("error-message", NULL, NULL, NULL, flags);
  properties[PROP_CURRENT] = g_param_spec_string ("current", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vouch_command_init (VouchCommand *self)
{
}

static void
set_text (VouchCommand *self, char **field, const char *value, int prop)
{
  if (g_strcmp0 (*field, value) == 0)
    return;
  g_free (*field);
  *field = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

void
vouch_command_set_state (VouchCommand *self, VouchCommandState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
vouch_command_set_answer (VouchCommand *self, const char *error_code, const char *message,
                          const char *current)
{
  set_text (self, &self->error_code, error_code, PROP_ERROR_CODE);
  set_text (self, &self->error_message, message, PROP_ERROR_MESSAGE);
  set_text (self, &self->current, current, PROP_CURRENT);
}

void
vouch_command_set_id (VouchCommand *self, const char *id)
{
  set_text (self, &self->id, id, PROP_ID);
}

#define GETTER(type, name, field, dflt) \
  type vouch_command_get_##name (VouchCommand *self) \
  { \
    g_return_val_if_fail (VOUCH_IS_COMMAND (self), dflt); \
    return self->field; \
  }

GETTER (const char *, id, id, NULL)
GETTER (const char *, command_type, type, NULL)
GETTER (const char *, target, target, NULL)
GETTER (const char *, applicant_id, applicant_id, NULL)
GETTER (gint64, base, base, -1)
GETTER (const char *, seen, seen, NULL)
GETTER (const char *, args, args, NULL)
GETTER (gint64, made_at, made_at, 0)
GETTER (gint64, number, number, 0)
GETTER (VouchCommandState, state, state, VOUCH_COMMAND_WAITING)
GETTER (const char *, error_code, error_code, NULL)
GETTER (const char *, error_message, error_message, NULL)
GETTER (const char *, current, current, NULL)

gboolean
vouch_command_is_decision (VouchCommand *self)
{
  g_return_val_if_fail (VOUCH_IS_COMMAND (self), FALSE);
  return g_str_equal (self->type, "review.approve") || g_str_equal (self->type, "review.decline");
}

char *
vouch_command_dup_arg (VouchCommand *self, const char *name)
{
  g_autoptr (VouchJson) json = NULL;

  g_return_val_if_fail (VOUCH_IS_COMMAND (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  json = vouch_json_parse (self->args, -1, NULL);
  return json != NULL ? vouch_json_get_string (json, 0, name) : NULL;
}
