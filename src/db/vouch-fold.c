/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as a search compares it: no case, no accents, no compatibility forms. */

#define G_LOG_DOMAIN "vouch-fold"

#include "vouch-fold.h"

/* Letters that people type without their stroke, but Unicode does not take apart. */
static const struct
{
  gunichar letter;
  const char *plain;
} strokes[] = {
  { 0x00c6, "ae" }, { 0x00e6, "ae" }, { 0x00d0, "d" },  { 0x00f0, "d" }, { 0x00d8, "o" },
  { 0x00f8, "o" },  { 0x00de, "th" }, { 0x00fe, "th" }, { 0x0110, "d" }, { 0x0111, "d" },
  { 0x0126, "h" },  { 0x0127, "h" },  { 0x0131, "i" },  { 0x0141, "l" }, { 0x0142, "l" },
  { 0x0152, "oe" }, { 0x0153, "oe" }, { 0x0166, "t" },  { 0x0167, "t" },
};

static const char *
without_stroke (gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS (strokes); i++)
    {
      if (strokes[i].letter == c)
        return strokes[i].plain;
    }

  return NULL;
}

static gboolean
is_plain_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    {
      if ((guchar) *text >= 0x80)
        return FALSE;
    }

  return TRUE;
}

char *
vouch_fold (const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *parts = NULL;
  g_autoptr (GString) bare = NULL;

  if (text == NULL)
    return NULL;
  /* Most texts; a search folds many. */
  if (is_plain_ascii (text))
    return g_ascii_strdown (text, -1);

  valid = g_utf8_make_valid (text, -1);
  parts = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  bare = g_string_sized_new (strlen (parts));
  for (const char *p = parts; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *plain = c >= 0xc6 && c <= 0x167 ? without_stroke (c) : NULL;

      if (plain != NULL)
        g_string_append (bare, plain);
      else if (!g_unichar_ismark (c))
        g_string_append_unichar (bare, c);
    }

  return g_utf8_casefold (bare->str, (gssize) bare->len);
}
