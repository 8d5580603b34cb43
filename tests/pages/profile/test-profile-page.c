/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The profile over a real store: deciding, declining, commenting, the marks of the fields. */
#include "profile-fixture.h"

#include "vouch-comments.h"
#include "vouch-decision-panel.h"
#include "vouch-mark-icon.h"
#include "vouch-timeline.h"

static const ProfileFacts mine = { .status = "in_review", .reviewer = "u-ann" };

static VouchDecisionPanel *
get_panel (ProfileFixture *f)
{
  return VOUCH_DECISION_PANEL (profile_fixture_find (f, VOUCH_TYPE_DECISION_PANEL, NULL));
}

static gboolean
has_command (gpointer data)
{
  return profile_fixture_n_commands (data) > 0;
}

static VouchCommand *
wait_for_command (ProfileFixture *f)
{
  vouch_test_wait (has_command, f);
  vouch_test_settle ();
  g_assert_cmpuint (profile_fixture_n_commands (f), ==, 1);
  return g_list_model_get_item (vouch_store_get_outbox (f->store), 0);
}

static void
activate (ProfileFixture *f, const char *action)
{
  gtk_widget_activate_action (f->page, action, NULL);
}

static void
test_decline_needs_a_reason (void)
{
  ProfileFixture f = { 0 };
  VouchDecisionPanel *panel;
  VouchDeclineForm *form;

  profile_fixture_open (&f, &mine);
  profile_fixture_show (&f, "u-ann", FIXTURE_REVIEWER);
  panel = get_panel (&f);
  form = vouch_decision_panel_get_form (panel);
  g_assert_cmpint (vouch_decision_panel_get_verdict (panel), ==, VOUCH_DECISION_ALLOWED);
  activate (&f, "page.decline");
  g_assert_true (vouch_decision_panel_get_declining (panel));
  g_assert_false (vouch_decline_form_is_ready (form));
  activate (&f, "page.send-decline");
  vouch_test_settle ();
  g_assert_cmpuint (profile_fixture_n_commands (&f), ==, 0);
  vouch_decline_form_set_reason (form, VOUCH_REASON_FACE_MISMATCH, TRUE);
  g_assert_true (vouch_decline_form_is_ready (form));
  profile_fixture_close (&f);
}

static void
test_decline_is_sent_once (void)
{
  ProfileFixture f = { 0 };
  g_autoptr (VouchCommand) command = NULL;
  VouchDecisionPanel *panel;

  profile_fixture_open (&f, &mine);
  profile_fixture_show (&f, "u-ann", FIXTURE_REVIEWER);
  panel = get_panel (&f);
  activate (&f, "page.decline");
  vouch_decline_form_set_reason (vouch_decision_panel_get_form (panel), VOUCH_REASON_FACE_MISMATCH,
                                 TRUE);
  activate (&f, "page.send-decline");
  activate (&f, "page.send-decline");
  activate (&f, "page.approve");
  command = wait_for_command (&f);
  g_assert_cmpstr (vouch_command_get_command_type (command), ==, "review.decline");
  g_assert_cmpint (vouch_command_get_base (command), ==, 3);
  g_assert_cmpuint (strlen (vouch_command_get_seen (command)), ==, 64);
  g_assert_nonnull (strstr (vouch_command_get_args (command), "face_mismatch"));
  g_assert_cmpint (vouch_decision_panel_get_verdict (panel), ==, VOUCH_DECISION_ON_ITS_WAY);
  profile_fixture_close (&f);
}

static void
test_offline_is_staged (void)
{
  ProfileFixture f = { 0 };
  g_autoptr (VouchCommand) command = NULL;
  VouchDecisionPanel *panel;

  profile_fixture_open (&f, &mine);
  vouch_store_set_staging (f.store, TRUE);
  profile_fixture_show (&f, "u-ann", FIXTURE_REVIEWER);
  panel = get_panel (&f);
  activate (&f, "page.decline");
  vouch_decline_form_set_reason (vouch_decision_panel_get_form (panel), VOUCH_REASON_OTHER, TRUE);
  activate (&f, "page.send-decline");
  command = wait_for_command (&f);
  g_assert_cmpint (vouch_command_get_state (command), ==, VOUCH_COMMAND_STAGED);
  g_assert_cmpint (vouch_decision_panel_get_verdict (panel), ==, VOUCH_DECISION_STAGED);
  g_assert_cmpstr (vouch_decision_panel_get_notice (panel), ==, "Declined, not final");
  activate (&f, "page.look-again");
  vouch_test_settle ();
  g_assert_cmpuint (profile_fixture_n_commands (&f), ==, 0);
  g_assert_cmpint (vouch_decision_panel_get_verdict (panel), ==, VOUCH_DECISION_ALLOWED);
  profile_fixture_close (&f);
}

