/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in: server, e-mail, password; or the demo on this computer. */
#pragma once

#include "vouch-session.h"

#include <gtk/gtk.h>

#define VOUCH_TYPE_SIGNIN_PAGE (vouch_signin_page_get_type ())
/* Signal "signed-in" (): the session is signed in; server and e-mail are worth keeping.
 * "Try it on this computer" activates app.try-demo. Main thread. */
G_DECLARE_FINAL_TYPE (VouchSigninPage, vouch_signin_page, VOUCH, SIGNIN_PAGE, GtkWidget)

GtkWidget *vouch_signin_page_new (VouchSession *session);
/* Servers to choose from, newest first; the first is proposed. */
void vouch_signin_page_set_servers (VouchSigninPage *self, const char *const *servers);
void vouch_signin_page_set_email (VouchSigninPage *self, const char *email);
/* The demo's accounts take the place of the form; @server is the demo's own. */
void vouch_signin_page_set_demo (VouchSigninPage *self, const char *server);
/* A sentence over the form, as why the session ended; NULL takes it away. */
void vouch_signin_page_set_message (VouchSigninPage *self, const char *message);
/* As typed. Borrowed. */
const char *vouch_signin_page_get_server (VouchSigninPage *self);
const char *vouch_signin_page_get_email (VouchSigninPage *self);
/* The keyboard goes to the first field that is empty. */
void vouch_signin_page_focus (VouchSigninPage *self);
