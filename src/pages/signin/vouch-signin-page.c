/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in: server, e-mail, password; or the demo on this computer. */
#define G_LOG_DOMAIN "vouch-pages"
#include "vouch-signin-page.h"

#include "vouch-avatar.h"
#include "vouch-banner.h"
#include "vouch-confirm.h"
#include "vouch-widget.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FORM_WIDTH 342
#define LOGO_SIZE 72
#define AVATAR_SIZE 32
/* Of the specimens only: a demo server listens on this computer alone. */
#define DEMO_PASSWORD "utopia-demo-2026"

struct _VouchSigninPage
{
  GtkWidget parent_instance;
  /* Children */
  GtkWidget *banner;
  GtkStack *stack; /* "form", "demo" */
  GtkWidget *server;
  GtkWidget *saved;
  GtkWidget *email;
  GtkWidget *password;
  GtkWidget *submit;
  GtkWidget *spinner;
  GtkWidget *accounts;
  /* Owned */
  VouchSession *session;
  GCancellable *cancellable;
  char *demo_server;
  /* The attempt that runs, asked again once its certificate is trusted; NULL at rest */
  char *try_server;
  char *try_email;
  char *try_password;
};

static const struct
{
  const char *email;
  const char *name;
  const char *role;
} demo_accounts[] = {
  { "officer@utopia.example", N_ ("Compliance officer"), N_ ("Decides, assigns, deletes") },
  { "ann@utopia.example", N_ ("Reviewer Ann"), N_ ("Reviews what is assigned to her") },
  { "ben@utopia.example", N_ ("Reviewer Ben"), N_ ("Reviews what is assigned to him") },
  { "admin@utopia.example", N_ ("Administrator"), N_ ("May do everything") },
  { "auditor@utopia.example", N_ ("Auditor"), N_ ("Reads everything, changes nothing") },
};

static guint signed_in_signal;

G_DEFINE_FINAL_TYPE (VouchSigninPage, vouch_signin_page, GTK_TYPE_WIDGET)

static void
forget_attempt (VouchSigninPage *self)
{
  if (self->try_password)
    explicit_bzero (self->try_password, strlen (self->try_password));
  g_clear_pointer (&self->try_password, g_free);
  g_clear_pointer (&self->try_email, g_free);
  g_clear_pointer (&self->try_server, g_free);
}

static void
set_busy (VouchSigninPage *self, gboolean busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), !busy);
  gtk_widget_set_visible (self->spinner, busy);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), busy);
}

static char *
error_text (const GError *error)
{
  const char *known = NULL;

  if (g_error_matches (error, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_OFFLINE))
    known = _ ("The server does not answer. Check the address and the network, then try again.");
  else if (g_error_matches (error, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_CREDENTIALS))
    known = _ ("E-mail or password is not right.");
  else if (g_error_matches (error, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_CERTIFICATE_CHANGED))
    known = _ ("The server shows another certificate than the one that was trusted. Nothing was "
               "sent. Ask whoever runs the server.");
  else if (g_error_matches (error, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_OUTDATED))
    known = _ ("This program is too old for the server. Install the new one.");
  else if (g_error_matches (error, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_INVALID))
    known = _ ("What answers there is not a Vouch server. Check the address.");
  else if (g_error_matches (error, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_SESSION_ENDED))
    known = _ ("The session has ended. Sign in again.");
  return g_strdup (known ? known : error->message);
}

static void start_attempt (VouchSigninPage *self);

static void
fail (VouchSigninPage *self, const char *message)
{
  set_busy (self, FALSE);
  forget_attempt (self);
  vouch_signin_page_set_message (self, message);
  gtk_widget_grab_focus (self->demo_server ? self->accounts : self->password);
}

/* "ab12 cd34 …": four by four, so that two people can compare it aloud. */
static char *
grouped (const char *fingerprint)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; fingerprint[i]; i++)
    {
      if (i > 0 && i % 4 == 0)
        g_string_append_c (text, i % 32 == 0 ? '\n' : ' ');
      g_string_append_c (text, fingerprint[i]);
    }
  return g_string_free (text, FALSE);
}