static void
test_refused_asks_again (void)
{
  ProfileFixture f = { 0 };
  g_autoptr (VouchCommand) command = NULL;
  VouchDecisionPanel *panel;

  profile_fixture_open (&f, &mine);
  profile_fixture_show (&f, "u-ann", FIXTURE_REVIEWER);
  panel = get_panel (&f);
  activate (&f, "page.decline");
  vouch_decline_form_set_reason (vouch_decision_panel_get_form (panel), VOUCH_REASON_OTHER, TRUE);
  activate (&f, "page.send-decline");
  command = wait_for_command (&f);
  vouch_store_set_command_state (f.store, command, VOUCH_COMMAND_REFUSED, 0, "conflict",
                                 "The facts changed.", NULL);
  vouch_test_settle ();
  g_assert_cmpint (vouch_decision_panel_get_verdict (panel), ==, VOUCH_DECISION_REFUSED);
  g_assert_cmpstr (vouch_decision_panel_get_notice (panel), ==, "The decision was not taken");
  activate (&f, "page.look-again");
  vouch_test_settle ();
  g_assert_cmpint (vouch_decision_panel_get_verdict (panel), ==, VOUCH_DECISION_ALLOWED);
  profile_fixture_close (&f);
}

static void
test_moved_facts_are_not_decided (void)
{
  static const char page[] =
      "{\"scope\":\"applicant/a1\",\"token\":\"a2\",\"more\":false,\"rows\":[{\"type\":\"warning\","
      "\"id\":\"w-new\",\"seq\":90,\"data\":{\"id\":\"w-new\",\"applicant_id\":\"a1\","
      "\"step_result_id\":\"s-doc\",\"kind\":\"document_tampered\",\"state\":\"unresolved\","
      "\"created_at\":1790000900000000}}]}";
  ProfileFixture f = { 0 };
  VouchDecisionPanel *panel;
  VouchDeclineForm *form;

  profile_fixture_open (&f, &mine);
  profile_fixture_show (&f, "u-ann", FIXTURE_REVIEWER);
  panel = get_panel (&f);
  form = vouch_decision_panel_get_form (panel);
  activate (&f, "page.decline");
  vouch_decline_form_set_reason (form, VOUCH_REASON_OTHER, TRUE);
  profile_fixture_apply (&f, "applicant/a1", page);
  vouch_test_settle ();
  activate (&f, "page.send-decline");
  vouch_test_settle ();
  g_assert_cmpuint (profile_fixture_n_commands (&f), ==, 0);
  g_assert_false (vouch_decline_form_is_ready (form));
  g_assert_cmpstr (vouch_decision_panel_get_notice (panel), ==,
                   "Something changed while you were deciding");
  activate (&f, "page.look-again");
  g_assert_true (vouch_decline_form_is_ready (form));
  profile_fixture_close (&f);
}

static void
test_auditor_only_looks (void)
{
  ProfileFixture f = { 0 };
  VouchDecisionPanel *panel;

  profile_fixture_open (&f, &mine);
  profile_fixture_show (&f, "u-eve", VOUCH_PERMISSION_BIT (VOUCH_PERMISSION_APPLICANTS_VIEW));
  panel = get_panel (&f);
  g_assert_cmpint (vouch_decision_panel_get_verdict (panel), ==, VOUCH_DECISION_NO_PERMISSION);
  g_assert_false (gtk_widget_get_sensitive (profile_fixture_find (&f, GTK_TYPE_BUTTON, "approve")));
  activate (&f, "page.decline");
  g_assert_false (vouch_decision_panel_get_declining (panel));
  g_assert_null (profile_fixture_find (&f, GTK_TYPE_MENU_BUTTON, "field-edit"));
  profile_fixture_close (&f);
}

static void
test_deletion_stands_in_the_way (void)
{
  ProfileFacts facts = mine;
  ProfileFixture f = { 0 };

  facts.deletion = g_get_real_time () + 19 * G_TIME_SPAN_DAY;
  profile_fixture_open (&f, &facts);
  profile_fixture_show (&f, "u-ann", FIXTURE_REVIEWER);
  g_assert_cmpint (vouch_decision_panel_get_verdict (get_panel (&f)), ==, VOUCH_DECISION_DELETION);
  g_assert_nonnull (strstr (gtk_label_get_label (
                                GTK_LABEL (profile_fixture_find (&f, GTK_TYPE_LABEL, "deletion"))),
                            "19"));
  profile_fixture_close (&f);
}

