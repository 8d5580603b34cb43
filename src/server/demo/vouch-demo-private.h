/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that fill the demo share: one run, its media, sending commands. */
#pragma once

#include "vouch-demo-art.h"
#include "vouch-demo.h"
#include "vouch-status.h"

G_BEGIN_DECLS

/* Applicants up to this number have a document drawn with their own name; later ones share. */
#define VOUCH_DEMO_OWN_DOCUMENTS 250

/* A file that is staged in the media store. */
typedef struct
{
  char sha256[65];
  const char *mime;
  guint width;
  guint height;
} VouchDemoFile;

/* What belongs to a face: shared by everybody who borrows it. */
typedef struct
{
  VouchDemoFile portrait;
  VouchDemoFile selfie;
  VouchDemoFile with_document;
  VouchDemoFile video;
} VouchDemoFaceFiles;

typedef struct
{
  VouchDemoDocument *document;
  VouchDemoFile pages[4];
  const char *sides[4];
  guint n_pages;
  VouchDemoFile portrait;
  VouchDemoFile signature;
} VouchDemoDocumentFiles;

enum
{
  VOUCH_DEMO_USER_ADMIN,
  VOUCH_DEMO_USER_OFFICER,
  VOUCH_DEMO_USER_ANN,
  VOUCH_DEMO_USER_BEN,
  VOUCH_DEMO_USER_AUDITOR,
  VOUCH_DEMO_USER_FORMER,
  VOUCH_DEMO_N_USERS,
};

enum
{
  VOUCH_DEMO_FLOW_STANDARD,
  VOUCH_DEMO_FLOW_ENHANCED,
  VOUCH_DEMO_FLOW_LIGHT,
  VOUCH_DEMO_N_FLOWS,
};

typedef struct
{
  VouchWriter *writer;
  guint64 seed;
  gint64 now; /* microseconds UTC: the hour the demo is made in */
  VouchDemoRandom ids;
  char today[11];

  char *company_id;
  VouchActor *system;
  char *user_ids[VOUCH_DEMO_N_USERS];
  char *flow_ids[2][VOUCH_DEMO_N_FLOWS]; /* by mode */
  char *application_id;
  char *first_id; /* the applicant whom duplicates name, and the name */
  char *first_name;

  VouchDemoFaceFiles faces[VOUCH_DEMO_N_FACES];
  VouchDemoDocumentFiles *documents; /* n_documents, by index of the person */
  guint n_documents;

  GMutex lock;
  GError *error; /* the first failure, from any thread */
} VouchDemoRun;

/* Draws and stages every file, with all cores. */
gboolean vouch_demo_media_make (VouchDemoRun *run, GError **error);
void vouch_demo_media_clear (VouchDemoRun *run);

/* An id that is the same for the same seed; @at: its time. Transfer full. */
char *vouch_demo_id (VouchDemoRun *run, gint64 at);
/* Queues a command; a refusal is kept in run->error. @target NULL makes an id. @args: consumed. */
void vouch_demo_send (VouchDemoRun *run, VouchActor *actor, gint64 at, const char *type,
                      const char *target, GString *args);
/* Waits for everything sent so far; FALSE with the first failure. */
gboolean vouch_demo_settle (VouchDemoRun *run, GError **error);
/* As one of the users, or the applicant (@name), or the program, at a moment. Transfer full. */
VouchActor *vouch_demo_staff (VouchDemoRun *run, guint user, gint64 at);
VouchActor *vouch_demo_applicant_actor (VouchDemoRun *run, const VouchDemoPerson *person,
                                        gint64 at);

/* One applicant's whole story. */
gboolean vouch_demo_applicant_make (VouchDemoRun *run, VouchMode mode, guint64 index,
                                    gint64 created_at, GError **error);

/* Appends `data` of a step_result as a JSON value. */
void vouch_demo_write_document (GString *out, const VouchDemoDocumentFiles *files);
void vouch_demo_write_liveness (GString *out, const VouchDemoPerson *person,
                                const VouchDemoFile *video, gboolean passed);
void vouch_demo_write_face_match (GString *out, const VouchDemoFile *document,
                                  const VouchDemoFile *selfie, int score);
void vouch_demo_write_points (GString *out, const char *value, const char *const *texts,
                              guint n_good, guint n);
void vouch_demo_write_ip (GString *out, const VouchDemoPerson *person, gboolean vpn);
void vouch_demo_write_questionnaire (GString *out, VouchDemoRandom *random);
void vouch_demo_write_crypto (GString *out, VouchDemoRandom *random);
/* Appends one object for the `media` array. */
void vouch_demo_write_file (GString *out, const VouchDemoFile *file, const char *kind,
                            gint64 captured_at);

G_END_DECLS
