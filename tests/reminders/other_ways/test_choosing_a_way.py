"""E-mail, SMS and a call: chosen on the page, and confirmed with digits."""

import dataclasses
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock
from app.domain.appointments import Appointment
from app.domain.outbox import OutboxEntry, State, Topic
from app.domain.ways import CODE_LIFE, OtherWay, Way
from tests import make
from tests.people import Cast
from tests.reminders.conftest import Road
from tests.reminders.other_ways.conftest import (
    ADDRESS,
    NUMBER,
    ORIGIN,
    REMINDER,
    SUNDAY,
    digits_in,
    has,
    states,
)
from tests.support.mail_server import MailServer
from tests.support.sms_gateway import SmsGateway
from tests.visit import Visit


def choosing(session: Session, cast: Cast, visit: Visit) -> Visit:
    make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(9))
    session.commit()
    return visit.as_(cast.amira).open("/reminders")


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


def test_where_the_operator_set_up_nothing_there_is_no_such_choice(
    app: Flask, session: Session, cast: Cast, visit: Visit
) -> None:
    bare = dataclasses.replace(app.extensions["settings"], smtp_url="", sms_webhook="")
    app.extensions["settings"] = bare
    amira = choosing(session, cast, visit).sees("Bitte anrufen")
    amira.sees_not("per E-Mail", "per SMS")
    amira.press("Speichern", wanted="yes", by_call="y").sees("Mit einem Anruf")
