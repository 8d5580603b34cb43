/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A private server with invented people, for trying the program on one computer. */
#define G_LOG_DOMAIN "vouch-app"
#include "vouch-demo-server.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

/* The data are made beside their place and renamed when they are whole: a directory of that name
 * is complete by definition. The port of the last run is asked for first, because what the desktop
 * keeps of the session is kept for that address. */

#define PARTIAL_SUFFIX ".partial"
#define PORT_FILE "desktop-port"

struct _VouchDemoServer
{
  GObject parent_instance;
  /* Owned */
  char *directory;
  GSubprocess *process; /* the generator first, then the server */
  GDataInputStream *lines;
  char *url;
  char *fingerprint;
  gboolean fresh_port; /* the last port was refused */
};

static guint preparing_signal;

G_DEFINE_FINAL_TYPE (VouchDemoServer, vouch_demo_server, G_TYPE_OBJECT)

static void serve (GTask *task);

static void
vouch_demo_server_dispose (GObject *object)
{
  vouch_demo_server_stop (VOUCH_DEMO_SERVER (object));
  G_OBJECT_CLASS (vouch_demo_server_parent_class)->dispose (object);
}

static void
vouch_demo_server_finalize (GObject *object)
{
  VouchDemoServer *self = VOUCH_DEMO_SERVER (object);

  g_free (self->directory);
  g_free (self->url);
  g_free (self->fingerprint);
  G_OBJECT_CLASS (vouch_demo_server_parent_class)->finalize (object);
}

static void
vouch_demo_server_class_init (VouchDemoServerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vouch_demo_server_dispose;
  G_OBJECT_CLASS (klass)->finalize = vouch_demo_server_finalize;
  preparing_signal = g_signal_new ("preparing", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vouch_demo_server_init (VouchDemoServer *self)
{
}

VouchDemoServer *
vouch_demo_server_new (const char *directory)
{
  VouchDemoServer *self = g_object_new (VOUCH_TYPE_DEMO_SERVER, NULL);

  self->directory = g_strdup (directory);
  return self;
}

/* In the child, between fork and exec. */
static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

/* The one that was built with this program, else the installed one. */
static char *
find_program (void)
{
  g_autofree char *self_path = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *directory = self_path ? g_path_get_dirname (self_path) : NULL;
  g_autofree char *built =
      directory ? g_build_filename (directory, "..", "server", "vouchd", NULL) : NULL;

  if (built && g_file_test (built, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&built);
  return g_find_program_in_path ("vouchd");
}

static GSubprocess *
spawn (GSubprocessFlags flags, const char *const *arguments, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (flags);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *program = find_program ();

  if (program == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                           _ ("The server program “vouchd” is not installed."));
      return NULL;
    }
  g_ptr_array_add (argv, program);
  for (; *arguments; arguments++)
    g_ptr_array_add (argv, (gpointer) *arguments);
  g_ptr_array_add (argv, NULL);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  return g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, error);
}

/* Of a directory this program made; links are removed, not followed. */
static gboolean
remove_tree (GFile *file, GError **error)
{
  g_autoptr (GFileEnumerator) children = NULL;
  g_autoptr (GError) local = NULL;
  GFile *child;

  children = g_file_enumerate_children (file, "standard::name", G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS,
                                        NULL, &local);
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;
  while (children && g_file_enumerator_iterate (children, NULL, &child, NULL, error) && child)
    if (!remove_tree (child, error))
      return FALSE;
  return g_file_delete (file, NULL, error);
}

gboolean
vouch_demo_server_parse_line (const char *line, char **url, char **fingerprint)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);

  if (g_strv_length (words) != 3 || !g_str_equal (words[0], "listening") ||
      !g_str_has_prefix (words[1], "https://") || !g_str_has_prefix (words[2], "sha256="))
    return FALSE;
  *url = g_strdup (words[1]);
  *fingerprint = g_ascii_strdown (words[2] + strlen ("sha256="), -1);
  g_strstrip (*fingerprint);
  return TRUE;
}

