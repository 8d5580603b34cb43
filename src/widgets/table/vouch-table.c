/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table kit: a GtkColumnView that stays light over a million rows. It never walks its model:
 * selection is a set of positions, sorting is told to the owner, cells follow their row. */
#include "vouch-table-private.h"

#include <math.h>

enum
{
  PROP_MODEL = 1,
  PROP_MENU,
  PROP_PLACEHOLDER,
  PROP_LOADING,
  PROP_DENSITY,
  PROP_LABEL,
  PROP_LAYOUT,
  N_PROPS
};

enum
{
  SORT_CHANGED,
  ROW_ACTIVATED,
  SELECTION_CHANGED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchTable, vouch_table, GTK_TYPE_WIDGET)

static guint
count_rows (VouchTable *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}

static void
show_state (VouchTable *self)
{
  gboolean empty = count_rows (self) == 0;

  if (self->placeholder)
    gtk_widget_set_child_visible (self->placeholder, empty && !self->loading);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY,
                               empty && self->loading, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
tell_selection (VouchTable *self)
{
  gboolean any = vouch_table_get_n_selected (self) > 0;
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "select-none");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), any);
  vouch_table_update_header_check (self);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

/* Runs before the view hears of it: once the focused row is gone, nobody knows that it had been. */
static void
model_changing_cb (VouchTable *self, guint position, guint removed, guint added)
{
  GtkWidget *list = vouch_table_get_list (self);

  if (removed > 0 && list && gtk_widget_get_focus_child (list))
    self->restore_focus = TRUE;
}

static void
restore_focus (VouchTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  self->restore_focus = FALSE;
  /* Not when the person is somewhere else by now, as in the search entry. A focus without a root is
   * the row that is gone: the window notices only in the next frame. */
  if (focus == NULL || gtk_widget_get_root (focus) == NULL ||
      gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ||
      gtk_widget_is_ancestor (GTK_WIDGET (self), focus))
    vouch_table_scroll_to (self, 0, TRUE);
}

/* Connected after the view: the rows are there when this runs. */
static void
items_changed_cb (VouchTable *self, guint position, guint removed, guint added)
{
  show_state (self);
  if (self->restore_focus && count_rows (self) > 0)
    restore_focus (self);
  if (removed > 0)
    tell_selection (self);
  else
    vouch_table_update_header_check (self);
}

static void
activate_cb (VouchTable *self, guint position)
{
  g_signal_emit (self, signals[ROW_ACTIVATED], 0, position);
}

static gboolean
minute_cb (gpointer data)
{
  vouch_table_refresh_times (data);
  return G_SOURCE_CONTINUE;
}

static void
select_all_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  vouch_table_select_all (data);
}

static void
select_none_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  vouch_table_select_none (data);
}

static void
density_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  vouch_table_set_density (data, g_str_equal (g_variant_get_string (state, NULL), "compact")
                                     ? VOUCH_TABLE_COMPACT
                                     : VOUCH_TABLE_COMFORTABLE);
}

static void
popup_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vouch_table_popup_menu (VOUCH_TABLE (widget));
}

static int
header_height (VouchTable *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));

  return header ? gtk_widget_get_height (header) : 0;
}

