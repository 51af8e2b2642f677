"""The lock screen: the complete list of its words, in every language, of one size."""

import ast
import json
from datetime import datetime, timedelta
from pathlib import Path
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


def every_notice(code: str) -> list[Notice]:
    return [
        Notice(
            OutboxEntry(person_id=uuid4(), topic=topic, entity_id=uuid4()),
            code,
            level,
            starts,
            is_one_of_several=several,
        )
        for topic in Topic
        for level in (1, 2, 3)
        for starts in (NOW + timedelta(hours=3), NOW + timedelta(days=1), LONGEST, None)
        for several in (False, True)
    ]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_message_has_the_same_size_and_says_nothing_else(code: str) -> None:
    sender = Sender("Kleine Schritte", LONG_ADDRESS, b"key")
    with speaking(code):
        words = every_line(NOW)
    for notice in every_notice(code):
        body = payload(sender, notice, now=NOW)
        assert len(body) == PLAINTEXT_SIZE
        told = json.loads(body)
        notification = told.pop("notification")
        assert told == {"web_push": 8030}  # Declarative Web Push
        assert set(notification) == {"title", "body", "lang", "dir", "tag", "navigate", "silent"}
        assert notification["title"] == "Kleine Schritte"
        assert notification["body"] in words
        page = notification["navigate"].removeprefix(LONG_ADDRESS)
        assert page in {"/", "/messages", "/letters", "/reminders"}
        assert notification["silent"] is True


def test_what_speaks_for_several_meetings_names_no_time() -> None:
    sender = Sender("Kleine Schritte", LONG_ADDRESS, b"key")
    entry = OutboxEntry(person_id=uuid4(), topic=Topic.MEETING_SOON, entity_id=uuid4())
    notice = Notice(entry, "de", 3, NOW + timedelta(days=1), is_one_of_several=True)
    body = json.loads(payload(sender, notice, now=NOW))["notification"]["body"]
    assert body == "Eine kleine Erinnerung."


def test_what_goes_out_has_its_words_from_one_file() -> None:
    """No file on the way from the outbox to a phone asks for a text, or holds one."""
    folder = Path(wording.__file__).parent
    on_the_way = [folder / f"{name}.py" for name in ("deliver", "looking", "parcels", "jobs")]
    for path in [*on_the_way, *(folder.parent / "core" / "push").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "id", getattr(node.func, "attr", ""))
                assert called not in {"_", "lazy", "gettext", "moment", "clock_time"}, path
    made = ast.walk(ast.parse((folder / "parcels.py").read_text("utf-8")))
    bodies = [
        ast.unparse(node.value)
        for node in made
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "body"
    ]
    assert bodies == ["notice.line(now=now)"]


def test_nothing_else_makes_a_parcel() -> None:
    root = Path(wording.__file__).parents[1]
    makers = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"PushMessage", "pad"}
    }
    assert makers == {"reminders/parcels.py"}


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
