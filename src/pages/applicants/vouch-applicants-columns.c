/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the applicants table. */
#define G_LOG_DOMAIN "vouch-pages"
#include "vouch-applicants-private.h"

#include "vouch-country.h"

#include <glib/gi18n-lib.h>

#define EMPTY "—"

static char *
name_text (GObject *row)
{
  return g_strdup (vouch_applicant_get_title (VOUCH_APPLICANT (row)));
}

/* Of the days until a scheduled deletion; rounded up: on the last day it still says one. */
static char *
deletion_note (GObject *row)
{
  const VouchApplicantRecord *record = vouch_applicant_get_record (VOUCH_APPLICANT (row));
  gint64 left;

  if (record == NULL || record->scheduled_deletion_at == 0)
    return NULL;
  left = record->scheduled_deletion_at - g_get_real_time ();
  if (left <= 0)
    return g_strdup (_ ("being deleted"));
  left = (left + G_TIME_SPAN_DAY - 1) / G_TIME_SPAN_DAY;
  return g_strdup_printf (ngettext ("%d day left", "%d days left", (gulong) left), (int) left);
}

static char *
pending_note (GObject *row)
{
  switch (vouch_applicant_get_pending (VOUCH_APPLICANT (row)))
    {
    case VOUCH_APPLICANT_WAITING:
      return g_strdup (_ ("waiting"));
    case VOUCH_APPLICANT_STAGED:
      return g_strdup (_ ("not final"));
    case VOUCH_APPLICANT_REFUSED:
      return g_strdup (_ ("refused"));
    case VOUCH_APPLICANT_SETTLED:
    default:
      return NULL;
    }
}

static char *
country_text (GObject *row)
{
  g_autofree char *code = NULL;

  g_object_get (row, "country", &code, NULL);
  return code && *code ? g_strdup (vouch_country_name (code)) : NULL;
}

const VouchTableColumn vouch_applicants_columns[] = {
  { .id = "name",
    .title = N_ ("Name"),
    .kind = VOUCH_TABLE_PERSON,
    .width = 204,
    .expand = TRUE,
    .sortable = TRUE,
    .property = "full-name",
    .text = name_text,
    .note_property = "scheduled-deletion-at",
    .note = deletion_note },
  { .id = "external-id",
    .title = N_ ("External ID"),
    .width = 114,
    .sortable = TRUE,
    .tabular = TRUE,
    .property = "external-user-id",
    .empty = EMPTY },
  { .id = "status",
    .title = N_ ("Status"),
    .kind = VOUCH_TABLE_STATUS,
    .width = 138,
    .sortable = TRUE,
    .property = "status",
    .note_property = "pending",
    .note = pending_note },
  { .id = "reviewer",
    .title = N_ ("Reviewer"),
    .width = 108,
    .sortable = TRUE,
    .property = "reviewer-name",
    .empty = EMPTY },
  { .id = "flow",
    .title = N_ ("Flow"),
    .width = 108,
    .sortable = TRUE,
    .property = "flow-name",
    .empty = EMPTY },
  { .id = "country",
    .title = N_ ("Country"),
    .width = 108,
    .sortable = TRUE,
    .property = "country",
    .text = country_text,
    .empty = EMPTY },
  { .id = "warnings",
    .title = N_ ("Warnings"),
    .kind = VOUCH_TABLE_COUNT,
    .width = 114,
    .sortable = TRUE,
    .end = TRUE,
    .tabular = TRUE,
    .property = "warnings-unresolved" },
  { .id = "created",
    .title = N_ ("Created"),
    .kind = VOUCH_TABLE_TIME,
    .width = 102,
    .sortable = TRUE,
    .tabular = TRUE,
    .property = "created-at" },
  { .id = "updated",
    .title = N_ ("Updated"),
    .kind = VOUCH_TABLE_TIME,
    .width = 108,
    .sortable = TRUE,
    .tabular = TRUE,
    .hidden = TRUE,
    .property = "updated-at" },
  { .id = "application",
    .title = N_ ("Application"),
    .width = 132,
    .hidden = TRUE,
    .property = "application-name",
    .empty = EMPTY },
  { .id = "email",
    .title = N_ ("Email"),
    .width = 198,
    .hidden = TRUE,
    .property = "email",
    .empty = EMPTY },
  { .id = "phone",
    .title = N_ ("Phone"),
    .width = 132,
    .tabular = TRUE,
    .hidden = TRUE,
    .property = "phone",
    .empty = EMPTY },
  { .id = NULL },
};

static const struct
{
  const char *id;
  VouchApplicantSort sort;
} sorts[] = {
  { "created", VOUCH_APPLICANT_SORT_CREATED },
  { "updated", VOUCH_APPLICANT_SORT_UPDATED },
  { "name", VOUCH_APPLICANT_SORT_NAME },
  { "external-id", VOUCH_APPLICANT_SORT_EXTERNAL_ID },
  { "status", VOUCH_APPLICANT_SORT_STATUS },
  { "reviewer", VOUCH_APPLICANT_SORT_REVIEWER },
  { "flow", VOUCH_APPLICANT_SORT_FLOW },
  { "country", VOUCH_APPLICANT_SORT_COUNTRY },
  { "warnings", VOUCH_APPLICANT_SORT_WARNINGS },
};

gboolean
vouch_applicants_sort_of (const char *column_id, VouchApplicantSort *sort)
{
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    if (g_strcmp0 (sorts[i].id, column_id) == 0)
      {
        *sort = sorts[i].sort;
        return TRUE;
      }
  return FALSE;
}

const char *
vouch_applicants_column_of (VouchApplicantSort sort)
{
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    if (sorts[i].sort == sort)
      return sorts[i].id;
  return NULL;
}
