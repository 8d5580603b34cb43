/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A prepared statement taken from its connection's cache: bind, step, read columns and records. */
#pragma once

#include "vouch-db.h"
#include "vouch-record.h"

G_BEGIN_DECLS

/* Taken for one use and given back by vouch_stmt_release() (or g_autoptr), which resets it and
 * forgets its parameters; not NULL. It must be given back before its connection goes, and before
 * the transaction it belongs to is meant to end. Same thread as the connection. */
typedef struct _VouchStmt VouchStmt;

/* @name "server/insert-user" is the resource /org/vouch/Workplace/sql/server/insert-user.sql. */
VouchStmt *vouch_db_statement (VouchDb *db, const char *name, GError **error);
/* One statement of SQL text. */
VouchStmt *vouch_db_prepare (VouchDb *db, const char *sql, GError **error);
void vouch_stmt_release (VouchStmt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchStmt, vouch_stmt_release)

/* Parameters are named as in the SQL: ":id". Values are copied. A failure (no such parameter,
 * too large) is kept and reported by the next vouch_stmt_step(), vouch_stmt_run() or _one(). */
void vouch_stmt_bind_text (VouchStmt *self, const char *name, const char *value); /* NULL: null */
void vouch_stmt_bind_int (VouchStmt *self, const char *name, gint64 value);
void vouch_stmt_bind_double (VouchStmt *self, const char *name, double value);
void vouch_stmt_bind_bool (VouchStmt *self, const char *name, gboolean value);
/* Microseconds UTC; 0 (not set) binds null. */
void vouch_stmt_bind_time (VouchStmt *self, const char *name, gint64 value);
/* The word of @value; out of range is INVALID. */
void vouch_stmt_bind_enum (VouchStmt *self, const char *name, const VouchEnum *values, int value);
void vouch_stmt_bind_blob (VouchStmt *self, const char *name, gconstpointer data, gsize size);
void vouch_stmt_bind_bytes (VouchStmt *self, const char *name, GBytes *value); /* NULL: null */
void vouch_stmt_bind_null (VouchStmt *self, const char *name);
/* Every field whose ":name" the statement has. */
void vouch_stmt_bind_record (VouchStmt *self, const VouchRecordType *type, gconstpointer record);

/* TRUE: a row is there. FALSE: at the end, or @error is set, so always look. */
gboolean vouch_stmt_step (VouchStmt *self, GError **error);
/* The first row must exist: NOT_FOUND otherwise. */
gboolean vouch_stmt_one (VouchStmt *self, GError **error);
/* Runs to the end; rows are ignored. Returns the number of rows changed, -1 on error. The
 * parameters stay, so that a loop may bind and run again. */
gint64 vouch_stmt_run (VouchStmt *self, GError **error);
/* Back to the start, parameters kept; only needed to step again after an unfinished walk. */
void vouch_stmt_reset (VouchStmt *self);

/* Columns count from 0 and are valid after TRUE from a step. Null reads as NULL, 0 or FALSE. */
int vouch_stmt_n_columns (VouchStmt *self);
/* -1 when there is none. */
int vouch_stmt_find_column (VouchStmt *self, const char *name);
gboolean vouch_stmt_is_null (VouchStmt *self, int column);
/* Valid until the next step or release. */
const char *vouch_stmt_text (VouchStmt *self, int column);
char *vouch_stmt_dup_text (VouchStmt *self, int column);
gint64 vouch_stmt_int (VouchStmt *self, int column);
double vouch_stmt_double (VouchStmt *self, int column);
gboolean vouch_stmt_bool (VouchStmt *self, int column);
/* -1 when null or unknown. */
int vouch_stmt_enum (VouchStmt *self, int column, const VouchEnum *values);
/* Transfer full; NULL for null. */
GBytes *vouch_stmt_dup_bytes (VouchStmt *self, int column);

/* The row as a record, by column name; columns that are no field are ignored, fields that are no
 * column stay empty. An unknown word or a wrong kind is CORRUPT. Transfer full. */
gpointer vouch_stmt_read_record (VouchStmt *self, const VouchRecordType *type, GError **error);
/* Steps and reads; NULL at the end, or with @error. Transfer full. */
gpointer vouch_stmt_next_record (VouchStmt *self, const VouchRecordType *type, GError **error);

/* Take, bind, run, release. Rows changed, -1 on error. */
gint64 vouch_db_exec_statement (VouchDb *db, const char *name, GError **error);
gint64 vouch_db_exec_record (VouchDb *db, const char *name, const VouchRecordType *type,
                             gconstpointer record, GError **error);

/* For the table a record type describes (table = type->name), with statements made from the type
 * once a connection. Insert or replace every column by id. */
gboolean vouch_db_put_record (VouchDb *db, const VouchRecordType *type, gconstpointer record,
                              GError **error);
/* Transfer full; NOT_FOUND. */
gpointer vouch_db_get_record (VouchDb *db, const VouchRecordType *type, const char *id,
                              GError **error);
/* NOT_FOUND when there was none. */
gboolean vouch_db_delete_record (VouchDb *db, const VouchRecordType *type, const char *id,
                                 GError **error);

G_END_DECLS
