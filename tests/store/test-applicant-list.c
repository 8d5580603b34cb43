/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The windowed list: queries, placeholders, smallest changes, bounded work over many rows. */

#include "store-fixture.h"

#include "vouch-applicant-list.h"

#define W "workspace/test"

static void
fill (VouchStore *store, guint from, guint n, gboolean more)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autofree char *page = NULL;

  for (guint i = from; i < from + n; i++)
    {
      g_autofree char *id = g_strdup_printf ("a%06u", i);
      g_autofree char *name = g_strdup_printf ("Person %06u", i);
      g_autofree char *row = applicant_row (id, i + 1, name, "");

      g_string_append_printf (rows, "%s%s", i > from ? "," : "", row);
    }
  page = page_of (W, "t", more, rows->str, "");
  apply_ok (store, W, page);
}

static VouchApplicantList *
list_by_name (VouchStore *store, const char *search)
{
  VouchApplicantList *list = vouch_applicant_list_new (store);
  VouchApplicantQuery query = VOUCH_APPLICANT_QUERY_INIT;

  query.sort = VOUCH_APPLICANT_SORT_NAME;
  query.descending = FALSE;
  query.search = search;
  vouch_applicant_list_set_query (list, &query);
  WAIT_FOR (!vouch_applicant_list_get_loading (list));
  return list;
}

static const char *
title_at (VouchApplicantList *list, guint position)
{
  g_autoptr (VouchApplicant) item = g_list_model_get_item (G_LIST_MODEL (list), position);

  WAIT_FOR (vouch_applicant_get_loaded (item));
  return g_intern_string (vouch_applicant_get_title (item));
}

static void
test_placeholder_fills (Fixture *self, gconstpointer data)
{
  g_autoptr (VouchApplicantList) list = NULL;
  g_autoptr (VouchApplicant) item = NULL;

  fill (self->store, 0, 250, FALSE);
  list = list_by_name (self->store, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 250);
  item = g_list_model_get_item (G_LIST_MODEL (list), 120);
  g_assert_false (vouch_applicant_get_loaded (item));
  WAIT_FOR (vouch_applicant_get_loaded (item));
  g_assert_cmpstr (vouch_applicant_get_id (item), ==, "a000120");
}

static void
test_search (Fixture *self, gconstpointer data)
{
  g_autofree char *row = applicant_row ("a1", 1, "Zo\u00eb M\u00fcller",
                                        ",\"email\":\"zoe@example.org\",\"phone\":\"+49301234\"");
  g_autofree char *other = applicant_row ("a2", 2, "Jan Novak", "");
  g_autofree char *rows = g_strconcat (row, ",", other, NULL);
  g_autofree char *page = page_of (W, "t", FALSE, rows, "");
  const struct
  {
    const char *text;
    guint n;
  } cases[] = { { "muller", 1 }, { "MUL zo", 1 },  { "zoe@exam", 1 }, { "+4930", 1 },
                { "a2", 1 },     { "novak x", 0 }, { "\" QQ *", 0 },  { "  ", 2 } };

  apply_ok (self->store, W, page);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VouchApplicantList) list = list_by_name (self->store, cases[i].text);

      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, cases[i].n);
    }
}

typedef struct
{
  guint calls;
  guint position, removed, added;
} Emission;

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, Emission *out)
{
  out->calls++;
  out->position = position;
  out->removed = removed;
  out->added = added;
}

static void
test_small_change (Fixture *self, gconstpointer data)
{
  g_autoptr (VouchApplicantList) list = NULL;
  g_autofree char *row = applicant_row ("b1", 900, "Person 000010b", "");
  g_autofree char *page = page_of (W, "t2", FALSE, row, "");
  Emission out = { 0 };

  fill (self->store, 0, 300, FALSE);
  list = list_by_name (self->store, NULL);
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &out);
  apply_ok (self->store, W, page);
  WAIT_FOR (g_list_model_get_n_items (G_LIST_MODEL (list)) == 301);
  g_assert_cmpuint (out.calls, ==, 1);
  g_assert_cmpuint (out.position, ==, 11);
  g_assert_cmpuint (out.removed, ==, 0);
  g_assert_cmpuint (out.added, ==, 1);
}

