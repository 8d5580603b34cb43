/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts failures by a name (e-mail, address) and says how long to wait. Any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _VouchAttempts VouchAttempts;

/* @limit failures within @window seconds lock the name until the window has passed. */
VouchAttempts *vouch_attempts_new (guint limit, guint window);
void vouch_attempts_free (VouchAttempts *self);
/* Seconds to wait; 0 = go ahead. */
guint vouch_attempts_wait (VouchAttempts *self, const char *name);
void vouch_attempts_fail (VouchAttempts *self, const char *name);
void vouch_attempts_forget (VouchAttempts *self, const char *name);

G_END_DECLS
