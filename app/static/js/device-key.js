// A P-256 key that never leaves this browser: the private half cannot be read, only used.
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

const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

// A browser that keeps nothing (some private windows) says so before the card is used up.
export async function newKey() {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]);
  await inStore("readwrite", (store) => store.put(privateKey, "new"));
  return { privateKey, publicKey: toText(await crypto.subtle.exportKey("spki", publicKey)) };
}

export const keepKey = (device, privateKey) =>
  inStore("readwrite", (store) => {
    store.delete("new");
    return store.put({ device, privateKey }, "key");
  });

export const findKey = () => inStore("readonly", (store) => store.get("key")).catch(() => undefined);

export async function sign(privateKey, challenge) {
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  return toText(await crypto.subtle.sign(algorithm, privateKey, toBytes(challenge)));
}
