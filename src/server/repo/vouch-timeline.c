/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hash chain of the audit trail.
 *
 * digest = sha-256 (salt, personal content of the entry); chain = sha-256 (chain of the entry
 * before, digest, all other content and the place n). A redaction erases the personal content and
 * the salt, without which nobody can guess the content from the digest; digest and chain stay, so
 * the proof holds. The head (last place and chain) carries a MAC by a key outside the database, so
 * that cutting off the end, or making the whole chain anew, shows. A redacted entry is only right
 * when its applicant is gone and a later entry of the chain says so. */

#define G_LOG_DOMAIN "vouch-server"

#include "vouch-timeline.h"

#include <sodium.h>

#include "vouch-server-error.h"
#include "vouch-stmt.h"

#define SALT_BYTES 16
#define FIRST_CHAIN "0000000000000000000000000000000000000000000000000000000000000000"

static char *
personal_digest (const VouchTimelineEntryRecord *entry, const guint8 *salt, gsize salt_size)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  vouch_json_begin_array (text);
  vouch_json_add_string (text, entry->actor_name);
  vouch_json_add_string (text, entry->os);
  vouch_json_add_string (text, entry->browser);
  vouch_json_add_string (text, entry->ip);
  vouch_json_add_string (text, entry->detail);
  vouch_json_end_array (text);
  g_checksum_update (sum, salt, (gssize) salt_size);
  g_checksum_update (sum, (const guchar *) text->str, (gssize) text->len);
  return g_strdup (g_checksum_get_string (sum));
}

static char *
next_chain (const char *before, const char *company_id, gint64 n,
            const VouchTimelineEntryRecord *entry)
{
  g_autoptr (GString) text = g_string_new (NULL);

  vouch_json_begin_array (text);
  vouch_json_add_string (text, before);
  vouch_json_add_string (text, entry->digest);
  vouch_json_add_string (text, company_id);
  vouch_json_add_int (text, n);
  vouch_json_add_string (text, entry->id);
  vouch_json_add_int (text, entry->seq);
  vouch_json_add_string (text, entry->applicant_id);
  vouch_json_add_int (text, entry->at);
  vouch_json_add_string (text, entry->event);
  vouch_json_add_string (text, entry->step);
  vouch_json_add_string (text, entry->step_status);
  vouch_json_add_int (text, (gint64) entry->actor_kind);
  vouch_json_add_string (text, entry->actor_id);
  vouch_json_end_array (text);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, (gssize) text->len);
}

static char *
head_mac (VouchServerKeys *keys, const char *company_id, gint64 n, const char *chain)
{
  g_autofree char *text = g_strdup_printf ("%s\n%" G_GINT64_FORMAT "\n%s", company_id, n, chain);

  return vouch_server_keys_mac (keys, "audit-head", text);
}

/* @mac may be NULL. A company without entries has place 0. */
static gboolean
get_head (VouchDb *db, const char *company_id, gint64 *n, char **chain, char **mac, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "server/get-chain-head", error);
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;

  vouch_stmt_bind_text (stmt, ":company_id", company_id);
  if (vouch_stmt_step (stmt, &local))
    {
      *n = vouch_stmt_int (stmt, 0);
      *chain = vouch_stmt_dup_text (stmt, 1);
      if (mac != NULL)
        *mac = vouch_stmt_dup_text (stmt, 2);
      return TRUE;
    }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  *n = 0;
  *chain = g_strdup (FIRST_CHAIN);
  return TRUE;
}

static gboolean
put_head (VouchDb *db, VouchServerKeys *keys, const char *company_id, gint64 n, const char *chain,
          GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "server/put-chain-head", error);
  g_autofree char *mac = head_mac (keys, company_id, n, chain);

  if (stmt == NULL)
    return FALSE;

  vouch_stmt_bind_text (stmt, ":company_id", company_id);
  vouch_stmt_bind_int (stmt, ":n", n);
  vouch_stmt_bind_text (stmt, ":chain", chain);
  vouch_stmt_bind_text (stmt, ":mac", mac);
  return vouch_stmt_run (stmt, error) >= 0;
}

gboolean
vouch_timeline_append (VouchDb *db, VouchServerKeys *keys, const char *company_id,
                       VouchTimelineEntryRecord *entry, GError **error)
{
  g_autoptr (VouchStmt) stmt = NULL;
  g_autofree char *before = NULL;
  guint8 salt[SALT_BYTES];
  gint64 n;

  if (!get_head (db, company_id, &n, &before, NULL, error))
    return FALSE;

  n++;
  randombytes_buf (salt, sizeof salt);
  g_free (entry->digest);
  entry->digest = personal_digest (entry, salt, sizeof salt);
  g_free (entry->chain);
  entry->chain = next_chain (before, company_id, n, entry);

  stmt = vouch_db_statement (db, "server/insert-timeline-entry", error);
  if (stmt == NULL)
    return FALSE;
  vouch_stmt_bind_record (stmt, &vouch_timeline_entry_type, entry);
  vouch_stmt_bind_text (stmt, ":company_id", company_id);
  vouch_stmt_bind_int (stmt, ":n", n);
  vouch_stmt_bind_blob (stmt, ":salt", salt, sizeof salt);
  return vouch_stmt_run (stmt, error) >= 0 &&
         put_head (db, keys, company_id, n, entry->chain, error);
}

