/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The feed: pages, tombstones, acknowledgements, tokens, checksum. */

#include "server-fixture.h"

#include <string.h>

#include "vouch-id.h"

typedef struct
{
  VouchJson *json;
  char *token;
  gboolean more;
} Page;

static gboolean
read_page (ServerFixture *self, const char *user, const char *scope, const char *token, guint limit,
           Page *page, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (VouchActor) actor = vouch_actor_load (self->db, user, error);

  memset (page, 0, sizeof *page);
  g_assert_nonnull (actor);
  if (!vouch_feed_read (self->feed, self->db, actor, scope, token, limit, out, error))
    {
      g_assert_cmpint (out->len, ==, 0);
      return FALSE;
    }
  page->json = vouch_json_parse (out->str, (gssize) out->len, error);
  g_assert_nonnull (page->json);
  page->token = vouch_json_get_string (page->json, 0, "token");
  page->more = vouch_json_get_bool (page->json, 0, "more", FALSE);
  return TRUE;
}

static void
page_clear (Page *page)
{
  g_clear_pointer (&page->json, vouch_json_unref);
  g_clear_pointer (&page->token, g_free);
}

static guint
n_of (Page *page, const char *member)
{
  return vouch_json_size (page->json, vouch_json_get (page->json, 0, member));
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Reads a scope to its end; returns the checksum over what came, and the server's. */
static char *
load_all (ServerFixture *self, const char *user, const char *scope, guint limit, guint *n_pages,
          char **checksum)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *token = NULL;
  gint64 last = 0;
  gboolean more = TRUE;

  for (*n_pages = 0; more; (*n_pages)++)
    {
      g_autoptr (GError) error = NULL;
      Page page;
      VouchJsonRef rows;

      g_assert_cmpint (*n_pages, <, 200);
      g_assert_true (read_page (self, user, scope, token, limit, &page, &error));
      rows = vouch_json_get (page.json, 0, "rows");
      for (VouchJsonRef ref = vouch_json_first (page.json, rows); ref != VOUCH_JSON_NOTHING;
           ref = vouch_json_next (page.json, ref))
        {
          g_autofree char *type = vouch_json_get_string (page.json, ref, "type");
          g_autofree char *id = vouch_json_get_string (page.json, ref, "id");
          gint64 seq = vouch_json_get_int (page.json, ref, "seq", 0);
          gpointer record;

          g_assert_cmpint (seq, >=, last);
          last = seq;
          record = vouch_record_from_json (vouch_record_type_find (type), page.json,
                                           vouch_json_get (page.json, ref, "data"), &error);
          g_assert_no_error (error);
          vouch_record_free (vouch_record_type_find (type), record);
          g_ptr_array_add (lines, g_strdup_printf ("%s %s %" G_GINT64_FORMAT "\n", type, id, seq));
        }
      g_assert_cmpint (n_of (&page, "gone"), ==, 0);
      g_free (token);
      token = g_strdup (page.token);
      more = page.more;
      *checksum = vouch_json_get_string (page.json, 0, "checksum");
      g_assert_true (more == (*checksum == NULL));
      page_clear (&page);
    }

  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    g_string_append (text, g_ptr_array_index (lines, i));
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, (gssize) text->len);
}

static void
test_snapshot (ServerFixture *self, gconstpointer data)
{
  g_autofree char *applicant = g_strconcat ("applicant/", self->applicant, NULL);
  const char *scopes[] = { "workspace/live", "workspace/test", applicant };

  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      for (guint limit = 1; limit <= 1000; limit *= 10)
        {
          g_autofree char *theirs = NULL;
          g_autofree char *mine = NULL;
          guint n_pages;

          mine = load_all (self, self->ann, scopes[i], limit, &n_pages, &theirs);
          g_assert_cmpstr (mine, ==, theirs);
          g_assert_true (limit == 1 ? n_pages > 2 : n_pages >= 1);
        }
    }
}

