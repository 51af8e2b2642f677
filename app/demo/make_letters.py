"""Make the demo letters, PDFs that look like real post: run `python -m app.demo.make_letters`.

Each `letters/<nn>-<kind>.toml` is the only source of its letter. Its `official_text` is plain text,
and the PDF shows every word of it in the same order. Reading needs only the standard library;
WeasyPrint is imported only when a PDF is made. A second run gives the same bytes.

The text is laid out by its shape, block by block (blocks are separated by blank lines):
sender line, address, "Label: value" lines, subject, and then the body. In the body, lines whose
columns are two or more spaces apart are a table, "–" or "1." starts a list, a short line without
a full stop is a heading ("Anlage …" on a new page), and one that starts small stands out.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LETTERS = HERE / "letters"

COLUMN_GAP = re.compile(r" {2,}")
MONEY = re.compile(r"(?:bis )?[\d.]*\d,\d\d(?: EUR)?|–")
LIST_MARK = re.compile(r"(–|\d+\.) (.*)")
SUM_ROW = re.compile(r"Summe|Gesamt")
LONGEST_HEADING = 90
# A line break must not tear these apart. No-break spaces would change the words of the letter.
STICKY = re.compile(r"§ \d+\w?|Absatz \d\w?|[\d.,:]+ (?:EUR|Uhr)|\d+\. [A-ZÄ][a-zä]+(?= \d{4})")


def sources() -> list[Path]:
    """Return the letters' files in their order."""
    return sorted(LETTERS.glob("[0-9][0-9]-*.toml"))


def read(source: Path) -> dict[str, Any]:
    """Return one letter: its fields, `official_text` and the list `fact`."""
    return tomllib.loads(source.read_text(encoding="utf-8"))


def make_pdf(letter: dict[str, Any]) -> bytes:
    """Raise ImportError or OSError where WeasyPrint or its native libraries are missing."""
    from weasyprint import HTML

    pdf: bytes = HTML(string=_page(letter), base_url=str(HERE)).write_pdf(
        stylesheets=[HERE / "letter.css"],
        pdf_variant="pdf/ua-1",
        pdf_identifier=f"{letter['kind']}-{letter['letter_on']}".encode(),
    )
    return pdf


def _page(letter: dict[str, Any]) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["sticky"] = _sticky
    offices = tomllib.loads((HERE / "offices.toml").read_text(encoding="utf-8"))
    sender_line, address, references, subject, *body = blocks(letter["official_text"])
    return environment.get_template("letter.html").render(
        letter=letter,
        office=offices[letter["sender_name"]],
        sender_line=sender_line,
        address=address.splitlines(),
        references=dict(line.split(": ", 1) for line in references.splitlines()),
        subject=subject.splitlines(),
        parts=list(_parts(body)),
    )


def _sticky(text: str) -> str:
    from markupsafe import Markup, escape

    return Markup(STICKY.sub(r'<span class="sticky">\g<0></span>', str(escape(text))))  # noqa: S704


def blocks(text: str) -> list[str]:
    """Split at blank lines: sender line, address, references, subject, then the body."""
    return re.split(r"\n\s*\n", text.strip())


def _parts(body: list[str]) -> Iterator[dict[str, Any]]:
    for block in body:
        lines = [line.strip() for line in block.splitlines()]
        marked = [match.groups() for line in lines if (match := LIST_MARK.fullmatch(line))]
        if all(COLUMN_GAP.search(line) for line in lines):
            yield {"shape": "table", **_table([COLUMN_GAP.split(line) for line in lines])}
        elif len(marked) == len(lines):
            yield {"shape": "list", "marked": marked}
        else:
            yield {"shape": _shape(lines), "lines": lines}


def _shape(lines: list[str]) -> str:
    line = lines[0]
    if line.endswith(("Grüßen", "Grüße")):
        return "closing"
    if len(lines) > 1 or len(line) > LONGEST_HEADING or line[-1] in ".,:;!?":
        return "text"
    if line.startswith("Anlage "):
        return "annex"
    return "emphasis" if line[0].islower() else "heading"


def _table(rows: list[list[str]]) -> dict[str, Any]:
    has_head = len(rows) > 1 and not any(map(str.isdigit, "".join(rows[0])))
    body = rows[1:] if has_head else rows
    return {
        "head": rows[0] if has_head else [],
        "rows": [{"cells": row, "is_sum": bool(SUM_ROW.match(row[0]))} for row in body],
        "money": [all(map(MONEY.fullmatch, column)) for column in zip(*body, strict=True)],
    }


def main() -> None:
    """Write each letter's PDF beside its source."""
    for source in sources():
        pdf = make_pdf(read(source))
        source.with_suffix(".pdf").write_bytes(pdf)
        print(f"{source.stem:24} {len(pdf) / 1000:6.1f} kB")


if __name__ == "__main__":
    main()
