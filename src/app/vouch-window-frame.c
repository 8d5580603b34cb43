/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame of the workplace: header, sidebar, stripe of Test mode, and the sections. */
#define G_LOG_DOMAIN "vouch-app"
#include "vouch-window-private.h"

#include "vouch-attention-page.h"
#include "vouch-avatar.h"
#include "vouch-widget.h"

#include <glib/gi18n.h>

#define SIDEBAR_WIDTH 208
#define SEARCH_WIDTH 360
#define AVATAR_SIZE 24
#define BADGE_DELAY_MS 250

static void
badge_set (GtkWidget *badge, gint64 n)
{
  g_autofree char *text = g_strdup_printf ("%'" G_GINT64_FORMAT, n);

  gtk_label_set_text (GTK_LABEL (badge), text);
  gtk_widget_set_visible (badge, n > 0);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (VouchWindow) self = data;
  gint64 n = vouch_store_count_applicants_finish (VOUCH_STORE (source), result, NULL);

  if (n < 0 || g_cancellable_is_cancelled (self->cancellable))
    return;
  badge_set (self->applicants_badge, n);
}

static gboolean
badge_source_cb (gpointer data)
{
  VouchWindow *self = data;
  VouchStore *store = vouch_session_get_store (self->session);
  VouchApplicantQuery query = VOUCH_APPLICANT_QUERY_INIT;
  const char *user = vouch_session_get_user_id (self->session);

  self->badge_source = 0;
  if (user == NULL)
    return G_SOURCE_REMOVE;
  query.mode = vouch_store_get_mode (store);
  query.reviewer = user;
  for (int i = 0; i < (int) vouch_status_enum.n_values; i++)
    if (vouch_status_is_decidable ((VouchStatus) i))
      query.statuses |= 1u << i;
  vouch_store_count_applicants_async (store, &query, self->cancellable, counted_cb,
                                      g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* Pages of the feed come in bursts: counted once after each. */
void
vouch_window_frame_update_badge (VouchWindow *self)
{
  if (self->badge_source == 0 && self->session)
    self->badge_source = g_timeout_add (BADGE_DELAY_MS, badge_source_cb, self);
}

static void
attention_cb (VouchWindow *self)
{
  guint n = vouch_session_get_n_attention (self->session);

  badge_set (self->attention_badge, n);
  gtk_widget_set_visible (self->attention_row, n > 0);
}

static void
connection_cb (VouchWindow *self)
{
  static const VouchConnection connections[] = {
    [VOUCH_SESSION_SIGNED_OUT] = VOUCH_CONNECTION_OFFLINE,
    [VOUCH_SESSION_CONNECTING] = VOUCH_CONNECTION_SYNCING,
    [VOUCH_SESSION_ONLINE] = VOUCH_CONNECTION_ONLINE,
    [VOUCH_SESSION_SYNCING] = VOUCH_CONNECTION_SYNCING,
    [VOUCH_SESSION_OFFLINE] = VOUCH_CONNECTION_OFFLINE,
  };

  vouch_connection_state_set (self->connection,
                              connections[vouch_session_get_state (self->session)],
                              vouch_session_get_n_waiting (self->session));
}

static void
account_cb (VouchWindow *self)
{
  const char *name = vouch_session_get_user_name (self->session);
  const char *company = vouch_session_get_company_name (self->session);

  vouch_avatar_set_name (VOUCH_AVATAR (self->account_avatar), name);
  gtk_label_set_text (GTK_LABEL (self->company), company ? company : "");
  gtk_widget_set_visible (self->mode_switch,
                          vouch_session_can (self->session, VOUCH_PERMISSION_LIVE_ACCESS));
  vouch_window_frame_update_badge (self);
}

static void
mode_cb (VouchWindow *self)
{
  gboolean test = vouch_session_get_mode (self->session) == VOUCH_MODE_TEST;

  gtk_widget_set_visible (self->test_word, test);
  gtk_widget_set_opacity (self->test_stripe, test ? 1 : 0);
  g_action_group_change_action_state (
      G_ACTION_GROUP (self), "mode",
      g_variant_new_string (
          vouch_enum_nick (&vouch_mode_enum, test ? VOUCH_MODE_TEST : VOUCH_MODE_LIVE)));
  vouch_window_frame_update_badge (self);
}

static GtkWidget *
mode_switch_new (void)
{
  static const char *const tips[] = { N_ ("Nothing is real: for trying things out"),
                                      N_ ("Real people and real decisions") };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Mode"),
                                  -1);
  for (int i = 0; i < (int) vouch_mode_enum.n_values; i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (vouch_enum_label (&vouch_mode_enum, i));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.mode");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s",
                                        vouch_enum_nick (&vouch_mode_enum, i));
      gtk_widget_set_tooltip_text (button, _ (tips[i]));
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

static GMenuModel *
account_menu_new (VouchWindow *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) look = g_menu_new ();
  g_autoptr (GMenu) rows = g_menu_new ();
  g_autoptr (GMenu) help = g_menu_new ();
  g_autoptr (GMenu) leave = g_menu_new ();
  const char *name = vouch_session_get_user_name (self->session);

  g_menu_append (look, _ ("_System"), "app.color-scheme::system");
  g_menu_append (look, _ ("_Light"), "app.color-scheme::light");
  g_menu_append (look, _ ("_Dark"), "app.color-scheme::dark");
  g_menu_append (rows, _ ("_Compact rows"), "app.compact");
  g_menu_append (help, _ ("_Keyboard shortcuts"), "win.show-help-overlay");
  g_menu_append (help, _ ("_About Vouch"), "app.about");
  if (self->demo)
    g_menu_append (leave, _ ("Leave the _demo"), "app.leave-demo");
  g_menu_append (leave, _ ("Sign _out"), "win.sign-out");
  g_menu_append_section (menu, name, G_MENU_MODEL (look));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (rows));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (help));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (leave));
  return G_MENU_MODEL (menu);
}

