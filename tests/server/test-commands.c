/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every command: what it does, and who is refused. */

#include "server-fixture.h"

#include <string.h>

#include "vouch-id.h"

static void
assign (ServerFixture *self, const char *by, const char *reviewer)
{
  g_autofree char *args = g_strdup_printf ("{\"reviewer_id\":\"%s\",\"was\":null}", reviewer);

  assert_answer (run_as (self, by, NULL, "review.assign", self->applicant, NULL, args), 200, NULL);
}

static void
assert_status (ServerFixture *self, const char *id, VouchStatus status)
{
  VouchApplicantRecord *applicant = get_applicant (self, id);

  g_assert_cmpint (applicant->status, ==, status);
  vouch_record_free (&vouch_applicant_type, applicant);
}

static void
test_fixture_is_sound (ServerFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) report = g_string_new (NULL);
  VouchApplicantRecord *applicant = get_applicant (self, self->applicant);

  g_assert_cmpint (applicant->status, ==, VOUCH_STATUS_COMPLETED);
  g_assert_cmpint (applicant->warnings_unresolved, ==, 1);
  g_assert_cmpstr (applicant->warning_kinds, ==, "face_duplicate");
  g_assert_cmpstr (applicant->document_country, ==, "UA");
  vouch_record_free (&vouch_applicant_type, applicant);
  (void) vouch_server_check (self->data, report, &error);
  g_assert_cmpstr (report->str, ==, "");
  g_assert_no_error (error);
}

static void
test_assign (ServerFixture *self, gconstpointer data)
{
  g_autofree char *to_ben = g_strdup_printf ("{\"reviewer_id\":\"%s\",\"was\":null}", self->ben);
  g_autofree char *to_auditor =
      g_strdup_printf ("{\"reviewer_id\":\"%s\",\"was\":\"%s\"}", self->auditor, self->ann);
  g_autofree char *to_stranger =
      g_strdup_printf ("{\"reviewer_id\":\"%s\",\"was\":\"%s\"}", self->stranger, self->ann);
  g_autofree char *off = g_strdup_printf ("{\"reviewer_id\":null,\"was\":\"%s\"}", self->ann);

  assign (self, self->ann, self->ann);
  assert_status (self, self->applicant, VOUCH_STATUS_IN_REVIEW);
  assign (self, self->ben, self->ann); /* the same value again */
  assert_answer (run_as (self, self->ben, NULL, "review.assign", self->applicant, NULL, to_ben),
                 409, "conflict");
  assert_answer (run_as (self, self->ben, NULL, "review.assign", self->applicant, NULL, to_auditor),
                 422, "invalid");
  assert_answer (run_as (self, self->ben, NULL, "review.assign", self->applicant, NULL,
                         to_stranger),
                 422, "invalid");
  assert_answer (run_as (self, self->ben, NULL, "review.assign", self->applicant, NULL, off), 200,
                 NULL);
  assert_status (self, self->applicant, VOUCH_STATUS_COMPLETED);
}

static void
test_approve (ServerFixture *self, gconstpointer data)
{
  assign (self, self->ann, self->ann);
  assert_answer (decide_as (self, self->ann, "review.approve", self->applicant,
                            "{\"comment\":\"fine\"}"),
                 200, NULL);
  assert_status (self, self->applicant, VOUCH_STATUS_APPROVED);
  g_assert_cmpint (query_int (self, "SELECT count(*) FROM review WHERE status = 'approved' AND "
                                    "comment = 'fine'"),
                   ==, 1);
  g_assert_cmpint (query_int (self, "SELECT count(*) FROM timeline_entry WHERE "
                                    "event = 'review.approved' AND ip = '192.0.2.7'"),
                   ==, 1);
  g_assert_cmpint (query_int (self, "SELECT count(*) FROM event WHERE type = 'review.approved'"),
                   ==, 1);
  g_assert_cmpint (query_int (self, "SELECT sum (n) FROM stat_count WHERE word = "
                                    "'status.approved' AND mode = 'live'"),
                   ==, 1);
}

