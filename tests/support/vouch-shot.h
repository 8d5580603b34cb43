/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of windows, taken inside the process. */
#pragma once

#include <gtk/gtk.h>

/* Presents @window, turns the main loop until it is laid out and writes what it shows to the PNG
 * file @path, open popovers included. Dialogs are windows of their own. */
gboolean vouch_shot_window (GtkWindow *window, const char *path, GError **error);
