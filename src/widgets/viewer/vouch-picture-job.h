/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One piece of decoding on the shared pool of threads, and its way back to the main thread. */
#pragma once

#include "vouch-decoder.h"

G_BEGIN_DECLS

/* Level 0 of one picture may take this much; coarser levels stay for good. */
#define VOUCH_PICTURE_LEVEL0_BYTES (96 * 1024 * 1024)

typedef enum
{
  VOUCH_JOB_PAGE,  /* probe and a preview; small pictures whole */
  VOUCH_JOB_FULL,  /* all levels in one pass */
  VOUCH_JOB_TILES, /* the wanted range alone */
} VouchJobKind;

typedef struct
{
  int level, x0, y0, x1, y1; /* inclusive */
} VouchTileRange;

typedef struct
{
  int level, x, y;
  int width, height;
  GBytes *pixels; /* RGB, no padding */
  GdkTexture *texture;
} VouchTile;

typedef struct _VouchJob VouchJob;

/* Main thread. @tiles is the callback's to steal from. */
typedef void (*VouchJobFunc) (VouchJob *job, GPtrArray *tiles, gboolean finished, gpointer owner);

struct _VouchJob
{
  gatomicrefcount refs;
  VouchJobKind kind;
  VouchSource *source;
  guint page;
  GCancellable *cancellable;
  int stop;

  GMutex lock; /* of the next four */
  VouchTileRange wanted;
  GPtrArray *tiles;
  gboolean scheduled;
  gboolean finished;

  /* Written by the job before it finishes, read after; FULL and TILES are given info. */
  VouchPageInfo info;
  GdkTexture *preview;
  gboolean complete; /* all levels were made */
  gboolean failed;   /* nothing can be shown; else error says what is missing */
  GError *error;
  gsize level0_bytes;

  /* Main thread only */
  VouchJobFunc func;
  gpointer owner;
};

VouchJob *vouch_job_new (VouchJobKind kind, VouchSource *source, guint page, VouchJobFunc func,
                         gpointer owner);
void vouch_job_start (VouchJob *job);
/* Main thread: no callback comes any more. Gives the reference up. */
void vouch_job_stop (VouchJob *job);
void vouch_job_set_wanted (VouchJob *job, const VouchTileRange *range);
void vouch_job_unref (VouchJob *job);

void vouch_tile_free (VouchTile *tile);
GdkTexture *vouch_texture_new (GBytes *pixels, int width, int height);

/* Runs @func (@data) on the shared pool; lower @priority first. */
void vouch_picture_push_work (int priority, GFunc func, gpointer data);

G_END_DECLS
