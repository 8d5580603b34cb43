/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of every format: right pixels, upright, in part when damaged, never a crash. */
#include "vouch-picture-sample.h"
#include "vouch-picture.h"
#include "vouch-test.h"

#include <string.h>

typedef struct
{
  VouchPicture *picture;
  GdkTexture *texture;
  GError *error;
  gboolean done;
} Result;

static void
opened_cb (GObject *source, GAsyncResult *async, gpointer data)
{
  Result *result = data;

  result->picture = vouch_picture_open_finish (async, &result->error);
  result->done = TRUE;
}

static void
thumbnail_cb (GObject *source, GAsyncResult *async, gpointer data)
{
  Result *result = data;

  result->texture = vouch_picture_thumbnail_finish (async, &result->error);
  result->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Result *) data)->done;
}

static gboolean
is_settled (gpointer data)
{
  return vouch_picture_is_settled (data);
}

static VouchPicture *
open_bytes (GBytes *bytes, GError **error)
{
  Result result = { 0 };

  vouch_picture_open_async (bytes, NULL, NULL, opened_cb, &result);
  vouch_test_wait (is_done, &result);
  g_assert_true ((result.picture == NULL) == (result.error != NULL));
  if (result.picture)
    vouch_test_wait (is_settled, result.picture);
  if (result.error)
    g_propagate_error (error, result.error);
  return result.picture;
}

static VouchPicture *
open_sample (VouchSampleFormat format, int width, int height, int n_pages)
{
  g_autoptr (GBytes) bytes = vouch_sample_new (format, width, height, n_pages);
  g_autoptr (GError) error = NULL;
  VouchPicture *picture = open_bytes (bytes, &error);

  g_assert_no_error (error);
  g_assert_null (vouch_picture_get_page_error (picture));
  return picture;
}

/* Cairo's words are BGRA in memory on the machines this runs on. */
static void
assert_pixel (GdkTexture *texture, int x, int y, const guint8 expected[3], int tolerance)
{
  gsize stride = (gsize) gdk_texture_get_width (texture) * 4;
  g_autofree guint8 *data = g_malloc (stride * (gsize) gdk_texture_get_height (texture));
  const guint8 *p = data + (gsize) y * stride + (gsize) x * 4;

  gdk_texture_download (texture, data, stride);
  for (int c = 0; c < 3; c++)
    g_assert_cmpint (ABS ((int) p[2 - c] - (int) expected[c]), <=, tolerance);
}

static GdkTexture *
wait_tile (VouchPicture *picture, int level, int x, int y)
{
  vouch_picture_request (picture, level, x, y, x, y);
  vouch_test_wait (is_settled, picture);
  g_assert_nonnull (vouch_picture_get_tile (picture, level, x, y));
  return vouch_picture_get_tile (picture, level, x, y);
}

static void
test_raster (gconstpointer data)
{
  VouchSampleFormat format = (VouchSampleFormat) GPOINTER_TO_INT (data);
  g_autoptr (VouchPicture) picture = open_sample (format, 1300, 900, 1);
  guint8 rgb[3];

  g_assert_cmpint (vouch_picture_get_width (picture), ==, 1300);
  g_assert_cmpint (vouch_picture_get_height (picture), ==, 900);
  g_assert_cmpint (vouch_picture_get_max_level (picture), ==, 2);
  vouch_sample_colour (1300, 900, 512 + 30, 512 + 100, rgb);
  assert_pixel (wait_tile (picture, 0, 1, 1), 30, 100, rgb, 12);
  vouch_sample_colour (1300, 900, 4 * 20, 4 * 70, rgb);
  assert_pixel (wait_tile (picture, 2, 0, 0), 20, 70, rgb, 12);
  g_assert_cmpint (gdk_texture_get_width (wait_tile (picture, 0, 2, 0)), ==, 1300 - 1024);
  g_assert_cmpint (gdk_texture_get_height (wait_tile (picture, 1, 0, 0)), ==, 450);
}

