// Reading aloud, sentence by sentence; the one that is read is marked. Nothing of it is sent or kept,
// but for a voice from the internet that somebody said yes to (voices.js). Loaded where there is
// something to read and any voice at all.
import { languagesOf, sentencesOf } from "./sentences.js";
import { answer, keepAnswer, remoteVoice, voiceFor } from "./voices.js";

const { speechSynthesis: speech } = globalThis;
const root = document.documentElement;
const bar = document.getElementById("voice").content.firstElementChild.cloneNode(true);
const [question, trouble] = bar.querySelectorAll("[data-part]");
const keys = [...bar.querySelectorAll("[data-key]")];
const EDGE = { top: 64, bottom: 190 }; // px; what the bars above and below may cover
document.querySelector("main").append(bar);
const sheet = document.createElement("link");
sheet.rel = "stylesheet";
sheet.href = new URL("../css/voice.css", import.meta.url).href;
document.head.append(sheet);

let now; // what is being read: its button, its sentences, and at which of them it is
let spoken; // held here: some browsers forget to tell the end of what nobody holds

const partOf = (button) => button.closest("[data-aloud]") ?? document.querySelector("main");

// -- what is seen

function mark(range) {
  unmark();
  if (globalThis.Highlight && CSS.highlights) CSS.highlights.set("spoken", new Highlight(range));
  else range.startContainer.parentElement.classList.add("spoken");
  if (range.startContainer.parentElement.closest("dialog")) return;
  const { top, bottom } = range.getBoundingClientRect();
  if (top >= EDGE.top && bottom <= innerHeight - EDGE.bottom) return;
  const isStill = root.dataset.motion === "none" || matchMedia("(prefers-reduced-motion: reduce)").matches;
  scrollBy({ top: top - innerHeight / 3, behavior: isStill ? "instant" : "smooth" });
}

function unmark() {
  globalThis.CSS?.highlights?.delete("spoken");
  document.querySelector(".spoken")?.classList.remove("spoken");
}

// Shows these keys; a key that had the focus and goes hands it on.
function show(...names) {
  const focused = bar.contains(document.activeElement) && document.activeElement;
  question.hidden = !names.includes("question");
  trouble.hidden = !names.includes("trouble");
  for (const key of keys) key.hidden = !names.includes(key.dataset.key);
  bar.hidden = names.length === 0;
  if (!focused || !focused.closest("[hidden]")) return;
  (keys.find((key) => !key.hidden) ?? now?.button)?.focus({ preventScroll: true });
}

// -- what is heard

function silence() {
  spoken = undefined;
  // Only where there is something to end: some browsers drop what is said right after it.
  if (speech.speaking || speech.pending) speech.cancel();
}

function say() {
  const sentence = now.sentences[now.at];
  const voice = sentence && voiceFor(sentence.tag);
  if (!voice || !sentence.range.startContainer.isConnected) return stop();
  mark(sentence.range);
  show("pause", "again");
  const said = new SpeechSynthesisUtterance(sentence.text);
  [said.voice, said.lang] = [voice, voice.lang];
  said.onend = () => {
    if (said !== spoken) return;
    now.at += 1;
    say();
  };
  said.onerror = ({ error }) => {
    if (said !== spoken) return;
    if (error === "canceled" || error === "interrupted") return pause(); // by somebody else
    silence();
    show("trouble", "close");
  };
  spoken = said;
  speech.speak(said);
}

function start(button) {
  stop();
  const sentences = sentencesOf(partOf(button));
  const remote = answer() ? undefined : sentences.map(({ tag }) => remoteVoice(tag)).find(Boolean);
  now = { button, sentences: sentences.filter(({ tag }) => voiceFor(tag)), at: 0 };
  button.setAttribute("aria-pressed", "true");
  if (!remote) return say();
  question.querySelector("[data-name]").textContent = remote.name;
  show("question");
  question.focus({ preventScroll: true });
}

// Going on begins with the sentence that was not heard to its end.
function pause() {
  silence();
  show("go", "again", "close");
}

function stop() {
  silence();
  unmark();
  show();
  now?.button.removeAttribute("aria-pressed");
  now = undefined;
}

const DO = {
  pause,
  go: say,
  again: () => {
    silence();
    now.at = 0;
    say();
  },
  close: stop,
};

function decide(said) {
  const button = now?.button;
  keepAnswer(said);
  refresh();
  if (!button) return;
  if (button.hidden) stop();
  else start(button);
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("button.voice");
  const { key, answer: said } = target.closest("[data-key], [data-answer]")?.dataset ?? {};
  if (key) DO[key]();
  else if (said) decide(said);
  else if (button && button !== now?.button) start(button);
  else if (button && spoken) pause();
  else if (button && question.hidden) say();
});
document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape" && now) stop();
});
// Whoever turns away, or hands the phone on, does not want it to go on speaking.
const turnAway = () => { if (spoken) pause(); };
addEventListener("pagehide", turnAway);
document.addEventListener("visibilitychange", () => { if (document.hidden) turnAway(); });

// -- which buttons are there: voices may come late, and an answer may take some away

function refresh() {
  const canRead = (tag) => voiceFor(tag) ?? (answer() ? undefined : remoteVoice(tag));
  for (const button of document.querySelectorAll("button.voice")) {
    button.hidden = ![...languagesOf(partOf(button))].some(canRead);
  }
  const choice = document.getElementById("remote-voices");
  if (!choice) return;
  choice.hidden = speech.getVoices().every((each) => each.localService);
  for (const each of choice.querySelectorAll("[data-answer]")) {
    each.setAttribute("aria-pressed", String(each.dataset.answer === answer()));
  }
}

speech.onvoiceschanged = refresh;
refresh();
