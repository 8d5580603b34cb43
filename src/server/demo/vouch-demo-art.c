/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Portraits, selfies, pages and scans as finished files. */
#define G_LOG_DOMAIN "vouch-demo"

#include "vouch-demo-art.h"
#include "vouch-demo-art-private.h"
#include "vouch-demo-encode.h"
#include "vouch-demo-ink.h"

#include <cairo-pdf.h>
#include <math.h>

#define DPI_300 (300 / 25.4)

void
vouch_demo_media_free (VouchDemoMedia *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

VouchDemoRect
vouch_demo_media_map (const VouchDemoMedia *self, const VouchDemoRect *r)
{
  double x0 = 1, y0 = 1, x1 = 0, y1 = 0;

  for (int i = 0; i < 4; i++)
    {
      double x = r->x + (i & 1) * r->width, y = r->y + (i >> 1) * r->height;

      cairo_matrix_transform_point (&self->page_to_picture, &x, &y);
      x0 = MIN (x0, x);
      y0 = MIN (y0, y);
      x1 = MAX (x1, x);
      y1 = MAX (y1, y);
    }
  return (VouchDemoRect){ x0, y0, x1 - x0, y1 - y0 };
}

VouchDemoMedia *
vouch_demo_media_new (GBytes *bytes, const char *mime, guint width, guint height)
{
  VouchDemoMedia *self = g_new0 (VouchDemoMedia, 1);

  self->bytes = bytes;
  self->mime = mime;
  self->width = width;
  self->height = height;
  self->orientation = 1;
  self->n_pages = 1;
  cairo_matrix_init_identity (&self->page_to_picture);
  return self;
}

static VouchDemoMedia *
take_jpeg (cairo_surface_t *surface, int quality)
{
  VouchDemoMedia *media =
      vouch_demo_media_new (vouch_demo_encode_jpeg (surface, quality, 1), "image/jpeg",
                            (guint) cairo_image_surface_get_width (surface),
                            (guint) cairo_image_surface_get_height (surface));

  cairo_surface_destroy (surface);
  return media;
}

static void
tint (cairo_t *cr, guint32 rgb, double alpha)
{
  cairo_set_source_rgba (cr, (rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0,
                         (rgb & 255) / 255.0, alpha);
}

/* Grain of a sensor: the same for the same @seed. */
static void
add_noise (cairo_surface_t *surface, guint64 seed, int strength)
{
  int width = cairo_image_surface_get_width (surface),
      height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  guint8 *data;
  guint32 state = (guint32) (seed ^ seed >> 32) | 1;

  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint8 *pixel = data + y * stride + x * 4;
        int n;

        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        n = (int) (state & 0xff) * strength / 128 - strength;
        for (int c = 0; c < 3; c++)
          pixel[c] = (guint8) CLAMP (pixel[c] + n, 0, 255);
      }
  cairo_surface_mark_dirty (surface);
}

/* A room out of focus behind the person: wall, window, shelf, plant. */
void
vouch_demo_draw_room (cairo_t *cr, double width, double height, guint64 seed)
{
  static const guint32 walls[] = { 0xD9D2C6, 0xC5CFD6, 0xD6CFD8, 0xCBD5C8, 0xE0D3C4, 0xBFC8CF };
  VouchDemoRandom random = vouch_demo_random_seed (seed, 0x726f6f6d);
  guint32 wall = walls[vouch_demo_random_below (&random, G_N_ELEMENTS (walls))];
  double window = width * (0.05 + 0.7 * vouch_demo_random_unit (&random));
  cairo_pattern_t *fade = cairo_pattern_create_linear (0, 0, width, height);

  tint (cr, wall, 1);
  cairo_paint (cr);
  cairo_pattern_add_color_stop_rgba (fade, 0, 1, 1, 1, 0.25);
  cairo_pattern_add_color_stop_rgba (fade, 1, 0.15, 0.12, 0.12, 0.30);
  cairo_set_source (cr, fade);
  cairo_paint (cr);
  cairo_pattern_destroy (fade);
  /* Soft edges by stacking ever smaller translucent boxes. */
  for (int i = 0; i < 8; i++)
    {
      cairo_rectangle (cr, window + i * 3, height * 0.06 + i * 3, width * 0.24 - i * 6,
                       height * 0.46 - i * 6);
      tint (cr, 0xFFFDF4, 0.10);
      cairo_fill (cr);
    }
  for (int k = 0; k < 5; k++)
    {
      static const guint32 books[] = { 0x8C5A4A, 0x4C6A7A, 0xB59A5A, 0x5E7A5C, 0x7A5A78 };
      double x = window > width * 0.4 ? width * (0.03 + k * 0.045) : width * (0.75 + k * 0.045);
      double tall = height * (0.10 + 0.05 * vouch_demo_random_unit (&random));

      for (int i = 0; i < 5; i++)
        {
          cairo_rectangle (cr, x + i * 1.5, height * 0.36 - tall + i * 1.5, width * 0.035 - i * 3,
                           tall - i * 1.5);
          tint (cr, books[k], 0.16);
          cairo_fill (cr);
        }
    }
}

static cairo_surface_t *
new_picture (int width, int height, cairo_t **cr)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);

  *cr = cairo_create (surface);
  return surface;
}

