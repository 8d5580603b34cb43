/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An opened picture or document: pages, a preview and tiles, decoded off the main thread. */
#pragma once

#include <gdk/gdk.h>
#include <gio/gio.h>

G_BEGIN_DECLS

#define VOUCH_PICTURE_TILE 512

typedef enum
{
  VOUCH_PICTURE_ERROR_INVALID, /* damaged, or not what it says */
  VOUCH_PICTURE_ERROR_UNSUPPORTED,
  VOUCH_PICTURE_ERROR_TOO_LARGE,
} VouchPictureError;

#define VOUCH_PICTURE_ERROR (vouch_picture_error_quark ())
GQuark vouch_picture_error_quark (void);

#define VOUCH_TYPE_PICTURE (vouch_picture_get_type ())
G_DECLARE_FINAL_TYPE (VouchPicture, vouch_picture, VOUCH, PICTURE, GObject)

/* The real type is read from the bytes; @mime_hint may be NULL and only words the error. The
 * error message is a sentence for people. Call and callback on the main thread. The first
 * preview is there when the callback runs; tiles follow with "changed". */
void vouch_picture_open_async (GBytes *bytes, const char *mime_hint, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
VouchPicture *vouch_picture_open_finish (GAsyncResult *result, GError **error);

guint vouch_picture_get_n_pages (VouchPicture *self);
guint vouch_picture_get_page (VouchPicture *self);
/* Starts the decoding of another page; "changed" follows, or get_page_error() speaks. */
void vouch_picture_set_page (VouchPicture *self, guint page);
/* Why the current page cannot be shown, or is shown in part; NULL when well. */
const char *vouch_picture_get_page_error (VouchPicture *self);
const char *vouch_picture_get_mime (VouchPicture *self);

/* Of the current page, upright (orientation applied). */
int vouch_picture_get_width (VouchPicture *self);
int vouch_picture_get_height (VouchPicture *self);
/* EXIF orientation 1..8 that the stored pixels need to stand upright. */
int vouch_picture_get_orientation (VouchPicture *self);

/* Stored (not upright) geometry. Level n halves n times; a level below 0 is finer than one
 * image pixel (PDF). */
int vouch_picture_get_min_level (VouchPicture *self);
int vouch_picture_get_max_level (VouchPicture *self);
void vouch_picture_get_level_size (VouchPicture *self, int level, int *width, int *height);
GdkTexture *vouch_picture_get_preview (VouchPicture *self); /* none, may be NULL */
GdkTexture *vouch_picture_get_tile (VouchPicture *self, int level, int x, int y); /* none or NULL */
/* Asks for the tiles of a range (inclusive); the newest request wins. Cheap to repeat. */
void vouch_picture_request (VouchPicture *self, int level, int x0, int y0, int x1, int y1);
/* TRUE when no decoding of this picture is under way. */
gboolean vouch_picture_is_settled (VouchPicture *self);

/* A small upright texture of the first page, at most @max_px wide and high. */
void vouch_picture_thumbnail_async (GBytes *bytes, int max_px, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
GdkTexture *vouch_picture_thumbnail_finish (GAsyncResult *result, GError **error);

G_END_DECLS
