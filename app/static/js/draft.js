// Keeps what is being typed: quietly on the server, so that it is there after a break, a lost
// connection or a new sign-in. Sends nothing while there is no internet, and says so.

const form = document.querySelector("form[data-draft]");

if (form) {
  const text = form.querySelector("textarea");
  const offline = form.querySelector("[data-offline]");
  const pause = 1500; // ms after the last key
  let kept = text.value;
  let timer = 0;
  let sending = false;
  let last = Promise.resolve();

  const keep = async () => {
    if (sending || text.value === kept) return;
    kept = text.value;
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Quiet": "1" },
        redirect: "error",
        keepalive: true,
      });
      if (!answer.ok) kept = null;
    } catch {
      // No connection: the text is still in the field, and the next key tries again.
      kept = null;
    }
  };
  const keepInOrder = () => {
    clearTimeout(timer);
    last = last.then(keep);
    return last;
  };

  text.addEventListener("input", () => {
    offline.hidden = true;
    clearTimeout(timer);
    timer = setTimeout(keepInOrder, pause);
  });
  // A tap elsewhere may bring another page: what is asked for only as this one goes is often lost.
  text.addEventListener("blur", ({ relatedTarget }) => {
    if (!form.contains(relatedTarget)) keep();
  });
  document.addEventListener("submit", (event) => {
    if (event.target !== form) keep();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep();
  });
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      offline.hidden = false;
      return;
    }
    sending = true;
    clearTimeout(timer);
  });
  window.addEventListener("pageshow", () => {
    sending = false;
  });
}

// A long conversation opens at its newest line.
if (!location.hash && document.documentElement.scrollHeight > 2 * innerHeight) {
  document.getElementById("newest")?.scrollIntoView({ block: "center" });
}
