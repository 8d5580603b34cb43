/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store in a directory of its own, and pages of the feed to put into it. */
#pragma once

#include <glib/gstdio.h>

#include "vouch-id.h"
#include "vouch-store.h"

typedef struct
{
  char *directory;
  VouchStore *store;
} Fixture;

static inline void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_tree (child);
      else
        g_assert_cmpint (g_unlink (child), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static inline void
fixture_open (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  self->store = vouch_store_open (self->directory, &error);
  g_assert_no_error (error);
  g_assert_nonnull (self->store);
}

static inline void
fixture_close (Fixture *self)
{
  vouch_store_close (self->store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->store);
}

static inline void
fixture_set_up (Fixture *self, gconstpointer data)
{
  self->directory = g_dir_make_tmp ("vouch-store-XXXXXX", NULL);
  g_assert_nonnull (self->directory);
  fixture_open (self);
}

static inline void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  fixture_close (self);
  remove_tree (self->directory);
  g_free (self->directory);
}

static inline gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

#define WAIT_FOR(condition) \
  G_STMT_START \
  { \
    gint64 until_ = g_get_monotonic_time () + 20 * G_USEC_PER_SEC; \
    guint wake_ = g_timeout_add (20, wake_cb, NULL); \
    while (!(condition)) \
      { \
        g_assert_cmpint (g_get_monotonic_time (), <, until_); \
        g_main_context_iteration (NULL, TRUE); \
      } \
    g_source_remove (wake_); \
  } \
  G_STMT_END

static inline void
store_result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static inline gboolean
apply_page (VouchStore *store, const char *scope, const char *page, VouchStoreApplied *applied,
            GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (page, strlen (page));

  vouch_store_apply_async (store, scope, bytes, vouch_store_get_answer_serial (store), NULL,
                           store_result_cb, &result);
  WAIT_FOR (result != NULL);
  return vouch_store_apply_finish (store, result, applied, error);
}

static inline void
apply_ok (VouchStore *store, const char *scope, const char *page)
{
  g_autoptr (GError) error = NULL;

  apply_page (store, scope, page, NULL, &error);
  g_assert_no_error (error);
}

static inline VouchCommand *
enqueue (VouchStore *store, const char *type, const char *applicant, const char *args)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  VouchCommand *command;

  vouch_store_enqueue_async (store, type, applicant, applicant, -1, NULL, args, NULL,
                             store_result_cb, &result);
  WAIT_FOR (result != NULL);
  command = vouch_store_enqueue_finish (store, result, &error);
  g_assert_no_error (error);
  return command;
}

/* A row of an applicant; @more: further members with a leading comma. */
static inline char *
applicant_row (const char *id, gint64 seq, const char *name, const char *more)
{
  return g_strdup_printf (
      "{\"type\":\"applicant\",\"id\":\"%s\",\"seq\":%" G_GINT64_FORMAT
      ",\"data\":{\"id\":\"%s\",\"mode\":\"test\",\"version\":1,\"decision_version\":3,"
      "\"status\":\"in_review\",\"full_name\":\"%s\",\"created_at\":%" G_GINT64_FORMAT "%s}}",
      id, seq, id, name, seq * 1000, more);
}

static inline char *
page_of (const char *scope, const char *token, gboolean more, const char *rows, const char *rest)
{
  return g_strdup_printf ("{\"scope\":\"%s\",\"token\":\"%s\",\"more\":%s,\"rows\":[%s]%s}", scope,
                          token, more ? "true" : "false", rows, rest);
}
