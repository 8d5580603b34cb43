/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the table: built from the description, sorted, shown and hidden, and kept as one
 * line: "name:260 -email:200 status:140", a minus for a hidden one. */
#include "vouch-table-private.h"

#include "vouch-cell.h"
#include "vouch-check-cell.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_WIDTH 120
#define CHECK_WIDTH 42
#define MIN_WIDTH 36
#define MAX_WIDTH 2000

static VouchTableEntry *
find_entry (VouchTable *self, const char *id)
{
  for (guint i = 0; i < self->n_entries; i++)
    if (g_strcmp0 (self->entries[i].column->id, id) == 0)
      return &self->entries[i];
  return NULL;
}

static VouchTableEntry *
entry_of (VouchTable *self, GtkColumnViewColumn *column)
{
  for (guint i = 0; i < self->n_entries; i++)
    if (self->entries[i].view_column == column)
      return &self->entries[i];
  return NULL;
}

/* GTK 4.8 does not tell which column is sorted. But the view's sorter asks the columns' sorters in
 * order and turns the answer of a descending one: so each column's sorter writes down that it was
 * asked first, and the sign of the answer is the direction. */
static int
probe_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  VouchTableEntry *entry = data;

  if (entry->table->answered == NULL)
    entry->table->answered = entry->column->id;
  return GTK_ORDERING_SMALLER;
}

static const char *
probe_sort (VouchTable *self, gboolean *descending)
{
  GtkOrdering ordering;

  self->answered = NULL;
  ordering = gtk_sorter_compare (gtk_column_view_get_sorter (self->view), self->probes[0],
                                 self->probes[1]);
  *descending = self->answered && ordering == GTK_ORDERING_LARGER;
  return self->answered;
}

static void
sorter_changed_cb (VouchTable *self)
{
  gboolean descending;
  const char *id = probe_sort (self, &descending);

  if (id == self->sort_id && descending == self->sort_descending)
    return;
  self->sort_id = id;
  self->sort_descending = descending;
  g_signal_emit_by_name (self, "sort-changed", id, descending);
}

static GtkLabel *
find_label (GtkWidget *widget)
{
  GtkLabel *label = GTK_IS_LABEL (widget) ? GTK_LABEL (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && label == NULL;
       child = gtk_widget_get_next_sibling (child))
    label = find_label (child);
  return label;
}

static void
header_toggled_cb (VouchTable *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  if (n > 0 && vouch_table_get_n_selected (self) == n)
    vouch_table_select_none (self);
  else
    vouch_table_select_all (self);
}

static void
dress_check_title (VouchTable *self, GtkWidget *content)
{
  if (self->header_check || !GTK_IS_BOX (content))
    return;
  self->header_check = vouch_check_cell_new (_ ("Select all rows"));
  g_object_add_weak_pointer (G_OBJECT (self->header_check), (gpointer *) &self->header_check);
  g_signal_connect_object (self->header_check, "toggled", G_CALLBACK (header_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_hexpand (self->header_check, TRUE);
  gtk_widget_hide (gtk_widget_get_first_child (content));
  gtk_box_append (GTK_BOX (content), self->header_check);
  vouch_table_update_header_check (self);
}

/* GTK 4.8 has no way to align or shorten a column's title or to put a widget there; the titles are
 * found by their words. Where GTK builds them otherwise, nothing happens. */
static void
dress_titles (VouchTable *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));

  for (GtkWidget *title = header ? gtk_widget_get_first_child (header) : NULL; title;
       title = gtk_widget_get_next_sibling (title))
    {
      GtkLabel *label = find_label (title);
      const char *text = label ? gtk_label_get_text (label) : NULL;

      if (text == NULL)
        continue;
      gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
      if (*text == '\0')
        dress_check_title (self, gtk_widget_get_first_child (title));
      for (guint i = 0; i < self->n_entries; i++)
        if (self->entries[i].column->end &&
            g_strcmp0 (text, _ (self->entries[i].column->title)) == 0)
          {
            gtk_widget_set_hexpand (GTK_WIDGET (label), TRUE);
            gtk_label_set_xalign (label, 1);
            gtk_widget_set_margin_end (gtk_widget_get_first_child (title), VOUCH_CELL_END_MARGIN);
          }
    }
}

static gboolean
settle_cb (gpointer data)
{
  VouchTable *self = data;
  g_autoptr (GtkColumnViewColumn) first =
      g_list_model_get_item (gtk_column_view_get_columns (self->view), 0);

  self->dress_source = 0;
  if (first != self->check_column)
    gtk_column_view_insert_column (self->view, 0, self->check_column);
  dress_titles (self);
  return G_SOURCE_REMOVE;
}

