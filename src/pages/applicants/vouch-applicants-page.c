/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The applicants table: find, filter, choose, assign, delete, open. */
#define G_LOG_DOMAIN "vouch-pages"
#include "vouch-applicants-private.h"

#include "vouch-chip.h"
#include "vouch-empty-state.h"
#include "vouch-filter-popover.h"
#include "vouch-widget.h"

#include <glib/gi18n-lib.h>

enum
{
  PROP_0,
  PROP_SEARCH,
  PROP_LAYOUT,
  PROP_COMPACT,
  PROP_USER_ID,
  PROP_PERMISSIONS,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (VouchApplicantsPage, vouch_applicants_page, GTK_TYPE_WIDGET)

static const char *
scope_of (VouchStore *store)
{
  return vouch_store_get_mode (store) == VOUCH_MODE_LIVE ? "workspace/live" : "workspace/test";
}

static void
update_count (VouchApplicantsPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autofree char *text = NULL;

  if (vouch_applicant_filter_is_active (self->filter) && self->total >= 0)
    /* Translators: how many applicants match, of how many there are */
    text = g_strdup_printf (_ ("%'u of %'u"), n, (guint) self->total);
  else if (n > 0)
    text = g_strdup_printf (ngettext ("%'u applicant", "%'u applicants", n), n);
  gtk_label_set_text (GTK_LABEL (self->count), text ? text : "");
}

/* What stands where no rows are: nobody yet, nobody who matches, or not here yet. */
static void
update_empty (VouchApplicantsPage *self)
{
  VouchEmptyState *empty = VOUCH_EMPTY_STATE (self->empty);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  gboolean filtered = vouch_applicant_filter_is_active (self->filter);
  gboolean complete =
      self->session == NULL || vouch_store_is_complete (self->store, scope_of (self->store));
  gboolean offline =
      self->session && vouch_session_get_state (self->session) == VOUCH_SESSION_OFFLINE;

  vouch_table_set_loading (self->table, n == 0 && ((!complete && !offline) ||
                                                   vouch_applicant_list_get_loading (self->list)));
  if (!complete && offline)
    {
      vouch_empty_state_set_text (empty, _ ("The applicants are not on this computer yet"),
                                  _ ("The server does not answer. They will be loaded as soon as "
                                     "it can be reached again."));
      vouch_empty_state_set_action (empty, _ ("Try again"), "page.refresh", NULL);
    }
  else if (filtered)
    {
      vouch_empty_state_set_text (empty, _ ("Nobody matches"),
                                  _ ("Take a filter away or search for fewer words."));
      vouch_empty_state_set_action (empty, _ ("Clear filters"), "page.clear-filters", NULL);
    }
  else
    {
      vouch_empty_state_set_text (empty, _ ("No applicants yet"),
                                  _ ("Who starts a verification appears here by itself."));
      vouch_empty_state_set_action (empty, NULL, NULL, NULL);
    }
}

static void
state_changed_cb (VouchApplicantsPage *self)
{
  update_count (self);
  update_empty (self);
}

static void
total_counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (VouchApplicantsPage) self = data;
  gint64 total = vouch_store_count_applicants_finish (VOUCH_STORE (source), result, NULL);

  if (total < 0 || self->table == NULL)
    return;
  self->total = total;
  update_count (self);
}

static void
count_total (VouchApplicantsPage *self)
{
  VouchApplicantQuery query = VOUCH_APPLICANT_QUERY_INIT;

  query.mode = vouch_store_get_mode (self->store);
  vouch_store_count_applicants_async (self->store, &query, self->cancellable, total_counted_cb,
                                      g_object_ref (self));
}

static void
run_query (VouchApplicantsPage *self)
{
  VouchApplicantQuery query = VOUCH_APPLICANT_QUERY_INIT;

  query.mode = vouch_store_get_mode (self->store);
  query.sort = self->sort;
  query.descending = self->descending;
  vouch_applicant_filter_fill (self->filter, &query);
  vouch_applicant_list_set_query (self->list, &query);
  state_changed_cb (self);
}

