"""What a letter seems to be and to say: proposed with the letter's own words, decided by nobody."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from app.calm.facts import AMOUNTS, DATES, Role, day_of
from app.calm.letter_kinds import KINDS, Sender
from app.calm.lined import normalised
from app.calm.suggest import suggest
from app.calm.suggest.evidence import EVIDENCE
from tests.letters import demo_letters

LETTERS = sorted(
    (Path(__file__).resolve().parents[1] / "letters_for_suggesting" / "dev").glob("*.toml")
)

ANHOERUNG = """Jobcenter Musterkreis
Musterstadt, den 12. November 2026

Anhörung zur Minderung Ihres Grundsicherungsgeldes

Sehr geehrte Frau Haddad,

Sie sind am 5. Oktober 2026 nicht erschienen. Eine Minderung um 168,90 EUR kommt in Betracht.
Sie haben Gelegenheit, sich bis zum 30.11.2026 zu äußern.
"""


def roles(text: str) -> dict[str, str]:
    """The days that matter and their roles."""
    return {one["value"]: one["role"] for one in suggest(text).as_json()["dates"]}


def letter(body: str) -> str:
    return (
        "Jobcenter Musterkreis\nDatum: 16.11.2026\n\nIhr Schreiben\n\n"
        f"Sehr geehrte Frau Haddad,\n\n{body}\n"
    )


def test_every_kind_has_its_evidence() -> None:
    assert set(EVIDENCE) == set(KINDS)


@pytest.mark.parametrize("name", demo_letters.NAMES)
def test_the_demo_letters_are_what_they_are(name: str) -> None:
    demo = demo_letters.read(name)
    found = suggest(demo["official_text"])
    assert (found.kind, found.sender.value) == (demo["kind"], demo["sender"])
    assert found.letter_date == demo["letter_on"]


@pytest.mark.parametrize("name", demo_letters.NAMES)
def test_what_the_guide_ticked_is_proposed(name: str) -> None:
    found = suggest(demo_letters.read(name)["official_text"])
    days = {(one.value, one.role) for one in found.dates}
    amounts = {(one.cents, one.role) for one in found.amounts}
    for fact in demo_letters.facts(name):
        if fact.role in DATES:
            assert (day_of(fact), fact.role) in days
        elif fact.role in AMOUNTS:
            assert (fact.value, fact.role) in amounts


@pytest.mark.parametrize("path", LETTERS[::4], ids=lambda path: path.stem)
def test_every_place_is_exactly_the_letters_own(path: Path) -> None:
    text = tomllib.loads(path.read_text())["text"]
    found = suggest(text)
    places = [
        one.place
        for group in (found.every_date, found.every_amount, found.times, found.withins)
        for one in group  # type: ignore[attr-defined]
    ]
    for place in places + [one.place for one in found.set_apart]:
        assert text[place.start : place.end] == place.text
    for kind in found.kinds:
        for words in kind.because:
            assert normalised(words) in normalised(text)


@pytest.mark.slow
def test_the_letters_the_rules_were_written_on_are_read() -> None:
    letters = [tomllib.loads(path.read_text()) for path in LETTERS]
    found = [suggest(one["text"]) for one in letters]
    right = sum(one.kind == given["kind"] for one, given in zip(found, letters, strict=True))
    assert right >= 0.97 * len(letters)
    for one, given in zip(found, letters, strict=True):
        assert {each["value"] for each in given.get("date", [])} <= {
            day.value.isoformat() for day in one.dates
        }
        assert {each["cents"] for each in given.get("amount", [])} <= {
            amount.cents for amount in one.amounts
        }


def test_being_asked_about_a_minderung_is_no_minderung() -> None:
    found = suggest(ANHOERUNG)
    assert found.kind == "anhoerung"
    assert "Anhörung" in found.kinds[0].because
    assert roles(ANHOERUNG)["2026-11-30"] == "reply_until"


def test_what_a_letter_says_it_is_not_does_not_count() -> None:
    text = letter("Diese Einladung ist keine Meldeaufforderung. Das Treffen ist freiwillig.")
    because = {kind.kind: kind.because for kind in suggest(text).kinds}
    assert "Meldeaufforderung" not in because.get("meldetermin", ())


def test_small_print_does_not_decide() -> None:
    text = letter(
        "für die Zeit vom 01.12.2026 bis 30.11.2027 bewillige ich Ihnen Leistungen in Höhe von "
        "monatlich 998,50 EUR.\n\nRechtsfolgenbelehrung\n\nBei Pflichtverletzungen wird Ihre "
        "Leistung gemindert. Zu Unrecht erbrachte Leistungen sind zu erstatten."
    )
    assert suggest(text).kind == "bewilligung"


WHAT_IT_DOES = {
    # Words in whatever order and form.
    "die Kosten des Kurses in Höhe von 90,00 EUR übernehme ich gern.": "zusage",
    "gern übernehmen wir für Sie im März des Kurses Kosten von 90,00 EUR.": "zusage",
    # A sentence that may be true some day decides nothing.
    "bitte schicken Sie uns den Mietvertrag und einen Nachweis bis zum 04.12.2026. "
    "Ohne ihn müssten wir die Leistung ablehnen.": "mitwirkung",
    "bitte kommen Sie am 08.12.2026 um 10 Uhr. Ich möchte mit Ihnen über Ihre Arbeit sprechen. "
    "Erscheinen Sie ohne wichtigen Grund nicht, wird der Regelbedarf um 30 Prozent gemindert. "
    "Zeigen Sie das nicht an, müssten Sie Geld zurückzahlen.": "meldetermin",
    # What one can object to is no question any more, and the other way round.
    "nach unseren Unterlagen haben Sie 90,00 EUR zu viel erhalten. Den Betrag müssen Sie "
    "erstatten. Sie können innerhalb eines Monats Widerspruch einlegen.": "erstattung",
    "Sie hätten dann 90,00 EUR zu viel erhalten. Bevor wir entscheiden: Wie kam es dazu? "
    "Bitte schreiben Sie uns Ihre Sicht bis zum 04.12.2026.": "anhoerung",
    "Ihrem Antrag wird teilweise entsprochen. Ihnen werden Leistungen von monatlich 980,12 EUR "
    "bewilligt. Der darüber hinausgehende Antrag wird abgelehnt.": "bewilligung",
    "Ihrem Antrag wird teilweise entsprochen. Sie erhalten ab 01.12.2026 monatlich 980,12 EUR. "
    "Insoweit wird der Antrag abgelehnt.": "bewilligung",
    # Who asks for money by a day wants it back; who tells of a loan does not grant one.
    "den Unterschied von 480,00 EUR zahlen Sie bitte bis zum 15.01.2027.": "erstattung",
    "Sie haben am 17.06.2024 ein Darlehen für die Mietkaution bekommen. Wir ändern die Höhe Ihrer "
    "Zahlung. Vorher: 688,10 EUR. Nachher: 631,80 EUR.": "aenderung",
    # Less is no grant, whatever is paid.
    "vom 01.02.2027 bis 30.04.2027 zahlen wir Ihnen deshalb monatlich 168,90 EUR weniger. Das war "
    "eine Pflichtverletzung.": "minderung",
}


@pytest.mark.parametrize(("body", "kind"), WHAT_IT_DOES.items())
def test_what_a_letter_does_says_what_it_is(body: str, kind: str) -> None:
    assert suggest(letter(body)).kind == kind


def test_what_might_be_decided_is_not_decided() -> None:
    asked = "bitte senden Sie uns den Nachweis."
    assert suggest(letter(f"{asked} Der Antrag wird abgelehnt.")).kind == "nein"
    assert suggest(letter(f"{asked} Der Antrag müsste abgelehnt werden.")).kind == "mitwirkung"


def test_what_one_can_object_to_is_hardly_a_question() -> None:
    def points(body: str) -> float:
        return next(one.score for one in suggest(letter(body)).kinds if one.kind == "anhoerung")

    asked = "Sie haben Gelegenheit, sich zu äußern."
    objected = f"{asked} Sie können innerhalb eines Monats Widerspruch einlegen."
    assert points(objected) < points(asked)


def test_what_one_lives_on_is_no_part_of_it() -> None:
    text = letter(
        "Ihnen werden Leistungen zum Lebensunterhalt von 987,44 Euro monatlich bewilligt."
    )
    assert [one.cents for one in suggest(text).amounts] == [98744]


def test_words_of_two_sentences_do_not_speak_together() -> None:
    text = letter(
        "Ihr Kurs macht Ihnen Freude. Kosten sind ein Thema. Wir übernehmen Verantwortung."
    )
    assert suggest(text).kind == "sonstiges"


def test_without_any_evidence_it_is_another_kind_of_letter() -> None:
    assert suggest("Hallo.").kind == "sonstiges"
    assert suggest("").kind == "sonstiges"


@pytest.mark.parametrize(
    ("head", "sender"),
    [
        ("Jobcenter Musterkreis", Sender.JOBCENTER),
        ("Deutsche Rentenversicherung Bund", Sender.DRV),
        ("Projekt rehapro, Ihre Gesundheitslotsin", Sender.PROGRAMME),
        ("Dr. Lange\nBegutachtung im Auftrag der Deutschen Rentenversicherung", Sender.OTHER),
        ("Stadtwerke Musterstadt", Sender.OTHER),
        ("team.arbeit.musterstadt", Sender.JOBCENTER),
        ("Agentur für Arbeit / Jobcenter Musterstadt", Sender.JOBCENTER),
        ("Jobcenter Musterkreis, rehapro-Projekt", Sender.PROGRAMME),
    ],
)
def test_the_letterhead_says_who_writes(head: str, sender: Sender) -> None:
    assert suggest(f"{head}\n\nSehr geehrte Frau Haddad,\n\nguten Tag.").sender is sender


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("vom 01.12. bis 28.02.2027", {"2026-12-01": "from", "2027-02-28": "until"}),
        (
            "nach dem Gesetz für die Zeit vom 01. Januar bis 31. März 2027",
            {"2027-01-01": "from", "2027-03-31": "until"},
        ),
        ("für 01/27 bis 03/27", {"2027-01-01": "from", "2027-03-31": "until"}),
        ("bis Ende des Monats Februar 2027 zu antworten", {"2027-02-28": "reply_until"}),
        ("Ihr Termin: am 15.-\n12.2026 um 9 Uhr.", {"2026-12-15": "appointment"}),
        ("Ihr Termin: am 1 5.12.2026 um 9 Uhr.", {"2026-12-15": "appointment"}),
        (
            "Wir treffen uns (4. Februar, 11. Februar und 18. Februar 2027) um 14 Uhr.",
            {f"2027-02-{day}": "appointment" for day in ("04", "11", "18")},
        ),
        (
            "Reichen Sie den Nachweis ein. Dafür haben Sie bis zum 31.12.2026 Zeit.",
            {"2026-12-31": "papers_until"},
        ),
        ("vom 1. bis 15. Juni 2027", {"2027-06-01": "from", "2027-06-15": "until"}),
        ("für die Monate Juni bis August 2026", {"2026-06-01": "from", "2026-08-31": "until"}),
        ("ab Januar 2027 gilt", {"2027-01-01": "from"}),
        ("gilt bis Ende Februar 2027.", {"2027-02-28": "until"}),
        ("Ihre Leistungen enden mit Ablauf des 31. Dezember 2026", {"2026-12-31": "until"}),
        ("mit Wirkung zum 1. Januar 2027", {"2027-01-01": "from"}),
        (
            "Bitte reichen Sie die Unterlagen bis spätestens 04.12.26 ein.",
            {"2026-12-04": "papers_until"},
        ),
        ("Bitte antworten Sie bis zum 4. Dezem-\nber 2026.", {"2026-12-04": "reply_until"}),
        ("Ihr Termin: Dienstag, 8.12.2026, 10 Uhr.", {"2026-12-08": "appointment"}),
        ("Bitte überweisen Sie den Betrag bis zum 31.12.2026.", {"2026-12-31": "other"}),
    ],
)
def test_the_words_beside_a_day_say_what_it_is(body: str, expected: dict[str, str]) -> None:
    assert roles(letter(body)) == {"2026-11-16": "letter_date"} | expected


@pytest.mark.parametrize(
    "words",
    [
        "Frau Haddad, geboren am 03.04.1988, lebt hier.",
        "Ihr Kind Sami, geb. 12.05.2017, lebt hier.",
        "Ihr Antrag vom 26. Oktober 2026 liegt vor.",
        "Der Bescheid vom 2. Januar 2026 bleibt.",
        "SGB II in der Fassung vom 01.07.2026 (BGBl. 2026 I Nr. 107)",
        "Sie haben das am 3. November 2026 mitgeteilt.",
        "Das neue Gesetz ist in Kraft ab dem 1. Januar 2027.",
        "Die Daten werden jeweils zum 1. Januar, 1. April und 1. Juli abgeglichen.",
        "Bitte senden Sie uns die Kontoauszüge August bis Oktober 2026.",
    ],
)
def test_a_day_of_something_else_is_set_apart(words: str) -> None:
    text = letter(words)
    assert roles(text) == {"2026-11-16": "letter_date"}
    assert any(one.place.text in words for one in suggest(text).set_apart)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("BG-Nummer: 99914//0004711", "reference"),
        ("Telefon: 030 23125 214", "phone"),
        ("IBAN DE12 5001 0517 0648 4898 90", "iban"),
        ("nach § 48 Absatz 1 Satz 2 SGB X", "law"),
        ("12345 Musterstadt", "postcode"),
        ("Sie erreichen uns Mo–Fr 8:00–12:00 Uhr.", "hours"),
        ("der Regelbedarf in Höhe von 563,00 EUR", "part"),
    ],
)
def test_what_only_looks_like_something_is_set_apart(words: str, why: str) -> None:
    found = suggest(letter(words))
    assert why in {one.why for one in found.set_apart}
    assert not found.amounts
    assert not found.times


@pytest.mark.parametrize(
    ("body", "n", "unit"),
    [
        ("innerhalb eines Monats nach Bekanntgabe", 1, "month"),
        ("binnen einer Woche", 1, "week"),
        ("innerhalb von 14 Tagen nach Zugang dieses Schreibens", 14, "day"),
        ("inner-\nhalb von zwei Wochen", 2, "week"),
        ("spätestens drei Monate nach Abschluss", 3, "month"),
        ("innerhalb eines Jahres", 1, "year"),
    ],
)
def test_a_deadline_without_a_day_keeps_its_words(body: str, n: int, unit: str) -> None:
    (found,) = suggest(letter(f"Bitte melden Sie sich {body}.")).withins
    assert (found.n, found.unit, found.place.text) == (n, unit, body)


@pytest.mark.parametrize("body", ["für die Dauer von drei Monaten", "vier Tage nach der Aufgabe"])
def test_how_long_something_takes_is_no_deadline(body: str) -> None:
    assert suggest(letter(body)).withins == ()


def test_the_time_to_object_is_not_proposed_for_a_summary() -> None:
    text = "Gegen diesen Bescheid kann innerhalb eines Monats Widerspruch erhoben werden."
    (objection,) = suggest(letter(text)).withins
    (papers,) = suggest(letter("Bitte senden Sie uns das innerhalb von zwei Wochen.")).withins
    assert (objection.role, papers.role) == (None, Role.WITHIN)


def test_each_thing_that_is_paid_for_counts_unless_a_sum_is_said() -> None:
    things = "die Kosten übernehmen wir (Kostenzusage).\n\nFahrkarte   49,00 EUR\n"
    amounts = [one.cents for one in suggest(letter(things)).amounts]
    assert amounts == [4900]
    summed = f"{things}Schuhe      120,00 EUR\nZusammen    169,00 EUR\n"
    assert [one.cents for one in suggest(letter(summed)).amounts] == [16900]


def test_a_time_is_read_as_a_clock_says_it() -> None:
    found = suggest(letter("Bitte kommen Sie am 08.12.2026, 13 Uhr 30, in Zimmer 4."))
    assert [str(one) for one in found.as_json()["times"]] == ["13:30"]


TABLE = """der Bescheid wird geändert (Änderungsbescheid).

