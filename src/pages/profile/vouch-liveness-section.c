/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The liveness check: its video, and the actions that were asked for. */
#include "vouch-format.h"
#include "vouch-profile-text.h"
#include "vouch-side-by-side.h"
#include "vouch-step-bodies.h"
#include "vouch-video.h"
#include "vouch-widget.h"

#include <glib/gi18n-lib.h>

#define VIDEO_HEIGHT 300
#define BESIDE_FROM 680
#define VIDEO_SHARE 62

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GWeakRef *ref = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      vouch_profile_context_load_media_finish (VOUCH_PROFILE_CONTEXT (source), result, &error);
  g_autoptr (VouchVideo) video = g_weak_ref_get (ref);

  if (video && bytes)
    vouch_video_set_bytes (video, bytes);
  else if (video)
    vouch_video_set_error (video, _ ("This video is not on this computer yet. It appears when "
                                     "the server can be reached."));
  g_weak_ref_clear (ref);
  g_free (ref);
}

static GtkWidget *
make_video (VouchProfileContext *context, const char *sha256)
{
  GtkWidget *video = vouch_video_new ();
  GWeakRef *ref = g_new0 (GWeakRef, 1);

  g_weak_ref_init (ref, video);
  vouch_video_set_label (VOUCH_VIDEO (video), _ ("Video of the liveness check"));
  gtk_widget_set_size_request (video, -1, VIDEO_HEIGHT);
  vouch_profile_context_load_media_async (context, sha256, NULL, loaded_cb, ref);
  return video;
}

static GtkWidget *
make_action (const VouchJson *json, VouchJsonRef ref)
{
  g_autofree char *word = vouch_json_get_string (json, ref, "action");
  g_autofree char *label = vouch_profile_humanise (word);
  gint64 at = vouch_json_get_int (json, ref, "at_us", -1);
  gboolean ok = vouch_json_get_bool (json, ref, "ok", FALSE);
  g_autofree char *time = at >= 0 ? vouch_format_duration (at) : NULL;
  /* Translators: when an action was seen in the video, "at 3.1 s" */
  g_autofree char *note = time ? g_strdup_printf (_ ("at %s"), time) : NULL;

  return vouch_check_line_new (ok, label, ok ? note : _ ("not seen"));
}

GtkWidget *
vouch_liveness_body_new (VouchProfileContext *context, const VouchStepResultRecord *step,
                         const VouchJson *json)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  VouchJsonRef actions = vouch_json_get (json, 0, "actions");
  g_autofree char *sha256 =
      vouch_json_get_string (json, vouch_json_get (json, 0, "video"), "media");

  gtk_box_append (GTK_BOX (box), vouch_widget_label (_ ("Actions asked for"), "heading"));
  for (VouchJsonRef action = vouch_json_first (json, actions); action != VOUCH_JSON_NOTHING;
       action = vouch_json_next (json, action))
    gtk_box_append (GTK_BOX (box), make_action (json, action));
  if (vouch_json_size (json, actions) == 0)
    gtk_box_append (GTK_BOX (box), vouch_widget_label (_ ("None: one shot"), "secondary"));
  if (!sha256)
    return box;
  return vouch_side_by_side_new (make_video (context, sha256), box, BESIDE_FROM, VIDEO_SHARE);
}
