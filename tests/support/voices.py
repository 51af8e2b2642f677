"""Whose words a text of the source is and what type of text, by where it stands (calm 2.1)."""

from collections.abc import Iterable, Iterator
from functools import cache

from app.calm.guard import Voice
from app.calm.letter_kinds import KINDS
from app.calm.limits import TextType

# From the innermost place out: the first that fits is right.
PLACES: tuple[tuple[str, Voice, TextType], ...] = (
    ("app/templates/pages/privacy.html", Voice.LEGAL, TextType.LEGAL),
    ("app/templates/pages/help.html", Voice.CRISIS, TextType.APP),
    ("app/templates/account/about_", Voice.APP, TextType.INFO),
    ("app/templates/account/who_sees_what.html", Voice.APP, TextType.INFO),
    ("app/core/outside.py", Voice.APP, TextType.LOCK_SCREEN),
    ("app/calm/phrase_table.py", Voice.PHRASE, TextType.PHRASE),
    ("app/calm/kinds_", Voice.LETTER, TextType.LETTER),
    ("app/calm/texts.py", Voice.LETTER, TextType.LETTER),
    ("app/calm/summary.py", Voice.LETTER, TextType.LETTER),
    ("app/calm/words_", Voice.LETTER, TextType.LETTER),
    ("app/calm/facts.py", Voice.STAFF, TextType.STAFF),
    ("app/calm/problem_texts.py", Voice.STAFF, TextType.STAFF),
    ("app/calm/hint.py", Voice.STAFF, TextType.STAFF),
    ("app/calm/hint_rules.py", Voice.STAFF, TextType.STAFF),
    ("app/calm/own_wording.py", Voice.STAFF, TextType.STAFF),
    ("app/phrasebook/", Voice.STAFF, TextType.STAFF),
    ("app/templates/phrasebook/", Voice.STAFF, TextType.STAFF),
    ("app/demo/", Voice.STAFF, TextType.STAFF),
    ("app/desk/", Voice.STAFF, TextType.STAFF),
    ("app/office/", Voice.STAFF, TextType.STAFF),
    ("app/templates/demo/", Voice.STAFF, TextType.STAFF),
    ("app/templates/desk/", Voice.STAFF, TextType.STAFF),
    ("app/templates/desk_letters/", Voice.STAFF, TextType.STAFF),
    ("app/templates/layouts/desk.html", Voice.STAFF, TextType.STAFF),
    ("app/templates/office/", Voice.STAFF, TextType.STAFF),
)
ELSEWHERE = (Voice.APP, TextType.APP)


def places(text: str, files: Iterable[str]) -> Iterator[tuple[Voice, TextType]]:
    """Yield voice and type of a text for each file it stands in."""
    for file in files:
        if text in _titles() and file.startswith("app/calm/"):
            yield Voice.STAFF, TextType.STAFF  # read at the desk, and the official word there
            continue
        for place, voice, kind in PLACES:
            if file.startswith(place):
                yield voice, kind
                break
        else:
            yield ELSEWHERE


@cache
def _titles() -> frozenset[str]:
    kinds = [each for kind in KINDS.values() for each in (kind, *kind.variants.values())]
    return frozenset(kind.title for kind in kinds)
