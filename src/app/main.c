/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desktop client. */
#define G_LOG_DOMAIN "vouch-app"
#include "vouch-application.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/* Personal data of strangers are in this memory: no core file, no debugger of the same user. */
static void
forbid_core_dumps (void)
{
  const struct rlimit none = { 0, 0 };

  (void) setrlimit (RLIMIT_CORE, &none);
  (void) prctl (PR_SET_DUMPABLE, 0);
}

int
main (int argc, char *argv[])
{
  g_autoptr (VouchApplication) application = NULL;

  forbid_core_dumps ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, VOUCH_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  application = vouch_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
