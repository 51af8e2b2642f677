// The QR code's secret is in the address after "#", so it never reaches a log. It is sent by a form.
const secret = location.hash.slice(1);
if (secret) {
  history.replaceState(null, "", location.pathname);
  const form = document.getElementById("card-secret");
  form.elements.secret.value = secret;
  form.hidden = false;
  document.getElementById("card-number").hidden = true;
}
