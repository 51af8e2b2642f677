"""What a coordinator types: staff and the programme's words."""

import uuid
from datetime import time

from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length

from app.core.forms import Form, HoursForm, check_phone, one_line
from app.core.i18n import lazy
from app.domain.hours import Hours
from app.domain.people import Role, Salutation

_LINE = 200
_NAME = [Length(max=80, message=lazy("Bitte kürzer: bis 80 Zeichen."))]
# ISO 3166-2:DE; the public holidays depend on it.
LAENDER = {
    "BW": "Baden-Württemberg",
    "BY": "Bayern",
    "BE": "Berlin",
    "BB": "Brandenburg",
    "HB": "Bremen",
    "HH": "Hamburg",
    "HE": "Hessen",
    "MV": "Mecklenburg-Vorpommern",
    "NI": "Niedersachsen",
    "NW": "Nordrhein-Westfalen",
    "RP": "Rheinland-Pfalz",
    "SL": "Saarland",
    "SN": "Sachsen",
    "ST": "Sachsen-Anhalt",
    "SH": "Schleswig-Holstein",
    "TH": "Thüringen",
}


def lines(text: str | None) -> str:
    """Return the lines that say something, each without white space around it."""
    return "\n".join(filter(None, (one_line(each) for each in (text or "").splitlines())))


class StaffForm(HoursForm):
    """Somebody new who works here."""

    person = HiddenField(default=lambda: str(uuid.uuid4()))
    first_name = StringField(
        lazy("Vorname"),
        [DataRequired(lazy("Bitte noch den Vornamen.")), *_NAME],
        filters=[one_line],
    )
    last_name = StringField(
        lazy("Nachname"),
        [DataRequired(lazy("Bitte noch den Nachnamen.")), *_NAME],
        filters=[one_line],
    )
    salutation = RadioField(
        lazy("Wie sollen andere die Person nennen?"),
        [DataRequired(lazy("Bitte noch auswählen."))],
        choices=[
            SelectChoice(Salutation.FRAU, lazy("Frau und Nachname")),
            SelectChoice(Salutation.HERR, lazy("Herr und Nachname")),
            SelectChoice(Salutation.FULL_NAME, lazy("Vorname und Nachname")),
        ],
    )
    role = RadioField(
        lazy("Aufgabe"),
        [DataRequired(lazy("Bitte noch auswählen."))],
        choices=[
            SelectChoice(Role.GUIDE, lazy("Begleitung (Lotsin oder Lotse)")),
            SelectChoice(Role.COORDINATOR, lazy("Koordination")),
        ],
    )
    phone = StringField(lazy("Telefon im Büro"), [check_phone], filters=[one_line])


class NewLinkForm(Form):
    """Nothing to type: the id says that a second tap is the same tap."""

    card = HiddenField(default=lambda: str(uuid.uuid4()))


class ProgrammeForm(HoursForm):
    """The words of the programme that people see."""

    past_midnight = True
    office_phone = StringField(lazy("Telefon vom Büro"), [check_phone], filters=[one_line])
    crisis_name = StringField(
        lazy("Name vom Krisendienst"),
        [Length(max=_LINE, message=lazy("Bitte kürzer."))],
        filters=[one_line],
    )
    crisis_phone = StringField(lazy("Telefon vom Krisendienst"), [check_phone], filters=[one_line])
    always = BooleanField(lazy("Tag und Nacht"))
    advice = TextAreaField(
        lazy("Unabhängige Beratung in der Nähe, eine pro Zeile"),
        [Length(max=2000, message=lazy("Das ist sehr lang. Bitte kürzer."))],
        filters=[lines],
    )
    land = SelectField(
        lazy("Land, wegen der Feiertage"),
        choices=[SelectChoice(code, name) for code, name in LAENDER.items()],
    )

    def show(self, hours: Hours) -> None:
        """Fill in what is known; day and night is one tick."""
        self.always.data = hours.are_always
        super().show(Hours() if hours.are_always else hours)

    def hours(self) -> Hours:
        """Return the hours of a valid form."""
        if self.always.data:
            return Hours.on(range(1, 8), time(), time())
        return super().hours()

    def validate_advice(self, field: TextAreaField) -> None:
        """One place fits on one line."""
        if any(len(line) > _LINE for line in (field.data or "").splitlines()):
            raise ValidationError(lazy("Eine Zeile ist sehr lang. Bitte eine Beratung pro Zeile."))
