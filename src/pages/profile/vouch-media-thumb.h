/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small picture of a medium; its space is reserved before it is there. */
#pragma once

#include "vouch-profile-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_MEDIA_THUMB (vouch_media_thumb_get_type ())
G_DECLARE_FINAL_TYPE (VouchMediaThumb, vouch_media_thumb, VOUCH, MEDIA_THUMB, GtkWidget)

/* @height pixels high, as wide as the medium's row says. @label names it, under it too when
 * @caption. A click activates page.view-media with the sha-256. Floating. */
GtkWidget *vouch_media_thumb_new (VouchProfileContext *context, const char *sha256, int height,
                                  const char *label, gboolean caption);

G_END_DECLS
