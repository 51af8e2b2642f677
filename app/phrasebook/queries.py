"""Reads of the programme's own phrase cards, for those who work in it."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calm.phrases import Group, Occasion
from app.domain.access import Viewer, visible_own_phrases
from app.domain.own_phrases import OwnPhrase, PhraseVersion, offered
from app.domain.people import Name, Person


@dataclass(frozen=True)
class Card:
    """A card with all its versions, newest first."""

    phrase: OwnPhrase
    versions: tuple[PhraseVersion, ...]

    @property
    def newest(self) -> PhraseVersion:
        """What it says now, whether somebody has looked at it or not."""
        return self.versions[0]

    @property
    def offered(self) -> PhraseVersion | None:
        """What can be sent."""
        return None if self.phrase.put_away_at is not None else offered(self.versions)

    @property
    def waits(self) -> bool:
        """Whether its newest words wait for a second look."""
        return self.phrase.put_away_at is None and self.newest.reviewed_at is None


def cards(session: Session, viewer: Viewer) -> list[Card]:
    """Return the programme's cards in the order in which they were made."""
    return list(_cards(session, viewer))


def card(session: Session, viewer: Viewer, own_phrase_id: uuid.UUID) -> Card | None:
    """Return one of them."""
    return next(_cards(session, viewer, OwnPhrase.id == own_phrase_id), None)


def version(session: Session, viewer: Viewer, version_id: uuid.UUID) -> PhraseVersion | None:
    """Return a version of one of them."""
    return session.scalar(
        select(PhraseVersion)
        .join(OwnPhrase, OwnPhrase.id == PhraseVersion.own_phrase_id)
        .where(PhraseVersion.id == version_id, visible_own_phrases(viewer))
    )


def to_send(
    session: Session, viewer: Viewer, kind: Group, occasion: Occasion | None = None
) -> list[PhraseVersion]:
    """Return what can be sent of a kind, for an occasion if one is named."""
    wanted = [OwnPhrase.kind == kind, OwnPhrase.put_away_at.is_(None)]
    if occasion is not None:
        wanted.append(OwnPhrase.occasion == occasion)
    return [each.offered for each in _cards(session, viewer, *wanted) if each.offered]


def names(session: Session, versions: Iterable[PhraseVersion]) -> dict[uuid.UUID, Name]:
    """Return who wrote them and who looked at them."""
    people = {each.written_by_id for each in versions}
    people |= {each.reviewed_by_id for each in versions if each.reviewed_by_id}
    found = session.scalars(select(Person).where(Person.id.in_(people)))
    return {each.id: each.name for each in found}


def _cards(session: Session, viewer: Viewer, *wanted: object) -> Iterator[Card]:
    rows = session.execute(
        select(OwnPhrase, PhraseVersion)
        .join(PhraseVersion, PhraseVersion.own_phrase_id == OwnPhrase.id)
        .where(visible_own_phrases(viewer), *wanted)  # type: ignore[arg-type]
        .order_by(OwnPhrase.made_at, OwnPhrase.id, PhraseVersion.number.desc())
    ).all()
    for phrase, versions in groupby(rows, key=lambda row: row[0]):
        yield Card(phrase, tuple(row[1] for row in versions))
