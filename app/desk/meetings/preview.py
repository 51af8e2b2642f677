"""A meeting as its participant will see it: the same macros, in the participant's language."""

from markupsafe import Markup

from app.core.i18n import speaking
from app.core.languages import tag
from app.core.names import called
from app.core.pages import render
from app.domain.appointments import Appointment
from app.domain.people import Person


def as_seen(appointment: Appointment, person: Person, guide: Person) -> Markup:
    """Return what stands on the person's page."""
    with speaking(person.language):
        html = render(
            "desk/as_seen.html",
            it=appointment,
            guide_name=called(guide.name),
            tongue=tag(guide.language),
        )
    return Markup(html)  # noqa: S704 - a template of ours, escaped like every page
