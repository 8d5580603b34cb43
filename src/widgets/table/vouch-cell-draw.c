/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a cell: [avatar or mark] text [note], on one line, mirrored in right-to-left languages. */
#include "vouch-cell-private.h"

#include "vouch-status-pill.h"

#include <math.h>

#define ICON_SIZE 16
#define GAP 6
#define AVATAR_GAP 9
#define PILL_PADDING 6
/* Below this width a mark or an avatar may stand out of its cell. */
#define NARROW 60

/* The colours of the state marks, as .status-pill has them: a cell that changed its style class
 * with each row would make GTK compute styles for hundreds of cells while scrolling. */
static const char *const status_colors[] = {
  [VOUCH_STATUS_INIT] = "vouch_muted",       [VOUCH_STATUS_INCOMPLETE] = "vouch_muted",
  [VOUCH_STATUS_IN_PROGRESS] = "vouch_blue", [VOUCH_STATUS_ON_HOLD] = "vouch_orange",
  [VOUCH_STATUS_COMPLETED] = "vouch_violet", [VOUCH_STATUS_IN_REVIEW] = "vouch_review_fg",
  [VOUCH_STATUS_APPROVED] = "vouch_green",   [VOUCH_STATUS_DECLINED] = "vouch_red",
};

typedef struct
{
  GtkSnapshot *snapshot;
  int width;
  int height;
  gboolean mirrored;
  double x; /* from the start edge: what is taken already */
  GdkRGBA color;
  GdkRGBA muted;
} Pen;

static void
named_color (VouchCell *self, const char *name, const GdkRGBA *otherwise, GdkRGBA *color)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));

  if (!gtk_style_context_lookup_color (context, name, color))
    *color = *otherwise;
}

static double
place (const Pen *pen, double x, double width)
{
  return pen->mirrored ? pen->width - x - width : x;
}

static PangoLayout *
make_layout (VouchCell *self, const char *text)
{
  static PangoAttrList *tabular;
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);

  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  if (self->column->tabular)
    {
      if (tabular == NULL)
        {
          tabular = pango_attr_list_new ();
          pango_attr_list_insert (tabular, pango_attr_font_features_new ("tnum=1"));
        }
      pango_layout_set_attributes (layout, tabular);
    }
  return layout;
}

/* Draws @layout in @room px from @x on and gives the px it took. The text starts at the start edge
 * whatever its own direction: names of all scripts stand in one column. */
static double
draw_layout (Pen *pen, PangoLayout *layout, double x, double room, gboolean end,
             const GdkRGBA *color)
{
  PangoRectangle box;
  double taken;

  pango_layout_set_width (layout, MAX (0, (int) room) * PANGO_SCALE);
  pango_layout_get_extents (layout, NULL, &box);
  taken = ceil ((double) box.width / PANGO_SCALE);
  if (end)
    x += MAX (0, room - taken);
  gtk_snapshot_save (pen->snapshot);
  gtk_snapshot_translate (
      pen->snapshot,
      &GRAPHENE_POINT_INIT (floor (place (pen, x, taken) - (double) box.x / PANGO_SCALE),
                            floor ((pen->height - (double) box.height / PANGO_SCALE) / 2)));
  gtk_snapshot_append_layout (pen->snapshot, layout, color);
  gtk_snapshot_restore (pen->snapshot);
  return taken;
}

static void
draw_skeleton (VouchCell *self, Pen *pen)
{
  /* Lengths differ a little from row to row, as texts do, and stay the same for a row. */
  guint seed = (GPOINTER_TO_UINT (self->row) >> 5) % 5;
  double length = floor (pen->width * (self->column->end ? 0.2 : 0.4 + 0.08 * seed));
  double x = self->column->end ? pen->width - length - VOUCH_CELL_END_MARGIN : 0;
  GdkRGBA bar = pen->color;

  bar.alpha *= 0.12;
  gtk_snapshot_append_color (pen->snapshot, &bar,
                             &GRAPHENE_RECT_INIT (place (pen, x, length),
                                                  floor (pen->height / 2.0) - 4, length, 8));
}

