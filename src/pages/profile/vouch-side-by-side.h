/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two children beside each other where there is room, one under the other where not. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_SIDE_BY_SIDE (vouch_side_by_side_get_type ())
G_DECLARE_FINAL_TYPE (VouchSideBySide, vouch_side_by_side, VOUCH, SIDE_BY_SIDE, GtkWidget)

/* From @threshold pixels on @first stands left of @second, @share percent wide. Both taken. */
GtkWidget *vouch_side_by_side_new (GtkWidget *first, GtkWidget *second, int threshold, int share);

G_END_DECLS
