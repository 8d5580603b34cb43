/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The document check: its pages, crops and fields. */
#include "vouch-field-table.h"
#include "vouch-media-thumb.h"
#include "vouch-mark-icon.h"
#include "vouch-profile-text.h"
#include "vouch-side-by-side.h"
#include "vouch-step-bodies.h"
#include "vouch-widget.h"

#include <glib/gi18n-lib.h>

#define PAGE_HEIGHT 126
#define BESIDE_FROM 760
#define PAGES_SHARE 34

static void
add_thumb (GtkWidget *flow, VouchProfileContext *context, const VouchJson *json,
           VouchJsonRef medium, const char *label, int height)
{
  g_autofree char *sha256 = vouch_json_get_string (json, medium, "media");
  GtkWidget *child;

  if (!sha256)
    return;
  gtk_flow_box_append (GTK_FLOW_BOX (flow),
                       vouch_media_thumb_new (context, sha256, height, label, TRUE));
  /* The picture takes the focus; its cell would be a second stop for Tab. */
  child = gtk_widget_get_last_child (flow);
  gtk_widget_set_focusable (child, FALSE);
}

static GtkWidget *
make_pages (VouchProfileContext *context, const VouchJson *json)
{
  GtkWidget *flow = gtk_flow_box_new ();
  VouchJsonRef pages = vouch_json_get (json, 0, "pages");

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 12);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 12);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 6);
  gtk_widget_set_valign (flow, GTK_ALIGN_START);
  gtk_widget_add_css_class (flow, "document-pages");
  for (VouchJsonRef page = vouch_json_first (json, pages); page != VOUCH_JSON_NOTHING;
       page = vouch_json_next (json, page))
    {
      g_autofree char *side = vouch_json_get_string (json, page, "side");
      g_autofree char *label = side ? vouch_profile_humanise (side) : g_strdup (_ ("Page"));

      add_thumb (flow, context, json, page, label, PAGE_HEIGHT);
    }
  add_thumb (flow, context, json, vouch_json_get (json, 0, "portrait"), _ ("Portrait"),
             PAGE_HEIGHT);
  add_thumb (flow, context, json, vouch_json_get (json, 0, "signature"), _ ("Signature"),
             PAGE_HEIGHT / 2);
  return flow;
}

static GtkWidget *
make_summary (const VouchJson *json)
{
  g_autofree char *type = vouch_json_get_string (json, 0, "document_type");
  g_autofree char *state = vouch_json_get_string (json, 0, "issuing_state");
  g_autofree char *type_text = vouch_profile_humanise (type);
  g_autofree char *country = vouch_profile_country_text (state);
  g_autofree char *text = g_strdup_printf ("%s%s%s", type_text, country && *type_text ? ", " : "",
                                           country ? country : "");

  return vouch_profile_wrap_label (text, "heading");
}

static GtkWidget *
make_mrz (const VouchJson *json, VouchJsonRef lines)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *label, *scroller;

  for (VouchJsonRef line = vouch_json_first (json, lines); line != VOUCH_JSON_NOTHING;
       line = vouch_json_next (json, line))
    {
      g_autofree char *s = vouch_json_dup_string (json, line);

      g_string_append_printf (text, "%s%s", text->len ? "\n" : "", s ? s : "");
    }
  label = vouch_widget_label (text->str, "mono");
  gtk_widget_add_css_class (label, "mrz");
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_focusable (label, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Machine-readable zone"), -1);
  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), label);
  return scroller;
}

static GtkWidget *
make_quality (const VouchJson *json, VouchJsonRef checks)
{
  GtkWidget *flow = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 18);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 6);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (flow), 3);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 6);
  gtk_widget_set_halign (flow, GTK_ALIGN_START);
  for (VouchJsonRef check = vouch_json_first (json, checks); check != VOUCH_JSON_NOTHING;
       check = vouch_json_next (json, check))
    {
      g_autofree char *name = vouch_json_get_string (json, check, "check");
      g_autofree char *label = vouch_profile_humanise (name);

      gtk_flow_box_append (GTK_FLOW_BOX (flow),
                           vouch_check_line_new (vouch_json_get_bool (json, check, "ok", FALSE),
                                                 label, NULL));
      gtk_widget_set_focusable (gtk_widget_get_last_child (flow), FALSE);
    }
  return flow;
}

GtkWidget *
vouch_document_body_new (VouchProfileContext *context, const VouchStepResultRecord *step,
                         const VouchJson *json)
{
  GtkWidget *facts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  VouchJsonRef mrz = vouch_json_get (json, 0, "mrz");
  VouchJsonRef quality = vouch_json_get (json, 0, "quality");
  gboolean editable = vouch_profile_context_can (context, VOUCH_PERMISSION_APPLICANTS_EDIT) &&
                      step->state == VOUCH_RESULT_ACTIVE;

  gtk_box_append (GTK_BOX (facts), make_summary (json));
  gtk_box_append (GTK_BOX (facts), vouch_field_table_new (json, vouch_json_get (json, 0, "fields"),
                                                          step->id, editable));
  if (vouch_json_size (json, mrz) > 0)
    gtk_box_append (GTK_BOX (facts), make_mrz (json, mrz));
  if (vouch_json_size (json, quality) > 0)
    gtk_box_append (GTK_BOX (facts), make_quality (json, quality));
  return vouch_side_by_side_new (make_pages (context, json), facts, BESIDE_FROM, PAGES_SHARE);
}
