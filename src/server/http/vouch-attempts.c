/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Failure counters in memory. Names are kept as digests: e-mails of strangers are no data of ours.
 */

#define G_LOG_DOMAIN "vouch-attempts"

#include "vouch-attempts.h"

/* A flood of invented names must not fill the memory. */
#define MAX_NAMES 20000

typedef struct
{
  gint64 since; /* monotonic, microseconds */
  guint count;
} Counter;

struct _VouchAttempts
{
  GMutex lock;
  GHashTable *counters; /* digest → Counter */
  guint limit;
  gint64 window;
};

VouchAttempts *
vouch_attempts_new (guint limit, guint window)
{
  VouchAttempts *self = g_new0 (VouchAttempts, 1);

  g_mutex_init (&self->lock);
  self->counters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->limit = limit;
  self->window = window * G_USEC_PER_SEC;

  return self;
}

void
vouch_attempts_free (VouchAttempts *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->counters);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gboolean
is_over (gpointer key, gpointer value, gpointer user_data)
{
  Counter *counter = value;
  VouchAttempts *self = user_data;

  return g_get_monotonic_time () - counter->since >= self->window;
}

/* The counter of @name that still counts, or NULL. With the lock held. */
static Counter *
find (VouchAttempts *self, const char *digest)
{
  Counter *counter = g_hash_table_lookup (self->counters, digest);

  if (counter != NULL && is_over (NULL, counter, self))
    {
      g_hash_table_remove (self->counters, digest);
      counter = NULL;
    }

  return counter;
}

guint
vouch_attempts_wait (VouchAttempts *self, const char *name)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Counter *counter = find (self, digest);

  if (counter == NULL || counter->count < self->limit)
    return 0;

  return (guint) ((counter->since + self->window - g_get_monotonic_time ()) / G_USEC_PER_SEC) + 1;
}

void
vouch_attempts_fail (VouchAttempts *self, const char *name)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Counter *counter = find (self, digest);

  if (counter == NULL)
    {
      if (g_hash_table_size (self->counters) >= MAX_NAMES)
        g_hash_table_foreach_remove (self->counters, is_over, self);
      if (g_hash_table_size (self->counters) >= MAX_NAMES)
        return;
      counter = g_new0 (Counter, 1);
      counter->since = g_get_monotonic_time ();
      g_hash_table_insert (self->counters, g_steal_pointer (&digest), counter);
    }
  counter->count++;
}

void
vouch_attempts_forget (VouchAttempts *self, const char *name)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_hash_table_remove (self->counters, digest);
}
