"""What is true of a letter: it is prepared in the open, and then it stays as it was shown."""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from app.calm.facts import Fact, Role
from app.calm.letter_kinds import Label, Sender
from app.domain.letters import Letter, LetterIsReleased
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
