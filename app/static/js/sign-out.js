// Signing out by hand.
import { leave } from "./leaving.js";

document.getElementById("sign-out")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const told = await leave(form.elements.proof.value);
  location.replace(told ? form.dataset.next : "/help");
});