VouchDemoMedia *
vouch_demo_art_portrait (const VouchDemoPerson *person, guint size)
{
  const VouchDemoFace *face = vouch_demo_face_get (person->face);
  VouchDemoPose pose = { .eyes_open = 1, .smile = 0.25, .light = -0.45 };
  cairo_t *cr;
  cairo_surface_t *surface = new_picture ((int) size, (int) size, &cr);
  double scale = size / 104.0;

  tint (cr, face->backdrop, 1);
  cairo_paint (cr);
  cairo_translate (cr, size / 2.0, size * 0.54);
  cairo_scale (cr, scale, scale);
  vouch_demo_face_draw (face, &pose, size * 0.5 / scale, cr);
  cairo_destroy (cr);
  return take_jpeg (surface, 92);
}

VouchDemoMedia *
vouch_demo_art_selfie (const VouchDemoPerson *person, guint attempt)
{
  VouchDemoRandom random = vouch_demo_random_seed (person->seed + attempt, person->face * 977 + 5);
  VouchDemoPose pose = { .eyes_open = 1 };
  cairo_t *cr;
  cairo_surface_t *surface = new_picture (960, 1280, &cr);

  pose.smile = 0.75 * vouch_demo_random_unit (&random);
  pose.yaw = 0.36 * (vouch_demo_random_unit (&random) - 0.5);
  pose.roll = 0.12 * (vouch_demo_random_unit (&random) - 0.5);
  pose.light = vouch_demo_random_chance (&random, 50) ? 0.7 : -0.7;
  vouch_demo_draw_room (cr, 960, 1280, person->face * 31 + attempt);
  cairo_save (cr);
  cairo_translate (cr, 480 + vouch_demo_random_between (&random, -40, 40), 610);
  cairo_scale (cr, 10.6, 10.6);
  vouch_demo_face_draw (vouch_demo_face_get (person->face), &pose, 66, cr);
  cairo_restore (cr);
  tint (cr, vouch_demo_random_chance (&random, 50) ? 0xFFB066 : 0x7AA6FF, 0.07);
  cairo_paint (cr);
  cairo_destroy (cr);
  add_noise (surface, person->face + attempt * 100 + 1, 7);
  return take_jpeg (surface, 88);
}

/* A hand behind the card: four fingers above its edge, the thumb in front. */
static void
draw_hand (cairo_t *cr, double x, double y, guint32 skin, gboolean thumb)
{
  for (int i = 0; i < (thumb ? 1 : 4); i++)
    {
      double fx = thumb ? x + 22 : x + 10 + i * 38, length = thumb ? 92 : 70 - abs (i - 1) * 9;

      cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
      cairo_set_line_width (cr, thumb ? 44 : 36);
      cairo_move_to (cr, fx, y);
      cairo_line_to (cr, fx + (thumb ? 34 : -6), y - length);
      tint (cr, skin, 1);
      cairo_stroke_preserve (cr);
      tint (cr, 0x501808, 0.10 + i * 0.03);
      cairo_stroke (cr);
    }
}

