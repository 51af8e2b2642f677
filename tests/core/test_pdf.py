"""Files of others are looked into in a child process: letters open, everything else is refused."""

import io
import resource
import runpy
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from app.core import pdf
from app.core.pdf import CannotRead, Refusal, open_file
from tests.hostile.bombs import BOMBS
from tests.letters import demo_letters

ACTIVE = ("/JS", "/JavaScript", "/AA", "/OpenAction", "/Annots", "/EmbeddedFiles", "/AcroForm")


def pdf_with(
    pages: int = 1, change: Callable[[pikepdf.Pdf], None] | None = None, **save: Any
) -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        made.add_blank_page(page_size=(595, 842))
    if change:
        change(made)
    made.save(out, **save)
    return out.getvalue()


def picture(kind: str, size: tuple[int, int] = (600, 800), **save: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind, **save)
    return out.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def refusal_of(data: bytes) -> Refusal:
    with pytest.raises(CannotRead) as caught:
        open_file(data)
    return caught.value.refusal


def test_a_letter_opens_into_pages_with_their_words() -> None:
    opened = open_file(demo_letters.pdf("10-minderung"))
    assert opened.media_type == "application/pdf"
    assert len(opened.pages) == 2
    assert "168,90 EUR monatlich" in " ".join(opened.text.split())
    for page in opened.pages:
        with Image.open(io.BytesIO(page.picture)) as shown:
            assert (shown.format, shown.width) == ("WEBP", 1000)


def test_a_photo_comes_out_upright_and_without_its_past() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010E] = "Geheimwort"
    exif[0x8825] = {1: "N", 2: (50.0, 56.0, 0.0)}  # GPS
    opened = open_file(picture("JPEG", (800, 600), exif=exif, comment=b"Geheimwort"))
    with Image.open(io.BytesIO(opened.clean)) as clean:
        assert clean.size == (600, 800)
        assert not clean.getexif()
    assert b"Geheimwort" not in opened.clean + opened.pages[0].picture
    assert opened.media_type == "image/jpeg"


def test_a_transparent_png_opens() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(out, "PNG")
    assert open_file(out.getvalue()).pages[0].text == ""


def test_what_could_act_or_tell_is_gone_from_a_pdf() -> None:
    def arm(made: pikepdf.Pdf) -> None:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('Geheimwort')")
        made.Root.OpenAction = made.make_indirect(script)
        made.attachments["Geheimwort.exe"] = b"MZ Geheimwort"
        made.docinfo["/Author"] = "Geheimwort"
        with made.open_metadata() as about:
            about["dc:title"] = "Geheimwort"
        page = made.pages[0]
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[0, 0, 595, 842],
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org/Geheimwort"),
        )
        page.Annots = pikepdf.Array([made.make_indirect(link)])
        page.AA = pikepdf.Dictionary(O=made.Root.OpenAction)

    opened = open_file(pdf_with(change=arm))
    with pikepdf.open(io.BytesIO(opened.clean)) as clean:
        everything = "".join(map(repr, clean.objects)) + repr(clean.trailer)
        streams = b"".join(o.read_bytes() for o in clean.objects if isinstance(o, pikepdf.Stream))
    assert not [name for name in ACTIVE if name in everything]
    assert "Geheimwort" not in everything
    assert b"Geheimwort" not in streams + opened.clean


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t ",
        b"Guten Tag\x00",
        b"\x1b[31mGuten Tag",
        b"Gr\xfc\x9d\xdfe",  # neither UTF-8 nor Windows-1252
        b"{\\rtf1 Guten Tag}",
        b"Guten Tag <SCRIPT>alert(1)</SCRIPT>",
        b"\xef\xbb\xbf<!DOCTYPE html><p>Guten Tag",
        b"%PDF-1.7\n<script>alert(1)</script>",
        b"<html>%PDF-1.7",
        b"GIF89a" + bytes(64),
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"PK\x03\x04" + bytes(64),
        b"\x89PNG\r\n\x1a\n<html><script>alert(1)</script>",
        b"\xff\xd8\xff\xe0<?php system($_GET[0]);",
        picture("JPEG")[:200],
        picture("GIF"),
        picture("TIFF"),
        b"MZ" + pdf_with(),
        pdf_with()[:120],
    ],
)
def test_what_is_no_letter_is_refused(data: bytes) -> None:
    assert refusal_of(data) is Refusal.UNREADABLE


