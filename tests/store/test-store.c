/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cache: pages and tokens together, reloads, checksums, keys, damage, wiping. */

#include "store-fixture.h"

#include "vouch-profile.h"

#define W "workspace/test"

static void
test_page_and_token (Fixture *self, gconstpointer data)
{
  g_autofree char *row = applicant_row ("a1", 5, "Anna Kov\u00e1cs", "");
  g_autofree char *page = page_of (W, "t1", FALSE, row, "");
  g_autoptr (VouchApplicant) applicant = NULL;

  apply_ok (self->store, W, page);
  g_assert_cmpstr (vouch_store_get_token (self->store, W), ==, "t1");
  g_assert_true (vouch_store_is_complete (self->store, W));

  fixture_close (self);
  fixture_open (self);
  g_assert_cmpstr (vouch_store_get_token (self->store, W), ==, "t1");
  applicant = vouch_store_ref_applicant (self->store, "a1");
  WAIT_FOR (vouch_applicant_get_loaded (applicant));
  g_assert_cmpstr (vouch_applicant_get_title (applicant), ==, "Anna Kov\u00e1cs");
  g_assert_finalize_object (g_steal_pointer (&applicant));
}

static void
test_bad_page_changes_nothing (Fixture *self, gconstpointer data)
{
  g_autofree char *row = applicant_row ("a1", 5, "Anna", "");
  g_autofree char *rows = g_strconcat (row, ",{\"type\":\"applicant\",\"id\":\"x\"}", NULL);
  g_autofree char *page = page_of (W, "t1", FALSE, rows, "");
  g_autoptr (GError) error = NULL;
  g_autoptr (VouchApplicant) applicant = NULL;

  g_assert_false (apply_page (self->store, W, page, NULL, &error));
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_INVALID);
  g_assert_null (vouch_store_get_token (self->store, W));
  applicant = vouch_store_ref_applicant (self->store, "a1");
  WAIT_FOR (vouch_applicant_get_loaded (applicant));
  g_assert_false (vouch_applicant_get_exists (applicant));
  g_assert_finalize_object (g_steal_pointer (&applicant));
}

static void
test_one_live_object (Fixture *self, gconstpointer data)
{
  g_autofree char *row = applicant_row ("a1", 5, "Anna", "");
  g_autofree char *page = page_of (W, "t1", FALSE, row, "");
  g_autofree char *newer = applicant_row ("a1", 6, "Berta", "");
  g_autofree char *next = page_of (W, "t2", FALSE, newer, "");
  g_autoptr (VouchApplicant) one = vouch_store_ref_applicant (self->store, "a1");
  g_autoptr (VouchApplicant) two = vouch_store_ref_applicant (self->store, "a1");

  g_assert_true (one == two);
  apply_ok (self->store, W, page);
  g_assert_cmpstr (vouch_applicant_get_title (one), ==, "Anna");
  apply_ok (self->store, W, next);
  g_assert_cmpstr (vouch_applicant_get_title (one), ==, "Berta");
}

static void
test_names_follow (Fixture *self, gconstpointer data)
{
  g_autofree char *row = applicant_row ("a1", 5, "Anna", ",\"reviewer_id\":\"u1\"");
  g_autofree char *page = page_of (W, "t1", FALSE, row, "");
  g_autofree char *user =
      page_of (W, "t2", FALSE,
               "{\"type\":\"user\",\"id\":\"u1\",\"seq\":6,\"data\":{\"id\":\"u1\","
               "\"full_name\":\"Ben\",\"role_id\":\"r\",\"status\":\"active\"}}",
               "");
  g_autoptr (VouchApplicant) applicant = vouch_store_ref_applicant (self->store, "a1");

  apply_ok (self->store, W, page);
  g_assert_null (vouch_applicant_get_reviewer_name (applicant));
  apply_ok (self->store, W, user);
  g_assert_cmpstr (vouch_applicant_get_reviewer_name (applicant), ==, "Ben");
  g_assert_cmpstr (vouch_store_get_user_name (self->store, "u1"), ==, "Ben");
}

static void
test_reload_sweeps (Fixture *self, gconstpointer data)
{
  g_autofree char *one = applicant_row ("a1", 5, "Anna", "");
  g_autofree char *two = applicant_row ("a2", 6, "Berta", "");
  g_autofree char *both = g_strconcat (one, ",", two, NULL);
  g_autofree char *first = page_of (W, "t1", FALSE, both, "");
  g_autofree char *second = page_of (W, "t2", FALSE, two, "");
  g_autoptr (VouchApplicant) gone = vouch_store_ref_applicant (self->store, "a1");
  g_autoptr (VouchApplicant) kept = vouch_store_ref_applicant (self->store, "a2");
  g_autoptr (GAsyncResult) result = NULL;

  apply_ok (self->store, W, first);
  vouch_store_reload_async (self->store, W, NULL, store_result_cb, &result);
  WAIT_FOR (result != NULL);
  g_assert_true (vouch_store_reload_finish (self->store, result, NULL));
  g_assert_null (vouch_store_get_token (self->store, W));
  g_assert_true (vouch_applicant_get_exists (gone));

  apply_ok (self->store, W, second);
  g_assert_false (vouch_applicant_get_exists (gone));
  g_assert_true (vouch_applicant_get_exists (kept));
}

