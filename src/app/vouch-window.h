/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one window: preparing, signing in, working. */
#pragma once

#include "vouch-demo-server.h"
#include "vouch-session.h"

#include <adwaita.h>

#define VOUCH_TYPE_WINDOW (vouch_window_get_type ())
/* Actions, group "win": open-applicant "s", back, next-applicant, previous-applicant,
 * show-section "s" (applicants, attention), mode "test"/"live", find, sign-out. */
G_DECLARE_FINAL_TYPE (VouchWindow, vouch_window, VOUCH, WINDOW, AdwApplicationWindow)

/* @demo NULL: a server of somebody's. */
VouchWindow *vouch_window_new (GtkApplication *application, GSettings *settings,
                               VouchSession *session, VouchDemoServer *demo);
/* @server proposed at sign-in, NULL: the last one. Goes on with the kept session, or asks. */
void vouch_window_start (VouchWindow *self, const char *server);
