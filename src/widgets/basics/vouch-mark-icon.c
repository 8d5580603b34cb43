/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cross-check mark: green check, red triangle or orange ring, with its word. */
#include "vouch-mark-icon.h"

#include "vouch-widget.h"

#include <glib/gi18n-lib.h>

struct _VouchMarkIcon
{
  GtkWidget parent_instance;
  /* Children */
  GtkImage *image;
  /* Owned */
  char *subject;

  VouchMark mark;
};

G_DEFINE_FINAL_TYPE (VouchMarkIcon, vouch_mark_icon, GTK_TYPE_WIDGET)

static const char *const icon_names[] = {
  "vouch-mark-not-checked-symbolic",
  "vouch-mark-verified-symbolic",
  "vouch-mark-mismatch-symbolic",
};

static const char *const classes[] = { "not_checked", "verified", "mismatch" };

static void
show_mark (VouchMarkIcon *self)
{
  const char *word = vouch_enum_label (&vouch_mark_enum, self->mark);
  /* Translators: what was compared, and the outcome: "Number, page against chip: Differs" */
  g_autofree char *text =
      self->subject ? g_strdup_printf (_ ("%s: %s"), self->subject, word) : g_strdup (word);

  vouch_widget_choose_class (GTK_WIDGET (self), classes, G_N_ELEMENTS (classes), self->mark);
  gtk_image_set_from_icon_name (self->image, icon_names[self->mark]);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
vouch_mark_icon_dispose (GObject *object)
{
  vouch_widget_clear (GTK_WIDGET (object));
  G_OBJECT_CLASS (vouch_mark_icon_parent_class)->dispose (object);
}

static void
vouch_mark_icon_finalize (GObject *object)
{
  g_free (VOUCH_MARK_ICON (object)->subject);
  G_OBJECT_CLASS (vouch_mark_icon_parent_class)->finalize (object);
}

static void
vouch_mark_icon_class_init (VouchMarkIconClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_mark_icon_dispose;
  G_OBJECT_CLASS (klass)->finalize = vouch_mark_icon_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "markicon");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
vouch_mark_icon_init (VouchMarkIcon *self)
{
  GtkWidget *image = vouch_widget_icon (NULL);

  self->image = GTK_IMAGE (image);
  gtk_widget_add_css_class (GTK_WIDGET (self), "mark");
  gtk_widget_set_parent (image, GTK_WIDGET (self));
  show_mark (self);
}

GtkWidget *
vouch_mark_icon_new (VouchMark mark)
{
  GtkWidget *self = g_object_new (VOUCH_TYPE_MARK_ICON, NULL);

  vouch_mark_icon_set_mark (VOUCH_MARK_ICON (self), mark);
  return self;
}

void
vouch_mark_icon_set_mark (VouchMarkIcon *self, VouchMark mark)
{
  g_return_if_fail (VOUCH_IS_MARK_ICON (self));
  g_return_if_fail ((guint) mark < G_N_ELEMENTS (icon_names));

  if (mark == self->mark)
    return;
  self->mark = mark;
  show_mark (self);
}

VouchMark
vouch_mark_icon_get_mark (VouchMarkIcon *self)
{
  g_return_val_if_fail (VOUCH_IS_MARK_ICON (self), VOUCH_MARK_NOT_CHECKED);

  return self->mark;
}

void
vouch_mark_icon_set_subject (VouchMarkIcon *self, const char *subject)
{
  g_return_if_fail (VOUCH_IS_MARK_ICON (self));

  if (g_strcmp0 (subject, self->subject) == 0)
    return;
  g_free (self->subject);
  self->subject = g_strdup (subject);
  show_mark (self);
}
