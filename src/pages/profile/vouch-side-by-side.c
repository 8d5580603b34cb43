/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two children beside each other where there is room, one under the other where not. */
#include "vouch-side-by-side.h"

#include "vouch-widget.h"

#define GAP 18

struct _VouchSideBySide
{
  GtkWidget parent_instance;
  /* Children */
  GtkWidget *first;
  GtkWidget *second;

  int threshold;
  int share;
};

G_DEFINE_FINAL_TYPE (VouchSideBySide, vouch_side_by_side, GTK_TYPE_WIDGET)

static int
first_width (VouchSideBySide *self, int width)
{
  int min, max;

  gtk_widget_measure (self->first, GTK_ORIENTATION_HORIZONTAL, -1, &min, NULL, NULL, NULL);
  gtk_widget_measure (self->second, GTK_ORIENTATION_HORIZONTAL, -1, &max, NULL, NULL, NULL);
  max = width - GAP - max;
  return MAX (min, MIN ((width - GAP) * self->share / 100, max));
}

static GtkSizeRequestMode
vouch_side_by_side_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
height_of (GtkWidget *child, int width)
{
  int height;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return height;
}

static void
vouch_side_by_side_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                            int *minimum, int *natural, int *minimum_baseline,
                            int *natural_baseline)
{
  VouchSideBySide *self = VOUCH_SIDE_BY_SIDE (widget);
  int a_min, a_nat, b_min, b_nat;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (self->first, orientation, -1, &a_min, &a_nat, NULL, NULL);
      gtk_widget_measure (self->second, orientation, -1, &b_min, &b_nat, NULL, NULL);
      *minimum = MAX (a_min, b_min);
      *natural = MAX (*minimum, MAX (a_nat, b_nat));
      return;
    }
  if (for_size < 0)
    for_size = self->threshold - 1;
  if (for_size < self->threshold)
    *minimum = height_of (self->first, for_size) + GAP + height_of (self->second, for_size);
  else
    {
      int width = first_width (self, for_size);

      *minimum =
          MAX (height_of (self->first, width), height_of (self->second, for_size - GAP - width));
    }
  *natural = *minimum;
}

static void
vouch_side_by_side_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VouchSideBySide *self = VOUCH_SIDE_BY_SIDE (widget);

  if (width < self->threshold)
    {
      int first = height_of (self->first, width);

      gtk_widget_size_allocate (self->first, &(GtkAllocation){ 0, 0, width, first }, -1);
      gtk_widget_size_allocate (self->second,
                                &(GtkAllocation){ 0, first + GAP, width,
                                                  MAX (height - first - GAP, 0) },
                                -1);
    }
  else
    {
      int first = first_width (self, width);
      gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
      int rest = width - GAP - first;

      gtk_widget_size_allocate (self->first,
                                &(GtkAllocation){ rtl ? rest + GAP : 0, 0, first, height }, -1);
      gtk_widget_size_allocate (self->second,
                                &(GtkAllocation){ rtl ? 0 : first + GAP, 0, rest, height }, -1);
    }
}

static void
vouch_side_by_side_dispose (GObject *object)
{
  vouch_widget_clear (GTK_WIDGET (object));
  G_OBJECT_CLASS (vouch_side_by_side_parent_class)->dispose (object);
}

static void
vouch_side_by_side_class_init (VouchSideBySideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_side_by_side_dispose;
  widget_class->get_request_mode = vouch_side_by_side_get_request_mode;
  widget_class->measure = vouch_side_by_side_measure;
  widget_class->size_allocate = vouch_side_by_side_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "sidebyside");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vouch_side_by_side_init (VouchSideBySide *self)
{
}

GtkWidget *
vouch_side_by_side_new (GtkWidget *first, GtkWidget *second, int threshold, int share)
{
  VouchSideBySide *self = g_object_new (VOUCH_TYPE_SIDE_BY_SIDE, NULL);

  self->first = first;
  self->second = second;
  self->threshold = threshold;
  self->share = share;
  gtk_widget_set_parent (first, GTK_WIDGET (self));
  gtk_widget_set_parent (second, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
