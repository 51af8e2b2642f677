"""E-mail, SMS and a call: chosen on the page, confirmed with digits, and as silent as the phone."""

import dataclasses
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock, outside
from app.core.i18n import speaking
from app.core.languages import LANGUAGES
from app.core.settings import Settings
from app.domain import telling
from app.domain.appointments import Appointment
from app.domain.outbox import OutboxEntry, State, Topic
from app.domain.reminders import ReminderChoice
from app.domain.ways import CODE_LIFE, OtherWay, Way
from tests import make
from tests.people import Cast
from tests.reminders.conftest import Road, at
from tests.support.mail_server import HANG_UP, MailServer
from tests.support.push_service import Reply
from tests.support.sms_gateway import SmsGateway
from tests.visit import Visit

SUNDAY = at("2026-11-22 12:00")
TUESDAY = at("2026-11-24 10:00")  # the meeting
REMINDER = at("2026-11-23 10:00")
ADDRESS = "amira@mail.example"
NUMBER = "0151 234 567 89"
ORIGIN = "http://localhost:8000"
NOTHING_NEW = "Es ist etwas Neues für Sie da."


@pytest.fixture
def post() -> Iterator[MailServer]:
    """The operator's mail server."""
    with MailServer() as running:
        yield running


@pytest.fixture
def gateway() -> Iterator[SmsGateway]:
    """The operator's SMS gateway."""
    with SmsGateway() as running:
        yield running


@pytest.fixture
def settings(settings: Settings, post: MailServer, gateway: SmsGateway) -> Settings:
    """The operator has set up both."""
    return dataclasses.replace(
        settings,
        smtp_url=f"smtp://127.0.0.1:{post.port}",
        smtp_from="erinnerung@schritte.example",
        smtp_plain=True,
        sms_webhook=gateway.url,
        sms_secret="ein langes Geheimnis",
        sms_insecure=True,
    )


@pytest.fixture
def meeting(session: Session, cast: Cast) -> Appointment:
    """Amira and Jonas meet on Tuesday at ten."""
    made = make.appointment(session, to=cast.amira, by=cast.jonas, at=TUESDAY.replace(tzinfo=None))
    session.commit()
    return made


def has(session: Session, cast: Cast, way: Way, address: str) -> OtherWay:
    """Let Amira be reached there: confirmed long ago."""
    made = OtherWay(
        participant_id=cast.amira.id, way=way, address=address, asked_at=SUNDAY, confirmed_at=SUNDAY
    )
    session.add(made)
    session.commit()
    return made


def states(session: Session) -> list[State]:
    session.expire_all()
    found = list(session.scalars(select(OutboxEntry.state)))
    session.commit()
    return found


def choosing(session: Session, cast: Cast, visit: Visit) -> Visit:
    make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(9))
    session.commit()
    return visit.as_(cast.amira).open("/reminders")


def digits_in(text: str) -> str:
    found = re.search(r"\d{6}", text)
    assert found, text
    return found[0]


# On the page


def test_all_ways_stand_side_by_side_and_none_is_needed(
    session: Session, cast: Cast, visit: Visit
) -> None:
    amira = choosing(session, cast, visit)
    amira.sees("Nein", "auf dem Handy", "per E-Mail, ohne Inhalt", "per SMS", "Bitte anrufen")
    amira.press("Speichern").sees("Erinnerungen sind aus.")
    assert session.scalar(select(OtherWay.id)) is None


def test_an_address_is_used_after_its_digits_came_back(
    session: Session, cast: Cast, visit: Visit, road: Road, post: MailServer
) -> None:
    amira = choosing(session, cast, visit)
    amira.press("Speichern", wanted="yes", by_push="", by_email="y", email=f" {ADDRESS} ")
    amira.sees("Sie bekommen gleich 6 Ziffern.", ADDRESS).sees_not("Auf diesem Gerät")
    row = session.scalars(select(OtherWay)).one()
    assert (row.address, row.is_open) == (ADDRESS, False)
    road.deliver(clock.now())
    (code_mail,) = post.received
    assert code_mail.to == (ADDRESS,)
    digits = digits_in(code_mail.words)
    assert code_mail.words == f"Ihre Zahl: {digits}\n\n{ORIGIN}\n"

    wrong = f"{(int(digits) + 1) % 1_000_000:06}"
    amira.press("Bestätigen", code=wrong).sees("Diese Ziffern passen noch nicht.")
    amira.press("Bestätigen", code=f"{digits[:3]} {digits[3:]}").sees("Danke.")
    amira.sees("Erinnerungen kommen dort an.")
    session.expire_all()
    assert session.scalars(select(OtherWay)).one().is_open
    road.deliver(clock.now() + timedelta(minutes=5))
    assert len(post.received) == 1, "the digits come once"


