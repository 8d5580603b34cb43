/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Follows what one column shows of one row, and leaves no trace on the row afterwards. */
#include "vouch-row-watch.h"

static void
follow (VouchRowWatch *self, const char *property, GClosure *closure)
{
  static guint notify_id;
  GParamSpec *pspec;

  if (property == NULL)
    return;
  pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (self->row), property);
  if (pspec == NULL)
    return;
  if (notify_id == 0)
    notify_id = g_signal_lookup ("notify", G_TYPE_OBJECT);

  g_assert (self->n_handlers < G_N_ELEMENTS (self->handlers));
  /* By id and quark: a jump binds more than a thousand cells within one frame. */
  self->handlers[self->n_handlers++] =
      g_signal_connect_closure_by_id (self->row, notify_id, g_param_spec_get_name_quark (pspec),
                                      closure, FALSE);
}

void
vouch_row_watch_start (VouchRowWatch *self, GObject *row, const VouchTableColumn *column,
                       GClosure *closure)
{
  vouch_row_watch_stop (self);
  self->row = g_object_ref (row);
  follow (self, "loaded", closure);
  follow (self, column->property, closure);
  follow (self, column->picture, closure);
  follow (self, column->icon, closure);
  follow (self, column->note_property, closure);
}

void
vouch_row_watch_stop (VouchRowWatch *self)
{
  for (guint i = 0; i < self->n_handlers; i++)
    g_signal_handler_disconnect (self->row, self->handlers[i]);
  self->n_handlers = 0;
  g_clear_object (&self->row);
}

gboolean
vouch_row_is_loaded (GObject *row)
{
  gboolean loaded = TRUE;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (row), "loaded"))
    g_object_get (row, "loaded", &loaded, NULL);
  return loaded;
}
