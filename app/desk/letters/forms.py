"""What the guide types or ticks on the steps of a letter."""

import uuid
from collections.abc import Iterable, Mapping, Sequence

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # newer than types
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from app.calm.facts import ROLE_TITLES, Fact, Role, Value
from app.calm.letter_kinds import KINDS, LABEL_TITLES, Sender
from app.core.i18n import lazy
from app.desk.letters.candidates import Candidate, Sort
from app.desk.letters.values import NotAValue, value_of
from app.domain.letters import Letter
from app.domain.people import Name

_LONGEST = 60_000  # characters; a letter of thirty dense pages
_CHOOSE = lazy("Bitte wählen Sie eines.")
_WORDS = lazy("Bitte ein paar Worte. Ist alles gut, dann „Passt“.")


class KindForm(FlaskForm):
    """Which of the kinds, with its special cases beside it."""

    kind = RadioField(lazy("Was für ein Brief ist es?"), [DataRequired(_CHOOSE)])

    def __init__(self, **values: object) -> None:
        super().__init__(**values)
        self.kind.choices = [
            SelectChoice(f"{name}:{variant}" if variant else name, lazy(shape.title))
            for name, kind in KINDS.items()
            for variant, shape in (("", kind), *kind.variants.items())
        ]

    @property
    def chosen(self) -> tuple[str, str]:
        """The kind's name and its variant ("" for the usual case)."""
        name, _, variant = str(self.kind.data).partition(":")
        return name, variant


class SenderForm(FlaskForm):
    """Who wrote the letter, and the date printed on it."""

    sender = RadioField(
        lazy("Von wem ist der Brief?"),
        [DataRequired(_CHOOSE)],
        choices=[
            SelectChoice(Sender.JOBCENTER, lazy("Jobcenter")),
            SelectChoice(Sender.DRV, lazy("Rentenversicherung")),
            SelectChoice(Sender.PROGRAMME, lazy("von uns")),
            SelectChoice(Sender.OTHER, lazy("eine andere Stelle")),
        ],
    )
    sender_name = StringField(lazy("Name der Stelle"), [Length(max=120)])
    letter_on = DateField(lazy("Datum auf dem Brief"), [Optional()])

    def validate_sender_name(self, field: StringField) -> None:
        """Another office has no words of its own: it needs its name."""
        if self.sender.data == Sender.OTHER and not (field.data or "").strip():
            raise ValidationError(lazy("Bitte den Namen der Stelle, so wie im Brief."))


class TextForm(FlaskForm):
    """The official text, a file of it, or neither: then it stays on paper."""

    id = HiddenField()
    official_text = TextAreaField(
        lazy("Text vom Brief"),
        [Length(max=_LONGEST, message=lazy("Das ist sehr viel Text. Bitte nur diesen Brief."))],
        render_kw={"rows": 12},
    )
    file = FileField(lazy("Datei vom Brief"))
    paper_only = BooleanField(lazy("Original liegt nur auf Papier vor"))


class FactForm(FlaskForm):
    """One fact by hand: what it is, its value, and the letter's words."""

    role = SelectField(lazy("Was ist es?"), [DataRequired(_CHOOSE)])
    value = StringField(
        lazy("Wert"), [InputRequired(lazy("Bitte noch den Wert.")), Length(max=400)]
    )
    quote = TextAreaField(lazy("Die Worte im Brief, in denen es steht"), [Length(max=600)])
    checked = BooleanField(
        lazy("Im Brief geprüft"), [DataRequired(lazy("Bitte im Brief ansehen und abhaken."))]
    )

    def __init__(self, letter: Letter, **values: object) -> None:
        super().__init__(**values)
        for each in self:
            each.flags.required = False  # it shares its page and form with the ticks
        usual = KINDS[letter.kind].as_ticked(letter.facts).roles
        others = [role for role in Role if role not in {*usual, Role.VARIANT}]
        self.role.choices = [
            SelectChoice("", "…"),
            *(SelectChoice(role, lazy(ROLE_TITLES[role])) for role in (*usual, *others)),
        ]
        self.read: Value | None = None

    def validate_value(self, field: StringField) -> None:
        """Read the value as its role wants it."""
        if self.role.data:
            try:
                self.read = value_of(Role(self.role.data), field.data or "")
            except NotAValue as error:
                raise ValidationError(error.text) from error

    def fact(self) -> Fact:
        """Return the fact of a valid form."""
        assert self.read is not None  # noqa: S101 - validate() has read it
        return Fact(Role(self.role.data), self.read, " ".join((self.quote.data or "").split()))


class SummaryForm(FlaskForm):
    """The guide's own words instead of the template's, and a look at the general notes."""

    about = TextAreaField(lazy("Eigene Worte: Worum geht es?"), [Length(max=1200)])
    if_nothing = TextAreaField(lazy("Eigene Worte: Wenn Sie nichts tun"), [Length(max=1200)])
    consequence_is_general = BooleanField(
        lazy("Die Worte über weniger Geld sind allgemeine Hinweise. Sie meinen nicht diese Person.")
    )


