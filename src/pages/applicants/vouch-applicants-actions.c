/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done on the applicants page. */
#define G_LOG_DOMAIN "vouch-pages"
#include "vouch-applicants-private.h"

#include "vouch-confirm.h"
#include "vouch-reviewer-dialog.h"

#include <glib/gi18n-lib.h>

#define BULK_LIMIT 500

void
vouch_applicants_toast (VouchApplicantsPage *self, AdwToast *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  if (overlay)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  else
    g_object_unref (toast);
}

/* The selected applicants; NULL (and a toast) when there are too many for one sweep. */
static GPtrArray *
selected_applicants (VouchApplicantsPage *self)
{
  g_autoptr (GtkBitset) selection = vouch_table_get_selection (self->table);
  GPtrArray *applicants = g_ptr_array_new_with_free_func (g_object_unref);
  GtkBitsetIter iter;
  guint position;

  if (gtk_bitset_get_size (selection) > BULK_LIMIT)
    {
      g_autofree char *text =
          g_strdup_printf (_ ("Choose at most %d applicants at once"), BULK_LIMIT);

      vouch_applicants_toast (self, adw_toast_new (text));
      g_ptr_array_unref (applicants);
      return NULL;
    }
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selection, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      gpointer applicant = g_list_model_get_item (G_LIST_MODEL (self->list), position);

      if (applicant)
        g_ptr_array_add (applicants, applicant);
    }
  return applicants;
}

static void
run_on_selection (VouchApplicantsPage *self, GPtrArray *applicants, VouchBulkKind kind,
                  const char *reviewer)
{
  VouchBulk *bulk = vouch_bulk_new (kind);

  for (guint i = 0; i < applicants->len; i++)
    vouch_bulk_add (bulk, g_ptr_array_index (applicants, i), reviewer);
  vouch_applicants_run (self, bulk);
}

/* The rows are taken when the question is asked: an update of the list meanwhile must not change
 * whom the answer is about. */
typedef struct
{
  VouchApplicantsPage *page;
  GPtrArray *applicants;
} Asked;

static Asked *
asked_new (VouchApplicantsPage *self)
{
  GPtrArray *applicants = selected_applicants (self);
  Asked *asked;

  if (applicants == NULL)
    return NULL;
  if (applicants->len == 0)
    {
      g_ptr_array_unref (applicants);
      return NULL;
    }
  asked = g_new0 (Asked, 1);
  asked->page = g_object_ref (self);
  asked->applicants = applicants;
  return asked;
}

static void
asked_free (Asked *asked)
{
  g_object_unref (asked->page);
  g_ptr_array_unref (asked->applicants);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static void
reviewer_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autofree char *reviewer = vouch_reviewer_dialog_finish (result, NULL);

  if (reviewer)
    run_on_selection (asked->page, asked->applicants, VOUCH_BULK_ASSIGN, reviewer);
}

static void
assign_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchApplicantsPage *self = data;
  Asked *asked = asked_new (self);

  if (asked)
    vouch_reviewer_dialog_async (GTK_WIDGET (self), self->store, self->user_id,
                                 asked->applicants->len, self->cancellable, reviewer_chosen_cb,
                                 asked);
}

/* "s": user id, "" for nobody; what the dialog does, for tests and shortcuts. */
static void
assign_to_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchApplicantsPage *self = data;
  g_autoptr (GPtrArray) applicants = selected_applicants (self);

  if (applicants)
    run_on_selection (self, applicants, VOUCH_BULK_ASSIGN, g_variant_get_string (parameter, NULL));
}

static void
delete_answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autofree char *answer = vouch_confirm_finish (result, NULL);

  if (g_strcmp0 (answer, "delete") == 0)
    run_on_selection (asked->page, asked->applicants, VOUCH_BULK_DELETE, NULL);
}

static void
delete_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchApplicantsPage *self = data;
  gboolean live = vouch_store_get_mode (self->store) == VOUCH_MODE_LIVE;
  g_autofree char *heading = NULL;
  Asked *asked = asked_new (self);
  guint n;

  if (asked == NULL)
    return;
  n = asked->applicants->len;
  if (n == 1)
    heading =
        g_strdup_printf (_ ("Delete %s?"),
                         vouch_applicant_get_title (g_ptr_array_index (asked->applicants, 0)));
  else
    heading = g_strdup_printf (ngettext ("Delete %u applicant?", "Delete %u applicants?", n), n);
  vouch_confirm_async (
      GTK_WIDGET (self), heading,
      live ? _ ("The data is removed for good after 20 days. Until then it can be restored.")
           : _ ("In Test mode the data is removed for good at once. It cannot be restored."),
      "delete", live ? _ ("_Schedule deletion") : _ ("_Delete now"), ADW_RESPONSE_DESTRUCTIVE,
      self->cancellable, delete_answered_cb, asked);
}

