/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Machine readable zones of ICAO 9303, driven by one table of positions a format.
 *
 * A format is a list of slots (field, line, first column, length, column of its check digit) and
 * the ranges under the composite digit. Building writes the slots, reading reads them, so a new
 * format is a new table and nothing else. */
#define G_LOG_DOMAIN "vouch-mrz"

#include "vouch-mrz.h"

#include <string.h>

#define MAX_LINES 3
#define MAX_COLUMNS 44

typedef struct
{
  VouchMrzField field;
  guint8 line;
  guint8 start;
  guint8 length;
  gint8 check; /* column of the check digit, -1 for none */
} Slot;

typedef struct
{
  gint8 line; /* -1 ends the list */
  guint8 start;
  guint8 end;
} Range;

typedef struct
{
  const char *name;
  guint8 lines;
  guint8 columns;
  guint8 name_line;
  guint8 name_start;
  gint8 composite_line; /* -1: no composite digit */
  guint8 composite_column;
  gboolean long_number; /* the number may run on into the first optional data */
  Range composite[5];
  Slot slots[10];
  guint n_slots;
} Layout;

#define FIELD(name) VOUCH_MRZ_FIELD_##name
/* Second line of every format of two lines. */
#define LOWER_LINE \
  { FIELD (CODE), 0, 0, 2, -1 }, { FIELD (ISSUER), 0, 2, 3, -1 }, { FIELD (NUMBER), 1, 0, 9, 9 }, \
      { FIELD (NATIONALITY), 1, 10, 3, -1 }, { FIELD (BIRTH_DATE), 1, 13, 6, 19 }, \
      { FIELD (SEX), 1, 20, 1, -1 }, \
  { \
    FIELD (EXPIRY_DATE), 1, 21, 6, 27 \
  }

static const Layout layouts[VOUCH_MRZ_N_FORMATS] = {
  [VOUCH_MRZ_TD1] = { "TD1",
                      3,
                      30,
                      2,
                      0,
                      1,
                      29,
                      TRUE,
                      { { 0, 5, 30 }, { 1, 0, 7 }, { 1, 8, 15 }, { 1, 18, 29 }, { -1, 0, 0 } },
                      { { FIELD (CODE), 0, 0, 2, -1 },
                        { FIELD (ISSUER), 0, 2, 3, -1 },
                        { FIELD (NUMBER), 0, 5, 9, 14 },
                        { FIELD (OPTIONAL_1), 0, 15, 15, -1 },
                        { FIELD (BIRTH_DATE), 1, 0, 6, 6 },
                        { FIELD (SEX), 1, 7, 1, -1 },
                        { FIELD (EXPIRY_DATE), 1, 8, 6, 14 },
                        { FIELD (NATIONALITY), 1, 15, 3, -1 },
                        { FIELD (OPTIONAL_2), 1, 18, 11, -1 } },
                      9 },
  [VOUCH_MRZ_TD2] = { "TD2",
                      2,
                      36,
                      0,
                      5,
                      1,
                      35,
                      TRUE,
                      { { 1, 0, 10 }, { 1, 13, 20 }, { 1, 21, 35 }, { -1, 0, 0 } },
                      { LOWER_LINE, { FIELD (OPTIONAL_1), 1, 28, 7, -1 } },
                      8 },
  [VOUCH_MRZ_TD3] = { "TD3",
                      2,
                      44,
                      0,
                      5,
                      1,
                      43,
                      FALSE,
                      { { 1, 0, 10 }, { 1, 13, 20 }, { 1, 21, 43 }, { -1, 0, 0 } },
                      { LOWER_LINE, { FIELD (OPTIONAL_1), 1, 28, 14, 42 } },
                      8 },
  [VOUCH_MRZ_MRV_A] = { "MRV-A",
                        2,
                        44,
                        0,
                        5,
                        -1,
                        0,
                        FALSE,
                        { { -1, 0, 0 } },
                        { LOWER_LINE, { FIELD (OPTIONAL_1), 1, 28, 16, -1 } },
                        8 },
  [VOUCH_MRZ_MRV_B] = { "MRV-B",
                        2,
                        36,
                        0,
                        5,
                        -1,
                        0,
                        FALSE,
                        { { -1, 0, 0 } },
                        { LOWER_LINE, { FIELD (OPTIONAL_1), 1, 28, 8, -1 } },
                        8 },
};

typedef char Zone[MAX_LINES][MAX_COLUMNS + 1];

G_DEFINE_QUARK (vouch - mrz - error - quark, vouch_mrz_error)

