// After fifteen minutes without a touch the app closes, and after five in the background on a phone
// that others use too; at the desk nothing is seen then. What was typed is not lost: it is sent
// without a session, and the page that answers keeps it for the same person.
import { hide, leave } from "./leaving.js";

const [AWAY, CLOSE, LOOK] = [5 * 60_000, 15 * 60_000, 10_000]; // ms
const { closes, next, shared } = document.documentElement.dataset;
const otherTabs = globalThis.BroadcastChannel && new BroadcastChannel("touched");
let touched = Date.now();
let said = 0;
let hiddenSince = document.hidden ? Date.now() : 0; // 0: it is seen
let over = false; // for good: a touch by somebody else brings nothing back
let closing = false;
let blank = false;

function touch() {
  touched = Date.now();
  if (touched - said < LOOK) return;
  said = touched;
  otherTabs?.postMessage(0);
}

// A chosen file cannot be sent on from the page that waits: only what was typed, ticked or selected.
const unsent = (field) => {
  if (field.type === "file") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.options) return field.selectedIndex > 0 && !field.options[field.selectedIndex].defaultSelected;
  return field.defaultValue !== undefined && field.value !== field.defaultValue;
};

const typed = () =>
  [...document.forms].find(
    (form) =>
      form.method === "post" &&
      ("typed" in form.dataset || form.querySelector(".mend") || [...form.elements].some(unsent)),
  );

function setBlank(value) {
  if (value !== blank) hide(value);
  blank = value;
}

async function look() {
  if (closing) return;
  const now = Date.now();
  const isAway = hiddenSince > 0 && now - Math.max(hiddenSince, touched) >= AWAY;
  over ||= now - touched >= CLOSE || (isAway && shared !== undefined);
  setBlank(over || (isAway && document.hidden));
  if (!document.hidden) hiddenSince = 0;
  if (!over) return;
  closing = true;
  const form = typed();
  const told = await leave(closes);
  if (!form) location.replace(told ? next : "/help");
  // Never before the session is over: then it would be sent for good.
  else if (told) HTMLFormElement.prototype.submit.call(form);
  else closing = false; // without a network it waits, unseen
}

for (const kind of ["pointerdown", "keydown", "scroll"]) {
  addEventListener(kind, touch, { capture: true, passive: true });
}
if (otherTabs) otherTabs.onmessage = () => { touched = Date.now(); };
document.addEventListener("visibilitychange", () => {
  if (document.hidden) hiddenSince = Date.now();
  // Awake again: unseen until what other tabs have said has come.
  else {
    setBlank(over || Date.now() - hiddenSince >= AWAY);
    setTimeout(look);
  }
});
setInterval(look, LOOK);
touch();