static void
test_changes_and_acks (ServerFixture *self, gconstpointer data)
{
  g_autofree char *scope = g_strconcat ("applicant/", self->applicant, NULL);
  g_autofree char *good = vouch_id_new ();
  g_autofree char *bad = vouch_id_new ();
  g_autoptr (GError) error = NULL;
  Page first, second, third, foreign;

  g_assert_true (read_page (self, self->ann, scope, NULL, 0, &first, &error));
  g_assert_true (read_page (self, self->ben, scope, NULL, 0, &foreign, &error));
  assert_answer (run_as (self, self->ann, good, "comment.add", self->applicant, NULL,
                         "{\"body\":\"new\"}"),
                 200, NULL);
  assert_answer (run_as (self, self->ann, bad, "comment.add", self->applicant, NULL,
                         "{\"body\":\"\"}"),
                 422, "invalid");
  g_assert_true (read_page (self, self->ann, scope, first.token, 0, &second, &error));
  g_assert_cmpint (n_of (&second, "rows"), ==, 2); /* comment and line of the trail */
  g_assert_cmpint (n_of (&second, "acks"), ==, 2);
  g_assert_true (read_page (self, self->ann, scope, second.token, 0, &third, &error));
  g_assert_cmpint (n_of (&third, "rows"), ==, 0);
  g_assert_cmpint (n_of (&third, "acks"), ==, 0);
  page_clear (&third);
  /* others see the change, not the acknowledgement */
  g_assert_true (read_page (self, self->ben, scope, foreign.token, 0, &third, &error));
  g_assert_cmpint (n_of (&third, "rows"), ==, 2);
  g_assert_cmpint (n_of (&third, "acks"), ==, 0);
  page_clear (&first);
  page_clear (&second);
  page_clear (&third);
  page_clear (&foreign);
}

static void
test_tombstones (ServerFixture *self, gconstpointer data)
{
  g_autofree char *scope = g_strconcat ("applicant/", self->tested, NULL);
  g_autoptr (GError) error = NULL;
  Page workspace, applicant, page;

  g_assert_true (read_page (self, self->ann, "workspace/test", NULL, 0, &workspace, &error));
  g_assert_true (read_page (self, self->ann, scope, NULL, 0, &applicant, &error));
  assert_answer (run_as (self, self->admin, NULL, "applicant.delete", self->tested, NULL, "{}"),
                 200, NULL);

  g_assert_true (read_page (self, self->ann, "workspace/test", workspace.token, 0, &page, &error));
  g_assert_cmpint (n_of (&page, "gone"), ==, 1);
  page_clear (&page);
  g_assert_true (read_page (self, self->ann, scope, applicant.token, 0, &page, &error));
  g_assert_cmpint (n_of (&page, "gone"), ==, n_of (&applicant, "rows"));
  page_clear (&page);
  /* who comes later finds nothing */
  g_assert_false (read_page (self, self->ann, scope, NULL, 0, &page, &error));
  g_assert_error (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_NOT_FOUND);
  page_clear (&workspace);
  page_clear (&applicant);
}

static void
test_deleted_during_snapshot (ServerFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  guint n_gone = 0;
  Page page;

  g_assert_true (read_page (self, self->ann, "workspace/test", NULL, 1, &page, &error));
  assert_answer (run_as (self, self->admin, NULL, "applicant.delete", self->tested, NULL, "{}"),
                 200, NULL);
  while (page.more)
    {
      token = g_strdup (page.token);
      page_clear (&page);
      g_assert_true (read_page (self, self->ann, "workspace/test", token, 1, &page, &error));
      n_gone += n_of (&page, "gone");
      g_clear_pointer (&token, g_free);
    }
  g_assert_cmpint (n_gone, ==, 1);
  page_clear (&page);
}

static void
assert_refused (ServerFixture *self, const char *user, const char *scope, const char *token,
                VouchServerError code)
{
  g_autoptr (GError) error = NULL;
  Page page;

  g_assert_false (read_page (self, user, scope, token, 0, &page, &error));
  g_assert_error (error, VOUCH_SERVER_ERROR, (int) code);
}

