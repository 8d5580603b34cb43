/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the demo's pictures with all cores and stages them in the media store. */

#define G_LOG_DOMAIN "vouch-demo-media"

#include "vouch-demo-private.h"

/* The scan that shows what the viewer can do. */
#define LARGE_WIDTH 12000
#define LARGE_HEIGHT 8500

static void
keep_error (VouchDemoRun *run, GError *error)
{
  g_mutex_lock (&run->lock);
  if (run->error == NULL)
    run->error = error;
  else
    g_clear_error (&error);
  g_mutex_unlock (&run->lock);
}

/* Takes @media over (NULL with @error is a failure) and fills @file. */
static void
stage (VouchDemoRun *run, VouchDemoMedia *media, GError *error, VouchDemoFile *file)
{
  VouchMediaStore *store = vouch_server_data_get_media (vouch_writer_get_data (run->writer));
  g_autoptr (VouchDemoMedia) owned = media;
  g_autoptr (VouchMediaUpload) upload = NULL;

  if (owned == NULL)
    {
      keep_error (run, error);
      return;
    }
  upload = vouch_media_store_receive (store, run->company_id, owned->bytes, &error);
  if (upload == NULL || !vouch_writer_call (run->writer, vouch_media_upload_stage, upload, &error))
    {
      keep_error (run, error);
      return;
    }
  g_strlcpy (file->sha256, vouch_media_upload_get_sha256 (upload), sizeof file->sha256);
  file->mime = owned->mime;
  file->width = owned->width;
  file->height = owned->height;
}

static void
make_face (VouchDemoRun *run, guint face)
{
  g_autoptr (VouchDemoPerson) person = vouch_demo_person_new (run->seed, face);
  g_autoptr (VouchDemoDocument) card =
      vouch_demo_document_new (person, VOUCH_DEMO_DOCUMENT_CARD, 0, run->today);
  VouchDemoFaceFiles *files = &run->faces[person->face];
  GError *error = NULL;
  VouchDemoMedia *video;

  stage (run, vouch_demo_art_portrait (person, 256), NULL, &files->portrait);
  stage (run, vouch_demo_art_selfie (person, 0), NULL, &files->selfie);
  stage (run, vouch_demo_art_selfie_with_document (person, card), NULL, &files->with_document);
  video = vouch_demo_art_liveness_video (person, &error);
  stage (run, video, error, &files->video);
}

static void
add_page (VouchDemoRun *run, VouchDemoDocumentFiles *files, VouchDemoMedia *media, GError *error,
          const char *side)
{
  files->sides[files->n_pages] = side;
  stage (run, media, error, &files->pages[files->n_pages++]);
}

/* What is wrong with a document, by the number of its owner: see vouch-demo-applicant.c. */
static VouchDemoDocumentFlags
document_flags (guint index)
{
  if (index % 17 == 5)
    return VOUCH_DEMO_DOCUMENT_EXPIRED;
  if (index % 29 == 11)
    return VOUCH_DEMO_DOCUMENT_TAMPERED;
  if (index % 41 == 13)
    return VOUCH_DEMO_DOCUMENT_BAD_MRZ;

  return 0;
}

static void
make_document (VouchDemoRun *run, guint index)
{
  static const VouchDemoShot shots[] = { VOUCH_DEMO_SHOT_PHOTO, VOUCH_DEMO_SHOT_SCAN,
                                         VOUCH_DEMO_SHOT_PHOTO_TURNED, VOUCH_DEMO_SHOT_FLAT,
                                         VOUCH_DEMO_SHOT_PHOTO };
  g_autoptr (VouchDemoPerson) person = vouch_demo_person_new (run->seed, index);
  VouchDemoDocumentFiles *files = &run->documents[index];
  VouchDemoDocumentKind kind =
      index % 3 == 1 ? VOUCH_DEMO_DOCUMENT_CARD : VOUCH_DEMO_DOCUMENT_PASSPORT;
  VouchDemoShot shot =
      index % 19 == 7 ? VOUCH_DEMO_SHOT_GLARE : shots[index % G_N_ELEMENTS (shots)];
  VouchDemoFormat format = index == 2   ? VOUCH_DEMO_FORMAT_WEBP
                           : index == 4 ? VOUCH_DEMO_FORMAT_PNG
                                        : VOUCH_DEMO_FORMAT_JPEG;
  GError *error = NULL;
  VouchDemoMedia *media;

  files->document = vouch_demo_document_new (person, kind, document_flags (index), run->today);
  media = vouch_demo_art_page (files->document, 0, shot, format, &error);
  add_page (run, files, media, error, "front");
  error = NULL;
  if (files->document->n_pages > 1)
    {
      media = vouch_demo_art_page (files->document, 1, shot, VOUCH_DEMO_FORMAT_JPEG, &error);
      add_page (run, files, media, error, "back");
    }
  error = NULL;
  /* Some send more than they were asked for: the formats the viewer has to know. */
  if (index == 0)
    {
      media = vouch_demo_art_large_scan (files->document, LARGE_WIDTH, LARGE_HEIGHT, &error);
      add_page (run, files, media, error, "scan");
    }
  else if (index == 1)
    {
      media = vouch_demo_art_tiff (files->document, &error);
      add_page (run, files, media, error, "scan");
    }
  else if (index == 3)
    {
      media = vouch_demo_art_pdf (files->document, person, &error);
      add_page (run, files, media, error, "scan");
    }
  stage (run, vouch_demo_art_crop (files->document, &files->document->portrait), NULL,
         &files->portrait);
  stage (run, vouch_demo_art_crop (files->document, &files->document->signature), NULL,
         &files->signature);
}

static void
work (gpointer data, gpointer user_data)
{
  VouchDemoRun *run = user_data;
  guint number = GPOINTER_TO_UINT (data) - 1;

  if (number < VOUCH_DEMO_N_FACES)
    make_face (run, number);
  else
    make_document (run, number - VOUCH_DEMO_N_FACES);
}

gboolean
vouch_demo_media_make (VouchDemoRun *run, GError **error)
{
  GThreadPool *pool = g_thread_pool_new (work, run, (int) g_get_num_processors (), FALSE, error);

  if (pool == NULL)
    return FALSE;
  run->documents = g_new0 (VouchDemoDocumentFiles, run->n_documents);
  for (guint i = 0; i < VOUCH_DEMO_N_FACES + run->n_documents; i++)
    g_thread_pool_push (pool, GUINT_TO_POINTER (i + 1), NULL);
  g_thread_pool_free (pool, FALSE, TRUE);

  return vouch_demo_settle (run, error);
}

void
vouch_demo_media_clear (VouchDemoRun *run)
{
  for (guint i = 0; run->documents != NULL && i < run->n_documents; i++)
    g_clear_pointer (&run->documents[i].document, vouch_demo_document_free);
  g_clear_pointer (&run->documents, g_free);
}