VouchDemoMedia *
vouch_demo_art_selfie_with_document (const VouchDemoPerson *person,
                                     const VouchDemoDocument *document)
{
  const VouchDemoFace *face = vouch_demo_face_get (person->face);
  VouchDemoPose pose = { .eyes_open = 1, .smile = 0.2, .light = 0.6, .yaw = -0.08, .roll = -0.03 };
  double width = document->kind == VOUCH_DEMO_DOCUMENT_PASSPORT ? 560 : 500;
  double scale = width / document->width_mm, height = document->height_mm * scale;
  double left = 1280 - width - 40, top = 900 - height;
  cairo_matrix_t matrix;
  cairo_t *cr;
  cairo_surface_t *surface = new_picture (1280, 960, &cr);
  VouchDemoMedia *media;

  vouch_demo_draw_room (cr, 1280, 960, person->face * 31 + 77);
  cairo_save (cr);
  cairo_translate (cr, 430, 430);
  cairo_scale (cr, 8.8, 8.8);
  vouch_demo_face_draw (face, &pose, 64, cr);
  cairo_restore (cr);
  cairo_save (cr);
  cairo_translate (cr, left, top);
  cairo_rotate (cr, -0.07);
  cairo_get_matrix (cr, &matrix);
  draw_hand (cr, width * 0.34, height + 46, face->skin, FALSE);
  tint (cr, 0x000000, 0.22);
  cairo_rectangle (cr, 7, 10, width, height);
  cairo_fill (cr);
  cairo_scale (cr, scale, scale);
  vouch_demo_document_draw (document, 0, cr);
  cairo_restore (cr);
  cairo_save (cr);
  cairo_set_matrix (cr, &matrix);
  draw_hand (cr, width * 0.36, height + 70, face->skin, TRUE);
  cairo_restore (cr);
  cairo_destroy (cr);
  add_noise (surface, person->face + 500, 6);
  media = take_jpeg (surface, 88);
  cairo_matrix_scale (&matrix, width, height);
  cairo_matrix_init (&media->page_to_picture, matrix.xx / 1280, matrix.yx / 960, matrix.xy / 1280,
                     matrix.yy / 960, matrix.x0 / 1280, matrix.y0 / 960);
  return media;
}

/* What lies under and over the page in a shot. */
static void
draw_desk (cairo_t *cr, double width, double height, guint64 seed)
{
  static const guint32 woods[] = { 0x8A6A4C, 0x5F5248, 0xA98A66, 0x6B7278, 0x4E4038 };
  VouchDemoRandom random = vouch_demo_random_seed (seed, 0x6465736b);

  tint (cr, woods[vouch_demo_random_below (&random, G_N_ELEMENTS (woods))], 1);
  cairo_paint (cr);
  for (int i = 0; i < 90; i++)
    {
      double y = height * vouch_demo_random_unit (&random),
             d = 14 * vouch_demo_random_unit (&random);

      cairo_move_to (cr, 0, y);
      cairo_curve_to (cr, width * 0.3, y + d, width * 0.6, y - d, width, y + d * 0.5);
      cairo_set_line_width (cr, 1 + 3 * vouch_demo_random_unit (&random));
      tint (cr, i % 2 ? 0x000000 : 0xFFFFFF, 0.05);
      cairo_stroke (cr);
    }
}