/* -1 for a character that has no place in a zone. */
static int
character_value (char c)
{
  if (c == '<')
    return 0;
  if (g_ascii_isdigit (c))
    return c - '0';
  if (g_ascii_isupper (c))
    return c - 'A' + 10;
  return -1;
}

char
vouch_mrz_check_digit (const char *text, gssize length)
{
  static const int weights[] = { 7, 3, 1 };
  int sum = 0;

  g_return_val_if_fail (text != NULL, '\0');
  if (length < 0)
    length = (gssize) strlen (text);
  for (gssize i = 0; i < length; i++)
    {
      int value = character_value (text[i]);

      if (value < 0)
        return '\0';
      sum = (sum + value * weights[i % 3]) % 10;
    }
  return (char) ('0' + sum);
}

const char *
vouch_mrz_format_name (VouchMrzFormat format)
{
  if (format <= VOUCH_MRZ_NONE || format >= VOUCH_MRZ_N_FORMATS)
    return "";
  return layouts[format].name;
}

/* The digit over the composite ranges of a filled zone. */
static char
composite_digit (const Layout *layout, Zone zone)
{
  char run[MAX_LINES * MAX_COLUMNS + 1];
  gsize used = 0;

  for (guint i = 0; i < G_N_ELEMENTS (layout->composite) && layout->composite[i].line >= 0; i++)
    {
      const Range *range = &layout->composite[i];

      memcpy (run + used, zone[range->line] + range->start, range->end - range->start);
      used += range->end - range->start;
    }
  return vouch_mrz_check_digit (run, (gssize) used);
}

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, VOUCH_MRZ_ERROR, VOUCH_MRZ_ERROR_INVALID, message);
  return FALSE;
}

/* Building. */

/* Primary and secondary name in @width columns. A shortened name ends with a letter in the last
 * column, the sign of ICAO that something may be missing, and keeps one letter of the second. */
static void
write_names (char *target, gsize width, const char *surname, const char *given)
{
  g_autofree char *primary = vouch_mrz_transliterate (surname);
  g_autofree char *secondary = vouch_mrz_transliterate (given);
  gsize keep = strlen (primary);

  for (;;)
    {
      g_autoptr (GString) text = g_string_new_len (primary, (gssize) keep);

      if (*secondary != '\0')
        g_string_append_printf (text, "%s%s", *primary != '\0' ? "<<" : "", secondary);
      if (text->len <= width)
        {
          memcpy (target, text->str, text->len);
          return;
        }
      if ((*secondary == '\0' || keep + 3 <= width || keep == 0) && text->str[width - 1] != '<')
        {
          memcpy (target, text->str, width);
          return;
        }
      keep--;
    }
}

static gboolean
write_slot (const Slot *slot, const char *text, Zone zone, GError **error)
{
  gsize length = strlen (text);
  char *target = zone[slot->line] + slot->start;

  if (length > slot->length)
    return fail (error, "Text too long for its place in the zone");
  for (gsize i = 0; i < length; i++)
    {
      char c = text[i] == ' ' ? '<' : g_ascii_toupper (text[i]);

      if (character_value (c) < 0)
        return fail (error, "Character outside the alphabet of the zone");
      target[i] = c;
    }
  if (slot->check >= 0)
    {
      /* Optional data that is empty may carry a filler instead of 0; the specimen has 0. */
      zone[slot->line][slot->check] = vouch_mrz_check_digit (target, slot->length);
    }
  return TRUE;
}

/* A number over nine characters: its rest and its digit stand in the optional data. */
static gboolean
spread_long_number (const Layout *layout, VouchMrz *copy, GError **error)
{
  char *number = copy->field[FIELD (NUMBER)];
  char *optional = copy->field[FIELD (OPTIONAL_1)];
  g_autofree char *joined = NULL;
  char digit;

  if (!layout->long_number)
    return fail (error, "Document number too long for this format");
  digit = vouch_mrz_check_digit (number, -1);
  if (digit == '\0')
    return fail (error, "Character outside the alphabet of the zone");
  joined = g_strdup_printf ("%s%c%s%s", number + 9, digit, *optional != '\0' ? "<" : "", optional);
  if (strlen (joined) >= sizeof copy->field[0])
    return fail (error, "Document number too long for this format");
  g_strlcpy (optional, joined, sizeof copy->field[0]);
  number[9] = '\0';
  return TRUE;
}

