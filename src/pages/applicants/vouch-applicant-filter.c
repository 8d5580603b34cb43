/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the applicants table is narrowed to, in words of the user's choices. */
#define G_LOG_DOMAIN "vouch-pages"
#include "vouch-applicant-filter.h"

#include "vouch-country.h"

#include <glib/gi18n-lib.h>

#define ME "me"
#define NOBODY "nobody"
#define ANY "any"
#define SCHEDULED "scheduled"
#define WARNING_NONE (-1)
#define WARNING_ANY (-2)

struct _VouchApplicantFilter
{
  GObject parent_instance;
  /* Owned */
  VouchStore *store;
  char *user_id;
  char *search;
  guint statuses;
  char *single[VOUCH_N_FILTERS]; /* the kinds that hold one value */
};

static guint changed_signal;

static const VouchEnumValue kind_values[] = {
  { "status", N_ ("Status") },   { "reviewer", N_ ("Reviewer") }, { "flow", N_ ("Flow") },
  { "country", N_ ("Country") }, { "warning", N_ ("Warning") },   { "deletion", N_ ("Deletion") },
};
const VouchEnum vouch_filter_kind_enum = { "filter_kind", kind_values, VOUCH_N_FILTERS };

G_DEFINE_FINAL_TYPE (VouchApplicantFilter, vouch_applicant_filter, G_TYPE_OBJECT)

static void
vouch_applicant_filter_finalize (GObject *object)
{
  VouchApplicantFilter *self = VOUCH_APPLICANT_FILTER (object);

  g_clear_object (&self->store);
  g_free (self->user_id);
  g_free (self->search);
  for (guint i = 0; i < VOUCH_N_FILTERS; i++)
    g_free (self->single[i]);
  G_OBJECT_CLASS (vouch_applicant_filter_parent_class)->finalize (object);
}

