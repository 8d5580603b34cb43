/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fact: its label and its value, in the way the kind of value is read. */
#pragma once

#include <gtk/gtk.h>

typedef enum
{
  VOUCH_KEY_VALUE_TEXT,
  VOUCH_KEY_VALUE_ID,      /* monospace, shortened in the middle, a click copies */
  VOUCH_KEY_VALUE_TIME,    /* relative, exact in the tooltip; refreshed while on the screen */
  VOUCH_KEY_VALUE_COUNTRY, /* flag and name, both in the text given */
} VouchKeyValueKind;

#define VOUCH_TYPE_KEY_VALUE (vouch_key_value_get_type ())
G_DECLARE_FINAL_TYPE (VouchKeyValue, vouch_key_value, VOUCH, KEY_VALUE, GtkWidget)

/* Role GROUP, label = @label, description = the value in full. Rows given the same @labels (may be
 * NULL; referenced) line their labels up, also across sections. */
GtkWidget *vouch_key_value_new (VouchKeyValueKind kind, const char *label, GtkSizeGroup *labels);
/* NULL or "" shows an em dash. */
void vouch_key_value_set_text (VouchKeyValue *self, const char *text);
/* "" when empty. For times the exact time. Borrowed, until the next change. */
const char *vouch_key_value_get_text (VouchKeyValue *self);
/* Microseconds UTC; 0 is empty. Only for VOUCH_KEY_VALUE_TIME. */
void vouch_key_value_set_time (VouchKeyValue *self, gint64 us);
