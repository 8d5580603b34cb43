/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A video player with frame steps, speed and snapshots, played from memory. */
#define G_LOG_DOMAIN "vouch-video"

#include "vouch-video.h"

#include "vouch-video-player.h"
#include "vouch-widget.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define KEY_SEEK (G_USEC_PER_SEC / 2)

static const double speeds[] = { 0.25, 0.5, 1, 1.5, 2 };

struct _VouchVideo
{
  GtkWidget parent_instance;
  /* Template children, borrowed */
  GtkStack *stack;
  GtkPicture *picture;
  GtkSpinner *spinner;
  AdwStatusPage *error_page;
  GtkWidget *notice;
  GtkLabel *notice_label;
  GtkButton *play_button;
  GtkScale *slider;
  GtkLabel *time_label;
  GtkDropDown *speed;
  /* Owned */
  VouchVideoPlayer *player;
  GBytes *bytes; /* until it is opened */
  char *error_text;
  char *label;

  VouchVideoState state;
  gint64 position;
  gint64 duration;
  gboolean playing;
};

enum
{
  PROP_STATE = 1,
  PROP_ERROR_TEXT,
  PROP_PLAYING,
  PROP_POSITION,
  PROP_DURATION,
  PROP_SPEED,
  PROP_LABEL,
  N_PROPS
};

enum
{
  SNAPSHOT,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_ENUM_TYPE (VouchVideoState, vouch_video_state,
                    G_DEFINE_ENUM_VALUE (VOUCH_VIDEO_EMPTY, "empty"),
                    G_DEFINE_ENUM_VALUE (VOUCH_VIDEO_LOADING, "loading"),
                    G_DEFINE_ENUM_VALUE (VOUCH_VIDEO_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (VOUCH_VIDEO_ERROR, "error"))

G_DEFINE_FINAL_TYPE (VouchVideo, vouch_video, GTK_TYPE_WIDGET)

/* Tenths: a frame step must be seen to move something, and more digits only flicker. */
static char *
format_time (gint64 time)
{
  gint64 tenths = time / (G_USEC_PER_SEC / 10);

  return g_strdup_printf ("%d:%02d.%d", (int) (tenths / 600), (int) (tenths / 10 % 60),
                          (int) (tenths % 10));
}

static void
update_time (VouchVideo *self)
{
  g_autofree char *position = format_time (self->position);
  g_autofree char *duration = format_time (self->duration);
  /* Translators: the place in a video and its length: 0:01.2 / 0:04.0 */
  g_autofree char *text = g_strdup_printf (_ ("%s / %s"), position, duration);
  /* Translators: the same, read aloud */
  g_autofree char *spoken = g_strdup_printf (_ ("%s of %s"), position, duration);

  gtk_label_set_label (self->time_label, text);
  gtk_range_set_range (GTK_RANGE (self->slider), 0, MAX (self->duration, 1) / 1e6);
  gtk_range_set_value (GTK_RANGE (self->slider), self->position / 1e6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->slider), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  spoken, -1);
}

static void
update_playing (VouchVideo *self)
{
  const char *what = self->playing ? _ ("Pause") : _ ("Play");
  const char *tip = self->playing ? _ ("Pause (Space)") : _ ("Play (Space)");

  gtk_button_set_icon_name (self->play_button, self->playing ? "media-playback-pause-symbolic"
                                                             : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play_button), tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  what, -1);
}

static void
set_state (VouchVideo *self, VouchVideoState state, const char *error_text)
{
  static const char *const pages[] = { "empty", "loading", "video", "error" };
  static const char *const actions[] = { "video.play", "video.step-back", "video.step-forward",
                                         "video.snapshot" };
  gboolean ready = state == VOUCH_VIDEO_READY;
  gboolean changed = self->state != state;

  if (!changed && g_strcmp0 (self->error_text, error_text) == 0)
    return;
  self->state = state;
  if (g_strcmp0 (self->error_text, error_text) != 0)
    {
      g_free (self->error_text);
      self->error_text = g_strdup (error_text);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERROR_TEXT]);
    }
  gtk_stack_set_visible_child_name (self->stack, pages[state]);
  gtk_spinner_set_spinning (self->spinner, state == VOUCH_VIDEO_LOADING);
  if (state == VOUCH_VIDEO_ERROR)
    adw_status_page_set_description (self->error_page, self->error_text);
  gtk_label_set_label (self->notice_label, self->error_text ? self->error_text : "");
  gtk_widget_set_visible (self->notice, ready && self->error_text);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], ready);
  gtk_widget_set_sensitive (GTK_WIDGET (self->slider), ready);
  gtk_widget_set_sensitive (GTK_WIDGET (self->speed), ready);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY,
                               state == VOUCH_VIDEO_LOADING, -1);
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

