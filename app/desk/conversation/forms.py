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

from app.calm.phrases import Phrase
from app.core.forms import Form
from app.core.i18n import lazy
from app.domain.goals import Doer
from app.domain.messages import LONGEST
from app.messages.forms import MessageForm

STEP_LENGTH = 200


class GuideMessageForm(MessageForm):
    """A message to one person."""

    when = HiddenField()
    body = TextAreaField(
        lazy("Ihre Nachricht"),
        filters=[lambda text: (text or "").replace("\r\n", "\n").strip()],
        validators=[
            DataRequired(lazy("Bitte noch etwas schreiben.")),
            Length(max=LONGEST, message=lazy("Das ist sehr lang. Bitte in zwei Teilen senden.")),
        ],
    )


class GreetingForm(Form):
    """A greeting from the phrase book: its id travels, each side reads its own language."""

    id = HiddenField()
    when = HiddenField()
    phrase = RadioField(
        lazy("Vorschläge"), [DataRequired(lazy("Bitte einen Gruß auswählen."))], choices=[]
    )
    no_answer = BooleanField(lazy("Keine Antwort nötig"), default=True)

    def offer(self, phrases: Sequence[Phrase]) -> None:
        """Let one of these phrases be chosen."""
        self.phrase.choices = [SelectChoice(each.id, lazy(each.text)) for each in phrases]


class StepForm(Form):
    """A small step as a suggestion: the person takes it, changes it, or says no, thanks."""

    id = HiddenField()
    text = StringField(
        lazy("Ein kleiner Schritt, in einfachen Worten"),
        [
            DataRequired(lazy("Bitte noch den Schritt aufschreiben.")),
            Length(max=STEP_LENGTH, message=lazy("Bitte kürzer: bis 200 Zeichen.")),
        ],
        filters=[lambda text: " ".join((text or "").split())],
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
