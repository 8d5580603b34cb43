/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks where to save a file. */
#pragma once

#include <gtk/gtk.h>

/* Opens the system's dialog over the window of @parent (NULL: none) with the proposed file @name.
 * The dialog itself asks before it replaces a file. Main thread. */
void vouch_file_save_async (GtkWidget *parent, const char *title, const char *name,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* Owned by the caller. NULL with G_IO_ERROR_CANCELLED when dismissed or cancelled. */
GFile *vouch_file_save_finish (GAsyncResult *result, GError **error);
