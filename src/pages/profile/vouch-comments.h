/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes of the team about an applicant, and the entry for another. */
#pragma once

#include "vouch-profile-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_COMMENTS (vouch_comments_get_type ())
G_DECLARE_FINAL_TYPE (VouchComments, vouch_comments, VOUCH, COMMENTS, GtkWidget)

/* Ctrl+Enter in the entry activates page.add-comment. Floating. */
GtkWidget *vouch_comments_new (VouchProfileContext *context);
/* Never touches what is being typed. */
void vouch_comments_update (VouchComments *self);
void vouch_comments_focus_entry (VouchComments *self);
/* Trimmed; NULL when nothing was written. Transfer full. */
char *vouch_comments_dup_text (VouchComments *self);
void vouch_comments_set_text (VouchComments *self, const char *text);
guint vouch_comments_get_n_rows (VouchComments *self);

G_END_DECLS
