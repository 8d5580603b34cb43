/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Navigation and commands of the window. */
#define G_LOG_DOMAIN "vouch-app"
#include "vouch-window-private.h"

#include "vouch-confirm.h"
#ifdef VOUCH_HAVE_PROFILE
#include "vouch-profile-page.h"
#endif

#include <glib/gi18n.h>

static void
set_enabled (VouchWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
update_navigation (VouchWindow *self)
{
  gboolean open = self->applicant_id != NULL;

  set_enabled (self, "back", open);
  set_enabled (self, "next-applicant", open);
  set_enabled (self, "previous-applicant", open);
  /* Evidence gets the whole width; the way back stands in the profile's own header. */
  if (self->workplace_built)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->sidebar), !open);
      gtk_widget_set_visible (self->sidebar_line, !open);
    }
}

void
vouch_window_show_section (VouchWindow *self, const char *name)
{
  if (!self->workplace_built)
    return;
  if (self->applicant_id)
    vouch_window_go_back (self);
  gtk_stack_set_visible_child_name (self->sections, name);
  for (int i = 0;; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->sidebar, i);

      if (row == NULL)
        break;
      if (g_strcmp0 (gtk_widget_get_name (GTK_WIDGET (row)), name) == 0)
        gtk_list_box_select_row (self->sidebar, row);
    }
  if (g_str_equal (name, "applicants"))
    vouch_applicants_page_focus_table (self->applicants);
}

void
vouch_window_go_back (VouchWindow *self)
{
  g_autofree char *left = g_steal_pointer (&self->applicant_id);

  update_navigation (self);
  if (left == NULL)
    return;
  gtk_stack_set_visible_child_name (self->sections, self->origin);
  if (self->profile)
    gtk_stack_remove (self->sections, self->profile);
  self->profile = NULL;
  if (g_str_equal (self->origin, "applicants"))
    vouch_applicants_page_reveal (self->applicants, left);
}

static void
open_profile (VouchWindow *self, const char *id)
{
#ifdef VOUCH_HAVE_PROFILE
  GtkWidget *old = self->profile;

  if (self->applicant_id == NULL)
    {
      g_free (self->origin);
      self->origin = g_strdup (gtk_stack_get_visible_child_name (self->sections));
    }
  g_free (self->applicant_id);
  self->applicant_id = g_strdup (id);
  self->profile =
      GTK_WIDGET (vouch_profile_page_new (vouch_session_get_store (self->session), self->session,
                                          vouch_applicants_page_get_list (self->applicants), id));
  gtk_stack_add_child (self->sections, self->profile);
  gtk_stack_set_visible_child (self->sections, self->profile);
  if (old)
    gtk_stack_remove (self->sections, old);
  gtk_widget_child_focus (self->profile, GTK_DIR_TAB_FORWARD);
  update_navigation (self);
#endif
}

static void
open_applicant_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchWindow *self = data;
  g_autofree char *id = g_variant_dup_string (parameter, NULL);

  if (self->workplace_built)
    open_profile (self, id);
}

static void
back_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  vouch_window_go_back (data);
}

static void
neighbour_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (VouchWindow) self = data;
  g_auto (GStrv) ids =
      vouch_applicant_list_neighbours_finish (VOUCH_APPLICANT_LIST (source), result, NULL);

  if (ids == NULL || self->applicant_id == NULL)
    return;
  if (ids[0])
    open_profile (self, ids[0]);
  else
    vouch_window_toast (self, _ ("No more applicants in this list"));
}

static void
step_applicant (VouchWindow *self, int step)
{
  if (self->applicant_id)
    vouch_applicant_list_neighbours_async (vouch_applicants_page_get_list (self->applicants),
                                           self->applicant_id, step, 1, self->cancellable,
                                           neighbour_cb, g_object_ref (self));
}

static void
next_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  step_applicant (data, 1);
}

static void
previous_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  step_applicant (data, -1);
}

static void
show_section_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  vouch_window_show_section (data, g_variant_get_string (parameter, NULL));
}

static void
find_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchWindow *self = data;

  if (self->workplace_built)
    gtk_widget_grab_focus (self->search);
}

static void
mode_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  VouchWindow *self = data;
  int mode = vouch_enum_from_nick (&vouch_mode_enum, g_variant_get_string (value, NULL));

  if (mode < 0 ||
      (mode == VOUCH_MODE_LIVE && !vouch_session_can (self->session, VOUCH_PERMISSION_LIVE_ACCESS)))
    return;
  g_simple_action_set_state (action, value);
  if (vouch_session_get_mode (self->session) == (VouchMode) mode)
    return;
  vouch_window_go_back (self);
  vouch_session_set_mode (self->session, (VouchMode) mode);
}

static void
signed_out_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (VouchWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (vouch_session_sign_out_finish (VOUCH_SESSION (source), result, &error))
    vouch_window_show_signin (self, NULL);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    vouch_window_show_signin (self, error->message);
}

static void
sign_out (VouchWindow *self)
{
  vouch_session_sign_out_async (self->session, self->cancellable, signed_out_cb,
                                g_object_ref (self));
}

static void
sign_out_answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (VouchWindow) self = data;
  g_autofree char *answer = vouch_confirm_finish (result, NULL);

  if (g_strcmp0 (answer, "sign-out") == 0)
    sign_out (self);
}

static void
sign_out_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchWindow *self = data;
  guint n = vouch_session_get_n_waiting (self->session);
  g_autofree char *body = NULL;

  if (n == 0)
    {
      sign_out (self);
      return;
    }
  body = g_strdup_printf (ngettext ("%u change has not reached the server yet and would be lost.",
                                    "%u changes have not reached the server yet and would be lost.",
                                    n),
                          n);
  vouch_confirm_async (GTK_WIDGET (self), _ ("Sign out and lose changes?"), body, "sign-out",
                       _ ("_Sign out"), ADW_RESPONSE_DESTRUCTIVE, self->cancellable,
                       sign_out_answered_cb, g_object_ref (self));
}

static void
refresh_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  vouch_session_sync_now (VOUCH_WINDOW (data)->session);
}

static const GActionEntry entries[] = {
  { .name = "open-applicant", .activate = open_applicant_cb, .parameter_type = "s" },
  { .name = "back", .activate = back_cb },
  { .name = "next-applicant", .activate = next_cb },
  { .name = "previous-applicant", .activate = previous_cb },
  { .name = "show-section", .activate = show_section_cb, .parameter_type = "s" },
  { .name = "find", .activate = find_cb },
  { .name = "refresh", .activate = refresh_cb },
  { .name = "sign-out", .activate = sign_out_cb },
  { .name = "mode", .parameter_type = "s", .state = "'test'", .change_state = mode_cb },
};

void
vouch_window_install_actions (VouchWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  update_navigation (self);
}
