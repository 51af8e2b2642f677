"""When what a guide sends is shown: at once, on the next office morning, or as the guide wishes."""

from datetime import datetime
from typing import Any

from wtforms import Field, HiddenField

from app.core.forms import ClockField, DayField
from app.core.i18n import lazy
from app.domain.quiet import SHOWS, NotThen, Unfit
from app.messages.forms import SendingForm

THEN = "then"
_WHY = {
    Unfit.DAY_IS_OVER: lazy("Dieser Tag ist schon vorbei. Bitte einen anderen."),
    Unfit.TIME_IS_OVER: lazy("Diese Uhrzeit ist heute schon vorbei."),
    Unfit.TOO_FAR: lazy("Das sind mehr als 60 Tage."),
    Unfit.QUIET_DAY: lazy("Dieser Tag ist ein Sonntag oder Feiertag."),
    Unfit.NIGHT: lazy("Zu dieser Uhrzeit ist Ruhe: von 20 bis 8 Uhr."),
}
_OF_THE_TIME = frozenset({Unfit.TIME_IS_OVER, Unfit.NIGHT})


class LaterForm(SendingForm):
    """What a guide sends. A day and a time of the guide's own count with „Dann senden“."""

    when = HiddenField()
    then_day = DayField(lazy("Tag"))
    then_time = ClockField(lazy("Uhrzeit"), default=SHOWS)
    instead: datetime | None = None  # what would do, once the chosen moment was refused

    @property
    def is_then_typed(self) -> bool:
        """Whether a day or another time than the given one was typed, readable or not."""
        has_day, has_time = _is_typed(self.then_day), _is_typed(self.then_time)
        return has_day or (has_time and self.then_time.data != SHOWS)

    @property
    def asks_for_then(self) -> bool:
        """Whether the guide's own moment counts: by its button, or as typed if none was pressed."""
        return self.when.data == THEN or (not self.when.data and self.is_then_typed)

    @property
    def then_is_open(self) -> bool:
        """Whether the fields are to be seen at once."""
        return self.is_then_typed or bool(self.then_day.errors or self.then_time.errors)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields; a day that does not count is in nobody's way."""
        super().validate(extra_validators)
        if self.asks_for_then:
            self.check_then()
        else:
            self.then_day.errors = self.then_time.errors = []
        return not self.errors

    def check_then(self) -> bool:
        """Whether the guide's own moment is whole; else its fields say what is missing."""
        day, clock_time = self.then_day, self.then_time
        if day.validate(self) and not day.data:
            day.errors = [lazy("Bitte noch einen Tag wählen.")]
        if clock_time.validate(self) and not clock_time.data:
            clock_time.errors = [lazy("Bitte noch die Uhrzeit.")]
        return not (day.errors or clock_time.errors)

    @property
    def then(self) -> datetime:
        """The wall time (naive) of a moment that is whole."""
        if self.then_day.data is None or self.then_time.data is None:
            raise ValueError
        return datetime.combine(self.then_day.data, self.then_time.data)

    def refuse(self, refused: NotThen, *, wish: str) -> None:
        """Say why that moment does not do; `wish` is what the person asked for, in words."""
        field = self.then_time if refused.why in _OF_THE_TIME else self.then_day
        field.errors = [_WHY.get(refused.why, wish)]
        self.instead = refused.instead


def _is_typed(field: Field) -> bool:
    return any(each.strip() for each in field.raw_data or ())
