/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One cell of a table: reads what its column says from the row it is bound to, follows it, and
 * says it to assistive technology; vouch-cell-draw.c puts it on the screen.
 *
 * GTK 4.8 binds some 200 rows at each jump and shows 20. So a cell reads its row when it is drawn;
 * the others do it between the frames, a few at a time. */
#include "vouch-cell-private.h"

#include "vouch-format.h"
#include "vouch-status-pill.h"

/* Cells read in one go of the main loop: well below a millisecond. */
#define READ_AT_ONCE 32

static GQueue unread_cells = G_QUEUE_INIT;
static guint unread_source;

G_DEFINE_FINAL_TYPE (VouchCell, vouch_cell, GTK_TYPE_WIDGET)

static gboolean
read_value (VouchCell *self, const char *property, GValue *value)
{
  GObject *row = self->row;
  GParamSpec *pspec = NULL;

  if (property)
    pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (row), property);
  if (pspec == NULL)
    return FALSE;

  g_value_init (value, G_PARAM_SPEC_VALUE_TYPE (pspec));
  g_object_get_property (row, property, value);
  return TRUE;
}

static gint64
read_int (VouchCell *self, const char *property, gint64 otherwise)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_auto (GValue) number = G_VALUE_INIT;

  g_value_init (&number, G_TYPE_INT64);
  if (!read_value (self, property, &value) || !g_value_transform (&value, &number))
    return otherwise;
  return g_value_get_int64 (&number);
}

static char *
read_text (VouchCell *self, const char *property)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_auto (GValue) text = G_VALUE_INIT;

  if (!read_value (self, property, &value))
    return NULL;
  if (G_VALUE_HOLDS_STRING (&value))
    return g_value_dup_string (&value);
  g_value_init (&text, G_TYPE_STRING);
  return g_value_transform (&value, &text) ? g_value_dup_string (&text) : NULL;
}

static char *
make_text (VouchCell *self)
{
  const VouchTableColumn *column = self->column;
  gint64 count;

  if (column->kind == VOUCH_TABLE_STATUS)
    self->status = read_int (self, column->property, -1);
  else if (column->kind == VOUCH_TABLE_TIME)
    self->time = read_int (self, column->property, 0);

  if (column->text)
    return column->text (self->row);

  switch (column->kind)
    {
    case VOUCH_TABLE_STATUS:
      return g_strdup (vouch_enum_label (&vouch_status_enum, self->status));
    case VOUCH_TABLE_TIME:
      return self->time ? vouch_format_time_relative (self->time, g_get_real_time ()) : NULL;
    case VOUCH_TABLE_COUNT:
      count = read_int (self, column->property, 0);
      return count ? g_strdup_printf ("%" G_GINT64_FORMAT, count) : NULL;
    case VOUCH_TABLE_TEXT:
    case VOUCH_TABLE_PERSON:
    case VOUCH_TABLE_CUSTOM:
    default:
      return read_text (self, column->property);
    }
}

static void
read_picture (VouchCell *self)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_clear_object (&self->picture);
  if (read_value (self, self->column->picture, &value) &&
      g_type_is_a (G_VALUE_TYPE (&value), GDK_TYPE_PAINTABLE))
    self->picture = g_value_dup_object (&value);
}

static const char *
wanted_icon (VouchCell *self)
{
  if (self->column->kind == VOUCH_TABLE_STATUS)
    return vouch_status_icon_name (self->status);
  return self->icon_name;
}

static void
forget_content (VouchCell *self)
{
  self->status = -1;
  self->time = 0;
  self->muted = FALSE;
  g_clear_pointer (&self->note, g_free);
  g_clear_pointer (&self->icon_name, g_free);
  g_clear_object (&self->picture);
}

