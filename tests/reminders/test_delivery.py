"""From a planned meeting to the phone: once, in time, in neutral words, and only if wanted."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.core import outside
from app.core.i18n import speaking
from app.core.languages import LANGUAGES
from app.core.push import Answer, Outcome, PushMessage
from app.domain import telling
from app.domain.appointments import Appointment, Reply
from app.domain.delivery import condition
from app.domain.outbox import LEASE, OutboxEntry, State, Topic
from app.domain.reminders import Lead, PushSubscription
from app.domain.sign_in import LoginSession
from app.reminders import deliver
from tests import make
from tests.people import Cast
from tests.reminders.conftest import Road, at

SUNDAY = at("2026-11-22 12:00")
TUESDAY = at("2026-11-24 10:00")  # the meeting
REMINDER = at("2026-11-23 10:00")


@pytest.fixture
def meeting(session: Session, cast: Cast) -> Appointment:
    """Amira and Jonas meet on Tuesday at ten."""
    made = make.appointment(session, to=cast.amira, by=cast.jonas, at=TUESDAY.replace(tzinfo=None))
    session.commit()
    return made


def entries(session: Session, topic: Topic) -> list[OutboxEntry]:
    session.expire_all()
    found = select(OutboxEntry).where(OutboxEntry.topic == topic).order_by(OutboxEntry.due_at)
    return list(session.scalars(found))


def test_nothing_is_sent_to_someone_who_never_chose(
    session: Session, cast: Cast, road: Road, meeting: Appointment
) -> None:
    road.switch_on(cast.amira, SUNDAY)
    telling.meeting_planned(session, meeting, now=SUNDAY)
    telling.meeting_cancelled(session, meeting, by=cast.jonas.id, now=SUNDAY)
    assert road.deliver(REMINDER) == []
    assert session.scalar(select(OutboxEntry.id)) is None


def test_the_reminder_comes_once_the_day_before_at_ten(
    session: Session, cast: Cast, road: Road, meeting: Appointment
) -> None:
    road.choose(cast.amira, SUNDAY)
    road.switch_on(cast.amira, SUNDAY)
    telling.meeting_planned(session, meeting, now=SUNDAY)  # planned twice is told once
    assert road.deliver(REMINDER - timedelta(seconds=1)) == []
    (told,) = road.deliver(REMINDER)
    assert (told["title"], told["body"]) == ("Kleine Schritte", "Es ist etwas Neues für Sie da.")
    assert (told["lang"], told["dir"], told["silent"]) == ("de", "ltr", True)
    assert road.deliver(REMINDER + timedelta(hours=1)) == []


def test_what_goes_over_the_line_says_how_long_it_is_of_use(
    cast: Cast, road: Road, meeting: Appointment
) -> None:
    road.choose(cast.amira, SUNDAY)
    road.switch_on(cast.amira, SUNDAY)
    (told,) = road.deliver(REMINDER)
    (sent,) = road.service.received
    assert sent.headers["ttl"] == str(10 * 3600)  # until 20 o'clock
    assert sent.headers["urgency"] == "normal"
    assert len(sent.headers["topic"]) == 32
    assert told["tag"] == sent.headers["topic"][:16]
    assert meeting.id.hex[:8] not in sent.headers["topic"]


@pytest.mark.parametrize(
    ("level", "words"),
    [(1, "Es ist etwas Neues für Sie da."), (2, "Eine kleine Erinnerung."), (3, "Morgen, 10 Uhr.")],
)
def test_the_lock_screen_says_no_more_than_was_chosen(
    cast: Cast, road: Road, meeting: Appointment, level: int, words: str
) -> None:
    road.choose(cast.amira, SUNDAY, level=level)
    road.switch_on(cast.amira, SUNDAY)
    (told,) = road.deliver(REMINDER)
    assert told["body"] == words
    everything = str(told)
    for private in ("Bahnhof", "Sommer", "Haddad", "Jobcenter", str(meeting.id)):
        assert private not in everything


def test_a_reminder_two_hours_before_is_in_a_hurry(
    cast: Cast, road: Road, meeting: Appointment
) -> None:
    road.choose(cast.amira, SUNDAY, lead=Lead.TWO_HOURS, level=3)
    road.switch_on(cast.amira, SUNDAY)
    (told,) = road.deliver(at("2026-11-24 08:00"))
    assert told["body"] == "Heute, 10 Uhr."
    assert road.service.received[0].headers["urgency"] == "high"


@pytest.mark.parametrize(
    ("code", "direction"), [("ar", "rtl"), ("fa", "rtl"), ("uk", "ltr"), ("de_easy", "ltr")]
)
def test_the_reader_gets_the_own_language_in_its_direction(
    session: Session, cast: Cast, road: Road, meeting: Appointment, code: str, direction: str
) -> None:
    cast.amira.language = code
    session.merge(cast.amira)
    road.choose(cast.amira, SUNDAY, level=3)
    road.switch_on(cast.amira, SUNDAY)
    (told,) = road.deliver(REMINDER)
    assert (told["lang"], told["dir"]) == (LANGUAGES[code].tag, direction)
    with speaking(code):
        assert told["body"] == outside.line(
            Topic.MEETING_SOON, 3, starts=[meeting.starts], now=REMINDER
        )


def test_whoever_chose_du_is_spoken_to_with_du(
    session: Session, cast: Cast, road: Road, meeting: Appointment
) -> None:
    """The worker asks the database; the wish and the language are two columns there."""
    cast.amira.address = "du"
    session.merge(cast.amira)
    road.choose(cast.amira, SUNDAY)
    road.switch_on(cast.amira, SUNDAY)
    (told,) = road.deliver(REMINDER)
    with speaking("de_du"):
        assert (told["lang"], told["body"]) == ("de", outside.something_new())


def test_a_moved_meeting_drops_the_old_reminder_and_tells_the_change_at_once(
    session: Session, cast: Cast, road: Road, meeting: Appointment
) -> None:
    saturday = at("2026-11-21 15:00")
    road.choose(cast.amira, saturday)
    road.switch_on(cast.amira, saturday)
    meeting.move(at("2026-11-26 15:00").replace(tzinfo=None), now=saturday)
    telling.meeting_changed(session, meeting, by=cast.jonas.id, was_at=TUESDAY, now=saturday)
    assert len(road.deliver(saturday)) == 1
    assert road.service.received[0].headers["urgency"] == "high"
    assert road.deliver(REMINDER) == [], "the reminder for the old time"
    assert len(road.deliver(at("2026-11-25 10:00"))) == 1
    states = [each.state for each in entries(session, Topic.MEETING_SOON)]
    assert sorted(states) == [State.ACCEPTED, State.DROPPED]


def test_who_moved_the_meeting_is_not_told_of_it(
    session: Session, cast: Cast, road: Road, meeting: Appointment
) -> None:
    road.choose(cast.amira, SUNDAY)
    road.switch_on(cast.amira, SUNDAY)
    meeting.move(at("2026-11-26 15:00").replace(tzinfo=None), now=SUNDAY)
    telling.meeting_changed(session, meeting, by=cast.amira.id, now=SUNDAY)
    assert road.deliver(SUNDAY) == []
    assert len(road.deliver(at("2026-11-25 10:00"))) == 1


def test_a_move_that_nobody_announced_still_stops_the_old_reminder(
    cast: Cast, road: Road, session: Session, meeting: Appointment
) -> None:
    road.choose(cast.amira, SUNDAY)
    road.switch_on(cast.amira, SUNDAY)
    meeting.move(at("2026-11-26 15:00").replace(tzinfo=None), now=SUNDAY)
    session.commit()
    assert road.deliver(REMINDER) == []
    assert len(road.deliver(at("2026-11-25 10:00"))) == 1


def test_who_has_answered_the_new_time_is_not_told_of_it_any_more(
    session: Session, cast: Cast, road: Road, meeting: Appointment
) -> None:
    road.choose(cast.amira, SUNDAY)
    road.switch_on(cast.amira, SUNDAY)
    meeting.move(at("2026-11-26 15:00").replace(tzinfo=None), now=SUNDAY)
    telling.meeting_changed(session, meeting, by=cast.jonas.id, now=SUNDAY)
    meeting.answer(Reply.FITS, now=SUNDAY)
    assert road.deliver(SUNDAY) == []


def test_a_cancelled_meeting_is_told_once_and_never_reminded_of(
    session: Session, cast: Cast, road: Road, meeting: Appointment
) -> None:
    road.choose(cast.amira, SUNDAY)
    road.switch_on(cast.amira, SUNDAY)
    night = at("2026-11-22 23:00")
    meeting.cancel(now=night)
    telling.meeting_cancelled(session, meeting, by=cast.jonas.id, now=night)
    for early in (night, at("2026-11-23 07:00")):
        assert road.deliver(early) == [], "nobody is woken for a meeting of the day after"
    assert len(road.deliver(at("2026-11-23 08:00"))) == 1
    assert road.deliver(REMINDER) == []


def test_an_answer_does_not_bring_a_second_reminder(
    session: Session, cast: Cast, road: Road, meeting: Appointment
) -> None:
    road.choose(cast.amira, SUNDAY)
    road.switch_on(cast.amira, SUNDAY)
    assert len(road.deliver(REMINDER)) == 1
    meeting.answer(Reply.FITS, now=REMINDER)
    session.commit()
    road.choose(cast.amira, REMINDER)  # looks at the settings again and saves
    assert road.deliver(REMINDER + timedelta(minutes=5)) == []


def test_switching_off_stops_what_was_planned_and_on_again_plans_it_anew(
    cast: Cast, road: Road, meeting: Appointment
) -> None:
    road.choose(cast.amira, SUNDAY)
    road.switch_on(cast.amira, SUNDAY)
    road.choose(cast.amira, SUNDAY, meetings=False)
    assert road.deliver(REMINDER) == []
    road.choose(cast.amira, REMINDER)
    assert len(road.deliver(REMINDER)) == 1


def test_another_lead_moves_the_reminder(cast: Cast, road: Road, meeting: Appointment) -> None:
    road.choose(cast.amira, SUNDAY)
    road.switch_on(cast.amira, SUNDAY)
    road.choose(cast.amira, SUNDAY, lead=Lead.DAY_BEFORE_17)
    assert road.deliver(REMINDER) == []
    assert len(road.deliver(at("2026-11-23 17:00"))) == 1


def test_a_lead_that_leaves_no_time_drops_the_reminder_with_the_wish(
    session: Session, cast: Cast, road: Road, meeting: Appointment
) -> None:
    road.choose(cast.amira, SUNDAY, lead=Lead.TWO_HOURS)
    road.switch_on(cast.amira, SUNDAY)
    morning = TUESDAY - timedelta(hours=3)
    road.choose(cast.amira, morning, lead=Lead.DAY_BEFORE_10)
    (dropped,) = entries(session, Topic.MEETING_SOON)
    assert (dropped.state, dropped.ended_at) == (State.DROPPED, morning)
    assert road.deliver(TUESDAY - timedelta(hours=2)) == []


def test_a_reminder_that_comes_too_late_does_not_come(
    session: Session, cast: Cast, road: Road, meeting: Appointment
) -> None:
    road.choose(cast.amira, SUNDAY)
    road.switch_on(cast.amira, SUNDAY)
    assert road.deliver(at("2026-11-23 20:00")) == []
    assert [each.state for each in entries(session, Topic.MEETING_SOON)] == [State.DROPPED]


def test_a_subscription_dies_with_its_session(
    session: Session, cast: Cast, road: Road, meeting: Appointment
) -> None:
    road.choose(cast.amira, SUNDAY)
    road.switch_on(cast.amira, SUNDAY)
    session.execute(delete(LoginSession).where(LoginSession.person_id == cast.amira.id))
    session.commit()
    assert session.scalar(select(PushSubscription.id)) is None
    assert road.deliver(REMINDER) == []


def test_a_session_that_has_run_out_is_not_reached(
    session: Session, cast: Cast, road: Road, meeting: Appointment
) -> None:
    road.choose(cast.amira, SUNDAY)
    login = road.sign_in(cast.amira, SUNDAY)
    road.switch_on(cast.amira, SUNDAY, login=login)
    login.ends_at = REMINDER
    session.commit()
    assert road.deliver(REMINDER) == []


def test_a_phone_that_changes_hands_tells_the_new_person_only(
    session: Session, cast: Cast, road: Road, meeting: Appointment
) -> None:
    from app.reminders import actions

    road.choose(cast.amira, SUNDAY)
    phone = road.switch_on(cast.amira, SUNDAY)
    his = road.sign_in(cast.samir, SUNDAY)
    actions.reach_here(session, road.viewer(cast.samir), his.id, phone.subscription, now=SUNDAY)
    session.commit()
    (left,) = session.scalars(select(PushSubscription))
    assert left.participant_id == cast.samir.id
    assert road.deliver(REMINDER) == []


def test_a_test_reminder_reaches_this_device_and_no_other(
    session: Session, cast: Cast, road: Road
) -> None:
    from app.reminders import actions

    here = road.sign_in(cast.amira, SUNDAY)
    phone = road.switch_on(cast.amira, SUNDAY, login=here)
    road.switch_on(cast.amira, SUNDAY)
    with road.app.test_request_context():
        for _tap in range(2):
            actions.try_here(session, road.viewer(cast.amira), here.id, now=SUNDAY)
    assert len(road.deliver(SUNDAY)) == 1
    assert phone.subscription.endpoint.endswith(road.service.received[0].channel)
    assert road.deliver(SUNDAY + timedelta(seconds=30)) == []


def test_the_worker_shows_that_it_lives(session: Session, cast: Cast, road: Road) -> None:
    assert not condition(session, now=SUNDAY).is_awake
    road.deliver(SUNDAY)
    assert condition(session, now=SUNDAY + timedelta(seconds=89)).is_awake
    assert not condition(session, now=SUNDAY + timedelta(seconds=90)).is_awake
    road.deliver(SUNDAY + timedelta(minutes=1))
    assert condition(session, now=SUNDAY + timedelta(seconds=90)).is_awake


class Slow:
    """A road on which every batch takes two minutes; it notes until when each one is in hand."""

    def __init__(self, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
        self.session, self.elapsed = session, 0.0
        self.in_hand_until: list[datetime] = []
        self.awake: list[bool] = []
        monkeypatch.setattr(deliver.time, "monotonic", lambda: self.elapsed)

    def send_all(self, messages: Iterable[PushMessage]) -> list[Answer]:
        leased = select(OutboxEntry.leased_until).where(OutboxEntry.state == State.LEASED)
        self.in_hand_until.append(max(filter(None, self.session.scalars(leased))))
        now = REMINDER + timedelta(seconds=self.elapsed)
        self.awake.append(condition(self.session, now=now).is_awake)
        self.session.rollback()
        self.elapsed += 120
        return [Answer(each.id, Outcome.ACCEPTED, 201) for each in messages]


def test_a_long_round_stays_awake_and_each_batch_has_its_own_minute(
    session: Session, cast: Cast, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "BATCH", 20)
    for person, count in ((cast.amira, deliver.BATCH), (cast.samir, 1)):
        road.choose(person, SUNDAY)
        road.switch_on(person, SUNDAY)
        for _meeting in range(count):
            meeting = make.appointment(
                session, to=person, by=cast.jonas, at=TUESDAY.replace(tzinfo=None)
            )
            telling.meeting_planned(session, meeting, now=SUNDAY)
    for entry in entries(session, Topic.MEETING_SOON):
        entry.due_at -= timedelta(minutes=entry.person_id == cast.amira.id)  # hers come first
    session.commit()
    slow = Slow(session, monkeypatch)
    assert deliver.deliver_due(road.app, slow, now=REMINDER) == deliver.BATCH + 1
    assert slow.in_hand_until == [REMINDER + LEASE, REMINDER + timedelta(minutes=2) + LEASE]
    assert slow.awake == [True, True]
