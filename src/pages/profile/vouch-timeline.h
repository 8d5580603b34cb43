/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened to this applicant, newest first. */
#pragma once

#include "vouch-profile-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_TIMELINE (vouch_timeline_get_type ())
G_DECLARE_FINAL_TYPE (VouchTimeline, vouch_timeline, VOUCH, TIMELINE, GtkWidget)

/* Floating. */
GtkWidget *vouch_timeline_new (VouchProfileContext *context);
/* New entries come on top; the others stay. */
void vouch_timeline_update (VouchTimeline *self);
guint vouch_timeline_get_n_rows (VouchTimeline *self);

G_END_DECLS
