/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbox: durable, in order, laid over the cache until the effect came back. */

#include "store-fixture.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "vouch-commands.h"

#define W "workspace/test"

static VouchApplicant *
load_one (Fixture *self)
{
  g_autofree char *row = applicant_row ("a1", 5, "Anna", "");
  g_autofree char *page = page_of (W, "t1", FALSE, row, "");

  apply_ok (self->store, W, page);
  {
    VouchApplicant *applicant = vouch_store_ref_applicant (self->store, "a1");

    WAIT_FOR (vouch_applicant_get_loaded (applicant));
    return applicant;
  }
}

static void
test_order_survives (Fixture *self, gconstpointer data)
{
  gint64 last = 0;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *args = g_strdup_printf ("{\"body\":\"%u\"}", i);
      g_autoptr (VouchCommand) command = enqueue (self->store, "comment.add", "a1", args);

      g_assert_cmpint (vouch_command_get_number (command), >, last);
      last = vouch_command_get_number (command);
    }
  fixture_close (self);
  fixture_open (self);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (VouchCommand) command =
          g_list_model_get_item (vouch_store_get_outbox (self->store), i);
      g_autofree char *body = vouch_command_dup_arg (command, "body");

      g_assert_cmpint (body[0] - '0', ==, (int) i);
    }
}

static void
test_overlay_until_back (Fixture *self, gconstpointer data)
{
  g_autoptr (VouchApplicant) applicant = load_one (self);
  g_autoptr (VouchCommand) command =
      enqueue (self->store, "review.assign", "a1", "{\"reviewer_id\":\"u1\",\"was\":null}");
  g_autofree char *other = applicant_row ("a2", 6, "Berta", "");
  g_autofree char *unrelated = page_of (W, "t2", TRUE, other, "");
  g_autofree char *row = applicant_row ("a1", 9, "Anna", ",\"reviewer_id\":\"u1\"");
  g_autofree char *back = page_of (W, "t3", FALSE, row, "");

  g_assert_cmpstr (vouch_applicant_get_record (applicant)->reviewer_id, ==, "u1");
  g_assert_null (vouch_applicant_get_confirmed (applicant)->reviewer_id);
  g_assert_cmpint (vouch_applicant_get_pending (applicant), ==, VOUCH_APPLICANT_WAITING);

  vouch_store_set_command_state (self->store, command, VOUCH_COMMAND_ANSWERED, 9, NULL, NULL, NULL);
  apply_ok (self->store, W, unrelated);
  g_assert_cmpstr (vouch_applicant_get_record (applicant)->reviewer_id, ==, "u1");
  g_assert_cmpuint (g_list_model_get_n_items (vouch_store_get_outbox (self->store)), ==, 1);

  apply_ok (self->store, W, back);
  g_assert_cmpuint (g_list_model_get_n_items (vouch_store_get_outbox (self->store)), ==, 0);
  g_assert_cmpstr (vouch_applicant_get_confirmed (applicant)->reviewer_id, ==, "u1");
  g_assert_cmpint (vouch_applicant_get_pending (applicant), ==, VOUCH_APPLICANT_SETTLED);
}

static void
count_cb (VouchApplicant *applicant, GParamSpec *pspec, guint *count)
{
  ++*count;
}

static void
test_no_flicker (Fixture *self, gconstpointer data)
{
  g_autoptr (VouchApplicant) applicant = load_one (self);
  g_autoptr (VouchCommand) command =
      enqueue (self->store, "review.assign", "a1", "{\"reviewer_id\":\"u1\",\"was\":null}");
  g_autofree char *row = applicant_row ("a1", 9, "Anna", ",\"reviewer_id\":\"u1\"");
  g_autofree char *back = page_of (W, "t3", FALSE, row, "");
  guint count = 0;

  vouch_store_set_command_state (self->store, command, VOUCH_COMMAND_ANSWERED, 9, NULL, NULL, NULL);
  g_signal_connect (applicant, "notify::reviewer-id", G_CALLBACK (count_cb), &count);
  apply_ok (self->store, W, back);
  g_assert_cmpuint (count, ==, 0);
}

