/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A status as shape, word and colour. */
#pragma once

#include "vouch-status.h"

#include <gtk/gtk.h>

#define VOUCH_TYPE_STATUS_PILL (vouch_status_pill_get_type ())
G_DECLARE_FINAL_TYPE (VouchStatusPill, vouch_status_pill, VOUCH, STATUS_PILL, GtkWidget)

/* Role IMG, accessible label = the status word. For profiles and headers, not for table cells. */
GtkWidget *vouch_status_pill_new (VouchStatus status);
void vouch_status_pill_set_status (VouchStatusPill *self, VouchStatus status);
VouchStatus vouch_status_pill_get_status (VouchStatusPill *self);
/* Icon only; the word moves to the tooltip. */
void vouch_status_pill_set_compact (VouchStatusPill *self, gboolean compact);
/* Static string. NULL when out of range. */
const char *vouch_status_icon_name (VouchStatus status);
