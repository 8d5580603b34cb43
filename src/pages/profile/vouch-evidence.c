/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The middle of the profile: the tracker, and a section for each step. A section is built again
 * only when its own result or warnings changed, so that scroll and zoom stay. */
#include "vouch-evidence.h"

#include "vouch-banner.h"
#include "vouch-empty-state.h"
#include "vouch-format.h"
#include "vouch-profile-text.h"
#include "vouch-section.h"
#include "vouch-step-bodies.h"
#include "vouch-tracker.h"
#include "vouch-widget.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  VouchStep step;
  /* Borrowed: children of the column */
  GtkWidget *section;
  GtkWidget *banners;
  GtkWidget *content;
  /* What content and banners show */
  char *content_key;
  char *banner_key;
} Part;

struct _VouchEvidence
{
  GtkWidget parent_instance;
  /* Children */
  GtkWidget *scroller;
  GtkWidget *tracker;
  GtkWidget *column;
  GtkWidget *empty;
  /* Owned */
  VouchProfileContext *context;
  GPtrArray *parts;
  GArray *steps; /* VouchTrackerStep, as in the tracker */
};

G_DEFINE_FINAL_TYPE (VouchEvidence, vouch_evidence, GTK_TYPE_WIDGET)

static void
part_free (gpointer data)
{
  Part *part = data;

  g_free (part->content_key);
  g_free (part->banner_key);
  g_free (part);
}

static VouchProfile *
get_profile (VouchEvidence *self)
{
  return vouch_profile_context_get_profile (self->context);
}

/* The step a warning is shown at. */
static VouchStep
step_of_warning (VouchEvidence *self, const VouchWarningRecord *warning)
{
  GPtrArray *steps = vouch_profile_get_steps (get_profile (self));

  for (guint i = 0; i < steps->len; i++)
    {
      const VouchStepResultRecord *step = g_ptr_array_index (steps, i);

      if (g_strcmp0 (step->id, warning->step_result_id) == 0)
        return step->step;
    }
  return vouch_profile_warning_step (warning->kind);
}

static gboolean
has_unresolved (VouchEvidence *self, VouchStep step)
{
  GPtrArray *warnings = vouch_profile_get_warnings (get_profile (self));

  for (guint i = 0; i < warnings->len; i++)
    {
      const VouchWarningRecord *warning = g_ptr_array_index (warnings, i);

      if (warning->state == VOUCH_WARNING_UNRESOLVED && step_of_warning (self, warning) == step)
        return TRUE;
    }
  return FALSE;
}

static VouchCheckState
state_of_step (VouchEvidence *self, VouchStep step)
{
  const VouchStepResultRecord *result = vouch_profile_get_active_step (get_profile (self), step);
  VouchCheckState state =
      result ? vouch_check_state_from_step_status (result->status) : VOUCH_CHECK_NOT_STARTED;

  return state == VOUCH_CHECK_PASSED && has_unresolved (self, step) ? VOUCH_CHECK_ATTENTION : state;
}

static void
add_step (VouchEvidence *self, GArray *steps, VouchStep step)
{
  VouchTrackerStep item = { step, state_of_step (self, step) };

  if (step == VOUCH_STEP_INTRO || step == VOUCH_STEP_FINAL)
    return;
  for (guint i = 0; i < steps->len; i++)
    if (g_array_index (steps, VouchTrackerStep, i).step == step)
      return;
  g_array_append_val (steps, item);
}

