/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wire between desktop and server: paths and limits. Its description is openapi.json. */
#pragma once

#define VOUCH_API_HEALTH "/v1/health"
#define VOUCH_API_OPENAPI "/v1/openapi.json"
#define VOUCH_API_SESSION "/v1/session"
#define VOUCH_API_REFRESH "/v1/session/refresh"
#define VOUCH_API_CHANGES "/v1/changes"
#define VOUCH_API_COMMANDS "/v1/commands"
#define VOUCH_API_EVENTS "/v1/events"
/* followed by the sha-256 */
#define VOUCH_API_MEDIA "/v1/media/"

/* Rows of the feed change their meaning with it; a client of another number must update. */
#define VOUCH_API_SCHEMA 1

/* Bytes of a request's body and of its headers. */
#define VOUCH_API_MAX_BODY (256u << 10)
#define VOUCH_API_MAX_HEADERS (16u << 10)
/* Seconds. */
#define VOUCH_API_ACCESS_LIFETIME 900
#define VOUCH_API_REFRESH_LIFETIME (30 * 86400)
#define VOUCH_API_HEARTBEAT 20
