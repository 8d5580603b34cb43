/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The applicants table: find, filter, choose, assign, delete, open. */
#pragma once

#include "vouch-applicant-list.h"
#include "vouch-permission.h"
#include "vouch-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_APPLICANTS_PAGE (vouch_applicants_page_get_type ())
/* Properties: "search" (string), "layout" (string: the columns, to be kept), "compact" (boolean),
 * "user-id" (string), "permissions" (uint): follow the session when there is one.
 * Opens an applicant by the action win.open-applicant "s". Toasts go to the AdwToastOverlay it is
 * in. Actions, group "page": assign, delete, restore, open, refresh, clear-filters,
 * toggle-filter (kind, value), clear-filter (kind). */
G_DECLARE_FINAL_TYPE (VouchApplicantsPage, vouch_applicants_page, VOUCH, APPLICANTS_PAGE, GtkWidget)

/* @session NULL: works on the cache alone. */
GtkWidget *vouch_applicants_page_new (VouchStore *store, VouchSession *session);
/* Borrowed: filtered and sorted as the table is. */
VouchApplicantList *vouch_applicants_page_get_list (VouchApplicantsPage *self);
/* Brings an applicant into view and the keyboard to it, when it is in the list. */
void vouch_applicants_page_reveal (VouchApplicantsPage *self, const char *applicant_id);
/* The keyboard goes to the rows. */
void vouch_applicants_page_focus_table (VouchApplicantsPage *self);

G_END_DECLS