/* The steps of the applicant's flow, then what else there is. */
static GArray *
list_steps (VouchEvidence *self)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (VouchTrackerStep));
  const VouchApplicantRecord *record = vouch_profile_context_get_record (self->context);
  const VouchFlowRecord *flow =
      record && record->flow_id
          ? vouch_store_get_record (vouch_profile_context_get_store (self->context),
                                    &vouch_flow_type, record->flow_id)
          : NULL;
  g_autoptr (VouchJson) json =
      flow && flow->steps ? vouch_json_parse (flow->steps, -1, NULL) : NULL;
  GPtrArray *results = vouch_profile_get_steps (get_profile (self));

  if (json)
    for (VouchJsonRef ref = vouch_json_first (json, 0); ref != VOUCH_JSON_NOTHING;
         ref = vouch_json_next (json, ref))
      {
        g_autofree char *nick = vouch_json_get_string (json, ref, "step");
        int step = vouch_enum_from_nick (&vouch_step_enum, nick);

        if (step >= 0)
          add_step (self, steps, (VouchStep) step);
      }
  for (guint step = 0; step < vouch_step_enum.n_values; step++)
    for (guint i = 0; i < results->len; i++)
      if (((const VouchStepResultRecord *) g_ptr_array_index (results, i))->step == step)
        add_step (self, steps, (VouchStep) step);
  return steps;
}

static GtkWidget *
make_history_row (const VouchStepResultRecord *step, gboolean may_edit)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *time = vouch_format_time_exact (step->created_at);
  g_autofree char *text =
      g_strdup_printf ("%s, %s", time, vouch_enum_label (&vouch_step_status_enum, step->status));
  GtkWidget *label = vouch_widget_label (text, "tnum");
  GtkWidget *button = gtk_button_new_with_label (_ ("Activate"));

  gtk_widget_set_hexpand (label, TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", step->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.activate");
  gtk_widget_set_visible (button, may_edit);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), button);
  return row;
}

static GtkWidget *
make_history (VouchEvidence *self, VouchStep step, gboolean may_edit)
{
  GPtrArray *results = vouch_profile_get_steps (get_profile (self));
  GtkWidget *rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *button, *popover;
  g_autofree char *label = NULL;
  guint n = 0;

  g_object_ref_sink (rows);
  for (guint i = results->len; i > 0; i--)
    {
      const VouchStepResultRecord *result = g_ptr_array_index (results, i - 1);

      if (result->step != step || result->state != VOUCH_RESULT_HISTORY)
        continue;
      gtk_box_append (GTK_BOX (rows), make_history_row (result, may_edit));
      n++;
    }
  if (n == 0)
    {
      g_object_unref (rows);
      return NULL;
    }
  button = gtk_menu_button_new ();
  popover = gtk_popover_new ();
  label = g_strdup_printf (_ ("History (%u)"), n);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_popover_set_child (GTK_POPOVER (popover), rows);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  g_object_unref (rows);
  return button;
}

static GtkWidget *
make_header (VouchEvidence *self, VouchStep step)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const VouchStepResultRecord *result = vouch_profile_get_active_step (get_profile (self), step);
  gboolean may_edit = vouch_profile_context_can (self->context, VOUCH_PERMISSION_APPLICANTS_EDIT);
  GtkWidget *history = make_history (self, step, may_edit);

  if (history)
    gtk_box_append (GTK_BOX (box), history);
  if (result && may_edit)
    {
      GtkWidget *button = gtk_button_new_with_label (_ ("Deactivate"));

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, _ ("Move this result to the history; the applicant "
                                              "must repeat the step"));
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", result->id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.deactivate");
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

static void
show_result (VouchSection *section, const VouchStepResultRecord *result, const VouchJson *json,
             VouchCheckState state)
{
  g_autofree char *text = NULL;

  if (!result)
    {
      vouch_section_set_result (section, state, NULL);
      vouch_section_set_elapsed (section, -1);
      return;
    }
  if (json && result->step == VOUCH_STEP_DOCUMENT)
    {
      gboolean valid = vouch_json_get_bool (json, 0, "valid", FALSE);

      text = g_strdup (valid ? _ ("Valid") : _ ("Non-valid"));
      if (!valid && (state == VOUCH_CHECK_PASSED || state == VOUCH_CHECK_ATTENTION))
        state = VOUCH_CHECK_FAILED;
    }
  else if (json && (result->step == VOUCH_STEP_FACE_MATCH || result->step == VOUCH_STEP_LIVENESS) &&
           vouch_json_get (json, 0, "score") != VOUCH_JSON_NOTHING)
    text = g_strdup_printf ("%s, %.0f %%", vouch_check_state_word (state),
                            vouch_json_get_double (json, 0, "score", 0));
  vouch_section_set_result (section, state, text);
  vouch_section_set_elapsed (section, result->elapsed_us);
}

