"""What is true of a letter: it is prepared in the open, and then it stays as it was shown."""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from app.calm.facts import Fact, Role
from app.calm.letter_kinds import Label, Sender
from app.domain.letters import Letter, LetterIsReleased
from app.domain.release import TIME_TO_TAKE_BACK, shown_from
from app.domain.sealed import lend_keyring

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


class OneKey:
    def newest(self, person_id: uuid.UUID) -> tuple[int, bytes]:
        return 1, bytes(32)

    def key(self, person_id: uuid.UUID, version: int) -> bytes:
        return bytes(32)


@pytest.fixture
def letter() -> Iterator[Letter]:
    with lend_keyring(OneKey()):
        yield Letter(
            participant_id=uuid.uuid4(),
            author_id=uuid.uuid4(),
            kind="nein",
            sender=Sender.JOBCENTER,
            created_at=NOW,
        )


def test_a_fact_replaces_the_one_with_its_role(letter: Letter) -> None:
    letter.tick(Fact(Role.WHAT, "ein Bett"))
    letter.tick(Fact(Role.REASON, "zu spät"))
    letter.tick(Fact(Role.WHAT, "ein Schrank"))
    assert [fact.value for fact in letter.facts] == ["zu spät", "ein Schrank"]
    letter.untick(Role.REASON)
    letter.untick(Role.REASON)
    assert [fact.role for fact in letter.facts] == [Role.WHAT]


def test_the_letters_own_date_is_the_date_of_the_envelope(letter: Letter) -> None:
    letter.letter_on = date(2026, 11, 1)
    letter.tick(Fact(Role.REPLY_UNTIL, date(2026, 12, 1), "bis 1.12.2026"))
    assert letter.letter_on == date(2026, 11, 1)
    letter.tick(Fact(Role.LETTER_DATE, date(2026, 11, 4), "4.11.2026"))
    assert letter.letter_on == date(2026, 11, 4)


def test_a_released_letter_does_not_change_any_more(letter: Letter) -> None:
    letter.release(at=NOW)
    for change in (
        lambda: letter.tick(Fact(Role.WHAT, "x")),
        lambda: letter.untick(Role.WHAT),
        lambda: letter.release(at=NOW),
        letter.check_is_draft,
    ):
        with pytest.raises(LetterIsReleased):
            change()


def test_only_news_that_is_not_good_is_hard(letter: Letter) -> None:
    assert not letter.is_hard
    for label in Label:
        letter.label = label
        assert letter.is_hard is (label is Label.SCHWER)


def test_a_letter_can_be_taken_back_until_it_is_shown(letter: Letter) -> None:
    letter.release(at=NOW + timedelta(minutes=10))
    assert letter.is_waiting(now=NOW)
    letter.take_back(now=NOW + timedelta(minutes=9))
    letter.check_is_draft()
    letter.release(at=NOW + timedelta(minutes=10))
    for late in (letter.take_back, letter.show_now):
        with pytest.raises(LetterIsReleased):
            late(now=NOW + timedelta(minutes=10))


def test_a_waiting_letter_can_be_shown_at_once(letter: Letter) -> None:
    letter.release(at=NOW + timedelta(minutes=10))
    letter.show_now(now=NOW)
    assert not letter.is_waiting(now=NOW)


def test_a_wished_day_begins_at_nine_and_leaves_time_to_take_back() -> None:
    zone = "Europe/Berlin"
    now = datetime(2026, 11, 27, 13, tzinfo=UTC)
    assert shown_from(now, on=None, zone=zone) == now + TIME_TO_TAKE_BACK
    monday = shown_from(now, on=date(2026, 11, 30), zone=zone)
    assert monday == datetime(2026, 11, 30, 8, tzinfo=UTC)
    assert shown_from(now, on=date(2026, 11, 20), zone=zone) == now + TIME_TO_TAKE_BACK
