/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line over the evidence that says what needs a person, with at most one button. */
#include "vouch-banner.h"

#include "vouch-widget.h"

struct _VouchBanner
{
  GtkWidget parent_instance;
  /* Children */
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *detail;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (VouchBanner, vouch_banner, GTK_TYPE_WIDGET)

/* Prefixed: libadwaita gives "warning" and "error" alone colours for text and buttons. */
static const char *const classes[] = { "level-info", "level-success", "level-warning",
                                       "level-error" };

static const char *const icon_names[] = {
  "vouch-level-info-symbolic",
  "vouch-mark-verified-symbolic",
  "vouch-level-warning-symbolic",
  "vouch-level-error-symbolic",
};

static void
vouch_banner_dispose (GObject *object)
{
  vouch_widget_clear (GTK_WIDGET (object));
  G_OBJECT_CLASS (vouch_banner_parent_class)->dispose (object);
}

static void
vouch_banner_class_init (VouchBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_banner_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "vouchbanner");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static GtkWidget *
wrapping_label (const char *css_class)
{
  GtkWidget *label = vouch_widget_label (NULL, css_class);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  return label;
}

static void
vouch_banner_init (VouchBanner *self)
{
  GtkWidget *icon = vouch_widget_icon (NULL);
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = wrapping_label ("banner-title");
  GtkWidget *detail = wrapping_label (NULL);

  self->icon = GTK_IMAGE (icon);
  self->title = GTK_LABEL (title);
  self->detail = GTK_LABEL (detail);
  self->button = gtk_button_new ();
  gtk_widget_add_css_class (GTK_WIDGET (self), "banner");
  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (icon, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (text), title);
  gtk_box_append (GTK_BOX (text), detail);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_valign (text, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (text, GTK_WIDGET (self));
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->button, FALSE);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  vouch_banner_set_level (self, VOUCH_BANNER_INFO);
}

GtkWidget *
vouch_banner_new (VouchBannerLevel level, const char *title, const char *detail)
{
  GtkWidget *self = g_object_new (VOUCH_TYPE_BANNER, NULL);

  vouch_banner_set_level (VOUCH_BANNER (self), level);
  vouch_banner_set_text (VOUCH_BANNER (self), title, detail);
  return self;
}

void
vouch_banner_set_level (VouchBanner *self, VouchBannerLevel level)
{
  g_return_if_fail (VOUCH_IS_BANNER (self));
  g_return_if_fail ((guint) level < G_N_ELEMENTS (classes));

  vouch_widget_choose_class (GTK_WIDGET (self), classes, G_N_ELEMENTS (classes), level);
  gtk_image_set_from_icon_name (self->icon, icon_names[level]);
}

void
vouch_banner_set_text (VouchBanner *self, const char *title, const char *detail)
{
  g_return_if_fail (VOUCH_IS_BANNER (self));
  g_return_if_fail (title);

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->detail, detail ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail && *detail);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, detail ? detail : "", -1);
}

void
vouch_banner_set_action (VouchBanner *self, const char *label, const char *action_name,
                         GVariant *target)
{
  g_return_if_fail (VOUCH_IS_BANNER (self));

  vouch_widget_set_action (self->button, label, action_name, target);
}
