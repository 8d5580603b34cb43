/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo's people and pictures: same seed same bytes, readable by the usual decoders, and what
 * is printed agrees with what is said to be printed. */
#include "vouch-demo-art.h"
#include "vouch-demo-face.h"
#include "vouch-mrz.h"

#include <glib/gstdio.h>
#include <gst/app/gstappsink.h>
#include <gst/app/gstappsrc.h>
#include <gst/gst.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>
#include <tiffio.h>
#include <webp/decode.h>

#define TODAY "2026-11-23"

/* Grey picture of a JPEG; caller frees. */
static guint8 *
decode_jpeg (GBytes *bytes, guint *width, guint *height)
{
  struct jpeg_decompress_struct jpeg;
  struct jpeg_error_mgr errors;
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  guint8 *grey;

  jpeg.err = jpeg_std_error (&errors);
  jpeg_create_decompress (&jpeg);
  jpeg_mem_src (&jpeg, data, size);
  jpeg_read_header (&jpeg, TRUE);
  jpeg.out_color_space = JCS_GRAYSCALE;
  jpeg_start_decompress (&jpeg);
  *width = jpeg.output_width;
  *height = jpeg.output_height;
  grey = g_malloc ((gsize) *width * *height);
  while (jpeg.output_scanline < jpeg.output_height)
    {
      JSAMPROW row = grey + (gsize) jpeg.output_scanline * *width;

      jpeg_read_scanlines (&jpeg, &row, 1);
    }
  jpeg_finish_decompress (&jpeg);
  jpeg_destroy_decompress (&jpeg);
  return grey;
}

static void
assert_jpeg (const VouchDemoMedia *media)
{
  guint width = 0, height = 0;
  g_autofree guint8 *grey = decode_jpeg (media->bytes, &width, &height);

  g_assert_nonnull (grey);
  g_assert_cmpuint (media->orientation == 6 ? height : width, ==, media->width);
  g_assert_cmpuint (media->orientation == 6 ? width : height, ==, media->height);
}

static void
test_people (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint64 i = 0; i < 2000; i++)
    {
      g_autoptr (VouchDemoPerson) person = vouch_demo_person_new (7, i);
      g_autoptr (VouchDemoPerson) again = vouch_demo_person_new (7, i);

      g_assert_cmpstr (person->full_name, ==, again->full_name);
      g_assert_cmpstr (person->ip, ==, again->ip);
      g_assert_nonnull (strstr (person->email, "@example."));
      g_assert_cmpint (person->phone[0], ==, '+');
      g_assert_cmpuint (person->face, <, VOUCH_DEMO_N_FACES);
      g_assert_cmpuint (strlen (person->birth_date), ==, 10);
      g_assert_true (g_utf8_validate (person->full_name, -1, NULL));
      if (i < VOUCH_DEMO_N_FACES)
        g_assert_true (g_hash_table_add (names, g_strdup (person->full_name)));
      g_assert_true (g_hash_table_add (ids, g_strdup (person->external_id)));
      g_assert_true (g_hash_table_add (ids, g_strdup (person->email)));
    }
}

static void
check_document (const VouchDemoPerson *person, VouchDemoDocumentKind kind)
{
  g_autoptr (VouchDemoDocument) document = vouch_demo_document_new (person, kind, 0, TODAY);
  g_autofree char *text = g_strjoinv ("\n", document->mrz_lines);
  g_autofree char *surname = vouch_mrz_transliterate (person->surname);
  g_autofree char *birth = NULL;
  const VouchDemoField *number = vouch_demo_document_get_field (document, "document_number");
  VouchMrz mrz;

  g_assert_true (vouch_mrz_parse (text, &mrz, NULL));
  g_assert_true (mrz.valid);
  g_assert_cmpint (mrz.format, ==,
                   kind == VOUCH_DEMO_DOCUMENT_PASSPORT ? VOUCH_MRZ_TD3 : VOUCH_MRZ_TD1);
  g_strdelimit (surname, "<", ' ');
  g_assert_cmpstr (mrz.field[VOUCH_MRZ_FIELD_SURNAME], ==, surname);
  g_assert_cmpstr (mrz.field[VOUCH_MRZ_FIELD_NUMBER], ==, number->value);
  birth = vouch_mrz_date_to_iso (mrz.field[VOUCH_MRZ_FIELD_BIRTH_DATE], TRUE, 2026);
  g_assert_cmpstr (birth, ==, person->birth_date);
  g_assert_cmpstr (document->expiry_date, >, TODAY);
  g_assert_cmpstr (document->issue_date, <, TODAY);
  g_assert_null (vouch_demo_document_get_field (document, "nothing"));
}

static void
test_documents (void)
{
  for (guint64 i = 0; i < 300; i++)
    {
      g_autoptr (VouchDemoPerson) person = vouch_demo_person_new (1, i);

      check_document (person, VOUCH_DEMO_DOCUMENT_PASSPORT);
      check_document (person, VOUCH_DEMO_DOCUMENT_CARD);
    }
}

