/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures made by the tests themselves: a known colour at every pixel, in every format. */
#include "vouch-picture-sample.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include <cairo-pdf.h>
#include <jpeglib.h>
#include <png.h>
#include <tiffio.h>
#include <webp/encode.h>

void
vouch_sample_colour (int width, int height, int x, int y, guint8 rgb[3])
{
  rgb[0] = (guint8) (255 * x / width);
  rgb[1] = (guint8) (255 * y / height);
  rgb[2] = (x / 64 + y / 64) % 2 ? 0xc0 : 0x40;
}

static void
fill_row (int width, int height, int y, guint8 *row)
{
  for (int x = 0; x < width; x++)
    vouch_sample_colour (width, height, x, y, row + x * 3);
}

/* What a scanner's sensor adds; without it a file is far too small for its pixels. */
static void
add_grain (guint8 *row, int width, int grain)
{
  static guint32 state = 1;

  if (grain == 0)
    return;
  for (int i = 0; i < width; i++, row += 3)
    {
      int add;

      state = state * 1664525 + 1013904223;
      add = (int) (state >> 16) % (2 * grain + 1) - grain;
      for (int c = 0; c < 3; c++)
        row[c] = (guint8) CLAMP (row[c] + add, 0, 255);
    }
}

static GBytes *
make_jpeg (int width, int height, gboolean progressive, int grain)
{
  struct jpeg_compress_struct c;
  struct jpeg_error_mgr errors;
  unsigned char *out = NULL;
  unsigned long size = 0;
  g_autofree guint8 *row = g_malloc ((gsize) width * 3);
  GBytes *bytes;

  c.err = jpeg_std_error (&errors);
  jpeg_create_compress (&c);
  jpeg_mem_dest (&c, &out, &size);
  c.image_width = (JDIMENSION) width;
  c.image_height = (JDIMENSION) height;
  c.input_components = 3;
  c.in_color_space = JCS_RGB;
  jpeg_set_defaults (&c);
  jpeg_set_quality (&c, 90, TRUE);
  if (progressive)
    jpeg_simple_progression (&c);
  jpeg_start_compress (&c, TRUE);
  for (int y = 0; y < height; y++)
    {
      JSAMPROW rows[1] = { row };

      fill_row (width, height, y, row);
      add_grain (row, width, grain);
      jpeg_write_scanlines (&c, rows, 1);
    }
  jpeg_finish_compress (&c);
  jpeg_destroy_compress (&c);
  bytes = g_bytes_new (out, size);
  free (out);
  return bytes;
}

static void
write_cb (png_structp png, png_bytep data, size_t n)
{
  g_byte_array_append (png_get_io_ptr (png), data, (guint) n);
}

static GBytes *
make_png (int width, int height)
{
  GByteArray *out = g_byte_array_new ();
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct (png);
  g_autofree guint8 *row = g_malloc ((gsize) width * 3);

  png_set_write_fn (png, out, write_cb, NULL);
  png_set_IHDR (png, info, (png_uint_32) width, (png_uint_32) height, 8, PNG_COLOR_TYPE_RGB,
                PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info (png, info);
  for (int y = 0; y < height; y++)
    {
      fill_row (width, height, y, row);
      png_write_row (png, row);
    }
  png_write_end (png, info);
  png_destroy_write_struct (&png, &info);
  return g_byte_array_free_to_bytes (out);
}

static GBytes *
make_webp (int width, int height)
{
  g_autofree guint8 *pixels = g_malloc ((gsize) width * (gsize) height * 3);
  guint8 *out = NULL;
  gsize size;
  GBytes *bytes;

  for (int y = 0; y < height; y++)
    fill_row (width, height, y, pixels + (gsize) y * (gsize) width * 3);
  size = WebPEncodeLosslessRGB (pixels, width, height, width * 3, &out);
  bytes = g_bytes_new (out, size);
  WebPFree (out);
  return bytes;
}

static GBytes *
read_and_remove (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize size = 0;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  g_remove (path);
  return g_bytes_new_take (data, size);
}

static GBytes *
make_tiff (int width, int height, int n_pages)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "sample.tiff", NULL);
  g_autofree guint8 *row = g_malloc ((gsize) width * 3);
  TIFF *tiff = TIFFOpen (path, "w");

  for (int page = 0; page < n_pages; page++)
    {
      TIFFSetField (tiff, TIFFTAG_IMAGEWIDTH, (guint32) width);
      TIFFSetField (tiff, TIFFTAG_IMAGELENGTH, (guint32) height);
      TIFFSetField (tiff, TIFFTAG_BITSPERSAMPLE, 8);
      TIFFSetField (tiff, TIFFTAG_SAMPLESPERPIXEL, 3);
      TIFFSetField (tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB);
      TIFFSetField (tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
      TIFFSetField (tiff, TIFFTAG_COMPRESSION, COMPRESSION_LZW);
      TIFFSetField (tiff, TIFFTAG_ROWSPERSTRIP, 16);
      for (int y = 0; y < height; y++)
        {
          fill_row (width, height, y, row);
          TIFFWriteScanline (tiff, row, (guint32) y, 0);
        }
      TIFFWriteDirectory (tiff);
    }
  TIFFClose (tiff);
  return read_and_remove (path);
}

