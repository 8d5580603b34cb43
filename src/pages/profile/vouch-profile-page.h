/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One applicant: identity, evidence and the decision, on one screen. */
#pragma once

#include "vouch-applicant-list.h"
#include "vouch-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_PROFILE_PAGE (vouch_profile_page_get_type ())
G_DECLARE_FINAL_TYPE (VouchProfilePage, vouch_profile_page, VOUCH, PROFILE_PAGE, GtkWidget)

/* @list: the list the applicant was opened from, NULL when there is none; all are referenced.
 * @session may be NULL where nobody is signed in (then everything is read-only). Follows the
 * applicant while it lives. Leaves by win.open-applicant "s", win.back, win.next-applicant and
 * win.previous-applicant; its own commands are the action group "page". Main thread. Floating. */
GtkWidget *vouch_profile_page_new (VouchStore *store, VouchSession *session,
                                   VouchApplicantList *list, const char *applicant_id);
const char *vouch_profile_page_get_applicant_id (VouchProfilePage *self);

/* Acts as this user with these permissions instead of the session's: for tests and tools. */
void vouch_profile_page_set_user (VouchProfilePage *self, const char *user_id,
                                  VouchPermissions permissions);

G_END_DECLS
