/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands the server refused: what was wanted, why not, and what to do now. */
#pragma once

#include "vouch-session.h"

#include <gtk/gtk.h>

#define VOUCH_TYPE_ATTENTION_PAGE (vouch_attention_page_get_type ())
G_DECLARE_FINAL_TYPE (VouchAttentionPage, vouch_attention_page, VOUCH, ATTENTION_PAGE, GtkWidget)

/* Opens applicants by win.open-applicant "s". */
GtkWidget *vouch_attention_page_new (VouchSession *session);
