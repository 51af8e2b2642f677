// Signing out by hand.
import { leave } from "./leaving.js";

document.getElementById("sign-out")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const told = await leave(event.target.elements.proof.value);
  location.replace(told ? "/welcome" : "/help");
});
