"""Every answer of a push service, at three services: what happened is what the table says.

Counted: what went wrong, phones forgotten without reason, tries after the evening, and messages to
a service that has just refused us (somebody else's, too: the service is stopped, not the person).
"""

from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from app.domain.people import Person, Role, Salutation
from tests.bench.figures import Figures
from tests.people import make_person
from tests.proof._installation import Installation, installation
from tests.reminders.faults import FAULTS, HOSTS, Case, Meaning, Services, late, play, services

BERLIN = ZoneInfo("Europe/Berlin")
FIRST = datetime(2026, 11, 25, 10, tzinfo=BERLIN)  # a Wednesday; meetings are on Thursdays
REFUSALS = ("400", "401", "403", "413", "301", "302", "307")


def _somebody(built: Installation, number: int) -> Person:
    keys, programme = built.app.extensions["keys"], built.cast.programme
    return make_person(
        built.session, keys, programme, Role.PARTICIPANT, "Amira", f"Haddad-{number}",
        Salutation.FRAU,
    )  # fmt: skip


def _others_too(built: Installation, running: Services, due: datetime, host: str, name: str) -> int:
    """Return how many messages to a service followed its refusal within a minute."""
    evening = due.replace(hour=20)
    hers = Case(
        built.app, built.session, _somebody(built, 1), built.cast.jonas, running, due, evening
    )
    soon = due + timedelta(seconds=20)
    his = Case(
        built.app, built.session, _somebody(built, 2), built.cast.jonas, running, due, evening
    )
    hers.begin()
    running.moods[host] = FAULTS[name][1]
    hers.deliver(due)
    his.begin()
    his.deliver(soon)
    followed = sum(due < when <= soon for when in running.times(host))
    running.moods[host] = FAULTS["201"][1]
    for minutes in (31, 37, 61):  # repaired; nothing is left for the next
        his.deliver(due + timedelta(minutes=minutes))
    hers.end()
    his.end()
    return followed


def main() -> int:
    """Play every answer at every service; 0 if every goal is met."""
    figures, numbers = Figures(), count()
    wrong: list[str] = []
    forgotten = after = followed = cases = 0

    def next_day() -> datetime:
        return FIRST + timedelta(weeks=next(numbers))

    with (
        installation(waits_for_disk=False) as built,
        services(built.app, FIRST) as running,
    ):
        for name in FAULTS:
            for host in HOSTS:
                due, cases = next_day(), cases + 1
                case = Case(
                    built.app, built.session, _somebody(built, cases), built.cast.jonas, running,
                    due, due.replace(hour=20),
                )  # fmt: skip
                wrong += play(case, host, name)
                forgotten += any("gone" in each for each in case.wrong)
        for name in (each for each, (meaning, _) in FAULTS.items() if meaning is not Meaning.TAKEN):
            due = next_day()
            case = Case(
                built.app, built.session, _somebody(built, 0), built.cast.jonas, running,
                due, due.replace(hour=20),
            )  # fmt: skip
            after += late(case, HOSTS[0], name)
        for name in REFUSALS:
            for host in HOSTS:
                followed += _others_too(built, running, next_day(), host, name)
    print(*wrong, sep="\n")
    figures.at_least("push_faults", cases, "cases", 54)
    figures.at_most("push_faults_unlike_table", len(wrong), "cases", 0)
    figures.at_most("push_faults_phones_forgotten", forgotten, "phones", 0)
    figures.at_most("push_faults_after_deadline", after, "tries", 0)
    figures.at_most("push_faults_after_refusal", followed, "messages", 0)
    return 1 if figures.short else 0
