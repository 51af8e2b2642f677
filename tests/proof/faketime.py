"""A real worker while its wall clock jumps: two hours, a year, and over both changes of the clocks.

libfaketime changes the clock under the running process. Counted: reminders told twice or not at
all, reminders told before their true time, and how soon the worker looks again by itself.
"""

import tempfile
from pathlib import Path

from tests.bench.figures import Figures
from tests.proof._installation import installation
from tests.reminders.jumps import STORIES, running


def main() -> int:
    """Tell the stories; 0 if every goal is met, 1 also if libfaketime is missing."""
    figures = Figures()
    wrong, doubles, told = [], 0, 0
    with tempfile.TemporaryDirectory() as folder, installation() as built:
        cast = built.cast
        with running(built.app, built.session, cast.amira, cast.jonas, Path(folder)) as jumps:
            for story in STORIES:
                jumps.service.received.clear()
                jumps.wrong.clear()
                story(jumps)
                wrong += [f"{story.__name__}: {each}" for each in jumps.wrong]
                tags = jumps.tags()
                told += len(tags)
                doubles += len(tags) - len(set(tags))
            alone = jumps.looks_by_itself()
    print(*wrong, sep="\n")
    figures.at_least("faketime_told", told, "reminders", 8)
    figures.at_most("faketime_doubles", doubles, "reminders", 0)
    figures.at_most("faketime_early", jumps.early, "reminders", 0)
    figures.at_most("faketime_not_as_told", len(wrong), "looks", 0)
    figures.at_most("faketime_looks_again", alone, "s", 65)
    return 1 if figures.short else 0
