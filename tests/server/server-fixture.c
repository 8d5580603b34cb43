/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills the directory through the commands of the program. */

#include "server-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "vouch-id.h"

void
assert_answer_at (const char *where, VouchAnswer *answer, guint status, const char *word)
{
  g_autoptr (VouchJson) json = answer_json (answer);
  g_autofree char *found = vouch_json_get_string (json, 0, "error");

  if (answer->status != status || g_strcmp0 (found, word) != 0)
    g_error ("%s: %u %s", where, answer->status,
             (const char *) g_bytes_get_data (answer->body, NULL));
  vouch_answer_unref (answer);
}

VouchJson *
answer_json (VouchAnswer *answer)
{
  gsize size;
  const char *text = g_bytes_get_data (answer->body, &size);
  g_autoptr (GError) error = NULL;
  VouchJson *json = vouch_json_parse (text, (gssize) size, &error);

  g_assert_no_error (error);
  return json;
}

static VouchAnswer *
run_system_of (ServerFixture *self, const char *company, const char *type, const char *target,
               const char *args)
{
  g_autoptr (VouchActor) actor = vouch_actor_new (VOUCH_ACTOR_SYSTEM, company, "System");
  g_autoptr (GError) error = NULL;
  g_autoptr (VouchCommand) command = vouch_command_new (NULL, type, target, args, &error);

  g_assert_no_error (error);
  actor->at = self->clock != 0 ? self->clock : 0;
  return vouch_writer_run (self->writer, actor, command);
}

VouchAnswer *
run_system (ServerFixture *self, const char *type, const char *target, const char *args)
{
  return run_system_of (self, self->company, type, target, args);
}

VouchAnswer *
run_as (ServerFixture *self, const char *user, const char *id, const char *type, const char *target,
        const char *more, const char *args)
{
  g_autofree char *made = id == NULL ? vouch_id_new () : g_strdup (id);
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"client\":\"test\",\"n\":1,\"type\":\"%s\",\"target\":\"%s\",%s\"args\":%s,"
      "\"made_at\":1}",
      made, type, target, more != NULL ? more : "", args);
  g_autoptr (GError) error = NULL;
  g_autoptr (VouchCommand) command = vouch_command_parse (body, strlen (body), &error);
  g_autoptr (VouchActor) actor = NULL;

  g_assert_no_error (error);
  actor = vouch_actor_load (self->db, user, &error);
  g_assert_no_error (error);
  vouch_actor_set_device (actor, "Debian", "Vouch", "192.0.2.7");
  actor->at = self->clock;
  return vouch_writer_run (self->writer, actor, command);
}

char *
current_facts (ServerFixture *self, const char *applicant)
{
  g_autoptr (GError) error = NULL;
  char *facts = vouch_commands_facts (self->db, applicant, &error);

  g_assert_no_error (error);
  return facts;
}

VouchApplicantRecord *
get_applicant (ServerFixture *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  VouchApplicantRecord *applicant =
      vouch_db_get_record (self->db, &vouch_applicant_type, id, &error);

  g_assert_no_error (error);
  return applicant;
}

VouchAnswer *
decide_as (ServerFixture *self, const char *user, const char *type, const char *applicant,
           const char *args)
{
  VouchApplicantRecord *record = get_applicant (self, applicant);
  g_autofree char *facts = current_facts (self, applicant);
  g_autofree char *more = g_strdup_printf ("\"base\":%" G_GINT64_FORMAT ",\"seen\":\"%s\",",
                                           record->decision_version, facts);

  vouch_record_free (&vouch_applicant_type, record);
  return run_as (self, user, NULL, type, applicant, more, args);
}

gint64
query_int (ServerFixture *self, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = 0;

  (void) vouch_db_query_int (self->db, sql, &value, &error);
  g_assert_no_error (error);
  return value;
}

char *
add_media (ServerFixture *self, const char *company, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (VouchMediaUpload) upload =
      vouch_media_store_receive (vouch_server_data_get_media (self->data), company, bytes, &error);

  g_assert_no_error (error);
  (void) vouch_writer_call (self->writer, vouch_media_upload_stage, upload, &error);
  g_assert_no_error (error);
  return g_strdup (vouch_media_upload_get_sha256 (upload));
}

void
tamper (ServerFixture *self, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VouchDb) db =
      vouch_db_open (vouch_server_data_get_db_path (self->data), VOUCH_DB_DEFAULT, &error);

  g_assert_no_error (error);
  (void) vouch_db_exec (db, sql, &error);
  g_assert_no_error (error);
}

void
server_start (ServerFixture *self)
{
  g_autoptr (GError) error = NULL;

  self->data = vouch_server_data_open (self->dir, &error);
  g_assert_no_error (error);
  self->writer = vouch_writer_new (self->data, &error);
  g_assert_no_error (error);
  self->feed = vouch_feed_new (vouch_server_data_get_keys (self->data));
  self->db = vouch_db_pool_checkout (vouch_server_data_get_pool (self->data), &error);
  g_assert_no_error (error);
}

void
server_stop (ServerFixture *self)
{
  vouch_db_pool_checkin (vouch_server_data_get_pool (self->data), self->db);
  self->db = NULL;
  g_clear_pointer (&self->feed, vouch_feed_free);
  g_assert_finalize_object (g_steal_pointer (&self->writer));
  g_assert_finalize_object (g_steal_pointer (&self->data));
}

static char *
add_role (ServerFixture *self, const char *company, VouchBuiltinRole role)
{
  char *id = vouch_id_new ();
  g_autofree char *set = vouch_permissions_to_json (vouch_builtin_role_permissions (role));
  g_autofree char *args =
      g_strdup_printf ("{\"name\":\"%s\",\"permissions\":%s}", vouch_builtin_role_name (role), set);

  assert_answer (run_system_of (self, company, "role.create", id, args), 200, NULL);
  return id;
}

