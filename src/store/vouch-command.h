/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One command of the outbox: what somebody did, and what became of it. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  VOUCH_COMMAND_WAITING,  /* on the disk, not sent yet */
  VOUCH_COMMAND_SENT,     /* sent, no answer known: goes again under the same id */
  VOUCH_COMMAND_STAGED,   /* a decision made offline: not final until it was verified */
  VOUCH_COMMAND_ANSWERED, /* done; stays until the feed brings its effect */
  VOUCH_COMMAND_REFUSED,  /* needs attention */
} VouchCommandState;

#define VOUCH_TYPE_COMMAND (vouch_command_get_type ())
G_DECLARE_FINAL_TYPE (VouchCommand, vouch_command, VOUCH, COMMAND, GObject)

/* Properties: "id" (changes when it is retried), "state" (int), "error-code", "error-message",
 * "current" (JSON of the server's present state at a conflict). All else never changes.
 * Strings are borrowed; NULL where there is none. */
const char *vouch_command_get_id (VouchCommand *self);
const char *vouch_command_get_command_type (VouchCommand *self); /* "review.approve" */
const char *vouch_command_get_target (VouchCommand *self);
const char *vouch_command_get_applicant_id (VouchCommand *self);
gint64 vouch_command_get_base (VouchCommand *self);      /* -1: none */
const char *vouch_command_get_seen (VouchCommand *self); /* digest of the facts, or NULL */
const char *vouch_command_get_args (VouchCommand *self); /* JSON object */
gint64 vouch_command_get_made_at (VouchCommand *self);   /* microseconds UTC */
gint64 vouch_command_get_number (VouchCommand *self);    /* counter of this desktop */
VouchCommandState vouch_command_get_state (VouchCommand *self);
const char *vouch_command_get_error_code (VouchCommand *self); /* "conflict", "denied", ... */
const char *vouch_command_get_error_message (VouchCommand *self);
const char *vouch_command_get_current (VouchCommand *self);
gboolean vouch_command_is_decision (VouchCommand *self); /* review.approve, review.decline */
/* Text of member @name of the arguments: the comment somebody typed. Transfer full, or NULL. */
char *vouch_command_dup_arg (VouchCommand *self, const char *name);

G_END_DECLS
