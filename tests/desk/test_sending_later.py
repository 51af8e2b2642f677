"""Nothing goes out at night: what the guide writes then waits for the morning, unless "now"."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy.orm import Session

from app.core import clock
from app.domain.messages import Form, Message
from app.domain.outbox import OutboxEntry, State
from app.domain.reminders import ReminderChoice
from tests import make
from tests.desk.coming_in import token_of
from tests.desk.looking import all_of, only
from tests.desk.test_saying import offered
from tests.people import Cast
from tests.reminders.conftest import at
from tests.visit import Visit

NIGHT, MORNING, DAY = at("2026-11-25 22:30"), at("2026-11-26 10:00"), at("2026-11-25 14:00")
IN_THE_MORNING = "Senden am Donnerstag, 10 Uhr"


@pytest.fixture
def at_night() -> Iterator[None]:
    """Let the app believe that it is Wednesday, half past ten in the evening."""
    with time_machine.travel(NIGHT, tick=True):
        yield


def desk_of(visit: Visit, cast: Cast) -> Visit:
    return visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}")


def main_button(page: Visit) -> str:
    (found,) = [each.text for each in page.page.all("button") if each.get("class") == "main"]
    return found


@pytest.mark.usefixtures("at_night")
def test_at_night_it_waits_and_is_hers_to_see_in_the_morning(
    session: Session, cast: Cast, visit: Visit
) -> None:
    desk = desk_of(visit, cast)
    assert main_button(desk) == IN_THE_MORNING
    desk.press(IN_THE_MORNING, body="Guten Morgen, Frau Haddad.")
    desk.sees("Die Nachricht wartet. Zu sehen ist sie ab: Donnerstag, 10 Uhr", "Wartet noch")
    visit.as_(cast.amira).open("/messages").sees_not("Guten Morgen")
    visit.as_(cast.amira).open("/").sees_not("Guten Morgen", "neu")
    with time_machine.travel(MORNING - timedelta(seconds=1)):
        visit.as_(cast.amira).open("/messages").sees_not("Guten Morgen")
    with time_machine.travel(MORNING):
        visit.as_(cast.amira).open("/messages").sees("Guten Morgen", "Donnerstag, 10 Uhr")
        desk_of(visit, cast).sees("Guten Morgen").sees_not("Wartet noch")


@pytest.mark.usefixtures("at_night")
def test_the_guide_may_say_now(cast: Cast, visit: Visit) -> None:
    desk_of(visit, cast).press("Jetzt senden", body="Bin noch wach.").sees("Gesendet.")
    visit.as_(cast.amira).open("/messages").sees("Bin noch wach.")


@pytest.mark.usefixtures("at_night")
def test_or_say_so_later_about_what_waits(session: Session, cast: Cast, visit: Visit) -> None:
    desk = desk_of(visit, cast).press(IN_THE_MORNING, body="Doch jetzt.")
    desk.press("Jetzt zeigen").sees("Gesendet.").sees_not("Wartet noch")
    visit.as_(cast.amira).open("/messages").sees("Doch jetzt.")


def test_by_day_now_comes_first_and_the_morning_is_one_tap_away(cast: Cast, visit: Visit) -> None:
    with time_machine.travel(DAY):
        desk = desk_of(visit, cast)
        assert main_button(desk) == "Jetzt senden"
        desk.press(IN_THE_MORNING, body="Das hat Zeit.").sees("Die Nachricht wartet.")
        visit.as_(cast.amira).open("/messages").sees_not("Das hat Zeit.")


@pytest.mark.usefixtures("at_night")
@pytest.mark.parametrize("when", ["", "nonsense", "2026-11-26"])
def test_without_a_clear_word_it_waits_for_the_morning(
    session: Session, cast: Cast, visit: Visit, when: str
) -> None:
    desk = desk_of(visit, cast)
    sent = {"csrf_token": token_of(desk), "body": "Bis morgen.", "when": when}
    desk.client.post(f"/desk/people/{cast.amira.id}/messages", data=sent)
    assert only(session, Message).sent_at == MORNING


@pytest.mark.usefixtures("at_night")
@pytest.mark.parametrize("when", ["2026-11-24", "2026-11-29", "2099-01-05", "0001-01-01"])
def test_a_day_that_was_not_offered_becomes_the_next_morning(
    session: Session, cast: Cast, visit: Visit, when: str
) -> None:
    desk = desk_of(visit, cast)
    sent = {"csrf_token": token_of(desk), "body": "Bis morgen.", "when": when}
    desk.client.post(f"/desk/people/{cast.amira.id}/messages", data=sent)
    assert only(session, Message).sent_at == MORNING


@pytest.mark.usefixtures("at_night")
def test_a_morning_that_came_while_the_page_was_open_is_now(
    session: Session, cast: Cast, visit: Visit
) -> None:
    desk = desk_of(visit, cast)
    late = MORNING + timedelta(minutes=3)
    with time_machine.travel(late, tick=False):
        desk = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}")
        sent = {"csrf_token": token_of(desk), "body": "Da bin ich.", "when": "2026-11-26"}
        desk.client.post(f"/desk/people/{cast.amira.id}/messages", data=sent)
        assert only(session, Message).sent_at == late


@pytest.mark.usefixtures("at_night")
def test_a_greeting_waits_too(session: Session, cast: Cast, visit: Visit) -> None:
    page = desk_of(visit, cast).follow("Gruß senden")
    page.press(IN_THE_MORNING, phrase=offered(page)[0]).sees("Die Nachricht wartet.")
    sent = only(session, Message)
    assert (sent.form, sent.sent_at) == (Form.ENCOURAGEMENT, MORNING)
    thanks = visit.as_(cast.amira).open("/messages")
    answer = thanks.client.post(
        f"/messages/{sent.id}/thanks", data={"csrf_token": token_of(thanks)}
    )
    assert answer.status_code == 404, "what is not there cannot be thanked for"


@pytest.mark.usefixtures("at_night")
def test_what_waits_can_be_taken_back_and_nobody_is_told(
    session: Session, cast: Cast, visit: Visit
) -> None:
    session.add(ReminderChoice(participant_id=cast.amira.id, messages=True, chosen_at=clock.now()))
    desk = desk_of(visit, cast).press(IN_THE_MORNING, body="Aus Versehen")
    assert only(session, OutboxEntry).due_at == MORNING
    desk.press("Zurücknehmen").sees_not("Aus Versehen")
    assert only(session, OutboxEntry).state is State.DROPPED
    desk.press("Rückgängig").sees("Aus Versehen", "Wartet noch")
    entry = only(session, OutboxEntry)
    assert (entry.state, entry.due_at) == (State.DUE, MORNING)


@pytest.mark.usefixtures("at_night")
def test_what_waits_answers_nothing_yet(session: Session, cast: Cast, visit: Visit) -> None:
    asked = make.message(session, of=cast.amira, by=cast.amira, body="Passt Montag?")
    asked.sent_at = clock.now() - timedelta(hours=2)
    session.commit()
    desk_of(visit, cast).press(IN_THE_MORNING, body="Ja, Montag passt.")
    amira = visit.as_(cast.amira).open("/messages").sees("antwortet bis")
    button = next(each for each in amira.page.all("button") if each.text == "Zurücknehmen")
    amira.press(button.get("aria-label")).sees("Zurückgenommen.")
    assert len(all_of(session, Message)) == 2


@pytest.mark.usefixtures("at_night")
def test_only_who_wrote_it_can_show_it_now(session: Session, cast: Cast, visit: Visit) -> None:
    desk_of(visit, cast).press(IN_THE_MORNING, body="Das wartet.")
    waiting = only(session, Message)
    for someone in (cast.lena, cast.amira):
        page = visit.as_(someone).open("/settings")
        answer = page.client.post(
            f"/desk/messages/{waiting.id}/sending", data={"csrf_token": token_of(page)}
        )
        assert answer.status_code == 404
    assert only(session, Message).sent_at == MORNING


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-10-24T20:30", "2026-10-26T09:00"),  # the evening before an hour comes twice
        ("2026-10-25T00:30", "2026-10-26T09:00"),  # half past two, for the first time
        ("2026-10-25T01:30", "2026-10-26T09:00"),  # and again
        ("2027-03-27T21:30", "2027-03-30T08:00"),  # before an hour is left out, at Easter
        ("2027-03-28T00:59", "2027-03-30T08:00"),
        ("2027-03-28T01:00", "2027-03-30T08:00"),
    ],
)
@pytest.mark.parametrize("when", ["", "the morning"])
def test_ten_o_clock_is_ten_o_clock_when_the_clocks_are_changed(
    session: Session, cast: Cast, visit: Visit, now: str, morning: str, when: str
) -> None:
    begins, ends = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (now, morning))
    session.add(ReminderChoice(participant_id=cast.amira.id, messages=True, chosen_at=begins))
    session.commit()
    with time_machine.travel(begins, tick=False):
        desk = desk_of(visit, cast)
        assert "10 Uhr" in main_button(desk)
        sent = {"csrf_token": token_of(desk), "body": "Guten Morgen."}
        sent["when"] = when and ends.date().isoformat()
        desk.client.post(f"/desk/people/{cast.amira.id}/messages", data=sent)
    assert only(session, Message).sent_at == ends
    assert only(session, OutboxEntry).due_at == ends
    with time_machine.travel(ends - timedelta(seconds=1), tick=False):
        visit.as_(cast.amira).open("/messages").sees_not("Guten Morgen.")
    with time_machine.travel(ends, tick=False):
        visit.as_(cast.amira).open("/messages").sees("Guten Morgen.", "10 Uhr")
