/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chip asks to be removed, by signal and by action, even when its owner drops it then. */
#include "vouch-chip.h"
#include "vouch-test.h"

static void
drop_cb (VouchChip *chip, GtkBox *box)
{
  gtk_box_remove (box, GTK_WIDGET (chip));
}

static void
filter_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  *(char **) data = g_variant_dup_string (target, NULL);
}

static void
test_asks_to_be_removed (void)
{
  static const GActionEntry entries[] = { { "drop-filter", filter_cb, "s" } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  GtkWidget *chip = vouch_chip_new ("On hold");
  GtkWidget *button = vouch_test_find (chip, GTK_TYPE_BUTTON, NULL);
  g_autofree char *dropped = NULL;

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, 1, &dropped);
  gtk_widget_insert_action_group (box, "page", G_ACTION_GROUP (actions));
  gtk_box_append (GTK_BOX (box), chip);
  gtk_test_accessible_assert_role (chip, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (chip, GTK_ACCESSIBLE_PROPERTY_LABEL, "On hold");
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Remove filter: On hold");
  vouch_chip_set_action (VOUCH_CHIP (chip), "page.drop-filter", g_variant_new_string ("status"));
  g_signal_connect (chip, "removed", G_CALLBACK (drop_cb), box);
  g_object_add_weak_pointer (G_OBJECT (chip), (gpointer *) &chip);
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (dropped, ==, "status");
  g_assert_null (chip);
  g_assert_finalize_object (box);
}

int
main (int argc, char **argv)
{
  vouch_test_init (&argc, &argv);
  g_test_add_func ("/widgets/chip/asks-to-be-removed", test_asks_to_be_removed);
  return g_test_run ();
}
