/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo company: roles, people who work there, flows, and the days over which applicants came.
 */

#define G_LOG_DOMAIN "vouch-demo"

#include "vouch-demo-private.h"

#include "vouch-id.h"
#include "vouch-json.h"
#include "vouch-secret.h"

#define DAYS 60
#define TEST_APPLICANTS 12
#define DAY_US (86400LL * G_USEC_PER_SEC)

typedef struct
{
  const char *name;
  const char *email;
  const char *position;
  VouchBuiltinRole role;
  gboolean disabled;
} DemoUser;

static const DemoUser users[VOUCH_DEMO_N_USERS] = {
  { "Helena Marsh", "admin@utopia.example", "Administrator", VOUCH_ROLE_ADMINISTRATOR, FALSE },
  { "Omar Haddad", "officer@utopia.example", "Compliance officer", VOUCH_ROLE_OFFICER, FALSE },
  { "Ann Bell", "ann@utopia.example", "Reviewer", VOUCH_ROLE_REVIEWER, FALSE },
  { "Ben Okafor", "ben@utopia.example", "Reviewer", VOUCH_ROLE_REVIEWER, FALSE },
  { "Iris Novak", "auditor@utopia.example", "Internal audit", VOUCH_ROLE_AUDITOR, FALSE },
  { "Cora Lind", "cora@utopia.example", "Reviewer until May", VOUCH_ROLE_REVIEWER, TRUE },
};

static const struct
{
  const char *name;
  const char *steps;
} flows[VOUCH_DEMO_N_FLOWS] = {
  { "Standard", "[{\"step\":\"intro\"},{\"step\":\"document\"},{\"step\":\"liveness\"},"
                "{\"step\":\"face_match\"},{\"step\":\"email\"},{\"step\":\"aml\"},"
                "{\"step\":\"final\"}]" },
  { "Enhanced due diligence",
    "[{\"step\":\"intro\"},{\"step\":\"document\"},{\"step\":\"liveness\"},"
    "{\"step\":\"face_match\"},{\"step\":\"selfie_document\"},{\"step\":\"email\"},"
    "{\"step\":\"phone\"},{\"step\":\"aml\"},{\"step\":\"crypto\"},{\"step\":\"questionnaire\"},"
    "{\"step\":\"final\"}]" },
  { "Light", "[{\"step\":\"intro\"},{\"step\":\"document\"},{\"step\":\"selfie_document\"},"
             "{\"step\":\"email\"},{\"step\":\"phone\"},{\"step\":\"final\"}]" },
};

char *
vouch_demo_id (VouchDemoRun *run, gint64 at)
{
  guint8 bytes[10];
  guint64 a = vouch_demo_random_next (&run->ids);
  guint64 b = vouch_demo_random_next (&run->ids);

  memcpy (bytes, &a, 8);
  memcpy (bytes + 8, &b, 2);

  return vouch_id_new_from (at / 1000, bytes);
}

VouchActor *
vouch_demo_staff (VouchDemoRun *run, guint user, gint64 at)
{
  VouchActor *actor = vouch_actor_new (VOUCH_ACTOR_STAFF, run->company_id, users[user].name);

  actor->user_id = g_strdup (run->user_ids[user]);
  actor->permissions = vouch_builtin_role_permissions (users[user].role);
  actor->live = TRUE;
  actor->at = at;
  vouch_actor_set_device (actor, "Debian GNU/Linux 12", "Vouch 0.1.0", "198.51.100.24");

  return actor;
}

VouchActor *
vouch_demo_applicant_actor (VouchDemoRun *run, const VouchDemoPerson *person, gint64 at)
{
  static const char *const systems[] = { "Android 14", "iOS 17.5", "Windows 11", "macOS 14" };
  static const char *const browsers[] = { "Chrome 126", "Safari 17.5", "Firefox 127", "Edge 126" };
  VouchActor *actor = vouch_actor_new (VOUCH_ACTOR_APPLICANT, run->company_id, person->full_name);

  actor->at = at;
  vouch_actor_set_device (actor, systems[person->index % 4], browsers[person->index % 4],
                          person->ip);

  return actor;
}

/* In the writer's thread. */
static void
answered_cb (VouchAnswer *answer, gpointer user_data)
{
  VouchDemoRun *run = user_data;

  if (answer->status == 200)
    return;
  g_mutex_lock (&run->lock);
  if (run->error == NULL)
    g_set_error (&run->error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_INVALID, "%.*s",
                 (int) g_bytes_get_size (answer->body),
                 (const char *) g_bytes_get_data (answer->body, NULL));
  g_mutex_unlock (&run->lock);
}

