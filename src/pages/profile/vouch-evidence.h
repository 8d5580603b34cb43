/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The middle of the profile: the tracker, and a section for each step. */
#pragma once

#include "vouch-profile-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_EVIDENCE (vouch_evidence_get_type ())
G_DECLARE_FINAL_TYPE (VouchEvidence, vouch_evidence, VOUCH, EVIDENCE, GtkWidget)

/* Floating. */
GtkWidget *vouch_evidence_new (VouchProfileContext *context);
/* Shows what the context says now; parts that did not change stay as they are. */
void vouch_evidence_update (VouchEvidence *self);
/* FALSE when there is no such section. */
gboolean vouch_evidence_jump_to_step (VouchEvidence *self, VouchStep step);
/* @number as in the tracker, from 1. */
gboolean vouch_evidence_jump_to_number (VouchEvidence *self, guint number);

G_END_DECLS
