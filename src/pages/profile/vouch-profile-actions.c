/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done on the profile: the action group "page" and its keys. */
#include "vouch-profile-page-private.h"

#include "vouch-confirm.h"

#include <glib/gi18n-lib.h>

static VouchStore *
get_store (VouchProfilePage *self)
{
  return vouch_profile_context_get_store (self->context);
}

static const char *
get_id (VouchProfilePage *self)
{
  return vouch_profile_context_get_id (self->context);
}

/* The digest on the screen now; NULL while something may be missing. */
static const char *
get_digest (VouchProfilePage *self)
{
  return vouch_profile_get_digest (vouch_profile_context_get_profile (self->context));
}

static void
begin_deciding (VouchProfilePage *self)
{
  g_free (self->seen);
  self->seen = g_strdup (get_digest (self));
}

/* A decision rests on what was seen when deciding began; when that moved, it is asked again. */
static gboolean
still_as_seen (VouchProfilePage *self)
{
  if (self->seen && g_strcmp0 (self->seen, get_digest (self)) == 0)
    return TRUE;
  vouch_decision_panel_set_moved (self->panel, TRUE);
  vouch_profile_page_update_actions (self);
  return FALSE;
}

static gboolean
may_submit (VouchProfilePage *self)
{
  vouch_decision_panel_update (self->panel);
  return vouch_decision_panel_get_verdict (self->panel) == VOUCH_DECISION_ALLOWED;
}

static void
decided_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (VouchProfilePage) self = data;

  if (self->context)
    {
      vouch_profile_context_command_cb (source, result, g_object_ref (self->context));
      vouch_profile_context_set_submitting (self->context, FALSE);
    }
}

static void
submit_begins (VouchProfilePage *self)
{
  vouch_profile_context_set_submitting (self->context, TRUE);
  vouch_decision_panel_update (self->panel);
  vouch_profile_page_update_actions (self);
}

static void
approve_answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (VouchProfilePage) self = data;
  g_autofree char *answer = vouch_confirm_finish (result, NULL);

  if (g_strcmp0 (answer, "approve") != 0 || !self->context)
    return;
  if (!still_as_seen (self) || !may_submit (self))
    return;
  submit_begins (self);
  vouch_store_approve_async (get_store (self), vouch_profile_context_get_profile (self->context),
                             NULL, NULL, decided_cb, g_object_ref (self));
}

static void
approve_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchProfilePage *self = data;
  guint n = vouch_profile_context_count_unresolved (self->context);
  g_autofree char *heading =
      g_strdup_printf (_ ("Approve %s?"), vouch_applicant_get_title (
                                              vouch_profile_context_get_applicant (self->context)));
  g_autofree char *body =
      n ? g_strdup_printf (ngettext ("%u warning is unresolved. The decision is recorded under "
                                     "your name.",
                                     "%u warnings are unresolved. The decision is recorded under "
                                     "your name.",
                                     n),
                           n)
        : g_strdup (_ ("The decision is recorded under your name."));

  if (!may_submit (self))
    return;
  begin_deciding (self);
  vouch_confirm_async (GTK_WIDGET (self), heading, body, "approve", _ ("Approve"),
                       ADW_RESPONSE_SUGGESTED, self->cancellable, approve_answered_cb,
                       g_object_ref (self));
}

static void
decline_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchProfilePage *self = data;

  if (vouch_decision_panel_get_declining (self->panel))
    return;
  begin_deciding (self);
  vouch_decision_panel_set_declining (self->panel, TRUE);
}

