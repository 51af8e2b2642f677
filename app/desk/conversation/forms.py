"""What a guide writes: a message, a greeting, a suggested step."""

from collections.abc import Sequence

from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectChoice,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length

from app.core.forms import Form, one_line
from app.core.i18n import lazy
from app.desk.conversation.later_form import LaterForm
from app.desk.conversation.offers import Offer
from app.domain.goals import Doer
from app.domain.messages import LONGEST
from app.messages.forms import MessageForm, typed

STEP_LENGTH = 200


class GuideMessageForm(LaterForm, MessageForm):
    """A message to one person."""

    body = TextAreaField(
        lazy("Ihre Nachricht"),
        filters=[typed],
        validators=[
            DataRequired(lazy("Bitte noch etwas schreiben.")),
            Length(max=LONGEST, message=lazy("Das ist sehr lang. Bitte in zwei Teilen senden.")),
        ],
    )


class GreetingForm(LaterForm):
    """A greeting from the phrase book: its id travels, each side reads its own language.

    Or one in the guide's own words, which carries no question, advice or date.
    """

    body = TextAreaField(
        lazy("Ihr Gruß"),
        filters=[typed],
        validators=[
            DataRequired(lazy("Bitte noch etwas schreiben.")),
            Length(max=LONGEST, message=lazy("Das ist sehr lang. Bitte kürzer.")),
        ],
    )
    phrase = RadioField(
        lazy("Vorschläge"), [DataRequired(lazy("Bitte einen Gruß auswählen."))], choices=[]
    )
    no_answer = BooleanField(lazy("Keine Antwort nötig"), default=True)

    @property
    def is_in_own_words(self) -> bool:
        """Whether the words came along, as opposed to a card's id alone."""
        return bool(self.body.raw_data)

    def offer(self, offers: Sequence[Offer]) -> None:
        """Let one of these cards be chosen."""
        self.phrase.choices = [SelectChoice(each.id, each.said.text) for each in offers]


class StepForm(Form):
    """A small step as a suggestion: the person takes it, changes it, or says no, thanks."""

    id = HiddenField()
    text = StringField(
        lazy("Ein kleiner Schritt, in einfachen Worten"),
        [
            DataRequired(lazy("Bitte noch den Schritt aufschreiben.")),
            Length(max=STEP_LENGTH, message=lazy("Bitte kürzer: bis 200 Zeichen.")),
        ],
        filters=[one_line],
    )
    doer = RadioField(
        lazy("Wer macht ihn?"),
        choices=[
            SelectChoice(Doer.ME, lazy("die Person")),
            SelectChoice(Doer.TOGETHER, lazy("wir zusammen")),
            SelectChoice(Doer.GUIDE, lazy("ich")),
        ],
        default=Doer.ME,
    )
