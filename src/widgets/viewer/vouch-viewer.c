/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The zoomable viewer of one picture or document. */
#define G_LOG_DOMAIN "vouch-viewer"

#include "vouch-viewer-private.h"

#include "vouch-empty-state.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  PROP_PICTURE = 1,
  PROP_VIEWPORT,
  PROP_PAGE,
  PROP_CONTROLS_VISIBLE,
  PROP_STATE,
  PROP_ERROR_TEXT,
  PROP_LABEL,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_ENUM_TYPE (VouchViewerState, vouch_viewer_state,
                    G_DEFINE_ENUM_VALUE (VOUCH_VIEWER_EMPTY, "empty"),
                    G_DEFINE_ENUM_VALUE (VOUCH_VIEWER_LOADING, "loading"),
                    G_DEFINE_ENUM_VALUE (VOUCH_VIEWER_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (VOUCH_VIEWER_ERROR, "error"))

G_DEFINE_FINAL_TYPE (VouchViewer, vouch_viewer, GTK_TYPE_WIDGET)

static void
update_labels (VouchViewer *self)
{
  VouchViewport *viewport = vouch_viewer_get_viewport (self);
  guint n_pages = self->picture ? vouch_picture_get_n_pages (self->picture) : 0;
  g_autofree char *zoom =
      /* Translators: %d is the zoom in percent */
      g_strdup_printf (_ ("%d %%"), (int) round (vouch_viewport_get_scale (viewport) * 100));
  g_autofree char *page =
      /* Translators: the place in a document: page 2 of 5 */
      g_strdup_printf (_ ("%u of %u"), vouch_viewer_get_page (self) + 1, n_pages);
  g_autofree char *place = n_pages > 1
                               ? g_strdup_printf (_ ("Page %u of %u, zoom %s"),
                                                  vouch_viewer_get_page (self) + 1, n_pages, zoom)
                               : g_strdup_printf (_ ("Zoom %s"), zoom);

  gtk_label_set_label (self->zoom_label, self->state == VOUCH_VIEWER_READY ? zoom : "–");
  gtk_label_set_label (self->page_label, page);
  gtk_widget_set_visible (self->pages, n_pages > 1);
  /* Nothing to control, but for the way to another page */
  gtk_widget_set_visible (self->bar, self->controls_visible &&
                                         (n_pages > 1 || self->state == VOUCH_VIEWER_READY ||
                                          self->state == VOUCH_VIEWER_LOADING));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->canvas), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->label ? self->label : _ ("Picture"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, place, -1);
}

static void
set_state (VouchViewer *self, VouchViewerState state, const char *error_text)
{
  static const char *const pages[] = { "empty", "loading", "picture", "error" };
  gboolean changed = self->state != state;

  self->state = state;
  if (g_strcmp0 (self->error_text, error_text) != 0)
    {
      g_free (self->error_text);
      self->error_text = g_strdup (error_text);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERROR_TEXT]);
    }
  gtk_stack_set_visible_child_name (self->stack, pages[state]);
  gtk_spinner_set_spinning (self->spinner, state == VOUCH_VIEWER_LOADING);
  if (state == VOUCH_VIEWER_ERROR)
    vouch_error_state_set_text (self->error_page, _ ("This picture cannot be shown"), error_text);
  gtk_label_set_label (self->notice_label, error_text ? error_text : "");
  gtk_widget_set_visible (self->notice, state == VOUCH_VIEWER_READY && error_text);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY,
                               state == VOUCH_VIEWER_LOADING, -1);
  vouch_viewer_update_actions (self);
  update_labels (self);
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

/* Another viewer of the same picture may turn its pages. */
static void
notify_page (VouchViewer *self)
{
  guint page = vouch_viewer_get_page (self);

  if (page == self->shown_page)
    return;
  self->shown_page = page;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PAGE]);
}

/* Size, page or tiles are other than before. */
static void
picture_changed_cb (VouchViewer *self)
{
  const char *error = vouch_picture_get_page_error (self->picture);

  vouch_viewport_set_image_size (vouch_viewer_get_viewport (self),
                                 vouch_picture_get_width (self->picture),
                                 vouch_picture_get_height (self->picture));
  gtk_widget_queue_draw (GTK_WIDGET (self->canvas));
  if (error && !vouch_picture_get_preview (self->picture))
    set_state (self, VOUCH_VIEWER_ERROR, error);
  else
    set_state (self, VOUCH_VIEWER_READY, error);
  notify_page (self);
}

static gboolean
update_labels_cb (gpointer data)
{
  VouchViewer *self = data;

  self->labels_id = 0;
  update_labels (self);
  return G_SOURCE_REMOVE;
}

