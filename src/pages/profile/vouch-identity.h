/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The left column of the profile: portrait, facts and comments. */
#pragma once

#include "vouch-comments.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_IDENTITY (vouch_identity_get_type ())
G_DECLARE_FINAL_TYPE (VouchIdentity, vouch_identity, VOUCH, IDENTITY, GtkWidget)

/* Floating. */
GtkWidget *vouch_identity_new (VouchProfileContext *context);
void vouch_identity_update (VouchIdentity *self);
/* Opens the comments and puts the cursor into the entry. */
void vouch_identity_write_comment (VouchIdentity *self);
VouchComments *vouch_identity_get_comments (VouchIdentity *self);

G_END_DECLS
