"""The lock screen: the complete list of its words, in every language, of one size."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from app.core.i18n import speaking
from app.core.languages import LANGUAGES
from app.core.push import PLAINTEXT_SIZE
from app.domain.outbox import OutboxEntry, Topic
from app.reminders import wording
from app.reminders.parcels import Notice, Sender, payload
from tests.reminders.conftest import at

LONG_ADDRESS = "https://kleine-schritte.kreis-musterhausen.de"
NOW = at("2026-09-21 10:30")
LONGEST = at("2026-09-24 10:30")  # Donnerstag, 24. September


def every_line(now: datetime) -> set[str]:
    meetings = [now + timedelta(hours=3), now + timedelta(days=1), LONGEST]
    return {
        wording.line(topic, level, starts=starts, now=now)
        for topic in Topic
        for level in (1, 2, 3)
        for starts in (*meetings, None)
    }


def test_these_are_all_the_words_there_are() -> None:
    assert every_line(NOW) == {
        "Es ist etwas Neues für Sie da.",
        "Eine kleine Erinnerung.",
        "Heute, 13:30 Uhr.",
        "Morgen, 10:30 Uhr.",
        "Donnerstag, 24.\u00a0September, 10:30 Uhr",
    }


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_line_is_short_in_every_language(code: str) -> None:
    with speaking(code):
        assert all(len(line) <= 40 for line in every_line(NOW))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("topic", Topic)
def test_every_message_has_the_same_size(code: str, topic: Topic) -> None:
    entry = OutboxEntry(person_id=uuid4(), topic=topic, entity_id=uuid4())
    sender = Sender("Kleine Schritte", LONG_ADDRESS, b"key")
    for starts in (LONGEST, NOW + timedelta(days=1)):
        body = payload(sender, Notice(entry, code, 3, starts), now=NOW)
        assert len(body) == PLAINTEXT_SIZE


def test_each_person_has_one_line_per_meeting_and_one_for_messages_and_letters() -> None:
    sender, meetings = Sender("x", "https://x.example", b"key"), (uuid4(), uuid4())
    lines = {
        sender.topic(OutboxEntry(person_id=person, topic=topic, entity_id=entity))
        for person in (uuid4(), uuid4())
        for topic in (Topic.MEETING_SOON, Topic.MEETING_CHANGED, Topic.MESSAGE, Topic.LETTER)
        for entity in meetings
    }
    assert len(lines) == 2 * (2 + 1)


def test_a_line_cannot_be_guessed_without_the_key() -> None:
    entry = OutboxEntry(person_id=uuid4(), topic=Topic.MESSAGE, entity_id=uuid4())
    ours, theirs = (Sender("x", "https://x.example", key) for key in (b"ours", b"theirs"))
    assert ours.topic(entry) != theirs.topic(entry)
