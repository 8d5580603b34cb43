/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fact shows its value in full to screen readers, copies ids and marks what is empty. */
#include "vouch-key-value.h"
#include "vouch-test.h"

static VouchKeyValue *
make (VouchKeyValueKind kind, GtkSizeGroup *labels)
{
  return VOUCH_KEY_VALUE (g_object_ref_sink (vouch_key_value_new (kind, "Label", labels)));
}

static void
test_says_value (void)
{
  VouchKeyValue *fact = make (VOUCH_KEY_VALUE_TEXT, NULL);

  gtk_test_accessible_assert_role (fact, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (fact, GTK_ACCESSIBLE_PROPERTY_LABEL, "Label");
  gtk_test_accessible_assert_property (fact, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Empty");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (fact), "empty"));
  vouch_key_value_set_text (fact, "Kyiv");
  gtk_test_accessible_assert_property (fact, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Kyiv");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (fact), "empty"));
  vouch_key_value_set_text (fact, "");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (fact), "empty"));
  g_assert_finalize_object (fact);
}

static void
text_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);
  g_assert_no_error (error);
}

static gboolean
is_set (gpointer data)
{
  return *(char **) data != NULL;
}

static void
test_copies_id (void)
{
  VouchKeyValue *fact = make (VOUCH_KEY_VALUE_ID, NULL);
  GtkWidget *button = vouch_test_find (GTK_WIDGET (fact), GTK_TYPE_BUTTON, NULL);
  GdkClipboard *clipboard = gdk_display_get_clipboard (gdk_display_get_default ());
  g_autofree char *copied = NULL;

  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Copy Label");
  vouch_key_value_set_text (fact, "0192f3a1-7c44");
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  gdk_clipboard_read_text_async (clipboard, NULL, text_cb, &copied);
  vouch_test_wait (is_set, &copied);
  g_assert_cmpstr (copied, ==, "0192f3a1-7c44");
  g_assert_finalize_object (fact);
}

static void
test_time_is_relative (void)
{
  VouchKeyValue *fact = make (VOUCH_KEY_VALUE_TIME, NULL);
  GtkWidget *value = vouch_test_find (GTK_WIDGET (fact), GTK_TYPE_LABEL, "tnum");

  vouch_key_value_set_time (fact, g_get_real_time () - 125 * G_USEC_PER_SEC);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (value)), ==, "2 min ago");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (value), ==, vouch_key_value_get_text (fact));
  vouch_key_value_set_time (fact, 0);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (value)), ==, "—");
  g_assert_finalize_object (fact);
}

static void
test_labels_line_up (void)
{
  GtkSizeGroup *labels = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  VouchKeyValue *fact = make (VOUCH_KEY_VALUE_COUNTRY, labels);

  g_assert_cmpuint (g_slist_length (gtk_size_group_get_widgets (labels)), ==, 1);
  g_assert_finalize_object (fact);
  g_assert_null (gtk_size_group_get_widgets (labels));
  g_assert_finalize_object (labels);
}

int
main (int argc, char **argv)
{
  vouch_test_init (&argc, &argv);
  g_test_add_func ("/widgets/key-value/says-value", test_says_value);
  g_test_add_func ("/widgets/key-value/copies-id", test_copies_id);
  g_test_add_func ("/widgets/key-value/time-is-relative", test_time_is_relative);
  g_test_add_func ("/widgets/key-value/labels-line-up", test_labels_line_up);
  return g_test_run ();
}
