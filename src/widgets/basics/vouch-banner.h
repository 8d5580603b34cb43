/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line over the evidence that says what needs a person, with at most one button. */
#pragma once

#include <gtk/gtk.h>

typedef enum
{
  VOUCH_BANNER_INFO,
  VOUCH_BANNER_SUCCESS,
  VOUCH_BANNER_WARNING,
  VOUCH_BANNER_ERROR,
} VouchBannerLevel;

#define VOUCH_TYPE_BANNER (vouch_banner_get_type ())
G_DECLARE_FINAL_TYPE (VouchBanner, vouch_banner, VOUCH, BANNER, GtkWidget)

/* Role ALERT, label = title, description = detail. @detail may be NULL. */
GtkWidget *vouch_banner_new (VouchBannerLevel level, const char *title, const char *detail);
void vouch_banner_set_level (VouchBanner *self, VouchBannerLevel level);
void vouch_banner_set_text (VouchBanner *self, const char *title, const char *detail);
/* The button at the end: @label NULL takes it away. A floating @target is taken; NULL: none. */
void vouch_banner_set_action (VouchBanner *self, const char *label, const char *action_name,
                              GVariant *target);
