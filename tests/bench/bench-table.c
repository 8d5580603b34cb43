/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a frame of the table takes over a million rows: smooth scrolling, wheel steps and jumps,
 * with the table's own cells and, for comparison, with one constant GtkInscription per cell. */
#include "table-rows.h"

#include "vouch-test.h"
#include "vouch-theme.h"

#include <stdlib.h>
#include <time.h>

#define MILLION 1000000
#define FRAMES 300

typedef enum
{
  STEP_SMOOTH,
  STEP_WHEEL,
  STEP_FLING,
  STEP_JUMP,
  N_STEPS
} Step;

static const char *const step_names[] = { "smooth 8 px", "wheel 132 px", "fling 5000 px", "jump" };

typedef struct
{
  GtkWidget *window;
  VouchTable *table;
  GRand *random;
  Step step;
  GArray *costs; /* ms on the clock */
  GArray *cpu;   /* ms of work of this thread: other programs do not count */
  gint64 started;
  double cpu_started;
  guint left;
} Bench;

static GtkWidget *
create_constant (const VouchTableColumn *column)
{
  return g_object_new (GTK_TYPE_INSCRIPTION, "text", "Constant text", "nat-chars", 10, NULL);
}

static void
bind_constant (GtkWidget *cell, GObject *row)
{
}

#define CONSTANT(name, px) \
  { \
    name, name, VOUCH_TABLE_CUSTOM, px, .create = create_constant, .bind = bind_constant \
  }
static const VouchTableColumn constant_columns[] = {
  CONSTANT ("a", 240), CONSTANT ("b", 130), CONSTANT ("c", 140), CONSTANT ("d", 140),
  CONSTANT ("e", 100), CONSTANT ("f", 96),  CONSTANT ("g", 130), { NULL },
};

static int
compare (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return left < right ? -1 : left > right;
}

static double
percentile (GArray *values, double part)
{
  return g_array_index (values, double, MIN (values->len - 1, (guint) (values->len * part)));
}

static double
cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static void
before_cb (Bench *bench)
{
  bench->cpu_started = cpu_ms ();
  bench->started = g_get_monotonic_time ();
}

static void
after_cb (Bench *bench)
{
  double ms = (g_get_monotonic_time () - bench->started) / 1000.0;
  double cpu = cpu_ms () - bench->cpu_started;

  if (bench->left == 0)
    return;
  g_array_append_val (bench->costs, ms);
  g_array_append_val (bench->cpu, cpu);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Bench *bench = data;
  GtkAdjustment *adjustment = vouch_table_get_vadjustment (bench->table);
  static const double by[] = { 8, 132, 5000 };
  double top = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  double value = bench->step == STEP_JUMP ? g_rand_double (bench->random) * top
                                          : gtk_adjustment_get_value (adjustment) + by[bench->step];

  gtk_adjustment_set_value (adjustment, value);
  gtk_widget_queue_draw (widget);
  return --bench->left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
print_costs (const char *what, GArray *values)
{
  g_array_sort (values, compare);
  g_print ("  %s: median %.1f p95 %.1f p99 %.1f max %.1f ms", what, percentile (values, 0.5),
           percentile (values, 0.95), percentile (values, 0.99), percentile (values, 1));
}

static void
run_step (Bench *bench, const char *what, Step step)
{
  bench->step = step;
  bench->left = FRAMES;
  g_array_set_size (bench->costs, 0);
  g_array_set_size (bench->cpu, 0);
  gtk_widget_add_tick_callback (GTK_WIDGET (bench->table), tick_cb, bench, NULL);
  while (bench->left > 0)
    g_main_context_iteration (NULL, TRUE);
  g_print ("%-9s %-14s", what, step_names[step]);
  print_costs ("work", bench->cpu);
  print_costs ("wall", bench->costs);
  g_print ("  (%u frames)\n", bench->costs->len);
}

static void
run (const char *what, const VouchTableColumn *columns, int only)
{
  g_autoptr (TableRows) rows = table_rows_new (MILLION);
  Bench bench = { .costs = g_array_new (FALSE, FALSE, sizeof (double)),
                  .cpu = g_array_new (FALSE, FALSE, sizeof (double)) };
  GdkFrameClock *clock;

  bench.random = g_rand_new_with_seed (7);
  bench.table = VOUCH_TABLE (vouch_table_new (columns));
  vouch_table_set_model (bench.table, G_LIST_MODEL (rows));
  bench.window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (bench.window), 1072, 800);
  gtk_window_set_child (GTK_WINDOW (bench.window), GTK_WIDGET (bench.table));
  gtk_window_present (GTK_WINDOW (bench.window));
  gtk_test_widget_wait_for_draw (bench.window);
  clock = gtk_widget_get_frame_clock (bench.window);
  g_signal_connect_swapped (clock, "before-paint", G_CALLBACK (before_cb), &bench);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (after_cb), &bench);
  for (Step step = STEP_SMOOTH; step < N_STEPS; step++)
    if (only < 0 || only == (int) step)
      run_step (&bench, what, step);
  g_signal_handlers_disconnect_by_data (clock, &bench);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  vouch_test_settle ();
  g_array_unref (bench.costs);
  g_array_unref (bench.cpu);
  g_rand_free (bench.random);
}

int
main (int argc, char **argv)
{
  vouch_test_init (&argc, &argv);
  vouch_theme_ensure (gdk_display_get_default ());
  /* "bench-table 3" runs the jumps of the table alone, for a profiler. */
  if (argc == 1)
    run ("constant", constant_columns, -1);
  run ("table", table_columns, argc > 1 ? atoi (argv[1]) : -1);
  return EXIT_SUCCESS;
}
