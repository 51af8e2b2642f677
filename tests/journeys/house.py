"""A full house: the demo, and what the demo lacks, so that every page has something to show.

Made once per test run and copied for each test. Its people speak the language that a test asks for.
"""

import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.account.actions import make_card
from app.appointments.actions import new_calendar_address
from app.core import clock
from app.core.pdf import open_file
from app.core.settings import Settings
from app.demo.fill import Demo
from app.desk.letters import actions
from app.domain.access import Viewer
from app.domain.appointments import Kind, Reply
from app.domain.cards import in_groups
from app.domain.letters import Letter, LetterFile, PaperLetter
from app.domain.own_phrases import PhraseVersion
from app.domain.people import Person, Role, Salutation
from app.domain.release import TIME_TO_TAKE_BACK
from app.domain.reminders import ReminderChoice
from app.domain.shown_letters import ShownLetter
from app.domain.ways import OtherWay, Way
from app.letters.shown import actions as shown_actions
from app.letters.shown import queries
from tests import make
from tests.journeys.clock import MONDAY
from tests.letters import demo_letters
from tests.letters.photos import photo
from tests.people import accompany, make_person
from tests.support import apps
from tests.support.server import Listening

PDF = "09-erstattung"
LONG_NAME = ("Maximiliane-Charlotte", "Schwarzenberger-Leutheusser")
LONG_WORD = "Bundesausbildungsförderungsgesetzänderungsbescheid"


class DemoWithoutFiles(Demo):
    """The demo without the PDFs of its letters: to read all of them takes most of its time."""

    def _pages(self, letter: Letter, original: bytes) -> None:
        pass

    def _show(self, person: Person, original: bytes) -> None:
        pass


@dataclass
class House:
    """Ids of people and things by a short name, and the digits of a card that nobody used yet."""

    ids: dict[str, uuid.UUID]
    digits: str

    def person(self, session: Session, name: str) -> Person:
        """Return somebody to sign in as."""
        found = session.get_one(Person, self.ids[name])
        session.commit()
        return found


def speak(session: Session, language: str) -> None:
    """Let everybody in the house read this language."""
    for each in session.scalars(select(Person)):
        each.language = language
    session.commit()


@pytest.fixture(scope="session")
def furnished(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, House]:
    """The data folder of the house, and who and what is in it."""
    folder = tmp_path_factory.mktemp("house") / "var"
    shutil.copytree(prepared, folder, symlinks=True)
    (folder / "DEMO").touch()
    app = apps.make(Settings(data_dir=folder))
    with (
        time_machine.travel(MONDAY, tick=True),
        app.app_context(),
        Session(app.extensions["engine"], expire_on_commit=False) as session,
    ):
        house = _furnish(app, session)
        session.commit()
    apps.let_go(app)
    return folder, house


@pytest.fixture
def house(furnished: tuple[Path, House]) -> House:
    """Who and what is in the house."""
    return furnished[1]


@pytest.fixture
def settings(
    furnished: tuple[Path, House], tmp_path: Path, listening: Listening
) -> Iterator[Settings]:
    """Settings of a copy of the house, on its Monday morning."""
    folder = tmp_path / "var"
    shutil.copytree(furnished[0], folder, symlinks=True)
    with time_machine.travel(MONDAY, tick=True):
        yield Settings(
            data_dir=folder,
            origin=listening.origin,
            smtp_url="smtp://localhost:9",
            smtp_from="erinnerung@schritte.example",
            smtp_plain=True,
            sms_webhook="https://gateway.example/sms",
            sms_secret="ein langes Geheimnis",
        )


