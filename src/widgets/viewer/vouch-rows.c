/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of pixels on their way from a decoder: into one buffer, or into a pyramid of tiles. */
#define G_LOG_DOMAIN "vouch-viewer"

#include "vouch-rows.h"

#include "vouch-picture.h"

#include <string.h>

#define PAD_GREY 0x80

struct _VouchPyramid
{
  VouchRows rows;
  int max_level;
  VouchTileFunc func;
  gpointer data;
  guint16 *sums;
  struct
  {
    guint8 *band; /* not for level 0: that is the band of rows */
    int width, fill, tile_y;
  } levels[VOUCH_ROWS_MAX_LEVEL + 1];
};

gboolean
vouch_rows_init (VouchRows *rows, int width, int height, int band_rows, VouchBandFunc flush,
                 gpointer data)
{
  memset (rows, 0, sizeof *rows);
  rows->width = width;
  rows->height = height;
  rows->band_rows = MIN (band_rows, height);
  rows->flush = flush;
  rows->data = data;
  rows->band = g_try_malloc ((gsize) width * VOUCH_ROWS_BPP * rows->band_rows);
  return rows->band != NULL;
}

void
vouch_rows_clear (VouchRows *rows)
{
  g_clear_pointer (&rows->band, g_free);
}

gboolean
vouch_rows_stopped (VouchRows *rows)
{
  return (rows->stop && g_atomic_int_get (rows->stop)) ||
         (rows->cancellable && g_cancellable_is_cancelled (rows->cancellable));
}

guint8 *
vouch_rows_next (VouchRows *rows, int *n_rows)
{
  if (rows->done >= rows->height || vouch_rows_stopped (rows))
    return NULL;
  *n_rows = MIN (rows->band_rows - rows->fill, rows->height - rows->done);
  return rows->band + (gsize) rows->fill * rows->width * VOUCH_ROWS_BPP;
}

void
vouch_rows_put (VouchRows *rows, int n_rows)
{
  rows->fill += n_rows;
  rows->done += n_rows;
  g_assert (rows->fill <= rows->band_rows);
  if (!rows->flush || (rows->fill < rows->band_rows && rows->done < rows->height))
    return;
  rows->flush (rows->band, rows->fill, rows->data);
  rows->fill = 0;
}

void
vouch_rows_pad (VouchRows *rows)
{
  guint8 *room;
  int n;

  while ((room = vouch_rows_next (rows, &n)))
    {
      memset (room, PAD_GREY, (gsize) n * rows->width * VOUCH_ROWS_BPP);
      vouch_rows_put (rows, n);
    }
}

int
vouch_level_size (int size, int level)
{
  return level < 0 ? size << -level : (size + (1 << level) - 1) >> level;
}

int
vouch_level_max (int width, int height)
{
  int level = 0;

  while (level < VOUCH_ROWS_MAX_LEVEL &&
         vouch_level_size (MAX (width, height), level) > VOUCH_PICTURE_TILE)
    level++;
  return level;
}

/* The mean of two by two pixels; an odd edge counts twice. Sums of rows first: the inner loops stay
 * simple enough for the compiler to use vectors. */
static void
halve (const guint8 *source, int width, int n_rows, guint16 *sums, guint8 *out)
{
  int stride = width * VOUCH_ROWS_BPP;
  int half = (width + 1) / 2;

  for (int y = 0; y < n_rows; y += 2)
    {
      const guint8 *a = source + (gsize) y * stride;
      const guint8 *b = y + 1 < n_rows ? a + stride : a;

      for (int i = 0; i < stride; i++)
        sums[i] = (guint16) (a[i] + b[i]);
      for (int c = 0; c < VOUCH_ROWS_BPP; c++)
        sums[stride + c] = sums[stride - VOUCH_ROWS_BPP + c];
      for (int x = 0; x < half; x++)
        {
          const guint16 *s = sums + x * 2 * VOUCH_ROWS_BPP;

          out[0] = (guint8) ((s[0] + s[3] + 2) >> 2);
          out[1] = (guint8) ((s[1] + s[4] + 2) >> 2);
          out[2] = (guint8) ((s[2] + s[5] + 2) >> 2);
          out += VOUCH_ROWS_BPP;
        }
    }
}

static void
flush_level (VouchPyramid *self, int level, const guint8 *pixels, int n_rows)
{
  int width = self->levels[level].width;
  int stride = width * VOUCH_ROWS_BPP;
  int first_x = self->rows.x / VOUCH_PICTURE_TILE;
  int y = self->rows.y / VOUCH_PICTURE_TILE + self->levels[level].tile_y++;

  for (int x = 0; x * VOUCH_PICTURE_TILE < width; x++)
    self->func (level, first_x + x, y, pixels + (gsize) x * VOUCH_PICTURE_TILE * VOUCH_ROWS_BPP,
                stride, MIN (VOUCH_PICTURE_TILE, width - x * VOUCH_PICTURE_TILE), n_rows,
                self->data);
  if (level == self->max_level)
    return;
  halve (pixels, width, n_rows, self->sums,
         self->levels[level + 1].band +
             (gsize) self->levels[level + 1].fill * self->levels[level + 1].width * VOUCH_ROWS_BPP);
  self->levels[level + 1].fill += (n_rows + 1) / 2;
  if (self->levels[level + 1].fill < VOUCH_PICTURE_TILE && self->rows.done < self->rows.height)
    return;
  n_rows = self->levels[level + 1].fill;
  self->levels[level + 1].fill = 0;
  flush_level (self, level + 1, self->levels[level + 1].band, n_rows);
}

static void
flush_cb (const guint8 *pixels, int n_rows, gpointer data)
{
  flush_level (data, 0, pixels, n_rows);
}

VouchPyramid *
vouch_pyramid_new (int width, int height, int max_level, VouchTileFunc func, gpointer data)
{
  g_autoptr (VouchPyramid) self = g_new0 (VouchPyramid, 1);

  self->max_level = max_level;
  self->func = func;
  self->data = data;
  if (!vouch_rows_init (&self->rows, width, height, VOUCH_PICTURE_TILE, flush_cb, self))
    return NULL;
  self->sums = g_new (guint16, ((gsize) width + 1) * VOUCH_ROWS_BPP);
  for (int i = 0; i <= max_level; i++)
    {
      self->levels[i].width = vouch_level_size (width, i);
      if (i > 0)
        {
          self->levels[i].band =
              g_try_malloc ((gsize) self->levels[i].width * VOUCH_PICTURE_TILE * VOUCH_ROWS_BPP);
          if (!self->levels[i].band)
            return NULL;
        }
    }
  return g_steal_pointer (&self);
}

void
vouch_pyramid_free (VouchPyramid *self)
{
  vouch_rows_clear (&self->rows);
  g_free (self->sums);
  for (int i = 0; i <= VOUCH_ROWS_MAX_LEVEL; i++)
    g_free (self->levels[i].band);
  g_free (self);
}

VouchRows *
vouch_pyramid_get_rows (VouchPyramid *self)
{
  return &self->rows;
}
