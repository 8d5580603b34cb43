/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks before something that cannot be undone. */
#include "vouch-confirm.h"

#include <glib/gi18n-lib.h>

#define CANCEL "cancel"

/* The task while the question is open; the first to take it returns it. */
static GTask *
take_task (AdwMessageDialog *dialog)
{
  return g_object_steal_data (G_OBJECT (dialog), "vouch-task");
}

static void
response_cb (AdwMessageDialog *dialog, const char *response)
{
  g_autoptr (GTask) task = take_task (dialog);

  if (task)
    g_task_return_pointer (task, g_strdup (response), g_free);
  /* A response given by code leaves the window open; destroying twice does no harm. */
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
destroy_cb (AdwMessageDialog *dialog)
{
  g_autoptr (GTask) task = take_task (dialog);

  if (task)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The window was closed");
}

static void
cancelled_cb (GtkWindow *dialog)
{
  g_autoptr (GTask) task = take_task (ADW_MESSAGE_DIALOG (dialog));

  if (task)
    g_task_return_error_if_cancelled (task);
  gtk_window_destroy (dialog);
}

void
vouch_confirm_async (GtkWidget *parent, const char *heading, const char *body, const char *id,
                     const char *label, AdwResponseAppearance appearance, GCancellable *cancellable,
                     GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  GtkRoot *root = parent ? gtk_widget_get_root (parent) : NULL;
  GtkWidget *widget;
  AdwMessageDialog *dialog;

  g_return_if_fail (heading && id && label);

  g_task_set_source_tag (task, vouch_confirm_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  widget = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading, body);
  dialog = ADW_MESSAGE_DIALOG (widget);
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  adw_message_dialog_add_responses (dialog, CANCEL, _ ("_Cancel"), id, label, NULL);
  adw_message_dialog_set_response_appearance (dialog, id, appearance);
  adw_message_dialog_set_default_response (dialog,
                                           appearance == ADW_RESPONSE_DESTRUCTIVE ? CANCEL : id);
  adw_message_dialog_set_close_response (dialog, CANCEL);
  g_object_set_data_full (G_OBJECT (dialog), "vouch-task", g_steal_pointer (&task), g_object_unref);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), NULL);
  g_signal_connect (dialog, "destroy", G_CALLBACK (destroy_cb), NULL);
  if (cancellable)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), dialog,
                             G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

char *
vouch_confirm_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
