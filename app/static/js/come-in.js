// Opening the app: passkeys, or a key that stays in this browser and a code.
// Contains no words: it reveals the sentences the page brought along.
import { findKey, keepKey, newKey, sign } from "./device-key.js";

const byId = (id) => document.getElementById(id);
const texts = ["busy", "said", "cancelled", "offline", "unsupported"];
const supported = Boolean(window.PublicKeyCredential?.parseCreationOptionsFromJSON);

function say(which, words) {
  for (const name of texts) byId(`key-${name}`).hidden = name !== which;
  if (words) byId("key-said").textContent = words;
}

async function send(form, url, body) {
  const token = form.elements.csrf_token.value;
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(body ?? {}),
  });
  // A page instead of an answer: this one lay open too long. Fresh from the server it works again.
  if (response.headers.get("Content-Type") !== "application/json") {
    location.reload();
    return new Promise(() => {});
  }
  const answer = await response.json();
  if (response.ok) return answer;
  throw Object.assign(new Error("refused"), { words: answer.text });
}

// Runs one way of coming in; whatever happens, a calm sentence says what now.
function onSubmit(form, work) {
  if (!form) return;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    say("busy");
    form.setAttribute("aria-busy", "true");
    try {
      const answer = await work(form);
      location.assign(answer.next);
    } catch (error) {
      if (error.words) say("said", error.words);
      else say(error instanceof TypeError ? "offline" : "cancelled");
    } finally {
      form.removeAttribute("aria-busy");
    }
  });
}

async function makePasskey(form) {
  const options = await send(form, form.dataset.challenge);
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const credential = await navigator.credentials.create({ publicKey });
  return send(form, form.action, credential.toJSON());
}

async function usePasskey(form, more) {
  const options = await send(form, form.dataset.challenge);
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = await navigator.credentials.get({ publicKey, ...more });
  return send(form, form.action, credential.toJSON());
}

async function makeDeviceKey(form) {
  const { privateKey, publicKey } = await newKey(); // fails here where nothing can be kept
  const answer = await send(form, form.action, {
    public_key: publicKey, pin: form.elements.pin.value,
  });
  await keepKey(answer.device, privateKey);
  return answer;
}

async function useDeviceKey(form) {
  const { device, privateKey } = await findKey();
  const { challenge } = await send(form, form.dataset.challenge);
  return send(form, form.action, {
    device, challenge, signature: await sign(privateKey, challenge),
    pin: form.elements.pin.value,
  });
}

if (supported) {
  onSubmit(byId("make-passkey"), makePasskey);
  onSubmit(byId("passkey-sign-in"), usePasskey);
} else if (byId("make-passkey")) {
  say("unsupported");
  byId("code")?.setAttribute("open", "");
}
onSubmit(byId("make-device-key"), makeDeviceKey);
if (byId("device-sign-in") && (await findKey())) {
  onSubmit(byId("device-sign-in"), useDeviceKey);
  byId("passkey-sign-in").querySelector("button").classList.remove("main");
}

// Whoever has a passkey and taps the field for the card's digits is offered it by the phone.
const offer = byId("passkey-offer");
if (supported && offer && (await PublicKeyCredential.isConditionalMediationAvailable?.())) {
  usePasskey(offer, { mediation: "conditional" })
    .then((answer) => location.assign(answer.next))
    .catch(() => {});
}