def test_digits_in_another_script_are_digits(
    session: Session, cast: Cast, visit: Visit, road: Road, gateway: SmsGateway
) -> None:
    amira = choosing(session, cast, visit)
    amira.press("Speichern", wanted="yes", by_push="", by_sms="y", sms=NUMBER)
    road.deliver(clock.now())
    (asked,) = gateway.asked
    assert asked.said["to"] == "+4915123456789"
    digits = digits_in(asked.said["text"])
    arabic = digits.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    amira.press("Bestätigen", code=arabic).sees("Danke.")


def test_a_number_in_another_script_is_a_number(
    session: Session, cast: Cast, visit: Visit, gateway: SmsGateway, road: Road
) -> None:
    numbers = {"by_sms": "y", "sms": "٠١٥١ ٢٣٤٥٦٧٨٩", "by_call": "y", "call": "٠٣٠ ٢٣١٢٥"}
    amira = choosing(session, cast, visit).press("Speichern", wanted="yes", **numbers)
    amira.sees("6 Ziffern", "Mit einem Anruf")
    road.deliver(clock.now())
    assert [asked.said["to"] for asked in gateway.asked] == ["+4915123456789"]


def test_five_wrong_tries_need_new_digits(
    session: Session, cast: Cast, visit: Visit, road: Road, post: MailServer
) -> None:
    amira = choosing(session, cast, visit)
    amira.press("Speichern", wanted="yes", by_email="y", email=ADDRESS)
    road.deliver(clock.now())
    right = digits_in(post.received[0].words)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    for _try in range(5):
        amira.press("Bestätigen", code=wrong).sees("Diese Ziffern passen noch nicht.")
    amira.press("Bestätigen", code=right).sees("Diese Ziffern gelten nicht mehr.")


def test_digits_of_yesterday_are_over(session: Session, cast: Cast) -> None:
    from app.domain.ways import CodeIsOver

    row = OtherWay(participant_id=cast.amira.id, way=Way.EMAIL, address=ADDRESS, asked_at=SUNDAY)
    row.ask("123456", now=SUNDAY)
    with pytest.raises(CodeIsOver):
        row.confirm("123456", now=SUNDAY + CODE_LIFE)
    row.confirm("123456", now=SUNDAY + CODE_LIFE - timedelta(seconds=1))
    assert row.is_open


def test_a_stranger_s_mailbox_is_not_filled(session: Session, cast: Cast, visit: Visit) -> None:
    amira = choosing(session, cast, visit)
    for number in range(5):
        amira.press("Speichern", wanted="yes", by_email="y", email=f"wer{number}@mail.example")
    amira.press("Speichern", wanted="yes", by_email="y", email="noch@mail.example")
    amira.sees("In einer Stunde geht es wieder.")
    sent = select(OutboxEntry.id).where(OutboxEntry.topic == Topic.ADDRESS)
    assert len(session.scalars(sent).all()) == 5
    assert session.scalars(select(OtherWay)).one().address == "wer4@mail.example"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"by_email": "y", "email": "amira"}, "Bitte eine Adresse wie name@beispiel.de."),
        ({"by_email": "y", "email": ""}, "Bitte eine Adresse wie name@beispiel.de."),
        ({"by_sms": "y", "sms": "15"}, "Bitte eine Handynummer, zum Beispiel 0151 2345678."),
        ({"by_call": "y", "call": "bei mir"}, "Bitte nur Ziffern"),
        ({}, "Bitte tippen Sie einen Weg an."),
    ],
)
def test_what_is_missing_is_said_kindly_and_what_was_typed_stays(
    session: Session, cast: Cast, visit: Visit, typed: dict[str, str], words: str
) -> None:
    amira = choosing(session, cast, visit)
    amira.press("Speichern", wanted="yes", by_push="", **typed).sees(words)
    assert amira.status == 422
    kept = {each.get("name"): each.get("value") for each in amira.page.all("input")}
    assert all(kept[name] == value for name, value in typed.items() if name in {"email", "sms"})
    assert session.scalar(select(OtherWay.id)) is None


