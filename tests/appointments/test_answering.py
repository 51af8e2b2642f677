"""Saying whether a meeting fits: one tap, no reason, and a way back."""

import pytest
from sqlalchemy.orm import Session

from app.domain.appointments import Appointment, Kind, Reply
from tests import make
from tests.people import Cast
from tests.taps import post, twice
from tests.visit import Visit

FIRST, SECOND = make.in_days(4, 14), make.in_days(5, 11, 30)


@pytest.fixture
def meeting(session: Session, cast: Cast) -> Appointment:
    """A walk in three days, with two other times on offer."""
    made = make.appointment(
        session,
        to=cast.amira,
        by=cast.jonas,
        other_time_1=FIRST.isoformat(timespec="minutes"),
        other_time_2=SECOND.isoformat(timespec="minutes"),
    )
    session.commit()
    return made


@pytest.fixture
def amira(visit: Visit, cast: Cast) -> Visit:
    """Amira's phone."""
    return visit.as_(cast.amira)


def reply_of(session: Session, meeting: Appointment) -> Reply | None:
    session.refresh(meeting)
    session.commit()
    return meeting.reply


def test_a_stranger_does_not_find_the_meeting(
    meeting: Appointment, cast: Cast, visit: Visit
) -> None:
    assert visit.as_(cast.samir).open(f"/appointments/{meeting.id}").status == 404
    assert visit.as_(cast.amira).open(f"/appointments/{meeting.id}").status == 200


@pytest.mark.parametrize(
    ("words", "reply"),
    [
        ("Passt", Reply.FITS),
        ("Passt nicht", Reply.DOES_NOT_FIT),
        ("Lieber telefonieren", Reply.RATHER_PHONE),
    ],
)
def test_an_answer_is_one_tap_and_can_be_taken_back(
    session: Session, meeting: Appointment, amira: Visit, words: str, reply: Reply
) -> None:
    amira.open(f"/appointments/{meeting.id}").press(words)
    amira.sees(f"Herr Sommer sieht: {words}.", f"Sie haben gesagt: {words}.")
    assert reply_of(session, meeting) is reply
    amira.press("Rückgängig").sees_not("Sie haben gesagt")
    assert reply_of(session, meeting) is None


def test_taking_back_a_changed_answer_brings_the_former_one(
    session: Session, meeting: Appointment, amira: Visit
) -> None:
    amira.open(f"/appointments/{meeting.id}").press("Passt").press("Lieber telefonieren")
    amira.sees("Sie haben gesagt: Lieber telefonieren.").press("Rückgängig")
    amira.sees("Sie haben gesagt: Passt.")
    assert reply_of(session, meeting) is Reply.FITS


def test_a_second_tap_changes_nothing(session: Session, meeting: Appointment, amira: Visit) -> None:
    twice(amira.open(f"/appointments/{meeting.id}"), "Passt").sees("Sie haben gesagt: Passt.")
    session.refresh(meeting)
    assert meeting.version == 2


def test_after_passt_nicht_another_time_is_one_tap_away(
    session: Session, meeting: Appointment, amira: Visit
) -> None:
    amira.open(f"/appointments/{meeting.id}").sees_not("14 Uhr").press("Passt nicht")
    words = next(each.text for each in amira.page.all("button") if "14 Uhr" in each.text)
    twice(amira, words).sees("Sie haben gesagt: Passt.")
    assert amira.page.all("h1")[0].text == words
    session.refresh(meeting)
    assert meeting.starts.replace(tzinfo=None) == FIRST


def test_taking_another_time_can_be_undone(
    session: Session, meeting: Appointment, amira: Visit
) -> None:
    before = meeting.wall_time
    amira.open(f"/appointments/{meeting.id}").press("Passt nicht")
    words = next(each.text for each in amira.page.all("button") if "11:30 Uhr" in each.text)
    amira.press(words).press("Rückgängig").sees("Sie haben gesagt: Passt nicht.", "14 Uhr", words)
    session.refresh(meeting)
    assert meeting.wall_time == before