static void
width_changed_cb (GtkColumnViewColumn *column, GParamSpec *pspec, VouchTable *self)
{
  VouchTableEntry *entry = entry_of (self, column);
  int width = gtk_column_view_column_get_fixed_width (column);

  if (!gtk_column_view_column_get_visible (column) || width == entry->width)
    return;
  entry->width = width;
  g_object_notify (G_OBJECT (self), "layout");
}

/* GTK 4.8 counts the width of hidden columns, too. */
static void
apply_width (VouchTableEntry *entry)
{
  gboolean visible = gtk_column_view_column_get_visible (entry->view_column);

  gtk_column_view_column_set_fixed_width (entry->view_column, visible ? entry->width : 0);
}

static void
layout_changed_cb (VouchTable *self)
{
  /* Not from within GTK's own change of its list of columns. */
  if (self->dress_source == 0)
    self->dress_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, settle_cb, self, NULL);
  g_object_notify (G_OBJECT (self), "layout");
}

static void
visible_changed_cb (GtkColumnViewColumn *column, GParamSpec *pspec, VouchTable *self)
{
  VouchTableEntry *entry = entry_of (self, column);
  g_autofree char *name = g_strconcat ("column-", entry->column->id, NULL);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_boolean (gtk_column_view_column_get_visible (column)));
  apply_width (entry);
  layout_changed_cb (self);
}

static void
show_column_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  VouchTable *self = data;

  vouch_table_set_column_visible (self, g_action_get_name (G_ACTION (action)) + strlen ("column-"),
                                  g_variant_get_boolean (state));
}

static void
add_column_action (VouchTable *self, const VouchTableColumn *column)
{
  g_autofree char *name = g_strconcat ("column-", column->id, NULL);
  g_autofree char *full = g_strconcat ("table.", name, NULL);
  g_autoptr (GSimpleAction) action =
      g_simple_action_new_stateful (name, NULL, g_variant_new_boolean (!column->hidden));

  g_signal_connect (action, "change-state", G_CALLBACK (show_column_cb), self);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  g_menu_append (self->columns_menu, _ (column->title), full);
}

static void
build_column (VouchTable *self, VouchTableEntry *entry)
{
  const VouchTableColumn *column = entry->column;
  GtkColumnViewColumn *view_column;

  view_column =
      gtk_column_view_column_new (_ (column->title), vouch_table_cell_factory_new (entry));
  entry->view_column = view_column;
  /* Fixed widths: nothing is measured while scrolling. */
  entry->width = column->width ? column->width : DEFAULT_WIDTH;
  gtk_column_view_column_set_expand (view_column, column->expand);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_column_set_visible (view_column, !column->hidden);
  apply_width (entry);
  gtk_column_view_column_set_header_menu (view_column, G_MENU_MODEL (self->columns_menu));
  if (column->sortable)
    {
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (probe_cb, entry, NULL));

      gtk_column_view_column_set_sorter (view_column, sorter);
    }
  gtk_column_view_append_column (self->view, view_column);
  g_signal_connect_object (view_column, "notify::fixed-width", G_CALLBACK (width_changed_cb), self,
                           0);
  g_signal_connect_object (view_column, "notify::visible", G_CALLBACK (visible_changed_cb), self,
                           0);
}

