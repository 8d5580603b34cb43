/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of the security printer. The MRZ letters are strokes of our own in the proportions of
 * OCR-B, so that no font need be installed for the zone to look and measure right. */
#define G_LOG_DOMAIN "vouch-demo"

#include "vouch-demo-ink.h"
#include "vouch-demo-face-private.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

/* Strokes on a grid of 4 x 6, upper left 00: M move, L line, C Bezier. */
static const char *const digits[] = {
  "M20C10 00 03C06 16 26C36 46 43C40 30 20",
  "M11L20L26M16L36",
  "M01C00 40 42C43 05 06L46",
  "M00L40L22C52 56 26C16 06 05",
  "M30L04L44M32L36",
  "M40L10L03C12 52 44C46 06 05",
  "M30C10 04 04C06 46 44C42 02 04",
  "M00L40L16",
  "M23C03 00 20C40 43 23C03 06 26C46 43 23",
  "M42C44 04 02C00 40 42C42 36 16",
};
static const char *const capitals[] = {
  "M06L20L46M14L34",
  "M06L00L20C40 43 23L03M23C53 56 26L06",
  "M41C40 30 20C00 00 02L04C06 06 26C36 46 45",
  "M00L06L16C56 50 10L00",
  "M40L00L06L46M03L33",
  "M40L00L06M03L33",
  "M41C40 30 20C00 00 02L04C06 06 26C36 46 45L43L23",
  "M00L06M40L46M03L43",
  "M10L30M20L26M16L36",
  "M40L44C46 06 04",
  "M00L06M40L03L46",
  "M00L06L46",
  "M06L00L23L40L46",
  "M06L00L46L40",
  "M20C00 00 02L04C06 06 26C46 46 44L42C40 40 20",
  "M06L00L20C50 54 24L04",
  "M20C00 00 02L04C06 06 26C46 46 44L42C40 40 20M24L46",
  "M06L00L20C50 54 24L04M24L46",
  "M41C40 30 20C00 03 23C43 46 26C16 06 05",
  "M00L40M20L26",
  "M00L04C06 46 44L40",
  "M00L26L40",
  "M00L16L22L36L40",
  "M00L46M40L06",
  "M00L23L40M23L26",
  "M00L40L06L46",
};

static void
draw_glyph (cairo_t *cr, const char *strokes)
{
  double p[6];

  for (const char *s = strokes; *s != '\0';)
    {
      char op = *s++;
      int n = op == 'C' ? 3 : 1;

      for (int i = 0; i < n; i++)
        {
          while (*s == ' ')
            s++;
          p[i * 2] = (s[0] - '0') * 0.39;
          p[i * 2 + 1] = (s[1] - '0') * 0.40;
          s += 2;
        }
      if (op == 'M')
        cairo_move_to (cr, p[0], p[1]);
      else if (op == 'L')
        cairo_line_to (cr, p[0], p[1]);
      else
        cairo_curve_to (cr, p[0], p[1], p[2], p[3], p[4], p[5]);
    }
}