static void
draw_picture (VouchCell *self, Pen *pen, const graphene_rect_t *square)
{
  double w = gdk_paintable_get_intrinsic_width (self->picture);
  double h = gdk_paintable_get_intrinsic_height (self->picture);
  double size = square->size.width;
  double scale = w > 0 && h > 0 ? size / MIN (w, h) : 1;

  if (w <= 0 || h <= 0)
    w = h = size;
  gtk_snapshot_save (pen->snapshot);
  gtk_snapshot_translate (pen->snapshot,
                          &GRAPHENE_POINT_INIT (square->origin.x + (size - w * scale) / 2,
                                                square->origin.y + (size - h * scale) / 2));
  gdk_paintable_snapshot (self->picture, pen->snapshot, w * scale, h * scale);
  gtk_snapshot_restore (pen->snapshot);
}

static void
draw_initials (VouchCell *self, Pen *pen, const graphene_rect_t *square)
{
  const char *last = strrchr (self->text, ' ');
  gunichar letters[2] = { g_utf8_get_char (self->text), 0 };
  g_autofree char *initials = NULL;
  g_autoptr (PangoLayout) layout = NULL;
  GdkRGBA ground = pen->color;
  PangoRectangle box;

  if (last && last[1] != '\0')
    letters[1] = g_unichar_toupper (g_utf8_get_char (last + 1));
  letters[0] = g_unichar_toupper (letters[0]);
  initials = g_ucs4_to_utf8 (letters, letters[1] ? 2 : 1, NULL, NULL, NULL);
  ground.alpha *= 0.12;
  gtk_snapshot_append_color (pen->snapshot, &ground, square);
  if (initials == NULL || self->muted)
    return;

  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), initials);
  pango_layout_get_extents (layout, NULL, &box);
  gtk_snapshot_save (pen->snapshot);
  gtk_snapshot_translate (pen->snapshot,
                          &GRAPHENE_POINT_INIT (square->origin.x + square->size.width / 2,
                                                square->origin.y + square->size.height / 2));
  gtk_snapshot_scale (pen->snapshot, 0.78, 0.78);
  gtk_snapshot_translate (pen->snapshot, &GRAPHENE_POINT_INIT (-box.width / 2.0 / PANGO_SCALE,
                                                               -box.height / 2.0 / PANGO_SCALE));
  gtk_snapshot_append_layout (pen->snapshot, layout, &pen->color);
  gtk_snapshot_restore (pen->snapshot);
}

static void
draw_avatar (VouchCell *self, Pen *pen)
{
  double size = pen->height >= 40 ? 30 : 24;
  graphene_rect_t square;
  GskRoundedRect circle;

  graphene_rect_init (&square, place (pen, 0, size), floor ((pen->height - size) / 2), size, size);
  gsk_rounded_rect_init_from_rect (&circle, &square, size / 2);
  gtk_snapshot_push_rounded_clip (pen->snapshot, &circle);
  if (self->picture)
    draw_picture (self, pen, &square);
  else
    draw_initials (self, pen, &square);
  gtk_snapshot_pop (pen->snapshot);
  pen->x = size + AVATAR_GAP;
}

static void
draw_icon (VouchCell *self, Pen *pen, const char *name, const GdkRGBA *color)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GdkRGBA colors[4] = { *color, *color, *color, *color };

  if (self->icon == NULL)
    self->icon = gtk_icon_theme_lookup_icon (
        gtk_icon_theme_get_for_display (gtk_widget_get_display (widget)), name, NULL, ICON_SIZE,
        gtk_widget_get_scale_factor (widget), gtk_widget_get_direction (widget),
        GTK_ICON_LOOKUP_FORCE_SYMBOLIC);
  gtk_snapshot_save (pen->snapshot);
  gtk_snapshot_translate (pen->snapshot,
                          &GRAPHENE_POINT_INIT (place (pen, pen->x, ICON_SIZE),
                                                floor ((pen->height - ICON_SIZE) / 2.0)));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (self->icon), pen->snapshot,
                                            ICON_SIZE, ICON_SIZE, colors, G_N_ELEMENTS (colors));
  gtk_snapshot_restore (pen->snapshot);
  pen->x += ICON_SIZE + GAP;
}

