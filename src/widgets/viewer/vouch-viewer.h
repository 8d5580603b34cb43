/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The zoomable viewer of one picture or document. */
#pragma once

#include "vouch-picture.h"
#include "vouch-viewport.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  VOUCH_VIEWER_EMPTY,
  VOUCH_VIEWER_LOADING,
  VOUCH_VIEWER_READY,
  VOUCH_VIEWER_ERROR,
} VouchViewerState;

#define VOUCH_TYPE_VIEWER_STATE (vouch_viewer_state_get_type ())
GType vouch_viewer_state_get_type (void);

#define VOUCH_TYPE_VIEWER (vouch_viewer_get_type ())
G_DECLARE_FINAL_TYPE (VouchViewer, vouch_viewer, VOUCH, VIEWER, GtkWidget)

/* Actions of the group "viewer": zoom-in, zoom-out, fit, actual-size, rotate, next-page,
 * previous-page, fullscreen. Properties: picture, viewport, page (from 0), controls-visible,
 * state, error-text, label (accessible name). */
GtkWidget *vouch_viewer_new (void);

/* Shows the loading state, then the picture or the reason why not. NULL empties. Holds its own
 * references; a later call forgets an earlier one. */
void vouch_viewer_set_bytes (VouchViewer *self, GBytes *bytes, const char *mime);
void vouch_viewer_set_loading (VouchViewer *self);
void vouch_viewer_set_error (VouchViewer *self, const char *text);

void vouch_viewer_set_picture (VouchViewer *self, VouchPicture *picture);
VouchPicture *vouch_viewer_get_picture (VouchViewer *self);
VouchViewport *vouch_viewer_get_viewport (VouchViewer *self);

void vouch_viewer_set_page (VouchViewer *self, guint page);
guint vouch_viewer_get_page (VouchViewer *self);
void vouch_viewer_set_controls_visible (VouchViewer *self, gboolean visible);
void vouch_viewer_set_label (VouchViewer *self, const char *label);
VouchViewerState vouch_viewer_get_state (VouchViewer *self);
const char *vouch_viewer_get_error_text (VouchViewer *self);

G_END_DECLS
