"""What scans, typists and offices do to days and sums: they are found all the same."""

import tomllib
from pathlib import Path

import pytest

from app.calm.letter_kinds import Sender
from app.calm.suggest import suggest
from tests.proof.letters import FOLDER

LETTERS = sorted((FOLDER / "dev").glob("*.toml"))

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
    ("Antworten Sie bis zum 29.I.2027 oder am 5. II. 2027.", ["2027-01-29", "2027-02-05"]),
    ("Antworten Sie bis 3.XII.2026.", ["2026-12-03"]),
    ("Antworten Sie bis F r e i t a g ,   2 9 .   J a n u a r   2 0 2 7.", ["2027-01-29"]),
    ("Antworten Sie bis zum 18. ds. Mts.", ["2026-11-18"]),
    ("Antworten Sie bis zum 15. n. M.", ["2026-12-15"]),
    ("Antworten Sie bis Silvester.", ["2026-12-31"]),
    ("Sie erhalten Leistungen für Januar mit Juni 2027.", ["2027-01-01", "2027-06-30"]),
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
    ("Wir sehen uns am 2., 9. und 16. März 2027.", ["2027-03-02", "2027-03-09", "2027-03-16"]),
    ("Wir sehen uns am 2. u. 3. März 2027.", ["2027-03-02", "2027-03-03"]),
    ("Antworten Sie bis zum 15ten Januar 2027.", ["2027-01-15"]),
    ("Antworten Sie bis 31. 12.26.", ["2026-12-31"]),
    ("Die Karte ist gültig 01/27-03/27.", ["2027-01-01", "2027-03-31"]),
    ("Die Karte ist gültig Jan–Mrz 2027.", ["2027-01-01", "2027-03-31"]),
    ("Der Plan tritt am 1.12.2026 in Kraft.", ["2026-12-01"]),
    ("Der Plan ist in Kraft ab 01.12.2026.", ["2026-12-01"]),
    ("Ihr Kind wird am 14.01.2027 drei Jahre alt.", ["2027-01-14"]),
    (
        "Wir heben das auf für die Zeit vom 01.03.2026 (Antrag) bis zum 31.08.2026.",
        ["2026-03-01", "2026-08-31"],
    ),
    ("Minderung Dezember 2026: 30 Prozent.", ["2026-12-01", "2026-12-31"]),
    ("Unterlagen:\n\n* 18.12.2026 Mietvertrag\n* 21.12.2026 Ausweis", ["2026-12-18", "2026-12-21"]),
    (
        "Die Rate zahlen Sie jeweils zum 15. des Monats, erstmals zum 15.12.2026.",
        ["2026-12-15"],
    ),
    ("Bitte füllen Sie,\nwie auf Seite 2 gesagt, bis 18.12.2026\nalles aus.", ["2026-12-18"]),
    ("Wir sperren den Anschluss am 12.\n\n- 2 -\n\nJanuar 2027.", ["2027-01-12"]),
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
    ("1. Die Bewilligung wird aufgehoben.\n2. 894,12 Euro sind zu erstatten.", [89412]),
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
    ("Sie erhalten 120 bis 150 EUR.", [12000, 15000]),
    ("Sie erhalten statt 300 nur 250 Euro.", [30000, 25000]),
    ("Sie erhalten 563,5 Euro.", [56350]),
    ("Der Betrag: 563 ist fällig.", [56300]),
    ("Auszahlungsbetrag..........1.043,00 EUR", [104300]),
    ("Gesamt: EUR 1.043,00 (Regelbedarf 563,00 + Miete 480,00)", [104300]),
    ("Regelbedarf\nMiete\nGesamt\n563,00 EUR\n480,00 EUR\n1.043,00 EUR", [104300]),
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