static void
cancel_decline_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchProfilePage *self = data;

  vouch_decision_panel_set_declining (self->panel, FALSE);
  vouch_decision_panel_set_moved (self->panel, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
send_decline_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchProfilePage *self = data;
  VouchDeclineForm *form = vouch_decision_panel_get_form (self->panel);
  g_autoptr (GArray) reasons = vouch_decline_form_get_reasons (form);
  g_autofree char *text = vouch_decline_form_dup_text (form);
  g_autofree char *note = vouch_decline_form_dup_note (form);

  if (reasons->len == 0 || !vouch_decision_panel_get_declining (self->panel))
    return;
  if (!still_as_seen (self) || !may_submit (self))
    return;
  submit_begins (self);
  vouch_store_decline_async (get_store (self), vouch_profile_context_get_profile (self->context),
                             (const VouchReason *) reasons->data, reasons->len,
                             vouch_decline_form_get_final (form), text, note, NULL, decided_cb,
                             g_object_ref (self));
  vouch_decline_form_clear (form);
  vouch_decision_panel_set_declining (self->panel, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* Goes back to deciding: a refused or staged decision is given up, and what is on the screen now
 * counts as seen. */
static void
look_again_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchProfilePage *self = data;
  VouchCommand *decision = vouch_profile_context_get_decision (self->context);

  if (decision && (vouch_command_get_state (decision) == VOUCH_COMMAND_REFUSED ||
                   vouch_command_get_state (decision) == VOUCH_COMMAND_STAGED))
    vouch_store_discard_command (get_store (self), decision);
  begin_deciding (self);
  vouch_decision_panel_set_moved (self->panel, FALSE);
  vouch_profile_page_update_actions (self);
  if (vouch_profile_context_get_session (self->context))
    vouch_session_sync_now (vouch_profile_context_get_session (self->context));
}

static void
discard_refused_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchProfilePage *self = data;
  VouchCommand *refused = vouch_profile_context_get_refused (self->context);

  if (refused)
    vouch_store_discard_command (get_store (self), refused);
}

static void
assign (VouchProfilePage *self, const char *user_id)
{
  vouch_store_assign_async (get_store (self), vouch_profile_context_get_applicant (self->context),
                            user_id && *user_id ? user_id : NULL, NULL,
                            vouch_profile_context_command_cb, g_object_ref (self->context));
}

static void
assign_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  assign (data, g_variant_get_string (parameter, NULL));
}

static void
assign_me_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchProfilePage *self = data;
  const char *user = vouch_profile_context_get_user_id (self->context);
  const VouchApplicantRecord *record = vouch_profile_context_get_record (self->context);

  if (user && record && g_strcmp0 (record->reviewer_id, user) != 0)
    assign (self, user);
}

static void
comment_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  vouch_identity_write_comment (VOUCH_PROFILE_PAGE (data)->identity);
}

static void
add_comment_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchProfilePage *self = data;
  VouchComments *comments = vouch_identity_get_comments (self->identity);
  g_autofree char *text = vouch_comments_dup_text (comments);

  if (!text)
    return;
  vouch_store_add_comment_async (get_store (self), get_id (self), text, NULL,
                                 vouch_profile_context_command_cb, g_object_ref (self->context));
  vouch_comments_set_text (comments, "");
}

static void
resolve_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchProfilePage *self = data;

  vouch_store_resolve_warning_async (get_store (self), get_id (self),
                                     g_variant_get_string (parameter, NULL), NULL,
                                     vouch_profile_context_command_cb,
                                     g_object_ref (self->context));
}

static void
set_active (VouchProfilePage *self, const char *step_id, gboolean active)
{
  vouch_store_set_step_active_async (get_store (self), get_id (self), step_id, active, NULL,
                                     vouch_profile_context_command_cb,
                                     g_object_ref (self->context));
}

static void
deactivate_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchProfilePage *self = data;
  AdwToast *toast = adw_toast_new (_ ("Moved to the history"));

  set_active (self, g_variant_get_string (parameter, NULL), FALSE);
  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_action_name (toast, "page.activate");
  adw_toast_set_action_target_value (toast, parameter);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
activate_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  set_active (data, g_variant_get_string (parameter, NULL), TRUE);
}

static void
set_field_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchProfilePage *self = data;
  const char *step, *name, *value, *was;

  g_variant_get (parameter, "(&s&s&s&s)", &step, &name, &value, &was);
  vouch_store_set_document_field_async (get_store (self), get_id (self), step, name, value, was,
                                        NULL, vouch_profile_context_command_cb,
                                        g_object_ref (self->context));
}

static void
delete_answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (VouchProfilePage) self = data;
  g_autofree char *answer = vouch_confirm_finish (result, NULL);

  if (g_strcmp0 (answer, "delete") != 0 || !self->context)
    return;
  vouch_store_delete_applicant_async (get_store (self), get_id (self), NULL,
                                      vouch_profile_context_command_cb,
                                      g_object_ref (self->context));
}

