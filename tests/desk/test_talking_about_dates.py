"""A date in a letter comes nearer and no contact is noted: "Kurz anrufen?", whoever read what."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy.orm import Session

from app.calm.facts import Fact
from app.calm.facts import Role as FactRole
from app.calm.letter_kinds import Label
from app.core import clock
from app.domain.letters import Letter
from app.domain.messages import Form, Message
from app.domain.people import Guidance, Person
from tests import make
from tests.desk.coming_in import token_of
from tests.desk.looking import all_of
from tests.people import Cast
from tests.visit import Visit

YESTERDAY = timedelta(days=1)
YESTERDAY_MORNING = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def monday_morning() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=True):
        yield


@pytest.fixture(autouse=True)
def has_phone(monday_morning: None, session: Session, cast: Cast) -> None:
    session.merge(cast.amira).phone = "0151 2345678"
    session.commit()


@pytest.fixture
def letter(session: Session, cast: Cast) -> Letter:
    """Papers are asked for in five days; the letter was released yesterday."""
    made = make.letter(
        session,
        to=cast.amira,
        by=cast.jonas,
        kind="mitwirkung",
        label=Label.BITTE,
        has_date=True,
        facts=(Fact(FactRole.PAPERS_UNTIL, make.in_days(5).date(), "bis"),),
        released_at=clock.now() - YESTERDAY,
    )
    session.commit()
    return made


def is_asked(visit: Visit, cast: Cast) -> bool:
    """Whether both pages ask; they never differ."""
    desk = visit.as_(cast.jonas)
    lists = "Kurz anrufen?" in desk.open("/desk").text
    page = "Kurz anrufen?" in desk.open(f"/desk/people/{cast.amira.id}").text
    assert lists == page
    return lists


def guide_writes(session: Session, cast: Cast, at: datetime, **more: object) -> Message:
    said = make.message(session, of=cast.amira, by=cast.jonas)
    said.sent_at = at
    for name, value in more.items():
        setattr(said, name, value)
    session.commit()
    return said


def test_the_guide_is_asked_with_the_number_to_call(
    cast: Cast, visit: Visit, letter: Letter
) -> None:
    desk = visit.as_(cast.jonas).open("/desk").sees("Kurz melden?", "Kurz anrufen? 0151 2345678")
    desk.open(f"/desk/people/{cast.amira.id}").sees("Kurz anrufen? 0151 2345678")


@pytest.mark.parametrize("why", ["no number", "no calls"])
def test_who_is_not_to_be_called_is_written_to(
    session: Session, cast: Cast, visit: Visit, letter: Letter, why: str
) -> None:
    amira = session.merge(cast.amira)
    amira.no_calls, amira.phone = why == "no calls", "" if why == "no number" else amira.phone
    session.commit()
    desk = visit.as_(cast.jonas).open("/desk").sees("Kurz schreiben?").sees_not("Kurz anrufen?")
    desk.sees_not("0151").open(f"/desk/people/{cast.amira.id}")
    desk.sees("Kurz schreiben?").sees_not("Kurz anrufen?")


def test_amira_says_herself_that_she_does_not_want_calls(cast: Cast, visit: Visit) -> None:
    page = visit.as_(cast.amira).open("/settings").press("Speichern", no_calls="yes")
    page.sees("Gespeichert.")
    desk = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}").sees("Bitte nicht anrufen")
    desk.follow("Name und Telefon ändern").press("Speichern").sees("Bitte nicht anrufen")


@pytest.mark.both_databases
def test_what_the_guide_wrote_before_does_not_count_and_afterwards_does(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    guide_writes(session, cast, clock.now() - 2 * YESTERDAY)
    assert is_asked(visit, cast)
    guide_writes(session, cast, clock.now())
    assert not is_asked(visit, cast)


def test_a_greeting_or_a_message_taken_back_is_no_contact(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    guide_writes(session, cast, clock.now(), form=Form.ENCOURAGEMENT)
    guide_writes(session, cast, clock.now(), withdrawn_at=clock.now())
    assert is_asked(visit, cast)


def test_a_message_that_still_waits_is_no_contact_yet(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    guide_writes(session, cast, clock.now() + timedelta(days=20))
    assert is_asked(visit, cast)


def test_what_amira_writes_is_no_contact_yet(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    make.message(session, of=cast.amira, by=cast.amira)
    session.commit()
    assert is_asked(visit, cast)


@pytest.mark.parametrize(
    ("days", "more", "asked"),
    [
        (0, {}, False),  # this morning: planned and past counts as held
        (-3, {}, True),  # before the letter
        (0, {"official": True}, True),
        (0, {"cancelled_at": YESTERDAY_MORNING}, True),
        (1, {}, False),  # tomorrow leaves three working days
        (4, {}, True),  # too late to act
        (1, {"official": True}, True),
        (1, {"cancelled_at": YESTERDAY_MORNING}, True),
    ],
)
def test_a_meeting_of_ours_counts_if_it_was_or_comes_in_time(
    session: Session,
    cast: Cast,
    visit: Visit,
    letter: Letter,
    days: int,
    more: dict[str, object],
    *,
    asked: bool,
) -> None:
    at = make.in_days(days, hour=8 if days <= 0 else 10)
    make.appointment(session, to=cast.amira, by=cast.jonas, at=at, **more)
    session.commit()
    assert is_asked(visit, cast) is asked


@pytest.mark.both_databases
def test_one_tap_says_that_they_have_talked_and_can_be_undone(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    desk = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}")
    desk.press("Wir haben gesprochen").sees_not("Kurz anrufen?")
    assert not is_asked(visit, cast)
    desk.press("Rückgängig").sees("Zurückgenommen.", "Kurz anrufen?")
    desk.press("Wir haben gesprochen")
    # A letter that becomes visible later asks anew.
    session.get_one(Letter, letter.id).released_at = clock.now()
    session.commit()
    assert is_asked(visit, cast)


def test_nobody_else_notes_a_talk(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    for stranger in (cast.lena, cast.amira, cast.petra):
        other = visit.as_(stranger).open("/settings")
        for end in ("talk", "talk/undo"):
            answer = other.client.post(
                f"/desk/people/{cast.amira.id}/{end}", data={"csrf_token": token_of(other)}
            )
            assert answer.status_code == 404
    assert all(each.talked_at is None for each in all_of(session, Guidance))


@pytest.mark.parametrize("change", ["draft", "put away", "not yet visible", "far"])
def test_what_is_not_announced_is_not_asked_about(
    session: Session, cast: Cast, visit: Visit, letter: Letter, change: str
) -> None:
    it = session.get_one(Letter, letter.id)
    if change == "draft":
        it.released_at = None
    elif change == "put away":
        it.put_away_at = clock.now()
    elif change == "not yet visible":
        it.released_at = clock.now() + timedelta(hours=1)
    else:
        it.facts = (Fact(FactRole.PAPERS_UNTIL, make.in_days(25).date(), "bis"),)
    session.commit()
    assert not is_asked(visit, cast)


def test_the_safe_date_of_a_hard_letter_counts_too(
    session: Session, cast: Cast, visit: Visit
) -> None:
    today = make.in_days(0).date()
    make.letter(
        session,
        to=cast.amira,
        by=cast.jonas,
        kind="erstattung",
        label=Label.SCHWER,
        letter_on=today - timedelta(days=24),
        released_at=clock.now() - YESTERDAY,
    )
    session.commit()
    assert is_asked(visit, cast)


def read_everything(visit: Visit, person: Person, letter: Letter) -> None:
    reader = visit.as_(person)
    for path in ("/", "/letters", "/messages", "/appointments", "/shown-letters"):
        assert reader.open(path).status == 200
    for end in ("", "/summary", "/official"):
        assert reader.open(f"/letters/{letter.id}{end}").status == 200


def test_twins_the_eager_and_the_silent_one_look_the_same_at_the_desk(
    cast: Cast, visit: Visit, letter: Letter
) -> None:
    """Trust P-05: what the guide sees differs by what was sent on purpose, by nothing else."""

    def seen() -> list[str]:
        desk = visit.as_(cast.jonas)
        return [desk.open(path).text for path in ("/desk", f"/desk/people/{cast.amira.id}")]

    silent = seen()
    assert "Kurz anrufen?" in silent[0]
    for _ in range(3):
        read_everything(visit, cast.amira, letter)
    assert seen() == silent
    visit.as_(cast.amira).open("/letters").press("Mein Brief ist noch zu")
    assert seen() != silent