static void
vouch_table_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                     int *natural, int *minimum_baseline, int *natural_baseline)
{
  VouchTable *self = VOUCH_TABLE (widget);

  gtk_widget_measure (self->scroller, orientation, for_size, minimum, natural, NULL, NULL);
  if (self->placeholder)
    {
      int least;

      gtk_widget_measure (self->placeholder, orientation, for_size, &least, NULL, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural = MAX (*natural, least);
    }
}

static void
vouch_table_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VouchTable *self = VOUCH_TABLE (widget);

  gtk_widget_size_allocate (self->scroller, &(GtkAllocation){ 0, 0, width, height }, -1);
  if (self->placeholder && gtk_widget_should_layout (self->placeholder))
    {
      int top = header_height (self), least;

      /* Under the titles; over them when the window is too low for both. */
      gtk_widget_measure (self->placeholder, GTK_ORIENTATION_VERTICAL, width, &least, NULL, NULL,
                          NULL);
      top = CLAMP (height - least, 0, top);
      gtk_widget_size_allocate (self->placeholder, &(GtkAllocation){ 0, top, width, height - top },
                                -1);
    }
  if (self->popover)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
draw_waiting_rows (VouchTable *self, GtkSnapshot *snapshot)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  int step = self->density == VOUCH_TABLE_COMPACT ? 32 : 44;
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);
  color.alpha *= 0.12;
  for (GtkWidget *title = header ? gtk_widget_get_first_child (header) : NULL; title;
       title = gtk_widget_get_next_sibling (title))
    {
      graphene_rect_t box;

      if (!gtk_widget_get_mapped (title) ||
          !gtk_widget_compute_bounds (title, GTK_WIDGET (self), &box) || box.size.width <= 48)
        continue;
      for (int y = header_height (self), i = 0; y < height; y += step, i++)
        {
          double length = floor (box.size.width * (0.4 + 0.08 * (i % 5)));
          double x = mirrored ? box.origin.x + box.size.width - 6 - length : box.origin.x + 6;

          gtk_snapshot_append_color (snapshot, &color,
                                     &GRAPHENE_RECT_INIT (x, y + step / 2 - 4, length, 8));
        }
    }
}

static void
vouch_table_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VouchTable *self = VOUCH_TABLE (widget);

  GTK_WIDGET_CLASS (vouch_table_parent_class)->snapshot (widget, snapshot);
  if (self->loading && count_rows (self) == 0)
    draw_waiting_rows (self, snapshot);
}

static void
vouch_table_map (GtkWidget *widget)
{
  VouchTable *self = VOUCH_TABLE (widget);

  GTK_WIDGET_CLASS (vouch_table_parent_class)->map (widget);
  vouch_table_refresh_times (self);
  if (self->clock_source == 0)
    self->clock_source = g_timeout_add_seconds (60, minute_cb, self);
}

static void
vouch_table_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&VOUCH_TABLE (widget)->clock_source, g_source_remove);
  GTK_WIDGET_CLASS (vouch_table_parent_class)->unmap (widget);
}

static gboolean
vouch_table_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (VOUCH_TABLE (widget)->view));
}

static void
vouch_table_dispose (GObject *object)
{
  VouchTable *self = VOUCH_TABLE (object);

  /* Silently: who listens may be half gone as well. */
  g_signal_handlers_disconnect_by_data (self->selection, self);
  vouch_table_selection_set_model (self->selection, NULL);
  g_clear_handle_id (&self->clock_source, g_source_remove);
  g_clear_weak_pointer (&self->menu_focus);
  vouch_table_drop_columns (self);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->placeholder, gtk_widget_unparent);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  self->view = NULL;
  G_OBJECT_CLASS (vouch_table_parent_class)->dispose (object);
}

static void
vouch_table_finalize (GObject *object)
{
  VouchTable *self = VOUCH_TABLE (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->menu);
  g_clear_object (&self->columns_menu);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (vouch_table_parent_class)->finalize (object);
}

