"""A guide chooses when something is seen: a moment that is ahead, near, and never quiet."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.domain import telling
from app.domain.messages import Draft, Form, Message
from app.domain.outbox import OutboxEntry, State
from app.domain.people import Guidance, Person
from app.domain.reminders import ReminderChoice
from tests.desk.coming_in import token_of
from tests.desk.looking import all_of, only
from tests.desk.test_preview import text_in
from tests.desk.test_saying import offered
from tests.people import Cast
from tests.reminders.conftest import at
from tests.visit import Element, Visit

WEDNESDAY = at("2026-11-25 14:00")
THEN = at("2026-12-03 15:30")
ASKED = {"then_day": "2026-12-03", "then_time": "15:30"}
SEEN = "Die Nachricht wartet. Zu sehen ist sie ab: Donnerstag, 3. Dezember, 15:30 Uhr"


@pytest.fixture(autouse=True)
def on_wednesday() -> Iterator[None]:
    """Let the app believe that it is Wednesday afternoon."""
    with time_machine.travel(WEDNESDAY, tick=True):
        yield


def desk_of(visit: Visit, cast: Cast) -> Visit:
    return visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}")


def closed_part(page: Visit) -> Element:
    (found,) = [each for each in page.page.all("details") if each.text.startswith("An einem")]
    return found


def typed(page: Visit, name: str) -> str:
    (found,) = [each for each in page.page.all("input") if each.get("name") == name]
    return found.get("value")


def main_button(page: Visit) -> str:
    (found,) = [each.text for each in page.page.all("button") if each.get("class") == "main"]
    return found


def test_it_is_closed_until_wanted_and_ten_o_clock_stands_there(cast: Cast, visit: Visit) -> None:
    page = desk_of(visit, cast)
    assert "open" not in closed_part(page).attributes
    assert (typed(page, "then_day"), typed(page, "then_time")) == ("", "10:00")


def test_a_message_waits_for_the_chosen_moment(session: Session, cast: Cast, visit: Visit) -> None:
    session.add(ReminderChoice(participant_id=cast.amira.id, messages=True, chosen_at=WEDNESDAY))
    desk_of(visit, cast).press("Dann senden", body="Alles Gute.", **ASKED).sees(SEEN, "Wartet noch")
    assert only(session, Message).sent_at == THEN
    assert only(session, OutboxEntry).due_at == THEN
    with time_machine.travel(THEN - timedelta(seconds=1), tick=False):
        visit.as_(cast.amira).open("/messages").sees_not("Alles Gute.")
        visit.as_(cast.amira).open("/").sees_not("Alles Gute.", "neu")
    with time_machine.travel(THEN, tick=False):
        visit.as_(cast.amira).open("/messages").sees("Alles Gute.", "15:30 Uhr")
        desk_of(visit, cast).sees("Alles Gute.").sees_not("Wartet noch")


def test_until_then_it_can_be_shown_or_taken_back(cast: Cast, visit: Visit) -> None:
    desk = desk_of(visit, cast).press("Dann senden", body="Doch jetzt.", **ASKED)
    desk.press("Zurücknehmen").sees_not("Doch jetzt.")
    desk.press("Rückgängig").sees("Doch jetzt.", "Wartet noch")
    desk.press("Jetzt zeigen").sees("Gesendet.").sees_not("Wartet noch")
    visit.as_(cast.amira).open("/messages").sees("Doch jetzt.")


def test_a_greeting_waits_too_and_is_the_one_of_its_week(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = desk_of(visit, cast).follow("Gruß senden")
    page.press("Dann senden", phrase=offered(page)[0], **ASKED).sees(SEEN)
    sent = only(session, Message)
    assert (sent.form, sent.sent_at) == (Form.ENCOURAGEMENT, THEN)
    page.follow("Gruß senden").sees(
        "Ein Gruß wartet noch. Zu sehen ist er ab: Donnerstag, 3. Dezember"
    ).sees_not("Der letzte Gruß war am")


def test_so_do_a_greeting_in_own_words_and_a_sentence(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = desk_of(visit, cast).follow("Gruß senden")
    page.press("Mit eigenen Worten", phrase=offered(page)[0])
    page.press("Dann senden", body="Ich denke an Sie.", **ASKED).sees(SEEN)
    page.follow("Satz senden").follow("Treffen").follow("Bei Regen treffen wir uns drinnen.")
    page.press("Dann senden", **ASKED).sees(SEEN)
    assert [each.sent_at for each in all_of(session, Message)] == [THEN, THEN]


REFUSED = [
    ("2026-11-24", "10:00", "Dieser Tag ist schon vorbei.", "Donnerstag, 10 Uhr"),
    ("2026-11-25", "13:00", "Diese Uhrzeit ist heute schon vorbei.", "Donnerstag, 10 Uhr"),
    ("2026-11-29", "10:00", "Dieser Tag ist ein Sonntag oder Feiertag.", "Montag, 10 Uhr"),
    (
        "2026-12-25",
        "10:00",
        "Dieser Tag ist ein Sonntag oder Feiertag.",
        "Montag, 28. Dezember, 10 Uhr",
    ),
    ("2026-11-25", "21:00", "Zu dieser Uhrzeit ist Ruhe: von 20 bis 8 Uhr.", "Donnerstag, 10 Uhr"),
    (
        "2027-01-26",
        "10:00",
        "Das sind mehr als 60 Tage.",
        "Freitag, 22. Januar 2027, 10 Uhr",
    ),
]


@pytest.mark.parametrize(("day", "time", "why", "instead"), REFUSED)
def test_what_does_not_do_stays_in_the_form_and_the_next_moment_is_one_tap_away(
    session: Session, cast: Cast, visit: Visit, day: str, time: str, why: str, instead: str
) -> None:
    page = desk_of(visit, cast)
    page.press("Dann senden", body="Das hat Zeit.", then_day=day, then_time=time)
    assert (page.status, all_of(session, Message)) == (422, [])
    page.sees(why)
    assert "open" in closed_part(page).attributes
    assert (text_in(page), typed(page, "then_day"), typed(page, "then_time")) == (
        "Das hat Zeit.",
        day,
        time,
    )
    assert main_button(page) == f"Senden am {instead}"
    page.press(f"Senden am {instead}").sees(
        f"Die Nachricht wartet. Zu sehen ist sie ab: {instead}", "Das hat Zeit."
    )


@pytest.mark.parametrize("way", ["greeting", "own words", "sentence"])
def test_the_same_holds_for_greetings_and_sentences(
    session: Session, cast: Cast, visit: Visit, way: str
) -> None:
    page, chosen = desk_of(visit, cast), {"then_day": "2026-11-29", "then_time": "10:00"}
    if way == "sentence":
        page.follow("Satz senden").follow("Treffen").follow("Bei Regen treffen wir uns drinnen.")
    else:
        page.follow("Gruß senden")
        phrase = offered(page)[0]
        if way == "own words":
            page.press("Mit eigenen Worten", phrase=phrase)
        else:
            chosen["phrase"] = phrase
    page.press("Dann senden", **chosen).sees("Dieser Tag ist ein Sonntag oder Feiertag.")
    assert (page.status, all_of(session, Message)) == (422, [])
    page.press("Senden am Montag, 10 Uhr").sees("Die Nachricht wartet.")
    assert only(session, Message).sent_at == at("2026-11-30 10:00")


@pytest.mark.parametrize(
    ("day", "time", "why"),
    [
        ("", "10:00", "Bitte noch einen Tag wählen."),
        ("2026-12-03", "", "Bitte noch die Uhrzeit."),
        ("31.11.2026", "10:00", "Diesen Tag gibt es im Kalender nicht."),
        ("2026-12-03", "bald", "Bitte eine Uhrzeit wie 10:30."),
    ],
)
def test_half_a_moment_is_asked_for(
    session: Session, cast: Cast, visit: Visit, day: str, time: str, why: str
) -> None:
    page = desk_of(visit, cast)
    page.press("Dann senden", body="Bald.", then_day=day, then_time=time).sees(why)
    assert (page.status, text_in(page), all_of(session, Message)) == (422, "Bald.", [])
    assert "open" in closed_part(page).attributes


def test_what_stands_there_is_in_the_way_of_no_other_button(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = desk_of(visit, cast)
    page.press("Jetzt senden", body="Gleich.", then_day="31.11.", then_time="bald").sees(
        "Gesendet."
    )
    page.press("Senden am Donnerstag, 10 Uhr", body="Morgen.", **ASKED)
    times = {each.body: each.sent_at for each in all_of(session, Message)}
    assert times["Gleich."] < WEDNESDAY + timedelta(hours=1)
    assert times["Morgen."] == at("2026-11-26 10:00")


def test_the_preview_keeps_the_moment_and_the_draft_keeps_the_words(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = desk_of(visit, cast).press("Vorschau", body="Ich rate Ihnen zu einer Pause.", **ASKED)
    page.press("So lassen: Ich rate Ihnen")
    assert (typed(page, "then_day"), typed(page, "then_time")) == tuple(ASKED.values())
    assert "open" in closed_part(page).attributes
    page.press("Dann senden", then_day="2026-11-29").sees("Dieser Tag ist ein Sonntag")
    assert only(session, Draft).body == "Ich rate Ihnen zu einer Pause."
    page.press("Dann senden", then_day="2026-12-03").sees(SEEN)
    assert (only(session, Message).sent_at, all_of(session, Draft)) == (THEN, [])


def test_a_greeting_that_becomes_a_message_keeps_its_moment(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = desk_of(visit, cast).follow("Gruß senden")
    page.press("Mit eigenen Worten", phrase=offered(page)[0])
    page.press("Dann senden", body="Wie geht es Ihnen?", **ASKED).sees("Ein Gruß bittet um nichts")
    page.press("Als Nachricht senden").sees(SEEN)
    assert (only(session, Message).form, only(session, Message).sent_at) == (Form.TEXT, THEN)


@pytest.mark.parametrize(
    ("chosen", "sent_at"),
    [
        (ASKED, THEN),
        ({"then_day": "", "then_time": "15:30"}, None),
        ({"then_day": "31.11.2026", "then_time": "10:00"}, None),
    ],
)
def test_without_a_clear_word_what_was_typed_counts(
    session: Session, cast: Cast, visit: Visit, chosen: dict[str, str], sent_at: datetime | None
) -> None:
    page = desk_of(visit, cast)
    sent = {"csrf_token": token_of(page), "body": "Bis bald.", "when": "", **chosen}
    page.client.post(f"/desk/people/{cast.amira.id}/messages", data=sent)
    assert [each.sent_at for each in all_of(session, Message)] == [sent_at] * bool(sent_at)


def test_two_taps_are_one_message_and_going_back_tells_what_holds(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = desk_of(visit, cast)
    sent = {"csrf_token": token_of(page), "id": str(uuid.uuid4()), "body": "Einmal."}
    path = f"/desk/people/{cast.amira.id}/messages"
    for when in ({"when": "then", **ASKED}, {"when": "then", **ASKED}, {"when": "now"}):
        page.client.post(path, data=sent | when)
    page.open(f"/desk/people/{cast.amira.id}").sees(SEEN)
    assert only(session, Message).sent_at == THEN


def asks_for_quiet(session: Session, person: Person, until: date) -> None:
    session.merge(person).quiet_until = until
    session.commit()


def test_whoever_wants_quiet_is_not_written_to_before(
    session: Session, cast: Cast, visit: Visit
) -> None:
    asks_for_quiet(session, cast.amira, date(2026, 12, 3))
    page = desk_of(visit, cast).press("Dann senden", body="Hallo.", **ASKED)
    page.sees("Frau Haddad möchte Ruhe: Bitte nicht schreiben bis Donnerstag, 3. Dezember.")
    assert (page.status, all_of(session, Message)) == (422, [])
    page.press("Dann senden", then_day="2026-12-04", then_time="9:00")
    assert only(session, Message).sent_at == at("2026-12-04 09:00")


def test_what_waits_outlives_a_wish_for_quiet(session: Session, cast: Cast, visit: Visit) -> None:
    session.add(ReminderChoice(participant_id=cast.amira.id, messages=True, chosen_at=WEDNESDAY))
    desk_of(visit, cast).press("Dann senden", body="Bis bald.", **ASKED)
    asks_for_quiet(session, cast.amira, date(2026, 12, 10))
    telling.quiet_changed(session, cast.amira.id, now=WEDNESDAY)
    session.commit()
    assert only(session, OutboxEntry).state is State.DUE
    with time_machine.travel(THEN):
        visit.as_(cast.amira).open("/messages").sees("Bis bald.")


def test_what_waits_outlives_a_change_of_the_guide(
    session: Session, cast: Cast, visit: Visit
) -> None:
    desk_of(visit, cast).press("Dann senden", body="Bis bald.", **ASKED)
    mine = Guidance.participant_id == cast.amira.id
    session.execute(update(Guidance).where(mine).values(guide_id=cast.lena.id, slot=2))
    session.commit()
    path = f"/desk/people/{cast.amira.id}"
    lena = visit.as_(cast.lena).open(path).sees("Bis bald.", "Wartet noch")
    lena.press("Jetzt senden", body="Ich bin neu hier.").press("Zurücknehmen").sees(
        "Zurückgenommen."
    )
    with time_machine.travel(THEN):
        visit.as_(cast.amira).open("/messages").sees("Bis bald.")


@pytest.mark.both_databases
@pytest.mark.parametrize("chosen_before", [True, False])
def test_whoever_asks_to_be_told_meanwhile_is_told(
    session: Session, cast: Cast, visit: Visit, *, chosen_before: bool
) -> None:
    if chosen_before:
        session.add(
            ReminderChoice(participant_id=cast.amira.id, messages=True, chosen_at=WEDNESDAY)
        )
    desk_of(visit, cast).press("Dann senden", body="Bis bald.", **ASKED)
    for wanted in (False, True):
        session.merge(
            ReminderChoice(participant_id=cast.amira.id, messages=wanted, chosen_at=WEDNESDAY)
        )
        telling.choice_changed(session, cast.amira.id, now=WEDNESDAY)
        session.commit()
    entry = only(session, OutboxEntry)
    assert (entry.state, entry.due_at) == (State.DUE, THEN)


def test_nobody_else_lets_anything_wait(session: Session, cast: Cast, visit: Visit) -> None:
    for someone in (cast.lena, cast.amira, cast.petra):
        page = visit.as_(someone).open("/settings")
        sent = {"csrf_token": token_of(page), "body": "Hallo", "when": "then", **ASKED}
        answer = page.client.post(f"/desk/people/{cast.amira.id}/messages", data=sent)
        assert answer.status_code == 404
    assert all_of(session, Message) == []


@pytest.mark.parametrize(
    ("now", "day", "shown"),
    [
        ("2026-10-23T10:00+00:00", "2026-10-26", "2026-10-26T09:00+00:00"),
        ("2027-03-25T10:00+00:00", "2027-03-30", "2027-03-30T08:00+00:00"),
    ],
)
def test_ten_o_clock_is_ten_o_clock_after_the_clocks_were_changed(
    session: Session, cast: Cast, visit: Visit, now: str, day: str, shown: str
) -> None:
    with time_machine.travel(datetime.fromisoformat(now), tick=False):
        desk_of(visit, cast).press("Dann senden", body="Guten Morgen.", then_day=day)
    moment = datetime.fromisoformat(shown)
    assert only(session, Message).sent_at == moment
    with time_machine.travel(moment - timedelta(seconds=1), tick=False):
        visit.as_(cast.amira).open("/messages").sees_not("Guten Morgen.")
    with time_machine.travel(moment, tick=False):
        visit.as_(cast.amira).open("/messages").sees("Guten Morgen.", "10 Uhr")
