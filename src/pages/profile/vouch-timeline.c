/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened to this applicant, newest first. */
#include "vouch-timeline.h"

#include "vouch-empty-state.h"
#include "vouch-format.h"
#include "vouch-profile-text.h"
#include "vouch-widget.h"

#include <glib/gi18n-lib.h>

struct _VouchTimeline
{
  GtkWidget parent_instance;
  /* Children */
  GtkDropDown *actors;
  GtkWidget *rows;
  GtkWidget *empty;
  /* Owned */
  VouchProfileContext *context;
  GtkSizeGroup *times;
  GPtrArray *shown; /* the snapshot the rows were made of */
  guint n_rows;
};

G_DEFINE_FINAL_TYPE (VouchTimeline, vouch_timeline, GTK_TYPE_WIDGET)

static void
append_words (GString *out, const char *words)
{
  if (!words || !*words)
    return;
  g_string_append_printf (out, "%s%s", out->len ? " · " : "", words);
}

/* "Ann Bell → Ben Ortiz" of an assignment, NULL for anything else. */
static char *
assignment_text (VouchTimeline *self, const char *detail)
{
  VouchStore *store = vouch_profile_context_get_store (self->context);
  g_autoptr (VouchJson) json = detail ? vouch_json_parse (detail, -1, NULL) : NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const char *from, *to;

  if (!json)
    return NULL;
  before = vouch_json_get_string (json, vouch_json_get (json, 0, "before"), "reviewer_id");
  after = vouch_json_get_string (json, vouch_json_get (json, 0, "after"), "reviewer_id");
  if (!before && !after)
    return NULL;
  from = vouch_store_get_user_name (store, before);
  to = vouch_store_get_user_name (store, after);
  return g_strdup_printf ("%s → %s", from ? from : "—", to ? to : "—");
}

static GtkWidget *
make_row (VouchTimeline *self, const VouchTimelineEntryRecord *entry)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *event = vouch_profile_event_text (entry->event);
  g_autofree char *time = vouch_format_time_exact (entry->at);
  g_autofree char *relative = vouch_format_time_relative (entry->at, g_get_real_time ());
  g_autofree char *assignment = assignment_text (self, entry->detail);
  g_autofree char *change =
      assignment ? g_steal_pointer (&assignment) : vouch_profile_change_text (entry->detail);
  g_autoptr (GString) what = g_string_new (event);
  g_autoptr (GString) who = g_string_new (NULL);
  int step = vouch_enum_from_nick (&vouch_step_enum, entry->step);
  int status = vouch_enum_from_nick (&vouch_step_status_enum, entry->step_status);
  GtkWidget *when = vouch_widget_label (time, "secondary");

  if (step >= 0)
    g_string_append_printf (what, ": %s", vouch_enum_label (&vouch_step_enum, step));
  if (status >= 0)
    g_string_append_printf (what, ", %s", vouch_enum_label (&vouch_step_status_enum, status));
  append_words (who, entry->actor_name && *entry->actor_name
                         ? entry->actor_name
                         : vouch_enum_label (&vouch_actor_kind_enum, entry->actor_kind));
  append_words (who, entry->os);
  append_words (who, entry->browser);
  append_words (who, entry->ip);
  gtk_widget_add_css_class (row, "timeline-row");
  gtk_widget_add_css_class (when, "tnum");
  gtk_widget_set_tooltip_text (when, relative);
  gtk_widget_set_valign (when, GTK_ALIGN_START);
  gtk_size_group_add_widget (self->times, when);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (lines), vouch_profile_wrap_label (what->str, NULL));
  if (change)
    gtk_box_append (GTK_BOX (lines), vouch_profile_wrap_label (change, "timeline-change"));
  gtk_box_append (GTK_BOX (lines), vouch_profile_wrap_label (who->str, "secondary"));
  gtk_box_append (GTK_BOX (row), when);
  gtk_box_append (GTK_BOX (row), lines);
  return row;
}

static gboolean
matches_filter (VouchTimeline *self, const VouchTimelineEntryRecord *entry)
{
  guint selected = gtk_drop_down_get_selected (self->actors);

  return selected == 0 || selected == GTK_INVALID_LIST_POSITION ||
         entry->actor_kind == selected - 1;
}