static void
test_decline (ServerFixture *self, gconstpointer data)
{
  const char *good = "{\"reasons\":[\"underage\",\"other\"],\"final\":true,"
                     "\"text_for_applicant\":\"Sorry\"}";

  assign (self, self->ann, self->ann);
  assert_answer (decide_as (self, self->ann, "review.decline", self->applicant,
                            "{\"reasons\":[],\"final\":true}"),
                 422, "invalid");
  assert_answer (decide_as (self, self->ann, "review.decline", self->applicant,
                            "{\"reasons\":[\"ugly\"],\"final\":true}"),
                 422, "invalid");
  assert_answer (decide_as (self, self->ann, "review.decline", self->applicant,
                            "{\"reasons\":[\"other\",\"other\"],\"final\":true}"),
                 422, "invalid");
  assert_answer (decide_as (self, self->ann, "review.decline", self->applicant,
                            "{\"reasons\":[\"other\"]}"),
                 422, "invalid");
  assert_answer (decide_as (self, self->ann, "review.decline", self->applicant, good), 200, NULL);
  assert_status (self, self->applicant, VOUCH_STATUS_DECLINED);
}

static void
test_decision_refusals (ServerFixture *self, gconstpointer data)
{
  g_autofree char *facts = current_facts (self, self->applicant);
  g_autofree char *stale = g_strdup_printf ("\"base\":0,\"seen\":\"%s\",", facts);
  VouchApplicantRecord *applicant = get_applicant (self, self->applicant);
  g_autofree char *blind = g_strdup_printf ("\"base\":%" G_GINT64_FORMAT ",\"seen\":\"%064d\",",
                                            applicant->decision_version, 0);

  vouch_record_free (&vouch_applicant_type, applicant);
  /* no permission before all else */
  assert_answer (decide_as (self, self->auditor, "review.approve", self->applicant, "{}"), 403,
                 "denied");
  /* nobody assigned */
  assert_answer (decide_as (self, self->ann, "review.approve", self->applicant, "{}"), 409,
                 "conflict");
  assign (self, self->ann, self->ann);
  assert_answer (run_as (self, self->ann, NULL, "review.approve", self->applicant, NULL, "{}"), 422,
                 "invalid");
  assert_answer (run_as (self, self->ann, NULL, "review.approve", self->applicant, stale, "{}"),
                 409, "conflict");
  assert_answer (run_as (self, self->ann, NULL, "review.approve", self->applicant, blind, "{}"),
                 409, "conflict");
  /* another reviewer, then one who may override */
  assert_answer (decide_as (self, self->ben, "review.approve", self->applicant, "{}"), 409,
                 "conflict");
  assert_status (self, self->applicant, VOUCH_STATUS_IN_REVIEW);
  assert_answer (decide_as (self, self->admin, "review.approve", self->applicant, "{}"), 200, NULL);
}

typedef struct
{
  VouchAnswer *answers[2];
  GMutex lock;
  GCond changed;
  guint n;
} Both;

static void
both_cb (VouchAnswer *answer, gpointer user_data)
{
  Both *both = user_data;

  g_mutex_lock (&both->lock);
  both->answers[both->n++] = vouch_answer_ref (answer);
  g_cond_signal (&both->changed);
  g_mutex_unlock (&both->lock);
}

static void
test_two_decide (ServerFixture *self, gconstpointer data)
{
  g_autofree char *facts = current_facts (self, self->applicant);
  VouchApplicantRecord *applicant;
  const char *users[2] = { self->ann, self->admin };
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (VouchJson) json = NULL;
  g_autofree char *name = NULL;
  Both both = { 0 };

  assign (self, self->ann, self->ann);
  applicant = get_applicant (self, self->applicant);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *id = vouch_id_new ();
      g_autofree char *text = g_strdup_printf (
          "{\"id\":\"%s\",\"type\":\"review.approve\",\"target\":\"%s\",\"base\":%" G_GINT64_FORMAT
          ",\"seen\":\"%s\",\"args\":{}}",
          id, self->applicant, applicant->decision_version, facts);
      g_autoptr (VouchCommand) command = vouch_command_parse (text, strlen (text), &error);
      g_autoptr (VouchActor) actor = vouch_actor_load (self->db, users[i], &error);

      vouch_writer_submit (self->writer, actor, command, both_cb, &both);
    }
  vouch_record_free (&vouch_applicant_type, applicant);

  g_mutex_lock (&both.lock);
  while (both.n < 2)
    g_cond_wait (&both.changed, &both.lock);
  g_mutex_unlock (&both.lock);
  json = answer_json (both.answers[1]);
  name = vouch_json_get_string (json, vouch_json_get (json, 0, "current"), "reviewer_name");
  g_assert_cmpstr (name, ==, "ann");
  g_assert_cmpint (vouch_json_kind (json, vouch_json_get (json, vouch_json_get (json, 0, "current"),
                                                          "applicant")),
                   ==, VOUCH_JSON_OBJECT);
  assert_answer (both.answers[0], 200, NULL);
  assert_answer (both.answers[1], 409, "conflict");
  g_assert_cmpint (query_int (self, "SELECT count(*) FROM review"), ==, 1);
}