static void
delete_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchProfilePage *self = data;
  const VouchApplicantRecord *record = vouch_profile_context_get_record (self->context);
  gboolean test = record && record->mode == VOUCH_MODE_TEST;
  g_autofree char *heading =
      g_strdup_printf (_ ("Delete the data of %s?"),
                       vouch_applicant_get_title (
                           vouch_profile_context_get_applicant (self->context)));

  vouch_confirm_async (GTK_WIDGET (self), heading,
                       test ? _ ("In Test mode the data is removed at once and for good.")
                            : _ ("The data is removed for good after 20 days. Until then it can "
                                 "be restored."),
                       "delete", test ? _ ("Delete") : _ ("Schedule deletion"),
                       ADW_RESPONSE_DESTRUCTIVE, self->cancellable, delete_answered_cb,
                       g_object_ref (self));
}

static void
restore_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchProfilePage *self = data;

  vouch_store_restore_applicant_async (get_store (self), get_id (self), NULL,
                                       vouch_profile_context_command_cb,
                                       g_object_ref (self->context));
}

static void
show_middle (VouchProfilePage *self, const char *name)
{
  GAction *timeline = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "timeline");

  gtk_stack_set_visible_child_name (self->middle, name);
  g_simple_action_set_state (G_SIMPLE_ACTION (timeline),
                             g_variant_new_boolean (g_strcmp0 (name, "timeline") == 0));
}

static gboolean
is_middle (VouchProfilePage *self, const char *name)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->middle), name) == 0;
}

static void
jump_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchProfilePage *self = data;
  int step = vouch_enum_from_nick (&vouch_step_enum, g_variant_get_string (parameter, NULL));

  if (step < 0)
    return;
  show_middle (self, "evidence");
  vouch_evidence_jump_to_step (self->evidence, (VouchStep) step);
}

static void
section_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchProfilePage *self = data;

  show_middle (self, "evidence");
  vouch_evidence_jump_to_number (self->evidence, (guint) g_variant_get_int32 (parameter));
}

static void
view_media (VouchProfilePage *self, const char *sha256)
{
  if (!vouch_media_view_show (self->viewer, sha256))
    return;
  show_middle (self, "viewer");
  gtk_widget_grab_focus (GTK_WIDGET (vouch_media_view_get_viewer (self->viewer)));
}

static void
view_media_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  view_media (data, g_variant_get_string (parameter, NULL));
}

static void
open_viewer_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  view_media (data, NULL);
}

static void
close_viewer_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchProfilePage *self = data;

  show_middle (self, "evidence");
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
next_media_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  vouch_media_view_step (VOUCH_PROFILE_PAGE (data)->viewer, 1);
}

static void
previous_media_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  vouch_media_view_step (VOUCH_PROFILE_PAGE (data)->viewer, -1);
}

static void
timeline_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  show_middle (data, g_variant_get_boolean (value) ? "timeline" : "evidence");
}

static void
copy_external_id_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchProfilePage *self = data;
  const VouchApplicantRecord *record = vouch_profile_context_get_record (self->context);

  if (!record || !record->external_user_id)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), record->external_user_id);
  vouch_profile_page_say (self, _ ("Copied"));
}

/* One step back: the form, the viewer, the timeline, then the page. */
static void
escape_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchProfilePage *self = data;

  if (vouch_decision_panel_get_declining (self->panel))
    cancel_decline_cb (NULL, NULL, self);
  else if (!is_middle (self, "evidence"))
    close_viewer_cb (NULL, NULL, self);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

static gboolean
is_typing (VouchProfilePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  return focus && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus)) && !(GTK_IS_LABEL (focus));
}

static gboolean
activate_key (VouchProfilePage *self, guint keyval)
{
  static const struct
  {
    guint keyval;
    const char *action;
  } keys[] = {
    { GDK_KEY_j, "win.next-applicant" },   { GDK_KEY_k, "win.previous-applicant" },
    { GDK_KEY_a, "page.approve" },         { GDK_KEY_d, "page.decline" },
    { GDK_KEY_m, "page.assign-me" },       { GDK_KEY_c, "page.comment" },
    { GDK_KEY_space, "page.open-viewer" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (gdk_keyval_to_lower (keyval) == keys[i].keyval)
      {
        gtk_widget_activate_action (GTK_WIDGET (self), keys[i].action, NULL);
        return GDK_EVENT_STOP;
      }
  /* In the viewer 0 and 1 are sizes. */
  if (keyval < GDK_KEY_1 || keyval > GDK_KEY_9 || is_middle (self, "viewer"))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), "page.section", "i", (int) (keyval - GDK_KEY_0));
  return GDK_EVENT_STOP;
}