static void
restore_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchApplicantsPage *self = data;
  g_autoptr (GPtrArray) applicants = selected_applicants (self);

  if (applicants)
    run_on_selection (self, applicants, VOUCH_BULK_RESTORE, NULL);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchApplicantsPage *self = data;
  g_autoptr (GtkBitset) selection = vouch_table_get_selection (self->table);
  g_autoptr (VouchApplicant) applicant = NULL;

  if (gtk_bitset_is_empty (selection))
    return;
  applicant = g_list_model_get_item (G_LIST_MODEL (self->list), gtk_bitset_get_minimum (selection));
  if (applicant && vouch_applicant_get_id (applicant))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-applicant", "s",
                                vouch_applicant_get_id (applicant));
}

static void
refresh_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VouchApplicantsPage *self = data;

  if (self->session)
    vouch_session_sync_now (self->session);
}

static void
clear_filters_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  vouch_applicant_filter_clear_all (VOUCH_APPLICANTS_PAGE (data)->filter);
}

static void
clear_filter_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  int kind = vouch_enum_from_nick (&vouch_filter_kind_enum, g_variant_get_string (parameter, NULL));

  if (kind >= 0)
    vouch_applicant_filter_clear (VOUCH_APPLICANTS_PAGE (data)->filter, (VouchFilterKind) kind);
}

static void
toggle_filter_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *nick, *value;
  int kind;

  g_variant_get (parameter, "(&s&s)", &nick, &value);
  kind = vouch_enum_from_nick (&vouch_filter_kind_enum, nick);
  if (kind >= 0)
    vouch_applicant_filter_toggle (VOUCH_APPLICANTS_PAGE (data)->filter, (VouchFilterKind) kind,
                                   value);
}

static void
select_none_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  vouch_table_select_none (VOUCH_APPLICANTS_PAGE (data)->table);
}

static const GActionEntry entries[] = {
  { .name = "open", .activate = open_cb },
  { .name = "assign", .activate = assign_cb },
  { .name = "assign-to", .activate = assign_to_cb, .parameter_type = "s" },
  { .name = "delete", .activate = delete_cb },
  { .name = "restore", .activate = restore_cb },
  { .name = "refresh", .activate = refresh_cb },
  { .name = "select-none", .activate = select_none_cb },
  { .name = "clear-filters", .activate = clear_filters_cb },
  { .name = "clear-filter", .activate = clear_filter_cb, .parameter_type = "s" },
  { .name = "toggle-filter", .activate = toggle_filter_cb, .parameter_type = "(ss)" },
};

void
vouch_applicants_install_actions (VouchApplicantsPage *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "page", G_ACTION_GROUP (self->actions));
}

static void
enable (VouchApplicantsPage *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* Whether the rows at hand hold one that is (or is not) scheduled for deletion; of a long
 * selection the first rows are asked. */
static gboolean
any_scheduled (VouchApplicantsPage *self, gboolean scheduled)
{
  g_autoptr (GtkBitset) selection = vouch_table_get_selection (self->table);
  gboolean found = FALSE;
  GtkBitsetIter iter;
  guint position, asked = 0;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selection, &position);
       more && !found && asked < BULK_LIMIT / 10;
       more = gtk_bitset_iter_next (&iter, &position), asked++)
    {
      g_autoptr (VouchApplicant) applicant =
          g_list_model_get_item (G_LIST_MODEL (self->list), position);
      const VouchApplicantRecord *record =
          applicant ? vouch_applicant_get_record (applicant) : NULL;

      found = (record && record->scheduled_deletion_at != 0) == scheduled;
    }
  return found;
}

void
vouch_applicants_update_actions (VouchApplicantsPage *self)
{
  guint n = vouch_table_get_n_selected (self->table);
  gboolean may_assign =
      vouch_permissions_has (self->permissions, VOUCH_PERMISSION_APPLICANTS_ASSIGN);
  gboolean may_delete =
      vouch_permissions_has (self->permissions, VOUCH_PERMISSION_APPLICANTS_DELETE);

  enable (self, "open", n == 1);
  enable (self, "assign", n > 0 && may_assign);
  enable (self, "assign-to", n > 0 && may_assign);
  enable (self, "delete", n > 0 && may_delete && any_scheduled (self, FALSE));
  enable (self, "restore", n > 0 && may_delete && any_scheduled (self, TRUE));
}

GMenuModel *
vouch_applicants_row_menu (void)
{
  static const struct
  {
    const char *label;
    const char *action;
  } items[] = {
    { N_ ("_Open"), "page.open" },
    { N_ ("_Assign reviewer…"), "page.assign" },
    { N_ ("_Restore data"), "page.restore" },
    { N_ ("_Delete…"), "page.delete" },
  };
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (items[i].label), items[i].action);

      /* What the person may not do at all, or not to these rows, is absent. */
      if (i > 0)
        g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}
