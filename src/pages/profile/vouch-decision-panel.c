/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The right column of the profile: what is open, who decides, and the decision. */
#include "vouch-decision-panel.h"

#include "vouch-banner.h"
#include "vouch-profile-text.h"
#include "vouch-status-pill.h"
#include "vouch-widget.h"

#include <glib/gi18n-lib.h>

struct _VouchDecisionPanel
{
  GtkWidget parent_instance;
  /* Children */
  GtkStack *stack;
  GtkWidget *warnings;
  GtkLabel *warnings_title;
  GtkWidget *review;
  GtkWidget *banner;
  GtkDropDown *reviewers;
  GtkWidget *assign;
  GtkWidget *assign_me;
  GtkLabel *reason;
  VouchDeclineForm *form;
  /* Owned */
  VouchProfileContext *context;
  GPtrArray *reviewer_ids; /* char *; the first is NULL: nobody */
  char *warnings_key;
  char *reviewers_key;
  char *notice;

  VouchDecisionVerdict verdict;
  gboolean moved;
};

G_DEFINE_FINAL_TYPE (VouchDecisionPanel, vouch_decision_panel, GTK_TYPE_WIDGET)

static VouchDecisionState
decision_state (VouchDecisionPanel *self)
{
  VouchCommand *decision = vouch_profile_context_get_decision (self->context);

  if (vouch_profile_context_get_submitting (self->context))
    return VOUCH_DECISION_STATE_WAITING;
  if (!decision)
    return VOUCH_DECISION_STATE_NONE;
  switch (vouch_command_get_state (decision))
    {
    case VOUCH_COMMAND_STAGED:
      return VOUCH_DECISION_STATE_STAGED;
    case VOUCH_COMMAND_REFUSED:
      return VOUCH_DECISION_STATE_REFUSED;
    case VOUCH_COMMAND_WAITING:
    case VOUCH_COMMAND_SENT:
    case VOUCH_COMMAND_ANSWERED:
    default:
      return VOUCH_DECISION_STATE_WAITING;
    }
}

static VouchDecisionVerdict
judge (VouchDecisionPanel *self)
{
  const VouchApplicantRecord *record = vouch_profile_context_get_record (self->context);
  VouchProfile *profile = vouch_profile_context_get_profile (self->context);
  VouchDecisionFacts facts = {
    .complete = vouch_profile_get_complete (profile) && vouch_profile_get_digest (profile) != NULL,
    .may_review = vouch_profile_context_can (self->context, VOUCH_PERMISSION_APPLICANTS_REVIEW),
    .may_override = vouch_profile_context_can (self->context, VOUCH_PERMISSION_APPLICANTS_REOPEN),
    .decision = decision_state (self),
    .user_id = vouch_profile_context_get_user_id (self->context),
  };

  if (!record)
    return VOUCH_DECISION_LOADING;
  facts.scheduled_deletion_at = record->scheduled_deletion_at;
  facts.status = record->status;
  facts.reviewer_id = record->reviewer_id;
  return vouch_decision_judge (&facts);
}

static GtkWidget *
make_warning (VouchDecisionPanel *self, const VouchWarningRecord *warning)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = vouch_widget_icon ("vouch-level-warning-symbolic");
  GtkWidget *label =
      vouch_profile_wrap_label (vouch_enum_label (&vouch_warning_kind_enum, warning->kind), NULL);
  VouchStep step = vouch_profile_warning_step (warning->kind);
  GPtrArray *steps = vouch_profile_get_steps (vouch_profile_context_get_profile (self->context));

  for (guint i = 0; i < steps->len; i++)
    {
      const VouchStepResultRecord *result = g_ptr_array_index (steps, i);

      if (g_strcmp0 (result->id, warning->step_result_id) == 0)
        step = result->step;
    }
  gtk_widget_add_css_class (icon, "warning-icon");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), vouch_widget_icon ("go-next-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "warning-row");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s",
                                    vouch_enum_nick (&vouch_step_enum, step));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.jump-to-section");
  return button;
}

