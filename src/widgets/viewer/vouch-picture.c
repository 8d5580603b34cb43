/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An opened picture or document: pages, a preview and tiles, decoded off the main thread.
 *
 * One job at a time works for a picture: first the page (size and preview), then, for raster
 * formats, one pass over the whole file that makes every level. Coarse levels stay; level 0 of a
 * big picture, and all that is drawn from vectors, live in a list with the least recently used at
 * its tail and are decoded again when asked for. Tiles are kept as the file stores them: turning
 * them upright is one transform when drawing. */
#define G_LOG_DOMAIN "vouch-viewer"

#include "vouch-picture-private.h"

#include "vouch-picture-job.h"

struct _VouchPicture
{
  GObject parent_instance;
  VouchSource *source;
  guint page;
  VouchPageInfo info;
  int max_level;
  GdkTexture *preview;
  char *page_error;
  GHashTable *tiles; /* guint64 -> Cell */
  GQueue recent;     /* Cells that may be dropped, newest first */
  gsize recent_bytes;
  VouchTileRange wanted;
  VouchJob *job;
  gboolean broken; /* parts cannot be decoded: do not try for ever */
  GTask *opening;
};

typedef struct
{
  guint64 key;
  VouchTile *tile;
  gsize bytes;
  GList link; /* data: the cell; in recent when may_drop */
  gboolean may_drop;
} Cell;

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchPicture, vouch_picture, G_TYPE_OBJECT)

static void serve (VouchPicture *self);

static guint64
make_key (int level, int x, int y)
{
  return (guint64) (level + 16) << 56 | (guint64) x << 28 | (guint64) y;
}

static void
free_cell (Cell *cell)
{
  vouch_tile_free (cell->tile);
  g_free (cell);
}

static void
emit_changed (VouchPicture *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
drop_tiles (VouchPicture *self)
{
  g_queue_init (&self->recent);
  self->recent_bytes = 0;
  g_hash_table_remove_all (self->tiles);
}

static gboolean
is_wanted (VouchPicture *self, const VouchTile *tile)
{
  const VouchTileRange *w = &self->wanted;

  return tile->level == w->level && tile->x >= w->x0 && tile->x <= w->x1 && tile->y >= w->y0 &&
         tile->y <= w->y1;
}

static void
trim (VouchPicture *self)
{
  GList *next;

  for (GList *l = self->recent.tail; l && self->recent_bytes > VOUCH_PICTURE_LEVEL0_BYTES; l = next)
    {
      Cell *cell = l->data;

      next = l->prev;
      if (is_wanted (self, cell->tile))
        continue;
      g_queue_unlink (&self->recent, l);
      self->recent_bytes -= cell->bytes;
      g_hash_table_remove (self->tiles, &cell->key);
    }
}

static void
add_tile (VouchPicture *self, VouchTile *tile)
{
  Cell *cell = g_new0 (Cell, 1);

  cell->key = make_key (tile->level, tile->x, tile->y);
  cell->tile = tile;
  cell->bytes = g_bytes_get_size (tile->pixels);
  if (g_hash_table_contains (self->tiles, &cell->key))
    {
      free_cell (cell);
      return;
    }
  cell->may_drop = tile->level <= 0 || self->source->decoder->vector;
  cell->link.data = cell;
  g_hash_table_insert (self->tiles, &cell->key, cell);
  if (!cell->may_drop)
    return;
  g_queue_push_head_link (&self->recent, &cell->link);
  self->recent_bytes += cell->bytes;
}

static void
take_tiles (VouchPicture *self, GPtrArray *tiles)
{
  while (tiles->len > 0)
    add_tile (self, g_ptr_array_steal_index (tiles, 0));
  trim (self);
}

static void
set_page_error (VouchPicture *self, const GError *error)
{
  g_free (self->page_error);
  self->page_error = error ? g_strdup (error->message) : NULL;
}

static void job_cb (VouchJob *job, GPtrArray *tiles, gboolean finished, gpointer owner);

static void
start_job (VouchPicture *self, VouchJobKind kind)
{
  g_assert (!self->job);

  self->job = vouch_job_new (kind, self->source, self->page, job_cb, self);
  self->job->info = self->info;
  self->job->wanted = self->wanted;
  if (self->opening)
    g_set_object (&self->job->cancellable, g_task_get_cancellable (self->opening));
}

static void
stop_job (VouchPicture *self)
{
  if (self->job)
    vouch_job_stop (g_steal_pointer (&self->job));
}

/* The smallest level is one tile: it serves as preview where the format gives none of its own. */
static void
adopt_preview (VouchPicture *self)
{
  Cell *cell;
  guint64 key = make_key (self->max_level, 0, 0);

  if (self->preview || !(cell = g_hash_table_lookup (self->tiles, &key)))
    return;
  self->preview = g_object_ref (cell->tile->texture);
}

static void
show_page (VouchPicture *self, VouchJob *job, GPtrArray *tiles)
{
  drop_tiles (self);
  g_clear_object (&self->preview);
  self->broken = FALSE;
  set_page_error (self, job->error);
  if (job->failed)
    return;
  self->info = job->info;
  self->max_level = vouch_level_max (self->info.width, self->info.height);
  self->wanted.level = G_MININT;
  g_set_object (&self->preview, job->preview);
  take_tiles (self, tiles);
  adopt_preview (self);
}

/* The page job of opening: the picture exists when there is something to look at. */
static void
finish_opening (VouchPicture *self, VouchJob *job)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->opening);

  if (job->failed)
    g_task_return_error (task, g_error_copy (job->error));
  else if (self->info.width == 0)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  else
    g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

