/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pictures and videos of the demo as finished files. Same arguments, same bytes, so that media
 * named by their digest match from run to run. Every function may be called from any thread, keeps
 * no state and returns a new object; speeds are of one core of a small machine. */
#pragma once

#include "vouch-demo-document.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  VOUCH_DEMO_FORMAT_JPEG,
  VOUCH_DEMO_FORMAT_PNG,
  VOUCH_DEMO_FORMAT_TIFF,
  VOUCH_DEMO_FORMAT_WEBP,
} VouchDemoFormat;

typedef enum
{
  VOUCH_DEMO_SHOT_FLAT,  /* the page and nothing else, 300 dpi */
  VOUCH_DEMO_SHOT_SCAN,  /* on a scanner: white border, a little crooked, fine noise, 300 dpi */
  VOUCH_DEMO_SHOT_PHOTO, /* on a desk: shadow, light, rotation, noise; 2016 x 1512 */
  VOUCH_DEMO_SHOT_GLARE, /* a photo with a light's reflection over part of the page */
  VOUCH_DEMO_SHOT_PHOTO_TURNED, /* a photo whose pixels lie on the side: EXIF orientation 6 */
} VouchDemoShot;

/* A finished file. Boxes are fractions of the upright picture (after EXIF orientation). */
typedef struct
{
  GBytes *bytes;
  const char *mime; /* static */
  guint width;      /* pixels, upright */
  guint height;
  guint orientation; /* EXIF, 1..8 */
  guint n_pages;
  cairo_matrix_t page_to_picture; /* fractions of the document page to fractions of the picture */
  gint64 duration;                /* microseconds, videos only */
  guint n_frames;                 /* videos only */
} VouchDemoMedia;

void vouch_demo_media_free (VouchDemoMedia *self);
/* Where a box of the document page lies in the picture: the upright box around it. */
VouchDemoRect vouch_demo_media_map (const VouchDemoMedia *self, const VouchDemoRect *page_rect);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchDemoMedia, vouch_demo_media_free)

/* Portrait against a plain ground, JPEG, @size pixels square; for lists and headers. 30 ms. */
VouchDemoMedia *vouch_demo_art_portrait (const VouchDemoPerson *person, guint size);
/* Selfie, JPEG 960 x 1280; other expression, light and background than the document. @attempt
 * gives different ones. 50 ms. */
VouchDemoMedia *vouch_demo_art_selfie (const VouchDemoPerson *person, guint attempt);
/* Selfie with the person's document held beside the face, JPEG 1280 x 960. 80 ms. */
VouchDemoMedia *vouch_demo_art_selfie_with_document (const VouchDemoPerson *person,
                                                     const VouchDemoDocument *document);

/* A page of @document. NULL and an error only when an encoder fails. 100 ms. */
VouchDemoMedia *vouch_demo_art_page (const VouchDemoDocument *document, guint page,
                                     VouchDemoShot shot, VouchDemoFormat format, GError **error);
/* Portrait (page 0) or signature as cut from the flat page, JPEG. 20 ms. */
VouchDemoMedia *vouch_demo_art_crop (const VouchDemoDocument *document, const VouchDemoRect *rect);
/* All pages as one multi-page TIFF (LZW). */
VouchDemoMedia *vouch_demo_art_tiff (const VouchDemoDocument *document, GError **error);
/* PDF: the pages as scans, then two pages of text: 3 pages for a passport, 4 for a card. */
VouchDemoMedia *vouch_demo_art_pdf (const VouchDemoDocument *document,
                                    const VouchDemoPerson *person, GError **error);
/* Front page as a JPEG of @width x @height pixels (12000 x 8500: 10-30 MB, 3 s), true detail down
 * to the microprint; needs a few MB of memory whatever the size. */
VouchDemoMedia *vouch_demo_art_large_scan (const VouchDemoDocument *document, guint width,
                                           guint height, GError **error);

typedef enum
{
  VOUCH_DEMO_ACTION_TURN_LEFT,
  VOUCH_DEMO_ACTION_TURN_RIGHT,
  VOUCH_DEMO_ACTION_NOD,
  VOUCH_DEMO_ACTION_BLINK,
  VOUCH_DEMO_ACTION_SMILE,
  VOUCH_DEMO_ACTION_OPEN_MOUTH,
} VouchDemoAction;

/* What the person of a liveness video was asked and when it can be seen. */
typedef struct
{
  VouchDemoAction action;
  gint64 start; /* microseconds from the start of the video */
  gint64 end;
} VouchDemoActionSpan;

/* Frames a second and length of the liveness videos. */
#define VOUCH_DEMO_VIDEO_RATE 25
#define VOUCH_DEMO_VIDEO_FRAMES 100

/* The three actions of the person's video, in order. */
void vouch_demo_art_liveness_actions (const VouchDemoPerson *person,
                                      VouchDemoActionSpan actions[3]);
/* WebM (VP8, 640 x 480, 4 s, no sound). Calls gst_init() itself. 1.5 s. */
VouchDemoMedia *vouch_demo_art_liveness_video (const VouchDemoPerson *person, GError **error);
/* One moment of that video as JPEG; @when in microseconds. */
VouchDemoMedia *vouch_demo_art_liveness_frame (const VouchDemoPerson *person, gint64 when);

G_END_DECLS
