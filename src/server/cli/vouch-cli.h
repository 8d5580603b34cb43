/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The subcommands of vouchd. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Exit status: 0 done, 1 failed (the reason is on standard error), 2 wrong usage. */
int vouch_cli_run (int argc, char **argv);

G_END_DECLS