static void
rebuild (VouchTimeline *self)
{
  vouch_profile_box_clear (self->rows);
  self->n_rows = 0;
  for (guint i = 0; self->shown && i < self->shown->len; i++)
    {
      const VouchTimelineEntryRecord *entry = g_ptr_array_index (self->shown, i);

      if (!matches_filter (self, entry))
        continue;
      gtk_box_append (GTK_BOX (self->rows), make_row (self, entry));
      self->n_rows++;
    }
  gtk_widget_set_visible (self->empty, self->n_rows == 0);
}

/* TRUE when what is shown is the end of @entries: only new ones came. */
static gboolean
grew (VouchTimeline *self, GPtrArray *entries)
{
  guint extra;

  if (!self->shown || entries->len < self->shown->len)
    return FALSE;
  extra = entries->len - self->shown->len;
  for (guint i = 0; i < self->shown->len; i++)
    {
      const VouchTimelineEntryRecord *a = g_ptr_array_index (self->shown, i);
      const VouchTimelineEntryRecord *b = g_ptr_array_index (entries, i + extra);

      if (a->seq != b->seq || g_strcmp0 (a->id, b->id) != 0)
        return FALSE;
    }
  return TRUE;
}

void
vouch_timeline_update (VouchTimeline *self)
{
  GPtrArray *entries;

  g_return_if_fail (VOUCH_IS_TIMELINE (self));

  entries = vouch_profile_get_timeline (vouch_profile_context_get_profile (self->context));
  if (entries == self->shown)
    return;
  if (grew (self, entries))
    {
      for (guint i = entries->len - self->shown->len; i > 0; i--)
        {
          const VouchTimelineEntryRecord *entry = g_ptr_array_index (entries, i - 1);

          if (!matches_filter (self, entry))
            continue;
          gtk_box_prepend (GTK_BOX (self->rows), make_row (self, entry));
          self->n_rows++;
        }
      g_ptr_array_unref (self->shown);
      self->shown = g_ptr_array_ref (entries);
      gtk_widget_set_visible (self->empty, self->n_rows == 0);
      return;
    }
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = g_ptr_array_ref (entries);
  rebuild (self);
}

guint
vouch_timeline_get_n_rows (VouchTimeline *self)
{
  g_return_val_if_fail (VOUCH_IS_TIMELINE (self), 0);

  return self->n_rows;
}

static void
vouch_timeline_dispose (GObject *object)
{
  VouchTimeline *self = VOUCH_TIMELINE (object);

  vouch_widget_clear (GTK_WIDGET (self));
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_object (&self->times);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (vouch_timeline_parent_class)->dispose (object);
}

static void
vouch_timeline_class_init (VouchTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_timeline_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "timeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vouch_timeline_init (VouchTimeline *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  const char *const actors[] = {
    _ ("Everybody"),
    vouch_enum_label (&vouch_actor_kind_enum, VOUCH_ACTOR_SYSTEM),
    vouch_enum_label (&vouch_actor_kind_enum, VOUCH_ACTOR_APPLICANT),
    vouch_enum_label (&vouch_actor_kind_enum, VOUCH_ACTOR_STAFF),
    NULL,
  };
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = vouch_widget_label (_ ("Timeline"), "section-title");
  GtkWidget *drop_down = gtk_drop_down_new_from_strings (actors);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->times = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->actors = GTK_DROP_DOWN (drop_down);
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->empty = vouch_empty_state_new (NULL, _ ("Nothing here"),
                                       _ ("Every step and every change is written down here."));
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Show events of"), -1);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (rebuild), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (bar, "media-bar");
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (bar), title);
  gtk_box_append (GTK_BOX (bar), drop_down);
  gtk_widget_add_css_class (column, "evidence-column");
  gtk_box_append (GTK_BOX (column), self->rows);
  gtk_box_append (GTK_BOX (column), self->empty);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), column);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_set_parent (bar, GTK_WIDGET (self));
  gtk_widget_set_parent (scroller, GTK_WIDGET (self));
}

GtkWidget *
vouch_timeline_new (VouchProfileContext *context)
{
  VouchTimeline *self = g_object_new (VOUCH_TYPE_TIMELINE, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}
