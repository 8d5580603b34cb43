/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the writing and the reading half of the media store share: the layout of a file. */
#pragma once

#include "vouch-media-store.h"

#include <sodium.h>

G_BEGIN_DECLS

/* magic, random prefix of the nonces, then chunks of VOUCH_MEDIA_CHUNK plain bytes (the last one
 * shorter), each with its own tag, so that any place can be read without what is before it. The
 * nonce is prefix and number of the chunk; number of chunks and name are authenticated with each,
 * so chunks cannot be moved, dropped or taken from another file. */
#define MEDIA_MAGIC "VMEDIA1\n"
#define MEDIA_MAGIC_BYTES 8
#define MEDIA_PREFIX_BYTES 16
#define MEDIA_HEADER_BYTES (MEDIA_MAGIC_BYTES + MEDIA_PREFIX_BYTES)
#define MEDIA_TAG_BYTES crypto_aead_xchacha20poly1305_ietf_ABYTES
#define MEDIA_SEALED_BYTES (VOUCH_MEDIA_CHUNK + MEDIA_TAG_BYTES)
#define MEDIA_NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define MEDIA_AD_BYTES (64 + 8)

void vouch_media_nonce (const guint8 prefix[MEDIA_PREFIX_BYTES], guint64 chunk,
                        guint8 nonce[MEDIA_NONCE_BYTES]);
void vouch_media_ad (const char *sha256, guint64 size, guint8 ad[MEDIA_AD_BYTES]);
VouchServerKeys *vouch_media_store_get_keys (VouchMediaStore *self);

G_END_DECLS
