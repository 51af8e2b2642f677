"""The whole road once, for real: our key, our encryption, our carrier, Firefox's own decryption."""

import functools
import json
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from app.core.push import (
    Carrier,
    Outcome,
    PushMessage,
    Subscription,
    Vapid,
    generate_private_key,
    pad,
)
from tests.support.firefox import Firefox
from tests.support.push_service import PushService

# Arabic with a mark of its own and a letter outside the first plane.
TEXT = "يوجد شيء جديد لكم. 🌱"

PAGE = """<!doctype html><html lang="de"><title>Seite</title><script type="module">
const heard = [];
const waiting = [];
navigator.serviceWorker.onmessage = (event) => {
  heard.push(event.data);
  waiting.splice(0).forEach((go) => go());
};
navigator.serviceWorker.startMessages();
window.nextMessage = async () => {
  while (!heard.length) await new Promise((go) => waiting.push(go));
  return heard.shift();
};
window.subscribe = async (key) => {
  await navigator.serviceWorker.register('/worker.js');
  const registration = await navigator.serviceWorker.ready;
  const options = {userVisibleOnly: true, applicationServerKey: key};
  return (await registration.pushManager.subscribe(options)).toJSON();
};
window.unsubscribe = async () => {
  const registration = await navigator.serviceWorker.ready;
  return (await registration.pushManager.getSubscription()).unsubscribe();
};
</script>"""

WORKER = """
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('push', (event) => event.waitUntil((async () => {
  const text = event.data.text();
  for (const page of await self.clients.matchAll({includeUncontrolled: true})) {
    page.postMessage({text, size: new TextEncoder().encode(text).length});
  }
})()));
"""


@pytest.fixture
def origin(tmp_path: Path) -> Iterator[str]:
    """Serve the page and its worker."""
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / "worker.js").write_text(WORKER)

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
        thread.join()


def test_firefox_reads_what_we_send_until_it_unsubscribes(origin: str) -> None:
    vapid = Vapid(generate_private_key(), "mailto:technik@example.org")
    text = json.dumps({"text": TEXT}, ensure_ascii=False)
    with (
        PushService() as service,
        Firefox(push_url=service.ws_url) as firefox,
        Carrier(vapid, allow_private=["127.0.0.1"], allow_insecure=True) as carrier,
    ):
        firefox.allow_notifications(origin)
        firefox.open(f"{origin}/")
        given = firefox.evaluate(f"subscribe('{vapid.public_key_base64url}')")
        subscription = Subscription(
            given["endpoint"], given["keys"]["p256dh"], given["keys"]["auth"]
        )
        message = PushMessage("1", subscription, pad(text.encode()), 60, "normal", "eins")

        (sent,) = carrier.send_all([message])
        heard = firefox.evaluate("nextMessage()")
        firefox.evaluate("unsubscribe()")
        (sent_after,) = carrier.send_all([message])

    assert sent.outcome is Outcome.ACCEPTED
    assert json.loads(heard["text"])["text"] == TEXT
    assert heard["size"] == 256
    assert sent_after.outcome is Outcome.GONE
    assert service.received[0].claims["sub"] == "mailto:technik@example.org"
