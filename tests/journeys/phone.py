"""What somebody does on a phone, in the words of the screen, and what the phone keeps."""

from typing import Any

from playwright.sync_api import Page, expect


def tap(page: Page, words: str) -> None:
    """Tap the button or link with exactly these words."""
    button = page.get_by_role("button", name=words, exact=True)
    button.or_(page.get_by_role("link", name=words, exact=True)).filter(visible=True).tap()


def is_on(page: Page, heading: str) -> None:
    """Fail unless the page with this heading opens."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def answer_questions(page: Page, *, letters: str = "Ja", others: str = "Nein, nur ich") -> None:
    """Go from the three cards to the page where the key is made."""
    is_on(page, "Was Sie hier sehen")
    tap(page, "Weiter")
    is_on(page, "Wer das sieht")
    tap(page, "Weiter")
    is_on(page, "Sie entscheiden")
    tap(page, "Weiter")
    for question, answer in (
        ("Dürfen wir Ihre Treffen und Schritte hier speichern?", "Ja"),
        ("Dürfen Briefe hier liegen?", letters),
        ("Ihr Handy", others),
    ):
        is_on(page, question)
        page.get_by_label(answer, exact=True).check()
        tap(page, "Weiter")
    is_on(page, "Sicher öffnen")


#: Everything a browser keeps for a site, read by a page of ours.
_KEPT = """async () => {
  const databases = await indexedDB.databases();
  const keys = [];
  for (const { name } of databases) {
    const opened = await new Promise((yes, no) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => yes(asked.result);
      asked.onerror = () => no(asked.error);
    });
    for (const store of opened.objectStoreNames) {
      const all = await new Promise((yes) => {
        const asked = opened.transaction(store).objectStore(store).getAll();
        asked.onsuccess = () => yes(asked.result);
      });
      for (const each of all) keys.push({
        names: Object.keys(each).sort(), extractable: each.privateKey?.extractable,
      });
    }
    opened.close();
  }
  const cached = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) {
      cached.push(new URL(request.url).pathname);
    }
  }
  return {
    keys, cached, local: { ...localStorage }, visit: { ...sessionStorage },
    cookies: document.cookie,
  };
}"""


def kept_by(page: Page) -> dict[str, Any]:
    """Return what scripts can find in this browser: keys, caches, storages, cookies."""
    found: dict[str, Any] = page.evaluate(_KEPT)
    return found
