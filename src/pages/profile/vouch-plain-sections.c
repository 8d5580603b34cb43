/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps whose evidence is facts: e-mail, phone, lists, wallets, answers, IP, selfie. */
#include "vouch-format.h"
#include "vouch-key-value.h"
#include "vouch-mark-icon.h"
#include "vouch-media-thumb.h"
#include "vouch-profile-text.h"
#include "vouch-step-bodies.h"
#include "vouch-widget.h"

#include <glib/gi18n-lib.h>

#define SELFIE_HEIGHT 240

GtkWidget *
vouch_check_line_new (gboolean ok, const char *text, const char *note)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = vouch_mark_icon_new (ok ? VOUCH_MARK_VERIFIED : VOUCH_MARK_MISMATCH);
  GtkWidget *label = vouch_profile_wrap_label (text, NULL);

  vouch_mark_icon_set_subject (VOUCH_MARK_ICON (icon), text);
  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  if (note)
    {
      GtkWidget *extra = vouch_widget_label (note, "secondary");

      gtk_widget_add_css_class (extra, "tnum");
      gtk_box_append (GTK_BOX (box), extra);
    }
  return box;
}

static void
add_fact (GtkWidget *box, GtkSizeGroup *labels, const char *label, const char *text)
{
  GtkWidget *row = vouch_key_value_new (VOUCH_KEY_VALUE_TEXT, label, labels);

  vouch_key_value_set_text (VOUCH_KEY_VALUE (row), text);
  gtk_box_append (GTK_BOX (box), row);
}

static void
add_points (GtkWidget *box, const VouchJson *json)
{
  g_autofree char *value = vouch_json_get_string (json, 0, "value");
  VouchJsonRef points = vouch_json_get (json, 0, "points");

  if (value)
    gtk_box_append (GTK_BOX (box), vouch_profile_wrap_label (value, "heading"));
  for (VouchJsonRef point = vouch_json_first (json, points); point != VOUCH_JSON_NOTHING;
       point = vouch_json_next (json, point))
    {
      g_autofree char *text = vouch_json_get_string (json, point, "text");

      gtk_box_append (GTK_BOX (box),
                      vouch_check_line_new (vouch_json_get_bool (json, point, "ok", FALSE),
                                            text ? text : "", NULL));
    }
}

static GtkWidget *
make_match (const VouchAmlMatchRecord *match)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *rate = g_strdup_printf ("%" G_GINT64_FORMAT " %%", match->rate);
  g_autofree char *kind = vouch_profile_humanise (match->list_kind);
  g_autofree char *facts =
      g_strjoin (" · ", match->list ? match->list : "—", kind,
                 vouch_enum_label (&vouch_aml_status_enum, match->status), NULL);
  GtkWidget *name = vouch_profile_wrap_label (match->name, "heading");
  GtkWidget *percent = vouch_widget_label (rate, "tnum");

  gtk_widget_add_css_class (card, "match-card");
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_set_valign (percent, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (head), name);
  gtk_box_append (GTK_BOX (head), percent);
  gtk_box_append (GTK_BOX (card), head);
  gtk_box_append (GTK_BOX (card), vouch_profile_wrap_label (facts, "secondary"));
  if (match->source && *match->source)
    gtk_box_append (GTK_BOX (card), vouch_profile_wrap_label (match->source, "secondary"));
  return card;
}

static char *
join_words (const VouchJson *json, VouchJsonRef words)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (VouchJsonRef ref = vouch_json_first (json, words); ref != VOUCH_JSON_NOTHING;
       ref = vouch_json_next (json, ref))
    {
      g_autofree char *word = vouch_json_dup_string (json, ref);
      g_autofree char *text = vouch_profile_humanise (word);

      g_string_append_printf (out, "%s%s", out->len ? ", " : "", text);
    }
  return g_strdup (out->str);
}

