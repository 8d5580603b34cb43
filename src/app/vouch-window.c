/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one window: preparing, signing in, working. */
#define G_LOG_DOMAIN "vouch-app"
#include "vouch-window-private.h"

#include "vouch-error-state.h"
#include "vouch-widget.h"

#include <glib/gi18n.h>

#define MIN_WIDTH 900
#define MIN_HEIGHT 600
#define N_SERVERS 8

G_DEFINE_FINAL_TYPE (VouchWindow, vouch_window, ADW_TYPE_APPLICATION_WINDOW)

void
vouch_window_toast (VouchWindow *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_overlay_add_toast (self->toasts, toast);
}

GtkWidget *
vouch_window_plain_new (GtkWidget *content)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), vouch_widget_label ("", NULL));
  gtk_widget_add_css_class (header, "flat");
  gtk_widget_set_vexpand (content, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), content);
  return box;
}

static void
remember_server (VouchWindow *self)
{
  const char *server = vouch_signin_page_get_server (self->signin);
  g_auto (GStrv) old = g_settings_get_strv (self->settings, "servers");
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();
  g_auto (GStrv) servers = NULL;

  if (self->demo || *server == '\0')
    return;
  g_strv_builder_add (kept, server);
  for (guint i = 0; old[i] && i + 1 < N_SERVERS; i++)
    if (!g_str_equal (old[i], server))
      g_strv_builder_add (kept, old[i]);
  servers = g_strv_builder_end (kept);
  g_settings_set_strv (self->settings, "servers", (const char *const *) servers);
  g_settings_set_string (self->settings, "last-email", vouch_signin_page_get_email (self->signin));
}

static void
signed_in_cb (VouchWindow *self)
{
  remember_server (self);
  vouch_window_show_workplace (self);
}

static void
ended_cb (VouchWindow *self)
{
  vouch_window_show_signin (self, _ ("The session has ended. Sign in again; what was not sent yet "
                                     "is kept."));
}

void
vouch_window_show_signin (VouchWindow *self, const char *message)
{
  vouch_window_go_back (self);
  vouch_signin_page_set_message (self->signin, message);
  gtk_stack_set_visible_child_name (self->states, "signin");
  vouch_signin_page_focus (self->signin);
}

void
vouch_window_show_workplace (VouchWindow *self)
{
  if (!self->workplace_built)
    {
      gtk_stack_add_named (self->states, vouch_window_frame_new (self), "workplace");
      self->workplace_built = TRUE;
    }
  if (!vouch_session_can (self->session, VOUCH_PERMISSION_LIVE_ACCESS))
    vouch_session_set_mode (self->session, VOUCH_MODE_TEST);
  gtk_stack_set_visible_child_name (self->states, "workplace");
  vouch_window_show_section (self, "applicants");
  if (!vouch_session_get_persistent (self->session))
    vouch_window_toast (self, _ ("No keyring here: the next start asks for the password again"));
}

static void
show_failure (VouchWindow *self, const char *detail)
{
  vouch_error_state_set_text (VOUCH_ERROR_STATE (self->failure), _ ("The demo did not start"),
                              detail);
  gtk_stack_set_visible_child_name (self->states, "failed");
}

static void
resumed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (VouchWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (vouch_session_resume_finish (VOUCH_SESSION (source), result, &error))
    vouch_window_show_workplace (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    vouch_window_show_signin (self, NULL);
}

static void
resume (VouchWindow *self)
{
  gtk_label_set_text (GTK_LABEL (self->preparing_text), _ ("Opening…"));
  vouch_session_resume_async (self->session, self->cancellable, resumed_cb, g_object_ref (self));
}

static void
demo_started_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (VouchWindow) self = data;
  g_autoptr (GError) error = NULL;
  VouchDemoServer *demo = VOUCH_DEMO_SERVER (source);
  const char *url;

  if (!vouch_demo_server_start_finish (demo, result, &error) ||
      !vouch_session_trust (self->session, vouch_demo_server_get_url (demo),
                            vouch_demo_server_get_fingerprint (demo), &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_failure (self, error->message);
      return;
    }
  url = vouch_demo_server_get_url (demo);
  vouch_signin_page_set_demo (self->signin, url);
  /* A session kept for another port would wait for ever for a server that is gone. */
  if (g_strcmp0 (vouch_session_get_server (self->session), url) == 0)
    resume (self);
  else
    vouch_window_show_signin (self, NULL);
}

static void
preparing_cb (VouchWindow *self)
{
  gtk_label_set_text (GTK_LABEL (self->preparing_text), _ ("Preparing demo data…"));
}

static GtkWidget *
preparing_new (VouchWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_size_request (spinner, 36, 36);
  self->preparing_text = vouch_widget_label (_ ("Opening…"), "section-title");
  gtk_label_set_xalign (GTK_LABEL (self->preparing_text), 0.5);
  gtk_box_append (GTK_BOX (box), spinner);
  gtk_box_append (GTK_BOX (box), self->preparing_text);
  if (self->demo)
    {
      GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "app.leave-demo");
      gtk_widget_set_halign (cancel, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box),
                      vouch_widget_label (_ ("Only the first start takes a few minutes."),
                                          "secondary"));
      gtk_box_append (GTK_BOX (box), cancel);
    }
  g_object_set (box, "halign", GTK_ALIGN_CENTER, "valign", GTK_ALIGN_CENTER, "margin-bottom", 48,
                NULL);
  return box;
}

