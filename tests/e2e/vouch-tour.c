/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signs in to a demo server, visits every page and main state, writes a picture of each. */

#define G_LOG_DOMAIN "vouch-tour"

#include "vouch-application.h"
#include "vouch-shot.h"
#include "vouch-status.h"
#include "vouch-table.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define WAIT_SECONDS 60

typedef gboolean (*Condition) (gpointer data);

typedef struct
{
  const char *name;
  int width;
  int height;
  AdwColorScheme scheme;
} Look;

static const Look looks[] = {
  { "light-1280", 1280, 800, ADW_COLOR_SCHEME_FORCE_LIGHT },
  { "dark-1280", 1280, 800, ADW_COLOR_SCHEME_FORCE_DARK },
  { "light-1920", 1920, 1080, ADW_COLOR_SCHEME_FORCE_LIGHT },
  { "dark-1920", 1920, 1080, ADW_COLOR_SCHEME_FORCE_DARK },
};

static const char *folder;
static GtkApplication *application;
static int n_warnings;
static gboolean failed;

static GLogWriterOutput
log_cb (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  if ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) != 0)
    g_atomic_int_inc (&n_warnings);

  return g_log_writer_default (level, fields, n_fields, user_data);
}

static gboolean
timed_out_cb (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

/* Turns the main loop until @condition holds. */
static gboolean
wait_for (const char *what, Condition condition, gpointer data)
{
  gboolean late = FALSE;
  guint id = g_timeout_add_seconds (WAIT_SECONDS, timed_out_cb, &late);

  while (!condition (data) && !late)
    g_main_context_iteration (NULL, TRUE);
  if (late)
    {
      g_printerr ("vouch-tour: waited in vain: %s\n", what);
      failed = TRUE;
      return FALSE;
    }
  g_source_remove (id);

  return TRUE;
}

static void
pause_ms (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, timed_out_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static GtkWidget *
find (GtkWidget *widget, gboolean (*match) (GtkWidget *, gconstpointer), gconstpointer data)
{
  if (widget == NULL || !gtk_widget_get_visible (widget))
    return NULL;
  if (match (widget, data))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, match, data);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
is_type (GtkWidget *widget, gconstpointer data)
{
  return g_strcmp0 (G_OBJECT_TYPE_NAME (widget), data) == 0 && gtk_widget_get_mapped (widget);
}

static gboolean
has_tooltip (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
         g_strcmp0 (gtk_widget_get_tooltip_text (widget), data) == 0;
}

static GtkWidget *
window (void)
{
  return GTK_WIDGET (gtk_application_get_active_window (application));
}

static gboolean
has_accounts (gpointer data)
{
  return find (window (), has_tooltip, data) != NULL;
}

static GListModel *
rows (void)
{
  GtkWidget *view = find (window (), is_type, "GtkColumnView");

  return view != NULL ? G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (view))) : NULL;
}

static gboolean
has_rows (gpointer data)
{
  GListModel *model = rows ();

  return model != NULL && g_list_model_get_n_items (model) >= GPOINTER_TO_UINT (data);
}

static gboolean
has_page (gpointer data)
{
  return find (window (), is_type, data) != NULL;
}

static void
shoot (const char *page)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autofree char *name = g_strdup_printf ("%s-%s.png", page, looks[i].name);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GError) error = NULL;

      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), looks[i].scheme);
      gtk_window_set_default_size (GTK_WINDOW (window ()), looks[i].width, looks[i].height);
      pause_ms (400);
      if (!vouch_shot_window (GTK_WINDOW (window ()), path, &error))
        {
          g_printerr ("vouch-tour: %s: %s\n", page, error->message);
          failed = TRUE;
          continue;
        }
      g_print ("%s\n", path);
    }
}

/* An applicant of the list with this status. Transfer full. */
static char *
find_applicant (int status)
{
  GListModel *model = rows ();

  for (guint i = 0; model != NULL && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);
      g_autofree char *id = NULL;
      int value = -1;

      pause_ms (5); /* rows of a windowed model fill in later */
      g_object_get (item, "id", &id, "status", &value, NULL);
      if (value == status && id != NULL)
        return g_steal_pointer (&id);
    }

  return NULL;
}

static gboolean
action_enabled (gpointer name)
{
  GtkWidget *page = find (window (), is_type, "VouchProfilePage");
  gboolean done = page != NULL && gtk_widget_activate_action (page, name, NULL);

  return done;
}

/* The confirmation of the last action, if one is asked. */
static gboolean
answer_dialog (gpointer response)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) dialog = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (dialog) && gtk_widget_get_mapped (GTK_WIDGET (dialog)))
        {
          adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
          return TRUE;
        }
    }

  return FALSE;
}

typedef struct
{
  GObject *applicant;
  int status;
} Wanted;

/* Confirmed by the server, not only shown as wanted. */
static gboolean
has_status (gpointer data)
{
  Wanted *wanted = data;
  int pending = -1;
  int status = -1;

  g_object_get (wanted->applicant, "status", &status, "pending", &pending, NULL);

  return status == wanted->status && pending == 0;
}

/* A row of the list by id. Transfer full. */
static GObject *
find_row (const char *id)
{
  GListModel *model = rows ();

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);
      g_autofree char *value = NULL;

      g_object_get (item, "id", &value, NULL);
      if (g_strcmp0 (value, id) == 0)
        return g_steal_pointer (&item);
    }

  return NULL;
}

static void
leave_profile (void)
{
  gtk_widget_activate_action (window (), "win.back", NULL);
  (void) wait_for ("the table again", has_rows, GUINT_TO_POINTER (1));
}

