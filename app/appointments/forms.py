"""What a participant types or taps about a meeting."""

from wtforms import (
    Field,
    HiddenField,
    SelectChoice,
    SelectMultipleField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from app.calm.phrases import PHRASES
from app.core.forms import Form
from app.core.i18n import lazy
from app.domain.appointments import Kind

WORDS_AT_MOST = 2000
# The phrase cards that ask for another day, for the phone, or for outside.
OTHER = ("Q4", "Q5", "Q6")
_IS_ALREADY = {Kind.PHONE: "Q5", Kind.WALK: "Q6"}


class OtherForm(Form):
    """Another time, another place, or in another way: taps, own words, or both."""

    id = HiddenField()
    phrases = SelectMultipleField(
        lazy("Was wäre Ihnen lieber?"),
        # The phrasebook marks its texts for translation itself.
        choices=[SelectChoice(each, lazy(PHRASES[each].text)) for each in OTHER],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    own_words = TextAreaField(
        lazy("Wenn Sie möchten: in eigenen Worten"),
        [Length(max=WORDS_AT_MOST, message=lazy("Bitte etwas kürzer. 2000 Zeichen gehen."))],
        filters=[lambda text: (text or "").strip()],
    )

    def offer(self, kind: Kind) -> None:
        """Leave out what the meeting is already."""
        self.phrases.choices = [
            SelectChoice(each, lazy(PHRASES[each].text))
            for each in OTHER
            if each != _IS_ALREADY.get(kind)
        ]

    def validate_phrases(self, _field: Field) -> None:
        """One tap or one word is enough."""
        if not self.phrases.data and not self.own_words.data:
            raise ValidationError(lazy("Tippen Sie etwas an, oder schreiben Sie ein paar Worte."))
