"""What scans, typists and offices do to days and sums: they are found all the same."""

import pytest

from app.calm.suggest import suggest

# (as it stands in a letter of 16 November 2026, the days that are to be found)
DAYS = [
    ("Antworten Sie bis zum 18.ll.2026.", ["2026-11-18"]),
    ("Antworten Sie bis zum l8.11.2O26.", ["2026-11-18"]),
    ("Antworten Sie bis zum 3|.12.2026.", ["2026-12-31"]),
    ("Antworten Sie bis zum 1S.12.2026.", ["2026-12-15"]),
    ("Antworten Sie bis zum 1S. Dezember 2026.", ["2026-12-15"]),
    ("Antworten Sie bis zum ll. Januar 2027.", ["2027-01-11"]),
    ("Antworten Sie bis zum 0i.i2.2026.", ["2026-12-01"]),
    ("Antworten Sie bis zum 07.|2.26.", ["2026-12-07"]),
    ("Antworten Sie bis zum 18,12.2026.", ["2026-12-18"]),
    ("Antworten Sie bis zum 18.12,2026.", ["2026-12-18"]),
    ("Antworten Sie bis zum 18;12.2026.", ["2026-12-18"]),
    ("Antworten Sie bis zum 18..12.2026.", ["2026-12-18"]),
    ("Antworten Sie bis zum 18 12.2026.", ["2026-12-18"]),
    ("Antworten Sie bis zum 1 8.12.2026.", ["2026-12-18"]),
    ("Antworten Sie bis zum 18.1 2.2026.", ["2026-12-18"]),
    ("Antworten Sie bis zum 18.12.202 6.", ["2026-12-18"]),
    ("Antworten Sie bis zum 1 8 . 1 2 . 2 0 2 6.", ["2026-12-18"]),
    ("Abgabefrist: 1 7.12.2026", ["2026-12-17"]),
    ("Antworten Sie bis zum 18.\n12.2026.", ["2026-12-18"]),
    ("Antworten Sie bis zum 18.12.\n2026.", ["2026-12-18"]),
    ("Antworten Sie bis zum 18.12.20\n26.", ["2026-12-18"]),
    ("Antworten Sie bis zum 18. Dezem-\nber 2026.", ["2026-12-18"]),
    ("Antworten Sie bis zum 18. Dezem ber 2026.", ["2026-12-18"]),
    ("Antworten Sie bis zum 18. Dczenber 2026.", ["2026-12-18"]),
    ("Antworten Sie bis zum 18.Dezember2026.", ["2026-12-18"]),
    ("Antworten Sie bis zum 18, Dezember 2026.", ["2026-12-18"]),
    ("Antworten Sie bis zum 18. Dez '26.", ["2026-12-18"]),
    ("Antworten Sie bis zum 2026-12-18.", ["2026-12-18"]),
    ("Antworten Sie bis zum 2026/12/18.", ["2026-12-18"]),
    ("Antworten Sie bis 18.12 schriftlich.", ["2026-12-18"]),
    ("Antworten Sie bis den 3.3.", ["2027-03-03"]),
    ("Antworten Sie bis zum fünfzehnten Dezember.", ["2026-12-15"]),
    ("Die Leistung beginnt am ersten Januar 2027.", ["2027-01-01"]),
    ("Antworten Sie bis Mitte Februar.", ["2027-02-15"]),
    ("Antworten Sie bis Ende März 2027.", ["2027-03-31"]),
    ("Die Maßnahme beginnt Anfang März.", ["2027-03-01"]),
    ("Ihre Leistung endet zum Monatsende.", ["2026-11-30"]),
    ("Antworten Sie bis Ende des Monats.", ["2026-11-30"]),
    ("Antworten Sie bis zum 5. des nächsten Monats.", ["2026-12-05"]),
    ("Antworten Sie bis zum 25. d. M.", ["2026-11-25"]),
    ("Die Zusage gilt bis Jahresende.", ["2026-12-31"]),
    ("Die Leistung gilt vom 1. bis 15. Februar.", ["2027-02-01", "2027-02-15"]),
    ("Die Leistung gilt vom 1. bis 31. März 2027.", ["2027-03-01", "2027-03-31"]),
    ("Die Leistung gilt vom 28.09. bis 31.03.", ["2026-09-28", "2027-03-31"]),
    ("Die Leistung gilt vom 01.12. - 28.02.27.", ["2026-12-01", "2027-02-28"]),
    ("Die Leistung gilt 01.12.2026-28.02.2027.", ["2026-12-01", "2027-02-28"]),
    ("Minderung Dezember 2026: 30 Prozent.", ["2026-12-01", "2026-12-31"]),
    ("Unterlagen:\n\n* 18.12.2026 Mietvertrag\n* 21.12.2026 Ausweis", ["2026-12-18", "2026-12-21"]),
    (
        "Die Rate zahlen Sie jeweils zum 15. des Monats, erstmals zum 15.12.2026.",
        ["2026-12-15"],
    ),
    ("Wir sperren den Anschluss am 12.\nStadtwerke · Seite 2\nJanuar 2027.", ["2027-01-12"]),
    (
        """Reichen Sie den Antrag mit Anlagen ein bis zum 22.01.20        Öffnungszeiten
27 in der Eingangszone.                                        Mo-Fr 8-12 Uhr""",
        ["2027-01-22"],
    ),
]

