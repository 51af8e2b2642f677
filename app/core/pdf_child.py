"""The child process of `core.pdf`: looks into one file and says what is there.

In: the file on standard input. Out: one line of JSON ({"media_type", "texts", "sizes"}), then the
cleaned file and the picture of each page, `sizes` bytes each. Otherwise it ends with the number of
a `Refusal`, or by a limit. It imports nothing of the app, opens no file and starts no process.
"""

import io
import json
import re
import resource
import signal
import sys
from typing import Any

LOCKED, TOO_LONG, TOO_LARGE, TOO_MUCH = 3, 4, 5, 6  # `core.pdf.Refusal`

MEMORY = 600 * 1024 * 1024  # address space; the libraries alone map about 150 MB
# Time of the processor. A whole letter takes 0.04 s a page, a scan 0.06 s (measured); a bomb takes
# what it is given. So the time grows with every page that is done, and is short before the first.
START_SECONDS = 1.3
PAGE_SECONDS = 0.12
MOST_SECONDS = 6  # the last resort: the kernel counts these
MOST_PAGES = 30
MOST_CHARACTERS = 120_000  # thirty dense pages
MOST_PIXELS = 40_000_000
MOST_PIXELS_INSIDE = 100_000_000  # of a picture in a PDF: a sheet of A3 at 600 dpi has 70
WIDTH = 1000  # CSS px on a phone are few; 1000 keeps small print readable when zoomed
HIGHEST = 5 * WIDTH  # a page longer than this is no letter
PHOTO_WIDTH = 1400  # a photo is less sharp than a rendered page, and has a table around the letter
PHOTO_BYTES = 250_000

_WHITE = 0.6  # of a printed page, at least
_TYPE_AT_MOST = 100_000  # bytes; a page that needs more is a picture
_EIGHT_SHADES = [round(round(shade / 255 * 7) / 7 * 255) for shade in range(256)] * 3

# What could act by itself, lead elsewhere, carry another file or tell who made it.
_GONE = (
    "/AA", "/OpenAction", "/JS", "/JavaScript", "/AcroForm", "/Names", "/Collection", "/AF",
    "/Annots", "/Outlines", "/Metadata", "/PieceInfo", "/EmbeddedFiles", "/Requirements",
    "/URI", "/SpiderInfo", "/Threads", "/Perms", "/OPI", "/PS",
)  # fmt: skip
# A stream may say that its bytes lie in another file, and a drawing that it stands for one.
_ELSEWHERE = ("/F", "/FFilter", "/FDecodeParms", "/Ref")


