/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables only. Telephone patterns are ranges set aside for drama and examples; a country without
 * one borrows the British or the North American range. */
#define G_LOG_DOMAIN "vouch-demo"

#include "vouch-demo-names.h"

#define UK_MOBILE "+447700900###"

const VouchDemoPlace vouch_demo_places[] = {
  /*  0 */ { "SE", "SE-AB", "Stockholm", "Europe/Stockholm", "sv", "+467017406##", "### ##",
             "Granitvägen", FALSE },
  /*  1 */
  { "NG", "NG-LA", "Lagos", "Africa/Lagos", "en", UK_MOBILE, "1#####", "Akinola Street", TRUE },
  /*  2 */
  { "JP", "JP-13", "Tokyo", "Asia/Tokyo", "ja", "+1212555010#", "1##-00##", "Kitazawa 3-chome",
    FALSE },
  /*  3 */
  { "KZ", "KZ-75", "Almaty", "Asia/Almaty", "ru", UK_MOBILE, "0500##", "Abai Avenue", FALSE },
  /*  4 */
  { "ES", "ES-MD", "Madrid", "Europe/Madrid", "es", UK_MOBILE, "280##", "Calle de la Encina",
    FALSE },
  /*  5 */ { "AE", "AE-DU", "Dubai", "Asia/Dubai", "ar", UK_MOBILE, "", "Palm Court Road", TRUE },
  /*  6 */
  { "IN", "IN-KA", "Bengaluru", "Asia/Kolkata", "en", UK_MOBILE, "5600##", "Lavelle Cross", TRUE },
  /*  7 */
  { "IE", "IE-D", "Dublin", "Europe/Dublin", "en", "+35320915####", "D0# ??##", "Harbour Terrace",
    TRUE },
  /*  8 */
  { "KE", "KE-30", "Nairobi", "Africa/Nairobi", "en", UK_MOBILE, "00###", "Jacaranda Lane", TRUE },
  /*  9 */
  { "DE", "DE-BE", "Berlin", "Europe/Berlin", "de", "+493023125###", "10###", "Lindenweg", FALSE },
  /* 10 */
  { "VN", "VN-SG", "Ho Chi Minh City", "Asia/Ho_Chi_Minh", "vi", UK_MOBILE, "700###",
    "Hoa Sen Street", TRUE },
  /* 11 */ { "GH", "GH-AA", "Accra", "Africa/Accra", "en", UK_MOBILE, "GA###", "Cocoa Road", TRUE },
  /* 12 */
  { "NL", "NL-NH", "Amsterdam", "Europe/Amsterdam", "nl", UK_MOBILE, "10## ??", "Wilgenkade",
    FALSE },
  /* 13 */
  { "SG", "SG-01", "Singapore", "Asia/Singapore", "en", UK_MOBILE, "23####", "Orchid Close", TRUE },
  /* 14 */
  { "PL", "PL-MZ", "Warsaw", "Europe/Warsaw", "pl", UK_MOBILE, "00-###", "ulica Bukowa", FALSE },
  /* 15 */
  { "BR", "BR-SP", "São Paulo", "America/Sao_Paulo", "pt", "+13055550###", "01###-0##",
    "Rua das Acácias", FALSE },
  /* 16 */
  { "MA", "MA-CAS", "Casablanca", "Africa/Casablanca", "fr", "+3363998####", "20###",
    "Rue des Orangers", TRUE },
  /* 17 */
  { "GR", "GR-I", "Athens", "Europe/Athens", "el", UK_MOBILE, "11# ##", "Odos Elaion", FALSE },
  /* 18 */
  { "FR", "FR-IDF", "Paris", "Europe/Paris", "fr", "+3363998####", "750##", "rue des Tilleuls",
    TRUE },
  /* 19 */ { "KR", "KR-11", "Seoul", "Asia/Seoul", "ko", UK_MOBILE, "0####", "Eunhaeng-ro", FALSE },
  /* 20 */
  { "ZA", "ZA-GP", "Johannesburg", "Africa/Johannesburg", "en", UK_MOBILE, "2###", "Protea Avenue",
    TRUE },
  /* 21 */
  { "GB", "GB-LND", "London", "Europe/London", "en", UK_MOBILE, "E#C #??", "Chandler's Row", TRUE },
  /* 22 */
  { "NO", "NO-46", "Bergen", "Europe/Oslo", "nb", UK_MOBILE, "50##", "Fjellbakken", FALSE },
  /* 23 */
  { "US", "US-OR", "Portland", "America/Los_Angeles", "en", "+1503555010#", "972##", "Alder Street",
    TRUE },
  /* 24 */
  { "CA", "CA-ON", "Toronto", "America/Toronto", "en", "+1416555011#", "M#V #?#", "Maple Crescent",
    TRUE },
  /* 25 */ { "CZ", "CZ-10", "Prague", "Europe/Prague", "cs", UK_MOBILE, "1## ##", "Lipová", FALSE },
  /* 26 */
  { "MX", "MX-CMX", "Mexico City", "America/Mexico_City", "es", "+1713555012#", "0####",
    "Calle Jacaranda", FALSE },
  /* 27 */
  { "UA", "UA-30", "Kyiv", "Europe/Kyiv", "uk", UK_MOBILE, "0####", "vulytsia Kashtanova", FALSE },
  /* 28 */
  { "IT", "IT-25", "Milan", "Europe/Rome", "it", UK_MOBILE, "201##", "via dei Platani", FALSE },
  /* 29 */
  { "AU", "AU-NSW", "Sydney", "Australia/Sydney", "en", "+6125550####", "20##", "Wattle Street",
    TRUE },
};
const guint vouch_demo_n_places = G_N_ELEMENTS (vouch_demo_places);