static void
test_refused_shows_confirmed (Fixture *self, gconstpointer data)
{
  g_autoptr (VouchApplicant) applicant = load_one (self);
  g_autoptr (VouchCommand) command = enqueue (self->store, "review.approve", "a1", "{}");
  g_autofree char *first = g_strdup (vouch_command_get_id (command));

  g_assert_cmpint (vouch_applicant_get_status (applicant), ==, VOUCH_STATUS_APPROVED);
  vouch_store_set_command_state (self->store, command, VOUCH_COMMAND_REFUSED, 0, "conflict",
                                 "Somebody else decided", "{}");
  g_assert_cmpint (vouch_applicant_get_status (applicant), ==, VOUCH_STATUS_IN_REVIEW);
  g_assert_cmpint (vouch_applicant_get_pending (applicant), ==, VOUCH_APPLICANT_REFUSED);
  vouch_store_retry_command (self->store, command);
  g_assert_cmpstr (first, !=, vouch_command_get_id (command));
  g_assert_cmpint (vouch_command_get_state (command), ==, VOUCH_COMMAND_WAITING);
  vouch_store_discard_command (self->store, command);
  g_assert_cmpint (vouch_applicant_get_pending (applicant), ==, VOUCH_APPLICANT_SETTLED);
}

static void
test_staged_is_not_final (Fixture *self, gconstpointer data)
{
  g_autoptr (VouchApplicant) applicant = load_one (self);
  g_autoptr (VouchCommand) command = NULL;

  vouch_store_set_staging (self->store, TRUE);
  command = enqueue (self->store, "review.approve", "a1", "{}");
  g_assert_cmpint (vouch_command_get_state (command), ==, VOUCH_COMMAND_STAGED);
  g_assert_cmpint (vouch_applicant_get_status (applicant), ==, VOUCH_STATUS_IN_REVIEW);
  g_assert_cmpint (vouch_applicant_get_pending (applicant), ==, VOUCH_APPLICANT_STAGED);
}

static void
test_pending_comment (Fixture *self, gconstpointer data)
{
  g_autoptr (VouchProfile) profile = vouch_profile_new (self->store, "a1");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (VouchCommand) command = NULL;
  const VouchCommentRecord *comment;

  WAIT_FOR (vouch_profile_get_loaded (profile));
  vouch_store_add_comment_async (self->store, "a1", "look at page 2", NULL, store_result_cb,
                                 &result);
  WAIT_FOR (result != NULL);
  command = vouch_store_enqueue_finish (self->store, result, NULL);
  g_assert_cmpuint (vouch_profile_get_comments (profile)->len, ==, 1);
  comment = vouch_profile_get_comments (profile)->pdata[0];
  g_assert_cmpstr (comment->body, ==, "look at page 2");
  g_assert_cmpint (comment->seq, ==, 0);
}

/* The child says the number of each command it was told is durable, then is killed. */
static void
run_child (const char *directory, int out)
{
  Fixture self = { g_strdup (directory), NULL };

  fixture_open (&self);
  for (guint i = 0; i < 100000; i++)
    {
      g_autoptr (VouchCommand) command = enqueue (self.store, "comment.add", "a1", "{}");
      gint64 number = vouch_command_get_number (command);

      if (write (out, &number, sizeof number) != sizeof number)
        _exit (1);
    }
  _exit (0);
}

static void
test_kill (void)
{
  Fixture self = { g_dir_make_tmp ("vouch-store-XXXXXX", NULL), NULL };
  gint64 number = 0;
  gint64 last = 0;
  int pipes[2];
  pid_t child;
  guint n;

  g_assert_cmpint (pipe (pipes), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      close (pipes[0]);
      run_child (self.directory, pipes[1]);
    }
  close (pipes[1]);
  while (last < 50 && read (pipes[0], &number, sizeof number) == sizeof number)
    last = number;
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  while (read (pipes[0], &number, sizeof number) == sizeof number)
    last = number;
  close (pipes[0]);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);

  fixture_open (&self);
  n = g_list_model_get_n_items (vouch_store_get_outbox (self.store));
  g_assert_cmpint (n, >=, last);
  g_assert_cmpint (last, >=, 50);
  fixture_tear_down (&self, NULL);
}

#define ADD(path, func) \
  g_test_add ("/store/outbox/" path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* First, while this process has no threads to lose in the fork. */
  g_test_add_func ("/store/outbox/kill-loses-nothing", test_kill);
  ADD ("order-survives", test_order_survives);
  ADD ("overlay-stays-until-the-row-is-back", test_overlay_until_back);
  ADD ("overlay-goes-without-flicker", test_no_flicker);
  ADD ("refused-shows-what-is-confirmed", test_refused_shows_confirmed);
  ADD ("staged-is-not-final", test_staged_is_not_final);
  ADD ("pending-comment-is-shown", test_pending_comment);
  return g_test_run ();
}
