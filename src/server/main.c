/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vouchd: the server. */

#include "vouch-cli.h"

#include <locale.h>

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");

  return vouch_cli_run (argc, argv);
}
