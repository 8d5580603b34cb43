/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What page and actions of the profile share. */
#pragma once

#include "vouch-decision-panel.h"
#include "vouch-evidence.h"
#include "vouch-identity.h"
#include "vouch-media-view.h"
#include "vouch-profile-header.h"
#include "vouch-profile-page.h"
#include "vouch-timeline.h"

#include <adwaita.h>

G_BEGIN_DECLS

struct _VouchProfilePage
{
  GtkWidget parent_instance;
  /* Children */
  AdwToastOverlay *toasts;
  GtkStack *stack;  /* "profile", "gone" */
  GtkStack *middle; /* "evidence", "timeline", "viewer" */
  VouchProfileHeader *header;
  VouchIdentity *identity;
  VouchEvidence *evidence;
  VouchTimeline *timeline;
  VouchMediaView *viewer;
  VouchDecisionPanel *panel;
  /* Owned */
  VouchProfileContext *context;
  VouchApplicantList *list;
  GSimpleActionGroup *actions;
  GCancellable *cancellable;
  char *seen; /* digest on the screen when deciding began */
};

/* The group "page" and the keys. */
void vouch_profile_page_add_actions (VouchProfilePage *self);
/* What may be done now. */
void vouch_profile_page_update_actions (VouchProfilePage *self);
void vouch_profile_page_say (VouchProfilePage *self, const char *text);

G_END_DECLS
