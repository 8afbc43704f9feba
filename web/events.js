// What a person does to the mirror's elements, told to the program.
import { withText } from './memory.js';
import { ROLES } from './roles.js';

const fieldOf = (entry) => entry && ROLES[entry.record.role].field;
const roleOf = (entry) => ROLES[entry.record.role];
// A press that moved further than this was a drag.
const CLICK_MOVE = 12;

export function listenToElements(program, mirror) {
  const { root } = mirror;
  let press = null;

  const send = (entry, text) => {
    entry.dirty = true;
    withText(program, text, (address, size) => program.ui_input(entry.record.id, address, size));
  };

  root.addEventListener('focusin', (event) => {
    const entry = mirror.entryOf(event.target);
    program.ui_focus(entry ? entry.record.id : 0, event.target.matches(':focus-visible') ? 1 : 0);
  });
  root.addEventListener('focusout', (event) => {
    if (!mirror.entryOf(event.relatedTarget)) program.ui_focus(0, 0);
  });

  // A button keeps the press even where leaving a field makes the page move under the pointer.
  root.addEventListener('pointerdown', (event) => {
    const entry = mirror.entryOf(event.target);
    press = { x: event.clientX, y: event.clientY };
    if (entry && event.button === 0 && event.pointerType !== 'touch' && event.target.localName === 'button') {
      event.target.setPointerCapture(event.pointerId);
    }
  });
  root.addEventListener('click', (event) => {
    const entry = mirror.entryOf(event.target);
    if (!entry || !roleOf(entry).acts) return;
    const dragged = event.detail > 0 && press && Math.hypot(event.clientX - press.x, event.clientY - press.y) > CLICK_MOVE;
    if (event.target.localName === 'a') {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0) return;
      event.preventDefault();
    } else if (dragged && !inside(event.target, event)) {
      event.preventDefault();
      return;
    }
    program.ui_click(entry.record.id);
  });

  root.addEventListener('input', (event) => {
    const entry = mirror.entryOf(event.target);
    if (fieldOf(entry)) send(entry, event.target.value);
  });
  root.addEventListener('change', (event) => {
    const entry = mirror.entryOf(event.target);
    if (!entry) return;
    entry.dirty = true;
    if (roleOf(entry).toggles) {
      program.ui_toggle(entry.record.id, event.target.checked ? 1 : 0);
    } else if (roleOf(entry).name === 'select') {
      program.ui_choose(entry.record.id, event.target.selectedIndex);
    } else {
      // Programs that fill in forms set the value and say only this.
      if (event.target.value !== entry.record.value) send(entry, event.target.value);
      program.ui_commit(entry.record.id);
    }
  });
  root.addEventListener('submit', (event) => {
    event.preventDefault();
    const entry = mirror.entryOf(event.target);
    if (entry) program.ui_submit(entry.record.id);
  });
  root.addEventListener('cancel', (event) => {
    const entry = mirror.entryOf(event.target);
    if (!entry) return;
    event.preventDefault();
    program.ui_cancel(entry.record.id);
  }, true);

  root.addEventListener('compositionstart', (event) => {
    const entry = mirror.entryOf(event.target);
    if (!fieldOf(entry)) return;
    mirror.composing = entry;
    program.ui_composing(entry.record.id, 1);
  });
  root.addEventListener('compositionend', (event) => {
    const entry = mirror.entryOf(event.target);
    if (!fieldOf(entry)) return;
    mirror.composing = null;
    program.ui_composing(entry.record.id, 0);
    send(entry, event.target.value);
  });
  // style.css starts these two animations, without any motion, when the browser fills a field or lets it go.
  root.addEventListener('animationstart', (event) => {
    const entry = mirror.entryOf(event.target);
    if (fieldOf(entry)) program.ui_autofilled(entry.record.id, event.animationName === 'filled' ? 1 : 0);
  });

  mirror.onAdopted = (entry) => send(entry, entry.element.value);
}

function inside(element, event) {
  const box = element.getBoundingClientRect();
  return event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
}
