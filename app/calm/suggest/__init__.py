"""What a letter seems to be, by the words that stand in it. Offered, never used by itself."""

import re
from dataclasses import dataclass
from datetime import date

from app.calm.kind import Sender
from app.calm.printed import dates_in, normalised

_TITLES = {
    "bewilligung": r"Bewilligungsbescheid|Bewilligung von Leistungen|Bewilligung",
    "weiter": r"Weiterbewilligung",
    "aenderung": r"Änderungsbescheid|Änderung zum Bescheid",
    "meldetermin": r"Meldeaufforderung|Einladung",
    "mitwirkung": r"Aufforderung zur (?:Mitwirkung|Mithilfe)",
    "anhoerung": r"Anhörung",
    "erstattung": r"Aufhebungs- und Erstattungsbescheid|Erstattung",
    "minderung": r"Minderung",
    "plan": r"Kooperationsplan",
    "verpflichtung": r"Verpflichtung",
    "nein": r"Ablehnung|Widerspruchsbescheid",
    "reha": r"Rehabilitation",
    "untersuchung": r"Begutachtung|ärztliche Untersuchung",
}
_SENDERS = {Sender.DRV: "Rentenversicherung", Sender.JOBCENTER: "Jobcenter"}


@dataclass(frozen=True)
class KindSuggestion:
    """A kind, how much speaks for it, and the letter's words that do."""

    kind: str
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    """What the text seems to be."""

    kinds: tuple[KindSuggestion, ...]
    letter_date: date | None
    sender: Sender


def suggest(text: str) -> Suggestion:
    """Return what the words of a letter speak for."""
    flat = normalised(text)
    found = []
    for kind, words in _TITLES.items():
        hits = list(re.finditer(words, flat))
        if hits:
            score = 1 / (1 + hits[0].start())
            found.append(KindSuggestion(kind, score, tuple(dict.fromkeys(h[0] for h in hits))[:3]))
    found.sort(key=lambda each: -each.score)
    match = re.search(r"Datum:? (\S+ ?\S* ?\d{4})", flat)
    printed = dates_in(match[1]) if match else ()
    one = printed[0] if printed and printed[0].year else None
    sender = next((s for s, words in _SENDERS.items() if words in flat), Sender.OTHER)
    return Suggestion(
        tuple(found), date(one.year or 0, one.month, one.day) if one else None, sender
    )