static void
test_facts_changed (ServerFixture *self, gconstpointer data)
{
  g_autofree char *facts = NULL;
  g_autofree char *more = NULL;
  g_autofree char *args = g_strdup_printf ("{\"applicant_id\":\"%s\"}", self->applicant);
  VouchApplicantRecord *applicant;

  assign (self, self->ann, self->ann);
  facts = current_facts (self, self->applicant);
  assert_answer (run_as (self, self->ben, NULL, "warning.resolve", self->warning, NULL, args), 200,
                 NULL);
  applicant = get_applicant (self, self->applicant);
  g_assert_cmpint (applicant->warnings_unresolved, ==, 0);
  /* even with the version guessed right */
  more = g_strdup_printf ("\"base\":%" G_GINT64_FORMAT ",\"seen\":\"%s\",",
                          applicant->decision_version, facts);
  vouch_record_free (&vouch_applicant_type, applicant);
  assert_answer (run_as (self, self->ann, NULL, "review.approve", self->applicant, more, "{}"), 409,
                 "conflict");
}

static void
test_comment_leaves_decision (ServerFixture *self, gconstpointer data)
{
  VouchApplicantRecord *before = get_applicant (self, self->applicant);
  VouchApplicantRecord *after;

  assert_answer (run_as (self, self->ann, NULL, "comment.add", self->applicant, NULL,
                         "{\"body\":\"  Looks well  \"}"),
                 200, NULL);
  assert_answer (run_as (self, self->ann, NULL, "comment.add", self->applicant, NULL,
                         "{\"body\":\"  \"}"),
                 422, "invalid");
  assert_answer (run_as (self, self->auditor, NULL, "comment.add", self->applicant, NULL,
                         "{\"body\":\"x\"}"),
                 403, "denied");
  after = get_applicant (self, self->applicant);
  g_assert_cmpint (after->decision_version, ==, before->decision_version);
  g_assert_cmpint (after->version, ==, before->version + 1);
  g_assert_cmpint (query_int (self, "SELECT count(*) FROM comment WHERE body = 'Looks well'"), ==,
                   1);
  vouch_record_free (&vouch_applicant_type, before);
  vouch_record_free (&vouch_applicant_type, after);
}

static void
test_field_set (ServerFixture *self, gconstpointer data)
{
  const char *set = "{\"name\":\"number\",\"value\":\"X2\",\"was\":\"X1\"}";
  const char *late = "{\"name\":\"number\",\"value\":\"X3\",\"was\":\"X1\"}";
  const char *unknown = "{\"name\":\"shoe\",\"value\":\"44\",\"was\":\"\"}";
  VouchAnswer *answer;
  g_autoptr (VouchJson) json = NULL;
  g_autofree char *value = NULL;

  assert_answer (run_as (self, self->ann, NULL, "document.field.set", self->document, NULL, set),
                 403, "denied");
  assert_answer (run_as (self, self->admin, NULL, "document.field.set", self->document, NULL, set),
                 200, NULL);
  assert_answer (run_as (self, self->admin, NULL, "document.field.set", self->document, NULL, set),
                 200, NULL);
  answer = run_as (self, self->admin, NULL, "document.field.set", self->document, NULL, late);
  json = answer_json (answer);
  value = vouch_json_get_string (json, vouch_json_get (json, 0, "current"), "value");
  g_assert_cmpstr (value, ==, "X2");
  assert_answer (answer, 409, "conflict");
  assert_answer (run_as (self, self->admin, NULL, "document.field.set", self->document, NULL,
                         unknown),
                 422, "invalid");
  g_assert_cmpint (query_int (self, "SELECT count(*) FROM step_result WHERE json_extract (data, "
                                    "'$.fields[1].value') = 'X1' AND json_extract (data, "
                                    "'$.fields[1].edited.value') = 'X2'"),
                   ==, 1);
}