Monat{gap}Bisher{gap}Neu
Januar 2027{gap}500,00 EUR{gap}540,00 EUR
Februar 2027{gap}500,00 EUR{gap}560,00 EUR
"""


@pytest.mark.parametrize("gap", ["        ", "\t", " "])
def test_a_table_is_read_with_and_without_its_gaps(gap: str) -> None:
    found = suggest(letter(TABLE.format(gap=gap)))
    assert [(one.cents, one.role) for one in found.amounts] == [
        (50000, Role.OLD),
        (54000, Role.NEW),
        (50000, Role.OLD),
        (56000, Role.NEW),
    ]
    assert {(one.value, one.role) for one in found.dates if one.role is not Role.LETTER_DATE} == {
        (date(2027, 1, 1), Role.FROM),
        (date(2027, 2, 28), Role.UNTIL),
    }


def test_a_value_is_listed_once_for_programs_and_everywhere_for_people() -> None:
    text = letter("Zu erstatten sind 240,00 EUR. Diese 240,00 EUR sind zu erstatten.")
    found = suggest(text)
    assert len(found.amounts) == 2
    assert len(found.as_json()["amounts"]) == 1


def test_what_a_human_has_said_about_the_date_is_taken() -> None:
    found = suggest("bis 4. Dezember", letter_on=date(2025, 11, 10))
    assert found.letter_date == date(2025, 11, 10)
    assert [one.value for one in found.dates] == [date(2025, 12, 4)]
