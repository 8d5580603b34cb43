/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clips made while the tests run. */
#pragma once

#include <glib.h>

/* Sixty frames of a moving ball in two seconds: WebM with VP8. */
GBytes *vouch_clip_sample_new (void);