@pytest.mark.parametrize(
    "data",
    [
        "Guten Tag,\r\n  Grüße – 5 €\r\n".encode(),
        b"\xef\xbb\xbf" + "Guten Tag,\n  Grüße – 5 €".encode(),
        "Guten Tag,\r  Grüße – 5 €".encode("cp1252"),
    ],
    ids=["UTF-8", "with a mark", "Windows"],
)
def test_a_text_opens_as_it_was_written(data: bytes) -> None:
    opened = open_file(data)
    assert opened.media_type == "text/plain"
    assert opened.text == "Guten Tag,\n  Grüße – 5 €"
    assert opened.clean.decode() == opened.text
    assert not opened.pages


def test_a_text_longer_than_a_letter_is_refused_by_what_it_is() -> None:
    assert len(open_file(b"x" * pdf.MOST_CHARACTERS).text) == pdf.MOST_CHARACTERS
    assert refusal_of(b"x" * (pdf.MOST_CHARACTERS + 1)) is Refusal.TOO_MUCH
    assert refusal_of(b"x" * pdf.BIGGEST) is Refusal.TOO_MUCH
    assert refusal_of(b"x" * (pdf.BIGGEST + 1)) is Refusal.TOO_BIG


def test_parent_and_child_agree_what_is_too_much() -> None:
    child = runpy.run_path(str(pdf._CHILD))
    assert child["MOST_CHARACTERS"] == pdf.MOST_CHARACTERS
    for name in ("LOCKED", "TOO_LONG", "TOO_LARGE", "TOO_MUCH"):
        assert child[name] == Refusal[name]


def test_a_pdf_with_more_words_than_a_letter_is_refused() -> None:
    def chatter(made: pikepdf.Pdf) -> None:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        lines = (b"(" + b"Wort " * 30 + b") Tj T* ") * 100
        for page in made.pages:
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            page.Contents = pikepdf.Stream(made, b"BT /F 5 Tf 6 TL 10 800 Td " + lines + b"ET")

    assert refusal_of(pdf_with(10, change=chatter)) is Refusal.TOO_MUCH


def test_a_printed_page_is_small() -> None:
    sizes = [
        len(page.picture) // 1000
        for name in ("01-bewilligung", "10-minderung", "14-nein")
        for page in open_file(demo_letters.pdf(name)).pages
    ]
    assert max(sizes) <= 60, sizes


def test_a_page_tree_that_bites_its_tail_is_refused() -> None:
    def loop(made: pikepdf.Pdf) -> None:
        made.Root.Pages.Kids.append(made.Root.Pages)

    data = pdf_with()
    with pikepdf.open(io.BytesIO(data)) as made:
        loop(made)
        out = io.BytesIO()
        made.save(out)
    with pytest.raises(CannotRead):
        open_file(out.getvalue())


def test_a_locked_pdf_is_refused_as_locked() -> None:
    locked = pdf_with(encryption=pikepdf.Encryption(owner="a", user="b"))
    assert refusal_of(locked) is Refusal.LOCKED
    only_owner = pdf_with(encryption=pikepdf.Encryption(owner="a", user=""))
    assert refusal_of(only_owner) is Refusal.LOCKED


def test_thirty_pages_open_and_one_more_does_not() -> None:
    assert len(open_file(pdf_with(30)).pages) == 30
    assert refusal_of(pdf_with(31)) is Refusal.TOO_LONG


def test_ten_megabytes_are_the_most() -> None:
    assert refusal_of(pdf_with() + bytes(pdf.BIGGEST)) is Refusal.TOO_BIG


@pytest.mark.parametrize(
    "bomb",
    [
        png_that_claims(30_000, 30_000),
        picture("PNG", (9_000, 9_000)),
        pdf_with(change=lambda made: made.pages[0].__setattr__("MediaBox", [0, 0, 2, 14_400])),
    ],
    ids=["claims", "is", "high"],
)
def test_a_picture_that_would_fill_the_memory_is_refused(bomb: bytes) -> None:
    assert refusal_of(bomb) is Refusal.TOO_LARGE


def test_a_pdf_that_unpacks_without_end_stays_within_the_childs_memory() -> None:
    def bomb(made: pikepdf.Pdf) -> None:
        packed = zlib.compress(zlib.compress(b" " * 400_000_000, 9), 9)
        stream = pikepdf.Stream(made, packed)
        stream.Filter = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
        made.pages[0].Contents = stream

    assert refusal_of(pdf_with(change=bomb)) is Refusal.UNREADABLE