static void
vouch_table_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VouchTable *self = VOUCH_TABLE (object);

  switch (id)
    {
    case PROP_MODEL:
      g_value_set_object (value, vouch_table_get_model (self));
      break;
    case PROP_MENU:
      g_value_set_object (value, self->menu);
      break;
    case PROP_PLACEHOLDER:
      g_value_set_object (value, self->placeholder);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_DENSITY:
      g_value_set_uint (value, self->density);
      break;
    case PROP_LAYOUT:
      g_value_take_string (value, vouch_table_save_layout (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vouch_table_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  VouchTable *self = VOUCH_TABLE (object);

  switch (id)
    {
    case PROP_MODEL:
      vouch_table_set_model (self, g_value_get_object (value));
      break;
    case PROP_MENU:
      vouch_table_set_menu (self, g_value_get_object (value));
      break;
    case PROP_PLACEHOLDER:
      vouch_table_set_placeholder (self, g_value_get_object (value));
      break;
    case PROP_LOADING:
      vouch_table_set_loading (self, g_value_get_boolean (value));
      break;
    case PROP_DENSITY:
      vouch_table_set_density (self, g_value_get_uint (value));
      break;
    case PROP_LABEL:
      vouch_table_set_label (self, g_value_get_string (value));
      break;
    case PROP_LAYOUT:
      vouch_table_restore_layout (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags rw = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  props[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, G_TYPE_LIST_MODEL, rw);
  props[PROP_MENU] = g_param_spec_object ("menu", NULL, NULL, G_TYPE_MENU_MODEL, rw);
  props[PROP_PLACEHOLDER] = g_param_spec_object ("placeholder", NULL, NULL, GTK_TYPE_WIDGET, rw);
  props[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, rw);
  props[PROP_DENSITY] = g_param_spec_uint ("density", NULL, NULL, VOUCH_TABLE_COMFORTABLE,
                                           VOUCH_TABLE_COMPACT, VOUCH_TABLE_COMFORTABLE, rw);
  props[PROP_LABEL] =
      g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_LAYOUT] = g_param_spec_string ("layout", NULL, NULL, NULL, rw);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
vouch_table_class_init (VouchTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vouch_table_dispose;
  object_class->finalize = vouch_table_finalize;
  object_class->get_property = vouch_table_get_property;
  object_class->set_property = vouch_table_set_property;
  widget_class->measure = vouch_table_measure;
  widget_class->size_allocate = vouch_table_size_allocate;
  widget_class->snapshot = vouch_table_snapshot;
  widget_class->map = vouch_table_map;
  widget_class->unmap = vouch_table_unmap;
  widget_class->grab_focus = vouch_table_grab_focus;
  install_properties (object_class);

  signals[SORT_CHANGED] =
      g_signal_new ("sort-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[ROW_ACTIVATED] =
      g_signal_new ("row-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SELECTION_CHANGED] =
      g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "menu.popup", NULL, popup_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "menu.popup", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "menu.popup",
                                       NULL);
  gtk_widget_class_set_css_name (widget_class, "vouchtable");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
init_actions (VouchTable *self)
{
  const GActionEntry entries[] = {
    { "select-all", select_all_cb },
    { "select-none", select_none_cb },
    { "density", NULL, "s", "'comfortable'", density_cb },
  };

  self->columns_menu = g_menu_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "select-none")),
      FALSE);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "table", G_ACTION_GROUP (self->actions));
}

static void
vouch_table_init (VouchTable *self)
{
  self->selection = vouch_table_selection_new ();
  init_actions (self);
  self->view =
      GTK_COLUMN_VIEW (gtk_column_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection))));
  gtk_column_view_set_reorderable (self->view, TRUE);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (tell_selection), self,
                           G_CONNECT_SWAPPED);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  vouch_table_init_menu (self);
}

GtkWidget *
vouch_table_new (const VouchTableColumn *columns)
{
  VouchTable *self;

  g_return_val_if_fail (columns, NULL);

  self = g_object_new (VOUCH_TYPE_TABLE, NULL);
  self->columns = columns;
  vouch_table_build_columns (self);
  return GTK_WIDGET (self);
}

GtkWidget *
vouch_table_get_list (VouchTable *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view)); child;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LIST_VIEW (child))
      return child;
  return NULL;
}

void
vouch_table_set_model (VouchTable *self, GListModel *model)
{
  GListModel *old;

  g_return_if_fail (VOUCH_IS_TABLE (self));
  g_return_if_fail (model == NULL || G_IS_LIST_MODEL (model));

  old = vouch_table_selection_get_model (self->selection);
  if (old == model)
    return;
  if (old)
    {
      model_changing_cb (self, 0, g_list_model_get_n_items (old), 0);
      g_signal_handlers_disconnect_by_func (old, model_changing_cb, self);
    }
  if (model)
    g_signal_connect_object (model, "items-changed", G_CALLBACK (model_changing_cb), self,
                             G_CONNECT_SWAPPED);
  vouch_table_selection_set_model (self->selection, model);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MODEL]);
}

GListModel *
vouch_table_get_model (VouchTable *self)
{
  g_return_val_if_fail (VOUCH_IS_TABLE (self), NULL);

  return vouch_table_selection_get_model (self->selection);
}

