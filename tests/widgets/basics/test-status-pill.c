/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The status pill shows and says its status, with an icon of our own. */
#include "vouch-status-pill.h"
#include "vouch-test.h"
#include "vouch-theme.h"

static void
test_says_status (void)
{
  VouchStatusPill *pill;

  vouch_theme_ensure (gdk_display_get_default ());
  pill = VOUCH_STATUS_PILL (g_object_ref_sink (vouch_status_pill_new (VOUCH_STATUS_INIT)));
  for (guint i = 0; i < vouch_status_enum.n_values; i++)
    {
      const char *icon = vouch_status_icon_name (i);

      vouch_status_pill_set_status (pill, i);
      g_assert_true (
          gtk_widget_has_css_class (GTK_WIDGET (pill), vouch_enum_nick (&vouch_status_enum, i)));
      gtk_test_accessible_assert_property (pill, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           vouch_enum_label (&vouch_status_enum, i));
      g_assert_true (
          gtk_icon_theme_has_icon (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                   icon));
    }
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (pill), "init"));
  g_assert_finalize_object (pill);
}

int
main (int argc, char **argv)
{
  vouch_test_init (&argc, &argv);
  g_test_add_func ("/widgets/status-pill/says-status", test_says_status);
  return g_test_run ();
}
