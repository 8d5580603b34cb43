/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A command's fields, written by the outbox only. */
#pragma once

#include "vouch-command.h"
#include "vouch-enum.h"

struct _VouchCommand
{
  GObject parent_instance;
  /* Owned */
  char *id;
  char *type;
  char *target;
  char *applicant_id;
  char *seen;
  char *args;
  char *error_code;
  char *error_message;
  char *current;
  gint64 base;
  gint64 made_at;
  gint64 number;
  gint64 answered_seq;
  guint64 answer_serial; /* of this run; 0: answered in an earlier one */
  VouchCommandState state;
  gboolean summary_seen; /* its effect on the list row is in the cache */
  gboolean detail_seen;  /* its effect on the profile is in the cache */
};

extern const VouchEnum vouch_command_state_enum;

void vouch_command_set_state (VouchCommand *self, VouchCommandState state);
void vouch_command_set_answer (VouchCommand *self, const char *error_code, const char *message,
                               const char *current);
void vouch_command_set_id (VouchCommand *self, const char *id);
