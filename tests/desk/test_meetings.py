"""A guide plans, moves and calls off meetings; the person reads it in the own language."""

import uuid
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from app.core import clock
from app.desk.meetings.hints import hints
from app.domain.appointments import Appointment, Kind, Reply
from app.domain.messages import Message
from app.domain.outbox import OutboxEntry, State, Topic
from app.domain.reminders import PushSubscription, ReminderChoice
from app.domain.sign_in import LoginSession
from tests import make
from tests.desk.coming_in import token_of
from tests.desk.looking import all_of, only
from tests.people import Cast
from tests.visit import Visit


def working_day(days: int, hour: int = 10) -> datetime:
    """A Tuesday on or after that many days, without holidays in sight."""
    at = make.in_days(days, hour)
    return at + timedelta(days=(1 - at.weekday()) % 7)


def on(at: datetime, **more: object) -> dict[str, object]:
    return {"day": at.date().isoformat(), "time": f"{at:%H:%M}", **more}


def open_form(visit: Visit, cast: Cast) -> Visit:
    return visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}").follow("Neues Treffen")


def test_a_meeting_is_shown_as_the_person_sees_it_and_then_kept(
    session: Session, cast: Cast, visit: Visit
) -> None:
    at = working_day(7)
    page = open_form(visit, cast).press(
        "Vorschau", **on(at, kind="walk", place="Am See", way="Bus 5 bis Rathaus", minutes="45")
    )
    page.sees("So sieht es Frau Haddad", "Freiwillig", "Am See", "Bus 5 bis Rathaus", "45")
    assert all_of(session, Appointment) == [], "a preview keeps nothing"
    page.press("So eintragen").sees("Eingetragen. Frau Haddad sieht es unter Heute.")
    kept = only(session, Appointment)
    assert (kept.kind, kept.official, kept.minutes) == (Kind.WALK, False, 45)
    assert (kept.wall_time, kept.zone) == (f"{at:%Y-%m-%dT%H:%M}", "Europe/Berlin")
    assert kept.bring == "", "„nichts“ is said in the reader's language"
    visit.as_(cast.amira).open(f"/appointments/{kept.id}").sees("Am See")


def test_the_preview_speaks_the_language_of_the_person(
    session: Session, cast: Cast, visit: Visit
) -> None:
    session.merge(cast.amira).language = "ar"
    session.commit()
    page = open_form(visit, cast).press("Vorschau", **on(working_day(7)))
    phone = next(e for e in page.page.all("div") if e.get("class") == "phone")
    assert (phone.get("lang"), phone.get("dir")) == ("ar", "rtl")


