/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every picture format brings: is it mine, how big is it, give me rows. Any thread. */
#pragma once

#include "vouch-picture.h"
#include "vouch-rows.h"

G_BEGIN_DECLS

typedef struct _VouchSource VouchSource;

typedef struct
{
  guint n_pages;
  int width, height; /* as stored */
  int orientation;   /* EXIF 1..8 */
  int min_level;
} VouchPageInfo;

typedef struct
{
  const char *mime;
  gboolean shrinks; /* level 3 costs much less than level 0 */
  gboolean vector;  /* every level and part is drawn when asked for */
  gboolean (*matches) (const guint8 *data, gsize size);
  gboolean (*probe) (VouchSource *source, guint page, VouchPageInfo *info, GError **error);
  /* May put rows and still fail: then the picture is shown in part. */
  gboolean (*read) (VouchSource *source, guint page, int level, VouchRows *rows, GError **error);
} VouchDecoder;

struct _VouchSource
{
  gatomicrefcount refs;
  GBytes *bytes;
  const VouchDecoder *decoder;
  GMutex lock; /* of state: a stopped job may still be at work when the next one starts */
  gpointer state;
  GDestroyNotify free_state;
};

VouchSource *vouch_source_new (GBytes *bytes, const char *mime_hint, GError **error);
VouchSource *vouch_source_ref (VouchSource *source);
void vouch_source_unref (VouchSource *source);
/* As the decoder, with the limits of size held. */
gboolean vouch_source_probe (VouchSource *source, guint page, VouchPageInfo *info, GError **error);

/* For decoders that need the whole picture in memory at once. */
gboolean vouch_decoder_check_whole (int width, int height, GError **error);
void vouch_decoder_set_damaged (GError **error);
void vouch_decoder_set_partial (GError **error);
void vouch_decoder_set_too_large (GError **error);

/* Of a TIFF structure, as in EXIF; 1 when there is none or it is damaged. */
int vouch_exif_orientation (const guint8 *data, gsize size);

extern const VouchDecoder vouch_decoder_jpeg;
extern const VouchDecoder vouch_decoder_png;
extern const VouchDecoder vouch_decoder_webp;
extern const VouchDecoder vouch_decoder_tiff;
extern const VouchDecoder vouch_decoder_pdf;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchSource, vouch_source_unref)

G_END_DECLS
