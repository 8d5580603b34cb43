/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One command for each of several applicants, in order, and the way back. */
#define G_LOG_DOMAIN "vouch-pages"
#include "vouch-applicants-private.h"

#include <glib/gi18n-lib.h>

/* A selection is by position: rows that were never on the screen have no id until they are read,
 * so the sweep waits for each before it asks for its command. */

typedef struct
{
  VouchApplicant *applicant;
  char *reviewer; /* to be, "" for nobody */
  char *was;      /* before, "" for nobody */
} BulkItem;

struct _VouchBulk
{
  VouchBulkKind kind;
  GPtrArray *items;
  guint next;
  guint n_failed;
  char *error;
  VouchApplicantsPage *page; /* owned while it runs */
  GCancellable *cancellable;
  gulong waits; /* handler on the applicant being read */
  gboolean undoes;
};

static void bulk_step (VouchBulk *self);

static void
item_free (gpointer data)
{
  BulkItem *item = data;

  g_object_unref (item->applicant);
  g_free (item->reviewer);
  g_free (item->was);
  g_free (item);
}

VouchBulk *
vouch_bulk_new (VouchBulkKind kind)
{
  VouchBulk *self = g_rc_box_new0 (VouchBulk);

  self->kind = kind;
  self->items = g_ptr_array_new_with_free_func (item_free);
  return self;
}

static void
bulk_clear (gpointer data)
{
  VouchBulk *self = data;

  g_ptr_array_unref (self->items);
  g_free (self->error);
  g_clear_object (&self->page);
  g_clear_object (&self->cancellable);
}

void
vouch_bulk_unref (VouchBulk *self)
{
  g_rc_box_release_full (self, bulk_clear);
}

void
vouch_bulk_add (VouchBulk *self, VouchApplicant *applicant, const char *reviewer)
{
  BulkItem *item = g_new0 (BulkItem, 1);

  item->applicant = g_object_ref (applicant);
  item->reviewer = g_strdup (reviewer);
  g_ptr_array_add (self->items, item);
}

guint
vouch_bulk_get_size (VouchBulk *self)
{
  return self->items->len;
}

static VouchBulk *
bulk_inverse (VouchBulk *self)
{
  static const VouchBulkKind inverses[] = {
    [VOUCH_BULK_ASSIGN] = VOUCH_BULK_ASSIGN,
    [VOUCH_BULK_DELETE] = VOUCH_BULK_RESTORE,
    [VOUCH_BULK_RESTORE] = VOUCH_BULK_DELETE,
  };
  VouchBulk *inverse = vouch_bulk_new (inverses[self->kind]);

  for (guint i = 0; i < self->items->len; i++)
    {
      BulkItem *item = g_ptr_array_index (self->items, i);

      vouch_bulk_add (inverse, item->applicant, item->was ? item->was : "");
    }
  inverse->undoes = TRUE;
  return inverse;
}

static char *
bulk_sentence (VouchBulk *self)
{
  guint n = self->items->len - self->n_failed;
  BulkItem *first = g_ptr_array_index (self->items, 0);
  const char *name;

  if (self->undoes)
    return g_strdup (_ ("Taken back"));
  switch (self->kind)
    {
    case VOUCH_BULK_DELETE:
      return g_strdup_printf (ngettext ("%u applicant will be deleted",
                                        "%u applicants will be deleted", n),
                              n);
    case VOUCH_BULK_RESTORE:
      return g_strdup_printf (ngettext ("%u applicant is kept", "%u applicants are kept", n), n);
    case VOUCH_BULK_ASSIGN:
    default:
      break;
    }
  if (*first->reviewer == '\0')
    return g_strdup_printf (ngettext ("%u applicant has no reviewer now",
                                      "%u applicants have no reviewer now", n),
                            n);
  name = vouch_store_get_user_name (self->page->store, first->reviewer);
  /* Translators: a number of applicants and the name of a reviewer */
  return g_strdup_printf (ngettext ("%u applicant assigned to %s", "%u applicants assigned to %s",
                                    n),
                          n, name ? name : first->reviewer);
}

typedef struct
{
  VouchApplicantsPage *page; /* weak */
  VouchBulk *inverse;
} Undo;

