/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a security printer puts on paper: guilloches, microprint, MRZ letters, signatures. */
#pragma once

#include "vouch-demo-face.h"
#include "vouch-demo-random.h"

G_BEGIN_DECLS

/* All lengths in user units of @cr (documents: millimetres). */
void vouch_demo_ink_guilloche (cairo_t *cr, double width, double height, guint32 first,
                               guint32 second);
void vouch_demo_ink_rosette (cairo_t *cr, double x, double y, double radius, int lobes, guint32 rgb,
                             double alpha);
/* @text in the shapes of OCR-B, one character every 2.54; @y is the upper edge. */
void vouch_demo_ink_mrz (cairo_t *cr, double x, double y, const char *text);
/* A flourish of the writer's own within the box. */
void vouch_demo_ink_signature (cairo_t *cr, double x, double y, double width, double height,
                               guint64 writer);
/* A line of text; @y is the baseline, @size the font's height. Returns its width. */
double vouch_demo_ink_text (cairo_t *cr, const char *font, double size, double x, double y,
                            const char *text);

G_END_DECLS
