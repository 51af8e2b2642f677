// Opening the app: passkeys, or a key that stays in this browser and a code.
// Contains no words: it reveals the sentences the page brought along.
import { send } from "./asking.js";
import { findKey, forgetKey, freePlace, newKey, placesTaken, sign } from "./device-key.js";
import { create, get, supported } from "./passkeys.js";

const byId = (id) => document.getElementById(id);
const texts = ["busy", "said", "cancelled", "offline", "unsupported", "which"];

function say(which, words) {
  for (const name of texts) byId(`key-${name}`).hidden = name !== which;
  if (words) byId("key-said").textContent = words;
}

// What was typed before a break is sent on from here; otherwise the app opens.
function goOn(answer) {
  const after = byId("after");
  if (after) after.submit();
  else location.assign(answer.next);
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
      if (answer) goOn(answer);
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
  if (options.next) return options; // made before, and the answer was lost
  return send(form, form.action, await create(options));
}

async function usePasskey(form, more) {
  const options = await send(form, form.dataset.challenge);
  return send(form, form.action, await get(options, more));
}

let made; // a second tap after a lost answer sends the same key again
async function makeDeviceKey(form) {
  made ??= await newKey(); // fails here where nothing can be kept
  const { device, publicKey, place } = made;
  try {
    return await send(form, form.action, {
      device, public_key: publicKey, pin: form.elements.pin.value,
    });
  } catch (error) {
    if (error.words) await forgetKey(place).finally(() => { made = undefined; });
    throw error;
  }
}

async function useDeviceKey(form) {
  const places = await placesTaken();
  const place = places.length > 1 ? Number(new FormData(form).get("place")) : places[0];
  if (!place) return say("which");
  const { device, privateKey } = await findKey(place);
  const { challenge } = await send(form, form.dataset.challenge);
  try {
    return await send(form, form.action, {
      device, challenge, signature: await sign(privateKey, challenge),
      pin: form.elements.pin.value,
    });
  } catch (error) {
    if (error.status === 410) { // a newer card has replaced this key
      await forgetKey(place);
      await offerCodes();
    }
    throw error;
  }
}

// Whoever shares the phone sees numbers, never names; with one code there is nothing to choose.
async function offerCodes() {
  const places = await placesTaken();
  byId("code-place").hidden = places.length < 2;
  for (const each of document.querySelectorAll("#code-place .choice")) {
    each.hidden = !places.includes(Number(each.querySelector("input").value));
  }
  return places.length > 0;
}

onSubmit(byId("make-device-key"), makeDeviceKey);
const hasCode = byId("device-sign-in") && (await offerCodes());
if (hasCode) {
  onSubmit(byId("device-sign-in"), useDeviceKey);
  byId("passkey-sign-in").querySelector("button").classList.remove("main");
}
if (supported) {
  onSubmit(byId("make-passkey"), makePasskey);
  onSubmit(byId("passkey-sign-in"), usePasskey);
} else if (!hasCode && byId("key-unsupported")) {
  say("unsupported");
  byId("code")?.setAttribute("open", "");
}

// Making a code: which number it has here, and what an iPhone needs so that it does not forget it.
if (byId("make-device-key")) {
  const place = await freePlace().catch(() => 1);
  byId(`code-number-${place}`)?.removeAttribute("hidden");
  const forgets = navigator.standalone === false;
  byId("home-screen").hidden = !forgets;
  if (forgets && supported) {
    byId("code").removeAttribute("open");
    byId("make-passkey").querySelector("button").classList.add("main");
    byId("make-device-key").querySelector("button").classList.remove("main");
  }
}

// Whoever has a passkey and taps the field for the card's digits is offered it by the phone.
const offer = byId("passkey-offer");
if (supported && offer && (await PublicKeyCredential.isConditionalMediationAvailable?.())) {
  usePasskey(offer, { mediation: "conditional" })
    .then((answer) => location.assign(answer.next))
    .catch(() => {});
}
