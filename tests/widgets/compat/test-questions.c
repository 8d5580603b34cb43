/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The questions to a person answer once, also when cancelled or when their window goes away. */
#include "vouch-confirm.h"
#include "vouch-file-save.h"
#include "vouch-test.h"

typedef struct
{
  gboolean done;
  char *response;
  GFile *file;
  GError *error;
} Answer;

static void
confirm_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  g_assert_false (answer->done);
  answer->done = TRUE;
  answer->response = vouch_confirm_finish (result, &answer->error);
}

static void
save_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  g_assert_false (answer->done);
  answer->done = TRUE;
  answer->file = vouch_file_save_finish (result, &answer->error);
}

static gboolean
is_done (gpointer data)
{
  return ((Answer *) data)->done;
}

static void
clear_answer (Answer *answer)
{
  g_clear_pointer (&answer->response, g_free);
  g_clear_object (&answer->file);
  g_clear_error (&answer->error);
}

static GtkWindow *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GObject) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return GTK_WINDOW (window);
    }
  return NULL;
}

static gboolean
no_dialog (gpointer data)
{
  return !find_window (ADW_TYPE_MESSAGE_DIALOG) && !find_window (GTK_TYPE_DIALOG);
}

static GtkWindow *
ask (GtkWidget *parent, GCancellable *cancellable, Answer *answer)
{
  vouch_confirm_async (parent, "Delete?", "For good.", "delete", "_Delete",
                       ADW_RESPONSE_DESTRUCTIVE, cancellable, confirm_cb, answer);
  return find_window (ADW_TYPE_MESSAGE_DIALOG);
}

static void
test_agrees (void)
{
  Answer answer = { 0 };
  GtkWidget *parent = gtk_window_new ();
  GtkWindow *dialog = ask (parent, NULL, &answer);

  g_assert_cmpstr (adw_message_dialog_get_default_response (ADW_MESSAGE_DIALOG (dialog)), ==,
                   "cancel");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "delete");
  vouch_test_wait (is_done, &answer);
  vouch_test_wait (no_dialog, NULL);
  g_assert_no_error (answer.error);
  g_assert_cmpstr (answer.response, ==, "delete");
  clear_answer (&answer);
  gtk_window_destroy (GTK_WINDOW (parent));
}

static void
test_closed_is_cancel (void)
{
  Answer answer = { 0 };
  GtkWidget *parent = gtk_window_new ();

  gtk_window_close (ask (parent, NULL, &answer));
  vouch_test_wait (is_done, &answer);
  vouch_test_wait (no_dialog, NULL);
  g_assert_cmpstr (answer.response, ==, "cancel");
  clear_answer (&answer);
  gtk_window_destroy (GTK_WINDOW (parent));
}

static void
test_cancellable (void)
{
  Answer answer = { 0 };
  GtkWidget *parent = gtk_window_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  ask (parent, cancellable, &answer);
  g_cancellable_cancel (cancellable);
  vouch_test_wait (is_done, &answer);
  vouch_test_wait (no_dialog, NULL);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  gtk_window_destroy (GTK_WINDOW (parent));
  clear_answer (&answer);
}

static void
test_parent_goes (void)
{
  Answer answer = { 0 };
  GtkWidget *parent = gtk_window_new ();

  gtk_window_present (GTK_WINDOW (parent));
  ask (parent, NULL, &answer);
  gtk_window_destroy (GTK_WINDOW (parent));
  vouch_test_wait (is_done, &answer);
  vouch_test_wait (no_dialog, NULL);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  clear_answer (&answer);
}

static gboolean
is_mapped (gpointer dialog)
{
  return gtk_widget_get_mapped (dialog);
}

/* Waits until the dialog has read its folder: GTK 4.8 stumbles over its own chooser when that goes
 * away in the middle, which no person is fast enough to do. */
static void
ask_where (GtkWidget *parent, GCancellable *cancellable, Answer *answer)
{
  gtk_window_present (GTK_WINDOW (parent));
  vouch_file_save_async (parent, "Save report", "report.pdf", cancellable, save_cb, answer);
  vouch_test_wait (is_mapped, find_window (GTK_TYPE_DIALOG));
  vouch_test_settle ();
}

static void
test_save_accepted (void)
{
  Answer answer = { 0 };
  GtkWidget *parent = gtk_window_new ();
  g_autofree char *name = NULL;

  ask_where (parent, NULL, &answer);
  gtk_dialog_response (GTK_DIALOG (find_window (GTK_TYPE_DIALOG)), GTK_RESPONSE_ACCEPT);
  vouch_test_wait (is_done, &answer);
  vouch_test_wait (no_dialog, NULL);
  g_assert_no_error (answer.error);
  name = g_file_get_basename (answer.file);
  g_assert_cmpstr (name, ==, "report.pdf");
  clear_answer (&answer);
  gtk_window_destroy (GTK_WINDOW (parent));
}

static void
test_save_dismissed (void)
{
  Answer answer = { 0 };
  GtkWidget *parent = gtk_window_new ();

  ask_where (parent, NULL, &answer);
  gtk_dialog_response (GTK_DIALOG (find_window (GTK_TYPE_DIALOG)), GTK_RESPONSE_CANCEL);
  vouch_test_wait (is_done, &answer);
  vouch_test_wait (no_dialog, NULL);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  clear_answer (&answer);
  gtk_window_destroy (GTK_WINDOW (parent));
}

static void
test_save_cancellable (void)
{
  Answer answer = { 0 };
  GtkWidget *parent = gtk_window_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  ask_where (parent, cancellable, &answer);
  g_cancellable_cancel (cancellable);
  vouch_test_wait (is_done, &answer);
  vouch_test_wait (no_dialog, NULL);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  clear_answer (&answer);
  gtk_window_destroy (GTK_WINDOW (parent));
}

int
main (int argc, char **argv)
{
  vouch_test_init (&argc, &argv);
  g_test_add_func ("/widgets/confirm/agrees", test_agrees);
  g_test_add_func ("/widgets/confirm/closed-is-cancel", test_closed_is_cancel);
  g_test_add_func ("/widgets/confirm/cancellable", test_cancellable);
  g_test_add_func ("/widgets/confirm/parent-goes", test_parent_goes);
  g_test_add_func ("/widgets/file-save/accepted", test_save_accepted);
  g_test_add_func ("/widgets/file-save/dismissed", test_save_dismissed);
  g_test_add_func ("/widgets/file-save/cancellable", test_save_cancellable);
  return g_test_run ();
}
