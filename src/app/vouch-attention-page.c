/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands the server refused: what was wanted, why not, and what to do now. */
#define G_LOG_DOMAIN "vouch-app"
#include "vouch-attention-page.h"

#include "vouch-applicant.h"
#include "vouch-empty-state.h"
#include "vouch-format.h"
#include "vouch-widget.h"

#include <glib/gi18n.h>

#define CONTENT_WIDTH 720

struct _VouchAttentionPage
{
  GtkWidget parent_instance;
  /* Children */
  GtkListBox *list;
  /* Owned */
  VouchSession *session;
  GtkFilterListModel *refused;
  GtkFilter *filter; /* borrowed from the model */
};

G_DEFINE_FINAL_TYPE (VouchAttentionPage, vouch_attention_page, GTK_TYPE_WIDGET)

static const struct
{
  const char *type;
  const char *words;
} command_words[] = {
  { "review.assign", N_ ("Assign reviewer") },
  { "review.approve", N_ ("Approve") },
  { "review.decline", N_ ("Decline") },
  { "comment.add", N_ ("Comment") },
  { "warning.resolve", N_ ("Resolve warning") },
  { "applicant.delete", N_ ("Delete") },
  { "applicant.restore", N_ ("Restore data") },
  { "document.field.set", N_ ("Change of a field") },
  { "step.deactivate", N_ ("Deactivate a result") },
  { "step.activate", N_ ("Activate a result") },
};

static const char *
command_title (VouchCommand *command)
{
  const char *type = vouch_command_get_command_type (command);

  for (guint i = 0; i < G_N_ELEMENTS (command_words); i++)
    if (g_str_equal (command_words[i].type, type))
      return _ (command_words[i].words);
  return type;
}

static gboolean
is_refused_cb (gpointer item, gpointer data)
{
  return vouch_command_get_state (item) == VOUCH_COMMAND_REFUSED;
}

static void
open_clicked_cb (GtkWidget *button, VouchCommand *command)
{
  gtk_widget_activate_action (button, "win.open-applicant", "s",
                              vouch_command_get_applicant_id (command));
}

static void
retry_clicked_cb (GtkWidget *button, VouchCommand *command)
{
  VouchAttentionPage *self =
      VOUCH_ATTENTION_PAGE (gtk_widget_get_ancestor (button, VOUCH_TYPE_ATTENTION_PAGE));

  vouch_store_retry_command (vouch_session_get_store (self->session), command);
}

static void
dismiss_clicked_cb (GtkWidget *button, VouchCommand *command)
{
  VouchAttentionPage *self =
      VOUCH_ATTENTION_PAGE (gtk_widget_get_ancestor (button, VOUCH_TYPE_ATTENTION_PAGE));

  vouch_store_discard_command (vouch_session_get_store (self->session), command);
}

static gboolean
title_from_name (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  g_autoptr (GObject) applicant = g_binding_dup_source (binding);

  /* Translators: what was wanted and for whom: "Approve: Olena Kovalenko" */
  g_value_take_string (to,
                       g_strdup_printf (_ ("%s: %s"), command_title (data),
                                        vouch_applicant_get_title (VOUCH_APPLICANT (applicant))));
  return TRUE;
}

static GtkWidget *
add_button (GtkWidget *box, const char *label, GCallback clicked, VouchCommand *command)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", clicked, command, 0);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
words_new (VouchAttentionPage *self, VouchCommand *command)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = vouch_widget_label (NULL, "heading");
  GtkWidget *reason = vouch_widget_label (vouch_command_get_error_message (command), NULL);
  g_autofree char *when = vouch_format_time_exact (vouch_command_get_made_at (command));
  g_autofree char *typed = vouch_command_dup_arg (command, "body");
  g_autoptr (VouchApplicant) applicant =
      vouch_store_ref_applicant (vouch_session_get_store (self->session),
                                 vouch_command_get_applicant_id (command));

  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  g_object_bind_property_full (applicant, "full-name", title, "label", G_BINDING_SYNC_CREATE,
                               title_from_name, NULL, g_object_ref (command), g_object_unref);
  /* The row keeps the applicant alive as long as it names it. */
  g_object_set_data_full (G_OBJECT (title), "applicant", g_steal_pointer (&applicant),
                          g_object_unref);
  gtk_label_set_wrap (GTK_LABEL (reason), TRUE);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), reason);
  if (typed == NULL)
    typed = vouch_command_dup_arg (command, "comment");
  if (typed)
    {
      /* Translators: the text somebody typed and that was not accepted */
      g_autofree char *quoted = g_strdup_printf (_ ("“%s”"), typed);
      GtkWidget *kept = vouch_widget_label (quoted, NULL);

      gtk_label_set_wrap (GTK_LABEL (kept), TRUE);
      gtk_label_set_selectable (GTK_LABEL (kept), TRUE);
      gtk_box_append (GTK_BOX (box), kept);
    }
  gtk_box_append (GTK_BOX (box), vouch_widget_label (when, "secondary"));
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

static GtkWidget *
row_new_cb (gpointer item, gpointer data)
{
  VouchAttentionPage *self = data;
  VouchCommand *command = item;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *dismiss;

  g_object_set (box, "margin-top", 12, "margin-bottom", 12, "margin-start", 12, "margin-end", 12,
                NULL);
  gtk_box_append (GTK_BOX (box), words_new (self, command));
  add_button (box, _ ("_Open"), G_CALLBACK (open_clicked_cb), command);
  add_button (box, _ ("_Try again"), G_CALLBACK (retry_clicked_cb), command);
  dismiss = add_button (box, _ ("_Dismiss"), G_CALLBACK (dismiss_clicked_cb), command);
  gtk_widget_add_css_class (dismiss, "flat");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}

static void
attention_changed_cb (VouchAttentionPage *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
vouch_attention_page_dispose (GObject *object)
{
  VouchAttentionPage *self = VOUCH_ATTENTION_PAGE (object);

  if (self->list)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  self->list = NULL;
  vouch_widget_clear (GTK_WIDGET (self));
  g_clear_object (&self->refused);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vouch_attention_page_parent_class)->dispose (object);
}

static void
vouch_attention_page_class_init (VouchAttentionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_attention_page_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "attentionpage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vouch_attention_page_init (VouchAttentionPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *words = vouch_widget_label (
      _ ("The server did not accept these. Nothing was lost: what you typed is kept here."),
      "secondary");

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_placeholder (self->list,
                                vouch_empty_state_new (NULL, _ ("Nothing needs attention"), NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_box_append (GTK_BOX (box), vouch_widget_label (_ ("Needs attention"), "page-title"));
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  g_object_set (box, "margin-top", 18, "margin-bottom", 24, "margin-start", 24, "margin-end", 24,
                "width-request", CONTENT_WIDTH, NULL);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_widget_set_parent (scroller, GTK_WIDGET (self));
}

GtkWidget *
vouch_attention_page_new (VouchSession *session)
{
  VouchAttentionPage *self = g_object_new (VOUCH_TYPE_ATTENTION_PAGE, NULL);
  GListModel *outbox = vouch_store_get_outbox (vouch_session_get_store (session));

  self->session = g_object_ref (session);
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_refused_cb, NULL, NULL));
  self->refused = gtk_filter_list_model_new (g_object_ref (outbox), self->filter);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->refused), row_new_cb, self, NULL);
  g_signal_connect_object (session, "notify::n-attention", G_CALLBACK (attention_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
