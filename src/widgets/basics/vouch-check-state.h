/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a step of a verification is: word, icon and colour class. */
#pragma once

#include "vouch-status.h"

#include <gtk/gtk.h>

typedef enum
{
  VOUCH_CHECK_NOT_STARTED,
  VOUCH_CHECK_PENDING,
  VOUCH_CHECK_PASSED,
  VOUCH_CHECK_ATTENTION, /* passed by machine, with a warning that waits for a person */
  VOUCH_CHECK_FAILED,
  VOUCH_CHECK_EXPIRED,
} VouchCheckState;

/* Static strings; the word is translated. Out of range counts as not started. */
const char *vouch_check_state_word (VouchCheckState state);
const char *vouch_check_state_icon_name (VouchCheckState state);

/* Gives @widget the colour class of @state and takes off the others. */
void vouch_check_state_style (VouchCheckState state, GtkWidget *widget);

/* A stored step status as the tracker shows it; VOUCH_CHECK_ATTENTION is the caller's to add. */
VouchCheckState vouch_check_state_from_step_status (VouchStepStatus status);

/* Static string; a plain document for values out of range. */
const char *vouch_step_icon_name (VouchStep step);
