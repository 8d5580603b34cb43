/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One piece of decoding on the shared pool of threads, and its way back to the main thread. */
#define G_LOG_DOMAIN "vouch-viewer"

#include "vouch-picture-job.h"

#include <string.h>

#define N_THREADS 2
/* A picture up to this many pixels is decoded whole at once, without a preview before. */
#define SMALL_PIXELS (2 * 1000 * 1000)
#define PREVIEW_LEVEL 3
#define PREVIEW_PX 1400

typedef struct
{
  int priority;
  guint serial;
  GFunc func;
  gpointer data;
} Work;

static void
work_cb (gpointer item, gpointer data)
{
  g_autofree Work *work = item;

  work->func (work->data, NULL);
}

static int
compare_work_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  const Work *wa = a, *wb = b;

  if (wa->priority != wb->priority)
    return wa->priority - wb->priority;
  return wa->serial < wb->serial ? -1 : 1;
}

void
vouch_picture_push_work (int priority, GFunc func, gpointer data)
{
  static GThreadPool *pool;
  static guint serial;
  Work *work = g_new0 (Work, 1);

  if (!pool)
    {
      pool = g_thread_pool_new (work_cb, NULL, N_THREADS, FALSE, NULL);
      g_thread_pool_set_sort_function (pool, compare_work_cb, NULL);
    }
  work->priority = priority;
  work->serial = serial++;
  work->func = func;
  work->data = data;
  g_thread_pool_push (pool, work, NULL);
}

GdkTexture *
vouch_texture_new (GBytes *pixels, int width, int height)
{
  return gdk_memory_texture_new (width, height, GDK_MEMORY_R8G8B8, pixels,
                                 (gsize) width * VOUCH_ROWS_BPP);
}

void
vouch_tile_free (VouchTile *tile)
{
  g_bytes_unref (tile->pixels);
  g_object_unref (tile->texture);
  g_free (tile);
}

static VouchJob *
ref_job (VouchJob *job)
{
  g_atomic_ref_count_inc (&job->refs);
  return job;
}

void
vouch_job_unref (VouchJob *job)
{
  if (!g_atomic_ref_count_dec (&job->refs))
    return;
  vouch_source_unref (job->source);
  g_clear_object (&job->cancellable);
  g_clear_object (&job->preview);
  g_clear_error (&job->error);
  g_ptr_array_unref (job->tiles);
  g_mutex_clear (&job->lock);
  g_free (job);
}

static GPtrArray *
new_tiles (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_tile_free);
}

static gboolean
deliver_cb (gpointer data)
{
  VouchJob *job = data;
  g_autoptr (GPtrArray) tiles = NULL;
  gboolean finished;

  g_mutex_lock (&job->lock);
  tiles = g_steal_pointer (&job->tiles);
  job->tiles = new_tiles ();
  job->scheduled = FALSE;
  finished = job->finished;
  g_mutex_unlock (&job->lock);

  if (job->owner)
    job->func (job, tiles, finished, job->owner);
  return G_SOURCE_REMOVE;
}

static void
schedule (VouchJob *job, VouchTile *tile, gboolean finished)
{
  gboolean wake;

  g_mutex_lock (&job->lock);
  if (tile)
    g_ptr_array_add (job->tiles, tile);
  job->finished |= finished;
  /* The tiles of a page come with its size, or the old page would be drawn with them. */
  wake = !job->scheduled && (job->kind != VOUCH_JOB_PAGE || finished);
  job->scheduled |= wake;
  g_mutex_unlock (&job->lock);

  if (wake)
    g_idle_add_full (G_PRIORITY_DEFAULT, deliver_cb, ref_job (job),
                     (GDestroyNotify) vouch_job_unref);
}

static gboolean
is_wanted (VouchJob *job, int level, int x, int y)
{
  const VouchTileRange *w = &job->wanted;
  gboolean wanted;

  g_mutex_lock (&job->lock);
  wanted = level == w->level && x >= w->x0 && x <= w->x1 && y >= w->y0 && y <= w->y1;
  g_mutex_unlock (&job->lock);
  return wanted;
}

static void
tile_cb (int level, int x, int y, const guint8 *pixels, int stride, int width, int height,
         gpointer data)
{
  VouchJob *job = data;
  gsize row = (gsize) width * VOUCH_ROWS_BPP;
  VouchTile *tile;
  guint8 *copy;

  if (job->kind == VOUCH_JOB_TILES)
    level = job->wanted.level;
  if (level == 0 && job->kind != VOUCH_JOB_TILES)
    {
      if (job->level0_bytes + row * (gsize) height > VOUCH_PICTURE_LEVEL0_BYTES &&
          !is_wanted (job, level, x, y))
        return;
      job->level0_bytes += row * (gsize) height;
    }
  copy = g_try_malloc (row * (gsize) height);
  if (!copy)
    return;
  for (int i = 0; i < height; i++)
    memcpy (copy + (gsize) i * row, pixels + (gsize) i * (gsize) stride, row);
  tile = g_new0 (VouchTile, 1);
  tile->level = level;
  tile->x = x;
  tile->y = y;
  tile->width = width;
  tile->height = height;
  tile->pixels = g_bytes_new_take (copy, row * (gsize) height);
  tile->texture = vouch_texture_new (tile->pixels, width, height);
  schedule (job, tile, FALSE);
}

static void
set_stop (VouchJob *job, VouchRows *rows)
{
  rows->stop = &job->stop;
  rows->cancellable = job->cancellable;
}

