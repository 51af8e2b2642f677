"""A text is read with its hyphens joined, and every place can be followed back to the original."""

import pytest

from app.calm.lined import lined, normalised


@pytest.mark.parametrize(
    ("text", "flat"),
    [
        ("den 18. Novem-\nber 2026", "den 18. November 2026"),
        ("den 18. Novem- ber 2026", "den 18. November 2026"),
        ("De\u00adzember", "Dezember"),
        ("De\ufffe\r\nzember", "Dezember"),
        ("Heiz- und Nebenkosten", "Heiz- und Nebenkosten"),
        ("Heiz-\nund Nebenkosten", "Heiz- und Nebenkosten"),
        ("Musterkreis - Postfach", "Musterkreis - Postfach"),
        ("Ma\u0308rz \t 2026 ", "März 2026"),
        ("", ""),
    ],
)
def test_a_text_is_compared_without_its_line_breaks(text: str, flat: str) -> None:
    assert normalised(text) == lined(text).flat == flat


@pytest.mark.parametrize(
    ("text", "words", "original"),
    [
        ("  bis 18. Novem-\n ber  2026.", "November 2026", "Novem-\n ber  2026"),
        ("im Ma\u0308rz 2026", "März", "Ma\u0308rz"),
        ("De\u00adzember", "Dezember", "De\u00adzember"),
    ],
)
def test_a_place_is_found_in_the_text_as_given(text: str, words: str, original: str) -> None:
    whole = lined(text)
    start = whole.flat.index(words)
    first, last = whole.given(start, start + len(words))
    assert text[first:last] == original


def test_white_space_says_what_it_was() -> None:
    assert lined("Summe    240,00\nMiete 1\n\nGruß").text == "Summe\t240,00\nMiete 1\u2029Gruß"
