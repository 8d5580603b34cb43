/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One applicant: identity, evidence and the decision, on one screen. */
#include "vouch-profile-page-private.h"

#include "vouch-error-state.h"
#include "vouch-widget.h"

#include <glib/gi18n-lib.h>

#define IDENTITY_WIDTH 232
#define PANEL_WIDTH 300
#define EVIDENCE_WIDTH 480
#define AHEAD 3

G_DEFINE_FINAL_TYPE (VouchProfilePage, vouch_profile_page, GTK_TYPE_WIDGET)

void
vouch_profile_page_say (VouchProfilePage *self, const char *text)
{
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (text));
}

static void
update (VouchProfilePage *self)
{
  VouchApplicant *applicant = vouch_profile_context_get_applicant (self->context);
  gboolean gone = vouch_applicant_get_loaded (applicant) && !vouch_applicant_get_exists (applicant);

  gtk_stack_set_visible_child_name (self->stack, gone ? "gone" : "profile");
  vouch_profile_header_update (self->header);
  vouch_identity_update (self->identity);
  vouch_evidence_update (self->evidence);
  vouch_timeline_update (self->timeline);
  vouch_decision_panel_update (self->panel);
  vouch_profile_page_update_actions (self);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (VouchProfilePage) self = data;
  g_autoptr (GError) error = NULL;
  gint64 position =
      vouch_applicant_list_find_finish (VOUCH_APPLICANT_LIST (source), result, &error);

  if (self->context && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    vouch_profile_header_set_position (self->header, position,
                                       g_list_model_get_n_items (G_LIST_MODEL (source)));
}

static void
neighbours_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (VouchProfilePage) self = data;
  g_auto (GStrv) ids =
      vouch_applicant_list_neighbours_finish (VOUCH_APPLICANT_LIST (source), result, NULL);
  VouchSession *session = self->context ? vouch_profile_context_get_session (self->context) : NULL;

  if (ids && session)
    vouch_session_prefetch (session, (const char *const *) ids);
}

static void
find_place (VouchProfilePage *self)
{
  vouch_applicant_list_find_async (self->list, vouch_profile_context_get_id (self->context),
                                   self->cancellable, found_cb, g_object_ref (self));
}

static void
set_list (VouchProfilePage *self, VouchApplicantList *list)
{
  if (!list)
    return;
  self->list = g_object_ref (list);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (find_place), self, G_CONNECT_SWAPPED);
  find_place (self);
  vouch_applicant_list_neighbours_async (list, vouch_profile_context_get_id (self->context), 1,
                                         AHEAD, self->cancellable, neighbours_cb,
                                         g_object_ref (self));
}

static void
vouch_profile_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vouch_profile_page_parent_class)->map (widget);
  /* So that the keys work without a click. */
  gtk_widget_grab_focus (widget);
}

static gboolean
vouch_profile_page_grab_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (!root)
    return FALSE;
  gtk_root_set_focus (root, widget);
  return TRUE;
}

static void
vouch_profile_page_dispose (GObject *object)
{
  VouchProfilePage *self = VOUCH_PROFILE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->context)
    vouch_profile_context_close (self->context);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "page", NULL);
  vouch_widget_clear (GTK_WIDGET (self));
  g_clear_object (&self->actions);
  g_clear_object (&self->context);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (vouch_profile_page_parent_class)->dispose (object);
}

static void
vouch_profile_page_finalize (GObject *object)
{
  VouchProfilePage *self = VOUCH_PROFILE_PAGE (object);

  g_clear_object (&self->cancellable);
  g_free (self->seen);
  G_OBJECT_CLASS (vouch_profile_page_parent_class)->finalize (object);
}

static void
vouch_profile_page_class_init (VouchProfilePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_profile_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = vouch_profile_page_finalize;
  widget_class->map = vouch_profile_page_map;
  widget_class->grab_focus = vouch_profile_page_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "profilepage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
}

static void
vouch_profile_page_init (VouchProfilePage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Applicant profile"), -1);
}