static void
trust_answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (VouchSigninPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = vouch_confirm_finish (result, NULL);

  if (self->try_server == NULL)
    return;
  if (g_strcmp0 (answer, "trust") != 0)
    fail (self, _ ("The server is not trusted. Nothing was sent to it."));
  else if (!vouch_session_trust (self->session, self->try_server,
                                 vouch_session_get_offered_fingerprint (self->session), &error))
    fail (self, error->message);
  else
    start_attempt (self);
}

static void
ask_trust (VouchSigninPage *self)
{
  const char *fingerprint = vouch_session_get_offered_fingerprint (self->session);
  g_autofree char *code = grouped (fingerprint ? fingerprint : "");
  /* Translators: the fingerprint of a certificate, on lines of its own */
  g_autofree char *body =
      g_strdup_printf (_ ("No known authority vouches for its certificate. Compare this "
                          "fingerprint with the one from whoever runs the server:\n\n%s"),
                       code);

  vouch_confirm_async (GTK_WIDGET (self), _ ("Trust this server?"), body, "trust",
                       _ ("_Trust and sign in"), ADW_RESPONSE_SUGGESTED, self->cancellable,
                       trust_answered_cb, g_object_ref (self));
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (VouchSigninPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (vouch_session_sign_in_finish (VOUCH_SESSION (source), result, &error))
    {
      set_busy (self, FALSE);
      forget_attempt (self);
      gtk_editable_set_text (GTK_EDITABLE (self->password), "");
      vouch_signin_page_set_message (self, NULL);
      g_signal_emit (self, signed_in_signal, 0);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_error_matches (error, VOUCH_SYNC_ERROR, VOUCH_SYNC_ERROR_CERTIFICATE_UNKNOWN))
    {
      ask_trust (self);
      return;
    }
  text = error_text (error);
  fail (self, text);
}

static void
start_attempt (VouchSigninPage *self)
{
  set_busy (self, TRUE);
  vouch_session_sign_in_async (self->session, self->try_server, self->try_email, self->try_password,
                               NULL, self->cancellable, signed_in_cb, g_object_ref (self));
}

static void
attempt (VouchSigninPage *self, const char *server, const char *email, const char *password)
{
  if (self->try_server) /* one at a time */
    return;
  vouch_signin_page_set_message (self, NULL);
  self->try_server = g_strdup (server);
  self->try_email = g_strdup (email);
  self->try_password = g_strdup (password);
  start_attempt (self);
}

static void
submit_cb (VouchSigninPage *self)
{
  const char *server = gtk_editable_get_text (GTK_EDITABLE (self->server));
  const char *email = gtk_editable_get_text (GTK_EDITABLE (self->email));
  const char *password = gtk_editable_get_text (GTK_EDITABLE (self->password));
  GtkWidget *missing = NULL;

  if (*server == '\0')
    missing = self->server;
  else if (*email == '\0')
    missing = self->email;
  else if (*password == '\0')
    missing = self->password;
  if (missing)
    gtk_widget_grab_focus (missing);
  else
    attempt (self, server, email, password);
}

static void
account_clicked_cb (GtkWidget *button, gpointer data)
{
  VouchSigninPage *self = data;

  attempt (self, self->demo_server, g_object_get_data (G_OBJECT (button), "email"), DEMO_PASSWORD);
}

static void
saved_chosen_cb (GtkWidget *button, gpointer data)
{
  VouchSigninPage *self = data;

  gtk_editable_set_text (GTK_EDITABLE (self->server),
                         g_object_get_data (G_OBJECT (button), "server"));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->saved));
  gtk_widget_grab_focus (self->email);
}

static GtkWidget *
field (GtkWidget *box, const char *title, GtkWidget *entry)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = vouch_widget_label (title, "secondary");

  gtk_label_set_mnemonic_widget (GTK_LABEL (label), entry);
  gtk_label_set_use_underline (GTK_LABEL (label), TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label, NULL, -1);
  gtk_box_append (GTK_BOX (group), label);
  gtk_box_append (GTK_BOX (box), group);
  return group;
}

