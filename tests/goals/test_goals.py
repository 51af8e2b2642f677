"""Goals in own words: at most three open, nothing lost, and resting is one too."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.goals import Area, Goal
from app.domain.messages import Form, Message
from tests import make
from tests.people import Cast
from tests.taps import post, statements, twice
from tests.visit import Visit


@pytest.fixture
def amira(visit: Visit, cast: Cast) -> Visit:
    """Amira's phone."""
    return visit.as_(cast.amira)


def goals(session: Session, cast: Cast) -> list[Goal]:
    session.expire_all()
    found = session.scalars(select(Goal).where(Goal.participant_id == cast.amira.id)).all()
    session.commit()
    return list(found)


def test_an_empty_page_is_kind(amira: Visit) -> None:
    amira.open("/goals").sees("Hier ist noch nichts. Ein Ziel kann auch sein: ausruhen.")


def test_a_goal_together_is_told_to_the_guide_once_a_day(
    session: Session, cast: Cast, amira: Visit
) -> None:
    twice(amira.open("/goals"), "Zusammen anlegen").sees("Herr Sommer weiß Bescheid")
    [note] = session.scalars(select(Message)).all()
    session.commit()
    assert (note.form, note.body) == (
        Form.NOTE,
        "Ich möchte gern mit Ihnen zusammen ein Ziel anlegen.",
    )
    amira.press("Rückgängig").sees("Zurückgenommen.")
    assert not session.scalars(select(Message)).all()


def test_a_goal_in_own_words_is_written_once(session: Session, cast: Cast, amira: Visit) -> None:
    amira.open("/goals").follow("Selbst ein Ziel anlegen")
    twice(amira, "Speichern", text="Wieder öfter rausgehen", why="Wegen der Luft", area="people")
    amira.sees("Wieder öfter rausgehen", "Warum mir das wichtig ist: Wegen der Luft", "Menschen")
    amira.sees("Ihre Ziele sehen Sie und Herr Sommer.")
    [goal] = goals(session, cast)
    assert (goal.text, goal.why, goal.area) == (
        "Wieder öfter rausgehen",
        "Wegen der Luft",
        Area.PEOPLE,
    )
    amira.press("Rückgängig")
    assert goals(session, cast)[0].put_away_at


@pytest.mark.parametrize(
    ("text", "why", "hint"),
    [
        ("", "weil", "Hier fehlt noch Ihr Ziel. Ein Wort reicht."),
        ("gehen " * 60, "weil", "Bitte etwas kürzer. 300 Zeichen gehen."),
        ("gehen", "weil " * 250, "Bitte etwas kürzer. 1000 Zeichen gehen."),
    ],
)
def test_a_slip_in_the_form_loses_nothing(
    session: Session, cast: Cast, amira: Visit, text: str, why: str, hint: str
) -> None:
    amira.open("/goals/new").press("Speichern", text=text, why=why)
    assert amira.status == 422
    amira.sees(hint, text.strip(), why.strip())
    assert goals(session, cast) == []


def test_a_goal_in_other_words_can_go_back(session: Session, cast: Cast, amira: Visit) -> None:
    make.goal(session, of=cast.amira)
    session.commit()
    amira.open("/goals").follow("Ziel ändern: Wieder öfter rausgehen")
    amira.press("Speichern", text="Ausruhen", area="everyday").sees("Ausruhen", "Alltag")
    amira.follow("Ziel ändern: Ausruhen").sees("Vorher hieß es: Wieder öfter rausgehen")
    amira.open("/goals").follow("Ziel ändern: Ausruhen")
    amira.press("Speichern", text="Schlafen").press("Rückgängig").sees("Ausruhen")
    [goal] = goals(session, cast)
    assert (goal.text, goal.area) == ("Ausruhen", Area.EVERYDAY)


