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

/* What the canvas draws. A widget has nothing to show between the call for a redraw and its frame:
 * ask once, and look after each turn of the main loop. */
static GdkTexture *
grab (VouchViewer *viewer)
{
  GtkWidget *canvas = vouch_test_find (GTK_WIDGET (viewer), GTK_TYPE_WIDGET, "viewercanvas");
  GskRenderNode *node = NULL;
  GdkTexture *texture;
  graphene_rect_t bounds;

  vouch_test_settle ();
  gtk_widget_queue_draw (canvas);
  while (!node)
    {
      g_autoptr (GdkPaintable) paintable = NULL;
      GtkSnapshot *snapshot = gtk_snapshot_new ();

      g_main_context_iteration (NULL, TRUE);
      paintable = gtk_widget_paintable_new (canvas);
      graphene_rect_init (&bounds, 0, 0, (float) gtk_widget_get_width (canvas),
                          (float) gtk_widget_get_height (canvas));
      gdk_paintable_snapshot (paintable, snapshot, bounds.size.width, bounds.size.height);
      node = gtk_snapshot_free_to_node (snapshot);
    }
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (canvas)),
                                         node, &bounds);
  gsk_render_node_unref (node);
  return texture;
}

typedef struct
{
  int width, height;
  guint8 *data;
} Pixels;

static Pixels
download (GdkTexture *texture)
{
  Pixels p = { gdk_texture_get_width (texture), gdk_texture_get_height (texture), NULL };

  p.data = g_malloc ((gsize) p.width * (gsize) p.height * 4);
  gdk_texture_download (texture, p.data, (gsize) p.width * 4);
  return p;
}

/* A point on the border of two pixels may be either. */
static gboolean
is_colour (const guint8 *bgra, int width, int height, double x, double y)
{
  for (int i = 0; i < 4; i++)
    {
      guint8 rgb[3];

      vouch_sample_colour (width, height, (int) (x + (i % 2 ? 0.01 : -0.01)),
                           (int) (y + (i / 2 ? 0.01 : -0.01)), rgb);
      if (bgra[2] == rgb[0] && bgra[1] == rgb[1] && bgra[0] == rgb[2])
        return TRUE;
    }
  return FALSE;
}

/* Every device pixel shows the colour of the one picture pixel under it, at every turn. */
static void
assert_drawn (VouchViewer *viewer, int width, int height)
{
  VouchViewport *viewport = vouch_viewer_get_viewport (viewer);
  g_autoptr (GdkTexture) texture = grab (viewer);
  Pixels seen = download (texture);
  int n = 0;

  for (int wy = 1; wy < seen.height; wy += 7)
    for (int wx = 1; wx < seen.width; wx += 7)
      {
        const guint8 *p = seen.data + ((gsize) wy * (gsize) seen.width + (gsize) wx) * 4;
        double x, y;

        vouch_viewport_to_image (viewport, wx + 0.5, wy + 0.5, &x, &y);
        if (x < 1 || y < 1 || x > width - 1 || y > height - 1)
          continue;
        if (!is_colour (p, width, height, x, y))
          g_error ("scale %g turn %d: (%d,%d) = %.3f,%.3f shows %d,%d,%d",
                   vouch_viewport_get_scale (viewport), vouch_viewport_get_rotation (viewport), wx,
                   wy, x, y, p[2], p[1], p[0]);
        n++;
      }
  g_assert_cmpint (n, >, 100);
  g_free (seen.data);
}

static void
test_drawn_pixels (gconstpointer data)
{
  double scale = GPOINTER_TO_INT (data);
  VouchViewer *viewer = VOUCH_VIEWER (vouch_viewer_new ());
  GtkWidget *window = show (viewer);
  VouchViewport *viewport = vouch_viewer_get_viewport (viewer);

  open_sample (viewer, VOUCH_SAMPLE_PNG, 1200, 900);
  vouch_test_settle ();
  for (int turn = 0; turn < 4; turn++)
    {
      vouch_viewport_zoom_to (viewport, scale, 300, 200);
      vouch_test_settle ();
      vouch_test_wait (is_loaded, viewer);
      assert_drawn (viewer, 1200, 900);
      activate (viewer, "viewer.rotate");
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

typedef struct
{
  GdkTexture *texture;
} Thumbnail;

static void
thumbnail_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Thumbnail *) data)->texture = vouch_picture_thumbnail_finish (result, NULL);
}

static gboolean
has_thumbnail (gpointer data)
{
  return ((Thumbnail *) data)->texture != NULL;
}

/* The thumbnail is made upright pixel by pixel, the canvas by turning: both must agree. */
static void
test_drawn_orientation (void)
{
  g_autoptr (GBytes) plain = vouch_sample_new (VOUCH_SAMPLE_JPEG, 400, 200, 1);
  VouchViewer *viewer = VOUCH_VIEWER (vouch_viewer_new ());
  GtkWidget *window = show (viewer);
  VouchViewport *viewport = vouch_viewer_get_viewport (viewer);

  for (int o = 1; o <= 8; o++)
    {
      g_autoptr (GBytes) turned = vouch_sample_with_orientation (plain, o);
      g_autoptr (GdkTexture) texture = NULL;
      Thumbnail thumbnail = { NULL };
      Pixels seen, wanted;

      vouch_viewer_set_bytes (viewer, turned, NULL);
      vouch_test_wait (is_loaded, viewer);
      vouch_picture_thumbnail_async (turned, 400, NULL, thumbnail_cb, &thumbnail);
      vouch_test_wait (has_thumbnail, &thumbnail);
      vouch_viewport_zoom_to (viewport, 1.0, 10, 10);
      texture = grab (viewer);
      seen = download (texture);
      wanted = download (thumbnail.texture);
      for (int y = 10; y < wanted.height; y += 37)
        for (int x = 10; x < wanted.width; x += 37)
          {
            double wx, wy;
            const guint8 *a, *b;

            vouch_viewport_to_widget (viewport, x, y, &wx, &wy);
            a = seen.data + ((gsize) wy * (gsize) seen.width + (gsize) wx) * 4;
            b = wanted.data + ((gsize) y * (gsize) wanted.width + (gsize) x) * 4;
            for (int c = 0; c < 3; c++)
              g_assert_cmpint (ABS (a[c] - b[c]), <=, 12);
          }
      g_free (seen.data);
      g_free (wanted.data);
      g_object_unref (thumbnail.texture);
    }
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
  g_test_add_data_func ("/widgets/viewer/drawn-100", GINT_TO_POINTER (1), test_drawn_pixels);
  g_test_add_data_func ("/widgets/viewer/drawn-800", GINT_TO_POINTER (8), test_drawn_pixels);
  g_test_add_func ("/widgets/viewer/drawn-orientation", test_drawn_orientation);
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
