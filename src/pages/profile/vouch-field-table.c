/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a document, what each source says and whether they agree. */
#include "vouch-field-table.h"

#include "vouch-mark-icon.h"
#include "vouch-profile-text.h"
#include "vouch-widget.h"

#include <glib/gi18n-lib.h>

enum
{
  COLUMN_NAME,
  COLUMN_VALUE,
  COLUMN_SOURCES,
  COLUMN_MARK = COLUMN_SOURCES + VOUCH_N_SOURCES,
  COLUMN_EDIT,
};

static const struct
{
  const char *key, *letter, *name;
} sources[VOUCH_N_SOURCES] = {
  [VOUCH_SOURCE_VISUAL] = { "visual", N_ ("V"), N_ ("Printed text") },
  [VOUCH_SOURCE_MRZ] = { "mrz", N_ ("M"), N_ ("Machine-readable zone") },
  [VOUCH_SOURCE_CHIP] = { "chip", N_ ("C"), N_ ("Chip") },
  [VOUCH_SOURCE_BARCODE] = { "barcode", N_ ("B"), N_ ("Barcode") },
};

VouchSourceSays
vouch_field_source_says (const char *value, const char *source)
{
  if (!source || !*source)
    return VOUCH_SOURCE_ABSENT;
  return g_strcmp0 (value, source) == 0 ? VOUCH_SOURCE_AGREES : VOUCH_SOURCE_DIFFERS;
}

static void
save_clicked_cb (GtkWidget *entry)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  GtkWidget *popover = gtk_widget_get_ancestor (entry, GTK_TYPE_POPOVER);
  const char *step = g_object_get_data (G_OBJECT (entry), "step");
  const char *name = g_object_get_data (G_OBJECT (entry), "name");
  const char *was = g_object_get_data (G_OBJECT (entry), "was");

  if (*text && g_strcmp0 (text, was) != 0)
    gtk_widget_activate_action (entry, "page.set-field", "(ssss)", step, name, text, was);
  gtk_popover_popdown (GTK_POPOVER (popover));
}

static GtkWidget *
make_pencil (const char *step_id, const char *name, const char *label, const char *value)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *save = gtk_button_new_with_mnemonic (_ ("_Save"));
  /* Translators: %s is the name of a field, "Correct: Surname" */
  g_autofree char *title = g_strdup_printf (_ ("Correct: %s"), label);

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "document-edit-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "field-edit");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  gtk_editable_set_text (GTK_EDITABLE (entry), value ? value : "");
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 24);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (entry), "step", g_strdup (step_id), g_free);
  g_object_set_data_full (G_OBJECT (entry), "name", g_strdup (name), g_free);
  g_object_set_data_full (G_OBJECT (entry), "was", g_strdup (value ? value : ""), g_free);
  g_signal_connect (entry, "activate", G_CALLBACK (save_clicked_cb), NULL);
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (save_clicked_cb), entry);
  gtk_box_append (GTK_BOX (box), vouch_widget_label (title, "heading"));
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), save);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  return button;
}

static GtkWidget *
make_source (const char *label, guint source, const char *value, const char *says)
{
  VouchSourceSays state = vouch_field_source_says (value, says);
  g_autofree char *subject = NULL;
  GtkWidget *cell;

  if (state == VOUCH_SOURCE_ABSENT)
    {
      cell = gtk_label_new ("–");
      gtk_widget_add_css_class (cell, "secondary");
      gtk_widget_set_tooltip_text (cell, _ ("Not on this source"));
    }
  else
    {
      subject = g_strdup_printf ("%s, %s: “%s”", label, _ (sources[source].name), says);
      cell = vouch_mark_icon_new (state == VOUCH_SOURCE_AGREES ? VOUCH_MARK_VERIFIED
                                                               : VOUCH_MARK_MISMATCH);
      vouch_mark_icon_set_subject (VOUCH_MARK_ICON (cell), subject);
    }
  gtk_widget_set_halign (cell, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (cell, GTK_ALIGN_CENTER);
  return cell;
}

/* The value, and under it what a reviewer must know about it. */
static GtkWidget *
make_value (const VouchJson *json, VouchJsonRef field, const char *machine, const char *shown)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *value = vouch_profile_wrap_label (shown && *shown ? shown : "—", NULL);
  VouchJsonRef edited = vouch_json_get (json, field, "edited");
  VouchJsonRef says = vouch_json_get (json, field, "sources");

  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_widget_set_focusable (value, FALSE);
  gtk_box_append (GTK_BOX (box), value);
  gtk_widget_set_hexpand (box, TRUE);
  for (guint i = 0; i < VOUCH_N_SOURCES; i++)
    {
      g_autofree char *text = vouch_json_get_string (json, says, sources[i].key);
      g_autofree char *line = NULL;

      if (vouch_field_source_says (machine, text) != VOUCH_SOURCE_DIFFERS)
        continue;
      line = g_strdup_printf ("%s: %s", _ (sources[i].name), text);
      gtk_box_append (GTK_BOX (box), vouch_profile_wrap_label (line, "field-differs"));
    }
  if (vouch_json_kind (json, edited) == VOUCH_JSON_OBJECT)
    {
      g_autofree char *by = vouch_json_get_string (json, edited, "by_name");
      /* Translators: who corrected a field, and what the machine had read */
      g_autofree char *line = g_strdup_printf (_ ("Corrected by %s, read as “%s”"), by ? by : "—",
                                               machine ? machine : "—");

      gtk_box_append (GTK_BOX (box), vouch_profile_wrap_label (line, "secondary"));
    }
  return box;
}

