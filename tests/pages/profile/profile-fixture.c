/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store that holds one applicant with every kind of evidence, and the page over it. */
#include "profile-fixture.h"

#include "vouch-theme.h"

#include <cairo.h>
#include <ftw.h>
#include <glib/gstdio.h>

typedef struct
{
  GAsyncResult *result;
} Answer;

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Answer *) data)->result = g_object_ref (result);
}

static gboolean
is_answered (gpointer data)
{
  return ((Answer *) data)->result != NULL;
}

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* A flat picture with a rounder shape, told apart by its colour. */
static GBytes *
make_picture (int width, int height, double hue)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  GByteArray *bytes = g_byte_array_new ();

  cairo_set_source_rgb (cr, 0.75, 0.8, 0.7 + hue / 4);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0.45, 0.35 + hue / 3, 0.4);
  cairo_arc (cr, width * 0.3, height * 0.45, MIN (width, height) * 0.25, 0, 2 * G_PI);
  cairo_fill (cr);
  for (int i = 0; i < 6; i++)
    {
      cairo_rectangle (cr, width * 0.6, height * (0.2 + 0.1 * i), width * 0.3, height * 0.04);
      cairo_fill (cr);
    }
  g_assert_cmpint (cairo_surface_write_to_png_stream (surface, write_cb, bytes), ==, 0);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

static char *
save_picture (ProfileFixture *self, int width, int height, double hue)
{
  g_autoptr (GBytes) bytes = make_picture (width, height, hue);
  char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autoptr (GError) error = NULL;
  Answer answer = { 0 };

  vouch_store_save_media_async (self->store, sha256, bytes, NULL, answer_cb, &answer);
  vouch_test_wait (is_answered, &answer);
  vouch_store_save_media_finish (self->store, answer.result, &error);
  g_assert_no_error (error);
  g_object_unref (answer.result);
  return sha256;
}

void
profile_fixture_apply (ProfileFixture *self, const char *scope, const char *page)
{
  g_autoptr (GBytes) bytes = g_bytes_new (page, strlen (page));
  g_autoptr (GError) error = NULL;
  Answer answer = { 0 };

  vouch_store_apply_async (self->store, scope, bytes, vouch_store_get_answer_serial (self->store),
                           NULL, answer_cb, &answer);
  vouch_test_wait (is_answered, &answer);
  vouch_store_apply_finish (self->store, answer.result, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (answer.result);
}

static void
replace (GString *text, const char *token, const char *value)
{
  g_string_replace (text, token, value, 0);
}

static void
apply_file (ProfileFixture *self, const char *name, const char *scope, const char *const *pairs)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "pages", "profile", name, NULL);
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = NULL;

  g_file_get_contents (path, &json, NULL, &error);
  g_assert_no_error (error);
  text = g_string_new (json);
  for (guint i = 0; pairs[i]; i += 2)
    replace (text, pairs[i], pairs[i + 1]);
  profile_fixture_apply (self, scope, text->str);
}

void
profile_fixture_open (ProfileFixture *self, const ProfileFacts *facts)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *front = NULL;
  g_autofree char *back = NULL;
  g_autofree char *portrait = NULL;
  g_autofree char *selfie = NULL;
  g_autofree char *reviewer =
      facts->reviewer ? g_strdup_printf ("\"%s\"", facts->reviewer) : g_strdup ("null");
  g_autofree char *deletion =
      facts->deletion ? g_strdup_printf ("%" G_GINT64_FORMAT, facts->deletion) : g_strdup ("null");

  self->directory = g_dir_make_tmp ("vouch-profile-XXXXXX", &error);
  g_assert_no_error (error);
  self->store = vouch_store_open (self->directory, &error);
  g_assert_no_error (error);
  front = save_picture (self, 856, 540, 0.1);
  back = save_picture (self, 856, 540, 0.9);
  portrait = save_picture (self, 300, 380, 0.4);
  selfie = save_picture (self, 480, 600, 0.6);
  {
    const char *const pairs[] = {
      "@FRONT@",    front,      "@BACK@",   back,          "@PORTRAIT@",
      portrait,     "@SELFIE@", selfie,     "@REVIEWER@",  reviewer,
      "@DELETION@", deletion,   "@STATUS@", facts->status, NULL,
    };

    apply_file (self, "workspace.json", "workspace/test", pairs);
    apply_file (self, "applicant.json", "applicant/a1", pairs);
  }
}

static gboolean
is_shown (gpointer data)
{
  ProfileFixture *self = data;

  return vouch_test_find (self->page, GTK_TYPE_GRID, "field-table") != NULL;
}

void
profile_fixture_show (ProfileFixture *self, const char *user_id, VouchPermissions permissions)
{
  vouch_theme_ensure (gdk_display_get_default ());
  self->page = vouch_profile_page_new (self->store, NULL, NULL, "a1");
  vouch_profile_page_set_user (VOUCH_PROFILE_PAGE (self->page), user_id, permissions);
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1072, 754);
  gtk_window_set_child (GTK_WINDOW (self->window), self->page);
  gtk_window_present (GTK_WINDOW (self->window));
  vouch_test_wait (is_shown, self);
  vouch_test_settle ();
}

static int
remove_cb (const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
  return g_remove (path);
}

void
profile_fixture_close (ProfileFixture *self)
{
  if (self->window)
    gtk_window_destroy (GTK_WINDOW (self->window));
  vouch_test_settle ();
  vouch_store_close (self->store);
  vouch_test_settle ();
  g_clear_object (&self->store);
  g_assert_cmpint (nftw (self->directory, remove_cb, 16, FTW_DEPTH | FTW_PHYS), ==, 0);
  g_clear_pointer (&self->directory, g_free);
}

GtkWidget *
profile_fixture_find (ProfileFixture *self, GType type, const char *css)
{
  return vouch_test_find (self->page, type, css);
}

guint
profile_fixture_n_commands (ProfileFixture *self)
{
  return g_list_model_get_n_items (vouch_store_get_outbox (self->store));
}
