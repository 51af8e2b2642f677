// The start of the app: the worker that keeps help and the offline page, what the last sign-out could
// not tell, and one quiet comparison.

const address = "/service-worker.js";
// The only policy of the page (trusted-types app): the worker's address and nothing else.
const policy = globalThis.trustedTypes?.createPolicy("app", {
  createScriptURL: (url) => {
    if (url !== address) throw new TypeError(url);
    return url;
  },
});

// The offline page may stand at the same address, without the bar.
const isHeute = location.pathname === "/" && document.querySelector(".tabs");

// Once per start, on Heute, and only where reminders were switched on: are they still?
const asksForReminders = () => {
  try {
    if (!isHeute || !localStorage.getItem("reminders")) return false;
    if (sessionStorage.getItem("started")) return false;
    sessionStorage.setItem("started", "1");
    return true;
  } catch {
    return false; // a browser that keeps nothing has no reminders either
  }
};

// Signed out without a network: the server hears of it now. Without cookies, so that nothing of
// whoever is here today is touched.
const tellWhoLeft = async () => {
  const proof = localStorage.getItem("leaving");
  if (!proof) return;
  const body = new URLSearchParams({ proof });
  const answer = await fetch("/sign-out", {
    method: "POST", body, credentials: "omit", redirect: "manual",
  });
  const isDone = answer.type === "opaqueredirect" || answer.status === 400;
  if (isDone) localStorage.removeItem("leaving");
};
tellWhoLeft().catch(() => {});

// Reading aloud comes after the first picture, where there is something to read and a voice.
const { speechSynthesis } = globalThis;
if (speechSynthesis && document.querySelector("button.voice, #remote-voices")) {
  const load = () => {
    if (speechSynthesis.getVoices().length) import("./voice.js").catch(() => {});
  };
  speechSynthesis.onvoiceschanged = load;
  requestAnimationFrame(() => setTimeout(load));
}

if ("serviceWorker" in navigator) {
  const { serviceWorker } = navigator;
  serviceWorker.register(policy?.createScriptURL(address) ?? address).catch(() => {});
  // The worker keeps help as the page that is open is read.
  const { language, text, colours, motion } = document.documentElement.dataset;
  serviceWorker.ready.then(({ active }) => {
    active.postMessage(`language=${language}&comfort=${text}-${colours}-${motion}`);
  });
  // Heute says what is true now: what still stands on the lock screen would only grow old there.
  if (isHeute) {
    serviceWorker.ready.then(async (registration) => {
      for (const each of (await registration.getNotifications?.()) ?? []) each.close();
    });
  }
  if (asksForReminders()) {
    import("./push.js").then((push) => push.compare()).catch(() => {});
  }
}

// Where something can be typed, another language must not cost it.
const typing = "main form[method=post] :is(textarea, select, input:not([type=hidden]))";
if (document.querySelector("#to-language") && document.querySelector(typing)) {
  import("./keep-typed.js").catch(() => {});
}
