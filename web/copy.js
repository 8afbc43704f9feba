// Copying a selection: the elements stand beside each other without anything between them, so rows become lines and cells
// are parted by tabs.
export function tabSeparatedCopy(mirror) {
  document.addEventListener('copy', (event) => {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || document.activeElement?.matches('input, textarea')) return;
    const lines = linesOf(selection, mirror);
    if (lines.length === 0) return;
    event.clipboardData.setData('text/plain', lines.map((line) => line.join('\t')).join('\n'));
    event.preventDefault();
  });
}

function linesOf(selection, mirror) {
  const range = selection.getRangeAt(0);
  const walker = document.createTreeWalker(mirror.root, NodeFilter.SHOW_TEXT);
  const lines = [];
  let top = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!selection.containsNode(node, true) || !node.data.trim()) continue;
    const text = selectedPart(node, range);
    if (!text) continue;
    const place = node.parentElement.closest('[role=row]') ?? Math.round(node.parentElement.getBoundingClientRect().top);
    if (place === top) lines[lines.length - 1].push(text);
    else lines.push([text]);
    top = place;
  }
  return lines;
}

function selectedPart(node, range) {
  const last = node.data.length;
  // The range may end just before this text, or start just after it.
  if (node !== range.endContainer && range.comparePoint(node, 1) > 0) return '';
  if (node !== range.startContainer && range.comparePoint(node, last - 1) < 0) return '';
  const start = node === range.startContainer ? range.startOffset : 0;
  const end = node === range.endContainer ? range.endOffset : last;
  return node.data.slice(start, end);
}
