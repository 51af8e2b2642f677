// Shows the rows whose name contains what is typed. Without this the form asks the server.
const field = document.querySelector("[data-filter]");
const list = field && document.getElementById(field.dataset.filter);

/** Letters without accents and capitals, like the server's `plain`. */
const plain = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss").replaceAll("ı", "i");

if (list) {
  const rows = [...list.children].map((row) => [row, plain(row.dataset.name)]);
  const nobody = document.getElementById("nobody");
  field.addEventListener("input", () => {
    const parts = plain(field.value).split(/\s+/).filter(Boolean);
    for (const [row, name] of rows) row.hidden = !parts.every((part) => name.includes(part));
    nobody.hidden = rows.some(([row]) => !row.hidden);
  });
}
