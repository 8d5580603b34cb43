/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the window share: vouch-window.c (start, states), vouch-window-frame.c
 * (header, sidebar, menus) and vouch-window-actions.c (navigation and commands). */
#pragma once

#include "vouch-applicants-page.h"
#include "vouch-connection-state.h"
#include "vouch-signin-page.h"
#include "vouch-window.h"

struct _VouchWindow
{
  AdwApplicationWindow parent_instance;
  /* Children, borrowed */
  AdwToastOverlay *toasts;
  GtkStack *states; /* "preparing", "failed", "signin", "workplace" */
  GtkWidget *preparing_text;
  GtkWidget *failure;
  VouchSigninPage *signin;
  GtkWidget *company;
  GtkWidget *search;
  GtkWidget *test_word;
  GtkWidget *test_stripe;
  GtkWidget *mode_switch;
  VouchConnectionState *connection;
  GtkWidget *account_avatar;
  GtkWidget *account_button;
  GtkListBox *sidebar;
  GtkWidget *sidebar_line;
  GtkWidget *applicants_badge;
  GtkWidget *attention_row;
  GtkWidget *attention_badge;
  GtkStack *sections; /* "applicants", "attention", "profile" */
  VouchApplicantsPage *applicants;
  GtkWidget *profile; /* NULL while none is open */
  /* Owned */
  GSettings *settings;
  VouchSession *session;
  VouchDemoServer *demo;
  GCancellable *cancellable;
  char *applicant_id; /* the open profile */
  char *origin;       /* section the profile was opened from */
  guint badge_source;
  gboolean workplace_built;
};

/* The content of the state "workplace"; built once somebody is signed in. */
GtkWidget *vouch_window_frame_new (VouchWindow *self);
void vouch_window_frame_update_badge (VouchWindow *self);
void vouch_window_install_actions (VouchWindow *self);
/* A closed program's window: plain header over @content. */
GtkWidget *vouch_window_plain_new (GtkWidget *content);
void vouch_window_show_signin (VouchWindow *self, const char *message);
void vouch_window_show_workplace (VouchWindow *self);
/* Takes the profile away and shows the section it was opened from. */
void vouch_window_go_back (VouchWindow *self);
void vouch_window_show_section (VouchWindow *self, const char *name);
void vouch_window_toast (VouchWindow *self, const char *text);
