/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The arithmetic of the viewport. */
#include "vouch-viewport.h"

static VouchViewport *
make (double w, double h)
{
  VouchViewport *v = vouch_viewport_new ();

  vouch_viewport_set_view_size (v, 400, 300);
  vouch_viewport_set_image_size (v, w, h);
  return v;
}

static void
test_fit (void)
{
  g_autoptr (VouchViewport) v = make (4000, 2000);

  g_assert_cmpfloat_with_epsilon (vouch_viewport_get_scale (v), 0.1, 1e-9);
  vouch_viewport_set_rotation (v, 90);
  g_assert_cmpfloat_with_epsilon (vouch_viewport_get_scale (v), 0.075, 1e-9);
}

static void
test_point_stays (void)
{
  for (int r = 0; r < 360; r += 90)
    {
      g_autoptr (VouchViewport) v = make (4000, 4000);
      double x, y, x2, y2;

      vouch_viewport_set_rotation (v, r);
      vouch_viewport_zoom_to (v, 1.0, 200, 150);
      vouch_viewport_to_image (v, 120, 80, &x, &y);
      vouch_viewport_zoom_by (v, 2.0, 120, 80);
      vouch_viewport_to_image (v, 120, 80, &x2, &y2);
      g_assert_cmpfloat_with_epsilon (x, x2, 1e-6);
      g_assert_cmpfloat_with_epsilon (y, y2, 1e-6);
      vouch_viewport_to_widget (v, x, y, &x2, &y2);
      g_assert_cmpfloat_with_epsilon (x2, 120, 1e-6);
      g_assert_cmpfloat_with_epsilon (y2, 80, 1e-6);
    }
}

static void
test_clamp (void)
{
  g_autoptr (VouchViewport) v = make (4000, 3000);
  double x, y;

  vouch_viewport_zoom_to (v, 100, 0, 0);
  g_assert_cmpfloat (vouch_viewport_get_scale (v), ==, 8.0);
  vouch_viewport_pan (v, -1e9, 1e9);
  vouch_viewport_get_centre (v, &x, &y);
  g_assert_cmpfloat_with_epsilon (x, 25, 1e-9);
  g_assert_cmpfloat_with_epsilon (y, 3000 - 18.75, 1e-9);
}

static void
test_lock (void)
{
  g_autoptr (VouchViewport) a = make (4000, 3000);
  g_autoptr (VouchViewport) b = make (800, 600);
  double x, y, x2, y2;

  vouch_viewport_lock (b, a);
  vouch_viewport_zoom_to (a, 0.5, 10, 10);
  g_assert_cmpfloat_with_epsilon (vouch_viewport_get_scale (b), 2.5, 1e-9);
  vouch_viewport_pan (b, 20, 10);
  vouch_viewport_get_centre (a, &x, &y);
  vouch_viewport_get_centre (b, &x2, &y2);
  g_assert_cmpfloat_with_epsilon (x / 4000, x2 / 800, 1e-9);
  vouch_viewport_lock (b, NULL);
  vouch_viewport_fit (a);
  g_assert_false (vouch_viewport_get_fit (b));
  g_assert_null (vouch_viewport_get_locked (a));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/viewer/viewport/fits", test_fit);
  g_test_add_func ("/viewer/viewport/point-stays", test_point_stays);
  g_test_add_func ("/viewer/viewport/clamps", test_clamp);
  g_test_add_func ("/viewer/viewport/locks", test_lock);
  return g_test_run ();
}