/* One PDF point is two pixels of the viewer. */
static GBytes *
make_pdf (int width, int height, int n_pages)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "sample.pdf", NULL);
  cairo_surface_t *surface = cairo_pdf_surface_create (path, width / 2.0, height / 2.0);
  cairo_t *cr = cairo_create (surface);

  for (int page = 0; page < n_pages; page++)
    {
      g_autofree char *text = g_strdup_printf ("Page %d", page + 1);

      cairo_set_source_rgb (cr, 1, 0, 0);
      cairo_rectangle (cr, 0, 0, width / 4.0, height / 4.0);
      cairo_fill (cr);
      cairo_set_source_rgb (cr, 0, 0, 0);
      cairo_set_font_size (cr, height / 20.0);
      cairo_move_to (cr, width / 20.0, height / 2.5);
      cairo_show_text (cr, text);
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return read_and_remove (path);
}

GBytes *
vouch_sample_new (VouchSampleFormat format, int width, int height, int n_pages)
{
  switch (format)
    {
    case VOUCH_SAMPLE_JPEG:
      return make_jpeg (width, height, FALSE, 0);
    case VOUCH_SAMPLE_JPEG_PROGRESSIVE:
      return make_jpeg (width, height, TRUE, 0);
    case VOUCH_SAMPLE_PNG:
      return make_png (width, height);
    case VOUCH_SAMPLE_WEBP:
      return make_webp (width, height);
    case VOUCH_SAMPLE_TIFF:
      return make_tiff (width, height, n_pages);
    case VOUCH_SAMPLE_PDF:
      return make_pdf (width, height, n_pages);
    case VOUCH_N_SAMPLES:
    default:
      g_assert_not_reached ();
    }
}

GBytes *
vouch_sample_with_orientation (GBytes *jpeg, int orientation)
{
  static const guint8 exif[] = {
    0xff, 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, /* marker, length, name */
    'M',  'M',  0, 42, 0,   0,   0,   8,   0, 1, /* TIFF header, one entry */
    0x01, 0x12, 0, 3,  0,   0,   0,   1,   0, 0 /* value */,
    0,    0,    0, 0,  0,   0,
  };
  gsize size;
  const guint8 *data = g_bytes_get_data (jpeg, &size);
  GByteArray *out = g_byte_array_new ();

  g_byte_array_append (out, data, 2);
  g_byte_array_append (out, exif, sizeof exif);
  out->data[2 + 29] = (guint8) orientation;
  g_byte_array_append (out, data + 2, (guint) size - 2);
  return g_byte_array_free_to_bytes (out);
}

GBytes *
vouch_sample_new_scan (int width, int height)
{
  return make_jpeg (width, height, FALSE, 12);
}
