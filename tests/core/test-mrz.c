/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The specimens of ICAO 9303 built and read, and what must not be taken for a zone. */
#include "vouch-mrz.h"

#include <string.h>

#define TD3_SPECIMEN \
  "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n" \
  "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
#define TD1_SPECIMEN \
  "I<UTOD231458907<<<<<<<<<<<<<<<\n" \
  "7408122F1204159UTO<<<<<<<<<<<6\n" \
  "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"
#define TD2_SPECIMEN \
  "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\n" \
  "D231458907UTO7408122F1204159<<<<<<<6"
#define MRV_A_SPECIMEN \
  "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n" \
  "L8988901C4XXX4009078F96121096ZE184226B<<<<<<"
#define MRV_B_SPECIMEN \
  "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\n" \
  "L8988901C4XXX4009078F9612109<<<<<<<<"

static VouchMrz
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  VouchMrz mrz;

  g_assert_true (vouch_mrz_parse (text, &mrz, &error));
  g_assert_no_error (error);
  return mrz;
}

static char *
build (const VouchMrz *mrz)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = vouch_mrz_build (mrz, &error);

  g_assert_no_error (error);
  return g_strjoinv ("\n", lines);
}

static void
test_check_digit (void)
{
  g_assert_cmpint (vouch_mrz_check_digit ("520727", -1), ==, '3');
  g_assert_cmpint (vouch_mrz_check_digit ("AB2134<<<", -1), ==, '5');
  g_assert_cmpint (vouch_mrz_check_digit ("L898902C3", -1), ==, '6');
  g_assert_cmpint (vouch_mrz_check_digit ("", -1), ==, '0');
  g_assert_cmpint (vouch_mrz_check_digit ("ab", -1), ==, '\0');
}

static void
test_specimen (gconstpointer data)
{
  const char *specimen = data;
  VouchMrz mrz = parse (specimen);
  g_autofree char *again = build (&mrz);

  g_assert_true (mrz.valid);
  g_assert_cmpstr (mrz.field[VOUCH_MRZ_FIELD_SURNAME], ==, "ERIKSSON");
  g_assert_cmpstr (mrz.field[VOUCH_MRZ_FIELD_GIVEN_NAMES], ==, "ANNA MARIA");
  g_assert_cmpstr (mrz.field[VOUCH_MRZ_FIELD_ISSUER], ==, "UTO");
  g_assert_cmpstr (mrz.field[VOUCH_MRZ_FIELD_SEX], ==, "F");
  g_assert_cmpint (mrz.check[VOUCH_MRZ_FIELD_NUMBER], ==, VOUCH_MRZ_CHECK_OK);
  g_assert_cmpstr (again, ==, specimen);
}

static void
test_passport_fields (void)
{
  VouchMrz mrz = parse (TD3_SPECIMEN);

  g_assert_cmpint (mrz.format, ==, VOUCH_MRZ_TD3);
  g_assert_cmpstr (mrz.field[VOUCH_MRZ_FIELD_CODE], ==, "P");
  g_assert_cmpstr (mrz.field[VOUCH_MRZ_FIELD_NUMBER], ==, "L898902C3");
  g_assert_cmpstr (mrz.field[VOUCH_MRZ_FIELD_BIRTH_DATE], ==, "740812");
  g_assert_cmpstr (mrz.field[VOUCH_MRZ_FIELD_EXPIRY_DATE], ==, "120415");
  g_assert_cmpstr (mrz.field[VOUCH_MRZ_FIELD_OPTIONAL_1], ==, "ZE184226B");
}

/* Every single changed character under a digit is noticed: by its own digit or the composite. */
static void
test_changed_character (void)
{
  for (gsize i = 45; i < strlen (TD3_SPECIMEN); i++)
    {
      g_autofree char *text = g_strdup (TD3_SPECIMEN);
      VouchMrz mrz;

      if (i - 45 == 20 || (i - 45 >= 10 && i - 45 < 13)) /* sex and nationality have no digit */
        continue;
      /* A step of one: the digit cannot tell values ten apart ('L' and '1'). */
      text[i] = text[i] == '<' ? '1' : text[i] == '9' ? '8' : text[i] == 'Z' ? 'Y' : text[i] + 1;
      mrz = parse (text);
      g_assert_false (mrz.valid);
    }
}

static void
test_one_run (void)
{
  g_autofree char *run = g_strdup (TD1_SPECIMEN);
  VouchMrz mrz;

  mrz = parse (g_strdelimit (run, "\n", ' '));
  g_assert_cmpint (mrz.format, ==, VOUCH_MRZ_TD1);
  g_assert_true (mrz.valid);
}

