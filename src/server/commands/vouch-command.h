/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A command as it came, and the answer to it. */
#pragma once

#include "vouch-json.h"
#include "vouch-server-error.h"

G_BEGIN_DECLS

#define VOUCH_COMMAND_MAX_BYTES (256u << 10)

/* Immutable, any thread. */
typedef struct
{
  char *id;
  char *client;
  gint64 n;
  char *type;
  char *target;
  gboolean has_base;
  gint64 base;
  char *seen;     /* or NULL */
  gint64 made_at; /* the client's clock: kept, never trusted */
  VouchJson *json;
  VouchJsonRef args;
  char body_sha256[65];
} VouchCommand;

/* INVALID for anything that is no command at all. Transfer full. */
VouchCommand *vouch_command_parse (const char *body, gsize length, GError **error);
/* For callers inside the program: @args is a JSON object. @id NULL makes one. */
VouchCommand *vouch_command_new (const char *id, const char *type, const char *target,
                                 const char *args, GError **error);
VouchCommand *vouch_command_ref (VouchCommand *self);
void vouch_command_unref (VouchCommand *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchCommand, vouch_command_unref)

/* What goes over the wire; immutable. */
typedef struct
{
  guint status; /* HTTP */
  GBytes *body; /* JSON, the same bytes for every replay */
  gint64 seq;   /* 0 when refused without a place in the feed */
  gboolean replayed;
} VouchAnswer;

VouchAnswer *vouch_answer_new (guint status, GBytes *body, gint64 seq);
/* {"error":word,"message":…,"field"?,"current"?}; @current_json NULL or JSON. */
VouchAnswer *vouch_answer_new_error (const GError *error, const char *field,
                                     const char *current_json);
VouchAnswer *vouch_answer_ref (VouchAnswer *self);
void vouch_answer_unref (VouchAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchAnswer, vouch_answer_unref)

G_END_DECLS
