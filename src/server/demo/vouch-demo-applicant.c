/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One applicant of the demo, from the first screen to the verdict. */

#define G_LOG_DOMAIN "vouch-demo-applicant"

#include "vouch-demo-private.h"

#include "vouch-commands.h"
#include "vouch-json.h"
#include "vouch-records.h"
#include "vouch-stmt.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define MINUTE (60 * SECOND)
/* Later applicants fill the table more than the profile: a document and a status each, so that a
 * million of them take minutes. */
#define FULL_STORIES 2000

typedef struct
{
  VouchDemoRun *run;
  VouchMode mode;
  guint64 index;
  const VouchDemoPerson *person;
  const VouchDemoDocumentFiles *document;
  const VouchDemoFaceFiles *face;
  VouchDemoRandom random;
  VouchStatus goal;
  guint flow;
  gboolean trouble; /* whether something went wrong that a person must look at */
  gint64 at;        /* the story's clock */
  char *id;
  GPtrArray *warning_ids;
} Story;

static VouchActor *
applicant_actor (Story *story)
{
  return vouch_demo_applicant_actor (story->run, story->person, story->at);
}

/* As the applicant or, for background work, the program; moves the clock. */
static void
send (Story *story, gboolean by_applicant, const char *type, GString *args)
{
  g_autoptr (VouchActor) actor =
      by_applicant ? applicant_actor (story)
                   : vouch_actor_new (VOUCH_ACTOR_SYSTEM, story->run->company_id, NULL);

  actor->at = story->at;
  vouch_demo_send (story->run, actor, story->at, type, story->id, args);
  story->at += vouch_demo_random_between (&story->random, 8, 55) * SECOND;
}

static GString *
begin (void)
{
  GString *out = g_string_new (NULL);

  vouch_json_begin_object (out);

  return out;
}

/* step.record up to `data`; the caller writes the value, then more members, then step_end(). */
static GString *
step_begin (Story *story, VouchStep step, VouchStepStatus status)
{
  GString *out = begin ();

  vouch_json_set_string (out, "step", vouch_enum_nick (&vouch_step_enum, (int) step));
  vouch_json_set_string (out, "status", vouch_enum_nick (&vouch_step_status_enum, (int) status));
  vouch_json_set_int (out, "elapsed_us",
                      vouch_demo_random_between (&story->random, 900, 14000) * 1000LL);
  vouch_json_add_key (out, "data");

  return out;
}

static void
step_end (Story *story, gboolean by_applicant, GString *out)
{
  vouch_json_end_object (out);
  send (story, by_applicant, "step.record", out);
}

/* Opens "warnings":[{ … "detail": and leaves the value to the caller. */
static void
add_warning (Story *story, GString *out, VouchWarningKind kind, const char *detail)
{
  char *id = vouch_demo_id (story->run, story->at);

  vouch_json_add_key (out, "warnings");
  vouch_json_begin_array (out);
  vouch_json_begin_object (out);
  vouch_json_set_string (out, "id", id);
  vouch_json_set_string (out, "kind", vouch_enum_nick (&vouch_warning_kind_enum, (int) kind));
  vouch_json_set_raw (out, "detail", detail);
  vouch_json_end_object (out);
  vouch_json_end_array (out);
  g_ptr_array_add (story->warning_ids, id);
}

