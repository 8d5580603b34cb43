/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws every basic widget in its states, light and dark: gallery DIR writes light.png, dark.png,
 * narrow.png.
 */
#include "vouch-avatar.h"
#include "vouch-banner.h"
#include "vouch-chip.h"
#include "vouch-connection-state.h"
#include "vouch-empty-state.h"
#include "vouch-error-state.h"
#include "vouch-key-value.h"
#include "vouch-mark-icon.h"
#include "vouch-section.h"
#include "vouch-shot.h"
#include "vouch-status-pill.h"
#include "vouch-test.h"
#include "vouch-theme.h"
#include "vouch-tracker.h"
#include "vouch-widget.h"

#include <adwaita.h>

#define MINUTE (60 * G_USEC_PER_SEC)

static GtkWidget *
row (void)
{
  return gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
}

static GtkWidget *
add (GtkWidget *box, GtkWidget *child)
{
  gtk_box_append (GTK_BOX (box), child);
  return child;
}

static void
add_pills (GtkWidget *column)
{
  GtkWidget *pills = add (column, row ());
  GtkWidget *marks = add (column, row ());

  for (guint i = 0; i < vouch_status_enum.n_values; i++)
    add (pills, vouch_status_pill_new (i));
  for (guint i = 0; i < vouch_mark_enum.n_values; i++)
    {
      add (marks, vouch_mark_icon_new (i));
      add (marks, gtk_label_new (vouch_enum_label (&vouch_mark_enum, i)));
    }
  add (marks, vouch_chip_new ("On hold"));
  add (marks, vouch_chip_new ("Warning: duplicate document"));
  for (guint i = VOUCH_CONNECTION_OFFLINE; i <= VOUCH_CONNECTION_ONLINE; i++)
    {
      GtkWidget *connection = add (marks, vouch_connection_state_new ());

      vouch_connection_state_set (VOUCH_CONNECTION_STATE (connection), i,
                                  i == VOUCH_CONNECTION_OFFLINE ? 3 : 0);
    }
}

static void
add_banners (GtkWidget *column)
{
  static const char *const titles[] = {
    "This verification stays on version 3 of the flow",
    "Approved by Ann Bell",
    "Duplicate document",
    "The document has expired",
  };
  static const char *const details[] = {
    NULL,
    "12 min ago. The applicant was told by e-mail.",
    "The number UT1234567 was already used by Marc Dubois.",
    "Valid until 3 May 2024, 402 days before it was shown.",
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      GtkWidget *banner = add (column, vouch_banner_new (i, titles[i], details[i]));

      if (i >= VOUCH_BANNER_WARNING)
        vouch_banner_set_action (VOUCH_BANNER (banner), "Resolve", "page.resolve",
                                 g_variant_new_string (titles[i]));
    }
}

static GtkWidget *
make_facts (void)
{
  static const struct
  {
    VouchKeyValueKind kind;
    const char *label, *text;
  } facts[] = {
    { VOUCH_KEY_VALUE_ID, "External ID", "usr-10442" },
    { VOUCH_KEY_VALUE_ID, "Applicant ID", "0192f3a1-7c44-7d21-9b1e-5a1f0c2d3e4f" },
    { VOUCH_KEY_VALUE_TIME, "Created", NULL },
    { VOUCH_KEY_VALUE_COUNTRY, "Country", "🇺🇦 Ukraine" },
    { VOUCH_KEY_VALUE_TEXT, "E-mail", "olena.kovalenko@example.org" },
    { VOUCH_KEY_VALUE_TEXT, "Phone", NULL },
    { VOUCH_KEY_VALUE_TEXT, "Browser", "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0" },
  };
  g_autoptr (GtkSizeGroup) labels = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller;

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      GtkWidget *fact = add (column, vouch_key_value_new (facts[i].kind, facts[i].label, labels));

      if (facts[i].kind == VOUCH_KEY_VALUE_TIME)
        vouch_key_value_set_time (VOUCH_KEY_VALUE (fact), g_get_real_time () - 12 * MINUTE);
      else
        vouch_key_value_set_text (VOUCH_KEY_VALUE (fact), facts[i].text);
    }
  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), column);
  gtk_widget_set_size_request (scroller, 232, -1);
  return scroller;
}

