/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every widget of our own needs and GTK 4.8 leaves to each. */
#pragma once

#include <gtk/gtk.h>

/* Unparents every child: a direct GtkWidget subclass must do so in dispose. May run twice. */
void vouch_widget_clear (GtkWidget *self);

/* A label aligned to the start; @css_class and @text may be NULL. Floating. */
GtkWidget *vouch_widget_label (const char *text, const char *css_class);

/* An image that only decorates, hidden from screen readers; @icon_name may be NULL. Floating. */
GtkWidget *vouch_widget_icon (const char *icon_name);

/* Shows @button with @label and what it activates, or hides it when @label is NULL. A floating
 * @target is taken. */
void vouch_widget_set_action (GtkWidget *button, const char *label, const char *action_name,
                              GVariant *target);

/* @value of @names that is the widget's class; every other of the @n_names is taken off. */
void vouch_widget_choose_class (GtkWidget *self, const char *const *names, guint n_names,
                                guint value);