/* In review is the one status that is filled: somebody is at it right now. */
static void
draw_filled (VouchCell *self, Pen *pen)
{
  PangoRectangle box;
  GskRoundedRect pill;
  GdkRGBA ground;
  double width, height = MIN (24, pen->height - 4);
  graphene_rect_t rect;

  pango_layout_set_width (self->layout, -1);
  pango_layout_get_extents (self->layout, NULL, &box);
  width = PILL_PADDING * 2 + ICON_SIZE + GAP + ceil ((double) box.width / PANGO_SCALE);
  width = MIN (width, pen->width);
  graphene_rect_init (&rect, place (pen, 0, width), floor ((pen->height - height) / 2), width,
                      height);
  gsk_rounded_rect_init_from_rect (&pill, &rect, height / 2);
  named_color (self, "vouch_review_bg", &pen->muted, &ground);
  gtk_snapshot_push_rounded_clip (pen->snapshot, &pill);
  gtk_snapshot_append_color (pen->snapshot, &ground, &rect);
  gtk_snapshot_pop (pen->snapshot);
}

static void
draw_status (VouchCell *self, Pen *pen)
{
  GdkRGBA color = pen->color;

  if ((guint) self->status >= G_N_ELEMENTS (status_colors))
    {
      draw_layout (pen, self->layout, 0, pen->width, FALSE, &pen->muted);
      return;
    }
  named_color (self, status_colors[self->status], &pen->color, &color);
  if (self->status == VOUCH_STATUS_IN_REVIEW)
    draw_filled (self, pen);
  /* All marks stand in one line, inside of the filled one's padding. */
  pen->x = PILL_PADDING;
  draw_icon (self, pen, vouch_status_icon_name (self->status), &color);
  draw_layout (pen, self->layout, pen->x, pen->width - pen->x - PILL_PADDING, FALSE, &color);
}

static void
draw_text (VouchCell *self, Pen *pen)
{
  double room = pen->width - pen->x - (self->column->end ? VOUCH_CELL_END_MARGIN : 0);
  const GdkRGBA *color = self->muted ? &pen->muted : &pen->color;
  double taken, note_room = 0;

  if (self->note_layout)
    {
      PangoRectangle box;

      pango_layout_set_width (self->note_layout, -1);
      pango_layout_get_extents (self->note_layout, NULL, &box);
      note_room = MIN (ceil ((double) box.width / PANGO_SCALE) + GAP * 2, room / 2);
    }
  taken = draw_layout (pen, self->layout, pen->x, room - note_room, self->column->end, color);
  if (self->note_layout)
    draw_layout (pen, self->note_layout, pen->x + taken + GAP * 2, note_room - GAP * 2, FALSE,
                 &pen->muted);
}

static void
freshen_layouts (VouchCell *self)
{
  if (self->fresh)
    return;
  if (self->layout == NULL)
    self->layout = make_layout (self, self->text);
  else
    pango_layout_set_text (self->layout, self->text, -1);
  g_clear_object (&self->note_layout);
  if (self->note && *self->note)
    self->note_layout = make_layout (self, self->note);
  self->fresh = TRUE;
}

static void
draw_content (VouchCell *self, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  Pen pen = { snapshot, gtk_widget_get_width (widget), gtk_widget_get_height (widget),
              gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL };

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &pen.color);
  named_color (self, "vouch_muted", &pen.color, &pen.muted);
  if (!self->loaded)
    {
      draw_skeleton (self, &pen);
      return;
    }
  freshen_layouts (self);
  if (self->column->kind == VOUCH_TABLE_STATUS)
    {
      draw_status (self, &pen);
      return;
    }
  if (self->column->kind == VOUCH_TABLE_PERSON)
    draw_avatar (self, &pen);
  else if (self->icon_name && *self->icon_name)
    draw_icon (self, &pen, self->icon_name, &pen.color);
  draw_text (self, &pen);
}

void
vouch_cell_draw (VouchCell *self, GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  if (self->row == NULL || width <= 0)
    return;
  vouch_cell_ensure_read (self);
  if (width >= NARROW)
    {
      /* Not clipped: the tail of a "j" reaches out of the cell by a pixel. */
      draw_content (self, snapshot);
      return;
    }
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  draw_content (self, snapshot);
  gtk_snapshot_pop (snapshot);
}
