"""The file for the phone's calendar: the time, and nothing a stranger could learn from."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.appointments.calendar_file import calendar_file
from app.core.i18n import _, speaking
from app.domain.appointments import Appointment, AppointmentIsOver, Kind
from tests import make
from tests.appointments.calendars import Entry, entries, lines, text_of
from tests.people import Cast
from tests.visit import Visit

BERLIN = ZoneInfo(make.BERLIN)
MADE = datetime(2026, 1, 2, 9, tzinfo=UTC)
SECRETS = ("Sommer", "Bahnhof", "Bus", "Ziel", "Haddad", "Jobcenter", "Spaziergang")


@pytest.fixture
def meeting(session: Session, cast: Cast) -> Appointment:
    """A walk with a lot to tell."""
    made = make.appointment(
        session, to=cast.amira, by=cast.jonas, minutes=45, way="Bus 12", topic="Ihr Ziel"
    )
    session.commit()
    return made


def file_of(visitor: Visit, meeting: Appointment) -> bytes:
    response = visitor.client.get(f"/appointments/{meeting.id}/calendar.ics")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Cache-Control"] == "no-store"
    return response.get_data()


def entry_of(visitor: Visit, meeting: Appointment) -> Entry:
    [entry] = entries(file_of(visitor, meeting))
    return entry


def test_it_holds_the_time_in_utc_and_a_neutral_title(
    meeting: Appointment, cast: Cast, visit: Visit
) -> None:
    file = file_of(visit.as_(cast.amira), meeting)
    [entry] = entries(file)
    assert entry.title == "Treffen"
    assert (entry.start, entry.end) == (meeting.starts_at, meeting.ends_at)
    times = [each for each in lines(file) if each.startswith("DT")]
    assert len(times) == 3
    assert all(each.endswith("Z") for each in times), "UTC, so that no time zone is needed"
    for secret in SECRETS:
        assert secret not in file.decode()


def test_a_newer_file_replaces_the_older_one(
    session: Session, meeting: Appointment, cast: Cast, visit: Visit
) -> None:
    amira = visit.as_(cast.amira)
    first = entry_of(amira, meeting)
    meeting.move(make.in_days(8, 16), now=make.clock.now())
    second = entry_of(amira, meeting)
    assert first.uid == second.uid
    assert second.sequence > first.sequence
    assert second.stamp >= first.stamp
    meeting.cancel(now=make.clock.now())
    third = entry_of(amira, meeting)
    assert third.sequence > second.sequence
    assert (third.status, third.title) == ("CANCELLED", "Treffen fällt aus")


def test_the_same_meeting_makes_the_same_file_tomorrow(
    meeting: Appointment, cast: Cast, visit: Visit
) -> None:
    amira = visit.as_(cast.amira)
    assert file_of(amira, meeting) == file_of(amira, meeting)
    assert entry_of(amira, meeting).stamp == meeting.created_at.replace(microsecond=0)


def test_it_is_no_invitation_that_wants_an_answer(
    meeting: Appointment, cast: Cast, visit: Visit
) -> None:
    names = {each.partition(":")[0] for each in lines(file_of(visit.as_(cast.amira), meeting))}
    assert not names & {"METHOD", "ORGANIZER", "ATTENDEE"}


def test_an_office_s_appointment_is_called_by_its_own_word(
    session: Session, cast: Cast, visit: Visit
) -> None:
    made = make.appointment(session, to=cast.amira, by=cast.jonas, official=True)
    session.commit()
    assert entry_of(visit.as_(cast.amira), made).title == "Termin"


def test_a_stranger_gets_no_file(meeting: Appointment, cast: Cast, visit: Visit) -> None:
    response = visit.as_(cast.samir).client.get(f"/appointments/{meeting.id}/calendar.ics")
    assert response.status_code == 404


# Any day, and often the two nights in which the clocks change: at 2:30 there is nothing, or twice.
_NIGHTS = st.sampled_from([datetime(2026, 3, 29), datetime(2026, 10, 25)])  # noqa: DTZ001
_WALL_TIMES = st.one_of(
    st.datetimes(datetime(2026, 1, 3), datetime(2028, 12, 31)),  # noqa: DTZ001
    st.builds(
        lambda night, minutes: night + timedelta(minutes=minutes), _NIGHTS, st.integers(0, 300)
    ),
).map(lambda wall: wall.replace(second=0, microsecond=0))
_CHANGES = st.lists(st.one_of(st.none(), st.just("again"), _WALL_TIMES), max_size=4)


@st.composite
def _meetings(draw: st.DrawFn) -> Appointment:
    """A meeting that was moved, cancelled and taken up again, as often as you like."""
    meeting = Appointment(
        participant_id=draw(st.uuids()),
        guide_id=draw(st.uuids()),
        id=draw(st.uuids()),
        kind=draw(st.sampled_from(Kind)),
        official=draw(st.booleans()),
        minutes=draw(st.integers(5, 600)),
        version=1,
        created_at=MADE,
    )
    meeting.set_time(draw(_WALL_TIMES), make.BERLIN)
    for change in draw(_CHANGES):
        now = MADE + timedelta(hours=meeting.version)
        try:
            if change is None:
                meeting.cancel(now=now)
            elif change == "again":
                meeting.stand_again(now=now)
            else:
                meeting.move(change, now=now)
        except AppointmentIsOver:
            continue
        meeting.version += 1
    return meeting


@pytest.mark.parametrize("language", ["de", "en", "ar"])
@settings(deadline=None)
@given(meetings=st.lists(_meetings(), max_size=6, unique_by=lambda each: each.id))
def test_every_calendar_reads_the_moment_that_the_app_means(
    language: str, meetings: list[Appointment]
) -> None:
    with speaking(language):
        words = {False: _("Treffen"), True: _("Termin")}
        file = calendar_file(meetings, name=_("Termine"))
    read = entries(file)
    assert file == _written_again(meetings, language)
    assert len({each.uid for each in read}) == len(meetings)
    for entry, meeting in zip(read, meetings, strict=True):
        wall = datetime.fromisoformat(meeting.wall_time).replace(tzinfo=BERLIN)
        assert entry.start.timestamp() == wall.timestamp()
        assert entry.end - entry.start == timedelta(minutes=meeting.minutes)
        assert entry.sequence == meeting.version
        is_off = meeting.cancelled_at is not None
        assert entry.status == ("CANCELLED" if is_off else "CONFIRMED")
        assert is_off or entry.title == words[meeting.official]


def _written_again(meetings: list[Appointment], language: str) -> bytes:
    with speaking(language):
        return calendar_file(meetings, name=_("Termine"))


# Folding and escaping, beyond the words that we use: not "\\N", which the library takes for a line.
_NAMES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=120).filter(
    lambda name: r"\N" not in name
)


@given(_NAMES)
def test_whatever_a_calendar_is_called_comes_out_as_it_went_in(name: str) -> None:
    [line] = [each for each in lines(calendar_file([], name=name)) if each.startswith("NAME")]
    assert text_of(line) == name
