"""The gaps of a card: a day, a time, a place. Which ones there are, its sentence says."""

from collections.abc import Callable
from typing import Any

from wtforms import Field, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from app.core.forms import ClockField, DayField, one_line
from app.core.i18n import lazy
from app.desk.conversation.later_form import LaterForm
from app.desk.conversation.offers import Offer

LONGEST = 120


class CardForm(LaterForm):
    """A card to send, with a field `gap_<name>` for every gap."""

    @property
    def gaps(self) -> list[Field]:
        """The fields of the gaps, in the order of the sentence."""
        return [each for each in self if each.name.startswith("gap_")]

    def values(self) -> dict[str, str]:
        """Return what fills the gaps: days "2026-11-24", times "10:00", the rest as typed."""
        return {each.name.removeprefix("gap_"): _value(each.data) for each in self.gaps}


def _value(data: Any) -> str:
    if hasattr(data, "hour"):
        return str(data.isoformat(timespec="minutes"))
    return str(data.isoformat() if hasattr(data, "isoformat") else data)


def _day(label: str) -> DayField:
    return DayField(label, [InputRequired(lazy("Bitte noch einen Tag wählen."))])


def _time(label: str) -> ClockField:
    return ClockField(label, [InputRequired(lazy("Bitte noch eine Uhrzeit."))])


def _words(label: str) -> StringField:
    too_long = lazy("Bitte kürzer: bis 120 Zeichen.")
    return StringField(
        label,
        [DataRequired(lazy("Bitte noch ausfüllen.")), Length(max=LONGEST, message=too_long)],
        filters=[lambda text: one_line(text).rstrip(".")],  # the card has its own
    )


_GAPS: dict[str, tuple[Callable[[str], Field], str]] = {
    "day": (_day, lazy("Tag")),
    "other_day": (_day, lazy("Zweiter Tag")),
    "from": (_day, lazy("Von")),
    "until": (_day, lazy("Bis")),
    "time": (_time, lazy("Uhrzeit")),
    "other_time": (_time, lazy("Zweite Uhrzeit")),
    "place": (_words, lazy("Ort")),
    "office": (_words, lazy("Wohin")),
    "phone": (_words, lazy("Telefon")),
    "minutes": (_words, lazy("Minuten")),
    "way": (_words, lazy("Weg")),
    "room": (_words, lazy("Zimmer")),
    "language": (_words, lazy("Sprache")),
    "stand_in": (_words, lazy("Wer ist dann da?")),
}


def card_form(offer: Offer) -> type[CardForm]:
    """Return the form with the fields that this card needs."""
    fields = {}
    for name in offer.gaps:
        make, label = _GAPS[name]
        fields[f"gap_{name}"] = make(label)
    return type("CardForm", (CardForm,), fields)