static void
test_comment_waits (void)
{
  ProfileFixture f = { 0 };
  g_autoptr (VouchCommand) command = NULL;
  VouchComments *comments;

  profile_fixture_open (&f, &mine);
  profile_fixture_show (&f, "u-ann", FIXTURE_REVIEWER);
  comments = VOUCH_COMMENTS (profile_fixture_find (&f, VOUCH_TYPE_COMMENTS, NULL));
  g_assert_cmpuint (vouch_comments_get_n_rows (comments), ==, 1);
  vouch_comments_set_text (comments, "  Looks like the person.  ");
  activate (&f, "page.add-comment");
  command = wait_for_command (&f);
  g_assert_cmpstr (vouch_command_get_command_type (command), ==, "comment.add");
  g_assert_cmpuint (vouch_comments_get_n_rows (comments), ==, 2);
  g_assert_nonnull (profile_fixture_find (&f, GTK_TYPE_BOX, "waiting"));
  g_assert_null (vouch_comments_dup_text (comments));
  profile_fixture_close (&f);
}

/* Texts being written outlive what comes from the server. */
static void
test_typed_text_stays (void)
{
  ProfileFixture f = { 0 };
  VouchComments *comments;
  g_autofree char *text = NULL;

  profile_fixture_open (&f, &mine);
  profile_fixture_show (&f, "u-ann", FIXTURE_REVIEWER);
  comments = VOUCH_COMMENTS (profile_fixture_find (&f, VOUCH_TYPE_COMMENTS, NULL));
  vouch_comments_set_text (comments, "half a sent");
  profile_fixture_apply (&f, "applicant/a1",
                         "{\"scope\":\"applicant/a1\",\"token\":\"a2\",\"more\":false,\"rows\":[{"
                         "\"type\":\"comment\",\"id\":\"c2\",\"seq\":91,\"data\":{\"id\":\"c2\","
                         "\"applicant_id\":\"a1\",\"author_id\":\"u-ben\",\"author_name\":\"Ben\","
                         "\"body\":\"x\",\"created_at\":1790000900000000}}]}");
  vouch_test_settle ();
  text = vouch_comments_dup_text (comments);
  g_assert_cmpstr (text, ==, "half a sent");
  g_assert_cmpuint (vouch_comments_get_n_rows (comments), ==, 2);
  profile_fixture_close (&f);
}

static void
count_marks (GtkWidget *widget, guint *counts)
{
  if (VOUCH_IS_MARK_ICON (widget) && gtk_widget_has_css_class (widget, "field-mark"))
    counts[vouch_mark_icon_get_mark (VOUCH_MARK_ICON (widget))]++;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    count_marks (child, counts);
}

static void
test_field_marks (void)
{
  ProfileFixture f = { 0 };
  guint counts[3] = { 0 };

  profile_fixture_open (&f, &mine);
  profile_fixture_show (&f, "u-ann", FIXTURE_REVIEWER);
  count_marks (profile_fixture_find (&f, GTK_TYPE_GRID, "field-table"), counts);
  g_assert_cmpuint (counts[VOUCH_MARK_VERIFIED], ==, 4);
  g_assert_cmpuint (counts[VOUCH_MARK_MISMATCH], ==, 1);
  g_assert_cmpuint (counts[VOUCH_MARK_NOT_CHECKED], ==, 1);
  g_assert_nonnull (profile_fixture_find (&f, GTK_TYPE_LABEL, "field-differs"));
  g_assert_cmpuint (vouch_timeline_get_n_rows (
                        VOUCH_TIMELINE (profile_fixture_find (&f, VOUCH_TYPE_TIMELINE, NULL))),
                    ==, 3);
  profile_fixture_close (&f);
}

int
main (int argc, char **argv)
{
  vouch_test_init (&argc, &argv);
  g_test_add_func ("/pages/profile/decline-needs-a-reason", test_decline_needs_a_reason);
  g_test_add_func ("/pages/profile/decline-is-sent-once", test_decline_is_sent_once);
  g_test_add_func ("/pages/profile/offline-is-staged", test_offline_is_staged);
  g_test_add_func ("/pages/profile/refused-asks-again", test_refused_asks_again);
  g_test_add_func ("/pages/profile/moved-facts-are-not-decided", test_moved_facts_are_not_decided);
  g_test_add_func ("/pages/profile/auditor-only-looks", test_auditor_only_looks);
  g_test_add_func ("/pages/profile/deletion-stands-in-the-way", test_deletion_stands_in_the_way);
  g_test_add_func ("/pages/profile/comment-waits", test_comment_waits);
  g_test_add_func ("/pages/profile/typed-text-stays", test_typed_text_stays);
  g_test_add_func ("/pages/profile/field-marks", test_field_marks);
  return g_test_run ();
}
