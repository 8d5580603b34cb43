/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The section says its result and holds what is put into its slots. */
#include "vouch-section.h"
#include "vouch-test.h"

static void
test_says_result (void)
{
  VouchSection *section = VOUCH_SECTION (g_object_ref_sink (vouch_section_new (4, "Face match")));

  gtk_test_accessible_assert_role (section, GTK_ACCESSIBLE_ROLE_REGION);
  gtk_test_accessible_assert_property (section, GTK_ACCESSIBLE_PROPERTY_LABEL, "Face match");
  vouch_section_set_result (section, VOUCH_CHECK_ATTENTION, "Below 85");
  gtk_test_accessible_assert_property (section, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Below 85");
  vouch_section_set_result (section, VOUCH_CHECK_PASSED, NULL);
  gtk_test_accessible_assert_property (section, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Passed");
  g_assert_finalize_object (section);
}

static void
test_holds_slots (void)
{
  VouchSection *section = VOUCH_SECTION (g_object_ref_sink (vouch_section_new (1, "Document")));
  GtkWidget *body = g_object_ref_sink (gtk_label_new ("first"));
  GtkWidget *header = g_object_ref_sink (gtk_button_new ());

  vouch_section_set_body (section, body);
  vouch_section_set_header (section, header);
  vouch_section_set_elapsed (section, G_USEC_PER_SEC);
  g_assert_true (gtk_widget_is_ancestor (header, GTK_WIDGET (section)));
  vouch_section_set_body (section, gtk_label_new ("second"));
  g_assert_null (gtk_widget_get_parent (body));
  vouch_section_set_header (section, NULL);
  g_assert_null (gtk_widget_get_parent (header));
  g_assert_finalize_object (section);
  g_assert_finalize_object (body);
  g_assert_finalize_object (header);
}

int
main (int argc, char **argv)
{
  vouch_test_init (&argc, &argv);
  g_test_add_func ("/widgets/section/says-result", test_says_result);
  g_test_add_func ("/widgets/section/holds-slots", test_holds_slots);
  return g_test_run ();
}
