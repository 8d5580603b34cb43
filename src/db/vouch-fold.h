/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as a search compares it: no case, no accents, no compatibility forms. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "Łukasz Ångström" gives "lukasz angstrom". Invalid UTF-8 is replaced. NULL gives NULL; transfer
 * full. In SQL every connection has it as vouch_fold (text). Fold both sides of a comparison. Do
 * not index its result directly: a newer Unicode may fold differently, store it in a column. */
char *vouch_fold (const char *text);

G_END_DECLS
