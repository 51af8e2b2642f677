"""Whether a push ever reaches somebody else's phone, in 2,000 things that four people do by chance.

Twelve phones that change hands: signing in and out (with a network and without), new cards, shared
phones, reminders switched on and off. Every push is held against who is signed in where it arrived.
"""

from app.domain.people import Role, Salutation
from tests.bench.figures import Figures
from tests.people import make_person
from tests.proof._installation import installation
from tests.reminders.hands import walking

STEPS, SEED = 2000, 20261125


def main(steps: int = STEPS) -> int:
    """Walk and count; 0 if every goal is met."""
    figures = Figures()
    with installation(waits_for_disk=False) as built:
        keys, cast = built.app.extensions["keys"], built.cast
        namesakes = [
            make_person(
                built.session, keys, cast.programme, Role.PARTICIPANT, each.first_name,
                each.last_name, Salutation.FRAU,
            )
            for each in (cast.amira, cast.samir)
        ]  # fmt: skip
        built.session.commit()
        people = [cast.amira, cast.samir, *namesakes]
        with walking(built.app, built.session, people, cast.jonas, seed=SEED) as hands:
            hands.walk(steps)
    print(*hands.wrong, sep="\n")
    figures.at_least("right_person_steps", steps, "steps", 2000)
    figures.at_least("right_person_pushes", hands.told, "pushes", 200)
    figures.at_most("right_person_wrong", len(hands.wrong), "pushes", 0)
    return 1 if figures.short else 0