static void
show_chips (VouchApplicantsPage *self)
{
  vouch_widget_clear (self->chips);
  for (guint i = 0; i < VOUCH_N_FILTERS; i++)
    if (vouch_applicant_filter_is_set (self->filter, (VouchFilterKind) i))
      {
        g_autofree char *text = vouch_applicant_filter_describe (self->filter, (VouchFilterKind) i);
        GtkWidget *chip = vouch_chip_new (text);

        vouch_chip_set_action (VOUCH_CHIP (chip), "page.clear-filter",
                               g_variant_new_string (
                                   vouch_enum_nick (&vouch_filter_kind_enum, (int) i)));
        gtk_box_append (GTK_BOX (self->chips), chip);
      }
}

static void
filter_changed_cb (VouchApplicantsPage *self)
{
  show_chips (self);
  run_query (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SEARCH]);
}

static void
mode_changed_cb (VouchApplicantsPage *self)
{
  self->total = -1;
  run_query (self);
  count_total (self);
  vouch_applicants_update_actions (self);
}

static void
store_changed_cb (VouchApplicantsPage *self, const VouchStoreChange *change)
{
  if (change->scope && !g_str_equal (change->scope, scope_of (self->store)))
    return;
  if (change->types & ~vouch_store_type_bit (&vouch_applicant_type))
    show_chips (self); /* names of people and flows */
  count_total (self);
  update_empty (self);
}

static void
sort_changed_cb (VouchApplicantsPage *self, const char *column_id, gboolean descending)
{
  if (column_id == NULL)
    {
      self->sort = VOUCH_APPLICANT_SORT_CREATED;
      self->descending = TRUE;
    }
  else if (vouch_applicants_sort_of (column_id, &self->sort))
    self->descending = descending;
  run_query (self);
}

static void
row_activated_cb (VouchApplicantsPage *self, guint position)
{
  g_autoptr (VouchApplicant) applicant =
      g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (applicant && vouch_applicant_get_id (applicant))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-applicant", "s",
                                vouch_applicant_get_id (applicant));
}

static void
selection_changed_cb (VouchApplicantsPage *self)
{
  guint n = vouch_table_get_n_selected (self->table);
  g_autofree char *text = g_strdup_printf (ngettext ("%'u selected", "%'u selected", n), n);

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->selection_bar), n > 0);
  if (n > 0)
    gtk_label_set_text (self->selection_count, text);
  vouch_applicants_update_actions (self);
}

static void
layout_changed_cb (VouchApplicantsPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LAYOUT]);
}

static void
density_changed_cb (VouchApplicantsPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COMPACT]);
}

static GtkWidget *
head_new (VouchApplicantsPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = vouch_widget_label (_ ("Applicants"), "page-title");
  GtkWidget *columns = gtk_menu_button_new ();

  gtk_widget_set_hexpand (title, TRUE);
  g_object_set (columns, "label", _ ("Columns"), "always-show-arrow", TRUE, "menu-model",
                vouch_table_get_columns_menu (self->table), NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "table",
                                  vouch_table_get_actions (self->table));
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), columns);
  g_object_set (box, "margin-start", 24, "margin-end", 24, "margin-top", 18, NULL);
  return box;
}

static GtkWidget *
filter_row_new (VouchApplicantsPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *add = gtk_menu_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (content), vouch_widget_icon ("list-add-symbolic"));
  gtk_box_append (GTK_BOX (content), vouch_widget_label (_ ("Filter"), NULL));
  g_object_set (add, "child", content, "popover", vouch_filter_popover_new (self->filter), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (add), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Add a filter"), -1);
  self->chips = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_hexpand (self->chips, TRUE);
  self->count = vouch_widget_label (NULL, "secondary");
  gtk_widget_add_css_class (self->count, "tnum");
  gtk_box_append (GTK_BOX (box), add);
  gtk_box_append (GTK_BOX (box), self->chips);
  gtk_box_append (GTK_BOX (box), self->count);
  g_object_set (box, "margin-start", 24, "margin-end", 24, "margin-top", 12, "margin-bottom", 12,
                NULL);
  return box;
}

static GtkWidget *
bar_button (const char *label, const char *action, const char *css_class)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (css_class)
    gtk_widget_add_css_class (button, css_class);
  return button;
}

