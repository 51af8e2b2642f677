"""The phrasebook is complete, and encouragements stay free of demands."""

import re

import pytest

from app.calm.phrases import (
    NOTICES,
    OCCASION_TITLES,
    PHRASES,
    REPLIES,
    SITUATIONS,
    Group,
    Occasion,
    encouragements,
)


def test_all_phrases_are_there() -> None:
    expected = [
        f"{kind}{n}" for kind, last in (("E", 61), ("T", 43), ("Q", 42)) for n in range(1, last + 1)
    ]
    assert list(PHRASES) == expected
    assert all(phrase.id == id_ for id_, phrase in PHRASES.items())


def test_no_text_stands_twice() -> None:
    assert len({phrase.text for phrase in PHRASES.values()}) == len(PHRASES)


@pytest.mark.parametrize("occasion", Occasion)
def test_each_occasion_offers_three_phrases_even_with_an_open_date(occasion: Occasion) -> None:
    assert len(encouragements(occasion, open_date=True)) >= 3


def test_every_encouragement_has_an_occasion_and_nothing_else_has() -> None:
    for phrase in PHRASES.values():
        assert (phrase.occasion is not None) == (phrase.group is Group.ENCOURAGEMENT)
    assert set(OCCASION_TITLES) == set(Occasion)


def test_nothing_to_do_is_only_said_without_an_open_date() -> None:
    careful = {phrase.id for phrase in PHRASES.values() if phrase.only_without_open_date}
    assert careful == {"E30", "E35"}
    offered = {p.id for occasion in Occasion for p in encouragements(occasion, open_date=True)}
    assert not careful & offered
    assert "E30" in {p.id for p in encouragements("einfach_so")}


def test_an_encouragement_asks_nothing_and_names_no_appointment() -> None:
    for phrase in PHRASES.values():
        if phrase.group is Group.ENCOURAGEMENT:
            assert "?" not in phrase.text
            assert "%(" not in phrase.text
            assert len(re.findall(r"[.!?]", phrase.text)) <= 3


def test_notices_and_replies_are_kept_apart() -> None:
    assert {phrase.group for phrase in NOTICES} == {Group.NOTICE}
    assert {phrase.group for phrase in REPLIES} == {Group.REPLY}


# What these say is told by the app when it happens: nobody sends them by hand.
TOLD_BY_THE_APP = {"T1", "T5", "T6", "T7", "T8", "T9", "T19", "T21", "T22", "T23"}


def test_every_sentence_is_found_in_one_situation() -> None:
    replies = [phrase for each in SITUATIONS for phrase in each.replies]
    assert sorted(replies, key=REPLIES.index) == list(REPLIES), "each once"
    by_hand = [phrase for each in SITUATIONS for phrase in each.notices]
    assert len(by_hand) == len(set(by_hand))
    assert {each.id for each in NOTICES} - {each.id for each in by_hand} == TOLD_BY_THE_APP


def test_no_situation_is_a_search() -> None:
    assert all(3 <= len(each.replies) <= 12 for each in SITUATIONS)
    assert all(2 <= len(each.notices) <= 10 for each in SITUATIONS)


def test_a_notice_takes_its_values() -> None:
    values = {"day": "Dienstag, 24. November", "time": "10 Uhr", "place": "Rathaus"}
    assert PHRASES["T1"].text % values == (
        "Unser Treffen: Dienstag, 24. November, 10 Uhr. Ort: Rathaus. Ich freue mich auf Sie."
    )
