// P-256 keys that never leave this browser: the private half cannot be read, only used.
// A family may share a phone, so there can be several, each at a place with a number and without
// a name. Each is kept before the server hears of it: a lost answer loses nothing.

const STORE = "keys";

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("device", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function inStore(mode, work) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const asked = work(database.transaction(STORE, mode).objectStore(STORE));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  } finally {
    database.close();
  }
}

// Bytes as text that fits into JSON, and back (RFC 4648, section 5, without padding).
export const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

export const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

const places = () => inStore("readonly", (store) => store.getAllKeys());

export const findKey = (place) => inStore("readonly", (store) => store.get(place));

export const forgetKey = (place) => inStore("readwrite", (store) => store.delete(place));

// Where there are keys: [1, 2]. A browser that keeps nothing has none.
export const placesTaken = () => places().catch(() => []);

export async function freePlace() {
  const taken = await places();
  let place = 1;
  while (taken.includes(place)) place += 1;
  return place;
}

// A browser that keeps nothing (some private windows) says so here, before the card is used up.
export async function newKey() {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]);
  const device = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const place = await freePlace();
  await inStore("readwrite", (store) => store.add({ device, privateKey }, place));
  return { device, place, publicKey: toText(await crypto.subtle.exportKey("spki", publicKey)) };
}

export async function sign(privateKey, challenge) {
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  return toText(await crypto.subtle.sign(algorithm, privateKey, toBytes(challenge)));
}