static void
test_tokens (ServerFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *altered = NULL;
  Page page;

  g_assert_true (read_page (self, self->ann, "workspace/live", NULL, 0, &page, &error));
  altered = g_strdup (page.token);
  for (gsize i = 0; altered[i] != '\0'; i++)
    {
      char was = altered[i];

      altered[i] = was == 'A' ? 'B' : 'A';
      assert_refused (self, self->ann, "workspace/live", altered,
                      VOUCH_SERVER_ERROR_CANNOT_CALCULATE);
      altered[i] = was;
    }
  assert_refused (self, self->ann, "workspace/live", "", VOUCH_SERVER_ERROR_CANNOT_CALCULATE);
  assert_refused (self, self->ann, "workspace/test", page.token,
                  VOUCH_SERVER_ERROR_CANNOT_CALCULATE);
  assert_refused (self, self->stranger, "workspace/live", page.token,
                  VOUCH_SERVER_ERROR_CANNOT_CALCULATE);
  assert_refused (self, self->admin, "workspace/live", page.token,
                  VOUCH_SERVER_ERROR_SCOPE_CHANGED);
  /* too old */
  vouch_now_set_for_test (vouch_now () + 31 * G_TIME_SPAN_DAY);
  assert_refused (self, self->ann, "workspace/live", page.token,
                  VOUCH_SERVER_ERROR_CANNOT_CALCULATE);
  vouch_now_set_for_test (0);
  page_clear (&page);
}

static void
test_scopes (ServerFixture *self, gconstpointer data)
{
  g_autofree char *scope = g_strconcat ("applicant/", self->applicant, NULL);

  assert_refused (self, self->stranger, scope, NULL, VOUCH_SERVER_ERROR_NOT_FOUND);
  assert_refused (self, self->ann, "applicant/x", NULL, VOUCH_SERVER_ERROR_NOT_FOUND);
  assert_refused (self, self->ann, "workspace/other", NULL, VOUCH_SERVER_ERROR_INVALID);
  assert_refused (self, self->ann, "everything", NULL, VOUCH_SERVER_ERROR_INVALID);
  assert_refused (self, self->auditor, scope, NULL, VOUCH_SERVER_ERROR_DENIED);
  assert_refused (self, self->auditor, "workspace/live", NULL, VOUCH_SERVER_ERROR_DENIED);
}

static void
test_other_company_sees_nothing (ServerFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Page page;

  g_assert_true (read_page (self, self->stranger, "workspace/live", NULL, 0, &page, &error));
  g_assert_cmpint (n_of (&page, "rows"), ==, 3); /* company, role, user */
  page_clear (&page);
}

typedef struct
{
  GMutex lock;
  GPtrArray *scopes;
} Hints;

static void
hint_cb (const char *company_id, const char *scope, gint64 seq, gpointer user_data)
{
  Hints *hints = user_data;

  g_mutex_lock (&hints->lock);
  g_ptr_array_add (hints->scopes, g_strdup (scope));
  g_mutex_unlock (&hints->lock);
}

static void
test_hints (ServerFixture *self, gconstpointer data)
{
  g_autofree char *scope = g_strconcat ("applicant/", self->applicant, NULL);
  Hints hints = { .scopes = g_ptr_array_new_with_free_func (g_free) };

  vouch_writer_set_hint (self->writer, hint_cb, &hints, NULL);
  assert_answer (run_as (self, self->ann, NULL, "comment.add", self->applicant, NULL,
                         "{\"body\":\"new\"}"),
                 200, NULL);
  g_assert_cmpint (hints.scopes->len, ==, 2);
  g_assert_true (g_ptr_array_find_with_equal_func (hints.scopes, scope, g_str_equal, NULL));
  g_assert_true (
      g_ptr_array_find_with_equal_func (hints.scopes, "workspace/live", g_str_equal, NULL));
  vouch_writer_set_hint (self->writer, NULL, NULL, NULL);
  g_ptr_array_unref (hints.scopes);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  server_test ("/server/feed/snapshot", test_snapshot);
  server_test ("/server/feed/changes-and-acks", test_changes_and_acks);
  server_test ("/server/feed/tombstones", test_tombstones);
  server_test ("/server/feed/deleted-during-snapshot", test_deleted_during_snapshot);
  server_test ("/server/feed/tokens", test_tokens);
  server_test ("/server/feed/scopes", test_scopes);
  server_test ("/server/feed/other-company", test_other_company_sees_nothing);
  server_test ("/server/feed/hints", test_hints);
  return g_test_run ();
}