def test_three_goals_are_enough(session: Session, cast: Cast, amira: Visit) -> None:
    for text in ("eins", "zwei", "drei"):
        make.goal(session, of=cast.amira, text=text)
    session.commit()
    amira.open("/goals").sees("Drei Ziele sind genug für jetzt.")
    assert not [each for each in amira.page.all("a") if each.text == "Neues Ziel"]
    amira.open("/goals/new").press("Speichern", text="vier").sees(
        "Drei Ziele sind genug für jetzt."
    )
    assert len(goals(session, cast)) == 3
    amira.press("Ziel weglegen: zwei").sees("Das ist in Ordnung.", "Neues Ziel")
    amira.press("Rückgängig").sees("Das Ziel ist wieder da.")
    assert not [each for each in goals(session, cast) if each.put_away_at]


def test_a_fourth_goal_waits_until_there_is_room(
    session: Session, cast: Cast, amira: Visit
) -> None:
    for text in ("eins", "zwei", "drei", "vier"):
        made = make.goal(session, of=cast.amira, text=text)
    made.put_away(now=make.clock.now())
    session.commit()
    amira.open("/goals").press("Wieder hervorholen: vier").sees("Drei Ziele sind genug")
    assert goals(session, cast)[-1].put_away_at or len(goals(session, cast)) == 4
    assert len([each for each in goals(session, cast) if each.put_away_at is None]) == 3


def test_putting_a_goal_away_leaves_its_steps(session: Session, cast: Cast, amira: Visit) -> None:
    goal = make.goal(session, of=cast.amira)
    make.step(session, of=cast.amira, goal_id=goal.id)
    session.commit()
    amira.open("/goals").sees("Ziel: Wieder öfter rausgehen")
    amira.press("Ziel weglegen: Wieder öfter rausgehen").sees("Einmal um den Block gehen")


def test_a_stranger_can_do_nothing_with_it(session: Session, cast: Cast, visit: Visit) -> None:
    goal = make.goal(session, of=cast.amira)
    session.commit()
    samir = visit.as_(cast.samir)
    assert samir.open(f"/goals/{goal.id}/edit").status == 404
    for path in ("edit", "edit/undo", "put-away", "put-away/undo"):
        assert post(samir, f"/goals/{goal.id}/{path}", text="fremd", area="work") == 404
    [kept] = goals(session, cast)
    assert (kept.text, kept.put_away_at) == ("Wieder öfter rausgehen", None)


def test_nothing_is_counted_and_nothing_is_due(session: Session, cast: Cast, amira: Visit) -> None:
    goal = make.goal(session, of=cast.amira)
    for text in ("gehen", "rufen", "ruhen"):
        make.step(session, of=cast.amira, text=text, goal_id=goal.id)
        make.step(session, of=cast.amira, text=text, done_at=make.clock.now())
    session.commit()
    for page in ("/goals", "/steps/done"):
        amira.open(page).sees_not("%", "von 3", "3 Schritte", "fällig")


def test_the_page_reads_from_right_to_left_in_arabic(
    session: Session, cast: Cast, visit: Visit
) -> None:
    cast.amira.language = "ar"
    step = make.step(session, of=cast.amira)
    make.goal(session, of=cast.amira)
    session.commit()
    amira = visit.as_(cast.amira)
    for page in ("/goals", "/goals/new", "/steps/new", "/steps/done", f"/steps/{step.id}"):
        assert amira.open(page).page.all("html")[0].get("dir") == "rtl"


def test_the_page_asks_as_little_of_the_database_for_fifty_as_for_one(
    app: Flask, session: Session, cast: Cast, amira: Visit
) -> None:
    make.goal(session, of=cast.amira)
    make.step(session, of=cast.amira)
    session.commit()
    few = len(statements(app, lambda: amira.open("/goals")))
    for number in range(49):
        make.step(session, of=cast.amira, text=f"Schritt {number}")
    session.commit()
    assert len(statements(app, lambda: amira.open("/goals"))) == few == 4
