// Leaving nothing behind: also without a network, and with one that never answers.
import { placesTaken } from "./device-key.js";

const PATIENCE = 4_000; // ms

// Nothing is seen any more but one sentence that the page brought along. Until then it is no text:
// a text browser would show it at the end of every page.
export function hide(hidden) {
  for (const each of document.body.children) {
    each.hidden = hidden !== (each.id === "leaving");
    if (each.id === "leaving") each.textContent = each.dataset.words;
  }
}

function forget(proof) {
  // Without this cookie the session is no longer accepted, whether or not the server hears of it.
  const secure = location.protocol === "https:" ? "; Secure" : "";
  for (const name of ["here", "__Host-here"]) {
    document.cookie = `${name}=; Max-Age=0; Path=/; SameSite=Lax${secure}`;
  }
  try {
    sessionStorage.clear();
    localStorage.clear();
    localStorage.setItem("leaving", proof); // until the server has heard of it: see app.js
  } catch {
    // a browser that keeps nothing
  }
}

async function tell(proof) {
  const body = new URLSearchParams({ proof });
  // Somebody who shares this phone may come in with a code: nameless keys stay.
  if ((await placesTaken()).length) body.append("keeps_key", "1");
  // An answer that comes later must not touch whoever has come in by then.
  const late = new AbortController();
  setTimeout(() => late.abort(), PATIENCE);
  const answer = await fetch("/sign-out", {
    method: "POST", body, redirect: "manual", keepalive: true, signal: late.signal,
  });
  if (answer.type !== "opaqueredirect") return false;
  localStorage.removeItem("leaving");
  return true;
}

async function clear(told) {
  const registration = await navigator.serviceWorker?.getRegistration();
  for (const each of (await registration?.getNotifications?.()) ?? []) each.close();
  const subscription = await registration?.pushManager?.getSubscription();
  await subscription?.unsubscribe();
  // The worker keeps public pages only. Without a network it stays, so that help can be opened.
  if (!(await told)) return;
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  await registration?.unregister();
}

// Returns whether the server has heard of it.
export async function leave(proof) {
  hide(true);
  forget(proof);
  const told = tell(proof).catch(() => false);
  const enough = new Promise((done) => setTimeout(done, PATIENCE));
  await Promise.race([clear(told).catch(() => {}), enough]);
  return Promise.race([told, enough.then(() => false)]);
}
