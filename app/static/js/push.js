// Reminders on this device. The browser is asked only after a tap on "einschalten". All words come
// from the server; this only shows the ones that are true.

const patience = 15_000; // ms
const said = "reminders-said"; // which loss was told already

const bytes = (base64url) =>
  Uint8Array.from(atob(base64url.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

const hex = async (text) =>
  [...new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");

const isApple =
  /iPhone|iPad/.test(navigator.userAgent) ||
  (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1);

// What stands in the way on this device: "" if nothing does.
const obstacle = () => {
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
    // iPhones can, opened from the home screen; one that is there already is too old.
    return isApple && !navigator.standalone ? "iphone" : "unsupported";
  }
  return Notification.permission === "denied" ? "denied" : "";
};

const currentSubscription = async () =>
  (await navigator.serviceWorker?.getRegistration())?.pushManager?.getSubscription();

// Whether this browser still has what the server sends to, made with today's key.
const isSame = async (mine, { key, mark }) => {
  if (!mine) return false;
  const made = mine.options?.applicationServerKey; // older browsers do not say
  if (made && String(new Uint8Array(made)) !== String(bytes(key))) return false;
  const { endpoint, keys } = mine.toJSON();
  return (await hex(`${endpoint} ${keys?.p256dh} ${keys?.auth}`)) === mark;
};

// Subscribes this browser and tells the server. Throws if either does not work.
const reach = async ({ key, token }) => {
  const { pushManager } = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: bytes(key) };
  // One that the push service has given up, or made with a former key, stands in the way.
  await (await pushManager.getSubscription())?.unsubscribe();
  const subscription = await pushManager.subscribe(options);
  const answer = await fetch("/push-subscriptions", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(subscription),
    redirect: "error",
  });
  if (!answer.ok) throw new Error("not kept");
  localStorage.setItem("reminders", "1"); // so that the app compares when it starts
  localStorage.removeItem(said);
};

const begin = async (box) => {
  const show = (state) => {
    for (const each of box.querySelectorAll("[data-state]")) {
      each.hidden = !each.dataset.state.split(" ").includes(state);
    }
  };

  box.querySelector("[data-switch-on]").addEventListener("click", async () => {
    show("asking");
    // Some browsers never answer: then the page says so, and still takes a late "yes".
    const timer = setTimeout(() => show("slow"), patience);
    try {
      const answer = await Notification.requestPermission();
      if (answer === "granted") {
        await reach(box.dataset);
        show("on");
      } else {
        show(answer === "denied" ? "denied" : "off");
      }
    } catch {
      show("failed");
    } finally {
      clearTimeout(timer);
    }
  });

  const off = box.querySelector("#switch-off-here");
  off.addEventListener("submit", async (event) => {
    event.preventDefault();
    localStorage.removeItem("reminders");
    await (await currentSubscription())?.unsubscribe().catch(() => {});
    off.submit();
  });

  for (const each of box.querySelectorAll("[data-phone]")) {
    each.hidden = (each.dataset.phone === "iphone") !== isApple;
  }
  const stands = obstacle();
  if (stands) return show(stands);
  if (!box.dataset.mark) return show("off");
  const isOn = "on" in box.dataset && (await isSame(await currentSubscription(), box.dataset));
  show(isOn ? "on" : "lost");
};

// Says once that reminders are off here, and goes with a tap. Returns how to take it back.
const tell = ({ note, word, url, close, mark }) => {
  if (localStorage.getItem(said) === mark) return () => {};
  localStorage.setItem(said, mark);
  const make = (tag, values) => Object.assign(document.createElement(tag), values);
  const box = make("div", { className: "notice" });
  const words = make("p");
  const button = make("button", { type: "button", className: "link", textContent: close });
  const remove = () => box.remove();
  button.addEventListener("click", remove);
  words.append(`${note} `, make("a", { href: url, textContent: word }));
  box.setAttribute("role", "status");
  box.append(words, button);
  document.querySelector("main").prepend(box);
  return remove;
};

// Compares what this browser has with what the server believes. Mends it quietly where it can, and
// says it where it cannot. Called once when the app starts.
export const compare = async () => {
  const answer = await fetch("/push-subscriptions/here", { redirect: "error" });
  if (!answer.ok) return;
  const server = await answer.json();
  const mine = await currentSubscription();
  if (!server.known) {
    // Nobody who is signed in here asked for it: a phone that has changed hands stays silent.
    localStorage.removeItem("reminders");
    await mine?.unsubscribe();
    return;
  }
  const isAllowed = !obstacle() && Notification.permission === "granted";
  if (!server.gone && isAllowed && (await isSame(mine, server))) return;
  if (!isAllowed) return tell(server);
  // Some push services never answer: then it is said, and taken back should they do so late.
  let takeBack = () => {};
  const timer = setTimeout(() => (takeBack = tell(server)), patience);
  try {
    await reach(server);
    takeBack();
  } catch {
    tell(server);
  } finally {
    clearTimeout(timer);
  }
};

const box = document.querySelector("[data-push]");
if (box) begin(box);
