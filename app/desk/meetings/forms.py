"""What a guide types about a meeting: days and times as wall time in the programme's zone."""

from datetime import date, datetime, time, timedelta
from typing import Any

from wtforms import (
    Field,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length

from app.core.forms import ClockField, DayField, Form
from app.core.i18n import lazy
from app.domain.appointments import Kind

FARTHEST = timedelta(days=731)  # two years: beyond that it is a slip in the year
NOTHING = "nichts"
LENGTHS = (15, 30, 45, 60, 90, 120, 180)  # minutes
_TOO_LONG = lazy("Das ist sehr lang. Bitte kürzer.")


class TimedForm(Form):
    """A form with days and times. `here` is now in the programme's zone."""

    def __init__(self, *args: Any, here: datetime, **values: Any) -> None:
        super().__init__(*args, **values)
        self.here = here

    def check_ahead(self, day: Field, clock_time: Field) -> None:
        """Put a sentence at the field that cannot be meant: past, or more than two years ahead."""
        if day.data is None:
            return
        if day.data < self.here.date():
            day.errors = [lazy("Dieser Tag ist schon vorbei. Bitte einen anderen.")]
        elif day.data - self.here.date() > FARTHEST:
            day.errors = [lazy("Das sind mehr als zwei Jahre. Bitte auf das Jahr schauen.")]
        elif clock_time.data and wall(day.data, clock_time.data) <= self.here.replace(tzinfo=None):
            clock_time.errors = [lazy("Diese Uhrzeit ist heute schon vorbei.")]

    def check_pair(self, day: Field, clock_time: Field) -> None:
        """A day needs its time and the other way round; both may be empty."""
        if day.errors or clock_time.errors:
            return
        if day.data and not clock_time.data:
            clock_time.errors = [lazy("Bitte noch die Uhrzeit.")]
        elif clock_time.data and not day.data:
            day.errors = [lazy("Bitte noch einen Tag wählen.")]
        else:
            self.check_ahead(day, clock_time)


def wall(day: date, clock_time: time) -> datetime:
    """Return the wall time (naive)."""
    return datetime.combine(day, clock_time)


class ChangeForm(TimedForm):
    """A change of a meeting; `was` is the wall time it had as the form was shown."""

    was = HiddenField()


class MoveForm(ChangeForm):
    """A new day and time."""

    day = DayField(lazy("Neuer Tag"), [InputRequired(lazy("Bitte noch einen Tag wählen."))])
    time = ClockField(lazy("Neue Uhrzeit"), [InputRequired(lazy("Bitte noch die Uhrzeit."))])
    sure = HiddenField()

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and that the time is ahead."""
        ok = super().validate(extra_validators)
        if ok:
            self.check_ahead(self.day, self.time)
        return not self.errors


class CancelForm(ChangeForm):
    """Nothing, or another day as a proposal."""

    id = HiddenField()
    day = DayField(lazy("Anderer Tag"))
    time = ClockField(lazy("Uhrzeit"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check that the proposal is whole, if there is one."""
        super().validate(extra_validators)
        self.check_pair(self.day, self.time)
        return not self.errors


class MeetingForm(TimedForm):
    """A new meeting of ours, or an appointment that the Jobcenter set."""

    id = HiddenField()
    owner = RadioField(
        lazy("Wer lädt ein?"),
        choices=[SelectChoice("ours", lazy("wir")), SelectChoice("office", lazy("das Jobcenter"))],
        default="ours",
    )
    kind = RadioField(
        lazy("Wie treffen Sie sich?"),
        [InputRequired(lazy("Bitte noch auswählen."))],
        choices=[
            SelectChoice(Kind.OFFICE, lazy("im Büro")),
            SelectChoice(Kind.WALK, lazy("draußen, Spaziergang")),
            SelectChoice(Kind.HOME_VISIT, lazy("zu Hause")),
            SelectChoice(Kind.GOING_ALONG, lazy("Begleitung")),
            SelectChoice(Kind.PHONE, lazy("am Telefon")),
            SelectChoice(Kind.VIDEO, lazy("per Video")),
            SelectChoice(Kind.GROUP, lazy("in der Gruppe")),
        ],
        default=Kind.OFFICE,
    )
    day = DayField(lazy("Tag"), [InputRequired(lazy("Bitte noch einen Tag wählen."))])
    time = ClockField(lazy("Uhrzeit"), [InputRequired(lazy("Bitte noch die Uhrzeit."))])
    minutes = SelectField(
        lazy("Dauer in Minuten, etwa"),
        coerce=int,
        choices=[SelectChoice(each, str(each)) for each in LENGTHS],
        default=30,
    )
    place = StringField(lazy("Ort"), [Length(max=200, message=_TOO_LONG)])
    way = TextAreaField(lazy("So kommt man hin"), [Length(max=500, message=_TOO_LONG)])
    bring = StringField(lazy("Mitbringen"), [Length(max=200, message=_TOO_LONG)], default=NOTHING)
    topic = StringField(lazy("Thema, wie es im Brief steht"), [Length(max=200, message=_TOO_LONG)])
    phone = StringField(lazy("Telefon dort"), [Length(max=40, message=_TOO_LONG)])
    other_day_1 = DayField(lazy("Anderer Tag"))
    other_time_1 = ClockField(lazy("Uhrzeit"))
    other_day_2 = DayField(lazy("Noch ein Tag"))
    other_time_2 = ClockField(lazy("Uhrzeit"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, that all times are ahead, and that alternatives are whole."""
        super().validate(extra_validators)
        self.check_pair(self.day, self.time)
        self.check_pair(self.other_day_1, self.other_time_1)
        self.check_pair(self.other_day_2, self.other_time_2)
        return not self.errors

    @property
    def starts(self) -> datetime:
        """The wall time of a valid form."""
        if self.day.data is None or self.time.data is None:
            raise ValidationError
        return wall(self.day.data, self.time.data)

    @property
    def others(self) -> list[datetime]:
        """The wall times that are offered beside it; an official appointment offers none."""
        if self.owner.data == "office":
            return []
        pairs = (
            (self.other_day_1.data, self.other_time_1.data),
            (self.other_day_2.data, self.other_time_2.data),
        )
        return [wall(day, clock_time) for day, clock_time in pairs if day and clock_time]
