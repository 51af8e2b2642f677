"""„Vor dem Treffen anrufen“: wished for, or because no way was chosen to hear of a change."""

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.core import clock
from app.desk.calls import to_make
from app.desk.rows import Meeting, PersonRow
from app.domain.appointments import Appointment, Kind, Reply
from app.domain.people import Name, Salutation
from app.domain.reminders import ReminderChoice
from app.domain.ways import OtherWay, Way
from tests import make
from tests.desk.conftest import Counting
from tests.people import Cast
from tests.visit import Visit

BERLIN = ZoneInfo("Europe/Berlin")
LIST = "Vor dem Treffen anrufen"
NUMBER = "0151 2345678"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def wishes(session: Session, cast: Cast, way: Way, address: str = "", **more: object) -> OtherWay:
    made = OtherWay(
        participant_id=cast.amira.id, way=way, address=address, asked_at=clock.now(), **more
    )
    session.add(made)
    session.commit()
    return made


def meets(session: Session, cast: Cast, days: int) -> Appointment:
    made = make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(days, 23, 55))
    session.commit()
    return made


def listed(visit: Visit, cast: Cast) -> str:
    """Return the words of the list, "" if there is none."""
    page = visit.as_(cast.jonas).open("/desk").page
    found = [e.text for e in page.all("section") if e.get("aria-labelledby") == "calls"]
    return found[0] if found else ""


# When


def person(**more: object) -> PersonRow:
    known: dict[str, object] = {
        "id": uuid.uuid4(),
        "name": Name("Amira", "Haddad", Salutation.FRAU),
        "chosen_language": "ar",
        "address": "sie",
        "confirmed": True,
        "used_card": None,
        "has_closed_letter": False,
        "wishes_calls": True,
        "land": "NW",
    }
    return PersonRow(**(known | more))  # type: ignore[arg-type]


def meeting(starts: str, **more: object) -> Meeting:
    return Meeting(uuid.uuid4(), Kind.WALK, False, at(starts), more.pop("reply", None), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "is_due"),
    [
        ("2026-11-23 08:00", False),
        ("2026-11-24 00:00", True),  # the day before
        ("2026-11-25 09:59", True),
        ("2026-11-25 10:00", False),  # it has begun
    ],
)
def test_a_wished_call_is_due_the_day_before_and_on_the_day(now: str, is_due: bool) -> None:
    row = person(meetings=[meeting("2026-11-25 10:00")])
    assert bool(to_make([row], now=at(now))) is is_due


@pytest.mark.parametrize(
    ("now", "starts"),
    [
        ("2026-11-20 08:00", "2026-11-23 10:00"),  # Friday for Monday
        ("2026-12-24 08:00", "2026-12-28 10:00"),  # before Christmas
    ],
)
def test_before_days_off_it_is_the_last_working_day(now: str, starts: str) -> None:
    row = person(meetings=[meeting(starts)])
    assert to_make([row], now=at(now))
    assert not to_make([row], now=at(now) - timedelta(days=1))
    row.talked_at = at(now) + timedelta(hours=1)
    assert not to_make([row], now=at(now) + timedelta(hours=2))


def test_a_talk_long_before_is_not_this_call() -> None:
    row = person(meetings=[meeting("2026-11-25 10:00")], talked_at=at("2026-11-23 23:59"))
    assert to_make([row], now=at("2026-11-24 09:00"))
    row.talked_at = at("2026-11-24 00:00")
    assert not to_make([row], now=at("2026-11-24 09:00"))


def test_a_meeting_that_does_not_fit_is_talked_about_anyway() -> None:
    row = person(meetings=[meeting("2026-11-25 10:00", reply=Reply.DOES_NOT_FIT)])
    assert not to_make([row], now=at("2026-11-24 09:00"))


def test_a_change_is_told_until_somebody_answers_or_the_guide_has_talked() -> None:
    moved = meeting("2026-12-15 10:00", changed_at=at("2026-11-24 08:00"))
    row = person(meetings=[moved], wishes_calls=False, hears_of_changes=False)
    now = at("2026-11-24 09:00")
    assert [call.changed for call in to_make([row], now=now)] == [True]
    row.talked_at = at("2026-11-24 08:30")
    assert not to_make([row], now=now)
    row.talked_at = at("2026-11-24 07:30")
    assert to_make([row], now=now)
    answered = meeting("2026-12-15 10:00", changed_at=at("2026-11-24 08:00"), reply=Reply.FITS)
    assert not to_make([person(meetings=[answered], hears_of_changes=False)], now=now)


def test_the_nearest_meeting_comes_first() -> None:
    late = person(meetings=[meeting("2026-11-25 15:00")])
    soon = person(meetings=[meeting("2026-11-25 09:00")])
    found = to_make([late, soon], now=at("2026-11-24 09:00"))
    assert [call.person for call in found] == [soon, late]


# On the page


def test_whoever_chose_a_call_stands_there_with_the_number(
    session: Session, cast: Cast, visit: Visit
) -> None:
    wishes(session, cast, Way.CALL, NUMBER)
    meets(session, cast, 1)
    words = listed(visit, cast)
    assert "Frau Haddad" in words
    assert "Ein Anruf vorher ist gewünscht." in words
    assert NUMBER in words
    visit.as_(cast.lena).open("/desk").sees_not(LIST)