static void
finish_job (VouchPicture *self, VouchJob *job, GPtrArray *tiles)
{
  gboolean more = job->kind == VOUCH_JOB_PAGE && !job->complete && !job->failed &&
                  !self->source->decoder->vector && job->info.width > 0;

  if (job->kind == VOUCH_JOB_PAGE)
    show_page (self, job, tiles);
  else
    {
      take_tiles (self, tiles);
      adopt_preview (self);
      self->broken |= job->failed;
      if (job->error && !self->page_error)
        set_page_error (self, job->error);
    }
  if (self->opening)
    finish_opening (self, job);
  if (more)
    {
      start_job (self, VOUCH_JOB_FULL);
      vouch_job_start (self->job);
    }
}

static void
job_cb (VouchJob *job, GPtrArray *tiles, gboolean finished, gpointer owner)
{
  VouchPicture *self = owner;
  g_autoptr (VouchPicture) alive = g_object_ref (self);

  if (finished)
    {
      g_assert (self->job == job);
      self->job = NULL;
      job->owner = NULL;
      finish_job (self, job, tiles);
      vouch_job_unref (job);
      serve (self);
    }
  else
    take_tiles (self, tiles);
  emit_changed (self);
}

/* The smallest range that holds every wanted tile not there; FALSE when all are. */
static gboolean
find_missing (VouchPicture *self, VouchTileRange *out)
{
  const VouchTileRange *w = &self->wanted;
  gboolean any = FALSE;

  if (w->level == G_MININT)
    return FALSE;
  for (int y = w->y0; y <= w->y1; y++)
    for (int x = w->x0; x <= w->x1; x++)
      {
        guint64 key = make_key (w->level, x, y);

        if (g_hash_table_contains (self->tiles, &key))
          continue;
        if (!any)
          *out = (VouchTileRange){ w->level, x, y, x, y };
        out->x0 = MIN (out->x0, x);
        out->x1 = MAX (out->x1, x);
        out->y1 = y;
        any = TRUE;
      }
  return any;
}

/* Coarse levels of raster pictures come with the full pass or not at all. */
static gboolean
can_serve (VouchPicture *self)
{
  return !self->broken && (self->source->decoder->vector || self->wanted.level == 0);
}

static gboolean
overlaps (const VouchTileRange *a, const VouchTileRange *b)
{
  return a->level == b->level && a->x0 <= b->x1 && b->x0 <= a->x1 && a->y0 <= b->y1 &&
         b->y0 <= a->y1;
}

static void
serve (VouchPicture *self)
{
  VouchTileRange missing;

  if (!can_serve (self) || !find_missing (self, &missing))
    return;
  if (self->job)
    {
      if (self->job->kind == VOUCH_JOB_FULL)
        vouch_job_set_wanted (self->job, &self->wanted);
      /* A pan asks for a little more each frame: what is under way is still of use. */
      if (self->job->kind != VOUCH_JOB_TILES || overlaps (&self->job->wanted, &missing))
        return;
      stop_job (self);
    }
  start_job (self, VOUCH_JOB_TILES);
  self->job->wanted = missing;
  vouch_job_start (self->job);
}

static void
vouch_picture_dispose (GObject *object)
{
  VouchPicture *self = VOUCH_PICTURE (object);

  stop_job (self);
  drop_tiles (self);
  g_clear_object (&self->preview);
  G_OBJECT_CLASS (vouch_picture_parent_class)->dispose (object);
}