static void
show_warnings (VouchDecisionPanel *self)
{
  GPtrArray *warnings =
      vouch_profile_get_warnings (vouch_profile_context_get_profile (self->context));
  guint n = vouch_profile_context_count_unresolved (self->context);
  g_autofree char *title =
      n ? g_strdup_printf (ngettext ("%u unresolved warning", "%u unresolved warnings", n), n)
        : g_strdup (_ ("No unresolved warnings"));
  g_autoptr (GString) key = g_string_new (NULL);

  for (guint i = 0; i < warnings->len; i++)
    {
      const VouchWarningRecord *warning = g_ptr_array_index (warnings, i);

      if (warning->state == VOUCH_WARNING_UNRESOLVED)
        g_string_append_printf (key, "%s;", warning->id);
    }
  gtk_label_set_label (self->warnings_title, title);
  if (g_strcmp0 (key->str, self->warnings_key) == 0)
    return;
  g_free (self->warnings_key);
  self->warnings_key = g_strdup (key->str);
  vouch_profile_box_clear (self->warnings);
  for (guint i = 0; i < warnings->len; i++)
    {
      const VouchWarningRecord *warning = g_ptr_array_index (warnings, i);

      if (warning->state == VOUCH_WARNING_UNRESOLVED)
        gtk_box_append (GTK_BOX (self->warnings), make_warning (self, warning));
    }
}

/* What the last verdict said, for those who come after it. */
static void
show_review (VouchDecisionPanel *self)
{
  GPtrArray *reviews =
      vouch_profile_get_reviews (vouch_profile_context_get_profile (self->context));
  const VouchReviewRecord *review = reviews->len ? g_ptr_array_index (reviews, 0) : NULL;
  g_autoptr (VouchJson) reasons =
      review && review->reasons ? vouch_json_parse (review->reasons, -1, NULL) : NULL;
  g_autoptr (GString) words = g_string_new (NULL);

  vouch_profile_box_clear (self->review);
  gtk_widget_set_visible (self->review, review && vouch_status_is_decided (review->status));
  if (!review)
    return;
  g_string_append_printf (words, _ ("%s by %s"),
                          vouch_enum_label (&vouch_status_enum, review->status),
                          review->set_by_name ? review->set_by_name : _ ("the system"));
  if (review->status == VOUCH_STATUS_DECLINED)
    g_string_append_printf (words, ", %s", review->final ? _ ("final") : _ ("may try again"));
  gtk_box_append (GTK_BOX (self->review), vouch_profile_wrap_label (words->str, "heading"));
  for (VouchJsonRef ref = reasons ? vouch_json_first (reasons, 0) : VOUCH_JSON_NOTHING;
       ref != VOUCH_JSON_NOTHING; ref = vouch_json_next (reasons, ref))
    {
      g_autofree char *nick = vouch_json_dup_string (reasons, ref);

      gtk_box_append (GTK_BOX (self->review),
                      vouch_profile_wrap_label (
                          vouch_enum_label (&vouch_reason_enum,
                                            vouch_enum_from_nick (&vouch_reason_enum, nick)),
                          NULL));
    }
  if (review->comment && *review->comment)
    gtk_box_append (GTK_BOX (self->review),
                    vouch_profile_wrap_label (review->comment, "secondary"));
}

static gboolean
user_may_review (VouchDecisionPanel *self, const VouchUserRecord *user)
{
  const VouchRoleRecord *role =
      vouch_store_get_record (vouch_profile_context_get_store (self->context), &vouch_role_type,
                              user->role_id);

  return user->status == VOUCH_USER_ACTIVE && role &&
         vouch_permissions_has (vouch_permissions_from_json (role->permissions),
                                VOUCH_PERMISSION_APPLICANTS_REVIEW);
}

static void
add_reviewer (VouchDecisionPanel *self, GtkStringList *names, const char *id, const char *name)
{
  gtk_string_list_append (names, name);
  g_ptr_array_add (self->reviewer_ids, g_strdup (id));
}

static void
fill_reviewers (VouchDecisionPanel *self, const char *current)
{
  VouchStore *store = vouch_profile_context_get_store (self->context);
  g_autoptr (GPtrArray) users = vouch_store_get_records (store, &vouch_user_type);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  g_ptr_array_set_size (self->reviewer_ids, 0);
  add_reviewer (self, names, NULL, _ ("Nobody"));
  for (guint i = 0; i < users->len; i++)
    {
      const VouchUserRecord *user = g_ptr_array_index (users, i);
      gboolean is_current = g_strcmp0 (user->id, current) == 0;

      /* Whoever has it now is shown even when they may no longer review. */
      if (!is_current && !user_may_review (self, user))
        continue;
      if (is_current)
        selected = self->reviewer_ids->len;
      add_reviewer (self, names, user->id, user->full_name);
    }
  if (current && selected == 0)
    {
      selected = self->reviewer_ids->len;
      add_reviewer (self, names, current, current);
    }
  gtk_drop_down_set_model (self->reviewers, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->reviewers, selected);
}

