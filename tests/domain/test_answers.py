"""Who waits for an answer: asked of the database and of lines at hand, it is the same line."""

from datetime import timedelta
from itertools import product

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.core import clock
from app.domain.answers import newest_unanswered, unanswered_since
from app.domain.messages import THANKS, Form, Message
from tests import make
from tests.people import Cast

HERS = (
    {"form": Form.TEXT},
    {"form": Form.PHRASE, "phrase_id": THANKS},
    {"form": Form.NOTE},
    {"form": Form.TEXT, "withdrawn_at": clock.now()},
)
HIS = (
    {"form": Form.TEXT},
    {"form": Form.ENCOURAGEMENT},
    {"form": Form.NOTE},
    {"form": Form.TEXT, "withdrawn_at": clock.now()},
)
LINES = [("amira", line) for line in HERS] + [("jonas", line) for line in HIS]


def test_both_ways_of_asking_find_the_same_line(session: Session, cast: Cast) -> None:
    now = clock.now()
    for conversation in product(LINES, repeat=3):
        said = []
        for minute, (who, line) in enumerate(conversation):
            made = make.message(session, of=cast.amira, by=getattr(cast, who))
            made.sent_at = now - timedelta(minutes=3 - minute)
            for name, value in line.items():
                setattr(made, name, value)
            said.append(made)
        session.flush()
        at_hand = newest_unanswered(each for each in reversed(said) if not each.withdrawn_at)
        since = session.scalar(select(unanswered_since(cast.amira.id, now=now)))
        assert since == (at_hand and at_hand.sent_at), conversation
        session.execute(delete(Message))


def test_an_answer_that_still_waits_to_be_shown_answers_nothing_yet(
    session: Session, cast: Cast
) -> None:
    now = clock.now()
    asked = make.message(session, of=cast.amira, by=cast.amira)
    make.message(session, of=cast.amira, by=cast.jonas).sent_at = now + timedelta(hours=1)
    session.flush()
    waits = unanswered_since(cast.amira.id, now=now)
    assert session.scalar(select(waits)) == asked.sent_at
    waits_no_more = unanswered_since(cast.amira.id, now=now + timedelta(hours=2))
    assert session.scalar(select(waits_no_more)) is None
