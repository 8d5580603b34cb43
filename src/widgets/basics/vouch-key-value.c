/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fact: its label and its value, in the way the kind of value is read. */
#include "vouch-key-value.h"

#include "vouch-format.h"
#include "vouch-widget.h"

#include <glib/gi18n-lib.h>

#define REFRESH_SECONDS 30
#define COPIED_MS 1500

struct _VouchKeyValue
{
  GtkWidget parent_instance;
  /* Children; copy_icon only for ids */
  GtkLabel *label;
  GtkLabel *value;
  GtkImage *copy_icon;
  /* Owned */
  char *text;
  guint refresh_id;
  guint copied_id;

  VouchKeyValueKind kind;
  gint64 time;
};

G_DEFINE_FINAL_TYPE (VouchKeyValue, vouch_key_value, GTK_TYPE_WIDGET)

static void
show_value (VouchKeyValue *self)
{
  gboolean empty = !self->text || !*self->text;
  g_autofree char *relative = NULL;

  if (!empty && self->kind == VOUCH_KEY_VALUE_TIME)
    relative = vouch_format_time_relative (self->time, g_get_real_time ());
  gtk_label_set_label (self->value, empty ? "—" : relative ? relative : self->text);
  if (empty)
    gtk_widget_add_css_class (GTK_WIDGET (self), "empty");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "empty");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->value),
                               empty || (self->kind != VOUCH_KEY_VALUE_ID &&
                                         self->kind != VOUCH_KEY_VALUE_TIME)
                                   ? NULL
                                   : self->text);
  if (self->copy_icon)
    gtk_widget_set_sensitive (gtk_widget_get_ancestor (GTK_WIDGET (self->value), GTK_TYPE_BUTTON),
                              !empty);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  empty ? _ ("Empty") : self->text, -1);
}

static gboolean
refresh_cb (gpointer data)
{
  show_value (data);
  return G_SOURCE_CONTINUE;
}

static void
show_copied (VouchKeyValue *self, gboolean copied)
{
  gtk_image_set_from_icon_name (self->copy_icon,
                                copied ? "vouch-mark-verified-symbolic" : "vouch-copy-symbolic");
}

static gboolean
copied_over_cb (gpointer data)
{
  VouchKeyValue *self = data;

  self->copied_id = 0;
  show_copied (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
copy_cb (VouchKeyValue *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->text);
  show_copied (self, TRUE);
  g_clear_handle_id (&self->copied_id, g_source_remove);
  self->copied_id = g_timeout_add (COPIED_MS, copied_over_cb, self);
}

static void
vouch_key_value_map (GtkWidget *widget)
{
  VouchKeyValue *self = VOUCH_KEY_VALUE (widget);

  GTK_WIDGET_CLASS (vouch_key_value_parent_class)->map (widget);
  if (self->kind != VOUCH_KEY_VALUE_TIME)
    return;
  show_value (self);
  self->refresh_id = g_timeout_add_seconds (REFRESH_SECONDS, refresh_cb, self);
}

static void
vouch_key_value_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&VOUCH_KEY_VALUE (widget)->refresh_id, g_source_remove);
  GTK_WIDGET_CLASS (vouch_key_value_parent_class)->unmap (widget);
}

static void
vouch_key_value_dispose (GObject *object)
{
  VouchKeyValue *self = VOUCH_KEY_VALUE (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_handle_id (&self->copied_id, g_source_remove);
  vouch_widget_clear (GTK_WIDGET (self));
  G_OBJECT_CLASS (vouch_key_value_parent_class)->dispose (object);
}

static void
vouch_key_value_finalize (GObject *object)
{
  g_free (VOUCH_KEY_VALUE (object)->text);
  G_OBJECT_CLASS (vouch_key_value_parent_class)->finalize (object);
}

static void
vouch_key_value_class_init (VouchKeyValueClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_key_value_dispose;
  G_OBJECT_CLASS (klass)->finalize = vouch_key_value_finalize;
  widget_class->map = vouch_key_value_map;
  widget_class->unmap = vouch_key_value_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "keyvalue");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vouch_key_value_init (VouchKeyValue *self)
{
  GtkWidget *label = vouch_widget_label (NULL, "secondary");

  self->label = GTK_LABEL (label);
  gtk_widget_add_css_class (GTK_WIDGET (self), "key-value");
  /* The value takes what the row has; the row itself must not widen its column. */
  gtk_widget_set_hexpand (GTK_WIDGET (self), FALSE);
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
}

static void
add_copyable (VouchKeyValue *self)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = vouch_widget_icon (NULL);

  self->copy_icon = GTK_IMAGE (icon);
  show_copied (self, FALSE);
  gtk_label_set_ellipsize (self->value, PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (GTK_WIDGET (self->value), "mono");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->value));
  gtk_box_append (GTK_BOX (box), icon);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "copy-id");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_valign (button, GTK_ALIGN_BASELINE);
  gtk_widget_set_hexpand (button, TRUE);
  g_signal_connect_object (button, "clicked", G_CALLBACK (copy_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
}

static void
add_plain (VouchKeyValue *self)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  /* A hyphen at a line's end would read as part of an e-mail address or a number. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (self->value, attributes);
  gtk_label_set_wrap (self->value, TRUE);
  gtk_label_set_wrap_mode (self->value, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (self->value, self->kind == VOUCH_KEY_VALUE_TEXT);
  gtk_widget_set_hexpand (GTK_WIDGET (self->value), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->value), GTK_ALIGN_BASELINE);
  gtk_widget_set_parent (GTK_WIDGET (self->value), GTK_WIDGET (self));
}

GtkWidget *
vouch_key_value_new (VouchKeyValueKind kind, const char *label, GtkSizeGroup *labels)
{
  VouchKeyValue *self = g_object_new (VOUCH_TYPE_KEY_VALUE, NULL);

  self->kind = kind;
  self->value = GTK_LABEL (vouch_widget_label (NULL, "tnum"));
  if (kind == VOUCH_KEY_VALUE_ID)
    add_copyable (self);
  else
    add_plain (self);
  gtk_label_set_label (self->label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  if (kind == VOUCH_KEY_VALUE_ID)
    {
      /* Translators: the button that copies an id, for example "Copy External ID" */
      g_autofree char *copy = g_strdup_printf (_ ("Copy %s"), label);

      gtk_accessible_update_property (
          GTK_ACCESSIBLE (gtk_widget_get_ancestor (GTK_WIDGET (self->value), GTK_TYPE_BUTTON)),
          GTK_ACCESSIBLE_PROPERTY_LABEL, copy, -1);
    }
  if (labels)
    gtk_size_group_add_widget (labels, GTK_WIDGET (self->label));
  show_value (self);
  return GTK_WIDGET (self);
}

void
vouch_key_value_set_text (VouchKeyValue *self, const char *text)
{
  g_return_if_fail (VOUCH_IS_KEY_VALUE (self));

  if (g_strcmp0 (text, self->text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  show_value (self);
}

const char *
vouch_key_value_get_text (VouchKeyValue *self)
{
  g_return_val_if_fail (VOUCH_IS_KEY_VALUE (self), "");

  return self->text ? self->text : "";
}

void
vouch_key_value_set_time (VouchKeyValue *self, gint64 us)
{
  g_autofree char *exact = us ? vouch_format_time_exact (us) : NULL;

  g_return_if_fail (VOUCH_IS_KEY_VALUE (self));
  g_return_if_fail (self->kind == VOUCH_KEY_VALUE_TIME);

  self->time = us;
  g_free (self->text);
  self->text = g_steal_pointer (&exact);
  show_value (self);
}