/* Takes over what the player says, or that there is none. */
static void
follow_player (VouchVideo *self)
{
  GObject *object = G_OBJECT (self);
  gint64 position = self->player ? vouch_video_player_get_position (self->player) : 0;
  gint64 duration = self->player ? vouch_video_player_get_duration (self->player) : 0;
  gboolean playing = self->player && vouch_video_player_get_playing (self->player);

  g_object_freeze_notify (object);
  if (self->position != position || self->duration != duration)
    {
      if (self->position != position)
        g_object_notify_by_pspec (object, props[PROP_POSITION]);
      if (self->duration != duration)
        g_object_notify_by_pspec (object, props[PROP_DURATION]);
      self->position = position;
      self->duration = duration;
      update_time (self);
    }
  if (self->playing != playing)
    {
      self->playing = playing;
      update_playing (self);
      g_object_notify_by_pspec (object, props[PROP_PLAYING]);
    }
  g_object_thaw_notify (object);
}

static void
player_changed_cb (VouchVideo *self)
{
  const char *error = vouch_video_player_get_error (self->player);
  gboolean shown = vouch_video_player_get_texture (self->player) != NULL;

  follow_player (self);
  if (shown)
    set_state (self, VOUCH_VIDEO_READY, error);
  else if (error)
    set_state (self, VOUCH_VIDEO_ERROR, error);
}

static void
forget_clip (VouchVideo *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  if (!self->player)
    return;
  g_signal_handlers_disconnect_by_data (self->player, self);
  if (self->picture)
    gtk_picture_set_paintable (self->picture, NULL);
  vouch_video_player_close (self->player);
  g_clear_object (&self->player);
}

static void
open_clip (VouchVideo *self)
{
  g_autoptr (GBytes) bytes = g_steal_pointer (&self->bytes);

  if (!bytes)
    return;
  self->player = vouch_video_player_new ();
  vouch_video_player_set_rate (self->player, vouch_video_get_speed (self));
  g_signal_connect_object (self->player, "changed", G_CALLBACK (player_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (self->player));
  vouch_video_player_open (self->player, bytes);
}

static void
action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VouchVideo *self = VOUCH_VIDEO (widget);
  g_autoptr (GdkTexture) frame = NULL;

  if (g_str_equal (name, "video.step-back"))
    vouch_video_step (self, -1);
  else if (g_str_equal (name, "video.step-forward"))
    vouch_video_step (self, 1);
  else if (g_str_equal (name, "video.play") && self->playing)
    vouch_video_pause (self);
  else if (g_str_equal (name, "video.play"))
    vouch_video_play (self);
  else if ((frame = vouch_video_snapshot_frame (self)))
    g_signal_emit (self, signals[SNAPSHOT], 0, frame);
}

static gboolean
seek_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  VouchVideo *self = VOUCH_VIDEO (widget);

  if (self->state != VOUCH_VIDEO_READY)
    return GDK_EVENT_PROPAGATE;
  vouch_video_seek (self, self->position + g_variant_get_int32 (args) * (gint64) KEY_SEEK);
  return GDK_EVENT_STOP;
}

static gboolean
slider_moved_cb (VouchVideo *self, GtkScrollType scroll, double value)
{
  vouch_video_seek (self, (gint64) (value * 1e6));
  return GDK_EVENT_STOP;
}

static void
speed_chosen_cb (VouchVideo *self)
{
  if (self->player)
    vouch_video_player_set_rate (self->player, vouch_video_get_speed (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SPEED]);
}

static void
vouch_video_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vouch_video_parent_class)->map (widget);
  open_clip (VOUCH_VIDEO (widget));
}

