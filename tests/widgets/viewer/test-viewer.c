/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The viewer as a person uses it: states, actions, pages, full screen. */
#include "vouch-picture-sample.h"
#include "vouch-shot.h"
#include "vouch-test.h"
#include "vouch-theme.h"
#include "vouch-viewer.h"

#include <adwaita.h>

static gboolean
is_loaded (gpointer data)
{
  VouchViewer *viewer = data;
  VouchPicture *picture = vouch_viewer_get_picture (viewer);

  return vouch_viewer_get_state (viewer) != VOUCH_VIEWER_LOADING &&
         (!picture || vouch_picture_is_settled (picture));
}

static GtkWidget *
show (VouchViewer *viewer)
{
  GtkWidget *window = adw_window_new ();

  vouch_theme_ensure (gdk_display_get_default ());
  gtk_window_set_default_size (GTK_WINDOW (window), 640, 520);
  adw_window_set_content (ADW_WINDOW (window), GTK_WIDGET (viewer));
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

/* With VOUCH_SHOTS=DIR the test leaves pictures of what it saw. */
static void
shoot (GtkWidget *window, const char *name)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_getenv ("VOUCH_SHOTS"))
    return;
  path = g_strdup_printf ("%s/%s.png", g_getenv ("VOUCH_SHOTS"), name);
  vouch_shot_window (GTK_WINDOW (window), path, &error);
  g_assert_no_error (error);
}

static void
open_sample (VouchViewer *viewer, VouchSampleFormat format, int width, int height)
{
  g_autoptr (GBytes) bytes = vouch_sample_new (format, width, height, 3);

  vouch_viewer_set_bytes (viewer, bytes, NULL);
  g_assert_cmpint (vouch_viewer_get_state (viewer), ==, VOUCH_VIEWER_LOADING);
  vouch_test_wait (is_loaded, viewer);
}

static void
activate (VouchViewer *viewer, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (viewer), action, NULL));
}

