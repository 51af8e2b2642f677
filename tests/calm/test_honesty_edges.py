"""Honesty rules where letters are awkward: ranges, names with dates, general notes."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from app.calm.facts import Fact, Role
from app.calm.honesty import LetterDraft, problems
from app.calm.letter_kinds import KINDS, Label, Sender

WRITTEN = Fact(Role.LETTER_DATE, date(2026, 11, 18), "18.11.2026")
FREE = LetterDraft(
    kind=KINDS["sonstiges"],
    label=Label.INFO,
    sender=Sender.OTHER,
    facts=(),
    has_date=False,
    about="Die Stadtwerke lesen den Zähler ab.",
    if_nothing="Dann schätzen die Stadtwerke die Zahl.",
    paper_only=True,
)


def _codes(draft: LetterDraft) -> set[str]:
    return {found.code for found in problems(draft)}


def _source(fact: Fact, *others: Fact) -> set[str]:
    return _codes(replace(FREE, facts=(fact, *others), has_date=True))


@pytest.mark.parametrize(
    ("fact", "agrees"),
    [
        (Fact(Role.FROM, date(2025, 6, 1), "vom 01.06. bis 31.08.2025"), True),
        (Fact(Role.FROM, date(2026, 6, 1), "vom 01.06. bis 31.08.2025"), False),
        (Fact(Role.UNTIL, date(2026, 12, 15), "bis zum 15. Dezember"), True),
        (Fact(Role.UNTIL, date(2027, 12, 15), "bis zum 15. Dezember"), False),
        (Fact(Role.UNTIL, date(2026, 12, 16), "bis zum 15. Dezember"), False),
        (Fact(Role.UNTIL, date(2026, 12, 15), "bis Ende des Jahres"), False),
        (
            Fact(
                Role.APPOINTMENT, datetime.fromisoformat("2026-12-03T09:30"), "3.12.2026, 9:30 Uhr"
            ),
            True,
        ),
        (
            Fact(
                Role.APPOINTMENT, datetime.fromisoformat("2026-12-03T09:00"), "3.12.2026, 9:30 Uhr"
            ),
            False,
        ),
        (Fact(Role.APPOINTMENT, date(2026, 12, 3), "am 3.12.2026"), True),
        (Fact(Role.LESS, 124050, "1.240,50 EUR"), True),
        (Fact(Role.LESS, 124000, "1.240,50 EUR"), False),
    ],
)
def test_a_quote_must_print_the_value_itself(fact: Fact, *, agrees: bool) -> None:
    assert ("quote_says_something_else" not in _source(fact, WRITTEN)) is agrees


def test_a_date_without_a_year_needs_the_date_of_the_letter() -> None:
    fact = Fact(Role.UNTIL, date(2026, 12, 15), "bis zum 15. Dezember")
    assert "quote_says_something_else" in _source(fact)


def test_white_space_in_a_quote_does_not_matter() -> None:
    draft = replace(
        FREE,
        facts=(Fact(Role.UNTIL, date(2026, 12, 15), "bis zum 15.12.2026"),),
        has_date=True,
        official_text="Antworten Sie bis\nzum\u00a0 15.12.2026.",
    )
    assert problems(draft) == ()


def test_a_quoted_reason_must_be_the_words_of_the_letter() -> None:
    draft = LetterDraft(
        kind=KINDS["nein"],
        label=Label.SCHWER,
        sender=Sender.DRV,
        facts=(WRITTEN, Fact(Role.REASON, "Sie arbeiten zu viel")),
        has_date=True,
        official_text="18.11.2026: abgelehnt, weil Sie mehr als 3 Stunden arbeiten können.",
    )
    assert _codes(draft) == {"words_not_in_letter"}
    reason = Fact(Role.REASON, "mehr als 3 Stunden arbeiten")
    assert problems(replace(draft, facts=(WRITTEN, reason))) == ()


def test_a_date_in_a_list_must_stand_in_the_letter() -> None:
    listed = Fact(Role.TOPIC, "Einkommen vom 1. Juni")
    assert "unticked_date" in _codes(replace(FREE, facts=(listed,)))
    assert problems(replace(FREE, facts=(replace(listed, quote="01.06.2026"),))) == ()
    assert problems(replace(FREE, facts=(listed,), official_text="am 01.06.2026")) == ()


def test_a_street_may_be_named_after_a_date() -> None:
    assert problems(replace(FREE, facts=(Fact(Role.WHERE, "Straße des 17. Juni 100"),))) == ()


def test_the_guides_own_text_may_repeat_what_was_ticked_or_stands_in_the_template() -> None:
    draft = LetterDraft(
        kind=KINDS["reha"],
        label=Label.GUT,
        sender=Sender.DRV,
        facts=(WRITTEN,),
        has_date=True,
        about="Ja zur Reha. Es kann bis 10 Euro am Tag kosten. Zeit ist bis Freitag, 18. Dezember.",
        safe_date=date(2026, 12, 18),
        paper_only=True,
    )
    assert problems(draft) == ()
    assert _codes(replace(draft, safe_date=None)) == {"unticked_date"}


def test_the_guides_own_text_may_name_the_difference() -> None:
    facts = (
        WRITTEN,
        Fact(Role.OLD, 56300, "563,00"),
        Fact(Role.NEW, 50600, "506,00"),
    )
    draft = replace(
        FREE,
        kind=KINDS["aenderung"],
        sender=Sender.JOBCENTER,
        label=Label.SCHWER,
        facts=facts,
        has_date=True,
        about="Das sind 57 Euro weniger.",
    )
    assert problems(draft) == ()


def test_a_time_without_a_day_answers_the_question_for_a_date() -> None:
    draft = replace(FREE, facts=(Fact(Role.WITHIN, "innerhalb von 2 Wochen"),), has_date=True)
    assert problems(draft) == ()
    assert _codes(replace(draft, has_date=False)) == {"date_denied"}


def test_the_safe_date_answers_the_question_for_a_date() -> None:
    draft = replace(FREE, facts=(WRITTEN, Fact(Role.VARIANT, "widerspruch")), has_date=True)
    assert problems(draft) == ()
    assert _codes(replace(draft, has_date=False)) == {"date_denied"}


@pytest.mark.parametrize(
    ("change", "label", "fits"),
    [
        (100, Label.GUT, True),
        (100, Label.GEMISCHT, True),
        (100, Label.SCHWER, False),
        (-100, Label.SCHWER, True),
        (-100, Label.GEMISCHT, False),
        (-100, Label.INFO, False),
        (0, Label.INFO, True),
        (0, Label.GUT, False),
        (None, Label.GUT, False),
        (None, Label.INFO, True),
    ],
)
def test_the_label_of_a_change_follows_the_numbers(
    change: int | None, label: Label, *, fits: bool
) -> None:
    amounts: tuple[Fact, ...] = (Fact(Role.OLD, 50000, "500,00"),)
    if change is not None:
        amounts += (Fact(Role.NEW, 50000 + change, f"{500 + change // 100},00"),)
    draft = LetterDraft(
        kind=KINDS["aenderung"],
        label=label,
        sender=Sender.JOBCENTER,
        facts=(WRITTEN, *amounts),
        has_date=True,
        paper_only=True,
    )
    assert problems(draft) == () if fits else _codes(draft) == {"label_against_difference"}


@pytest.mark.parametrize(
    "official",
    [
        "Rente wegen voller Erwerbsminderung",
        "eine Minderung der Erwerbsfähigkeit",
        "Ihre Fahrkosten werden erstattet.",
        "Die Erstattung der Reisekosten ist möglich.",
        "Der auf Sie entfallende Anteil beträgt",
        "die Einstellung als Lagerhilfe",
        "ein Aufhebungsvertrag",
        "eine Entziehungskur",
    ],
)
def test_harmless_words_are_not_taken_for_a_consequence(official: str) -> None:
    assert problems(replace(FREE, official_text=official)) == ()


@pytest.mark.parametrize(
    ("official", "code"),
    [
        ("Es tritt eine Minderung ein.", "consequence_less"),
        ("Ihre Leistung kann gemindert werden.", "consequence_less"),
        ("können ganz oder teilweise versagt oder entzogen werden", "consequence_none"),
        ("Die Zahlung wird vorläufig eingestellt.", "consequence_none"),
        ("Versagung der Leistung", "consequence_none"),
        ("Eine Rückforderung ist möglich.", "consequence_back"),
        ("Erstattung überzahlter Leistungen", "consequence_back"),
        ("Die Aufrechnung erfolgt monatlich.", "consequence_part"),
        ("Aufhebung des Bescheides", "consequence_ends"),
        ("Es tritt eine Min-\nderung ein.", "consequence_less"),
    ],
)
def test_a_consequence_in_the_letter_must_be_named(official: str, code: str) -> None:
    assert _codes(replace(FREE, official_text=official)) == {code}


def test_general_notes_may_be_set_aside_by_a_human_but_not_in_hard_letters() -> None:
    general = replace(
        FREE, official_text="Eine Minderung ist möglich.", consequence_is_general=True
    )
    assert problems(general) == ()
    assert _codes(replace(general, label=Label.SCHWER)) == {"consequence_less"}
    asked = replace(general, kind=KINDS["mitwirkung"], label=Label.BITTE)
    assert _codes(asked) == {"consequence_less"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Das klappt bestimmt.", "forecast"),
        ("Ihr Widerspruch hat Erfolg.", "forecast"),
        ("Sie bekommen sicher recht.", "forecast"),
        ("Wir empfehlen einen Brief.", "advice"),
        ("Legen Sie gleich Widerspruch ein.", "advice"),
        ("Es sind 30 Prozent.", "percentage"),
    ],
)
def test_forecasts_advice_and_percentages_are_seen(text: str, code: str) -> None:
    assert code in _codes(replace(FREE, about=text))


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("Das klappt bestimmt.", "forecast"),
        ("Ich empfehle einen Widerspruch.", "advice"),
        ("30 Prozent sind nicht viel.", "percentage"),
        ("Ein Widerspruch geht noch.", "objection_note_missing"),
        ("Bis zum 4. Dezember.", "unticked_date"),
        ("Es sind nur 31,50 Euro.", "unticked_amount"),
    ],
)
def test_a_greeting_may_not_say_what_no_summary_may_say(note: str, code: str) -> None:
    found = problems(replace(FREE, note=note))
    assert code in {each.code for each in found}
    assert {each.field for each in found} == {"note"}


def test_a_greeting_may_greet() -> None:
    assert problems(replace(FREE, note="Wir schauen zusammen. Bis bald.")) == ()


def test_a_right_is_no_forecast() -> None:
    assert problems(replace(FREE, about="Sie haben ein Recht auf Beratung.")) == ()


def test_objecting_is_found_in_either_text() -> None:
    (found,) = problems(replace(FREE, if_nothing="Ohne Widerspruch gilt die Zahl."))
    assert (found.code, found.field) == ("objection_note_missing", "if_nothing")


def test_a_percentage_quoted_from_the_letter_is_not_ours() -> None:
    assert problems(replace(FREE, about="Im Brief steht: «30 %».")) == ()


@pytest.mark.parametrize(
    "comfort",
    [
        "Alles wird gut.",
        "Dann passiert nichts.",
        "Lassen Sie sich Zeit. Wir lesen ihn zusammen.",
        "Sie sind nicht allein.",
    ],
)
def test_comfort_alone_is_no_answer(comfort: str) -> None:
    assert _codes(replace(FREE, if_nothing=comfort)) == {"if_nothing_only_comfort"}


def test_own_texts_make_a_kind_fit_any_sender() -> None:
    draft = replace(FREE, kind=KINDS["anhoerung"], label=Label.BITTE, sender=Sender.DRV)
    assert problems(draft) == ()
    assert "sender_not_for_kind" in _codes(replace(draft, about=None))


def test_the_original_is_a_text_or_pictures_or_lies_on_paper() -> None:
    nothing = replace(FREE, official_text="", paper_only=False)
    assert _codes(nothing) == {"official_text_missing"}
    assert problems(replace(nothing, paper_only=True)) == ()
    assert problems(replace(nothing, has_pages=True)) == ()


def test_with_pictures_alone_every_date_still_has_its_words() -> None:
    pictures = replace(FREE, official_text="", paper_only=False, has_pages=True, has_date=True)
    typed = Fact(Role.UNTIL, date(2026, 12, 15), "bis zum 15.12.2026")
    assert problems(replace(pictures, facts=(typed,))) == ()
    assert _codes(replace(pictures, facts=(replace(typed, quote=""),))) == {"quote_missing"}