def test_after_the_preview_everything_can_still_be_changed(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = open_form(visit, cast).press("Vorschau", **on(working_day(7), place="Café am Markt"))
    page.press("Noch ändern")
    assert value_of(page, "place") == "Café am Markt"
    page.press("Vorschau", place="Bücherei").press("So eintragen")
    assert only(session, Appointment).place == "Bücherei"


def test_two_other_times_can_be_offered(session: Session, cast: Cast, visit: Visit) -> None:
    other = working_day(14, 14)
    fields = {"other_day_1": other.date().isoformat(), "other_time_1": "14:00"}
    page = open_form(visit, cast).press("Vorschau", **on(working_day(7)), **fields)
    page.press("So eintragen")
    kept = only(session, Appointment)
    assert kept.other_time_1 == f"{other:%Y-%m-%dT%H:%M}"
    assert kept.other_time_2 is None


def test_an_appointment_of_the_office_quotes_its_topic_and_says_where_to_answer(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = open_form(visit, cast).press(
        "Vorschau",
        **on(working_day(7), owner="office", topic="Ihre berufliche Situation", phone="02345 6789"),
    )
    page.sees("Vom Jobcenter", "Ihre berufliche Situation", "02345 6789")
    page.sees_not("Freiwillig", "Mitbringen")
    page.press("So eintragen")
    kept = only(session, Appointment)
    assert (kept.official, kept.topic, kept.phone) == (
        True,
        "Ihre berufliche Situation",
        "02345 6789",
    )


def test_sent_twice_it_is_one_meeting(session: Session, cast: Cast, visit: Visit) -> None:
    page = open_form(visit, cast)
    sent = {
        **on(working_day(7)),
        "csrf_token": token_of(page),
        "id": str(uuid.uuid4()),
        "owner": "ours",
        "kind": "office",
        "minutes": "30",
        "do": "keep",
    }
    for _time in range(2):
        answer = page.client.post(f"/desk/people/{cast.amira.id}/appointments", data=sent)
        assert answer.status_code == 303
    assert only(session, Appointment)


def test_a_form_that_came_back_and_was_changed_is_a_second_meeting_and_says_so(
    session: Session, cast: Cast, visit: Visit
) -> None:
    at = working_day(7)
    page = open_form(visit, cast).press("Vorschau", **on(at, place="Am See"))
    preview, path = page.page, page.path
    page.press("So eintragen")
    page.page, page.path = preview, path  # the browser's way back
    page.press("Noch ändern").press("Vorschau", time="14:00")
    page.sees("Schon eingetragen: ", "10 Uhr. Das hier wird ein zweites Treffen.")
    page.page, page.path = preview, path
    page.press("So eintragen", time="14:00").sees("Das hier wird ein zweites Treffen.")
    assert only(session, Appointment).wall_time.endswith("T10:00")
    page.press("So eintragen").sees("Eingetragen.")
    page.page, page.path = preview, path  # once more the same: there is no third
    page.press("So eintragen", time="14:00").press("So eintragen").sees("Eingetragen.")
    kept = sorted(each.wall_time[-5:] for each in all_of(session, Appointment))
    assert kept == ["10:00", "14:00"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"day": "", "time": "10:00"}, "Bitte noch einen Tag wählen."),
        ({"day": "2027-02-31", "time": "10:00"}, "Diesen Tag gibt es im Kalender nicht."),
        ({"day": "31.02.2027", "time": "10:00"}, "Diesen Tag gibt es im Kalender nicht."),
        ({"day": "morgen", "time": "10:00"}, "Diesen Tag gibt es im Kalender nicht."),
        ({"day": "2001-01-01", "time": "10:00"}, "Dieser Tag ist schon vorbei."),
        ({"day": "2226-01-01", "time": "10:00"}, "Das sind mehr als zwei Jahre."),
        ({"day": "{soon}", "time": ""}, "Bitte noch die Uhrzeit."),
        ({"day": "{soon}", "time": "25:00"}, "Bitte eine Uhrzeit wie 10:30."),
        ({"day": "{soon}", "time": "nachmittags"}, "Bitte eine Uhrzeit wie 10:30."),
        ({"day": "{soon}", "time": "10:00", "other_day_1": "{soon}"}, "Bitte noch die Uhrzeit."),
        ({"day": "{soon}", "time": "10:00", "other_time_2": "9:00"}, "Bitte noch einen Tag"),
    ],
)
def test_a_time_that_cannot_be_meant_is_asked_again_and_nothing_typed_is_lost(
    session: Session, cast: Cast, visit: Visit, fields: dict[str, str], said: str
) -> None:
    soon = working_day(7).date().isoformat()
    typed = {name: value.format(soon=soon) for name, value in fields.items()}
    page = open_form(visit, cast).press("Vorschau", place="Café am Markt", **typed)
    assert page.status == 422
    page.sees(said, "Was Sie geschrieben haben, ist noch da.")
    assert value_of(page, "place") == "Café am Markt"
    for name, value in typed.items():
        assert value_of(page, name) == value, name
    assert all_of(session, Appointment) == []