static gboolean
fault (const char *company_id, gint64 n, const char *what, GError **error)
{
  g_set_error (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_CORRUPT,
               "Audit trail of company %s, entry %" G_GINT64_FORMAT ": %s", company_id, n, what);
  return FALSE;
}

static gboolean
may_be_redacted (VouchDb *db, const char *company_id, const char *applicant_id, gint64 n,
                 gboolean *allowed, GError **error)
{
  g_autoptr (VouchStmt) stmt = vouch_db_statement (db, "server/is-erased", error);

  if (stmt == NULL)
    return FALSE;

  vouch_stmt_bind_text (stmt, ":company_id", company_id);
  vouch_stmt_bind_text (stmt, ":applicant_id", applicant_id);
  vouch_stmt_bind_int (stmt, ":n", n);
  if (!vouch_stmt_one (stmt, error))
    return FALSE;
  *allowed = vouch_stmt_bool (stmt, 0);
  return TRUE;
}

static gboolean
check_content (VouchDb *db, const char *company_id, VouchStmt *row, gint64 n,
               const VouchTimelineEntryRecord *entry, GError **error)
{
  g_autoptr (GBytes) salt = vouch_stmt_dup_bytes (row, vouch_stmt_find_column (row, "salt"));
  g_autofree char *digest = NULL;
  gboolean allowed = FALSE;

  if (vouch_stmt_bool (row, vouch_stmt_find_column (row, "redacted")))
    {
      if (!may_be_redacted (db, company_id, entry->applicant_id, n, &allowed, error))
        return FALSE;
      if (!allowed || entry->actor_name != NULL || entry->os != NULL || entry->browser != NULL ||
          entry->ip != NULL || entry->detail != NULL)
        return fault (company_id, n, "erased without a deletion", error);
      return TRUE;
    }

  if (salt == NULL)
    return fault (company_id, n, "altered", error);
  digest = personal_digest (entry, g_bytes_get_data (salt, NULL), g_bytes_get_size (salt));
  if (g_strcmp0 (digest, entry->digest) != 0)
    return fault (company_id, n, "altered", error);
  return TRUE;
}

static gboolean
check_entry (VouchDb *db, const char *company_id, VouchStmt *row, gint64 n, char **chain,
             GError **error)
{
  VouchTimelineEntryRecord *entry = vouch_stmt_read_record (row, &vouch_timeline_entry_type, error);
  g_autofree char *expected = NULL;
  gboolean ok;

  if (entry == NULL)
    return FALSE;

  expected = next_chain (*chain, company_id, n, entry);
  if (vouch_stmt_int (row, vouch_stmt_find_column (row, "n")) != n)
    ok = fault (company_id, n, "missing", error);
  else if (g_strcmp0 (expected, entry->chain) != 0)
    ok = fault (company_id, n, "altered, removed or slipped in", error);
  else
    ok = check_content (db, company_id, row, n, entry, error);
  vouch_record_free (&vouch_timeline_entry_type, entry);

  g_free (*chain);
  *chain = g_steal_pointer (&expected);
  return ok;
}

static gboolean
verify_company (VouchDb *db, VouchServerKeys *keys, const char *company_id, gint64 *total,
                GError **error)
{
  g_autoptr (VouchStmt) rows = vouch_db_statement (db, "server/list-chain", error);
  g_autofree char *chain = g_strdup (FIRST_CHAIN);
  g_autofree char *head_chain = NULL;
  g_autofree char *stored_mac = NULL;
  g_autofree char *mac = NULL;
  gint64 head_n;
  gint64 n = 0;
  GError *local = NULL;

  if (rows == NULL)
    return FALSE;

  vouch_stmt_bind_text (rows, ":company_id", company_id);
  while (vouch_stmt_step (rows, &local))
    {
      if (!check_entry (db, company_id, rows, ++n, &chain, error))
        return FALSE;
    }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  *total += n;
  if (!get_head (db, company_id, &head_n, &head_chain, &stored_mac, error))
    return FALSE;
  mac = head_mac (keys, company_id, head_n, head_chain);
  if (head_n != n || g_strcmp0 (head_chain, chain) != 0 || g_strcmp0 (mac, stored_mac) != 0)
    return fault (company_id, n, "the end of the trail is cut off or made anew", error);
  return TRUE;
}

gboolean
vouch_timeline_verify (VouchDb *db, VouchServerKeys *keys, gint64 *n, GError **error)
{
  g_autoptr (GPtrArray) companies = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (VouchStmt) list = vouch_db_statement (db, "server/list-chain-companies", error);
  gint64 total = 0;
  GError *local = NULL;

  if (list == NULL)
    return FALSE;

  while (vouch_stmt_step (list, &local))
    g_ptr_array_add (companies, vouch_stmt_dup_text (list, 0));
  g_clear_pointer (&list, vouch_stmt_release);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  for (guint i = 0; i < companies->len; i++)
    {
      if (!verify_company (db, keys, g_ptr_array_index (companies, i), &total, error))
        return FALSE;
    }
  if (n != NULL)
    *n = total;
  return TRUE;
}
