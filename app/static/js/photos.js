// Makes photos smaller before they are sent: less data, and a phone's many megapixels fit. What cannot
// be made smaller here is sent as it is; the server looks at every file itself.
const LONGEST = 2400; // px, of the longer side: small print stays readable
const SMALL = 700_000; // bytes: not worth the work

const smaller = async (file) => {
  if (!file.type.startsWith("image/") || file.size < SMALL) return file;
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const made = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
  return made && made.size < file.size ? new File([made], "Seite.jpg", { type: made.type }) : file;
};

for (const form of document.querySelectorAll("form[data-photos]")) {
  const field = form.querySelector("input[type=file]");
  let ready = Promise.resolve();
  let isReady = true;

  field.addEventListener("change", () => {
    const chosen = [...field.files];
    isReady = false;
    ready = (async () => {
      const list = new DataTransfer();
      for (const file of chosen) list.items.add(await smaller(file).catch(() => file));
      field.files = list.files;
    })()
      .catch(() => {})
      .finally(() => {
        isReady = true;
      });
  });
  form.addEventListener("submit", (event) => {
    if (isReady) return;
    event.preventDefault();
    ready.then(() => form.requestSubmit());
  });
}
