/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stored words as sentences for people. */
#pragma once

#include "vouch-records.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* "date_of_birth" as "Date of birth". Transfer full. */
char *vouch_profile_humanise (const char *word);
/* What happened: "review.approved" as "Approved". Transfer full. */
char *vouch_profile_event_text (const char *event);
/* What the warning's detail says, NULL when nothing. Transfer full. */
char *vouch_profile_warning_detail (const VouchWarningRecord *warning);
/* The step a kind of warning is about; VOUCH_STEP_INTRO for none. */
VouchStep vouch_profile_warning_step (VouchWarningKind kind);
/* Before and after of an edit as "Name: before → after" lines, NULL when @detail has none. */
char *vouch_profile_change_text (const char *detail);
/* "Ukraine" with its flag; NULL for no code. Transfer full. */
char *vouch_profile_country_text (const char *code);
/* Days until @at, rounded up, never negative. */
guint vouch_profile_days_left (gint64 at, gint64 now);

/* Scalar JSON value as text, "Yes"/"No" for booleans; NULL for null and containers. */
char *vouch_profile_scalar_text (const VouchJson *json, VouchJsonRef ref);

/* A label that wraps; floating. */
GtkWidget *vouch_profile_wrap_label (const char *text, const char *css_class);
/* Removes every child of a box. */
void vouch_profile_box_clear (GtkWidget *box);

G_END_DECLS