static void
undo_free (gpointer data, GClosure *closure)
{
  Undo *undo = data;

  g_clear_weak_pointer (&undo->page);
  if (undo->inverse)
    vouch_bulk_unref (undo->inverse);
  g_free (undo);
}

static void
undo_cb (AdwToast *toast, gpointer data)
{
  Undo *undo = data;

  if (undo->page && undo->inverse)
    vouch_applicants_run (undo->page, g_steal_pointer (&undo->inverse));
}

static void
bulk_finish (VouchBulk *self)
{
  g_autofree char *sentence = NULL;
  AdwToast *toast;

  if (g_cancellable_is_cancelled (self->cancellable))
    {
      vouch_bulk_unref (self);
      return;
    }
  if (self->n_failed)
    /* Translators: a number of commands and the reason of one failure */
    sentence = g_strdup_printf (_ ("%u could not be saved: %s"), self->n_failed,
                                self->error ? self->error : "");
  else
    sentence = bulk_sentence (self);
  toast = adw_toast_new (sentence);
  /* In Test mode a deletion is done at once: there is no way back to offer. */
  if (!self->n_failed && !self->undoes &&
      (self->kind != VOUCH_BULK_DELETE ||
       vouch_store_get_mode (self->page->store) == VOUCH_MODE_LIVE))
    {
      Undo *undo = g_new0 (Undo, 1);

      g_set_weak_pointer (&undo->page, self->page);
      undo->inverse = bulk_inverse (self);
      adw_toast_set_button_label (toast, _ ("_Undo"));
      g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), undo, undo_free, 0);
    }
  vouch_applicants_toast (self->page, toast);
  vouch_bulk_unref (self);
}

static void
enqueued_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  VouchBulk *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VouchCommand) command =
      vouch_store_enqueue_finish (VOUCH_STORE (source), result, &error);

  if (command == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      self->n_failed++;
      if (self->error == NULL)
        self->error = g_strdup (error->message);
    }
  self->next++;
  bulk_step (self);
}

static void
bulk_send (VouchBulk *self, BulkItem *item)
{
  VouchStore *store = self->page->store;
  const VouchApplicantRecord *record = vouch_applicant_get_record (item->applicant);
  const char *id = vouch_applicant_get_id (item->applicant);

  if (item->was == NULL)
    item->was = g_strdup (record && record->reviewer_id ? record->reviewer_id : "");
  switch (self->kind)
    {
    case VOUCH_BULK_DELETE:
      vouch_store_delete_applicant_async (store, id, self->cancellable, enqueued_cb, self);
      break;
    case VOUCH_BULK_RESTORE:
      vouch_store_restore_applicant_async (store, id, self->cancellable, enqueued_cb, self);
      break;
    case VOUCH_BULK_ASSIGN:
    default:
      vouch_store_assign_async (store, item->applicant, *item->reviewer ? item->reviewer : NULL,
                                self->cancellable, enqueued_cb, self);
      break;
    }
}

static void
loaded_cb (VouchApplicant *applicant, GParamSpec *pspec, gpointer data)
{
  VouchBulk *self = data;

  if (!vouch_applicant_get_loaded (applicant))
    return;
  g_clear_signal_handler (&self->waits, applicant);
  bulk_step (self);
}

static void
bulk_step (VouchBulk *self)
{
  BulkItem *item;

  if (self->next == self->items->len || g_cancellable_is_cancelled (self->cancellable))
    {
      bulk_finish (self);
      return;
    }
  item = g_ptr_array_index (self->items, self->next);
  if (vouch_applicant_get_loaded (item->applicant) && vouch_applicant_get_id (item->applicant))
    bulk_send (self, item);
  else
    self->waits =
        g_signal_connect (item->applicant, "notify::loaded", G_CALLBACK (loaded_cb), self);
}

void
vouch_applicants_run (VouchApplicantsPage *page, VouchBulk *self)
{
  if (self->items->len == 0)
    {
      vouch_bulk_unref (self);
      return;
    }
  self->page = g_object_ref (page);
  self->cancellable = g_object_ref (page->cancellable);
  bulk_step (self);
}
