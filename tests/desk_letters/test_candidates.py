"""What is found in a letter's text: everything a guide may need, nothing decided."""

from datetime import date, datetime

import pytest

from app.calm.draft import shown
from app.calm.facts import AMOUNTS, DATES, Fact, Role
from app.calm.honesty import LetterDraft
from app.calm.honesty_sources import problems_with_sources
from app.calm.letter_kinds import KINDS, Sender
from app.desk.letters.candidates import CONTEXT, MOST, Sort, candidates_in, mark_of
from app.desk.letters.values import NotAValue, value_of
from tests.letters import demo_letters

at = datetime.fromisoformat
LETTER_ON = date(2026, 11, 10)


@pytest.mark.parametrize("name", demo_letters.NAMES)
def test_every_date_and_amount_of_the_demo_letters_is_found(name: str) -> None:
    demo = demo_letters.read(name)
    found = candidates_in(demo["official_text"], demo["letter_on"])
    for fact in demo_letters.facts(name):
        if fact.role in DATES | AMOUNTS:
            offered = [each.as_fact(fact.role).value for each in found if fact.role in each.roles]
            assert fact.value in offered, fact


@pytest.mark.parametrize("name", demo_letters.NAMES)
def test_a_ticked_place_is_a_source_the_honesty_rules_accept(name: str) -> None:
    demo = demo_letters.read(name)
    for each in candidates_in(demo["official_text"], demo["letter_on"]):
        for role in each.roles:
            draft = LetterDraft(
                kind=KINDS["sonstiges"],
                label=None,
                sender=Sender.OTHER,
                facts=(
                    Fact(Role.LETTER_DATE, demo["letter_on"], demo_letters.facts(name)[0].quote),
                    each.as_fact(role),
                ),
                has_date=True,
                official_text=demo["official_text"],
            )
            open_things = list(problems_with_sources(draft, shown(draft)))
            assert not [p for p in open_things if p.field == role.value], (each, open_things)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("bis zum 18.12.2026 bei uns", date(2026, 12, 18)),
        ("bis zum 18. 12. 2026", date(2026, 12, 18)),
        ("am 3. Dezember 2026, um 9:30 Uhr", at("2026-12-03T09:30")),
        ("am 3.12.2026 um 9 Uhr", at("2026-12-03T09:00")),
        ("ab dem 1. Januar", date(2027, 1, 1)),
        ("seit dem 1.6.", date(2026, 6, 1)),
        ("1.240,00 EUR", 124000),
        ("57 Euro", 5700),
        ("€ 12,50", 1250),
        ("innerhalb von zwei Wochen", "innerhalb von zwei Wochen"),
        ("innerhalb eines Monats", "innerhalb eines Monats"),
    ],
)
def test_a_place_is_read_as_letters_write_it(text: str, value: object) -> None:
    (found,) = candidates_in(f"Guten Tag {text} mit Gruß", LETTER_ON)
    assert found.value == value


@pytest.mark.parametrize(
    "text", ["31.02.2026", "§ 24", "Zimmer 2.16", "030 23125 215", "99914//0003342"]
)
def test_what_is_no_date_and_no_amount_is_not_offered(text: str) -> None:
    assert candidates_in(text, LETTER_ON) == ()


def test_a_date_without_a_year_waits_for_the_date_of_the_letter() -> None:
    assert candidates_in("bis 4. Dezember", None) == ()


def test_around_a_place_stand_whole_words_of_at_most_sixty_characters() -> None:
    (found,) = candidates_in("Wort " * 40 + "18.12.2026" + " Wort" * 40, LETTER_ON)
    assert set(found.before.split()) == set(found.after.split()) == {"Wort"}
    assert max(len(found.before), len(found.after)) <= CONTEXT


def test_an_appointment_has_a_time_and_every_other_date_has_none() -> None:
    (found,) = candidates_in("am 3.12.2026 um 9 Uhr", LETTER_ON)
    assert found.as_fact(Role.APPOINTMENT).value == at("2026-12-03T09:00")
    assert found.as_fact(Role.FROM).value == date(2026, 12, 3)
    assert found.sort is Sort.DATE
    with pytest.raises(ValueError):
        found.as_fact(Role.NEW)


