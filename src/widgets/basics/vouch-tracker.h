/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of a flow and how far each is; a click asks for its section. */
#pragma once

#include "vouch-check-state.h"

typedef struct
{
  VouchStep step;
  VouchCheckState state;
} VouchTrackerStep;

#define VOUCH_TYPE_TRACKER (vouch_tracker_get_type ())
G_DECLARE_FINAL_TYPE (VouchTracker, vouch_tracker, VOUCH, TRACKER, GtkWidget)

/* Each step is a button that activates `page.jump-to-section` with the step's nick ("s") and is
 * insensitive where no such action is. Wraps to the width given. Role GROUP; buttons are named
 * "1, Document check: Passed". */
GtkWidget *vouch_tracker_new (void);
/* Copied. Steps are numbered from 1 in this order. While only states change, the buttons (and the
 * focus) stay. */
void vouch_tracker_set_steps (VouchTracker *self, const VouchTrackerStep *steps, guint n_steps);
