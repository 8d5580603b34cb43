/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers that are the same on every machine for the same seed (SplitMix64). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Lives on the stack; one a thread. Start with vouch_demo_random_seed(). */
typedef struct
{
  guint64 state;
} VouchDemoRandom;

/* @stream separates independent sequences of one seed (applicant 7, its address, its scan ...).
 */
VouchDemoRandom vouch_demo_random_seed (guint64 seed, guint64 stream);
guint64 vouch_demo_random_next (VouchDemoRandom *self);
/* 0 <= result < @bound; @bound > 0. */
guint vouch_demo_random_below (VouchDemoRandom *self, guint bound);
/* @low <= result <= @high. */
int vouch_demo_random_between (VouchDemoRandom *self, int low, int high);
/* 0 <= result < 1. */
double vouch_demo_random_unit (VouchDemoRandom *self);
/* TRUE @percent times in a hundred. */
gboolean vouch_demo_random_chance (VouchDemoRandom *self, guint percent);

G_END_DECLS