static const char *
selected_reviewer (VouchDecisionPanel *self)
{
  guint selected = gtk_drop_down_get_selected (self->reviewers);

  return selected < self->reviewer_ids->len ? g_ptr_array_index (self->reviewer_ids, selected)
                                            : NULL;
}

static void
update_assign (VouchDecisionPanel *self)
{
  const VouchApplicantRecord *record = vouch_profile_context_get_record (self->context);
  gboolean may = vouch_profile_context_can (self->context, VOUCH_PERMISSION_APPLICANTS_ASSIGN) &&
                 record && !record->scheduled_deletion_at;
  const char *user = vouch_profile_context_get_user_id (self->context);

  gtk_widget_set_sensitive (GTK_WIDGET (self->reviewers), may);
  gtk_widget_set_sensitive (self->assign,
                            may && g_strcmp0 (selected_reviewer (self), record->reviewer_id) != 0);
  gtk_widget_set_visible (self->assign_me,
                          may && user && g_strcmp0 (user, record->reviewer_id) != 0);
}

static void
show_reviewers (VouchDecisionPanel *self)
{
  const VouchApplicantRecord *record = vouch_profile_context_get_record (self->context);
  g_autoptr (GPtrArray) users =
      vouch_store_get_records (vouch_profile_context_get_store (self->context), &vouch_user_type);
  g_autoptr (GString) key = g_string_new (record ? record->reviewer_id : NULL);

  for (guint i = 0; i < users->len; i++)
    {
      const VouchUserRecord *user = g_ptr_array_index (users, i);

      g_string_append_printf (key, ";%s %" G_GINT64_FORMAT, user->id, user->seq);
    }
  /* What somebody is choosing stays chosen while nothing of it changes. */
  if (g_strcmp0 (key->str, self->reviewers_key) != 0)
    {
      fill_reviewers (self, record ? record->reviewer_id : NULL);
      g_free (self->reviewers_key);
      self->reviewers_key = g_strdup (key->str);
    }
  update_assign (self);
}

static void
set_banner (VouchDecisionPanel *self, VouchBannerLevel level, const char *title, const char *detail,
            const char *button, const char *action)
{
  VouchBanner *banner = VOUCH_BANNER (self->banner);

  g_free (self->notice);
  self->notice = g_strdup (title);
  gtk_widget_set_visible (self->banner, title != NULL);
  if (!title)
    return;
  vouch_banner_set_level (banner, level);
  vouch_banner_set_text (banner, title, detail);
  vouch_banner_set_action (banner, button, action, NULL);
}

/* What the server knows that was not on the screen. */
static char *
describe_conflict (VouchDecisionPanel *self, VouchCommand *command)
{
  const char *current = vouch_command_get_current (command);
  g_autoptr (VouchJson) json = current ? vouch_json_parse (current, -1, NULL) : NULL;
  g_autofree char *reviewer = json ? vouch_json_get_string (json, 0, "reviewer_name") : NULL;
  VouchJsonRef applicant = json ? vouch_json_get (json, 0, "applicant") : VOUCH_JSON_NOTHING;
  g_autofree char *nick = json ? vouch_json_get_string (json, applicant, "status") : NULL;
  int status = vouch_enum_from_nick (&vouch_status_enum, nick);
  gint64 version = json ? vouch_json_get_int (json, applicant, "decision_version", -1) : -1;
  g_autoptr (GString) text = g_string_new (vouch_command_get_error_message (command));

  if (status >= 0 && !vouch_status_is_decidable ((VouchStatus) status))
    g_string_append_printf (text, "\n%s: %s", _ ("Status now"),
                            vouch_enum_label (&vouch_status_enum, status));
  if (reviewer &&
      g_strcmp0 (reviewer, vouch_applicant_get_reviewer_name (
                               vouch_profile_context_get_applicant (self->context))) != 0)
    g_string_append_printf (text, "\n%s: %s", _ ("Reviewer now"), reviewer);
  if (version > vouch_command_get_base (command))
    g_string_append_printf (text, "\n%s", _ ("The evidence or a warning changed."));
  return g_strdup (g_strstrip (text->str));
}

