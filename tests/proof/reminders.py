"""Reminders: at the right time on the wall, and never of what is not so any more.

100,000 random meetings of ten years, a tenth of them around the nights in which the clocks change;
and 10,000 random sequences of planning, moving, cancelling, undoing, answering, writing, choosing
and asking for quiet, through the real actions and the real worker on SQLite.
"""

import tempfile
from pathlib import Path

from tests.bench.figures import Figures
from tests.bench.house import house
from tests.support import wall_times
from tests.support.sequences import Street

MEETINGS, SEQUENCES, PEOPLE = 100_000, 10_000, 200
SEED = 20261125
SHOWN = 20  # of what is wrong


def dst(figures: Figures) -> None:
    """Count meetings that are reminded of at a wrong time."""
    found = wall_times.look_at(MEETINGS, seed=SEED)
    print(*found.wrong[:SHOWN], sep="\n")
    figures.at_least("dst_meetings", found.meetings, "meetings", MEETINGS)
    figures.at_least("dst_near_a_change", found.near_a_change, "meetings", MEETINGS // 10)
    figures.at_most("dst_wrong", len(found.wrong), "reminders", 0)


def supersede(figures: Figures) -> None:
    """Count notices that are stale, double, or ring in quiet time."""
    with (
        tempfile.TemporaryDirectory(prefix="reminders-") as folder,
        house(Path(folder), participants=PEOPLE, origin="http://localhost") as built,
    ):
        found = Street(built, seed=SEED).run(SEQUENCES // PEOPLE)
    wrong = (*found.stale, *found.double, *found.unquiet)
    print(*wrong[:SHOWN], sep="\n")
    print(f"{found.steps} steps, {found.notices} notices")
    figures.at_least("supersede_sequences", found.sequences, "sequences", SEQUENCES)
    figures.at_least("supersede_notices", found.notices, "notices", SEQUENCES)
    figures.at_most("supersede_stale", len(found.stale), "notices", 0)
    figures.at_most("supersede_double", len(found.double), "notices", 0)
    figures.at_most("supersede_in_quiet_time", len(found.unquiet), "notices", 0)


def main() -> int:
    """Say the figures; 0 if every goal is met."""
    figures = Figures()
    dst(figures)
    supersede(figures)
    return 1 if figures.short else 0
