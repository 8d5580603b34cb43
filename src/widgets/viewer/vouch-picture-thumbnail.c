/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small pictures for rows and cards, made in one pass without the whole picture in memory. */
#define G_LOG_DOMAIN "vouch-viewer"

#include "vouch-picture-job.h"

#include <string.h>

#define BAND_ROWS 64
#define WORK_PRIORITY 1
/* Levels finer than this many times the thumbnail are not worth decoding. */
#define MAX_SHRINK_LEVEL 3

typedef struct
{
  VouchSource *source;
  int max_px;
} Order;

/* Means over the rows and columns that fall on one pixel of the small picture. */
typedef struct
{
  int source_w, source_h, width, height;
  int y;       /* rows seen */
  int n_rows;  /* rows in sums */
  guint *sums; /* width * 3 */
  guint8 *out;
  int out_y;
} Shrinker;

static void
free_order (Order *order)
{
  vouch_source_unref (order->source);
  g_free (order);
}

static void
end_row (Shrinker *s)
{
  for (int x = 0; x < s->width; x++)
    {
      int from = (int) ((gint64) x * s->source_w / s->width);
      int to = MAX (from + 1, (int) ((gint64) (x + 1) * s->source_w / s->width));
      guint n = (guint) (to - from) * (guint) s->n_rows;

      for (int c = 0; c < VOUCH_ROWS_BPP; c++)
        s->out[((gsize) s->out_y * (gsize) s->width + (gsize) x) * VOUCH_ROWS_BPP + (gsize) c] =
            (guint8) ((s->sums[x * VOUCH_ROWS_BPP + c] + n / 2) / n);
    }
  memset (s->sums, 0, sizeof *s->sums * (gsize) s->width * VOUCH_ROWS_BPP);
  s->n_rows = 0;
  s->out_y++;
}

static void
band_cb (const guint8 *pixels, int n_rows, gpointer data)
{
  Shrinker *s = data;

  for (int i = 0; i < n_rows; i++, pixels += (gsize) s->source_w * VOUCH_ROWS_BPP)
    {
      for (int x = 0; x < s->width; x++)
        {
          int from = (int) ((gint64) x * s->source_w / s->width);
          int to = MAX (from + 1, (int) ((gint64) (x + 1) * s->source_w / s->width));

          for (int k = from; k < to; k++)
            for (int c = 0; c < VOUCH_ROWS_BPP; c++)
              s->sums[x * VOUCH_ROWS_BPP + c] += pixels[k * VOUCH_ROWS_BPP + c];
        }
      s->y++;
      s->n_rows++;
      if ((gint64) s->y * s->height / s->source_h > s->out_y)
        end_row (s);
    }
}

/* Where the stored pixel (x, y) goes; out is as wide as the upright picture. */
static gsize
upright_index (int orientation, int w, int h, int x, int y)
{
  gboolean back_x = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  gboolean back_y = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  int sx = back_x ? w - 1 - x : x;
  int sy = back_y ? h - 1 - y : y;

  return orientation > 4 ? (gsize) sx * (gsize) h + (gsize) sy
                         : (gsize) sy * (gsize) w + (gsize) sx;
}

static GdkTexture *
make_upright (const Shrinker *s, int orientation)
{
  gsize size = (gsize) s->width * (gsize) s->height * VOUCH_ROWS_BPP;
  guint8 *out = g_malloc (size);
  g_autoptr (GBytes) bytes = g_bytes_new_take (out, size);

  for (int y = 0; y < s->height; y++)
    for (int x = 0; x < s->width; x++)
      memcpy (out + upright_index (orientation, s->width, s->height, x, y) * VOUCH_ROWS_BPP,
              s->out + ((gsize) y * (gsize) s->width + (gsize) x) * VOUCH_ROWS_BPP, VOUCH_ROWS_BPP);
  return orientation > 4 ? vouch_texture_new (bytes, s->height, s->width)
                         : vouch_texture_new (bytes, s->width, s->height);
}

static int
choose_level (const VouchDecoder *decoder, const VouchPageInfo *info, int max_px)
{
  int level = 0;

  if (!decoder->shrinks && !decoder->vector)
    return 0;
  while (level < MAX_SHRINK_LEVEL &&
         vouch_level_size (MAX (info->width, info->height), level + 1) >= max_px)
    level++;
  return level;
}

static void
init_shrinker (Shrinker *s, const VouchPageInfo *info, int level, int max_px)
{
  int longest;

  memset (s, 0, sizeof *s);
  s->source_w = vouch_level_size (info->width, level);
  s->source_h = vouch_level_size (info->height, level);
  longest = MAX (s->source_w, s->source_h);
  max_px = MIN (max_px, longest);
  s->width = MAX (1, (int) ((gint64) s->source_w * max_px / longest));
  s->height = MAX (1, (int) ((gint64) s->source_h * max_px / longest));
  s->sums = g_new0 (guint, (gsize) s->width * VOUCH_ROWS_BPP);
  s->out = g_malloc0 ((gsize) s->width * (gsize) s->height * VOUCH_ROWS_BPP);
}

static GdkTexture *
make (const Order *order, GCancellable *cancellable, GError **error)
{
  const VouchDecoder *decoder = order->source->decoder;
  VouchPageInfo info;
  VouchRows rows;
  Shrinker s;
  GdkTexture *texture = NULL;
  int level;

  if (!vouch_source_probe (order->source, 0, &info, error))
    return NULL;
  level = choose_level (decoder, &info, order->max_px);
  init_shrinker (&s, &info, level, order->max_px);
  if (!vouch_rows_init (&rows, s.source_w, s.source_h, decoder->vector ? s.source_h : BAND_ROWS,
                        band_cb, &s))
    vouch_decoder_set_too_large (error);
  else
    {
      rows.cancellable = cancellable;
      /* A damaged picture still makes a thumbnail of what there is. */
      if (decoder->read (order->source, 0, level, &rows, error) || rows.done > 0)
        {
          g_clear_error (error);
          vouch_rows_pad (&rows);
          texture = make_upright (&s, info.orientation);
        }
      vouch_rows_clear (&rows);
    }
  g_free (s.sums);
  g_free (s.out);
  return texture;
}

static void
work_cb (gpointer data, gpointer unused)
{
  g_autoptr (GTask) task = data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  texture = make (g_task_get_task_data (task), cancellable, &error);
  if (texture)
    g_task_return_pointer (task, g_steal_pointer (&texture), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
vouch_picture_thumbnail_async (GBytes *bytes, int max_px, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  GError *error = NULL;
  VouchSource *source;
  Order *order;

  g_return_if_fail (bytes && max_px > 0);

  g_task_set_source_tag (task, vouch_picture_thumbnail_async);
  source = vouch_source_new (bytes, NULL, &error);
  if (!source)
    {
      g_task_return_error (task, error);
      return;
    }
  order = g_new0 (Order, 1);
  order->source = source;
  order->max_px = max_px;
  g_task_set_task_data (task, order, (GDestroyNotify) free_order);
  vouch_picture_push_work (WORK_PRIORITY, work_cb, g_steal_pointer (&task));
}

GdkTexture *
vouch_picture_thumbnail_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