@pytest.mark.parametrize("typed", ["{d}.{m}.{y}", "{d}. {m}. {y}", "{y}-{m:02}-{d:02}"])
def test_a_day_may_be_typed_as_people_write_it(
    session: Session, cast: Cast, visit: Visit, typed: str
) -> None:
    at = working_day(7)
    day = typed.format(d=at.day, m=at.month, y=at.year)
    open_form(visit, cast).press("Vorschau", day=day, time="9.30").press("So eintragen")
    assert only(session, Appointment).wall_time == f"{at:%Y-%m-%d}T09:30"


def test_earlier_today_is_over(cast: Cast, visit: Visit) -> None:
    page = open_form(visit, cast)
    page.press("Vorschau", **on(make.in_days(0, 0, 0)))
    assert page.status == 422
    page.sees("Diese Uhrzeit ist heute schon vorbei.")


def test_a_second_meeting_at_the_same_time_is_a_hint_and_no_wall(
    session: Session, cast: Cast, visit: Visit
) -> None:
    at = working_day(7)
    make.appointment(session, to=cast.amira, by=cast.jonas, at=at)
    session.commit()
    page = open_form(visit, cast).press("Vorschau", **on(at + timedelta(minutes=15)))
    page.sees("Um 10 Uhr ist schon etwas mit Frau Haddad.").press("So eintragen")
    assert len(all_of(session, Appointment)) == 2


def test_the_hint_names_nobody_the_guide_does_not_accompany(
    session: Session, cast: Cast, visit: Visit
) -> None:
    at = working_day(7)
    make.appointment(session, to=cast.samir, by=cast.jonas, at=at)  # from before a hand-over
    session.commit()
    open_form(visit, cast).press("Vorschau", **on(at)).sees_not("Aydin")


def test_a_quiet_day_and_an_odd_hour_are_mentioned(cast: Cast) -> None:
    sunday = hints(datetime(2026, 11, 29, 10), cast.programme, [])  # noqa: DTZ001
    night = hints(datetime(2026, 11, 30, 3), cast.programme, [])  # noqa: DTZ001
    assert sunday == ["Dieser Tag ist ein Sonntag oder Feiertag."]
    assert night == ["Das ist früh am Morgen oder spät am Abend."]
    assert hints(datetime(2026, 11, 30, 10), cast.programme, []) == []  # noqa: DTZ001


def test_the_preview_of_an_office_s_appointment_shows_what_the_person_can_do(
    cast: Cast, visit: Visit
) -> None:
    page = open_form(visit, cast).press("Vorschau", **on(working_day(7)), owner="office")
    page.sees(
        "Ab- oder zusagen geht dort. Die Nummer steht im Brief.",
        "Nicht allein",
        "Herr Sommer soll mit mir anrufen",
        "Herr Sommer soll mitkommen",
    )


def test_moving_tells_the_new_time_in_the_conversation_and_asks_again(
    session: Session, cast: Cast, visit: Visit
) -> None:
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas, at=working_day(3))
    meeting.answer(Reply.FITS, now=clock.now())
    session.commit()
    new = working_day(14, 14)
    desk = visit.as_(cast.jonas).open(f"/desk/appointments/{meeting.id}/time")
    desk.press("Verschieben", **on(new)).sees(
        "Verschoben. Es steht auch in den Nachrichten.",
        "Unser Treffen ist verschoben. Neu:",
        "14 Uhr",
    )
    moved = only(session, Appointment)
    assert moved.wall_time == f"{new:%Y-%m-%dT%H:%M}"
    assert moved.reply is None
    visit.as_(cast.amira).open("/messages").sees("Unser Treffen ist verschoben.")


