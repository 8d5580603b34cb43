/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The big viewer in place of the evidence: one picture of the applicant after the other. */
#pragma once

#include "vouch-profile-context.h"
#include "vouch-viewer.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_MEDIA_VIEW (vouch_media_view_get_type ())
G_DECLARE_FINAL_TYPE (VouchMediaView, vouch_media_view, VOUCH, MEDIA_VIEW, GtkWidget)

/* Floating. */
GtkWidget *vouch_media_view_new (VouchProfileContext *context);
/* NULL: the first picture. FALSE when there is none. */
gboolean vouch_media_view_show (VouchMediaView *self, const char *sha256);
/* @step 1 or -1; wraps around. */
void vouch_media_view_step (VouchMediaView *self, int step);
VouchViewer *vouch_media_view_get_viewer (VouchMediaView *self);

/* Loads a medium into any viewer; forgotten when the viewer goes. */
void vouch_media_view_load (VouchProfileContext *context, VouchViewer *viewer, const char *sha256);

G_END_DECLS
