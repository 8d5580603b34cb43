/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A query over the applicants, as SQL; for lists and counts. */
#pragma once

#include "vouch-applicant-list.h"
#include "vouch-stmt.h"

void vouch_applicant_query_copy (VouchApplicantQuery *to, const VouchApplicantQuery *from);
void vouch_applicant_query_clear (VouchApplicantQuery *self);
gboolean vouch_applicant_query_equal (const VouchApplicantQuery *a, const VouchApplicantQuery *b);
/* @what: the select list; rows are ordered unless @count. Bound and ready to step. */
VouchStmt *vouch_applicant_query_prepare (const VouchApplicantQuery *self, VouchDb *db,
                                          const char *what, gboolean ordered, GError **error);
