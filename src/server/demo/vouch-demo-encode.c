/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Picture encoders with fixed settings: the same pixels give the same bytes. */
#define G_LOG_DOMAIN "vouch-demo"

#include "vouch-demo-encode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <tiffio.h>
#include <webp/encode.h>

/* The smallest EXIF block that holds an orientation. */
static void
write_orientation (struct jpeg_compress_struct *jpeg, guint orientation)
{
  guint8 exif[] = { 'E',  'x',  'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1,
                    0x01, 0x12, 0,   3,   0, 0, 0,   1,   0, 0,  0, 0, 0, 0, 0, 0 };

  exif[25] = (guint8) orientation;
  jpeg_write_marker (jpeg, JPEG_APP0 + 1, exif, sizeof exif);
}

GBytes *
vouch_demo_encode_jpeg_rows (guint width, guint height, int quality, guint orientation,
                             VouchDemoRowFunc rows, gpointer data)
{
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr errors;
  unsigned char *memory = NULL;
  unsigned long size = 0;

  /* Writing to memory has no failure but running out of it, where the program ends anyway. */
  jpeg.err = jpeg_std_error (&errors);
  jpeg_create_compress (&jpeg);
  jpeg_mem_dest (&jpeg, &memory, &size);
  jpeg.image_width = width;
  jpeg.image_height = height;
  jpeg.input_components = 4;
  jpeg.in_color_space = G_BYTE_ORDER == G_LITTLE_ENDIAN ? JCS_EXT_BGRX : JCS_EXT_XRGB;
  jpeg_set_defaults (&jpeg);
  jpeg_set_quality (&jpeg, quality, TRUE);
  jpeg.dct_method = JDCT_ISLOW;
  jpeg_start_compress (&jpeg, TRUE);
  if (orientation != 1)
    write_orientation (&jpeg, orientation);
  for (guint y = 0; y < height; y++)
    {
      JSAMPROW row = (JSAMPROW) rows (y, data);

      jpeg_write_scanlines (&jpeg, &row, 1);
    }
  jpeg_finish_compress (&jpeg);
  jpeg_destroy_compress (&jpeg);
  return g_bytes_new_with_free_func (memory, size, free, memory);
}

static const guint8 *
surface_row (guint row, gpointer data)
{
  cairo_surface_t *surface = data;

  return cairo_image_surface_get_data (surface) +
         (gsize) row * (gsize) cairo_image_surface_get_stride (surface);
}

GBytes *
vouch_demo_encode_jpeg (cairo_surface_t *surface, int quality, guint orientation)
{
  cairo_surface_flush (surface);
  return vouch_demo_encode_jpeg_rows ((guint) cairo_image_surface_get_width (surface),
                                      (guint) cairo_image_surface_get_height (surface), quality,
                                      orientation, surface_row, surface);
}

static cairo_status_t
append_png (void *data, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
vouch_demo_encode_png (cairo_surface_t *surface, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_status_t status = cairo_surface_write_to_png_stream (surface, append_png, bytes);

  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, cairo_status_to_string (status));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* Three bytes a pixel, red first. Caller frees. */
static guint8 *
to_rgb (cairo_surface_t *surface)
{
  gsize width = (gsize) cairo_image_surface_get_width (surface);
  gsize height = (gsize) cairo_image_surface_get_height (surface);
  guint8 *rgb = g_malloc (width * height * 3), *out = rgb;

  cairo_surface_flush (surface);
  for (gsize y = 0; y < height; y++)
    {
      const guint32 *row = (const guint32 *) surface_row ((guint) y, surface);

      for (gsize x = 0; x < width; x++)
        {
          *out++ = (guint8) (row[x] >> 16);
          *out++ = (guint8) (row[x] >> 8);
          *out++ = (guint8) row[x];
        }
    }
  return rgb;
}

GBytes *
vouch_demo_encode_webp (cairo_surface_t *surface, GError **error)
{
  g_autofree guint8 *rgb = to_rgb (surface);
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  guint8 *out = NULL;
  gsize size = WebPEncodeRGB (rgb, width, height, width * 3, 85, &out);

  if (size == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "WebP encoder failed");
      return NULL;
    }
  return g_bytes_new_with_free_func (out, size, WebPFree, out);
}