static void
add_matches (GtkWidget *box, VouchProfileContext *context, const VouchStepResultRecord *step,
             const VouchJson *json)
{
  GPtrArray *matches = vouch_profile_get_matches (vouch_profile_context_get_profile (context));
  g_autofree char *lists = join_words (json, vouch_json_get (json, 0, "lists"));
  /* Translators: %s is a list of lists that were searched */
  g_autofree char *searched = *lists ? g_strdup_printf (_ ("Searched: %s"), lists) : NULL;
  guint shown = 0;

  for (guint i = 0; i < matches->len; i++)
    {
      const VouchAmlMatchRecord *match = g_ptr_array_index (matches, i);

      if (match->step_result_id && g_strcmp0 (match->step_result_id, step->id) != 0)
        continue;
      gtk_box_append (GTK_BOX (box), make_match (match));
      shown++;
    }
  if (shown == 0)
    gtk_box_append (GTK_BOX (box), vouch_check_line_new (TRUE, _ ("Not found on any list"), NULL));
  if (searched)
    gtk_box_append (GTK_BOX (box), vouch_profile_wrap_label (searched, "secondary"));
}

static void
add_wallet (GtkWidget *box, const VouchJson *json, VouchJsonRef item)
{
  g_autofree char *address = vouch_json_get_string (json, item, "address");
  g_autofree char *chain = vouch_json_get_string (json, item, "chain");
  g_autofree char *band = vouch_json_get_string (json, item, "band");
  g_autofree char *band_text = vouch_profile_humanise (band);
  /* Translators: a risk score of 100 and its band, "12 of 100, Low risk" */
  g_autofree char *risk =
      g_strdup_printf (_ ("%.0f of 100, %s risk"), vouch_json_get_double (json, item, "score", 0),
                       band_text);
  g_autoptr (GtkSizeGroup) labels = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  VouchJsonRef exposure = vouch_json_get (json, item, "exposure");
  GtkWidget *row = vouch_key_value_new (VOUCH_KEY_VALUE_ID, _ ("Address"), labels);

  vouch_key_value_set_text (VOUCH_KEY_VALUE (row), address);
  gtk_box_append (GTK_BOX (box), row);
  add_fact (box, labels, _ ("Chain"), chain);
  add_fact (box, labels, _ ("Risk"), risk);
  for (VouchJsonRef ref = vouch_json_first (json, exposure); ref != VOUCH_JSON_NOTHING;
       ref = vouch_json_next (json, ref))
    {
      g_autofree char *category = vouch_json_get_string (json, ref, "category");
      g_autofree char *label = vouch_profile_humanise (category);
      double share = vouch_json_get_double (json, ref, "share", 0);
      g_autofree char *text = g_strdup_printf ("%.1f %%", share);

      add_fact (box, labels, label, text);
    }
}

static void
add_answers (GtkWidget *box, const VouchJson *json)
{
  g_autofree char *title = vouch_json_get_string (json, 0, "title");
  VouchJsonRef answers = vouch_json_get (json, 0, "answers");

  if (title)
    gtk_box_append (GTK_BOX (box), vouch_profile_wrap_label (title, "heading"));
  for (VouchJsonRef ref = vouch_json_first (json, answers); ref != VOUCH_JSON_NOTHING;
       ref = vouch_json_next (json, ref))
    {
      GtkWidget *pair = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      g_autofree char *question = vouch_json_get_string (json, ref, "question");
      VouchJsonRef value = vouch_json_get (json, ref, "answer");
      g_autofree char *answer = vouch_json_kind (json, value) == VOUCH_JSON_ARRAY
                                    ? join_words (json, value)
                                    : vouch_profile_scalar_text (json, value);

      gtk_box_append (GTK_BOX (pair), vouch_profile_wrap_label (question, "secondary"));
      gtk_box_append (GTK_BOX (pair),
                      vouch_profile_wrap_label (answer && *answer ? answer : "—", NULL));
      gtk_box_append (GTK_BOX (box), pair);
    }
}

