/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Identifiers: making and checking UUID version 7 and sha-256 names; and the clock behind them. */

#define G_LOG_DOMAIN "vouch-id"

#include "vouch-id.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

static _Atomic gint64 fixed_now;

static gboolean
is_lower_hex (char c)
{
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

static void
fill_random (guint8 *bytes, gsize length)
{
  while (length > 0)
    {
      gssize n = getrandom (bytes, length, 0);

      if (n < 0)
        {
          /* Without randomness two records could get one name: no way to go on. */
          if (errno != EINTR)
            g_error ("getrandom: %s", g_strerror (errno));
          continue;
        }
      bytes += n;
      length -= (gsize) n;
    }
}

char *
vouch_id_new (void)
{
  guint8 random[10];

  fill_random (random, sizeof random);
  return vouch_id_new_from (vouch_now () / 1000, random);
}

char *
vouch_id_new_from (gint64 ms, const guint8 random[10])
{
  static const char digits[] = "0123456789abcdef";
  guint8 bytes[16];
  char *id;
  guint at = 0;

  g_return_val_if_fail (ms >= 0 && ms < G_GINT64_CONSTANT (1) << 48, NULL);
  g_return_val_if_fail (random != NULL, NULL);

  for (guint i = 0; i < 6; i++)
    bytes[i] = (guint8) (ms >> (40 - 8 * i));
  memcpy (bytes + 6, random, 10);
  bytes[6] = (guint8) (0x70 | (bytes[6] & 0x0f)); /* version 7 */
  bytes[8] = (guint8) (0x80 | (bytes[8] & 0x3f)); /* variant of RFC 9562 */

  id = g_malloc (VOUCH_ID_LENGTH + 1);
  for (guint i = 0; i < sizeof bytes; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        id[at++] = '-';
      id[at++] = digits[bytes[i] >> 4];
      id[at++] = digits[bytes[i] & 0x0f];
    }
  id[at] = '\0';
  return id;
}

gboolean
vouch_id_is_valid (const char *id)
{
  if (id == NULL)
    return FALSE;

  for (guint i = 0; i < VOUCH_ID_LENGTH; i++)
    {
      gboolean dash = i == 8 || i == 13 || i == 18 || i == 23;

      if (dash ? id[i] != '-' : !is_lower_hex (id[i]))
        return FALSE;
    }
  return id[VOUCH_ID_LENGTH] == '\0';
}

gboolean
vouch_sha256_is_valid (const char *sha256)
{
  if (sha256 == NULL)
    return FALSE;

  for (guint i = 0; i < 64; i++)
    {
      if (!is_lower_hex (sha256[i]))
        return FALSE;
    }
  return sha256[64] == '\0';
}

gint64
vouch_id_get_ms (const char *id)
{
  gint64 ms = 0;

  if (!vouch_id_is_valid (id) || id[14] != '7')
    return 0;

  for (guint i = 0; i < 13; i++)
    {
      if (id[i] != '-')
        ms = ms << 4 | g_ascii_xdigit_value (id[i]);
    }
  return ms;
}

gint64
vouch_now (void)
{
  gint64 us = fixed_now;

  return us != 0 ? us : g_get_real_time ();
}

void
vouch_now_set_for_test (gint64 us)
{
  fixed_now = us;
}
