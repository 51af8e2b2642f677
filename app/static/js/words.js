// Tapping an official word shows its explanation at once, and the place in the letter stays.
// Without this the word leads to the same explanation further down. Nothing is sent or kept.
const list = document.querySelector(".words[data-close]");

/** An empty card with a button that closes it; the button's word comes from the page. */
const makeCard = () => {
  const made = document.createElement("dialog");
  const meaning = document.createElement("div");
  const close = document.createElement("button");
  made.className = "word-card";
  made.setAttribute("aria-labelledby", "word-now");
  meaning.id = "word-now";
  meaning.dataset.aloud = "";
  close.type = "button";
  close.textContent = list.dataset.close;
  made.append(meaning, close);
  return made;
};

if (list && "show" in HTMLDialogElement.prototype) {
  const card = makeCard();
  let tapped = null;
  document.querySelector("main").append(card);

  const open = (word) => {
    const explained = document.getElementById(word.hash.slice(1));
    const copies = [...explained.children].map((each) => each.cloneNode(true));
    card.firstElementChild.replaceChildren(...copies.filter((each) => !each.matches(".links")));
    tapped = word;
    if (!card.open) card.show();
    card.lastElementChild.focus({ preventScroll: true });
    // The word itself stays in sight above the card.
    const hidden = word.getBoundingClientRect().bottom + 8 - card.getBoundingClientRect().top;
    if (hidden > 0) scrollBy(0, hidden);
  };

  card.lastElementChild.addEventListener("click", () => card.close());
  card.addEventListener("close", () => tapped.focus({ preventScroll: true }));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && card.open) card.close();
  });
  document.addEventListener("click", (event) => {
    const word = event.target.closest("a.word");
    if (!word || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(word);
  });
}