static void
test_vector (void)
{
  static const guint8 red[3] = { 255, 0, 0 };
  static const guint8 white[3] = { 255, 255, 255 };
  g_autoptr (VouchPicture) picture = open_sample (VOUCH_SAMPLE_PDF, 1200, 800, 2);

  g_assert_cmpint (vouch_picture_get_width (picture), ==, 1200);
  g_assert_cmpuint (vouch_picture_get_n_pages (picture), ==, 2);
  g_assert_nonnull (vouch_picture_get_preview (picture));
  assert_pixel (wait_tile (picture, 0, 0, 0), 20, 20, red, 0);
  /* The corner of the red part, twice as fine */
  assert_pixel (wait_tile (picture, -1, 2, 1), 1190 - 1024, 600 - 512, red, 0);
  assert_pixel (wait_tile (picture, -1, 2, 1), 1210 - 1024, 600 - 512, white, 0);
}

static void
test_pages (gconstpointer data)
{
  VouchSampleFormat format = (VouchSampleFormat) GPOINTER_TO_INT (data);
  g_autoptr (VouchPicture) picture = open_sample (format, 300, 200, 3);

  g_assert_cmpuint (vouch_picture_get_n_pages (picture), ==, 3);
  vouch_picture_set_page (picture, 1);
  vouch_picture_set_page (picture, 2);
  vouch_test_wait (is_settled, picture);
  g_assert_cmpuint (vouch_picture_get_page (picture), ==, 2);
  g_assert_null (vouch_picture_get_page_error (picture));
  g_assert_nonnull (vouch_picture_get_preview (picture));
  vouch_picture_set_page (picture, 3);
  g_assert_cmpuint (vouch_picture_get_page (picture), ==, 2);
}

/* The upright thumbnail of the stored gradient shows which corner went where. */
static void
test_orientation (void)
{
  /* Red grows with stored x, green with stored y: of the upright top left corner */
  static const int corners[8][2] = { { 0, 0 }, { 1, 0 }, { 1, 1 }, { 0, 1 },
                                     { 0, 0 }, { 0, 1 }, { 1, 1 }, { 1, 0 } };
  g_autoptr (GBytes) plain = vouch_sample_new (VOUCH_SAMPLE_JPEG, 400, 200, 1);

  for (int o = 1; o <= 8; o++)
    {
      g_autoptr (GBytes) turned = vouch_sample_with_orientation (plain, o);
      g_autoptr (GError) error = NULL;
      g_autoptr (VouchPicture) picture = open_bytes (turned, &error);
      Result result = { 0 };
      g_autofree guint8 *data = NULL;
      int width;

      g_assert_no_error (error);
      g_assert_cmpint (vouch_picture_get_orientation (picture), ==, o);
      g_assert_cmpint (vouch_picture_get_width (picture), ==, o > 4 ? 200 : 400);
      vouch_picture_thumbnail_async (turned, 100, NULL, thumbnail_cb, &result);
      vouch_test_wait (is_done, &result);
      g_assert_no_error (result.error);
      width = gdk_texture_get_width (result.texture);
      g_assert_cmpint (width, ==, o > 4 ? 50 : 100);
      data = g_malloc (100 * 100 * 4);
      gdk_texture_download (result.texture, data, (gsize) width * 4);
      g_assert_cmpint (data[2] > 128, ==, corners[o - 1][0]);
      g_assert_cmpint (data[1] > 128, ==, corners[o - 1][1]);
      g_object_unref (result.texture);
    }
}

