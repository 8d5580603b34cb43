/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the applicants page share. */
#pragma once

#include "vouch-applicant-filter.h"
#include "vouch-applicants-page.h"
#include "vouch-commands.h"
#include "vouch-table.h"

#include <adwaita.h>

struct _VouchApplicantsPage
{
  GtkWidget parent_instance;
  /* Children */
  VouchTable *table;
  GtkWidget *count;
  GtkWidget *chips;
  GtkWidget *selection_bar;
  GtkLabel *selection_count;
  GtkWidget *empty;
  /* Owned */
  VouchStore *store;
  VouchSession *session;
  VouchApplicantList *list;
  VouchApplicantFilter *filter;
  GCancellable *cancellable;
  GSimpleActionGroup *actions;
  char *user_id;

  VouchPermissions permissions;
  gint64 total; /* of this mode, -1 unknown */
  VouchApplicantSort sort;
  gboolean descending;
};

extern const VouchTableColumn vouch_applicants_columns[];
/* FALSE when the column cannot be sorted. */
gboolean vouch_applicants_sort_of (const char *column_id, VouchApplicantSort *sort);
const char *vouch_applicants_column_of (VouchApplicantSort sort);

typedef enum
{
  VOUCH_BULK_ASSIGN,
  VOUCH_BULK_DELETE,
  VOUCH_BULK_RESTORE,
} VouchBulkKind;

/* What one sweep over applicants does, and how it is taken back. */
typedef struct _VouchBulk VouchBulk;
VouchBulk *vouch_bulk_new (VouchBulkKind kind);
void vouch_bulk_unref (VouchBulk *self);
/* @reviewer: ASSIGN only, "" for nobody. */
void vouch_bulk_add (VouchBulk *self, VouchApplicant *applicant, const char *reviewer);
guint vouch_bulk_get_size (VouchBulk *self);
/* Consumes @self: one command after the other, then a toast that can take it back. */
void vouch_applicants_run (VouchApplicantsPage *page, VouchBulk *self);

void vouch_applicants_install_actions (VouchApplicantsPage *self);
/* After the selection, the permissions or the mode changed. */
void vouch_applicants_update_actions (VouchApplicantsPage *self);
GMenuModel *vouch_applicants_row_menu (void);
/* Shows @toast (taken), or drops it when the page is not in an overlay. */
void vouch_applicants_toast (VouchApplicantsPage *self, AdwToast *toast);
