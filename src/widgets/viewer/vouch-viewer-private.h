/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the viewer share. */
#pragma once

#include "vouch-error-state.h"
#include "vouch-viewer-canvas.h"
#include "vouch-viewer.h"

G_BEGIN_DECLS

struct _VouchViewer
{
  GtkWidget parent_instance;
  /* Template children, borrowed */
  GtkStack *stack;
  VouchViewerCanvas *canvas;
  GtkSpinner *spinner;
  VouchErrorState *error_page;
  GtkWidget *notice;
  GtkLabel *notice_label;
  GtkWidget *bar;
  GtkWidget *pages;
  GtkLabel *page_label;
  GtkLabel *zoom_label;
  GtkButton *fullscreen_button;
  /* Owned */
  VouchPicture *picture;
  GCancellable *cancellable;
  char *error_text;
  char *label;
  VouchViewerState state;
  gboolean controls_visible;
  guint shown_page;
  guint labels_id;
  /* The other viewer of a pair: the one in the page and the one that fills the screen. Borrowed,
   * weak */
  VouchViewer *twin;
  gboolean fills_screen;
};

/* Actions, keys and the full screen: vouch-viewer-actions.c */
void vouch_viewer_install_actions (GtkWidgetClass *klass);
/* What can be done in the present state. */
void vouch_viewer_update_actions (VouchViewer *self);

G_END_DECLS