char **
vouch_mrz_build (const VouchMrz *mrz, GError **error)
{
  const Layout *layout;
  VouchMrz copy;
  Zone zone;
  gboolean is_long;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (mrz != NULL, NULL);
  g_return_val_if_fail (mrz->format > VOUCH_MRZ_NONE && mrz->format < VOUCH_MRZ_N_FORMATS, NULL);

  layout = &layouts[mrz->format];
  copy = *mrz;
  memset (zone, '<', sizeof zone);
  is_long = strlen (copy.field[FIELD (NUMBER)]) > 9;
  if (is_long && !spread_long_number (layout, &copy, error))
    return NULL;
  for (guint i = 0; i < layout->n_slots; i++)
    {
      const Slot *slot = &layout->slots[i];

      if (!write_slot (slot, copy.field[slot->field], zone, error))
        return NULL;
      if (is_long && slot->field == FIELD (NUMBER))
        zone[slot->line][slot->check] = '<';
    }
  write_names (zone[layout->name_line] + layout->name_start, layout->columns - layout->name_start,
               copy.field[FIELD (SURNAME)], copy.field[FIELD (GIVEN_NAMES)]);
  if (layout->composite_line >= 0)
    zone[layout->composite_line][layout->composite_column] = composite_digit (layout, zone);
  for (guint i = 0; i < layout->lines; i++)
    g_ptr_array_add (lines, g_strndup (zone[i], layout->columns));
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&lines), FALSE);
}

/* Reading. */

/* Copies without spaces into @run; the line lengths must be all the same. */
static gboolean
collect (const char *text, char *run, gsize size, gsize *length, guint *n_lines, GError **error)
{
  gsize used = 0, line_start = 0, line_length = 0;

  *n_lines = 0;
  for (const char *p = text;; p++)
    {
      char c = g_ascii_toupper (*p);

      if (p - text > 1024)
        return fail (error, "Too long for a machine readable zone");
      if (c == '\n' || c == '\r' || c == '\0')
        {
          gsize here = used - line_start;

          if (here > 0 && *n_lines > 0 && here != line_length)
            return fail (error, "Lines of different length");
          if (here > 0)
            {
              line_length = here;
              line_start = used;
              (*n_lines)++;
            }
          if (c == '\0')
            break;
          continue;
        }
      if (c == ' ' || c == '\t')
        continue;
      if (character_value (c) < 0 || used + 1 >= size)
        return fail (error, "Character outside the alphabet of the zone, or too many");
      run[used++] = c;
    }
  *length = used;
  return TRUE;
}

static VouchMrzFormat
guess_format (const char *run, gsize length, guint n_lines)
{
  for (int format = VOUCH_MRZ_TD1; format < VOUCH_MRZ_N_FORMATS; format++)
    {
      const Layout *layout = &layouts[format];
      gboolean is_visa = format == VOUCH_MRZ_MRV_A || format == VOUCH_MRZ_MRV_B;

      if (length == (gsize) layout->lines * layout->columns &&
          (n_lines == 1 || n_lines == layout->lines) && is_visa == (run[0] == 'V'))
        return (VouchMrzFormat) format;
    }
  return VOUCH_MRZ_NONE;
}

/* Drops the fillers at the end; those inside become spaces when @spaces. */
static void
read_text (const char *source, gsize length, gboolean spaces, char *target)
{
  while (length > 0 && source[length - 1] == '<')
    length--;
  for (gsize i = 0; i < length; i++)
    target[i] = spaces && source[i] == '<' ? ' ' : source[i];
  target[length] = '\0';
}

static void
read_names (const char *source, gsize width, VouchMrz *mrz)
{
  const char *gap = g_strstr_len (source, (gssize) width, "<<");
  gsize primary = gap != NULL ? (gsize) (gap - source) : width;

  read_text (source, primary, TRUE, mrz->field[FIELD (SURNAME)]);
  if (gap != NULL && primary + 2 < width)
    read_text (gap + 2, width - primary - 2, TRUE, mrz->field[FIELD (GIVEN_NAMES)]);
}

static VouchMrzCheck
compare_digit (char found, const char *text, gsize length)
{
  gboolean empty = TRUE;

  for (gsize i = 0; i < length; i++)
    empty = empty && text[i] == '<';
  if (empty && found == '<')
    return VOUCH_MRZ_CHECK_ABSENT;
  return found == vouch_mrz_check_digit (text, (gssize) length) ? VOUCH_MRZ_CHECK_OK
                                                                : VOUCH_MRZ_CHECK_WRONG;
}

