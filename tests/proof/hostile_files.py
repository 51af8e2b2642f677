"""Two hundred hostile files through the real server, and what is left of them in a real browser.

A guide uploads each; what is taken is shown to the participant in Chromium: summary, official text,
pages, the picture of each page, the file itself. Counted: scripts that ran, requests to anybody
else (seen by the browser, or by the server whose address is in every file), answers that are no
calm answer, the slowest upload, and how much memory the web process ever had beyond its usual.
"""

import http.client
import http.server
import re
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from sqlalchemy import select

from app.core import clock
from app.domain.letters import Letter, LetterFile
from tests import make
from tests.bench.figures import Figures
from tests.bench.house import House, house
from tests.hostile import ALL, BOMBS
from tests.hostile.documents import markup
from tests.letters import demo_letters
from tests.support.browser import FLAGS, PHONE, chromium
from tests.support.serving import Served, free_port, serving
from tests.visit import sign_in_cookies

RAN = "ran"  # what every script in the files would make of the page's title
AGAIN = 3  # tries for a slow upload: neighbours on the machine are not the file's fault


@contextmanager
def _canary() -> Iterator[tuple[str, list[str]]]:
    """Listen at an address that nobody has a reason to ask; lend it and the list of who did."""
    asked: list[str] = []

    class Listens(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_POST = do_GET  # noqa: N815 - the name is http.server's

        def log_message(self, *_about: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listens)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


@dataclass
class Guide:
    """Jonas at his desk, who uploads whatever comes."""

    built: House
    served: Served
    cookies: str = ""
    token: str = ""

    def __post_init__(self) -> None:
        self.cookies = self.built.cookies(self.built.guides[0])

    def begin(self) -> Letter:
        """Begin a letter without text."""
        letter = make.letter(
            self.built.session, to=self.built.participants[0], by=self.built.guides[0],
            released_at=None, official_text="",
        )  # fmt: skip
        self.built.session.commit()
        return letter

    def ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, str]:
        """Return status and page."""
        about = {"Cookie": self.cookies}
        if body is not None:
            about["Content-Type"] = "multipart/form-data; boundary=x"
        connection = http.client.HTTPConnection("localhost", self.served.port, timeout=60)
        try:
            connection.request(method, path, body, about)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def upload(self, letter: Letter, content: bytes) -> tuple[int, str, float]:
        """Send the file; return status, page and seconds."""
        path = f"/desk/letters/{letter.id}/text"
        if not self.token:
            found = re.search(r'name="csrf_token" value="([^"]+)"', self.ask("GET", path)[1])
            assert found
            self.token = found[1]
        part = b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
        body = part % (b"csrf_token", b"", self.token.encode())
        body += part % (b"official_text", b"", b"")
        body += part % (b"file", b'; filename="../../Brief.pdf"', content) + b"--x--\r\n"
        before = time.perf_counter()
        status, page = self.ask("POST", path, body)
        return status, page, time.perf_counter() - before


@dataclass
class Counted:
    """What became of the files."""

    taken: list[uuid.UUID] = field(default_factory=list)
    refused: int = 0
    crashed: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    work: dict[str, float] = field(default_factory=dict)
    scripts: int = 0
    outside: list[str] = field(default_factory=list)
    seen: int = 0


def _upload_all(guide: Guide, url: str, counted: Counted) -> None:
    for name, made in ALL.items():
        content = made(url)
        for again in range(AGAIN):
            letter = guide.begin()
            before = guide.served.processor_seconds()
            status, page, seconds = guide.upload(letter, content)
            counted.work[name] = guide.served.processor_seconds() - before
            counted.seconds[name] = min(seconds, counted.seconds.get(name, seconds))
            if counted.seconds[name] <= 2 or again == AGAIN - 1:
                break
        if status == 303:
            letter.released_at = clock.now()
            counted.taken.append(letter.id)
        elif status == 422 and 'class="mend"' in page:
            counted.refused += 1
        else:
            counted.crashed.append(f"{status} {name}")
        guide.built.session.commit()


def _others_wait(guide: Guide, url: str) -> float:
    """Return the longest time somebody else waits for a page while two bombs arrive at once."""
    bombs = [
        threading.Thread(target=guide.upload, args=(guide.begin(), BOMBS["veils"](url)))
        for _ in range(2)
    ]
    for bomb in bombs:
        bomb.start()
    longest = 0.0
    while any(bomb.is_alive() for bomb in bombs):
        before = time.perf_counter()
        assert guide.ask("GET", "/healthz")[0] == 200
        longest = max(longest, time.perf_counter() - before)
        for bomb in bombs:
            bomb.join(0.01)
    return longest


