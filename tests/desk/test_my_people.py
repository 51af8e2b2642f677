"""Meine Leute: everybody at one glance, the next meeting first, and nothing about behaviour."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.calm.facts import Fact
from app.calm.facts import Role as FactRole
from app.calm.letter_kinds import Label
from app.core import clock, i18n
from app.desk.rows import PersonRow, matching, plain
from app.domain.appointments import Kind, Reply
from app.domain.letters import Letter, PaperLetter
from app.domain.people import Name, Person, Role, Salutation
from tests import make
from tests.desk.conftest import Counting
from tests.desk.looking import all_of
from tests.people import Cast, accompany, make_person
from tests.visit import Visit, folded


def add_people(app: Flask, session: Session, cast: Cast, count: int) -> list[Person]:
    """Let Jonas accompany `count` more people, each with a meeting, a letter and a closed one."""
    people = []
    for number in range(count):
        person = make_person(
            session,
            app.extensions["keys"],
            cast.programme,
            Role.PARTICIPANT,
            "Mensch",
            f"Nummer{number:02}",
            Salutation.FULL_NAME,
        )
        accompany(session, cast.jonas, person, slot=number + 2)
        make.appointment(session, to=person, by=cast.jonas, at=make.in_days(40 - number % 30))
        letter_with_date(session, cast, person, days=3)
        session.add(PaperLetter(participant_id=person.id, told_at=clock.now()))
        people.append(person)
    session.commit()
    return people


def letter_with_date(session: Session, cast: Cast, person: Person, *, days: int) -> None:
    day = make.in_days(days).date()
    make.letter(
        session,
        to=person,
        by=cast.jonas,
        kind="mitwirkung",
        label=Label.BITTE,
        has_date=True,
        facts=(Fact(FactRole.PAPERS_UNTIL, day, "bis"),),
    )


@pytest.mark.parametrize("people", [1, 50])
def test_the_list_asks_as_often_however_long_it_is(
    app: Flask, session: Session, cast: Cast, visit: Visit, counting: Counting, people: int
) -> None:
    add_people(app, session, cast, people - 1)
    make.appointment(session, to=cast.amira, by=cast.jonas)
    session.commit()
    desk = visit.as_(cast.jonas)
    app.extensions["keys"]._open.clear()
    with counting() as statements:
        desk.open("/desk").sees("Frau Haddad")
    assert len(statements) <= 3, "\n\n".join(statements)
    assert len([e for e in desk.page.all("li") if e.get("data-name")]) == people


def test_the_next_meeting_comes_first_and_those_without_one_follow_by_name(
    app: Flask, session: Session, cast: Cast, visit: Visit
) -> None:
    late, soon = add_people(app, session, cast, 2)
    for person, days in ((late, 9), (soon, 1)):
        make.appointment(session, to=person, by=cast.jonas, at=make.in_days(days))
    session.commit()
    names = [e.get("data-name") for e in visit.as_(cast.jonas).open("/desk").page.all("li")]
    assert [n for n in names if n] == [str(soon.name), str(late.name), "Amira Haddad"]


def test_a_row_says_what_was_asked_for_on_purpose(
    session: Session, cast: Cast, visit: Visit
) -> None:
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas, kind=Kind.PHONE)
    later = make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(9))
    later.answer(Reply.DOES_NOT_FIT, now=clock.now())
    make.letter(session, to=cast.amira, by=cast.jonas).together_at = clock.now()
    session.add(PaperLetter(participant_id=cast.amira.id, told_at=clock.now()))
    session.commit()
    row = next(
        e for e in visit.as_(cast.jonas).open("/desk").page.all("li") if e.get("data-name")
    ).text
    for words in (
        "Frau Haddad",
        "Sie sagen, Deutsch",
        "am Telefon",
        "Passt nicht:",
        "Möchte einen Brief zusammen lesen",
        "Ein Brief ist noch zu",
    ):
        assert words in row, words
    assert meeting.wall_time < later.wall_time


def row_of(visit: Visit, cast: Cast) -> str:
    """Return the words of Amira's row."""
    rows = visit.as_(cast.jonas).open("/desk").page.all("li")
    return next(each.text for each in rows if each.get("data-name"))