static void
test_flaws (void)
{
  g_autoptr (VouchDemoPerson) person = vouch_demo_person_new (1, 3);
  g_autoptr (VouchDemoDocument) expired =
      vouch_demo_document_new (person, VOUCH_DEMO_DOCUMENT_CARD, VOUCH_DEMO_DOCUMENT_EXPIRED,
                               TODAY);
  g_autoptr (VouchDemoDocument) tampered =
      vouch_demo_document_new (person, VOUCH_DEMO_DOCUMENT_PASSPORT, VOUCH_DEMO_DOCUMENT_TAMPERED,
                               TODAY);
  g_autoptr (VouchDemoDocument) bad = vouch_demo_document_new (person, VOUCH_DEMO_DOCUMENT_PASSPORT,
                                                               VOUCH_DEMO_DOCUMENT_BAD_MRZ, TODAY);
  const VouchDemoField *number = vouch_demo_document_get_field (tampered, "document_number");
  g_autofree char *text = g_strjoinv ("\n", bad->mrz_lines);
  VouchMrz mrz;

  g_assert_cmpstr (expired->expiry_date, <, TODAY);
  g_assert_cmpstr (number->value, !=, number->mrz_value);
  g_assert_true (vouch_mrz_parse (text, &mrz, NULL));
  g_assert_false (mrz.valid);
  g_assert_cmpint (mrz.check[VOUCH_MRZ_FIELD_NUMBER], ==, VOUCH_MRZ_CHECK_WRONG);
}

/* Mean difference of the grey values in 32 x 32 boxes. */
static double
difference (const guint8 *a, const guint8 *b, guint size)
{
  double sum = 0;
  guint step = size / 32;

  for (guint by = 0; by < 32; by++)
    for (guint bx = 0; bx < 32; bx++)
      {
        int box = 0;

        for (guint y = by * step; y < (by + 1) * step; y++)
          for (guint x = bx * step; x < (bx + 1) * step; x++)
            box += a[y * size + x] - b[y * size + x];
        sum += ABS (box) / (double) (step * step);
      }
  return sum / (32 * 32);
}

static void
test_faces_differ (void)
{
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func (g_free);

  for (guint64 i = 0; i < VOUCH_DEMO_N_FACES; i++)
    {
      g_autoptr (VouchDemoPerson) person = vouch_demo_person_new (1, i);
      g_autoptr (VouchDemoMedia) media = vouch_demo_art_portrait (person, 128);
      guint width = 0, height = 0;

      g_ptr_array_add (pictures, decode_jpeg (media->bytes, &width, &height));
      g_assert_cmpuint (width, ==, 128);
    }
  for (guint i = 0; i < pictures->len; i++)
    for (guint k = 0; k < i; k++)
      g_assert_cmpfloat (difference (pictures->pdata[i], pictures->pdata[k], 128), >, 4);
}

static void
test_same_bytes (void)
{
  g_autoptr (VouchDemoPerson) person = vouch_demo_person_new (1, 12);
  g_autoptr (VouchDemoDocument) document =
      vouch_demo_document_new (person, VOUCH_DEMO_DOCUMENT_CARD, 0, TODAY);

  for (int shot = VOUCH_DEMO_SHOT_FLAT; shot <= VOUCH_DEMO_SHOT_PHOTO_TURNED; shot++)
    {
      g_autoptr (VouchDemoMedia) a =
          vouch_demo_art_page (document, 1, shot, VOUCH_DEMO_FORMAT_JPEG, NULL);
      g_autoptr (VouchDemoMedia) b =
          vouch_demo_art_page (document, 1, shot, VOUCH_DEMO_FORMAT_JPEG, NULL);

      assert_jpeg (a);
      g_assert_true (g_bytes_equal (a->bytes, b->bytes));
    }
}

static void
test_selfies (void)
{
  g_autoptr (VouchDemoPerson) person = vouch_demo_person_new (1, 20);
  g_autoptr (VouchDemoDocument) document =
      vouch_demo_document_new (person, VOUCH_DEMO_DOCUMENT_PASSPORT, 0, TODAY);
  g_autoptr (VouchDemoMedia) first = vouch_demo_art_selfie (person, 0);
  g_autoptr (VouchDemoMedia) second = vouch_demo_art_selfie (person, 1);
  g_autoptr (VouchDemoMedia) held = vouch_demo_art_selfie_with_document (person, document);
  VouchDemoRect box = vouch_demo_media_map (held, &document->portrait);

  assert_jpeg (first);
  assert_jpeg (held);
  g_assert_false (g_bytes_equal (first->bytes, second->bytes));
  g_assert_cmpfloat (box.x, >, 0.4);
  g_assert_cmpfloat (box.x + box.width, <, 1);
  g_assert_cmpfloat (box.y, >, 0.3);
}

