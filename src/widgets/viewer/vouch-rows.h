/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of pixels on their way from a decoder: into one buffer, or into a pyramid of tiles. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define VOUCH_ROWS_BPP 3 /* opaque RGB: what cairo and GL draw fastest */
#define VOUCH_ROWS_MAX_LEVEL 12

typedef void (*VouchBandFunc) (const guint8 *pixels, int n_rows, gpointer data);

/* A decoder fills the room next () gives and says so with put (), until next () gives none. */
typedef struct
{
  int x, y, width, height; /* the part wanted, in pixels of the level */
  int done;
  const int *stop; /* read atomically; borrowed */
  GCancellable *cancellable;
  guint8 *band;
  int band_rows, fill;
  VouchBandFunc flush;
  gpointer data;
} VouchRows;

/* FALSE when there is not enough memory. @flush gets every full band, and the last one. */
gboolean vouch_rows_init (VouchRows *rows, int width, int height, int band_rows,
                          VouchBandFunc flush, gpointer data);
void vouch_rows_clear (VouchRows *rows);
/* Room for @n_rows rows of width * 3 bytes; NULL when full or stopped. */
guint8 *vouch_rows_next (VouchRows *rows, int *n_rows);
void vouch_rows_put (VouchRows *rows, int n_rows);
gboolean vouch_rows_stopped (VouchRows *rows);
/* Fills what a damaged file did not give with grey. */
void vouch_rows_pad (VouchRows *rows);

int vouch_level_size (int size, int level);
int vouch_level_max (int width, int height);

typedef struct _VouchPyramid VouchPyramid;

/* @stride in bytes; the pixels are only there during the call. */
typedef void (*VouchTileFunc) (int level, int x, int y, const guint8 *pixels, int stride, int width,
                               int height, gpointer data);

/* Tiles of levels 0..@max_level; @rows->x and @rows->y (multiples of the tile) offset them. */
VouchPyramid *vouch_pyramid_new (int width, int height, int max_level, VouchTileFunc func,
                                 gpointer data);
void vouch_pyramid_free (VouchPyramid *pyramid);
VouchRows *vouch_pyramid_get_rows (VouchPyramid *pyramid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchPyramid, vouch_pyramid_free)

G_END_DECLS
