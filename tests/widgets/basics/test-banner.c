/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The banner says its text, changes its level and activates its action. */
#include "vouch-banner.h"
#include "vouch-test.h"

static void
resolve_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  g_assert_cmpstr (g_variant_get_string (target, NULL), ==, "w1");
  (*(int *) data)++;
}

static void
test_says_text (void)
{
  GtkWidget *banner = g_object_ref_sink (vouch_banner_new (VOUCH_BANNER_ERROR, "Expired", "Why"));

  gtk_test_accessible_assert_role (banner, GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_test_accessible_assert_property (banner, GTK_ACCESSIBLE_PROPERTY_LABEL, "Expired");
  gtk_test_accessible_assert_property (banner, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Why");
  g_assert_true (gtk_widget_has_css_class (banner, "level-error"));
  vouch_banner_set_level (VOUCH_BANNER (banner), VOUCH_BANNER_INFO);
  g_assert_false (gtk_widget_has_css_class (banner, "level-error"));
  g_assert_finalize_object (banner);
}

static void
test_activates_action (void)
{
  static const GActionEntry entries[] = { { "resolve", resolve_cb, "s" } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkWidget *banner =
      g_object_ref_sink (vouch_banner_new (VOUCH_BANNER_WARNING, "Duplicate", NULL));
  GtkWidget *button = vouch_test_find (banner, GTK_TYPE_BUTTON, NULL);
  int activated = 0;

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, 1, &activated);
  gtk_widget_insert_action_group (banner, "page", G_ACTION_GROUP (actions));
  g_assert_false (gtk_widget_get_visible (button));
  vouch_banner_set_action (VOUCH_BANNER (banner), "Resolve", "page.resolve",
                           g_variant_new_string ("w1"));
  g_assert_true (gtk_widget_get_visible (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpint (activated, ==, 1);
  vouch_banner_set_action (VOUCH_BANNER (banner), NULL, NULL, NULL);
  g_assert_false (gtk_widget_get_visible (button));
  g_assert_finalize_object (banner);
}

int
main (int argc, char **argv)
{
  vouch_test_init (&argc, &argv);
  g_test_add_func ("/widgets/banner/says-text", test_says_text);
  g_test_add_func ("/widgets/banner/activates-action", test_activates_action);
  return g_test_run ();
}