/* The viewport also changes while widgets are given their sizes: a label that asks for another size
 * just then would never get it. */
static void
viewport_changed_cb (VouchViewer *self)
{
  if (self->labels_id == 0)
    self->labels_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_labels_cb, self, NULL);
}

static void
forget_loading (VouchViewer *self)
{
  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
show_picture (VouchViewer *self, VouchPicture *picture)
{
  forget_loading (self);
  if (self->picture == picture)
    return;
  if (self->picture)
    g_signal_handlers_disconnect_by_data (self->picture, self);
  g_set_object (&self->picture, picture);
  vouch_viewer_canvas_set_picture (self->canvas, picture);
  vouch_viewport_set_rotation (vouch_viewer_get_viewport (self), 0);
  vouch_viewport_fit (vouch_viewer_get_viewport (self));
  if (picture)
    g_signal_connect_object (picture, "changed", G_CALLBACK (picture_changed_cb), self,
                             G_CONNECT_SWAPPED);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PICTURE]);
  notify_page (self);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (VouchViewer) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VouchPicture) picture = vouch_picture_open_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (picture)
    vouch_viewer_set_picture (self, picture);
  else
    vouch_viewer_set_error (self, error->message);
}

static gboolean
vouch_viewer_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (VOUCH_VIEWER (widget)->canvas));
}

