"""What people type or tap when they come in and in the settings."""

from flask_wtf import FlaskForm
from wtforms import RadioField, StringField
from wtforms.validators import DataRequired, Length

from app.core.i18n import lazy
from app.core.languages import LANGUAGES


class CardForm(FlaskForm):
    """The 16 digits of the card, or the secret of its QR code."""

    number = StringField(lazy("Die 16 Ziffern vom Zettel"), [Length(max=80)])
    secret = StringField(validators=[Length(max=80)])


class AgreementForm(FlaskForm):
    """One question, yes or no, nothing chosen beforehand."""

    answer = RadioField(
        lazy("Ihre Antwort"),
        [DataRequired(lazy("Bitte tippen Sie auf eine Antwort. Beide sind in Ordnung."))],
        choices=[("yes", lazy("Ja")), ("no", lazy("Nein"))],
    )


class PhoneUseForm(FlaskForm):
    """Whose phone this is."""

    use = RadioField(
        lazy("Nutzt noch jemand dieses Handy?"),
        [DataRequired(lazy("Bitte tippen Sie auf eine Antwort. Beide sind in Ordnung."))],
        choices=[
            ("own", lazy("Nein, nur ich")),
            ("shared", lazy("Ja, andere Menschen auch")),
        ],
    )


class SettingsForm(FlaskForm):
    """How someone likes to be addressed and to read."""

    language = RadioField(
        lazy("Sprache"), choices=[(each.code, each.own_name) for each in LANGUAGES.values()]
    )
    address = RadioField(
        lazy("Wie möchten Sie angesprochen werden?"),
        choices=[("sie", lazy("Sie")), ("du", lazy("Du"))],
    )
    text_size = RadioField(
        lazy("Schrift"),
        choices=[("18", lazy("normal")), ("22", lazy("groß")), ("26", lazy("sehr groß"))],
    )
    colours = RadioField(
        lazy("Farben"),
        choices=[
            ("system", lazy("wie das Handy")),
            ("light", lazy("hell")),
            ("dark", lazy("dunkel")),
            ("contrast", lazy("starker Kontrast")),
        ],
    )
    letters_on_paper = RadioField(
        lazy("Briefe"),
        choices=[("no", lazy("hier und auf Papier")), ("yes", lazy("lieber nur auf Papier"))],
    )