static GtkWidget *
make_body (VouchEvidence *self, const VouchStepResultRecord *result, const VouchJson *json)
{
  if (!result)
    return vouch_profile_wrap_label (_ ("No result in force. The applicant has to do this step, "
                                        "or one from the history is activated."),
                                     "secondary");
  if (!json)
    return vouch_profile_wrap_label (_ ("This result carries no data."), "secondary");
  switch (result->step)
    {
    case VOUCH_STEP_DOCUMENT:
      return vouch_document_body_new (self->context, result, json);
    case VOUCH_STEP_FACE_MATCH:
      return vouch_face_body_new (self->context, result, json);
    case VOUCH_STEP_LIVENESS:
      return vouch_liveness_body_new (self->context, result, json);
    case VOUCH_STEP_INTRO:
    case VOUCH_STEP_SELFIE_DOCUMENT:
    case VOUCH_STEP_EMAIL:
    case VOUCH_STEP_PHONE:
    case VOUCH_STEP_AML:
    case VOUCH_STEP_CRYPTO:
    case VOUCH_STEP_QUESTIONNAIRE:
    case VOUCH_STEP_IP:
    case VOUCH_STEP_FINAL:
    default:
      return vouch_plain_body_new (self->context, result, json);
    }
}

/* The way to the other profile of a duplicate. */
static void
add_other (GtkWidget *box, const VouchWarningRecord *warning)
{
  g_autoptr (VouchJson) json =
      warning->detail ? vouch_json_parse (warning->detail, -1, NULL) : NULL;
  g_autofree char *other = json ? vouch_json_get_string (json, 0, "applicant_id") : NULL;
  GtkWidget *button;

  if (!other)
    return;
  button = gtk_button_new_with_label (_ ("Open the other profile"));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", other);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-applicant");
  gtk_box_append (GTK_BOX (box), button);
}

static void
add_banner (VouchEvidence *self, GtkWidget *box, const VouchWarningRecord *warning)
{
  g_autofree char *detail = vouch_profile_warning_detail (warning);
  GtkWidget *banner =
      vouch_banner_new (VOUCH_BANNER_WARNING,
                        vouch_enum_label (&vouch_warning_kind_enum, warning->kind), detail);

  if (vouch_profile_is_pending (get_profile (self), warning->id))
    vouch_banner_set_text (VOUCH_BANNER (banner),
                           vouch_enum_label (&vouch_warning_kind_enum, warning->kind),
                           _ ("Resolved here; waits for the server."));
  else if (vouch_profile_context_can (self->context, VOUCH_PERMISSION_APPLICANTS_REVIEW))
    vouch_banner_set_action (VOUCH_BANNER (banner), _ ("Resolve"), "page.resolve-warning",
                             g_variant_new_string (warning->id));
  gtk_box_append (GTK_BOX (box), banner);
  add_other (box, warning);
}

static void
fill_banners (VouchEvidence *self, Part *part)
{
  GPtrArray *warnings = vouch_profile_get_warnings (get_profile (self));
  guint n = 0;

  vouch_profile_box_clear (part->banners);
  for (guint i = 0; i < warnings->len; i++)
    {
      const VouchWarningRecord *warning = g_ptr_array_index (warnings, i);

      if (warning->state != VOUCH_WARNING_UNRESOLVED ||
          step_of_warning (self, warning) != part->step)
        continue;
      add_banner (self, part->banners, warning);
      n++;
    }
  gtk_widget_set_visible (part->banners, n > 0);
}

