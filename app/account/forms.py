"""What people type or tap when they come in and in the settings."""

from dataclasses import asdict

from wtforms import RadioField, SelectChoice, StringField
from wtforms.validators import DataRequired, Length

from app.core.forms import Form
from app.core.i18n import lazy
from app.core.languages import LANGUAGES
from app.domain.comfort import COLOURS, MOTIONS, TEXT_SIZES, Comfort
from app.domain.people import GERMAN_WITH_DU

NOT_YET = lazy("Diese Ziffern passen noch nicht. Schauen Sie auf den Zettel: 16 Ziffern.")


class CardForm(Form):
    """The 16 digits of the card, or the secret of its QR code."""

    number = StringField(lazy("Die 16 Ziffern vom Zettel"), [Length(max=80, message=NOT_YET)])
    secret = StringField(validators=[Length(max=80, message=NOT_YET)])


class AgreementForm(Form):
    """One question, yes or no, nothing chosen beforehand."""

    answer = RadioField(
        lazy("Ihre Antwort"),
        [DataRequired(lazy("Bitte tippen Sie auf eine Antwort. Beide sind in Ordnung."))],
        choices=[SelectChoice("yes", lazy("Ja")), SelectChoice("no", lazy("Nein"))],
    )


class PhoneUseForm(Form):
    """Whose phone this is."""

    use = RadioField(
        lazy("Nutzt noch jemand dieses Handy?"),
        [DataRequired(lazy("Bitte tippen Sie auf eine Antwort. Beide sind in Ordnung."))],
        choices=[
            SelectChoice("own", lazy("Nein, nur ich")),
            SelectChoice("shared", lazy("Ja, andere Menschen auch")),
        ],
    )


class ComfortForm(Form):
    """How someone likes to read."""

    text_size = RadioField(
        lazy("Schrift"),
        choices=[
            SelectChoice(str(size), words)
            for size, words in zip(
                TEXT_SIZES, (lazy("normal"), lazy("groß"), lazy("sehr groß")), strict=True
            )
        ],
    )
    colours = RadioField(
        lazy("Farben"),
        choices=[
            SelectChoice(colours, words)
            for colours, words in zip(
                COLOURS,
                (
                    lazy("wie das Handy"),
                    lazy("hell"),
                    lazy("dunkel"),
                    lazy("starker Kontrast"),
                ),
                strict=True,
            )
        ],
    )
    motion = RadioField(
        lazy("Bewegung"),
        choices=[
            SelectChoice(motion, words)
            for motion, words in zip(
                MOTIONS, (lazy("wie das Handy"), lazy("keine Bewegung")), strict=True
            )
        ],
    )

    @staticmethod
    def values_of(comfort: Comfort) -> dict[str, str]:
        """Return what the form shows as chosen."""
        return {name: str(value) for name, value in asdict(comfort).items()}

    @property
    def comfort(self) -> Comfort:
        """What was chosen, once the form is valid."""
        return Comfort(int(self.text_size.data), self.colours.data, self.motion.data)


class SettingsForm(ComfortForm):
    """How someone likes to be addressed and to read."""

    language = RadioField(
        lazy("Sprache"),
        # Du is the next question, in every language.
        choices=[
            SelectChoice(each.code, each.own_name)
            for each in LANGUAGES.values()
            if each.code != GERMAN_WITH_DU
        ],
    )
    address = RadioField(
        lazy("Wie möchten Sie angesprochen werden?"),
        choices=[SelectChoice("sie", lazy("Sie sagen")), SelectChoice("du", lazy("Du sagen"))],
    )
    marks = RadioField(
        lazy("Kleiner Punkt, wenn etwas neu ist"),
        choices=[
            SelectChoice("yes", lazy("zeigen")),
            SelectChoice("no", lazy("nicht zeigen")),
        ],
    )
    meetings_on_paper = RadioField(
        lazy("Treffen und Schritte"),
        choices=[
            SelectChoice("no", lazy("hier und auf Papier")),
            SelectChoice("yes", lazy("lieber nur auf Papier")),
        ],
    )
    no_calls = RadioField(
        lazy("Anrufe"),
        choices=[
            SelectChoice("no", lazy("Anrufen ist in Ordnung")),
            SelectChoice("yes", lazy("bitte nicht anrufen, lieber schreiben")),
        ],
    )
    letters_on_paper = RadioField(
        lazy("Briefe"),
        choices=[
            SelectChoice("no", lazy("hier und auf Papier")),
            SelectChoice("yes", lazy("lieber nur auf Papier")),
        ],
    )
    hard_letters = RadioField(
        lazy("Schwierige Briefe"),
        choices=[
            SelectChoice("now", lazy("zeigen, wenn ich sie öffne")),
            SelectChoice("meeting", lazy("erst beim Treffen zeigen")),
        ],
    )