const VouchDemoStar vouch_demo_stars[24] = {
  { "Astrid Linnéa", "Lindqvist", NULL, 'F', "1994-05-17", 0, FALSE },
  { "Oluwaseun", "Adéyẹmí", NULL, 'M', "1989-11-02", 1, FALSE },
  { "Yuki", "Tanaka", "田中 結希", 'F', "1997-03-28", 2, FALSE },
  { "Dmitrii", "Sokolov", "Дмитрий Соколов", 'M', "1978-08-09", 3, FALSE },
  { "María José", "Núñez Peña", NULL, 'F', "1986-12-06", 4, FALSE },
  { "Mohammed", "Al-Rashid", "محمد الراشد", 'M', "1982-01-23", 5, FALSE },
  { "Priya", "Raghunathan", "प्रिया रघुनाथन", 'F', "1992-07-14", 6, FALSE },
  { "Liam", "O'Connor", NULL, 'M', "1990-10-30", 7, FALSE },
  { "Amina", "Yusuf", "أمينة يوسف", 'F', "1995-02-11", 8, FALSE },
  { "Jürgen", "Müller", NULL, 'M', "1961-06-05", 9, FALSE },
  { "Thị Mai Hương", "Nguyễn", NULL, 'F', "1999-09-19", 10, TRUE },
  { "Kwame", "Mensah", NULL, 'M', "1973-04-27", 11, FALSE },
  { "Zoë", "van den Berg", NULL, 'F', "1988-01-08", 12, FALSE },
  { "Wei", "Li", "李伟", 'M', "1991-12-20", 13, TRUE },
  { "Olena", "Kovalenko", "Олена Коваленко", 'F', "1983-03-03", 14, FALSE },
  { "Carlos Eduardo", "Ferreira da Silva", NULL, 'M', "1995-08-25", 15, FALSE },
  { "Fatima", "El Idrissi", "فاطمة الإدريسي", 'F', "2000-05-31", 16, FALSE },
  { "Georgios", "Papadopoulos", "Γιώργος Παπαδόπουλος", 'M', "1956-02-18", 17, FALSE },
  { "Chloé", "Dubois-Lefèvre", NULL, 'F', "1979-11-11", 18, FALSE },
  { "Ji-hoon", "Park", "박지훈", 'M', "1993-06-22", 19, TRUE },
  { "Naledi", "Dlamini", NULL, 'F', "1998-10-04", 20, FALSE },
  { "Arjun Singh", "Gill", "ਅਰਜੁਨ ਸਿੰਘ ਗਿੱਲ", 'M', "1987-04-13", 21, FALSE },
  { "Ingrid", "Bjørnstad", NULL, 'F', "1952-09-01", 22, FALSE },
  { "Noah", "Whitfield", NULL, 'X', "1996-07-07", 23, FALSE },
};

