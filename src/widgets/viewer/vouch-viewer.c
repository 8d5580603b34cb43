/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The zoomable viewer of one picture or document. */
#define G_LOG_DOMAIN "vouch-viewer"

#include "vouch-viewer.h"

#include "vouch-empty-state.h"
#include "vouch-error-state.h"
#include "vouch-viewer-canvas.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#define KEY_ZOOM 1.25
#define KEY_PAN 60.0

struct _VouchViewer
{
  GtkWidget parent_instance;
  /* Template children, borrowed */
  GtkStack *stack;
  VouchViewerCanvas *canvas;
  GtkSpinner *spinner;
  VouchErrorState *error_page;
  GtkWidget *notice;
  GtkLabel *notice_label;
  GtkWidget *bar;
  GtkWidget *pages;
  GtkLabel *page_label;
  GtkLabel *zoom_label;
  GtkButton *fullscreen_button;
  /* Owned */
  VouchPicture *picture;
  GCancellable *cancellable;
  char *error_text;
  char *label;
  VouchViewerState state;
  gboolean controls_visible;
  guint shown_page;
  /* The other viewer of a pair: the one in the page and the one that fills the screen. Borrowed,
   * weak */
  VouchViewer *twin;
  gboolean fills_screen;
};

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
update_actions (VouchViewer *self)
{
  static const char *const always[] = {
    "viewer.zoom-in", "viewer.zoom-out",    "viewer.fit",
    "viewer.rotate",  "viewer.actual-size", "viewer.fullscreen"
  };
  gboolean ready = self->state == VOUCH_VIEWER_READY;
  guint page = vouch_viewer_get_page (self);
  guint n_pages = self->picture ? vouch_picture_get_n_pages (self->picture) : 0;
  GtkWidget *widget = GTK_WIDGET (self);

  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    gtk_widget_action_set_enabled (widget, always[i], ready);
  /* A full screen must be left even when its picture is gone. */
  gtk_widget_action_set_enabled (widget, "viewer.fullscreen", ready || self->fills_screen);
  /* A page that cannot be shown must not hold the others back. */
  gtk_widget_action_set_enabled (widget, "viewer.previous-page", page > 0);
  gtk_widget_action_set_enabled (widget, "viewer.next-page", page + 1 < n_pages);
}

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
  update_actions (self);
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

static void
viewport_changed_cb (VouchViewer *self)
{
  update_labels (self);
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

static void
zoom_by (VouchViewer *self, double factor)
{
  vouch_viewport_zoom_by (vouch_viewer_get_viewport (self), factor,
                          gtk_widget_get_width (GTK_WIDGET (self->canvas)) / 2.0,
                          gtk_widget_get_height (GTK_WIDGET (self->canvas)) / 2.0);
}

static void
zoom_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VouchViewer *self = VOUCH_VIEWER (widget);

  if (g_str_equal (name, "viewer.zoom-in"))
    zoom_by (self, KEY_ZOOM);
  else if (g_str_equal (name, "viewer.zoom-out"))
    zoom_by (self, 1 / KEY_ZOOM);
  else if (g_str_equal (name, "viewer.fit"))
    vouch_viewport_fit (vouch_viewer_get_viewport (self));
  else
    zoom_by (self, 1 / vouch_viewport_get_scale (vouch_viewer_get_viewport (self)));
}

static void
rotate_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VouchViewport *viewport = vouch_viewer_get_viewport (VOUCH_VIEWER (widget));

  vouch_viewport_set_rotation (viewport, vouch_viewport_get_rotation (viewport) + 90);
}

static void
page_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VouchViewer *self = VOUCH_VIEWER (widget);
  guint page = vouch_viewer_get_page (self);

  vouch_viewer_set_page (self, g_str_equal (name, "viewer.next-page") ? page + 1 : page - 1);
}

static gboolean
pan_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  VouchViewer *self = VOUCH_VIEWER (widget);
  VouchViewport *viewport = vouch_viewer_get_viewport (self);
  double x = 0, y = 0;
  int dx, dy;

  if (self->state != VOUCH_VIEWER_READY)
    return GDK_EVENT_PROPAGATE;
  vouch_viewport_get_centre (viewport, &x, &y);
  g_variant_get (args, "(ii)", &dx, &dy);
  vouch_viewport_pan (viewport, dx * KEY_PAN, dy * KEY_PAN);
  return GDK_EVENT_STOP;
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  VouchViewer *self = VOUCH_VIEWER (widget);

  if (!self->fills_screen)
    return GDK_EVENT_PROPAGATE;
  gtk_window_close (GTK_WINDOW (gtk_widget_get_root (widget)));
  return GDK_EVENT_STOP;
}