static void
draw_light (cairo_t *cr, double width, double height, gboolean glare)
{
  cairo_pattern_t *light =
      cairo_pattern_create_radial (width * 0.3, height * 0.2, 0, width * 0.3, height * 0.2, width);

  cairo_pattern_add_color_stop_rgba (light, 0, 1, 0.98, 0.9, 0.10);
  cairo_pattern_add_color_stop_rgba (light, 1, 0.05, 0.04, 0.08, 0.30);
  cairo_set_source (cr, light);
  cairo_paint (cr);
  cairo_pattern_destroy (light);
  if (!glare)
    return;
  light = cairo_pattern_create_radial (width * 0.56, height * 0.42, 0, width * 0.56, height * 0.42,
                                       width * 0.24);
  cairo_pattern_add_color_stop_rgba (light, 0, 1, 1, 1, 1);
  cairo_pattern_add_color_stop_rgba (light, 0.35, 1, 1, 1, 0.85);
  cairo_pattern_add_color_stop_rgba (light, 1, 1, 1, 1, 0);
  cairo_set_source (cr, light);
  cairo_paint (cr);
  cairo_pattern_destroy (light);
}

/* Upright picture of a page; @map takes fractions of the page to fractions of the picture. */
static cairo_surface_t *
shoot (const VouchDemoDocument *document, guint page, VouchDemoShot shot, cairo_matrix_t *map)
{
  VouchDemoRandom random = vouch_demo_random_seed (document->seed, 0x73686f74 + page);
  gboolean flat = shot == VOUCH_DEMO_SHOT_FLAT, scan = shot == VOUCH_DEMO_SHOT_SCAN;
  double border = scan ? 8 : 0;
  int width = flat || scan ? (int) ((document->width_mm + 2 * border) * DPI_300) : 2016;
  int height = flat || scan ? (int) ((document->height_mm + 2 * border) * DPI_300) : 1512;
  double scale = flat || scan
                     ? DPI_300
                     : MIN (width * 0.80 / document->width_mm, height * 0.80 / document->height_mm);
  double angle = flat ? 0 : (vouch_demo_random_unit (&random) - 0.5) * (scan ? 0.02 : 0.16);
  cairo_t *cr;
  cairo_surface_t *surface = new_picture (width, height, &cr);

  tint (cr, 0xF4F4F2, 1);
  cairo_paint (cr);
  if (!flat && !scan)
    draw_desk (cr, width, height, document->seed);
  cairo_save (cr);
  cairo_translate (cr, width / 2.0, height / 2.0);
  cairo_rotate (cr, angle);
  cairo_scale (cr, scale, scale);
  cairo_translate (cr, -document->width_mm / 2, -document->height_mm / 2);
  for (int i = 0; i < 7 && !flat; i++)
    {
      cairo_rectangle (cr, i * 0.4 - 0.6, i * 0.4 - 0.2, document->width_mm + 1.2,
                       document->height_mm + 1.2);
      tint (cr, 0x000000, scan ? 0.015 : 0.06);
      cairo_fill (cr);
    }
  vouch_demo_document_draw (document, page, cr);
  cairo_scale (cr, document->width_mm, document->height_mm);
  cairo_get_matrix (cr, map);
  cairo_restore (cr);
  cairo_matrix_init (map, map->xx / width, map->yx / height, map->xy / width, map->yy / height,
                     map->x0 / width, map->y0 / height);
  if (!flat && !scan)
    draw_light (cr, width, height, shot == VOUCH_DEMO_SHOT_GLARE);
  cairo_destroy (cr);
  if (!flat)
    add_noise (surface, document->seed + page, scan ? 3 : 7);
  return surface;
}

/* Pixels turned a quarter to the left, as a camera held upright writes them (EXIF 6). */
static cairo_surface_t *
turn_quarter (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface),
      height = cairo_image_surface_get_height (surface);
  cairo_t *cr;
  cairo_surface_t *turned = new_picture (height, width, &cr);

  cairo_translate (cr, 0, width);
  cairo_rotate (cr, -G_PI / 2);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return turned;
}

