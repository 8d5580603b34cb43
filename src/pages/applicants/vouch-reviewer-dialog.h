/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks who shall review. */
#pragma once

#include "vouch-store.h"

#include <gtk/gtk.h>

/* A modal list of the active users over the window of @parent, @user_id (may be NULL) first as
 * "me", then nobody; @n applicants are named in the heading. Main thread. */
void vouch_reviewer_dialog_async (GtkWidget *parent, VouchStore *store, const char *user_id,
                                  guint n, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
/* The user's id, "" for nobody; owned by the caller. NULL with G_IO_ERROR_CANCELLED when none was
 * chosen. */
char *vouch_reviewer_dialog_finish (GAsyncResult *result, GError **error);
