/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes what the steps of the demo found: the `data` of step results, as vouch-records.h says. */

#define G_LOG_DOMAIN "vouch-demo-data"

#include "vouch-demo-private.h"

#include "vouch-json.h"

static void
write_media (GString *out, const char *name, const VouchDemoFile *file, const char *source)
{
  vouch_json_add_key (out, name);
  vouch_json_begin_object (out);
  vouch_json_set_string (out, "media", file->sha256);
  if (source != NULL)
    vouch_json_set_string (out, "source", source);
  vouch_json_end_object (out);
}

void
vouch_demo_write_file (GString *out, const VouchDemoFile *file, const char *kind,
                       gint64 captured_at)
{
  vouch_json_begin_object (out);
  vouch_json_set_string (out, "sha256", file->sha256);
  vouch_json_set_string (out, "mime", file->mime);
  vouch_json_set_string (out, "kind", kind);
  vouch_json_set_int (out, "width", file->width);
  vouch_json_set_int (out, "height", file->height);
  vouch_json_set_int (out, "captured_at", captured_at);
  vouch_json_end_object (out);
}

/* The page prints the nationality as a word, the machine readable zone as a code. */
static gboolean
same_value (const VouchDemoField *field)
{
  if (g_strcmp0 (field->normal, "UTOPIAN") == 0 && g_strcmp0 (field->mrz_value, "UTO") == 0)
    return TRUE;

  return g_strcmp0 (field->normal, field->mrz_value) == 0;
}

static void
write_field (GString *out, const VouchDemoField *field)
{
  const char *mark = "not_checked";

  if (field->mrz_value != NULL)
    mark = same_value (field) ? "verified" : "mismatch";
  vouch_json_begin_object (out);
  vouch_json_set_string (out, "name", field->name);
  vouch_json_set_string (out, "value", field->normal);
  vouch_json_add_key (out, "sources");
  vouch_json_begin_object (out);
  vouch_json_set_string (out, "visual", field->normal);
  if (field->mrz_value != NULL)
    vouch_json_set_string (out, "mrz", field->mrz_value);
  vouch_json_end_object (out);
  vouch_json_set_string (out, "mark", mark);
  vouch_json_end_object (out);
}

void
vouch_demo_write_document (GString *out, const VouchDemoDocumentFiles *files)
{
  static const char *const checks[] = { "focus", "glare", "bounds", "colour" };
  const VouchDemoDocument *document = files->document;

  vouch_json_begin_object (out);
  vouch_json_set_string (out, "document_type",
                         document->kind == VOUCH_DEMO_DOCUMENT_PASSPORT ? "passport"
                                                                        : "identityCard");
  vouch_json_set_string (out, "issuing_state", "UTO");
  vouch_json_set_bool (out, "valid", document->flags == 0);
  vouch_json_add_key (out, "pages");
  vouch_json_begin_array (out);
  for (guint i = 0; i < files->n_pages; i++)
    {
      vouch_json_begin_object (out);
      vouch_json_set_string (out, "media", files->pages[i].sha256);
      vouch_json_set_string (out, "side", files->sides[i]);
      vouch_json_end_object (out);
    }
  vouch_json_end_array (out);
  write_media (out, "portrait", &files->portrait, NULL);
  write_media (out, "signature", &files->signature, NULL);
  vouch_json_add_key (out, "mrz");
  vouch_json_begin_array (out);
  for (char **line = document->mrz_lines; *line != NULL; line++)
    vouch_json_add_string (out, *line);
  vouch_json_end_array (out);
  vouch_json_add_key (out, "quality");
  vouch_json_begin_array (out);
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      vouch_json_begin_object (out);
      vouch_json_set_string (out, "check", checks[i]);
      vouch_json_set_bool (out, "ok", TRUE);
      vouch_json_end_object (out);
    }
  vouch_json_end_array (out);
  vouch_json_add_key (out, "fields");
  vouch_json_begin_array (out);
  for (guint i = 0; i < document->n_fields; i++)
    write_field (out, &document->fields[i]);
  vouch_json_end_array (out);
  vouch_json_end_object (out);
}

void
vouch_demo_write_liveness (GString *out, const VouchDemoPerson *person, const VouchDemoFile *video,
                           gboolean passed)
{
  static const char *const words[] = { "turn_left", "turn_right", "nod",
                                       "blink",     "smile",      "open_mouth" };
  VouchDemoActionSpan actions[3];

  vouch_demo_art_liveness_actions (person, actions);
  vouch_json_begin_object (out);
  write_media (out, "video", video, NULL);
  vouch_json_add_key (out, "actions");
  vouch_json_begin_array (out);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      vouch_json_begin_object (out);
      vouch_json_set_string (out, "action", words[actions[i].action]);
      vouch_json_set_int (out, "at_us", actions[i].start);
      /* Who failed did the last one too late. */
      vouch_json_set_bool (out, "ok", passed || i < 2);
      vouch_json_end_object (out);
    }
  vouch_json_end_array (out);
  vouch_json_set_int (out, "score", passed ? 97 : 38);
  vouch_json_end_object (out);
}

