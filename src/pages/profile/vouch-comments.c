/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes of the team about an applicant, and the entry for another. */
#include "vouch-comments.h"

#include "vouch-format.h"
#include "vouch-profile-text.h"
#include "vouch-widget.h"

#include <glib/gi18n-lib.h>

struct _VouchComments
{
  GtkWidget parent_instance;
  /* Children */
  GtkWidget *writing;
  GtkTextView *entry;
  GtkWidget *add;
  GtkWidget *rows;
  GtkWidget *empty;
  /* Owned */
  VouchProfileContext *context;
  GPtrArray *shown;
};

G_DEFINE_FINAL_TYPE (VouchComments, vouch_comments, GTK_TYPE_WIDGET)

static GtkWidget *
make_row (const VouchCommentRecord *comment)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *relative = vouch_format_time_relative (comment->created_at, g_get_real_time ());
  g_autofree char *exact = vouch_format_time_exact (comment->created_at);
  gboolean waiting = comment->seq == 0;
  g_autofree char *head =
      g_strdup_printf ("%s · %s", comment->author_name ? comment->author_name : "—",
                       waiting ? _ ("waits for the server") : relative);
  GtkWidget *who = vouch_profile_wrap_label (head, "secondary");

  gtk_widget_add_css_class (row, "comment");
  if (waiting)
    gtk_widget_add_css_class (row, "waiting");
  gtk_widget_set_tooltip_text (who, exact);
  gtk_box_append (GTK_BOX (row), who);
  gtk_box_append (GTK_BOX (row), vouch_profile_wrap_label (comment->body, NULL));
  return row;
}

void
vouch_comments_update (VouchComments *self)
{
  GPtrArray *comments;

  g_return_if_fail (VOUCH_IS_COMMENTS (self));

  gtk_widget_set_visible (self->writing,
                          vouch_profile_context_can (self->context,
                                                     VOUCH_PERMISSION_APPLICANTS_COMMENT));
  comments = vouch_profile_get_comments (vouch_profile_context_get_profile (self->context));
  if (comments == self->shown)
    return;
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = g_ptr_array_ref (comments);
  vouch_profile_box_clear (self->rows);
  /* Newest on top, next to the entry. */
  for (guint i = comments->len; i > 0; i--)
    gtk_box_append (GTK_BOX (self->rows), make_row (g_ptr_array_index (comments, i - 1)));
  gtk_widget_set_visible (self->empty, comments->len == 0);
}

void
vouch_comments_focus_entry (VouchComments *self)
{
  g_return_if_fail (VOUCH_IS_COMMENTS (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

char *
vouch_comments_dup_text (VouchComments *self)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;
  GtkTextBuffer *buffer;

  g_return_val_if_fail (VOUCH_IS_COMMENTS (self), NULL);

  buffer = gtk_text_view_get_buffer (self->entry);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
  return *text ? g_steal_pointer (&text) : NULL;
}

void
vouch_comments_set_text (VouchComments *self, const char *text)
{
  g_return_if_fail (VOUCH_IS_COMMENTS (self));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->entry), text, -1);
}

guint
vouch_comments_get_n_rows (VouchComments *self)
{
  g_return_val_if_fail (VOUCH_IS_COMMENTS (self), 0);

  return self->shown ? self->shown->len : 0;
}

static void
text_changed_cb (VouchComments *self)
{
  g_autofree char *text = vouch_comments_dup_text (self);

  gtk_widget_set_sensitive (self->add, text != NULL);
}

static gboolean
key_cb (VouchComments *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (!(state & GDK_CONTROL_MASK) || (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), "page.add-comment", NULL);
  return GDK_EVENT_STOP;
}

static void
vouch_comments_dispose (GObject *object)
{
  VouchComments *self = VOUCH_COMMENTS (object);

  vouch_widget_clear (GTK_WIDGET (self));
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (vouch_comments_parent_class)->dispose (object);
}

static void
vouch_comments_class_init (VouchCommentsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_comments_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "comments");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
make_entry (VouchComments *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *entry = gtk_text_view_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = GTK_TEXT_VIEW (entry);
  gtk_text_view_set_wrap_mode (self->entry, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->entry, FALSE);
  gtk_text_view_set_top_margin (self->entry, 6);
  gtk_text_view_set_bottom_margin (self->entry, 6);
  gtk_text_view_set_left_margin (self->entry, 6);
  gtk_text_view_set_right_margin (self->entry, 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("New comment"), -1);
  g_signal_connect_object (gtk_text_view_get_buffer (self->entry), "changed",
                           G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (entry, keys);
  gtk_widget_add_css_class (scroller, "text-frame");
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 72);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), entry);
  return scroller;
}

static void
vouch_comments_init (VouchComments *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *hint = vouch_widget_label (_ ("Ctrl+Enter"), "secondary");

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 12);
  self->writing = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->empty = vouch_profile_wrap_label (_ ("No comments yet. Notes for the team go here; the "
                                             "applicant never sees them."),
                                          "secondary");
  self->add = gtk_button_new_with_label (_ ("Add comment"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->add), "page.add-comment");
  gtk_box_append (GTK_BOX (self->writing), make_entry (self));
  gtk_widget_set_hexpand (hint, TRUE);
  gtk_box_append (GTK_BOX (foot), hint);
  gtk_box_append (GTK_BOX (foot), self->add);
  gtk_box_append (GTK_BOX (self->writing), foot);
  gtk_widget_set_parent (self->writing, GTK_WIDGET (self));
  gtk_widget_set_parent (self->empty, GTK_WIDGET (self));
  gtk_widget_set_parent (self->rows, GTK_WIDGET (self));
  text_changed_cb (self);
}

GtkWidget *
vouch_comments_new (VouchProfileContext *context)
{
  VouchComments *self = g_object_new (VOUCH_TYPE_COMMENTS, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}