def limit() -> None:
    """Give away what reading a file does not need."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(what, (most, most))
    signal.setitimer(signal.ITIMER_PROF, START_SECONDS)  # its signal ends the process


def page_done() -> None:
    """A page more has earned its time."""
    left, _ = signal.getitimer(signal.ITIMER_PROF)
    signal.setitimer(signal.ITIMER_PROF, left + PAGE_SECONDS)


def clean_pdf(data: bytes) -> bytes:
    """Return the same pages without scripts, links, attachments, forms and metadata."""
    import pikepdf

    try:
        pdf = pikepdf.open(io.BytesIO(data), attempt_recovery=True)
    except pikepdf.PasswordError:
        raise SystemExit(LOCKED) from None
    if pdf.is_encrypted:
        raise SystemExit(LOCKED)
    if len(pdf.pages) > MOST_PAGES:
        raise SystemExit(TOO_LONG)
    # What was filled in or stamped on belongs to the letter: it becomes part of the page.
    if "/AcroForm" in pdf.Root:
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            _take_out(each)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _take_out(part: Any) -> None:
    import pikepdf

    for name in (*_GONE, *_ELSEWHERE) if isinstance(part, pikepdf.Stream) else _GONE:
        if name in part:
            del part[name]
    if part.get("/Subtype") == "/Image":
        width, height = (int(part.get(side, 0)) for side in ("/Width", "/Height"))
        if width * height > MOST_PIXELS_INSIDE:
            raise SystemExit(TOO_LARGE)  # the phone that opens the original has less memory
    # An action has a kind; the attributes of a tagged paragraph, under the same name, have none.
    if "/A" in part and "/S" in getattr(part["/A"], "keys", tuple)():
        del part["/A"]


def pdf_pages(data: bytes) -> tuple[list[str], list[bytes]]:
    """Return the text and the picture (WebP) of each page."""
    import pypdfium2

    texts, pictures = [], []
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            scale = min(WIDTH / max(page.get_width(), 1), 3)
            if page.get_height() * scale > HIGHEST:
                raise SystemExit(TOO_LARGE)
            pictures.append(_sharp(page.render(scale=scale).to_pil().convert("RGB")))
            texts.append(_words(page.get_textpage().get_text_bounded()))
            if sum(len(text) + 2 for text in texts) > MOST_CHARACTERS:
                raise SystemExit(TOO_MUCH)
            page_done()
    return texts, pictures


def _words(text: str) -> str:
    # PDFium marks a hyphen at the end of a line as U+FFFE or U+0002: the word goes on.
    whole = re.sub("[\ufffe\x02]\r?\n?", "\u00ad", text).replace("\r\n", "\n").replace("\x00", "")
    return whole.encode("utf-8", "ignore").decode().strip()


def clean_picture(data: bytes) -> tuple[bytes, bytes]:
    """Return the picture as JPEG without metadata, upright, and smaller as WebP."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # counted here, so that the answer says what it was
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise SystemExit(TOO_LARGE)
        opened.draft("RGB", (WIDTH * 2, WIDTH * 3))  # lets a JPEG be decoded smaller at once
        upright = ImageOps.exif_transpose(opened).convert("RGBA")
    upright.thumbnail((WIDTH * 2, WIDTH * 3))
    # Onto a new sheet: a converted picture still carries the comments of the old one.
    sheet = Image.new("RGB", upright.size, "white")
    sheet.paste(upright, mask=upright)
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=80)
    sheet.thumbnail((PHOTO_WIDTH, PHOTO_WIDTH * 2))
    return out.getvalue(), _small(sheet)


def _small(photo: Any) -> bytes:
    """Return a photo in at most `PHOTO_BYTES`: first coarser, then smaller."""
    for quality in (62, 40):
        if len(made := _soft(photo, quality)) <= PHOTO_BYTES:
            return made
    photo.thumbnail((WIDTH, WIDTH * 2))
    return _soft(photo, 30)


def _sharp(page: Any) -> bytes:
    """Return a printed page: eight shades are enough for type, half the bytes, and no haze."""
    if page.getchannel("G").histogram()[255] < _WHITE * page.width * page.height:
        return _soft(page)  # a scan has hardly any pure white
    out = io.BytesIO()
    page.point(_EIGHT_SHADES).save(out, "WEBP", lossless=True, quality=50, method=2)
    return out.getvalue() if len(out.getvalue()) <= _TYPE_AT_MOST else _soft(page)


def _soft(photo: Any, quality: int = 45) -> bytes:
    """Return a photo, or a page that holds one."""
    out = io.BytesIO()
    photo.save(out, "WEBP", quality=quality, method=2)
    return out.getvalue()


def main() -> None:
    """Answer on standard output."""
    limit()
    data = sys.stdin.buffer.read()
    if data.startswith(b"%PDF-"):
        clean = clean_pdf(data)
        media_type, (texts, pictures) = "application/pdf", pdf_pages(clean)
    else:
        clean, picture = clean_picture(data)
        media_type, texts, pictures = "image/jpeg", [""], [picture]
    parts = [clean, *pictures]
    head = {"media_type": media_type, "texts": texts, "sizes": [len(part) for part in parts]}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + b"".join(parts))


if __name__ == "__main__":
    main()