static void
add_row (GtkGrid *grid, int row, const VouchJson *json, VouchJsonRef field, const char *step_id,
         gboolean editable)
{
  g_autofree char *name = vouch_json_get_string (json, field, "name");
  g_autofree char *label = vouch_profile_humanise (name);
  g_autofree char *machine = vouch_json_get_string (json, field, "value");
  g_autofree char *mark_nick = vouch_json_get_string (json, field, "mark");
  g_autofree char *edit =
      vouch_json_get_string (json, vouch_json_get (json, field, "edited"), "value");
  const char *shown = edit ? edit : machine;
  int mark = vouch_enum_from_nick (&vouch_mark_enum, mark_nick);
  GtkWidget *title = vouch_profile_wrap_label (label, "secondary");
  GtkWidget *icon = vouch_mark_icon_new (mark < 0 ? VOUCH_MARK_NOT_CHECKED : (VouchMark) mark);

  gtk_widget_set_valign (title, GTK_ALIGN_CENTER);
  gtk_label_set_width_chars (GTK_LABEL (title), 12);
  gtk_grid_attach (grid, title, COLUMN_NAME, row, 1, 1);
  gtk_grid_attach (grid, make_value (json, field, machine, shown), COLUMN_VALUE, row, 1, 1);
  for (guint i = 0; i < VOUCH_N_SOURCES; i++)
    {
      g_autofree char *says =
          vouch_json_get_string (json, vouch_json_get (json, field, "sources"), sources[i].key);

      gtk_grid_attach (grid, make_source (label, i, machine, says), COLUMN_SOURCES + (int) i, row,
                       1, 1);
    }
  vouch_mark_icon_set_subject (VOUCH_MARK_ICON (icon), label);
  gtk_widget_add_css_class (icon, "field-mark");
  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  gtk_grid_attach (grid, icon, COLUMN_MARK, row, 1, 1);
  if (editable && name)
    gtk_grid_attach (grid, make_pencil (step_id, name, label, shown), COLUMN_EDIT, row, 1, 1);
}

static void
add_heading (GtkGrid *grid, int column, const char *text, const char *tooltip, GtkAlign align)
{
  GtkWidget *label = vouch_widget_label (text, "secondary");

  gtk_widget_set_halign (label, align);
  gtk_widget_set_tooltip_text (label, tooltip);
  gtk_grid_attach (grid, label, column, 0, 1, 1);
}

GtkWidget *
vouch_field_table_new (const VouchJson *json, VouchJsonRef fields, const char *step_id,
                       gboolean editable)
{
  GtkWidget *grid = gtk_grid_new ();
  int row = 1;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_widget_add_css_class (grid, "field-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (grid), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Fields of the document"), -1);
  add_heading (GTK_GRID (grid), COLUMN_NAME, _ ("Field"), NULL, GTK_ALIGN_START);
  add_heading (GTK_GRID (grid), COLUMN_VALUE, _ ("Value"), NULL, GTK_ALIGN_START);
  for (guint i = 0; i < VOUCH_N_SOURCES; i++)
    add_heading (GTK_GRID (grid), COLUMN_SOURCES + (int) i, _ (sources[i].letter),
                 _ (sources[i].name), GTK_ALIGN_CENTER);
  for (VouchJsonRef field = vouch_json_first (json, fields); field != VOUCH_JSON_NOTHING;
       field = vouch_json_next (json, field))
    add_row (GTK_GRID (grid), row++, json, field, step_id, editable);
  return grid;
}
