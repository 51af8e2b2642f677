"""Words outside the app: the complete list in every language, and all messages of one size."""

import ast
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from app.core import outside
from app.core.i18n import speaking
from app.core.languages import LANGUAGES
from app.core.push import PLAINTEXT_SIZE, UnsendableMessage
from app.core.settings import MOST_OF_A_NOTICE
from app.domain.outbox import OutboxEntry, Topic
from app.reminders.parcels import Notice, Sender, payload
from tests.reminders.conftest import at

LONG_ADDRESS = "https://kleine-schritte.kreis-musterhausen.de"
NOW = at("2026-09-21 10:30")
LONGEST = at("2026-09-24 10:30")  # Donnerstag, 24. September


def every_line(now: datetime) -> set[str]:
    return {
        outside.line(topic, level, starts=starts, now=now)
        for topic in Topic
        for level in (1, 2, 3)
        for starts in every_start(now)
    }


def every_start(now: datetime) -> list[tuple[datetime, ...]]:
    """None, one to four meetings of a day, and two of two days."""
    firsts = (now + timedelta(hours=3), now + timedelta(days=1), LONGEST)
    of_a_day = [
        tuple(each + timedelta(hours=hour) for hour in range(count))
        for each in firsts
        for count in range(1, 5)
    ]
    return [(), *of_a_day, (firsts[1], LONGEST)]


def test_these_are_all_the_words_of_a_lock_screen() -> None:
    assert every_line(NOW) == {
        "Es ist etwas Neues für Sie da.",
        "Eine kleine Erinnerung.",
        "Heute, 13:30 Uhr.",
        "Heute, 13:30 Uhr und 14:30 Uhr.",
        "Heute, 13:30 Uhr, 14:30 Uhr und 15:30 Uhr.",
        "Morgen, 10:30 Uhr.",
        "Morgen, 10:30 Uhr und 11:30 Uhr.",
        "Morgen, 10:30 Uhr, 11:30 Uhr und 12:30 Uhr.",
        "Donnerstag, 24.\u00a0September, 10:30 Uhr",
        "Donnerstag, 24.\u00a0September, 10:30 Uhr und 11:30 Uhr",
        "Donnerstag, 24.\u00a0September, 10:30 Uhr, 11:30 Uhr und 12:30 Uhr",
    }


def test_these_are_all_the_words_in_a_calendar_and_among_files() -> None:
    titles = [
        outside.meeting_title(official=official, called_off=called_off)
        for official in (True, False)
        for called_off in (True, False)
    ]
    assert titles == ["Termin fällt aus", "Termin", "Treffen fällt aus", "Treffen"]
    assert outside.calendar_name() == "Termine"
    files = [outside.MEETING_FILE, outside.CALENDAR_FILE, outside.LETTER_FILE]
    assert files == ["Treffen.ics", "Termine.ics", "Brief"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_line_is_short_in_every_language(code: str) -> None:
    with speaking(code):
        for starts in every_start(NOW):
            line = outside.line(Topic.MEETING_SOON, 3, starts=starts, now=NOW)
            assert len(line) <= 24 + 16 * min(len(starts) or 1, outside.MOST_TIMES)


def every_notice(code: str) -> list[Notice]:
    return [
        Notice(
            OutboxEntry(person_id=uuid4(), topic=topic, entity_id=uuid4()),
            code,
            level,
            starts,
        )
        for topic in Topic
        for level in (1, 2, 3)
        for starts in every_start(NOW)
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


def body_of(sender: Sender, level: int, *starts: datetime) -> str:
    entry = OutboxEntry(person_id=uuid4(), topic=Topic.MEETING_SOON, entity_id=uuid4())
    told = json.loads(payload(sender, Notice(entry, "de", level, starts), now=NOW))
    body: str = told["notification"]["body"]
    return body


def test_what_has_no_room_beside_a_long_name_is_said_without_its_time() -> None:
    tomorrow = [NOW + timedelta(days=1, hours=each) for each in (0, 2, 4)]
    short, long = "Kleine Schritte", "Kleine Schritte im schönen Kreis Musterhausen"
    here, there = (Sender(name, LONG_ADDRESS, b"key") for name in (short, long))
    assert body_of(here, 3, *tomorrow) == "Morgen, 10:30 Uhr, 12:30 Uhr und 14:30 Uhr."
    assert body_of(there, 3, *tomorrow) == "Eine kleine Erinnerung."
    assert body_of(there, 1, *tomorrow) == "Es ist etwas Neues für Sie da."
    far_too_long = Sender(f"{long} am Rand", LONG_ADDRESS, b"key")
    with pytest.raises(UnsendableMessage):  # though level 2 is shorter: never more than chosen
        body_of(far_too_long, 1, *tomorrow)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_longest_name_that_can_be_set_leaves_room_for_the_words(code: str) -> None:
    umlauts, odd = divmod(MOST_OF_A_NOTICE - len(LONG_ADDRESS), 2)
    name = "ü" * umlauts + "x" * odd
    assert len(f"{name}{LONG_ADDRESS}".encode()) == MOST_OF_A_NOTICE
    for topic in Topic:
        entry = OutboxEntry(person_id=uuid4(), topic=topic, entity_id=uuid4())
        for level in (1, 2, 3):
            notice = Notice(entry, code, level, (LONGEST,))
            assert payload(Sender(name, LONG_ADDRESS, b"key"), notice, now=NOW)


APP = Path(outside.__file__).parents[1]
ON_THE_WAY = [
    *(
        APP / "reminders" / f"{name}.py"
        for name in "deliver facts jobs looking parcels ways".split()
    ),
    *(APP / "core" / name for name in ("mail.py", "sms.py")),
    *(APP / "core" / "push").glob("*.py"),
    APP / "appointments" / "calendar_file.py",
]


def calls(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "id", getattr(node.func, "attr", ""))


def test_what_goes_out_has_its_words_from_one_file() -> None:
    """No file on the way to a phone, a mailbox or a calendar asks for a text, or holds one."""
    for path in ON_THE_WAY:
        assert {"_", "lazy", "gettext", "moment", "clock_time"}.isdisjoint(calls(path)), path
    made = ast.walk(ast.parse((APP / "reminders" / "parcels.py").read_text("utf-8")))
    bodies = [
        ast.unparse(node.value)
        for node in made
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "body"
    ]
    assert bodies == ["notice.line(now=now)"]


@pytest.mark.parametrize(
    ("thing", "makers"),
    [
        ("PushMessage", {"reminders/parcels.py"}),
        ("pad", {"reminders/parcels.py"}),
        ("Mail", {"reminders/ways.py"}),
        ("Sms", {"reminders/ways.py"}),
        ("Calendar", {"appointments/calendar_file.py"}),
    ],
)
def test_nothing_else_makes_what_goes_out(thing: str, makers: set[str]) -> None:
    found = {str(path.relative_to(APP)) for path in APP.rglob("*.py") if thing in calls(path)}
    assert found == makers


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
