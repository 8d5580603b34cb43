/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times and durations as people read them, in the locale. */
#include "vouch-format.h"

#include <glib/gi18n-lib.h>

static char *
format_local (gint64 us, const char *format)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (us / G_USEC_PER_SEC);

  return time ? g_date_time_format (time, format) : g_strdup ("—");
}

char *
vouch_format_time_relative (gint64 us, gint64 now_us)
{
  gint64 minutes = (now_us - us) / (60 * G_USEC_PER_SEC);

  if (us > now_us || minutes >= 24 * 60)
    return format_local (us, "%x");
  if (minutes < 1)
    return g_strdup (_ ("just now"));
  if (minutes < 60)
    /* Translators: minutes since something happened */
    return g_strdup_printf (_ ("%d min ago"), (int) minutes);
  /* Translators: hours since something happened */
  return g_strdup_printf (_ ("%d h ago"), (int) (minutes / 60));
}

char *
vouch_format_time_exact (gint64 us)
{
  return format_local (us, "%c");
}

char *
vouch_format_duration (gint64 us)
{
  gint64 seconds = us / G_USEC_PER_SEC;

  if (seconds < 60)
    return g_strdup_printf (_ ("%.1f s"), (double) us / G_USEC_PER_SEC);
  return g_strdup_printf (_ ("%d min %d s"), (int) (seconds / 60), (int) (seconds % 60));
}
