/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A check box of one widget, dressed by the theme's own "check" node: a GtkCheckButton would add
 * two widgets to each of the hundreds of rows that GTK keeps ready. */
#include "vouch-check-cell.h"

/* How far outside of the box a click still counts, so that the whole table cell is a target. */
#define REACH 12

struct _VouchCheckCell
{
  GtkWidget parent_instance;

  VouchCheckState state;
};

enum
{
  TOGGLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchCheckCell, vouch_check_cell, GTK_TYPE_WIDGET)

static void
pressed_cb (VouchCheckCell *self, int n_press, double x, double y, GtkGesture *gesture)
{
  /* Claimed at once: else the row takes the click and selects itself alone. */
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
released_cb (VouchCheckCell *self, int n_press, double x, double y, GtkGesture *gesture)
{
  if (gtk_widget_contains (GTK_WIDGET (self), x, y))
    g_signal_emit (self, signals[TOGGLED], 0);
}

static gboolean
vouch_check_cell_contains (GtkWidget *widget, double x, double y)
{
  return x >= -REACH && x < gtk_widget_get_width (widget) + REACH && y >= -REACH &&
         y < gtk_widget_get_height (widget) + REACH;
}

static void
vouch_check_cell_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                          int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 14;
}

static void
vouch_check_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VouchCheckCell *self = VOUCH_CHECK_CELL (widget);
  g_autoptr (GtkIconPaintable) icon = NULL;
  GdkRGBA color, colors[4];
  int size = MIN (gtk_widget_get_width (widget), gtk_widget_get_height (widget));

  if (self->state == VOUCH_CHECK_OFF)
    return;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  for (guint i = 0; i < G_N_ELEMENTS (colors); i++)
    colors[i] = color;
  icon =
      gtk_icon_theme_lookup_icon (gtk_icon_theme_get_for_display (gtk_widget_get_display (widget)),
                                  self->state == VOUCH_CHECK_ON ? "object-select-symbolic"
                                                                : "list-remove-symbolic",
                                  NULL, size, gtk_widget_get_scale_factor (widget),
                                  gtk_widget_get_direction (widget),
                                  GTK_ICON_LOOKUP_FORCE_SYMBOLIC);
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, size, size,
                                            colors, G_N_ELEMENTS (colors));
}

static void
vouch_check_cell_class_init (VouchCheckCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->contains = vouch_check_cell_contains;
  widget_class->measure = vouch_check_cell_measure;
  widget_class->snapshot = vouch_check_cell_snapshot;
  gtk_widget_class_set_css_name (widget_class, "check");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_CHECKBOX);
  signals[TOGGLED] = g_signal_new ("toggled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
vouch_check_cell_init (VouchCheckCell *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_CHECKED,
                               GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

GtkWidget *
vouch_check_cell_new (const char *label)
{
  GtkWidget *self = g_object_new (VOUCH_TYPE_CHECK_CELL, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return self;
}

void
vouch_check_cell_set_state (VouchCheckCell *self, VouchCheckState state)
{
  static const GtkAccessibleTristate tristates[] = { GTK_ACCESSIBLE_TRISTATE_FALSE,
                                                     GTK_ACCESSIBLE_TRISTATE_TRUE,
                                                     GTK_ACCESSIBLE_TRISTATE_MIXED };
  GtkWidget *widget = GTK_WIDGET (self);

  g_return_if_fail (VOUCH_IS_CHECK_CELL (self));
  g_return_if_fail (state <= VOUCH_CHECK_SOME);

  if (state == self->state)
    return;
  self->state = state;
  gtk_widget_unset_state_flags (widget, GTK_STATE_FLAG_CHECKED | GTK_STATE_FLAG_INCONSISTENT);
  if (state == VOUCH_CHECK_ON)
    gtk_widget_set_state_flags (widget, GTK_STATE_FLAG_CHECKED, FALSE);
  else if (state == VOUCH_CHECK_SOME)
    gtk_widget_set_state_flags (widget, GTK_STATE_FLAG_INCONSISTENT, FALSE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_CHECKED,
                               tristates[state], -1);
  gtk_widget_queue_draw (widget);
}

VouchCheckState
vouch_check_cell_get_state (VouchCheckCell *self)
{
  g_return_val_if_fail (VOUCH_IS_CHECK_CELL (self), VOUCH_CHECK_OFF);

  return self->state;
}
