// Leaving nothing behind, also without a network. First nothing is seen any more.
import { findKey } from "./device-key.js";

async function leaveNothing(online) {
  // Without this cookie the session is no longer accepted, whether or not the server hears of it.
  const secure = location.protocol === "https:" ? "; Secure" : "";
  for (const name of ["here", "__Host-here"]) {
    document.cookie = `${name}=; Max-Age=0; Path=/; SameSite=Lax${secure}`;
  }
  sessionStorage.clear();
  const registration = await navigator.serviceWorker?.getRegistration();
  const subscription = await registration?.pushManager?.getSubscription();
  await subscription?.unsubscribe();
  // The worker keeps public pages only. Without a network it stays, so that help can be opened.
  if (!online) return;
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  await registration?.unregister();
}

for (const form of document.querySelectorAll("form#sign-out")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    document.body.hidden = true;
    const body = new FormData(form);
    // Somebody who shares this phone may come in with a code: their nameless key stays.
    if (await findKey()) body.append("keeps_key", "1");
    const told = await fetch(form.action, { method: "POST", body, redirect: "manual" })
      .then(() => true, () => false);
    await leaveNothing(told).catch(() => {});
    location.replace(told ? form.dataset.next : "/help");
  });
}
