/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks where to save a file. */
#include "vouch-file-save.h"

#include <glib/gi18n-lib.h>

/* The task owns the chooser (GTK keeps no reference to a native dialog) and the chooser's handler
 * owns the task; the response breaks the circle. */
static void
response_cb (GtkNativeDialog *chooser, int response, GTask *task)
{
  g_signal_handlers_disconnect_by_func (chooser, response_cb, task);
  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (task, gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)),
                           g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Nothing was chosen");
  gtk_native_dialog_destroy (chooser);
  g_object_unref (task);
}

static void
cancelled_cb (GtkNativeDialog *chooser)
{
  g_signal_emit_by_name (chooser, "response", GTK_RESPONSE_CANCEL);
}

void
vouch_file_save_async (GtkWidget *parent, const char *title, const char *name,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  GtkRoot *root = parent ? gtk_widget_get_root (parent) : NULL;
  GtkFileChooserNative *chooser;

  g_return_if_fail (title && name);

  g_task_set_source_tag (task, vouch_file_save_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  chooser = gtk_file_chooser_native_new (title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                         GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  g_task_set_task_data (task, chooser, g_object_unref);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  if (cancellable)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), chooser,
                             G_CONNECT_SWAPPED);
  g_signal_connect (chooser, "response", G_CALLBACK (response_cb), g_steal_pointer (&task));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

GFile *
vouch_file_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