static GtkWidget *
selection_bar_new (VouchApplicantsPage *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = vouch_widget_label (NULL, "tnum");
  GtkWidget *space = vouch_widget_label (NULL, NULL);
  GtkWidget *none = bar_button (_ ("Select _none"), "page.select-none", "flat");

  self->selection_count = GTK_LABEL (label);
  gtk_widget_set_hexpand (space, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), bar_button (_ ("_Assign reviewer…"), "page.assign", NULL));
  gtk_box_append (GTK_BOX (box), none);
  gtk_box_append (GTK_BOX (box), space);
  gtk_box_append (GTK_BOX (box), bar_button (_ ("_Restore data"), "page.restore", NULL));
  gtk_box_append (GTK_BOX (box), bar_button (_ ("_Delete…"), "page.delete", "destructive-action"));
  g_object_set (box, "margin-start", 24, "margin-end", 24, "margin-top", 6, "margin-bottom", 6,
                NULL);
  gtk_box_append (GTK_BOX (outer), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (outer), box);
  self->selection_bar = gtk_revealer_new ();
  g_object_set (self->selection_bar, "child", outer, "transition-type",
                GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP, "transition-duration", 120u, NULL);
  return self->selection_bar;
}

static void
build (VouchApplicantsPage *self)
{
  g_autoptr (GMenuModel) menu = vouch_applicants_row_menu ();
  GtkWidget *children[4];

  self->table = VOUCH_TABLE (vouch_table_new (vouch_applicants_columns));
  gtk_widget_set_vexpand (GTK_WIDGET (self->table), TRUE);
  vouch_table_set_label (self->table, _ ("Applicants"));
  vouch_table_set_menu (self->table, menu);
  self->empty = vouch_empty_state_new (NULL, _ ("No applicants yet"), NULL);
  vouch_table_set_placeholder (self->table, self->empty);
  children[0] = head_new (self);
  children[1] = filter_row_new (self);
  children[2] = GTK_WIDGET (self->table);
  children[3] = selection_bar_new (self);
  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    gtk_widget_set_parent (children[i], GTK_WIDGET (self));
}

