/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbered steps from one version of a schema to the next. */
#pragma once

#include "vouch-db.h"

G_BEGIN_DECLS

/* Never edited after a release: add the next number. What is given runs in the order sql,
 * resource, func. */
typedef struct
{
  guint version;        /* 1, 2, 3, … without a gap */
  const char *sql;      /* text, or NULL */
  const char *resource; /* name as for vouch_db_statement(), may hold many statements, or NULL */
  VouchDbFunc func;     /* or NULL */
} VouchDbMigration;

/* Runs what the file lacks, each step in its own transaction with its version number, so that a
 * failure leaves the file at the step before. Foreign keys are off inside a step (tables can be
 * rebuilt) and all checked at its end. TOO_NEW when the file is ahead of @steps. */
gboolean vouch_db_migrate (VouchDb *db, const VouchDbMigration *steps, guint n_steps,
                           gpointer user_data, GError **error);
gboolean vouch_db_get_version (VouchDb *db, guint *version, GError **error);

G_END_DECLS
