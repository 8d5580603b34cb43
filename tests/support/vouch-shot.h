/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of windows, taken inside the process. */
#pragma once

#include <gtk/gtk.h>

/* Presents @window, turns the main loop until it is laid out and writes what it shows to the PNG
 * file @path. Popovers are surfaces of their own and not in the picture. */
gboolean vouch_shot_window (GtkWindow *window, const char *path, GError **error);
