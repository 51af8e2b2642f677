"""Names as their owners want to hear them, in the reader's language."""

from app.core.i18n import _
from app.domain.people import Name, Salutation


def called(name: Name) -> str:
    """Return „Frau Sommer“, „Herr Nowak“, „Kim Sommer“ or „Kim“."""
    if name.salutation is Salutation.FRAU:
        return _("Frau %(name)s", name=name.last)
    if name.salutation is Salutation.HERR:
        return _("Herr %(name)s", name=name.last)
    return name.first if name.salutation is Salutation.FIRST_NAME else str(name)


def called_after(name: Name) -> str:
    """Return the name as it stands after „mit“, „von“ or „für“: „Herrn Nowak“."""
    if name.salutation is Salutation.HERR:
        return _("Herrn %(name)s", name=name.last)
    return called(name)
