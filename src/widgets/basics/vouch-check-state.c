/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a step of a verification is: word, icon and colour class. */
#include "vouch-check-state.h"

#include "vouch-widget.h"

#include <glib/gi18n-lib.h>

static const char *const words[] = {
  N_ ("Not started"), N_ ("Pending"), N_ ("Passed"),
  N_ ("Attention"),   N_ ("Failed"),  N_ ("Expired"),
};

static const char *const icon_names[] = {
  "vouch-status-init-symbolic",   "vouch-status-completed-symbolic", "vouch-mark-verified-symbolic",
  "vouch-mark-mismatch-symbolic", "vouch-status-declined-symbolic",  "vouch-check-expired-symbolic",
};

static const char *const classes[] = {
  "check-not-started", "check-pending", "check-passed",
  "check-attention",   "check-failed",  "check-expired",
};

static const char *const step_icons[] = {
  "vouch-step-intro-symbolic",    "vouch-step-document-symbolic",
  "vouch-step-liveness-symbolic", "vouch-step-face-match-symbolic",
  "vouch-step-selfie-symbolic",   "vouch-step-email-symbolic",
  "vouch-step-phone-symbolic",    "vouch-step-aml-symbolic",
  "vouch-step-crypto-symbolic",   "vouch-step-questionnaire-symbolic",
  "vouch-step-ip-symbolic",       "vouch-step-final-symbolic",
};
G_STATIC_ASSERT (G_N_ELEMENTS (step_icons) == VOUCH_STEP_FINAL + 1);

static guint
clamp_state (VouchCheckState state)
{
  return (guint) state < G_N_ELEMENTS (words) ? state : VOUCH_CHECK_NOT_STARTED;
}

const char *
vouch_check_state_word (VouchCheckState state)
{
  return g_dgettext (GETTEXT_PACKAGE, words[clamp_state (state)]);
}

const char *
vouch_check_state_icon_name (VouchCheckState state)
{
  return icon_names[clamp_state (state)];
}

void
vouch_check_state_style (VouchCheckState state, GtkWidget *widget)
{
  vouch_widget_choose_class (widget, classes, G_N_ELEMENTS (classes), clamp_state (state));
}

VouchCheckState
vouch_check_state_from_step_status (VouchStepStatus status)
{
  switch (status)
    {
    case VOUCH_STEP_STATUS_ACCEPTED:
    case VOUCH_STEP_STATUS_SKIPPED:
      return VOUCH_CHECK_PASSED;
    case VOUCH_STEP_STATUS_REJECTED:
      return VOUCH_CHECK_FAILED;
    case VOUCH_STEP_STATUS_INCOMPLETE:
    case VOUCH_STEP_STATUS_PENDING:
      return VOUCH_CHECK_PENDING;
    case VOUCH_STEP_STATUS_EXPIRED:
      return VOUCH_CHECK_EXPIRED;
    case VOUCH_STEP_STATUS_OPEN:
    default:
      return VOUCH_CHECK_NOT_STARTED;
    }
}

const char *
vouch_step_icon_name (VouchStep step)
{
  return step_icons[(guint) step < G_N_ELEMENTS (step_icons) ? step : VOUCH_STEP_DOCUMENT];
}
