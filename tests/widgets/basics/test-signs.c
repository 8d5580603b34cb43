/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small signs say in words what they show: mark, avatar, connection, empty and error state. */
#include "vouch-avatar.h"
#include "vouch-check-state.h"
#include "vouch-connection-state.h"
#include "vouch-empty-state.h"
#include "vouch-error-state.h"
#include "vouch-mark-icon.h"
#include "vouch-test.h"
#include "vouch-theme.h"

static void
assert_icon (const char *name)
{
  if (!gtk_icon_theme_has_icon (gtk_icon_theme_get_for_display (gdk_display_get_default ()), name))
    g_error ("no icon named %s", name);
}

static void
test_icons (void)
{
  static const char *const names[] = {
    VOUCH_APP_ID,
    VOUCH_APP_ID "-symbolic",
    "vouch-close-symbolic",
    "vouch-connection-offline-symbolic",
    "vouch-connection-online-symbolic",
    "vouch-connection-syncing-symbolic",
    "vouch-copy-symbolic",
    "vouch-empty-symbolic",
    "vouch-level-error-symbolic",
    "vouch-level-info-symbolic",
    "vouch-level-warning-symbolic",
    "vouch-mark-mismatch-symbolic",
    "vouch-mark-not-checked-symbolic",
    "vouch-mark-verified-symbolic",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    assert_icon (names[i]);
  for (guint i = 0; i < vouch_step_enum.n_values; i++)
    assert_icon (vouch_step_icon_name (i));
  for (guint i = VOUCH_CHECK_NOT_STARTED; i <= VOUCH_CHECK_EXPIRED; i++)
    assert_icon (vouch_check_state_icon_name (i));
}

static void
test_mark (void)
{
  GtkWidget *mark = g_object_ref_sink (vouch_mark_icon_new (VOUCH_MARK_VERIFIED));
  const char *differs = vouch_enum_label (&vouch_mark_enum, VOUCH_MARK_MISMATCH);
  g_autofree char *full = g_strdup_printf ("Number: %s", differs);

  gtk_test_accessible_assert_role (mark, GTK_ACCESSIBLE_ROLE_IMG);
  vouch_mark_icon_set_mark (VOUCH_MARK_ICON (mark), VOUCH_MARK_MISMATCH);
  gtk_test_accessible_assert_property (mark, GTK_ACCESSIBLE_PROPERTY_LABEL, differs);
  g_assert_true (gtk_widget_has_css_class (mark, "mismatch"));
  g_assert_false (gtk_widget_has_css_class (mark, "verified"));
  vouch_mark_icon_set_subject (VOUCH_MARK_ICON (mark), "Number");
  gtk_test_accessible_assert_property (mark, GTK_ACCESSIBLE_PROPERTY_LABEL, full);
  g_assert_finalize_object (mark);
}

static void
test_avatar (void)
{
  GtkWidget *avatar = g_object_ref_sink (vouch_avatar_new (48));
  static const guint8 pixel[4] = { 200, 100, 50, 255 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (pixel, sizeof pixel);
  GdkTexture *texture = gdk_memory_texture_new (1, 1, GDK_MEMORY_R8G8B8A8, bytes, 4);

  gtk_test_accessible_assert_role (avatar, GTK_ACCESSIBLE_ROLE_IMG);
  vouch_avatar_set_name (VOUCH_AVATAR (avatar), "Ann Bell");
  gtk_test_accessible_assert_property (avatar, GTK_ACCESSIBLE_PROPERTY_LABEL, "Ann Bell");
  vouch_avatar_set_texture (VOUCH_AVATAR (avatar), texture);
  vouch_avatar_set_texture (VOUCH_AVATAR (avatar), NULL);
  g_assert_finalize_object (texture);
  g_assert_finalize_object (avatar);
}

static void
test_connection (void)
{
  GtkWidget *sign = g_object_ref_sink (vouch_connection_state_new ());
  VouchConnectionState *state = VOUCH_CONNECTION_STATE (sign);

  gtk_test_accessible_assert_role (sign, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_test_accessible_assert_property (sign, GTK_ACCESSIBLE_PROPERTY_LABEL, "Offline");
  vouch_connection_state_set (state, VOUCH_CONNECTION_OFFLINE, 3);
  gtk_test_accessible_assert_property (sign, GTK_ACCESSIBLE_PROPERTY_LABEL, "Offline · 3 waiting");
  vouch_connection_state_set (state, VOUCH_CONNECTION_ONLINE, 0);
  gtk_test_accessible_assert_property (sign, GTK_ACCESSIBLE_PROPERTY_LABEL, "Online");
  g_assert_true (gtk_widget_has_css_class (sign, "online"));
  g_assert_finalize_object (sign);
}

static void
count_cb (GSimpleAction *action, GVariant *target, gpointer data)
{
  (*(int *) data)++;
}

static void
test_states (void)
{
  static const GActionEntry entries[] = { { "go", count_cb } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkWidget *empty = g_object_ref_sink (vouch_empty_state_new (NULL, "No applicants", "Why"));
  GtkWidget *error = g_object_ref_sink (vouch_error_state_new ("Not loaded", "Try later"));
  GtkWidget *retry = vouch_test_find (error, GTK_TYPE_BUTTON, NULL);
  GtkWidget *window = gtk_window_new ();
  int count = 0;

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, 1, &count);
  gtk_window_set_child (GTK_WINDOW (window), error);
  gtk_widget_insert_action_group (window, "page", G_ACTION_GROUP (actions));
  gtk_test_accessible_assert_role (empty, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (empty, GTK_ACCESSIBLE_PROPERTY_LABEL, "No applicants");
  gtk_test_accessible_assert_role (error, GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_test_accessible_assert_property (error, GTK_ACCESSIBLE_PROPERTY_LABEL, "Not loaded");
  g_assert_false (gtk_widget_get_visible (retry));
  vouch_error_state_set_retry (VOUCH_ERROR_STATE (error), NULL, "page.go", NULL);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (retry)), ==, "Try again");
  g_signal_emit_by_name (retry, "clicked");
  g_assert_cmpint (count, ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (empty);
  g_assert_finalize_object (error);
}

int
main (int argc, char **argv)
{
  vouch_test_init (&argc, &argv);
  vouch_theme_ensure (gdk_display_get_default ());
  g_test_add_func ("/widgets/icons/are-there", test_icons);
  g_test_add_func ("/widgets/mark-icon/says-mark", test_mark);
  g_test_add_func ("/widgets/avatar/says-name", test_avatar);
  g_test_add_func ("/widgets/connection-state/says-state", test_connection);
  g_test_add_func ("/widgets/states/say-text-and-activate", test_states);
  return g_test_run ();
}