def test_a_meeting_that_a_colleague_moved_meanwhile_is_looked_at_again_first(
    session: Session, cast: Cast, visit: Visit
) -> None:
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas, at=working_day(3))
    session.commit()
    own = f"/desk/appointments/{meeting.id}"
    moves, cancels = (visit.as_(cast.jonas).open(own + end) for end in ("/time", "/cancellation"))
    now_at = working_day(14)
    visit.as_(cast.jonas).open(f"{own}/time").press("Verschieben", **on(now_at))
    moves.press("Verschieben", **on(working_day(21))).sees("Das Treffen ist inzwischen verschoben.")
    cancels.press("Absagen").sees("Das Treffen ist inzwischen verschoben.")
    kept = only(session, Appointment)
    assert (kept.wall_time, kept.cancelled_at) == (f"{now_at:%Y-%m-%dT%H:%M}", None)
    cancels.press("Absagen").sees("Abgesagt.")


def test_moving_to_the_same_time_says_nothing(session: Session, cast: Cast, visit: Visit) -> None:
    at = working_day(3)
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas, at=at)
    session.commit()
    desk = visit.as_(cast.jonas).open(f"/desk/appointments/{meeting.id}/time")
    desk.press("Verschieben", **on(at))
    desk.open(f"/desk/appointments/{meeting.id}/time").press("Verschieben", **on(at))
    assert all_of(session, Message) == []


def test_moving_onto_something_else_is_asked_once_and_then_done(
    session: Session, cast: Cast, visit: Visit
) -> None:
    busy = working_day(14)
    make.appointment(session, to=cast.amira, by=cast.jonas, at=busy)
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas, at=working_day(3))
    session.commit()
    desk = visit.as_(cast.jonas).open(f"/desk/appointments/{meeting.id}/time")
    desk.press("Verschieben", **on(busy)).sees("Um 10 Uhr ist schon etwas mit Frau Haddad.")
    assert (
        session.get_one(Appointment, meeting.id, populate_existing=True).starts.replace(tzinfo=None)
        != busy
    )
    desk.press("So verschieben").sees("Verschoben.")


def test_a_moved_date_that_is_past_stays_on_the_page(
    session: Session, cast: Cast, visit: Visit
) -> None:
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas)
    session.commit()
    desk = visit.as_(cast.jonas).open(f"/desk/appointments/{meeting.id}/time")
    desk.press("Verschieben", day="2001-01-01", time="10:00")
    assert desk.status == 422
    desk.sees("Dieser Tag ist schon vorbei.")
    assert value_of(desk, "day") == "2001-01-01"


def test_calling_off_says_it_is_because_of_me(session: Session, cast: Cast, visit: Visit) -> None:
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas)
    session.commit()
    desk = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}")
    desk.open(f"/desk/appointments/{meeting.id}/cancellation").sees("Das liegt an mir.")
    desk.press("Absagen").sees("Abgesagt.", "Das liegt an mir. Ich melde mich")
    assert only(session, Appointment).cancelled_at is not None
    visit.as_(cast.amira).open("/messages").sees("Das liegt an mir.")


def test_calling_off_with_another_day_makes_a_proposal_that_can_be_answered(
    session: Session, cast: Cast, visit: Visit
) -> None:
    meeting = make.appointment(
        session, to=cast.amira, by=cast.jonas, kind=Kind.WALK, place="Am See", minutes=45
    )
    session.commit()
    new = working_day(14, 14)
    desk = visit.as_(cast.jonas).open(f"/desk/appointments/{meeting.id}/cancellation")
    desk.press("Absagen", **on(new)).sees("Neuer Vorschlag:")
    proposed = next(each for each in all_of(session, Appointment) if each.id != meeting.id)
    assert (proposed.place, proposed.minutes, proposed.kind) == ("Am See", 45, Kind.WALK)
    assert proposed.wall_time == f"{new:%Y-%m-%dT%H:%M}"
    visit.as_(cast.amira).open(f"/appointments/{proposed.id}").press("Passt")
    assert session.get_one(Appointment, proposed.id, populate_existing=True).reply is Reply.FITS


def test_half_a_proposal_is_asked_for_and_nothing_is_called_off(
    session: Session, cast: Cast, visit: Visit
) -> None:
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas)
    session.commit()
    desk = visit.as_(cast.jonas).open(f"/desk/appointments/{meeting.id}/cancellation")
    desk.press("Absagen", day=working_day(14).date().isoformat())
    assert desk.status == 422
    desk.sees("Bitte noch die Uhrzeit.")
    assert only(session, Appointment).cancelled_at is None


