/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may decide whom, and what is said when not. */
#include "vouch-decision-rules.h"
#include "vouch-field-table.h"

static VouchDecisionFacts
good_facts (void)
{
  return (VouchDecisionFacts){ .complete = TRUE,
                               .may_review = TRUE,
                               .status = VOUCH_STATUS_IN_REVIEW,
                               .user_id = "u-ann",
                               .reviewer_id = "u-ann" };
}

static void
test_reviewer_may (void)
{
  VouchDecisionFacts facts = good_facts ();

  g_assert_cmpint (vouch_decision_judge (&facts), ==, VOUCH_DECISION_ALLOWED);
  g_assert_null (vouch_decision_explain (VOUCH_DECISION_ALLOWED, NULL));
}

static void
test_others_may_not (void)
{
  VouchDecisionFacts facts = good_facts ();
  g_autofree char *text = vouch_decision_explain (VOUCH_DECISION_OTHER_REVIEWER, "Ben Ortiz");

  facts.reviewer_id = "u-ben";
  g_assert_cmpint (vouch_decision_judge (&facts), ==, VOUCH_DECISION_OTHER_REVIEWER);
  g_assert_nonnull (strstr (text, "Ben Ortiz"));
  facts.may_override = TRUE;
  g_assert_cmpint (vouch_decision_judge (&facts), ==, VOUCH_DECISION_ALLOWED);
  facts.reviewer_id = NULL;
  g_assert_cmpint (vouch_decision_judge (&facts), ==, VOUCH_DECISION_NO_REVIEWER);
  facts.may_review = FALSE;
  g_assert_cmpint (vouch_decision_judge (&facts), ==, VOUCH_DECISION_NO_PERMISSION);
}

static void
test_status_decides (void)
{
  for (guint i = 0; i < vouch_status_enum.n_values; i++)
    {
      VouchDecisionFacts facts = good_facts ();
      VouchDecisionVerdict verdict;

      facts.status = i;
      verdict = vouch_decision_judge (&facts);
      g_assert_cmpint (verdict == VOUCH_DECISION_ALLOWED, ==, vouch_status_is_decidable (i));
      g_assert_cmpint (verdict == VOUCH_DECISION_DECIDED, ==, vouch_status_is_decided (i));
    }
}

static void
test_what_stands_in_the_way (void)
{
  VouchDecisionFacts facts = good_facts ();

  facts.complete = FALSE;
  g_assert_cmpint (vouch_decision_judge (&facts), ==, VOUCH_DECISION_LOADING);
  facts = good_facts ();
  facts.scheduled_deletion_at = 1;
  g_assert_cmpint (vouch_decision_judge (&facts), ==, VOUCH_DECISION_DELETION);
  facts = good_facts ();
  facts.decision = VOUCH_DECISION_STATE_WAITING;
  g_assert_cmpint (vouch_decision_judge (&facts), ==, VOUCH_DECISION_ON_ITS_WAY);
  facts.decision = VOUCH_DECISION_STATE_STAGED;
  g_assert_cmpint (vouch_decision_judge (&facts), ==, VOUCH_DECISION_STAGED);
  facts.decision = VOUCH_DECISION_STATE_REFUSED;
  g_assert_cmpint (vouch_decision_judge (&facts), ==, VOUCH_DECISION_REFUSED);
}

static void
test_sources (void)
{
  g_assert_cmpint (vouch_field_source_says ("A", "A"), ==, VOUCH_SOURCE_AGREES);
  g_assert_cmpint (vouch_field_source_says ("A", "B"), ==, VOUCH_SOURCE_DIFFERS);
  g_assert_cmpint (vouch_field_source_says ("A", NULL), ==, VOUCH_SOURCE_ABSENT);
  g_assert_cmpint (vouch_field_source_says ("A", ""), ==, VOUCH_SOURCE_ABSENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pages/profile/rules/the-reviewer-may", test_reviewer_may);
  g_test_add_func ("/pages/profile/rules/others-may-not", test_others_may_not);
  g_test_add_func ("/pages/profile/rules/status-decides", test_status_decides);
  g_test_add_func ("/pages/profile/rules/what-stands-in-the-way", test_what_stands_in_the_way);
  g_test_add_func ("/pages/profile/rules/sources", test_sources);
  return g_test_run ();
}
