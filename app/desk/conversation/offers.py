"""Which cards a guide can send: those of the app, and the programme's own that were looked at."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.calm.phrases import PHRASES, Group, Occasion, Phrase, encouragements
from app.core import db, sessions
from app.core.i18n import _
from app.domain.own_phrases import PhraseVersion, version_id
from app.messages import spoken
from app.messages.spoken import Card
from app.phrasebook import queries

_GAP = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True)
class Offer:
    """A card by its id, with the words that an own one brings along."""

    id: str
    body: str = ""

    @property
    def said(self) -> Card:
        """Its words in the language spoken now."""
        return spoken.card(self.id, self.body)

    @property
    def gaps(self) -> list[str]:
        """The names of what has to be filled in, in the order of the German sentence."""
        return list(dict.fromkeys(_GAP.findall(PHRASES[self.id].text))) if not self.body else []

    @property
    def with_gaps(self) -> str:
        """Its words, with „…“ where something is to be filled in."""
        return (
            self.said.text
            if self.body
            else _GAP.sub("…", _(PHRASES[self.id].text)).replace("….", "…")
        )


def greetings(occasion: str, *, open_date: bool) -> list[Offer]:
    """Return the encouragements for an occasion, the programme's own first; none if unknown."""
    ours = encouragements(occasion, open_date=open_date)
    if not ours:
        return []
    own = queries.to_send(db.session(), sessions.viewer(), Group.ENCOURAGEMENT, Occasion(occasion))
    return [*_own(own), *_ours(ours)]


def own_notices() -> list[Offer]:
    """Return the programme's own sentences for everyday life."""
    return _own(queries.to_send(db.session(), sessions.viewer(), Group.NOTICE))


def find(phrase_id: str, kind: Group) -> Offer | None:
    """Return a card of this kind that can be sent now."""
    if version_id(phrase_id) is None:
        known = PHRASES.get(phrase_id)
        return Offer(phrase_id) if known is not None and known.group is kind else None
    own = queries.to_send(db.session(), sessions.viewer(), kind)
    return next((each for each in _own(own) if each.id == phrase_id), None)


def is_own(phrase_id: str) -> bool:
    """Whether it is a card of the programme, also one that cannot be sent (any more)."""
    wanted = version_id(phrase_id)
    if wanted is None:
        return False
    return queries.version(db.session(), sessions.viewer(), wanted) is not None


def _ours(phrases: Iterable[Phrase]) -> list[Offer]:
    return [Offer(each.id) for each in phrases]


def _own(versions: Iterable[PhraseVersion]) -> list[Offer]:
    return [
        Offer(each.phrase_id, json.dumps(each.wordings, ensure_ascii=False)) for each in versions
    ]