static void
show_banner (VouchDecisionPanel *self)
{
  VouchCommand *decision = vouch_profile_context_get_decision (self->context);
  VouchCommand *refused = vouch_profile_context_get_refused (self->context);
  gboolean approve =
      decision && g_strcmp0 (vouch_command_get_command_type (decision), "review.approve") == 0;
  g_autofree char *conflict = NULL;

  switch (decision_state (self))
    {
    case VOUCH_DECISION_STATE_STAGED:
      set_banner (self, VOUCH_BANNER_WARNING,
                  approve ? _ ("Approved, not final") : _ ("Declined, not final"),
                  _ ("Will be sent when online, and asked again if the facts changed."),
                  _ ("Take back"), "page.look-again");
      return;
    case VOUCH_DECISION_STATE_REFUSED:
      conflict = describe_conflict (self, decision);
      set_banner (self, VOUCH_BANNER_ERROR, _ ("The decision was not taken"), conflict,
                  _ ("Look again"), "page.look-again");
      return;
    case VOUCH_DECISION_STATE_WAITING:
      set_banner (self, VOUCH_BANNER_INFO, approve ? _ ("Approving") : _ ("Sending the decision"),
                  _ ("Waits for the server's answer."), NULL, NULL);
      return;
    case VOUCH_DECISION_STATE_NONE:
    default:
      break;
    }
  if (self->moved)
    set_banner (self, VOUCH_BANNER_WARNING, _ ("Something changed while you were deciding"),
                _ ("Look at the evidence again, then decide."), _ ("I have looked"),
                "page.look-again");
  else if (refused)
    set_banner (self, VOUCH_BANNER_ERROR, _ ("A change was not taken"),
                vouch_command_get_error_message (refused), _ ("Discard"), "page.discard-refused");
  else if (vouch_profile_context_is_offline (self->context))
    set_banner (self, VOUCH_BANNER_INFO, _ ("Offline"),
                _ ("A decision made now is not final until the server has it."), NULL, NULL);
  else
    set_banner (self, VOUCH_BANNER_INFO, NULL, NULL, NULL, NULL);
}

void
vouch_decision_panel_update (VouchDecisionPanel *self)
{
  g_autofree char *reason = NULL;

  g_return_if_fail (VOUCH_IS_DECISION_PANEL (self));

  self->verdict = judge (self);
  reason = vouch_decision_explain (self->verdict,
                                   vouch_applicant_get_reviewer_name (
                                       vouch_profile_context_get_applicant (self->context)));
  show_warnings (self);
  show_review (self);
  show_reviewers (self);
  show_banner (self);
  gtk_label_set_label (self->reason, reason ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason != NULL);
  vouch_decline_form_set_allowed (self->form,
                                  self->verdict == VOUCH_DECISION_ALLOWED && !self->moved);
}

VouchDecisionVerdict
vouch_decision_panel_get_verdict (VouchDecisionPanel *self)
{
  g_return_val_if_fail (VOUCH_IS_DECISION_PANEL (self), VOUCH_DECISION_LOADING);

  return self->verdict;
}

void
vouch_decision_panel_set_declining (VouchDecisionPanel *self, gboolean declining)
{
  g_return_if_fail (VOUCH_IS_DECISION_PANEL (self));

  gtk_stack_set_visible_child_name (self->stack, declining ? "decline" : "buttons");
  if (declining)
    vouch_decline_form_focus (self->form);
}

gboolean
vouch_decision_panel_get_declining (VouchDecisionPanel *self)
{
  g_return_val_if_fail (VOUCH_IS_DECISION_PANEL (self), FALSE);

  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "decline") == 0;
}

VouchDeclineForm *
vouch_decision_panel_get_form (VouchDecisionPanel *self)
{
  g_return_val_if_fail (VOUCH_IS_DECISION_PANEL (self), NULL);

  return self->form;
}

void
vouch_decision_panel_set_moved (VouchDecisionPanel *self, gboolean moved)
{
  g_return_if_fail (VOUCH_IS_DECISION_PANEL (self));

  self->moved = moved;
  vouch_decision_panel_update (self);
}

const char *
vouch_decision_panel_get_notice (VouchDecisionPanel *self)
{
  g_return_val_if_fail (VOUCH_IS_DECISION_PANEL (self), NULL);

  return self->notice;
}

static void
assign_clicked_cb (VouchDecisionPanel *self)
{
  const char *id = selected_reviewer (self);

  gtk_widget_activate_action (GTK_WIDGET (self), "page.assign", "s", id ? id : "");
}

