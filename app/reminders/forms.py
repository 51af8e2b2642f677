"""What someone chooses about reminders, and what a browser sends when it is switched on."""

from collections.abc import Collection, Mapping
from typing import Any

from wtforms import BooleanField, Field, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # newer than types
from wtforms.validators import InputRequired

from app.core.forms import DayField, Form, check_phone
from app.core.i18n import lazy
from app.core.mail import mail_address
from app.core.phone import international, plain_digits
from app.core.push import Subscription
from app.domain.reminders import Lead, ReminderChoice, Wishes
from app.domain.ways import OtherWay, Way

_LEFT_TO_RIGHT = {"dir": "ltr"}  # in every script


class ReminderForm(Form):
    """Off, or on with topics, ways, time and words."""

    wanted = RadioField(
        lazy("Möchten Sie eine Erinnerung?"),
        choices=[SelectChoice("no", lazy("Nein")), SelectChoice("yes", lazy("Ja"))],
    )
    by_push = BooleanField(lazy("auf dem Handy"))
    by_email = BooleanField(lazy("per E-Mail, ohne Inhalt"))
    email = StringField(
        lazy("Ihre E-Mail-Adresse"), render_kw=_LEFT_TO_RIGHT | {"inputmode": "email"}
    )
    by_sms = BooleanField(lazy("per SMS, ohne Inhalt"))
    sms = StringField(lazy("Ihre Handynummer"), render_kw=_LEFT_TO_RIGHT | {"inputmode": "tel"})
    by_call = BooleanField(lazy("Bitte anrufen, vor einem Treffen"))
    call = StringField(
        lazy("Unter welcher Nummer?"), render_kw=_LEFT_TO_RIGHT | {"inputmode": "tel"}
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
        lazy("Was darf in der Erinnerung stehen?"),
        choices=[
            SelectChoice("1", lazy("„Es ist etwas Neues für Sie da.“")),
            SelectChoice("2", lazy("„Eine kleine Erinnerung.“")),
            SelectChoice("3", lazy("Tag und Uhrzeit vom Treffen")),
        ],
    )

    offered: Collection[Way] = frozenset(Way)

    @classmethod
    def of(
        cls,
        chosen: ReminderChoice | None,
        others: Mapping[Way, OtherWay],
        offered: Collection[Way],
    ) -> "ReminderForm":
        """Return the form with what was chosen. Where all is off, "Ja" alone is enough."""
        data: dict[str, Any] = {"wanted": "no", "by_push": True, "meetings": True}
        data |= {"lead": Lead.DAY_BEFORE_10.value, "level": "1"}
        if chosen is not None:
            data |= {"lead": chosen.lead.value, "level": str(chosen.level)}
        if chosen is not None and (chosen.wants_any or others):
            data |= {
                "wanted": "yes",
                "by_push": chosen.by_push,
                "meetings": chosen.meetings,
                "messages": chosen.messages,
                "letters": chosen.letters,
            }
        for way, row in others.items():
            data |= {f"by_{way.value}": True, way.value: row.address}
        form = cls(data=data)
        form.offered = offered
        return form

    @property
    def _is_wanted(self) -> bool:
        return bool(self.wanted.data == "yes")

    def validate(self, extra_validators: Any = None) -> bool:
        """Also ask for a topic, a way and its address where reminders are wanted.

        What was typed for a way that is not wanted is nobody's mistake: its field is not even seen.
        """
        numbers = {Way.SMS, Way.CALL} & set(self._ticked()) if self._is_wanted else set()
        super().validate({way.value: [check_phone] for way in numbers} | (extra_validators or {}))
        if not self._is_wanted:
            return not self.errors
        if not any((self.meetings.data, self.messages.data, self.letters.data)):
            words = lazy("Bitte tippen Sie an, woran wir denken. Oder wählen Sie Nein.")
            self.meetings.errors = [words]
        if not self.by_push.data and not self._ticked():
            words = lazy("Bitte tippen Sie einen Weg an. Oder wählen Sie Nein.")
            self.by_push.errors = [words]
        if Way.EMAIL in self._ticked() and not mail_address(self.email.data or ""):
            self.email.errors = [lazy("Bitte eine Adresse wie name@beispiel.de.")]
        if Way.SMS in self._ticked() and not international(self.sms.data or ""):
            self.sms.errors = [lazy("Bitte eine Handynummer, zum Beispiel 0151 2345678.")]
        return not self.errors

    def _ticked(self) -> list[Way]:
        fields: dict[Way, Field] = {
            Way.EMAIL: self.by_email,
            Way.SMS: self.by_sms,
            Way.CALL: self.by_call,
        }
        return [way for way, field in fields.items() if way in self.offered and field.data]

    def wishes(self) -> Wishes:
        """Return what was chosen; "no" switches every topic off."""
        wanted = self._is_wanted
        return Wishes(
            meetings=wanted and self.meetings.data,
            messages=wanted and self.messages.data,
            letters=wanted and self.letters.data,
            lead=Lead(self.lead.data),
            level=int(self.level.data),
            by_push=self.by_push.data,
        )

    def ways(self) -> dict[Way, str]:
        """Return the other ways of a valid form, with their addresses; none for "no"."""
        addresses = {
            Way.EMAIL: mail_address(self.email.data or ""),
            Way.SMS: (self.sms.data or "").strip(),
            Way.CALL: (self.call.data or "").strip(),
        }
        return {way: addresses[way] for way in self._ticked() if self._is_wanted}


class CodeForm(Form):
    """The digits that came to an address."""

    code = StringField(lazy("Die 6 Ziffern"))

    @property
    def digits(self) -> str:
        """The digits of what was typed, in any script."""
        return plain_digits(self.code.data or "")


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