/* Rows that never came are grey; a file that gave none fails. */
static gboolean
read_rows (VouchJob *job, int level, VouchRows *rows)
{
  g_autoptr (GError) error = NULL;

  set_stop (job, rows);
  if (job->source->decoder->read (job->source, job->page, level, rows, &error))
    return TRUE;
  if (vouch_rows_stopped (rows))
    return FALSE;
  if (!job->error)
    {
      if (rows->done > 0)
        vouch_decoder_set_partial (&job->error);
      else
        job->error = g_steal_pointer (&error);
    }
  job->failed = rows->done == 0;
  if (!job->failed)
    vouch_rows_pad (rows);
  return !job->failed;
}

static void
no_memory (VouchJob *job)
{
  job->failed = TRUE;
  if (!job->error)
    vouch_decoder_set_too_large (&job->error);
}

static void
run_pyramid (VouchJob *job)
{
  int max = vouch_level_max (job->info.width, job->info.height);
  g_autoptr (VouchPyramid) pyramid =
      vouch_pyramid_new (job->info.width, job->info.height, max, tile_cb, job);

  if (!pyramid)
    no_memory (job);
  else
    job->complete = read_rows (job, 0, vouch_pyramid_get_rows (pyramid));
}

static void
run_preview (VouchJob *job)
{
  int level = PREVIEW_LEVEL;
  int width, height;
  VouchRows rows;

  if (job->source->decoder->vector)
    for (level = job->info.min_level;
         vouch_level_size (MAX (job->info.width, job->info.height), level) > PREVIEW_PX; level++)
      ;
  width = vouch_level_size (job->info.width, level);
  height = vouch_level_size (job->info.height, level);
  if (!vouch_rows_init (&rows, width, height, height, NULL, NULL))
    {
      no_memory (job);
      return;
    }
  if (read_rows (job, level, &rows))
    {
      g_autoptr (GBytes) pixels =
          g_bytes_new_take (g_steal_pointer (&rows.band),
                            (gsize) width * (gsize) height * VOUCH_ROWS_BPP);

      job->preview = vouch_texture_new (pixels, width, height);
    }
  vouch_rows_clear (&rows);
}

static void
run_page (VouchJob *job)
{
  const VouchDecoder *decoder = job->source->decoder;

  if (!vouch_source_probe (job->source, job->page, &job->info, &job->error))
    job->failed = TRUE;
  else if (decoder->vector ||
           (decoder->shrinks && (gint64) job->info.width * job->info.height > SMALL_PIXELS))
    run_preview (job);
  else
    run_pyramid (job);
}

static void
run_part (VouchJob *job, int level, int x0, int y0, int x1, int y1)
{
  int width = vouch_level_size (job->info.width, level);
  int height = vouch_level_size (job->info.height, level);
  int x = x0 * VOUCH_PICTURE_TILE, y = y0 * VOUCH_PICTURE_TILE;
  g_autoptr (VouchPyramid) pyramid = NULL;
  VouchRows *rows;

  width = MIN (width, (x1 + 1) * VOUCH_PICTURE_TILE) - x;
  height = MIN (height, (y1 + 1) * VOUCH_PICTURE_TILE) - y;
  if (width <= 0 || height <= 0)
    return;
  pyramid = vouch_pyramid_new (width, height, 0, tile_cb, job);
  if (!pyramid)
    {
      no_memory (job);
      return;
    }
  rows = vouch_pyramid_get_rows (pyramid);
  rows->x = x;
  rows->y = y;
  read_rows (job, level, rows);
}

static void
run_tiles (VouchJob *job)
{
  VouchTileRange r = job->wanted;

  run_part (job, r.level, r.x0, r.y0, r.x1, r.y1);
}

static void
run_cb (gpointer data, gpointer unused)
{
  VouchJob *job = data;

  if (!g_atomic_int_get (&job->stop) && !g_cancellable_is_cancelled (job->cancellable))
    {
      if (job->kind == VOUCH_JOB_PAGE)
        run_page (job);
      else if (job->kind == VOUCH_JOB_FULL)
        run_pyramid (job);
      else
        run_tiles (job);
    }
  schedule (job, NULL, TRUE);
  vouch_job_unref (job);
}

VouchJob *
vouch_job_new (VouchJobKind kind, VouchSource *source, guint page, VouchJobFunc func,
               gpointer owner)
{
  VouchJob *job = g_new0 (VouchJob, 1);

  g_atomic_ref_count_init (&job->refs);
  g_mutex_init (&job->lock);
  job->kind = kind;
  job->source = vouch_source_ref (source);
  job->page = page;
  job->wanted.level = G_MININT;
  job->tiles = new_tiles ();
  job->func = func;
  job->owner = owner;
  return job;
}

void
vouch_job_start (VouchJob *job)
{
  /* What somebody waits for in front of a blank view goes first. */
  static const int priorities[] = {
    [VOUCH_JOB_PAGE] = 0, [VOUCH_JOB_TILES] = 1, [VOUCH_JOB_FULL] = 2
  };

  vouch_picture_push_work (priorities[job->kind], run_cb, ref_job (job));
}

void
vouch_job_stop (VouchJob *job)
{
  job->owner = NULL;
  g_atomic_int_set (&job->stop, 1);
  vouch_job_unref (job);
}

void
vouch_job_set_wanted (VouchJob *job, const VouchTileRange *range)
{
  g_mutex_lock (&job->lock);
  job->wanted = *range;
  g_mutex_unlock (&job->lock);
}
