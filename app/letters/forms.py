"""What the participant sends about letters: only taps."""

from flask_wtf import FlaskForm
from wtforms import HiddenField


class PaperLetterForm(FlaskForm):
    """One closed letter at home. The page gives each form an id of its own."""

    id = HiddenField()