static void
test_step_history (ServerFixture *self, gconstpointer data)
{
  g_autofree char *again = g_strdup ("{\"step\":\"document\",\"status\":\"rejected\",\"data\":{}}");

  assert_answer (run_as (self, self->admin, NULL, "step.deactivate", self->document, NULL, "{}"),
                 200, NULL);
  assert_answer (run_as (self, self->admin, NULL, "step.deactivate", self->document, NULL, "{}"),
                 200, NULL);
  assert_answer (run_system (self, "step.record", self->applicant, again), 200, NULL);
  assert_answer (run_as (self, self->admin, NULL, "step.activate", self->document, NULL, "{}"), 200,
                 NULL);
  g_assert_cmpint (query_int (self, "SELECT count(*) FROM step_result s JOIN applicant a ON a.id = "
                                    "s.applicant_id WHERE a.mode = 'live' AND s.step = 'document' "
                                    "AND s.state = 'active' AND s.status = 'accepted'"),
                   ==, 1);
  g_assert_cmpint (query_int (self, "SELECT count(*) FROM step_result s JOIN applicant a ON a.id = "
                                    "s.applicant_id WHERE a.mode = 'live' AND s.step = 'document' "
                                    "AND s.state = 'history'"),
                   ==, 1);
}

static void
test_other_company (ServerFixture *self, gconstpointer data)
{
  assert_answer (decide_as (self, self->stranger, "review.approve", self->applicant, "{}"), 404,
                 "not_found");
  assert_answer (run_as (self, self->stranger, NULL, "comment.add", self->applicant, NULL,
                         "{\"body\":\"x\"}"),
                 404, "not_found");
  assert_answer (run_as (self, self->stranger, NULL, "warning.resolve", self->warning, NULL, "{}"),
                 404, "not_found");
  assert_answer (run_as (self, self->stranger, NULL, "step.deactivate", self->document, NULL, "{}"),
                 404, "not_found");
  assert_answer (run_as (self, self->stranger, NULL, "applicant.delete", self->applicant, NULL,
                         "{}"),
                 404, "not_found");
}

static void
test_people_may_not_run_internals (ServerFixture *self, gconstpointer data)
{
  guint n;
  const VouchCommandInfo *infos = vouch_commands_get (&n);
  guint n_internal = 0;

  for (guint i = 0; i < n; i++)
    {
      if (!infos[i].internal)
        continue;
      n_internal++;
      assert_answer (run_as (self, self->admin, NULL, infos[i].type, self->applicant, NULL, "{}"),
                     403, "denied");
    }
  g_assert_cmpint (n_internal, >=, 9);
  assert_answer (run_as (self, self->admin, NULL, "no.such", self->applicant, NULL, "{}"), 422,
                 "invalid");
}

static void
test_permission_counts_now (ServerFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VouchActor) actor = vouch_actor_load (self->db, self->ann, &error);
  g_autoptr (VouchCommand) command =
      vouch_command_new (NULL, "comment.add", self->applicant, "{\"body\":\"late\"}", &error);
  g_autofree char *sql =
      g_strdup_printf ("UPDATE user SET status = 'disabled' WHERE id = '%s'", self->ann);

  tamper (self, sql);
  assert_answer (vouch_writer_run (self->writer, actor, command), 403, "denied");
}

static void
test_live_access (ServerFixture *self, gconstpointer data)
{
  tamper (self, "UPDATE company SET live_enabled = 0");
  assert_answer (run_as (self, self->ann, NULL, "comment.add", self->applicant, NULL,
                         "{\"body\":\"x\"}"),
                 403, "denied");
  assert_answer (run_as (self, self->ann, NULL, "comment.add", self->tested, NULL,
                         "{\"body\":\"x\"}"),
                 200, NULL);
}

