"""What someone chooses about reminders, and what a browser sends when it is switched on."""

from typing import Any

from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice  # newer than types
from wtforms.validators import InputRequired

from app.core.forms import DayField, Form
from app.core.i18n import lazy
from app.core.push import Subscription
from app.domain.reminders import Lead, ReminderChoice, Wishes


class ReminderForm(Form):
    """Off, or on with topics, time and words."""

    wanted = RadioField(
        lazy("Möchten Sie eine Erinnerung auf dem Handy?"),
        choices=[SelectChoice("no", lazy("Nein")), SelectChoice("yes", lazy("Ja"))],
    )
    meetings = BooleanField(lazy("Treffen und Termine"))
    messages = BooleanField(lazy("neue Nachricht"))
    letters = BooleanField(lazy("neuer Brief"))
    lead = RadioField(
        lazy("Wann möchten Sie an ein Treffen denken?"),
        choices=[
            SelectChoice(Lead.DAY_BEFORE_10.value, lazy("am Tag vorher um 10 Uhr")),
            SelectChoice(Lead.DAY_BEFORE_17.value, lazy("am Tag vorher um 17 Uhr")),
            SelectChoice(Lead.TWO_HOURS.value, lazy("am selben Tag, 2 Stunden vorher")),
        ],
    )
    level = RadioField(
        lazy("Was darf auf dem Handy stehen?"),
        choices=[
            SelectChoice("1", lazy("„Es ist etwas Neues für Sie da.“")),
            SelectChoice("2", lazy("„Eine kleine Erinnerung.“")),
            SelectChoice("3", lazy("Tag und Uhrzeit vom Treffen")),
        ],
    )

    @classmethod
    def of(cls, chosen: ReminderChoice | None) -> "ReminderForm":
        """Return the form with what was chosen; off if nothing was."""
        if chosen is None:
            preset = {"wanted": "no", "meetings": True, "lead": Lead.DAY_BEFORE_10, "level": "1"}
            return cls(data=preset)
        return cls(
            data={
                "wanted": "yes" if chosen.wants_any else "no",
                "meetings": chosen.meetings,
                "messages": chosen.messages,
                "letters": chosen.letters,
                "lead": chosen.lead.value,
                "level": str(chosen.level),
            }
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Also ask for a topic where reminders are wanted."""
        fine = super().validate(extra_validators)
        if self.wanted.data == "yes" and not any(
            (self.meetings.data, self.messages.data, self.letters.data)
        ):
            words = lazy("Bitte tippen Sie an, woran wir denken. Oder wählen Sie Nein.")
            self.meetings.errors = [words]
            return False
        return bool(fine)

    def wishes(self) -> Wishes:
        """Return what was chosen; "no" switches every topic off."""
        wanted = self.wanted.data == "yes"
        return Wishes(
            meetings=wanted and self.meetings.data,
            messages=wanted and self.messages.data,
            letters=wanted and self.letters.data,
            lead=Lead(self.lead.data),
            level=int(self.level.data),
        )


class QuietForm(Form):
    """A day until which nothing rings."""

    until = DayField(lazy("Bis zu diesem Tag"), [InputRequired(lazy("Bitte einen Tag wählen."))])


def subscription_from(given: Any) -> Subscription | None:
    """Return what a browser's `PushSubscription.toJSON()` says; None if it is something else."""
    try:
        endpoint, keys = given["endpoint"], given["keys"]
        found = (endpoint, keys["p256dh"], keys["auth"])
    except (TypeError, KeyError):
        return None
    return Subscription(*found) if all(isinstance(each, str) for each in found) else None
