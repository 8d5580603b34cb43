/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Read-only connections to one file, lent to threads. */

#define G_LOG_DOMAIN "vouch-db-pool"

#include "vouch-db-pool.h"

struct _VouchDbPool
{
  GObject parent_instance;
  /* Owned */
  char *path;
  GMutex lock; /* guards the rest */
  GQueue idle; /* VouchDb without owner, last used first: its page cache is warm */
  guint max_idle;
  gboolean closed;
};

G_DEFINE_FINAL_TYPE (VouchDbPool, vouch_db_pool, G_TYPE_OBJECT)

static void
vouch_db_pool_finalize (GObject *object)
{
  VouchDbPool *self = VOUCH_DB_POOL (object);

  vouch_db_pool_close (self);
  g_mutex_clear (&self->lock);
  g_free (self->path);

  G_OBJECT_CLASS (vouch_db_pool_parent_class)->finalize (object);
}

static void
vouch_db_pool_class_init (VouchDbPoolClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_db_pool_finalize;
}

static void
vouch_db_pool_init (VouchDbPool *self)
{
  g_mutex_init (&self->lock);
  g_queue_init (&self->idle);
}

VouchDbPool *
vouch_db_pool_new (const char *path, guint max_idle)
{
  VouchDbPool *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (VOUCH_TYPE_DB_POOL, NULL);
  self->path = g_strdup (path);
  self->max_idle = max_idle;

  return self;
}

VouchDb *
vouch_db_pool_checkout (VouchDbPool *self, GError **error)
{
  VouchDb *db;
  gboolean closed;

  g_return_val_if_fail (VOUCH_IS_DB_POOL (self), NULL);

  g_mutex_lock (&self->lock);
  closed = self->closed;
  db = g_queue_pop_head (&self->idle);
  g_mutex_unlock (&self->lock);

  if (closed)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "The database is closed");
      return NULL;
    }
  if (db == NULL)
    return vouch_db_open (self->path, VOUCH_DB_READ_ONLY, error);

  vouch_db_take_ownership (db);
  return db;
}

void
vouch_db_pool_checkin (VouchDbPool *self, VouchDb *db)
{
  g_return_if_fail (VOUCH_IS_DB_POOL (self));
  g_return_if_fail (VOUCH_IS_DB (db));

  vouch_db_rollback (db);
  vouch_db_release_ownership (db);

  g_mutex_lock (&self->lock);
  if (!self->closed && self->idle.length < self->max_idle)
    g_queue_push_head (&self->idle, g_steal_pointer (&db));
  g_mutex_unlock (&self->lock);

  g_clear_object (&db);
}

void
vouch_db_pool_close (VouchDbPool *self)
{
  g_return_if_fail (VOUCH_IS_DB_POOL (self));

  g_mutex_lock (&self->lock);
  self->closed = TRUE;
  g_queue_clear_full (&self->idle, g_object_unref);
  g_mutex_unlock (&self->lock);
}
