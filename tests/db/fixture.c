/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real database file in a folder of its own, removed afterwards. */

#include "fixture.h"

#include <glib/gstdio.h>

VouchDb *
fixture_open (Fixture *self, VouchDbFlags flags)
{
  g_autoptr (GError) error = NULL;
  VouchDb *db = vouch_db_open (self->path, flags, &error);

  g_assert_no_error (error);
  return db;
}

void
fixture_set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("vouch-db-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "test.db", NULL);
  self->db = fixture_open (self, VOUCH_DB_DEFAULT);
}

void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (self->db != NULL)
    g_assert_finalize_object (self->db);

  dir = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_assert_no_errno (g_unlink (path));
    }
  g_assert_no_errno (g_rmdir (self->folder));
  g_free (self->folder);
  g_free (self->path);
}

void
exec_ok (VouchDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = vouch_db_exec (db, sql, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
}

gint64
query_int (VouchDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = -1;
  gboolean ok = vouch_db_query_int (db, sql, &value, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
  return value;
}
