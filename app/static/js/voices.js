// Which voice reads which language. The phone's own voices come first. A voice from the internet is
// sent what it reads, so it is used only after a yes. That counts for this phone, and where others
// come to it too, for this visit.

const KEY = "voice";
// What tells this visit from the next. Only its last signs are kept: the whole can end a session.
const visit = document.documentElement.dataset.closes?.slice(-8) ?? "";

const parts = (tag) => tag.toLowerCase().split(/[-_]/);

// "yes" or "no"; undefined: nobody has said.
export function answer() {
  try {
    const kept = localStorage.getItem(KEY);
    return ["yes", "no"].find((each) => kept === `${each} ${visit}`);
  } catch {
    return undefined; // a browser that keeps nothing
  }
}

export function keepAnswer(said) {
  try {
    localStorage.setItem(KEY, `${said} ${visit}`);
  } catch {
    // asked again next time
  }
}

// The best of these for "de" or "de-AT": that very one, the one from home (de-DE), the usual one.
function best(voices, tag) {
  const [language, region = language] = parts(tag);
  const home = ({ lang }) => parts(lang)[1] === region;
  return voices.find(home) ?? voices.find((each) => each.default) ?? voices[0];
}

function fitting(tag, isLocal) {
  const [language] = parts(tag);
  const fits = (each) => each.localService === isLocal && parts(each.lang)[0] === language;
  return best(speechSynthesis.getVoices().filter(fits), tag);
}

// The voice from the internet for a language that the phone has no voice of its own for.
export const remoteVoice = (tag) => (fitting(tag, true) ? undefined : fitting(tag, false));

export const voiceFor = (tag) =>
  fitting(tag, true) ?? (answer() === "yes" ? fitting(tag, false) : undefined);
