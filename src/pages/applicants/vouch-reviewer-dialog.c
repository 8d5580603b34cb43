/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks who shall review. */
#define G_LOG_DOMAIN "vouch-pages"
#include "vouch-reviewer-dialog.h"

#include "vouch-avatar.h"
#include "vouch-permission.h"
#include "vouch-widget.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define LIST_HEIGHT 288
#define LIST_WIDTH 330
#define AVATAR_SIZE 24

/* Belongs to the task, which the dialog holds. */
typedef struct
{
  GtkWidget *dialog; /* borrowed; closes itself when it answers */
  char *chosen;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->chosen);
  g_free (question);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  g_autoptr (GTask) task = data;
  Question *question = g_task_get_task_data (task);

  if (question->chosen)
    g_task_return_pointer (task, g_steal_pointer (&question->chosen), g_free);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "No reviewer was chosen");
}

static void
activated_cb (GtkListBox *list, GtkListBoxRow *row, gpointer data)
{
  Question *question = g_task_get_task_data (data);

  question->chosen = g_strdup (g_object_get_data (G_OBJECT (row), "user"));
  /* Closing answers, once: response_cb() finds what was chosen. */
  gtk_window_close (GTK_WINDOW (question->dialog));
}

static void
add_person (GtkListBox *list, const char *id, const char *name, const char *note)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *avatar = vouch_avatar_new (AVATAR_SIZE);
  GtkWidget *label = vouch_widget_label (name, NULL);

  vouch_avatar_set_name (VOUCH_AVATAR (avatar), *id ? name : NULL);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), avatar);
  gtk_box_append (GTK_BOX (box), label);
  if (note)
    gtk_box_append (GTK_BOX (box), vouch_widget_label (note, "secondary"));
  g_object_set (box, "margin-top", 6, "margin-bottom", 6, "margin-start", 6, "margin-end", 6, NULL);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (row), "user", g_strdup (id), g_free);
  gtk_list_box_append (list, row);
}

static int
compare_users (gconstpointer a, gconstpointer b)
{
  const VouchUserRecord *one = *(VouchUserRecord *const *) a;
  const VouchUserRecord *two = *(VouchUserRecord *const *) b;

  return g_utf8_collate (one->full_name ? one->full_name : "",
                         two->full_name ? two->full_name : "");
}

/* A role that is not known yet must not hide anybody: the server decides in the end. */
static gboolean
may_review (VouchStore *store, const VouchUserRecord *user)
{
  const VouchRoleRecord *role = vouch_store_get_record (store, &vouch_role_type, user->role_id);

  return user->status == VOUCH_USER_ACTIVE && user->full_name &&
         (role == NULL || role->permissions == NULL ||
          vouch_permissions_has (vouch_permissions_from_json (role->permissions),
                                 VOUCH_PERMISSION_APPLICANTS_REVIEW));
}

static GtkWidget *
people_new (VouchStore *store, const char *user_id)
{
  g_autoptr (GPtrArray) users = vouch_store_get_records (store, &vouch_user_type);
  GtkListBox *list = GTK_LIST_BOX (gtk_list_box_new ());

  gtk_list_box_set_selection_mode (list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reviewers"), -1);
  g_ptr_array_sort (users, compare_users);
  for (guint i = 0; i < users->len; i++)
    {
      const VouchUserRecord *user = g_ptr_array_index (users, i);

      if (g_strcmp0 (user->id, user_id) == 0 && may_review (store, user))
        add_person (list, user->id, user->full_name, _ ("me"));
    }
  add_person (list, "", _ ("Nobody"), NULL);
  for (guint i = 0; i < users->len; i++)
    {
      const VouchUserRecord *user = g_ptr_array_index (users, i);

      if (g_strcmp0 (user->id, user_id) != 0 && may_review (store, user))
        add_person (list, user->id, user->full_name, NULL);
    }
  return GTK_WIDGET (list);
}

void
vouch_reviewer_dialog_async (GtkWidget *parent, VouchStore *store, const char *user_id, guint n,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);
  g_autofree char *heading = NULL;
  GtkRoot *root = gtk_widget_get_root (parent);
  Question *question = g_new0 (Question, 1);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list = people_new (store, user_id);

  /* Translators: %u applicants are given to one reviewer */
  heading = n == 1 ? g_strdup (_ ("Assign reviewer"))
                   : g_strdup_printf (ngettext ("Assign a reviewer to %u applicant",
                                                "Assign a reviewer to %u applicants", n),
                                      n);
  question->dialog =
      adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading, NULL);
  g_task_set_source_tag (task, vouch_reviewer_dialog_async);
  g_task_set_task_data (task, question, question_free);
  g_object_set (scroller, "hscrollbar-policy", GTK_POLICY_NEVER, "max-content-height", LIST_HEIGHT,
                "propagate-natural-height", TRUE, "width-request", LIST_WIDTH, "child", list, NULL);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (question->dialog), scroller);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (question->dialog), "cancel", _ ("_Cancel"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (question->dialog), "cancel");
  g_signal_connect (list, "row-activated", G_CALLBACK (activated_cb), task);
  g_signal_connect (question->dialog, "response", G_CALLBACK (response_cb), task);
  if (cancellable)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (gtk_window_close),
                             question->dialog, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (question->dialog));
}

char *
vouch_reviewer_dialog_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
