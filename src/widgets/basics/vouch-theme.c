/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loads the style sheets where no AdwApplication does it (tests, tools). */
#include "vouch-theme.h"

#include <adwaita.h>

static void
add_sheet (GdkDisplay *display, GtkCssProvider *provider)
{
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
dark_cb (AdwStyleManager *manager, GParamSpec *pspec, GtkCssProvider *dark)
{
  GdkDisplay *display = adw_style_manager_get_display (manager);

  if (adw_style_manager_get_dark (manager))
    add_sheet (display, dark);
  else
    gtk_style_context_remove_provider_for_display (display, GTK_STYLE_PROVIDER (dark));
}

void
vouch_theme_ensure (GdkDisplay *display)
{
  g_autoptr (GtkCssProvider) base = NULL;
  GtkCssProvider *dark;
  AdwStyleManager *manager;

  g_return_if_fail (GDK_IS_DISPLAY (display));

  if (g_object_get_data (G_OBJECT (display), "vouch-theme"))
    return;

  base = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (base, "/org/vouch/Workplace/style.css");
  add_sheet (display, base);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display),
                                    "/org/vouch/Workplace/icons");

  dark = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (dark, "/org/vouch/Workplace/style-dark.css");
  /* The display owns the dark sheet; style managers live as long as their display. */
  g_object_set_data_full (G_OBJECT (display), "vouch-theme", dark, g_object_unref);
  manager = adw_style_manager_get_for_display (display);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (dark_cb), dark, 0);
  dark_cb (manager, NULL, dark);
}