def test_who_wrote_stands_there_until_somebody_answers(
    session: Session, cast: Cast, visit: Visit
) -> None:
    said = make.message(session, of=cast.amira, by=cast.amira, body="Bitte rufen Sie mich an.")
    said.sent_at = clock.now() - timedelta(days=2)
    session.commit()
    wrote_on = folded(i18n.day(said.sent_at.astimezone(ZoneInfo(make.BERLIN))))
    assert f"Hat geschrieben: {wrote_on}" in row_of(visit, cast)
    visit.as_(cast.amira).open("/messages").press("Danke.")
    assert f"Hat geschrieben: {wrote_on}" in row_of(visit, cast), "thanks ask for nothing"
    visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}").press("Jetzt senden", body="Gern.")
    assert "Hat geschrieben" not in row_of(visit, cast)


def test_a_greeting_is_no_answer(session: Session, cast: Cast, visit: Visit) -> None:
    make.message(session, of=cast.amira, by=cast.amira, body="Bitte rufen Sie mich an.")
    session.commit()
    desk = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}").follow("Gruß senden")
    chosen = next(
        each.get("value") for each in desk.page.all("input") if each.get("name") == "phrase"
    )
    desk.press("Jetzt senden", phrase=chosen)
    assert "Hat geschrieben" in row_of(visit, cast)
    visit.as_(cast.amira).open("/messages").sees("antwortet bis")


def test_an_answer_to_somebody_else_is_no_answer(
    session: Session, cast: Cast, visit: Visit
) -> None:
    make.message(session, of=cast.amira, by=cast.jonas)
    make.message(session, of=cast.amira, by=cast.amira)
    make.message(session, of=cast.samir, by=cast.lena)
    session.commit()
    assert "Hat geschrieben" in row_of(visit, cast)


def test_what_was_taken_back_and_mere_thanks_wait_for_nobody(
    session: Session, cast: Cast, visit: Visit
) -> None:
    make.message(session, of=cast.amira, by=cast.amira).withdrawn_at = clock.now()
    session.commit()
    visit.as_(cast.amira).open("/messages").press("Danke.").sees_not("antwortet bis")
    assert "Hat geschrieben" not in row_of(visit, cast)


def test_a_wish_about_an_office_s_appointment_is_something_written(
    session: Session, cast: Cast, visit: Visit
) -> None:
    made = make.appointment(session, to=cast.amira, by=cast.jonas, official=True, place="Zimmer 2")
    session.commit()
    visit.as_(cast.amira).open(f"/appointments/{made.id}").press("Herr Sommer soll mitkommen")
    row = row_of(visit, cast)
    assert "Hat geschrieben:" in row
    assert "10 Uhr Vom Jobcenter" in row, "an office's appointment is no „Spaziergang“"
    visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}").sees("Vom Jobcenter Zimmer 2")


def test_the_list_can_be_narrowed(app: Flask, session: Session, cast: Cast, visit: Visit) -> None:
    other = add_people(app, session, cast, 1)[0]
    make.message(session, of=cast.amira, by=cast.amira)
    session.commit()
    desk = visit.as_(cast.jonas).open("/desk")
    for word, expected in (
        ("Hat geschrieben", ["Amira Haddad"]),
        ("Treffen", [str(other.name)]),
        ("Brief", [str(other.name)]),
        ("Alle", [str(other.name), "Amira Haddad"]),
    ):
        desk.follow(word)
        names = [e.get("data-name") for e in desk.page.all("li") if e.get("data-name")]
        assert names == expected, word
    make.message(session, of=cast.amira, by=cast.jonas)
    desk.follow("Hat geschrieben").sees("Dafür steht hier gerade niemand.")


def test_a_letter_with_a_date_in_the_next_seven_days_stands_on_top(
    session: Session, cast: Cast, visit: Visit
) -> None:
    letter_with_date(session, cast, cast.amira, days=5)
    session.commit()
    desk = visit.as_(cast.jonas).open("/desk")
    desk.sees("Briefe mit Datum in den nächsten 7 Tagen", "Brief mit Datum:")


def test_a_letter_with_a_date_later_on_stands_only_in_its_row(
    session: Session, cast: Cast, visit: Visit
) -> None:
    letter_with_date(session, cast, cast.amira, days=20)
    session.commit()
    desk = visit.as_(cast.jonas).open("/desk")
    desk.sees("Brief mit Datum:").sees_not("in den nächsten 7 Tagen")