VouchDemoMedia *
vouch_demo_art_page (const VouchDemoDocument *document, guint page, VouchDemoShot shot,
                     VouchDemoFormat format, GError **error)
{
  static const char *const mimes[] = { "image/jpeg", "image/png", "image/tiff", "image/webp" };
  gboolean turned = shot == VOUCH_DEMO_SHOT_PHOTO_TURNED && format == VOUCH_DEMO_FORMAT_JPEG;
  cairo_matrix_t map;
  cairo_surface_t *surface = shoot (document, page, shot, &map);
  guint width = (guint) cairo_image_surface_get_width (surface);
  guint height = (guint) cairo_image_surface_get_height (surface);
  GBytes *bytes;
  VouchDemoMedia *media;

  if (turned)
    surface = turn_quarter (surface);
  if (format == VOUCH_DEMO_FORMAT_PNG)
    bytes = vouch_demo_encode_png (surface, error);
  else if (format == VOUCH_DEMO_FORMAT_TIFF)
    bytes = vouch_demo_encode_tiff (&surface, 1, error);
  else if (format == VOUCH_DEMO_FORMAT_WEBP)
    bytes = vouch_demo_encode_webp (surface, error);
  else
    bytes = vouch_demo_encode_jpeg (surface, 90, turned ? 6 : 1);
  cairo_surface_destroy (surface);
  if (bytes == NULL)
    return NULL;
  media = vouch_demo_media_new (bytes, mimes[format], width, height);
  media->orientation = turned ? 6 : 1;
  media->page_to_picture = map;
  return media;
}

VouchDemoMedia *
vouch_demo_art_crop (const VouchDemoDocument *document, const VouchDemoRect *rect)
{
  int width = (int) (rect->width * document->width_mm * DPI_300);
  int height = (int) (rect->height * document->height_mm * DPI_300);
  cairo_t *cr;
  cairo_surface_t *surface = new_picture (width, height, &cr);

  cairo_scale (cr, DPI_300, DPI_300);
  cairo_translate (cr, -rect->x * document->width_mm, -rect->y * document->height_mm);
  vouch_demo_document_draw (document, 0, cr);
  cairo_destroy (cr);
  return take_jpeg (surface, 90);
}

VouchDemoMedia *
vouch_demo_art_tiff (const VouchDemoDocument *document, GError **error)
{
  cairo_surface_t *surfaces[2] = { NULL, NULL };
  cairo_matrix_t map, ignored;
  VouchDemoMedia *media = NULL;
  GBytes *bytes;

  for (guint i = 0; i < document->n_pages; i++)
    surfaces[i] = shoot (document, i, VOUCH_DEMO_SHOT_SCAN, i == 0 ? &map : &ignored);
  bytes = vouch_demo_encode_tiff (surfaces, document->n_pages, error);
  if (bytes != NULL)
    {
      media = vouch_demo_media_new (bytes, "image/tiff",
                                    (guint) cairo_image_surface_get_width (surfaces[0]),
                                    (guint) cairo_image_surface_get_height (surfaces[0]));
      media->n_pages = document->n_pages;
      media->page_to_picture = map;
    }
  for (guint i = 0; i < document->n_pages; i++)
    cairo_surface_destroy (surfaces[i]);
  return media;
}

/* A band of the great scan; drawn anew from the vectors every BAND rows. */
#define BAND 512
typedef struct
{
  const VouchDemoDocument *document;
  cairo_surface_t *surface;
  guint width;
  guint height;
  guint first;
} Band;

static const guint8 *
band_row (guint row, gpointer data)
{
  Band *band = data;

  if (row % BAND == 0)
    {
      cairo_t *cr = cairo_create (band->surface);

      band->first = row;
      cairo_translate (cr, 0, -(double) row);
      cairo_scale (cr, band->width / band->document->width_mm,
                   band->height / band->document->height_mm);
      vouch_demo_document_draw (band->document, 0, cr);
      cairo_destroy (cr);
      add_noise (band->surface, band->document->seed + row, 5);
    }
  return cairo_image_surface_get_data (band->surface) +
         (gsize) (row - band->first) * (gsize) cairo_image_surface_get_stride (band->surface);
}