/* Everything that header and banners of a step depend on. */
static char *
make_banner_key (VouchEvidence *self, VouchStep step)
{
  GString *key = g_string_new (NULL);
  GPtrArray *warnings = vouch_profile_get_warnings (get_profile (self));
  GPtrArray *results = vouch_profile_get_steps (get_profile (self));

  g_string_append_printf (
      key, "%d%d;", vouch_profile_context_can (self->context, VOUCH_PERMISSION_APPLICANTS_REVIEW),
      vouch_profile_context_can (self->context, VOUCH_PERMISSION_APPLICANTS_EDIT));
  for (guint i = 0; i < warnings->len; i++)
    {
      const VouchWarningRecord *warning = g_ptr_array_index (warnings, i);

      g_string_append_printf (key, "%s %" G_GINT64_FORMAT " %d %d;", warning->id, warning->seq,
                              warning->state,
                              vouch_profile_is_pending (get_profile (self), warning->id));
    }
  for (guint i = 0; i < results->len; i++)
    {
      const VouchStepResultRecord *result = g_ptr_array_index (results, i);

      if (result->step == step)
        g_string_append_printf (key, "%s %" G_GINT64_FORMAT " %d;", result->id, result->seq,
                                result->state);
    }
  return g_string_free (key, FALSE);
}

static char *
make_content_key (VouchEvidence *self, const VouchStepResultRecord *result)
{
  GString *key = g_string_new (result ? result->id : "none");
  GPtrArray *matches = vouch_profile_get_matches (get_profile (self));

  g_string_append_printf (key, " %" G_GINT64_FORMAT " %d", result ? result->seq : 0,
                          vouch_profile_context_can (self->context,
                                                     VOUCH_PERMISSION_APPLICANTS_EDIT));
  for (guint i = 0; result && result->step == VOUCH_STEP_AML && i < matches->len; i++)
    {
      const VouchAmlMatchRecord *match = g_ptr_array_index (matches, i);

      g_string_append_printf (key, " %s %" G_GINT64_FORMAT, match->id, match->seq);
    }
  return g_string_free (key, FALSE);
}

static void
update_part (VouchEvidence *self, Part *part)
{
  const VouchStepResultRecord *result =
      vouch_profile_get_active_step (get_profile (self), part->step);
  g_autoptr (VouchJson) json =
      result && result->data ? vouch_json_parse (result->data, -1, NULL) : NULL;
  g_autofree char *content_key = make_content_key (self, result);
  g_autofree char *banner_key = make_banner_key (self, part->step);

  show_result (VOUCH_SECTION (part->section), result, json, state_of_step (self, part->step));
  if (g_strcmp0 (banner_key, part->banner_key) != 0)
    {
      fill_banners (self, part);
      vouch_section_set_header (VOUCH_SECTION (part->section), make_header (self, part->step));
      g_free (part->banner_key);
      part->banner_key = g_steal_pointer (&banner_key);
    }
  if (g_strcmp0 (content_key, part->content_key) != 0)
    {
      vouch_profile_box_clear (part->content);
      gtk_box_append (GTK_BOX (part->content), make_body (self, result, json));
      g_free (part->content_key);
      part->content_key = g_steal_pointer (&content_key);
    }
}

static gboolean
has_result (VouchEvidence *self, VouchStep step)
{
  GPtrArray *results = vouch_profile_get_steps (get_profile (self));

  for (guint i = 0; i < results->len; i++)
    if (((const VouchStepResultRecord *) g_ptr_array_index (results, i))->step == step)
      return TRUE;
  return FALSE;
}

static void
rebuild_parts (VouchEvidence *self)
{
  g_ptr_array_set_size (self->parts, 0);
  vouch_profile_box_clear (self->column);
  for (guint i = 0; i < self->steps->len; i++)
    {
      VouchStep step = g_array_index (self->steps, VouchTrackerStep, i).step;
      GtkWidget *body;
      Part *part;

      if (!has_result (self, step))
        continue;
      part = g_new0 (Part, 1);
      part->step = step;
      part->section = vouch_section_new (i + 1, vouch_enum_label (&vouch_step_enum, step));
      part->banners = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
      part->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
      gtk_box_append (GTK_BOX (body), part->banners);
      gtk_box_append (GTK_BOX (body), part->content);
      vouch_section_set_body (VOUCH_SECTION (part->section), body);
      gtk_box_append (GTK_BOX (self->column), part->section);
      g_ptr_array_add (self->parts, part);
    }
}