def test_a_child_that_says_nonsense_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    liar = tmp_path / "liar.py"
    head = '{"media_type": "text/html", "texts": [""], "sizes": [0, 0]}'
    liar.write_text(f"print({head!r})")
    monkeypatch.setattr(pdf, "_CHILD", liar)
    assert refusal_of(b"%PDF-") is Refusal.UNREADABLE


def test_a_child_that_says_too_much_is_not_listened_to(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    chatterer = tmp_path / "chatterer.py"
    head = '{"media_type": "application/pdf", "texts": [""], "sizes": [1, 99000000]}'
    chatterer.write_text(f"print({head!r}); print('x' * 99000001)")
    monkeypatch.setattr(pdf, "_CHILD", chatterer)
    assert refusal_of(b"%PDF-") is Refusal.UNREADABLE


def test_a_bomb_is_given_less_time_than_two_seconds_and_each_page_earns_its_own() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert refusal_of(BOMBS["tiles"]("")) is Refusal.UNREADABLE
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 2


def test_two_files_at_once_are_read_one_after_the_other_and_nobody_waits_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "WAITS", 0.01)
    with pdf._turn:
        assert refusal_of(pdf_with()) is Refusal.BUSY
        assert open_file(b"Guten Tag").text == "Guten Tag"  # plain text waits for nobody
    assert len(open_file(pdf_with()).pages) == 1


@pytest.mark.parametrize("drawn", [True, False])
def test_what_is_filled_into_a_form_stays_on_the_page(drawn: bool) -> None:
    def fill_in(made: pikepdf.Pdf) -> None:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        fonts = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=made.make_indirect(font)))
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="name", F=4,
            V="Amira Haddad", DA="/F 12 Tf 0 g", Rect=[50, 700, 250, 720],
        )  # fmt: skip
        look = pikepdf.Stream(made, b"BT /F 12 Tf 2 5 Td (Amira Haddad) Tj ET" if drawn else b"")
        look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        look.BBox, look.Resources = [0, 0, 200, 20], fonts
        field.AP = pikepdf.Dictionary(N=made.make_indirect(look))
        fields = pikepdf.Array([made.make_indirect(field)])
        made.pages[0].Annots = fields
        made.Root.AcroForm = pikepdf.Dictionary(
            Fields=fields, DR=fonts, DA="/F 12 Tf 0 g", NeedAppearances=not drawn
        )

    opened = open_file(pdf_with(change=fill_in))
    assert opened.text == "Amira Haddad"
    with pikepdf.open(io.BytesIO(opened.clean)) as clean:
        assert "/AcroForm" not in clean.Root


def test_what_leads_to_another_file_is_gone_from_a_pdf() -> None:
    def lead(made: pikepdf.Pdf) -> None:
        elsewhere = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F="//example.org/Geheimwort")
        outside = pikepdf.Stream(made, b"")
        outside.F, outside.FFilter = elsewhere, pikepdf.Name.FlateDecode
        form = pikepdf.Stream(made, b"")
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox, form.Ref = [0, 0, 9, 9], pikepdf.Dictionary(F=elsewhere, Page=0)
        made.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=outside, B=form))
        made.Root.URI = pikepdf.Dictionary(Base="https://example.org/Geheimwort")

    opened = open_file(pdf_with(change=lead))
    with pikepdf.open(io.BytesIO(opened.clean)) as clean:
        everything = "".join(map(repr, clean.objects))
    assert "Geheimwort" not in everything


def test_a_child_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sleeper = tmp_path / "sleeper.py"
    sleeper.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(pdf, "_CHILD", sleeper)
    monkeypatch.setattr(pdf, "SECONDS", 0.2)
    assert refusal_of(b"%PDF-") is Refusal.UNREADABLE


def test_the_child_may_write_no_file_and_start_nothing(tmp_path: Path) -> None:
    child = Path(pdf.__file__).with_name("pdf_child.py")
    ask = (
        f"import runpy, resource; runpy.run_path({str(child)!r})['limit']()\n"
        f"with open({str(tmp_path / 'x')!r}, 'w') as file: file.write('x')"
    )
    ended = subprocess.run([sys.executable, "-c", ask], capture_output=True, check=False)
    assert ended.returncode != 0
    assert b"File too large" in ended.stderr
