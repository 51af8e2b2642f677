"""Filling an empty installation with the demo programme."""

import secrets
import tomllib
import uuid
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calm.facts import Fact
from app.calm.facts import Role as FactRole
from app.calm.letter_kinds import Label, Sender
from app.calm.phrases import Group, Occasion
from app.core import clock, files, pdf
from app.core.languages import LANGUAGES
from app.domain.appointments import Appointment, Kind
from app.domain.calendar import is_working_day
from app.domain.goals import Area, Goal, Step
from app.domain.hours import Hours
from app.domain.letters import Letter, LetterFile, PaperLetter
from app.domain.messages import Form, Message
from app.domain.own_phrases import OwnPhrase, PhraseVersion
from app.domain.people import Guidance, Person, Programme, Role, Salutation
from app.domain.shown_letters import ShownLetter

HERE = Path(__file__).parent


class Demo:
    """Adds the demo's rows to one session."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.now = clock.now()
        self.people: dict[str, Person] = {}
        self.plan = tomllib.loads((HERE / "demo.toml").read_text("utf-8"))
        about = self.plan["programme"]
        about["crisis_hours"] = Hours.read(about["crisis_hours"])
        self.programme = Programme(created_at=self.now, **about)

    def fill(self) -> None:
        """Add everything."""
        self.session.add(self.programme)
        self.session.flush()
        for each in self.plan["staff"]:
            self._person(Role(each["role"]), each)
        for number, each in enumerate(self.plan["participant"], start=1):
            self._participant(number, each)
        for path in sorted((HERE / "letters").glob("*.toml")):
            self._letter(path)
        for number, each in enumerate(self.plan["own_phrase"]):
            self._own_phrase(self.now + timedelta(microseconds=number), each)

    def _add(self, *rows: Any) -> None:
        self.session.add_all(rows)
        self.session.flush()

    def _person(self, role: Role, about: dict[str, Any]) -> Person:
        person_id = uuid.uuid4()
        current_app.extensions["keys"].make(person_id)
        person = Person(
            id=person_id,
            programme_id=self.programme.id,
            role=role,
            handle=secrets.token_bytes(32),
            first_name=about["first"],
            last_name=about["last"],
            salutation=Salutation(about["salutation"]),
            language=about.get("language", "de"),
            phone=about.get("phone", ""),
            hours=Hours.read(about.get("hours", "")),
            hard_letters_at_meeting=about.get("hard_letters_at_meeting", False),
            confirmed_at=self.now,
            created_at=self.now,
        )
        self._add(person)
        self.people[about["key"]] = person
        return person

    def _participant(self, number: int, about: dict[str, Any]) -> None:
        person = self._person(Role.PARTICIPANT, about)
        guide = self.people[about["guide"]]
        self._add(
            Guidance(guide_id=guide.id, participant_id=person.id, slot=number, started_at=self.now)
        )
        self._goal_and_steps(person, guide, about)
        for each in about.get("meetings", ()):
            self._meeting(person, guide, each)
        for each in about.get("talk", ()):
            self._message(person, each)
        if about.get("closed_letter"):
            self._add(PaperLetter(participant_id=person.id, told_at=self.now))
        if name := about.get("shows_letter"):
            self._show(person, (HERE / "letters" / name).read_bytes())

    def _goal_and_steps(self, person: Person, guide: Person, about: dict[str, Any]) -> None:
        mine = {
            "participant_id": person.id,
            "language": about.get("writes", "de"),
            "created_at": self.now,
        }
        goal_id = None
        if wanted := about.get("goal"):
            goal = Goal(area=Area(wanted["area"]), text=wanted["text"], why=wanted["why"], **mine)
            self._add(goal)
            goal_id = goal.id
        for position, text in enumerate(about.get("steps", ())):
            self._add(Step(text=text, goal_id=goal_id, position=position, **mine))
        for text in about.get("done", ()):
            self._add(Step(text=text, goal_id=goal_id, done_at=self.now, **mine))
        if text := about.get("suggested"):
            self._add(Step(text=text, suggested_by_id=guide.id, **mine))

    def _show(self, person: Person, original: bytes) -> None:
        """Let the person show a letter, sent this morning."""
        it = ShownLetter(participant_id=person.id, began_at=self.now, sent_at=self.now)
        self._add(it)
        for number, page in enumerate(pdf.open_file(original).pages, start=1):
            row = LetterFile(
                shown_letter_id=it.id,
                participant_id=person.id,
                page=number,
                media_type="image/webp",
                created_at=self.now,
            )
            self._add(row)
            files.store(self.session, row.id, page.picture, participant_id=person.id)

    def _wall(self, day: int, at: str) -> datetime:
        """Return a wall time on a working day; what was, was, and what comes, comes."""
        today = self.now.astimezone(ZoneInfo(self.programme.zone)).date()
        chosen, onward = today + timedelta(days=day), timedelta(days=1 if day > 0 else -1)
        while not is_working_day(chosen, self.programme.land):
            chosen += onward
        return datetime.combine(chosen, time.fromisoformat(at))

    def _meeting(self, person: Person, guide: Person, about: dict[str, Any]) -> None:
        letter = _ticked(about["letter"]) if "letter" in about else {}
        meeting = Appointment(
            participant_id=person.id,
            guide_id=guide.id,
            kind=Kind(about["kind"]),
            official=about.get("official", False),
            place=about.get("place", letter.get(FactRole.WHERE, "")),
            way=about.get("way", ""),
            topic=about.get("topic", ""),
            phone=about.get("phone", letter.get(FactRole.PHONE, "")),
            created_at=self.now,
        )
        at = letter.get(FactRole.APPOINTMENT) or self._wall(about["day"], about["time"])
        meeting.set_time(at, self.programme.zone)
        if other := about.get("other"):
            first, second = self._wall(*other[:2]), self._wall(*other[2:])
            meeting.other_time_1 = first.isoformat(timespec="minutes")
            meeting.other_time_2 = second.isoformat(timespec="minutes")
        self._add(meeting)

    def _message(self, person: Person, about: dict[str, Any]) -> None:
        phrase = about.get("phrase")
        form = Form.TEXT
        if phrase:
            form = Form.ENCOURAGEMENT if phrase.startswith("E") else Form.PHRASE
        self._add(
            Message(
                participant_id=person.id,
                author_id=self.people[about["by"]].id,
                form=form,
                phrase_id=phrase,
                body=about.get("text", ""),
                language=about.get("language", "de"),
                sent_at=self._wall(about["days"], "10:00").replace(
                    tzinfo=ZoneInfo(self.programme.zone)
                ),
            )
        )

    def _letter(self, path: Path) -> None:
        about = tomllib.loads(path.read_text("utf-8"))
        person = self.people[about["recipient"]]
        guide_id = self.session.scalars(
            select(Guidance.guide_id).where(Guidance.participant_id == person.id)
        ).one()
        letter = Letter(
            participant_id=person.id,
            author_id=guide_id,
            kind=about["kind"],
            sender=Sender(about["sender"]),
            sender_name=about["sender_name"],
            letter_on=about["letter_on"],
            label=Label(about["label"]),
            has_date=about["has_date"],
            about=about.get("about", ""),
            if_nothing=about.get("if_nothing", ""),
            official_text=about["official_text"].strip(),
            created_at=self.now,
            released_at=self.now,
        )
        letter.facts = _facts(about["fact"])
        self._add(letter)
        self._pages(letter, path.with_suffix(".pdf").read_bytes())

    def _own_phrase(self, made_at: datetime, about: dict[str, Any]) -> None:
        phrase = OwnPhrase(
            programme_id=self.programme.id,
            kind=Group(about["kind"]),
            occasion=Occasion(about["occasion"]) if "occasion" in about else None,
            made_at=made_at,
        )
        self._add(phrase)
        version = PhraseVersion(
            own_phrase_id=phrase.id,
            number=1,
            wordings={code: text for code, text in about.items() if code in LANGUAGES},
            written_by_id=self.people[about["by"]].id,
            written_at=made_at,
        )
        if "reviewed_by" in about:
            version.review(self.people[about["reviewed_by"]].id, now=made_at)
        self._add(version)

    def _pages(self, letter: Letter, original: bytes) -> None:
        opened = pdf.open_file(original)
        parts = [(0, opened.media_type, opened.clean, "")]
        parts += [
            (number, "image/webp", page.picture, page.text)
            for number, page in enumerate(opened.pages, start=1)
        ]
        for number, media_type, data, text in parts:
            row = LetterFile(
                letter_id=letter.id,
                participant_id=letter.participant_id,
                page=number,
                media_type=media_type,
                text=text,
                created_at=self.now,
            )
            self._add(row)
            files.store(self.session, row.id, data, participant_id=letter.participant_id)


def _ticked(letter: str) -> dict[FactRole, Any]:
    about = tomllib.loads((HERE / "letters" / f"{letter}.toml").read_text("utf-8"))
    return {each.role: each.value for each in _facts(about["fact"])}


def _facts(tables: Iterable[dict[str, Any]]) -> tuple[Fact, ...]:
    return tuple(
        Fact(FactRole(each["role"]), each["value"], each.get("quote", "")) for each in tables
    )


def is_empty(session: Session) -> bool:
    """Whether no programme is there yet: the demo never mixes with real people."""
    return session.scalar(select(Programme.id)) is None
