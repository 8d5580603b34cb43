/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does with the table, and what the table leaves behind. */
#include "table-rows.h"

#include "vouch-cell.h"
#include "vouch-check-cell.h"
#include "vouch-test.h"
#include "vouch-theme.h"

typedef struct
{
  GtkWidget *window;
  VouchTable *table;
  TableRows *rows;
} Fixture;

typedef struct
{
  char *sort;
  gboolean descending;
  guint n_sorts;
  guint activated;
  guint n_selections;
} Heard;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  vouch_theme_ensure (gdk_display_get_default ());
  fixture->rows = table_rows_new (GPOINTER_TO_UINT (data));
  fixture->table = VOUCH_TABLE (vouch_table_new (table_columns));
  vouch_table_set_model (fixture->table, G_LIST_MODEL (fixture->rows));
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 600);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->table));
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_ref (fixture->table);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  vouch_test_settle ();
  g_assert_finalize_object (fixture->table);
  g_assert_finalize_object (fixture->rows);
  /* Neither a cell nor a signal handler holds on to a row. */
  g_assert_cmpuint (table_rows_get_alive (), ==, 0);
}

static void
sort_changed_cb (VouchTable *table, const char *id, gboolean descending, Heard *heard)
{
  g_free (heard->sort);
  heard->sort = g_strdup (id);
  heard->descending = descending;
  heard->n_sorts++;
}

static void
row_activated_cb (VouchTable *table, guint position, Heard *heard)
{
  heard->activated = position;
}

static void
selection_changed_cb (VouchTable *table, Heard *heard)
{
  heard->n_selections++;
}

static GtkWidget *
find_list (VouchTable *table)
{
  return vouch_test_find (GTK_WIDGET (table), GTK_TYPE_LIST_VIEW, NULL);
}

/* The first cell of @kind below @widget. */
static VouchCell *
find_cell (GtkWidget *widget, VouchTableKind kind)
{
  VouchCell *cell = NULL;

  if (VOUCH_IS_CELL (widget))
    return vouch_cell_get_kind (VOUCH_CELL (widget)) == kind ? VOUCH_CELL (widget) : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !cell;
       child = gtk_widget_get_next_sibling (child))
    cell = find_cell (child, kind);
  return cell;
}

static void
test_sort (Fixture *fixture, gconstpointer data)
{
  Heard heard = { 0 };
  gboolean descending;

  g_signal_connect (fixture->table, "sort-changed", G_CALLBACK (sort_changed_cb), &heard);
  g_assert_null (vouch_table_get_sort (fixture->table, NULL));

  vouch_table_set_sort (fixture->table, "created", TRUE);
  g_assert_cmpstr (heard.sort, ==, "created");
  g_assert_true (heard.descending);
  vouch_table_set_sort (fixture->table, "name", FALSE);
  g_assert_cmpstr (heard.sort, ==, "name");
  g_assert_false (heard.descending);
  vouch_table_set_sort (fixture->table, "name", TRUE);
  g_assert_true (heard.descending);
  g_assert_cmpstr (vouch_table_get_sort (fixture->table, &descending), ==, "name");
  g_assert_true (descending);

  heard.n_sorts = 0;
  vouch_table_set_sort (fixture->table, "name", TRUE);
  g_assert_cmpuint (heard.n_sorts, ==, 0);
  vouch_table_set_sort (fixture->table, NULL, FALSE);
  g_assert_null (heard.sort);
  g_assert_cmpuint (heard.n_sorts, ==, 1);
  g_free (heard.sort);
}

static void
test_activate (Fixture *fixture, gconstpointer data)
{
  Heard heard = { .activated = 999 };

  g_signal_connect (fixture->table, "row-activated", G_CALLBACK (row_activated_cb), &heard);
  g_assert_true (
      gtk_widget_activate_action (find_list (fixture->table), "list.activate-item", "u", 7));
  g_assert_cmpuint (heard.activated, ==, 7);
}

static gboolean
is_popover_open (gpointer table)
{
  GtkWidget *popover = vouch_test_find (table, GTK_TYPE_POPOVER_MENU, NULL);

  return popover && gtk_widget_get_mapped (popover);
}

/* The key as the class has bound it: GTK 4 cannot be sent key events from inside. */
static gboolean
has_binding (GtkWidget *widget, guint keyval, GdkModifierType modifiers)
{
  g_autoptr (GtkShortcutTrigger) wanted = gtk_keyval_trigger_new (keyval, modifiers);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);

          if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), wanted))
            return TRUE;
        }
    }
  return FALSE;
}