static char *
port_path (VouchDemoServer *self)
{
  return g_build_filename (self->directory, PORT_FILE, NULL);
}

static void
remember_port (VouchDemoServer *self)
{
  g_autofree char *path = port_path (self);
  const char *colon = strrchr (self->url, ':');

  /* Without it the next start only has to ask who works here. */
  if (colon)
    (void) g_file_set_contents (path, colon + 1, -1, NULL);
}

static char *
listen_address (VouchDemoServer *self)
{
  g_autofree char *path = port_path (self);
  g_autofree char *text = NULL;
  guint64 port = 0;

  if (!self->fresh_port && g_file_get_contents (path, &text, NULL, NULL))
    g_ascii_string_to_unsigned (g_strstrip (text), 10, 1024, G_MAXUINT16, &port, NULL);
  return g_strdup_printf ("127.0.0.1:%" G_GUINT64_FORMAT, port);
}

static void
line_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  VouchDemoServer *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source), result, NULL,
                                                    &error);
  if (line && vouch_demo_server_parse_line (line, &self->url, &self->fingerprint))
    {
      remember_port (self);
      g_task_return_boolean (task, TRUE);
    }
  else if (error)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (line == NULL && !self->fresh_port)
    {
      self->fresh_port = TRUE;
      serve (g_steal_pointer (&task));
    }
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s",
                             _ ("The demo server did not start."));
}

/* Consumes @task. */
static void
serve (GTask *task)
{
  VouchDemoServer *self = g_task_get_source_object (task);
  g_autofree char *address = listen_address (self);
  const char *arguments[] = { "serve", "--data", self->directory, "--listen", address, NULL };
  GError *error = NULL;

  g_clear_object (&self->lines);
  g_clear_object (&self->process);
  self->process = spawn (G_SUBPROCESS_FLAGS_STDOUT_PIPE, arguments, &error);
  if (self->process == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  self->lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT,
                                       g_task_get_cancellable (task), line_read_cb, task);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  VouchDemoServer *self = g_task_get_source_object (task);
  g_autofree char *partial = g_strconcat (self->directory, PARTIAL_SUFFIX, NULL);
  g_autoptr (GError) error = NULL;

  if (!g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_prefix_error (&error, "%s ", _ ("The demo data could not be made:"));
      g_task_return_error (task, g_steal_pointer (&error));
    }
  else if (g_rename (partial, self->directory) != 0)
    g_task_return_new_error (task, G_IO_ERROR, g_io_error_from_errno (errno), "%s",
                             g_strerror (errno));
  else
    serve (g_steal_pointer (&task));
}

void
vouch_demo_server_start_async (VouchDemoServer *self, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *partial = g_strconcat (self->directory, PARTIAL_SUFFIX, NULL);
  g_autoptr (GFile) leftover = g_file_new_for_path (partial);
  const char *arguments[] = { "demo", "--data", partial, NULL };
  GError *error = NULL;

  g_task_set_source_tag (task, vouch_demo_server_start_async);
  if (g_file_test (self->directory, G_FILE_TEST_IS_DIR))
    {
      serve (g_steal_pointer (&task));
      return;
    }
  g_signal_emit (self, preparing_signal, 0);
  if (remove_tree (leftover, &error))
    self->process = spawn (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, arguments, &error);
  if (self->process == NULL)
    g_task_return_error (task, error);
  else
    g_subprocess_wait_check_async (self->process, cancellable, made_cb, g_steal_pointer (&task));
}

gboolean
vouch_demo_server_start_finish (VouchDemoServer *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
vouch_demo_server_stop (VouchDemoServer *self)
{
  if (self->process && g_subprocess_get_identifier (self->process))
    g_subprocess_send_signal (self->process, SIGTERM);
  g_clear_object (&self->lines);
  g_clear_object (&self->process);
}

const char *
vouch_demo_server_get_url (VouchDemoServer *self)
{
  return self->url;
}

const char *
vouch_demo_server_get_fingerprint (VouchDemoServer *self)
{
  return self->fingerprint;
}
