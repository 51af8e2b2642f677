"""The wall clock is believed while it runs on, and after a jump once somebody outside agrees."""

from datetime import UTC, datetime, timedelta

from app.reminders.wall_clock import WallClock

NOON = datetime(2026, 12, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Room:
    """A wall clock, a stopwatch beside it, and what somebody outside says when asked."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.asked = 0
        self.outside: datetime | None = None
        self._wall = WallClock(stopwatch=lambda: self.seconds)

    def believes(self, wall: datetime) -> bool:
        return self._wall.is_believed(wall, outside=self._ask)

    def _ask(self) -> datetime | None:
        self.asked += 1
        return self.outside


def room_at_noon() -> Room:
    room = Room()
    room.outside = NOON
    assert room.believes(NOON)
    room.asked = 0
    return room


def test_a_clock_that_runs_on_is_believed_without_asking_anybody() -> None:
    room = room_at_noon()
    room.seconds = 3600
    assert room.believes(NOON + HOUR)
    room.seconds = 7200
    assert room.believes(NOON + 2 * HOUR + timedelta(minutes=9)), "small corrections are usual"
    assert room.asked == 0


def test_a_jump_is_not_believed_and_its_repair_is() -> None:
    for jump in (HOUR, -HOUR, timedelta(days=365)):
        room = room_at_noon()
        room.seconds = 60
        room.outside = NOON + timedelta(minutes=1)
        assert not room.believes(NOON + jump)
        room.outside = None
        assert not room.believes(NOON + jump), "nobody to ask is nobody who agrees"
        assert room.believes(NOON + timedelta(minutes=1))


def test_a_jump_that_is_the_truth_is_believed() -> None:
    room = room_at_noon()
    room.outside = NOON + 3 * HOUR  # a machine that was stopped, stopwatch and all
    assert room.believes(NOON + 3 * HOUR)
    assert room.believes(NOON + 3 * HOUR)
    assert room.asked == 1


def test_whoever_starts_by_a_wrong_clock_is_told_so() -> None:
    room = Room()
    room.outside = NOON
    assert not room.believes(NOON + HOUR)
    room.outside = None
    assert not room.believes(NOON + HOUR), "once doubted, it needs somebody who agrees"
    room.outside = NOON
    assert room.believes(NOON)


def test_whoever_starts_alone_goes_by_the_wall() -> None:
    room = Room()
    assert room.believes(NOON)