static GtkWidget *
make_middle (VouchProfilePage *self)
{
  GtkWidget *middle = gtk_stack_new ();

  self->middle = GTK_STACK (middle);
  self->evidence = VOUCH_EVIDENCE (vouch_evidence_new (self->context));
  self->timeline = VOUCH_TIMELINE (vouch_timeline_new (self->context));
  self->viewer = VOUCH_MEDIA_VIEW (vouch_media_view_new (self->context));
  gtk_stack_add_named (self->middle, GTK_WIDGET (self->evidence), "evidence");
  gtk_stack_add_named (self->middle, GTK_WIDGET (self->timeline), "timeline");
  gtk_stack_add_named (self->middle, GTK_WIDGET (self->viewer), "viewer");
  gtk_widget_set_size_request (middle, EVIDENCE_WIDTH, -1);
  gtk_widget_set_hexpand (middle, TRUE);
  return middle;
}

/* As wide as @width whatever is in it: long texts wrap and the evidence keeps its place. */
static GtkWidget *
make_column (GtkWidget *content, int width)
{
  GtkWidget *clamp = adw_clamp_new ();

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), width);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), width);
  adw_clamp_set_child (ADW_CLAMP (clamp), content);
  gtk_widget_set_size_request (clamp, width, -1);
  return clamp;
}

static void
build (VouchProfilePage *self)
{
  GtkWidget *toasts = adw_toast_overlay_new ();
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *gone = vouch_error_state_new (_ ("This applicant is no longer here"),
                                           _ ("The data was deleted, or you may not see it."));

  self->toasts = ADW_TOAST_OVERLAY (toasts);
  self->stack = GTK_STACK (stack);
  self->header = VOUCH_PROFILE_HEADER (vouch_profile_header_new (self->context));
  self->identity = VOUCH_IDENTITY (vouch_identity_new (self->context));
  self->panel = VOUCH_DECISION_PANEL (vouch_decision_panel_new (self->context));
  vouch_error_state_set_retry (VOUCH_ERROR_STATE (gone), _ ("Back to the list"), "win.back", NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->panel), "decision-panel");
  gtk_box_append (GTK_BOX (columns), make_column (GTK_WIDGET (self->identity), IDENTITY_WIDTH));
  gtk_box_append (GTK_BOX (columns), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (columns), make_middle (self));
  gtk_box_append (GTK_BOX (columns), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (columns), make_column (GTK_WIDGET (self->panel), PANEL_WIDTH));
  gtk_widget_set_vexpand (columns, TRUE);
  gtk_box_append (GTK_BOX (page), GTK_WIDGET (self->header));
  gtk_box_append (GTK_BOX (page), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (page), columns);
  gtk_stack_add_named (self->stack, page, "profile");
  gtk_stack_add_named (self->stack, gone, "gone");
  adw_toast_overlay_set_child (self->toasts, stack);
  gtk_widget_set_parent (toasts, GTK_WIDGET (self));
}

GtkWidget *
vouch_profile_page_new (VouchStore *store, VouchSession *session, VouchApplicantList *list,
                        const char *applicant_id)
{
  VouchProfilePage *self;

  g_return_val_if_fail (VOUCH_IS_STORE (store), NULL);
  g_return_val_if_fail (applicant_id != NULL, NULL);

  self = g_object_new (VOUCH_TYPE_PROFILE_PAGE, NULL);
  self->context = vouch_profile_context_new (store, session, applicant_id);
  build (self);
  vouch_profile_page_add_actions (self);
  g_signal_connect_object (self->context, "updated", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context, "message", G_CALLBACK (vouch_profile_page_say), self,
                           G_CONNECT_SWAPPED);
  set_list (self, list);
  update (self);
  return GTK_WIDGET (self);
}

const char *
vouch_profile_page_get_applicant_id (VouchProfilePage *self)
{
  g_return_val_if_fail (VOUCH_IS_PROFILE_PAGE (self), NULL);

  return vouch_profile_context_get_id (self->context);
}

void
vouch_profile_page_set_user (VouchProfilePage *self, const char *user_id,
                             VouchPermissions permissions)
{
  g_return_if_fail (VOUCH_IS_PROFILE_PAGE (self));

  vouch_profile_context_set_user (self->context, user_id, permissions);
}
