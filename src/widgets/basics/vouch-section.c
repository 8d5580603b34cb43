/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A card of evidence: what was checked, how it came out, and the evidence itself. */
#include "vouch-section.h"

#include "vouch-format.h"
#include "vouch-widget.h"

struct _VouchSection
{
  GtkWidget parent_instance;
  /* Children; header and body are slots and may be NULL */
  GtkWidget *head;
  GtkWidget *result;
  GtkImage *result_icon;
  GtkLabel *number;
  GtkLabel *title;
  GtkLabel *result_text;
  GtkLabel *elapsed;
  GtkWidget *header;
  GtkWidget *body;
};

G_DEFINE_FINAL_TYPE (VouchSection, vouch_section, GTK_TYPE_WIDGET)

static void
vouch_section_dispose (GObject *object)
{
  VouchSection *self = VOUCH_SECTION (object);

  self->header = NULL;
  self->body = NULL;
  self->head = NULL;
  vouch_widget_clear (GTK_WIDGET (self));
  G_OBJECT_CLASS (vouch_section_parent_class)->dispose (object);
}

static void
vouch_section_class_init (VouchSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_section_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "vouchsection");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
}

static GtkLabel *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = vouch_widget_label (NULL, css_class);

  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

/* Title over result, like the steps of the tracker: on one line with the buttons neither would fit
 * into the 480 pixels that evidence always gets. */
static GtkWidget *
make_summary (VouchSection *self)
{
  GtkWidget *summary = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *icon = vouch_widget_icon (NULL);

  gtk_widget_set_valign (summary, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (summary, TRUE);
  self->title = add_label (summary, "section-title");
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);

  self->result = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_visible (self->result, FALSE);
  self->result_icon = GTK_IMAGE (icon);
  gtk_box_append (GTK_BOX (self->result), icon);
  self->result_text = add_label (self->result, "tnum");
  gtk_label_set_ellipsize (self->result_text, PANGO_ELLIPSIZE_END);
  self->elapsed = add_label (self->result, "secondary");
  gtk_widget_add_css_class (GTK_WIDGET (self->elapsed), "tnum");
  gtk_widget_set_margin_start (GTK_WIDGET (self->elapsed), 6);
  gtk_box_append (GTK_BOX (summary), self->result);
  return summary;
}

static void
vouch_section_init (VouchSection *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "evidence-card");
  self->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->head, "section-head");
  gtk_widget_set_parent (self->head, GTK_WIDGET (self));

  self->number = add_label (self->head, "section-number");
  gtk_label_set_xalign (self->number, 0.5);
  gtk_widget_set_valign (GTK_WIDGET (self->number), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->head), make_summary (self));
}

GtkWidget *
vouch_section_new (guint number, const char *title)
{
  VouchSection *self = g_object_new (VOUCH_TYPE_SECTION, NULL);
  g_autofree char *text = g_strdup_printf ("%u", number);

  gtk_label_set_label (self->number, text);
  gtk_widget_set_visible (GTK_WIDGET (self->number), number > 0);
  gtk_label_set_label (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return GTK_WIDGET (self);
}

void
vouch_section_set_result (VouchSection *self, VouchCheckState state, const char *text)
{
  g_return_if_fail (VOUCH_IS_SECTION (self));

  if (!text)
    text = vouch_check_state_word (state);
  gtk_widget_set_visible (self->result, TRUE);
  gtk_image_set_from_icon_name (self->result_icon, vouch_check_state_icon_name (state));
  gtk_label_set_label (self->result_text, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->result_text), text);
  vouch_check_state_style (state, self->result);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

void
vouch_section_set_elapsed (VouchSection *self, gint64 us)
{
  g_autofree char *text = us >= 0 ? vouch_format_duration (us) : NULL;

  g_return_if_fail (VOUCH_IS_SECTION (self));

  gtk_label_set_label (self->elapsed, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->elapsed), text != NULL);
}

void
vouch_section_set_header (VouchSection *self, GtkWidget *header)
{
  g_return_if_fail (VOUCH_IS_SECTION (self));
  g_return_if_fail (!header || GTK_IS_WIDGET (header));

  if (header == self->header)
    return;
  if (self->header)
    gtk_box_remove (GTK_BOX (self->head), self->header);
  self->header = header;
  if (!header)
    return;
  gtk_widget_set_valign (header, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->head), header);
}

void
vouch_section_set_body (VouchSection *self, GtkWidget *body)
{
  g_return_if_fail (VOUCH_IS_SECTION (self));
  g_return_if_fail (!body || GTK_IS_WIDGET (body));

  if (body == self->body)
    return;
  g_clear_pointer (&self->body, gtk_widget_unparent);
  self->body = body;
  if (!body)
    return;
  gtk_widget_add_css_class (body, "section-body");
  gtk_widget_set_parent (body, GTK_WIDGET (self));
}
