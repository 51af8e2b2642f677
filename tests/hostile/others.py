"""Forty files that are no letter, or say they are: pages, programs, archives, two kinds in one."""

import gzip
import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any

from PIL import Image, PngImagePlugin

from tests.hostile.documents import DOCUMENTS, markup

HTML = "<!DOCTYPE html><html><body onload=\"document.title='ran'\">%s</body></html>"
SVG = (
    "<svg xmlns='http://www.w3.org/2000/svg' onload=\"document.title='ran'\">"
    "<script>%s</script></svg>"
)


def _picture(kind: str, **save: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, kind, **save)
    return out.getvalue()


def _png_that_talks(url: str) -> bytes:
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", markup(url))
    said.add_itxt("XML:com.adobe.xmp", markup(url))
    return _picture("PNG", pnginfo=said)


def _jpeg_that_talks(url: str) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = markup(url)
    return _picture(
        "JPEG", exif=exif, comment=markup(url).encode(), icc_profile=markup(url).encode()
    )


def _archive(*names: str) -> Callable[[str], bytes]:
    def make(url: str) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name in names:
                archive.writestr(zipfile.ZipInfo(name), markup(url))
        return out.getvalue()

    return make


def _text(template: str) -> Callable[[str], bytes]:
    return lambda url: template.replace("URL", url).encode()


def _pdf(url: str) -> bytes:
    return DOCUMENTS["script at opening, plain"](url)


OTHERS: dict[str, Callable[[str], bytes]] = {
    # pages and programs that are text
    "a page": lambda url: (HTML % markup(url)).encode(),
    "a page after white space": lambda url: b"\xef\xbb\xbf \n\t" + (HTML % markup(url)).encode(),
    "a page of another kind": _text(
        "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>"
    ),
    "a drawing": lambda url: (SVG % f"fetch('{url}/svg')").encode(),
    "a drawing, packed": lambda url: gzip.compress((SVG % f"fetch('{url}/svg')").encode(), mtime=0),
    "an entity": _text("<!DOCTYPE x [<!ENTITY e SYSTEM 'URL/entity'>]><x>&e;</x>"),
    "a style sheet": _text("@import 'URL/css'; body { background: url(URL/css) }"),
    "a script": _text("document.title = 'ran'; fetch('URL/js')"),
    "a picture in a text": _text("Guten Tag <img src=URL/img onerror=\"document.title='ran'\">"),
    "a frame in a text": _text("Guten Tag <object data=URL/o></object><embed src=URL/e>"),
    "a text that ends its box": _text("</div></textarea></pre><style>@import 'URL/c'</style>"),
    "a template": _text("{{ 7 * 7 }} {% include '/etc/passwd' %} ${7*7} <%= 7 %> #{7}"),
    "words of another alphabet": _text("+ADw-script+AD4-document.title='ran'+ADw-/script+AD4-"),
    "words from right to left": _text("Guten Tag \u202e\u2066fdp.exe\u2069 \u202d"),
    "an address that runs": _text("javascript:document.title='ran'//URL"),
    "a table that reckons": _text('=HYPERLINK("URL/csv";"Brief")\n@SUM(1+1)*cmd|\'/C calc\'!A0'),
    "a mail": _text(
        "Subject: Brief\r\nContent-Type: text/html\r\n\r\n<body onload=fetch('URL/eml')>"
    ),
    "a PHP": _text("<?php system($_GET[0]); ?>"),
    "a rich text": _text("{\\rtf1 {\\field{\\*\\fldinst INCLUDEPICTURE URL/rtf}}}"),
    "a text with a hole": lambda url: b"Guten Tag\x00" + markup(url).encode(),
    "wide letters": lambda url: (HTML % markup(url)).encode("utf-16"),
    # archives, programs and pictures of other kinds
    "an archive": _archive("brief.html"),
    "a document of an office": _archive("[Content_Types].xml", "word/document.xml"),
    "a program": lambda url: b"MZ\x90\x00" + markup(url).encode(),
    "a program before a PDF": lambda url: b"MZ\x90" + _pdf(url),
    "a moving picture": lambda url: _picture("GIF") + b"/*" + markup(url).encode(),
    "a script that is a picture": _text("GIF89a=1;document.title='ran';fetch('URL/gif')"),
    "a scan of another kind": lambda _url: _picture("TIFF"),
    "a bitmap": lambda _url: _picture("BMP"),
    "a picture of another kind": lambda _url: _picture("WEBP"),
    # two kinds in one, and broken ones
    "a page that is a PDF": lambda url: (HTML % markup(url)).encode() + _pdf(url),
    "a PDF that is a page": lambda url: b"%PDF-1.7\n" + (HTML % markup(url)).encode(),
    "half a PDF": lambda url: _pdf(url)[: len(_pdf(url)) // 2],
    "a PNG with a page behind it": lambda url: _picture("PNG") + (HTML % markup(url)).encode(),
    "a PNG that talks": _png_that_talks,
    "a PNG that is a page": lambda url: b"\x89PNG\r\n\x1a\n" + (HTML % markup(url)).encode(),
    "a JPEG that talks": _jpeg_that_talks,
    "a JPEG with an archive behind it": lambda url: _picture("JPEG") + _archive("brief.html")(url),
    "a JPEG that is a PHP": lambda _url: b"\xff\xd8\xff\xe0<?php system($_GET[0]); ?>",
    "half a JPEG": lambda _url: _picture("JPEG")[:300] + struct.pack(">H", 0),
}
