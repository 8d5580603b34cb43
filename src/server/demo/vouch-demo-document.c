/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The specimen passport and identity card of Utopia: contents first, drawing below. */
#define G_LOG_DOMAIN "vouch-demo"

#include "vouch-demo-document.h"
#include "vouch-demo-face-private.h"
#include "vouch-demo-ink.h"
#include "vouch-mrz.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SANS "Noto Sans"
#define BOLD "Noto Sans Bold"
#define WRONG "DejaVu Serif Bold"

/* Places in millimetres; the baseline of the value is 3.9 below y. */
typedef struct
{
  const char *name;
  const char *label;
  const char *second;
  guint page;
  double x;
  double y;
  double width;
} Place;

static const Place passport_places[] = {
  { "document_type", "Type", "Type", 0, 45, 13, 9 },
  { "issuing_state", "Code", "Code", 0, 58, 13, 14 },
  { "document_number", "Passport No.", "Passeport N°", 0, 90, 13, 30 },
  { "surname", "Surname", "Nom", 0, 45, 20.5, 52 },
  { "given_names", "Given names", "Prénoms", 0, 45, 28, 52 },
  { "nationality", "Nationality", "Nationalité", 0, 45, 35.5, 30 },
  { "birth_date", "Date of birth", "Date de naissance", 0, 45, 43, 28 },
  { "sex", "Sex", "Sexe", 0, 79, 43, 8 },
  { "birth_place", "Place of birth", "Lieu de naissance", 0, 45, 50.5, 28 },
  { "issue_date", "Date of issue", "Date de délivrance", 0, 45, 58, 25 },
  { "expiry_date", "Date of expiry", "Date d'expiration", 0, 74, 58, 25 },
  { "authority", "Authority", "Autorité", 0, 79, 50.5, 22 },
};
static const Place card_places[] = {
  { "surname", "Surname", "Nom", 0, 31, 12, 33 },
  { "given_names", "Given names", "Prénoms", 0, 31, 18.6, 33 },
  { "sex", "Sex", "Sexe", 0, 31, 25.2, 7 },
  { "nationality", "Nationality", "Nationalité", 0, 41, 25.2, 16 },
  { "birth_date", "Date of birth", "Date de naissance", 0, 31, 31.8, 26 },
  { "expiry_date", "Date of expiry", "Date d'expiration", 0, 31, 38.4, 24 },
  { "document_number", "Card No.", "Carte N°", 0, 62, 12, 21 },
  { "birth_place", "Place of birth", "Lieu de naissance", 1, 30, 4.5, 30 },
  { "issue_date", "Date of issue", "Date de délivrance", 1, 30, 11.3, 26 },
  { "authority", "Authority", "Autorité", 1, 30, 18.1, 30 },
};

