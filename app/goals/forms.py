"""What a participant writes about goals and steps."""

from collections.abc import Iterable

from wtforms import BooleanField, HiddenField, RadioField, SelectChoice, TextAreaField
from wtforms.validators import DataRequired, Length

from app.core.forms import Form
from app.core.i18n import lazy
from app.domain.goals import Area, Doer, Drawer

TEXT_AT_MOST = 300
WHY_AT_MOST = 1000
NO_GOAL = ""

AREAS = {
    Area.HEALTH: lazy("Gesundheit"),
    Area.EVERYDAY: lazy("Alltag"),
    Area.PEOPLE: lazy("Menschen"),
    Area.HOUSING_MONEY: lazy("Wohnen und Geld"),
    Area.SELF_ORGANISATION: lazy("Ordnung und Überblick"),
    Area.WORK: lazy("Arbeit"),
}


def _trimmed(text: str | None) -> str:
    return (text or "").strip()


class GoalForm(Form):
    """A goal in own words."""

    id = HiddenField()
    text = TextAreaField(
        lazy("Mein Ziel"),
        [
            DataRequired(lazy("Hier fehlt noch Ihr Ziel. Ein Wort reicht.")),
            Length(max=TEXT_AT_MOST, message=lazy("Bitte etwas kürzer. 300 Zeichen gehen.")),
        ],
        filters=[_trimmed],
    )
    why = TextAreaField(
        lazy("Warum mir das wichtig ist"),
        [Length(max=WHY_AT_MOST, message=lazy("Bitte etwas kürzer. 1000 Zeichen gehen."))],
        filters=[_trimmed],
    )
    area = RadioField(
        lazy("Worum geht es?"),
        choices=[SelectChoice(area, words) for area, words in AREAS.items()],
        default=Area.HEALTH.value,
    )


class SmallerForm(Form):
    """A step in smaller words."""

    text = TextAreaField(
        lazy("Mein Schritt"),
        [
            DataRequired(lazy("Hier fehlt noch der Schritt. Ein Wort reicht.")),
            Length(max=TEXT_AT_MOST, message=lazy("Bitte etwas kürzer. 300 Zeichen gehen.")),
        ],
        filters=[_trimmed],
    )


class StepForm(SmallerForm):
    """A step: what, who, and for which goal."""

    goal = RadioField(lazy("Zu welchem Ziel?"), default=NO_GOAL)
    doer = RadioField(lazy("Wer macht es?"), default=Doer.ME.value)

    def offer(self, goals: Iterable[tuple[str, str]], guide: str) -> "StepForm":
        """Fill in whose goals and which guide there are: (id, words), and the guide's name."""
        self.goal.choices = [
            *(SelectChoice(goal_id, words) for goal_id, words in goals),
            SelectChoice(NO_GOAL, lazy("Kein Ziel")),
        ]
        doers = {Doer.ME: lazy("Ich")}
        if guide:
            doers |= {Doer.GUIDE: guide, Doer.TOGETHER: lazy("Wir zusammen")}
        self.doer.choices = [SelectChoice(doer, words) for doer, words in doers.items()]
        return self


class NewStepForm(StepForm):
    """A new step: also where it lies and who sees it."""

    id = HiddenField()
    drawer = RadioField(
        lazy("Wann?"),
        choices=[
            SelectChoice(Drawer.THIS_WEEK, lazy("Diese Woche")),
            SelectChoice(Drawer.SOME_DAY, lazy("Irgendwann")),
        ],
        default=Drawer.THIS_WEEK.value,
    )
    # Not ticked beforehand: what is shown is shown on purpose.
    shared = BooleanField(lazy("Diesen Schritt zeigen"))