void
vouch_demo_write_face_match (GString *out, const VouchDemoFile *document,
                             const VouchDemoFile *selfie, int score)
{
  vouch_json_begin_object (out);
  vouch_json_set_int (out, "score", score);
  vouch_json_add_key (out, "pairs");
  vouch_json_begin_array (out);
  vouch_json_begin_object (out);
  write_media (out, "a", document, "document");
  write_media (out, "b", selfie, "liveness");
  vouch_json_set_int (out, "score", score);
  vouch_json_end_object (out);
  vouch_json_end_array (out);
  vouch_json_end_object (out);
}

void
vouch_demo_write_points (GString *out, const char *value, const char *const *texts, guint n_good,
                         guint n)
{
  vouch_json_begin_object (out);
  vouch_json_set_string (out, "value", value);
  vouch_json_add_key (out, "points");
  vouch_json_begin_array (out);
  for (guint i = 0; i < n; i++)
    {
      vouch_json_begin_object (out);
      vouch_json_set_string (out, "text", texts[i]);
      vouch_json_set_bool (out, "ok", i < n_good);
      vouch_json_end_object (out);
    }
  vouch_json_end_array (out);
  vouch_json_end_object (out);
}

void
vouch_demo_write_ip (GString *out, const VouchDemoPerson *person, gboolean vpn)
{
  vouch_json_begin_object (out);
  vouch_json_set_string (out, "ip", person->ip);
  vouch_json_set_bool (out, "valid", TRUE);
  vouch_json_set_bool (out, "bogon", FALSE);
  vouch_json_set_bool (out, "hosting", vpn);
  vouch_json_set_bool (out, "proxy", FALSE);
  vouch_json_set_bool (out, "vpn", vpn);
  vouch_json_set_string (out, "isp", vpn ? "Veil Networks" : "Harbour Telecom");
  vouch_json_set_string (out, "city", person->city);
  vouch_json_set_string (out, "region", person->region);
  vouch_json_set_string (out, "country", vpn ? "NL" : person->country);
  vouch_json_set_string (out, "declared_country", person->country);
  vouch_json_set_string (out, "provider_domain", vpn ? "veil.example" : "harbour.example");
  vouch_json_end_object (out);
}

static void
write_answer (GString *out, const char *question, const char *answer)
{
  vouch_json_begin_object (out);
  vouch_json_set_string (out, "question", question);
  vouch_json_set_string (out, "answer", answer);
  vouch_json_end_object (out);
}

void
vouch_demo_write_questionnaire (GString *out, VouchDemoRandom *random)
{
  static const char *const sources[] = { "Salary", "Own business", "Savings", "Sale of property",
                                         "Pension" };
  static const char *const turnovers[] = { "Up to 1,000 a month", "1,000 to 10,000 a month",
                                           "More than 10,000 a month" };

  vouch_json_begin_object (out);
  vouch_json_set_string (out, "title", "Source of funds");
  vouch_json_add_key (out, "answers");
  vouch_json_begin_array (out);
  write_answer (out, "Where does your money come from?",
                sources[vouch_demo_random_below (random, G_N_ELEMENTS (sources))]);
  write_answer (out, "How much will you move?",
                turnovers[vouch_demo_random_below (random, G_N_ELEMENTS (turnovers))]);
  write_answer (out, "Do you hold or did you hold a public office?",
                vouch_demo_random_chance (random, 5) ? "Yes" : "No");
  write_answer (out, "Do you act for somebody else?", "No");
  vouch_json_end_array (out);
  vouch_json_end_object (out);
}

void
vouch_demo_write_crypto (GString *out, VouchDemoRandom *random)
{
  int score = vouch_demo_random_between (random, 3, 44);
  g_autofree char *address =
      g_strdup_printf ("bc1qdemo%016" G_GINT64_MODIFIER "x", vouch_demo_random_next (random));

  vouch_json_begin_object (out);
  vouch_json_add_key (out, "items");
  vouch_json_begin_array (out);
  vouch_json_begin_object (out);
  vouch_json_set_string (out, "address", address);
  vouch_json_set_string (out, "chain", "Bitcoin");
  vouch_json_set_int (out, "score", score);
  vouch_json_set_string (out, "band", score <= 30 ? "low" : "medium");
  vouch_json_add_key (out, "exposure");
  vouch_json_add_raw (out,
                      "[{\"category\":\"Exchange\",\"share\":71},"
                      "{\"category\":\"Merchant services\",\"share\":24},"
                      "{\"category\":\"Unknown\",\"share\":5}]",
                      -1);
  vouch_json_end_object (out);
  vouch_json_end_array (out);
  vouch_json_end_object (out);
}
