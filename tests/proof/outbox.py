"""Thousands of lives of the outbox, with power cuts at any moment and two workers at once.

Played by Hypothesis: people plan, move, cancel, write, choose and change phones; push services
refuse and stumble; workers die just before or after a commit or a message, or overtake each other.
"""

from tests.bench.figures import Figures
from tests.proof._installation import installation
from tests.reminders.crashes import house
from tests.reminders.test_crashes import play

RUNS, STEPS = 5000, 20


def main(runs: int = RUNS) -> int:
    """Play and count; 0 if every goal is met."""
    figures = Figures()
    with installation(waits_for_disk=False) as built:
        cast = built.cast
        with house(built.app, built.session, [cast.amira, cast.samir], cast.jonas) as played:
            try:
                play(played, runs=runs, steps=STEPS)
            except AssertionError as error:
                print(*getattr(error, "__notes__", ()), *played.wrong, sep="\n")
    figures.at_least("outbox_power_cuts", played.cuts, "cuts", runs / 2)
    figures.at_least("outbox_pushes", played.told, "pushes", runs)
    figures.at_most("outbox_missed", len(played.missed), "reminders", 0)
    figures.at_most("outbox_doubles", len(played.doubles), "pushes", 0)
    figures.at_most("outbox_unexplained", len(played.unexplained), "rows", 0)
    return 1 if figures.short else 0
