// A button that copies a text of the page; without scripts one selects it by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  const done = document.querySelector("[data-copied]");
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    done.hidden = true;
    getSelection().selectAllChildren(text); // whatever the browser says to copying, it is selected
    await navigator.clipboard.writeText(text.textContent).then(() => {
      done.hidden = false;
    }, () => {});
  });
}