def _furnish(app: Flask, session: Session) -> House:
    demo = DemoWithoutFiles(session)
    demo.fill()
    amira, guide = demo.people["amira"], demo.people["jana"]
    keys = app.extensions["keys"]

    def add(role: Role, first: str, last: str, slot: int = 0) -> Person:
        made = make_person(session, keys, demo.programme, role, first, last, Salutation.FRAU)
        if slot:
            accompany(session, guide, made, slot=slot)
        return made

    waiting = add(Role.PARTICIPANT, *LONG_NAME, slot=20)
    waiting.confirmed_at = None
    invited = add(Role.PARTICIPANT, "Karla", "Klein", slot=21)
    invited.confirmed_at = None
    people = {
        "amira": amira,
        "guide": guide,
        "coordinator": demo.people["petra"],
        "waiting": waiting,
        "invited": invited,
        "namesake": add(Role.PARTICIPANT, "Amira", "Zeidan", slot=22),
        "new participant": add(Role.PARTICIPANT, "Erna", "Neumann"),
        "new guide": add(Role.GUIDE, "Nele", "Anfang"),
    }
    ids = {name: each.id for name, each in people.items()}
    ids |= _meetings(session, amira, guide) | _letters(session, amira, guide)
    ids |= _steps(session, amira, guide)
    ids |= _own_phrases(session)
    ids["asked"] = _asked(session, people["new participant"], people["new guide"], guide)
    _talk(session, amira, guide)
    new_calendar_address(session, Viewer(amira.id, amira.role, amira.programme_id))
    pepper = app.extensions["secrets"].pepper
    used = make_card(session, waiting, made_by=guide.id, pepper=pepper, now=clock.now())[0]
    used.used_at = clock.now()
    open_card = make_card(session, invited, made_by=guide.id, pepper=pepper, now=clock.now())
    return House(ids, in_groups(open_card[2] or ""))


def _own_phrases(session: Session) -> dict[str, uuid.UUID]:
    versions = session.scalars(select(PhraseVersion)).all()
    return {
        "own phrase" if each.reviewed_at else "new own phrase": each.own_phrase_id
        for each in versions
    }


def _meetings(session: Session, amira: Person, guide: Person) -> dict[str, uuid.UUID]:
    def meet(days: int, **more: object) -> uuid.UUID:
        made = make.appointment(session, to=amira, by=guide, at=make.in_days(days), **more)
        made.other_time_1 = make.in_days(days + 1, 14).isoformat(timespec="minutes")
        made.other_time_2 = make.in_days(days + 2, 9, 30).isoformat(timespec="minutes")
        return made.id

    return {
        "meeting": meet(2, way="Bus 5 bis Rathaus. Dann 3 Minuten zu Fuß.", bring="nichts"),
        "does not fit": meet(8, reply=Reply.DOES_NOT_FIT, kind=Kind.HOME_VISIT, place=""),
        "by phone": meet(9, kind=Kind.PHONE, phone="0221 4710 101", reply=Reply.RATHER_PHONE),
        "cancelled": meet(10, cancelled_at=clock.now()),
        "moved": meet(
            11, moved_at=clock.now(), kind=Kind.VIDEO, place="https://video.example/raum"
        ),
        "past": meet(-7),
        "official": meet(
            15,
            official=True,
            kind=Kind.OFFICE,
            place="Jobcenter Musterkreis, Zimmer 214",
            topic="Ihre berufliche Situation",
            phone="030 23125 214",
        ),
    }


