/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person as portrait, or as initials until there is one. */
#include "vouch-avatar.h"

#include "vouch-widget.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _VouchAvatar
{
  GtkWidget parent_instance;
  /* Child */
  AdwAvatar *avatar;
};

G_DEFINE_FINAL_TYPE (VouchAvatar, vouch_avatar, GTK_TYPE_WIDGET)

static void
vouch_avatar_dispose (GObject *object)
{
  vouch_widget_clear (GTK_WIDGET (object));
  G_OBJECT_CLASS (vouch_avatar_parent_class)->dispose (object);
}

static void
vouch_avatar_class_init (VouchAvatarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_avatar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "vouchavatar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
vouch_avatar_init (VouchAvatar *self)
{
  GtkWidget *avatar = adw_avatar_new (32, NULL, FALSE);

  self->avatar = ADW_AVATAR (avatar);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_parent (avatar, GTK_WIDGET (self));
  vouch_avatar_set_name (self, NULL);
}

GtkWidget *
vouch_avatar_new (int size)
{
  VouchAvatar *self = g_object_new (VOUCH_TYPE_AVATAR, NULL);

  adw_avatar_set_size (self->avatar, size);
  return GTK_WIDGET (self);
}

void
vouch_avatar_set_name (VouchAvatar *self, const char *name)
{
  gboolean named = name && *name;

  g_return_if_fail (VOUCH_IS_AVATAR (self));

  adw_avatar_set_text (self->avatar, named ? name : NULL);
  adw_avatar_set_show_initials (self->avatar, named);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  named ? name : _ ("Unnamed person"), -1);
}

void
vouch_avatar_set_texture (VouchAvatar *self, GdkTexture *texture)
{
  g_return_if_fail (VOUCH_IS_AVATAR (self));
  g_return_if_fail (!texture || GDK_IS_TEXTURE (texture));

  adw_avatar_set_custom_image (self->avatar, (GdkPaintable *) texture);
}
