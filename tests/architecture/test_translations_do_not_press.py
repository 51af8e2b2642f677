"""No translation brings pressure, blame or a label back in that the German words left out.

Each pattern begins at a word; a language is held to its list as soon as it has one.
"""

import re

import pytest

from tests.support import catalogs

PRESSING = {
    "tr": (
        r"yaptırım\w*", r"ceza\w*", r"kesinti\w*", r"kesil\w*", r"zorunda\w*", r"zorunlu\w*",
        r"mecbur\w*", r"yükümlü\w*", r"mükellef\w*", r"ihlal\w*", r"aykırı\w*", r"kaçırdı\w*",
        r"gelmedi\w*", r"mazeretsiz\w*", r"derhal", r"hemen", r"acil\w*", r"aksi (halde|takdirde)",
        r"uyarı\w*", r"ihtar\w*", r"son (şans|hatırlatma)\w*", r"gecik\w*", r"süresi geç\w*",
        r"suç\w*", r"kusur\w*", r"başarısız\w*", r"özürlü\w*", r"sakat\w*", r"(akıl|ruh) hast\w*",
        r"gerek(ir|iyor)\b", r"endişelenme\w*",
    ),
}  # fmt: skip


def pressing(code: str, text: str) -> list[str]:
    """Return the words of a text that press."""
    # Python lowers „I“ to „i“; in Turkish it is „ı“, and „İ“ is „i“.
    if code == "tr":
        text = text.replace("İ", "i").replace("I", "ı")
    found = re.finditer(rf"(?<!\w)(?:{'|'.join(PRESSING[code])})", text.lower())
    return [each[0] for each in found]


@pytest.mark.parametrize("code", sorted(PRESSING))
def test_a_translation_does_not_press(code: str) -> None:
    found = {str(each.string): pressing(code, str(each.string)) for each in catalogs.read(code)}
    assert not {text: words for text, words in found.items() if words}


def test_the_rule_finds_what_presses() -> None:
    assert pressing("tr", "Lütfen HEMEN arayın, aksi halde İHTAR gelir. KAÇIRDINIZ.") == [
        "hemen", "aksi halde", "ihtar", "kaçırdınız",
    ]  # fmt: skip
    assert pressing("tr", "Yanıt vermeniz gerekmez. Ne zaman isterseniz.") == []
