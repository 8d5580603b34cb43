/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random tokens and their stored form. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* 256 random bits as URL-safe text of 43 characters. Transfer full; any thread. */
char *vouch_secret_new (void);
/* What is stored of a token: lower-case hex SHA-256. A token has full entropy, so a plain digest is
 * enough; passwords go through Argon2id instead. Transfer full. */
char *vouch_secret_hash (const char *secret);
/* Overwrites and frees; NULL is accepted. */
void vouch_secret_free (char *secret);

/* Argon2id (libsodium, interactive limits): text with salt and parameters. NULL when memory is
 * short. Slow on purpose, so never on a thread that others wait for. Transfer full. */
char *vouch_password_hash (const char *password);
/* @hash NULL does the same work and says FALSE, so that an unknown user takes as long. */
gboolean vouch_password_verify (const char *hash, const char *password);

G_END_DECLS