static void
add_ip (GtkWidget *box, const VouchJson *json)
{
  static const struct
  {
    const char *key, *yes, *no;
    gboolean good;
  } marks[] = {
    { "valid", N_ ("Valid address"), N_ ("Not a valid address"), TRUE },
    { "bogon", N_ ("Not routable on the internet (bogon)"), N_ ("Routable"), FALSE },
    { "hosting", N_ ("Belongs to a hosting provider"), N_ ("Not hosting"), FALSE },
    { "proxy", N_ ("A proxy"), N_ ("No proxy"), FALSE },
    { "vpn", N_ ("A VPN"), N_ ("No VPN"), FALSE },
  };
  g_autoptr (GtkSizeGroup) labels = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  g_autofree char *ip = vouch_json_get_string (json, 0, "ip");
  g_autofree char *isp = vouch_json_get_string (json, 0, "isp");
  g_autofree char *domain = vouch_json_get_string (json, 0, "provider_domain");
  g_autofree char *city = vouch_json_get_string (json, 0, "city");
  g_autofree char *country = vouch_json_get_string (json, 0, "country");
  g_autofree char *declared = vouch_json_get_string (json, 0, "declared_country");
  g_autofree char *country_text = vouch_profile_country_text (country);
  g_autofree char *declared_text = vouch_profile_country_text (declared);

  add_fact (box, labels, _ ("Address"), ip);
  add_fact (box, labels, _ ("Country"), country_text);
  add_fact (box, labels, _ ("Declared"), declared_text);
  add_fact (box, labels, _ ("City"), city);
  add_fact (box, labels, _ ("Provider"), isp);
  add_fact (box, labels, _ ("Domain"), domain);
  if (country && declared)
    gtk_box_append (GTK_BOX (box),
                    vouch_check_line_new (g_ascii_strcasecmp (country, declared) == 0,
                                          g_ascii_strcasecmp (country, declared) == 0
                                              ? _ ("The declared country is the country of the IP")
                                              : _ ("The declared country differs from the IP"),
                                          NULL));
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      gboolean yes;

      if (vouch_json_bool (json, vouch_json_get (json, 0, marks[i].key), &yes))
        gtk_box_append (GTK_BOX (box),
                        vouch_check_line_new (yes == marks[i].good,
                                              _ (yes ? marks[i].yes : marks[i].no), NULL));
    }
}

static void
add_selfie (GtkWidget *box, VouchProfileContext *context, const VouchJson *json)
{
  g_autofree char *sha256 = vouch_json_get_string (json, 0, "media");
  gint64 at = vouch_json_get_int (json, 0, "captured_at", 0);
  g_autofree char *time = at ? vouch_format_time_exact (at) : NULL;
  /* Translators: %s is a date and time */
  g_autofree char *taken = time ? g_strdup_printf (_ ("Taken %s"), time) : NULL;

  if (taken)
    gtk_box_append (GTK_BOX (box), vouch_widget_label (taken, "secondary"));
  if (sha256)
    gtk_box_append (GTK_BOX (box), vouch_media_thumb_new (context, sha256, SELFIE_HEIGHT,
                                                          _ ("Selfie with a document"), FALSE));
}

GtkWidget *
vouch_plain_body_new (VouchProfileContext *context, const VouchStepResultRecord *step,
                      const VouchJson *json)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  VouchJsonRef items;

  switch (step->step)
    {
    case VOUCH_STEP_EMAIL:
    case VOUCH_STEP_PHONE:
      add_points (box, json);
      break;
    case VOUCH_STEP_AML:
      add_matches (box, context, step, json);
      break;
    case VOUCH_STEP_CRYPTO:
      items = vouch_json_get (json, 0, "items");
      for (VouchJsonRef item = vouch_json_first (json, items); item != VOUCH_JSON_NOTHING;
           item = vouch_json_next (json, item))
        add_wallet (box, json, item);
      break;
    case VOUCH_STEP_QUESTIONNAIRE:
      add_answers (box, json);
      break;
    case VOUCH_STEP_IP:
      add_ip (box, json);
      break;
    case VOUCH_STEP_SELFIE_DOCUMENT:
      add_selfie (box, context, json);
      break;
    case VOUCH_STEP_INTRO:
    case VOUCH_STEP_DOCUMENT:
    case VOUCH_STEP_LIVENESS:
    case VOUCH_STEP_FACE_MATCH:
    case VOUCH_STEP_FINAL:
    default:
      break;
    }
  return box;
}
