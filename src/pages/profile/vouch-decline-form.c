/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why an applicant is declined, and what they are told. */
#include "vouch-decline-form.h"

#include "vouch-widget.h"

#include <glib/gi18n-lib.h>

#define N_REASONS (VOUCH_REASON_OTHER + 1)

struct _VouchDeclineForm
{
  GtkWidget parent_instance;
  /* Children */
  GtkCheckButton *reasons[N_REASONS];
  GtkCheckButton *again;
  GtkCheckButton *final;
  GtkTextView *text;
  GtkTextView *note;
  GtkWidget *send;

  gboolean allowed;
};

G_DEFINE_FINAL_TYPE (VouchDeclineForm, vouch_decline_form, GTK_TYPE_WIDGET)

static void
update_ready (VouchDeclineForm *self)
{
  g_autoptr (GArray) reasons = vouch_decline_form_get_reasons (self);

  gtk_widget_set_sensitive (self->send, self->allowed && reasons->len > 0);
  gtk_widget_set_tooltip_text (self->send,
                               reasons->len > 0 ? NULL : _ ("Choose at least one reason"));
}

static void
send_clicked_cb (VouchDeclineForm *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "page.send-decline", NULL);
}

static char *
dup_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
  return *text ? g_steal_pointer (&text) : NULL;
}

void
vouch_decline_form_clear (VouchDeclineForm *self)
{
  g_return_if_fail (VOUCH_IS_DECLINE_FORM (self));

  for (guint i = 0; i < N_REASONS; i++)
    gtk_check_button_set_active (self->reasons[i], FALSE);
  gtk_check_button_set_active (self->again, TRUE);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), "", -1);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->note), "", -1);
}

void
vouch_decline_form_focus (VouchDeclineForm *self)
{
  g_return_if_fail (VOUCH_IS_DECLINE_FORM (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->reasons[0]));
}

void
vouch_decline_form_set_reason (VouchDeclineForm *self, VouchReason reason, gboolean on)
{
  g_return_if_fail (VOUCH_IS_DECLINE_FORM (self));
  g_return_if_fail (reason < N_REASONS);

  gtk_check_button_set_active (self->reasons[reason], on);
}

GArray *
vouch_decline_form_get_reasons (VouchDeclineForm *self)
{
  GArray *reasons = g_array_new (FALSE, FALSE, sizeof (VouchReason));

  g_return_val_if_fail (VOUCH_IS_DECLINE_FORM (self), reasons);

  for (VouchReason i = 0; i < N_REASONS; i++)
    if (gtk_check_button_get_active (self->reasons[i]))
      g_array_append_val (reasons, i);
  return reasons;
}

gboolean
vouch_decline_form_get_final (VouchDeclineForm *self)
{
  g_return_val_if_fail (VOUCH_IS_DECLINE_FORM (self), FALSE);

  return gtk_check_button_get_active (self->final);
}

char *
vouch_decline_form_dup_text (VouchDeclineForm *self)
{
  g_return_val_if_fail (VOUCH_IS_DECLINE_FORM (self), NULL);

  return dup_text (self->text);
}

char *
vouch_decline_form_dup_note (VouchDeclineForm *self)
{
  g_return_val_if_fail (VOUCH_IS_DECLINE_FORM (self), NULL);

  return dup_text (self->note);
}

void
vouch_decline_form_set_allowed (VouchDeclineForm *self, gboolean allowed)
{
  g_return_if_fail (VOUCH_IS_DECLINE_FORM (self));

  self->allowed = allowed;
  update_ready (self);
}

gboolean
vouch_decline_form_is_ready (VouchDeclineForm *self)
{
  g_return_val_if_fail (VOUCH_IS_DECLINE_FORM (self), FALSE);

  return gtk_widget_get_sensitive (self->send);
}

static void
vouch_decline_form_dispose (GObject *object)
{
  vouch_widget_clear (GTK_WIDGET (object));
  G_OBJECT_CLASS (vouch_decline_form_parent_class)->dispose (object);
}

static void
vouch_decline_form_class_init (VouchDeclineFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_decline_form_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "declineform");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_FORM);
}

static GtkTextView *
add_text (GtkWidget *box, const char *label)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_add_css_class (scroller, "text-frame");
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 60);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_box_append (GTK_BOX (group), vouch_widget_label (label, "secondary"));
  gtk_box_append (GTK_BOX (group), scroller);
  gtk_box_append (GTK_BOX (box), group);
  return GTK_TEXT_VIEW (view);
}

static void
add_reasons (VouchDeclineForm *self, GtkWidget *box)
{
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; i < N_REASONS; i++)
    {
      GtkWidget *check =
          gtk_check_button_new_with_label (vouch_enum_label (&vouch_reason_enum, (int) i));

      self->reasons[i] = GTK_CHECK_BUTTON (check);
      g_signal_connect_object (check, "toggled", G_CALLBACK (update_ready), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (list), check);
    }
  gtk_box_append (GTK_BOX (box), vouch_widget_label (_ ("Reasons"), "heading"));
  gtk_box_append (GTK_BOX (box), list);
}

static void
vouch_decline_form_init (VouchDeclineForm *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *outcome = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *again = gtk_check_button_new_with_label (_ ("May try again"));
  GtkWidget *final = gtk_check_button_new_with_label (_ ("Final"));
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *cancel = gtk_button_new_with_label (_ ("Cancel"));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 12);
  self->allowed = TRUE;
  self->send = gtk_button_new_with_label (_ ("Decline"));
  add_reasons (self, box);
  self->again = GTK_CHECK_BUTTON (again);
  self->final = GTK_CHECK_BUTTON (final);
  gtk_check_button_set_group (self->final, self->again);
  gtk_check_button_set_active (self->again, TRUE);
  gtk_box_append (GTK_BOX (outcome), vouch_widget_label (_ ("Outcome"), "heading"));
  gtk_box_append (GTK_BOX (outcome), again);
  gtk_box_append (GTK_BOX (outcome), final);
  gtk_box_append (GTK_BOX (box), outcome);
  self->text = add_text (box, _ ("Text for the applicant"));
  self->note = add_text (box, _ ("Internal note"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_set_parent (scroller, GTK_WIDGET (self));
  gtk_widget_add_css_class (self->send, "destructive-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "page.cancel-decline");
  /* Not by set_action_name: the button's sensitivity is the form's. */
  g_signal_connect_object (self->send, "clicked", G_CALLBACK (send_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_hexpand (cancel, TRUE);
  gtk_widget_set_hexpand (self->send, TRUE);
  gtk_box_set_homogeneous (GTK_BOX (foot), TRUE);
  gtk_box_append (GTK_BOX (foot), cancel);
  gtk_box_append (GTK_BOX (foot), self->send);
  gtk_widget_set_parent (foot, GTK_WIDGET (self));
  update_ready (self);
}

GtkWidget *
vouch_decline_form_new (void)
{
  return g_object_new (VOUCH_TYPE_DECLINE_FORM, NULL);
}