static void
follow_session (VouchApplicantsPage *self)
{
  if (self->session == NULL)
    return;
  g_object_bind_property (self->session, "user-id", self, "user-id", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->session, "permissions", self, "permissions", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->session, "notify::state", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
start (VouchApplicantsPage *self)
{
  self->list = vouch_applicant_list_new (self->store);
  self->filter = vouch_applicant_filter_new (self->store);
  build (self);
  vouch_table_set_sort (self->table, vouch_applicants_column_of (self->sort), self->descending);
  vouch_table_set_model (self->table, G_LIST_MODEL (self->list));

  g_signal_connect_object (self->table, "sort-changed", G_CALLBACK (sort_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "selection-changed", G_CALLBACK (selection_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "notify::layout", G_CALLBACK (layout_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "notify::density", G_CALLBACK (density_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter, "changed", G_CALLBACK (filter_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "notify::mode", G_CALLBACK (mode_changed_cb), self,
                           G_CONNECT_SWAPPED);
  follow_session (self);
  mode_changed_cb (self);
}

static void
set_compact (VouchApplicantsPage *self, gboolean compact)
{
  vouch_table_set_density (self->table, compact ? VOUCH_TABLE_COMPACT : VOUCH_TABLE_COMFORTABLE);
}

static void
set_user (VouchApplicantsPage *self, const char *user_id)
{
  if (g_strcmp0 (self->user_id, user_id) == 0)
    return;
  g_free (self->user_id);
  self->user_id = g_strdup (user_id);
  vouch_applicant_filter_set_user (self->filter, user_id);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_USER_ID]);
}

static void
set_permissions (VouchApplicantsPage *self, VouchPermissions permissions)
{
  if (self->permissions == permissions)
    return;
  self->permissions = permissions;
  vouch_applicants_update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PERMISSIONS]);
}

static void
vouch_applicants_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VouchApplicantsPage *self = VOUCH_APPLICANTS_PAGE (object);

  switch (id)
    {
    case PROP_SEARCH:
      g_value_set_string (value, vouch_applicant_filter_get_search (self->filter));
      break;
    case PROP_LAYOUT:
      g_value_take_string (value, vouch_table_save_layout (self->table));
      break;
    case PROP_COMPACT:
      g_value_set_boolean (value, vouch_table_get_density (self->table) == VOUCH_TABLE_COMPACT);
      break;
    case PROP_USER_ID:
      g_value_set_string (value, self->user_id);
      break;
    case PROP_PERMISSIONS:
      g_value_set_uint (value, self->permissions);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vouch_applicants_page_set_property (GObject *object, guint id, const GValue *value,
                                    GParamSpec *pspec)
{
  VouchApplicantsPage *self = VOUCH_APPLICANTS_PAGE (object);

  switch (id)
    {
    case PROP_SEARCH:
      vouch_applicant_filter_set_search (self->filter, g_value_get_string (value));
      break;
    case PROP_LAYOUT:
      vouch_table_restore_layout (self->table, g_value_get_string (value));
      break;
    case PROP_COMPACT:
      set_compact (self, g_value_get_boolean (value));
      break;
    case PROP_USER_ID:
      set_user (self, g_value_get_string (value));
      break;
    case PROP_PERMISSIONS:
      set_permissions (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vouch_applicants_page_dispose (GObject *object)
{
  VouchApplicantsPage *self = VOUCH_APPLICANTS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  /* Nothing may speak to children that are going away. */
  if (self->list)
    g_signal_handlers_disconnect_by_data (self->list, self);
  if (self->filter)
    g_signal_handlers_disconnect_by_data (self->filter, self);
  if (self->store)
    g_signal_handlers_disconnect_by_data (self->store, self);
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  if (self->table)
    {
      g_signal_handlers_disconnect_by_data (self->table, self);
      vouch_table_set_model (self->table, NULL);
    }
  self->table = NULL;
  vouch_widget_clear (GTK_WIDGET (self));
  g_clear_object (&self->list);
  G_OBJECT_CLASS (vouch_applicants_page_parent_class)->dispose (object);
}

static void
vouch_applicants_page_finalize (GObject *object)
{
  VouchApplicantsPage *self = VOUCH_APPLICANTS_PAGE (object);

  g_clear_object (&self->filter);
  g_clear_object (&self->store);
  g_clear_object (&self->session);
  g_clear_object (&self->actions);
  g_clear_object (&self->cancellable);
  g_free (self->user_id);
  G_OBJECT_CLASS (vouch_applicants_page_parent_class)->finalize (object);
}

static gboolean
vouch_applicants_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_child_focus (GTK_WIDGET (VOUCH_APPLICANTS_PAGE (widget)->table),
                                 GTK_DIR_TAB_FORWARD);
}

static void
vouch_applicants_page_class_init (VouchApplicantsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vouch_applicants_page_get_property;
  object_class->set_property = vouch_applicants_page_set_property;
  object_class->dispose = vouch_applicants_page_dispose;
  object_class->finalize = vouch_applicants_page_finalize;
  widget_class->grab_focus = vouch_applicants_page_grab_focus;
  props[PROP_SEARCH] = g_param_spec_string ("search", NULL, NULL, "", flags);
  props[PROP_LAYOUT] = g_param_spec_string ("layout", NULL, NULL, "", flags);
  props[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);
  props[PROP_USER_ID] = g_param_spec_string ("user-id", NULL, NULL, NULL, flags);
  props[PROP_PERMISSIONS] = g_param_spec_uint ("permissions", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "applicantspage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "page.refresh", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "page.select-none", NULL);
}

static void
vouch_applicants_page_init (VouchApplicantsPage *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (
                                      gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Applicants"), -1);
  self->cancellable = g_cancellable_new ();
  self->total = -1;
  self->sort = VOUCH_APPLICANT_SORT_CREATED;
  self->descending = TRUE;
  vouch_applicants_install_actions (self);
}

GtkWidget *
vouch_applicants_page_new (VouchStore *store, VouchSession *session)
{
  VouchApplicantsPage *self = g_object_new (VOUCH_TYPE_APPLICANTS_PAGE, NULL);

  self->store = g_object_ref (store);
  self->session = session ? g_object_ref (session) : NULL;
  start (self);
  return GTK_WIDGET (self);
}

VouchApplicantList *
vouch_applicants_page_get_list (VouchApplicantsPage *self)
{
  return self->list;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (VouchApplicantsPage) self = data;
  gint64 position = vouch_applicant_list_find_finish (VOUCH_APPLICANT_LIST (source), result, NULL);

  if (position >= 0 && self->table)
    vouch_table_scroll_to (self->table, (guint) position, TRUE);
}

void
vouch_applicants_page_reveal (VouchApplicantsPage *self, const char *applicant_id)
{
  vouch_applicant_list_find_async (self->list, applicant_id, self->cancellable, found_cb,
                                   g_object_ref (self));
}

void
vouch_applicants_page_focus_table (VouchApplicantsPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}