/* The menu names who is signed in: made anew each time it opens. */
static void
account_popup_cb (GtkMenuButton *button, gpointer data)
{
  g_autoptr (GMenuModel) menu = account_menu_new (data);

  gtk_menu_button_set_menu_model (button, menu);
}

static GtkWidget *
account_new (VouchWindow *self)
{
  self->account_button = gtk_menu_button_new ();
  self->account_avatar = vouch_avatar_new (AVATAR_SIZE);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->account_button), self->account_avatar);
  gtk_menu_button_set_primary (GTK_MENU_BUTTON (self->account_button), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->account_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Account"), -1);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->account_button), account_popup_cb,
                                         self, NULL);
  return self->account_button;
}

/* Words typed anywhere mean the list of applicants. */
static void
search_changed_cb (VouchWindow *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    {
      const char *shown = gtk_stack_get_visible_child_name (self->sections);

      if (g_strcmp0 (shown, "applicants") != 0)
        {
          vouch_window_show_section (self, "applicants");
          gtk_widget_grab_focus (self->search);
        }
    }
  g_object_set (self->applicants, "search", gtk_editable_get_text (GTK_EDITABLE (self->search)),
                NULL);
}

static void
search_cleared_cb (VouchWindow *self)
{
  g_autofree char *search = NULL;

  g_object_get (self->applicants, "search", &search, NULL);
  if (g_strcmp0 (search, gtk_editable_get_text (GTK_EDITABLE (self->search))) != 0 &&
      *search == '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

static void
search_done_cb (VouchWindow *self)
{
  vouch_applicants_page_focus_table (self->applicants);
}

static void
search_stopped_cb (VouchWindow *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  vouch_applicants_page_focus_table (self->applicants);
}

static GtkWidget *
header_new (VouchWindow *self)
{
  AdwHeaderBar *header = ADW_HEADER_BAR (adw_header_bar_new ());

  self->company = vouch_widget_label (NULL, "heading");
  gtk_label_set_ellipsize (GTK_LABEL (self->company), PANGO_ELLIPSIZE_END);
  g_object_set (self->company, "margin-start", 6, "margin-end", 6, "max-width-chars", 24, NULL);
  self->mode_switch = mode_switch_new ();
  self->test_word = vouch_widget_label (_ ("TEST"), "test-word");
  gtk_widget_set_margin_start (self->test_word, 6);
  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _ ("Search applicants (Ctrl+F)"), "width-request",
                SEARCH_WIDTH, "valign", GTK_ALIGN_CENTER, NULL);
  self->connection = VOUCH_CONNECTION_STATE (vouch_connection_state_new ());
  g_object_set (self->connection, "margin-start", 6, "margin-end", 12, NULL);

  adw_header_bar_pack_start (header, self->company);
  adw_header_bar_pack_start (header, self->mode_switch);
  adw_header_bar_pack_start (header, self->test_word);
  adw_header_bar_set_title_widget (header, self->search);
  adw_header_bar_pack_end (header, account_new (self));
  adw_header_bar_pack_end (header, GTK_WIDGET (self->connection));
  return GTK_WIDGET (header);
}

static GtkWidget *
badge_new (void)
{
  GtkWidget *badge = vouch_widget_label (NULL, "badge");

  gtk_widget_add_css_class (badge, "tnum");
  gtk_widget_set_visible (badge, FALSE);
  return badge;
}

static GtkWidget *
sidebar_row_new (const char *name, const char *title, const char *icon, GtkWidget *badge)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = vouch_widget_label (title, NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), vouch_widget_icon (icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), badge);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_name (row, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return row;
}

