/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A million rows: nothing the table does may walk them. */
#include "table-rows.h"

#include "vouch-test.h"
#include "vouch-theme.h"

#define MILLION 1000000
/* GTK keeps some 205 rows ready and asks for each twice or so. */
#define BOUND 900

typedef struct
{
  GtkWidget *window;
  VouchTable *table;
  TableRows *rows;
  guint64 asked_before;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  vouch_theme_ensure (gdk_display_get_default ());
  fixture->rows = table_rows_new (MILLION);
  fixture->table = VOUCH_TABLE (vouch_table_new (table_columns));
  vouch_table_set_model (fixture->table, G_LIST_MODEL (fixture->rows));
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 600);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->table));
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
  fixture->asked_before = table_rows_get_asked (fixture->rows);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  vouch_test_settle ();
  g_assert_finalize_object (fixture->rows);
}

static void
assert_asked_little (Fixture *fixture)
{
  guint64 asked = table_rows_get_asked (fixture->rows);

  g_test_message ("asked for %" G_GUINT64_FORMAT " rows", asked - fixture->asked_before);
  g_assert_cmpuint (asked - fixture->asked_before, <, BOUND);
  fixture->asked_before = asked;
}

static void
test_first_sight (Fixture *fixture, gconstpointer data)
{
  fixture->asked_before = 0;
  assert_asked_little (fixture);
}

static void
test_scroll (Fixture *fixture, gconstpointer data)
{
  GtkAdjustment *adjustment = vouch_table_get_vadjustment (fixture->table);

  vouch_table_scroll_to (fixture->table, 777777, FALSE);
  gtk_test_widget_wait_for_draw (fixture->window);
  assert_asked_little (fixture);
  /* It is in view: rows are 44 px and the window shows fewer than twenty. */
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), <=, 777777 * 44.0);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 777757 * 44.0);
}

static void
test_replace (Fixture *fixture, gconstpointer data)
{
  vouch_table_select (fixture->table, 5, TRUE);
  vouch_table_scroll_to (fixture->table, 500000, TRUE);
  gtk_test_widget_wait_for_draw (fixture->window);
  fixture->asked_before = table_rows_get_asked (fixture->rows);
  table_rows_replace (fixture->rows, MILLION - 1);
  gtk_test_widget_wait_for_draw (fixture->window);
  assert_asked_little (fixture);
  g_assert_cmpuint (vouch_table_get_n_selected (fixture->table), ==, 0);
}

static void
test_other_model (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TableRows) other = table_rows_new (MILLION);

  vouch_table_select_all (fixture->table);
  vouch_table_set_model (fixture->table, G_LIST_MODEL (other));
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_cmpuint (table_rows_get_asked (other), <, BOUND);
  g_assert_cmpuint (vouch_table_get_n_selected (fixture->table), ==, 0);
}

static void
test_selection (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GtkBitset) selection = NULL;

  vouch_table_select_all (fixture->table);
  g_assert_cmpuint (vouch_table_get_n_selected (fixture->table), ==, MILLION);
  gtk_test_widget_wait_for_draw (fixture->window);
  assert_asked_little (fixture);

  vouch_table_select_none (fixture->table);
  vouch_table_select (fixture->table, 999999, FALSE);
  vouch_table_select (fixture->table, 12, FALSE);
  selection = vouch_table_get_selection (fixture->table);
  g_assert_cmpuint (gtk_bitset_get_size (selection), ==, 2);
  g_assert_true (gtk_bitset_contains (selection, 999999));
  /* What was handed out does not change under its holder. */
  vouch_table_select_none (fixture->table);
  g_assert_cmpuint (gtk_bitset_get_size (selection), ==, 2);
  assert_asked_little (fixture);
}

static void
test_sort (Fixture *fixture, gconstpointer data)
{
  vouch_table_set_sort (fixture->table, "name", TRUE);
  gtk_test_widget_wait_for_draw (fixture->window);
  assert_asked_little (fixture);
}

static void
add (const char *path, void (*run) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, run, tear_down);
}

int
main (int argc, char **argv)
{
  vouch_test_init (&argc, &argv);
  add ("/widgets/table/million/first-sight", test_first_sight);
  add ("/widgets/table/million/scroll", test_scroll);
  add ("/widgets/table/million/replace", test_replace);
  add ("/widgets/table/million/other-model", test_other_model);
  add ("/widgets/table/million/selection", test_selection);
  add ("/widgets/table/million/sort", test_sort);
  return g_test_run ();
}
