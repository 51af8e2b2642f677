// Reminders on this device. The browser is asked only after a tap on "einschalten". All words come
// from the server; this only shows the ones that are true.

const patience = 15_000; // ms

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
    return isApple ? "iphone" : "unsupported"; // iPhones can, from the home screen
  }
  return Notification.permission === "denied" ? "denied" : "";
};

const currentSubscription = async () =>
  (await navigator.serviceWorker?.getRegistration())?.pushManager?.getSubscription();

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

  const stands = obstacle();
  if (stands) return show(stands);
  show("on" in box.dataset && (await currentSubscription()) ? "on" : "off");
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
  if (mine && !server.gone && (await hex(mine.endpoint)) === server.mark) return;
  try {
    if (obstacle() || Notification.permission !== "granted") throw new Error("not allowed");
    await reach(server);
  } catch {
    const note = document.createElement("p");
    const link = document.createElement("a");
    link.href = server.url;
    link.textContent = server.word;
    note.className = "notice";
    note.setAttribute("role", "status");
    note.append(`${server.note} `, link);
    document.querySelector("main").prepend(note);
  }
};

const box = document.querySelector("[data-push]");
if (box) begin(box);