static void
test_replay (ServerFixture *self, gconstpointer data)
{
  g_autofree char *id = vouch_id_new ();
  g_autofree char *bad = vouch_id_new ();
  g_autoptr (VouchAnswer) first =
      run_as (self, self->ann, id, "comment.add", self->applicant, NULL, "{\"body\":\"once\"}");
  g_autoptr (VouchAnswer) again =
      run_as (self, self->ann, id, "comment.add", self->applicant, NULL, "{\"body\":\"once\"}");
  g_autoptr (VouchAnswer) refused =
      run_as (self, self->ann, bad, "comment.add", self->applicant, NULL, "{\"body\":\"\"}");
  g_autoptr (VouchAnswer) refused_again =
      run_as (self, self->ann, bad, "comment.add", self->applicant, NULL, "{\"body\":\"\"}");

  g_assert_true (again->replayed);
  g_assert_cmpint (again->status, ==, 200);
  g_assert_true (g_bytes_equal (first->body, again->body));
  g_assert_cmpint (refused_again->status, ==, 422);
  g_assert_true (g_bytes_equal (refused->body, refused_again->body));
  g_assert_cmpint (query_int (self, "SELECT count(*) FROM comment"), ==, 1);
  /* another body, another person */
  assert_answer (run_as (self, self->ann, id, "comment.add", self->applicant, NULL,
                         "{\"body\":\"twice\"}"),
                 422, "id_reused");
  assert_answer (run_as (self, self->ben, id, "comment.add", self->applicant, NULL,
                         "{\"body\":\"once\"}"),
                 422, "id_reused");
}

static void
test_reopened (ServerFixture *self, gconstpointer data)
{
  g_autofree char *id = vouch_id_new ();
  g_autoptr (VouchAnswer) first =
      run_as (self, self->ann, id, "comment.add", self->applicant, NULL, "{\"body\":\"kept\"}");
  g_autoptr (VouchAnswer) again = NULL;

  server_stop (self);
  server_start (self);
  again = run_as (self, self->ann, id, "comment.add", self->applicant, NULL, "{\"body\":\"kept\"}");
  g_assert_true (g_bytes_equal (first->body, again->body));
  g_assert_cmpint (query_int (self, "SELECT count(*) FROM comment"), ==, 1);
}

static void
test_external_id_once (ServerFixture *self, gconstpointer data)
{
  g_autofree char *id = vouch_id_new ();

  assert_answer (run_system (self, "applicant.create", id,
                             "{\"mode\":\"live\",\"external_user_id\":\"u-1\"}"),
                 422, "invalid");
  g_assert_cmpint (query_int (self, "SELECT count(*) FROM applicant"), ==, 2);
}

static void
test_parse_refuses (void)
{
  const char *const bodies[] = { "", "[]", "{}", "{\"id\":\"x\",\"type\":\"a\"}",
                                 "{\"id\":\"0190a0b0-0000-7000-8000-000000000000\","
                                 "\"type\":\"a\",\"target\":\"b\",\"args\":{}}" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (vouch_command_parse (bodies[i], strlen (bodies[i]), &error));
      g_assert_error (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_INVALID);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  server_test ("/server/commands/fixture-is-sound", test_fixture_is_sound);
  server_test ("/server/commands/assign", test_assign);
  server_test ("/server/commands/approve", test_approve);
  server_test ("/server/commands/decline", test_decline);
  server_test ("/server/commands/decision-refusals", test_decision_refusals);
  server_test ("/server/commands/two-decide", test_two_decide);
  server_test ("/server/commands/facts-changed", test_facts_changed);
  server_test ("/server/commands/comment-leaves-decision", test_comment_leaves_decision);
  server_test ("/server/commands/field-set", test_field_set);
  server_test ("/server/commands/step-history", test_step_history);
  server_test ("/server/commands/other-company", test_other_company);
  server_test ("/server/commands/internals", test_people_may_not_run_internals);
  server_test ("/server/commands/permission-counts-now", test_permission_counts_now);
  server_test ("/server/commands/live-access", test_live_access);
  server_test ("/server/commands/replay", test_replay);
  server_test ("/server/commands/reopened", test_reopened);
  server_test ("/server/commands/external-id-once", test_external_id_once);
  g_test_add_func ("/server/commands/parse-refuses", test_parse_refuses);
  return g_test_run ();
}
