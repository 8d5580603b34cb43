/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What reading (vouch-cell.c) and drawing (vouch-cell-draw.c) of a cell share. */
#pragma once

#include "vouch-cell.h"
#include "vouch-row-watch.h"

struct _VouchCell
{
  GtkWidget parent_instance;

  const VouchTableColumn *column; /* borrowed */
  GClosure *changed;              /* one for all connections, ever */
  GObject *row;                   /* owned */
  VouchRowWatch watch;            /* begins when the row is read */
  gboolean unread;                /* what stands below is not what the row says now */
  GList link;                     /* in the queue of cells to read when there is time */

  /* As last read from the row */
  gboolean loaded;
  gboolean muted; /* the text is the column's word for "empty" */
  int status;     /* -1 = none */
  gint64 time;
  char *text; /* never NULL */
  char *note;
  char *icon_name;
  GdkPaintable *picture;

  /* Made when first drawn; fresh = holds the text above */
  PangoLayout *layout;
  PangoLayout *note_layout;
  gboolean fresh;
  GtkIconPaintable *icon;
};

/* Brings what stands above up to date. */
void vouch_cell_ensure_read (VouchCell *self);
/* Draws the whole cell; the layout is made here, so that the hundreds of rows that GTK keeps ready
 * outside of the window cost no shaping. */
void vouch_cell_draw (VouchCell *self, GtkSnapshot *snapshot);