class DateForm(FlaskForm):
    """Whether there is a date: a human answers, and may leave it open for now."""

    has_date = RadioField(
        lazy("Gibt es ein Datum?"),
        [Optional()],
        choices=[SelectChoice("yes", lazy("Ja")), SelectChoice("no", lazy("Nein"))],
    )

    def answer(self) -> bool | None:
        """Return yes, no, or None for "not yet"."""
        return {"yes": True, "no": False}.get(self.has_date.data)


class LabelForm(FlaskForm):
    """What kind of news it is."""

    label = RadioField(
        lazy("Was für eine Nachricht ist das?"),
        [DataRequired(_CHOOSE)],
        choices=[SelectChoice(label, lazy(title)) for label, title in LABEL_TITLES.items()],
    )


class NoteForm(FlaskForm):
    """A short greeting beside the smiley."""

    note = StringField(lazy("Ein kurzer Gruß, wenn Sie möchten"), [Length(max=120)])


class ReleaseForm(FlaskForm):
    """The last look: with two people of the same name also which of them; and from what day."""

    right_person = BooleanField(lazy("Das ist die richtige Person"))
    shown_on = DateField(validators=[Optional()])


class ColleagueForm(FlaskForm):
    """Which colleague is asked to look over a draft."""

    colleague = SelectField(lazy("Wer soll schauen?"), [DataRequired(_CHOOSE)])

    def __init__(self, colleagues: Sequence[tuple[uuid.UUID, Name]], **values: object) -> None:
        super().__init__(**values)
        rows = [SelectChoice(str(each), str(name)) for each, name in colleagues]
        self.colleague.choices = [SelectChoice("", "…"), *rows]


class RemarkForm(FlaskForm):
    """What the colleague would change."""

    remark = TextAreaField(lazy("Was würden Sie ändern?"), [DataRequired(_WORDS), Length(max=600)])


class Ticks:
    """The found places: which are ticked, and as what.

    Without `sent` they stand as noted in the letter. A role that only seems to fit is chosen
    beforehand; a tick never is.
    """

    def __init__(
        self,
        candidates: Sequence[Candidate],
        facts: Iterable[Fact],
        sent: Mapping[str, str] | None = None,
    ) -> None:
        self.candidates = candidates
        self.noted = _noted(candidates, facts)
        self.errors: dict[str, str] = {}
        if sent is None:
            self.ticked = set(self.noted)
            self.roles = {
                each.key: self.noted.get(each.key, each.proposed) or "" for each in candidates
            }
        else:
            self.ticked = {each.key for each in candidates if sent.get(f"tick-{each.key}")}
            self.roles = {each.key: sent.get(f"role-{each.key}", "") for each in candidates}

    def validate(self) -> bool:
        """Whether each ticked place says what it is, and no two say the same."""
        taken: dict[str, Value] = {}
        for each in self.candidates:
            role = self.roles[each.key]
            if each.key not in self.ticked:
                # The letter may lose a tick; a role that somebody chose waits for its tick.
                if role not in {"", each.proposed, self.noted.get(each.key)}:
                    self.errors[each.key] = lazy("Im Brief geprüft? Dann bitte noch abhaken.")
            elif role not in {allowed.value for allowed in each.roles}:
                self.errors[each.key] = lazy("Bitte wählen Sie dazu noch, was es ist.")
            elif taken.setdefault(role, each.value) != each.value:
                self.errors[each.key] = lazy("Das ist schon einmal gewählt. Bitte nur eines.")
        return not self.errors

    def folded(self) -> set[str]:
        """Return the places that probably do not matter: set apart, or said once already."""
        said: set[tuple[Role, Value]] = set()
        folded = set()
        for each in self.candidates:
            says = each.proposed and (each.proposed, each.as_fact(each.proposed).value)
            is_usual_time = each.sort is Sort.WORDS and not says
            if each.apart or is_usual_time or says in said:
                folded.add(each.key)
            elif says:
                said.add(says)
        return folded - self.ticked - set(self.errors)

    def likely(self) -> dict[Role, str]:
        """Return where each role that seems to fit is found first: role -> key."""
        places: dict[Role, str] = {}
        for each in self.candidates:
            if each.proposed and not each.apart:
                places.setdefault(each.proposed, each.key)
        return places

    def facts(self) -> list[Fact]:
        """Return the facts of a valid form."""
        return [
            each.as_fact(Role(self.roles[each.key]))
            for each in self.candidates
            if each.key in self.ticked
        ]

    def gone(self) -> list[Role]:
        """Return the roles whose tick was taken away."""
        kept = {self.roles[key] for key in self.ticked}
        return [role for role in self.noted.values() if role not in kept]


def _noted(candidates: Sequence[Candidate], facts: Iterable[Fact]) -> dict[str, Role]:
    """Return the places (by key) that facts were ticked at."""
    noted: dict[str, Role] = {}
    for fact in facts:
        fitting = (each for each in candidates if fact.role in each.roles)
        place = next((each for each in fitting if each.as_fact(fact.role) == fact), None)
        if place is not None:
            noted.setdefault(place.key, fact.role)
    return noted