static void
vouch_picture_finalize (GObject *object)
{
  VouchPicture *self = VOUCH_PICTURE (object);

  g_hash_table_unref (self->tiles);
  g_clear_pointer (&self->source, vouch_source_unref);
  g_free (self->page_error);
  G_OBJECT_CLASS (vouch_picture_parent_class)->finalize (object);
}

static void
vouch_picture_class_init (VouchPictureClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vouch_picture_dispose;
  G_OBJECT_CLASS (klass)->finalize = vouch_picture_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vouch_picture_init (VouchPicture *self)
{
  self->wanted.level = G_MININT;
  self->tiles =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) free_cell);
}

void
vouch_picture_open_async (GBytes *bytes, const char *mime_hint, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (VouchPicture) self = g_object_new (VOUCH_TYPE_PICTURE, NULL);
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;

  g_return_if_fail (bytes);

  g_task_set_source_tag (task, vouch_picture_open_async);
  self->source = vouch_source_new (bytes, mime_hint, &error);
  if (!self->source)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  /* The task keeps the picture until the first job is done, however it ends. */
  g_task_set_task_data (task, g_object_ref (self), g_object_unref);
  self->opening = g_steal_pointer (&task);
  start_job (self, VOUCH_JOB_PAGE);
  vouch_job_start (self->job);
}

VouchPicture *
vouch_picture_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

guint
vouch_picture_get_n_pages (VouchPicture *self)
{
  return self->info.n_pages;
}

guint
vouch_picture_get_page (VouchPicture *self)
{
  return self->page;
}

void
vouch_picture_set_page (VouchPicture *self, guint page)
{
  g_return_if_fail (VOUCH_IS_PICTURE (self));

  if (page == self->page || page >= self->info.n_pages)
    return;
  stop_job (self);
  self->page = page;
  start_job (self, VOUCH_JOB_PAGE);
  vouch_job_start (self->job);
  emit_changed (self);
}

const char *
vouch_picture_get_page_error (VouchPicture *self)
{
  return self->page_error;
}

const char *
vouch_picture_get_mime (VouchPicture *self)
{
  return self->source->decoder->mime;
}

int
vouch_picture_get_width (VouchPicture *self)
{
  return self->info.orientation > 4 ? self->info.height : self->info.width;
}

int
vouch_picture_get_height (VouchPicture *self)
{
  return self->info.orientation > 4 ? self->info.width : self->info.height;
}

int
vouch_picture_get_orientation (VouchPicture *self)
{
  return self->info.orientation;
}

int
vouch_picture_get_min_level (VouchPicture *self)
{
  return self->info.min_level;
}

int
vouch_picture_get_max_level (VouchPicture *self)
{
  return self->max_level;
}

void
vouch_picture_get_level_size (VouchPicture *self, int level, int *width, int *height)
{
  *width = vouch_level_size (self->info.width, level);
  *height = vouch_level_size (self->info.height, level);
}

GdkTexture *
vouch_picture_get_preview (VouchPicture *self)
{
  return self->preview;
}

static Cell *
find_cell (VouchPicture *self, int level, int x, int y)
{
  guint64 key = make_key (level, x, y);
  Cell *cell = g_hash_table_lookup (self->tiles, &key);

  if (cell && cell->may_drop)
    {
      g_queue_unlink (&self->recent, &cell->link);
      g_queue_push_head_link (&self->recent, &cell->link);
    }
  return cell;
}

GdkTexture *
vouch_picture_get_tile (VouchPicture *self, int level, int x, int y)
{
  Cell *cell = find_cell (self, level, x, y);

  return cell ? cell->tile->texture : NULL;
}

const guint8 *
vouch_picture_get_tile_pixels (VouchPicture *self, int level, int x, int y, int *stride)
{
  Cell *cell = find_cell (self, level, x, y);

  if (!cell)
    return NULL;
  *stride = cell->tile->width * VOUCH_ROWS_BPP;
  return g_bytes_get_data (cell->tile->pixels, NULL);
}

void
vouch_picture_request (VouchPicture *self, int level, int x0, int y0, int x1, int y1)
{
  int width, height;

  g_return_if_fail (VOUCH_IS_PICTURE (self));

  level = CLAMP (level, self->info.min_level, self->max_level);
  vouch_picture_get_level_size (self, level, &width, &height);
  self->wanted.level = level;
  self->wanted.x0 = MAX (0, x0);
  self->wanted.y0 = MAX (0, y0);
  self->wanted.x1 = MIN (x1, (width - 1) / VOUCH_PICTURE_TILE);
  self->wanted.y1 = MIN (y1, (height - 1) / VOUCH_PICTURE_TILE);
  serve (self);
}

gboolean
vouch_picture_is_settled (VouchPicture *self)
{
  return !self->job;
}