static char *
add_user (ServerFixture *self, const char *company, const char *name, const char *role)
{
  char *id = vouch_id_new ();
  g_autofree char *args =
      g_strdup_printf ("{\"full_name\":\"%s\",\"email\":\"%s@%s.example\",\"role_id\":\"%s\","
                       "\"status\":\"active\",\"password_hash\":\"x\"}",
                       name, name, company, role);

  assert_answer (run_system_of (self, company, "user.create", id, args), 200, NULL);
  return id;
}

static char *
add_applicant (ServerFixture *self, const char *mode)
{
  char *id = vouch_id_new ();
  g_autofree char *args = g_strdup_printf (
      "{\"mode\":\"%s\",\"full_name\":\"Zelda Quimby\",\"email\":\"zelda@quimby.example\","
      "\"country\":\"UA\",\"platform\":\"WEB\",\"flow_id\":\"%s\",\"external_user_id\":\"u-1\"}",
      mode, self->flow);

  assert_answer (run_system (self, "applicant.create", id, args), 200, NULL);
  return id;
}

static void
add_steps (ServerFixture *self, const char *applicant, const char *document, const char *warning,
           const char *match)
{
  g_autofree char *args = g_strdup_printf (
      "{\"id\":\"%s\",\"step\":\"document\",\"status\":\"accepted\",\"elapsed_us\":5,"
      "\"data\":{\"document_type\":\"passport\",\"fields\":[{\"name\":\"full_name\","
      "\"value\":\"Zelda Quimby\",\"mark\":\"verified\"},{\"name\":\"number\",\"value\":\"X1\"}]},"
      "\"media\":[{\"sha256\":\"%s\",\"mime\":\"image/png\",\"kind\":\"page\"}],"
      "\"warnings\":[{\"id\":\"%s\",\"kind\":\"face_duplicate\","
      "\"detail\":{\"full_name\":\"Zelda Quimby\"}}],"
      "\"applicant\":{\"document_country\":\"UA\",\"status\":\"approved\"}}",
      document, self->sha256, warning);
  g_autofree char *aml = g_strdup_printf (
      "{\"step\":\"aml\",\"status\":\"accepted\",\"data\":{\"lists\":[\"pep\"],\"matches\":1},"
      "\"aml_matches\":[{\"id\":\"%s\",\"name\":\"Z. Quimby\",\"rate\":80,"
      "\"status\":\"potential_match\",\"list\":\"l\",\"list_kind\":\"pep\",\"source\":\"s\"}]}",
      match);

  assert_answer (run_system (self, "step.record", applicant, args), 200, NULL);
  assert_answer (run_system (self, "step.record", applicant, aml), 200, NULL);
  assert_answer (run_system (self, "applicant.status.set", applicant, "{\"status\":\"completed\"}"),
                 200, NULL);
}

static void
fill (ServerFixture *self)
{
  const char *company = "{\"name\":\"Acme\",\"live_enabled\":true}";
  g_autofree char *admin = NULL, *reviewer = NULL, *auditor = NULL, *foreign = NULL;
  g_autofree char *document = vouch_id_new ();
  g_autofree char *warning = vouch_id_new ();
  g_autofree char *match = vouch_id_new ();

  self->company = vouch_id_new ();
  self->other_company = vouch_id_new ();
  assert_answer (run_system_of (self, NULL, "company.create", self->company, company), 200, NULL);
  assert_answer (run_system_of (self, NULL, "company.create", self->other_company, company), 200,
                 NULL);
  admin = add_role (self, self->company, VOUCH_ROLE_ADMINISTRATOR);
  reviewer = add_role (self, self->company, VOUCH_ROLE_REVIEWER);
  auditor = add_role (self, self->company, VOUCH_ROLE_AUDITOR);
  foreign = add_role (self, self->other_company, VOUCH_ROLE_ADMINISTRATOR);
  self->admin = add_user (self, self->company, "admin", admin);
  self->ann = add_user (self, self->company, "ann", reviewer);
  self->ben = add_user (self, self->company, "ben", reviewer);
  self->auditor = add_user (self, self->company, "auditor", auditor);
  self->stranger = add_user (self, self->other_company, "stranger", foreign);

  self->flow = vouch_id_new ();
  assert_answer (
      run_system (self, "flow.publish", self->flow,
                  "{\"mode\":\"live\",\"name\":\"KYC\",\"type\":\"regular\",\"steps\":[]}"),
      200, NULL);
  self->sha256 = add_media (self, self->company, "a picture of Zelda Quimby");
  self->document = vouch_id_new ();
  self->warning = vouch_id_new ();
  self->match = vouch_id_new ();
  self->applicant = add_applicant (self, "live");
  add_steps (self, self->applicant, self->document, self->warning, self->match);
  self->tested = add_applicant (self, "test");
  add_steps (self, self->tested, document, warning, match);
}

void
server_set_up (ServerFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  memset (self, 0, sizeof *self);
  self->dir = g_dir_make_tmp ("vouch-server-XXXXXX", &error);
  g_assert_no_error (error);
  server_start (self);
  fill (self);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_assert_no_errno (g_remove (path));
}

void
server_tear_down (ServerFixture *self, gconstpointer data)
{
  char **const texts[] = { &self->company,   &self->other_company, &self->admin,    &self->ann,
                           &self->ben,       &self->auditor,       &self->stranger, &self->flow,
                           &self->applicant, &self->tested,        &self->document, &self->warning,
                           &self->match,     &self->sha256 };

  server_stop (self);
  remove_tree (self->dir);
  g_clear_pointer (&self->dir, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
}
