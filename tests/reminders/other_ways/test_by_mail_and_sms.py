"""E-mail and SMS on their way: as silent as the phone, once, and only where they are wanted."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock, outside
from app.core.i18n import speaking
from app.core.languages import LANGUAGES
from app.domain import telling
from app.domain.appointments import Appointment
from app.domain.outbox import State, Topic
from app.domain.reminders import ReminderChoice
from app.domain.ways import OtherWay, Way
from tests import make
from tests.people import Cast
from tests.reminders.conftest import Road, at
from tests.reminders.other_ways.conftest import (
    ADDRESS,
    NOTHING_NEW,
    NUMBER,
    ORIGIN,
    REMINDER,
    SUNDAY,
    TUESDAY,
    digits_in,
    has,
    states,
)
from tests.support.mail_server import HANG_UP, MailServer
from tests.support.push_service import Reply
from tests.support.sms_gateway import SmsGateway
from tests.visit import Visit


def test_each_way_gets_the_line_of_the_lock_screen_once(
    session: Session,
    cast: Cast,
    road: Road,
    meeting: Appointment,
    post: MailServer,
    gateway: SmsGateway,
) -> None:
    road.choose(cast.amira, SUNDAY)
    road.switch_on(cast.amira, SUNDAY)
    has(session, cast, Way.EMAIL, ADDRESS)
    has(session, cast, Way.SMS, NUMBER)
    assert [told["body"] for told in road.deliver(REMINDER)] == [NOTHING_NEW]
    (arrived,) = post.received
    assert arrived.message["Subject"] == "Kleine Schritte"
    assert arrived.message["From"] == "Kleine Schritte <erinnerung@schritte.example>"
    assert arrived.words == f"{NOTHING_NEW}\n\n{ORIGIN}\n"
    (asked,) = gateway.asked
    assert (asked.said["to"], asked.said["text"]) == (
        "+4915123456789",
        f"Kleine Schritte: {NOTHING_NEW}",
    )
    for later in (1, 60):
        assert road.deliver(REMINDER + timedelta(minutes=later)) == []
    assert (len(post.received), len(gateway.asked)) == (1, 1)
    assert states(session) == [State.ACCEPTED]


@pytest.mark.parametrize(
    ("code", "level"), [("de", 1), ("ar", 2), *((code, 3) for code in sorted(LANGUAGES))]
)
def test_nothing_stands_in_it_but_the_line_of_the_wording_file(
    session: Session,
    cast: Cast,
    road: Road,
    meeting: Appointment,
    post: MailServer,
    gateway: SmsGateway,
    code: str,
    level: int,
) -> None:
    cast.amira.language = code
    session.merge(cast.amira)
    road.choose(cast.amira, SUNDAY, level=level, by_push=False)
    has(session, cast, Way.EMAIL, ADDRESS)
    has(session, cast, Way.SMS, NUMBER)
    road.deliver(REMINDER)
    with road.app.test_request_context(), speaking(code):
        line = outside.line(Topic.MEETING_SOON, level, starts=[meeting.starts], now=REMINDER)
    (arrived,), (asked,) = post.received, gateway.asked
    assert arrived.words == f"{line}\n\n{ORIGIN}\n"
    assert asked.said["text"] == f"Kleine Schritte: {line}"
    known = {"From", "To", "Subject", "Date", "Message-ID", "Content-Language", "Auto-Submitted"}
    known |= {"MIME-Version", "Content-Type", "Content-Transfer-Encoding"}
    assert set(arrived.message.keys()) <= known
    everything = arrived.raw.decode("ascii", "replace") + arrived.words
    for private in ("Haddad", "Sommer", "Bahnhof", "Jobcenter", "PRO AKTIV", meeting.id.hex[:8]):
        assert private not in everything


def test_an_address_that_is_not_confirmed_gets_nothing(
    session: Session, cast: Cast, road: Road, meeting: Appointment, post: MailServer
) -> None:
    road.choose(cast.amira, SUNDAY)
    has(session, cast, Way.EMAIL, ADDRESS).confirmed_at = None
    session.commit()
    road.deliver(REMINDER)
    assert (post.received, states(session)) == ([], [State.DROPPED])


def test_the_addresses_of_others_get_nothing(
    session: Session, cast: Cast, road: Road, meeting: Appointment, post: MailServer
) -> None:
    road.choose(cast.amira, SUNDAY)
    has(session, cast, Way.EMAIL, ADDRESS)
    session.add(
        OtherWay(
            participant_id=cast.samir.id,
            way=Way.EMAIL,
            address="samir@mail.example",
            asked_at=SUNDAY,
            confirmed_at=SUNDAY,
        )
    )
    session.commit()
    road.deliver(REMINDER)
    assert [each.to for each in post.received] == [(ADDRESS,)]


def test_switched_off_means_off_on_every_way(
    session: Session, cast: Cast, road: Road, meeting: Appointment, post: MailServer
) -> None:
    road.choose(cast.amira, SUNDAY)
    has(session, cast, Way.EMAIL, ADDRESS)
    session.execute(ReminderChoice.__table__.update().values(meetings=False))  # type: ignore[attr-defined]
    session.commit()
    road.deliver(REMINDER)
    assert post.received == []


def test_a_cancelled_meeting_is_told_at_once_there_too(
    session: Session, cast: Cast, road: Road, meeting: Appointment, post: MailServer
) -> None:
    road.choose(cast.amira, SUNDAY)
    has(session, cast, Way.EMAIL, ADDRESS)
    monday = at("2026-11-23 09:00")
    meeting.cancel(now=monday)
    telling.meeting_cancelled(session, meeting, by=cast.jonas.id, now=monday)
    road.deliver(monday)
    assert len(post.received) == 1
    road.deliver(REMINDER)
    assert len(post.received) == 1, "and no reminder of it"


@pytest.mark.usefixtures("meeting")
def test_two_meetings_of_a_day_are_one_mail_that_names_both(
    session: Session, cast: Cast, road: Road, post: MailServer
) -> None:
    later = TUESDAY.replace(hour=14, tzinfo=None)
    make.appointment(session, to=cast.amira, by=cast.jonas, at=later)
    road.choose(cast.amira, SUNDAY, level=3)
    has(session, cast, Way.EMAIL, ADDRESS)
    road.deliver(REMINDER)
    (mail,) = post.received
    assert mail.words.startswith("Morgen, 10 Uhr und 14 Uhr.\n")


def test_a_retry_goes_only_to_the_way_that_has_nothing_yet(
    session: Session,
    cast: Cast,
    road: Road,
    meeting: Appointment,
    post: MailServer,
    gateway: SmsGateway,
) -> None:
    road.choose(cast.amira, SUNDAY)
    road.switch_on(cast.amira, SUNDAY)
    has(session, cast, Way.EMAIL, ADDRESS)
    has(session, cast, Way.SMS, NUMBER)
    post.answer("RCPT", "451 4.3.0 later")
    gateway.answer(503)
    assert len(road.deliver(REMINDER)) == 1
    assert states(session) == [State.DUE]
    gateway.answer(503)
    assert road.deliver(REMINDER + timedelta(minutes=1)) == []
    assert (len(post.received), len(gateway.asked)) == (1, 2)
    assert road.deliver(REMINDER + timedelta(minutes=5)) == []
    assert (len(post.received), len(gateway.asked)) == (1, 3)
    assert len({each.said["id"] for each in gateway.asked}) == 1, "the gateway sees it is the same"
    assert states(session) == [State.ACCEPTED]


def test_a_push_service_in_trouble_costs_no_second_email(
    session: Session, cast: Cast, road: Road, meeting: Appointment, post: MailServer
) -> None:
    road.choose(cast.amira, SUNDAY)
    road.switch_on(cast.amira, SUNDAY)
    has(session, cast, Way.EMAIL, ADDRESS)
    road.service.answer_with(Reply(500), times=1)
    road.deliver(REMINDER)
    road.deliver(REMINDER + timedelta(minutes=1))
    assert len(post.received) == 1
    assert states(session) == [State.ACCEPTED]


def test_a_gateway_that_asks_for_a_pause_gets_it(
    session: Session, cast: Cast, road: Road, meeting: Appointment, gateway: SmsGateway
) -> None:
    road.choose(cast.amira, SUNDAY)
    has(session, cast, Way.SMS, NUMBER)
    gateway.answer(429, {"Retry-After": "300"})
    for seconds, asked in ((0, 1), (299, 1), (300, 2), (900, 2)):
        road.deliver(REMINDER + timedelta(seconds=seconds))
        assert len(gateway.asked) == asked, seconds


def test_what_would_come_too_late_does_not_come(
    session: Session, cast: Cast, road: Road, meeting: Appointment, post: MailServer
) -> None:
    road.choose(cast.amira, SUNDAY)
    has(session, cast, Way.EMAIL, ADDRESS)
    post.answer("RCPT", "451 later")
    road.deliver(at("2026-11-23 19:59:50"))
    assert states(session) == [State.DROPPED]
    road.deliver(at("2026-11-23 20:30"))
    assert post.received == []


def test_an_answer_that_got_lost_repeats_the_same_email_and_no_other(
    session: Session, cast: Cast, road: Road, meeting: Appointment, post: MailServer
) -> None:
    road.choose(cast.amira, SUNDAY)
    has(session, cast, Way.EMAIL, ADDRESS)
    post.answer(".", HANG_UP)
    road.deliver(REMINDER)
    road.deliver(REMINDER + timedelta(minutes=1))
    ids = [each.message["Message-ID"] for each in post.received]
    assert (len(ids), len(set(ids))) == (2, 1), "a mailbox can tell that they are one"


def test_our_own_fault_costs_nobody_their_address(
    session: Session, cast: Cast, road: Road, meeting: Appointment, post: MailServer
) -> None:
    road.choose(cast.amira, SUNDAY)
    has(session, cast, Way.EMAIL, ADDRESS)
    post.answer("MAIL", "553 5.7.1 not your address")
    road.deliver(REMINDER)
    session.expire_all()
    assert session.scalars(select(OtherWay)).one().is_open
    assert states(session) == [State.DUE]
    road.deliver(REMINDER + timedelta(minutes=30))
    assert len(post.received) == 1, "after repair it is told"


def test_an_address_nobody_has_is_said_calmly_and_not_tried_again(
    session: Session,
    cast: Cast,
    road: Road,
    meeting: Appointment,
    post: MailServer,
    visit: Visit,
) -> None:
    amira = visit.as_(cast.amira)
    road.choose(cast.amira, SUNDAY)
    has(session, cast, Way.EMAIL, ADDRESS)
    post.answer("RCPT", "550 5.1.1 no such user")
    road.deliver(REMINDER)
    assert states(session) == [State.DROPPED]
    amira.open("/").sees("Nicht alle Erinnerungen kommen gerade an.").follow("Erinnerungen")
    amira.sees("Dort kam zuletzt nichts an.")
    amira.press("Neue Ziffern schicken").sees("Neue Ziffern sind unterwegs.")
    road.deliver(clock.now())
    amira.press("Bestätigen", code=digits_in(post.received[0].words))
    amira.sees("Danke.", "Erinnerungen kommen dort an.")
    amira.open("/").sees_not("Nicht alle Erinnerungen")


def test_two_taps_in_a_second_send_the_digits_once(
    session: Session, cast: Cast, road: Road, post: MailServer
) -> None:
    row = has(session, cast, Way.EMAIL, ADDRESS)
    row.confirmed_at = None
    row.ask("123456", now=SUNDAY)
    for _tap in range(2):
        telling.code_wanted(session, participant_id=cast.amira.id, way_id=row.id, now=SUNDAY)
    road.deliver(SUNDAY)
    assert len(post.received) == 1
