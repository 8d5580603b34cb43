/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real store in a directory of its own, filled through the feed with invented people. */
#pragma once

#include "vouch-store.h"

#define FIXTURE_ME "u-ann"
#define FIXTURE_OTHER "u-ben"

/* @n applicants of both modes' scope @mode: every third is on hold, every fourth is Ann's, every
 * tenth is scheduled for deletion. Transfer full; close with fixture_close(). */
VouchStore *fixture_open (VouchMode mode, guint n);
void fixture_close (VouchStore *store);
