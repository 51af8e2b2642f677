"""Summaries say what was ticked, drop what is missing, and guess nothing."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from app.calm import texts
from app.calm.facts import Fact, Role
from app.calm.letter_kinds import KINDS, Label
from app.calm.summary import Composed, call_before_meeting, may_wait

Compose = Callable[..., Composed]
NOTE = "Eine Nachricht hier in der App ist kein Widerspruch."


def test_a_missing_value_drops_its_sentence(in_german: Compose) -> None:
    facts = (
        Fact(Role.FROM, date(2026, 12, 1), "01.12.2026"),
        Fact(Role.UNTIL, date(2027, 11, 30), "30.11.2027"),
        Fact(Role.PER_MONTH, 56300, "563,00"),
    )
    kind = KINDS["bewilligung"]
    assert in_german(kind, facts).about == (
        "Das Jobcenter sagt Ja.",
        "Sie bekommen Geld von 1.12.2026 bis 30.11.2027.",
        "Jeden Monat 563 Euro.",
    )
    assert in_german(kind, facts[1:]).about == ("Das Jobcenter sagt Ja.", "Jeden Monat 563 Euro.")


def test_an_empty_text_counts_as_missing(in_german: Compose) -> None:
    composed = in_german(KINDS["meldetermin"], (Fact(Role.WHERE, "  "),))
    assert not any(sentence.startswith("Ort") for sentence in composed.about)


def test_a_text_with_its_own_full_stop_gets_no_second_one(in_german: Compose) -> None:
    composed = in_german(KINDS["meldetermin"], (Fact(Role.WHERE, "Zimmer 214."),))
    assert "Ort: Zimmer 214." in composed.about


def test_a_percent_sign_in_a_value_does_no_harm(in_german: Compose) -> None:
    composed = in_german(KINDS["zusage"], (Fact(Role.WHAT, "50 %(x)s Ticket"),))
    assert "Es geht um: 50 %(x)s Ticket." in composed.about


def test_hard_news_begins_with_saying_so(in_german: Compose) -> None:
    assert in_german(KINDS["erstattung"]).about[0] == "Das ist keine gute Nachricht."
    mixed = in_german(KINDS["nein"], label=Label.GEMISCHT)
    assert "Das ist keine gute Nachricht." not in mixed.about


def test_a_change_says_how_much_more_or_less(in_german: Compose) -> None:
    old, new = Fact(Role.OLD, 56300, "563,00"), Fact(Role.NEW, 50600, "506,00")
    less = in_german(KINDS["aenderung"], (old, new))
    assert "Das sind 57 Euro weniger im Monat." in less.about
    more = in_german(
        KINDS["aenderung"], (Fact(Role.OLD, 50600, "506,00"), Fact(Role.NEW, 56300, "563,00"))
    )
    assert "Das sind 57 Euro mehr im Monat." in more.about
    unknown = in_german(KINDS["aenderung"], (new,))
    assert not any("weniger" in sentence or "mehr" in sentence for sentence in unknown.about)


def test_the_money_box_goes_from_old_to_new(in_german: Compose) -> None:
    facts = (Fact(Role.NEW, 50600, "506,00"), Fact(Role.OLD, 56300, "563,00"))
    assert in_german(KINDS["aenderung"], facts).money == (
        ("Vorher im Monat", "563 Euro"),
        ("Neu im Monat", "506 Euro"),
    )


def test_a_kind_may_have_its_own_words_for_an_amount(in_german: Compose) -> None:
    facts = (Fact(Role.NEW, 12000, "120,00"),)
    assert in_german(KINDS["zusage"], facts).money == (("Höchstens", "120 Euro"),)


def test_where_one_can_object_the_box_says_until_when_and_how(in_german: Compose) -> None:
    box = in_german(KINDS["minderung"]).date_box
    assert "Zeit haben Sie auf jeden Fall bis 18.12.2026." in box
    assert NOTE in box
    assert box[-1] == "Frau Sommer zeigt Ihnen, wie es geht."


def test_the_note_about_objecting_stands_wherever_objecting_is_mentioned(
    in_german: Compose,
) -> None:
    for kind in KINDS.values():
        for variant in (None, *kind.variants):
            ticked = (Fact(Role.VARIANT, variant),) if variant else ()
            composed = in_german(kind, ticked)
            everything = repr(composed).lower()
            if "widersprechen" in everything:
                assert NOTE in composed.date_box, kind.name


def test_without_a_safe_date_no_sentence_leans_on_it(in_german: Compose) -> None:
    box = in_german(KINDS["minderung"], safe_date=None).date_box
    assert NOTE in box
    assert not any("bis" in sentence or "letzte Datum" in sentence for sentence in box)


def test_after_an_answer_to_an_objection_the_box_leads_to_the_court(in_german: Compose) -> None:
    composed = in_german(KINDS["nein"], (Fact(Role.VARIANT, "gericht"),))
    box = " ".join(composed.date_box)
    assert "Sozialgericht" in box
    assert "Für das Gericht zahlen Sie nichts." in box
    assert "widersprechen" not in box
    assert "Widersprechen" not in composed.options


def test_a_printed_date_is_quoted_from_the_letter(in_german: Compose) -> None:
    facts = (Fact(Role.PAPERS_UNTIL, date(2026, 12, 15), "15.12.2026"),)
    assert in_german(KINDS["mitwirkung"], facts).date_box == (
        "Im Brief steht: bis 15.12.2026.",
        "Reicht die Zeit nicht? Man kann um mehr Zeit bitten.",
    )


def test_two_printed_dates_are_told_apart(in_german: Compose) -> None:
    facts = (
        Fact(Role.PAPERS_UNTIL, date(2026, 12, 15), "15.12.2026"),
        Fact(Role.REPLY_UNTIL, date(2026, 12, 10), "10.12.2026"),
    )
    composed = in_german(KINDS["sonstiges"], facts)
    assert composed.date_box[:2] == (
        "Im Brief steht: Papiere bis 15.12.2026.",
        "Im Brief steht: Antwort bis 10.12.2026.",
    )
    assert composed.important_dates == (
        ("Antwort bis", "10.12.2026"),
        ("Papiere bis", "15.12.2026"),
    )


def test_a_time_without_a_day_stands_in_the_words_of_the_letter(in_german: Compose) -> None:
    box = in_german(KINDS["anhoerung"], (Fact(Role.WITHIN, "innerhalb von 2 Wochen"),)).date_box
    assert box[0] == "Im Brief steht: «innerhalb von 2 Wochen»."
    assert texts.NO_DATE not in box


def test_no_date_is_said_in_words(in_german: Compose) -> None:
    composed = in_german(KINDS["plan"])
    assert composed.date_box == ("Es gibt kein wichtiges Datum.",)
    assert composed.important_dates == ()


def test_a_ticked_date_is_shown_even_if_the_kind_does_not_ask_for_it(in_german: Compose) -> None:
    composed = in_german(KINDS["zusage"], (Fact(Role.REPLY_UNTIL, date(2026, 12, 10), "x"),))
    assert composed.important_dates == (("Antwort bis", "10.12.2026"),)


def test_an_office_is_named_in_the_readers_language(in_german: Compose) -> None:
    composed = in_german(KINDS["nein"], (Fact(Role.WHO, "drv"),), say=lambda text: f"<{text}>")
    assert "<<Die Rentenversicherung> sagt Nein.>" in composed.about


def test_independent_advice_comes_with_hard_and_mixed_news(in_german: Compose) -> None:
    assert in_german(KINDS["anhoerung"]).independent_advice
    assert in_german(KINDS["bewilligung"], label=Label.GEMISCHT).independent_advice
    assert not in_german(KINDS["bewilligung"]).independent_advice


def _days_after(day: date, count: int) -> date:
    return day + timedelta(days=count)


MEETING = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("facts", "safe", "meeting", "waits"),
    [
        ((), None, MEETING, True),
        ((), None, None, False),
        ((), date(2026, 11, 27), MEETING, True),
        ((), date(2026, 11, 26), MEETING, False),
        ((Fact(Role.REPLY_UNTIL, date(2026, 11, 27), "x"),), date(2026, 12, 18), MEETING, True),
        ((Fact(Role.REPLY_UNTIL, date(2026, 11, 26), "x"),), date(2026, 12, 18), MEETING, False),
        (
            (Fact(Role.APPOINTMENT, datetime.fromisoformat("2026-11-25T09:00"), "x"),),
            None,
            MEETING,
            False,
        ),
        ((Fact(Role.LETTER_DATE, date(2026, 11, 18), "x"),), None, MEETING, True),
        ((Fact(Role.WITHIN, "innerhalb von 2 Wochen"),), None, MEETING, False),
    ],
)
def test_a_letter_waits_only_if_every_date_leaves_time(
    facts: tuple[Fact, ...], safe: date | None, meeting: date | None, *, waits: bool
) -> None:
    assert may_wait(facts, safe, meeting, _days_after) is waits


@pytest.mark.parametrize(
    ("facts", "meeting", "today", "calls"),
    [
        ((), date(2026, 12, 15), date(2026, 12, 15), False),
        ((), date(2026, 12, 16), date(2026, 11, 24), True),  # two days before the safe date
        ((), None, date(2026, 11, 24), True),
        ((), None, date(2026, 12, 18), True),
        ((), None, date(2026, 12, 19), False),  # past
        ((Fact(Role.WITHIN, "innerhalb von 2 Wochen"),), MEETING, date(2026, 12, 19), True),
    ],
)
def test_someone_calls_only_while_a_date_is_ahead_that_does_not_wait(
    facts: tuple[Fact, ...], meeting: date | None, today: date, *, calls: bool
) -> None:
    answer = call_before_meeting(
        KINDS["nein"],
        facts,
        date(2026, 12, 18),
        today=today,
        next_meeting_on=meeting,
        working_days_after=_days_after,
    )
    assert answer is calls


def test_without_any_date_there_is_nothing_to_call_about() -> None:
    assert not call_before_meeting(
        KINDS["plan"],
        (),
        None,
        today=MEETING,
        next_meeting_on=None,
        working_days_after=_days_after,
    )
