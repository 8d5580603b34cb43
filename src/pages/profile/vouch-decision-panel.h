/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The right column of the profile: what is open, who decides, and the decision. */
#pragma once

#include "vouch-decision-rules.h"
#include "vouch-decline-form.h"
#include "vouch-profile-context.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_DECISION_PANEL (vouch_decision_panel_get_type ())
/* Activates page.approve, .decline, .assign, .assign-me, .look-again, .jump-to-section. */
G_DECLARE_FINAL_TYPE (VouchDecisionPanel, vouch_decision_panel, VOUCH, DECISION_PANEL, GtkWidget)

/* Floating. */
GtkWidget *vouch_decision_panel_new (VouchProfileContext *context);
void vouch_decision_panel_update (VouchDecisionPanel *self);
VouchDecisionVerdict vouch_decision_panel_get_verdict (VouchDecisionPanel *self);

void vouch_decision_panel_set_declining (VouchDecisionPanel *self, gboolean declining);
gboolean vouch_decision_panel_get_declining (VouchDecisionPanel *self);
VouchDeclineForm *vouch_decision_panel_get_form (VouchDecisionPanel *self);
/* The facts moved while somebody was deciding: says so until they looked. */
void vouch_decision_panel_set_moved (VouchDecisionPanel *self, gboolean moved);
/* What is said over the buttons; NULL when nothing. Borrowed. */
const char *vouch_decision_panel_get_notice (VouchDecisionPanel *self);

G_END_DECLS