# (as it stands in a letter, the sums in cents that are to be found)
SUMS = [
    ("Sie erhalten 846,36 EUR.", [84636]),
    ("Sie erhalten 8 46,36 EUR.", [84636]),
    ("Sie erhalten 84 6,36 EUR.", [84636]),
    ("Sie erhalten 846,3 6 EUR.", [84636]),
    ("Sie erhalten 8 4 6 , 3 6 EUR.", [84636]),
    ("Sie erhalten 846 ,36 EUR.", [84636]),
    ("Sie erhalten 846, 36 EUR.", [84636]),
    ("Sie erhalten 846;36 EUR.", [84636]),
    ("Sie erhalten 846.36 EUR.", [84636]),
    ("Sie erhalten 1.246,36 EUR.", [124636]),
    ("Sie erhalten 1 246,36 EUR.", [124636]),
    ("Sie erhalten 1'246,36 EUR.", [124636]),
    ("Sie erhalten 1,246.36 EUR.", [124636]),
    ("Sie erhalten 1.246.36 EUR.", [124636]),
    ("Sie erhalten 1,246,36 EUR.", [124636]),
    ("Sie erhalten l.246,3b EUR statt 900,00 EUR.", [90000]),
    ("Sie erhalten I.24O,OO EUR.", [124000]),
    ("Sie erhalten S63,OO EUR.", [56300]),
    ("Sie erhalten S6,3O EUR.", [5630]),
    ("Sie erhalten 5|3,i0 EUR.", [51310]),
    ("Sie erhalten g87,30 EUR.", [98730]),
    ("Sie erhalten 563,-- EUR.", [56300]),
    ("Sie erhalten 563 Euro und 50 Cent.", [56350]),
    ("Sie erhalten EUR 563,50.", [56350]),
    ("Sie erhalten ***563,50*** EUR.", [56350]),
    ("Sie erhalten 563,50\nEUR.", [56350]),
    ("Sie erhalten 1.563,\n50 EUR.", [156350]),
    ("Sie erhalten zweihundertvierzig Euro.", [24000]),
    ("Sie erhalten eintausendzweihundert Euro.", [120000]),
    ("Zu zahlen sind 563,50.", [56350]),
    ("Monat        Betrag in EUR\nDezember     563,50\nJanuar       480,00", [56350, 48000]),
    ("Monat        Betrag in EUR\nDezember     563\nJanuar       480", [56300, 48000]),
    ("Monat   bisher (€)   neu (€)\nDezember 2026   563   480", [56300, 48000]),
    ("Bitte überweisen Sie unter Angabe des Zeichens 240,00 EUR.", [24000]),
    ("Sie zahlen mindestens 25,00 EUR im Monat zurück.", [2500]),
    ("Ihre Miete von 612,00 EUR bezahlen wir an den Vermieter.", [61200]),
]


def letter(body: str) -> str:
    return (
        "Jobcenter Musterkreis\nDatum: 16.11.2026\n\nIhr Schreiben\n\n"
        f"Sehr geehrte Frau Haddad,\n\n{body}\n\nMit freundlichen Grüßen\n"
    )


@pytest.mark.parametrize(("body", "days"), DAYS)
def test_a_worn_day_is_found(body: str, days: list[str]) -> None:
    found = {one.value.isoformat() for one in suggest(letter(body)).dates}
    assert set(days) <= found
    assert len(found) <= len(days) + 1  # and the letter's own


@pytest.mark.parametrize(("body", "cents"), SUMS)
def test_a_worn_sum_is_found(body: str, cents: list[int]) -> None:
    found = {one.cents for one in suggest(letter(body)).amounts}
    assert set(cents) <= found