/* A clip on a page that is left must not go on talking. */
static void
vouch_video_unmap (GtkWidget *widget)
{
  vouch_video_pause (VOUCH_VIDEO (widget));
  GTK_WIDGET_CLASS (vouch_video_parent_class)->unmap (widget);
}

static gboolean
vouch_video_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (VOUCH_VIDEO (widget)->picture));
}

static void
vouch_video_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VouchVideo *self = VOUCH_VIDEO (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_ERROR_TEXT:
      g_value_set_string (value, self->error_text);
      break;
    case PROP_PLAYING:
      g_value_set_boolean (value, self->playing);
      break;
    case PROP_POSITION:
      g_value_set_int64 (value, self->position);
      break;
    case PROP_DURATION:
      g_value_set_int64 (value, self->duration);
      break;
    case PROP_SPEED:
      g_value_set_double (value, vouch_video_get_speed (self));
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vouch_video_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  VouchVideo *self = VOUCH_VIDEO (object);

  if (id == PROP_SPEED)
    vouch_video_set_speed (self, g_value_get_double (value));
  else if (id == PROP_LABEL)
    vouch_video_set_label (self, g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vouch_video_dispose (GObject *object)
{
  VouchVideo *self = VOUCH_VIDEO (object);

  forget_clip (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), VOUCH_TYPE_VIDEO);
  vouch_widget_clear (GTK_WIDGET (self));
  G_OBJECT_CLASS (vouch_video_parent_class)->dispose (object);
}

static void
vouch_video_finalize (GObject *object)
{
  VouchVideo *self = VOUCH_VIDEO (object);

  g_free (self->error_text);
  g_free (self->label);
  G_OBJECT_CLASS (vouch_video_parent_class)->finalize (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "video.play", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_comma, 0, "video.step-back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_period, 0, "video.step-forward", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, seek_key_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, seek_key_cb, "i", 1);
}

static void
add_properties (GObjectClass *klass)
{
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  props[PROP_STATE] =
      g_param_spec_enum ("state", NULL, NULL, VOUCH_TYPE_VIDEO_STATE, VOUCH_VIDEO_EMPTY, read);
  props[PROP_ERROR_TEXT] = g_param_spec_string ("error-text", NULL, NULL, NULL, read);
  props[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, read);
  props[PROP_POSITION] = g_param_spec_int64 ("position", NULL, NULL, 0, G_MAXINT64, 0, read);
  props[PROP_DURATION] = g_param_spec_int64 ("duration", NULL, NULL, 0, G_MAXINT64, 0, read);
  props[PROP_SPEED] = g_param_spec_double ("speed", NULL, NULL, 0.25, 2, 1, both);
  props[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, both);
  g_object_class_install_properties (klass, N_PROPS, props);
}

static void
vouch_video_class_init (VouchVideoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vouch_video_dispose;
  object_class->finalize = vouch_video_finalize;
  object_class->get_property = vouch_video_get_property;
  object_class->set_property = vouch_video_set_property;
  widget_class->map = vouch_video_map;
  widget_class->unmap = vouch_video_unmap;
  widget_class->grab_focus = vouch_video_grab_focus;
  add_properties (object_class);
  signals[SNAPSHOT] = g_signal_new ("snapshot", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, GDK_TYPE_TEXTURE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/vouch/Workplace/ui/widgets/vouch-video.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchVideo, stack);
  gtk_widget_class_bind_template_child (widget_class, VouchVideo, picture);
  gtk_widget_class_bind_template_child (widget_class, VouchVideo, spinner);
  gtk_widget_class_bind_template_child (widget_class, VouchVideo, error_page);
  gtk_widget_class_bind_template_child (widget_class, VouchVideo, notice);
  gtk_widget_class_bind_template_child (widget_class, VouchVideo, notice_label);
  gtk_widget_class_bind_template_child (widget_class, VouchVideo, play_button);
  gtk_widget_class_bind_template_child (widget_class, VouchVideo, slider);
  gtk_widget_class_bind_template_child (widget_class, VouchVideo, time_label);
  gtk_widget_class_bind_template_child (widget_class, VouchVideo, speed);
  gtk_widget_class_bind_template_callback (widget_class, slider_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, speed_chosen_cb);
  gtk_widget_class_install_action (widget_class, "video.play", NULL, action_cb);
  gtk_widget_class_install_action (widget_class, "video.step-back", NULL, action_cb);
  gtk_widget_class_install_action (widget_class, "video.step-forward", NULL, action_cb);
  gtk_widget_class_install_action (widget_class, "video.snapshot", NULL, action_cb);
  add_keys (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "vouchvideo");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vouch_video_init (VouchVideo *self)
{
  self->state = VOUCH_VIDEO_LOADING;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Video"),
                                  -1);
  set_state (self, VOUCH_VIDEO_EMPTY, NULL);
  update_time (self);
  update_playing (self);
}

GtkWidget *
vouch_video_new (void)
{
  return g_object_new (VOUCH_TYPE_VIDEO, NULL);
}

void
vouch_video_set_bytes (VouchVideo *self, GBytes *bytes)
{
  g_return_if_fail (VOUCH_IS_VIDEO (self));

  vouch_video_set_loading (self);
  if (!bytes)
    {
      set_state (self, VOUCH_VIDEO_EMPTY, NULL);
      return;
    }
  self->bytes = g_bytes_ref (bytes);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    open_clip (self);
}

void
vouch_video_set_loading (VouchVideo *self)
{
  g_return_if_fail (VOUCH_IS_VIDEO (self));

  forget_clip (self);
  follow_player (self);
  set_state (self, VOUCH_VIDEO_LOADING, NULL);
}

void
vouch_video_set_error (VouchVideo *self, const char *text)
{
  g_return_if_fail (VOUCH_IS_VIDEO (self));
  g_return_if_fail (text);

  forget_clip (self);
  follow_player (self);
  set_state (self, VOUCH_VIDEO_ERROR, text);
}

void
vouch_video_set_label (VouchVideo *self, const char *label)
{
  g_return_if_fail (VOUCH_IS_VIDEO (self));

  if (g_strcmp0 (self->label, label) == 0)
    return;
  g_free (self->label);
  self->label = g_strdup (label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label ? label : _ ("Video"), -1);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LABEL]);
}