static void
create (Story *story)
{
  const VouchDemoPerson *person = story->person;
  GString *out = begin ();
  gboolean mobile = vouch_demo_random_chance (&story->random, 70);

  vouch_json_set_string (out, "mode", vouch_enum_nick (&vouch_mode_enum, (int) story->mode));
  vouch_json_set_string (out, "flow_id", story->run->flow_ids[story->mode][story->flow]);
  vouch_json_set_string (out, "application_id", story->run->application_id);
  vouch_json_set_string (out, "external_user_id", person->external_id);
  vouch_json_set_string (out, "lang", person->lang);
  vouch_json_set_string (out, "email", person->email);
  vouch_json_set_string (out, "platform",
                         vouch_demo_random_chance (&story->random, 80) ? "WEB" : "API");
  if (story->goal != VOUCH_STATUS_INIT)
    {
      vouch_json_set_string (out, "full_name_set_by_user", person->full_name);
      vouch_json_set_string (out, "ip", person->ip);
      vouch_json_set_string (out, "country", person->country);
      vouch_json_set_string (out, "region", person->region);
      vouch_json_set_string (out, "city", person->city);
      vouch_json_set_string (out, "timezone", person->timezone);
      vouch_json_set_raw (out, "device",
                          mobile ? "{\"browser\":\"Chrome 126\",\"os\":\"Android 14\","
                                   "\"user_agent\":\"Mozilla/5.0 (Linux; Android 14)\"}"
                                 : "{\"browser\":\"Firefox 127\",\"os\":\"Windows 11\","
                                   "\"user_agent\":\"Mozilla/5.0 (Windows NT 10.0)\"}");
    }
  /* Who has not begun has no name yet but the one the integration gave. */
  vouch_json_set_string (out, "full_name", person->full_name);
  vouch_json_end_object (out);
  send (story, FALSE, "applicant.create", out);
}

static gboolean
has_trouble (Story *story, guint kind)
{
  return story->trouble && story->index % 6 == kind;
}

static void
document_step (Story *story)
{
  const VouchDemoDocument *document = story->document->document;
  gboolean good = document->flags == 0;
  GString *out = step_begin (story, VOUCH_STEP_DOCUMENT,
                             good ? VOUCH_STEP_STATUS_ACCEPTED : VOUCH_STEP_STATUS_REJECTED);

  vouch_demo_write_document (out, story->document);
  vouch_json_add_key (out, "media");
  vouch_json_begin_array (out);
  for (guint i = 0; i < story->document->n_pages; i++)
    vouch_demo_write_file (out, &story->document->pages[i], "document", story->at);
  vouch_demo_write_file (out, &story->document->portrait, "portrait", story->at);
  vouch_demo_write_file (out, &story->document->signature, "signature", story->at);
  vouch_demo_write_file (out, &story->face->portrait, "photo", story->at);
  vouch_json_end_array (out);
  if (document->flags & VOUCH_DEMO_DOCUMENT_EXPIRED)
    add_warning (story, out, VOUCH_WARNING_DOCUMENT_EXPIRED, "{}");
  else if (!good)
    add_warning (story, out, VOUCH_WARNING_DOCUMENT_TAMPERED, "{}");
  else if (has_trouble (story, 0) && story->run->first_id != NULL)
    {
      g_autoptr (GString) detail = begin ();

      vouch_json_set_string (detail, "applicant_id", story->run->first_id);
      vouch_json_set_string (detail, "full_name", story->run->first_name);
      vouch_json_end_object (detail);
      add_warning (story, out, VOUCH_WARNING_DOCUMENT_DUPLICATE, detail->str);
    }
  vouch_json_add_key (out, "applicant");
  vouch_json_begin_object (out);
  vouch_json_set_string (out, "full_name", story->person->full_name);
  vouch_json_set_string (out, "date_of_birth", story->person->birth_date);
  vouch_json_set_string (out, "document_country", "UT");
  vouch_json_set_string (out, "photo", story->face->portrait.sha256);
  vouch_json_end_object (out);
  step_end (story, TRUE, out);
}

static void
liveness_step (Story *story)
{
  gboolean passed = !has_trouble (story, 1);
  GString *out = step_begin (story, VOUCH_STEP_LIVENESS,
                             passed ? VOUCH_STEP_STATUS_ACCEPTED : VOUCH_STEP_STATUS_REJECTED);

  vouch_demo_write_liveness (out, story->person, &story->face->video, passed);
  vouch_json_add_key (out, "media");
  vouch_json_begin_array (out);
  vouch_demo_write_file (out, &story->face->video, "liveness", story->at);
  vouch_demo_write_file (out, &story->face->selfie, "selfie", story->at);
  vouch_json_end_array (out);
  if (!passed)
    add_warning (story, out, VOUCH_WARNING_LIVENESS_FAILED, "{\"score\":38}");
  step_end (story, TRUE, out);
}