static void
test_formats (void)
{
  g_autoptr (VouchDemoPerson) person = vouch_demo_person_new (1, 2);
  g_autoptr (VouchDemoDocument) card =
      vouch_demo_document_new (person, VOUCH_DEMO_DOCUMENT_CARD, 0, TODAY);
  g_autoptr (VouchDemoMedia) png =
      vouch_demo_art_page (card, 0, VOUCH_DEMO_SHOT_FLAT, VOUCH_DEMO_FORMAT_PNG, NULL);
  g_autoptr (VouchDemoMedia) webp =
      vouch_demo_art_page (card, 0, VOUCH_DEMO_SHOT_FLAT, VOUCH_DEMO_FORMAT_WEBP, NULL);
  g_autoptr (VouchDemoMedia) tiff = vouch_demo_art_tiff (card, NULL);
  g_autoptr (VouchDemoMedia) pdf = vouch_demo_art_pdf (card, person, NULL);
  g_autoptr (VouchDemoMedia) pdf_again = vouch_demo_art_pdf (card, person, NULL);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "vouch-demo-art-XXXXXX", NULL);
  int width = 0, height = 0;
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (webp->bytes, &size);
  TIFF *reader;

  g_assert_true (WebPGetInfo (data, size, &width, &height));
  g_assert_cmpint (width, ==, (int) webp->width);
  g_assert_cmpmem (g_bytes_get_data (png->bytes, NULL), 4, "\x89PNG", 4);
  g_assert_cmpmem (g_bytes_get_data (pdf->bytes, NULL), 5, "%PDF-", 5);
  g_assert_true (g_bytes_equal (pdf->bytes, pdf_again->bytes));
  g_close (g_mkstemp (path), NULL);
  data = g_bytes_get_data (tiff->bytes, &size);
  g_assert_true (g_file_set_contents (path, (const char *) data, (gssize) size, NULL));
  reader = TIFFOpen (path, "r");
  g_assert_nonnull (reader);
  g_assert_cmpint (TIFFNumberOfDirectories (reader), ==, 2);
  TIFFClose (reader);
  g_assert_cmpint (remove (path), ==, 0);
}

static void
test_large_scan (void)
{
  g_autoptr (VouchDemoPerson) person = vouch_demo_person_new (1, 0);
  g_autoptr (VouchDemoDocument) document =
      vouch_demo_document_new (person, VOUCH_DEMO_DOCUMENT_PASSPORT, 0, TODAY);
  g_autoptr (VouchDemoMedia) scan = vouch_demo_art_large_scan (document, 3000, 2112, NULL);

  g_assert_nonnull (scan);
  assert_jpeg (scan);
}

/* Decodes all of a WebM and counts the pictures. */
static guint
count_frames (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = gst_parse_launch (
      "appsrc name=source ! matroskademux ! vp8dec ! appsink name=sink sync=false", &error);
  g_autoptr (GstElement) source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  guint n = 0;

  g_assert_no_error (error);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  gst_app_src_push_buffer (GST_APP_SRC (source), gst_buffer_new_wrapped_bytes (bytes));
  gst_app_src_end_of_stream (GST_APP_SRC (source));
  for (;;)
    {
      g_autoptr (GstSample) sample =
          gst_app_sink_try_pull_sample (GST_APP_SINK (sink), 5 * GST_SECOND);

      if (sample == NULL)
        break;
      n++;
    }
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return n;
}

static void
test_video (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VouchDemoPerson) person = vouch_demo_person_new (1, 8);
  g_autoptr (VouchDemoMedia) video = vouch_demo_art_liveness_video (person, &error);
  g_autoptr (VouchDemoMedia) again = vouch_demo_art_liveness_video (person, NULL);
  VouchDemoActionSpan actions[3];

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (video->bytes, again->bytes));
  g_assert_cmpint (video->duration, ==, 4 * G_USEC_PER_SEC);
  g_assert_cmpuint (count_frames (video->bytes), ==, VOUCH_DEMO_VIDEO_FRAMES);
  vouch_demo_art_liveness_actions (person, actions);
  g_assert_cmpint (actions[2].end, <, video->duration);
  g_assert_cmpint (actions[0].action, !=, actions[1].action);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);
  g_test_add_func ("/server/demo-art/people", test_people);
  g_test_add_func ("/server/demo-art/documents", test_documents);
  g_test_add_func ("/server/demo-art/flaws", test_flaws);
  g_test_add_func ("/server/demo-art/faces-differ", test_faces_differ);
  g_test_add_func ("/server/demo-art/same-bytes", test_same_bytes);
  g_test_add_func ("/server/demo-art/selfies", test_selfies);
  g_test_add_func ("/server/demo-art/formats", test_formats);
  g_test_add_func ("/server/demo-art/large-scan", test_large_scan);
  g_test_add_func ("/server/demo-art/video", test_video);
  return g_test_run ();
}