def test_a_draft_and_a_letter_put_away_are_not_announced(
    session: Session, cast: Cast, visit: Visit
) -> None:
    letter_with_date(session, cast, cast.amira, days=2)
    letter_with_date(session, cast, cast.amira, days=2)
    draft, away = all_of(session, Letter)
    draft.released_at, away.put_away_at = None, clock.now()
    session.commit()
    visit.as_(cast.jonas).open("/desk").sees_not("Brief mit Datum")


def test_what_is_cancelled_or_over_is_not_ahead(session: Session, cast: Cast, visit: Visit) -> None:
    make.appointment(session, to=cast.amira, by=cast.jonas).cancel(now=clock.now())
    make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(-3))
    session.commit()
    visit.as_(cast.jonas).open("/desk").sees("Kein Treffen geplant")


def test_the_people_of_others_are_not_there(session: Session, cast: Cast, visit: Visit) -> None:
    make.appointment(session, to=cast.samir, by=cast.lena)
    session.commit()
    visit.as_(cast.jonas).open("/desk").sees_not("Aydin")
    visit.as_(cast.lena).open("/desk").sees("Herr Aydin").sees_not("Haddad")


def test_nobody_but_a_guide_has_a_desk(cast: Cast, visit: Visit) -> None:
    for person in (cast.amira, cast.petra):
        assert visit.as_(person).open("/desk").status == 404


def test_the_search_finds_a_name_by_any_part_of_it(
    app: Flask, session: Session, cast: Cast, visit: Visit
) -> None:
    add_people(app, session, cast, 3)
    desk = visit.as_(cast.jonas).open("/desk").press("Suchen", q="HADD")
    assert [e.get("data-name") for e in desk.page.all("li") if e.get("data-name")] == [
        "Amira Haddad"
    ]
    desk.press("Suchen", q="niemand").sees("Niemand mit diesem Namen ist dabei.")
    desk.follow("Alle zeigen").sees("Mensch Nummer02")


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Öztürk", "ozturk"),
        ("Çağrı", "cagri"),
        ("Großmann", "grossmann"),
        ("de la Cruz", "cruz de"),
    ],
)
def test_accents_and_order_do_not_matter_when_searching(name: str, typed: str) -> None:
    row = PersonRow(
        id=None,  # type: ignore[arg-type]
        name=Name("Kim", name, Salutation.FRAU),
        chosen_language="de",
        address="sie",
        confirmed=True,
        used_card=None,
        has_closed_letter=False,
    )
    assert matching([row], typed) == [row]
    assert matching([row], typed + "x") == []
    assert plain("ẞ") == "ss"


def test_with_nobody_yet_the_page_says_how_to_begin(
    app: Flask, session: Session, cast: Cast, visit: Visit
) -> None:
    new = make_person(
        session,
        app.extensions["keys"],
        cast.programme,
        Role.GUIDE,
        "Neu",
        "Hier",
        Salutation.FULL_NAME,
    )
    session.commit()
    visit.as_(new).open("/desk").sees("Noch begleiten Sie niemanden.").follow("Einladen")


def test_nothing_tells_when_somebody_was_here(session: Session, cast: Cast, visit: Visit) -> None:
    make.message(session, of=cast.amira, by=cast.amira)
    make.letter(session, to=cast.amira, by=cast.jonas)
    session.commit()
    visit.as_(cast.amira).open("/letters")
    desk = visit.as_(cast.jonas).open("/desk")
    for page in (desk, desk.open(f"/desk/people/{cast.amira.id}")):
        text = page.text.casefold()
        for word in ("gelesen", "geöffnet", "zuletzt", "online", "aktiv", "angemeldet"):
            assert word not in text, word


def test_a_meeting_that_is_just_going_on_is_still_the_next_one(
    session: Session, cast: Cast, visit: Visit
) -> None:
    meeting = make.appointment(session, to=cast.amira, by=cast.jonas, minutes=60)
    began = clock.now().astimezone(ZoneInfo(make.BERLIN)) - timedelta(minutes=20)
    meeting.set_time(began.replace(tzinfo=None, microsecond=0), make.BERLIN)
    session.commit()
    visit.as_(cast.jonas).open("/desk").sees_not("Kein Treffen geplant")
