"""Ticking: the letter with its places, and what a human has looked up in it."""

from datetime import date

from sqlalchemy.orm import Session

from app.calm.facts import Role
from app.domain.letters import Letter
from tests.desk_letters.steps import at, fresh, place, places, tick
from tests.letters import demo_letters
from tests.people import Cast
from tests.visit import Visit


def test_nothing_is_ticked_before_a_human_ticks_it(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    text = demo_letters.read("10-minderung")["official_text"]
    at(visit, cast, letter, "text").press("Weiter", official_text=text)
    desk = at(visit, cast, letter, "facts")
    boxes = [e for e in desk.page.all("input") if e.get("type") in {"checkbox", "radio"}]
    assert len(boxes) > 10
    assert not [box for box in boxes if "checked" in box.attributes]
    chosen = [e.text for e in desk.page.all("option") if "selected" in e.attributes]
    assert "Brief vom" in chosen  # offered first, and still only offered
    desk.press("Weiter")
    assert fresh(session, letter).facts == ()


def test_the_marked_letter_is_the_letter_word_for_word(
    cast: Cast, visit: Visit, letter: Letter
) -> None:
    text = demo_letters.read("10-minderung")["official_text"]
    at(visit, cast, letter, "text").press("Weiter", official_text=text)
    desk = at(visit, cast, letter, "facts")
    words = [each for each in desk.page.all("div") if each.get("class") == "words"]
    for each in words:
        assert (each.get("lang"), each.get("dir")) == ("de", "ltr")
    assert "".join("".join(each.text for each in words).split()) == "".join(text.split())


def test_a_tick_without_a_meaning_and_a_meaning_without_a_tick_are_asked_again(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    at(visit, cast, letter, "text").press("Weiter", official_text="am 4.12.2026 und am 5.12.2026")
    desk = at(visit, cast, letter, "facts")
    first, second = places(desk)
    desk.press("Weiter", **{f"tick-{first}": "y", f"role-{second}": "from"})
    assert desk.status == 422
    desk.sees("Bitte wählen Sie dazu noch, was es ist.", "Im Brief geprüft? Dann bitte noch")
    both = {f"tick-{k}": "y" for k in (first, second)}
    desk.press("Weiter", **both, **{f"role-{k}": "from" for k in (first, second)})
    desk.sees("Das ist schon einmal gewählt.")
    assert fresh(session, letter).facts == ()


def test_the_same_date_ticked_twice_as_the_same_is_one_fact(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    at(visit, cast, letter, "text").press("Weiter", official_text="ab 4.12.2026, ab dem 4.12.2026")
    desk = at(visit, cast, letter, "facts")
    twice = {
        f"{what}-{k}": v for k in places(desk) for what, v in (("tick", "y"), ("role", "from"))
    }
    assert desk.press("Weiter", **twice).status == 200
    assert [fact.role for fact in fresh(session, letter).facts] == [Role.FROM]


def test_ticks_for_a_text_that_has_changed_are_not_taken(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    at(visit, cast, letter, "text").press("Weiter", official_text="am 4.12.2026")
    desk = at(visit, cast, letter, "facts")
    at(visit, cast, letter, "text").press("Weiter", official_text="am 5.12.2026")
    tick(desk, from_="4.12.2026").sees("Der Text vom Brief ist jetzt ein anderer.")
    assert desk.status == 422
    assert fresh(session, letter).facts == ()


def test_a_tick_stays_on_the_page_and_can_be_taken_away_again(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    at(visit, cast, letter, "text").press("Weiter", official_text="ab 4.12.2026")
    tick(at(visit, cast, letter, "facts"), from_="4.12.2026")
    desk = at(visit, cast, letter, "facts")
    (found,) = places(desk)
    boxes = {e.get("name") for e in desk.page.all("input") if "checked" in e.attributes}
    assert boxes == {f"tick-{found}"}
    desk.press("Weiter", **{f"tick-{found}": ""})
    assert fresh(session, letter).facts == ()


def test_what_a_place_is_can_be_changed(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    at(visit, cast, letter, "text").press("Weiter", official_text="ab 4.12.2026")
    tick(at(visit, cast, letter, "facts"), from_="4.12.2026")
    tick(at(visit, cast, letter, "facts"), until="4.12.2026")
    assert [fact.role for fact in fresh(session, letter).facts] == [Role.UNTIL]


def test_a_fact_by_hand_says_what_fits_and_loses_no_tick(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    at(visit, cast, letter, "text").press("Weiter", official_text="bis 4.12.2026, ab dem 1.12.2026")
    desk = at(visit, cast, letter, "facts")
    until = {f"tick-{place(desk, '4.12.2026')}": "y", f"role-{place(desk, '4.12.2026')}": "until"}
    desk.press("Eintragen", role="from", value="bald", quote="ab bald", **until)
    assert desk.status == 422
    desk.sees("zum Beispiel 18.12.2026", "Bitte im Brief ansehen und abhaken.")
    assert [e.get("value") for e in desk.page.all("input") if e.get("name") == "value"] == ["bald"]
    desk.press("Eintragen", value="2.12.2026", quote=" nicht vor dem\n2.12.2026 ", checked="y")
    ticked, typed = fresh(session, letter).facts
    assert (ticked.role, ticked.value) == (Role.UNTIL, date(2026, 12, 4))
    assert (typed.role, typed.value, typed.quote) == (
        Role.FROM, date(2026, 12, 2), "nicht vor dem 2.12.2026",
    )  # fmt: skip
    desk.press("Wegnehmen: Ab")
    assert [fact.role for fact in fresh(session, letter).facts] == [Role.UNTIL]


def test_the_enter_key_in_a_typed_fact_enters_it(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    desk = at(visit, cast, letter, "facts")
    desk.press("Weiter", role="what", value="ein Bett", checked="y")
    assert desk.path.endswith("/facts")
    assert [fact.value for fact in fresh(session, letter).facts] == ["ein Bett"]


def test_the_safe_date_is_shown_where_one_can_object(
    cast: Cast, visit: Visit, letter: Letter
) -> None:
    at(visit, cast, letter, "facts").sees_not("Sicheres Datum")  # the letter has no date yet
    at(visit, cast, letter, "sender").press("Weiter", letter_on="2026-11-24")
    # 24 December is a Thursday like any other; 26 December would be a holiday of the Land.
    at(visit, cast, letter, "facts").sees("Sicheres Datum: Donnerstag, 24. Dezember 2026")
    at(visit, cast, letter, "sender").press("Weiter", letter_on="2026-11-26")
    at(visit, cast, letter, "facts").sees("Sicheres Datum: Donnerstag, 24. Dezember 2026")
    at(visit, cast, letter, "kind").press("Weiter", kind="meldetermin")
    at(visit, cast, letter, "facts").sees_not("Sicheres Datum")


def test_a_date_is_never_answered_for_the_guide(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    desk = at(visit, cast, letter, "facts").press("Weiter")
    assert desk.path.endswith("/facts")
    desk.sees("Wählen Sie bitte Ja oder Nein.")
    assert fresh(session, letter).has_date is None
    desk.press("Weiter", has_date="no").sees("Zu diesem Brief gehört ein Datum")
    at(visit, cast, letter, "text").press("Weiter", official_text="Datum: 4.11.2026")
    tick(at(visit, cast, letter, "facts"), letter_date="4.11.2026")
    desk = at(visit, cast, letter, "facts").press("Weiter", has_date="yes")
    assert desk.path.endswith("/summary")