static void
vouch_viewer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VouchViewer *self = VOUCH_VIEWER (object);

  switch (id)
    {
    case PROP_PICTURE:
      g_value_set_object (value, self->picture);
      break;
    case PROP_VIEWPORT:
      g_value_set_object (value, vouch_viewer_get_viewport (self));
      break;
    case PROP_PAGE:
      g_value_set_uint (value, vouch_viewer_get_page (self));
      break;
    case PROP_CONTROLS_VISIBLE:
      g_value_set_boolean (value, self->controls_visible);
      break;
    case PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;
    case PROP_ERROR_TEXT:
      g_value_set_string (value, self->error_text);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vouch_viewer_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  VouchViewer *self = VOUCH_VIEWER (object);

  switch (id)
    {
    case PROP_PICTURE:
      vouch_viewer_set_picture (self, g_value_get_object (value));
      break;
    case PROP_PAGE:
      vouch_viewer_set_page (self, g_value_get_uint (value));
      break;
    case PROP_CONTROLS_VISIBLE:
      vouch_viewer_set_controls_visible (self, g_value_get_boolean (value));
      break;
    case PROP_LABEL:
      vouch_viewer_set_label (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vouch_viewer_dispose (GObject *object)
{
  VouchViewer *self = VOUCH_VIEWER (object);
  GtkWidget *child;

  forget_loading (self);
  if (self->picture)
    g_signal_handlers_disconnect_by_data (self->picture, self);
  g_clear_weak_pointer (&self->twin);
  g_clear_handle_id (&self->labels_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), VOUCH_TYPE_VIEWER);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  g_clear_object (&self->picture);
  g_clear_pointer (&self->error_text, g_free);
  g_clear_pointer (&self->label, g_free);
  G_OBJECT_CLASS (vouch_viewer_parent_class)->dispose (object);
}

static void
add_properties (GObjectClass *klass)
{
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  props[PROP_PICTURE] = g_param_spec_object ("picture", NULL, NULL, VOUCH_TYPE_PICTURE, both);
  props[PROP_VIEWPORT] = g_param_spec_object ("viewport", NULL, NULL, VOUCH_TYPE_VIEWPORT, read);
  props[PROP_PAGE] = g_param_spec_uint ("page", NULL, NULL, 0, G_MAXUINT, 0, both);
  props[PROP_CONTROLS_VISIBLE] = g_param_spec_boolean ("controls-visible", NULL, NULL, TRUE, both);
  props[PROP_STATE] =
      g_param_spec_enum ("state", NULL, NULL, VOUCH_TYPE_VIEWER_STATE, VOUCH_VIEWER_EMPTY, read);
  props[PROP_ERROR_TEXT] = g_param_spec_string ("error-text", NULL, NULL, NULL, read);
  props[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, both);
  g_object_class_install_properties (klass, N_PROPS, props);
}

static void
vouch_viewer_class_init (VouchViewerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vouch_viewer_dispose;
  object_class->get_property = vouch_viewer_get_property;
  object_class->set_property = vouch_viewer_set_property;
  widget_class->grab_focus = vouch_viewer_grab_focus;
  add_properties (object_class);
  g_type_ensure (VOUCH_TYPE_VIEWER_CANVAS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/vouch/Workplace/ui/widgets/vouch-viewer.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchViewer, stack);
  gtk_widget_class_bind_template_child (widget_class, VouchViewer, canvas);
  gtk_widget_class_bind_template_child (widget_class, VouchViewer, spinner);
  gtk_widget_class_bind_template_child (widget_class, VouchViewer, notice);
  gtk_widget_class_bind_template_child (widget_class, VouchViewer, notice_label);
  gtk_widget_class_bind_template_child (widget_class, VouchViewer, bar);
  gtk_widget_class_bind_template_child (widget_class, VouchViewer, pages);
  gtk_widget_class_bind_template_child (widget_class, VouchViewer, page_label);
  gtk_widget_class_bind_template_child (widget_class, VouchViewer, zoom_label);
  gtk_widget_class_bind_template_child (widget_class, VouchViewer, fullscreen_button);
  vouch_viewer_install_actions (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "viewer");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vouch_viewer_init (VouchViewer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->controls_visible = TRUE;
  self->error_page = VOUCH_ERROR_STATE (vouch_error_state_new ("", NULL));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->error_page), "error");
  gtk_stack_add_named (self->stack,
                       vouch_empty_state_new ("image-x-generic-symbolic", _ ("No picture"), NULL),
                       "empty");
  g_signal_connect_object (vouch_viewer_get_viewport (self), "changed",
                           G_CALLBACK (viewport_changed_cb), self, G_CONNECT_SWAPPED);
  set_state (self, VOUCH_VIEWER_EMPTY, NULL);
}

GtkWidget *
vouch_viewer_new (void)
{
  return g_object_new (VOUCH_TYPE_VIEWER, NULL);
}

void
vouch_viewer_set_bytes (VouchViewer *self, GBytes *bytes, const char *mime)
{
  g_return_if_fail (VOUCH_IS_VIEWER (self));

  if (!bytes)
    {
      vouch_viewer_set_picture (self, NULL);
      return;
    }
  vouch_viewer_set_loading (self);
  self->cancellable = g_cancellable_new ();
  vouch_picture_open_async (bytes, mime, self->cancellable, opened_cb, g_object_ref (self));
}

void
vouch_viewer_set_loading (VouchViewer *self)
{
  g_return_if_fail (VOUCH_IS_VIEWER (self));

  show_picture (self, NULL);
  set_state (self, VOUCH_VIEWER_LOADING, NULL);
  if (self->twin && !self->fills_screen)
    vouch_viewer_set_loading (self->twin);
}

void
vouch_viewer_set_error (VouchViewer *self, const char *text)
{
  g_return_if_fail (VOUCH_IS_VIEWER (self));
  g_return_if_fail (text);

  show_picture (self, NULL);
  set_state (self, VOUCH_VIEWER_ERROR, text);
  if (self->twin && !self->fills_screen)
    vouch_viewer_set_error (self->twin, text);
}

void
vouch_viewer_set_picture (VouchViewer *self, VouchPicture *picture)
{
  g_return_if_fail (VOUCH_IS_VIEWER (self));

  show_picture (self, picture);
  if (picture)
    picture_changed_cb (self);
  else
    set_state (self, VOUCH_VIEWER_EMPTY, NULL);
  if (self->twin && !self->fills_screen)
    vouch_viewer_set_picture (self->twin, picture);
}

VouchPicture *
vouch_viewer_get_picture (VouchViewer *self)
{
  return self->picture;
}

VouchViewport *
vouch_viewer_get_viewport (VouchViewer *self)
{
  return vouch_viewer_canvas_get_viewport (self->canvas);
}

void
vouch_viewer_set_page (VouchViewer *self, guint page)
{
  g_return_if_fail (VOUCH_IS_VIEWER (self));

  if (!self->picture || page == vouch_viewer_get_page (self) ||
      page >= vouch_picture_get_n_pages (self->picture))
    return;
  vouch_picture_set_page (self->picture, page);
}

guint
vouch_viewer_get_page (VouchViewer *self)
{
  return self->picture ? vouch_picture_get_page (self->picture) : 0;
}

void
vouch_viewer_set_controls_visible (VouchViewer *self, gboolean visible)
{
  g_return_if_fail (VOUCH_IS_VIEWER (self));

  if (self->controls_visible == visible)
    return;
  self->controls_visible = visible;
  update_labels (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CONTROLS_VISIBLE]);
}

void
vouch_viewer_set_label (VouchViewer *self, const char *label)
{
  g_return_if_fail (VOUCH_IS_VIEWER (self));

  if (g_strcmp0 (self->label, label) == 0)
    return;
  g_free (self->label);
  self->label = g_strdup (label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label ? label : _ ("Picture"), -1);
  update_labels (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LABEL]);
}

VouchViewerState
vouch_viewer_get_state (VouchViewer *self)
{
  return self->state;
}

const char *
vouch_viewer_get_error_text (VouchViewer *self)
{
  return self->error_text;
}