static gboolean
key_cb (VouchProfilePage *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Escape && is_typing (self) &&
      !vouch_decision_panel_get_declining (self->panel))
    {
      /* The first Esc leaves the entry, what was typed stays. */
      gtk_widget_grab_focus (GTK_WIDGET (self));
      return GDK_EVENT_STOP;
    }
  if (keyval == GDK_KEY_Escape)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "page.escape", NULL);
      return GDK_EVENT_STOP;
    }
  return is_typing (self) ? GDK_EVENT_PROPAGATE : activate_key (self, keyval);
}

static void
enable (VouchProfilePage *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

void
vouch_profile_page_update_actions (VouchProfilePage *self)
{
  VouchProfileContext *context = self->context;
  const VouchApplicantRecord *record = vouch_profile_context_get_record (context);
  gboolean deleted = record && record->scheduled_deletion_at != 0;
  gboolean decide = vouch_decision_panel_get_verdict (self->panel) == VOUCH_DECISION_ALLOWED;
  gboolean assigns =
      vouch_profile_context_can (context, VOUCH_PERMISSION_APPLICANTS_ASSIGN) && record && !deleted;
  gboolean edits =
      vouch_profile_context_can (context, VOUCH_PERMISSION_APPLICANTS_EDIT) && !deleted;
  gboolean deletes =
      vouch_profile_context_can (context, VOUCH_PERMISSION_APPLICANTS_DELETE) && record;
  gboolean comments = vouch_profile_context_can (context, VOUCH_PERMISSION_APPLICANTS_COMMENT);

  enable (self, "approve", decide);
  enable (self, "decline", decide);
  enable (self, "send-decline", decide);
  enable (self, "assign", assigns);
  enable (self, "assign-me", assigns);
  enable (self, "comment", comments);
  enable (self, "add-comment", comments);
  enable (self, "resolve-warning",
          vouch_profile_context_can (context, VOUCH_PERMISSION_APPLICANTS_REVIEW) && !deleted);
  enable (self, "deactivate", edits);
  enable (self, "activate", edits);
  enable (self, "set-field", edits);
  enable (self, "delete", deletes && !deleted);
  enable (self, "restore", deletes && deleted);
}

void
vouch_profile_page_add_actions (VouchProfilePage *self)
{
  static const GActionEntry entries[] = {
    { .name = "approve", .activate = approve_cb },
    { .name = "decline", .activate = decline_cb },
    { .name = "send-decline", .activate = send_decline_cb },
    { .name = "cancel-decline", .activate = cancel_decline_cb },
    { .name = "look-again", .activate = look_again_cb },
    { .name = "discard-refused", .activate = discard_refused_cb },
    { .name = "assign", .activate = assign_cb, .parameter_type = "s" },
    { .name = "assign-me", .activate = assign_me_cb },
    { .name = "comment", .activate = comment_cb },
    { .name = "add-comment", .activate = add_comment_cb },
    { .name = "resolve-warning", .activate = resolve_cb, .parameter_type = "s" },
    { .name = "deactivate", .activate = deactivate_cb, .parameter_type = "s" },
    { .name = "activate", .activate = activate_cb, .parameter_type = "s" },
    { .name = "set-field", .activate = set_field_cb, .parameter_type = "(ssss)" },
    { .name = "delete", .activate = delete_cb },
    { .name = "restore", .activate = restore_cb },
    { .name = "jump-to-section", .activate = jump_cb, .parameter_type = "s" },
    { .name = "section", .activate = section_cb, .parameter_type = "i" },
    { .name = "view-media", .activate = view_media_cb, .parameter_type = "s" },
    { .name = "open-viewer", .activate = open_viewer_cb },
    { .name = "close-viewer", .activate = close_viewer_cb },
    { .name = "next-media", .activate = next_media_cb },
    { .name = "previous-media", .activate = previous_media_cb },
    { .name = "timeline", .state = "false", .change_state = timeline_cb },
    { .name = "copy-external-id", .activate = copy_external_id_cb },
    { .name = "escape", .activate = escape_cb },
  };
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "page", G_ACTION_GROUP (self->actions));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
