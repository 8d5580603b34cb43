/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loads the style sheets where no AdwApplication does it (tests, tools). */
#pragma once

#include <gtk/gtk.h>

/* Adds style.css and, while AdwStyleManager is dark, style-dark.css and the icon path to @display.
 * Once a display; later calls do nothing. Main thread; after adw_init(). Programs with an
 * AdwApplication of base path /org/vouch/Workplace must not call it: the application does the same.
 */
void vouch_theme_ensure (GdkDisplay *display);