static void
test_thumbnail (gconstpointer data)
{
  VouchSampleFormat format = (VouchSampleFormat) GPOINTER_TO_INT (data);
  g_autoptr (GBytes) bytes = vouch_sample_new (format, 2000, 1000, 1);
  Result result = { 0 };

  vouch_picture_thumbnail_async (bytes, 96, NULL, thumbnail_cb, &result);
  vouch_test_wait (is_done, &result);
  g_assert_no_error (result.error);
  g_assert_cmpint (gdk_texture_get_width (result.texture), ==, 96);
  g_assert_cmpint (gdk_texture_get_height (result.texture), ==, 48);
  if (format != VOUCH_SAMPLE_PDF)
    {
      const guint8 middle[3] = { 127, 127, 128 };

      assert_pixel (result.texture, 48, 24, middle, 64);
    }
  g_object_unref (result.texture);
}

/* More of level 0 than is kept: what was dropped comes back by decoding that part alone. */
static void
test_part_again (void)
{
  g_autoptr (VouchPicture) picture = open_sample (VOUCH_SAMPLE_JPEG, 8000, 5600, 1);
  guint8 rgb[3];

  g_assert_null (vouch_picture_get_tile (picture, 0, 13, 9));
  vouch_sample_colour (8000, 5600, 13 * 512 + 100, 9 * 512 + 200, rgb);
  assert_pixel (wait_tile (picture, 0, 13, 9), 100, 200, rgb, 12);
  vouch_sample_colour (8000, 5600, 15 * 512 + 100, 10 * 512 + 20, rgb);
  assert_pixel (wait_tile (picture, 0, 15, 10), 100, 20, rgb, 12);
}

static void
test_not_a_picture (void)
{
  static const char *const texts[] = { "", "x", "%PDF-1.4", "\xff\xd8\xff", "II*\0\0\0\0\0" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], i == 4 ? 8 : strlen (texts[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (open_bytes (bytes, &error));
      g_assert_true (error->domain == VOUCH_PICTURE_ERROR);
    }
}

static void
test_too_large (void)
{
  g_autoptr (GBytes) small = vouch_sample_new (VOUCH_SAMPLE_JPEG, 64, 64, 1);
  gsize size = g_bytes_get_size (small);
  guint8 *copy = g_memdup2 (g_bytes_get_data (small, NULL), size);
  g_autoptr (GBytes) bytes = g_bytes_new_take (copy, size);
  guint8 *frame = memmem (copy, size, "\xff\xc0", 2);
  g_autoptr (GError) error = NULL;

  /* Height and width behind marker, length and depth */
  memset (frame + 5, 0xfe, 4);
  g_assert_null (open_bytes (bytes, &error));
  g_assert_error (error, VOUCH_PICTURE_ERROR, VOUCH_PICTURE_ERROR_TOO_LARGE);
}

static void
test_cancel (void)
{
  g_autoptr (GBytes) bytes = vouch_sample_new (VOUCH_SAMPLE_JPEG, 3000, 2000, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Result result = { 0 };

  vouch_picture_open_async (bytes, NULL, cancellable, opened_cb, &result);
  g_cancellable_cancel (cancellable);
  vouch_test_wait (is_done, &result);
  g_assert_error (result.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (result.picture);
  g_clear_error (&result.error);
}

/* A picture that is let go of while it decodes leaves nothing behind. */
static void
test_drop_early (void)
{
  g_autoptr (GBytes) bytes = vouch_sample_new (VOUCH_SAMPLE_JPEG, 3000, 2000, 1);
  Result result = { 0 };

  vouch_picture_open_async (bytes, NULL, NULL, opened_cb, &result);
  vouch_test_wait (is_done, &result);
  g_assert_false (vouch_picture_is_settled (result.picture));
  g_assert_finalize_object (result.picture);
}

static void
try_bytes (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VouchPicture) picture = open_bytes (bytes, &error);

  if (!picture)
    {
      g_assert_true (error->domain == VOUCH_PICTURE_ERROR);
      g_assert_cmpstr (error->message, !=, "");
      return;
    }
  vouch_picture_request (picture, 0, 0, 0, 3, 3);
  vouch_test_wait (is_settled, picture);
  vouch_picture_set_page (picture, 1);
  vouch_test_wait (is_settled, picture);
}

static void
test_damage (gconstpointer data)
{
  VouchSampleFormat format = (VouchSampleFormat) GPOINTER_TO_INT (data);
  g_autoptr (GBytes) whole = vouch_sample_new (format, 140, 90, 2);
  gsize size = g_bytes_get_size (whole);

  for (int i = 0; i < 40; i++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (whole, 0, size * (gsize) i / 40);

      try_bytes (cut);
    }
  for (int i = 0; i < 200; i++)
    {
      guint8 *copy = g_memdup2 (g_bytes_get_data (whole, NULL), size);
      g_autoptr (GBytes) bytes = NULL;

      for (int k = 0; k <= i % 4; k++)
        copy[g_test_rand_int_range (0, i % 2 ? (int) size : (int) MIN (size, 400))] ^=
            (guint8) (1 << g_test_rand_int_range (0, 8));
      bytes = g_bytes_new_take (copy, size);
      try_bytes (bytes);
    }
}

static void
test_cut_in_part (gconstpointer data)
{
  VouchSampleFormat format = (VouchSampleFormat) GPOINTER_TO_INT (data);
  g_autoptr (GBytes) whole = vouch_sample_new (format, 900, 700, 1);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) * 2 / 3);
  g_autoptr (GError) error = NULL;
  g_autoptr (VouchPicture) picture = open_bytes (cut, &error);
  guint8 rgb[3];

  g_assert_no_error (error);
  g_assert_nonnull (vouch_picture_get_page_error (picture));
  vouch_sample_colour (900, 700, 100, 50, rgb);
  assert_pixel (wait_tile (picture, 0, 0, 0), 100, 50, rgb, 12);
}

