"""What the guide types or ticks on the steps of a letter."""

import uuid
from collections.abc import Sequence

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
from app.core.forms import Form
from app.core.i18n import lazy
from app.core.pdf import BIGGEST, MOST_CHARACTERS
from app.desk.letters.values import NotAValue, value_of
from app.domain.letters import Letter
from app.domain.people import Name

_TOO_MUCH = lazy("Das ist sehr viel Text. Bitte nur diesen Brief.")
_TOO_LONG = lazy("Das ist sehr lang. Bitte kürzer.")
_CHOOSE = lazy("Bitte wählen Sie eines.")
_WORDS = lazy("Bitte ein paar Worte. Ist alles gut, dann „Passt“.")


class KindForm(Form):
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


class SenderForm(Form):
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
    sender_name = StringField(lazy("Name der Stelle"), [Length(max=120, message=_TOO_LONG)])
    letter_on = DateField(lazy("Datum auf dem Brief"), [Optional()])

    def validate_sender_name(self, field: StringField) -> None:
        """Another office has no words of its own: it needs its name."""
        if self.sender.data == Sender.OTHER and not (field.data or "").strip():
            raise ValidationError(lazy("Bitte den Namen der Stelle, so wie im Brief."))


class TextForm(Form):
    """The official text, a file of it, or neither: then it stays on paper."""

    id = HiddenField()
    official_text = TextAreaField(
        lazy("Text vom Brief"),
        [Length(max=MOST_CHARACTERS, message=_TOO_MUCH)],
        render_kw={"rows": 12},
    )
    file = FileField(
        lazy("Datei vom Brief"),
        render_kw={
            "accept": "application/pdf,image/png,image/jpeg,text/plain",
            "data-most": str(BIGGEST),
        },
    )
    paper_only = BooleanField(lazy("Original liegt nur auf Papier vor"))


class FactForm(Form):
    """One fact by hand: what it is, its value, and the letter's words."""

    role = SelectField(lazy("Was ist es?"), [DataRequired(_CHOOSE)])
    value = StringField(
        lazy("Wert"),
        [InputRequired(lazy("Bitte noch den Wert.")), Length(max=400, message=_TOO_LONG)],
    )
    quote = TextAreaField(
        lazy("Die Worte im Brief, in denen es steht"), [Length(max=600, message=_TOO_LONG)]
    )
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


class SummaryForm(Form):
    """The guide's own words instead of the template's, and a look at the general notes."""

    about = TextAreaField(
        lazy("Eigene Worte: Worum geht es?"), [Length(max=1200, message=_TOO_LONG)]
    )
    if_nothing = TextAreaField(
        lazy("Eigene Worte: Wenn Sie nichts tun"), [Length(max=1200, message=_TOO_LONG)]
    )
    consequence_is_general = BooleanField(
        lazy("Die Worte über weniger Geld sind allgemeine Hinweise. Sie meinen nicht diese Person.")
    )


class DateForm(Form):
    """Whether there is a date: a human answers, and may leave it open for now."""

    has_date = RadioField(
        lazy("Gibt es ein Datum?"),
        [Optional()],
        choices=[SelectChoice("yes", lazy("Ja")), SelectChoice("no", lazy("Nein"))],
    )

    def answer(self) -> bool | None:
        """Return yes, no, or None for "not yet"."""
        return {"yes": True, "no": False}.get(self.has_date.data)


class LabelForm(Form):
    """What kind of news it is."""

    label = RadioField(
        lazy("Was für eine Nachricht ist das?"),
        [DataRequired(_CHOOSE)],
        choices=[SelectChoice(label, lazy(title)) for label, title in LABEL_TITLES.items()],
    )


class NoteForm(Form):
    """A short greeting beside the smiley."""

    note = StringField(
        lazy("Ein kurzer Gruß, wenn Sie möchten"), [Length(max=120, message=_TOO_LONG)]
    )


class ReleaseForm(Form):
    """The last look: with two people of the same name also which of them; and from what day.

    `seen` marks what was looked at.
    """

    seen = HiddenField()
    right_person = BooleanField(lazy("Das ist die richtige Person"))
    shown_on = DateField(validators=[Optional()])


class ColleagueForm(Form):
    """Which colleague is asked to look over a draft."""

    colleague = SelectField(lazy("Wer soll schauen?"), [DataRequired(_CHOOSE)])

    def __init__(self, colleagues: Sequence[tuple[uuid.UUID, Name]], **values: object) -> None:
        super().__init__(**values)
        rows = [SelectChoice(str(each), str(name)) for each, name in colleagues]
        self.colleague.choices = [SelectChoice("", "…"), *rows]


class RemarkForm(Form):
    """What the colleague would change."""

    remark = TextAreaField(
        lazy("Was würden Sie ändern?"), [DataRequired(_WORDS), Length(max=600, message=_TOO_LONG)]
    )
