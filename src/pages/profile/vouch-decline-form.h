/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why an applicant is declined, and what they are told. */
#pragma once

#include "vouch-status.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_DECLINE_FORM (vouch_decline_form_get_type ())
/* Activates page.send-decline and page.cancel-decline. */
G_DECLARE_FINAL_TYPE (VouchDeclineForm, vouch_decline_form, VOUCH, DECLINE_FORM, GtkWidget)

/* Floating. */
GtkWidget *vouch_decline_form_new (void);
void vouch_decline_form_clear (VouchDeclineForm *self);
void vouch_decline_form_focus (VouchDeclineForm *self);
void vouch_decline_form_set_reason (VouchDeclineForm *self, VouchReason reason, gboolean on);
/* VouchReason in the order of the list; transfer full, empty when none. */
GArray *vouch_decline_form_get_reasons (VouchDeclineForm *self);
gboolean vouch_decline_form_get_final (VouchDeclineForm *self);
/* Trimmed; NULL when empty. Transfer full. */
char *vouch_decline_form_dup_text (VouchDeclineForm *self);
char *vouch_decline_form_dup_note (VouchDeclineForm *self);
/* FALSE: the button stays insensitive whatever was filled in. */
void vouch_decline_form_set_allowed (VouchDeclineForm *self, gboolean allowed);
/* TRUE when Decline can be pressed. */
gboolean vouch_decline_form_is_ready (VouchDeclineForm *self);

G_END_DECLS
