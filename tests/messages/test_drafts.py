"""What was typed and not sent: kept, found again, and nobody else's."""

import uuid

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.settings import Settings
from app.domain.messages import Draft, Message
from app.domain.outbox import OutboxEntry
from app.domain.reminders import ReminderChoice
from tests.desk.looking import all_of
from tests.people import Cast
from tests.support import killed
from tests.visit import Visit

TYPED = "Ich weiß noch nicht, wie ich es sage."


def typed_in(visit: Visit) -> str:
    return visit.open("/messages").page.all("textarea")[0].text


def test_what_was_typed_is_there_after_signing_in_again(cast: Cast, visit: Visit) -> None:
    page = visit.as_(cast.amira).open("/messages").press("Für später behalten", body=TYPED)
    page.sees("Ihr Text ist hier aufgehoben. Nur Sie sehen ihn.")
    assert typed_in(visit.as_(cast.amira)) == TYPED


def test_nobody_else_sees_what_was_typed(session: Session, cast: Cast, visit: Visit) -> None:
    visit.as_(cast.amira).open("/messages").press("Für später behalten", body=TYPED)
    assert typed_in(visit.as_(cast.samir)) == ""
    guide = visit.as_(cast.jonas)
    for path in ("/desk", f"/desk/people/{cast.amira.id}"):
        assert TYPED not in guide.client.get(path, follow_redirects=True).get_data(as_text=True)
    draft = session.scalars(select(Draft)).one()
    assert TYPED.encode() not in (draft.body_sealed or b"")
    assert draft.body == TYPED


def test_typing_is_kept_quietly_by_the_script(cast: Cast, visit: Visit) -> None:
    amira = visit.as_(cast.amira).open("/messages")
    form = next(each for each in amira.page.all("form") if each.get("data-draft"))
    values = {each.get("name"): each.get("value") for each in form.all("input")}
    answer = amira.client.post(
        form.get("data-draft"), data=values | {"body": TYPED}, headers={"X-Quiet": "1"}
    )
    assert (answer.status_code, answer.data) == (204, b"")
    assert typed_in(amira) == TYPED


def test_sending_forgets_the_draft_even_if_a_late_copy_arrives(
    session: Session, cast: Cast, visit: Visit
) -> None:
    amira = visit.as_(cast.amira).open("/messages").press("Für später behalten", body=TYPED)
    form = next(each for each in amira.page.all("form") if each.get("data-draft"))
    values = {each.get("name"): each.get("value") for each in form.all("input")}
    amira.press("Senden", body=TYPED)
    amira.client.post("/messages/draft", data=values | {"body": TYPED}, headers={"X-Quiet": "1"})
    assert typed_in(amira) == ""
    assert session.scalar(select(Draft.author_id)) is None


def test_an_emptied_field_forgets_the_draft(session: Session, cast: Cast, visit: Visit) -> None:
    amira = visit.as_(cast.amira).open("/messages").press("Für später behalten", body=TYPED)
    amira.press("Für später behalten", body="  ")
    assert session.scalar(select(Draft.author_id)) is None


def test_a_draft_that_is_far_too_long_stays_on_the_page(cast: Cast, visit: Visit) -> None:
    text = "lang " * 1000
    page = visit.as_(cast.amira).open("/messages").press("Für später behalten", body=text)
    assert page.status == 422
    page.sees("Das ist sehr lang.")
    assert page.page.all("textarea")[0].text == text.strip()


@pytest.mark.both_databases
def test_a_kill_while_sending_leaves_the_draft_or_the_message_and_never_both_nor_none(
    session: Session, cast: Cast, settings: Settings, visit: Visit
) -> None:
    session.add(ReminderChoice(participant_id=cast.amira.id, messages=True, chosen_at=clock.now()))
    session.add(
        Draft(
            author_id=cast.jonas.id,
            participant_id=cast.amira.id,
            body=TYPED,
            changed_at=clock.now(),
        )
    )
    session.commit()
    message_id, ends, states = uuid.uuid4(), list[str](), set[tuple[int, int, int]]()
    with killed.at_each_moment(settings, message_id, "send") as die_at:
        while (0, 1, 1) not in states:
            ends.append(die_at(len(ends) + 1))
            states.add(tuple(len(all_of(session, it)) for it in (Draft, Message, OutboxEntry)))  # type: ignore[arg-type]
    assert states == {(1, 0, 0), (0, 1, 1)}
    assert len(ends) > 10, "sending has more moments than that"
    visit.as_(cast.amira).open("/messages").sees(TYPED)