static void
build (VouchWindow *self)
{
  g_auto (GStrv) servers = g_settings_get_strv (self->settings, "servers");
  g_autofree char *email = g_settings_get_string (self->settings, "last-email");

  self->signin = VOUCH_SIGNIN_PAGE (vouch_signin_page_new (self->session));
  vouch_signin_page_set_servers (self->signin, (const char *const *) servers);
  vouch_signin_page_set_email (self->signin, email);
  self->failure = vouch_error_state_new ("", NULL);
  vouch_error_state_set_retry (VOUCH_ERROR_STATE (self->failure), NULL, "app.try-demo", NULL);

  self->states = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->states, vouch_window_plain_new (preparing_new (self)), "preparing");
  gtk_stack_add_named (self->states, vouch_window_plain_new (self->failure), "failed");
  gtk_stack_add_named (self->states, vouch_window_plain_new (GTK_WIDGET (self->signin)), "signin");
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (self->toasts, GTK_WIDGET (self->states));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (self), GTK_WIDGET (self->toasts));

  g_signal_connect_object (self->signin, "signed-in", G_CALLBACK (signed_in_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
}

static void
vouch_window_dispose (GObject *object)
{
  VouchWindow *self = VOUCH_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->badge_source, g_source_remove);
  G_OBJECT_CLASS (vouch_window_parent_class)->dispose (object);
  g_clear_object (&self->session);
  g_clear_object (&self->demo);
  g_clear_object (&self->settings);
}

static void
vouch_window_finalize (GObject *object)
{
  VouchWindow *self = VOUCH_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_free (self->applicant_id);
  g_free (self->origin);
  G_OBJECT_CLASS (vouch_window_parent_class)->finalize (object);
}

static void
vouch_window_class_init (VouchWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vouch_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vouch_window_finalize;
}

static void
vouch_window_init (VouchWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_window_set_title (GTK_WINDOW (self), _ ("Vouch"));
  gtk_window_set_icon_name (GTK_WINDOW (self), VOUCH_APP_ID);
  gtk_widget_set_size_request (GTK_WIDGET (self), MIN_WIDTH, MIN_HEIGHT);
  vouch_window_install_actions (self);
}

VouchWindow *
vouch_window_new (GtkApplication *application, GSettings *settings, VouchSession *session,
                  VouchDemoServer *demo)
{
  VouchWindow *self = g_object_new (VOUCH_TYPE_WINDOW, "application", application, NULL);

  self->settings = g_object_ref (settings);
  self->session = g_object_ref (session);
  self->demo = demo ? g_object_ref (demo) : NULL;
  build (self);
  return self;
}

void
vouch_window_start (VouchWindow *self, const char *server)
{
  if (server)
    {
      const char *servers[] = { server, NULL };

      vouch_signin_page_set_servers (self->signin, servers);
    }
  if (self->demo == NULL)
    {
      resume (self);
      return;
    }
  g_signal_connect_object (self->demo, "preparing", G_CALLBACK (preparing_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_label_set_text (GTK_LABEL (self->preparing_text), _ ("Starting the demo…"));
  vouch_demo_server_start_async (self->demo, self->cancellable, demo_started_cb,
                                 g_object_ref (self));
}
