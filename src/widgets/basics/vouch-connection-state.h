/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the server is there, and how many changes wait for it. */
#pragma once

#include <gtk/gtk.h>

typedef enum
{
  VOUCH_CONNECTION_OFFLINE,
  VOUCH_CONNECTION_SYNCING,
  VOUCH_CONNECTION_ONLINE,
} VouchConnection;

#define VOUCH_TYPE_CONNECTION_STATE (vouch_connection_state_get_type ())
G_DECLARE_FINAL_TYPE (VouchConnectionState, vouch_connection_state, VOUCH, CONNECTION_STATE,
                      GtkWidget)

/* Offline with nothing waiting at first. Role STATUS, label = the words shown. */
GtkWidget *vouch_connection_state_new (void);
/* @waiting changes not yet confirmed by the server. */
void vouch_connection_state_set (VouchConnectionState *self, VouchConnection connection,
                                 guint waiting);
