/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a filter is chosen: its kind on the left, its values on the right. */
#pragma once

#include "vouch-applicant-filter.h"

#include <gtk/gtk.h>

/* A floating GtkPopover that chooses in @filter, and follows it. */
GtkWidget *vouch_filter_popover_new (VouchApplicantFilter *filter);
