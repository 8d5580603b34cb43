/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SplitMix64: eight bytes of state, good enough for pictures and names, trivially portable. */
#define G_LOG_DOMAIN "vouch-demo"

#include "vouch-demo-random.h"

guint64
vouch_demo_random_next (VouchDemoRandom *self)
{
  guint64 z;

  self->state += G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
  z = self->state;
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94D049BB133111EB);
  return z ^ (z >> 31);
}

VouchDemoRandom
vouch_demo_random_seed (guint64 seed, guint64 stream)
{
  VouchDemoRandom self = { seed };

  self.state = vouch_demo_random_next (&self) ^ (stream * G_GUINT64_CONSTANT (0xD1342543DE82EF95));
  self.state = vouch_demo_random_next (&self);
  return self;
}

guint
vouch_demo_random_below (VouchDemoRandom *self, guint bound)
{
  g_return_val_if_fail (bound > 0, 0);
  return (guint) (((vouch_demo_random_next (self) >> 32) * bound) >> 32);
}

int
vouch_demo_random_between (VouchDemoRandom *self, int low, int high)
{
  return low + (int) vouch_demo_random_below (self, (guint) (high - low + 1));
}

double
vouch_demo_random_unit (VouchDemoRandom *self)
{
  return (double) (vouch_demo_random_next (self) >> 11) / 9007199254740992.0;
}

gboolean
vouch_demo_random_chance (VouchDemoRandom *self, guint percent)
{
  return vouch_demo_random_below (self, 100) < percent;
}