static char *
print_date (const char *iso)
{
  static const char *const months[] = { "JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                        "JUL", "AUG", "SEP", "OCT", "NOV", "DEC" };
  int month = CLAMP (atoi (iso + 5), 1, 12);

  return g_strdup_printf ("%.2s %s %.4s", iso + 8, months[month - 1], iso);
}

/* The value as printed, as compared and as the MRZ has it. */
static void
fill_field (const VouchDemoDocument *self, const VouchDemoPerson *person, VouchDemoField *field)
{
  const char *name = field->name;
  gboolean passport = self->kind == VOUCH_DEMO_DOCUMENT_PASSPORT;

  if (g_str_equal (name, "document_type"))
    field->value = g_strdup ("P");
  else if (g_str_equal (name, "issuing_state"))
    field->value = g_strdup ("UTO");
  else if (g_str_equal (name, "nationality"))
    {
      field->value = g_strdup (passport ? "UTOPIAN" : "UTO");
      field->mrz_value = g_strdup ("UTO");
    }
  else if (g_str_equal (name, "surname"))
    field->value = g_utf8_strup (person->surname, -1);
  else if (g_str_equal (name, "given_names"))
    field->value = g_utf8_strup (person->given_names, -1);
  else if (g_str_equal (name, "sex"))
    field->value = g_strdup_printf ("%c", person->sex);
  else if (g_str_equal (name, "document_number"))
    {
      field->value = g_strdup (self->number);
      field->mrz_value = g_strdup (self->number);
      if (self->flags & VOUCH_DEMO_DOCUMENT_TAMPERED)
        field->value[6] = field->value[6] == '9' ? '4' : (char) (field->value[6] + 1);
    }
  else if (g_str_has_suffix (name, "_date"))
    {
      field->normal = g_strdup (g_str_equal (name, "birth_date")   ? person->birth_date
                                : g_str_equal (name, "issue_date") ? self->issue_date
                                                                   : self->expiry_date);
      field->value = print_date (field->normal);
      if (!g_str_equal (name, "issue_date"))
        field->mrz_value = g_strdup (field->normal);
    }
  else if (g_str_equal (name, "birth_place"))
    field->value = g_utf8_strup (person->birth_place, -1);
  else
    field->value = g_strdup ("UTOPIA CITY");
  if (field->normal == NULL)
    field->normal = g_strdup (field->value);
  if (field->mrz_value == NULL && (g_str_has_prefix (name, "s") || g_str_has_prefix (name, "g")))
    {
      field->mrz_value = vouch_mrz_transliterate (field->value);
      g_strdelimit (field->mrz_value, "<", ' ');
    }
}

static char *
to_mrz_date (const char *iso)
{
  return g_strdup_printf ("%.2s%.2s%.2s", iso + 2, iso + 5, iso + 8);
}

static char **
make_mrz (const VouchDemoDocument *self, const VouchDemoPerson *person)
{
  VouchMrz mrz = { 0 };
  g_autofree char *birth = to_mrz_date (person->birth_date);
  g_autofree char *expiry = to_mrz_date (self->expiry_date);
  const char *sex = person->sex == 'M' ? "M" : person->sex == 'F' ? "F" : "";
  gboolean passport = self->kind == VOUCH_DEMO_DOCUMENT_PASSPORT;
  char **lines;

  mrz.format = passport ? VOUCH_MRZ_TD3 : VOUCH_MRZ_TD1;
  g_strlcpy (mrz.field[VOUCH_MRZ_FIELD_CODE], passport ? "P" : "I", 48);
  g_strlcpy (mrz.field[VOUCH_MRZ_FIELD_ISSUER], "UTO", 48);
  g_strlcpy (mrz.field[VOUCH_MRZ_FIELD_NATIONALITY], "UTO", 48);
  g_strlcpy (mrz.field[VOUCH_MRZ_FIELD_NUMBER], self->number, 48);
  g_strlcpy (mrz.field[VOUCH_MRZ_FIELD_BIRTH_DATE], birth, 48);
  g_strlcpy (mrz.field[VOUCH_MRZ_FIELD_EXPIRY_DATE], expiry, 48);
  g_strlcpy (mrz.field[VOUCH_MRZ_FIELD_SEX], sex, 48);
  g_strlcpy (mrz.field[VOUCH_MRZ_FIELD_SURNAME], person->surname, 48);
  g_strlcpy (mrz.field[VOUCH_MRZ_FIELD_GIVEN_NAMES], person->given_names, 48);
  lines = vouch_mrz_build (&mrz, NULL);
  g_assert (lines != NULL);
  if (self->flags & VOUCH_DEMO_DOCUMENT_BAD_MRZ)
    {
      char *digit = &lines[passport ? 1 : 0][passport ? 9 : 14];

      *digit = *digit == '9' ? '0' : (char) (*digit + 1);
    }
  return lines;
}

static void
make_dates (VouchDemoDocument *self, VouchDemoRandom *random, const char *today)
{
  int year = atoi (today), span = self->kind == VOUCH_DEMO_DOCUMENT_PASSPORT ? 10 : 8;
  int age = self->flags & VOUCH_DEMO_DOCUMENT_EXPIRED
                ? span + 1
                : 1 + (int) vouch_demo_random_below (random, 6);
  int month = vouch_demo_random_between (random, 1, 12),
      day = vouch_demo_random_between (random, 2, 28);

  g_snprintf (self->issue_date, sizeof self->issue_date, "%04d-%02d-%02d", year - age, month, day);
  g_snprintf (self->expiry_date, sizeof self->expiry_date, "%04d-%02d-%02d", year - age + span,
              month, day - 1);
  if (self->flags & VOUCH_DEMO_DOCUMENT_EXPIRED && strcmp (self->expiry_date, today) >= 0)
    self->expiry_date[3] = '0'; /* same year, later month: make it plainly past */
}

static VouchDemoRect
place_rect (const VouchDemoDocument *self, double x, double y, double width, double height)
{
  VouchDemoRect rect = { x / self->width_mm, y / self->height_mm, width / self->width_mm,
                         height / self->height_mm };

  return rect;
}

static const Place *
get_places (VouchDemoDocumentKind kind, guint *n)
{
  gboolean passport = kind == VOUCH_DEMO_DOCUMENT_PASSPORT;

  *n = passport ? G_N_ELEMENTS (passport_places) : G_N_ELEMENTS (card_places);
  return passport ? passport_places : card_places;
}

static void
set_layout (VouchDemoDocument *self)
{
  gboolean passport = self->kind == VOUCH_DEMO_DOCUMENT_PASSPORT;

  self->n_pages = passport ? 1 : 2;
  self->width_mm = passport ? 125 : 85.6;
  self->height_mm = passport ? 88 : 54;
  self->mrz_page = passport ? 0 : 1;
  if (passport)
    {
      self->mrz = place_rect (self, 6.2, 69.5, 112.4, 14.5);
      self->portrait = place_rect (self, 6, 14.5, 35, 45);
      self->ghost = place_rect (self, 102, 24, 16.5, 21.2);
      self->signature = place_rect (self, 100, 51, 21, 10);
    }
  else
    {
      self->mrz = place_rect (self, 4.6, 31, 76.6, 19.6);
      self->portrait = place_rect (self, 4, 11.5, 24, 31);
      self->ghost = place_rect (self, 67, 19.6, 14, 18);
      self->signature = place_rect (self, 56, 41, 25, 9.5);
    }
}

VouchDemoDocument *
vouch_demo_document_new (const VouchDemoPerson *person, VouchDemoDocumentKind kind,
                         VouchDemoDocumentFlags flags, const char *today)
{
  VouchDemoDocument *self;
  VouchDemoRandom random;
  const Place *places;

  g_return_val_if_fail (person != NULL && today != NULL && strlen (today) == 10, NULL);

  self = g_new0 (VouchDemoDocument, 1);
  random = vouch_demo_random_seed (person->seed + 17 * kind, person->index);
  self->kind = kind;
  self->flags = flags;
  self->face = person->face;
  self->seed = vouch_demo_random_next (&random);
  self->signer = g_strdup (person->surname);
  set_layout (self);
  make_dates (self, &random, today);
  g_snprintf (self->number, sizeof self->number, "%c%08u",
              kind == VOUCH_DEMO_DOCUMENT_PASSPORT ? 'L' : 'D',
              10000000 + vouch_demo_random_below (&random, 89999999));
  self->mrz_lines = make_mrz (self, person);
  places = get_places (kind, &self->n_fields);
  self->fields = g_new0 (VouchDemoField, self->n_fields);
  for (guint i = 0; i < self->n_fields; i++)
    {
      self->fields[i].name = places[i].name;
      self->fields[i].label = places[i].label;
      self->fields[i].page = places[i].page;
      self->fields[i].rect =
          place_rect (self, places[i].x - 0.4, places[i].y + 0.6, places[i].width, 4.4);
      fill_field (self, person, &self->fields[i]);
    }
  return self;
}

void
vouch_demo_document_free (VouchDemoDocument *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_fields; i++)
    {
      g_free (self->fields[i].value);
      g_free (self->fields[i].normal);
      g_free (self->fields[i].mrz_value);
    }
  g_free (self->fields);
  g_strfreev (self->mrz_lines);
  g_free (self->signer);
  g_free (self);
}

