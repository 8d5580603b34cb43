/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stored words as sentences for people. */
#include "vouch-profile-text.h"

#include "vouch-country.h"
#include "vouch-widget.h"

#include <glib/gi18n-lib.h>

char *
vouch_profile_humanise (const char *word)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (word ? word : ""), "_.-", ' ');
  g_autofree char *first = NULL;
  static const struct
  {
    const char *word, *text;
  } known[] = {
    { "mrz", N_ ("Machine-readable zone") },
    { "ip", N_ ("IP") },
    { "isp", N_ ("Provider") },
    { "id", N_ ("ID") },
    { "sex", N_ ("Sex") },
    { "identityCard", N_ ("Identity card") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_strcmp0 (word, known[i].word) == 0)
      return g_strdup (_ (known[i].text));
  if (!*spaced)
    return g_steal_pointer (&spaced);
  first = g_utf8_strup (spaced, g_utf8_next_char (spaced) - spaced);
  return g_strconcat (first, g_utf8_next_char (spaced), NULL);
}

char *
vouch_profile_event_text (const char *event)
{
  static const struct
  {
    const char *event, *text;
  } known[] = {
    { "applicant.created", N_ ("Verification created") },
    { "applicant.deletion_scheduled", N_ ("Deletion scheduled") },
    { "applicant.erased", N_ ("Data removed for good") },
    { "applicant.restored", N_ ("Data restored") },
    { "applicant.status_set", N_ ("Status changed") },
    { "comment.added", N_ ("Comment added") },
    { "document.field_set", N_ ("Document field corrected") },
    { "media.added", N_ ("File added") },
    { "review.approved", N_ ("Approved") },
    { "review.assigned", N_ ("Reviewer assigned") },
    { "review.unassigned", N_ ("Reviewer removed") },
    { "review.declined", N_ ("Declined") },
    { "step.activated", N_ ("Result taken back from the history") },
    { "step.deactivated", N_ ("Result moved to the history") },
    { "step.recorded", N_ ("Step result") },
    { "warning.resolved", N_ ("Warning resolved") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_strcmp0 (event, known[i].event) == 0)
      return g_strdup (_ (known[i].text));
  return vouch_profile_humanise (event);
}

char *
vouch_profile_scalar_text (const VouchJson *json, VouchJsonRef ref)
{
  gboolean yes;

  switch (vouch_json_kind (json, ref))
    {
    case VOUCH_JSON_STRING:
      return vouch_json_dup_string (json, ref);
    case VOUCH_JSON_NUMBER:
      return vouch_json_dup_raw (json, ref);
    case VOUCH_JSON_TRUE:
    case VOUCH_JSON_FALSE:
      return g_strdup (vouch_json_bool (json, ref, &yes) && yes ? _ ("Yes") : _ ("No"));
    case VOUCH_JSON_NONE:
    case VOUCH_JSON_NULL:
    case VOUCH_JSON_ARRAY:
    case VOUCH_JSON_OBJECT:
    default:
      return NULL;
    }
}

static void
add_line (GString *out, const char *text)
{
  if (out->len)
    g_string_append (out, "\n");
  g_string_append (out, text);
}

char *
vouch_profile_warning_detail (const VouchWarningRecord *warning)
{
  g_autoptr (VouchJson) json =
      warning->detail ? vouch_json_parse (warning->detail, -1, NULL) : NULL;
  g_autofree char *name = json ? vouch_json_get_string (json, 0, "full_name") : NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  if (!json)
    return NULL;
  if (name)
    /* Translators: %s is another applicant */
    g_string_append_printf (out, _ ("Also on the profile of %s."), name);
  for (VouchJsonRef ref = vouch_json_first (json, 0); ref != VOUCH_JSON_NOTHING;
       ref = vouch_json_next (json, ref))
    {
      g_autofree char *key = vouch_json_key (json, ref);
      g_autofree char *value = vouch_profile_scalar_text (json, ref);
      g_autofree char *label = vouch_profile_humanise (key);
      g_autofree char *line = g_strdup_printf ("%s: %s", label, value);

      if (!key || !value || g_str_equal (key, "full_name") || g_str_has_suffix (key, "_id"))
        continue;
      add_line (out, g_str_equal (key, "text") || g_str_equal (key, "message") ? value : line);
    }
  return out->len ? g_strdup (out->str) : NULL;
}

VouchStep
vouch_profile_warning_step (VouchWarningKind kind)
{
  switch (kind)
    {
    case VOUCH_WARNING_DOCUMENT_EXPIRED:
    case VOUCH_WARNING_DOCUMENT_DUPLICATE:
    case VOUCH_WARNING_DOCUMENT_TAMPERED:
    case VOUCH_WARNING_AGE_BELOW_MINIMUM:
    case VOUCH_WARNING_DOCUMENT_COUNTRY_NOT_PERMITTED:
    case VOUCH_WARNING_DOCUMENT_TYPE_NOT_PERMITTED:
    case VOUCH_WARNING_SUPPLIED_DATA_MISMATCH:
      return VOUCH_STEP_DOCUMENT;
    case VOUCH_WARNING_EMAIL_DUPLICATE:
      return VOUCH_STEP_EMAIL;
    case VOUCH_WARNING_PHONE_DUPLICATE:
      return VOUCH_STEP_PHONE;
    case VOUCH_WARNING_FACE_DUPLICATE:
    case VOUCH_WARNING_FACE_MATCH_LOW:
      return VOUCH_STEP_FACE_MATCH;
    case VOUCH_WARNING_AML_MATCH:
      return VOUCH_STEP_AML;
    case VOUCH_WARNING_COUNTRY_NOT_PERMITTED:
    case VOUCH_WARNING_IP_ANONYMOUS:
      return VOUCH_STEP_IP;
    case VOUCH_WARNING_LIVENESS_FAILED:
      return VOUCH_STEP_LIVENESS;
    case VOUCH_WARNING_CHECK_UNAVAILABLE:
    default:
      return VOUCH_STEP_INTRO;
    }
}

/* Words of the closed lists as people read them; anything else as it is. */
static char *
change_value (const VouchJson *json, const char *key, VouchJsonRef ref)
{
  g_autofree char *text = vouch_profile_scalar_text (json, ref);
  int status =
      g_strcmp0 (key, "status") == 0 ? vouch_enum_from_nick (&vouch_status_enum, text) : -1;

  return status >= 0 ? g_strdup (vouch_enum_label (&vouch_status_enum, status))
                     : g_steal_pointer (&text);
}

static void
add_change (GString *out, const VouchJson *json, const char *key, VouchJsonRef before,
            VouchJsonRef after)
{
  g_autofree char *label = key ? vouch_profile_humanise (key) : NULL;
  g_autofree char *from = change_value (json, key, before);
  g_autofree char *to = change_value (json, key, after);
  g_autofree char *line = NULL;

  if (!from && !to)
    return;
  line = g_strdup_printf ("%s%s%s → %s", label ? label : "", label ? ": " : "", from ? from : "—",
                          to ? to : "—");
  add_line (out, line);
}

char *
vouch_profile_change_text (const char *detail)
{
  g_autoptr (VouchJson) json = detail ? vouch_json_parse (detail, -1, NULL) : NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *name = NULL;
  VouchJsonRef before, after;

  if (!json)
    return NULL;
  before = vouch_json_get (json, 0, "before");
  after = vouch_json_get (json, 0, "after");
  name = vouch_json_get_string (json, 0, "name");
  if (vouch_json_kind (json, before) != VOUCH_JSON_OBJECT &&
      vouch_json_kind (json, after) != VOUCH_JSON_OBJECT)
    add_change (out, json, name, before, after);
  for (VouchJsonRef ref = vouch_json_first (json, after);
       vouch_json_kind (json, after) == VOUCH_JSON_OBJECT && ref != VOUCH_JSON_NOTHING;
       ref = vouch_json_next (json, ref))
    {
      g_autofree char *key = vouch_json_key (json, ref);

      /* Ids say nothing to people. */
      if (!g_str_has_suffix (key, "_id"))
        add_change (out, json, key, vouch_json_get (json, before, key), ref);
    }
  return out->len ? g_strdup (out->str) : NULL;
}

char *
vouch_profile_country_text (const char *code)
{
  const VouchCountry *country = vouch_country_find (code ? code : "");
  g_autofree char *flag = NULL;

  if (!code || !*code)
    return NULL;
  /* No font has the flag of Utopia. */
  flag = country && strcmp (country->alpha2, "UT") != 0 ? vouch_country_flag (code) : g_strdup ("");
  return g_strdup_printf ("%s%s%s", flag, *flag ? " " : "", vouch_country_name (code));
}

guint
vouch_profile_days_left (gint64 at, gint64 now)
{
  return at <= now ? 0 : (guint) ((at - now + G_TIME_SPAN_DAY - 1) / G_TIME_SPAN_DAY);
}

GtkWidget *
vouch_profile_wrap_label (const char *text, const char *css_class)
{
  GtkWidget *label = vouch_widget_label (text, css_class);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  return label;
}

void
vouch_profile_box_clear (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)))
    gtk_box_remove (GTK_BOX (box), child);
}