static void
test_checksum (Fixture *self, gconstpointer data)
{
  g_autofree char *row = applicant_row ("a1", 5, "Anna", "");
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "applicant a1 5\n", -1);
  g_autofree char *rest = g_strdup_printf (",\"checksum\":\"%s\"", sum);
  g_autofree char *right = page_of (W, "t1", FALSE, row, rest);
  g_autofree char *wrong = page_of (W, "t2", FALSE, "", ",\"checksum\":\"00\"");
  VouchStoreApplied applied;

  g_assert_true (apply_page (self->store, W, right, &applied, NULL));
  g_assert_true (applied.checksum_ok);
  g_assert_true (apply_page (self->store, W, wrong, &applied, NULL));
  g_assert_false (applied.checksum_ok);
}

#define COMMENT(id, seq) \
  "{\"type\":\"comment\",\"id\":\"" id "\",\"seq\":" seq ",\"data\":{\"id\":\"" id \
  "\",\"applicant_id\":\"a1\",\"author_id\":\"u1\"," \
  "\"author_name\":\"Ben\",\"body\":\"secret words\",\"created_at\":9}}"

static void
test_profile_is_encrypted (Fixture *self, gconstpointer data)
{
  static const guint8 raw[VOUCH_STORE_KEY_BYTES] = { 7 };
  g_autoptr (GBytes) key = g_bytes_new (raw, sizeof raw);
  g_autofree char *page = page_of ("applicant/a1", "t", FALSE, COMMENT ("c1", "9"), "");
  g_autofree char *path = g_build_filename (self->directory, "cache.db", NULL);
  g_autofree char *content = NULL;
  g_autoptr (VouchProfile) profile = NULL;
  const VouchCommentRecord *comment;
  gsize size;

  g_assert_true (vouch_store_set_key (self->store, key, NULL));
  apply_ok (self->store, "applicant/a1", page);
  fixture_close (self);
  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  g_assert_null (memmem (content, size, "secret words", strlen ("secret words")));

  fixture_open (self);
  g_assert_true (vouch_store_set_key (self->store, key, NULL));
  g_assert_true (vouch_store_is_complete (self->store, "applicant/a1"));
  profile = vouch_profile_new (self->store, "a1");
  WAIT_FOR (vouch_profile_get_loaded (profile));
  g_assert_cmpuint (vouch_profile_get_comments (profile)->len, ==, 1);
  comment = vouch_profile_get_comments (profile)->pdata[0];
  g_assert_cmpstr (comment->body, ==, "secret words");
  g_assert_finalize_object (g_steal_pointer (&profile));
}

static void
test_other_key_drops (Fixture *self, gconstpointer data)
{
  static const guint8 raw[VOUCH_STORE_KEY_BYTES] = { 7 };
  g_autoptr (GBytes) key = g_bytes_new (raw, sizeof raw);
  g_autofree char *page = page_of ("applicant/a1", "t", FALSE, COMMENT ("c1", "9"), "");

  apply_ok (self->store, "applicant/a1", page);
  g_assert_true (vouch_store_is_complete (self->store, "applicant/a1"));
  fixture_close (self);
  fixture_open (self);
  g_assert_true (vouch_store_set_key (self->store, key, NULL));
  g_assert_false (vouch_store_is_complete (self->store, "applicant/a1"));
  g_assert_null (vouch_store_get_token (self->store, "applicant/a1"));
}

static void
test_damage_keeps_outbox (Fixture *self, gconstpointer data)
{
  g_autofree char *row = applicant_row ("a1", 5, "Anna", "");
  g_autofree char *page = page_of (W, "t1", FALSE, row, "");
  g_autofree char *path = g_build_filename (self->directory, "cache.db", NULL);
  g_autoptr (VouchCommand) command =
      enqueue (self->store, "comment.add", "a1", "{\"body\":\"mine\"}");

  apply_ok (self->store, W, page);
  fixture_close (self);
  g_assert_true (g_file_set_contents (path, "this is no database, it only has its name", -1, NULL));
  fixture_open (self);
  g_assert_null (vouch_store_get_token (self->store, W));
  g_assert_cmpuint (g_list_model_get_n_items (vouch_store_get_outbox (self->store)), ==, 1);
}

