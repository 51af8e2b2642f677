// Says that a file is too large before it is sent. Without scripts the server says the same.
for (const input of document.querySelectorAll("input[type=file][data-most]")) {
  const sentence = document.getElementById(`${input.id}-too-large`);
  const isTooLarge = () => {
    const large = (input.files[0]?.size ?? 0) > Number(input.dataset.most);
    sentence.hidden = !large;
    return large;
  };
  input.addEventListener("change", isTooLarge);
  input.form.addEventListener("submit", (event) => {
    if (!isTooLarge()) return;
    event.preventDefault();
    input.focus();
  });
}