#define LIST(name, ...) static const char *const name[] = { __VA_ARGS__, NULL }
#define BYTES(name, ...) static const guint8 name[] = { __VA_ARGS__, 255 }

LIST (nordic_women, "Elsa", "Maja", "Freja", "Signe", "Linnéa", "Sólveig", "Aino", "Tuva", "Karin",
      "Åsa", "Ida", "Helena");
LIST (nordic_men, "Lars", "Erik", "Søren", "Oskar", "Björn", "Mikael", "Håkon", "Aleksi", "Nils",
      "Gustav", "Jonas", "Anders");
LIST (nordic_surnames, "Bergström", "Holm", "Nyström", "Sørensen", "Haugen", "Virtanen", "Åkesson",
      "Lund", "Dahl", "Ekdahl", "Møller", "Sandvik", "Korhonen", "Falk");
LIST (west_women, "Emma", "Charlotte", "Grace", "Hannah", "Léa", "Sophie", "Niamh", "Julia",
      "Katharina", "Femke", "Camille", "Margaret", "Olivia", "Ruth");
LIST (west_men, "Thomas", "James", "Lukas", "Noël", "Daniel", "Hugo", "Seán", "Maximilian",
      "Pieter", "Antoine", "George", "Ben", "Oliver", "Tobias");
LIST (west_surnames, "Schäfer", "Walker", "de Vries", "Moreau", "Weiß", "Hughes", "Garnier",
      "MacLeod", "Vogel", "Janssen", "Bennett", "Köhler", "Ó Briain", "Lambert", "Clarke",
      "Hartley");
LIST (slavic_women, "Anna", "Kateřina", "Małgorzata", "Oksana", "Jelena", "Tereza", "Daria",
      "Zofia", "Ivana", "Nadiia", "Lucie", "Milena");
LIST (slavic_men, "Piotr", "Jakub", "Andrii", "Tomáš", "Nikola", "Oleksandr", "Wojciech", "Ivan",
      "Marek", "Stanislav", "Jiří", "Bohdan");
LIST (slavic_surnames, "Novák|Nováková", "Kowalski|Kowalska", "Shevchenko", "Dvořák|Dvořáková",
      "Wiśniewski|Wiśniewska", "Horváth|Horváthová", "Petrović", "Bondarenko",
      "Zieliński|Zielińska", "Ivanov|Ivanova", "Svoboda|Svobodová", "Lysenko", "Kaźmierczak",
      "Marković");
LIST (south_women, "Giulia", "Lucía", "Eleni", "Carmen", "Francesca", "Inês", "Chiara", "Sofía",
      "Katerina", "Beatriz", "Paola", "Nuria");
LIST (south_men, "Marco", "Alejandro", "Nikos", "Javier", "Matteo", "Tiago", "Luca", "Íñigo",
      "Dimitris", "João", "Sergio", "Andreas");
LIST (south_surnames, "Rossi", "García Ruiz", "Papadakis", "Fernández", "Conti", "Almeida", "Gallo",
      "Ibáñez", "Vlachos", "Marchetti", "Ortega", "Nikolaou", "Lombardi", "Serrano");
LIST (latin_women, "Valentina", "Camila", "Ana Luiza", "Gabriela", "Ximena", "Larissa", "Daniela",
      "Renata", "Paula", "Isadora");
LIST (latin_men, "Mateo", "Thiago", "Santiago", "Rafael", "Joaquín", "Felipe", "Diego", "Leandro",
      "Emiliano", "Bruno");
LIST (latin_surnames, "Oliveira", "Hernández López", "Costa", "Ramírez", "Souza Lima", "Castañeda",
      "Barbosa", "Quintero", "Araújo", "Muñoz", "Guimarães", "Salazar");
LIST (arab_women, "Layla", "Nour", "Salma", "Yasmin", "Huda", "Rania", "Zahra", "Mariam", "Hanan",
      "Samira");
LIST (arab_men, "Ahmed", "Omar", "Youssef", "Khalid", "Tariq", "Karim", "Hassan", "Bilal", "Rashid",
      "Sami");
LIST (arab_surnames, "Haddad", "Al-Farsi", "Benali", "Mansour", "El Amrani", "Khoury", "Al-Masri",
      "Nasser", "Bouzid", "Al-Hashimi", "Darwish", "Saleh");
