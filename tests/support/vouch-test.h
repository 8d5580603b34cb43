/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start of every test with a display: own directories, fixed locale, GTK and libadwaita. */
#pragma once

#include <gtk/gtk.h>

typedef gboolean (*VouchTestCondition) (gpointer data);

/* First call of main (). HOME and the XDG_*_HOME directories are temporary and removed at exit;
 * XDG_DATA_DIRS is kept, since GSettings schemas and icon themes come from there. */
void vouch_test_init (int *argc, char ***argv);

/* Turns the main loop until @condition holds; fails the test after five seconds. */
void vouch_test_wait (VouchTestCondition condition, gpointer data);

/* Turns the main loop until nothing is pending. */
void vouch_test_settle (void);

/* First descendant of @root (or @root) that is a @type, whose CSS name or class is @css when given.
 * Borrowed; NULL when there is none. */
GtkWidget *vouch_test_find (GtkWidget *root, GType type, const char *css);
