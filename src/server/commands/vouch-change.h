/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A command while it runs: the only way a handler reads and writes. */
#pragma once

#include "vouch-actor.h"
#include "vouch-command.h"
#include "vouch-records.h"
#include "vouch-server-data.h"

G_BEGIN_DECLS

/* What the commands of one transaction leave for its end. */
typedef struct
{
  GHashTable *hints; /* "company\nscope" -> gint64 * */
  GHashTable *days;  /* "company\nmode\nday" whose rollup is to be written */
  gboolean sweep;    /* media files and erased pages are to be removed */
} VouchGroup;

void vouch_group_init (VouchGroup *self);
void vouch_group_clear (VouchGroup *self);
/* Writes the rollups that changed; inside the transaction, after its last command. */
gboolean vouch_group_flush (VouchGroup *self, VouchDb *db, GError **error);

typedef struct
{
  /* Borrowed */
  VouchDb *db;
  VouchServerData *data;
  VouchGroup *group;
  VouchActor *actor;
  VouchCommand *command;
  const char *company_id;
  /* Owned; set by the dispatcher before the handler runs */
  VouchApplicantRecord *applicant; /* the target, or whom the target belongs to; may be NULL */
  gpointer target;                 /* the record of the target when it is no applicant */
  const VouchRecordType *target_type;
  char *field;   /* of a refusal */
  char *current; /* of a conflict, JSON */
  /* Plain */
  gint64 at;
  gint64 seq; /* 0 = not taken yet */
  guint n_ids;
} VouchChange;

void vouch_change_init (VouchChange *self, VouchDb *db, VouchServerData *data, VouchGroup *group,
                        VouchActor *actor, VouchCommand *command);
void vouch_change_clear (VouchChange *self);

/* The command's number in the feed; one a command. 0 with @error. */
gint64 vouch_change_get_seq (VouchChange *self, GError **error);
/* An id made from the command's and a counter. Transfer full. */
char *vouch_change_new_id (VouchChange *self);
/* A row of the actor's company; NOT_FOUND. Transfer full. */
gpointer vouch_change_get (VouchChange *self, const VouchRecordType *type, const char *id,
                           GError **error);
/* Writes under the command's number, with rollup and hint. Rows of an applicant need
 * self->applicant, for the mode. */
gboolean vouch_change_put (VouchChange *self, const VouchRecordType *type, gpointer record,
                           GError **error);
/* Deletes and leaves a tombstone. */
gboolean vouch_change_drop (VouchChange *self, const VouchRecordType *type, gpointer record,
                            const char *why, GError **error);
gboolean vouch_change_tombstone (VouchChange *self, const char *scope, const char *type,
                                 const char *id, const char *why, GError **error);

/* Writes self->applicant with a new version. @decisive: what a decision rests on has moved. */
gboolean vouch_change_put_applicant (VouchChange *self, gboolean decisive, GError **error);
/* Counts the unresolved warnings anew; then vouch_change_put_applicant(). */
gboolean vouch_change_count_warnings (VouchChange *self, GError **error);

/* The line of the audit trail and, with an applicant, the webhook event. @detail: JSON or NULL. */
gboolean vouch_change_log (VouchChange *self, const char *event, const VouchStepResultRecord *step,
                           const char *detail, GError **error);
/* {"before":{name:before},"after":{name:after}}. Transfer full. */
char *vouch_change_before_after (const char *name, const char *before, const char *after);

/* Refusals; FALSE for `return`. @field: static. */
gboolean vouch_change_invalid (VouchChange *self, const char *field, const char *message,
                               GError **error);
/* With the applicant as it stands now; @value: of the field at stake, or NULL. */
gboolean vouch_change_conflict (VouchChange *self, const char *message, const char *value,
                                GError **error);

/* A record from a JSON object; id and applicant_id as given. Transfer full. */
gpointer vouch_change_read_record (VouchChange *self, const VouchRecordType *type,
                                   const VouchJson *json, VouchJsonRef ref, const char *id,
                                   const char *applicant_id, GError **error);

G_END_DECLS