static void
test_wipe (Fixture *self, gconstpointer data)
{
  g_autofree char *row = applicant_row ("a1", 5, "Annunziata", "");
  g_autofree char *page = page_of (W, "t1", FALSE, row, "");
  g_autofree char *path = g_build_filename (self->directory, "cache.db", NULL);
  g_autofree char *content = NULL;
  g_autoptr (VouchCommand) command = enqueue (self->store, "comment.add", "a1", "{}");
  g_autoptr (GAsyncResult) result = NULL;
  gsize size;

  apply_ok (self->store, W, page);
  vouch_store_wipe_async (self->store, TRUE, NULL, store_result_cb, &result);
  WAIT_FOR (result != NULL);
  g_assert_true (vouch_store_wipe_finish (self->store, result, NULL));
  g_assert_null (vouch_store_get_token (self->store, W));
  g_assert_cmpuint (g_list_model_get_n_items (vouch_store_get_outbox (self->store)), ==, 0);
  apply_ok (self->store, W, page);
  g_clear_object (&result);
  vouch_store_wipe_async (self->store, TRUE, NULL, store_result_cb, &result);
  WAIT_FOR (result != NULL);
  g_assert_true (vouch_store_wipe_finish (self->store, result, NULL));
  g_clear_object (&result);
  fixture_close (self);
  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  g_assert_null (memmem (content, size, "Annunziata", strlen ("Annunziata")));
  g_assert_null (memmem (content, size, "annunziata", strlen ("annunziata")));
  fixture_open (self);
}

static void
test_media (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new ("picture", 7);
  g_autofree char *name = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *path = g_build_filename (self->directory, "media", name, NULL);
  g_autofree char *content = NULL;
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GBytes) back = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  vouch_store_save_media_async (self->store, name, bytes, NULL, store_result_cb, &saved);
  WAIT_FOR (saved != NULL);
  vouch_store_save_media_finish (self->store, saved, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  g_assert_null (memmem (content, size, "picture", 7));

  vouch_store_load_media_async (self->store, name, NULL, store_result_cb, &loaded);
  WAIT_FOR (loaded != NULL);
  back = vouch_store_load_media_finish (self->store, loaded, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (bytes, back));
}

static void
test_media_limit (Fixture *self, gconstpointer data)
{
  g_autofree char *first = NULL;

  vouch_store_set_media_limit (self->store, 4000);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *text = g_strnfill (2000, (char) ('a' + i));
      g_autoptr (GBytes) bytes = g_bytes_new (text, 2000);
      g_autofree char *name = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
      g_autoptr (GAsyncResult) saved = NULL;

      vouch_store_save_media_async (self->store, name, bytes, NULL, store_result_cb, &saved);
      WAIT_FOR (saved != NULL);
      g_assert_true (vouch_store_save_media_finish (self->store, saved, NULL));
      if (i == 0)
        first = g_build_filename (self->directory, "media", name, NULL);
      g_assert_cmpint (g_file_test (first, G_FILE_TEST_EXISTS), ==, i < 1);
    }
}

static void
test_redacted_media_goes (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new ("picture", 7);
  g_autofree char *name = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *path = g_build_filename (self->directory, "media", name, NULL);
  g_autofree char *row = g_strdup_printf (
      "{\"type\":\"media\",\"id\":\"m1\",\"seq\":3,\"data\":{\"id\":\"m1\",\"applicant_id\":\"a1\","
      "\"sha256\":\"%s\",\"size\":7,\"mime\":\"image/png\",\"kind\":\"document\"}}",
      name);
  g_autofree char *page = page_of ("applicant/a1", "t", FALSE, row, "");
  g_autofree char *gone =
      page_of ("applicant/a1", "t2", FALSE, "",
               ",\"gone\":[{\"type\":\"media\",\"id\":\"m1\",\"why\":\"redacted\"}]");
  g_autoptr (GAsyncResult) saved = NULL;

  apply_ok (self->store, "applicant/a1", page);
  vouch_store_save_media_async (self->store, name, bytes, NULL, store_result_cb, &saved);
  WAIT_FOR (saved != NULL);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  apply_ok (self->store, "applicant/a1", gone);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_second_program (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (vouch_store_open (self->directory, &error));
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_IN_USE);
}

#define ADD(path, func) \
  g_test_add ("/store/store/" path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("page-and-token-survive-together", test_page_and_token);
  ADD ("bad-page-changes-nothing", test_bad_page_changes_nothing);
  ADD ("one-live-object-an-id", test_one_live_object);
  ADD ("names-follow-users", test_names_follow);
  ADD ("reload-removes-what-is-gone", test_reload_sweeps);
  ADD ("checksum", test_checksum);
  ADD ("profile-is-encrypted", test_profile_is_encrypted);
  ADD ("other-key-drops-profiles", test_other_key_drops);
  ADD ("damaged-cache-keeps-outbox", test_damage_keeps_outbox);
  ADD ("wipe-leaves-nothing", test_wipe);
  ADD ("media-are-encrypted", test_media);
  ADD ("media-limit", test_media_limit);
  ADD ("redacted-media-go", test_redacted_media_goes);
  ADD ("second-program-is-refused", test_second_program);
  return g_test_run ();
}
