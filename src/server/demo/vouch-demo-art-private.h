/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the files that make finished media. */
#pragma once

#include "vouch-demo-art.h"
#include "vouch-demo-face.h"

G_BEGIN_DECLS

/* Takes @bytes. */
VouchDemoMedia *vouch_demo_media_new (GBytes *bytes, const char *mime, guint width, guint height);
void vouch_demo_draw_room (cairo_t *cr, double width, double height, guint64 seed);

G_END_DECLS
