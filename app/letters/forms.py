"""What the participant sends about letters: only taps."""

from wtforms import HiddenField

from app.core.forms import Form


class PaperLetterForm(Form):
    """One closed letter at home. The page gives each form an id of its own."""

    id = HiddenField()