/* A file in memory for libtiff, which seeks about. */
typedef struct
{
  GByteArray *bytes;
  toff_t at;
} Memory;

static tmsize_t
read_memory (thandle_t handle, void *buffer, tmsize_t size)
{
  Memory *memory = handle;
  tmsize_t left =
      memory->at < memory->bytes->len ? (tmsize_t) (memory->bytes->len - memory->at) : 0;

  size = MIN (size, left);
  if (size > 0)
    memcpy (buffer, memory->bytes->data + memory->at, (gsize) size);
  memory->at += (toff_t) size;
  return size;
}

static tmsize_t
write_memory (thandle_t handle, void *buffer, tmsize_t size)
{
  Memory *memory = handle;
  guint old = memory->bytes->len;

  if (memory->at + (toff_t) size > old)
    {
      g_byte_array_set_size (memory->bytes, (guint) (memory->at + (toff_t) size));
      if (memory->at > old)
        memset (memory->bytes->data + old, 0, memory->at - old);
    }
  memcpy (memory->bytes->data + memory->at, buffer, (gsize) size);
  memory->at += (toff_t) size;
  return size;
}

static toff_t
seek_memory (thandle_t handle, toff_t offset, int whence)
{
  Memory *memory = handle;

  memory->at = whence == SEEK_SET   ? offset
               : whence == SEEK_CUR ? memory->at + offset
                                    : memory->bytes->len + offset;
  return memory->at;
}

static int
close_memory (thandle_t handle)
{
  return 0;
}

static toff_t
size_memory (thandle_t handle)
{
  return ((Memory *) handle)->bytes->len;
}

static gboolean
write_page (TIFF *tiff, cairo_surface_t *surface, guint page, guint n)
{
  g_autofree guint8 *rgb = to_rgb (surface);
  guint width = (guint) cairo_image_surface_get_width (surface);
  guint height = (guint) cairo_image_surface_get_height (surface);

  TIFFSetField (tiff, TIFFTAG_IMAGEWIDTH, width);
  TIFFSetField (tiff, TIFFTAG_IMAGELENGTH, height);
  TIFFSetField (tiff, TIFFTAG_SAMPLESPERPIXEL, 3);
  TIFFSetField (tiff, TIFFTAG_BITSPERSAMPLE, 8);
  TIFFSetField (tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB);
  TIFFSetField (tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField (tiff, TIFFTAG_COMPRESSION, COMPRESSION_LZW);
  TIFFSetField (tiff, TIFFTAG_PREDICTOR, 2);
  TIFFSetField (tiff, TIFFTAG_ROWSPERSTRIP, 64);
  TIFFSetField (tiff, TIFFTAG_XRESOLUTION, 300.0);
  TIFFSetField (tiff, TIFFTAG_YRESOLUTION, 300.0);
  TIFFSetField (tiff, TIFFTAG_PAGENUMBER, page, n);
  for (guint y = 0; y < height; y++)
    if (TIFFWriteScanline (tiff, rgb + (gsize) y * width * 3, y, 0) < 0)
      return FALSE;
  return TIFFWriteDirectory (tiff) == 1;
}

GBytes *
vouch_demo_encode_tiff (cairo_surface_t **surfaces, guint n, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  Memory memory = { bytes, 0 };
  TIFF *tiff = TIFFClientOpen ("memory", "w", &memory, read_memory, write_memory, seek_memory,
                               close_memory, size_memory, NULL, NULL);
  gboolean fine = tiff != NULL;

  for (guint i = 0; fine && i < n; i++)
    fine = write_page (tiff, surfaces[i], i, n);
  if (tiff != NULL)
    TIFFClose (tiff);
  if (!fine)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "TIFF encoder failed");
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