static void
test_menu_by_keyboard (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *popover;

  g_menu_append (menu, "Open", "page.open");
  vouch_table_set_menu (fixture->table, G_MENU_MODEL (menu));
  g_assert_true (has_binding (GTK_WIDGET (fixture->table), GDK_KEY_Menu, 0));
  g_assert_true (has_binding (GTK_WIDGET (fixture->table), GDK_KEY_F10, GDK_SHIFT_MASK));

  vouch_table_select (fixture->table, 1, TRUE);
  vouch_table_scroll_to (fixture->table, 4, TRUE);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->table), "menu.popup", NULL));
  vouch_test_wait (is_popover_open, fixture->table);
  /* It is about the row that has the keyboard, as a right click would be. */
  g_assert_true (vouch_table_is_selected (fixture->table, 4));
  g_assert_cmpuint (vouch_table_get_n_selected (fixture->table), ==, 1);

  popover = vouch_test_find (GTK_WIDGET (fixture->table), GTK_TYPE_POPOVER_MENU, NULL);
  gtk_popover_popdown (GTK_POPOVER (popover));
  vouch_test_settle ();

  /* A selection that has the row in it stays. */
  vouch_table_select (fixture->table, 2, FALSE);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->table), "menu.popup", NULL));
  g_assert_cmpuint (vouch_table_get_n_selected (fixture->table), ==, 2);
  gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
test_cells_follow_rows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TableRow) row = g_list_model_get_item (G_LIST_MODEL (fixture->rows), 0);
  VouchCell *cell = find_cell (find_list (fixture->table), VOUCH_TABLE_PERSON);
  VouchCell *status = find_cell (find_list (fixture->table), VOUCH_TABLE_STATUS);

  g_assert_cmpstr (vouch_cell_get_text (cell), ==, "Olena Kovalenko");
  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_LABEL, "Olena Kovalenko");
  gtk_test_accessible_assert_property (status, GTK_ACCESSIBLE_PROPERTY_LABEL, "Not started");
  table_row_set_name (row, "Olena Shevchenko");
  g_assert_cmpstr (vouch_cell_get_text (cell), ==, "Olena Shevchenko");

  table_row_set_loaded (row, FALSE);
  g_assert_cmpstr (vouch_cell_get_text (cell), ==, "");
  table_row_set_loaded (row, TRUE);
  g_assert_cmpstr (vouch_cell_get_text (cell), ==, "Olena Shevchenko");
  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_LABEL, "Olena Shevchenko");
}

/* Row 60: GTK keeps the row that would take the focus, the first one, wherever one scrolls. */
static void
test_recycled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TableRow) row = g_list_model_get_item (G_LIST_MODEL (fixture->rows), 60);
  guint notify = g_signal_lookup ("notify", G_TYPE_OBJECT);
  GQuark name = g_quark_from_static_string ("name");

  vouch_test_settle (); /* rows out of sight are read when there is time */
  g_assert_true (g_signal_has_handler_pending (row, notify, name, TRUE));
  vouch_table_scroll_to (fixture->table, 9000, FALSE);
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_false (g_signal_has_handler_pending (row, notify, name, TRUE));
  table_row_set_name (row, "Somebody Else");
  g_assert_cmpstr (vouch_cell_get_text (find_cell (find_list (fixture->table), VOUCH_TABLE_PERSON)),
                   !=, "Somebody Else");
}

static void
test_check_boxes (Fixture *fixture, gconstpointer data)
{
  GtkWidget *check = vouch_test_find (find_list (fixture->table), VOUCH_TYPE_CHECK_CELL, NULL);
  GtkWidget *all = vouch_test_find (GTK_WIDGET (fixture->table), VOUCH_TYPE_CHECK_CELL, NULL);
  Heard heard = { 0 };

  g_signal_connect (fixture->table, "selection-changed", G_CALLBACK (selection_changed_cb), &heard);
  g_assert_true (all != check);
  vouch_table_select (fixture->table, 3, TRUE);
  g_signal_emit_by_name (check, "toggled");
  /* The box adds to the selection, a plain click on the row would replace it. */
  g_assert_cmpuint (vouch_table_get_n_selected (fixture->table), ==, 2);
  g_assert_cmpint (vouch_check_cell_get_state (VOUCH_CHECK_CELL (check)), ==, VOUCH_CHECK_ON);
  g_assert_cmpint (vouch_check_cell_get_state (VOUCH_CHECK_CELL (all)), ==, VOUCH_CHECK_SOME);
  g_assert_cmpuint (heard.n_selections, ==, 2);

  g_signal_emit_by_name (all, "toggled");
  g_assert_cmpuint (vouch_table_get_n_selected (fixture->table), ==, 10000);
  g_assert_cmpint (vouch_check_cell_get_state (VOUCH_CHECK_CELL (all)), ==, VOUCH_CHECK_ON);
  g_signal_emit_by_name (all, "toggled");
  g_assert_cmpuint (vouch_table_get_n_selected (fixture->table), ==, 0);
  g_assert_cmpint (vouch_check_cell_get_state (VOUCH_CHECK_CELL (check)), ==, VOUCH_CHECK_OFF);
}

