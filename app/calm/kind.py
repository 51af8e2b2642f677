"""What a letter kind is: the five kinds of news, the senders, and the shape of a template."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.calm import texts
from app.calm.facts import Fact, Role, difference, first
from app.calm.texts import N_


class Label(StrEnum):
    """What kind of news a letter is (calm 4.2). Always shown in words, never by colour alone."""

    GUT = "gut"
    INFO = "info"
    BITTE = "bitte"
    GEMISCHT = "gemischt"
    SCHWER = "schwer"


LABEL_TITLES: Mapping[Label, str] = {
    Label.GUT: N_("Gute Nachricht"),
    Label.INFO: N_("Zur Information"),
    Label.BITTE: N_("Eine Bitte an Sie"),
    Label.GEMISCHT: N_("Teils gut, teils nicht gut"),
    Label.SCHWER: N_("Keine gute Nachricht"),
}

# In a list a hard letter says what helps: true, and no shock in passing (calm 4.2).
LIST_TITLES: Mapping[Label, str] = {
    **LABEL_TITLES,
    Label.SCHWER: N_("Am besten zusammen lesen"),
}


# Kinds 5 to 9, 10b, 12 and 14 of calm 4.8. Kept apart from the kinds' own labels on purpose:
# a slip in that table must not turn one of these into good news.
NEVER_GOOD = frozenset(
    {
        "meldetermin",
        "mitwirkung",
        "anhoerung",
        "erstattung",
        "minderung",
        "verpflichtung",
        "nein",
        "untersuchung",
    }
)


class Sender(StrEnum):
    """Who wrote the letter. `OTHER` is shown by its free name."""

    JOBCENTER = "jobcenter"
    DRV = "drv"
    PROGRAMME = "programme"
    OTHER = "other"


SENDER_WORDS: Mapping[Sender, str] = {
    Sender.JOBCENTER: N_("Vom Jobcenter"),
    Sender.DRV: N_("Von der Rentenversicherung"),
    Sender.PROGRAMME: N_("Von %(guide_after)s"),
    Sender.OTHER: N_("Von einer anderen Stelle"),  # only while its name is missing
}

# The same offices as the one who acts: "Das Jobcenter sagt Nein."
OFFICE_NAMES: Mapping[str, str] = {
    Sender.JOBCENTER.value: N_("Das Jobcenter"),
    Sender.DRV.value: N_("Die Rentenversicherung"),
}


def sender_words(sender: Sender, *, guide: str, name: str, say: Callable[[str], str]) -> str:
    """Return the sender in words, in the reader's language; `name` is the free name of `OTHER`."""
    if sender is Sender.OTHER and name.strip():
        return name.strip()
    return say(SENDER_WORDS[sender]) % {"guide_after": guide}


@dataclass(frozen=True)
class LetterKind:
    """One kind of letter: its template and its rules (calm 4.8).

    Every template is one sentence (or a pair that makes sense only together), so that a missing
    value drops that sentence alone. Placeholders are the values of `Role`, and `guide`,
    `safe_date`, `more_by` and `less_by`. A sentence that names a consequence for the money holds
    no value where it can do without, so that it never drops out.
    """

    name: str
    title: str
    """The guide's word for it, at the desk; may be the official one."""
    labels: tuple[Label, ...]
    """The labels it may carry; the first is preset, see `preset_label`."""
    senders: tuple[Sender, ...]
    """Whose letters the template's words are true for."""
    roles: tuple[Role, ...]
    """The facts it uses, in the order the guide is asked."""
    about: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    """At most two; reading it together with the guide comes first on every letter (calm 4.1)."""
    if_nothing: tuple[str, ...] = ()
    words: tuple[tuple[Role, str], ...] = ()
    """Own words for a date or an amount, where the usual ones of `summary` do not fit."""
    objection: bool = False
    """Whether one can disagree with it formally: then the safe date is shown."""
    box: tuple[str, ...] = texts.OBJECTION_BOX
    """The sentences about disagreeing; used only with `objection`."""
    independent_advice: bool = False
    variants: Mapping[str, "LetterKind"] = field(default_factory=dict, hash=False)
    """The same kind in special cases, by the value of the fact `Role.VARIANT`."""

    def as_ticked(self, facts: Iterable[Fact]) -> "LetterKind":
        """Return the variant a human has ticked, else the kind itself."""
        ticked = first(facts, Role.VARIANT)
        return self if ticked is None else self.variants.get(str(ticked.value), self)

    def preset_label(self, facts: Iterable[Fact]) -> Label | None:
        """Return the label to begin with; None where a human chooses it (calm 4.6, 4.8).

        A change follows the sign of its difference: more is good news, less is not.
        """
        facts = tuple(facts)
        if self.name == "sonstiges":
            return None
        change = difference(facts) if self.name == "aenderung" else 0
        if change:
            return Label.GUT if change > 0 else Label.SCHWER
        return self.as_ticked(facts).labels[0]
