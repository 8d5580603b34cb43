/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Machine readable zones of ICAO 9303: building, reading, check digits. Pure functions. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  VOUCH_MRZ_NONE,
  VOUCH_MRZ_TD1,   /* identity card, 3 lines of 30 */
  VOUCH_MRZ_TD2,   /* larger card, 2 lines of 36 */
  VOUCH_MRZ_TD3,   /* passport, 2 lines of 44 */
  VOUCH_MRZ_MRV_A, /* visa, 2 lines of 44 */
  VOUCH_MRZ_MRV_B, /* visa, 2 lines of 36 */
  VOUCH_MRZ_N_FORMATS,
} VouchMrzFormat;

typedef enum
{
  VOUCH_MRZ_FIELD_CODE, /* document code: P, I, ID, V ... */
  VOUCH_MRZ_FIELD_ISSUER,
  VOUCH_MRZ_FIELD_SURNAME,
  VOUCH_MRZ_FIELD_GIVEN_NAMES,
  VOUCH_MRZ_FIELD_NUMBER,
  VOUCH_MRZ_FIELD_NATIONALITY,
  VOUCH_MRZ_FIELD_BIRTH_DATE,  /* YYMMDD, unknown parts as '<' */
  VOUCH_MRZ_FIELD_SEX,         /* "M", "F" or "" for unspecified */
  VOUCH_MRZ_FIELD_EXPIRY_DATE, /* YYMMDD */
  VOUCH_MRZ_FIELD_OPTIONAL_1,
  VOUCH_MRZ_FIELD_OPTIONAL_2, /* TD1 only */
  VOUCH_MRZ_FIELD_COMPOSITE,  /* no text of its own, only a check digit */
  VOUCH_MRZ_N_FIELDS,
} VouchMrzField;

typedef enum
{
  VOUCH_MRZ_CHECK_ABSENT, /* this format has no digit for this field, or an empty field has '<' */
  VOUCH_MRZ_CHECK_OK,
  VOUCH_MRZ_CHECK_WRONG,
} VouchMrzCheck;

/* A zone taken apart. Text is in the MRZ alphabet, with the filler of names turned into spaces
 * and trailing fillers removed. Plain memory: copy by assignment, nothing to free. */
typedef struct
{
  VouchMrzFormat format;
  char field[VOUCH_MRZ_N_FIELDS][48];
  VouchMrzCheck check[VOUCH_MRZ_N_FIELDS];
  gboolean valid; /* no check digit is wrong */
} VouchMrz;

#define VOUCH_MRZ_ERROR (vouch_mrz_error_quark ())
typedef enum
{
  VOUCH_MRZ_ERROR_INVALID, /* wrong lengths or characters: not a zone of a known format */
} VouchMrzError;
GQuark vouch_mrz_error_quark (void);

/* The 7-3-1 digit as a character, '\0' when @text has a character outside the MRZ alphabet.
 * @length -1: up to the NUL. */
char vouch_mrz_check_digit (const char *text, gssize length);

/* Upper-case MRZ form of a name, words separated by one '<' (ICAO 9303-3 section 6: Latin
 * diacritics, Cyrillic, Greek). Apostrophes vanish, hyphens separate; what has no rule is
 * left out. Caller frees. */
char *vouch_mrz_transliterate (const char *name);

/* The lines of the zone described by the text of @mrz (format and fields; checks are ignored).
 * Names may be in any script that vouch_mrz_transliterate() knows. Too long names are shortened
 * by the ICAO rules, and a TD1 or TD2 number of over 9 characters runs on into the optional data.
 * NULL and an error when a field does not fit or has a foreign character. Free with g_strfreev().
 */
char **vouch_mrz_build (const VouchMrz *mrz, GError **error);

/* Reads a zone: lines separated by line breaks, or one run of characters; spaces are ignored,
 * small letters taken as large. FALSE and an error when the shape is no known format; a wrong
 * check digit is no error but @mrz->valid FALSE. Accepts any bytes up to 1 KiB. */
gboolean vouch_mrz_parse (const char *text, VouchMrz *mrz, GError **error);

/* "YYYY-MM-DD" of a YYMMDD text; NULL when it is not a full, real date. Birth: the latest century
 * not after @today_year; otherwise (expiry) the century that puts it nearest to @today_year.
 * Caller frees. */
char *vouch_mrz_date_to_iso (const char *yymmdd, gboolean is_birth, int today_year);

/* Stable word for the wire and messages ("TD3", ...). */
const char *vouch_mrz_format_name (VouchMrzFormat format);

G_END_DECLS
