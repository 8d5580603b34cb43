/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row menu: right click, Menu key and Shift+F10 lead to the same menu over the selection. */
#include "vouch-table-private.h"

static void
closed_cb (VouchTable *self)
{
  /* Back to the row, so that the next key press goes on from there. */
  if (self->menu_focus && gtk_widget_get_mapped (self->menu_focus))
    gtk_widget_grab_focus (self->menu_focus);
  g_clear_weak_pointer (&self->menu_focus);
}

static void
popup_at (VouchTable *self, GtkListItem *item, const GdkRectangle *where)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  guint position = gtk_list_item_get_position (item);

  if (self->menu == NULL || position == GTK_INVALID_LIST_POSITION)
    return;
  if (!vouch_table_is_selected (self, position))
    vouch_table_select (self, position, TRUE);
  if (self->popover == NULL)
    {
      self->popover = gtk_popover_menu_new_from_model (self->menu);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
      gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
      g_signal_connect_object (self->popover, "closed", G_CALLBACK (closed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  g_set_weak_pointer (&self->menu_focus, root ? gtk_root_get_focus (root) : NULL);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), where);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static GtkWidget *
row_of (VouchTable *self, GtkWidget *widget)
{
  GtkWidget *list = vouch_table_get_list (self);

  while (widget && gtk_widget_get_parent (widget) != list)
    widget = gtk_widget_get_parent (widget);
  return widget;
}

static void
pressed_cb (VouchTable *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  GtkWidget *picked = gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);
  GtkListItem *item = picked ? vouch_table_find_item (self, picked) : NULL;
  double left, top;

  if (item == NULL)
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (row_of (self, picked));
  if (gtk_widget_translate_coordinates (view, GTK_WIDGET (self), x, y, &left, &top))
    popup_at (self, item, &(GdkRectangle){ left, top, 1, 1 });
}

static GtkWidget *
focus_row (VouchTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return row_of (self, root ? gtk_root_get_focus (root) : NULL);
}

void
vouch_table_popup_menu (VouchTable *self)
{
  GtkWidget *row = focus_row (self);
  GtkListItem *item = row ? vouch_table_find_item (self, row) : NULL;
  graphene_rect_t bounds;

  if (item == NULL || !gtk_widget_compute_bounds (row, GTK_WIDGET (self), &bounds))
    return;
  popup_at (self, item,
            &(GdkRectangle){ bounds.origin.x + 48, bounds.origin.y, 1, bounds.size.height });
}

void
vouch_table_init_menu (VouchTable *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
}

void
vouch_table_set_menu (VouchTable *self, GMenuModel *menu)
{
  g_return_if_fail (VOUCH_IS_TABLE (self));
  g_return_if_fail (menu == NULL || G_IS_MENU_MODEL (menu));

  if (!g_set_object (&self->menu, menu))
    return;
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_object_notify (G_OBJECT (self), "menu");
}

GMenuModel *
vouch_table_get_menu (VouchTable *self)
{
  g_return_val_if_fail (VOUCH_IS_TABLE (self), NULL);

  return self->menu;
}
