"""`schritte letter suggest`: a file or standard input, text or PDF, for people or programs."""

import io
import json
import sys
from pathlib import Path

import pytest

from app.cli import main
from tests.letters import demo_letters

TEXT = (
    "Jobcenter\nDatum: 10.11.2026\n\nErstattungsbescheid\n\nVon Ihnen sind 240,00 € zu erstatten."
)


def suggest(*arguments: str) -> int:
    return main(["letter", "suggest", *arguments])


def test_a_text_is_read_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "brief.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert suggest(str(path), "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["kind"], found["sender"]) == ("erstattung", "jobcenter")
    assert found["letter_date"] == "2026-11-10"
    (amount,) = found["amounts"]
    assert (amount["cents"], amount["role"], amount["text"]) == (24000, "repay", "240,00 €")
    assert TEXT[amount["start"] : amount["end"]] == "240,00 €"
    assert set(found) == {
        *("kind", "kinds", "letter_date", "sender", "dates", "relative_deadlines"),
        *("amounts", "times", "set_apart"),
    }


def test_a_pdf_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(demo_letters.pdf("09-erstattung"))
    assert suggest(str(path)) == 0
    said = capsys.readouterr().out
    assert "kind    erstattung" in said
    assert "amount  240.00  repay  (240,00 EUR)" in said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_standard_input_is_read_as_it_comes(
    encoding: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = io.TextIOWrapper(io.BytesIO(TEXT.encode(encoding)))
    monkeypatch.setattr(sys, "stdin", given)
    assert suggest("-", "--json") == 0
    assert json.loads(capsys.readouterr().out)["amounts"][0]["text"] == "240,00 €"


@pytest.mark.parametrize("data", [b"", b"  \n", b"%PDF-1.7 broken"])
def test_what_holds_no_text_says_so(
    data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    assert suggest(str(path)) == 1
    said = capsys.readouterr()
    assert not said.out
    assert said.err


def test_a_file_that_is_not_there_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert suggest("/nowhere/letter.txt") == 1
    assert "No such file" in capsys.readouterr().err
