/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names in the alphabet of machine readable zones (ICAO 9303-3 section 6). */
#define G_LOG_DOMAIN "vouch-mrz"

#include "vouch-mrz.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  gunichar letter;
  const char *mrz;
} Letter;

/* Ascending by code point. Whatever is not here is decomposed and its base letter taken. */
static const Letter letters[] = {
  { 0x00C4, "AE" }, { 0x00C5, "AA" }, { 0x00C6, "AE" }, { 0x00D0, "D" },    { 0x00D6, "OE" },
  { 0x00D8, "OE" }, { 0x00DC, "UE" }, { 0x00DE, "TH" }, { 0x00DF, "SS" },   { 0x0110, "D" },
  { 0x0126, "H" },  { 0x0131, "I" },  { 0x0132, "IJ" }, { 0x0138, "Q" },    { 0x013F, "L" },
  { 0x0141, "L" },  { 0x014A, "N" },  { 0x0152, "OE" }, { 0x0166, "T" },    { 0x018F, "E" },
  { 0x0391, "A" },  { 0x0392, "V" },  { 0x0393, "G" },  { 0x0394, "D" },    { 0x0395, "E" },
  { 0x0396, "Z" },  { 0x0397, "I" },  { 0x0398, "TH" }, { 0x0399, "I" },    { 0x039A, "K" },
  { 0x039B, "L" },  { 0x039C, "M" },  { 0x039D, "N" },  { 0x039E, "X" },    { 0x039F, "O" },
  { 0x03A0, "P" },  { 0x03A1, "R" },  { 0x03A3, "S" },  { 0x03A4, "T" },    { 0x03A5, "Y" },
  { 0x03A6, "F" },  { 0x03A7, "CH" }, { 0x03A8, "PS" }, { 0x03A9, "O" },    { 0x0401, "E" },
  { 0x0402, "D" },  { 0x0403, "G" },  { 0x0404, "IE" }, { 0x0405, "DZ" },   { 0x0406, "I" },
  { 0x0407, "I" },  { 0x0408, "J" },  { 0x0409, "LJ" }, { 0x040A, "NJ" },   { 0x040B, "C" },
  { 0x040C, "K" },  { 0x040E, "U" },  { 0x040F, "DZ" }, { 0x0410, "A" },    { 0x0411, "B" },
  { 0x0412, "V" },  { 0x0413, "G" },  { 0x0414, "D" },  { 0x0415, "E" },    { 0x0416, "ZH" },
  { 0x0417, "Z" },  { 0x0418, "I" },  { 0x0419, "I" },  { 0x041A, "K" },    { 0x041B, "L" },
  { 0x041C, "M" },  { 0x041D, "N" },  { 0x041E, "O" },  { 0x041F, "P" },    { 0x0420, "R" },
  { 0x0421, "S" },  { 0x0422, "T" },  { 0x0423, "U" },  { 0x0424, "F" },    { 0x0425, "KH" },
  { 0x0426, "TS" }, { 0x0427, "CH" }, { 0x0428, "SH" }, { 0x0429, "SHCH" }, { 0x042A, "IE" },
  { 0x042B, "Y" },  { 0x042C, "" },   { 0x042D, "E" },  { 0x042E, "IU" },   { 0x042F, "IA" },
  { 0x046A, "U" },  { 0x0474, "Y" },  { 0x0490, "G" },  { 0x0492, "F" },    { 0x1E9E, "SS" },
};

static int
compare_letters (const void *a, const void *b)
{
  const Letter *left = a, *right = b;

  return (left->letter > right->letter) - (left->letter < right->letter);
}

static const char *
find_letter (gunichar letter)
{
  Letter key = { letter, NULL };
  const Letter *found =
      bsearch (&key, letters, G_N_ELEMENTS (letters), sizeof (Letter), compare_letters);

  return found != NULL ? found->mrz : NULL;
}

static gboolean
append_letter (GString *text, gunichar c)
{
  const char *mrz = find_letter (c);

  if (mrz != NULL)
    g_string_append (text, mrz);
  else if (c < 128 && g_ascii_isalpha ((char) c))
    g_string_append_c (text, (char) c);
  else
    return FALSE;
  return TRUE;
}

/* Full stops and apostrophes are left out, everything else that is no letter parts words. */
static gboolean
parts_words (gunichar c)
{
  return g_unichar_isspace (c) || c == '<' || c == '-' || c == ',' || c == 0x2010 || c == 0x2011 ||
         c == 0x2013 || c == 0x00B7;
}

char *
vouch_mrz_transliterate (const char *name)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *composed = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  composed = g_utf8_normalize (name, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  for (const char *p = composed; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_unichar_toupper (g_utf8_get_char (p));
      gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

      if (c == 0x03A5 || c == 0x038E) /* Greek upsilon: OU after omicron */
        g_string_append_c (text, text->len > 0 && text->str[text->len - 1] == 'O' ? 'U' : 'Y');
      else if (parts_words (c))
        {
          if (text->len > 0 && text->str[text->len - 1] != '<')
            g_string_append_c (text, '<');
        }
      else if (!append_letter (text, c) &&
               g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts)) > 0)
        (void) append_letter (text, g_unichar_toupper (parts[0])); /* no rule: left out */
    }
  while (text->len > 0 && text->str[text->len - 1] == '<')
    g_string_truncate (text, text->len - 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