void
vouch_table_set_placeholder (VouchTable *self, GtkWidget *placeholder)
{
  g_return_if_fail (VOUCH_IS_TABLE (self));
  g_return_if_fail (placeholder == NULL || GTK_IS_WIDGET (placeholder));

  if (placeholder == self->placeholder)
    return;
  g_clear_pointer (&self->placeholder, gtk_widget_unparent);
  self->placeholder = placeholder;
  if (placeholder)
    gtk_widget_set_parent (placeholder, GTK_WIDGET (self));
  show_state (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PLACEHOLDER]);
}

GtkWidget *
vouch_table_get_placeholder (VouchTable *self)
{
  g_return_val_if_fail (VOUCH_IS_TABLE (self), NULL);

  return self->placeholder;
}

void
vouch_table_set_loading (VouchTable *self, gboolean loading)
{
  g_return_if_fail (VOUCH_IS_TABLE (self));

  loading = !!loading;
  if (loading == self->loading)
    return;
  self->loading = loading;
  show_state (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADING]);
}

gboolean
vouch_table_get_loading (VouchTable *self)
{
  g_return_val_if_fail (VOUCH_IS_TABLE (self), FALSE);

  return self->loading;
}

void
vouch_table_set_label (VouchTable *self, const char *label)
{
  g_return_if_fail (VOUCH_IS_TABLE (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label ? label : "", -1);
}

GtkBitset *
vouch_table_get_selection (VouchTable *self)
{
  g_return_val_if_fail (VOUCH_IS_TABLE (self), NULL);

  return gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
}

guint
vouch_table_get_n_selected (VouchTable *self)
{
  g_return_val_if_fail (VOUCH_IS_TABLE (self), 0);

  return vouch_table_selection_get_n_selected (self->selection);
}

gboolean
vouch_table_is_selected (VouchTable *self, guint position)
{
  g_return_val_if_fail (VOUCH_IS_TABLE (self), FALSE);

  return gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position);
}

void
vouch_table_select (VouchTable *self, guint position, gboolean unselect_rest)
{
  g_return_if_fail (VOUCH_IS_TABLE (self));

  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, unselect_rest);
}

void
vouch_table_select_all (VouchTable *self)
{
  g_return_if_fail (VOUCH_IS_TABLE (self));

  gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
}

void
vouch_table_select_none (VouchTable *self)
{
  g_return_if_fail (VOUCH_IS_TABLE (self));

  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
}

void
vouch_table_scroll_to (VouchTable *self, guint position, gboolean focus)
{
  GtkWidget *list;

  g_return_if_fail (VOUCH_IS_TABLE (self));

  list = vouch_table_get_list (self);
  if (position >= count_rows (self))
    return;
  /* The column view itself has no way to say this before GTK 4.12. */
  gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
  if (!focus)
    return;
  for (GtkWidget *row = gtk_widget_get_first_child (list); row;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkListItem *item = vouch_table_find_item (self, row);

      if (item && gtk_list_item_get_position (item) == position)
        {
          gtk_widget_grab_focus (row);
          return;
        }
    }
}

GtkAdjustment *
vouch_table_get_vadjustment (VouchTable *self)
{
  g_return_val_if_fail (VOUCH_IS_TABLE (self), NULL);

  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
}

void
vouch_table_set_density (VouchTable *self, VouchTableDensity density)
{
  GAction *action;

  g_return_if_fail (VOUCH_IS_TABLE (self));
  g_return_if_fail (density <= VOUCH_TABLE_COMPACT);

  if (density == self->density)
    return;
  self->density = density;
  if (density == VOUCH_TABLE_COMPACT)
    gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "compact");
  action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "density");
  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_string (density == VOUCH_TABLE_COMPACT ? "compact"
                                                                                  : "comfortable"));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DENSITY]);
}

VouchTableDensity
vouch_table_get_density (VouchTable *self)
{
  g_return_val_if_fail (VOUCH_IS_TABLE (self), VOUCH_TABLE_COMFORTABLE);

  return self->density;
}