static GtkWidget *
make_header (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  add (box, gtk_button_new_with_label ("History"));
  add (box, gtk_button_new_with_label ("Deactivate"));
  return box;
}

static GtkWidget *
make_evidence (void)
{
  static const VouchTrackerStep steps[] = {
    { VOUCH_STEP_DOCUMENT, VOUCH_CHECK_PASSED },
    { VOUCH_STEP_LIVENESS, VOUCH_CHECK_PASSED },
    { VOUCH_STEP_FACE_MATCH, VOUCH_CHECK_ATTENTION },
    { VOUCH_STEP_AML, VOUCH_CHECK_PENDING },
    { VOUCH_STEP_EMAIL, VOUCH_CHECK_FAILED },
    { VOUCH_STEP_QUESTIONNAIRE, VOUCH_CHECK_EXPIRED },
    { VOUCH_STEP_IP, VOUCH_CHECK_NOT_STARTED },
  };
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *tracker = add (column, vouch_tracker_new ());
  GtkWidget *document = add (column, vouch_section_new (1, "Document check"));
  GtkWidget *face = add (column, vouch_section_new (3, "Face match"));

  gtk_widget_set_hexpand (column, TRUE);
  vouch_tracker_set_steps (VOUCH_TRACKER (tracker), steps, G_N_ELEMENTS (steps));
  vouch_section_set_result (VOUCH_SECTION (document), VOUCH_CHECK_PASSED, "Valid");
  vouch_section_set_elapsed (VOUCH_SECTION (document), 3.1 * G_USEC_PER_SEC);
  vouch_section_set_header (VOUCH_SECTION (document), make_header ());
  vouch_section_set_body (VOUCH_SECTION (document), gtk_label_new ("The evidence"));
  vouch_section_set_result (VOUCH_SECTION (face), VOUCH_CHECK_ATTENTION, "71 %, below 85 %");
  vouch_section_set_elapsed (VOUCH_SECTION (face), 125 * G_USEC_PER_SEC);
  vouch_section_set_body (VOUCH_SECTION (face),
                          vouch_banner_new (VOUCH_BANNER_WARNING, "The faces differ",
                                            "71 % is below the 85 % this flow asks for."));
  return column;
}

static void
add_people (GtkWidget *column)
{
  static const char *const names[] = { "Olena Kovalenko", "Marc Dubois", "Ann Bell", NULL };
  GtkWidget *people = add (column, row ());
  GtkWidget *icons = add (column, row ());

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *avatar = add (people, vouch_avatar_new (i == 0 ? 48 : 32));

      vouch_avatar_set_name (VOUCH_AVATAR (avatar), names[i]);
    }
  for (guint i = 0; i < vouch_step_enum.n_values; i++)
    add (people, vouch_widget_icon (vouch_step_icon_name (i)));
  for (guint i = 0; i < vouch_step_enum.n_values; i++)
    {
      GtkWidget *icon = add (icons, vouch_widget_icon (vouch_step_icon_name (i)));

      gtk_image_set_pixel_size (GTK_IMAGE (icon), 32);
    }
  for (guint i = 0; i < 3; i++)
    {
      static const int sizes[] = { 96, 48, 24 };
      GtkWidget *icon = add (icons, vouch_widget_icon (VOUCH_APP_ID));

      gtk_image_set_pixel_size (GTK_IMAGE (icon), sizes[i]);
    }
  gtk_image_set_pixel_size (GTK_IMAGE (add (icons, vouch_widget_icon (VOUCH_APP_ID "-symbolic"))),
                            24);
}