static void
face_match_step (Story *story)
{
  gboolean low = has_trouble (story, 2);
  int score = low ? 71 : vouch_demo_random_between (&story->random, 88, 99);
  GString *out = step_begin (story, VOUCH_STEP_FACE_MATCH,
                             low ? VOUCH_STEP_STATUS_REJECTED : VOUCH_STEP_STATUS_ACCEPTED);

  vouch_demo_write_face_match (out, &story->document->portrait, &story->face->selfie, score);
  if (low)
    add_warning (story, out, VOUCH_WARNING_FACE_MATCH_LOW, "{\"score\":71}");
  step_end (story, FALSE, out);
}

static void
selfie_step (Story *story)
{
  GString *out = step_begin (story, VOUCH_STEP_SELFIE_DOCUMENT, VOUCH_STEP_STATUS_ACCEPTED);

  vouch_json_begin_object (out);
  vouch_json_set_string (out, "media", story->face->with_document.sha256);
  vouch_json_set_int (out, "captured_at", story->at);
  vouch_json_end_object (out);
  vouch_json_add_key (out, "media");
  vouch_json_begin_array (out);
  vouch_demo_write_file (out, &story->face->with_document, "selfie_document", story->at);
  vouch_json_end_array (out);
  step_end (story, TRUE, out);
}

static void
email_step (Story *story)
{
  static const char *const texts[] = { "The code was entered", "The domain accepts mail",
                                       "Not a disposable address" };
  GString *out = step_begin (story, VOUCH_STEP_EMAIL, VOUCH_STEP_STATUS_ACCEPTED);

  vouch_demo_write_points (out, story->person->email, texts, 3, 3);
  step_end (story, TRUE, out);
}

static void
phone_step (Story *story)
{
  static const char *const texts[] = { "The code was entered", "The number is in use",
                                       "Same country as the residence" };
  gboolean foreign = vouch_demo_random_chance (&story->random, 12);
  GString *out = step_begin (story, VOUCH_STEP_PHONE, VOUCH_STEP_STATUS_ACCEPTED);

  vouch_demo_write_points (out, story->person->phone, texts, foreign ? 2 : 3, 3);
  vouch_json_add_key (out, "applicant");
  vouch_json_begin_object (out);
  vouch_json_set_string (out, "phone", story->person->phone);
  vouch_json_set_string (out, "phone_country", story->person->country);
  vouch_json_end_object (out);
  step_end (story, TRUE, out);
}

static void
aml_step (Story *story)
{
  static const char *const kinds[] = { "sanction", "pep", "watchlist", "adverse_media" };
  gboolean match = has_trouble (story, 3);
  const char *kind = kinds[story->index / 6 % G_N_ELEMENTS (kinds)];
  GString *out = step_begin (story, VOUCH_STEP_AML,
                             match ? VOUCH_STEP_STATUS_REJECTED : VOUCH_STEP_STATUS_ACCEPTED);

  vouch_json_begin_object (out);
  vouch_json_add_key (out, "lists");
  vouch_json_add_raw (out, "[\"Utopian consolidated list\",\"Amaurot PEP register\"]", -1);
  vouch_json_set_int (out, "matches", match ? 1 : 0);
  vouch_json_end_object (out);
  if (match)
    {
      vouch_json_add_key (out, "aml_matches");
      vouch_json_begin_array (out);
      vouch_json_begin_object (out);
      vouch_json_set_string (out, "name", story->person->full_name);
      vouch_json_set_string (out, "list", "Utopian consolidated list");
      vouch_json_set_string (out, "list_kind", kind);
      vouch_json_set_string (out, "source", "https://lists.utopia.example/consolidated");
      vouch_json_set_int (out, "rate", vouch_demo_random_between (&story->random, 81, 97));
      vouch_json_add_key (out, "entity");
      vouch_json_begin_object (out);
      vouch_json_set_string (out, "birth_date", story->person->birth_date);
      vouch_json_set_string (out, "countries", "UTO");
      vouch_json_set_string (out, "reason", "Invented entry of the demo list");
      vouch_json_end_object (out);
      vouch_json_end_object (out);
      vouch_json_end_array (out);
      add_warning (story, out, VOUCH_WARNING_AML_MATCH, "{\"matches\":1}");
    }
  step_end (story, FALSE, out);
}

