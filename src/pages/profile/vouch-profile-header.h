/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of the profile: who this is, where in the list, and what can be done with all of it. */
#pragma once

#include "vouch-profile-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_PROFILE_HEADER (vouch_profile_header_get_type ())
G_DECLARE_FINAL_TYPE (VouchProfileHeader, vouch_profile_header, VOUCH, PROFILE_HEADER, GtkWidget)

/* Floating. */
GtkWidget *vouch_profile_header_new (VouchProfileContext *context);
void vouch_profile_header_update (VouchProfileHeader *self);
/* @position from 0, negative: not in the list. @n 0: there is no list. */
void vouch_profile_header_set_position (VouchProfileHeader *self, gint64 position, guint n);

G_END_DECLS