def test_called_off_twice_it_is_said_once(session: Session, cast: Cast, visit: Visit) -> None:
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas)
    session.commit()
    first = visit.as_(cast.jonas).open(f"/desk/appointments/{meeting.id}/cancellation")
    second = visit.as_(cast.jonas).open(f"/desk/appointments/{meeting.id}/cancellation")
    first.press("Absagen", **on(working_day(14)))
    second.press("Absagen", **on(working_day(14)))
    assert len(all_of(session, Message)) == 1
    assert len(all_of(session, Appointment)) == 2
    second.open(f"/desk/appointments/{meeting.id}/cancellation").sees("vorbei oder abgesagt")


def test_what_the_office_changed_is_not_said_to_be_because_of_me(
    session: Session, cast: Cast, visit: Visit
) -> None:
    moved = make.appointment(session, to=cast.amira, by=cast.jonas, official=True)
    called_off = make.appointment(session, to=cast.amira, by=cast.jonas, official=True)
    session.commit()
    desk = visit.as_(cast.jonas).open(f"/desk/appointments/{moved.id}/time")
    desk.press("Verschieben", **on(working_day(14)))
    desk.open(f"/desk/appointments/{called_off.id}/cancellation").press("Absagen")
    desk.sees(
        "Der Termin vom Jobcenter hat eine neue Zeit:",
        "Das hat das Jobcenter gesagt.",
    )
    desk.sees_not("Das liegt an mir")


def test_a_move_can_be_undone_with_the_answer_there_was(
    session: Session, cast: Cast, visit: Visit
) -> None:
    at = working_day(7)
    meeting = make.appointment(
        session, to=cast.amira, by=cast.jonas, at=at, other_time_1="2027-03-02T10:00"
    )
    meeting.reply = Reply.FITS
    session.commit()
    desk = visit.as_(cast.jonas).open(f"/desk/appointments/{meeting.id}/time")
    desk.press("Verschieben", **on(working_day(14))).press("Rückgängig")
    desk.sees("Zurückgenommen. Es ist wieder wie vorher.").sees_not("Unser Treffen ist verschoben")
    again = only(session, Appointment)
    assert again.starts.replace(tzinfo=None) == at
    assert (again.reply, again.moved_at) == (Reply.FITS, None)
    assert again.other_time_1 == "2027-03-02T10:00"
    assert all_of(session, Message) == []
    desk.client.post(
        f"/desk/appointments/{meeting.id}/time/undo", data={"csrf_token": token_of(desk)}
    )
    assert only(session, Appointment).version == again.version, "once is enough"


def test_a_cancellation_can_be_undone_and_takes_its_proposal_along(
    session: Session, cast: Cast, visit: Visit
) -> None:
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas, at=working_day(7))
    choose_reminders(session, cast)
    session.commit()
    desk = visit.as_(cast.jonas).open(f"/desk/appointments/{meeting.id}/cancellation")
    desk.press("Absagen", **on(working_day(14))).press("Rückgängig")
    desk.sees("Zurückgenommen.").sees_not("geht es bei mir leider nicht")
    assert only(session, Appointment).cancelled_at is None
    assert all_of(session, Message) == []
    due = {(each.topic, each.entity_id) for each in all_of(session, OutboxEntry) if is_due(each)}
    assert (Topic.MEETING_SOON, meeting.id) in due, "its reminder is planned again"


def is_due(entry: OutboxEntry) -> bool:
    return entry.state is State.DUE