static GtkWidget *
server_row_new (VouchSigninPage *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (row, "linked");
  self->server = gtk_entry_new ();
  g_object_set (self->server, "hexpand", TRUE, "placeholder-text", "vouch.example.com",
                "input-purpose", GTK_INPUT_PURPOSE_URL, NULL);
  self->saved = gtk_menu_button_new ();
  g_object_set (self->saved, "icon-name", "pan-down-symbolic", "tooltip-text",
                _ ("Servers used before"), "visible", FALSE, NULL);
  gtk_box_append (GTK_BOX (row), self->server);
  gtk_box_append (GTK_BOX (row), self->saved);
  return row;
}

static GtkWidget *
form_new (VouchSigninPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *server_row = server_row_new (self);
  GtkWidget *demo = gtk_button_new_with_mnemonic (_ ("_Try it on this computer"));

  self->email = gtk_entry_new ();
  gtk_entry_set_input_purpose (GTK_ENTRY (self->email), GTK_INPUT_PURPOSE_EMAIL);
  self->password = gtk_password_entry_new ();
  gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (self->password), TRUE);
  gtk_box_append (GTK_BOX (field (box, _ ("_Server"), self->server)), server_row);
  gtk_box_append (GTK_BOX (field (box, _ ("_E-mail"), self->email)), self->email);
  gtk_box_append (GTK_BOX (field (box, _ ("_Password"), self->password)), self->password);

  self->submit = gtk_button_new_with_mnemonic (_ ("Sign _in"));
  gtk_widget_add_css_class (self->submit, "suggested-action");
  gtk_widget_set_margin_top (self->submit, 6);
  gtk_box_append (GTK_BOX (box), self->submit);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (demo), "app.try-demo");
  gtk_widget_add_css_class (demo, "flat");
  gtk_widget_set_tooltip_text (demo, _ ("Starts a private server with invented people"));
  gtk_box_append (GTK_BOX (box), demo);

  g_signal_connect_swapped (self->submit, "clicked", G_CALLBACK (submit_cb), self);
  g_signal_connect_swapped (self->server, "activate", G_CALLBACK (submit_cb), self);
  g_signal_connect_swapped (self->email, "activate", G_CALLBACK (submit_cb), self);
  g_signal_connect_swapped (self->password, "activate", G_CALLBACK (submit_cb), self);
  return box;
}

static GtkWidget *
account_new (VouchSigninPage *self, guint i)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *avatar = vouch_avatar_new (AVATAR_SIZE);

  vouch_avatar_set_name (VOUCH_AVATAR (avatar), _ (demo_accounts[i].name));
  gtk_box_append (GTK_BOX (words), vouch_widget_label (_ (demo_accounts[i].name), NULL));
  gtk_box_append (GTK_BOX (words), vouch_widget_label (_ (demo_accounts[i].role), "secondary"));
  gtk_box_append (GTK_BOX (box), avatar);
  gtk_box_append (GTK_BOX (box), words);
  g_object_set (box, "margin-top", 6, "margin-bottom", 6, NULL);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "account-choice");
  g_object_set_data (G_OBJECT (button), "email", (gpointer) demo_accounts[i].email);
  gtk_widget_set_tooltip_text (button, demo_accounts[i].email);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (demo_accounts[i].name), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _ (demo_accounts[i].role), -1);
  g_signal_connect (button, "clicked", G_CALLBACK (account_clicked_cb), self);
  return button;
}

static GtkWidget *
demo_new (VouchSigninPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *words =
      vouch_widget_label (_ ("Everybody here is invented. Choose whom to work as:"), "secondary");
  GtkWidget *leave = gtk_button_new_with_mnemonic (_ ("_Leave the demo"));

  gtk_label_set_xalign (GTK_LABEL (words), 0.5);
  gtk_widget_set_margin_bottom (words, 6);
  self->accounts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  for (guint i = 0; i < G_N_ELEMENTS (demo_accounts); i++)
    gtk_box_append (GTK_BOX (self->accounts), account_new (self, i));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (leave), "app.leave-demo");
  gtk_widget_add_css_class (leave, "flat");
  gtk_widget_set_margin_top (leave, 6);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), self->accounts);
  gtk_box_append (GTK_BOX (box), leave);
  return box;
}

