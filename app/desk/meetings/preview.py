"""A meeting as its participant will see it, in the participant's language."""

from dataclasses import dataclass
from datetime import datetime

from app.core.i18n import _, moment, speaking
from app.core.languages import Language
from app.desk.meetings.actions import Plan
from app.domain.appointments import Kind
from app.domain.people import Person


@dataclass(frozen=True)
class Preview:
    """The lines of the phone frame."""

    language: Language
    chip: str
    when: str
    lines: tuple[str, ...]
    others: tuple[str, ...]


def preview(plan: Plan, person: Person, *, now: datetime) -> Preview:
    """Return what the person will see, in the person's language."""
    today = now.date()
    with speaking(person.language) as language:
        return Preview(
            language=language,
            chip=_("Vom Jobcenter") if plan.official else _("Freiwillig"),
            when=moment(plan.starts, today=today),
            lines=_lines(plan),
            others=tuple(moment(each, today=today) for each in plan.others),
        )


def _lines(plan: Plan) -> tuple[str, ...]:
    lines = [
        _kinds()[plan.kind],
        _("Dauer: etwa %(minutes)s Minuten.", minutes=plan.minutes),
    ]
    if plan.place:
        lines.append(_("Wo: %(place)s", place=plan.place))
    if plan.way:
        lines.append(_("So kommen Sie hin: %(way)s", way=plan.way))
    if plan.official:
        if plan.topic:
            lines.append(_("Thema im Brief: «%(topic)s»", topic=plan.topic))
        lines.append(_("Dieser Termin ist vom Jobcenter."))
        if plan.phone:
            lines.append(_("Zu- oder absagen geht dort: %(phone)s", phone=plan.phone))
    elif plan.bring:
        lines.append(_("Mitbringen: %(things)s", things=plan.bring))
    else:
        lines.append(_("Mitbringen: nichts."))
    return tuple(lines)


def _kinds() -> dict[Kind, str]:
    return {
        Kind.OFFICE: _("Im Büro"),
        Kind.WALK: _("Spaziergang"),
        Kind.HOME_VISIT: _("Bei Ihnen zu Hause"),
        Kind.GOING_ALONG: _("Begleitung"),
        Kind.PHONE: _("Am Telefon"),
        Kind.VIDEO: _("Per Video"),
        Kind.GROUP: _("In der Gruppe"),
    }
