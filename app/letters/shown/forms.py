"""What the participant sends of an own letter: photos or files, and why one is not taken."""

from collections.abc import Iterator

from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import HiddenField

from app.core import pdf
from app.core.forms import Form
from app.core.i18n import lazy

_REFUSALS = {
    pdf.Refusal.TOO_BIG: lazy("Ein Foto ist größer als 10 MB. Bitte ein kleineres nehmen."),
    pdf.Refusal.UNREADABLE: lazy("Eine Datei ließ sich nicht öffnen. Es gehen Fotos und PDF."),
    pdf.Refusal.LOCKED: lazy("Eine Datei fragt nach einem Passwort. Ein Foto geht auch."),
    pdf.Refusal.TOO_LONG: lazy("Eine Datei hat sehr viele Seiten. Bitte nur diesen Brief."),
    pdf.Refusal.BUSY: lazy("Gerade wird eine andere Datei gelesen. Bitte gleich noch einmal."),
    pdf.Refusal.TOO_LARGE: lazy("Ein Bild ist sehr groß. Bitte ein kleineres nehmen."),
}


def refusal_words(refusal: pdf.Refusal) -> str:
    """Return what to say about a file that is not taken."""
    return str(_REFUSALS.get(refusal, _REFUSALS[pdf.Refusal.UNREADABLE]))


class PagesForm(Form):
    """One or several pages. The first form of a letter brings the letter's id along."""

    id = HiddenField()
    files = MultipleFileField(
        lazy("Fotos oder Dateien"), render_kw={"accept": "image/*,application/pdf"}
    )

    def sent(self) -> Iterator[FileStorage]:
        """Yield the files that were really chosen: an empty field sends one without a name."""
        for each in self.files.data or ():
            if isinstance(each, FileStorage) and each.filename:
                yield each
