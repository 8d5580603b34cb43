/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of a flow and how far each is; a click asks for its section. */
#include "vouch-tracker.h"

#include "vouch-widget.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  VouchTrackerStep step;
  guint number;
  /* Borrowed: children of the flow box */
  GtkWidget *button;
  GtkWidget *state;
  GtkWidget *number_label;
  GtkImage *icon;
  GtkLabel *word;
} Item;

struct _VouchTracker
{
  GtkWidget parent_instance;
  /* Child */
  GtkFlowBox *box;
  /* Owned: Item */
  GArray *items;
};

G_DEFINE_FINAL_TYPE (VouchTracker, vouch_tracker, GTK_TYPE_WIDGET)

static void
show_state (Item *item)
{
  const char *word = vouch_check_state_word (item->step.state);
  /* Translators: number, step and state: "1, Document check: Passed" */
  g_autofree char *name =
      g_strdup_printf (_ ("%u, %s: %s"), item->number,
                       vouch_enum_label (&vouch_step_enum, item->step.step), word);

  gtk_image_set_from_icon_name (item->icon, vouch_check_state_icon_name (item->step.state));
  gtk_label_set_label (item->word, word);
  vouch_check_state_style (item->step.state, item->state);
  vouch_check_state_style (item->step.state, item->number_label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (item->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static GtkWidget *
make_content (Item *item)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *icon = vouch_widget_icon (NULL);
  GtkWidget *word = vouch_widget_label (NULL, NULL);
  g_autofree char *number = g_strdup_printf ("%u", item->number);

  item->number_label = vouch_widget_label (number, "section-number");
  gtk_label_set_xalign (GTK_LABEL (item->number_label), 0.5);
  gtk_widget_set_valign (item->number_label, GTK_ALIGN_CENTER);
  item->state = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (item->state, "state");
  item->icon = GTK_IMAGE (icon);
  item->word = GTK_LABEL (word);
  gtk_box_append (GTK_BOX (item->state), icon);
  gtk_box_append (GTK_BOX (item->state), word);
  gtk_box_append (GTK_BOX (lines),
                  vouch_widget_label (vouch_enum_label (&vouch_step_enum, item->step.step), NULL));
  gtk_box_append (GTK_BOX (lines), item->state);
  gtk_box_append (GTK_BOX (content), item->number_label);
  gtk_box_append (GTK_BOX (content), lines);
  return content;
}

static void
add_item (VouchTracker *self, const VouchTrackerStep *step)
{
  Item item = { .step = *step, .number = self->items->len + 1, .button = gtk_button_new () };

  gtk_button_set_child (GTK_BUTTON (item.button), make_content (&item));
  gtk_widget_add_css_class (item.button, "flat");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (item.button), "s",
                                    vouch_enum_nick (&vouch_step_enum, step->step));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (item.button), "page.jump-to-section");
  gtk_flow_box_append (self->box, item.button);
  /* The button takes the focus; its cell would be a second stop for Tab. */
  gtk_widget_set_focusable (gtk_widget_get_parent (item.button), FALSE);
  show_state (&item);
  g_array_append_val (self->items, item);
}

static gboolean
same_steps (VouchTracker *self, const VouchTrackerStep *steps, guint n_steps)
{
  if (self->items->len != n_steps)
    return FALSE;
  for (guint i = 0; i < n_steps; i++)
    if (g_array_index (self->items, Item, i).step.step != steps[i].step)
      return FALSE;
  return TRUE;
}

static void
vouch_tracker_dispose (GObject *object)
{
  VouchTracker *self = VOUCH_TRACKER (object);

  g_clear_pointer (&self->items, g_array_unref);
  vouch_widget_clear (GTK_WIDGET (self));
  G_OBJECT_CLASS (vouch_tracker_parent_class)->dispose (object);
}

static void
vouch_tracker_class_init (VouchTrackerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_tracker_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "vouchtracker");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vouch_tracker_init (VouchTracker *self)
{
  GtkWidget *box = gtk_flow_box_new ();

  self->items = g_array_new (FALSE, FALSE, sizeof (Item));
  self->box = GTK_FLOW_BOX (box);
  gtk_flow_box_set_selection_mode (self->box, GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (self->box, 12);
  gtk_flow_box_set_row_spacing (self->box, 0);
  gtk_flow_box_set_column_spacing (self->box, 0);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Verification steps"), -1);
}

GtkWidget *
vouch_tracker_new (void)
{
  return g_object_new (VOUCH_TYPE_TRACKER, NULL);
}

void
vouch_tracker_set_steps (VouchTracker *self, const VouchTrackerStep *steps, guint n_steps)
{
  GtkWidget *child;

  g_return_if_fail (VOUCH_IS_TRACKER (self));
  g_return_if_fail (steps || n_steps == 0);

  if (same_steps (self, steps, n_steps))
    {
      for (guint i = 0; i < n_steps; i++)
        {
          Item *item = &g_array_index (self->items, Item, i);

          item->step = steps[i];
          show_state (item);
        }
      return;
    }
  g_array_set_size (self->items, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))))
    gtk_flow_box_remove (self->box, child);
  for (guint i = 0; i < n_steps; i++)
    add_item (self, &steps[i]);
}