static void
test_changed_row_notifies (Fixture *self, gconstpointer data)
{
  g_autoptr (VouchApplicantList) list = NULL;
  g_autoptr (VouchApplicant) item = NULL;
  g_autofree char *row = applicant_row ("a000003", 900, "Person 000003 new", "");
  g_autofree char *page = page_of (W, "t2", FALSE, row, "");
  Emission out = { 0 };

  fill (self->store, 0, 10, FALSE);
  list = list_by_name (self->store, NULL);
  item = g_list_model_get_item (G_LIST_MODEL (list), 3);
  WAIT_FOR (vouch_applicant_get_loaded (item));
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &out);
  apply_ok (self->store, W, page);
  WAIT_FOR (g_str_has_suffix (vouch_applicant_get_title (item), "new"));
  WAIT_FOR (!vouch_applicant_list_get_loading (list));
  g_assert_cmpuint (out.calls, ==, 0);
}

static void
test_live_object_takes_the_place (Fixture *self, gconstpointer data)
{
  g_autoptr (VouchApplicantList) list = NULL;
  g_autoptr (VouchApplicant) live = NULL;
  g_autoptr (VouchApplicant) item = NULL;

  fill (self->store, 0, 10, FALSE);
  list = list_by_name (self->store, NULL);
  live = vouch_store_ref_applicant (self->store, "a000004");
  (void) title_at (list, 5);
  item = g_list_model_get_item (G_LIST_MODEL (list), 4);
  g_assert_true (item == live);
}

static void
test_many_rows (Fixture *self, gconstpointer data)
{
  const guint n = 100000;
  g_autoptr (VouchApplicantList) list = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_auto (GStrv) next = NULL;
  gint64 before;

  for (guint i = 0; i < n; i += 5000)
    fill (self->store, i, 5000, i + 5000 < n);
  list = list_by_name (self->store, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n);
  g_assert_cmpstr (title_at (list, 77777), ==, "Person 077777");

  /* A placeholder costs no query: a walk over ten thousand rows is memory work only. */
  before = g_get_monotonic_time ();
  for (guint i = 0; i < 10000; i++)
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (list), i));
  g_test_minimized_result ((double) (g_get_monotonic_time () - before) / 1e6, "10000 get_item");
  g_assert_cmpstr (title_at (list, 99999), ==, "Person 099999");
  g_assert_cmpstr (title_at (list, 5), ==, "Person 000005");

  vouch_applicant_list_find_async (list, "a050000", NULL, store_result_cb, &result);
  WAIT_FOR (result != NULL);
  g_assert_cmpint (vouch_applicant_list_find_finish (list, result, NULL), ==, 50000);
  g_clear_object (&result);
  vouch_applicant_list_neighbours_async (list, "a050000", -1, 2, NULL, store_result_cb, &result);
  WAIT_FOR (result != NULL);
  next = vouch_applicant_list_neighbours_finish (list, result, NULL);
  g_assert_cmpuint (g_strv_length (next), ==, 2);
  g_assert_cmpstr (next[0], ==, "a049999");
  g_assert_cmpstr (next[1], ==, "a049998");
}

#define ADD(path, func) \
  g_test_add ("/store/applicant-list/" path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("placeholder-fills", test_placeholder_fills);
  ADD ("search", test_search);
  ADD ("small-change-is-small", test_small_change);
  ADD ("changed-row-notifies", test_changed_row_notifies);
  ADD ("live-object-takes-the-place", test_live_object_takes_the_place);
  ADD ("many-rows", test_many_rows);
  return g_test_run ();
}