int
main (int argc, char **argv)
{
  static const char *const names[] = { "jpeg", "jpeg-progressive", "png", "webp", "tiff", "pdf" };

  vouch_test_init (&argc, &argv);
  for (int f = 0; f < VOUCH_N_SAMPLES; f++)
    {
      g_autofree char *raster = g_strdup_printf ("/widgets/picture/%s/pixels", names[f]);
      g_autofree char *thumbnail = g_strdup_printf ("/widgets/picture/%s/thumbnail", names[f]);
      g_autofree char *damage = g_strdup_printf ("/widgets/picture/%s/damage", names[f]);

      if (f != VOUCH_SAMPLE_PDF)
        g_test_add_data_func (raster, GINT_TO_POINTER (f), test_raster);
      g_test_add_data_func (thumbnail, GINT_TO_POINTER (f), test_thumbnail);
      g_test_add_data_func (damage, GINT_TO_POINTER (f), test_damage);
    }
  g_test_add_func ("/widgets/picture/pdf/pixels", test_vector);
  g_test_add_data_func ("/widgets/picture/tiff/pages", GINT_TO_POINTER (VOUCH_SAMPLE_TIFF),
                        test_pages);
  g_test_add_data_func ("/widgets/picture/pdf/pages", GINT_TO_POINTER (VOUCH_SAMPLE_PDF),
                        test_pages);
  g_test_add_data_func ("/widgets/picture/jpeg/cut", GINT_TO_POINTER (VOUCH_SAMPLE_JPEG),
                        test_cut_in_part);
  g_test_add_data_func ("/widgets/picture/png/cut", GINT_TO_POINTER (VOUCH_SAMPLE_PNG),
                        test_cut_in_part);
  g_test_add_func ("/widgets/picture/orientation", test_orientation);
  g_test_add_func ("/widgets/picture/part-again", test_part_again);
  g_test_add_func ("/widgets/picture/not-a-picture", test_not_a_picture);
  g_test_add_func ("/widgets/picture/too-large", test_too_large);
  g_test_add_func ("/widgets/picture/cancel", test_cancel);
  g_test_add_func ("/widgets/picture/drop-early", test_drop_early);
  return g_test_run ();
}