static void
ip_step (Story *story)
{
  gboolean vpn = has_trouble (story, 4) || has_trouble (story, 5);
  GString *out = step_begin (story, VOUCH_STEP_IP,
                             vpn ? VOUCH_STEP_STATUS_REJECTED : VOUCH_STEP_STATUS_ACCEPTED);

  vouch_demo_write_ip (out, story->person, vpn);
  if (vpn)
    add_warning (story, out, VOUCH_WARNING_IP_ANONYMOUS, "{\"vpn\":true}");
  step_end (story, FALSE, out);
}

static void
other_step (Story *story, VouchStep step)
{
  GString *out = step_begin (story, step, VOUCH_STEP_STATUS_ACCEPTED);

  if (step == VOUCH_STEP_CRYPTO)
    vouch_demo_write_crypto (out, &story->random);
  else
    vouch_demo_write_questionnaire (out, &story->random);
  step_end (story, TRUE, out);
}

static void
set_status (Story *story, VouchStatus status)
{
  GString *out = begin ();

  vouch_json_set_string (out, "status", vouch_enum_nick (&vouch_status_enum, (int) status));
  vouch_json_end_object (out);
  send (story, FALSE, "applicant.status.set", out);
}

static void
pass_steps (Story *story)
{
  gboolean enhanced = story->flow == VOUCH_DEMO_FLOW_ENHANCED;
  gboolean light = story->flow == VOUCH_DEMO_FLOW_LIGHT;

  ip_step (story);
  document_step (story);
  if (story->goal == VOUCH_STATUS_INCOMPLETE)
    return;
  if (!light)
    liveness_step (story);
  if (enhanced || light)
    selfie_step (story);
  email_step (story);
  if (enhanced || light)
    phone_step (story);
  if (enhanced)
    other_step (story, VOUCH_STEP_QUESTIONNAIRE);
  set_status (story, VOUCH_STATUS_IN_PROGRESS);
  if (story->goal == VOUCH_STATUS_IN_PROGRESS)
    return;
  if (!light)
    {
      face_match_step (story);
      aml_step (story);
    }
  if (enhanced)
    other_step (story, VOUCH_STEP_CRYPTO);
}

static void
send_staff (Story *story, guint user, const char *type, const char *target, GString *args)
{
  g_autoptr (VouchActor) actor = vouch_demo_staff (story->run, user, story->at);

  vouch_demo_send (story->run, actor, story->at, type, target, args);
  story->at += vouch_demo_random_between (&story->random, 40, 900) * SECOND;
}

static void
assign (Story *story, guint user)
{
  GString *out = begin ();

  vouch_json_set_string (out, "reviewer_id", story->run->user_ids[user]);
  vouch_json_set_string (out, "was", NULL);
  vouch_json_end_object (out);
  send_staff (story, user, "review.assign", story->id, out);
}

static void
resolve_warnings (Story *story, guint user)
{
  for (guint i = 0; i < story->warning_ids->len; i++)
    {
      GString *out = begin ();

      vouch_json_set_string (out, "applicant_id", story->id);
      vouch_json_end_object (out);
      send_staff (story, user, "warning.resolve", g_ptr_array_index (story->warning_ids, i), out);
    }
}