const VouchDemoField *
vouch_demo_document_get_field (const VouchDemoDocument *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);
  for (guint i = 0; i < self->n_fields; i++)
    if (g_str_equal (self->fields[i].name, name))
      return &self->fields[i];
  return NULL;
}

/* Drawing. */

static void
draw_portrait (const VouchDemoDocument *self, const VouchDemoRect *rect, cairo_t *cr, double alpha)
{
  const VouchDemoFace *face = vouch_demo_face_get (self->face);
  VouchDemoPose pose = { .eyes_open = 1, .light = -0.25 };
  double w = rect->width * self->width_mm, h = rect->height * self->height_mm, scale = w / 82;

  cairo_save (cr);
  cairo_translate (cr, rect->x * self->width_mm, rect->y * self->height_mm);
  cairo_rectangle (cr, 0, 0, w, h);
  cairo_clip (cr);
  if (alpha < 1)
    cairo_push_group (cr);
  else
    {
      vouch_demo_set_colour (cr, vouch_demo_colour (0xE9EDF0), 1);
      cairo_paint (cr);
    }
  cairo_translate (cr, w / 2, h * 0.52);
  cairo_scale (cr, scale, scale);
  vouch_demo_face_draw (face, &pose, h * 0.5 / scale, cr);
  if (alpha < 1)
    {
      cairo_pop_group_to_source (cr);
      cairo_paint_with_alpha (cr, alpha);
    }
  cairo_restore (cr);
}

