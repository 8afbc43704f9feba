// Keys that the program asks for, and keys that scroll. Printable keys of a field are never touched.
import { withText } from './memory.js';

const EDITABLE = 'input:not([type=checkbox]):not([type=radio]), textarea, select';
const LINE = 48;

export class Keys {
  constructor(program, mirror) {
    this.program = program;
    this.mirror = mirror;
    this.asked = new Set();
    document.addEventListener('keydown', (event) => this.down(event));
  }

  // Lines of keys, tab, and the node that must have the focus, or 0.
  ask(lines) {
    this.asked = new Set(lines.split('\n').filter(Boolean));
  }

  down(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const target = event.target instanceof Element ? event.target : document.body;
    const id = this.mirror.entryOf(target)?.record.id ?? 0;
    const keys = spell(event);
    const scope = this.wanted(keys, id, target.matches(EDITABLE));
    if (scope !== null) {
      event.preventDefault();
      withText(this.program, keys, (address, size) => this.program.ui_key(address, size, scope));
      // At once, and where it leads too: letters typed right behind it must not be lost.
      this.program.ui_frame();
      this.program.ui_frame();
    } else if (event.key === 'Enter' && target.localName === 'input') {
      this.program.ui_enter(id);
    } else if (!target.matches(EDITABLE)) {
      this.scroll(event, target);
    }
  }

  wanted(keys, id, editable) {
    if (id && this.asked.has(`${keys}\t${id}`)) return id;
    const plain = !/^(Control|Alt)\+/.test(keys) && keys !== 'Escape';
    if (editable && plain) return null;
    return this.asked.has(`${keys}\t0`) ? 0 : null;
  }

  // The areas scroll in the program; the keys that scroll a page become turns of the wheel over the largest of them.
  scroll(event, target) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const areas = [...document.querySelectorAll('.scroll')];
    if (areas.length === 0) return;
    const area = target.closest('.scroll') ?? areas.reduce((a, b) => (size(b) > size(a) ? b : a));
    const page = area.clientHeight * 0.9;
    const onControl = target.matches('button, a, input');
    const distance = {
      ArrowDown: -LINE, ArrowUp: LINE, PageDown: -page, PageUp: page, End: -1e7, Home: 1e7, ' ': onControl ? 0 : event.shiftKey ? page : -page,
    }[event.key] ?? 0;
    if (distance === 0 || target.matches('[type=radio]')) return;
    event.preventDefault();
    this.program.ui_scroll_area(this.mirror.entryOf(area).record.id, -distance / this.mirror.textScale);
  }
}

const size = (element) => element.clientWidth * element.clientHeight;

function spell(event) {
  const graph = event.getModifierState('AltGraph');
  const parts = [];
  if ((event.ctrlKey || event.metaKey) && !graph) parts.push('Control');
  if (event.altKey && !graph) parts.push('Alt');
  if (event.shiftKey && event.key.length > 1) parts.push('Shift');
  parts.push(event.key.length === 1 && parts.length > 0 ? event.key.toLowerCase() : event.key);
  return parts.join('+');
}
