/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills a data directory with a company that looks like a working day. */
#pragma once

#include "vouch-writer.h"

G_BEGIN_DECLS

/* The password of every demo account. */
#define VOUCH_DEMO_PASSWORD "utopia-demo-2026"

/* Through the same commands as everybody: a company, four roles, six users, three flows and
 * @applicants in live mode (plus a dozen in test mode) over the last 60 days, deterministic by
 * @seed apart from the day it is made on and password salts. Pictures are drawn with all cores.
 * Blocks; any thread but the writer's. Refuses (CONFLICT) a directory that has a company. */
gboolean vouch_demo_fill (VouchWriter *writer, gint64 applicants, guint64 seed, GError **error);

G_END_DECLS