def test_an_undo_is_for_the_meeting_that_was_moved_and_for_no_other_one(
    session: Session, cast: Cast, visit: Visit
) -> None:
    first, another_one = (
        make.appointment(session, to=cast.amira, by=cast.jonas, at=working_day(days))
        for days in (7, 21)
    )
    another_one.move(working_day(28), now=clock.now())
    session.commit()
    desk = visit.as_(cast.jonas).open(f"/desk/appointments/{first.id}/time")
    desk.press("Verschieben", **on(working_day(14)))
    path = f"/desk/appointments/{another_one.id}/time/undo"
    assert desk.client.post(path, data={"csrf_token": token_of(desk)}).status_code == 404
    stands = session.get_one(Appointment, another_one.id, populate_existing=True)
    assert stands.starts.replace(tzinfo=None) == working_day(28)


@pytest.mark.parametrize("way", ["words", "reply"])
@pytest.mark.parametrize("change", ["time", "cancellation"])
def test_what_was_answered_meanwhile_is_not_undone(
    session: Session, cast: Cast, visit: Visit, change: str, way: str
) -> None:
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas, at=working_day(7))
    session.commit()
    desk = visit.as_(cast.jonas).open(f"/desk/appointments/{meeting.id}/{change}")
    desk.press("Verschieben" if change == "time" else "Absagen", **on(working_day(14)))
    if way == "words":
        make.message(session, of=cast.amira, by=cast.amira, body="Gut.")
    else:
        newest = max(all_of(session, Appointment), key=lambda each: each.starts_at)
        visit.as_(cast.amira).open(f"/appointments/{newest.id}").press("Passt")
    desk.press("Rückgängig").sees("Frau Haddad hat inzwischen etwas dazu gesagt.")
    stands = session.get_one(Appointment, meeting.id, populate_existing=True)
    assert stands.moved_at if change == "time" else stands.cancelled_at


def test_the_line_about_a_change_is_not_taken_back_while_the_change_stays(
    session: Session, cast: Cast, visit: Visit
) -> None:
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas, at=working_day(7))
    session.commit()
    desk = visit.as_(cast.jonas).open(f"/desk/appointments/{meeting.id}/time")
    desk.press("Verschieben", **on(working_day(14)))
    assert "Zurücknehmen" not in [each.text for each in desk.page.all("button")]
    path = f"/desk/messages/{only(session, Message).id}/withdrawal"
    assert desk.client.post(path, data={"csrf_token": token_of(desk)}).status_code == 404
    visit.as_(cast.amira).open("/").sees("Eine neue Nachricht ist da.").open("/messages").sees(
        "Unser Treffen ist verschoben."
    )


def test_nobody_undoes_what_they_did_not_do(session: Session, cast: Cast, visit: Visit) -> None:
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas, at=working_day(7))
    meeting.cancel(now=clock.now())
    session.commit()
    for who in (cast.lena, cast.amira, cast.petra):
        stranger = visit.as_(who).open("/settings")
        for change in ("time", "cancellation"):
            path = f"/desk/appointments/{meeting.id}/{change}/undo"
            sent = {"csrf_token": token_of(stranger)}
            assert stranger.client.post(path, data=sent).status_code == 404
    assert only(session, Appointment).cancelled_at is not None


def test_whoever_chose_reminders_is_told_at_once_and_only_once(
    session: Session, cast: Cast, visit: Visit
) -> None:
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas, at=working_day(7))
    choose_reminders(session, cast)
    session.commit()
    desk = visit.as_(cast.jonas).open(f"/desk/appointments/{meeting.id}/cancellation")
    desk.press("Absagen").sees_not("bekommt keine Erinnerungen")
    topics = [each.topic for each in all_of(session, OutboxEntry)]
    assert topics == [Topic.MEETING_CHANGED]


def test_where_nothing_rings_the_guide_is_told_to_call(
    session: Session, cast: Cast, visit: Visit
) -> None:
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas)
    session.merge(cast.amira).phone = "0151 2345678"
    session.commit()
    desk = visit.as_(cast.jonas).open(f"/desk/appointments/{meeting.id}/cancellation")
    desk.press("Absagen").sees(
        "Frau Haddad bekommt keine Erinnerungen aufs Handy. Vielleicht kurz anrufen?",
        "0151 2345678",
    )
    desk.sees_not("Eine Nummer ist hier nicht eingetragen.")


