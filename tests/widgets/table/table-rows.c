/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A windowed model of invented applicants, as long as one likes, that counts what is asked of it.
 */
#include "table-rows.h"

#include "vouch-status.h"

#include <glib/gi18n-lib.h>

#define PAGE 100
#define MAX_PAGES 40

struct _TableRow
{
  GObject parent_instance;

  char *name;
  guint number;
  gboolean loaded;
};

enum
{
  PROP_NAME = 1,
  PROP_EXTERNAL_ID,
  PROP_REVIEWER,
  PROP_COUNTRY,
  PROP_STATUS,
  PROP_WARNINGS,
  PROP_CREATED,
  PROP_PICTURE,
  PROP_LOADED,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static guint alive;

G_DEFINE_FINAL_TYPE (TableRow, table_row, G_TYPE_OBJECT)

static char *
say_deletion (GObject *row)
{
  guint n = TABLE_ROW (row)->number;

  return n % 7 == 3 ? g_strdup_printf ("deleted in %u days", n % 20 + 1) : NULL;
}

const VouchTableColumn table_columns[] = {
  { "name", N_ ("Name"), VOUCH_TABLE_PERSON, 240, TRUE, TRUE, .property = "name",
    .picture = "picture", .note = say_deletion },
  { "external-id", N_ ("External ID"), VOUCH_TABLE_TEXT, 130, FALSE, TRUE, .tabular = TRUE,
    .property = "external-id" },
  { "status", N_ ("Status"), VOUCH_TABLE_STATUS, 140, FALSE, TRUE, .property = "status" },
  { "reviewer", N_ ("Reviewer"), VOUCH_TABLE_TEXT, 140, FALSE, TRUE, .property = "reviewer",
    .empty = "—" },
  { "country", N_ ("Country"), VOUCH_TABLE_TEXT, 100, FALSE, TRUE, .property = "country" },
  { "warnings", N_ ("Warnings"), VOUCH_TABLE_COUNT, 96, FALSE, TRUE, .end = TRUE, .tabular = TRUE,
    .property = "warnings" },
  { "created", N_ ("Created"), VOUCH_TABLE_TIME, 130, FALSE, TRUE, .property = "created" },
  { "email", N_ ("Email"), VOUCH_TABLE_TEXT, 200, .hidden = TRUE, .property = "external-id" },
  { NULL },
};

/* A portrait of 60 x 80 px that all share: sky, and ground below. */
static GdkTexture *
get_portrait (void)
{
  static GdkTexture *portrait;
  g_autoptr (GBytes) bytes = NULL;
  guint8 *pixels;

  if (portrait)
    return portrait;
  pixels = g_malloc (60 * 80 * 3);
  for (guint i = 0; i < 60 * 80; i++)
    {
      gboolean sky = i < 60 * 40;

      pixels[i * 3] = sky ? 120 : 90;
      pixels[i * 3 + 1] = sky ? 170 : 140;
      pixels[i * 3 + 2] = sky ? 220 : 70;
    }
  bytes = g_bytes_new_take (pixels, 60 * 80 * 3);
  portrait = gdk_memory_texture_new (60, 80, GDK_MEMORY_R8G8B8, bytes, 60 * 3);
  return portrait;
}

static void
table_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  static const char *const reviewers[] = { "Ann Bell", NULL, "Tomás Oliveira", NULL, NULL };
  static const char *const countries[] = { "🇺🇦 UA", "🇫🇷 FR", "🇨🇿 CZ", "🇧🇷 BR", "🇯🇵 JP", "🇵🇱 PL" };
  TableRow *self = TABLE_ROW (object);
  guint n = self->number;

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_EXTERNAL_ID:
      g_value_take_string (value, g_strdup_printf ("usr-%06u", n));
      break;
    case PROP_REVIEWER:
      g_value_set_static_string (value, reviewers[n % G_N_ELEMENTS (reviewers)]);
      break;
    case PROP_COUNTRY:
      g_value_set_static_string (value, countries[n % G_N_ELEMENTS (countries)]);
      break;
    case PROP_STATUS:
      g_value_set_int (value, (n * 7 + n / 8) % 8);
      break;
    case PROP_WARNINGS:
      g_value_set_int (value, n % 4 ? 0 : n % 13);
      break;
    case PROP_CREATED:
      g_value_set_int64 (value, g_get_real_time () - n * 7 * G_TIME_SPAN_MINUTE);
      break;
    case PROP_PICTURE:
      g_value_set_object (value, n % 3 == 1 ? get_portrait () : NULL);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
table_row_finalize (GObject *object)
{
  g_free (TABLE_ROW (object)->name);
  alive--;
  G_OBJECT_CLASS (table_row_parent_class)->finalize (object);
}

static void
table_row_class_init (TableRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = table_row_get_property;
  object_class->finalize = table_row_finalize;
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  props[PROP_EXTERNAL_ID] = g_param_spec_string ("external-id", NULL, NULL, NULL, flags);
  props[PROP_REVIEWER] = g_param_spec_string ("reviewer", NULL, NULL, NULL, flags);
  props[PROP_COUNTRY] = g_param_spec_string ("country", NULL, NULL, NULL, flags);
  props[PROP_STATUS] = g_param_spec_int ("status", NULL, NULL, -1, 100, 0, flags);
  props[PROP_WARNINGS] = g_param_spec_int ("warnings", NULL, NULL, 0, G_MAXINT, 0, flags);
  props[PROP_CREATED] = g_param_spec_int64 ("created", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_PICTURE] = g_param_spec_object ("picture", NULL, NULL, GDK_TYPE_PAINTABLE, flags);
  props[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
table_row_init (TableRow *self)
{
  alive++;
}

static TableRow *
table_row_new (guint number, gboolean loaded)
{
  static const char *const given[] = {
    "Olena", "Marc", "Zoë",   "Jiří",   "Amélie", "Nguyễn",
    "Karin", "Luis", "Søren", "Fatima", "Ioana",  "Bartholomew"
  };
  static const char *const family[] = { "Kovalenko", "Dubois", "Novák", "García Márquez",
                                        "Lindqvist", "Okafor", "Tanaka" };
  TableRow *self = g_object_new (TABLE_TYPE_ROW, NULL);

  self->number = number;
  self->loaded = loaded;
  self->name = g_strdup_printf ("%s %s", given[number % G_N_ELEMENTS (given)],
                                family[(number / 3) % G_N_ELEMENTS (family)]);
  return self;
}

void
table_row_set_name (TableRow *self, const char *name)
{
  g_free (self->name);
  self->name = g_strdup (name);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NAME]);
}

void
table_row_set_loaded (TableRow *self, gboolean loaded)
{
  self->loaded = loaded;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADED]);
}

