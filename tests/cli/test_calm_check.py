"""`schritte calm check`: words on standard input, for people or programs."""

import io
import json
import sys
from typing import Any

import pytest

from app.cli import main

TEXT = "Grüße.\nSie mu\u0308ssen sofort kommen."


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    def said(text: str | bytes, *arguments: str) -> str:
        given = text if isinstance(text, bytes) else text.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        assert main(["calm", "check", *arguments]) == 0
        return capsys.readouterr().out

    return said


def test_programs_get_hits_with_their_places_and_the_figures(say: Any) -> None:
    found = json.loads(say(TEXT, "--voice", "app", "--lang", "de", "--json"))
    assert [(hit["group"], hit["text"]) for hit in found["hits"]] == [
        ("P", "Sie mu\u0308ssen"),
        ("P", "sofort"),
    ]
    for hit in found["hits"]:
        assert TEXT[hit["start"] : hit["end"]] == hit["text"]
        assert list(hit) == ["group", "text", "start", "end", "suggestion"]
    assert found["readability"]["sentences"] == 2
    assert list(found["readability"]) == [
        "sentences",
        "words",
        "mean_sentence",
        "longest_sentence",
        "flesch_amstad",
        "wiener1",
        "lix",
    ]


def test_people_get_a_line_for_each(say: Any) -> None:
    said = say("Das wurde versäumt.", "--voice", "staff")
    assert "B  error  10-18  versäumt  (hat nicht geklappt)" in said
    assert "sentences  1" in said


def test_the_formulas_say_nothing_of_other_languages(say: Any) -> None:
    found = json.loads(say("You must come.", "--lang", "en", "--json"))
    assert found["hits"][0]["text"] == "You must"
    assert found["readability"]["lix"] is None
    assert found["readability"]["words"] == 3


def test_a_calm_text_has_no_hits(say: Any) -> None:
    assert json.loads(say("Heute ist nichts zu tun.", "--json"))["hits"] == []
    assert json.loads(say("", "--json"))["hits"] == []


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        (b"\xff\xfe Sie m\xc3\xbcssen \xff", ["Sie müssen"]),
        ("\ufeffSie müssen\r\nkommen.\r\nSofort.", ["Sie müssen", "Sofort"]),
        ("<p>Das ist sofort <b>fertig</b>.</p>", ["sofort"]),
        ("\x00\x1b[31m", []),
        ("😀🌻", []),
        (" \r\n\t", []),
    ],
)
def test_no_bytes_stop_it(say: Any, text: str | bytes, hits: list[str]) -> None:
    found = json.loads(say(text, "--json"))
    assert [hit["text"] for hit in found["hits"]] == hits


def test_no_input_at_all_is_an_empty_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["calm", "check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["hits"] == []


@pytest.mark.parametrize("wrong", [["--voice", "loud"], ["--lang", "xx"]])
def test_an_unknown_voice_or_language_is_named(wrong: list[str]) -> None:
    with pytest.raises(SystemExit):
        main(["calm", "check", *wrong])
