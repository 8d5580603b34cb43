/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several selected positions of a list that is too long to look at. */
#include "vouch-table-selection.h"

struct _VouchTableSelection
{
  GObject parent_instance;
  /* Owned */
  GListModel *model;
  GtkBitset *selected;
};

static void list_iface_init (GListModelInterface *iface);
static void selection_iface_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VouchTableSelection, vouch_table_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_iface_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                          selection_iface_init))

static GType
get_item_type (GListModel *list)
{
  return G_TYPE_OBJECT;
}

static guint
get_n_items (GListModel *list)
{
  VouchTableSelection *self = VOUCH_TABLE_SELECTION (list);

  return self->model ? g_list_model_get_n_items (self->model) : 0;
}

static gpointer
get_item (GListModel *list, guint position)
{
  VouchTableSelection *self = VOUCH_TABLE_SELECTION (list);

  return self->model ? g_list_model_get_item (self->model, position) : NULL;
}

static void
list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  return gtk_bitset_contains (VOUCH_TABLE_SELECTION (model)->selected, position);
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  return gtk_bitset_ref (VOUCH_TABLE_SELECTION (model)->selected);
}

static gboolean
set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  VouchTableSelection *self = VOUCH_TABLE_SELECTION (model);
  g_autoptr (GtkBitset) changes = gtk_bitset_copy (self->selected);
  g_autoptr (GtkBitset) present = gtk_bitset_new_range (0, get_n_items (G_LIST_MODEL (self)));
  GtkBitset *next;
  guint first;

  gtk_bitset_difference (changes, selected);
  gtk_bitset_intersect (changes, mask);
  gtk_bitset_intersect (changes, present);
  if (gtk_bitset_is_empty (changes))
    return TRUE;

  /* Snapshots handed out earlier are shared: a change makes a new set. */
  next = gtk_bitset_copy (self->selected);
  gtk_bitset_difference (next, changes);
  gtk_bitset_unref (self->selected);
  self->selected = next;
  first = gtk_bitset_get_minimum (changes);
  gtk_selection_model_selection_changed (model, first,
                                         gtk_bitset_get_maximum (changes) - first + 1);
  return TRUE;
}

static void
selection_iface_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->set_selection = set_selection;
}

static void
items_changed_cb (VouchTableSelection *self, guint position, guint removed, guint added)
{
  GtkBitset *next = gtk_bitset_copy (self->selected);

  gtk_bitset_splice (next, position, removed, added);
  gtk_bitset_unref (self->selected);
  self->selected = next;
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
vouch_table_selection_finalize (GObject *object)
{
  VouchTableSelection *self = VOUCH_TABLE_SELECTION (object);

  g_clear_object (&self->model);
  g_clear_pointer (&self->selected, gtk_bitset_unref);
  G_OBJECT_CLASS (vouch_table_selection_parent_class)->finalize (object);
}

static void
vouch_table_selection_class_init (VouchTableSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_table_selection_finalize;
}

static void
vouch_table_selection_init (VouchTableSelection *self)
{
  self->selected = gtk_bitset_new_empty ();
}

VouchTableSelection *
vouch_table_selection_new (void)
{
  return g_object_new (VOUCH_TYPE_TABLE_SELECTION, NULL);
}

void
vouch_table_selection_set_model (VouchTableSelection *self, GListModel *model)
{
  g_autoptr (GListModel) old = NULL;
  guint n_old;

  g_return_if_fail (VOUCH_IS_TABLE_SELECTION (self));
  g_return_if_fail (model == NULL || G_IS_LIST_MODEL (model));

  if (model == self->model)
    return;

  n_old = get_n_items (G_LIST_MODEL (self));
  old = g_steal_pointer (&self->model);
  if (old)
    g_signal_handlers_disconnect_by_func (old, items_changed_cb, self);
  gtk_bitset_unref (self->selected);
  self->selected = gtk_bitset_new_empty ();
  /* In two steps: GTK 4.8 walks every added row when rows are removed in the same signal. */
  if (n_old > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_old, 0);
  if (model == NULL)
    return;

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  if (g_list_model_get_n_items (model) > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, g_list_model_get_n_items (model));
}

GListModel *
vouch_table_selection_get_model (VouchTableSelection *self)
{
  g_return_val_if_fail (VOUCH_IS_TABLE_SELECTION (self), NULL);

  return self->model;
}

guint
vouch_table_selection_get_n_selected (VouchTableSelection *self)
{
  g_return_val_if_fail (VOUCH_IS_TABLE_SELECTION (self), 0);

  return gtk_bitset_get_size (self->selected);
}