VouchDemoMedia *
vouch_demo_art_large_scan (const VouchDemoDocument *document, guint width, guint height,
                           GError **error)
{
  Band band = { document, cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, BAND), width,
                height, 0 };
  GBytes *bytes;

  if (cairo_surface_status (band.surface) != CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_destroy (band.surface);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "Scan too wide");
      return NULL;
    }
  bytes = vouch_demo_encode_jpeg_rows (width, height, 84, 1, band_row, &band);
  cairo_surface_destroy (band.surface);
  return vouch_demo_media_new (bytes, "image/jpeg", width, height);
}

static cairo_status_t
append_pdf (void *data, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
pdf_text_page (cairo_t *cr, const VouchDemoDocument *document, const VouchDemoPerson *person,
               guint page)
{
  double y = 60;

  tint (cr, 0x1D3F5E, 1);
  vouch_demo_ink_text (cr, "Noto Serif Bold", 22, 50, y,
                       page == 0 ? "Utopia: residence certificate" : "Annex: fields as printed");
  y += 46;
  tint (cr, 0x14181F, 1);
  if (page == 0)
    {
      g_autofree char *who = g_strdup_printf ("SPECIMEN. This certifies that %s, born %s,",
                                              person->full_name, person->birth_date);
      g_autofree char *where = g_strdup_printf ("is registered at %s, %s %s.", person->street,
                                                person->postcode, person->city);

      vouch_demo_ink_text (cr, "Noto Sans", 13, 50, y, who);
      vouch_demo_ink_text (cr, "Noto Sans", 13, 50, y + 22, where);
      vouch_demo_ink_signature (cr, 330, y + 60, 170, 60, document->seed);
      return;
    }
  for (guint i = 0; i < document->n_fields; i++, y += 22)
    {
      vouch_demo_ink_text (cr, "Noto Sans", 12, 50, y, document->fields[i].label);
      vouch_demo_ink_text (cr, "Noto Sans Bold", 12, 220, y, document->fields[i].value);
    }
}

VouchDemoMedia *
vouch_demo_art_pdf (const VouchDemoDocument *document, const VouchDemoPerson *person,
                    GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *pdf = cairo_pdf_surface_create_for_stream (append_pdf, bytes, 595, 842);
  cairo_t *cr = cairo_create (pdf);
  cairo_status_t status;
  VouchDemoMedia *media;

  cairo_pdf_surface_set_metadata (pdf, CAIRO_PDF_METADATA_TITLE, "Specimen");
  cairo_pdf_surface_set_metadata (pdf, CAIRO_PDF_METADATA_CREATE_DATE, "2026-01-01T00:00:00Z");
  for (guint i = 0; i < document->n_pages; i++)
    {
      cairo_matrix_t map;
      cairo_surface_t *surface = shoot (document, i, VOUCH_DEMO_SHOT_SCAN, &map);
      GBytes *jpeg = vouch_demo_encode_jpeg (surface, 88, 1);
      double scale = 495.0 / cairo_image_surface_get_width (surface);

      cairo_surface_set_mime_data (surface, CAIRO_MIME_TYPE_JPEG, g_bytes_get_data (jpeg, NULL),
                                   g_bytes_get_size (jpeg), (cairo_destroy_func_t) g_bytes_unref,
                                   jpeg);
      cairo_save (cr);
      cairo_translate (cr, 50, 60);
      cairo_scale (cr, scale, scale);
      cairo_set_source_surface (cr, surface, 0, 0);
      cairo_paint (cr);
      cairo_restore (cr);
      cairo_show_page (cr);
      cairo_surface_destroy (surface);
    }
  for (guint i = 0; i < 2; i++)
    {
      pdf_text_page (cr, document, person, i);
      cairo_show_page (cr);
    }
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (pdf);
  cairo_surface_destroy (pdf);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, cairo_status_to_string (status));
      return NULL;
    }
  media = vouch_demo_media_new (g_byte_array_free_to_bytes (g_steal_pointer (&bytes)),
                                "application/pdf", 595, 842);
  media->n_pages = document->n_pages + 2;
  return media;
}
