/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A card of evidence: what was checked, how it came out, and the evidence itself. */
#pragma once

#include "vouch-check-state.h"

#define VOUCH_TYPE_SECTION (vouch_section_get_type ())
G_DECLARE_FINAL_TYPE (VouchSection, vouch_section, VOUCH, SECTION, GtkWidget)

/* @number as in the tracker; 0 shows none. Role REGION, label = title, description = result. */
GtkWidget *vouch_section_new (guint number, const char *title);
/* @text NULL: the word of @state. */
void vouch_section_set_result (VouchSection *self, VouchCheckState state, const char *text);
/* Time taken, microseconds, shown after the result; negative hides it. */
void vouch_section_set_elapsed (VouchSection *self, gint64 us);
/* At the end of the header: the section's buttons. Taken; NULL removes. */
void vouch_section_set_header (VouchSection *self, GtkWidget *header);
/* Taken; NULL removes. */
void vouch_section_set_body (VouchSection *self, GtkWidget *body);