def test_what_a_push_service_answered_is_nothing_the_guide_learns(
    session: Session, cast: Cast, visit: Visit
) -> None:
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas, at=working_day(7))
    choose_reminders(session, cast).gone_at = clock.now()
    session.commit()
    desk = visit.as_(cast.jonas).open(f"/desk/appointments/{meeting.id}/time")
    desk.press("Verschieben", **on(working_day(14))).sees_not("bekommt keine Erinnerungen")


def test_a_reminder_that_was_switched_on_at_no_phone_does_not_count(
    session: Session, cast: Cast, visit: Visit
) -> None:
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas, at=working_day(7))
    choose_reminders(session, cast)
    session.flush()
    session.get_one(ReminderChoice, cast.amira.id).push_is_on = False
    session.commit()
    desk = visit.as_(cast.jonas).open(f"/desk/appointments/{meeting.id}/time")
    desk.press("Verschieben", **on(working_day(14)))
    desk.sees("bekommt keine Erinnerungen aufs Handy", "Eine Nummer ist hier nicht eingetragen.")


def test_whoever_said_no_to_meetings_in_the_app_gets_none(
    session: Session, cast: Cast, visit: Visit
) -> None:
    page = open_form(visit, cast)
    session.merge(cast.amira).meetings_on_paper = True
    session.commit()
    page.press("Vorschau", **on(working_day(7)))
    page.sees("Frau Haddad möchte Treffen und Schritte nur auf Papier.")
    page.sees("Treffen und Schritte lieber nur auf Papier").sees_not("Neues Treffen")
    page.open(f"/desk/people/{cast.amira.id}/appointments/new").sees("nur auf Papier.")
    assert all_of(session, Appointment) == []


@pytest.mark.parametrize("who", ["lena", "amira", "petra"])
def test_the_meetings_of_others_are_not_there(
    session: Session, cast: Cast, visit: Visit, who: str
) -> None:
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas)
    session.commit()
    stranger = visit.as_(getattr(cast, who)).open("/settings")
    token = token_of(stranger)
    for path in (
        f"/desk/people/{cast.amira.id}/appointments/new",
        f"/desk/appointments/{meeting.id}/time",
        f"/desk/appointments/{meeting.id}/cancellation",
    ):
        assert stranger.open(path).status == 404, path
    for path in (
        f"/desk/people/{cast.amira.id}/appointments",
        f"/desk/appointments/{meeting.id}/time",
        f"/desk/appointments/{meeting.id}/cancellation",
    ):
        sent = {"csrf_token": token, **on(working_day(7))}
        assert stranger.client.post(path, data=sent).status_code == 404, path
    assert only(session, Appointment).cancelled_at is None


def choose_reminders(session: Session, cast: Cast) -> PushSubscription:
    now = clock.now()
    choice = ReminderChoice(
        participant_id=cast.amira.id, meetings=True, push_is_on=True, chosen_at=now
    )
    session.add(choice)
    login = LoginSession(
        person_id=cast.amira.id,
        token_hash=b"t" * 32,
        phone_use="own",
        created_at=now,
        ends_at=now + timedelta(days=1),
    )
    session.add(login)
    session.flush()
    subscription = PushSubscription(
        session_id=login.id, participant_id=cast.amira.id, endpoint_hash=b"e" * 32, created_at=now
    )
    session.add(subscription)
    return subscription


def value_of(visit: Visit, name: str) -> str:
    return next(e.get("value") for e in visit.page.all("input") if e.get("name") == name)


def test_the_tuesday_of_these_stories_is_a_tuesday() -> None:
    assert {working_day(days).weekday() for days in range(7)} == {1}
    assert date.fromisoformat("2026-11-24").weekday() == 1
