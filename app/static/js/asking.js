// Asking the server with the token of a form: JSON there, JSON back.

// A page that lay open too long works again when it comes fresh from the server. Once: whatever
// else answers with a page (a pause, too many tries, no cookies) would do so for ever.
function mayReload(form) {
  if (form.id === "passkey-offer" || document.getElementById("after")) return false;
  try {
    if (sessionStorage.getItem("again")) return false;
    sessionStorage.setItem("again", "1");
    return true;
  } catch {
    return false;
  }
}

export async function send(form, url, body) {
  const token = form.elements.csrf_token.value;
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(body ?? {}),
  });
  if (response.headers.get("Content-Type") !== "application/json") {
    if (response.status !== 400 || !mayReload(form)) throw new Error("no answer");
    location.reload();
    return new Promise(() => {});
  }
  const answer = await response.json();
  if (!response.ok) {
    throw Object.assign(new Error("refused"), { words: answer.text, status: response.status });
  }
  try {
    sessionStorage.removeItem("again");
  } catch {
    // nothing was kept
  }
  return answer;
}