@pytest.mark.parametrize("chosen", [{"wanted": "yes"}, {"wanted": "no", "by_call": "y"}])
def test_what_stands_beside_a_way_that_is_not_wanted_is_no_mistake(
    session: Session, cast: Cast, visit: Visit, chosen: dict[str, str]
) -> None:
    amira = choosing(session, cast, visit)
    amira.press("Speichern", sms="15", call="bei mir", **chosen).sees_not("Fast fertig.")
    assert session.scalar(select(OtherWay.id)) is None


def test_what_is_not_wanted_any_more_is_forgotten_with_its_address(
    session: Session, cast: Cast, visit: Visit
) -> None:
    amira = choosing(session, cast, visit)
    both = {"by_email": "y", "email": ADDRESS, "by_call": "y", "call": NUMBER}
    amira.press("Speichern", wanted="yes", **both).sees("Vor einem Treffen rufen wir kurz an.")
    amira.press("Speichern", wanted="yes", by_email="")
    assert session.scalars(select(OtherWay.way)).all() == [Way.CALL]
    session.commit()
    amira.press("Überall ausschalten").sees("Erinnerungen sind überall aus.")
    assert session.scalar(select(OtherWay.id)) is None


def test_saving_again_keeps_what_is_confirmed(session: Session, cast: Cast, visit: Visit) -> None:
    has(session, cast, Way.EMAIL, ADDRESS)
    amira = choosing(session, cast, visit).press("Speichern", wanted="yes", level="2")
    amira.sees_not("6 Ziffern")
    session.expire_all()
    assert session.scalars(select(OtherWay)).one().is_open
    session.commit()
    amira.press("Speichern", email="neu@mail.example").sees("6 Ziffern")
    session.expire_all()
    assert not session.scalars(select(OtherWay)).one().is_open, "a new address starts anew"


def test_no_address_can_be_read_in_the_database(session: Session, cast: Cast, visit: Visit) -> None:
    choosing(session, cast, visit).press("Speichern", wanted="yes", by_email="y", email=ADDRESS)
    row = session.scalars(select(OtherWay)).one()
    stored = b"".join(value for value in vars(row).values() if isinstance(value, bytes))
    assert b"amira" not in stored
    assert row.code.encode() not in stored


def test_whoever_wants_no_calls_is_told_that_this_choice_holds(
    session: Session, cast: Cast, visit: Visit
) -> None:
    session.merge(cast.amira).no_calls = True
    choosing(session, cast, visit).sees("In den Einstellungen steht: bitte nicht anrufen.")


def test_a_phone_that_is_not_wanted_is_let_go(
    session: Session, cast: Cast, visit: Visit, road: Road, meeting: Appointment
) -> None:
    road.choose(cast.amira, SUNDAY)
    road.switch_on(cast.amira, SUNDAY)
    road.choose(cast.amira, SUNDAY, by_push=False)
    has(session, cast, Way.EMAIL, ADDRESS)
    assert road.deliver(REMINDER) == []
    assert states(session) == [State.ACCEPTED]


# On the way


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


def test_where_the_operator_set_up_nothing_there_is_no_such_choice(
    app: Flask, session: Session, cast: Cast, visit: Visit
) -> None:
    bare = dataclasses.replace(app.extensions["settings"], smtp_url="", sms_webhook="")
    app.extensions["settings"] = bare
    amira = choosing(session, cast, visit).sees("Bitte anrufen")
    amira.sees_not("per E-Mail", "per SMS")
    amira.press("Speichern", wanted="yes", by_call="y").sees("Mit einem Anruf")


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