/* The same sections in the same order? */
static gboolean
same_parts (VouchEvidence *self)
{
  guint n = 0;

  for (guint i = 0; i < self->steps->len; i++)
    {
      VouchStep step = g_array_index (self->steps, VouchTrackerStep, i).step;

      if (!has_result (self, step))
        continue;
      if (n >= self->parts->len || ((Part *) g_ptr_array_index (self->parts, n))->step != step)
        return FALSE;
      n++;
    }
  return n == self->parts->len;
}

static void
update_empty (VouchEvidence *self)
{
  gboolean complete = vouch_profile_get_complete (get_profile (self));

  gtk_widget_set_visible (self->empty, self->parts->len == 0);
  if (complete)
    vouch_empty_state_set_text (VOUCH_EMPTY_STATE (self->empty), _ ("Nothing provided yet"),
                                _ ("What the applicant provides appears here by itself."));
  else
    vouch_empty_state_set_text (VOUCH_EMPTY_STATE (self->empty), _ ("Loading the evidence"),
                                vouch_profile_context_is_offline (self->context)
                                    ? _ ("It is not on this computer; it comes when the server "
                                         "can be reached.")
                                    : NULL);
}

void
vouch_evidence_update (VouchEvidence *self)
{
  GArray *steps;

  g_return_if_fail (VOUCH_IS_EVIDENCE (self));

  steps = list_steps (self);
  g_array_unref (self->steps);
  self->steps = steps;
  vouch_tracker_set_steps (VOUCH_TRACKER (self->tracker), (const VouchTrackerStep *) steps->data,
                           steps->len);
  gtk_widget_set_visible (self->tracker, steps->len > 0);
  if (!same_parts (self))
    rebuild_parts (self);
  for (guint i = 0; i < self->parts->len; i++)
    update_part (self, g_ptr_array_index (self->parts, i));
  update_empty (self);
}

gboolean
vouch_evidence_jump_to_step (VouchEvidence *self, VouchStep step)
{
  g_return_val_if_fail (VOUCH_IS_EVIDENCE (self), FALSE);

  for (guint i = 0; i < self->parts->len; i++)
    {
      Part *part = g_ptr_array_index (self->parts, i);
      graphene_point_t top;

      if (part->step != step || !gtk_widget_compute_point (part->section, self->column,
                                                           &GRAPHENE_POINT_INIT (0, 0), &top))
        continue;
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (
                                    GTK_SCROLLED_WINDOW (self->scroller)),
                                top.y);
      return TRUE;
    }
  return FALSE;
}

gboolean
vouch_evidence_jump_to_number (VouchEvidence *self, guint number)
{
  g_return_val_if_fail (VOUCH_IS_EVIDENCE (self), FALSE);

  if (number == 0 || number > self->steps->len)
    return FALSE;
  return vouch_evidence_jump_to_step (
      self, g_array_index (self->steps, VouchTrackerStep, number - 1).step);
}

static void
vouch_evidence_dispose (GObject *object)
{
  VouchEvidence *self = VOUCH_EVIDENCE (object);

  vouch_widget_clear (GTK_WIDGET (self));
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->steps, g_array_unref);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (vouch_evidence_parent_class)->dispose (object);
}

static void
vouch_evidence_class_init (VouchEvidenceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_evidence_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "evidence");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vouch_evidence_init (VouchEvidence *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->parts = g_ptr_array_new_with_free_func (part_free);
  self->steps = g_array_new (FALSE, FALSE, sizeof (VouchTrackerStep));
  self->tracker = vouch_tracker_new ();
  self->empty = vouch_empty_state_new (NULL, _ ("Loading the evidence"), NULL);
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->scroller = gtk_scrolled_window_new ();
  gtk_widget_add_css_class (self->tracker, "profile-tracker");
  gtk_widget_add_css_class (column, "evidence-column");
  gtk_box_append (GTK_BOX (column), self->column);
  gtk_box_append (GTK_BOX (column), self->empty);
  gtk_widget_set_vexpand (self->empty, TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), column);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  gtk_widget_set_parent (self->tracker, GTK_WIDGET (self));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
vouch_evidence_new (VouchProfileContext *context)
{
  VouchEvidence *self = g_object_new (VOUCH_TYPE_EVIDENCE, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}
