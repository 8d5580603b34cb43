/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who does something: a user of a company, an applicant, or the program itself. */
#pragma once

#include "vouch-db.h"
#include "vouch-permission.h"
#include "vouch-status.h"

G_BEGIN_DECLS

/* Immutable once shared, so any thread. Strings are owned. */
typedef struct
{
  VouchActorKind kind; /* only STAFF is checked against permissions and may come by HTTP */
  char *company_id;
  char *user_id;
  char *name;
  char *os;
  char *browser;
  char *ip;
  VouchPermissions permissions; /* when loaded; the writer looks again when it runs a command */
  gboolean live;                /* live.access, and the company is enabled for live mode */
  gint64 at; /* 0: now. Demo data write their past with it; never set from the wire */
} VouchActor;

/* SYSTEM or APPLICANT. @company_id may be NULL for company.create. */
VouchActor *vouch_actor_new (VouchActorKind kind, const char *company_id, const char *name);
/* A user as the database knows them now; NOT_FOUND, and DENIED when disabled. Transfer full. */
VouchActor *vouch_actor_load (VouchDb *db, const char *user_id, GError **error);
/* What the person sits at, for the audit trail; before sharing. */
void vouch_actor_set_device (VouchActor *self, const char *os, const char *browser, const char *ip);
VouchActor *vouch_actor_ref (VouchActor *self);
void vouch_actor_unref (VouchActor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchActor, vouch_actor_unref)

G_END_DECLS
