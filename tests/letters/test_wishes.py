"""What one can say about a letter on purpose: each with one tap, once, and with a way back."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calm.letter_kinds import Label
from app.core import clock
from app.domain.letters import Letter
from app.domain.messages import Form, Message
from tests import make
from tests.people import Cast
from tests.visit import Visit, folded


@pytest.fixture
def letter(session: Session, cast: Cast) -> Letter:
    made = make.letter(session, to=cast.amira, by=cast.jonas, kind="nein", label=Label.SCHWER)
    session.commit()
    return made


def fresh(session: Session, letter: Letter) -> Letter:
    again = select(Letter).where(Letter.id == letter.id).execution_options(populate_existing=True)
    found = session.scalars(again).one()
    session.commit()  # lets the next request write
    return found


def messages(session: Session) -> list[Message]:
    again = select(Message).execution_options(populate_existing=True)
    found = list(session.scalars(again))
    session.commit()  # lets the next request write
    return found


def test_reading_together_is_asked_once_and_the_guide_hears_of_it(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    page = visit.as_(cast.amira).open(f"/letters/{letter.id}").press("Zusammen lesen")
    page.sees("Gut. Herr Sommer liest den Brief mit Ihnen.", "Doch jetzt lesen")
    page.client.post(f"/letters/{letter.id}/together", data={"csrf_token": token(page)})
    assert fresh(session, letter).together_at is not None
    (note,) = messages(session)
    assert (note.form, note.author_id) == (Form.NOTE, cast.amira.id)
    assert folded(note.body) == (
        "Zum Brief „Vom Jobcenter“, 2. November: Ich möchte ihn mit Ihnen zusammen lesen."
    )


def test_who_reads_no_german_sees_why_the_line_to_the_guide_is_german(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    amira = visit.as_(cast.amira).open(f"/letters/{letter.id}").press("Zusammen lesen")
    for code, said in (("de_du", False), ("de_easy", False), ("ar", True)):
        cast.amira.language = code
        session.commit()
        amira.open("/messages").sees("Ich möchte ihn mit Ihnen zusammen lesen.")
        assert ("هذه الجملة بالألمانية." in amira.text) is said, code
        assert "Dieser Satz ist auf Deutsch." not in amira.text


def test_a_letter_to_read_together_lies_on_the_next_meeting_on_both_sides(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    soon = make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(7))
    make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(14))
    session.commit()
    amira = visit.as_(cast.amira).open(f"/letters/{letter.id}").press("Zusammen lesen")
    amira.sees("Gut. Herr Sommer liest den Brief mit Ihnen: am Montag, 30. November.")
    amira.open(f"/appointments/{soon.id}").sees("Das lesen Sie zusammen", "Vom Jobcenter")
    desk = visit.as_(cast.jonas).open(f"/desk/people/{cast.amira.id}")
    desk.sees("Zusammen lesen: Vom Jobcenter, 2. November")
    assert desk.text.count("Zusammen lesen:") == 1, "on the next meeting, and on no other"
    amira.open(f"/letters/{letter.id}").press("Lieber nicht zusammen")
    amira.open(f"/appointments/{soon.id}").sees_not("Das lesen Sie zusammen")
    desk.open(f"/desk/people/{cast.amira.id}").sees_not("Zusammen lesen:")


def test_the_wish_and_its_message_go_together_or_stay_together(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    amira = visit.as_(cast.amira).open(f"/letters/{letter.id}").press("Zusammen lesen")
    (note,) = messages(session)
    amira.open("/messages").sees("zusammen lesen.")
    assert "Zurücknehmen" not in [each.text for each in amira.page.all("button")]
    path = f"/messages/{note.id}/withdrawal"
    assert amira.client.post(path, data={"csrf_token": token(amira)}).status_code == 404
    assert fresh(session, letter).together_at is not None


def token(page: Visit) -> str:
    return next(e.get("value") for e in page.page.all("input") if e.get("name") == "csrf_token")


def test_the_wish_can_be_taken_back_and_its_message_goes_too(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    page = visit.as_(cast.amira).open(f"/letters/{letter.id}").press("Zusammen lesen")
    page.press("Rückgängig").sees("Zurückgenommen.", "Jetzt lesen")
    assert fresh(session, letter).together_at is None
    assert messages(session) == []
    page.press("Zusammen lesen")
    assert len(messages(session)) == 1


def test_an_answered_message_stays_in_the_conversation(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    page = visit.as_(cast.amira).open(f"/letters/{letter.id}").press("Zusammen lesen")
    make.message(session, of=cast.amira, by=cast.jonas, body="Gern.")
    session.commit()
    page.press("Rückgängig").sees("Zurückgenommen.")
    assert fresh(session, letter).together_at is None
    assert len(messages(session)) == 2


def test_something_wrong_in_the_summary_reaches_the_guide_once(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    page = visit.as_(cast.amira).open(f"/letters/{letter.id}/summary").press("Fehler melden")
    page.sees("Danke. Herr Sommer schaut noch einmal nach.").press("Fehler melden")
    (note,) = messages(session)
    assert note.form is Form.NOTE
    assert "Vom Jobcenter" in note.body
    assert "2.\u00a0November" in note.body


def test_a_report_can_be_taken_back_until_it_is_answered(
    session: Session, cast: Cast, visit: Visit, letter: Letter
) -> None:
    page = visit.as_(cast.amira).open(f"/letters/{letter.id}/summary").press("Fehler melden")
    page.press("Rückgängig").sees("Zurückgenommen.")
    assert messages(session) == []
    page.press("Fehler melden")
    make.message(session, of=cast.amira, by=cast.jonas, body="Ich schaue.")
    session.commit()
    page.press("Rückgängig").sees("Herr Sommer hat schon geantwortet.")
    assert len(messages(session)) == 2


@pytest.mark.parametrize(
    "end", ["together", "together/undo", "put-away", "put-away/undo", "mistake", "mistake/undo"]
)
def test_a_stranger_changes_nothing(
    session: Session, cast: Cast, visit: Visit, letter: Letter, end: str
) -> None:
    for stranger in (cast.samir, cast.lena, cast.jonas):
        page = visit.as_(stranger).open("/settings")
        sent = {"csrf_token": token(page)}
        assert page.client.post(f"/letters/{letter.id}/{end}", data=sent).status_code == 404
    unchanged = fresh(session, letter)
    assert unchanged.together_at is None
    assert unchanged.put_away_at is None
    assert messages(session) == []


def test_the_second_tap_of_putting_away_keeps_the_first_moment(letter: Letter) -> None:
    from app.letters import actions

    first, later = clock.now(), clock.now()
    actions.put_away(letter, now=first)
    actions.put_away(letter, now=later)
    assert letter.put_away_at == first
