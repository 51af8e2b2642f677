"""A meeting with everything one wants to know before going there."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.core import i18n
from app.domain.appointments import Appointment, Kind, Reply
from tests import make
from tests.people import Cast
from tests.taps import statements
from tests.visit import Visit, folded


@pytest.fixture
def amira(visit: Visit, cast: Cast) -> Visit:
    """Amira's phone."""
    return visit.as_(cast.amira)


def opened(amira: Visit, session: Session, made: Appointment) -> Visit:
    session.commit()
    return amira.open(f"/appointments/{made.id}")


def test_the_list_is_calm_when_it_is_empty(amira: Visit) -> None:
    amira.open("/appointments").sees("Gerade ist kein Treffen geplant.", "Schreiben Sie gern")


def test_the_list_shows_what_is_ahead_soonest_first(
    session: Session, cast: Cast, amira: Visit
) -> None:
    for days in (9, 2, 5):
        make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(days))
    make.appointment(session, to=cast.samir, by=cast.lena, at=make.in_days(1))
    session.commit()
    amira.open("/appointments")
    shown = [each.text for each in amira.page.all("h2")]
    assert shown == [folded(i18n.moment(make.in_days(days))) for days in (2, 5, 9)]


def test_a_meeting_says_when_where_how_long_and_with_whom(
    session: Session, cast: Cast, amira: Visit
) -> None:
    made = make.appointment(session, to=cast.amira, by=cast.jonas, minutes=45, topic="Ihr Ziel")
    opened(amira, session, made).sees(
        "Freiwillig",
        i18n.moment(make.in_days(3)),
        "Spaziergang",
        "Eingang vom Bahnhof, neben der Bäckerei",
        "etwa 45 Minuten",
        "Herr Sommer",
        "Ihr Ziel",
        "Mitbringen nichts",
        "Sie können jemanden mitbringen.",
    )


def test_the_map_is_only_a_link_that_says_it_leaves(
    session: Session, cast: Cast, amira: Visit
) -> None:
    made = make.appointment(session, to=cast.amira, by=cast.jonas, way="Bus 12 bis Bahnhof.")
    opened(amira, session, made).sees("Bus 12 bis Bahnhof.", "Sie verlassen dafür die App.")
    link = next(each for each in amira.page.all("a") if "Karte" in each.text)
    assert link.get("href").startswith("https://www.openstreetmap.org/search?query=Eingang%20vom")
    assert link.get("rel") == "noreferrer noopener"
    assert not amira.page.all("iframe", "img")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Kind.PHONE, "Am Telefon. Herr Sommer ruft Sie an."),
        (Kind.VIDEO, "Ihre Kamera kann aus bleiben."),
        (Kind.HOME_VISIT, "Bei Ihnen zu Hause"),
        (Kind.OFFICE, "Im Büro"),
        (Kind.GOING_ALONG, "Begleitung"),
        (Kind.GROUP, "In der Gruppe"),
    ],
)
def test_every_kind_is_said_in_words_and_nobody_is_sent_to_a_map_of_home(
    session: Session, cast: Cast, amira: Visit, kind: Kind, words: str
) -> None:
    place = "" if kind in {Kind.PHONE, Kind.VIDEO} else "Hauptstraße 3"
    made = make.appointment(session, to=cast.amira, by=cast.jonas, kind=kind, place=place)
    opened(amira, session, made).sees(words)
    has_map = any("openstreetmap" in each.get("href") for each in amira.page.all("a"))
    assert has_map == (kind in {Kind.OFFICE, Kind.GOING_ALONG, Kind.GROUP})


def test_a_meeting_the_guide_moved_says_that_the_time_is_new(
    session: Session, cast: Cast, amira: Visit
) -> None:
    made = make.appointment(session, to=cast.amira, by=cast.jonas)
    made.move(make.in_days(6, 15), now=make.clock.now())
    opened(amira, session, made).sees("Die Zeit ist neu. Herr Sommer hat das Treffen verschoben.")


def test_the_page_reads_from_right_to_left_in_arabic(
    session: Session, cast: Cast, visit: Visit
) -> None:
    cast.amira.language = "ar"
    made = make.appointment(session, to=cast.amira, by=cast.jonas)
    session.commit()
    amira = visit.as_(cast.amira).open(f"/appointments/{made.id}")
    assert amira.page.all("html")[0].get("dir") == "rtl"
    amira.sees("Eingang vom Bahnhof")  # what the guide wrote stays as it was written
    assert amira.open(f"/appointments/{made.id}/request").page.all("html")[0].get("lang") == "ar"


def test_the_pages_ask_as_little_of_the_database_for_fifty_as_for_one(
    app: Flask, session: Session, cast: Cast, amira: Visit
) -> None:
    first = make.appointment(session, to=cast.amira, by=cast.jonas)
    session.commit()
    few = len(statements(app, lambda: amira.open("/appointments")))
    for days in range(2, 51):
        make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(days))
    session.commit()
    assert len(statements(app, lambda: amira.open("/appointments"))) == few == 2
    assert len(statements(app, lambda: amira.open(f"/appointments/{first.id}"))) == 3


def test_a_look_back_says_what_was_planned_and_nothing_about_who_came(
    session: Session, cast: Cast, amira: Visit
) -> None:
    for days, kind in ((-9, Kind.PHONE), (-2, Kind.WALK), (-40, Kind.VIDEO)):
        make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(days), kind=kind)
    off = make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(-4))
    off.cancelled_at = make.clock.now()
    answered = make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(-6))
    answered.reply = Reply.DOES_NOT_FIT
    make.appointment(session, to=cast.samir, by=cast.lena, at=make.in_days(-1))
    amira.open("/appointments").sees("Frühere Treffen", "Gerade ist kein Treffen geplant.")
    days = [each.text for each in amira.page.all("p") if each.get("class") == "hint"]
    assert days == [folded(i18n.day(make.in_days(ago))) for ago in (-2, -6, -9)]
    amira.sees_not("Passt nicht", "Per Video", "fällt aus", "da waren", "verpasst")


def test_the_next_meeting_names_the_letters_to_read_together(
    session: Session, cast: Cast, amira: Visit
) -> None:
    later = make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(9))
    soon = make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(2))
    wished = make.letter(session, to=cast.amira, by=cast.jonas, together_at=make.clock.now())
    make.letter(session, to=cast.amira, by=cast.jonas)
    make.letter(session, to=cast.samir, by=cast.lena, together_at=make.clock.now())
    opened(amira, session, soon).sees("Das lesen Sie zusammen", "Brief vom 2. November")
    links = [each.get("href") for each in amira.page.all("a")]
    assert [each for each in links if each.startswith("/letters/")] == [f"/letters/{wished.id}"]
    opened(amira, session, later).sees_not("Das lesen Sie zusammen")