/* Puts a number that ran on into the optional data together again. */
static void
join_long_number (VouchMrz *mrz, const char *optional, gsize width)
{
  char whole[48];
  const char *end = memchr (optional, '<', width);
  gsize length = end != NULL ? (gsize) (end - optional) : width;

  if (length < 2)
    {
      mrz->check[FIELD (NUMBER)] = VOUCH_MRZ_CHECK_WRONG;
      return;
    }
  g_snprintf (whole, sizeof whole, "%s%.*s", mrz->field[FIELD (NUMBER)], (int) length - 1,
              optional);
  g_strlcpy (mrz->field[FIELD (NUMBER)], whole, sizeof mrz->field[0]);
  mrz->check[FIELD (NUMBER)] = optional[length - 1] == vouch_mrz_check_digit (whole, -1)
                                   ? VOUCH_MRZ_CHECK_OK
                                   : VOUCH_MRZ_CHECK_WRONG;
  mrz->field[FIELD (OPTIONAL_1)][0] = '\0';
  if (length + 1 < width)
    read_text (optional + length + 1, width - length - 1, FALSE, mrz->field[FIELD (OPTIONAL_1)]);
}

static void
read_slots (const Layout *layout, Zone zone, VouchMrz *mrz)
{
  const Slot *optional = NULL;
  gboolean is_long = FALSE;

  for (guint i = 0; i < layout->n_slots; i++)
    {
      const Slot *slot = &layout->slots[i];
      const char *source = zone[slot->line] + slot->start;
      gboolean date = slot->field == FIELD (BIRTH_DATE) || slot->field == FIELD (EXPIRY_DATE);

      if (date)
        g_strlcpy (mrz->field[slot->field], source, (gsize) slot->length + 1);
      else
        read_text (source, slot->length, FALSE, mrz->field[slot->field]);
      if (slot->check >= 0)
        mrz->check[slot->field] =
            compare_digit (zone[slot->line][slot->check], source, slot->length);
      if (slot->field == FIELD (OPTIONAL_1))
        optional = slot;
      if (slot->field == FIELD (NUMBER) && layout->long_number &&
          zone[slot->line][slot->check] == '<' && source[slot->length - 1] != '<')
        is_long = TRUE;
    }
  if (is_long && optional != NULL)
    join_long_number (mrz, zone[optional->line] + optional->start, optional->length);
}

gboolean
vouch_mrz_parse (const char *text, VouchMrz *mrz, GError **error)
{
  const Layout *layout;
  char run[MAX_LINES * MAX_COLUMNS + 1];
  gsize length = 0;
  guint n_lines = 0;
  Zone zone;

  g_return_val_if_fail (text != NULL && mrz != NULL, FALSE);

  memset (mrz, 0, sizeof *mrz);
  memset (zone, 0, sizeof zone);
  if (!collect (text, run, sizeof run, &length, &n_lines, error))
    return FALSE;
  mrz->format = length > 0 ? guess_format (run, length, n_lines) : VOUCH_MRZ_NONE;
  if (mrz->format == VOUCH_MRZ_NONE)
    return fail (error, "Not the shape of a machine readable zone");
  layout = &layouts[mrz->format];
  for (guint i = 0; i < layout->lines; i++)
    memcpy (zone[i], run + i * layout->columns, layout->columns);
  read_slots (layout, zone, mrz);
  read_names (zone[layout->name_line] + layout->name_start, layout->columns - layout->name_start,
              mrz);
  if (layout->composite_line >= 0)
    mrz->check[FIELD (COMPOSITE)] =
        zone[layout->composite_line][layout->composite_column] == composite_digit (layout, zone)
            ? VOUCH_MRZ_CHECK_OK
            : VOUCH_MRZ_CHECK_WRONG;
  mrz->valid = TRUE;
  for (guint i = 0; i < VOUCH_MRZ_N_FIELDS; i++)
    mrz->valid = mrz->valid && mrz->check[i] != VOUCH_MRZ_CHECK_WRONG;
  return TRUE;
}

char *
vouch_mrz_date_to_iso (const char *yymmdd, gboolean is_birth, int today_year)
{
  int year, month, day;

  if (yymmdd == NULL || strlen (yymmdd) != 6 || strspn (yymmdd, "0123456789") != 6)
    return NULL;
  year = (yymmdd[0] - '0') * 10 + yymmdd[1] - '0';
  month = (yymmdd[2] - '0') * 10 + yymmdd[3] - '0';
  day = (yymmdd[4] - '0') * 10 + yymmdd[5] - '0';
  year += today_year / 100 * 100;
  if (is_birth && year > today_year)
    year -= 100;
  else if (!is_birth && year > today_year + 50)
    year -= 100;
  else if (!is_birth && year <= today_year - 50)
    year += 100;
  if (year < 1 || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return NULL;
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}