static void
add_states (GtkWidget *column)
{
  GtkWidget *states = add (column, row ());
  GtkWidget *empty =
      add (states, vouch_empty_state_new (NULL, "No applicants yet",
                                          "Everyone who starts a verification appears here."));
  GtkWidget *error =
      add (states, vouch_error_state_new ("The list could not be loaded",
                                          "The local copy is damaged. Nothing on the server is "
                                          "lost; load it again."));

  gtk_box_set_homogeneous (GTK_BOX (states), TRUE);
  vouch_empty_state_set_action (VOUCH_EMPTY_STATE (empty), "New verification", "page.new", NULL);
  vouch_error_state_set_retry (VOUCH_ERROR_STATE (error), NULL, "page.retry", NULL);
}

static GtkWidget *
make_gallery (void)
{
  static const GActionEntry entries[] = {
    { .name = "jump-to-section", .parameter_type = "s" },
    { .name = "resolve", .parameter_type = "s" },
    { .name = "new" },
    { .name = "retry" },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *profile = row ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), NULL);
  gtk_widget_insert_action_group (window, "page", G_ACTION_GROUP (actions));
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 1180);
  gtk_widget_set_margin_start (column, 24);
  gtk_widget_set_margin_end (column, 24);
  gtk_widget_set_margin_top (column, 24);
  gtk_widget_set_margin_bottom (column, 24);
  add_pills (column);
  add_banners (column);
  add (column, profile);
  add (profile, make_facts ());
  add (profile, make_evidence ());
  add_people (column);
  add_states (column);
  gtk_window_set_child (GTK_WINDOW (window), column);
  return window;
}

/* The least room evidence gets: 480 pixels. */
static GtkWidget *
make_narrow (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *banner =
      add (column, vouch_banner_new (VOUCH_BANNER_WARNING, "Duplicate document",
                                     "The number UT1234567 was already used by Marc Dubois."));
  GtkWidget *chips = add (column, row ());
  GtkWidget *section = add (column, vouch_section_new (9, "Selfie with a document"));

  vouch_banner_set_action (VOUCH_BANNER (banner), "Resolve", "page.resolve", NULL);
  add (chips, vouch_chip_new ("Country not permitted, document country not permitted"));
  add (chips, vouch_chip_new ("Created: last 7 days, without today"));
  vouch_section_set_result (VOUCH_SECTION (section), VOUCH_CHECK_FAILED,
                            "Non-valid, the portrait is covered");
  vouch_section_set_elapsed (VOUCH_SECTION (section), 125 * G_USEC_PER_SEC);
  vouch_section_set_header (VOUCH_SECTION (section), make_header ());
  vouch_section_set_body (VOUCH_SECTION (section), gtk_label_new ("The evidence"));
  add (column, make_evidence ());
  gtk_window_set_default_size (GTK_WINDOW (window), 480, 700);
  gtk_window_set_child (GTK_WINDOW (window), column);
  return window;
}

int
main (int argc, char **argv)
{
  g_autofree char *dir = argc > 1 ? g_canonicalize_filename (argv[1], NULL) : NULL;
  g_autofree char *light = g_build_filename (dir ? dir : g_get_tmp_dir (), "light.png", NULL);
  g_autofree char *narrow = g_build_filename (dir ? dir : g_get_tmp_dir (), "narrow.png", NULL);
  g_autofree char *dark = g_build_filename (dir ? dir : g_get_tmp_dir (), "dark.png", NULL);
  g_autoptr (GError) error = NULL;
  GtkWidget *window;

  vouch_test_init (&argc, &argv);
  vouch_theme_ensure (gdk_display_get_default ());
  window = make_narrow ();
  if (!vouch_shot_window (GTK_WINDOW (window), narrow, &error))
    g_error ("%s", error->message);
  gtk_window_destroy (GTK_WINDOW (window));
  window = make_gallery ();
  if (!vouch_shot_window (GTK_WINDOW (window), light, &error))
    g_error ("%s", error->message);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_DARK);
  if (!vouch_shot_window (GTK_WINDOW (window), dark, &error))
    g_error ("%s", error->message);
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
