// A phone's voices, in place of the browser's: Chromium without a desktop has none. Events come as in a
// browser: later, in order, one utterance at a time; cancelled ones end in an error. `holds` lets one
// sound until `finish()`.
(() => {
  const state = { voices: [], said: [], holds: false };
  let [queue, sounding] = [[], null];
  const later = (work) => setTimeout(work, 5);
  const next = () => {
    if (sounding || !queue.length) return;
    const mine = (sounding = queue.shift());
    state.said.push({ text: mine.text, lang: mine.lang, voice: mine.voice.name, marked: marked() });
    later(() => { mine.onstart?.({}); if (!state.holds) later(() => over(mine)); });
  };
  const over = (mine, error) => {
    if (mine !== sounding) return;
    sounding = null;
    if (error) mine.onerror?.({ error });
    else mine.onend?.({});
    next();
  };
  const marked = () => {
    const ranges = [...(CSS.highlights?.get("spoken") ?? [])];
    return ranges.length ? String(ranges[0]) : document.querySelector(".spoken")?.textContent;
  };
  const speech = {
    onvoiceschanged: null,
    getVoices: () => state.voices,
    speak: (said) => { queue.push(said); later(next); },
    cancel: () => {
      const gone = [sounding, ...queue].filter(Boolean);
      [queue, sounding] = [[], null];
      for (const each of gone) later(() => each.onerror?.({ error: "canceled" }));
    },
    get speaking() { return Boolean(sounding); },
    get pending() { return queue.length > 0; },
  };
  Object.defineProperty(globalThis, "speechSynthesis", { value: speech, configurable: true });
  globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  globalThis.phone = {
    state,
    finish: () => over(sounding),
    fail: (error) => over(sounding, error),
    getVoices: (...given) => {
      state.voices = given.map(([lang, localService = true]) => ({
        lang, localService, name: `${localService ? "Phone" : "Cloud"} ${lang}`, default: false,
      }));
      speech.onvoiceschanged?.({});
    },
  };
  const given = "__VOICES__";
  if (Array.isArray(given)) phone.getVoices(...given);
})();
