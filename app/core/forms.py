"""The ground of every form: what is missing or too long is said by us, in calm words.

A browser would say it in words of its own, in its own language and colours, and `maxlength` cuts
what somebody pastes without a word.
"""

import re
from datetime import date, time
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, Field, SelectMultipleField, TimeField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.core.hours import day_names
from app.core.i18n import _, lazy
from app.domain.hours import Hours

_TIME = re.compile(r"(?P<h>\d{1,2})(?:[:.](?P<m>\d{2}))?(?::\d{2})?(?: ?Uhr)?")
_PHONE = re.compile(r"\+?[\d ()/\-]{5,30}")  # digits of any script
_DAYS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),  # what date fields send
    re.compile(r"(?P<d>\d{1,2})\. ?(?P<m>\d{1,2})\. ?(?P<y>\d{4})"),  # what people type
)
_LEFT_TO_US = {"required": False, "minlength": False, "maxlength": False}


class _OurWords:
    """Speaks in place of the library, which has English words for what no form of ours says."""

    def gettext(self, _text: str) -> str:
        """Return the one sentence for all of them."""
        return _("Das passt noch nicht. Bitte noch einmal schauen.")

    def ngettext(self, singular: str, _plural: str, _count: int) -> str:
        """Return the same sentence."""
        return self.gettext(singular)


class Form(FlaskForm):
    """A form whose rules are told by the server alone."""

    class Meta(FlaskForm.Meta):
        """How fields are drawn."""

        def get_translations(self, _form: object) -> _OurWords:
            """Return who speaks for the library."""
            return _OurWords()

        def render_field(self, field: Field, render_kw: dict[str, Any]) -> Any:
            """Draw the field without the browser's own rules."""
            return super().render_field(field, _LEFT_TO_US | render_kw)


def one_line(text: str | None) -> str:
    """Return the text with single spaces inside and none around it."""
    return " ".join((text or "").split())


def check_phone(_form: FlaskForm, field: Field) -> None:
    """Accept what people write as a phone number, or nothing."""
    if field.data and not _PHONE.fullmatch(field.data):
        raise ValidationError(lazy("Bitte nur Ziffern, zum Beispiel 0221 4710 100."))


class ClockField(TimeField):
    """A time of day: "10:30", "10.30" or "10"."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the time; what was typed stays in the field."""
        self.data = None
        typed = valuelist[0].strip() if valuelist else ""
        if not typed:
            return
        found = _TIME.fullmatch(typed)
        try:
            self.data = time(int(found["h"]), int(found["m"] or 0)) if found else None
        except ValueError:
            self.data = None
        if self.data is None:
            raise ValueError(lazy("Bitte eine Uhrzeit wie 10:30."))


class DayField(DateField):
    """A day, as the browser's calendar sends it or as people type it."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day; what was typed stays in the field."""
        self.data = None
        typed = valuelist[0].strip() if valuelist else ""
        if not typed:
            return
        for pattern in _DAYS:
            if found := pattern.fullmatch(typed):
                try:
                    self.data = date(int(found["y"]), int(found["m"]), int(found["d"]))
                except ValueError:
                    break
                return
        raise ValueError(lazy("Diesen Tag gibt es im Kalender nicht. Bitte noch einmal schauen."))


class HoursForm(Form):
    """A form with days of the week, and from when to when."""

    days = SelectMultipleField(
        lazy("An welchen Tagen?"),
        coerce=int,
        choices=lambda: list(enumerate(day_names(), start=1)),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    past_midnight = False  # a crisis service may close on the next day
    opens = ClockField(lazy("Ab welcher Uhrzeit?"))
    closes = ClockField(lazy("Bis zu welcher Uhrzeit?"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Days and times belong together; none of them is an answer too."""
        super().validate(extra_validators)
        opens, closes = self.opens.data, self.closes.data
        if self.days.data and opens and closes:
            if opens == closes or (opens > closes and not self.past_midnight):
                self.closes.errors = [lazy("Diese Uhrzeit liegt vor der ersten.")]
        elif (self.days.data or opens or closes) and not self.errors:
            words = lazy("Bitte die Tage und beide Uhrzeiten. Oder alles leer lassen.")
            self.days.errors = [words]
        return not self.errors

    def show(self, hours: Hours) -> None:
        """Fill in what is known."""
        self.days.data = list(hours.days)
        if hours:
            self.opens.data, self.closes.data = hours.opens, hours.closes

    def hours(self) -> Hours:
        """Return the hours of a valid form."""
        opens, closes = self.opens.data, self.closes.data
        return Hours.on(self.days.data or (), opens or time(), closes or time())
