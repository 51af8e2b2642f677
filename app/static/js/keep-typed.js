// To another language and back: what was typed, ticked or selected is there again on the same page.
// It stays in this tab, for ten minutes at most; signing out forgets it (see leaving.js).

const KEY = "typed";
const KEPT_FOR = 10 * 60_000; // ms
const NEVER = new Set(["hidden", "password", "file", "submit"]);

const fields = () =>
  [...document.querySelectorAll("main form[method=post] :is(textarea, input, select)")].filter(
    (field) => field.name && !NEVER.has(field.type),
  );
const isTick = (field) => field.type === "radio" || field.type === "checkbox";
// A form is known by where it leads: its fields have the same names in every language.
const name = (field) =>
  [field.form.getAttribute("action"), field.name, isTick(field) ? field.value : ""].join(" ");

function keep() {
  const typed = fields().map((field) => [name(field), isTick(field) ? field.checked : field.value]);
  const kept = { at: Date.now(), place: location.pathname, typed };
  sessionStorage.setItem(KEY, JSON.stringify(kept));
}

function bringBack() {
  const { at, place, typed } = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  if (place !== location.pathname) return;
  sessionStorage.removeItem(KEY);
  if (Date.now() - at > KEPT_FOR) return;
  const known = new Map(typed);
  for (const field of fields()) {
    if (!known.has(name(field))) continue;
    field[isTick(field) ? "checked" : "value"] = known.get(name(field));
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

try {
  bringBack();
  document.querySelector("#to-language a").addEventListener("click", keep);
} catch {
  // a browser that keeps nothing, or a page without the link
}
