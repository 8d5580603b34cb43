/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The factories of the table's cells. GTK uses a cell for many rows one after another: what bind
 * does, unbind undoes. */
#include "vouch-table-private.h"

#include "vouch-cell.h"
#include "vouch-check-cell.h"
#include "vouch-row-watch.h"

#include <glib/gi18n-lib.h>

/* A custom widget and the row it shows. */
typedef struct
{
  VouchRowWatch watch;
  const VouchTableColumn *column;
  GtkWidget *widget; /* borrowed, owns this */
  GClosure *changed;
} CustomBinding;

static GQuark
item_quark (void)
{
  static GQuark quark;

  if (quark == 0)
    quark = g_quark_from_static_string ("vouch-table-item");
  return quark;
}

static GQuark
binding_quark (void)
{
  static GQuark quark;

  if (quark == 0)
    quark = g_quark_from_static_string ("vouch-table-binding");
  return quark;
}

static void
custom_changed_cb (CustomBinding *binding)
{
  binding->column->bind (binding->widget, binding->watch.row);
}

static void
custom_binding_free (gpointer data)
{
  CustomBinding *binding = data;

  vouch_row_watch_stop (&binding->watch);
  g_closure_invalidate (binding->changed);
  g_closure_unref (binding->changed);
  g_free (binding);
}

static GtkWidget *
create_custom (const VouchTableColumn *column)
{
  GtkWidget *widget = column->create (column);
  CustomBinding *binding = g_new0 (CustomBinding, 1);

  binding->column = column;
  binding->widget = widget;
  binding->changed = g_cclosure_new_swap (G_CALLBACK (custom_changed_cb), binding, NULL);
  g_closure_ref (binding->changed);
  g_closure_sink (binding->changed);
  g_object_set_qdata_full (G_OBJECT (widget), binding_quark (), binding, custom_binding_free);
  return widget;
}

static void
adopt (GtkListItem *item, GtkWidget *cell)
{
  g_object_set_qdata (G_OBJECT (cell), item_quark (), item);
  gtk_list_item_set_child (item, cell);
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, VouchTableEntry *entry)
{
  if (entry->column->kind == VOUCH_TABLE_CUSTOM)
    adopt (item, create_custom (entry->column));
  else
    adopt (item, vouch_cell_new (entry->column));
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, VouchTableEntry *entry)
{
  GtkWidget *cell = gtk_list_item_get_child (item);
  GObject *row = gtk_list_item_get_item (item);
  CustomBinding *binding;

  if (entry->column->kind != VOUCH_TABLE_CUSTOM)
    {
      vouch_cell_set_row (VOUCH_CELL (cell), row);
      return;
    }
  binding = g_object_get_qdata (G_OBJECT (cell), binding_quark ());
  vouch_row_watch_start (&binding->watch, row, entry->column, binding->changed);
  entry->column->bind (cell, row);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item, VouchTableEntry *entry)
{
  GtkWidget *cell = gtk_list_item_get_child (item);
  CustomBinding *binding;

  if (cell == NULL)
    return;
  if (entry->column->kind != VOUCH_TABLE_CUSTOM)
    {
      vouch_cell_set_row (VOUCH_CELL (cell), NULL);
      return;
    }
  binding = g_object_get_qdata (G_OBJECT (cell), binding_quark ());
  vouch_row_watch_stop (&binding->watch);
  entry->column->bind (cell, NULL);
}

static void
teardown_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *cell = gtk_list_item_get_child (item);

  if (cell)
    g_object_set_qdata (G_OBJECT (cell), item_quark (), NULL);
  gtk_list_item_set_child (item, NULL);
}

GtkListItemFactory *
vouch_table_cell_factory_new (VouchTableEntry *entry)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), entry);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), entry);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), entry);
  g_signal_connect (factory, "teardown", G_CALLBACK (teardown_cb), NULL);
  return factory;
}

static void
item_selected_cb (GtkListItem *item, GParamSpec *pspec, VouchCheckCell *check)
{
  vouch_check_cell_set_state (check,
                              gtk_list_item_get_selected (item) ? VOUCH_CHECK_ON : VOUCH_CHECK_OFF);
}

static void
check_toggled_cb (VouchCheckCell *check, VouchTable *self)
{
  GtkListItem *item = g_object_get_qdata (G_OBJECT (check), item_quark ());
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);
  guint position = item ? gtk_list_item_get_position (item) : GTK_INVALID_LIST_POSITION;

  if (position == GTK_INVALID_LIST_POSITION)
    return;
  if (gtk_selection_model_is_selected (model, position))
    gtk_selection_model_unselect_item (model, position);
  else
    gtk_selection_model_select_item (model, position, FALSE);
}

static void
check_setup_cb (GtkListItemFactory *factory, GtkListItem *item, VouchTable *self)
{
  GtkWidget *check = vouch_check_cell_new (_ ("Select row"));

  g_signal_connect (check, "toggled", G_CALLBACK (check_toggled_cb), self);
  g_signal_connect_object (item, "notify::selected", G_CALLBACK (item_selected_cb), check, 0);
  adopt (item, check);
}

GtkListItemFactory *
vouch_table_check_factory_new (VouchTable *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (check_setup_cb), self);
  g_signal_connect (factory, "teardown", G_CALLBACK (teardown_cb), NULL);
  return factory;
}

static GtkListItem *
find_item_below (GtkWidget *widget)
{
  GtkListItem *item = g_object_get_qdata (G_OBJECT (widget), item_quark ());

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && item == NULL;
       child = gtk_widget_get_next_sibling (child))
    item = find_item_below (child);
  return item;
}

GtkListItem *
vouch_table_find_item (VouchTable *self, GtkWidget *widget)
{
  GtkWidget *list = vouch_table_get_list (self);

  for (; widget && widget != list; widget = gtk_widget_get_parent (widget))
    if (gtk_widget_get_parent (widget) == list)
      return find_item_below (widget);
  return NULL;
}

static void
refresh_below (GtkWidget *widget)
{
  if (VOUCH_IS_CELL (widget))
    {
      if (vouch_cell_get_kind (VOUCH_CELL (widget)) == VOUCH_TABLE_TIME)
        vouch_cell_refresh (VOUCH_CELL (widget));
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    refresh_below (child);
}

void
vouch_table_refresh_times (VouchTable *self)
{
  refresh_below (vouch_table_get_list (self));
}
