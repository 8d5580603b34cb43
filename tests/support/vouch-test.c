/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start of every test with a display: own directories, fixed locale, GTK and libadwaita. */
#include "vouch-test.h"

#include <adwaita.h>
#include <ftw.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define WAIT_LIMIT_US (5 * G_USEC_PER_SEC)

static char *test_dir;
static pid_t test_pid;

static int
remove_entry_cb (const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
  return g_remove (path);
}

static void
remove_dirs_cb (void)
{
  /* A forked child that exits must not take its parent's directories along. */
  if (test_dir && getpid () == test_pid)
    (void) nftw (test_dir, remove_entry_cb, 16, FTW_DEPTH | FTW_PHYS); /* best effort at exit */
  g_clear_pointer (&test_dir, g_free);
}

static void
make_dirs (void)
{
  static const char *const names[] = {
    "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME",
  };
  g_autoptr (GError) error = NULL;

  test_dir = g_dir_make_tmp ("vouch-test-XXXXXX", &error);
  g_assert_no_error (error);
  test_pid = getpid ();
  atexit (remove_dirs_cb);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *dir = g_build_filename (test_dir, names[i], NULL);

      g_assert_cmpint (g_mkdir (dir, 0700), ==, 0);
      g_setenv (names[i], dir, TRUE);
    }
}

void
vouch_test_init (int *argc, char ***argv)
{
  make_dirs ();
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  /* The colour scheme of the desktop that runs the tests must not colour them. */
  g_setenv ("ADW_DISABLE_PORTAL", "1", TRUE);
  g_test_init (argc, argv, NULL);
  gtk_init ();
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
vouch_test_wait (VouchTestCondition condition, gpointer data)
{
  gint64 limit = g_get_monotonic_time () + WAIT_LIMIT_US;
  /* Wakes a loop in which nothing else happens, so that the limit is seen. */
  guint tick = g_timeout_add (10, tick_cb, NULL);

  while (!condition (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, limit);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (tick);
}

void
vouch_test_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

GtkWidget *
vouch_test_find (GtkWidget *root, GType type, const char *css)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) &&
      (!css || gtk_widget_has_css_class (root, css) ||
       g_str_equal (gtk_widget_get_css_name (root), css)))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = vouch_test_find (child, type, css);

      if (found)
        return found;
    }
  return NULL;
}
