"""Mein Kalender: a secret address that says when, to whoever has it, and only while it holds."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.account.actions import end_all_ways_in
from app.domain.appointments import Appointment
from app.domain.people import Person
from app.domain.sign_in import PhoneUse
from tests import make
from tests.appointments.calendars import Entry, entries, lines
from tests.architecture.sweep import stored
from tests.people import Cast
from tests.visit import Visit


@pytest.fixture
def meeting(session: Session, cast: Cast) -> Appointment:
    """A walk with a lot to tell."""
    made = make.appointment(
        session, to=cast.amira, by=cast.jonas, minutes=45, way="Bus 12", topic="Ihr Ziel"
    )
    session.commit()
    return made


def switched_on(visit: Visit, person: Person, word: str = "Adresse einschalten") -> str:
    """Switch it on (or make a new one) and return the path of the address on the page."""
    return path_on(visit.as_(person).open("/calendar").press(word))


def path_on(page: Visit) -> str:
    [shown] = [each for each in page.page.all("p") if each.get("id") == "address"]
    found = re.fullmatch(r"http://localhost:8000(/calendar/[\w-]{22}\.ics)", shown.text)
    assert found, shown.text
    return found[1]


def asked(visit: Visit, path: str, **headers: str) -> TestResponse:
    """Ask as a calendar does: without cookies."""
    return Visit(visit.app).client.get(
        path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


def read(visit: Visit, path: str) -> list[Entry]:
    answer = asked(visit, path)
    assert answer.status_code == 200
    return entries(answer.get_data())


def test_it_is_off_until_somebody_wants_it(cast: Cast, visit: Visit) -> None:
    amira = visit.as_(cast.amira).open("/appointments").follow("Mein Kalender")
    amira.sees(
        "Das ist freiwillig.",
        "Wer die Adresse hat, sieht diese Zeiten.",
        "Ob ein Kalender nachsieht, speichern wir nicht.",
    )
    assert "/calendar/" not in str([each.get("href") for each in amira.page.all("a")])
    amira.open("/settings").follow("Mein Kalender").sees("Adresse einschalten")


def test_a_calendar_reads_the_meetings_without_signing_in(
    session: Session, meeting: Appointment, cast: Cast, visit: Visit
) -> None:
    office = make.appointment(
        session, to=cast.amira, by=cast.jonas, at=make.in_days(5), official=True
    )
    make.appointment(session, to=cast.samir, by=cast.lena)
    session.commit()
    path = switched_on(visit, cast.amira)
    first, second = read(visit, path)
    assert (first.title, first.start, first.end) == (
        "Treffen", meeting.starts_at, meeting.ends_at
    )  # fmt: skip
    assert (second.title, second.start) == ("Termin", office.starts_at)
    said = asked(visit, path).get_data(as_text=True)
    for secret in ("Sommer", "Bahnhof", "Bus", "Ziel", "Haddad", "Jobcenter", "Spaziergang"):
        assert secret not in said


def test_the_address_opens_a_calendar_by_one_tap(cast: Cast, visit: Visit) -> None:
    amira = visit.as_(cast.amira).open("/calendar").press("Adresse einschalten")
    [link] = [each for each in amira.page.all("a") if each.text == "Mit meinem Kalender öffnen"]
    assert link.get("href") == f"webcal://localhost:8000{path_on(amira)}"


def test_the_address_is_shown_once(cast: Cast, visit: Visit) -> None:
    amira = visit.as_(cast.amira).open("/calendar").press("Adresse einschalten")
    path = path_on(amira)
    again = amira.open("/calendar").sees("Die App kann sie nicht noch einmal zeigen.")
    assert path not in str(again.client.get("/calendar").get_data())


def test_a_new_address_ends_the_old_one_at_once(
    meeting: Appointment, cast: Cast, visit: Visit
) -> None:
    old = switched_on(visit, cast.amira)
    new = switched_on(visit, cast.amira, "Neue Adresse machen")
    assert asked(visit, old).status_code == 404
    assert len(read(visit, new)) == 1


def test_of_two_taps_the_address_that_is_shown_holds(
    meeting: Appointment, cast: Cast, visit: Visit
) -> None:
    amira = visit.as_(cast.amira).open("/calendar")
    token = amira.page.all("form")[-1].all("input")[0].get("value")
    for _tap in range(2):
        amira.client.post("/calendar/address", data={"csrf_token": token})
    assert len(read(visit, path_on(amira.open("/calendar")))) == 1


def test_an_address_that_ended_meanwhile_is_not_shown(cast: Cast, visit: Visit) -> None:
    phone, laptop = visit.as_(cast.amira).open("/calendar"), visit.as_(cast.amira)
    token = phone.page.all("form")[-1].all("input")[0].get("value")
    phone.client.post("/calendar/address", data={"csrf_token": token})
    laptop.open("/calendar").press("Neue Adresse machen")
    phone.open("/calendar").sees("Die App kann sie nicht noch einmal zeigen.")


def test_it_can_be_switched_off(cast: Cast, visit: Visit) -> None:
    path = switched_on(visit, cast.amira)
    amira = visit.as_(cast.amira).open("/calendar").press("Adresse ausschalten")
    amira.sees("Die Adresse gilt nicht mehr.", "Adresse einschalten")
    assert asked(visit, path).status_code == 404
    token = amira.page.all("form")[-1].all("input")[0].get("value")
    assert amira.client.post("/calendar/address/end", data={"csrf_token": token}).status_code == 303


def _seen(answer: TestResponse) -> tuple[int, dict[str, str], str]:
    nonce = re.compile(r"nonce[=-][\"']?[\w-]{22}")
    headers = {name: nonce.sub("", value) for name, value in answer.headers.items()}
    return answer.status_code, headers, nonce.sub("", answer.get_data(as_text=True))


@pytest.mark.parametrize("who", ["nobody", "amira"])
def test_a_wrong_address_is_like_any_page_that_is_not_there(
    cast: Cast, visit: Visit, who: str
) -> None:
    old = switched_on(visit, cast.amira)
    switched_on(visit, cast.amira, "Neue Adresse machen")
    asker = visit if who == "nobody" else visit.as_(cast.amira)
    unknown = _seen(asker.client.get("/there-is-nothing"))
    assert unknown[0] == 404
    for path in (old, f"/calendar/{'A' * 22}.ics", "/calendar/%FF.ics", "/calendar/.ics"):
        assert _seen(asker.client.get(path)) == unknown, path


def test_of_somebody_who_is_not_confirmed_nothing_can_be_read(
    session: Session, meeting: Appointment, cast: Cast, visit: Visit
) -> None:
    path = switched_on(visit, cast.amira)
    session.merge(cast.amira).confirmed_at = None
    assert asked(visit, path).status_code == 404


def test_a_new_card_for_a_lost_phone_ends_the_address_for_good(
    session: Session, meeting: Appointment, cast: Cast, visit: Visit
) -> None:
    hers, his = switched_on(visit, cast.amira), switched_on(visit, cast.samir)
    end_all_ways_in(session, cast.amira.id, now=make.clock.now())
    assert asked(visit, hers).status_code == 404
    assert asked(visit, his).status_code == 200


def test_a_cancelled_meeting_stays_and_says_so(
    session: Session, meeting: Appointment, cast: Cast, visit: Visit
) -> None:
    path = switched_on(visit, cast.amira)
    [before] = read(visit, path)
    session.merge(meeting).cancel(now=make.clock.now())
    [after] = read(visit, path)
    assert (after.status, after.title) == ("CANCELLED", "Treffen fällt aus")
    assert (after.uid, after.start) == (before.uid, before.start)
    assert after.sequence > before.sequence


def test_the_last_thirty_days_are_there_and_nothing_older(
    session: Session, cast: Cast, visit: Visit
) -> None:
    lately = make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(-29))
    make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(-31))
    far = make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(200))
    session.commit()
    starts = [each.start for each in read(visit, switched_on(visit, cast.amira))]
    assert starts == [lately.starts_at, far.starts_at]


def test_what_is_unchanged_is_not_sent_again(
    session: Session, meeting: Appointment, cast: Cast, visit: Visit
) -> None:
    path = switched_on(visit, cast.amira)
    first = asked(visit, path)
    assert first.headers["Cache-Control"] == "private, no-cache"
    mark = first.headers["ETag"]
    with time_machine.travel(make.clock.now() + timedelta(days=1), tick=True):
        again = asked(visit, path, If_None_Match=mark)
    assert (again.status_code, again.get_data()) == (304, b"")
    assert again.headers["Cache-Control"] == "private, no-cache"
    session.merge(meeting).move(make.in_days(4, 15), now=make.clock.now())
    moved = asked(visit, path, If_None_Match=mark)
    assert (moved.status_code, len(entries(moved.get_data()))) == (200, 1)


def test_reading_leaves_no_trace(
    app: Flask, meeting: Appointment, cast: Cast, visit: Visit
) -> None:
    path = switched_on(visit, cast.amira)
    before = stored(app)
    answer = asked(visit, path)
    assert "Set-Cookie" not in answer.headers
    assert stored(app) == before


def test_it_speaks_its_owner_s_language_whoever_asks(
    session: Session, meeting: Appointment, cast: Cast, visit: Visit
) -> None:
    path = switched_on(visit, cast.amira)
    session.merge(cast.amira).language = "en"
    names = [asked(visit, path, Accept_Language=each).get_data() for each in ("ar", "de", "en")]
    assert len(set(names)) == 1
    assert [each.title for each in entries(names[0])] == ["Meeting"]


def test_the_secret_is_kept_nowhere_and_written_to_no_log(
    app: Flask, session: Session, cast: Cast, visit: Visit, capsys: pytest.CaptureFixture[str]
) -> None:
    path = switched_on(visit, cast.amira)
    secret = path.removeprefix("/calendar/").removesuffix(".ics")
    assert secret.encode() not in stored(app)
    asked(visit, path)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    session.execute(text("DROP TABLE calendar_feed"))
    assert asked(visit, path).status_code >= 500
    said = "".join(capsys.readouterr())
    assert "appointments.feed" in said, "the trouble itself is told"
    assert secret not in said


def test_it_tells_nobody_where_it_came_from(cast: Cast, visit: Visit) -> None:
    answer = asked(visit, switched_on(visit, cast.amira))
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_an_empty_calendar_is_one_too(cast: Cast, visit: Visit) -> None:
    answer = asked(visit, switched_on(visit, cast.amira))
    assert entries(answer.get_data()) == []
    assert "NAME:Termine" in lines(answer.get_data())


def test_on_a_shared_phone_it_says_who_else_would_see(cast: Cast, visit: Visit) -> None:
    words = "Andere Menschen nutzen dieses Gerät auch."
    visit.as_(cast.amira, PhoneUse.SHARED).open("/calendar").sees(words)
    visit.as_(cast.amira).open("/calendar").sees_not(words)


def test_for_staff_there_is_no_such_page(cast: Cast, visit: Visit) -> None:
    for person in (cast.jonas, cast.petra):
        assert visit.as_(person).open("/calendar").status == 404