void
vouch_demo_send (VouchDemoRun *run, VouchActor *actor, gint64 at, const char *type,
                 const char *target, GString *args)
{
  g_autofree char *id = vouch_demo_id (run, at);
  g_autofree char *made = target == NULL ? vouch_demo_id (run, at) : NULL;
  GError *error = NULL;
  g_autoptr (VouchCommand) command = vouch_command_new (id, type, target != NULL ? target : made,
                                                        args != NULL ? args->str : "{}", &error);

  if (command != NULL)
    vouch_writer_submit (run->writer, actor, command, answered_cb, run);
  else
    {
      g_mutex_lock (&run->lock);
      if (run->error == NULL)
        run->error = g_steal_pointer (&error);
      g_mutex_unlock (&run->lock);
      g_clear_error (&error);
    }
  if (args != NULL)
    g_string_free (args, TRUE);
}

static gboolean
nothing (VouchDb *db, gpointer user_data, GError **error)
{
  return TRUE;
}

gboolean
vouch_demo_settle (VouchDemoRun *run, GError **error)
{
  /* The writer's queue is first in, first out: when this job is done, so is all before it. */
  if (!vouch_writer_call (run->writer, nothing, NULL, error))
    return FALSE;
  g_mutex_lock (&run->lock);
  if (run->error != NULL)
    g_propagate_error (error, g_steal_pointer (&run->error));
  g_mutex_unlock (&run->lock);

  return error == NULL || *error == NULL;
}

static GString *
object (void)
{
  GString *out = g_string_new (NULL);

  vouch_json_begin_object (out);

  return out;
}

static GString *
finish (GString *out)
{
  vouch_json_end_object (out);

  return out;
}

static void
make_company (VouchDemoRun *run, gint64 at)
{
  GString *args = object ();

  run->company_id = vouch_demo_id (run, at);
  run->system = vouch_actor_new (VOUCH_ACTOR_SYSTEM, run->company_id, NULL);
  run->system->at = at;
  vouch_json_set_string (args, "name", "Utopia Payments");
  vouch_json_set_string (args, "address", "1 Harbour Street, Amaurot");
  vouch_json_set_string (args, "email", "office@utopia.example");
  vouch_json_set_bool (args, "live_enabled", TRUE);
  vouch_demo_send (run, run->system, at, "company.create", run->company_id, finish (args));

  run->application_id = vouch_demo_id (run, at);
  args = object ();
  vouch_json_set_string (args, "name", "Utopia Wallet");
  vouch_json_set_string (args, "description", "The phone application");
  vouch_demo_send (run, run->system, at, "application.create", run->application_id, finish (args));
}

static gboolean
make_team (VouchDemoRun *run, gint64 at, GError **error)
{
  char *role_ids[VOUCH_N_BUILTIN_ROLES];
  g_autofree char *hash = vouch_password_hash (VOUCH_DEMO_PASSWORD);

  if (hash == NULL)
    {
      g_set_error (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_BUSY, "not enough memory");
      return FALSE;
    }
  for (guint i = 0; i < VOUCH_N_BUILTIN_ROLES; i++)
    {
      g_autofree char *permissions = vouch_permissions_to_json (vouch_builtin_role_permissions (i));
      GString *args = object ();

      role_ids[i] = vouch_demo_id (run, at);
      vouch_json_set_string (args, "name", vouch_builtin_role_name (i));
      vouch_json_set_raw (args, "permissions", permissions);
      vouch_demo_send (run, run->system, at, "role.create", role_ids[i], finish (args));
    }
  for (guint i = 0; i < VOUCH_DEMO_N_USERS; i++)
    {
      GString *args = object ();

      run->user_ids[i] = vouch_demo_id (run, at);
      vouch_json_set_string (args, "full_name", users[i].name);
      vouch_json_set_string (args, "email", users[i].email);
      vouch_json_set_string (args, "position", users[i].position);
      vouch_json_set_string (args, "lang", "en");
      vouch_json_set_string (args, "role_id", role_ids[users[i].role]);
      vouch_json_set_string (args, "status", users[i].disabled ? "disabled" : "active");
      vouch_json_set_string (args, "password_hash", hash);
      vouch_demo_send (run, run->system, at, "user.create", run->user_ids[i], finish (args));
    }
  for (guint i = 0; i < VOUCH_N_BUILTIN_ROLES; i++)
    g_free (role_ids[i]);

  return TRUE;
}