static void
comment (Story *story, guint user, const char *body)
{
  GString *out = begin ();

  vouch_json_set_string (out, "body", body);
  vouch_json_end_object (out);
  send_staff (story, user, "comment.add", story->id, out);
}

/* A verdict of a person names the facts, as the desktop does. */
static gboolean
decide (Story *story, guint user, gboolean approve, GError **error)
{
  static const char *const reasons[] = { "[\"data_mismatch\"]",
                                         "[\"document_tampered\",\"suspicious_behaviour\"]",
                                         "[\"face_mismatch\"]", "[\"document_expired\"]" };
  VouchServerData *data = vouch_writer_get_data (story->run->writer);
  VouchDbPool *pool = vouch_server_data_get_pool (data);
  g_autoptr (VouchActor) actor = NULL;
  g_autofree char *facts = NULL;
  g_autofree char *id = NULL;
  g_autofree char *document = NULL;
  g_autoptr (GString) body = begin ();
  VouchApplicantRecord *record;
  VouchDb *db;
  VouchCommand *command;
  VouchAnswer *answer;
  gboolean ok;

  if (!vouch_demo_settle (story->run, error) || (db = vouch_db_pool_checkout (pool, error)) == NULL)
    return FALSE;
  facts = vouch_commands_facts (db, story->id, error);
  record = facts != NULL ? vouch_db_get_record (db, &vouch_applicant_type, story->id, error) : NULL;
  vouch_db_pool_checkin (pool, db);
  if (record == NULL)
    return FALSE;

  id = vouch_demo_id (story->run, story->at);
  vouch_json_set_string (body, "id", id);
  vouch_json_set_string (body, "client", "demo");
  vouch_json_set_int (body, "n", 1);
  vouch_json_set_string (body, "type", approve ? "review.approve" : "review.decline");
  vouch_json_set_string (body, "target", story->id);
  vouch_json_set_int (body, "base", record->decision_version);
  vouch_json_set_string (body, "seen", facts);
  vouch_json_set_int (body, "made_at", story->at);
  vouch_json_add_key (body, "args");
  vouch_json_begin_object (body);
  if (!approve)
    {
      vouch_json_set_raw (body, "reasons", reasons[story->index % G_N_ELEMENTS (reasons)]);
      vouch_json_set_bool (body, "final", story->index % 3 == 0);
      vouch_json_set_string (body, "comment", "See the marks at the document.");
    }
  vouch_json_end_object (body);
  vouch_json_end_object (body);
  vouch_record_free (&vouch_applicant_type, record);

  command = vouch_command_parse (body->str, body->len, error);
  if (command == NULL)
    return FALSE;
  actor = vouch_demo_staff (story->run, user, story->at);
  answer = vouch_writer_run (story->run->writer, actor, command);
  ok = answer->status == 200;
  if (!ok)
    g_set_error (error, VOUCH_SERVER_ERROR, VOUCH_SERVER_ERROR_INVALID, "%.*s",
                 (int) g_bytes_get_size (answer->body),
                 (const char *) g_bytes_get_data (answer->body, NULL));
  vouch_answer_unref (answer);
  vouch_command_unref (command);

  return ok;
}

