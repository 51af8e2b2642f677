"""„Schwierige Briefe erst beim Treffen“: a wish about reading; one tap changes one's mind."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy.orm import Session

from app.domain.letters import Letter
from tests import make
from tests.letters import demo_letters
from tests.people import Cast
from tests.visit import Visit

BEFORE_THE_SAFE_DATE = datetime.fromisoformat("2026-11-24T10:00")
AFTER_THE_SAFE_DATE = datetime.fromisoformat("2026-12-15T10:00")
CALLS = "Herr Sommer meldet sich bei Ihnen, noch vor dem nächsten Treffen."


@pytest.fixture
def letter(session: Session, cast: Cast) -> Letter:
    """A hard letter that Amira wants to read at the meeting."""
    cast.amira.hard_letters_at_meeting = True
    session.merge(cast.amira)
    made = demo_letters.letter(session, "09-erstattung", to=cast.amira, by=cast.jonas)
    session.commit()
    return made


def meet(session: Session, cast: Cast, at: datetime, **more: object) -> None:
    make.appointment(session, to=cast.amira, by=cast.jonas, at=at, **more)
    session.commit()


def test_the_list_shows_sender_and_date_and_nothing_else(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    demo_letters.letter(session, "13-zusage", to=cast.amira, by=cast.jonas)
    session.commit()
    page = visit.as_(cast.amira).open("/letters").sees("Gute Nachricht")
    row = next(each for each in page.page.all("a") if each.get("href").endswith(str(letter.id)))
    assert row.text == (
        "Vom Jobcenter Brief vom 10. November Beim Treffen lesen "
        "Wichtiges Datum: Donnerstag, 10. Dezember"
    )


def test_inside_stands_only_the_date_until_she_wants_more(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    meet(session, cast, AFTER_THE_SAFE_DATE)
    page = (
        visit.as_(cast.amira)
        .open(f"/letters/{letter.id}")
        .sees(
            "Diesen Brief lesen Sie beim Treffen.",
            "Ihr nächstes Treffen: Dienstag, 15. Dezember.",
            "Zeit haben Sie auf jeden Fall bis Donnerstag, 10. Dezember.",
        )
    )
    page.sees_not("240 Euro", "zu viel Geld", "Keine gute Nachricht")
    page.follow("Doch jetzt lesen").sees("Das ist keine gute Nachricht.", "240 Euro")
    page.open(f"/letters/{letter.id}").follow("Für alle Briefe ändern")
    page.press("Speichern", hard_letters="now").open(f"/letters/{letter.id}")
    page.sees("Möchten Sie jetzt lesen oder zusammen mit Herrn Sommer?")


def test_the_wish_is_made_in_the_settings_and_only_there(
    session: Session, cast: Cast, visit: Visit
) -> None:
    letter = demo_letters.letter(session, "10-minderung", to=cast.amira, by=cast.jonas)
    session.commit()
    page = visit.as_(cast.amira).open("/settings")
    page.press("Speichern", hard_letters="meeting").sees("Gespeichert.")
    page.open(f"/letters/{letter.id}").sees("Diesen Brief lesen Sie beim Treffen.")


def test_a_letter_she_wants_to_read_together_says_so(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    page = visit.as_(cast.amira).open(f"/letters/{letter.id}/summary").press("Zusammen lesen")
    page.sees("Sie lesen ihn zusammen mit Herrn Sommer.", "Doch jetzt lesen")


@pytest.mark.parametrize("name", ["01-bewilligung", "06-meldetermin", "13-zusage"])
def test_other_letters_open_as_ever(
    session: Session, cast: Cast, visit: Visit, letter: Letter, name: str
) -> None:
    other = demo_letters.letter(session, name, to=cast.amira, by=cast.jonas)
    session.commit()
    visit.as_(cast.amira).open(f"/letters/{other.id}").sees("Worum geht es?").sees_not(CALLS)


@pytest.mark.parametrize(
    ("at", "official", "calls"),
    [
        (BEFORE_THE_SAFE_DATE, False, False),
        (AFTER_THE_SAFE_DATE, False, True),
        (BEFORE_THE_SAFE_DATE, True, True),  # an office's appointment is no meeting of ours
        (None, False, True),
    ],
)
def test_the_guide_is_asked_to_call_when_the_date_does_not_wait(
    session: Session,
    cast: Cast,
    visit: Visit,
    letter: Letter,
    at: datetime | None,
    *,
    official: bool,
    calls: bool,
) -> None:
    if at:
        meet(session, cast, at, official=official)
    desk = visit.as_(cast.jonas).open("/desk")
    assert ("Bitte melden: Ein Brief wartet auf das Treffen" in desk.text) is calls
    desk.open(f"/desk/people/{cast.amira.id}")
    desk.sees("Schwierige Briefe erst beim Treffen", "Wartet auf das Treffen")
    assert ("Bitte melden: Das Datum wartet nicht." in desk.text) is calls
    # What Amira is promised is what Jonas is asked for.
    assert (CALLS in visit.as_(cast.amira).open(f"/letters/{letter.id}").text) is calls


def test_once_the_date_is_past_nobody_is_asked_to_call_about_it(
    cast: Cast, visit: Visit, letter: Letter
) -> None:
    with time_machine.travel(datetime(2026, 12, 14, 9, tzinfo=UTC)):
        visit.as_(cast.jonas).open("/desk").sees_not("Bitte melden")
        visit.as_(cast.amira).open(f"/letters/{letter.id}").sees_not(CALLS).sees(
            "Das Datum ist vorbei oder sehr nah."
        )


def test_without_the_wish_nobody_is_asked_to_call(
    session: Session, cast: Cast, visit: Visit
) -> None:
    demo_letters.letter(session, "09-erstattung", to=cast.amira, by=cast.jonas)
    session.commit()
    visit.as_(cast.jonas).open("/desk").sees_not("Bitte melden")


def test_the_guide_knows_before_letting_a_hard_letter_be_seen(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    letter.released_at = None
    session.merge(letter)
    session.commit()
    visit.as_(cast.jonas).open(f"/desk/letters/{letter.id}/preview").sees(
        "Amira möchte schwierige Briefe erst beim Treffen lesen."
    )