LIST (india_women, "Ananya", "Kavya", "Meera", "Lakshmi", "Nisha", "Divya", "Simran", "Aditi",
      "Pooja", "Rekha");
LIST (india_men, "Rahul", "Vikram", "Arun", "Sanjay", "Rohan", "Aditya", "Harpreet", "Karthik",
      "Manish", "Dev");
LIST (india_surnames, "Sharma", "Iyer", "Patel", "Krishnan", "Singh", "Banerjee", "Nair", "Reddy",
      "Kapoor", "Deshmukh", "Chowdhury", "Menon");
LIST (east_women, "Mei Ling", "Xiaoyan", "Ha-eun", "Thu Trang", "Hui Min", "Soo-jin", "Lan Anh",
      "Jing", "Yan", "Min-seo");
LIST (east_men, "Jun Wei", "Minh Đức", "Hao", "Seo-jun", "Zhiyuan", "Quang Huy", "Tae-yang",
      "Kai Xiang", "Ming", "Jin");
LIST (east_surnames, "Chen", "Wang", "Kim", "Trần", "Zhang", "Lee", "Phạm", "Lim", "Choi", "Huang",
      "Võ", "Tan", "Liu", "Jeong");
LIST (africa_women, "Adaeze", "Thandiwe", "Akosua", "Wanjiru", "Ngozi", "Zanele", "Abena",
      "Folasade", "Makena", "Lerato");
LIST (africa_men, "Chinedu", "Sipho", "Kofi", "Tunde", "Kamau", "Themba", "Yaw", "Emeka", "Otieno",
      "Mandla");
LIST (africa_surnames, "Okafor", "Nkosi", "Boateng", "Kimani", "Eze", "Mokoena", "Asante",
      "Odhiambo", "Balogun", "Ndlovu", "Owusu", "Mwangi");

BYTES (nordic_places, 0, 22, 0);
BYTES (west_places, 9, 21, 18, 7, 12, 23, 24, 29, 9, 21);
BYTES (slavic_places, 14, 25, 27, 14, 3);
BYTES (south_places, 4, 28, 17, 4);
BYTES (latin_places, 15, 26, 4, 23);
BYTES (arab_places, 5, 16, 18, 21);
BYTES (india_places, 6, 21, 24, 13);
BYTES (east_places, 13, 10, 19, 29);
BYTES (africa_places, 1, 8, 11, 20, 21);
BYTES (nordic_f, 0, 22, 0, 12);
BYTES (nordic_m, 7, 9, 23);
BYTES (west_f, 12, 18, 14, 22, 0);
BYTES (west_m, 7, 9, 23, 3);
BYTES (slavic_f, 14, 18, 0);
BYTES (slavic_m, 3, 23, 9);
BYTES (south_f, 4, 18, 16);
BYTES (south_m, 17, 15, 3);
BYTES (latin_f, 4, 16);
BYTES (latin_m, 15);
BYTES (arab_f, 16, 8, 4);
BYTES (arab_m, 5, 15);
BYTES (india_f, 6);
BYTES (india_m, 21, 5);
BYTES (east_f, 2, 10);
BYTES (east_m, 13, 19);
BYTES (africa_f, 20, 8);
BYTES (africa_m, 1, 11);

const VouchDemoCultureNames vouch_demo_cultures[VOUCH_DEMO_N_CULTURES] = {
  { 9, nordic_women, nordic_men, nordic_surnames, nordic_places, nordic_f, nordic_m, FALSE },
  { 27, west_women, west_men, west_surnames, west_places, west_f, west_m, FALSE },
  { 15, slavic_women, slavic_men, slavic_surnames, slavic_places, slavic_f, slavic_m, FALSE },
  { 12, south_women, south_men, south_surnames, south_places, south_f, south_m, FALSE },
  { 9, latin_women, latin_men, latin_surnames, latin_places, latin_f, latin_m, FALSE },
  { 7, arab_women, arab_men, arab_surnames, arab_places, arab_f, arab_m, FALSE },
  { 7, india_women, india_men, india_surnames, india_places, india_f, india_m, FALSE },
  { 7, east_women, east_men, east_surnames, east_places, east_f, east_m, TRUE },
  { 7, africa_women, africa_men, africa_surnames, africa_places, africa_f, africa_m, FALSE },
};