static gboolean
review (Story *story, GError **error)
{
  guint user = story->index % 2 == 0 ? VOUCH_DEMO_USER_ANN : VOUCH_DEMO_USER_BEN;
  /* Past the first, verdicts are the flow's: they need no look at the facts of each. */
  gboolean by_person = story->index < VOUCH_DEMO_OWN_DOCUMENTS;
  gboolean approve = story->goal == VOUCH_STATUS_APPROVED;

  set_status (story, story->warning_ids->len > 0 ? VOUCH_STATUS_ON_HOLD : VOUCH_STATUS_COMPLETED);
  if (story->goal == VOUCH_STATUS_COMPLETED || story->goal == VOUCH_STATUS_ON_HOLD)
    return TRUE;
  story->at += vouch_demo_random_between (&story->random, 4, 240) * MINUTE;
  if (!by_person && story->goal != VOUCH_STATUS_IN_REVIEW)
    {
      set_status (story, story->goal);
      return TRUE;
    }
  assign (story, user);
  if (story->goal == VOUCH_STATUS_IN_REVIEW)
    {
      if (story->index % 3 == 0)
        comment (story, user, "Asked the applicant for a sharper picture of the back.");
      return TRUE;
    }
  if (approve)
    resolve_warnings (story, user);
  if (story->index % 7 == 3)
    comment (story, user, "Compared the signature with the card on file.");

  return decide (story, user, approve, error);
}

static VouchStatus
choose_goal (Story *story)
{
  static const struct
  {
    VouchStatus status;
    guint percent;
  } shares[] = {
    { VOUCH_STATUS_APPROVED, 45 },   { VOUCH_STATUS_COMPLETED, 14 }, { VOUCH_STATUS_ON_HOLD, 12 },
    { VOUCH_STATUS_DECLINED, 9 },    { VOUCH_STATUS_INCOMPLETE, 7 }, { VOUCH_STATUS_IN_REVIEW, 5 },
    { VOUCH_STATUS_IN_PROGRESS, 4 }, { VOUCH_STATUS_INIT, 4 },
  };
  guint roll = vouch_demo_random_below (&story->random, 100);

  /* The person with the scan of 100 megapixels waits for whoever tries the demo. */
  if (story->index == 0)
    return VOUCH_STATUS_COMPLETED;
  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      if (roll < shares[i].percent)
        return shares[i].status;
      roll -= shares[i].percent;
    }

  return VOUCH_STATUS_INIT;
}

static gboolean
tell (Story *story, GError **error)
{
  create (story);
  if (story->goal == VOUCH_STATUS_INIT)
    return TRUE;
  if (story->index >= FULL_STORIES)
    {
      document_step (story);
      set_status (story, story->goal);
      return TRUE;
    }
  pass_steps (story);
  if (story->goal == VOUCH_STATUS_INCOMPLETE)
    {
      set_status (story, VOUCH_STATUS_INCOMPLETE);
      return TRUE;
    }
  if (story->goal == VOUCH_STATUS_IN_PROGRESS)
    return TRUE;

  return review (story, error);
}

gboolean
vouch_demo_applicant_make (VouchDemoRun *run, VouchMode mode, guint64 index, gint64 created_at,
                           GError **error)
{
  g_autoptr (VouchDemoPerson) person = vouch_demo_person_new (run->seed, index);
  Story story = { .run = run, .mode = mode, .index = index, .person = person, .at = created_at };
  gboolean ok;

  story.random = vouch_demo_random_seed (run->seed, 1000 + index);
  story.face = &run->faces[person->face];
  story.document = &run->documents[index % run->n_documents];
  story.goal = choose_goal (&story);
  story.flow = vouch_demo_random_chance (&story.random, 60)   ? VOUCH_DEMO_FLOW_STANDARD
               : vouch_demo_random_chance (&story.random, 60) ? VOUCH_DEMO_FLOW_ENHANCED
                                                              : VOUCH_DEMO_FLOW_LIGHT;
  story.trouble = story.goal == VOUCH_STATUS_ON_HOLD || story.goal == VOUCH_STATUS_DECLINED ||
                  vouch_demo_random_chance (&story.random, 6);
  story.id = vouch_demo_id (run, created_at);
  story.warning_ids = g_ptr_array_new_with_free_func (g_free);
  ok = tell (&story, error);
  if (run->first_id == NULL && story.goal != VOUCH_STATUS_INIT)
    {
      run->first_id = g_strdup (story.id);
      run->first_name = g_strdup (person->full_name);
    }
  g_ptr_array_unref (story.warning_ids);
  g_free (story.id);

  return ok;
}
