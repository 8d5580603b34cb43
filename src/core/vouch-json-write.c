/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing of JSON: appends to a GString and finds out from its end whether a comma is due. */

#define G_LOG_DOMAIN "vouch-json"

#include "vouch-json.h"

#include <math.h>
#include <string.h>

/* No value ends in one of these characters, because raw values are stripped of white space, so
 * after them (and at the start of a line or of the text) a value is the first of its kind. */
static void
append_comma (GString *out)
{
  if (out->len > 0 && strchr ("{[:, \t\r\n", out->str[out->len - 1]) == NULL)
    g_string_append_c (out, ',');
}

static void
append_quoted (GString *out, const char *value)
{
  static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
  g_autofree char *valid = NULL;
  const char *plain;

  if (!g_utf8_validate (value, -1, NULL))
    value = valid = g_utf8_make_valid (value, -1);

  g_string_append_c (out, '"');
  plain = value;
  for (; *value != '\0'; value++)
    {
      guchar c = (guchar) *value;
      const char *found;

      if (c >= 0x20 && c != '"' && c != '\\')
        continue;

      g_string_append_len (out, plain, value - plain);
      plain = value + 1;
      found = strchr (from, c);
      if (found != NULL)
        g_string_append_printf (out, "\\%c", to[found - from]);
      else
        g_string_append_printf (out, "\\u%04x", c);
    }
  g_string_append_len (out, plain, value - plain);
  g_string_append_c (out, '"');
}

void
vouch_json_begin_object (GString *out)
{
  append_comma (out);
  g_string_append_c (out, '{');
}

void
vouch_json_end_object (GString *out)
{
  g_string_append_c (out, '}');
}

void
vouch_json_begin_array (GString *out)
{
  append_comma (out);
  g_string_append_c (out, '[');
}

void
vouch_json_end_array (GString *out)
{
  g_string_append_c (out, ']');
}

void
vouch_json_add_key (GString *out, const char *name)
{
  g_return_if_fail (name != NULL);

  append_comma (out);
  append_quoted (out, name);
  g_string_append_c (out, ':');
}

void
vouch_json_add_string (GString *out, const char *value)
{
  append_comma (out);
  if (value != NULL)
    append_quoted (out, value);
  else
    g_string_append (out, "null");
}

void
vouch_json_add_int (GString *out, gint64 value)
{
  append_comma (out);
  g_string_append_printf (out, "%" G_GINT64_FORMAT, value);
}

void
vouch_json_add_bool (GString *out, gboolean value)
{
  append_comma (out);
  g_string_append (out, value ? "true" : "false");
}

void
vouch_json_add_double (GString *out, double value)
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  append_comma (out);
  if (!isfinite (value))
    {
      g_string_append (out, "null");
      return;
    }

  /* 15 digits always survive the way there, 17 always the way back. */
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      double back;

      g_ascii_formatd (text, sizeof text, formats[i], value);
      back = g_ascii_strtod (text, NULL);
      if (memcmp (&back, &value, sizeof value) == 0)
        break;
    }
  g_string_append (out, text);
}

void
vouch_json_add_raw (GString *out, const char *json, gssize length)
{
  gsize size = json == NULL ? 0 : length < 0 ? strlen (json) : (gsize) length;

  while (size > 0 && g_ascii_isspace (json[size - 1]))
    size--;
  while (size > 0 && g_ascii_isspace (json[0]))
    {
      json++;
      size--;
    }

  append_comma (out);
  if (size > 0)
    g_string_append_len (out, json, (gssize) size);
  else
    g_string_append (out, "null");
}

void
vouch_json_set_string (GString *out, const char *name, const char *value)
{
  vouch_json_add_key (out, name);
  vouch_json_add_string (out, value);
}

void
vouch_json_set_int (GString *out, const char *name, gint64 value)
{
  vouch_json_add_key (out, name);
  vouch_json_add_int (out, value);
}

void
vouch_json_set_bool (GString *out, const char *name, gboolean value)
{
  vouch_json_add_key (out, name);
  vouch_json_add_bool (out, value);
}

void
vouch_json_set_raw (GString *out, const char *name, const char *json)
{
  vouch_json_add_key (out, name);
  vouch_json_add_raw (out, json, -1);
}
