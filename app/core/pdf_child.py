"""The child process of `core.pdf`: looks into one file and says what is there.

In: the file on standard input. Out: one line of JSON ({"media_type", "texts", "sizes"}), then the
cleaned file and the picture of each page, `sizes` bytes each. Otherwise it ends with the number of
a `Refusal`, or by a limit. It imports nothing of the app, opens no file and starts no process.
"""

import io
import json
import re
import resource
import sys
from typing import Any

LOCKED, TOO_LONG, TOO_LARGE = 3, 4, 5  # `core.pdf.Refusal`

MEMORY = 600 * 1024 * 1024  # address space; the libraries alone map about 150 MB
CPU_SECONDS = 10
MOST_PAGES = 30
MOST_PIXELS = 40_000_000
WIDTH = 1000  # CSS px on a phone are few; 1000 keeps small print readable when zoomed
HIGHEST = 5 * WIDTH  # a page longer than this is no letter
PHOTO_WIDTH = 1400  # a photo is less sharp than a rendered page, and has a table around the letter
PHOTO_BYTES = 250_000

# What could act by itself, lead elsewhere, carry another file or tell who made it.
_GONE = (
    "/AA", "/OpenAction", "/JS", "/JavaScript", "/AcroForm", "/Names", "/Collection", "/AF",
    "/Annots", "/Outlines", "/Metadata", "/PieceInfo", "/EmbeddedFiles", "/Requirements",
)  # fmt: skip


def limit() -> None:
    """Give away what reading a file does not need."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(what, (most, most))


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
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            _take_out(each)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _take_out(part: Any) -> None:
    for name in _GONE:
        if name in part:
            del part[name]
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
            pictures.append(_webp(page.render(scale=scale).to_pil().convert("RGB")))
            texts.append(_words(page.get_textpage().get_text_bounded()))
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
    return out.getvalue(), _small_webp(sheet)


def _small_webp(picture: Any) -> bytes:
    """Return the picture in at most `PHOTO_BYTES`: first coarser, then smaller."""
    for quality in (62, 40):
        if len(made := _webp(picture, quality)) <= PHOTO_BYTES:
            return made
    picture.thumbnail((WIDTH, WIDTH * 2))
    return _webp(picture, 30)


def _webp(picture: Any, quality: int = 62) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=quality, method=2)
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
