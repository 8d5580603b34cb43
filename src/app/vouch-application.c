/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: puts store, session, demo server and window together. */
#define G_LOG_DOMAIN "vouch-app"
#include "vouch-application.h"

#include "vouch-window.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <signal.h>

struct _VouchApplication
{
  AdwApplication parent_instance;
  /* Owned */
  GSettings *settings;
  VouchStore *store;
  VouchSession *session;
  VouchDemoServer *server;
  char *address;
  gboolean demo;
  guint terminated;
};

G_DEFINE_FINAL_TYPE (VouchApplication, vouch_application, ADW_TYPE_APPLICATION)

/* The installed schema, or the one of the build tree beside this program. */
static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *installed = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchemaSource) built = NULL;
  g_autoptr (GSettingsSchema) schema =
      installed ? g_settings_schema_source_lookup (installed, VOUCH_APP_ID, TRUE) : NULL;

  if (schema == NULL)
    {
      g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
      g_autofree char *folder = program ? g_path_get_dirname (program) : g_strdup (".");
      g_autofree char *data = g_build_filename (folder, "..", "..", "data", NULL);

      built = g_settings_schema_source_new_from_directory (data, installed, FALSE, NULL);
      schema = built ? g_settings_schema_source_lookup (built, VOUCH_APP_ID, TRUE) : NULL;
    }
  return schema ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

/* The demo and the real work never share a file. */
static char *
data_path (const char *name)
{
  return g_build_filename (g_get_user_data_dir (), "vouch", name, NULL);
}

static void
close_workplace (VouchApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  while (windows)
    {
      gtk_window_destroy (GTK_WINDOW (windows->data));
      windows = gtk_application_get_windows (GTK_APPLICATION (self));
    }
  if (self->session)
    vouch_session_close (self->session);
  g_clear_object (&self->session);
  if (self->store)
    vouch_store_close (self->store);
  g_clear_object (&self->store);
  if (self->server)
    vouch_demo_server_stop (self->server);
  g_clear_object (&self->server);
}

static void
show_unopened (VouchApplication *self, const char *detail)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (self));
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  g_object_set (page, "icon-name", "vouch-level-error-symbolic", "title",
                _ ("Vouch could not open its data"), "description", detail, "vexpand", TRUE, NULL);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 640, 420);
  gtk_window_present (GTK_WINDOW (window));
}

static gboolean
open_store (VouchApplication *self, const char *directory, GError **error)
{
  g_autofree char *path = g_build_filename (directory, "store", NULL);

  if (g_mkdir_with_parents (path, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", path,
                   g_strerror (errno));
      return FALSE;
    }
  self->store = vouch_store_open (path, error);
  return self->store != NULL;
}

static void
open_workplace (VouchApplication *self)
{
  g_autofree char *directory = data_path (self->demo ? "demo-desktop" : "desktop");
  g_autofree char *demo_data = data_path ("demo");
  g_autoptr (GError) error = NULL;
  VouchWindow *window;

  if (!open_store (self, directory, &error))
    {
      show_unopened (self, g_error_matches (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_IN_USE)
                               ? _ ("Another Vouch is open and uses them. Close it first.")
                               : error->message);
      return;
    }
  self->session = vouch_session_new (self->store, directory);
  self->server = self->demo ? vouch_demo_server_new (demo_data) : NULL;
  window = vouch_window_new (GTK_APPLICATION (self), self->settings, self->session, self->server);
  vouch_window_start (window, self->demo ? NULL : self->address);
  gtk_window_present (GTK_WINDOW (window));
}

/* From an idle: the button that asks lives in the window that goes. */
static gboolean
reopen_cb (gpointer data)
{
  VouchApplication *self = data;

  g_application_hold (G_APPLICATION (self));
  close_workplace (self);
  open_workplace (self);
  g_application_release (G_APPLICATION (self));
  return G_SOURCE_REMOVE;
}

static void
try_demo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VOUCH_APPLICATION (data)->demo = TRUE;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, reopen_cb, g_object_ref (data), g_object_unref);
}