static void
test_zoom_actions (void)
{
  VouchViewer *viewer = VOUCH_VIEWER (vouch_viewer_new ());
  GtkWidget *window = show (viewer);
  VouchViewport *viewport = vouch_viewer_get_viewport (viewer);
  double scale;

  open_sample (viewer, VOUCH_SAMPLE_JPEG, 3000, 2000);
  g_assert_cmpint (vouch_viewer_get_state (viewer), ==, VOUCH_VIEWER_READY);
  vouch_test_settle ();
  g_assert_true (vouch_viewport_get_fit (viewport));
  scale = vouch_viewport_get_scale (viewport);
  shoot (window, "viewer-fit");
  activate (viewer, "viewer.zoom-in");
  g_assert_cmpfloat_with_epsilon (vouch_viewport_get_scale (viewport), scale * 1.25, 1e-9);
  activate (viewer, "viewer.zoom-out");
  g_assert_cmpfloat_with_epsilon (vouch_viewport_get_scale (viewport), scale, 1e-9);
  activate (viewer, "viewer.actual-size");
  g_assert_cmpfloat_with_epsilon (vouch_viewport_get_scale (viewport), 1.0, 1e-9);
  shoot (window, "viewer-actual-size");
  for (int i = 0; i < 20; i++)
    activate (viewer, "viewer.zoom-in");
  g_assert_cmpfloat_with_epsilon (vouch_viewport_get_scale (viewport), 8.0, 1e-9);
  shoot (window, "viewer-800");
  activate (viewer, "viewer.rotate");
  g_assert_cmpint (vouch_viewport_get_rotation (viewport), ==, 90);
  shoot (window, "viewer-800-rotated");
  activate (viewer, "viewer.fit");
  g_assert_true (vouch_viewport_get_fit (viewport));
  shoot (window, "viewer-rotated");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_broken_file (void)
{
  VouchViewer *viewer = VOUCH_VIEWER (vouch_viewer_new ());
  GtkWidget *window = show (viewer);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("no picture", 10);

  vouch_viewer_set_bytes (viewer, bytes, "image/jpeg");
  vouch_test_wait (is_loaded, viewer);
  g_assert_cmpint (vouch_viewer_get_state (viewer), ==, VOUCH_VIEWER_ERROR);
  g_assert_nonnull (vouch_viewer_get_error_text (viewer));
  g_assert_null (vouch_viewer_get_picture (viewer));
  shoot (window, "viewer-error");
  g_assert_false (gtk_widget_activate_action (GTK_WIDGET (viewer), "none.such", NULL));
  vouch_viewer_set_bytes (viewer, NULL, NULL);
  g_assert_cmpint (vouch_viewer_get_state (viewer), ==, VOUCH_VIEWER_EMPTY);
  g_assert_null (vouch_viewer_get_error_text (viewer));
  shoot (window, "viewer-empty");
  vouch_viewer_set_loading (viewer);
  shoot (window, "viewer-loading");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_cut_file (void)
{
  VouchViewer *viewer = VOUCH_VIEWER (vouch_viewer_new ());
  GtkWidget *window = show (viewer);
  g_autoptr (GBytes) whole = vouch_sample_new (VOUCH_SAMPLE_PNG, 900, 700, 1);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) / 2);

  vouch_viewer_set_bytes (viewer, cut, "image/png");
  vouch_test_wait (is_loaded, viewer);
  g_assert_cmpint (vouch_viewer_get_state (viewer), ==, VOUCH_VIEWER_READY);
  g_assert_nonnull (vouch_viewer_get_error_text (viewer));
  shoot (window, "viewer-cut");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_pages (gconstpointer data)
{
  VouchViewer *viewer = VOUCH_VIEWER (vouch_viewer_new ());
  GtkWidget *window = show (viewer);
  VouchSampleFormat format = (VouchSampleFormat) GPOINTER_TO_INT (data);

  open_sample (viewer, format, 1190, 1684);
  vouch_test_settle ();
  activate (viewer, "viewer.next-page");
  g_assert_cmpuint (vouch_viewer_get_page (viewer), ==, 1);
  activate (viewer, "viewer.next-page");
  activate (viewer, "viewer.next-page");
  vouch_test_wait (is_loaded, viewer);
  g_assert_cmpuint (vouch_viewer_get_page (viewer), ==, 2);
  g_assert_cmpint (vouch_viewer_get_state (viewer), ==, VOUCH_VIEWER_READY);
  shoot (window, format == VOUCH_SAMPLE_PDF ? "viewer-pdf" : "viewer-tiff");
  activate (viewer, "viewer.previous-page");
  g_assert_cmpuint (vouch_viewer_get_page (viewer), ==, 1);
  if (format == VOUCH_SAMPLE_PDF)
    {
      vouch_viewport_zoom_to (vouch_viewer_get_viewport (viewer), 4.0, 20, 40);
      vouch_test_settle ();
      vouch_test_wait (is_loaded, viewer);
      shoot (window, "viewer-pdf-400");
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_later_bytes_win (void)
{
  VouchViewer *viewer = g_object_ref_sink (VOUCH_VIEWER (vouch_viewer_new ()));
  g_autoptr (GBytes) first = vouch_sample_new (VOUCH_SAMPLE_JPEG, 3000, 2000, 1);
  g_autoptr (GBytes) second = vouch_sample_new (VOUCH_SAMPLE_PNG, 40, 30, 1);

  vouch_viewer_set_bytes (viewer, first, NULL);
  vouch_viewer_set_bytes (viewer, second, NULL);
  vouch_test_wait (is_loaded, viewer);
  vouch_test_settle ();
  g_assert_cmpint (vouch_picture_get_width (vouch_viewer_get_picture (viewer)), ==, 40);
  g_assert_finalize_object (viewer);
}

static VouchViewer *
find_other_viewer (GtkWidget *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) other = g_list_model_get_item (windows, i);

      if (other != window)
        return VOUCH_VIEWER (vouch_test_find (other, VOUCH_TYPE_VIEWER, NULL));
    }
  return NULL;
}

static void
test_fullscreen (void)
{
  VouchViewer *full;
  VouchViewer *viewer = VOUCH_VIEWER (vouch_viewer_new ());
  GtkWidget *window = show (viewer);
  guint before;

  open_sample (viewer, VOUCH_SAMPLE_PNG, 640, 480);
  before = g_list_model_get_n_items (gtk_window_get_toplevels ());
  activate (viewer, "viewer.fullscreen");
  vouch_test_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, before + 1);
  full = find_other_viewer (window);
  g_assert_true (vouch_viewer_get_picture (full) == vouch_viewer_get_picture (viewer));
  /* The picture of the last applicant must not stay on the screen. */
  vouch_viewer_set_error (viewer, "Not there");
  g_assert_null (vouch_viewer_get_picture (full));
  activate (full, "viewer.fullscreen");
  vouch_test_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, before);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, before - 1);
}

static void
test_accessible (void)
{
  VouchViewer *viewer = VOUCH_VIEWER (vouch_viewer_new ());
  GtkWidget *window = show (viewer);
  GtkWidget *canvas = vouch_test_find (GTK_WIDGET (viewer), GTK_TYPE_WIDGET, "viewercanvas");

  vouch_viewer_set_label (viewer, "Passport, front");
  gtk_test_accessible_assert_role (viewer, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (viewer, GTK_ACCESSIBLE_PROPERTY_LABEL, "Passport, front");
  gtk_test_accessible_assert_role (canvas, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  vouch_test_init (&argc, &argv);
  if (g_getenv ("VOUCH_DARK"))
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                        ADW_COLOR_SCHEME_FORCE_DARK);
  g_test_add_func ("/widgets/viewer/zoom-actions", test_zoom_actions);
  g_test_add_func ("/widgets/viewer/broken-file", test_broken_file);
  g_test_add_func ("/widgets/viewer/cut-file", test_cut_file);
  g_test_add_data_func ("/widgets/viewer/pages-pdf", GINT_TO_POINTER (VOUCH_SAMPLE_PDF),
                        test_pages);
  g_test_add_data_func ("/widgets/viewer/pages-tiff", GINT_TO_POINTER (VOUCH_SAMPLE_TIFF),
                        test_pages);
  g_test_add_func ("/widgets/viewer/later-bytes-win", test_later_bytes_win);
  g_test_add_func ("/widgets/viewer/fullscreen", test_fullscreen);
  g_test_add_func ("/widgets/viewer/accessible", test_accessible);
  return g_test_run ();
}