static void
section_header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  GtkWidget *label;

  if (g_strcmp0 (gtk_widget_get_name (GTK_WIDGET (row)), "applicants") != 0 ||
      gtk_list_box_row_get_header (row))
    return;
  label = vouch_widget_label (_ ("Verifications"), "secondary");
  g_object_set (label, "margin-start", 12, "margin-top", 6, "margin-bottom", 6, NULL);
  gtk_list_box_row_set_header (row, label);
}

static void
section_activated_cb (GtkListBox *list, GtkListBoxRow *row, gpointer data)
{
  vouch_window_show_section (data, gtk_widget_get_name (GTK_WIDGET (row)));
}

static GtkWidget *
sidebar_new (VouchWindow *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->sidebar = GTK_LIST_BOX (list);
  self->applicants_badge = badge_new ();
  gtk_widget_set_tooltip_text (self->applicants_badge, _ ("Waiting for you"));
  self->attention_badge = badge_new ();
  gtk_widget_add_css_class (list, "navigation-sidebar");
  gtk_widget_add_css_class (list, "sidebar");
  gtk_widget_set_size_request (list, SIDEBAR_WIDTH, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Sections"), -1);
  gtk_list_box_append (self->sidebar,
                       sidebar_row_new ("applicants", _ ("Applicants"), "system-users-symbolic",
                                        self->applicants_badge));
  self->attention_row = sidebar_row_new ("attention", _ ("Needs attention"),
                                         "vouch-level-warning-symbolic", self->attention_badge);
  gtk_list_box_append (self->sidebar, self->attention_row);
  gtk_list_box_set_header_func (self->sidebar, section_header_cb, NULL, NULL);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (section_activated_cb), self, 0);
  return list;
}

static GtkWidget *
sections_new (VouchWindow *self)
{
  VouchStore *store = vouch_session_get_store (self->session);

  self->applicants = VOUCH_APPLICANTS_PAGE (vouch_applicants_page_new (store, self->session));
  g_settings_bind (self->settings, "applicants-columns", self->applicants, "layout",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "compact", self->applicants, "compact", G_SETTINGS_BIND_DEFAULT);
  self->sections = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->sections, GTK_WIDGET (self->applicants), "applicants");
  gtk_stack_add_named (self->sections, vouch_attention_page_new (self->session), "attention");
  gtk_widget_set_hexpand (GTK_WIDGET (self->sections), TRUE);
  return GTK_WIDGET (self->sections);
}

static void
connect_all (VouchWindow *self)
{
  static const struct
  {
    const char *signal;
    void (*callback) (VouchWindow *self);
  } session_signals[] = {
    { "notify::state", connection_cb },      { "notify::n-waiting", connection_cb },
    { "notify::n-attention", attention_cb }, { "notify::user-name", account_cb },
    { "notify::company-name", account_cb },  { "notify::user-id", account_cb },
    { "notify::permissions", account_cb },
  };
  VouchStore *store = vouch_session_get_store (self->session);

  for (guint i = 0; i < G_N_ELEMENTS (session_signals); i++)
    {
      g_signal_connect_object (self->session, session_signals[i].signal,
                               G_CALLBACK (session_signals[i].callback), self, G_CONNECT_SWAPPED);
      session_signals[i].callback (self);
    }
  g_signal_connect_object (store, "notify::mode", G_CALLBACK (mode_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "changed", G_CALLBACK (vouch_window_frame_update_badge), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (search_done_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (search_stopped_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->applicants, "notify::search", G_CALLBACK (search_cleared_cb), self,
                           G_CONNECT_SWAPPED);
  mode_cb (self);
}

GtkWidget *
vouch_window_frame_new (VouchWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->test_stripe = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->test_stripe, "test-stripe");
  gtk_box_append (GTK_BOX (box), header_new (self));
  gtk_box_append (GTK_BOX (box), self->test_stripe);
  gtk_box_append (GTK_BOX (body), sidebar_new (self));
  self->sidebar_line = gtk_separator_new (GTK_ORIENTATION_VERTICAL);
  gtk_box_append (GTK_BOX (body), self->sidebar_line);
  gtk_box_append (GTK_BOX (body), sections_new (self));
  gtk_widget_set_vexpand (body, TRUE);
  gtk_box_append (GTK_BOX (box), body);
  connect_all (self);
  return box;
}
