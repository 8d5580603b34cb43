/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cairo surfaces to files in memory: JPEG, PNG, TIFF, WebP, WebM. */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* Gives rows of 4-byte cairo RGB24 pixels, top to bottom; @row stays valid until the next call. */
typedef const guint8 *(*VouchDemoRowFunc) (guint row, gpointer data);

/* @orientation is written as EXIF when not 1. */
GBytes *vouch_demo_encode_jpeg_rows (guint width, guint height, int quality, guint orientation,
                                     VouchDemoRowFunc rows, gpointer data);
GBytes *vouch_demo_encode_jpeg (cairo_surface_t *surface, int quality, guint orientation);
GBytes *vouch_demo_encode_png (cairo_surface_t *surface, GError **error);
/* One page a surface, LZW. */
GBytes *vouch_demo_encode_tiff (cairo_surface_t **surfaces, guint n, GError **error);
GBytes *vouch_demo_encode_webp (cairo_surface_t *surface, GError **error);

/* Draws frame @index of a video at @surface's full size. */
typedef void (*VouchDemoFrameFunc) (guint index, cairo_surface_t *surface, gpointer data);
/* VP8 in WebM, written by hand because the stock muxer puts random numbers and the date in. */
GBytes *vouch_demo_encode_webm (guint width, guint height, guint rate, guint n_frames,
                                VouchDemoFrameFunc draw, gpointer data, GError **error);

G_END_DECLS
