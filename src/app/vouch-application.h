/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: puts store, session, demo server and window together. */
#pragma once

#include <adwaita.h>

#define VOUCH_TYPE_APPLICATION (vouch_application_get_type ())
/* Options: --demo, --server URL. Actions, group "app": try-demo, leave-demo, color-scheme,
 * compact, about, quit. */
G_DECLARE_FINAL_TYPE (VouchApplication, vouch_application, VOUCH, APPLICATION, AdwApplication)

VouchApplication *vouch_application_new (void);
