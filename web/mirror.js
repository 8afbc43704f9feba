// The mirror: one HTML element for each node that the program says, kept up to date by differences. The browser edits,
// focuses, finds, fills in, prints and reads aloud these elements; the canvas below them is what is seen.
import { attributesOf, elementId, tagOf } from './attributes.js';
import { readFrame, readNode } from './mirror_reader.js';
import { FLAGS, ROLES } from './roles.js';

export class Mirror {
  constructor(program, root) {
    this.program = program;
    this.root = root;
    this.entries = new Map();      // by id of node
    this.optionLists = new Map();  // by id of list: [{ value, label }]
    this.order = [];
    this.frame = 0;
    this.textScale = 1;
    this.onCommand = () => {};
    this.composing = null;
  }

  entryOf(element) {
    const found = element?.closest?.('[data-node]');
    return found ? this.entries.get(Number(found.dataset.node)) : undefined;
  }

  element(id) { return this.entries.get(id)?.element; }

  apply(address) {
    this.frame += 1;
    const order = [];
    const commands = [];
    const changed = [];
    readFrame(this.program, address, {
      node: (id, hash, at) => {
        order.push(id);
        const entry = this.entries.get(id);
        if (entry) entry.frame = this.frame;
        if (!entry || entry.record.hash !== hash || entry.dirty) changed.push(readNode(this.program, at));
      },
      command: (kind, number, text) => {
        if (kind === 'options') this.defineOptions(number, text);
        else commands.push([kind, number, text]);
      },
    });
    for (const record of changed) this.prepare(record);
    this.removeUnsaid(commands);
    if (order.length !== this.order.length || order.some((id, i) => id !== this.order[i]) || this.movedParent) this.arrange(order);
    this.order = order;
    for (const record of changed) this.update(this.entries.get(record.id), record);
    if (!this.root.classList.contains('live')) this.finishAdoption();
    for (const [kind, number, text] of commands) this.onCommand(kind, number, text);
  }

  setTextScale(scale) {
    if (scale === this.textScale) return;
    this.textScale = scale;
    for (const entry of this.entries.values()) entry.record.hash = -1;
  }

  defineOptions(list, text) {
    this.optionLists.set(list, text.split('\n').filter(Boolean).map((line) => {
      const tab = line.indexOf('\t');
      return { value: line.slice(0, tab), label: line.slice(tab + 1) };
    }));
  }

  // Makes sure that there is an element of the right kind.
  prepare(record) {
    const tag = tagOf(record);
    let entry = this.entries.get(record.id);
    if (entry && entry.tag !== tag) {
      this.remove(record.id, entry);
      entry = undefined;
      this.order = [];
    }
    if (!entry) {
      const adopted = this.adopt(record, tag);
      const element = adopted ?? document.createElement(tag);
      element.dataset.node = record.id;
      entry = { element, tag, adopted: adopted !== null, frame: this.frame, record: { ...record, hash: -1, parent: -1 }, attributes: {}, style: {}, inner: element };
      if (ROLES[record.role].name === 'scroll') {
        element.className = 'scroll';
        entry.inner = element.appendChild(document.createElement('div'));
      }
      this.entries.set(record.id, entry);
    }
    if (entry.record.parent !== record.parent) {
      entry.record.parent = record.parent;
      this.movedParent = true;
    }
  }

  // An element of index.html that the person may already be typing into.
  adopt(record, tag) {
    if (!record.path || this.root.classList.contains('live')) return null;
    const element = document.getElementById(record.path);
    if (!element || element.localName !== tag || element.dataset.node) return null;
    element.removeAttribute('class');
    if (!ROLES[record.role].container) element.textContent = '';
    return element;
  }

  finishAdoption() {
    for (const element of this.root.querySelectorAll('[data-static]')) {
      if (!element.dataset.node) element.remove();
      else delete element.dataset.static;
    }
    this.root.classList.add('live');
    for (const entry of this.entries.values()) {
      if (entry.adopted && ROLES[entry.record.role].field && entry.element.value) this.onAdopted?.(entry);
    }
  }

  // The focus never stays on an element that goes: it moves to where the program wishes, or to the page's heading.
  removeUnsaid(commands) {
    const gone = [];
    for (const [id, entry] of this.entries) if (entry.frame !== this.frame) gone.push([id, entry]);
    if (gone.length === 0) return;
    const active = document.activeElement;
    const losing = gone.some(([, entry]) => entry.element.contains(active)) && this.root.contains(active);
    for (const [id, entry] of gone) {
      if (entry.tag === 'dialog' && entry.element.open) this.closeDialog(entry);
      this.remove(id, entry);
    }
    this.keepInert();
    const wished = commands.some(([kind]) => kind === 'focus');
    if (losing && !wished && document.activeElement === document.body) this.lostFocus = true;
  }

  remove(id, entry) {
    entry.element.remove();
    this.entries.delete(id);
  }