static void
say (VouchCell *self)
{
  g_autofree char *both = NULL;
  const char *label = self->text;

  if (self->note && *self->note)
    label = both = g_strdup_printf ("%s, %s", self->text, self->note);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
set_text (VouchCell *self, char *text)
{
  if (text && !g_utf8_validate (text, -1, NULL))
    {
      g_autofree char *foreign = text;

      text = g_utf8_make_valid (foreign, -1);
    }
  if (g_strcmp0 (text, self->text) == 0)
    {
      g_free (text);
      return;
    }
  g_free (self->text);
  self->text = text;
  self->fresh = FALSE;
}

static void
read_row (VouchCell *self)
{
  g_autofree char *icon_before = g_strdup (self->icon ? wanted_icon (self) : NULL);
  g_autofree char *text = NULL;

  forget_content (self);
  self->loaded = vouch_row_is_loaded (self->row);
  if (self->loaded)
    {
      text = make_text (self);
      if (self->column->note)
        self->note = self->column->note (self->row);
      if (self->column->icon)
        self->icon_name = read_text (self, self->column->icon);
      if (self->column->picture)
        read_picture (self);
      if ((text == NULL || *text == '\0') && self->column->empty)
        {
          self->muted = TRUE;
          g_free (text);
          text = g_strdup (self->column->empty);
        }
    }
  set_text (self, text ? g_steal_pointer (&text) : g_strdup (""));
  if (self->icon && g_strcmp0 (icon_before, wanted_icon (self)) != 0)
    g_clear_object (&self->icon);
  if (self->column->note)
    self->fresh = FALSE;
  say (self);
}

static void
dequeue (VouchCell *self)
{
  if (self->link.data == NULL)
    return;
  g_queue_unlink (&unread_cells, &self->link);
  self->link.data = NULL;
}

static gboolean
read_some_cb (gpointer data)
{
  for (guint i = 0; i < READ_AT_ONCE && unread_cells.head; i++)
    vouch_cell_ensure_read (unread_cells.head->data);
  if (unread_cells.head)
    return G_SOURCE_CONTINUE;
  unread_source = 0;
  return G_SOURCE_REMOVE;
}

static void
set_unread (VouchCell *self)
{
  self->unread = TRUE;
  if (self->link.data == NULL)
    {
      self->link.data = self;
      g_queue_push_tail_link (&unread_cells, &self->link);
    }
  if (unread_source == 0)
    unread_source = g_idle_add_full (G_PRIORITY_LOW, read_some_cb, NULL, NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vouch_cell_ensure_read (VouchCell *self)
{
  dequeue (self);
  if (!self->unread || self->row == NULL)
    return;
  self->unread = FALSE;
  if (self->watch.row == NULL)
    vouch_row_watch_start (&self->watch, self->row, self->column, self->changed);
  read_row (self);
}

static gboolean
vouch_cell_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  VouchCell *self = VOUCH_CELL (widget);

  vouch_cell_ensure_read (self);
  if (self->time)
    {
      g_autofree char *exact = vouch_format_time_exact (self->time);

      gtk_tooltip_set_text (tooltip, exact);
      return TRUE;
    }
  if (self->layout == NULL || !pango_layout_is_ellipsized (self->layout))
    return FALSE;
  gtk_tooltip_set_text (tooltip, self->text);
  return TRUE;
}

static void
vouch_cell_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                    int *natural, int *minimum_baseline, int *natural_baseline)
{
  VouchCell *self = VOUCH_CELL (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 0;
      *natural = self->column->width;
    }
  else
    {
      PangoContext *context = gtk_widget_get_pango_context (widget);
      PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);

      /* One line of the current font, whatever the text: rows must all have one height. */
      *minimum = *natural = MAX (16, PANGO_PIXELS_CEIL (pango_font_metrics_get_ascent (metrics) +
                                                        pango_font_metrics_get_descent (metrics)));
      pango_font_metrics_unref (metrics);
    }
}

static void
vouch_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  vouch_cell_draw (VOUCH_CELL (widget), snapshot);
}

static void
vouch_cell_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vouch_cell_parent_class)->css_changed (widget, change);
  /* An icon theme change comes this way as well. */
  g_clear_object (&VOUCH_CELL (widget)->icon);
}

static void
vouch_cell_dispose (GObject *object)
{
  VouchCell *self = VOUCH_CELL (object);

  dequeue (self);
  vouch_row_watch_stop (&self->watch);
  g_clear_object (&self->row);
  if (self->changed)
    g_closure_invalidate (self->changed);
  g_clear_pointer (&self->changed, g_closure_unref);
  g_clear_object (&self->picture);
  g_clear_object (&self->icon);
  g_clear_object (&self->layout);
  g_clear_object (&self->note_layout);
  G_OBJECT_CLASS (vouch_cell_parent_class)->dispose (object);
}

static void
vouch_cell_finalize (GObject *object)
{
  VouchCell *self = VOUCH_CELL (object);

  g_free (self->text);
  g_free (self->note);
  g_free (self->icon_name);
  G_OBJECT_CLASS (vouch_cell_parent_class)->finalize (object);
}

static void
vouch_cell_class_init (VouchCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_cell_dispose;
  G_OBJECT_CLASS (klass)->finalize = vouch_cell_finalize;
  widget_class->measure = vouch_cell_measure;
  widget_class->snapshot = vouch_cell_snapshot;
  widget_class->css_changed = vouch_cell_css_changed;
  widget_class->query_tooltip = vouch_cell_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "vouchcell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
vouch_cell_init (VouchCell *self)
{
  self->text = g_strdup ("");
  self->status = -1;
  self->loaded = TRUE;
  self->changed = g_cclosure_new_swap (G_CALLBACK (set_unread), self, NULL);
  g_closure_ref (self->changed);
  g_closure_sink (self->changed);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
vouch_cell_new (const VouchTableColumn *column)
{
  VouchCell *self = g_object_new (VOUCH_TYPE_CELL, NULL);

  self->column = column;
  return GTK_WIDGET (self);
}

void
vouch_cell_set_row (VouchCell *self, GObject *row)
{
  g_return_if_fail (VOUCH_IS_CELL (self));

  vouch_row_watch_stop (&self->watch);
  g_set_object (&self->row, row);
  if (row)
    set_unread (self);
  else
    dequeue (self);
}

void
vouch_cell_refresh (VouchCell *self)
{
  g_return_if_fail (VOUCH_IS_CELL (self));

  if (self->row)
    set_unread (self);
}

VouchTableKind
vouch_cell_get_kind (VouchCell *self)
{
  g_return_val_if_fail (VOUCH_IS_CELL (self), VOUCH_TABLE_TEXT);

  return self->column->kind;
}

const char *
vouch_cell_get_text (VouchCell *self)
{
  g_return_val_if_fail (VOUCH_IS_CELL (self), "");

  vouch_cell_ensure_read (self);
  return self->text;
}
