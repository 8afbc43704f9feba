// The roles of client/node.h, in the same order, and the element that each becomes. How an element says its label:
// text: by its content; name: by aria-label; none: not at all.
export const ROLES = [
  { name: 'text', tag: 'span', label: 'text' },
  { name: 'paragraph', tag: 'p', label: 'text' },
  { name: 'heading', tag: 'h1', label: 'text' },
  { name: 'label', tag: 'label', label: 'text' },
  { name: 'hint', tag: 'p', label: 'text' },
  { name: 'error', tag: 'p', label: 'text' },
  { name: 'status', tag: 'div', role: 'status', label: 'text', container: true },
  { name: 'alert', tag: 'div', role: 'alert', label: 'text', container: true },
  { name: 'link', tag: 'a', label: 'text', acts: true },
  { name: 'button', tag: 'button', type: 'button', label: 'text', acts: true },
  { name: 'submit', tag: 'button', type: 'submit', label: 'text', acts: true },
  { name: 'text_field', tag: 'input', label: 'name', field: true },
  { name: 'text_area', tag: 'textarea', label: 'name', field: true },
  { name: 'select', tag: 'select', label: 'name' },
  { name: 'toggle', tag: 'input', type: 'checkbox', role: 'switch', label: 'name', toggles: true },
  { name: 'checkbox', tag: 'input', type: 'checkbox', label: 'name', toggles: true },
  { name: 'radio', tag: 'input', type: 'radio', label: 'name', toggles: true },
  { name: 'image', tag: 'span', role: 'img', label: 'name' },
  { name: 'time', tag: 'time', label: 'text' },
  { name: 'form', tag: 'form', label: 'name', container: true },
  { name: 'group', tag: 'div', role: 'group', label: 'name', container: true },
  { name: 'radio_group', tag: 'div', role: 'radiogroup', label: 'name', container: true },
  { name: 'table', tag: 'div', role: 'table', label: 'name', container: true },
  { name: 'row', tag: 'div', role: 'row', label: 'name', container: true },
  { name: 'column_header', tag: 'div', role: 'columnheader', label: 'text', container: true },
  { name: 'cell', tag: 'div', role: 'cell', label: 'text', container: true },
  { name: 'list', tag: 'div', role: 'list', label: 'name', container: true },
  { name: 'list_item', tag: 'div', role: 'listitem', label: 'text', container: true },
  { name: 'region', tag: 'section', label: 'name', container: true },
  { name: 'navigation', tag: 'nav', label: 'name', container: true },
  { name: 'main', tag: 'main', label: 'name', container: true },
  { name: 'header', tag: 'header', label: 'name', container: true },
  { name: 'footer', tag: 'footer', label: 'name', container: true },
  { name: 'search', tag: 'div', role: 'search', label: 'name', container: true },
  { name: 'dialog', tag: 'dialog', label: 'name', container: true },
  { name: 'menu', tag: 'div', role: 'menu', label: 'name', container: true },
  { name: 'menu_item', tag: 'button', type: 'button', role: 'menuitem', label: 'text', acts: true },
  { name: 'scroll', tag: 'div', label: 'none', container: true },
  { name: 'term', tag: 'div', role: 'term', label: 'text', container: true },
  { name: 'definition', tag: 'div', role: 'definition', label: 'text', container: true },
  { name: 'container', tag: 'div', label: 'none', container: true },
];

// Bits of Flag in client/node.h, in the same order.
export const FLAGS = Object.fromEntries([
  'disabled', 'required', 'invalid', 'checked', 'mixed', 'read_only', 'busy', 'current', 'expandable', 'expanded', 'multiline', 'dom_painted',
  'no_spelling', 'focusable', 'not_tabbable', 'has_popup', 'pressed', 'pressable', 'layer',
].map((name, bit) => [name, 1 << bit]));

export const FIELD_TYPES = ['text', 'search', 'email', 'tel', 'url', 'password'];
export const SORTS = ['none', 'ascending', 'descending'];
