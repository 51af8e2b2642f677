"""Numbers that only look like something: file numbers, telephone, bank account, paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.calm.suggest.letter import Letter

_KINDS = (
    ("iban", re.compile(r"\b[A-Z]{2}\d{2}(?:\s?\w{4}){4,7}(?:\s?\w{1,3})?\b")),
    ("reference", re.compile(r"\b\d{3,5}\s?//\s?\d{5,8}\b")),
    (
        "reference",
        re.compile(
            r"(?:zeichen|aktenz\w*|az\.?|nummer|nr\.?|kennzeichen|vers\w*|bg-?nr\.?"
            r"|kassenzeichen)\s?:?\s(?P<it>[\w./–-]*\d[\w./–-]*"
            r"(?:\s[\w./–-]*\d[\w./–-]*)*)",
            re.IGNORECASE,
        ),
    ),
    (
        "phone",
        re.compile(
            (
                r"(?:tel\w*|fax|telefax|hotline|mobil|rufnummer|durchwahl)\.?\s?(?:nr\.?"
                r"|nummer)?:?\s?(?P<it>\+?\(?\d[\d\s()/–-]{3,20}\d)"
            ),
            re.IGNORECASE,
        ),
    ),
    ("law", re.compile(r"§§?\s?\d+[a-z]?(?:\s(?:Abs(?:atz|\.)|Satz|Nr\.|Nummer|S\.)\s\d+)*")),
    ("postcode", re.compile(r"(?<![\d.,/])\d{5}(?=\s[A-ZÄÖÜ][a-zäöü])")),
)


@dataclass(frozen=True)
class Reference:
    """One such number and what it is."""

    why: str
    start: int
    end: int


def references_in(letter: Letter) -> tuple[Reference, ...]:
    """Return them in their order; none lies inside another."""
    found: list[Reference] = []
    for one in sorted(_references(letter.text), key=lambda one: (one.start, -one.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return tuple(found)


def _references(text: str) -> Iterator[Reference]:
    for why, pattern in _KINDS:
        for match in pattern.finditer(text):
            yield Reference(why, *match.span("it" if "it" in pattern.groupindex else 0))
