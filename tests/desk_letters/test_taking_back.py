"""Ten minutes to take a letter back: until then it is nowhere, and nobody is told of it."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calm.facts import Fact
from app.calm.facts import Role as FactRole
from app.core import clock
from app.core.pdf import Opened, Page
from app.desk.letters import actions
from app.domain.letters import Letter
from app.domain.outbox import OutboxEntry, State
from app.domain.people import Role, Salutation
from app.domain.release import TIME_TO_TAKE_BACK, kinder_day
from app.domain.reminders import ReminderChoice
from tests.letters import demo_letters
from tests.people import Cast, accompany, make_person
from tests.visit import Visit

BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY_AFTERNOON = datetime(2026, 11, 27, 13, tzinfo=UTC)
Travel = Callable[[datetime], None]


@pytest.fixture
def travel() -> Iterator[Travel]:
    """Set the clock to a moment."""
    trips = []

    def go(moment: datetime) -> None:
        trips.append(time_machine.travel(moment, tick=True))
        trips[-1].start()

    yield go
    for trip in reversed(trips):
        trip.stop()


@pytest.fixture
def letter(session: Session, cast: Cast) -> Letter:
    """A hard letter, ready to be released, for somebody who wants to be told of letters."""
    session.add(ReminderChoice(participant_id=cast.amira.id, letters=True, chosen_at=clock.now()))
    made = demo_letters.letter(
        session, "10-minderung", to=cast.amira, by=cast.jonas, released_at=None
    )
    opened = Opened("application/pdf", b"%PDF-", (Page(b"RIFF", "x"),))
    actions.attach(session, made, opened, now=clock.now())
    session.commit()
    return made


def release(visit: Visit, cast: Cast, letter: Letter) -> Visit:
    desk = visit.as_(cast.jonas).open(f"/desk/letters/{letter.id}/preview")
    return desk.press("Freigeben für Amira")


def fresh(session: Session, letter: Letter) -> Letter:
    again = select(Letter).where(Letter.id == letter.id).execution_options(populate_existing=True)
    found = session.scalars(again).one()
    session.commit()  # lets the next request write
    return found


def pages_of(letter: Letter) -> list[str]:
    ends = ("", "/summary", "/official", "/pages", "/pages/1", "/original")
    return [f"/letters/{letter.id}{end}" for end in ends]


@pytest.mark.both_databases
def test_for_ten_minutes_the_letter_is_nowhere_and_then_everywhere(
    cast: Cast, visit: Visit, letter: Letter, travel: Travel
) -> None:
    release(visit, cast, letter).sees("Amira sieht den Brief ab 10:10 Uhr.", "Zurückholen")
    travel(clock.now() + TIME_TO_TAKE_BACK - timedelta(seconds=30))
    reader = visit.as_(cast.amira)
    reader.open("/").sees_not("Jobcenter")
    reader.open("/letters").sees_not("Jobcenter")
    assert [reader.client.get(path).status_code for path in pages_of(letter)] == [404] * 6

    travel(clock.now() + timedelta(seconds=40))
    reader.open("/").sees("Jobcenter")
    reader.open("/letters").sees("Jobcenter")
    assert {reader.client.get(path).status_code for path in pages_of(letter)} == {200}
    desk = visit.as_(cast.jonas).open(f"/desk/letters/{letter.id}").sees_not("Zurückholen")
    desk.sees("So ist der Brief zu sehen")


@pytest.mark.both_databases
def test_taken_back_it_is_a_draft_again_and_nobody_is_told(
    session: Session, cast: Cast, visit: Visit, letter: Letter, travel: Travel
) -> None:
    desk = release(visit, cast, letter)
    entries = select(OutboxEntry.state, OutboxEntry.due_at)
    ((state, due_at),) = session.execute(entries)
    assert state is State.DUE
    assert due_at >= clock.now() + TIME_TO_TAKE_BACK - timedelta(seconds=30)
    desk.press("Zurückholen").sees("Zurückgeholt. Niemand hat den Brief gesehen.", "Freigeben für")
    assert fresh(session, letter).released_at is None
    assert [state for state, _ in session.execute(entries)] == [State.DROPPED]
    session.commit()  # lets the next request write
    travel(clock.now() + TIME_TO_TAKE_BACK)
    visit.as_(cast.amira).open("/letters").sees_not("Jobcenter")


def test_what_is_shown_is_not_taken_back(
    session: Session, cast: Cast, visit: Visit, letter: Letter, travel: Travel
) -> None:
    desk = release(visit, cast, letter)
    travel(clock.now() + TIME_TO_TAKE_BACK + timedelta(seconds=1))
    desk.press("Zurückholen").sees("Der Brief ist schon zu sehen.")
    assert fresh(session, letter).released_at is not None


def test_it_can_be_shown_at_once_and_is_told_once(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    desk = release(visit, cast, letter).press("Sofort zeigen").sees("Amira sieht den Brief jetzt.")
    desk.sees_not("Zurückholen")
    visit.as_(cast.amira).open(f"/letters/{letter.id}/summary").sees("168,90 Euro")
    (entry,) = session.scalars(select(OutboxEntry))
    assert entry.state is State.DUE
    assert entry.due_at < clock.now() + timedelta(minutes=1)


def test_only_who_accompanies_the_person_takes_it_back(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    release(visit, cast, letter)
    stranger = visit.as_(cast.lena).open("/settings")
    token = next(
        e.get("value") for e in stranger.page.all("input") if e.get("name") == "csrf_token"
    )
    for end in ("release/removal", "showing"):
        path = f"/desk/letters/{letter.id}/{end}"
        assert stranger.client.post(path, data={"csrf_token": token}).status_code == 404
    assert fresh(session, letter).is_waiting(now=clock.now())


def test_on_friday_afternoon_a_hard_letter_may_wait_for_monday(
    cast: Cast, visit: Visit, letter: Letter, travel: Travel
) -> None:
    travel(FRIDAY_AFTERNOON)
    desk = visit.as_(cast.jonas).open(f"/desk/letters/{letter.id}/preview")
    desk.sees("Am Montag, 30. November ist wieder jemand zu erreichen.")
    desk.press("Am Montag, 30. November um 9 Uhr zeigen")
    desk.sees("Amira sieht den Brief ab Montag, 30. November, 9 Uhr.")
    travel(datetime(2026, 11, 30, 8, 59, tzinfo=BERLIN))
    assert visit.as_(cast.amira).open(f"/letters/{letter.id}").status == 404
    travel(datetime(2026, 11, 30, 9, tzinfo=BERLIN))
    assert visit.as_(cast.amira).open(f"/letters/{letter.id}").status == 200


def test_a_letter_does_not_wait_past_its_own_date(
    session: Session, cast: Cast, visit: Visit, letter: Letter, travel: Travel
) -> None:
    soon = Fact(FactRole.REPLY_UNTIL, date(2026, 11, 28))
    letter.facts = (*letter.facts, soon)
    session.commit()
    travel(FRIDAY_AFTERNOON)
    desk = visit.as_(cast.jonas).open(f"/desk/letters/{letter.id}/preview")
    desk.sees_not("um 9 Uhr zeigen")


def test_waiting_is_offered_only_for_hard_news(
    session: Session, cast: Cast, visit: Visit, letter: Letter, travel: Travel
) -> None:
    travel(FRIDAY_AFTERNOON)
    good = demo_letters.letter(
        session, "01-bewilligung", to=cast.amira, by=cast.jonas, released_at=None
    )
    session.commit()
    desk = visit.as_(cast.jonas).open(f"/desk/letters/{good.id}/preview")
    desk.sees_not("wieder jemand zu erreichen").press("Freigeben für Amira")
    desk.sees("Amira sieht den Brief ab 14:10 Uhr.")


def test_a_spoilt_day_releases_nothing(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    desk = visit.as_(cast.jonas).open(f"/desk/letters/{letter.id}/preview")
    form = next(f for f in desk.page.all("form") if f.get("action").endswith("/release"))
    token = form.all("input")[0].get("value")
    sent = {"csrf_token": token, "shown_on": "Montag"}
    assert desk.client.post(form.get("action"), data=sent).status_code == 422
    assert fresh(session, letter).released_at is None


@pytest.mark.parametrize(
    ("moment", "wait_for"),
    [
        ("2026-11-26T15:00", None),  # Thursday
        ("2026-11-27T11:59", None),  # Friday morning
        ("2026-11-27T12:00", "2026-11-30"),
        ("2026-11-28T10:00", "2026-11-30"),  # Saturday
        ("2026-12-24T10:00", "2026-12-28"),  # the day before Christmas, a Thursday
        ("2026-05-13T10:00", "2026-05-15"),  # the day before Ascension Day
        ("2026-06-03T10:00", "2026-06-05"),  # the day before Corpus Christi, free in NW
    ],
)
def test_the_kinder_day_is_the_next_one_on_which_offices_are_open(
    moment: str, wait_for: str | None
) -> None:
    now = datetime.fromisoformat(moment).replace(tzinfo=BERLIN)
    day = kinder_day(now, zone="Europe/Berlin", land="NW")
    assert (day.isoformat() if day else None) == wait_for


def test_same_name(app: Flask, session: Session, cast: Cast, visit: Visit) -> None:
    """Two Ali Yılmaz: a letter for the wrong one takes two confirmations, and can be taken back."""
    keys = app.extensions["keys"]
    one, other = (
        make_person(
            session, keys, cast.programme, Role.PARTICIPANT, "Ali", "Yılmaz", Salutation.HERR
        )
        for _ in range(2)
    )
    for slot, each in enumerate((one, other), 2):
        accompany(session, cast.jonas, each, slot=slot)
    other.language, other.created_at = "ar", datetime(2026, 3, 3, tzinfo=UTC)
    letter = demo_letters.letter(session, "10-minderung", to=one, by=cast.jonas, released_at=None)
    session.commit()

    desk = visit.as_(cast.jonas).open(f"/desk/letters/{letter.id}/preview")
    desk.sees(
        "Sie begleiten noch jemanden mit diesem Vornamen:",
        "العربية, dabei seit Dienstag, 3. März 2026",
    )
    assert not [each for each in desk.page.all("input") if "checked" in each.attributes]
    desk.press("Freigeben für Ali")  # the first confirmation alone is not enough
    assert desk.status == 422
    assert fresh(session, letter).released_at is None
    desk.press("Freigeben für Ali", right_person="y").press("Zurückholen")
    assert fresh(session, letter).released_at is None
    assert visit.as_(one).open(f"/letters/{letter.id}").status == 404
    assert visit.as_(other).open(f"/letters/{letter.id}").status == 404
