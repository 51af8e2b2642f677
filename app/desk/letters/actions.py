"""Writes of a letter while it is being written. Each raises LetterIsReleased once it is out."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.calm.facts import Fact, Role, first
from app.calm.letter_kinds import KINDS, Label, Sender
from app.core import db, files, jobs
from app.core.once import add_once
from app.core.pdf import Opened
from app.domain import telling
from app.domain.letters import Letter, LetterFile, SecondLook
from app.letters.shown.queries import Showing

# A letter begins as the kind that claims nothing, until a human has said what it is.
UNDECIDED = "sonstiges"


def start(
    session: Session,
    letter_id: uuid.UUID,
    *,
    owner_id: uuid.UUID,
    author_id: uuid.UUID,
    now: datetime,
) -> None:
    """Begin a letter. The id is the form's own, so a double tap begins one."""
    letter = Letter(
        id=letter_id,
        participant_id=owner_id,
        author_id=author_id,
        kind=UNDECIDED,
        sender=Sender.OTHER,
        created_at=now,
    )
    add_once(session, letter)


def start_from_shown(
    session: Session, showing: Showing, *, author_id: uuid.UUID, now: datetime
) -> uuid.UUID:
    """Make a letter of pages that the participant has shown; return its id.

    They are both the shown letter's and the letter's pages from now on. The id comes from its
    cause, so two taps make one letter.
    """
    made = next((page.letter_id for page in showing.pages if page.letter_id), None)
    if made is not None:
        return made
    letter_id = uuid.uuid5(showing.it.id, "letter")
    begun = session.get(Letter, letter_id, with_for_update=True)
    if begun is not None and (begun.released_at is not None or _has_files(session, begun)):
        # Made before; its pages were replaced by a file since. Nothing of it is touched.
        showing.it.put_away_at = showing.it.put_away_at or now
        return letter_id
    start(
        session,
        letter_id,
        owner_id=showing.owner.id,
        author_id=author_id,
        now=now,
    )
    letter = session.get_one(Letter, letter_id)
    set_text(letter, letter.official_text or showing.text, paper_only=False)
    for page in showing.pages:
        page.letter_id = letter_id
    showing.it.put_away_at = None
    return letter_id


def _has_files(session: Session, letter: Letter) -> bool:
    found = select(LetterFile.id).where(LetterFile.letter_id == letter.id).limit(1)
    return session.scalar(found) is not None


def choose_kind(letter: Letter, kind: str, variant: str, sender: Sender | None = None) -> None:
    """Set kind and variant; what cannot be true of the new kind is asked again.

    `sender`: whom the letter seems to be from, used while nobody has said it.
    """
    letter.check_is_draft()
    if letter.kind == UNDECIDED and not letter.sender_name:
        letter.sender = sender or KINDS[kind].senders[0]
    letter.kind = kind
    letter.untick(Role.VARIANT)
    if variant:
        letter.tick(Fact(Role.VARIANT, variant))
    shape = KINDS[kind].as_ticked(letter.facts)
    if letter.sender not in shape.senders:
        letter.sender = shape.senders[0]
    if letter.label not in shape.labels:
        letter.label = None


def set_sender(letter: Letter, sender: Sender, name: str, letter_on: date | None) -> None:
    """Set who wrote it and when. A ticked date that says otherwise is asked again."""
    letter.check_is_draft()
    letter.sender, letter.sender_name, letter.letter_on = sender, name.strip(), letter_on
    ticked = first(letter.facts, Role.LETTER_DATE)
    if ticked is not None and ticked.value != letter_on:
        letter.untick(Role.LETTER_DATE)


def set_text(letter: Letter, text: str, *, paper_only: bool) -> None:
    """Set the official text as it was pasted, with plain line ends."""
    letter.check_is_draft()
    letter.official_text = text.replace("\r\n", "\n").strip()
    letter.paper_only = paper_only