static void
vouch_applicant_filter_class_init (VouchApplicantFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_applicant_filter_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
vouch_applicant_filter_init (VouchApplicantFilter *self)
{
  self->search = g_strdup ("");
}

VouchApplicantFilter *
vouch_applicant_filter_new (VouchStore *store)
{
  VouchApplicantFilter *self = g_object_new (VOUCH_TYPE_APPLICANT_FILTER, NULL);

  self->store = g_object_ref (store);
  return self;
}

static void
emit_changed (VouchApplicantFilter *self)
{
  g_signal_emit (self, changed_signal, 0);
}

void
vouch_applicant_filter_set_user (VouchApplicantFilter *self, const char *user_id)
{
  if (g_strcmp0 (self->user_id, user_id) == 0)
    return;
  g_free (self->user_id);
  self->user_id = g_strdup (user_id);
  if (vouch_applicant_filter_has (self, VOUCH_FILTER_REVIEWER, ME))
    emit_changed (self);
}

void
vouch_applicant_filter_set_search (VouchApplicantFilter *self, const char *search)
{
  if (g_strcmp0 (self->search, search ? search : "") == 0)
    return;
  g_free (self->search);
  self->search = g_strdup (search ? search : "");
  emit_changed (self);
}

const char *
vouch_applicant_filter_get_search (VouchApplicantFilter *self)
{
  return self->search;
}

void
vouch_applicant_filter_toggle (VouchApplicantFilter *self, VouchFilterKind kind, const char *value)
{
  g_return_if_fail (kind < VOUCH_N_FILTERS && value != NULL);

  if (kind == VOUCH_FILTER_STATUS)
    {
      int status = vouch_enum_from_nick (&vouch_status_enum, value);

      if (status < 0)
        return;
      self->statuses ^= 1u << status;
    }
  else if (g_strcmp0 (self->single[kind], value) == 0)
    g_clear_pointer (&self->single[kind], g_free);
  else
    {
      g_free (self->single[kind]);
      self->single[kind] = g_strdup (value);
    }
  emit_changed (self);
}

void
vouch_applicant_filter_clear (VouchApplicantFilter *self, VouchFilterKind kind)
{
  g_return_if_fail (kind < VOUCH_N_FILTERS);

  if (!vouch_applicant_filter_is_set (self, kind))
    return;
  if (kind == VOUCH_FILTER_STATUS)
    self->statuses = 0;
  g_clear_pointer (&self->single[kind], g_free);
  emit_changed (self);
}

void
vouch_applicant_filter_clear_all (VouchApplicantFilter *self)
{
  if (!vouch_applicant_filter_is_active (self))
    return;
  self->statuses = 0;
  for (guint i = 0; i < VOUCH_N_FILTERS; i++)
    g_clear_pointer (&self->single[i], g_free);
  g_free (self->search);
  self->search = g_strdup ("");
  emit_changed (self);
}

gboolean
vouch_applicant_filter_has (VouchApplicantFilter *self, VouchFilterKind kind, const char *value)
{
  int status;

  if (kind != VOUCH_FILTER_STATUS)
    return g_strcmp0 (self->single[kind], value) == 0;
  status = vouch_enum_from_nick (&vouch_status_enum, value);
  return status >= 0 && (self->statuses & (1u << status));
}

gboolean
vouch_applicant_filter_is_set (VouchApplicantFilter *self, VouchFilterKind kind)
{
  return kind == VOUCH_FILTER_STATUS ? self->statuses != 0 : self->single[kind] != NULL;
}

gboolean
vouch_applicant_filter_is_active (VouchApplicantFilter *self)
{
  gboolean active = *self->search != '\0';

  for (guint i = 0; i < VOUCH_N_FILTERS && !active; i++)
    active = vouch_applicant_filter_is_set (self, (VouchFilterKind) i);
  return active;
}

static const char *
label_of_value (VouchApplicantFilter *self, VouchFilterKind kind, const char *value)
{
  const char *name = NULL;

  switch (kind)
    {
    case VOUCH_FILTER_REVIEWER:
      if (g_str_equal (value, ME))
        return _ ("Me");
      if (g_str_equal (value, NOBODY))
        return _ ("Nobody");
      name = vouch_store_get_user_name (self->store, value);
      break;
    case VOUCH_FILTER_FLOW:
      name = vouch_store_get_flow_name (self->store, value);
      break;
    case VOUCH_FILTER_COUNTRY:
      return vouch_country_name (value);
    case VOUCH_FILTER_WARNING:
      if (g_str_equal (value, ANY))
        return _ ("Any");
      name = vouch_enum_label (&vouch_warning_kind_enum,
                               vouch_enum_from_nick (&vouch_warning_kind_enum, value));
      break;
    case VOUCH_FILTER_DELETION:
      return _ ("Scheduled");
    case VOUCH_FILTER_STATUS:
    case VOUCH_N_FILTERS:
    default:
      break;
    }
  return name ? name : value;
}

char *
vouch_applicant_filter_describe (VouchApplicantFilter *self, VouchFilterKind kind)
{
  g_autoptr (GString) words = g_string_new (NULL);

  if (kind == VOUCH_FILTER_STATUS)
    {
      for (guint i = 0; i < vouch_status_enum.n_values; i++)
        if (self->statuses & (1u << i))
          g_string_append_printf (words, "%s%s", words->len ? ", " : "",
                                  vouch_enum_label (&vouch_status_enum, (int) i));
    }
  else if (self->single[kind])
    g_string_append (words, label_of_value (self, kind, self->single[kind]));
  /* Translators: a filter in force, "Status: On hold" */
  return g_strdup_printf (_ ("%s: %s"), vouch_enum_label (&vouch_filter_kind_enum, (int) kind),
                          words->str);
}

static void
choice_free (VouchFilterChoice *choice)
{
  g_free (choice->value);
  g_free (choice->label);
  g_free (choice);
}

static void
add_choice (GPtrArray *choices, const char *value, const char *label)
{
  VouchFilterChoice *choice = g_new0 (VouchFilterChoice, 1);

  choice->value = g_strdup (value);
  choice->label = g_strdup (label);
  g_ptr_array_add (choices, choice);
}

static void
add_enum (GPtrArray *choices, const VouchEnum *values)
{
  for (guint i = 0; i < values->n_values; i++)
    add_choice (choices, values->values[i].nick, vouch_enum_label (values, (int) i));
}

static int
compare_choices (gconstpointer a, gconstpointer b)
{
  const VouchFilterChoice *one = *(VouchFilterChoice *const *) a;
  const VouchFilterChoice *two = *(VouchFilterChoice *const *) b;

  return g_utf8_collate (one->label, two->label);
}

static GPtrArray *
list_records (VouchApplicantFilter *self, VouchFilterKind kind)
{
  const VouchRecordType *type = kind == VOUCH_FILTER_FLOW ? &vouch_flow_type : &vouch_user_type;
  g_autoptr (GPtrArray) records = vouch_store_get_records (self->store, type);
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) choice_free);

  for (guint i = 0; i < records->len; i++)
    {
      const VouchFlowRecord *flow = g_ptr_array_index (records, i);
      const VouchUserRecord *user = g_ptr_array_index (records, i);

      add_choice (choices, ((const VouchRecord *) flow)->id,
                  kind == VOUCH_FILTER_FLOW ? flow->name : user->full_name);
    }
  g_ptr_array_sort (choices, compare_choices);
  return choices;
}

