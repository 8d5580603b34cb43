/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Run by hand to look at the page: look DIR */
#include "profile-fixture.h"

#include "vouch-shot.h"

#include <adwaita.h>

static gboolean
is_over (gpointer data)
{
  return g_get_monotonic_time () > *(gint64 *) data;
}

static void
shoot (ProfileFixture *f, const char *dir, const char *name)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr (GError) error = NULL;
  gint64 until = g_get_monotonic_time () + G_USEC_PER_SEC;

  vouch_test_wait (is_over, &until);
  if (!vouch_shot_window (GTK_WINDOW (f->window), path, &error))
    g_error ("%s", error->message);
}

int
main (int argc, char **argv)
{
  g_autofree char *dir = argc > 1 ? g_canonicalize_filename (argv[1], NULL) : NULL;
  static const ProfileFacts facts = { .status = "in_review", .reviewer = "u-ann" };
  ProfileFixture f = { 0 };

  vouch_test_init (&argc, &argv);
  if (!dir)
    dir = g_strdup (g_get_tmp_dir ());
  profile_fixture_open (&f, &facts);
  profile_fixture_show (&f, "u-ann", FIXTURE_REVIEWER);
  shoot (&f, dir, "profile-light.png");
  gtk_widget_activate_action (f.page, "page.section", "i", 3);
  gtk_widget_activate_action (f.page, "page.decline", NULL);
  shoot (&f, dir, "profile-decline.png");
  gtk_widget_activate_action (f.page, "page.cancel-decline", NULL);
  gtk_widget_activate_action (f.page, "page.timeline", NULL);
  shoot (&f, dir, "profile-timeline.png");
  gtk_widget_activate_action (f.page, "page.timeline", NULL);
  gtk_widget_activate_action (f.page, "page.section", "i", 1);
  gtk_window_set_default_size (GTK_WINDOW (f.window), 1712, 1034);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_DARK);
  shoot (&f, dir, "profile-dark.png");
  gtk_widget_activate_action (f.page, "page.open-viewer", NULL);
  shoot (&f, dir, "profile-viewer.png");
  profile_fixture_close (&f);
  return 0;
}