static void
test_long_number (void)
{
  VouchMrz mrz = parse (TD1_SPECIMEN), again;
  g_autofree char *text = NULL;

  g_strlcpy (mrz.field[VOUCH_MRZ_FIELD_NUMBER], "D23145890734", sizeof mrz.field[0]);
  text = build (&mrz);
  g_assert_true (g_str_has_prefix (text, "I<UTOD23145890<7349<<<<<<<<<<<"));
  again = parse (text);
  g_assert_true (again.valid);
  g_assert_cmpstr (again.field[VOUCH_MRZ_FIELD_NUMBER], ==, "D23145890734");
}

static void
test_transliterate (void)
{
  static const char *const pairs[][2] = {
    { "Müller-Lüdenscheidt", "MUELLER<LUEDENSCHEIDT" },
    { "O'Connor", "OCONNOR" },
    { "Núñez Peña", "NUNEZ<PENA" },
    { "Дмитрий Щукин", "DMITRII<SHCHUKIN" },
    { "Bjørnstad", "BJOERNSTAD" },
    { "Nguyễn Thị", "NGUYEN<THI" },
    { "Łukasz Żółć", "LUKASZ<ZOLC" },
    { "Παπαδόπουλος", "PAPADOPOULOS" },
    { "d’Arc", "DARC" },
    { "Großmann", "GROSSMANN" },
    { "Þórdís", "THORDIS" },
    { "  a   b ", "A<B" },
    { "李伟", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *mrz = vouch_mrz_transliterate (pairs[i][0]);

      g_assert_cmpstr (mrz, ==, pairs[i][1]);
    }
}

static void
check_name_line (const char *surname, const char *given, const char *expected)
{
  VouchMrz mrz = parse (TD3_SPECIMEN);
  g_autofree char *text = NULL;

  g_strlcpy (mrz.field[VOUCH_MRZ_FIELD_SURNAME], surname, sizeof mrz.field[0]);
  g_strlcpy (mrz.field[VOUCH_MRZ_FIELD_GIVEN_NAMES], given, sizeof mrz.field[0]);
  text = build (&mrz);
  text[44] = '\0';
  g_assert_cmpstr (text, ==, expected);
}

static void
test_long_names (void)
{
  check_name_line ("Nilavadhanananda", "Chayapa Dejthamrong Krasuang",
                   "P<UTONILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K");
  check_name_line ("Abcdefghijklmnopqrstuvwxyzabcdefghijklmnop", "Quirin",
                   "P<UTOABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJ<<Q");
}

static void
test_foreign_shapes (void)
{
  static const char *const texts[] = { "", "P<UTO", "\xff\xfe", "P<UTO<<<\nAB", "ÄÖÜ" };
  g_autofree char *big = g_strnfill (2000, '<');
  VouchMrz mrz;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (vouch_mrz_parse (texts[i], &mrz, &error));
      g_assert_error (error, VOUCH_MRZ_ERROR, VOUCH_MRZ_ERROR_INVALID);
    }
  g_assert_false (vouch_mrz_parse (big, &mrz, NULL));
}

static void
test_dates (void)
{
  g_autofree char *birth = vouch_mrz_date_to_iso ("740812", TRUE, 2026);
  g_autofree char *child = vouch_mrz_date_to_iso ("260101", TRUE, 2026);
  g_autofree char *expiry = vouch_mrz_date_to_iso ("350101", FALSE, 2026);
  g_autofree char *bad = vouch_mrz_date_to_iso ("350231", FALSE, 2026);
  g_autofree char *unknown = vouch_mrz_date_to_iso ("74<<<<", TRUE, 2026);

  g_assert_cmpstr (birth, ==, "1974-08-12");
  g_assert_cmpstr (child, ==, "2026-01-01");
  g_assert_cmpstr (expiry, ==, "2035-01-01");
  g_assert_null (bad);
  g_assert_null (unknown);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/mrz/check-digit", test_check_digit);
  g_test_add_data_func ("/core/mrz/specimen-td1", TD1_SPECIMEN, test_specimen);
  g_test_add_data_func ("/core/mrz/specimen-td2", TD2_SPECIMEN, test_specimen);
  g_test_add_data_func ("/core/mrz/specimen-td3", TD3_SPECIMEN, test_specimen);
  g_test_add_data_func ("/core/mrz/specimen-mrv-a", MRV_A_SPECIMEN, test_specimen);
  g_test_add_data_func ("/core/mrz/specimen-mrv-b", MRV_B_SPECIMEN, test_specimen);
  g_test_add_func ("/core/mrz/passport-fields", test_passport_fields);
  g_test_add_func ("/core/mrz/changed-character", test_changed_character);
  g_test_add_func ("/core/mrz/one-run", test_one_run);
  g_test_add_func ("/core/mrz/long-number", test_long_number);
  g_test_add_func ("/core/mrz/transliterate", test_transliterate);
  g_test_add_func ("/core/mrz/long-names", test_long_names);
  g_test_add_func ("/core/mrz/foreign-shapes", test_foreign_shapes);
  g_test_add_func ("/core/mrz/dates", test_dates);
  return g_test_run ();
}