def test_without_a_number_of_its_own_it_is_the_known_one_whatever_else_holds(
    session: Session, cast: Cast, visit: Visit
) -> None:
    amira = session.merge(cast.amira)
    amira.phone, amira.no_calls = NUMBER, True
    wishes(session, cast, Way.CALL)
    meets(session, cast, 1)
    assert NUMBER in listed(visit, cast)


def test_nobody_s_wish_and_a_later_meeting_make_no_list(
    session: Session, cast: Cast, visit: Visit
) -> None:
    soon = meets(session, cast, 1)
    assert listed(visit, cast) == ""
    wishes(session, cast, Way.CALL, NUMBER)
    soon.set_time(make.in_days(9), make.BERLIN)
    session.commit()
    assert listed(visit, cast) == ""


def test_one_tap_notes_the_call_and_the_line_goes(
    session: Session, cast: Cast, visit: Visit
) -> None:
    wishes(session, cast, Way.CALL, NUMBER)
    meets(session, cast, 0)
    desk = visit.as_(cast.jonas).open("/desk").sees(LIST)
    desk.press("Wir haben gesprochen").sees("Gut. Die Erinnerung daran ist weg.")
    assert listed(visit, cast) == ""
    desk.press("Rückgängig")
    assert "Frau Haddad" in listed(visit, cast)


def test_a_change_that_no_chosen_way_tells_stands_there(
    session: Session, cast: Cast, visit: Visit
) -> None:
    session.merge(cast.amira).phone = NUMBER
    moved = meets(session, cast, 9)
    moved.move(make.in_days(10), now=clock.now())
    session.commit()
    words = listed(visit, cast)
    assert "Neue Zeit. Davon kommt keine Erinnerung." in words
    assert NUMBER in words
    moved.cancel(now=clock.now())
    session.commit()
    assert "Abgesagt. Davon kommt keine Erinnerung." in listed(visit, cast)


def test_whoever_wants_no_calls_is_written_to(session: Session, cast: Cast, visit: Visit) -> None:
    amira = session.merge(cast.amira)
    amira.phone, amira.no_calls = NUMBER, True
    meets(session, cast, 9).cancel(now=clock.now())
    session.commit()
    words = listed(visit, cast)
    assert NUMBER not in words
    assert "Kurz schreiben?" in words


@pytest.mark.parametrize("way", [Way.EMAIL, Way.SMS])
def test_a_confirmed_address_is_a_way_whatever_became_of_it(
    session: Session, cast: Cast, visit: Visit, way: Way
) -> None:
    session.add(
        ReminderChoice(
            participant_id=cast.amira.id, meetings=True, by_push=False, chosen_at=clock.now()
        )
    )
    row = wishes(session, cast, way, "amira@mail.example")
    meets(session, cast, 9).cancel(now=clock.now())
    session.commit()
    assert "Frau Haddad" in listed(visit, cast), "its digits did not come back"
    row.confirmed_at = clock.now()
    session.commit()
    assert listed(visit, cast) == ""
    row.gone_at = clock.now()
    session.commit()
    assert listed(visit, cast) == "", "what arrives is nothing the guide learns"


def test_whoever_asked_for_quiet_is_called_although_a_way_was_chosen(
    session: Session, cast: Cast, visit: Visit
) -> None:
    session.add(ReminderChoice(participant_id=cast.amira.id, meetings=True, chosen_at=clock.now()))
    wishes(session, cast, Way.EMAIL, "amira@mail.example", confirmed_at=clock.now())
    meets(session, cast, 9).cancel(now=clock.now())
    session.commit()
    assert listed(visit, cast) == ""
    session.merge(cast.amira).quiet_until = make.in_days(7).date()
    session.commit()
    assert "Frau Haddad" in listed(visit, cast)
    session.merge(cast.amira).quiet_until = make.in_days(-1).date()
    session.commit()
    assert listed(visit, cast) == "", "the quiet is over"


def test_meetings_on_paper_are_told_of_by_nothing_that_rings(
    session: Session, cast: Cast, visit: Visit
) -> None:
    session.add(ReminderChoice(participant_id=cast.amira.id, meetings=True, chosen_at=clock.now()))
    wishes(session, cast, Way.EMAIL, "amira@mail.example", confirmed_at=clock.now())
    meets(session, cast, 9).cancel(now=clock.now())
    session.merge(cast.amira).meetings_on_paper = True
    session.commit()
    assert "Frau Haddad" in listed(visit, cast)


@pytest.mark.parametrize("people", [1, 12])
def test_the_list_costs_no_statement_more(
    app: Flask, session: Session, cast: Cast, visit: Visit, counting: Counting, people: int
) -> None:
    from tests.desk.test_my_people import add_people

    wishes(session, cast, Way.CALL, NUMBER)
    meets(session, cast, 1)
    for each in add_people(app, session, cast, people):
        made = make.appointment(session, to=each, by=cast.jonas, at=make.in_days(5))
        made.cancel(now=clock.now())
    session.commit()
    desk = visit.as_(cast.jonas)
    app.extensions["keys"]._open.clear()
    with counting() as statements:
        desk.open("/desk").sees(LIST)
    assert len(statements) <= 3, "\n\n".join(statements)
