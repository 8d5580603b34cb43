/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one EXIF value that drawing needs, read without trust in a single offset. */
#define G_LOG_DOMAIN "vouch-viewer"

#include "vouch-decoder.h"

#include <string.h>

#define TAG_ORIENTATION 0x0112
#define TYPE_SHORT 3
#define ENTRY_SIZE 12

typedef struct
{
  const guint8 *data;
  gsize size;
  gboolean big;
} Reader;

static guint
read_16 (const Reader *r, gsize at)
{
  const guint8 *p = r->data + at;

  if (r->size < 2 || at > r->size - 2)
    return 0;
  return r->big ? (guint) p[0] << 8 | p[1] : (guint) p[1] << 8 | p[0];
}

static guint32
read_32 (const Reader *r, gsize at)
{
  guint32 a = read_16 (r, at);
  guint32 b = read_16 (r, at + 2);

  return r->big ? a << 16 | b : b << 16 | a;
}

int
vouch_exif_orientation (const guint8 *data, gsize size)
{
  Reader r = { data, size, FALSE };
  gsize at;
  guint n;

  if (size > 6 && memcmp (data, "Exif\0\0", 6) == 0)
    {
      r.data += 6;
      r.size -= 6;
    }
  if (r.size < 8 || (memcmp (r.data, "II*\0", 4) != 0 && memcmp (r.data, "MM\0*", 4) != 0))
    return 1;
  r.big = r.data[0] == 'M';
  at = read_32 (&r, 4);
  n = read_16 (&r, at);
  for (guint i = 0; i < n; i++)
    {
      gsize entry = at + 2 + (gsize) i * ENTRY_SIZE;
      guint value;

      if (entry + ENTRY_SIZE > r.size)
        return 1;
      if (read_16 (&r, entry) != TAG_ORIENTATION || read_16 (&r, entry + 2) != TYPE_SHORT)
        continue;
      value = read_16 (&r, entry + 8);
      return value >= 1 && value <= 8 ? (int) value : 1;
    }
  return 1;
}
