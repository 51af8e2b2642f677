"""Forty files that are made to take all time or all memory of whoever opens them."""

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

A4 = (595, 842)
Change = Callable[[Pdf], None]
MUCH = 300_000_000  # bytes, unpacked


def _saved(change: Change, *, pages: int = 1, **save: Any) -> bytes:
    pdf, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        pdf.add_blank_page(page_size=A4)
    change(pdf)
    pdf.save(out, static_id=True, compress_streams=False, **save)
    return out.getvalue()


def _by_hand(*objects: bytes, trailer: bytes = b"") -> bytes:
    """Write objects 1, 2, … as they are, with a table that fits."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = b"/Size %d /Root 1 0 R " % (len(places) + 1)
    end = b">>\nstartxref\n%d\n%%%%EOF" % start
    return bytes(out) + b"trailer<<" + size + trailer + end


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"


def _content(data: bytes, about: bytes = b"") -> bytes:
    return _by_hand(
        CATALOG, PAGES, PAGE, b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), about, data)
    )


def _nested(times: int) -> bytes:
    data = b" " * MUCH
    for _ in range(times):
        data = zlib.compress(data, 9)
    return _content(data, b"/Filter[" + b"/FlateDecode" * times + b"]")


def _image(width: int, height: int, data: bytes, filter_: bytes, more: bytes = b"") -> bytes:
    about = (
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceRGB"
    )
    page = PAGE[:-2] + b"/Resources<</XObject<</X 5 0 R>>>>>>"
    draw = b"q 595 0 0 842 0 0 cm /X Do Q"
    return _by_hand(
        CATALOG, PAGES, page, b"<</Length %d>>stream\n%s\nendstream" % (len(draw), draw),
        b"<<%s/Filter%s%s/Length %d>>stream\n%s\nendstream"
        % (about % (width, height), filter_, more, len(data), data),
    )  # fmt: skip


def _forms(deep: int, wide: int, draw: bytes) -> Change:
    def change(pdf: Pdf) -> None:
        inner: Any = Stream(pdf, draw, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, *A4])
        for _ in range(deep):
            inner = pdf.make_indirect(inner)
            inner = Stream(
                pdf, b"/X Do " * wide, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, *A4],
                Resources=Dictionary(XObject=Dictionary(X=inner)),
            )  # fmt: skip
        for page in pdf.pages:
            page.Resources = Dictionary(XObject=Dictionary(X=pdf.make_indirect(inner)))
            page.Contents = Stream(pdf, b"/X Do")

    return change


def _mirror(pdf: Pdf) -> None:
    form = pdf.make_indirect(Stream(pdf, b"/X Do /X Do", BBox=[0, 0, *A4]))
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.Resources = Dictionary(XObject=Dictionary(X=form))
    pdf.pages[0].Resources = form.Resources
    pdf.pages[0].Contents = Stream(pdf, b"/X Do")


def _type3(pdf: Pdf) -> None:
    glyph = pdf.make_indirect(Stream(pdf, b"1000 0 d0 BT /F 1 Tf (aaaaaaaaaa) Tj ET"))
    font = pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 9, 9], FirstChar=97, LastChar=97,
            FontMatrix=[1, 0, 0, 1, 0, 0], CharProcs=Dictionary(a=glyph), Widths=[9],
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.a])),
        )
    )  # fmt: skip
    font.Resources = Dictionary(Font=Dictionary(F=font))
    pdf.pages[0].Resources = font.Resources
    pdf.pages[0].Contents = Stream(pdf, b"BT /F 9 Tf (" + b"a" * 5000 + b") Tj ET")


def _tiles(pdf: Pdf) -> None:
    tile = Stream(
        pdf, b"0 0 m 9 9 l S " * 50, Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1,
        BBox=[0, 0, 900, 900], XStep=0.001, YStep=0.001, Resources=Dictionary(),
    )  # fmt: skip
    pdf.pages[0].Resources = Dictionary(Pattern=Dictionary(P=pdf.make_indirect(tile)))
    pdf.pages[0].Contents = Stream(pdf, b"/Pattern cs /P scn 0 0 595 842 re f " * 50)


def _shading(pdf: Pdf) -> None:
    words = b"{" + b"dup mul sin cos " * 20_000 + b"dup dup}"
    function = Stream(pdf, words, FunctionType=4, Domain=[0, 1, 0, 1], Range=[0, 1] * 3)
    shading = Dictionary(ShadingType=1, ColorSpace=Name.DeviceRGB, Domain=[0, 1, 0, 1])
    shading.Function, shading.Matrix = pdf.make_indirect(function), [595, 0, 0, 842, 0, 0]
    pdf.pages[0].Resources = Dictionary(Shading=Dictionary(S=pdf.make_indirect(shading)))
    pdf.pages[0].Contents = Stream(pdf, b"/S sh " * 20)


def _veils(pdf: Pdf) -> None:
    group = Dictionary(S=Name.Transparency)
    form: Any = Stream(pdf, b"0 0 595 842 re f", Type=Name.XObject, Subtype=Name.Form)
    form.BBox, form.Group = [0, 0, *A4], group
    for _ in range(30):
        veil = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=pdf.make_indirect(form)))
        form = Stream(pdf, b"/V gs 0 0 595 842 re f " * 4, Type=Name.XObject, Subtype=Name.Form)
        form.BBox, form.Group = [0, 0, *A4], group
        form.Resources = Dictionary(ExtGState=Dictionary(V=pdf.make_indirect(veil)))
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(X=pdf.make_indirect(form)))
    pdf.pages[0].Contents = Stream(pdf, b"/X Do")


def _sized(box: list[Any], **more: Any) -> Change:
    def change(pdf: Pdf) -> None:
        pdf.pages[0].MediaBox = Array(box)
        for name, value in more.items():
            pdf.pages[0][f"/{name}"] = value

    return change


def _thousands(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    pages = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    return _by_hand(CATALOG, pages, *[page] * count)


def _deep_tree(levels: int) -> bytes:
    nodes = [
        b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (number - 1, number + 1)
        for number in range(2, levels)
    ]
    return _by_hand(
        CATALOG, *nodes, b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 9 9]>>" % (levels - 1)
    )


def _packed_objects(count: int) -> bytes:
    pairs = b" ".join(b"%d %d" % (number + 10, 0) for number in range(count))
    data = zlib.compress(pairs + b" null", 9)
    about = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (count, len(pairs) + 1)
    stream = b"<<%s/Length %d>>stream\n%s\nendstream" % (about, len(data), data)
    return _by_hand(CATALOG, PAGES, PAGE, stream, b"<</Length 0>>stream\n\nendstream")


def _table_stream(entries: int) -> bytes:
    table = zlib.compress(bytes(5 * entries), 9)
    about = b"/Type/XRef/Size %d/W[1 2 2]/Root 1 0 R/Filter/FlateDecode/Length %d"
    head = b"%PDF-1.7\n1 0 obj\n" + CATALOG + b"\nendobj\n"
    stream = b"9 0 obj\n<<%s>>stream\n%s\nendstream\nendobj\n"
    return (
        head
        + stream % (about % (entries, len(table)), table)
        + b"startxref\n%d\n%%%%EOF" % len(head)
    )


def _lies_about_its_pages() -> bytes:
    return _by_hand(CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 999999999>>", PAGE)


def _loop() -> bytes:
    return _by_hand(CATALOG, b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 2>>", PAGE)


def _locked(user: str) -> bytes:
    return _saved(lambda _: None, encryption=pikepdf.Encryption(owner="owner", user=user))


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _png(
    width: int, height: int, data: bytes, *extra: bytes, depth: int = 8, kind: int = 2
) -> bytes:
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0))
    body = b"".join(extra) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + body


def _picture(kind: str, size: tuple[int, int], **save: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind, **save)
    return out.getvalue()


def _png_with_a_book(size: int) -> bytes:
    book = b"k\0\0" + zlib.compress(bytes(size), 9)
    return _png(9, 9, zlib.compress(bytes(9 * 28)), _chunk(b"zTXt", book), _chunk(b"iCCP", book))


def _jpx_that_claims(side: int) -> bytes:
    about = struct.pack(">HHIIIIIIIIH", 47, 0, side, side, 0, 0, side, side, 0, 0, 3)
    return b"\xff\x4f\xff\x51" + about + b"\x07\x01\x01" * 3 + bytes(900)


def _jbig2_that_claims(side: int) -> bytes:
    return struct.pack(">IBBIIIII", 0, 0x30, 0, 1, 19, side, side, 0) + bytes(900)


def _jpeg_that_claims(width: int, height: int) -> bytes:
    data = _picture("JPEG", (16, 16))
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def _scans_without_end() -> bytes:
    data = _picture("JPEG", (6000, 6000), progressive=True, quality=20)
    scan = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + scan * min(3000, 9_000_000 // len(scan)) + data[-2:]


BOMBS: dict[str, Callable[[str], bytes]] = {
    name: lambda _url, make=make: make()
    for name, make in {
        "packed once": lambda: _nested(1),
        "packed twice": lambda: _nested(2),
        "packed three times": lambda: _nested(3),
        "lines without end": lambda: _content(
            zlib.compress(b"0 0 m 595 842 l S\n" * 8_000_000, 9), b"/Filter/FlateDecode"
        ),
        "brackets without end": lambda: _content(b"[" * 3_000_000),
        "states without end": lambda: _content(b"q " * 3_000_000),
        "one long string": lambda: _content(b"BT (" + b"(" * 5_000_000),
        "arrays in arrays": lambda: _by_hand(
            CATALOG[:-2] + b"/X" + b"[" * 400_000 + b"]" * 400_000 + b">>", PAGES, PAGE
        ),
        "books in books": lambda: _by_hand(
            CATALOG[:-2] + b"<</X" * 200_000 + b">>" * 200_001, PAGES, PAGE
        ),
        "text of another packing": lambda: _content(
            b"z" * 5_000_000 + b"~>", b"/Filter[" + b"/ASCII85Decode" * 20 + b"]"
        ),
        "repeats": lambda: _content(
            b"\x81 " * 4_000_000, b"/Filter[/RunLengthDecode/RunLengthDecode]"
        ),
        "an old packing": lambda: _content(bytes(range(256)) * 20_000, b"/Filter/LZWDecode"),
        "a picture of 30,000 squared": lambda: _image(
            30_000, 30_000, zlib.compress(bytes(MUCH), 9), b"/FlateDecode"
        ),
        "a fax of 60,000 squared": lambda: _image(
            60_000,
            60_000,
            bytes(4_000_000),
            b"/CCITTFaxDecode",
            b"/DecodeParms<</K -1/Columns 60000/Rows 60000>>",
        ),
        "a JBIG2 of 65,000 squared": lambda: _image(
            65_000, 65_000, _jbig2_that_claims(65_000), b"/JBIG2Decode"
        ),
        "a JPX that claims": lambda: _image(
            60_000, 60_000, _jpx_that_claims(60_000), b"/JPXDecode"
        ),
        "a photo inside that claims": lambda: _image(
            65_500, 65_500, _jpeg_that_claims(65_500, 65_500), b"/DCTDecode"
        ),
        "drawings in drawings": lambda: _saved(_forms(9, 10, b"0 0 m 595 842 l S ")),
        "thirty heavy pages": lambda: _saved(_forms(4, 10, b"0 0 m 595 842 l S "), pages=30),
        "a drawing of itself": lambda: _saved(_mirror),
        "a letter made of itself": lambda: _saved(_type3),
        "tiles": lambda: _saved(_tiles),
        "a reckoned shade": lambda: _saved(_shading),
        "veils": lambda: _saved(_veils),
        "a page of 14,400 points": lambda: _saved(_sized([0, 0, 14_400, 14_400])),
        "a page two points wide": lambda: _saved(_sized([0, 0, 2, 14_400])),
        "a page without end": lambda: _saved(_sized([0, 0, 10**15, 10**15], UserUnit=10**9)),
        "a page inside out": lambda: _saved(_sized([10**9, 10**9, -(10**9), -(10**9)])),
        "a page tree in a circle": _loop,
        "a page tree of 20,000 floors": lambda: _deep_tree(20_000),
        "100,000 pages": lambda: _thousands(100_000),
        "a lie about its pages": _lies_about_its_pages,
        "a table in a circle": lambda: _by_hand(CATALOG, PAGES, PAGE, trailer=b"/Prev 9 "),
        "a table of ten million": lambda: _table_stream(10_000_000),
        "objects in one stream": lambda: _packed_objects(1_000_000),
        "locked": lambda: _locked("user"),
        "a PNG of 30,000 squared": lambda: _png(30_000, 30_000, zlib.compress(bytes(1000))),
        "a PNG with a hidden book": lambda: _png_with_a_book(60_000_000),
        "a JPEG that claims": lambda: _jpeg_that_claims(65_500, 65_500),
        "a JPEG of a thousand scans": _scans_without_end,
    }.items()
}