void
vouch_video_play (VouchVideo *self)
{
  g_return_if_fail (VOUCH_IS_VIDEO (self));

  open_clip (self);
  if (self->player)
    vouch_video_player_play (self->player);
}

void
vouch_video_pause (VouchVideo *self)
{
  g_return_if_fail (VOUCH_IS_VIDEO (self));

  if (self->player)
    vouch_video_player_pause (self->player);
}

void
vouch_video_seek (VouchVideo *self, gint64 position)
{
  g_return_if_fail (VOUCH_IS_VIDEO (self));

  if (self->player)
    vouch_video_player_seek (self->player, position);
}

void
vouch_video_step (VouchVideo *self, int frames)
{
  g_return_if_fail (VOUCH_IS_VIDEO (self));

  if (self->player)
    vouch_video_player_step (self->player, frames);
}

void
vouch_video_set_speed (VouchVideo *self, double speed)
{
  g_return_if_fail (VOUCH_IS_VIDEO (self));

  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    if (speeds[i] == speed)
      gtk_drop_down_set_selected (self->speed, i);
}

double
vouch_video_get_speed (VouchVideo *self)
{
  guint chosen = gtk_drop_down_get_selected (self->speed);

  return chosen < G_N_ELEMENTS (speeds) ? speeds[chosen] : 1;
}

gboolean
vouch_video_get_playing (VouchVideo *self)
{
  return self->playing;
}

gint64
vouch_video_get_position (VouchVideo *self)
{
  return self->position;
}

gint64
vouch_video_get_duration (VouchVideo *self)
{
  return self->duration;
}

GdkTexture *
vouch_video_snapshot_frame (VouchVideo *self)
{
  GdkTexture *frame = self->player ? vouch_video_player_get_texture (self->player) : NULL;

  return frame ? g_object_ref (frame) : NULL;
}

guint
vouch_video_get_frames_shown (VouchVideo *self)
{
  return self->player ? vouch_video_player_get_frames_shown (self->player) : 0;
}

VouchVideoState
vouch_video_get_state (VouchVideo *self)
{
  return self->state;
}

const char *
vouch_video_get_error_text (VouchVideo *self)
{
  return self->error_text;
}