GPtrArray *
vouch_applicant_filter_list_choices (VouchApplicantFilter *self, VouchFilterKind kind)
{
  g_autoptr (GPtrArray) choices = NULL;
  const VouchCountry *countries;
  guint n;

  if (kind == VOUCH_FILTER_FLOW)
    return list_records (self, kind);
  choices = g_ptr_array_new_with_free_func ((GDestroyNotify) choice_free);
  switch (kind)
    {
    case VOUCH_FILTER_STATUS:
      add_enum (choices, &vouch_status_enum);
      break;
    case VOUCH_FILTER_REVIEWER:
      {
        g_autoptr (GPtrArray) people = list_records (self, kind);

        add_choice (choices, ME, _ ("Me"));
        add_choice (choices, NOBODY, _ ("Nobody"));
        g_ptr_array_extend_and_steal (choices, g_steal_pointer (&people));
        break;
      }
    case VOUCH_FILTER_COUNTRY:
      countries = vouch_country_all (&n);
      for (guint i = 0; i < n; i++)
        add_choice (choices, countries[i].alpha2, vouch_country_name (countries[i].alpha2));
      g_ptr_array_sort (choices, compare_choices);
      break;
    case VOUCH_FILTER_WARNING:
      add_choice (choices, ANY, _ ("Any warning"));
      add_enum (choices, &vouch_warning_kind_enum);
      break;
    case VOUCH_FILTER_DELETION:
      add_choice (choices, SCHEDULED, _ ("Scheduled for deletion"));
      break;
    case VOUCH_FILTER_FLOW:
    case VOUCH_N_FILTERS:
    default:
      break;
    }
  return g_steal_pointer (&choices);
}

void
vouch_applicant_filter_fill (VouchApplicantFilter *self, VouchApplicantQuery *query)
{
  const char *reviewer = self->single[VOUCH_FILTER_REVIEWER];
  const char *warning = self->single[VOUCH_FILTER_WARNING];

  query->search = *self->search ? self->search : NULL;
  query->statuses = self->statuses;
  if (g_strcmp0 (reviewer, NOBODY) == 0)
    query->reviewer = "";
  else if (g_strcmp0 (reviewer, ME) == 0 && self->user_id)
    query->reviewer = self->user_id;
  else
    query->reviewer = reviewer;
  query->flow = self->single[VOUCH_FILTER_FLOW];
  query->country = self->single[VOUCH_FILTER_COUNTRY];
  if (warning == NULL)
    query->warning = WARNING_NONE;
  else if (g_str_equal (warning, ANY))
    query->warning = WARNING_ANY;
  else
    query->warning = vouch_enum_from_nick (&vouch_warning_kind_enum, warning);
  query->deleted = self->single[VOUCH_FILTER_DELETION] != NULL;
}
