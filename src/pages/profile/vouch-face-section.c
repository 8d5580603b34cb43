/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The face match: each compared pair beside each other, zoomed and moved together. */
#include "vouch-media-view.h"
#include "vouch-profile-text.h"
#include "vouch-step-bodies.h"
#include "vouch-widget.h"

#include <glib/gi18n-lib.h>

#define PAIR_HEIGHT 282

static void
lock_toggled_cb (GtkToggleButton *button, GtkWidget *pair)
{
  VouchViewer *a = VOUCH_VIEWER (g_object_get_data (G_OBJECT (pair), "a"));
  VouchViewer *b = VOUCH_VIEWER (g_object_get_data (G_OBJECT (pair), "b"));
  gboolean locked = gtk_toggle_button_get_active (button);

  vouch_viewport_lock (vouch_viewer_get_viewport (b),
                       locked ? vouch_viewer_get_viewport (a) : NULL);
  gtk_button_set_label (GTK_BUTTON (button), locked ? _ ("Moves together") : _ ("Moves apart"));
}

static GtkWidget *
make_side (VouchProfileContext *context, const VouchJson *json, VouchJsonRef side,
           GtkWidget **viewer)
{
  g_autofree char *sha256 = vouch_json_get_string (json, side, "media");
  g_autofree char *source = vouch_json_get_string (json, side, "source");
  g_autofree char *label = vouch_profile_humanise (source);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  *viewer = vouch_viewer_new ();
  vouch_viewer_set_controls_visible (VOUCH_VIEWER (*viewer), FALSE);
  vouch_viewer_set_label (VOUCH_VIEWER (*viewer), label);
  gtk_widget_set_size_request (*viewer, 120, PAIR_HEIGHT);
  gtk_widget_add_css_class (*viewer, "pair-viewer");
  gtk_widget_set_overflow (*viewer, GTK_OVERFLOW_HIDDEN);
  gtk_box_append (GTK_BOX (box), *viewer);
  gtk_box_append (GTK_BOX (box), vouch_widget_label (label, "secondary"));
  if (sha256)
    vouch_media_view_load (context, VOUCH_VIEWER (*viewer), sha256);
  return box;
}

static GtkWidget *
make_pair (VouchProfileContext *context, const VouchJson *json, VouchJsonRef ref)
{
  GtkWidget *pair = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *sides = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lock = gtk_toggle_button_new_with_label (_ ("Moves together"));
  g_autofree char *score =
      g_strdup_printf (_ ("%.0f %% alike"), vouch_json_get_double (json, ref, "score", 0));
  GtkWidget *words = vouch_widget_label (score, "tnum");
  GtkWidget *a, *b;

  gtk_box_set_homogeneous (GTK_BOX (sides), TRUE);
  gtk_box_append (GTK_BOX (sides), make_side (context, json, vouch_json_get (json, ref, "a"), &a));
  gtk_box_append (GTK_BOX (sides), make_side (context, json, vouch_json_get (json, ref, "b"), &b));
  g_object_set_data (G_OBJECT (pair), "a", a);
  g_object_set_data (G_OBJECT (pair), "b", b);
  gtk_widget_add_css_class (lock, "pair-lock");
  gtk_widget_set_tooltip_text (lock, _ ("Zoom and move both pictures together"));
  g_signal_connect (lock, "toggled", G_CALLBACK (lock_toggled_cb), pair);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (lock), TRUE);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (foot), words);
  gtk_box_append (GTK_BOX (foot), lock);
  gtk_box_append (GTK_BOX (pair), sides);
  gtk_box_append (GTK_BOX (pair), foot);
  return pair;
}

GtkWidget *
vouch_face_body_new (VouchProfileContext *context, const VouchStepResultRecord *step,
                     const VouchJson *json)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  VouchJsonRef pairs = vouch_json_get (json, 0, "pairs");

  for (VouchJsonRef pair = vouch_json_first (json, pairs); pair != VOUCH_JSON_NOTHING;
       pair = vouch_json_next (json, pair))
    gtk_box_append (GTK_BOX (box), make_pair (context, json, pair));
  return box;
}
