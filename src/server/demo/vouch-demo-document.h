/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Specimen documents of the fictional state Utopia (UTO): what is printed on them and where. */
#pragma once

#include "vouch-demo-person.h"

#include <cairo.h>

G_BEGIN_DECLS

typedef enum
{
  VOUCH_DEMO_DOCUMENT_PASSPORT, /* data page, 125 x 88 mm, one page, TD3 */
  VOUCH_DEMO_DOCUMENT_CARD,     /* identity card, 85.6 x 54 mm, front and back, TD1 */
} VouchDemoDocumentKind;

typedef enum
{
  VOUCH_DEMO_DOCUMENT_EXPIRED = 1 << 0,
  VOUCH_DEMO_DOCUMENT_TAMPERED = 1 << 1,   /* printed number differs from the MRZ, visible patch */
  VOUCH_DEMO_DOCUMENT_WRONG_FONT = 1 << 2, /* a value is printed in a foreign font */
  VOUCH_DEMO_DOCUMENT_BAD_MRZ = 1 << 3,    /* one check digit of the MRZ is wrong */
} VouchDemoDocumentFlags;

/* Fractions of page width and height from the upper left corner, 0..1. */
typedef struct
{
  double x;
  double y;
  double width;
  double height;
} VouchDemoRect;

typedef struct
{
  const char *name;   /* stable word: "surname", "document_number" ...; static */
  const char *label;  /* English label as printed; static */
  char *value;        /* as printed (dates as DD MMM YYYY) */
  char *normal;       /* dates as YYYY-MM-DD, everything else as value */
  char *mrz_value;    /* what the MRZ says, same form as normal; NULL when not in the MRZ */
  guint page;         /* 0 = front or data page */
  VouchDemoRect rect; /* where the value stands */
} VouchDemoField;

/* Immutable after _new. Any thread. */
typedef struct
{
  VouchDemoDocumentKind kind;
  VouchDemoDocumentFlags flags;
  guint n_pages;
  double width_mm;
  double height_mm;
  guint face;
  guint64 seed;
  char number[10];      /* true number, as in the MRZ */
  char issue_date[11];  /* YYYY-MM-DD */
  char expiry_date[11]; /* YYYY-MM-DD */
  char **mrz_lines;     /* 2 (TD3) or 3 (TD1) */
  guint mrz_page;
  VouchDemoRect mrz;       /* on mrz_page */
  VouchDemoRect portrait;  /* on page 0 */
  VouchDemoRect ghost;     /* second, small portrait; page 0 */
  VouchDemoRect signature; /* on page 0 */
  VouchDemoField *fields;
  guint n_fields;
  char *signer; /* name drawn as signature */
} VouchDemoDocument;

/* Reads @person only during the call. @today is YYYY-MM-DD, the day from which validity counts
 * (part of what determines the bytes). Free with vouch_demo_document_free(). */
VouchDemoDocument *vouch_demo_document_new (const VouchDemoPerson *person,
                                            VouchDemoDocumentKind kind,
                                            VouchDemoDocumentFlags flags, const char *today);
void vouch_demo_document_free (VouchDemoDocument *self);
/* NULL when there is no such field. Borrowed. */
const VouchDemoField *vouch_demo_document_get_field (const VouchDemoDocument *self,
                                                     const char *name);

/* Draws a page into the box (0,0)-(width_mm,height_mm) of @cr; vector, sharp at any scale. */
void vouch_demo_document_draw (const VouchDemoDocument *self, guint page, cairo_t *cr);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchDemoDocument, vouch_demo_document_free)

G_END_DECLS
