/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a scan of 100 megapixels takes to be seen, against plain decoding by libjpeg. */
#include "vouch-picture-sample.h"
#include "vouch-picture.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include <jpeglib.h>

#define WIDTH 12000
#define HEIGHT 8500
#define RUNS 5
#define FACTOR_PREVIEW 1.15
#define FACTOR_SHARP 2.2

typedef struct
{
  GMainLoop *loop;
  VouchPicture *picture;
  gint64 start;
  double preview_ms, sharp_ms;
} Run;

static double
plain_decode (GBytes *bytes, guint denominator)
{
  struct jpeg_decompress_struct d;
  struct jpeg_error_mgr errors;
  gint64 start = g_get_monotonic_time ();
  gsize size, stride;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  guint8 *out;

  d.err = jpeg_std_error (&errors);
  jpeg_create_decompress (&d);
  jpeg_mem_src (&d, data, size);
  jpeg_read_header (&d, TRUE);
  d.scale_num = 1;
  d.scale_denom = denominator;
  d.out_color_space = JCS_EXT_RGB;
  jpeg_start_decompress (&d);
  stride = (gsize) d.output_width * 3;
  out = g_malloc (stride * d.output_height);
  while (d.output_scanline < d.output_height)
    {
      JSAMPROW row = out + d.output_scanline * stride;

      jpeg_read_scanlines (&d, &row, 1);
    }
  jpeg_finish_decompress (&d);
  jpeg_destroy_decompress (&d);
  g_free (out);
  return (double) (g_get_monotonic_time () - start) / 1000.0;
}

static void
changed_cb (Run *run)
{
  if (!vouch_picture_is_settled (run->picture))
    return;
  run->sharp_ms = (double) (g_get_monotonic_time () - run->start) / 1000.0;
  g_main_loop_quit (run->loop);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;

  run->picture = vouch_picture_open_finish (result, &error);
  g_assert_no_error (error);
  run->preview_ms = (double) (g_get_monotonic_time () - run->start) / 1000.0;
  g_signal_connect_swapped (run->picture, "changed", G_CALLBACK (changed_cb), run);
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static double
median (double values[RUNS])
{
  qsort (values, RUNS, sizeof *values, compare_cb);
  return values[RUNS / 2];
}

int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  double eighth[RUNS], full[RUNS], preview[RUNS], sharp[RUNS];
  struct rusage usage;
  gboolean ok;

  if (argc > 1)
    {
      char *data = NULL;
      gsize size = 0;

      if (!g_file_get_contents (argv[1], &data, &size, &error))
        {
          fprintf (stderr, "%s\n", error->message);
          return 2;
        }
      bytes = g_bytes_new_take (data, size);
    }
  else
    bytes = vouch_sample_new_scan (WIDTH, HEIGHT);
  /* Turn by turn: other load of the machine falls on all alike. */
  for (int i = 0; i < RUNS; i++)
    {
      Run run = { .loop = loop };

      eighth[i] = plain_decode (bytes, 8);
      run.start = g_get_monotonic_time ();
      vouch_picture_open_async (bytes, NULL, NULL, opened_cb, &run);
      g_main_loop_run (loop);
      full[i] = plain_decode (bytes, 1);
      preview[i] = run.preview_ms;
      sharp[i] = run.sharp_ms;
      g_signal_handlers_disconnect_by_data (run.picture, &run);
      g_object_unref (run.picture);
    }
  getrusage (RUSAGE_SELF, &usage);
  printf ("file of %.1f MB\n", (double) g_bytes_get_size (bytes) / 1e6);
  printf ("plain 1/8 %.0f ms, preview %.0f ms: %.2f (limit %.2f)\n", median (eighth),
          median (preview), median (preview) / median (eighth), FACTOR_PREVIEW);
  printf ("plain full %.0f ms, all levels %.0f ms: %.2f (limit %.2f)\n", median (full),
          median (sharp), median (sharp) / median (full), FACTOR_SHARP);
  printf ("peak memory %ld MB (with the plain decoding)\n", usage.ru_maxrss / 1024);
  ok = median (preview) <= FACTOR_PREVIEW * median (eighth) &&
       median (sharp) <= FACTOR_SHARP * median (full);
  return ok ? 0 : 1;
}