@pytest.mark.parametrize("name", demo_letters.NAMES)
def test_what_was_ticked_is_what_is_proposed_and_nothing_is_ticked(name: str) -> None:
    demo = demo_letters.read(name)
    found = candidates_in(demo["official_text"], demo["letter_on"])
    for fact in demo_letters.facts(name):
        if fact.role in DATES | AMOUNTS:
            proposed = [each for each in found if each.proposed is fact.role]
            assert fact.value in [each.as_fact(fact.role).value for each in proposed]


def test_a_place_is_where_it_stands_in_the_text_as_given() -> None:
    text = "Guten Tag,\n\nbis zum  4. Dezem-\nber 2026 und 12,50\n€."
    day, amount = candidates_in(text, LETTER_ON)
    assert text[day.start : day.end] == "4. Dezem-\nber 2026"
    assert day.words == "4. Dezember 2026"
    assert text[amount.start : amount.end] == "12,50\n€"
    assert day.key == str(day.start)


def test_what_is_set_apart_is_still_offered_but_not_proposed() -> None:
    (birthday,) = candidates_in("Frau Haddad, geboren am 03.04.1988,", LETTER_ON)
    assert (birthday.proposed, birthday.apart) == (None, "birth")


def test_a_month_in_words_is_no_day_to_quote() -> None:
    assert candidates_in("für die Monate Juni bis August 2026", LETTER_ON) == ()


def test_a_time_to_object_is_offered_without_a_proposal() -> None:
    text = "Gegen diesen Bescheid kann innerhalb eines Monats Widerspruch erhoben werden."
    (within,) = candidates_in(text, LETTER_ON)
    assert (within.sort, within.proposed) == (Sort.WORDS, None)


def test_a_very_long_letter_offers_a_limited_list() -> None:
    assert len(candidates_in("am 3.12.2026 " * 500, LETTER_ON)) == MOST


def test_another_text_has_another_mark() -> None:
    assert mark_of("a") != mark_of("b")


@pytest.mark.parametrize(
    ("role", "typed", "value"),
    [
        (Role.FROM, " 1.12.2026 ", date(2026, 12, 1)),
        (Role.FROM, "1. Dezember 2026", date(2026, 12, 1)),
        (Role.APPOINTMENT, "3.12.2026, 9:30 Uhr", at("2026-12-03T09:30")),
        (Role.APPOINTMENT, "3.12.2026", date(2026, 12, 3)),
        (Role.NEW, "1.240,50", 124050),
        (Role.NEW, "240 Euro", 24000),
        (Role.WHAT, " ein Bett ", "ein Bett"),
        (Role.WHO, "das Jobcenter Musterkreis", "jobcenter"),
        (Role.WHO, "Rentenversicherung", "drv"),
        (Role.WHO, "Krankenkasse", "Krankenkasse"),
    ],
)
def test_a_value_by_hand_is_read_as_people_write(role: Role, typed: str, value: object) -> None:
    assert value_of(role, typed) == value


@pytest.mark.parametrize(
    ("role", "typed"),
    [
        (Role.FROM, "bald"),
        (Role.FROM, "1.12."),
        (Role.FROM, "30.2.2026"),
        (Role.FROM, "1.12.2026 oder 2.12.2026"),
        (Role.APPOINTMENT, "3.12.2026, 9:30 Uhr oder 10 Uhr"),
        (Role.APPOINTMENT, "3.12.2026, 25:00 Uhr"),
        (Role.NEW, "viel"),
        (Role.NEW, "von 20 bis 30"),
        (Role.WHAT, "  "),
    ],
)
def test_what_does_not_fit_says_what_would(role: Role, typed: str) -> None:
    with pytest.raises(NotAValue) as caught:
        value_of(role, typed)
    assert "Bitte" in str(caught.value.text)
