// The start of the app: the worker that keeps help and the offline page, and one quiet comparison.

// The worker keeps help in the language of the page that called it.
const address = `/service-worker.js?language=${document.documentElement.dataset.language}`;
// The only policy of the page (trusted-types app): the worker's address and nothing else.
const policy = globalThis.trustedTypes?.createPolicy("app", {
  createScriptURL: (url) => {
    if (url !== address) throw new TypeError(url);
    return url;
  },
});

// Once per start, and only where reminders were switched on: are they still?
const asksForReminders = () => {
  try {
    if (!localStorage.getItem("reminders") || sessionStorage.getItem("started")) return false;
    sessionStorage.setItem("started", "1");
    return true;
  } catch {
    return false; // a browser that keeps nothing has no reminders either
  }
};

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register(policy?.createScriptURL(address) ?? address).catch(() => {});
  if (document.querySelector(".tabs") && asksForReminders()) {
    import("./push.js").then((push) => push.compare()).catch(() => {});
  }
}