  arrange(order) {
    this.movedParent = false;
    const last = new Map();
    for (const id of order) {
      const entry = this.entries.get(id);
      const parent = this.entries.get(entry.record.parent)?.inner ?? this.root;
      const previous = last.get(parent) ?? (parent === this.root ? this.root.querySelector(':scope > .after-this') : this.entries.get(entry.record.parent)?.text ?? null);
      const wanted = previous ? previous.nextSibling : parent.firstChild;
      if (wanted !== entry.element) this.insert(parent, entry.element, wanted);
      last.set(parent, entry.element);
    }
    for (const entry of this.entries.values()) {
      if (entry.tag === 'dialog' && !entry.element.open) {
        entry.element.showModal();
        this.keepInert();
      }
    }
  }

  // Moving an element takes its focus away where the browser cannot move it in one step.
  insert(parent, element, before) {
    const active = document.activeElement;
    const holds = element.isConnected && element.contains(active);
    if (element.isConnected && parent.moveBefore) parent.moveBefore(element, before);
    else parent.insertBefore(element, before);
    if (holds && document.activeElement !== active) active.focus({ preventScroll: true });
  }

  // The browser gives the focus back to the element that opened it, which must not be inert by then.
  closeDialog(entry) {
    for (const element of this.root.children) element.inert = false;
    entry.element.close();
  }

  keepInert() {
    const modal = [...this.entries.values()].some((entry) => entry.tag === 'dialog' && entry.element.open && entry.element.isConnected);
    for (const element of this.root.children) {
      if (element.localName !== 'dialog' && element.localName !== 'canvas') element.inert = modal;
    }
  }

  update(entry, record) {
    const role = ROLES[record.role];
    this.place(entry, record, role);
    const attributes = attributesOf(record, (id) => this.idOf(id));
    for (const name in attributes) {
      const value = attributes[name];
      if (entry.attributes[name] === value) continue;
      if (value === null) entry.element.removeAttribute(name);
      else entry.element.setAttribute(name, value);
    }
    entry.attributes = attributes;
    if (role.label === 'text') this.setText(entry, role, record.label);
    this.setState(entry, record, role);
    entry.record = record;
    entry.dirty = false;
  }

  idOf(id) {
    const entry = this.entries.get(id);
    if (!entry) return null;
    if (!entry.element.id) entry.element.id = elementId(entry.record) ?? `n${id}`;
    return entry.element.id;
  }

  place(entry, record, role) {
    const scale = this.textScale;
    const px = (value) => `${Math.round(value * scale * 100) / 100}px`;
    const style = { left: px(record.x), top: px(record.y), width: px(record.width), height: px(record.height) };
    if (role.label === 'text' || role.field || role.name === 'select') {
      style.fontSize = px(record.size);
      style.fontWeight = String(record.weight);
      if (!(record.flags & FLAGS.multiline)) style.lineHeight = role.name === 'text_area' ? px(20) : px(record.height);
      else style.lineHeight = px(record.height / record.label.split('\n').length);
    }
    if (role.field || role.name === 'select') {
      style.paddingLeft = px(record.insetLeft);
      style.paddingRight = px(record.insetRight);
    }
    for (const name in style) {
      if (entry.style[name] !== style[name]) entry.element.style[name] = style[name];
    }
    entry.style = style;
    if (role.name === 'scroll') entry.inner.style.transform = `translateY(${px(-record.index)})`;
  }

  setText(entry, role, label) {
    if (!role.container) {
      if (entry.label !== label) entry.element.textContent = label;
    } else if (label || entry.text) {
      entry.text ??= entry.inner.insertBefore(document.createTextNode(''), entry.inner.firstChild);
      if (entry.text.data !== label) entry.text.data = label;
    }
    entry.label = label;
  }

  setState(entry, record, role) {
    const { element } = entry;
    if (role.toggles) {
      element.checked = (record.flags & FLAGS.checked) !== 0;
      element.indeterminate = (record.flags & FLAGS.mixed) !== 0;
    } else if (role.field) {
      this.setValue(entry, record.value);
    } else if (role.name === 'select') {
      this.setOptions(entry, record.options);
      if (element.value !== record.value) element.value = record.value;
    }
  }

  setValue(entry, value) {
    const { element } = entry;
    // What was typed before the program arrived is told to it, not overwritten.
    if (element.value === value || this.composing === entry || (entry.adopted && element.value && !this.root.classList.contains('live'))) return;
    const focused = document.activeElement === element;
    const atEnd = focused && element.selectionStart === element.value.length;
    const start = focused ? element.selectionStart : null;
    element.value = value;
    if (focused && start !== null) {
      const caret = atEnd ? value.length : Math.min(start, value.length);
      element.setSelectionRange(caret, caret);
    }
  }

  setOptions(entry, list) {
    if (entry.options === list) return;
    entry.options = list;
    entry.element.replaceChildren(...(this.optionLists.get(list) ?? []).map(({ value, label }) => {
      const option = document.createElement('option');
      option.value = value;
      option.textContent = label;
      return option;
    }));
  }
}