/* The whole work on one person: take, look, approve, and see that the server has it. */
static void
decide (void)
{
  g_autofree char *id = find_applicant (VOUCH_STATUS_COMPLETED);
  g_autoptr (GObject) applicant = id != NULL ? find_row (id) : NULL;
  Wanted wanted = { applicant, VOUCH_STATUS_IN_REVIEW };

  if (applicant == NULL)
    {
      failed = TRUE;
      return;
    }
  gtk_widget_activate_action (window (), "win.open-applicant", "s", id);
  if (!wait_for ("profile", has_page, (gpointer) "VouchProfilePage"))
    return;
  pause_ms (2000);
  if (wait_for ("assign to me", action_enabled, (gpointer) "page.assign-me") &&
      wait_for ("the assignment", has_status, &wanted))
    {
      pause_ms (500);
      shoot ("profile-in-review");
      wanted.status = VOUCH_STATUS_APPROVED;
      if (wait_for ("approve", action_enabled, (gpointer) "page.approve") &&
          wait_for ("the confirmation", answer_dialog, (gpointer) "approve") &&
          wait_for ("the approval", has_status, &wanted))
        {
          pause_ms (500);
          shoot ("profile-decided");
        }
    }
  (void) wait_for ("viewer", action_enabled, (gpointer) "page.open-viewer");
  pause_ms (2500);
  shoot ("profile-viewer");
  leave_profile ();
}

/* The server dies while an applicant is on the screen: what was loaded stays. */
static void
lose_server (void)
{
  g_autofree char *id = find_applicant (VOUCH_STATUS_ON_HOLD);
  g_autofree char *command = g_strdup_printf ("pkill -KILL -P %d vouchd", (int) getpid ());

  gtk_widget_activate_action (window (), "win.open-applicant", "s", id);
  if (!wait_for ("profile", has_page, (gpointer) "VouchProfilePage"))
    return;
  pause_ms (2500);
  if (!g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL))
    failed = TRUE;
  pause_ms (3000);
  (void) wait_for ("assign to me", action_enabled, (gpointer) "page.assign-me");
  pause_ms (1000);
  shoot ("profile-offline");
  leave_profile ();
  shoot ("applicants-offline");
}

static void
visit_profile (const char *page, int status)
{
  g_autofree char *id = find_applicant (status);

  if (id == NULL)
    {
      g_printerr ("vouch-tour: no applicant for %s\n", page);
      failed = TRUE;
      return;
    }
  gtk_widget_activate_action (window (), "win.open-applicant", "s", id);
  if (!wait_for (page, has_page, (gpointer) "VouchProfilePage"))
    return;
  pause_ms (3000); /* pictures come from the server */
  shoot (page);
  leave_profile ();
}

static gboolean
tour_cb (gpointer data)
{
  GtkWidget *button;

  if (!wait_for ("sign-in", has_accounts, (gpointer) "ann@utopia.example"))
    {
      g_application_quit (G_APPLICATION (application));
      return G_SOURCE_REMOVE;
    }
  shoot ("sign-in");
  button = find (window (), has_tooltip, "ann@utopia.example");
  g_signal_emit_by_name (button, "clicked");
  if (wait_for ("applicants", has_rows, GUINT_TO_POINTER (20)))
    {
      shoot ("applicants");
      visit_profile ("profile-completed", VOUCH_STATUS_COMPLETED);
      visit_profile ("profile-on-hold", VOUCH_STATUS_ON_HOLD);
      visit_profile ("profile-approved", VOUCH_STATUS_APPROVED);
      gtk_widget_activate_action (window (), "win.mode", "s", "test");
      pause_ms (1500);
      shoot ("applicants-test-mode");
      gtk_widget_activate_action (window (), "win.mode", "s", "live");
      pause_ms (1500);
      decide ();
      lose_server ();
    }
  g_application_quit (G_APPLICATION (application));

  return G_SOURCE_REMOVE;
}

/* A small demo, drawn beforehand where the program looks for it. */
static gboolean
prepare (const char *vouchd, GError **error)
{
  g_autofree char *data = g_build_filename (g_get_user_data_dir (), "vouch", "demo", NULL);
  const char *argv[] = { vouchd, "demo", "--data", data, "--applicants", "40", NULL };
  int status = 0;

  if (g_file_test (data, G_FILE_TEST_IS_DIR))
    return TRUE;

  return g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status,
                       error) &&
         g_spawn_check_wait_status (status, error);
}

int
main (int argc, char **argv)
{
  char *arguments[] = { (char *) "vouch", (char *) "--demo", NULL };
  g_autoptr (VouchApplication) program = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *bin = NULL;
  g_autofree char *path = NULL;
  int status;

  if (argc != 2)
    {
      g_printerr ("usage: vouch-tour DIR\n");
      return 2;
    }
  folder = argv[1];
  if (g_mkdir_with_parents (folder, 0755) != 0 || !prepare (VOUCHD_PATH, &error))
    {
      g_printerr ("vouch-tour: %s\n", error != NULL ? error->message : folder);
      return 1;
    }
  bin = g_path_get_dirname (VOUCHD_PATH);
  path = g_strconcat (bin, ":", g_getenv ("PATH"), NULL);
  g_setenv ("PATH", path, TRUE); /* where the program looks for its server */
  g_log_set_writer_func (log_cb, NULL, NULL);
  program = vouch_application_new ();
  application = GTK_APPLICATION (program);
  g_timeout_add (500, tour_cb, NULL);
  status = g_application_run (G_APPLICATION (program), 2, arguments);
  if (n_warnings > 0)
    g_printerr ("vouch-tour: %d warnings\n", n_warnings);

  return status != 0 || failed || n_warnings > 0;
}