static void
leave_demo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VOUCH_APPLICATION (data)->demo = FALSE;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, reopen_cb, g_object_ref (data), g_object_unref);
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  adw_show_about_window (gtk_application_get_active_window (data), "application-name", _ ("Vouch"),
                         "application-icon", VOUCH_APP_ID, "version", VOUCH_VERSION, "license-type",
                         GTK_LICENSE_GPL_3_0, "comments",
                         _ ("A workplace for identity verification"), NULL);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (data);

  /* Closing keeps the size of the window. */
  if (window)
    gtk_window_close (window);
  else
    g_application_quit (data);
}

/* An orderly end for whoever asks from outside: the demo server goes too. */
static gboolean
terminated_cb (gpointer data)
{
  g_application_quit (data);
  return G_SOURCE_CONTINUE;
}

static void
color_scheme_cb (VouchApplication *self)
{
  g_autofree char *scheme = g_settings_get_string (self->settings, "color-scheme");
  AdwColorScheme wanted = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (scheme, "light"))
    wanted = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (scheme, "dark"))
    wanted = ADW_COLOR_SCHEME_FORCE_DARK;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), wanted);
}

static const GActionEntry entries[] = {
  { .name = "try-demo", .activate = try_demo_cb },
  { .name = "leave-demo", .activate = leave_demo_cb },
  { .name = "about", .activate = about_cb },
  { .name = "quit", .activate = quit_cb },
};

static void
set_accels (GtkApplication *self)
{
  static const struct
  {
    const char *action;
    const char *keys[3];
  } accels[] = {
    { "win.find", { "<Control>f" } },        { "win.refresh", { "F5" } },
    { "win.back", { "<Alt>Left", "Back" } }, { "win.show-help-overlay", { "<Control>question" } },
    { "app.quit", { "<Control>q" } },        { "window.close", { "<Control>w" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (self, accels[i].action, accels[i].keys);
}

static void
vouch_application_startup (GApplication *application)
{
  VouchApplication *self = VOUCH_APPLICATION (application);
  g_autoptr (GAction) scheme = g_settings_create_action (self->settings, "color-scheme");
  g_autoptr (GAction) compact = g_settings_create_action (self->settings, "compact");

  G_APPLICATION_CLASS (vouch_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_action_map_add_action (G_ACTION_MAP (self), scheme);
  g_action_map_add_action (G_ACTION_MAP (self), compact);
  set_accels (GTK_APPLICATION (self));
  self->terminated = g_unix_signal_add (SIGTERM, terminated_cb, self);
  g_signal_connect_object (self->settings, "changed::color-scheme", G_CALLBACK (color_scheme_cb),
                           self, G_CONNECT_SWAPPED);
  color_scheme_cb (self);
}

static void
vouch_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window)
    gtk_window_present (window);
  else
    open_workplace (VOUCH_APPLICATION (application));
}

static int
vouch_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  VouchApplication *self = VOUCH_APPLICATION (application);

  g_variant_dict_lookup (options, "demo", "b", &self->demo);
  g_variant_dict_lookup (options, "server", "s", &self->address);
  if (self->settings == NULL)
    {
      g_printerr ("%s\n", _ ("The settings schema of Vouch is not installed."));
      return 1;
    }
  return -1;
}

static void
vouch_application_shutdown (GApplication *application)
{
  VouchApplication *self = VOUCH_APPLICATION (application);

  g_clear_handle_id (&self->terminated, g_source_remove);
  close_workplace (self);
  G_APPLICATION_CLASS (vouch_application_parent_class)->shutdown (application);
}

static void
vouch_application_finalize (GObject *object)
{
  VouchApplication *self = VOUCH_APPLICATION (object);

  g_clear_object (&self->settings);
  g_free (self->address);
  G_OBJECT_CLASS (vouch_application_parent_class)->finalize (object);
}

static void
vouch_application_class_init (VouchApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vouch_application_finalize;
  application_class->startup = vouch_application_startup;
  application_class->activate = vouch_application_activate;
  application_class->shutdown = vouch_application_shutdown;
  application_class->handle_local_options = vouch_application_handle_local_options;
}

static void
vouch_application_init (VouchApplication *self)
{
  static const GOptionEntry options[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Work on invented people, on this computer"),
      NULL },
    { "server", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Server to sign in to"), N_ ("URL") },
    { NULL },
  };

  self->settings = open_settings ();
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

VouchApplication *
vouch_application_new (void)
{
  return g_object_new (VOUCH_TYPE_APPLICATION, "application-id", VOUCH_APP_ID, "resource-base-path",
                       "/org/vouch/Workplace", NULL);
}
