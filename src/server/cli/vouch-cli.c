/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vouchd's subcommands: serve, demo, user, backup, restore, verify-audit, check. */

#define G_LOG_DOMAIN "vouch-cli"

#include <glib-unix.h>

#include "vouch-cli.h"

#include "vouch-demo.h"
#include "vouch-http.h"
#include "vouch-id.h"
#include "vouch-jobs.h"
#include "vouch-json.h"
#include "vouch-records.h"
#include "vouch-secret.h"
#include "vouch-sessions.h"
#include "vouch-stmt.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

/* How often what is due is deleted and what is old is pruned. */
#define JOBS_SECONDS 3600LL

typedef struct
{
  char *data;
  char *listen;
  char *email;
  char *name;
  char *role;
  char *to;
  char *from;
  gint64 applicants;
  gint64 seed;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->data);
  g_free (options->listen);
  g_free (options->email);
  g_free (options->name);
  g_free (options->role);
  g_free (options->to);
  g_free (options->from);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static const char usage[] =
    "usage: vouchd serve --data DIR [--listen HOST:PORT]\n"
    "       vouchd demo --data DIR [--applicants N] [--seed S]\n"
    "       vouchd user add --data DIR --email E --name NAME --role ROLE   (password from stdin)\n"
    "       vouchd user reset --data DIR --email E                         (password from stdin)\n"
    "       vouchd user disable --data DIR --email E\n"
    "       vouchd backup --data DIR --to DIR\n"
    "       vouchd restore --from DIR --data DIR\n"
    "       vouchd verify-audit --data DIR\n"
    "       vouchd check --data DIR\n";

static gboolean
parse_options (int argc, char **argv, Options *options, GError **error)
{
  GOptionEntry entries[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &options->data, NULL, NULL },
    { "listen", 'l', 0, G_OPTION_ARG_STRING, &options->listen, NULL, NULL },
    { "email", 0, 0, G_OPTION_ARG_STRING, &options->email, NULL, NULL },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options->name, NULL, NULL },
    { "role", 0, 0, G_OPTION_ARG_STRING, &options->role, NULL, NULL },
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &options->to, NULL, NULL },
    { "from", 0, 0, G_OPTION_ARG_FILENAME, &options->from, NULL, NULL },
    { "applicants", 'n', 0, G_OPTION_ARG_INT64, &options->applicants, NULL, NULL },
    { "seed", 's', 0, G_OPTION_ARG_INT64, &options->seed, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;
  if (argc > 1 || options->data == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "%s",
                   argc > 1 ? "too many words" : "--data is needed");
      return FALSE;
    }

  return TRUE;
}

/* One process writes to a data directory; the lock goes with the process. -1 on error. */
static int
lock_data (const char *dir, GError **error)
{
  g_autofree char *path = g_build_filename (dir, "lock", NULL);
  int fd;

  if (g_mkdir_with_parents (dir, 0700) != 0 ||
      (fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600)) < 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", dir,
                   g_strerror (errno));
      return -1;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      close (fd);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "another vouchd works on %s; stop it first",
                   dir);
      return -1;
    }

  return fd;
}

typedef struct
{
  GMainLoop *loop;
  VouchWriter *writer;
  GMutex lock;
  GCond wake;
  gboolean stopping;
} Serving;

static gboolean
stop_cb (gpointer user_data)
{
  g_main_loop_quit (((Serving *) user_data)->loop);

  return G_SOURCE_CONTINUE;
}

static gpointer
jobs_thread (gpointer user_data)
{
  Serving *serving = user_data;

  g_mutex_lock (&serving->lock);
  while (!serving->stopping)
    {
      gint64 until = g_get_monotonic_time () + JOBS_SECONDS * G_USEC_PER_SEC;
      g_autoptr (GError) error = NULL;

      g_mutex_unlock (&serving->lock);
      if (!vouch_jobs_delete_due (serving->writer, NULL, &error) ||
          !vouch_jobs_prune (serving->writer, &error))
        g_printerr ("{\"job\":\"upkeep\",\"failed\":true}\n");
      g_mutex_lock (&serving->lock);
      while (!serving->stopping && g_cond_wait_until (&serving->wake, &serving->lock, until))
        ;
    }
  g_mutex_unlock (&serving->lock);

  return NULL;
}