void
vouch_table_build_columns (VouchTable *self)
{
  guint n = 0;

  while (self->columns[n].id)
    n++;
  self->n_entries = n;
  self->entries = g_new0 (VouchTableEntry, n);
  for (guint i = 0; i < G_N_ELEMENTS (self->probes); i++)
    self->probes[i] = g_object_new (G_TYPE_OBJECT, NULL);

  self->check_column = gtk_column_view_column_new ("", vouch_table_check_factory_new (self));
  gtk_column_view_column_set_fixed_width (self->check_column, CHECK_WIDTH);
  gtk_column_view_append_column (self->view, self->check_column);
  for (guint i = 0; i < n; i++)
    {
      self->entries[i].table = self;
      self->entries[i].column = &self->columns[i];
      add_column_action (self, &self->columns[i]);
      build_column (self, &self->entries[i]);
    }
  g_signal_connect_object (gtk_column_view_get_columns (self->view), "items-changed",
                           G_CALLBACK (layout_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (sorter_changed_cb), self, G_CONNECT_SWAPPED);
  dress_titles (self);
}

void
vouch_table_drop_columns (VouchTable *self)
{
  if (self->view == NULL)
    return;
  /* The view drops its columns one by one when it goes; there is nothing to settle any more. */
  g_signal_handlers_disconnect_by_func (gtk_column_view_get_columns (self->view), layout_changed_cb,
                                        self);
  g_clear_handle_id (&self->dress_source, g_source_remove);
  g_clear_weak_pointer (&self->header_check);
  for (guint i = 0; i < self->n_entries; i++)
    {
      g_signal_handlers_disconnect_by_data (self->entries[i].view_column, self);
      /* A sorter that somebody keeps must not ask an entry that is gone. */
      gtk_column_view_column_set_sorter (self->entries[i].view_column, NULL);
      gtk_column_view_column_set_factory (self->entries[i].view_column, NULL);
      g_clear_object (&self->entries[i].view_column);
    }
  self->n_entries = 0;
  g_clear_pointer (&self->entries, g_free);
  g_clear_object (&self->check_column);
  for (guint i = 0; i < G_N_ELEMENTS (self->probes); i++)
    g_clear_object (&self->probes[i]);
}

void
vouch_table_update_header_check (VouchTable *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint n_selected = vouch_table_get_n_selected (self);

  if (self->header_check)
    vouch_check_cell_set_state (VOUCH_CHECK_CELL (self->header_check),
                                n_selected == 0   ? VOUCH_CHECK_OFF
                                : n_selected == n ? VOUCH_CHECK_ON
                                                  : VOUCH_CHECK_SOME);
}

void
vouch_table_set_sort (VouchTable *self, const char *column_id, gboolean descending)
{
  VouchTableEntry *entry;

  g_return_if_fail (VOUCH_IS_TABLE (self));

  entry = find_entry (self, column_id);
  g_return_if_fail (column_id == NULL || (entry && entry->column->sortable));
  gtk_column_view_sort_by_column (self->view, entry ? entry->view_column : NULL,
                                  descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

const char *
vouch_table_get_sort (VouchTable *self, gboolean *descending)
{
  g_return_val_if_fail (VOUCH_IS_TABLE (self), NULL);

  if (descending)
    *descending = self->sort_descending;
  return self->sort_id;
}

void
vouch_table_set_column_visible (VouchTable *self, const char *column_id, gboolean visible)
{
  VouchTableEntry *entry;
  guint n_visible = 0;

  g_return_if_fail (VOUCH_IS_TABLE (self));
  entry = find_entry (self, column_id);
  g_return_if_fail (entry);

  for (guint i = 0; i < self->n_entries; i++)
    n_visible += gtk_column_view_column_get_visible (self->entries[i].view_column) ? 1 : 0;
  /* A table without columns could not be asked for them back. */
  if (!visible && n_visible <= 1)
    return;
  gtk_column_view_column_set_visible (entry->view_column, visible);
}

gboolean
vouch_table_get_column_visible (VouchTable *self, const char *column_id)
{
  VouchTableEntry *entry;

  g_return_val_if_fail (VOUCH_IS_TABLE (self), FALSE);

  entry = find_entry (self, column_id);
  return entry && gtk_column_view_column_get_visible (entry->view_column);
}

char *
vouch_table_save_layout (VouchTable *self)
{
  GListModel *columns;
  GString *line;

  g_return_val_if_fail (VOUCH_IS_TABLE (self), NULL);

  columns = gtk_column_view_get_columns (self->view);
  line = g_string_new (NULL);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      VouchTableEntry *entry = entry_of (self, column);

      if (entry == NULL)
        continue;
      g_string_append_printf (line, "%s%s%s:%d", line->len ? " " : "",
                              gtk_column_view_column_get_visible (column) ? "" : "-",
                              entry->column->id, entry->width);
    }
  return g_string_free (line, FALSE);
}

void
vouch_table_restore_layout (VouchTable *self, const char *layout)
{
  g_auto (GStrv) parts = NULL;
  guint position = 1; /* after the check boxes */

  g_return_if_fail (VOUCH_IS_TABLE (self));

  parts = g_strsplit (layout ? layout : "", " ", -1);
  for (guint i = 0; parts[i]; i++)
    {
      gboolean hidden = parts[i][0] == '-';
      g_auto (GStrv) pair = g_strsplit (parts[i] + (hidden ? 1 : 0), ":", 2);
      VouchTableEntry *entry = pair[0] ? find_entry (self, pair[0]) : NULL;
      guint64 width;

      if (entry == NULL)
        continue;
      if (pair[1] && g_ascii_string_to_unsigned (pair[1], 10, MIN_WIDTH, MAX_WIDTH, &width, NULL))
        entry->width = width;
      gtk_column_view_insert_column (self->view, position++, entry->view_column);
      vouch_table_set_column_visible (self, entry->column->id, !hidden);
      apply_width (entry);
    }
  g_object_notify (G_OBJECT (self), "layout");
}

GActionGroup *
vouch_table_get_actions (VouchTable *self)
{
  g_return_val_if_fail (VOUCH_IS_TABLE (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

GMenuModel *
vouch_table_get_columns_menu (VouchTable *self)
{
  g_return_val_if_fail (VOUCH_IS_TABLE (self), NULL);

  return G_MENU_MODEL (self->columns_menu);
}