static void
draw_background (const VouchDemoDocument *self, guint page, cairo_t *cr)
{
  double w = self->width_mm, h = self->height_mm;
  gboolean passport = self->kind == VOUCH_DEMO_DOCUMENT_PASSPORT;
  cairo_pattern_t *tint = cairo_pattern_create_linear (0, 0, w, h);

  cairo_pattern_add_color_stop_rgb (tint, 0, 0.93, 0.96, 0.97);
  cairo_pattern_add_color_stop_rgb (tint, 0.5, passport ? 0.98 : 0.93, 0.95,
                                    passport ? 0.91 : 0.98);
  cairo_pattern_add_color_stop_rgb (tint, 1, 0.90, 0.95, 0.93);
  cairo_set_source (cr, tint);
  cairo_paint (cr);
  cairo_pattern_destroy (tint);
  vouch_demo_ink_guilloche (cr, w, h, passport ? 0x8FB6C9 : 0x9DB8D6,
                            passport ? 0xD9B49C : 0xB7CBA8);
  vouch_demo_ink_rosette (cr, w * 0.60, h * 0.42, h * 0.30, 12, 0x5D8FA8, 0.5);
  vouch_demo_ink_rosette (cr, w * (page ? 0.16 : 0.88), h * (page ? 0.26 : 0.28), h * 0.2, 8,
                          0xB0754F, 0.5);
}

/* A line of letters half a millimetre high, a mere stroke at reading distance. */
static void
draw_microprint (cairo_t *cr, double y)
{
  g_autoptr (GString) micro = g_string_new (NULL);

  for (int i = 0; i < 40; i++)
    g_string_append (micro, "REPUBLIC OF UTOPIA SPECIMEN ");
  vouch_demo_set_colour (cr, vouch_demo_colour (0x1D3F5E), 1);
  vouch_demo_ink_text (cr, SANS, 0.42, 0, y, micro->str);
}

static void
draw_title (const VouchDemoDocument *self, cairo_t *cr)
{
  gboolean passport = self->kind == VOUCH_DEMO_DOCUMENT_PASSPORT;
  double s = passport ? 1 : 0.78, y = passport ? 9.2 : 7.4;
  double x = 5;

  vouch_demo_set_colour (cr, vouch_demo_colour (0x1D3F5E), 1);
  x += vouch_demo_ink_text (cr, "Noto Serif Bold", 6.2 * s, x, y, "UTOPIA");
  vouch_demo_ink_text (cr, SANS, 2.7 * s, x + 3, y - 2.6 * s,
                       passport ? "PASSPORT" : "IDENTITY CARD");
  vouch_demo_ink_text (cr, SANS, 2.7 * s, x + 3, y + 0.6 * s,
                       passport ? "PASSEPORT" : "CARTE D'IDENTITÉ");
  cairo_rectangle (cr, 0, y + 1.5, self->width_mm, 0.22);
  cairo_fill (cr);
  draw_microprint (cr, y + 2.3);
}