static void
serve_until_stopped (VouchWriter *writer)
{
  Serving serving = { .loop = g_main_loop_new (NULL, FALSE), .writer = writer };
  guint term = g_unix_signal_add (SIGTERM, stop_cb, &serving);
  guint intr = g_unix_signal_add (SIGINT, stop_cb, &serving);
  GThread *jobs;

  g_mutex_init (&serving.lock);
  g_cond_init (&serving.wake);
  jobs = g_thread_new ("vouch-jobs", jobs_thread, &serving);
  g_main_loop_run (serving.loop);

  g_mutex_lock (&serving.lock);
  serving.stopping = TRUE;
  g_cond_signal (&serving.wake);
  g_mutex_unlock (&serving.lock);
  g_thread_join (jobs);
  g_source_remove (term);
  g_source_remove (intr);
  g_cond_clear (&serving.wake);
  g_mutex_clear (&serving.lock);
  g_main_loop_unref (serving.loop);
}

static gboolean
run_serve (Options *options, VouchWriter *writer, GError **error)
{
  const char *listen = options->listen != NULL ? options->listen : "127.0.0.1:8443";
  g_autofree char *host = g_strndup (listen, strcspn (listen, "\n"));
  VouchHttp *http = vouch_http_start (writer, listen, error);
  char *colon;

  if (http == NULL)
    return FALSE;
  colon = strrchr (host, ':');
  if (colon != NULL)
    *colon = '\0';
  g_print ("listening https://%s:%u sha256=%s\n", host, vouch_http_get_port (http),
           vouch_http_get_fingerprint (http));
  fflush (stdout);
  serve_until_stopped (writer);
  vouch_http_stop (http);

  return TRUE;
}

/* Without echo on a terminal. Transfer full. */
static char *
read_password (void)
{
  char line[1024] = "";
  struct termios old;
  gboolean terminal = tcgetattr (STDIN_FILENO, &old) == 0;

  if (terminal)
    {
      struct termios quiet = old;

      quiet.c_lflag &= (tcflag_t) ~ECHO;
      g_printerr ("Password: ");
      tcsetattr (STDIN_FILENO, TCSANOW, &quiet);
    }
  if (fgets (line, sizeof line, stdin) == NULL)
    line[0] = '\0';
  if (terminal)
    {
      tcsetattr (STDIN_FILENO, TCSANOW, &old);
      g_printerr ("\n");
    }
  g_strchomp (line);

  return g_strdup (line);
}

/* One text of the database by one text; NOT_FOUND. Transfer full. */
static char *
look_up (VouchWriter *writer, const char *name, const char *param, const char *value,
         GError **error)
{
  VouchDbPool *pool = vouch_server_data_get_pool (vouch_writer_get_data (writer));
  VouchDb *db = vouch_db_pool_checkout (pool, error);
  char *found = NULL;

  if (db == NULL)
    return NULL;
  {
    g_autoptr (VouchStmt) stmt = vouch_db_statement (db, name, error);

    if (stmt != NULL)
      {
        if (param != NULL)
          vouch_stmt_bind_text (stmt, param, value);
        if (vouch_stmt_one (stmt, error))
          found = vouch_stmt_dup_text (stmt, 0);
      }
  }
  vouch_db_pool_checkin (pool, db);

  return found;
}

static gboolean
run_command (VouchWriter *writer, const char *type, const char *target, const char *args,
             GError **error)
{
  g_autofree char *company = look_up (writer, "server-http/first-company", NULL, NULL, error);
  g_autoptr (VouchActor) actor = NULL;
  g_autoptr (VouchCommand) command = NULL;
  g_autoptr (VouchAnswer) answer = NULL;

  if (company == NULL)
    return FALSE;
  actor = vouch_actor_new (VOUCH_ACTOR_SYSTEM, company, "vouchd");
  command = vouch_command_new (NULL, type, target, args, error);
  if (command == NULL)
    return FALSE;
  answer = vouch_writer_run (writer, actor, command);
  if (answer->status == 200)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%.*s", (int) g_bytes_get_size (answer->body),
               (const char *) g_bytes_get_data (answer->body, NULL));

  return FALSE;
}

static gboolean
check_password (const char *password, GError **error)
{
  if (g_utf8_strlen (password, -1) >= 12)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "a password has at least 12 characters");

  return FALSE;
}

static gboolean
user_add (Options *options, VouchWriter *writer, GError **error)
{
  g_autofree char *role_id = NULL;
  g_autofree char *id = vouch_id_new ();
  g_autofree char *password = NULL;
  g_autofree char *hash = NULL;
  g_autoptr (GString) args = g_string_new (NULL);

  if (options->email == NULL || options->name == NULL || options->role == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   "--email, --name and --role are needed");
      return FALSE;
    }
  role_id = look_up (writer, "server-http/find-role", ":name", options->role, error);
  if (role_id == NULL)
    return FALSE;
  password = read_password ();
  if (!check_password (password, error))
    return FALSE;
  hash = vouch_password_hash (password);
  vouch_json_begin_object (args);
  vouch_json_set_string (args, "full_name", options->name);
  vouch_json_set_string (args, "email", options->email);
  vouch_json_set_string (args, "role_id", role_id);
  vouch_json_set_string (args, "password_hash", hash);
  vouch_json_end_object (args);

  return run_command (writer, "user.create", id, args->str, error);
}