def _watch(page: Page, origin: str, counted: Counted) -> None:
    def asked(address: str) -> None:
        if not address.startswith((origin, "data:", "blob:", "file:", "chrome")):
            counted.outside.append(address)

    def said() -> None:
        counted.scripts += 1

    page.on("request", lambda request: asked(request.url))
    page.on("dialog", lambda dialog: (said(), dialog.dismiss()))
    page.on("popup", lambda popup: asked(popup.url))


def _look(page: Page, path: str, counted: Counted) -> None:
    answer = page.goto(path)
    counted.seen += 1
    if answer is None or answer.status != 200:
        counted.crashed.append(f"{answer and answer.status} {path}")
    if page.title() == RAN:
        counted.scripts += 1


def _look_at_all(page: Page, built: House, folder: Path, counted: Counted) -> None:
    origin = built.settings.origin
    for letter_id in counted.taken:
        rows = select(LetterFile.page).where(LetterFile.letter_id == letter_id)
        pages = [number for number in built.session.scalars(rows) if number > 0]
        built.session.commit()
        for part in ("summary", *(["pages"] if pages else []), "official"):
            _look(page, f"{origin}/letters/{letter_id}/{part}", counted)
        with page.expect_download() as download:
            page.get_by_text("Als Datei behalten").click()
        kept = folder / download.value.suggested_filename
        download.value.save_as(kept)
        for number in pages:
            _look(page, f"{origin}/letters/{letter_id}/pages/{number}", counted)
        if kept.suffix != ".pdf":  # a PDF, opened like this, would be downloaded again
            page.goto(kept.as_uri())


def _can_count(page: Page, url: str, asked: list[str], counted: Counted) -> bool:
    """Whether a script that runs and a picture that loads are seen; then count from nothing."""
    page.set_content(markup(url), wait_until="networkidle")
    seen = page.title() == RAN and bool(counted.outside) and "/img" in asked
    page.goto("about:blank")
    counted.outside.clear()
    asked.clear()
    return seen


def main() -> int:
    """Upload, look, count, print; 0 if every goal is met."""
    figures, counted = Figures(), Counted()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hostile-")))
        (folder / "var").mkdir(mode=0o700)
        port = free_port()
        origin = f"http://localhost:{port}"
        built = stack.enter_context(house(folder / "var", participants=1, origin=origin))
        url, asked = stack.enter_context(_canary())
        served = stack.enter_context(serving(built.settings, port))
        guide = Guide(built, served)
        for name in ("10-minderung", "01-bewilligung"):  # what it takes for honest letters
            assert guide.upload(guide.begin(), demo_letters.pdf(name))[0] == 303
        usual = served.most_memory()
        _upload_all(guide, url, counted)
        waited = _others_wait(guide, url)
        grown = (served.most_memory() - usual) / 1_000_000
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        context = browser.new_context(viewport=PHONE, locale="de")  # type: ignore[arg-type]
        cookies = sign_in_cookies(built.app, built.participants[0])
        context.add_cookies([{"name": n, "value": v, "url": origin} for n, v in cookies])
        page = context.new_page()
        _watch(page, origin, counted)
        before, asked[:] = list(asked), []
        assert _can_count(page, url, asked, counted), "the canary does not sing"
        _look_at_all(page, built, folder, counted)
        asked += before
        browser.close()
    print(
        f"{len(counted.taken)} cleaned and shown on {counted.seen} pages, {counted.refused} refused"
    )
    for wrong in (*counted.crashed, *counted.outside, *asked):
        print(wrong)
    figures.at_least("hostile_files", len(counted.seconds), "files", 200)
    figures.at_most("hostile_scripts", counted.scripts, "scripts", 0)
    outside = len(counted.outside) + len(asked)
    figures.at_most("hostile_outside_requests", outside, "requests", 0)
    figures.at_most("hostile_crashes", len(counted.crashed), "answers", 0)
    figures.at_most("hostile_slowest_seconds", max(counted.seconds.values()), "s", 2)
    # The same without the machine's other work: what an upload takes on a machine of its own.
    figures.at_most("hostile_most_processor_seconds", max(counted.work.values()), "s", 2)
    figures.at_most("hostile_rss_growth_mb", grown, "MB", 100)
    figures.at_least("bombs", len(BOMBS), "files", 40)
    slowest = max(counted.seconds[name] for name in BOMBS)
    figures.at_most("bombs_slowest_seconds", slowest, "s", 2)
    figures.at_most("bombs_others_wait_seconds", waited, "s", 1.5)
    return 1 if figures.short else 0
