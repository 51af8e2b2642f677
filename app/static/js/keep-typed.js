// To another language and back: what was typed, ticked or selected is there again on the same page.
// It stays in this tab, for ten minutes at most and for the same session alone; signing out forgets it
// (see leaving.js).

const KEY = "typed";
const KEPT_FOR = 10 * 60_000; // ms
// Where others come to this phone or desk, the page names its session.
const whose = document.documentElement.dataset.closes ?? "";
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
  const kept = { at: Date.now(), whose, place: location.pathname, typed };
  sessionStorage.setItem(KEY, JSON.stringify(kept));
}

function bringBack() {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  const isOver = kept.whose !== whose || Date.now() - kept.at > KEPT_FOR;
  if (isOver || kept.place === location.pathname) sessionStorage.removeItem(KEY);
  if (isOver || kept.place !== location.pathname) return;
  const known = new Map(kept.typed);
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
