"""Which texts another voice of German may not lack; everything else it says as the source does.

`de_du` needs a twin of whatever says Sie, Ihnen or Ihr to somebody who takes part; colleagues keep
their Sie. `de_easy` needs the longer sentences of the pages that people meet every day.
"""

import re
from collections.abc import Callable

from babel.messages.catalog import Catalog, Message

from app.calm.guard import Voice
from tests.support.voices import PLACES

# Said of the catalog itself, in each of them.
_ALWAYS = "Diese Übersetzung ist noch nicht von Fachleuten geprüft. Im Zweifel gilt Deutsch."
_SIE = re.compile(r"\b(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?)\b")
# For colleagues, and for people who look at the demo.
_STAFF = ("app/cli/", *(place for place, voice, _kind in PLACES if voice is Voice.STAFF))
_EVERY_DAY = (
    "app/today/", "app/appointments/", "app/goals/", "app/letters/", "app/reminders/",
    "app/templates/today/", "app/templates/appointments/", "app/templates/goals/",
    "app/templates/letters/", "app/templates/reminders/", "app/templates/pages/help.html",
    "app/templates/account/welcome.html", "app/core/local_help.py",
    "app/calm/kinds_", "app/calm/texts.py",
)  # fmt: skip
_LONG = 8  # words
_CLAUSE = re.compile(r", \w+ \w+ \w+")  # more than "Nein, danke"


def _files(message: Message) -> list[str]:
    return [file for file, _line in message.locations]


def _text(message: Message) -> str:
    return message.id if isinstance(message.id, str) else " ".join(message.id)


def _says_sie(message: Message) -> bool:
    is_for_staff = all(file.startswith(_STAFF) for file in _files(message))
    return not is_for_staff and bool(_SIE.search(_text(message)))


def _is_long(message: Message) -> bool:
    text = _text(message)
    is_read_daily = any(file.startswith(_EVERY_DAY) for file in _files(message))
    return is_read_daily and (len(text.split()) > _LONG or bool(_CLAUSE.search(text)))


NEEDS: dict[str, Callable[[Message], bool]] = {"de_du": _says_sie, "de_easy": _is_long}


def needed(code: str, source: Catalog) -> list[Message]:
    """Return the texts of the source that a language may not lack."""
    needs = NEEDS.get(code, lambda _message: True)
    return [each for each in source if each.id and (needs(each) or each.id == _ALWAYS)]