@pytest.mark.parametrize(
    ("said", "clock"),
    [
        ("um viertel nach neun", (9, 15)),
        ("um halb zehn", (9, 30)),
        ("um halb drei", (14, 30)),
        ("um zehn Uhr dreißig", (10, 30)),
        ("um 1030 Uhr", (10, 30)),
        ("zwischen 10 und 12 Uhr", (10, 0)),
        ("11 Uhr 2O, Zi. 9", (11, 20)),
    ],
)
def test_a_time_is_read_as_people_say_it(said: str, clock: tuple[int, int]) -> None:
    found = suggest(letter(f"Bitte kommen Sie am Dienstag, 24.11.26, {said}."))
    assert clock in {(one.hour, one.minute) for one in found.times}


def test_a_letter_without_a_date_takes_the_year_from_its_other_days() -> None:
    text = (
        "Jobcenter Nord\n\nIhr Geld ist bis 28.2.27 bewilligt. Antrag bitte bis Fr., 5.2., zurück."
    )
    assert "2027-02-05" in {one.value.isoformat() for one in suggest(text).dates}


@pytest.mark.parametrize(("body", "cents"), SUMS)
def test_a_worn_sum_is_found(body: str, cents: list[int]) -> None:
    found = {one.cents for one in suggest(letter(body)).amounts}
    assert set(cents) <= found


def test_the_steps_of_a_sum_are_set_apart_and_a_row_that_nothing_explains_is_not() -> None:
    rows = "Miete Haus A        480,00 EUR\nMiete Haus B        600,00 EUR\n"
    summed = suggest(letter(f"{rows}Summe               1.080,00 EUR\n"))
    assert [one.cents for one in summed.amounts] == [108000]
    assert [one.cents for one in suggest(letter(rows)).amounts] == [48000, 60000]
    told = suggest(letter(f"Sie erhalten zusammen 1.080,00 EUR.\n\n{rows}"))
    assert [one.cents for one in told.amounts] == [108000]


def test_a_day_gone_by_is_proposed_where_the_letter_is_about_what_was() -> None:
    def days(body: str) -> set[str]:
        return {one.value.isoformat() for one in suggest(letter(body)).dates}

    paid = "Der Bescheid wird aufgehoben. Zu erstatten sind 90,00 EUR."
    assert "2026-09-03" in days(f"{paid} Am 03.09.2026 begann Ihre Arbeit.")
    asked = "uns fehlen noch Unterlagen. Reichen Sie bitte den Mietvertrag bis zum 04.12.2026 ein."
    assert days(f"{asked} Am 03.09.2026 begann Ihre Arbeit.") == {"2026-11-16", "2026-12-04"}


def test_a_heading_in_the_middle_of_a_sentence_is_none() -> None:
    text = letter(
        "Sie sind trotz Einladung mit Belehrung über die möglichen\n"
        "Rechtsfolgen nicht erschienen. Das wären 168,90 Euro weniger."
    )
    assert [one.cents for one in suggest(text).amounts] == [16890]


def test_a_law_named_shows_who_decides_where_no_letterhead_does() -> None:
    text = (
        "Fachdienst 56\n16.11.2026\n\nSehr geehrte Frau Haddad,\n\n"
        "der Bescheid wird aufgehoben (§ 48 SGB II).\n"
    )
    assert suggest(text).sender is Sender.JOBCENTER
    assert suggest(text.replace("SGB II", "BGB")).sender is Sender.OTHER


@pytest.mark.parametrize("path", LETTERS[::9], ids=lambda path: path.stem)
@pytest.mark.parametrize("slice_", ["first", "last", "crossed"])
def test_a_torn_letter_is_read_without_a_fall(path: Path, slice_: str) -> None:
    text = tomllib.loads(path.read_text())["text"]
    half = len(text) // 2
    torn = {"first": text[:half], "last": text[half:], "crossed": text[half:] + text[:half]}
    found = suggest(torn[slice_])
    for one in (*found.every_date, *found.every_amount):
        assert torn[slice_][one.place.start : one.place.end] == one.place.text
