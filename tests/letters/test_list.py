"""The list of letters: closed envelopes, honest and quiet."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.calm.facts import Fact, Role
from app.calm.letter_kinds import Label, Sender
from app.core import clock
from tests import make
from tests.letters import demo_letters
from tests.people import Cast
from tests.visit import Visit


def envelopes(visit: Visit) -> list[str]:
    return [
        each.text for each in visit.page.all("a") if each.all("svg") and "Brief vom" in each.text
    ]


def test_an_empty_list_says_that_all_is_quiet(cast: Cast, visit: Visit) -> None:
    visit.as_(cast.amira).open("/letters").sees(
        "Mein Brief ist noch zu",
        "Keine Briefe. Alles ruhig.",
        "Post zu Hause? Bringen Sie sie gern zum Treffen mit. Auch zu.",
    )


def test_an_envelope_says_from_whom_what_news_and_until_when(
    session: Session, cast: Cast, visit: Visit
) -> None:
    demo_letters.letter(session, "13-zusage", to=cast.amira, by=cast.jonas)
    session.commit()
    (envelope,) = envelopes(visit.as_(cast.amira).open("/letters"))
    for words in ("Vom Jobcenter", "Brief vom 6. November", "Gute Nachricht", "Wichtiges Datum: "):
        assert words in envelope


def test_a_hard_letter_gives_no_shock_in_passing(
    session: Session, cast: Cast, visit: Visit
) -> None:
    demo_letters.letter(session, "10-minderung", to=cast.amira, by=cast.jonas)
    session.commit()
    visit.as_(cast.amira).open("/letters").sees("Am besten zusammen lesen").sees_not(
        "Keine gute Nachricht", "weniger Geld"
    )


def test_the_soonest_date_comes_first_and_then_the_newest(
    session: Session, cast: Cast, visit: Visit
) -> None:
    def letter(day: int, until: date | None = None) -> None:
        facts = (Fact(Role.PAPERS_UNTIL, until, "x"),) if until else ()
        make.letter(
            session,
            to=cast.amira,
            by=cast.jonas,
            kind="mitwirkung",
            label=Label.BITTE,
            letter_on=date(2026, 11, day),
            released_at=clock.now().replace(day=day),
            facts=facts,
        )

    letter(1)
    letter(2, date(2026, 12, 15))
    letter(3, date(2026, 11, 20))  # past: not what one looks for first
    letter(4, date(2026, 12, 4))
    letter(5)
    session.commit()
    seen = [
        row.partition("Brief vom ")[2][:2]
        for row in envelopes(visit.as_(cast.amira).open("/letters"))
    ]
    assert seen == ["4.", "2.", "5.", "3.", "1."]


@pytest.mark.both_databases
@pytest.mark.parametrize("letters", [1, 20])
def test_the_list_takes_one_statement(
    app: Flask, session: Session, cast: Cast, visit: Visit, letters: int
) -> None:
    for number in range(letters):
        demo_letters.letter(
            session,
            demo_letters.NAMES[number % len(demo_letters.NAMES)],
            to=cast.amira,
            by=cast.jonas,
        )
    session.commit()
    reader = visit.as_(cast.amira)
    statements: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
            statements.append(statement)

    event.listen(app.extensions["engine"], "before_cursor_execute", count)
    reader.open("/letters")
    assert len(envelopes(reader)) == letters
    assert len(statements) == 2, statements  # who asks, and the letters


def test_a_letter_that_is_still_being_written_is_not_there(
    session: Session, cast: Cast, visit: Visit
) -> None:
    draft = make.letter(session, to=cast.amira, by=cast.jonas, released_at=None)
    session.commit()
    reader = visit.as_(cast.amira).open("/letters").sees("Keine Briefe.")
    for end in ("", "/summary", "/official", "/pages", "/pages/1", "/original"):
        assert reader.open(f"/letters/{draft.id}{end}").status == 404


def test_another_office_is_called_by_its_name(session: Session, cast: Cast, visit: Visit) -> None:
    make.letter(
        session,
        to=cast.amira,
        by=cast.jonas,
        sender=Sender.OTHER,
        sender_name="Krankenkasse Muster",
    )
    session.commit()
    visit.as_(cast.amira).open("/letters").sees("Krankenkasse Muster")


def test_who_prefers_paper_is_told_that_letters_come_on_paper(
    session: Session, cast: Cast, visit: Visit
) -> None:
    cast.amira.letters_on_paper = True
    session.merge(cast.amira)
    session.commit()
    visit.as_(cast.amira).open("/letters").sees("Ihre Briefe kommen auf Papier.")


def test_a_letter_put_away_is_found_among_the_settled_ones_and_comes_back(
    session: Session, cast: Cast, visit: Visit
) -> None:
    letter = make.letter(session, to=cast.amira, by=cast.jonas)
    session.commit()
    reader = visit.as_(cast.amira).open(f"/letters/{letter.id}").press("Weglegen")
    reader.sees("Weggelegt.", "Keine Briefe.")
    reader.follow("Erledigte Briefe").sees("Vom Jobcenter").press("Zurückholen")
    reader.sees("Der Brief ist wieder in Ihrer Liste.", "Vom Jobcenter")
    reader.press("Rückgängig").sees("Weggelegt.", "Keine Briefe.").press("Rückgängig")
    reader.sees("Vom Jobcenter").open("/letters/put-away").sees("Hier liegt noch kein Brief.")
