// Where texts and controls of a page are, and what is wrong about it.

// Texts and controls that can be seen, with the area that cuts them off.
export const look = (page) => page.evaluate(() => {
  const found = [];
  const domIsSeen = document.querySelector('#root.dom-ui') !== null;
  const [pageWidth, pageHeight] = [document.documentElement.clientWidth, document.documentElement.clientHeight];
  for (const element of document.querySelectorAll('[data-node]')) {
    // A row's link covers the whole row, but what is painted of it is its text.
    const isControl = element.matches('a, button, input, select, textarea') && !(domIsSeen && element.matches('[role=cell] a'));
    const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!isControl && own.length === 0) continue;
    const box = element.getBoundingClientRect();
    const area = element.closest('.scroll')?.getBoundingClientRect();
    const text = (own.map((node) => node.data).join('') || element.labels?.[0]?.textContent || element.getAttribute('aria-label') || '').trim();
    const range = document.createRange();
    let shown = box;
    let wide = box;
    let cutAway = false;
    if (own.length > 0) {
      range.selectNodeContents(own[0]);
      shown = range.getBoundingClientRect();
      // Where the elements are what is seen, what is painted is their text, as far as nothing cuts it off.
      if (domIsSeen && !isControl && getComputedStyle(element).overflowX === 'visible') wide = shown;
      if (domIsSeen && !isControl && element.localName === 'a') {
        const cell = element.closest('[role=cell]');
        wide = getComputedStyle(cell).overflowX === 'visible' ? shown : cell.getBoundingClientRect();
        cutAway ||= shown.top < wide.top - 3 || shown.bottom > wide.bottom + 3;
      }
    }
    found.push({
      id: element.dataset.node, tag: element.localName, role: element.getAttribute('role'), text, isControl, left: wide.left, top: Math.max(box.top, wide.top), right: wide.right, bottom: Math.min(box.bottom, wide.bottom), cutAway,
      textWidth: shown.width, inArea: Boolean(area),
      whole: box.left >= -0.5 && box.right <= pageWidth + 0.5 && (area || (box.top >= -0.5 && box.bottom <= pageHeight + 0.5)),
      seen: !area || (box.bottom <= area.bottom + 0.5 && box.top >= area.top - 0.5),
    });
  }
  return found;
});

const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;

// Texts do not lie on one another, nor controls; a text within its control is the control's own.
export function collisions(nodes) {
  const wrong = [];
  const seen = nodes.filter((node) => node.seen);
  for (const [i, a] of seen.entries()) {
    for (const b of seen.slice(i + 1)) {
      if (a.isControl !== b.isControl || !overlap(a, b)) continue;
      // A button within a field, such as the one that empties the search.
      if (a.tag === 'input' && b.tag === 'button' && b.right <= a.right + 1) continue;
      wrong.push(`${a.tag} "${a.text}" and ${b.tag} "${b.text}"`);
    }
  }
  return wrong;
}

export const outside = (nodes) => nodes.filter((node) => !node.whole && node.text).map((node) => `${node.tag} "${node.text}" ${node.left}..${node.right}`);
export const cutOff = (nodes) => nodes.filter((node) => !node.isControl && node.textWidth > node.right - node.left + 3)
  .map((node) => `"${node.text}" ${node.textWidth} in ${node.right - node.left}`);
