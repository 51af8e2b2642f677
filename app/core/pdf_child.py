"""The child process of `core.pdf`: reads FOLDER/in, writes clean, N.webp and about.json there."""

import io
import json
import resource
import sys
from pathlib import Path

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 15
MOST_PAGES = 30
MOST_PIXELS = 40_000_000
WIDTH = 1000  # CSS px on a phone are few; 1000 keeps small print readable when zoomed


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _clean_pdf(data: bytes) -> bytes:
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        if pdf.is_encrypted or len(pdf.pages) > MOST_PAGES:
            raise SystemExit(2)
        root = pdf.Root
        for name in ("/OpenAction", "/AA", "/AcroForm", "/Names", "/Collection"):
            if name in root:
                del root[name]
        for page in pdf.pages:
            for name in ("/AA", "/Annots"):
                if name in page:
                    del page[name]
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def _pdf_pages(data: bytes, folder: Path) -> list[str]:
    import pypdfium2

    texts = []
    with pypdfium2.PdfDocument(data) as pdf:
        for number, page in enumerate(pdf, start=1):
            picture = page.render(scale=min(WIDTH / max(page.get_width(), 1), 3)).to_pil()
            if picture.height > WIDTH * 5:
                raise SystemExit(2)
            picture.convert("RGB").save(folder / f"{number}.webp", quality=60, method=4)
            texts.append(page.get_textpage().get_text_bounded().replace("\r\n", "\n").strip())
    return texts


def _clean_picture(data: bytes, folder: Path) -> bytes:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise SystemExit(2)
        upright = ImageOps.exif_transpose(opened).convert("RGB")
    upright.thumbnail((WIDTH * 2, WIDTH * 3))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=80)
    upright.thumbnail((WIDTH, WIDTH * 2))
    upright.save(folder / "1.webp", quality=65, method=4)
    return out.getvalue()


def main(folder: Path) -> None:
    """Clean FOLDER/in and take its pages apart."""
    _limit()
    data = (folder / "in").read_bytes()
    if data.startswith(b"%PDF-"):
        clean = _clean_pdf(data)
        media_type, texts = "application/pdf", _pdf_pages(clean, folder)
    else:
        clean = _clean_picture(data, folder)
        media_type, texts = "image/jpeg", [""]
    (folder / "clean").write_bytes(clean)
    (folder / "about.json").write_text(json.dumps({"media_type": media_type, "texts": texts}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