def attach(session: Session, letter: Letter, opened: Opened, *, now: datetime) -> None:
    """Keep a cleaned file and its pages in place of what was there; read its text if none is."""
    remove_files(session, letter)
    if not letter.official_text:
        letter.official_text = opened.text
    parts = [(opened.media_type, opened.clean, "")]
    parts += [("image/webp", page.picture, page.text) for page in opened.pages]
    for number, (media_type, content, text) in enumerate(parts):
        row = LetterFile(
            letter_id=letter.id,
            participant_id=letter.participant_id,
            page=number,
            media_type=media_type,
            text=text,
            created_at=now,
        )
        # First the file, then its row: a row without a file would be a page that cannot be read.
        files.store(session, row.id, content, participant_id=letter.participant_id)
        session.add(row)


def remove_files(session: Session, letter: Letter) -> None:
    """Take the file and its pages away; from the disk only once this has been committed.

    Pages that the participant has shown stay theirs.
    """
    letter.check_is_draft()
    for row in session.scalars(select(LetterFile).where(LetterFile.letter_id == letter.id)).all():
        if row.shown_letter_id is not None:
            row.letter_id = None
            continue
        session.delete(row)
        db.after_commit(lambda gone=row.id: files.remove(gone))


def tick(letter: Letter, facts: Iterable[Fact], *, gone: Iterable[Role] = ()) -> None:
    """Note what the guide has looked up in the letter, and forget what is ticked no more."""
    for role in gone:
        letter.untick(role)
    for fact in facts:
        letter.tick(fact)


def answer_date(letter: Letter, *, has_date: bool | None) -> None:
    """Note whether there is a date; None is "not yet"."""
    letter.check_is_draft()
    letter.has_date = has_date


def set_summary(letter: Letter, about: str, if_nothing: str, *, is_general: bool) -> None:
    """Set the guide's own words; empty ones let the template speak."""
    letter.check_is_draft()
    letter.about, letter.if_nothing = about.strip(), if_nothing.strip()
    letter.consequence_is_general = is_general


def set_label(letter: Letter, label: Label) -> None:
    """Set what kind of news it is."""
    letter.check_is_draft()
    letter.label = label


def set_note(letter: Letter, note: str) -> None:
    """Set the greeting on the envelope."""
    letter.check_is_draft()
    letter.note = note.strip()


def ask_colleague(
    session: Session, letter: Letter, colleague_id: uuid.UUID, *, now: datetime
) -> None:
    """Ask a colleague to look over the draft; whoever was asked before is no longer."""
    letter.check_is_draft()
    end_second_look(session, letter)
    session.add(
        SecondLook(
            letter_id=letter.id,
            participant_id=letter.participant_id,
            colleague_id=colleague_id,
            asked_at=now,
        )
    )


def end_second_look(session: Session, letter: Letter) -> None:
    """Take the draft from the colleague's desk, with what was answered."""
    session.execute(delete(SecondLook).where(SecondLook.letter_id == letter.id))


def discard(session: Session, letter: Letter) -> None:
    """Throw a draft away with its files."""
    remove_files(session, letter)
    end_second_look(session, letter)
    session.flush()
    session.delete(letter)


def release(session: Session, letter: Letter, *, now: datetime, at: datetime | None = None) -> None:
    """Let the participant see the letter (`at`: from when), and tell of it as they chose.

    Raises LetterIsReleased. What must follow from a release belongs here.
    """
    letter.release(at=at or now)
    end_second_look(session, letter)
    telling.letter_released(session, letter, now=now)
    jobs.look_now()


def take_back(session: Session, letter: Letter, *, now: datetime) -> None:
    """Make a draft of a letter that nobody could see yet. Raises LetterIsReleased."""
    letter.take_back(now=now)
    telling.letter_taken_back(session, letter, now=now)


def show_now(session: Session, letter: Letter, *, now: datetime) -> None:
    """Let the participant see it without waiting any longer. Raises LetterIsReleased."""
    letter.show_now(now=now)
    telling.letter_released(session, letter, now=now)
    jobs.look_now()
