"""Writes of the programme's own phrase cards."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from app.calm.phrases import Group, Occasion
from app.core.once import add_once, id_for
from app.domain.access import Viewer
from app.domain.own_phrases import OwnPhrase, PhraseVersion
from app.phrasebook import queries
from app.phrasebook.queries import Card


def make(
    session: Session,
    viewer: Viewer,
    own_phrase_id: uuid.UUID,
    *,
    kind: Group,
    occasion: Occasion | None,
    wordings: Mapping[str, str],
    now: datetime,
) -> None:
    """Make a card with its first version; the same form sent again adds nothing."""
    occasion = occasion if kind is Group.ENCOURAGEMENT else None

    def is_same(known: OwnPhrase) -> bool:
        card = queries.card(session, viewer, known.id)
        is_alike = (known.kind, known.occasion) == (kind, occasion)
        return is_alike and card is not None and card.versions[-1].says(wordings)

    phrase = OwnPhrase(
        id=id_for(session, OwnPhrase, own_phrase_id, is_same),
        programme_id=viewer.programme_id,
        kind=kind,
        occasion=occasion,
        made_at=now,
    )
    if add_once(session, phrase):
        session.add(_version(viewer, phrase.id, uuid.uuid4(), 1, wordings, now))


def change(
    session: Session,
    viewer: Viewer,
    card: Card,
    *,
    version_id: uuid.UUID,
    wordings: Mapping[str, str],
    now: datetime,
) -> None:
    """Write a new version, unless it says what the newest says already."""
    if card.newest.says(wordings):
        return

    def is_same(known: PhraseVersion) -> bool:
        return known.own_phrase_id == card.phrase.id and known.says(wordings)

    number = card.newest.number + 1
    version_id = id_for(session, PhraseVersion, version_id, is_same)
    add_once(session, _version(viewer, card.phrase.id, version_id, number, wordings, now))


def put_away(phrase: OwnPhrase, *, now: datetime) -> None:
    """Offer a card no more. What was sent stays."""
    phrase.put_away_at = phrase.put_away_at or now


def bring_back(phrase: OwnPhrase) -> None:
    """Offer it again."""
    phrase.put_away_at = None


def _version(
    viewer: Viewer,
    own_phrase_id: uuid.UUID,
    version_id: uuid.UUID,
    number: int,
    wordings: Mapping[str, str],
    now: datetime,
) -> PhraseVersion:
    return PhraseVersion(
        id=version_id,
        own_phrase_id=own_phrase_id,
        number=number,
        wordings=dict(wordings),
        written_by_id=viewer.person_id,
        written_at=now,
    )