/* The same picture in a window of its own: this widget stays where its page has put it. */
static void
open_fullscreen (VouchViewer *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *window = g_object_new (ADW_TYPE_WINDOW, NULL);
  VouchViewer *twin = VOUCH_VIEWER (vouch_viewer_new ());

  twin->fills_screen = TRUE;
  g_set_weak_pointer (&twin->twin, self);
  g_set_weak_pointer (&self->twin, twin);
  gtk_button_set_icon_name (twin->fullscreen_button, "view-restore-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (twin->fullscreen_button), _ ("Leave full screen (F11)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (twin->fullscreen_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Leave full screen"), -1);
  vouch_viewer_set_label (twin, self->label);
  vouch_viewer_set_picture (twin, self->picture);
  vouch_viewport_set_rotation (vouch_viewer_get_viewport (twin),
                               vouch_viewport_get_rotation (vouch_viewer_get_viewport (self)));
  adw_window_set_content (ADW_WINDOW (window), GTK_WIDGET (twin));
  gtk_window_set_title (GTK_WINDOW (window), self->label ? self->label : _ ("Picture"));
  if (GTK_IS_WINDOW (root))
    {
      gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (root));
      gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
    }
  gtk_window_fullscreen (GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (GTK_WIDGET (twin->canvas));
}

static void
fullscreen_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VouchViewer *self = VOUCH_VIEWER (widget);

  if (self->fills_screen)
    gtk_window_close (GTK_WINDOW (gtk_widget_get_root (widget)));
  else if (self->twin)
    gtk_window_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self->twin))));
  else
    open_fullscreen (self);
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
  gtk_widget_dispose_template (GTK_WIDGET (self), VOUCH_TYPE_VIEWER);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  g_clear_object (&self->picture);
  g_clear_pointer (&self->error_text, g_free);
  g_clear_pointer (&self->label, g_free);
  G_OBJECT_CLASS (vouch_viewer_parent_class)->dispose (object);
}

static void
add_keys (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key;
    const char *action;
  } keys[] = {
    { GDK_KEY_plus, "viewer.zoom-in" },
    { GDK_KEY_equal, "viewer.zoom-in" },
    { GDK_KEY_KP_Add, "viewer.zoom-in" },
    { GDK_KEY_minus, "viewer.zoom-out" },
    { GDK_KEY_KP_Subtract, "viewer.zoom-out" },
    { GDK_KEY_0, "viewer.fit" },
    { GDK_KEY_KP_0, "viewer.fit" },
    { GDK_KEY_1, "viewer.actual-size" },
    { GDK_KEY_KP_1, "viewer.actual-size" },
    { GDK_KEY_r, "viewer.rotate" },
    { GDK_KEY_Page_Up, "viewer.previous-page" },
    { GDK_KEY_Page_Down, "viewer.next-page" },
    { GDK_KEY_F11, "viewer.fullscreen" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (klass, keys[i].key, 0, keys[i].action, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_Left, 0, pan_key_cb, "(ii)", -1, 0);
  gtk_widget_class_add_binding (klass, GDK_KEY_Right, 0, pan_key_cb, "(ii)", 1, 0);
  gtk_widget_class_add_binding (klass, GDK_KEY_Up, 0, pan_key_cb, "(ii)", 0, -1);
  gtk_widget_class_add_binding (klass, GDK_KEY_Down, 0, pan_key_cb, "(ii)", 0, 1);
  gtk_widget_class_add_binding (klass, GDK_KEY_Escape, 0, escape_cb, NULL);
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
  gtk_widget_class_install_action (widget_class, "viewer.zoom-in", NULL, zoom_action_cb);
  gtk_widget_class_install_action (widget_class, "viewer.zoom-out", NULL, zoom_action_cb);
  gtk_widget_class_install_action (widget_class, "viewer.fit", NULL, zoom_action_cb);
  gtk_widget_class_install_action (widget_class, "viewer.actual-size", NULL, zoom_action_cb);
  gtk_widget_class_install_action (widget_class, "viewer.rotate", NULL, rotate_action_cb);
  gtk_widget_class_install_action (widget_class, "viewer.next-page", NULL, page_action_cb);
  gtk_widget_class_install_action (widget_class, "viewer.previous-page", NULL, page_action_cb);
  gtk_widget_class_install_action (widget_class, "viewer.fullscreen", NULL, fullscreen_action_cb);
  add_keys (widget_class);
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
