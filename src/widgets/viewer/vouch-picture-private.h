/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the viewer alone needs of a picture. */
#pragma once

#include "vouch-picture.h"

G_BEGIN_DECLS

/* RGB pixels of a tile, valid until the main loop runs; NULL when it is not there. */
const guint8 *vouch_picture_get_tile_pixels (VouchPicture *self, int level, int x, int y,
                                             int *stride);

G_END_DECLS
