/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of all commands: one row a command, one place that decides who may. */
#pragma once

#include "vouch-actor.h"
#include "vouch-command.h"
#include "vouch-permission.h"

G_BEGIN_DECLS

/* Commands of people are described in spec/sync.md and in openapi.json. Commands of the program
 * (actor SYSTEM or APPLICANT; a STAFF actor is refused with 403):
 *
 *  company.create        target = new id {name, address?, phone?, email?, live_enabled?}
 *  role.create           target = new id {name, description?, permissions:[words]}
 *  user.create           target = new id {full_name, email, phone?, position?, lang?, role_id,
 *                          status?, password_hash?}
 *  user.status.set       target = user {status}
 *  application.create    target = new id {name, description?}
 *  flow.publish          target = new or old id {mode, name, type, steps:[…]}
 *  applicant.create      target = new id {mode, flow_id?, application_id?, external_user_id?,
 *                          any field of the record a caller may know}; status is init
 *  media.add             target = applicant {media:[{id?, sha256, mime, kind, width?, height?,
 *                          captured_at?}]}; the file was staged before, or another applicant of
 *                          the company has it
 *  step.record           target = applicant {id?, step, status, elapsed_us?, data:{…},
 * media?:[…], warnings?:[{id?, kind, detail?}], aml_matches?:[{id?, name, list, list_kind,
 * source, rate, status?, entity?}], applicant?:{fields of the record to set}}; an older active
 * result of the step goes to history applicant.status.set  target = applicant {status,
 * reasons?:[words]}
 *
 * The program may also run commands of people: then base and seen may be left out. Ids not given,
 * of timeline entries too, are made from the command's id: the same commands make the same rows.
 */

typedef struct
{
  const char *type;
  gboolean internal;
  VouchPermission permission;
} VouchCommandInfo;

/* Static; for the OpenAPI test and for pages that list them. */
const VouchCommandInfo *vouch_commands_get (guint *n);

/* The digest a decision must name (`seen`), over the rows of the database. Transfer full. */
char *vouch_commands_facts (VouchDb *db, const char *applicant_id, GError **error);

G_END_DECLS
