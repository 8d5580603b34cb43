/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times and durations as people read them, in the locale. */
#pragma once

#include <glib.h>

/* All times are microseconds UTC since the epoch; results are owned by the caller. */

/* "just now", "12 min ago", "3 h ago"; a local date from one day on or when in the future. */
char *vouch_format_time_relative (gint64 us, gint64 now_us);
/* Local date and time of the locale, for tooltips. */
char *vouch_format_time_exact (gint64 us);
/* @us is a length of time: "3.1 s", "2 min 5 s". */
char *vouch_format_duration (gint64 us);
