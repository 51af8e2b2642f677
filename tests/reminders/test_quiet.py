"""A time of quiet: one tap, everything silent, nothing lost, and the guide knows to call."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy.orm import Session

from app.domain import telling
from app.domain.appointments import Appointment
from app.domain.people import Person
from app.domain.ways import OtherWay, Way
from app.messages import actions as messages
from app.reminders import actions
from tests import make
from tests.people import Cast
from tests.reminders.conftest import Road, at
from tests.visit import Visit

NOON = at("2026-11-25 12:00")  # a Wednesday
UNTIL = date(2026, 12, 2)


@pytest.fixture
def at_noon() -> Iterator[None]:
    """Let the app believe that it is Wednesday noon."""
    with time_machine.travel(NOON, tick=True):
        yield


def until_of(session: Session, person: Person) -> date | None:
    session.expire_all()
    return session.get_one(Person, person.id).quiet_until


def writes(session: Session, cast: Cast, road: Road, now: datetime) -> None:
    with road.app.test_request_context():
        messages.send_text(
            session,
            road.viewer(cast.jonas),
            cast.amira.id,
            message_id=uuid.uuid4(),
            text="Bis bald.",
            language="de",
            now=now,
        )


@pytest.fixture
def quiet(session: Session, cast: Cast, road: Road) -> Person:
    """Amira hears of everything, and asked for quiet until the second of December."""
    road.choose(cast.amira, NOON)
    road.switch_on(cast.amira, NOON)
    me = session.get_one(Person, cast.amira.id)
    actions.ask_for_quiet(session, me, UNTIL, today=NOON.date(), now=NOON)
    session.commit()
    return me


def meets(session: Session, cast: Cast, starts: str) -> Appointment:
    wall = at(starts).replace(tzinfo=None)
    made = make.appointment(session, to=cast.amira, by=cast.jonas, at=wall)
    telling.meeting_planned(session, made, now=NOON)
    return made


@pytest.mark.usefixtures("at_noon")
@pytest.mark.parametrize(
    ("button", "day", "words"),
    [
        ("Eine Woche", date(2026, 12, 2), "Mittwoch, 2. Dezember"),
        ("Vier Wochen", date(2026, 12, 23), "Mittwoch, 23. Dezember"),
    ],
)
def test_quiet_is_one_tap_and_undone_with_one(
    session: Session, cast: Cast, visit: Visit, button: str, day: date, words: str
) -> None:
    amira = visit.as_(cast.amira).open("/settings").follow("Eine Zeit lang Ruhe")
    amira.press(button).sees(f"Bis {words} bleibt es still.")
    amira.sees(f"Sie haben Ruhe bis {words}.")
    assert until_of(session, cast.amira) == day
    amira.press("Rückgängig").sees("Zurückgenommen.").sees_not("Sie haben Ruhe")
    assert until_of(session, cast.amira) is None


@pytest.mark.usefixtures("at_noon")
def test_quiet_until_a_day_and_over_before_it(session: Session, cast: Cast, visit: Visit) -> None:
    amira = visit.as_(cast.amira).open("/messages").follow("Ich möchte eine Zeit lang Ruhe")
    amira.press("Ruhe bis dahin", until="3.12.2026").sees("Donnerstag, 3. Dezember")
    assert until_of(session, cast.amira) == date(2026, 12, 3)
    amira.open("/messages").sees("Sie haben Ruhe bis Donnerstag, 3. Dezember.")
    amira.follow("Ruhe ändern").press("Ruhe beenden").sees("Die Ruhe ist zu Ende.")
    assert until_of(session, cast.amira) is None
    amira.press("Rückgängig")
    assert until_of(session, cast.amira) == date(2026, 12, 3)


@pytest.mark.usefixtures("at_noon")
@pytest.mark.parametrize("typed", ["", "gestern", "2026-11-24", "2028-01-01", "31.02.2027"])
def test_a_day_that_cannot_be_meant_is_asked_for_again(
    session: Session, cast: Cast, visit: Visit, typed: str
) -> None:
    amira = visit.as_(cast.amira).open("/quiet-time")
    amira.press("Ruhe bis dahin", until=typed).sees("Fast fertig.")
    assert amira.status == 422
    assert until_of(session, cast.amira) is None


@pytest.mark.usefixtures("at_noon")
def test_the_own_guide_reads_it_and_nobody_else(session: Session, cast: Cast, visit: Visit) -> None:
    cast.amira.quiet_until = UNTIL
    session.merge(cast.amira)
    session.commit()
    desk = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}")
    desk.sees("Frau Haddad möchte Ruhe: Bitte nicht schreiben bis Mittwoch, 2. Dezember.")
    assert visit.as_(cast.lena).open(f"/desk/people/{cast.amira.id}").status == 404
    visit.as_(cast.samir).open("/messages").sees_not("Sie haben Ruhe")


@pytest.mark.usefixtures("at_noon")
def test_what_the_guide_writes_is_offered_to_wait_until_then(
    session: Session, cast: Cast, visit: Visit
) -> None:
    cast.amira.quiet_until = UNTIL
    session.merge(cast.amira)
    session.commit()
    desk = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}")
    main = [each.text for each in desk.page.all("button") if each.get("class") == "main"]
    assert main == ["Senden am Donnerstag, 3. Dezember, 10 Uhr"]
    desk.press(main[0], body="Das eilt nicht.").sees("Die Nachricht wartet.")
    visit.as_(cast.amira).open("/messages").sees_not("Das eilt nicht.")
    with time_machine.travel(at("2026-12-03 10:00")):
        visit.as_(cast.amira).open("/messages").sees("Das eilt nicht.")


@pytest.mark.usefixtures("quiet")
def test_while_it_is_quiet_nothing_rings_and_afterwards_one_line_says_what_is_new(
    session: Session, cast: Cast, road: Road
) -> None:
    meets(session, cast, "2026-11-27 10:00")
    letter = make.letter(session, to=cast.amira, by=cast.jonas, released_at=NOON)
    telling.letter_released(session, letter, now=NOON)
    now = NOON
    while now < at("2026-12-03 09:00"):
        writes(session, cast, road, now)
        assert road.deliver(now) == []
        now += timedelta(hours=7)
    assert len(road.deliver(at("2026-12-03 09:00"))) == 1


@pytest.mark.usefixtures("quiet")
def test_a_reminder_of_a_meeting_after_the_quiet_comes_as_ever(
    session: Session, cast: Cast, road: Road
) -> None:
    meets(session, cast, "2026-12-04 10:00")
    assert len(road.deliver(at("2026-12-03 10:00"))) == 1


def test_once_quiet_is_over_early_what_was_held_back_is_told(
    session: Session, cast: Cast, road: Road, quiet: Person
) -> None:
    meets(session, cast, "2026-11-27 10:00")
    moved = meets(session, cast, "2026-12-01 10:00")
    writes(session, cast, road, NOON)
    moved.cancel(now=NOON)
    telling.meeting_cancelled(session, moved, by=cast.jonas.id, now=NOON)
    for silent in (NOON, at("2026-11-26 10:00")):
        assert road.deliver(silent) == []
    eleven = at("2026-11-26 11:00")
    with road.app.test_request_context():
        actions.end_quiet(session, quiet, now=eleven)
    assert len(road.deliver(eleven)) == 3, "the reminder, the change, and the message"


@pytest.mark.usefixtures("at_noon")
@pytest.mark.parametrize(
    ("no_calls", "words"),
    [
        (False, "Das Handy bleibt still. Bitte rufen Sie an."),
        (True, "auch ohne Anrufe. Es steht nur in der App."),
    ],
)
def test_who_moves_a_meeting_meanwhile_is_asked_to_call(
    session: Session, cast: Cast, visit: Visit, no_calls: bool, words: str
) -> None:
    me = session.get_one(Person, cast.amira.id)
    me.quiet_until, me.no_calls, me.phone = UNTIL, no_calls, "0221 4710 555"
    meeting = meets(session, cast, "2026-11-30 10:00")
    session.commit()
    told = "ruft jemand Sie an" if not no_calls else "steht es nur hier"
    visit.as_(cast.amira).open("/quiet-time").sees(told)
    desk = visit.as_(cast.jonas).open(f"/desk/appointments/{meeting.id}/cancellation")
    desk.press("Absagen").sees("Frau Haddad möchte Ruhe bis Mittwoch, 2. Dezember", words)


def test_whoever_chose_a_call_is_called_in_a_quiet_time_too(
    session: Session, cast: Cast, visit: Visit
) -> None:
    me = session.get_one(Person, cast.amira.id)
    me.quiet_until, me.no_calls = UNTIL, True
    wish = OtherWay(participant_id=me.id, way=Way.CALL, address="0151 2345678", asked_at=NOON)
    session.add(wish)
    meeting = meets(session, cast, "2026-11-30 10:00")
    session.commit()
    visit.as_(cast.amira).open("/quiet-time").sees("ruft jemand Sie an")
    desk = visit.as_(cast.jonas).open(f"/desk/appointments/{meeting.id}/cancellation")
    said = desk.press("Absagen").sees("Bitte rufen Sie an.")
    said.sees_not("auch ohne Anrufe", "Eine Nummer ist hier nicht eingetragen.")


@pytest.mark.usefixtures("quiet")
def test_a_test_reminder_is_an_answer_to_a_tap_and_comes_all_the_same(
    session: Session, cast: Cast, road: Road
) -> None:
    login = road.sign_in(cast.amira, NOON)
    road.switch_on(cast.amira, NOON, login=login)
    with road.app.test_request_context():
        actions.try_here(session, road.viewer(cast.amira), login.id, now=NOON)
    assert len(road.deliver(NOON)) == 1


def test_what_is_to_be_on_paper_only_is_not_told_by_phone(
    session: Session, cast: Cast, road: Road
) -> None:
    road.choose(cast.amira, NOON)
    road.switch_on(cast.amira, NOON)
    meets(session, cast, "2026-11-27 10:00")
    letter = make.letter(session, to=cast.amira, by=cast.jonas, released_at=NOON)
    telling.letter_released(session, letter, now=NOON)
    me = session.get_one(Person, cast.amira.id)
    me.meetings_on_paper = me.letters_on_paper = True  # the agreement was taken back
    assert road.deliver(NOON) == []
    assert road.deliver(at("2026-11-26 10:00")) == []