void
vouch_demo_ink_mrz (cairo_t *cr, double x, double y, const char *text)
{
  cairo_save (cr);
  cairo_set_line_width (cr, 0.34);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_source_rgb (cr, 0.07, 0.07, 0.09);
  for (; *text != '\0'; text++, x += 2.54)
    {
      cairo_save (cr);
      cairo_translate (cr, x + 0.45, y);
      if (g_ascii_isdigit (*text))
        draw_glyph (cr, digits[*text - '0']);
      else if (g_ascii_isupper (*text))
        draw_glyph (cr, capitals[*text - 'A']);
      else
        draw_glyph (cr, "M41L03L45");
      cairo_restore (cr);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}

void
vouch_demo_ink_rosette (cairo_t *cr, double x, double y, double radius, int lobes, guint32 rgb,
                        double alpha)
{
  cairo_set_line_width (cr, 0.09);
  vouch_demo_set_colour (cr, vouch_demo_colour (rgb), alpha);
  for (int ring = 0; ring < 9; ring++)
    {
      double base = radius * (0.35 + ring * 0.075), swing = radius * (0.30 - ring * 0.018);

      for (int i = 0; i <= 720; i++)
        {
          double a = i * G_PI / 360, r = base + swing * sin (lobes * a + ring * 0.55);

          if (i == 0)
            cairo_move_to (cr, x + r * cos (a), y + r * sin (a));
          else
            cairo_line_to (cr, x + r * cos (a), y + r * sin (a));
        }
      cairo_stroke (cr);
    }
}

void
vouch_demo_ink_guilloche (cairo_t *cr, double width, double height, guint32 first, guint32 second)
{
  cairo_set_line_width (cr, 0.085);
  for (int band = 0; band < 2; band++)
    {
      vouch_demo_set_colour (cr, vouch_demo_colour (band ? second : first), 0.55);
      for (double y0 = -8; y0 < height + 8; y0 += 1.55)
        {
          for (double x = 0; x <= width + 1; x += 0.5)
            {
              double y = y0 + 3.4 * sin (x * 0.115 + y0 * 0.05 + band * G_PI) +
                         1.3 * sin (x * 0.31 + y0 * 0.21 + band);

              if (x == 0)
                cairo_move_to (cr, x, y);
              else
                cairo_line_to (cr, x, y);
            }
          cairo_stroke (cr);
        }
    }
}

void
vouch_demo_ink_signature (cairo_t *cr, double x, double y, double width, double height,
                          guint64 writer)
{
  VouchDemoRandom random = vouch_demo_random_seed (writer, 0x7369676e);
  guint letters = 5 + vouch_demo_random_below (&random, 4);
  double step = width * 0.8 / letters,
         slant = step * (0.2 + 0.5 * vouch_demo_random_unit (&random));
  double base = y + height * 0.68, at = x + width * 0.04;

  cairo_save (cr);
  cairo_set_line_width (cr, 0.3);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_source_rgb (cr, 0.10, 0.13, 0.36);
  cairo_move_to (cr, at, base);
  for (guint i = 0; i < letters; i++)
    {
      double unit = vouch_demo_random_unit (&random);
      double up = i == 0 || unit > 0.72 ? height * 0.6 : height * (0.12 + unit * 0.22);
      double down = unit < 0.18 ? height * 0.28 : height * 0.04;

      cairo_curve_to (cr, at + step * 0.3, base - up * 0.3, at + slant + step * 0.5, base - up,
                      at + slant + step * 0.25, base - up);
      cairo_curve_to (cr, at + slant * 0.4, base - up, at + step * 0.25, base + down,
                      at + step * 0.55, base + down);
      cairo_curve_to (cr, at + step * 0.8, base + down, at + step * 0.85, base - height * 0.06,
                      at + step, base - height * 0.04);
      at += step;
    }
  cairo_curve_to (cr, at + step, base - height * 0.3, x + width, base + height * 0.25,
                  x + width * (0.3 + 0.3 * vouch_demo_random_unit (&random)), base + height * 0.2);
  cairo_stroke (cr);
  cairo_restore (cr);
}

double
vouch_demo_ink_text (cairo_t *cr, const char *font, double size, double x, double y,
                     const char *text)
{
  g_autoptr (PangoLayout) layout = NULL;
  PangoFontDescription *description = pango_font_description_from_string (font);
  cairo_font_options_t *options = cairo_font_options_create ();
  int width = 0;

  /* Twenty units to the millimetre keeps Pango's rounding far below a pixel. */
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, 0.05, 0.05);
  layout = pango_cairo_create_layout (cr);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (pango_layout_get_context (layout), options);
  pango_context_set_round_glyph_positions (pango_layout_get_context (layout), FALSE);
  pango_font_description_set_absolute_size (description, size * 20 * PANGO_SCALE);
  pango_layout_set_font_description (layout, description);
  pango_layout_set_text (layout, text, -1);
  cairo_move_to (cr, 0, -pango_layout_get_baseline (layout) / (double) PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
  pango_layout_get_size (layout, &width, NULL);
  cairo_restore (cr);
  cairo_font_options_destroy (options);
  pango_font_description_free (description);
  return width / (double) PANGO_SCALE / 20;
}
