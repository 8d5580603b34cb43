/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a filter is chosen: its kind on the left, its values on the right. */
#define G_LOG_DOMAIN "vouch-pages"
#include "vouch-filter-popover.h"

#include "vouch-widget.h"

#include <glib/gi18n-lib.h>

#define VALUES_WIDTH 260
#define KINDS_WIDTH 132
#define HEIGHT 342
#define SEARCH_FROM 12 /* fewer choices are seen at a glance */

/* The state of one popover; lives as its data. */
typedef struct
{
  VouchApplicantFilter *filter; /* owned */
  GtkListBox *kinds;
  GtkListBox *values;
  GtkWidget *search;
  GtkWidget *scroller;
  VouchFilterKind kind;
} Chooser;

static void
chooser_free (gpointer data)
{
  Chooser *self = data;

  g_object_unref (self->filter);
  g_free (self);
}

static const char *
row_value (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "value");
}

static void
show_checks (Chooser *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->values, i)); i++)
    {
      GtkWidget *mark = g_object_get_data (G_OBJECT (row), "mark");
      gboolean chosen = vouch_applicant_filter_has (self->filter, self->kind, row_value (row));

      gtk_widget_set_opacity (mark, chosen ? 1 : 0);
      gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_CHECKED,
                                   chosen ? GTK_ACCESSIBLE_TRISTATE_TRUE
                                          : GTK_ACCESSIBLE_TRISTATE_FALSE,
                                   -1);
    }
}

static GtkWidget *
value_row (const VouchFilterChoice *choice)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = vouch_widget_label (choice->label, NULL);
  GtkWidget *mark = vouch_widget_icon ("object-select-symbolic");

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  choice->label, -1);
  g_object_set_data (G_OBJECT (row), "mark", mark);
  g_object_set_data_full (G_OBJECT (row), "value", g_strdup (choice->value), g_free);
  g_object_set_data_full (G_OBJECT (row), "folded", g_utf8_casefold (choice->label, -1), g_free);
  return row;
}

static void
show_values (Chooser *self)
{
  g_autoptr (GPtrArray) choices = vouch_applicant_filter_list_choices (self->filter, self->kind);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->values, 0)))
    gtk_list_box_remove (self->values, GTK_WIDGET (row));
  for (guint i = 0; i < choices->len; i++)
    gtk_list_box_append (self->values, value_row (g_ptr_array_index (choices, i)));
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_set_visible (self->search, choices->len > SEARCH_FROM);
  show_checks (self);
}

static gboolean
matches_cb (GtkListBoxRow *row, gpointer data)
{
  Chooser *self = data;
  g_autofree char *words =
      g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);

  return strstr (g_object_get_data (G_OBJECT (row), "folded"), words) != NULL;
}

static void
kind_selected_cb (GtkListBox *kinds, GtkListBoxRow *row, gpointer data)
{
  Chooser *self = data;

  if (row == NULL)
    return;
  self->kind = (VouchFilterKind) gtk_list_box_row_get_index (row);
  show_values (self);
}

static void
value_activated_cb (GtkListBox *values, GtkListBoxRow *row, gpointer data)
{
  Chooser *self = data;
  g_autofree char *value = g_strdup (row_value (row));

  vouch_applicant_filter_toggle (self->filter, self->kind, value);
}

static void
search_changed_cb (GtkWidget *entry, gpointer data)
{
  Chooser *self = data;

  gtk_list_box_invalidate_filter (self->values);
}

static void
filter_changed_cb (VouchApplicantFilter *filter, GtkWidget *popover)
{
  show_checks (g_object_get_data (G_OBJECT (popover), "chooser"));
}

/* People and flows come by the feed: what can be chosen is read when it is asked for. */
static void
shown_cb (GtkWidget *popover, gpointer data)
{
  show_values (data);
}

static GtkWidget *
kinds_list_new (Chooser *self)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_widget_add_css_class (list, "navigation-sidebar");
  gtk_widget_set_size_request (list, KINDS_WIDTH, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Filter by"), -1);
  for (guint i = 0; i < VOUCH_N_FILTERS; i++)
    gtk_list_box_append (GTK_LIST_BOX (list),
                         vouch_widget_label (vouch_enum_label (&vouch_filter_kind_enum, (int) i),
                                             NULL));
  self->kinds = GTK_LIST_BOX (list);
  return list;
}

static GtkWidget *
values_side_new (Chooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _ ("Find"), "margin-start", 6, "margin-end", 6,
                "margin-top", 6, NULL);
  self->values = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->values, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->values), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->values), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Values"), -1);
  gtk_list_box_set_filter_func (self->values, matches_cb, self, NULL);
  self->scroller = gtk_scrolled_window_new ();
  g_object_set (self->scroller, "hscrollbar-policy", GTK_POLICY_NEVER, "child", self->values,
                "vexpand", TRUE, "width-request", VALUES_WIDTH, NULL);
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), self->scroller);
  return box;
}

GtkWidget *
vouch_filter_popover_new (VouchApplicantFilter *filter)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  Chooser *self = g_new0 (Chooser, 1);

  self->filter = g_object_ref (filter);
  g_object_set_data_full (G_OBJECT (popover), "chooser", self, chooser_free);
  gtk_widget_set_size_request (box, -1, HEIGHT);
  gtk_box_append (GTK_BOX (box), kinds_list_new (self));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (box), values_side_new (self));
  gtk_popover_set_child (GTK_POPOVER (popover), box);

  g_signal_connect (self->kinds, "row-selected", G_CALLBACK (kind_selected_cb), self);
  g_signal_connect (self->values, "row-activated", G_CALLBACK (value_activated_cb), self);
  g_signal_connect (self->search, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect (popover, "show", G_CALLBACK (shown_cb), self);
  g_signal_connect_object (filter, "changed", G_CALLBACK (filter_changed_cb), popover, 0);
  gtk_list_box_select_row (self->kinds, gtk_list_box_get_row_at_index (self->kinds, 0));
  return popover;
}
