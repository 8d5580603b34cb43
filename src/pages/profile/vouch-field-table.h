/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a document, what each source says and whether they agree. */
#pragma once

#include "vouch-json.h"
#include "vouch-status.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  VOUCH_SOURCE_VISUAL,
  VOUCH_SOURCE_MRZ,
  VOUCH_SOURCE_CHIP,
  VOUCH_SOURCE_BARCODE,
  VOUCH_N_SOURCES,
} VouchFieldSource;

typedef enum
{
  VOUCH_SOURCE_ABSENT,
  VOUCH_SOURCE_AGREES,
  VOUCH_SOURCE_DIFFERS,
} VouchSourceSays;

/* What @source says about @value. Pure. */
VouchSourceSays vouch_field_source_says (const char *value, const char *source);

/* A grid of the array @fields (see vouch-records.h). @editable: with a pencil a row that activates
 * page.set-field "(ssss)": @step_id, name, new value, old value. Floating. */
GtkWidget *vouch_field_table_new (const VouchJson *json, VouchJsonRef fields, const char *step_id,
                                  gboolean editable);

G_END_DECLS
