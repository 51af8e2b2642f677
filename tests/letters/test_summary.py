"""The summary: the fixed order of calm 4.1, in the reader's language, honest first."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy.orm import Session

from app.calm.facts import Fact, Role
from app.calm.letter_kinds import Label
from app.domain.letters import Letter
from tests import make
from tests.letters import demo_letters
from tests.people import Cast
from tests.visit import Visit

WALL_TIME = datetime.fromisoformat("2026-11-24T10:00")
MORE = "VdK Musterstadt, 0221 4710 200, nur mit Termin\nSozialberatung am Markt"


def spoken(session: Session, cast: Cast, language: str) -> None:
    cast.amira.language = language
    session.merge(cast.amira)
    session.commit()


def read(visit: Visit, cast: Cast, letter: Letter) -> Visit:
    return visit.as_(cast.amira).open(f"/letters/{letter.id}/summary")


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("name", demo_letters.NAMES)
def test_every_kind_can_be_read(
    session: Session, cast: Cast, visit: Visit, name: str, language: str
) -> None:
    letter = demo_letters.letter(session, name, to=cast.amira, by=cast.jonas)
    spoken(session, cast, language)
    page = read(visit, cast, letter)
    assert page.status == 200
    assert page.page.all("html")[0].get("dir") == ("rtl" if language == "ar" else "ltr")
    assert "%(" not in page.text
    if language == "de":
        page.sees("Worum geht es?", "Was Sie tun können", "Wenn Sie nichts tun", "Wer hilft?")


def test_the_blocks_stand_in_their_fixed_order(session: Session, cast: Cast, visit: Visit) -> None:
    cast.programme.advice = MORE
    session.merge(cast.programme)
    letter = demo_letters.letter(session, "09-erstattung", to=cast.amira, by=cast.jonas)
    session.commit()
    text = read(visit, cast, letter).text
    order = (
        "Vom Jobcenter", "Brief vom 10. November", "Keine gute Nachricht",
        "Worum geht es?", "Das ist keine gute Nachricht.", "Das möchte das Amt zurück", "240 Euro",
        "Was Sie tun können", "Mit Herrn Sommer zusammen lesen", "Wichtiges Datum",
        "Zeit haben Sie auf jeden Fall bis", "Wenn Sie nichts tun", "Dann gilt die Entscheidung.",
        "Wer hilft?", "Herr Sommer hilft", "Unabhängige Beratung.", "VdK Musterstadt",
        "0221 4710 200", "nur mit Termin", "Sozialberatung am Markt", "Größer", "Sprache",
        "Zusammen lesen", "Den genauen Brief zeigen", "Diese Zusammenfassung hat Herr Sommer am",
    )  # fmt: skip
    at = 0
    for words in order:
        found = text.find(words, at)
        assert found >= 0, (words, text[at:])
        at = found + len(words)


def test_a_hard_letter_asks_first_and_shows_its_date(
    session: Session, cast: Cast, visit: Visit
) -> None:
    letter = demo_letters.letter(session, "10-minderung", to=cast.amira, by=cast.jonas)
    session.commit()
    page = visit.as_(cast.amira).open(f"/letters/{letter.id}")
    page.sees(
        "Möchten Sie jetzt lesen oder zusammen mit Herrn Sommer?",
        "Zeit haben Sie auf jeden Fall bis Freitag, 11. Dezember.",
    )
    page.sees_not("weniger Geld", "168,90")
    page.follow("Jetzt lesen").sees("Das ist keine gute Nachricht.", "168,90 Euro")


def test_other_letters_open_at_once(session: Session, cast: Cast, visit: Visit) -> None:
    letter = demo_letters.letter(session, "01-bewilligung", to=cast.amira, by=cast.jonas)
    session.commit()
    visit.as_(cast.amira).open(f"/letters/{letter.id}").sees("Das Jobcenter sagt Ja.")


def test_where_there_is_no_date_the_page_says_so(
    session: Session, cast: Cast, visit: Visit
) -> None:
    letter = make.letter(session, to=cast.amira, by=cast.jonas, kind="plan", label=Label.INFO)
    session.commit()
    read(visit, cast, letter).sees("Es gibt kein wichtiges Datum.")


def test_the_guides_own_words_stay_german_and_say_whose_they_are(
    session: Session, cast: Cast, visit: Visit
) -> None:
    letter = make.letter(
        session,
        to=cast.amira,
        by=cast.jonas,
        kind="sonstiges",
        about="Die Kasse sagt Ja.\n\n<b>Zweite Zeile.</b>",
        if_nothing="Dann bleibt es so.",
        note="Ich bin da.",
    )
    spoken(session, cast, "ar")
    page = read(visit, cast, letter)
    own = [
        each
        for each in page.page.all("div", "span")
        if each.get("lang") == "de" and each.parent and each.parent.tag != "details"
    ]
    assert [each.text for each in own] == [
        "Ich bin da.",
        "Die Kasse sagt Ja. <b>Zweite Zeile.</b>",
        "Dann bleibt es so.",
    ]
    assert {each.get("dir") for each in own} == {"ltr"}


def test_a_german_word_or_number_keeps_its_order_in_an_arabic_sentence(
    session: Session, cast: Cast, visit: Visit
) -> None:
    letter = demo_letters.letter(session, "06-meldetermin", to=cast.amira, by=cast.jonas)
    phone = next(str(f.value) for f in letter.facts if f.role is Role.PHONE)
    spoken(session, cast, "ar")
    read(visit, cast, letter).sees(f"\u2068{phone}\u2069")


def meeting_and_letter(session: Session, cast: Cast, until: date) -> Letter:
    make.appointment(session, to=cast.amira, by=cast.jonas, at=WALL_TIME)
    letter = make.letter(
        session,
        to=cast.amira,
        by=cast.jonas,
        kind="mitwirkung",
        label=Label.BITTE,
        facts=(Fact(Role.PAPERS_UNTIL, until, "x"),),
    )
    session.commit()
    return letter


def test_with_enough_time_it_can_wait_until_the_next_meeting(
    session: Session, cast: Cast, visit: Visit
) -> None:
    letter = meeting_and_letter(session, cast, date(2026, 11, 27))
    read(visit, cast, letter).sees(
        "Das kann warten bis zu unserem Treffen am Dienstag, 24. November."
    )


def test_with_less_time_a_talk_before_is_offered(
    session: Session, cast: Cast, visit: Visit
) -> None:
    letter = meeting_and_letter(session, cast, date(2026, 11, 26))
    read(visit, cast, letter).sees("Lieber vorher kurz sprechen. Herr Sommer ruft Sie an")


def test_after_the_date_there_is_often_still_a_way(
    session: Session, cast: Cast, visit: Visit
) -> None:
    letter = demo_letters.letter(session, "10-minderung", to=cast.amira, by=cast.jonas)
    session.commit()
    with time_machine.travel(datetime(2026, 12, 14, 9, tzinfo=UTC)):
        read(visit, cast, letter).sees("Das Datum ist vorbei oder sehr nah.")


def test_good_news_is_not_talked_into_worry(session: Session, cast: Cast, visit: Visit) -> None:
    letter = demo_letters.letter(session, "01-bewilligung", to=cast.amira, by=cast.jonas)
    session.commit()
    read(visit, cast, letter).sees_not("Lieber vorher kurz sprechen", "Unabhängige Beratung")


def test_the_safe_date_moves_before_a_holiday_of_the_land(
    session: Session, cast: Cast, visit: Visit
) -> None:
    # All Saints' Day is a holiday in North Rhine-Westphalia: 1 November 2027 is a Monday.
    letter = make.letter(
        session, to=cast.amira, by=cast.jonas, kind="nein", label=Label.SCHWER,
        letter_on=date(2027, 10, 1),
    )  # fmt: skip
    session.commit()
    with time_machine.travel(datetime(2027, 10, 4, 9, tzinfo=UTC)):
        read(visit, cast, letter).sees("Zeit haben Sie auf jeden Fall bis Freitag, 29. Oktober.")