typedef struct
{
  guint number;
  TableRow *rows[PAGE];
} Page;

struct _TableRows
{
  GObject parent_instance;

  guint n_rows;
  gboolean slow;
  guint64 asked;
  GHashTable *pages; /* number + 1 -> Page, owned */
  GQueue recent;     /* of Page, newest first */
};

static void list_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TableRows, table_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_iface_init))

static void
page_free (gpointer data)
{
  Page *page = data;

  for (guint i = 0; i < PAGE; i++)
    g_clear_object (&page->rows[i]);
  g_free (page);
}

static GType
get_item_type (GListModel *list)
{
  return TABLE_TYPE_ROW;
}

static guint
get_n_items (GListModel *list)
{
  return TABLE_ROWS (list)->n_rows;
}

static gpointer
get_item (GListModel *list, guint position)
{
  TableRows *self = TABLE_ROWS (list);
  gpointer key = GUINT_TO_POINTER (position / PAGE + 1);
  Page *page;

  self->asked++;
  if (position >= self->n_rows)
    return NULL;
  page = g_hash_table_lookup (self->pages, key);
  if (page == NULL)
    {
      page = g_new0 (Page, 1);
      page->number = position / PAGE;
      g_hash_table_insert (self->pages, key, page);
      g_queue_push_head (&self->recent, page);
      if (self->recent.length > MAX_PAGES)
        {
          Page *oldest = g_queue_pop_tail (&self->recent);

          g_hash_table_remove (self->pages, GUINT_TO_POINTER (oldest->number + 1));
        }
    }
  if (page->rows[position % PAGE] == NULL)
    page->rows[position % PAGE] = table_row_new (position, !self->slow);
  return g_object_ref (page->rows[position % PAGE]);
}

static void
list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
forget_pages (TableRows *self)
{
  g_queue_clear (&self->recent);
  g_hash_table_remove_all (self->pages);
}

static void
table_rows_finalize (GObject *object)
{
  TableRows *self = TABLE_ROWS (object);

  forget_pages (self);
  g_hash_table_unref (self->pages);
  G_OBJECT_CLASS (table_rows_parent_class)->finalize (object);
}

static void
table_rows_class_init (TableRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = table_rows_finalize;
}

static void
table_rows_init (TableRows *self)
{
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, page_free);
  g_queue_init (&self->recent);
}

TableRows *
table_rows_new (guint n_rows)
{
  TableRows *self = g_object_new (TABLE_TYPE_ROWS, NULL);

  self->n_rows = n_rows;
  return self;
}

void
table_rows_replace (TableRows *self, guint n_rows)
{
  guint n_old = self->n_rows;

  forget_pages (self);
  self->n_rows = 0;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_old, 0);
  self->n_rows = n_rows;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, n_rows);
}

void
table_rows_set_slow (TableRows *self, gboolean slow)
{
  self->slow = slow;
}

guint64
table_rows_get_asked (TableRows *self)
{
  return self->asked;
}

guint
table_rows_get_alive (void)
{
  return alive;
}
