"""What people type in the conversation."""

import uuid

from wtforms import HiddenField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.core.forms import Form
from app.core.i18n import lazy
from app.core.once import form_id
from app.domain.messages import LONGEST


def typed(text: str | None) -> str:
    """Return what was typed, with line ends of one kind and nothing empty around it."""
    return (text or "").replace("\r\n", "\n").strip()


class SendingForm(Form):
    """What sends a message. It makes the message's id, so that sending twice adds nothing."""

    id = HiddenField()

    def message_id(self) -> uuid.UUID:
        """Return the id of this message; a new one if what came is no id."""
        return form_id(self.id.data)


class MessageForm(SendingForm):
    """A message in one's own words."""

    body = TextAreaField(
        lazy("Wenn Sie möchten, schreiben Sie hier."),
        render_kw={"dir": "auto"},
        filters=[typed],
        validators=[
            DataRequired(lazy("Bitte noch etwas schreiben. Oder tippen Sie auf einen Satz.")),
            Length(max=LONGEST, message=lazy("Das ist sehr lang. Bitte in zwei Teilen senden.")),
        ],
    )
