/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A query over the applicants, as SQL. Its text depends on the kinds of filters only; every value
 * is bound. */

#define G_LOG_DOMAIN "vouch-applicant-query"

#include "vouch-applicant-query.h"
#include "vouch-fold.h"

static const char *const sort_columns[VOUCH_N_APPLICANT_SORTS] = {
  [VOUCH_APPLICANT_SORT_CREATED] = "created_at",
  [VOUCH_APPLICANT_SORT_UPDATED] = "updated_at",
  [VOUCH_APPLICANT_SORT_NAME] = "name_key",
  [VOUCH_APPLICANT_SORT_EXTERNAL_ID] = "external_user_id",
  [VOUCH_APPLICANT_SORT_STATUS] = "status",
  [VOUCH_APPLICANT_SORT_REVIEWER] = "(SELECT name_key FROM label WHERE label.id = reviewer_id)",
  [VOUCH_APPLICANT_SORT_FLOW] = "(SELECT name_key FROM label WHERE label.id = flow_id)",
  [VOUCH_APPLICANT_SORT_COUNTRY] = "country",
  [VOUCH_APPLICANT_SORT_WARNINGS] = "warnings_unresolved",
};

void
vouch_applicant_query_copy (VouchApplicantQuery *to, const VouchApplicantQuery *from)
{
  *to = *from;
  to->search = g_strdup (from->search);
  to->reviewer = g_strdup (from->reviewer);
  to->flow = g_strdup (from->flow);
  to->country = g_strdup (from->country);
}

void
vouch_applicant_query_clear (VouchApplicantQuery *self)
{
  g_free ((char *) self->search);
  g_free ((char *) self->reviewer);
  g_free ((char *) self->flow);
  g_free ((char *) self->country);
  *self = (VouchApplicantQuery) VOUCH_APPLICANT_QUERY_INIT;
}

gboolean
vouch_applicant_query_equal (const VouchApplicantQuery *a, const VouchApplicantQuery *b)
{
  return a->mode == b->mode && g_strcmp0 (a->search, b->search) == 0 &&
         a->statuses == b->statuses && g_strcmp0 (a->reviewer, b->reviewer) == 0 &&
         g_strcmp0 (a->flow, b->flow) == 0 && g_strcmp0 (a->country, b->country) == 0 &&
         a->warning == b->warning && a->created_from == b->created_from &&
         a->created_to == b->created_to && a->deleted == b->deleted && a->sort == b->sort &&
         a->descending == b->descending;
}

/* Each word of the text must begin a word of the row; NULL when there is no word. */
static char *
match_text (const char *search)
{
  g_autofree char *folded = vouch_fold (search);
  GString *match = g_string_new (NULL);
  gboolean open = FALSE;

  for (const char *p = folded; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean word = g_unichar_isalnum (c) || g_unichar_ismark (c);

      if (word && !open)
        g_string_append (match, match->len > 0 ? " AND \"" : "\"");
      else if (!word && open)
        g_string_append (match, "\" *");
      if (word)
        g_string_append_unichar (match, c);
      open = word;
    }
  if (open)
    g_string_append (match, "\" *");
  return g_string_free (match, match->len == 0);
}

static void
append_statuses (GString *sql, guint statuses)
{
  gboolean first = TRUE;

  if (statuses == 0)
    return;
  g_string_append (sql, " AND status IN (");
  for (guint i = 0; i < vouch_status_enum.n_values; i++)
    if (statuses & (1u << i))
      {
        g_string_append_printf (sql, "%s'%s'", first ? "" : ", ",
                                vouch_enum_nick (&vouch_status_enum, (int) i));
        first = FALSE;
      }
  g_string_append (sql, first ? "NULL)" : ")");
}

static void
append_filters (GString *sql, const VouchApplicantQuery *self, const char *match)
{
  append_statuses (sql, self->statuses);
  if (match != NULL)
    g_string_append (sql, " AND rowid IN (SELECT rowid FROM applicant_search"
                          " WHERE applicant_search MATCH :match)");
  if (self->reviewer != NULL)
    g_string_append (sql, *self->reviewer != '\0' ? " AND reviewer_id = :reviewer"
                                                  : " AND reviewer_id IS NULL");
  if (self->flow != NULL)
    g_string_append (sql, " AND flow_id = :flow");
  if (self->country != NULL)
    g_string_append (sql, " AND country = :country");
  if (self->warning >= 0)
    g_string_append (sql, " AND instr(' ' || warning_kinds || ' ', :warning) > 0");
  else if (self->warning == -2)
    g_string_append (sql, " AND warnings_unresolved > 0");
  if (self->created_from != 0)
    g_string_append (sql, " AND created_at >= :created_from");
  if (self->created_to != 0)
    g_string_append (sql, " AND created_at < :created_to");
  if (self->deleted)
    g_string_append (sql, " AND scheduled_deletion_at > 0");
}

static void
bind_filters (VouchStmt *stmt, const VouchApplicantQuery *self, const char *match)
{
  vouch_stmt_bind_enum (stmt, ":mode", &vouch_mode_enum, self->mode);
  if (match != NULL)
    vouch_stmt_bind_text (stmt, ":match", match);
  if (self->reviewer != NULL && *self->reviewer != '\0')
    vouch_stmt_bind_text (stmt, ":reviewer", self->reviewer);
  if (self->flow != NULL)
    vouch_stmt_bind_text (stmt, ":flow", self->flow);
  if (self->country != NULL)
    vouch_stmt_bind_text (stmt, ":country", self->country);
  if (self->warning >= 0)
    {
      g_autofree char *word =
          g_strdup_printf (" %s ", vouch_enum_nick (&vouch_warning_kind_enum, self->warning));

      vouch_stmt_bind_text (stmt, ":warning", word);
    }
  if (self->created_from != 0)
    vouch_stmt_bind_int (stmt, ":created_from", self->created_from);
  if (self->created_to != 0)
    vouch_stmt_bind_int (stmt, ":created_to", self->created_to);
}

VouchStmt *
vouch_applicant_query_prepare (const VouchApplicantQuery *self, VouchDb *db, const char *what,
                               gboolean ordered, GError **error)
{
  g_autofree char *match = match_text (self->search);
  g_autoptr (GString) sql = g_string_new (NULL);
  VouchStmt *stmt;

  g_string_append_printf (sql, "SELECT %s FROM applicant WHERE mode = :mode", what);
  append_filters (sql, self, match);
  if (ordered)
    g_string_append_printf (sql, " ORDER BY %s %s, id %s",
                            sort_columns[MIN (self->sort, VOUCH_N_APPLICANT_SORTS - 1)],
                            self->descending ? "DESC" : "ASC", self->descending ? "DESC" : "ASC");
  stmt = vouch_db_prepare (db, sql->str, error);
  if (stmt != NULL)
    bind_filters (stmt, self, match);
  return stmt;
}
