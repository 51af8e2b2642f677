// What on this page does not fit: one line each. Read by test_every_page_fits.py.
() => {
  const found = [];
  const shown = (each) => each.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const name = (each) => {
    const text = (each.textContent || each.getAttribute('name') || '').trim().replace(/\s+/g, ' ');
    return `<${each.tagName.toLowerCase()} class="${each.className.baseVal ?? each.className}"> ${text.slice(0, 50)}`;
  };
  const hidden = (each) => getComputedStyle(each).clipPath !== 'none';
  const width = document.documentElement.clientWidth;

  const scrolls = document.scrollingElement.scrollWidth - innerWidth;
  if (scrolls > 0) found.push(`scrolls: ${scrolls} px to the side`);

  for (const each of document.body.querySelectorAll('*')) {
    if (!shown(each) || each.closest('svg') || each.closest('.skip') || hidden(each)) continue;
    const { left, right } = each.getBoundingClientRect();
    if (right > width + 1 || left < -1) found.push(`outside: ${name(each)}`);
    const { overflowX } = getComputedStyle(each);
    const cuts = (overflowX === 'hidden' || overflowX === 'clip') && !each.matches('input');
    if (cuts && each.scrollWidth > each.clientWidth + 1) found.push(`cut: ${name(each)}`);
  }

  // Words that stick out of their box, or are broken in the middle where they are read at a glance.
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || !shown(parent) || hidden(parent) || parent.closest('.skip')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = parent.closest('button, .button, .card, .chip, .tabs a, .help-link, .bubble, .choice');
    const edge = box?.getBoundingClientRect();
    for (const line of edge ? range.getClientRects() : []) {
      if (line.right > edge.right + 1 || line.left < edge.left - 1) {
        found.push(`sticks out: ${name(parent)}`);
        break;
      }
    }
    const atAGlance = parent.closest('button, .button, .top, .tabs a, .chip, h1, h2, label, legend');
    // Nobody can promise the length of a name.
    if (!atAGlance || parent.closest('bdi') || getComputedStyle(parent).hyphens === 'auto') continue;
    for (const word of node.data.matchAll(/[\p{L}\p{M}]{2,}/gu)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const tops = new Set([...range.getClientRects()].map((line) => Math.round(line.top)));
      if (tops.size > 1) found.push(`broken: ${word[0]} in ${name(parent)}`);
    }
  }

  // Fingers: 44 x 44 px. A link inside a sentence is as high as its line (WCAG 2.5.8, inline).
  for (const each of document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')) {
    if (!shown(each) || each.closest('.skip') || each.matches('.skip')) continue;
    const style = getComputedStyle(each);
    if (each.tagName === 'A' && style.display === 'inline') {
      const around = each.closest('p, li, td, dd, span') ?? each.parentElement;
      if (around.textContent.trim().length > each.textContent.trim().length) continue;
    }
    const place = each.matches('[type=radio], [type=checkbox]') ? each.labels[0] ?? each : each;
    const { width: w, height: h } = place.getBoundingClientRect();
    if (w < 43.5 || h < 43.5) found.push(`small: ${Math.round(w)} x ${Math.round(h)} ${name(each)}`);
  }

  const help = document.querySelector('.top .help-link');
  if (!help) found.push('no help in the top bar');
  return { found, mains: [...document.querySelectorAll('main .main')].filter(shown).map((m) => m.textContent.trim()) };
}
