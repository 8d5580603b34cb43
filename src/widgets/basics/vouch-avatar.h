/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person as portrait, or as initials until there is one. */
#pragma once

#include <gtk/gtk.h>

#define VOUCH_TYPE_AVATAR (vouch_avatar_get_type ())
G_DECLARE_FINAL_TYPE (VouchAvatar, vouch_avatar, VOUCH, AVATAR, GtkWidget)

/* @size pixels square, reserved from the start. Role IMG, label = the name. */
GtkWidget *vouch_avatar_new (int size);
/* Initials and colour follow from the name; NULL shows a silhouette. */
void vouch_avatar_set_name (VouchAvatar *self, const char *name);
/* Referenced. NULL goes back to the initials. */
void vouch_avatar_set_texture (VouchAvatar *self, GdkTexture *texture);
