/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The applicants page over a real store. */
#include "pages-fixture.h"
#include "vouch-applicants-page.h"
#include "vouch-chip.h"
#include "vouch-shot.h"
#include "vouch-table.h"
#include "vouch-test.h"

#include <adwaita.h>

#define N 40
#define MAY_ALL \
  (VOUCH_PERMISSION_BIT (VOUCH_PERMISSION_APPLICANTS_ASSIGN) | \
   VOUCH_PERMISSION_BIT (VOUCH_PERMISSION_APPLICANTS_DELETE))

typedef struct
{
  VouchStore *store;
  GtkWidget *window;
  VouchApplicantsPage *page;
  VouchTable *table;
  GListModel *list;
  guint expected;
  char *opened;
} Fixture;

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Fixture *self = data;

  g_free (self->opened);
  self->opened = g_variant_dup_string (parameter, NULL);
}

static gboolean
has_expected (gpointer data)
{
  Fixture *self = data;

  return g_list_model_get_n_items (self->list) == self->expected &&
         !vouch_applicant_list_get_loading (vouch_applicants_page_get_list (self->page));
}

static void
wait_rows (Fixture *self, guint n)
{
  self->expected = n;
  vouch_test_wait (has_expected, self);
}

static gboolean
first_is_loaded (gpointer data)
{
  Fixture *self = data;
  g_autoptr (VouchApplicant) first = g_list_model_get_item (self->list, 0);

  return first && vouch_applicant_get_loaded (first);
}

static void
set_up (Fixture *self, gconstpointer mode)
{
  static const GActionEntry entries[] = {
    { .name = "open-applicant", .activate = open_cb, .parameter_type = "s" }
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();

  self->store = fixture_open ((VouchMode) GPOINTER_TO_INT (mode), N);
  self->page = VOUCH_APPLICANTS_PAGE (vouch_applicants_page_new (self->store, NULL));
  g_object_set (self->page, "user-id", FIXTURE_ME, "permissions", MAY_ALL, NULL);
  self->list = G_LIST_MODEL (vouch_applicants_page_get_list (self->page));
  self->table = VOUCH_TABLE (vouch_test_find (GTK_WIDGET (self->page), VOUCH_TYPE_TABLE, NULL));
  self->window = adw_window_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (self->window, "win", G_ACTION_GROUP (group));
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), GTK_WIDGET (self->page));
  adw_window_set_content (ADW_WINDOW (self->window), overlay);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1072, 740);
  gtk_window_present (GTK_WINDOW (self->window));
  wait_rows (self, N);
}

static void
tear_down (Fixture *self, gconstpointer mode)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  vouch_test_settle ();
  fixture_close (self->store);
  g_free (self->opened);
}

static void
activate (Fixture *self, const char *action, GVariant *parameter)
{
  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (self->page), action, parameter));
}

static void
toggle (Fixture *self, const char *kind, const char *value)
{
  activate (self, "page.toggle-filter", g_variant_new ("(ss)", kind, value));
}

static void
test_filters (Fixture *self, gconstpointer mode)
{
  toggle (self, "reviewer", "me");
  wait_rows (self, N / 4);
  g_assert_nonnull (vouch_test_find (GTK_WIDGET (self->page), VOUCH_TYPE_CHIP, NULL));
  toggle (self, "warning", "document_duplicate");
  wait_rows (self, N / 8);
  activate (self, "page.clear-filter", g_variant_new_string ("reviewer"));
  wait_rows (self, N / 8);
  activate (self, "page.clear-filters", NULL);
  wait_rows (self, N);
  g_assert_null (vouch_test_find (GTK_WIDGET (self->page), VOUCH_TYPE_CHIP, NULL));
}

static void
test_search (Fixture *self, gconstpointer mode)
{
  g_autofree char *search = NULL;

  g_object_set (self->page, "search", "dubois", NULL);
  wait_rows (self, N / 8);
  g_object_set (self->page, "search", "nobody is called so", NULL);
  wait_rows (self, 0);
  activate (self, "page.clear-filters", NULL);
  wait_rows (self, N);
  g_object_get (self->page, "search", &search, NULL);
  g_assert_cmpstr (search, ==, "");
}

static void
test_sort (Fixture *self, gconstpointer mode)
{
  const VouchApplicantQuery *query;

  vouch_table_set_sort (self->table, "name", FALSE);
  query = vouch_applicant_list_get_query (vouch_applicants_page_get_list (self->page));
  g_assert_cmpint (query->sort, ==, VOUCH_APPLICANT_SORT_NAME);
  g_assert_false (query->descending);
}

