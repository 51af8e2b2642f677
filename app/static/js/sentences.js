// What is read of a part of the page: its sentences in their order, each with its language and its
// place. Buttons and links are read as well: whoever hears them sees which one is meant. What can be
// read by a button of its own is left to that.

const SILENT = [
  "script", "style", "template", "textarea", "select", "svg", ".voice", ".voice-bar", "button.link",
  ".words", ".reading", ".notice", "[aria-hidden='true']", "[data-aloud]",
].join();
const LONGEST = 160; // characters; some voices fall silent after fifteen seconds
const WRAPPED = 40; // characters; a line that is longer goes on in the next one
// "24. November", "z. B.", "Nr. 5", "Dr. Sommer": no end of a sentence.
const GOES_ON = /(?:^|[\s(])(?:\d{1,3}|\p{L}|[bcdfghjklmnpqrstvwxz]{2,4})\.\s*$/iu;

const tagOf = (node) => node.parentElement.closest("[lang]").lang;
const language = (tag) => tag.toLowerCase().split("-")[0];

function isSeen(element) {
  if (element.matches("details:not([open])")) return false;
  const style = getComputedStyle(element);
  return style.display !== "none" && style.visibility === "visible" && style.clipPath === "none";
}

/** The texts inside, and the <br> between them. */
function* texts(part, isWanted) {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
    if (node.matches(SILENT) || !isWanted(node)) return NodeFilter.FILTER_REJECT;
    return node.localName === "br" ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP;
  });
  while (walker.nextNode()) yield walker.currentNode;
}

/** The languages of a part, also of what is still folded up in it. */
export function languagesOf(part) {
  const found = new Set();
  for (const node of texts(part, () => true)) {
    if (node.data?.trim()) found.add(tagOf(node));
  }
  return found;
}

function blockOf(node) {
  let element = node.parentElement;
  while (getComputedStyle(element).display.startsWith("inline")) element = element.parentElement;
  return element;
}

/** Texts that belong together: one block, one language, no line end between. */
function runsOf(part) {
  const runs = [];
  let run;
  for (const node of texts(part, isSeen)) {
    if (!node.data) {
      run = undefined; // a <br>
      continue;
    }
    const [block, tag] = [blockOf(node), tagOf(node)];
    if (!run || run.block !== block || language(run.tag) !== language(tag)) {
      run = { block, tag, nodes: [], text: "" };
      runs.push(run);
    }
    run.nodes.push({ node, from: run.text.length });
    run.text += node.data;
  }
  return runs;
}

/** The same text, as long as it was, with a line end only where the reader sees a new line. */
function lined({ text, block }) {
  const keepsLines = getComputedStyle(block).whiteSpace.startsWith("pre");
  if (!keepsLines) return text.replace(/\s/g, " ");
  const goesOn = (line) => line.length > WRAPPED && !/\S\s{3}/.test(line); // no row of a table
  return text.replace(/([^\n]+)\n(?=\S)/g, (whole, line) => (goesOn(line) ? `${line} ` : whole));
}

function* ends(text, tag) {
  if (globalThis.Intl?.Segmenter) {
    const segmenter = new Intl.Segmenter(tag, { granularity: "sentence" });
    for (const { index, segment } of segmenter.segment(text)) yield index + segment.length;
  } else {
    for (const found of text.matchAll(/[.!?…؟。]+[”“»"')\]]*\s+|\n+/gu)) yield found.index + found[0].length;
    yield text.length;
  }
}

/** Where a long sentence may be cut: behind a comma, else behind a word. */
function cut(text, from, to) {
  if (to - from <= LONGEST) return to;
  const most = text.slice(from, from + LONGEST);
  const pause = Math.max(...[", ", "; ", ": ", "، ", " – "].map((each) => most.lastIndexOf(each) + each.length));
  const at = pause > LONGEST / 3 ? pause : most.lastIndexOf(" ") + 1;
  return from + (at || LONGEST);
}

function rangeOf({ nodes }, from, to) {
  const range = document.createRange();
  for (const { node, from: start } of nodes) {
    if (start <= from && from - start <= node.length) range.setStart(node, from - start);
    if (start < to) range.setEnd(node, Math.min(to - start, node.length));
  }
  return range;
}

/** [{ text, tag, range }], ready to be said one after the other. */
export function sentencesOf(part) {
  const found = [];
  for (const run of runsOf(part)) {
    const text = lined(run);
    let from = 0;
    for (const end of ends(text, run.tag)) {
      const goesOn = end < text.length && text[end - 1] !== "\n" && GOES_ON.test(text.slice(from, end));
      while (!goesOn && from < end) {
        const to = cut(text, from, end);
        const said = text.slice(from, to);
        const blank = said.length - said.trimStart().length;
        if (/[\p{L}\p{N}]/u.test(said)) {
          found.push({
            text: said.replace(/\s+/g, " ").replaceAll(" · ", ", ").trim(),
            tag: run.tag,
            range: rangeOf(run, from + blank, from + said.trimEnd().length),
          });
        }
        from = to;
      }
    }
  }
  return found;
}