static gboolean
run_user (const char *verb, Options *options, VouchWriter *writer, GError **error)
{
  g_autofree char *user_id = NULL;
  g_autofree char *password = NULL;

  if (g_strcmp0 (verb, "add") == 0)
    return user_add (options, writer, error);
  if (options->email == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "--email is needed");
      return FALSE;
    }
  user_id = look_up (writer, "server-http/find-user", ":email", options->email, error);
  if (user_id == NULL)
    return FALSE;
  if (g_strcmp0 (verb, "disable") == 0)
    return run_command (writer, "user.status.set", user_id, "{\"status\":\"disabled\"}", error);

  password = read_password ();

  return check_password (password, error) &&
         vouch_sessions_set_password (writer, user_id, password, error);
}

static gboolean
with_writer (const char *verb, const char *second, Options *options, VouchServerData *data,
             GError **error)
{
  g_autoptr (VouchWriter) writer = vouch_writer_new (data, error);
  gboolean ok;

  if (writer == NULL)
    return FALSE;
  if (strcmp (verb, "serve") == 0)
    return run_serve (options, writer, error);
  if (strcmp (verb, "demo") == 0)
    ok = vouch_demo_fill (writer, options->applicants > 0 ? options->applicants : 250,
                          (guint64) options->seed, error);
  else
    ok = run_user (second, options, writer, error);
  vouch_writer_shutdown (writer);

  return ok;
}

static gboolean
run_verb (const char *verb, const char *second, Options *options, GError **error)
{
  g_autoptr (VouchServerData) data = NULL;
  g_autoptr (GString) report = g_string_new (NULL);
  gboolean writes =
      strcmp (verb, "serve") == 0 || strcmp (verb, "demo") == 0 || strcmp (verb, "user") == 0;
  gint64 n = 0;
  gboolean ok;

  if (strcmp (verb, "restore") == 0)
    return vouch_server_restore (options->from, options->data, error);
  /* The lock is the process's: it is let go by exit. */
  if (writes && lock_data (options->data, error) < 0)
    return FALSE;
  data = vouch_server_data_open (options->data, error);
  if (data == NULL)
    return FALSE;
  if (writes)
    return with_writer (verb, second, options, data, error);
  if (strcmp (verb, "backup") == 0)
    return vouch_server_backup (data, options->to, error);
  if (strcmp (verb, "verify-audit") == 0)
    {
      ok = vouch_server_verify_audit (data, &n, error);
      if (ok)
        g_print ("the audit trail is whole: %" G_GINT64_FORMAT " entries\n", n);
      return ok;
    }
  ok = vouch_server_check (data, report, error);
  g_print ("%s%s", report->str, ok ? "no faults\n" : "");

  return ok;
}

int
vouch_cli_run (int argc, char **argv)
{
  static const char *const verbs[] = { "serve",   "demo",         "user",  "backup",
                                       "restore", "verify-audit", "check", NULL };
  g_auto (Options) options = { .seed = 1 };
  g_autoptr (GError) error = NULL;
  const char *verb = argc > 1 ? argv[1] : "";
  const char *second = NULL;
  struct rlimit none = { 0, 0 };
  int skip = 1;

  /* A core dump would hold passports and keys. */
  (void) setrlimit (RLIMIT_CORE, &none);
  (void) prctl (PR_SET_DUMPABLE, 0);
  umask (0077);

  if (!g_strv_contains (verbs, verb))
    {
      g_printerr ("%s", usage);
      return 2;
    }
  if (strcmp (verb, "user") == 0)
    {
      static const char *const actions[] = { "add", "disable", "reset", NULL };

      second = argc > 2 ? argv[2] : "";
      skip = 2;
      if (!g_strv_contains (actions, second))
        {
          g_printerr ("%s", usage);
          return 2;
        }
    }
  if (!parse_options (argc - skip, argv + skip, &options, &error) ||
      (strcmp (verb, "backup") == 0 && options.to == NULL) ||
      (strcmp (verb, "restore") == 0 && options.from == NULL))
    {
      g_printerr ("vouchd: %s\n%s", error != NULL ? error->message : "a directory is missing",
                  usage);
      return 2;
    }
  if (!run_verb (verb, second, &options, &error))
    {
      g_printerr ("vouchd: %s\n", error->message);
      return g_error_matches (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED) ? 2 : 1;
    }

  return 0;
}
