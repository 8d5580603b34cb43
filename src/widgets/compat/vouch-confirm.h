/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks before something that cannot be undone. */
#pragma once

#include <adwaita.h>

/* A modal question over the window of @parent (NULL: none) with Cancel and one button: @label,
 * answering with response @id. Destructive questions have Cancel as the default. Firing
 * @cancellable closes the question. Main thread. */
void vouch_confirm_async (GtkWidget *parent, const char *heading, const char *body, const char *id,
                          const char *label, AdwResponseAppearance appearance,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
/* @id when the person agreed, "cancel" when not; owned by the caller. NULL with
 * G_IO_ERROR_CANCELLED when @cancellable fired or the parent window went away. */
char *vouch_confirm_finish (GAsyncResult *result, GError **error);
