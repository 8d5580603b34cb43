/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The evidence of one step result, as the body of its section. */
#pragma once

#include "vouch-profile-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @data: the parsed `data` of @step; not kept. All floating. */
GtkWidget *vouch_document_body_new (VouchProfileContext *context, const VouchStepResultRecord *step,
                                    const VouchJson *data);
GtkWidget *vouch_face_body_new (VouchProfileContext *context, const VouchStepResultRecord *step,
                                const VouchJson *data);
GtkWidget *vouch_liveness_body_new (VouchProfileContext *context, const VouchStepResultRecord *step,
                                    const VouchJson *data);
/* Every other step. */
GtkWidget *vouch_plain_body_new (VouchProfileContext *context, const VouchStepResultRecord *step,
                                 const VouchJson *data);

/* A line "mark, text" of something that was checked. */
GtkWidget *vouch_check_line_new (gboolean ok, const char *text, const char *note);

G_END_DECLS