static void
test_layout (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = vouch_table_save_layout (fixture->table);
  g_autofree char *second = NULL;

  g_assert_true (g_str_has_prefix (first, "name:240 external-id:130 "));
  g_assert_true (g_str_has_suffix (first, " -email:200"));
  vouch_table_restore_layout (fixture->table, "email:180 nonsense:3 -country:90 name:300 status:x");
  second = vouch_table_save_layout (fixture->table);
  g_assert_cmpstr (second, ==,
                   "email:180 -country:90 name:300 status:140 external-id:130 reviewer:140 "
                   "warnings:96 created:130");
  g_assert_true (vouch_table_get_column_visible (fixture->table, "email"));
  g_assert_false (vouch_table_get_column_visible (fixture->table, "country"));

  g_action_group_change_action_state (vouch_table_get_actions (fixture->table), "column-country",
                                      g_variant_new_boolean (TRUE));
  g_assert_true (vouch_table_get_column_visible (fixture->table, "country"));
}

static void
test_density (Fixture *fixture, gconstpointer data)
{
  GtkAdjustment *adjustment = vouch_table_get_vadjustment (fixture->table);

  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), ==, 44 * 10000);
  vouch_table_set_density (fixture->table, VOUCH_TABLE_COMPACT);
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), ==, 32 * 10000);
}

static void
test_placeholder (Fixture *fixture, gconstpointer data)
{
  GtkWidget *placeholder = gtk_label_new ("No applicants yet");

  vouch_table_set_placeholder (fixture->table, placeholder);
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_false (gtk_widget_get_mapped (placeholder));
  table_rows_replace (fixture->rows, 0);
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_true (gtk_widget_get_mapped (placeholder));
  vouch_table_set_loading (fixture->table, TRUE);
  g_assert_false (gtk_widget_get_mapped (placeholder));
  vouch_table_set_loading (fixture->table, FALSE);
  table_rows_replace (fixture->rows, 3);
  g_assert_false (gtk_widget_get_mapped (placeholder));
}

static void
test_keeps_keyboard (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list = find_list (fixture->table);

  vouch_table_scroll_to (fixture->table, 2, TRUE);
  g_assert_nonnull (gtk_widget_get_focus_child (list));
  table_rows_replace (fixture->rows, 500);
  g_assert_nonnull (gtk_widget_get_focus_child (list));
}

static void
test_ends_silently (Fixture *fixture, gconstpointer data)
{
  GtkWidget *other = g_object_ref_sink (vouch_table_new (table_columns));
  Heard heard = { 0 };

  vouch_table_set_model (VOUCH_TABLE (other), G_LIST_MODEL (fixture->rows));
  vouch_table_select (VOUCH_TABLE (other), 1, TRUE);
  g_signal_connect (other, "selection-changed", G_CALLBACK (selection_changed_cb), &heard);
  g_assert_finalize_object (other);
  /* The page that listens is being taken down at the same time. */
  g_assert_cmpuint (heard.n_selections, ==, 0);
}

static void
add (const char *path, void (*run) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, GUINT_TO_POINTER (10000), set_up, run, tear_down);
}

int
main (int argc, char **argv)
{
  vouch_test_init (&argc, &argv);
  add ("/widgets/table/tells-sort", test_sort);
  add ("/widgets/table/tells-activation", test_activate);
  add ("/widgets/table/menu-by-keyboard", test_menu_by_keyboard);
  add ("/widgets/table/cells-follow-rows", test_cells_follow_rows);
  add ("/widgets/table/recycling-leaves-no-trace", test_recycled);
  add ("/widgets/table/check-boxes", test_check_boxes);
  add ("/widgets/table/layout-comes-back", test_layout);
  add ("/widgets/table/density", test_density);
  add ("/widgets/table/placeholder", test_placeholder);
  add ("/widgets/table/keeps-keyboard", test_keeps_keyboard);
  add ("/widgets/table/ends-silently", test_ends_silently);
  return g_test_run ();
}