def test_a_time_that_nobody_offered_is_not_taken(
    session: Session, meeting: Appointment, amira: Visit
) -> None:
    amira.open(f"/appointments/{meeting.id}")
    before = meeting.wall_time
    for time in ("2030-01-01T10:00", "tomorrow", ""):
        assert post(amira, f"/appointments/{meeting.id}/time", time=time) == 303
    assert post(amira, f"/appointments/{meeting.id}/time/undo?time=2030-01-01T10:00") == 404
    session.refresh(meeting)
    assert meeting.wall_time == before


def test_without_other_times_the_guide_makes_the_next_proposal(
    session: Session, cast: Cast, amira: Visit
) -> None:
    plain = make.appointment(session, to=cast.amira, by=cast.jonas)
    session.commit()
    amira.open(f"/appointments/{plain.id}").press("Passt nicht")
    amira.sees("Sie brauchen keinen Grund. Herr Sommer schlägt einen anderen Tag vor.")


def test_a_cancelled_meeting_is_explained_and_asks_for_nothing(
    session: Session, cast: Cast, amira: Visit
) -> None:
    off = make.appointment(session, to=cast.amira, by=cast.jonas, cancelled_at=make.clock.now())
    session.commit()
    amira.open(f"/appointments/{off.id}")
    amira.sees("Herr Sommer kann an diesem Tag leider nicht.", "Das liegt nicht an Ihnen.")
    assert not [each for each in amira.page.all("button") if each.get("name") == "reply"]
    assert post(amira, f"/appointments/{off.id}/reply", reply="fits") == 303
    assert post(amira, f"/appointments/{off.id}/reply/undo?former=fits") == 404
    assert reply_of(session, off) is None


def test_what_is_past_is_simply_past(session: Session, cast: Cast, amira: Visit) -> None:
    past = make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(-1))
    session.commit()
    amira.open("/appointments").sees("Gerade ist kein Treffen geplant.")
    amira.open(f"/appointments/{past.id}").sees("Dieses Treffen liegt hinter Ihnen.")
    assert not [each for each in amira.page.all("button") if each.get("name") == "reply"]


@pytest.mark.parametrize("reply", ["", "maybe"])
def test_an_answer_that_does_not_exist_is_refused(
    meeting: Appointment, amira: Visit, reply: str
) -> None:
    amira.open(f"/appointments/{meeting.id}")
    assert post(amira, f"/appointments/{meeting.id}/reply", reply=reply) == 400


@pytest.mark.parametrize(
    "path",
    [
        "reply",
        "reply/undo",
        "time",
        "time/undo",
        "request",
        "request/undo",
        "wishes/come-along",
        "wishes/come-along/undo",
    ],
)
def test_a_stranger_can_do_nothing_with_it(
    session: Session, meeting: Appointment, cast: Cast, visit: Visit, path: str
) -> None:
    samir = visit.as_(cast.samir)
    assert post(samir, f"/appointments/{meeting.id}/{path}", reply="fits") == 404
    assert reply_of(session, meeting) is None


def test_a_meeting_on_the_phone_is_not_asked_whether_the_phone_is_better(
    session: Session, cast: Cast, visit: Visit
) -> None:
    made = make.appointment(session, to=cast.amira, by=cast.jonas, kind=Kind.PHONE)
    session.commit()
    page = visit.as_(cast.amira).open(f"/appointments/{made.id}").sees_not("Lieber telefonieren")
    assert page.text.count("Am Telefon") == 1
    page.follow("Lieber anders").sees("Lieber draußen treffen.").sees_not("Lieber telefonieren.")


def test_what_is_to_mend_is_named_with_one_mark_at_its_end(
    session: Session, cast: Cast, visit: Visit
) -> None:
    made = make.appointment(session, to=cast.amira, by=cast.jonas)
    session.commit()
    page = visit.as_(cast.amira).open(f"/appointments/{made.id}").follow("Lieber anders")
    page.press("Senden")
    page.sees("Was wäre Ihnen lieber? Tippen Sie etwas an").sees_not("?:")
