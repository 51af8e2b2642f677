"""What is printed on the invitation card: no last name, no programme, no office."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from app.core import qr
from app.core.i18n import _, speaking
from app.core.languages import Language
from app.core.settings import Settings
from app.domain.cards import in_groups
from app.domain.people import Person


@dataclass(frozen=True)
class Slip:
    """One card, in the language of the person who gets it."""

    language: Language
    greeting: str
    about: str
    scan: str
    type_in: str
    lasts: str
    questions: str
    code: qr.QrCode
    address: str
    groups: list[str]
    phone: str


def slip(settings: Settings, person: Person, *, secret: str, number: str, phone: str) -> Slip:
    """Return the printable card. Its secret and number are shown now and never again."""
    with speaking(person.language) as language:
        return Slip(
            language=language,
            greeting=_("Für %(name)s", name=person.first_name),
            about=_("Diese App hilft bei Treffen, Schritten und Briefen. Sie ist freiwillig."),
            scan=_("Öffnen: Handy-Kamera auf das Muster halten."),
            type_in=_("Oder hier eintippen:"),
            lasts=_("Der Zettel gilt 7 Tage. Danach gibt es gern einen neuen."),
            questions=_("Fragen? Rufen Sie gern an:"),
            code=qr.draw(f"{settings.origin}/k#{secret}"),
            address=f"{urlsplit(settings.origin).netloc}/card",
            groups=in_groups(number).split(),
            phone=phone,
        )