static void
test_open (Fixture *self, gconstpointer mode)
{
  vouch_test_wait (first_is_loaded, self);
  vouch_table_select (self->table, 0, TRUE);
  activate (self, "page.open", NULL);
  g_assert_cmpstr (self->opened, ==, "a-0000");
}

static gboolean
third_is_bens (gpointer data)
{
  Fixture *self = data;
  g_autoptr (VouchApplicant) row = g_list_model_get_item (self->list, 2);

  return g_strcmp0 (vouch_applicant_get_reviewer_name (row), "Ben Okoye") == 0;
}

static void
test_assign (Fixture *self, gconstpointer mode)
{
  for (guint i = 0; i < 3; i++)
    vouch_table_select (self->table, i, FALSE);
  activate (self, "page.assign-to", g_variant_new_string (FIXTURE_OTHER));
  vouch_test_wait (third_is_bens, self);
  g_assert_cmpuint (g_list_model_get_n_items (vouch_store_get_outbox (self->store)), ==, 3);
}

static void
test_permissions (Fixture *self, gconstpointer mode)
{
  g_object_set (self->page, "permissions", 0, NULL);
  vouch_table_select (self->table, 0, TRUE);
  g_assert_false (gtk_widget_activate_action (GTK_WIDGET (self->page), "page.missing", NULL));
  activate (self, "page.delete", NULL);
  activate (self, "page.assign-to", g_variant_new_string (FIXTURE_OTHER));
  vouch_test_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (vouch_store_get_outbox (self->store)), ==, 0);
}

static GtkWidget *
find_dialog (void)
{
  g_autoptr (GList) toplevels = gtk_window_list_toplevels ();

  for (GList *l = toplevels; l; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data))
      return l->data;
  return NULL;
}

static gboolean
one_command (gpointer data)
{
  return g_list_model_get_n_items (vouch_store_get_outbox (data)) == 1;
}

static void
test_delete (Fixture *self, gconstpointer mode)
{
  gboolean live = GPOINTER_TO_INT (mode) == VOUCH_MODE_LIVE;
  GtkWidget *dialog;

  vouch_test_wait (first_is_loaded, self);
  vouch_table_select (self->table, 0, TRUE);
  activate (self, "page.delete", NULL);
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  g_assert_true ((strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), "20 days") !=
                  NULL) == live);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "delete");
  vouch_test_wait (one_command, self->store);
}

static void
test_layout (Fixture *self, gconstpointer mode)
{
  g_autofree char *layout = NULL;

  vouch_table_set_column_visible (self->table, "email", TRUE);
  g_object_get (self->page, "layout", &layout, NULL);
  vouch_table_set_column_visible (self->table, "email", FALSE);
  g_object_set (self->page, "layout", layout, NULL);
  g_assert_true (vouch_table_get_column_visible (self->table, "email"));
}

/* A tool more than a test, so only there with VOUCH_SHOTS set to a directory: pictures of the page
 * to look at. */
static void
test_shot (Fixture *self, gconstpointer mode)
{
  const char *directory = g_getenv ("VOUCH_SHOTS");
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  toggle (self, "status", "on_hold");
  toggle (self, "status", "completed");
  vouch_test_wait (first_is_loaded, self);
  vouch_table_select (self->table, 1, TRUE);
  vouch_table_select (self->table, 2, FALSE);
  path = g_build_filename (directory, "applicants.png", NULL);
  vouch_shot_window (GTK_WINDOW (self->window), path, &error);
  g_assert_no_error (error);
}

#define ADD(path, mode, function) \
  g_test_add ("/pages/applicants/" path, Fixture, GINT_TO_POINTER (mode), set_up, function, \
              tear_down)

int
main (int argc, char *argv[])
{
  vouch_test_init (&argc, &argv);
  ADD ("filters-narrow-and-clear", VOUCH_MODE_TEST, test_filters);
  ADD ("search-narrows", VOUCH_MODE_TEST, test_search);
  ADD ("sort-goes-to-the-query", VOUCH_MODE_TEST, test_sort);
  ADD ("open-names-the-applicant", VOUCH_MODE_TEST, test_open);
  ADD ("assign-covers-the-selection", VOUCH_MODE_TEST, test_assign);
  ADD ("permissions-forbid", VOUCH_MODE_TEST, test_permissions);
  ADD ("delete-in-test-says-at-once", VOUCH_MODE_TEST, test_delete);
  ADD ("delete-in-live-says-20-days", VOUCH_MODE_LIVE, test_delete);
  ADD ("layout-is-kept", VOUCH_MODE_TEST, test_layout);
  if (g_getenv ("VOUCH_SHOTS") != NULL)
    ADD ("picture", VOUCH_MODE_LIVE, test_shot);
  return g_test_run ();
}
