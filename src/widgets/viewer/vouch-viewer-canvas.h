/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The drawing area of the viewer: tiles of a picture through a viewport. */
#pragma once

#include "vouch-picture.h"
#include "vouch-viewport.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_VIEWER_CANVAS (vouch_viewer_canvas_get_type ())
G_DECLARE_FINAL_TYPE (VouchViewerCanvas, vouch_viewer_canvas, VOUCH, VIEWER_CANVAS, GtkWidget)

VouchViewport *vouch_viewer_canvas_get_viewport (VouchViewerCanvas *self);
/* The caller says when the picture changed, by set_picture () or a redraw. */
void vouch_viewer_canvas_set_picture (VouchViewerCanvas *self, VouchPicture *picture);

G_END_DECLS
