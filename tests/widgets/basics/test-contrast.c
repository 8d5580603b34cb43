/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every text colour of the theme reaches WCAG AA on every surface, in both schemes. */
#include "vouch-test.h"
#include "vouch-theme.h"

#include <adwaita.h>
#include <math.h>

#define WCAG_AA 4.5
#define BANNER_TINT 0.08 /* as in style.css */

static const char *const text_names[] = {
  "vouch_muted", "vouch_blue", "vouch_orange",     "vouch_violet",
  "vouch_green", "vouch_red",  "vouch_amber_text",
};
static const char *const tint_names[] = { "vouch_blue", "vouch_green", "vouch_orange",
                                          "vouch_red" };
static const char *const surface_names[] = {
  "window_bg_color", "view_bg_color",    "headerbar_bg_color",
  "card_bg_color",   "popover_bg_color", "vouch_surface",
};

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (const GdkRGBA *color)
{
  return 0.2126 * linear (color->red) + 0.7152 * linear (color->green) +
         0.0722 * linear (color->blue);
}

static double
contrast (const GdkRGBA *one, const GdkRGBA *other)
{
  double a = luminance (one), b = luminance (other);

  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

static GdkRGBA
over (const GdkRGBA *top, double alpha, const GdkRGBA *below)
{
  GdkRGBA mixed = { .alpha = 1 };

  mixed.red = top->red * alpha + below->red * (1 - alpha);
  mixed.green = top->green * alpha + below->green * (1 - alpha);
  mixed.blue = top->blue * alpha + below->blue * (1 - alpha);
  return mixed;
}

static GdkRGBA
look_up (GtkWidget *widget, const char *name)
{
  GdkRGBA color;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &color))
    g_error ("no colour named %s", name);
  return color;
}

static void
assert_readable (const char *text, const char *surface, const GdkRGBA *fg, const GdkRGBA *bg)
{
  double ratio = contrast (fg, bg);

  if (ratio < WCAG_AA)
    {
      g_test_message ("%s on %s: %.2f", text, surface, ratio);
      g_test_fail ();
    }
}

static void
check_scheme (AdwColorScheme scheme)
{
  GtkWidget *window = gtk_window_new ();
  GdkRGBA base, fg, bg;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
  base = look_up (window, "window_bg_color");
  for (guint s = 0; s < G_N_ELEMENTS (surface_names); s++)
    {
      GdkRGBA surface = look_up (window, surface_names[s]);

      bg = over (&surface, surface.alpha, &base);
      for (guint t = 0; t < G_N_ELEMENTS (text_names); t++)
        {
          fg = look_up (window, text_names[t]);
          assert_readable (text_names[t], surface_names[s], &fg, &bg);
        }
      for (guint t = 0; t < G_N_ELEMENTS (tint_names); t++)
        {
          GdkRGBA tinted;

          fg = look_up (window, tint_names[t]);
          tinted = over (&fg, BANNER_TINT, &bg);
          assert_readable (tint_names[t], "its banner", &fg, &tinted);
        }
    }
  fg = look_up (window, "vouch_review_fg");
  bg = look_up (window, "vouch_review_bg");
  assert_readable ("vouch_review_fg", "vouch_review_bg", &fg, &bg);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_light (void)
{
  check_scheme (ADW_COLOR_SCHEME_FORCE_LIGHT);
}

static void
test_dark (void)
{
  check_scheme (ADW_COLOR_SCHEME_FORCE_DARK);
}

static char *
load_sheet (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* The names defined in @css, and no colour written outside of a definition. */
static GPtrArray *
list_names (const char *css)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) lines = g_strsplit (css, "\n", -1);

  for (guint i = 0; lines[i]; i++)
    if (g_str_has_prefix (lines[i], "@define-color "))
      {
        g_auto (GStrv) words = g_strsplit (lines[i], " ", 3);

        g_ptr_array_add (names, g_strdup (words[1]));
      }
    else if (g_regex_match_simple ("#[0-9a-fA-F]{3}|rgba?\\(", lines[i], 0, 0))
      g_error ("a colour without a name: %s", lines[i]);
  return names;
}

static void
test_same_names (void)
{
  g_autofree char *light_css = load_sheet ("/org/vouch/Workplace/style.css");
  g_autofree char *dark_css = load_sheet ("/org/vouch/Workplace/style-dark.css");
  g_autoptr (GPtrArray) light = list_names (light_css);
  g_autoptr (GPtrArray) dark = list_names (dark_css);

  g_assert_cmpuint (light->len, ==, dark->len);
  for (guint i = 0; i < light->len; i++)
    if (!g_ptr_array_find_with_equal_func (dark, light->pdata[i], g_str_equal, NULL))
      g_error ("%s has no dark colour", (char *) light->pdata[i]);
}

int
main (int argc, char **argv)
{
  vouch_test_init (&argc, &argv);
  vouch_theme_ensure (gdk_display_get_default ());
  g_test_add_func ("/widgets/theme/light-is-readable", test_light);
  g_test_add_func ("/widgets/theme/dark-is-readable", test_dark);
  g_test_add_func ("/widgets/theme/both-define-the-same-names", test_same_names);
  return g_test_run ();
}
