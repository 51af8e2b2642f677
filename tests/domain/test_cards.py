"""The 16 digits on a card: what people type is read kindly, and a slip is caught."""

import contextlib
import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.cards import DIGITS, NotACardNumber, in_groups, new_number, read_number

numbers = st.builds(new_number)


@given(numbers)
def test_a_new_number_reads_as_itself(number: str) -> None:
    assert re.fullmatch(r"[0-9]{16}", number)
    assert read_number(number) == read_number(in_groups(number)) == number


@given(numbers, st.integers(0, DIGITS - 1), st.integers(1, 9))
def test_one_wrong_digit_is_always_caught(number: str, place: int, off: int) -> None:
    wrong = (int(number[place]) + off) % 10
    with pytest.raises(NotACardNumber):
        read_number(f"{number[:place]}{wrong}{number[place + 1 :]}")


@given(numbers)
def test_two_neighbours_swapped_are_always_caught(number: str) -> None:
    for place, (a, b) in enumerate(itertools.pairwise(number)):
        if a != b:
            with pytest.raises(NotACardNumber):
                read_number(number[:place] + b + a + number[place + 2 :])


@given(numbers, st.sampled_from([0x660, 0x6F0, 0x966, 0x9E6, 0xFF10]))
def test_the_digits_of_any_script_are_read(number: str, zero: int) -> None:
    typed = "".join(chr(zero + int(digit)) for digit in number)
    assert read_number(in_groups(typed)) == number


@pytest.mark.parametrize("letter", ["O", "o", "О", "о", "Ο", "ο", "º", "°"])
def test_a_letter_that_looks_like_zero_is_zero(letter: str) -> None:
    number = next(each for each in iter(new_number, "") if "0" in each)
    assert read_number(number.replace("0", letter)) == number


@pytest.mark.parametrize("between", [" ", "  ", "-", "–", ".", "/", "\u00a0", "\u200f", "\t"])
def test_whatever_stands_between_the_groups_does_not_matter(between: str) -> None:
    number = new_number()
    assert read_number(f" {in_groups(number).replace(' ', between)}\n") == number


@given(st.text(max_size=40))
def test_anything_typed_is_a_number_or_a_calm_no(typed: str) -> None:
    with contextlib.suppress(NotACardNumber):
        assert re.fullmatch(r"[0-9]{16}", read_number(typed))


@pytest.mark.parametrize("cut", [slice(0, 15), slice(1, 16), slice(0, 0)])
def test_a_digit_missing_or_too_many_is_caught(cut: slice) -> None:
    number = new_number()
    for typed in (number[cut], number + "0", number + number):
        with pytest.raises(NotACardNumber):
            read_number(typed)


def test_letters_are_not_digits() -> None:
    with pytest.raises(NotACardNumber):
        read_number("vier mal vier Ziffern")


def test_numbers_do_not_repeat() -> None:
    assert len({new_number() for _time in range(200)}) == 200


def test_the_groups_are_four_times_four() -> None:
    assert in_groups("1234567890123456") == "1234 5678 9012 3456"
