"""What a friendly colleague would mention about a text before it is sent (calm 3.5)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.calm.texts import N_


class Why(StrEnum):
    """Why a hint is given. The order is how much it matters: what comes first is said first.

    A question, a date or advice keeps a greeting from being one; the word that presses in it is
    then only a part, and better words for that part would still ask for something.
    """

    NAME = "name"
    DIAGNOSIS = "diagnosis"
    SANCTION = "sanction"
    QUESTION = "question"
    DATE = "date"
    ADVICE = "advice"
    DUTY = "duty"
    BLAME = "blame"
    DEADLINE = "deadline"
    HARD_NEWS = "hard_news"
    LABEL = "label"
    ADDRESS = "address"
    UNASKED = "unasked"
    COMFORT = "comfort"
    TOPICS = "topics"
    LENGTH = "length"
    LONG = "long"
    LOUD = "loud"
    FOG = "fog"


REASONS: Mapping[Why, str] = {
    Why.NAME: N_("„%(words)s“ ist der Name einer anderen Person."),
    Why.DIAGNOSIS: N_("„%(words)s“ kann auch jemand anderes lesen."),
    Why.SANCTION: N_("„%(words)s“ macht Angst."),
    Why.QUESTION: N_("„%(words)s“ wartet auf eine Antwort. Ein Gruß fragt nichts."),
    Why.DATE: N_("„%(words)s“ klingt wie eine Erinnerung. Ein Gruß nennt keinen Termin."),
    Why.ADVICE: N_("„%(words)s“ klingt wie eine Aufgabe."),
    Why.DUTY: N_("„%(words)s“ lässt wenig Raum."),
    Why.BLAME: N_("„%(words)s“ kann verletzen."),
    Why.DEADLINE: N_("„%(words)s“ macht Druck mit der Zeit."),
    Why.HARD_NEWS: N_("Nach einer schweren Nachricht ist jetzt bald niemand zu erreichen."),
    Why.LABEL: N_("„%(words)s“ legt einen Menschen fest."),
    Why.ADDRESS: N_("„%(words)s“: Die Person möchte anders angesprochen werden."),
    Why.UNASKED: N_("„%(words)s“ ist ein Vorschlag. Ohne Frage davor klingt er wie eine Aufgabe."),
    Why.COMFORT: N_("„%(words)s“ tröstet vielleicht zu früh."),
    Why.TOPICS: N_("Hier stehen zwei Themen in einer Nachricht."),
    Why.LENGTH: N_("Ein Gruß ist kurz: bis drei Sätze."),
    Why.LONG: N_("Ein Satz hat %(count)s Wörter. Zwei kurze Sätze lesen sich leichter."),
    Why.LOUD: N_("„%(words)s“ klingt laut."),
    Why.FOG: N_("„%(words)s“ ist ein Wort vom Amt."),
}

TALK_ABOUT_IT = N_("Lieber beim Treffen darüber sprechen.")
SHOW_LATER = N_("Am %(day)s ist wieder jemand zu erreichen. Erst dann zeigen?")
TWO_MESSAGES = N_("Zwei Nachrichten lesen sich leichter.")


@dataclass(frozen=True)
class Hint:
    """One hint. `start` and `end` are characters of the text (end exclusive).

    `replacement` takes the place of what stands there, "" leaves it out; None if there are no
    words that fit. Then `suggestion` says how it could begin (in the language of the text), or
    `advice` (a msgid) what can be done; "" if the reason says it all.
    """

    why: Why
    words: str
    start: int
    end: int
    replacement: str | None = None
    suggestion: str = ""
    advice: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """Why in one line, a msgid with `values`."""
        return REASONS[self.why]

    @property
    def key(self) -> str:
        """What it is known by while one text is looked at."""
        return f"{self.why}:{' '.join(self.words.split())}"


@dataclass(frozen=True)
class Writing:
    """What is known about a text beside its words."""

    is_encouragement: bool = False
    language: str = "de"
    reader_says_du: bool = False
    # First and last names of the writer's other people, whom the writer may see.
    other_people: tuple[tuple[str, str], ...] = ()
    # The day, in words, on which somebody can be called again, if now is no moment for hard news.
    kinder_day: str = ""

    @property
    def is_german(self) -> bool:
        """Whether the German rules hold."""
        return self.language.partition("_")[0] == "de"
