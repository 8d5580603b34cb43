/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cross-check mark: green check, red triangle or orange ring, with its word. */
#pragma once

#include "vouch-status.h"

#include <gtk/gtk.h>

#define VOUCH_TYPE_MARK_ICON (vouch_mark_icon_get_type ())
G_DECLARE_FINAL_TYPE (VouchMarkIcon, vouch_mark_icon, VOUCH, MARK_ICON, GtkWidget)

/* Role IMG, accessible label and tooltip = the word of the mark. */
GtkWidget *vouch_mark_icon_new (VouchMark mark);
void vouch_mark_icon_set_mark (VouchMarkIcon *self, VouchMark mark);
VouchMark vouch_mark_icon_get_mark (VouchMarkIcon *self);
/* What was compared, put before the word: "Number, page against chip: Differs". NULL: word only. */
void vouch_mark_icon_set_subject (VouchMarkIcon *self, const char *subject);