static GtkWidget *
content_new (VouchSigninPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *logo = vouch_widget_icon (VOUCH_APP_ID);
  GtkWidget *title = vouch_widget_label (_ ("Sign in to Vouch"), "page-title");

  gtk_image_set_pixel_size (GTK_IMAGE (logo), LOGO_SIZE);
  gtk_label_set_xalign (GTK_LABEL (title), 0.5);
  self->banner = vouch_banner_new (VOUCH_BANNER_ERROR, "", NULL);
  gtk_widget_set_visible (self->banner, FALSE);
  self->spinner = gtk_spinner_new ();
  gtk_widget_set_visible (self->spinner, FALSE);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, form_new (self), "form");
  gtk_stack_add_named (self->stack, demo_new (self), "demo");
  gtk_box_append (GTK_BOX (box), logo);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), self->banner);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (box), self->spinner);
  g_object_set (box, "halign", GTK_ALIGN_CENTER, "valign", GTK_ALIGN_CENTER, "hexpand", TRUE,
                "vexpand", TRUE, "width-request", FORM_WIDTH, "margin-top", 24, "margin-bottom", 24,
                "margin-start", 24, "margin-end", 24, NULL);
  return box;
}

static void
vouch_signin_page_dispose (GObject *object)
{
  VouchSigninPage *self = VOUCH_SIGNIN_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  forget_attempt (self);
  vouch_widget_clear (GTK_WIDGET (self));
  G_OBJECT_CLASS (vouch_signin_page_parent_class)->dispose (object);
}

static void
vouch_signin_page_finalize (GObject *object)
{
  VouchSigninPage *self = VOUCH_SIGNIN_PAGE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_free (self->demo_server);
  G_OBJECT_CLASS (vouch_signin_page_parent_class)->finalize (object);
}

static void
vouch_signin_page_class_init (VouchSigninPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_signin_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = vouch_signin_page_finalize;
  signed_in_signal = g_signal_new ("signed-in", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "signinpage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vouch_signin_page_init (VouchSigninPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->cancellable = g_cancellable_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), content_new (self));
  gtk_widget_set_parent (scroller, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Sign in"), -1);
}

GtkWidget *
vouch_signin_page_new (VouchSession *session)
{
  VouchSigninPage *self = g_object_new (VOUCH_TYPE_SIGNIN_PAGE, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

void
vouch_signin_page_set_servers (VouchSigninPage *self, const char *const *servers)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  guint n = 0;

  for (; servers && servers[n]; n++)
    {
      GtkWidget *button = gtk_button_new_with_label (servers[n]);

      gtk_widget_add_css_class (button, "flat");
      g_object_set_data_full (G_OBJECT (button), "server", g_strdup (servers[n]), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (saved_chosen_cb), self);
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->saved), popover);
  gtk_widget_set_visible (self->saved, n > 0);
  if (n > 0 && *gtk_editable_get_text (GTK_EDITABLE (self->server)) == '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->server), servers[0]);
}

void
vouch_signin_page_set_email (VouchSigninPage *self, const char *email)
{
  gtk_editable_set_text (GTK_EDITABLE (self->email), email ? email : "");
}

void
vouch_signin_page_set_demo (VouchSigninPage *self, const char *server)
{
  g_free (self->demo_server);
  self->demo_server = g_strdup (server);
  gtk_stack_set_visible_child_name (self->stack, server ? "demo" : "form");
}

void
vouch_signin_page_set_message (VouchSigninPage *self, const char *message)
{
  vouch_banner_set_text (VOUCH_BANNER (self->banner), message ? message : "", NULL);
  gtk_widget_set_visible (self->banner, message != NULL);
}

const char *
vouch_signin_page_get_server (VouchSigninPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->server));
}

const char *
vouch_signin_page_get_email (VouchSigninPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->email));
}

void
vouch_signin_page_focus (VouchSigninPage *self)
{
  if (self->demo_server)
    gtk_widget_child_focus (self->accounts, GTK_DIR_TAB_FORWARD);
  else if (*vouch_signin_page_get_server (self) == '\0')
    gtk_widget_grab_focus (self->server);
  else
    gtk_widget_grab_focus (*vouch_signin_page_get_email (self) ? self->password : self->email);
}