static void
make_flows (VouchDemoRun *run, gint64 at)
{
  for (VouchMode mode = VOUCH_MODE_TEST; mode <= VOUCH_MODE_LIVE; mode++)
    {
      for (guint i = 0; i < VOUCH_DEMO_N_FLOWS; i++)
        {
          GString *args = object ();

          run->flow_ids[mode][i] = vouch_demo_id (run, at);
          vouch_json_set_string (args, "mode", vouch_enum_nick (&vouch_mode_enum, (int) mode));
          vouch_json_set_string (args, "name", flows[i].name);
          vouch_json_set_string (args, "type", "regular");
          vouch_json_set_raw (args, "steps", flows[i].steps);
          vouch_demo_send (run, run->system, at, "flow.publish", run->flow_ids[mode][i],
                           finish (args));
        }
    }
}

/* Moments over the last days, in order: evenly spread, each shifted within its own share. */
static gint64 *
make_moments (VouchDemoRun *run, guint n)
{
  VouchDemoRandom random = vouch_demo_random_seed (run->seed, 7);
  gint64 *moments = g_new (gint64, n);
  gint64 span = DAYS * DAY_US;

  for (guint i = 0; i < n; i++)
    {
      double place = (i + vouch_demo_random_unit (&random)) / n;

      moments[i] = run->now - span + (gint64) (place * (double) (span - 20 * 60 * G_USEC_PER_SEC));
    }

  return moments;
}

static gboolean
make_applicants (VouchDemoRun *run, VouchMode mode, guint n, guint64 first, GError **error)
{
  g_autofree gint64 *moments = make_moments (run, n);

  for (guint i = 0; i < n; i++)
    {
      if (!vouch_demo_applicant_make (run, mode, first + i, moments[i], error))
        return FALSE;
      if (i % 10000 == 9999)
        g_printerr ("%u of %u applicants\n", i + 1, n);
    }

  return vouch_demo_settle (run, error);
}

static gboolean
is_empty (VouchDemoRun *run, GError **error)
{
  VouchDbPool *pool = vouch_server_data_get_pool (vouch_writer_get_data (run->writer));
  VouchDb *db = vouch_db_pool_checkout (pool, error);
  gint64 n = 0;
  gboolean ok;

  if (db == NULL)
    return FALSE;
  ok = vouch_db_query_int (db, "SELECT count(*) FROM company", &n, error);
  vouch_db_pool_checkin (pool, db);
  if (ok && n > 0)
    g_set_error (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_CONFLICT,
                 "this directory has a company already");

  return ok && n == 0;
}

static void
run_clear (VouchDemoRun *run)
{
  vouch_demo_media_clear (run);
  g_clear_pointer (&run->system, vouch_actor_unref);
  g_free (run->company_id);
  g_free (run->application_id);
  g_free (run->first_id);
  g_free (run->first_name);
  for (guint i = 0; i < VOUCH_DEMO_N_USERS; i++)
    g_free (run->user_ids[i]);
  for (guint i = 0; i < 2 * VOUCH_DEMO_N_FLOWS; i++)
    g_free (run->flow_ids[i / VOUCH_DEMO_N_FLOWS][i % VOUCH_DEMO_N_FLOWS]);
  g_clear_error (&run->error);
  g_mutex_clear (&run->lock);
}

gboolean
vouch_demo_fill (VouchWriter *writer, gint64 applicants, guint64 seed, GError **error)
{
  VouchDemoRun run = { .writer = writer, .seed = seed };
  gint64 hour = 3600LL * G_USEC_PER_SEC;
  g_autoptr (GDateTime) today = NULL;
  g_autofree char *date = NULL;
  gint64 founded;
  gboolean ok;

  g_mutex_init (&run.lock);
  run.now = vouch_now () / hour * hour;
  run.ids = vouch_demo_random_seed (seed, 1);
  today = g_date_time_new_from_unix_utc (run.now / G_USEC_PER_SEC);
  date = g_date_time_format (today, "%Y-%m-%d");
  g_strlcpy (run.today, date, sizeof run.today);
  run.n_documents = (guint) MIN (applicants, VOUCH_DEMO_OWN_DOCUMENTS);
  founded = run.now - (DAYS + 30) * DAY_US;

  ok = is_empty (&run, error);
  if (ok)
    {
      make_company (&run, founded);
      ok = make_team (&run, founded, error);
    }
  if (ok)
    {
      make_flows (&run, founded);
      ok = vouch_demo_settle (&run, error) && vouch_demo_media_make (&run, error) &&
           make_applicants (&run, VOUCH_MODE_LIVE, (guint) applicants, 0, error) &&
           make_applicants (&run, VOUCH_MODE_TEST, TEST_APPLICANTS, (guint64) applicants, error);
    }
  run_clear (&run);

  return ok;
}