static void
draw_field (const VouchDemoDocument *self, guint i, const Place *place, cairo_t *cr)
{
  const VouchDemoField *field = &self->fields[i];
  gboolean number = g_str_equal (field->name, "document_number");
  gboolean wrong =
      self->flags & VOUCH_DEMO_DOCUMENT_WRONG_FONT && g_str_equal (field->name, "birth_date");
  g_autofree char *label = g_strdup_printf ("%s / %s", place->label, place->second);
  double size = 3.1;
  glong length = g_utf8_strlen (field->value, -1);

  if (length * 1.95 > place->width)
    size = MAX (1.8, place->width / (length * 0.63));
  vouch_demo_set_colour (cr, vouch_demo_colour (0x44627A), 1);
  vouch_demo_ink_text (cr, SANS, 1.55, place->x, place->y, label);
  if (number && self->flags & VOUCH_DEMO_DOCUMENT_TAMPERED)
    {
      /* A pasted patch: paper without guilloche and digits that do not sit on the line. */
      cairo_set_source_rgb (cr, 0.97, 0.95, 0.88);
      cairo_rectangle (cr, place->x + 9.4, place->y + 0.9, 5, 3.9);
      cairo_fill_preserve (cr);
      cairo_set_source_rgba (cr, 0.3, 0.25, 0.2, 0.55);
      cairo_set_line_width (cr, 0.12);
      cairo_stroke (cr);
    }
  vouch_demo_set_colour (cr, vouch_demo_colour (number ? 0x8B1E2D : 0x14181F), 1);
  vouch_demo_ink_text (cr, wrong ? WRONG : BOLD, wrong ? size * 1.08 : size, place->x,
                       place->y + 3.9, field->value);
}

static void
draw_specimen (const VouchDemoDocument *self, cairo_t *cr)
{
  double w = self->width_mm, h = self->height_mm, size = w * 0.165;

  cairo_save (cr);
  cairo_translate (cr, w * 0.5, h * 0.47);
  cairo_rotate (cr, -0.42);
  cairo_push_group (cr);
  cairo_set_source_rgb (cr, 0.80, 0.10, 0.14);
  vouch_demo_ink_text (cr, "Noto Sans Bold", size, -size * 2.72, size * 0.36, "SPECIMEN");
  cairo_pop_group_to_source (cr);
  cairo_paint_with_alpha (cr, 0.30);
  cairo_restore (cr);
}

static void
draw_mrz (const VouchDemoDocument *self, cairo_t *cr)
{
  double x = self->mrz.x * self->width_mm, y = self->mrz.y * self->height_mm;

  cairo_rectangle (cr, 0, y - 3, self->width_mm, self->height_mm - y + 3);
  cairo_set_source_rgba (cr, 0.97, 0.97, 0.95, 0.86);
  cairo_fill (cr);
  draw_microprint (cr, y - 2.6);
  for (guint i = 0; self->mrz_lines[i] != NULL; i++)
    vouch_demo_ink_mrz (cr, x, y + 1.4 + i * 6.35, self->mrz_lines[i]);
}

void
vouch_demo_document_draw (const VouchDemoDocument *self, guint page, cairo_t *cr)
{
  guint n;
  const Place *places;

  g_return_if_fail (self != NULL && page < self->n_pages);

  places = get_places (self->kind, &n);
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, self->width_mm, self->height_mm);
  cairo_clip (cr);
  draw_background (self, page, cr);
  if (page == 0)
    {
      draw_title (self, cr);
      draw_portrait (self, &self->portrait, cr, 1);
      draw_portrait (self, &self->ghost, cr, 0.32);
    }
  else
    {
      vouch_demo_set_colour (cr, vouch_demo_colour (0x1D3F5E), 1);
      vouch_demo_ink_text (cr, "Noto Serif Bold", 4, 5, 26.5, "UTOPIA");
    }
  for (guint i = 0; i < n; i++)
    if (places[i].page == page)
      draw_field (self, i, &places[i], cr);
  if (page == self->mrz_page)
    draw_mrz (self, cr);
  if (page == 0)
    vouch_demo_ink_signature (cr, self->signature.x * self->width_mm,
                              self->signature.y * self->height_mm,
                              self->signature.width * self->width_mm,
                              self->signature.height * self->height_mm,
                              g_str_hash (self->signer) * 2654435761u + self->face);
  draw_specimen (self, cr);
  cairo_restore (cr);
}
