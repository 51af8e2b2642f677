// Ticking with one key per place: a digit says what it is, ticks it and goes on to the next place.
// Without this, the same is done with the choice and the box of each place.

const places = [...document.querySelectorAll("[data-place]")];

/** Put the focus on the box of the next place that is not folded away. */
const goOn = (place) => {
  const after = places.slice(places.indexOf(place) + 1);
  const next = after.find((each) => !each.closest("details:not([open])"));
  next?.querySelector("input").focus();
  next?.scrollIntoView({ block: "center" });
};

const pressed = (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || !/^\d$/.test(event.key)) return;
  const place = event.currentTarget;
  const box = place.querySelector("input");
  const option = place.querySelector(`option[data-key="${event.key}"]`);
  if (event.key !== "0" && !option) return;
  event.preventDefault();
  if (option) option.selected = true;
  box.checked = Boolean(option);
  goOn(place);
};

for (const place of places) place.addEventListener("keydown", pressed);
if (places.length) document.getElementById("keys").hidden = false;
