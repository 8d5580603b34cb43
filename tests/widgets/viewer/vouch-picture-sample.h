/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures made by the tests themselves: a known colour at every pixel, in every format. */
#pragma once

#include <gio/gio.h>

typedef enum
{
  VOUCH_SAMPLE_JPEG,
  VOUCH_SAMPLE_JPEG_PROGRESSIVE,
  VOUCH_SAMPLE_PNG,
  VOUCH_SAMPLE_WEBP,
  VOUCH_SAMPLE_TIFF,
  VOUCH_SAMPLE_PDF,
  VOUCH_N_SAMPLES
} VouchSampleFormat;

/* @n_pages counts for TIFF and PDF. The red of a pixel grows with x, the green with y. */
GBytes *vouch_sample_new (VouchSampleFormat format, int width, int height, int n_pages);
/* The colour of the sample. */
void vouch_sample_colour (int width, int height, int x, int y, guint8 rgb[3]);
/* @jpeg with an EXIF block that says @orientation. */
GBytes *vouch_sample_with_orientation (GBytes *jpeg, int orientation);
/* A JPEG with the grain, and so about the size in bytes, of a real scan. */
GBytes *vouch_sample_new_scan (int width, int height);