def _letters(session: Session, amira: Person, guide: Person) -> dict[str, uuid.UUID]:
    made: dict[str, Letter] = {}
    opened = open_file(demo_letters.pdf(PDF))

    def write(name: str, source: str, *, release: bool = True, **more: object) -> None:
        letter = demo_letters.letter(session, source, to=amira, by=guide, released_at=None, **more)
        if source in {PDF, "08-anhoerung"}:
            actions.attach(session, letter, opened, now=clock.now())
        if release:
            actions.release(session, letter, now=clock.now())
        made[name] = letter

    write("hard", PDF, note="Ich bin für Sie da.")
    write("good", "01-bewilligung")
    write("mixed", "17-sonstiges", about=f"Es geht um einen {LONG_WORD}.")
    write("together", "10-minderung", together_at=clock.now())
    write("put away", "13-zusage", put_away_at=clock.now())
    write("draft", "08-anhoerung", release=False)
    write("hard draft", PDF, release=False)
    write("not shown yet", "16-untersuchung", release=False)
    at = clock.now() + TIME_TO_TAKE_BACK
    actions.release(session, made["not shown yet"], now=clock.now(), at=at)
    begun = demo_letters.read("01-bewilligung")["official_text"]
    made["begun"] = make.letter(
        session,
        to=amira,
        by=guide,
        kind=actions.UNDECIDED,
        released_at=None,
        label=None,
        has_date=None,
        letter_on=None,
        official_text=begun,
    )
    made["new draft"] = make.letter(
        session, to=amira, by=guide, kind="meldetermin", released_at=None,
        label=None, has_date=None, letter_on=None,
        official_text=demo_letters.read("06-meldetermin")["official_text"],
    )  # fmt: skip
    write("on paper", "14-nein", paper_only=True, official_text="", smiley_on_envelope=True)
    closed = PaperLetter(participant_id=amira.id, told_at=clock.now())
    session.add(closed)
    session.flush()
    shown = {
        "unsent letter": _show(session, amira, sent=False),
        "sent letter": _show(session, amira, sent=True),
    }
    return {name: each.id for name, each in made.items()} | {"closed": closed.id} | shown


def _show(session: Session, amira: Person, *, sent: bool) -> uuid.UUID:
    now = clock.now()
    it = ShownLetter(participant_id=amira.id, began_at=now)
    session.add(it)
    session.flush()
    for data in (photo("Seite 1"), photo("Seite 2")):
        mine = select(LetterFile).where(LetterFile.shown_letter_id == it.id)
        showing = queries.Showing(it, amira, None, session.scalars(mine).all())
        upload = shown_actions.Upload(open_file(data), shown_actions.mark_of(data))
        shown_actions.add_pages(session, showing, upload, now=now)
        session.flush()
    if sent:
        it.sent_at = now
        session.flush()
    return it.id


def _asked(session: Session, to: Person, by: Person, colleague: Person) -> uuid.UUID:
    draft = demo_letters.letter(session, "10-minderung", to=to, by=by, released_at=None)
    actions.ask_colleague(session, draft, colleague.id, now=clock.now())
    session.flush()
    return draft.id


def _steps(session: Session, amira: Person, guide: Person) -> dict[str, uuid.UUID]:
    goal = make.goal(session, of=amira, text="Wieder öfter rausgehen")
    done = make.step(session, of=amira, text="Beim Hausarzt anrufen", done_at=clock.now())
    suggested = make.step(
        session, of=amira, text="Einmal bei der Selbsthilfe anrufen.", suggested_by_id=guide.id
    )
    step = make.step(session, of=amira, text="Einmal um den Block gehen", goal_id=goal.id)
    return {"goal": goal.id, "done step": done.id, "suggested": suggested.id, "step": step.id}


def _talk(session: Session, amira: Person, guide: Person) -> None:
    texts = (
        (guide, f"Guten Tag. Heute kam ein {LONG_WORD}. Wir sehen ihn zusammen an."),
        (amira, "Danke.\nMeine Nummer: 0151 1234567. Bis Donnerstag um 10:30 Uhr."),
        (guide, "Gern."),
    )
    for hours, (by, text) in enumerate(texts):
        said = make.message(session, of=amira, by=by, body=text)
        said.sent_at = clock.now() - timedelta(hours=3 - hours)
    choice = ReminderChoice(participant_id=amira.id, meetings=True, chosen_at=clock.now())
    session.add(choice)
    for way, address in (
        (Way.EMAIL, "amira.al-khatib-mustermann@mailanbieter-mit-langem-namen.example"),
        (Way.SMS, "0151 234 567 89"),
        (Way.CALL, "0221 471 0234"),
    ):
        row = OtherWay(participant_id=amira.id, way=way, address=address, asked_at=clock.now())
        row.gone_at = clock.now() if way is Way.SMS else None
        session.add(row)
    session.flush()
