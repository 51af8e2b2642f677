"""What a guide types to invite someone."""

import uuid

from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectChoice,
    StringField,
)
from wtforms.validators import DataRequired, Length

from app.core.forms import Form, check_phone, one_line
from app.core.i18n import lazy
from app.core.languages import LANGUAGES
from app.domain.people import Salutation

NAME_LENGTH = 80


def fresh_id() -> str:
    """Return a new random id for a form that makes something: a second tap sends it again."""
    return str(uuid.uuid4())


class DetailsForm(Form):
    """A person's name, as they want to hear it, and a phone number."""

    first_name = StringField(
        lazy("Vorname"),
        [
            DataRequired(lazy("Bitte noch den Vornamen.")),
            Length(max=NAME_LENGTH, message=lazy("Bitte kürzer: bis 80 Zeichen.")),
        ],
        filters=[one_line],
    )
    last_name = StringField(
        lazy("Nachname"),
        [
            DataRequired(lazy("Bitte noch den Nachnamen.")),
            Length(max=NAME_LENGTH, message=lazy("Bitte kürzer: bis 80 Zeichen.")),
        ],
        filters=[one_line],
    )
    salutation = RadioField(
        lazy("Wie möchte die Person genannt werden?"),
        [DataRequired(lazy("Bitte noch auswählen."))],
        choices=[
            SelectChoice(Salutation.FRAU, lazy("Frau und Nachname")),
            SelectChoice(Salutation.HERR, lazy("Herr und Nachname")),
            SelectChoice(Salutation.FULL_NAME, lazy("Vorname und Nachname")),
            SelectChoice(Salutation.FIRST_NAME, lazy("nur Vorname")),
        ],
    )
    phone = StringField(lazy("Telefon, wenn die Person möchte"), [check_phone], filters=[one_line])

    no_calls = BooleanField(lazy("Bitte nicht anrufen: So ist der Wunsch"))


class InvitationForm(DetailsForm):
    """A new participant."""

    person = HiddenField(default=fresh_id)
    language = RadioField(
        lazy("Sprache auf dem Zettel und in der App"),
        [DataRequired(lazy("Bitte noch auswählen."))],
        choices=[SelectChoice(each.code, each.own_name) for each in LANGUAGES.values()],
    )


class NewCardForm(Form):
    """Nothing to type: the id says that a second tap is the same tap."""

    card = HiddenField(default=fresh_id)
