/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tracker names its steps, keeps its buttons while states change and asks for a section. */
#include "vouch-test.h"
#include "vouch-tracker.h"

static void
jump_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  *(char **) data = g_variant_dup_string (target, NULL);
}

static void
test_names_and_keeps_buttons (void)
{
  VouchTrackerStep steps[] = {
    { VOUCH_STEP_DOCUMENT, VOUCH_CHECK_PASSED },
    { VOUCH_STEP_AML, VOUCH_CHECK_PENDING },
  };
  GtkWidget *tracker = g_object_ref_sink (vouch_tracker_new ());
  g_autofree char *passed =
      g_strdup_printf ("1, %s: Passed", vouch_enum_label (&vouch_step_enum, steps[0].step));
  g_autofree char *failed =
      g_strdup_printf ("1, %s: Failed", vouch_enum_label (&vouch_step_enum, steps[0].step));
  GtkWidget *button;

  gtk_test_accessible_assert_role (tracker, GTK_ACCESSIBLE_ROLE_GROUP);
  vouch_tracker_set_steps (VOUCH_TRACKER (tracker), steps, 2);
  button = vouch_test_find (tracker, GTK_TYPE_BUTTON, NULL);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, passed);
  steps[0].state = VOUCH_CHECK_FAILED;
  vouch_tracker_set_steps (VOUCH_TRACKER (tracker), steps, 2);
  g_assert_true (vouch_test_find (tracker, GTK_TYPE_BUTTON, NULL) == button);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, failed);
  vouch_tracker_set_steps (VOUCH_TRACKER (tracker), NULL, 0);
  g_assert_null (vouch_test_find (tracker, GTK_TYPE_BUTTON, NULL));
  g_assert_finalize_object (tracker);
}

static void
test_asks_for_section (void)
{
  static const GActionEntry entries[] = { { "jump-to-section", jump_cb, "s" } };
  static const VouchTrackerStep steps[] = { { VOUCH_STEP_FACE_MATCH, VOUCH_CHECK_ATTENTION } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkWidget *tracker = g_object_ref_sink (vouch_tracker_new ());
  GtkWidget *window = gtk_window_new ();
  g_autofree char *asked = NULL;

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, 1, &asked);
  gtk_window_set_child (GTK_WINDOW (window), tracker);
  gtk_widget_insert_action_group (window, "page", G_ACTION_GROUP (actions));
  vouch_tracker_set_steps (VOUCH_TRACKER (tracker), steps, 1);
  g_signal_emit_by_name (vouch_test_find (tracker, GTK_TYPE_BUTTON, NULL), "clicked");
  g_assert_cmpstr (asked, ==, vouch_enum_nick (&vouch_step_enum, VOUCH_STEP_FACE_MATCH));
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (tracker);
}

static void
test_maps_stored_status (void)
{
  g_assert_cmpint (vouch_check_state_from_step_status (VOUCH_STEP_STATUS_ACCEPTED), ==,
                   VOUCH_CHECK_PASSED);
  g_assert_cmpint (vouch_check_state_from_step_status (VOUCH_STEP_STATUS_REJECTED), ==,
                   VOUCH_CHECK_FAILED);
  g_assert_cmpint (vouch_check_state_from_step_status (VOUCH_STEP_STATUS_EXPIRED), ==,
                   VOUCH_CHECK_EXPIRED);
  g_assert_cmpint (vouch_check_state_from_step_status (999), ==, VOUCH_CHECK_NOT_STARTED);
}

int
main (int argc, char **argv)
{
  vouch_test_init (&argc, &argv);
  g_test_add_func ("/widgets/tracker/names-and-keeps-buttons", test_names_and_keeps_buttons);
  g_test_add_func ("/widgets/tracker/asks-for-section", test_asks_for_section);
  g_test_add_func ("/widgets/tracker/maps-stored-status", test_maps_stored_status);
  return g_test_run ();
}