static void
vouch_decision_panel_dispose (GObject *object)
{
  VouchDecisionPanel *self = VOUCH_DECISION_PANEL (object);

  vouch_widget_clear (GTK_WIDGET (self));
  g_clear_object (&self->context);
  g_clear_pointer (&self->reviewer_ids, g_ptr_array_unref);
  g_clear_pointer (&self->warnings_key, g_free);
  g_clear_pointer (&self->reviewers_key, g_free);
  g_clear_pointer (&self->notice, g_free);
  G_OBJECT_CLASS (vouch_decision_panel_parent_class)->dispose (object);
}

static void
vouch_decision_panel_class_init (VouchDecisionPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_decision_panel_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "decisionpanel");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
make_reviewer (VouchDecisionPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *drop_down = gtk_drop_down_new (NULL, NULL);

  self->reviewers = GTK_DROP_DOWN (drop_down);
  self->assign = gtk_button_new_with_label (_ ("Assign"));
  self->assign_me = gtk_button_new_with_label (_ ("Assign to me"));
  gtk_widget_set_hexpand (drop_down, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reviewer"), -1);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (update_assign), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->assign, "clicked", G_CALLBACK (assign_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_tooltip_text (self->assign_me, _ ("Become the reviewer (M)"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->assign_me), "page.assign-me");
  gtk_box_append (GTK_BOX (row), drop_down);
  gtk_box_append (GTK_BOX (row), self->assign);
  gtk_box_append (GTK_BOX (box), vouch_widget_label (_ ("Reviewer"), "heading"));
  gtk_box_append (GTK_BOX (box), row);
  gtk_box_append (GTK_BOX (box), self->assign_me);
  return box;
}

static GtkWidget *
make_buttons (VouchDecisionPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *decline = gtk_button_new_with_label (_ ("Decline"));
  GtkWidget *approve = gtk_button_new_with_label (_ ("Approve"));
  GtkWidget *reason = vouch_profile_wrap_label (NULL, "secondary");

  self->reason = GTK_LABEL (reason);
  gtk_widget_add_css_class (approve, "suggested-action");
  gtk_widget_add_css_class (approve, "approve");
  gtk_widget_add_css_class (decline, "decline");
  gtk_widget_set_tooltip_text (approve, _ ("Approve (A)"));
  gtk_widget_set_tooltip_text (decline, _ ("Decline (D)"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (approve), "page.approve");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (decline), "page.decline");
  gtk_widget_set_hexpand (approve, TRUE);
  gtk_widget_set_hexpand (decline, TRUE);
  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  gtk_box_append (GTK_BOX (row), decline);
  gtk_box_append (GTK_BOX (row), approve);
  gtk_box_append (GTK_BOX (box), reason);
  gtk_box_append (GTK_BOX (box), row);
  return box;
}

static GtkWidget *
make_overview (VouchDecisionPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *warnings = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = vouch_widget_label (NULL, "heading");
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->warnings_title = GTK_LABEL (title);
  self->warnings = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->review = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (warnings), title);
  gtk_box_append (GTK_BOX (warnings), self->warnings);
  gtk_box_append (GTK_BOX (box), self->review);
  gtk_box_append (GTK_BOX (box), warnings);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (page), scroller);
  gtk_box_append (GTK_BOX (page), make_reviewer (self));
  gtk_box_append (GTK_BOX (page), make_buttons (self));
  return page;
}

static void
vouch_decision_panel_init (VouchDecisionPanel *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *form = vouch_decline_form_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 12);
  self->reviewer_ids = g_ptr_array_new_with_free_func (g_free);
  self->verdict = VOUCH_DECISION_LOADING;
  self->stack = GTK_STACK (stack);
  self->form = VOUCH_DECLINE_FORM (form);
  self->banner = vouch_banner_new (VOUCH_BANNER_INFO, "", NULL);
  gtk_widget_set_visible (self->banner, FALSE);
  gtk_widget_set_parent (self->banner, GTK_WIDGET (self));
  gtk_stack_add_named (self->stack, make_overview (self), "buttons");
  gtk_stack_add_named (self->stack, form, "decline");
  gtk_widget_set_vexpand (stack, TRUE);
  gtk_widget_set_parent (stack, GTK_WIDGET (self));
}

GtkWidget *
vouch_decision_panel_new (VouchProfileContext *context)
{
  VouchDecisionPanel *self = g_object_new (VOUCH_TYPE_DECISION_PANEL, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}
