// What an element of the mirror has as attributes, from its record. null means: must not be there.
import { FIELD_TYPES, FLAGS, ROLES, SORTS } from './roles.js';

const REFERRED = new Set(['heading', 'label', 'hint', 'error', 'status']);
const NAMED_BY_OTHERS = new Set(['group', 'radio_group', 'region', 'table', 'dialog', 'form', 'alert', 'navigation', 'search', 'list', 'menu']);

const on = (record, flag) => (record.flags & FLAGS[flag]) !== 0;
const yes = (value) => (value ? 'true' : null);
const bare = (value) => (value ? '' : null);
const text = (value) => value || null;

export const tagOf = (record) => {
  const role = ROLES[record.role];
  return role.name === 'heading' ? `h${record.level || 2}` : role.tag;
};

export function elementId(record) {
  if (record.path) return record.path;
  return REFERRED.has(ROLES[record.role].name) ? `n${record.id}` : null;
}

function tabIndex(record, role) {
  if (on(record, 'not_tabbable')) return '-1';
  if (role.name === 'heading' && record.level === 1) return '-1';
  if (on(record, 'focusable') || role.name === 'main') return '-1';
  return null;
}

function fieldAttributes(record) {
  const codes = on(record, 'no_spelling');
  return {
    type: ROLES[record.role].name === 'text_area' ? null : FIELD_TYPES[record.field],
    name: text(record.name || record.path), autocomplete: record.autocomplete || 'off', inputmode: text(record.inputMode),
    enterkeyhint: text(record.enterKeyHint), placeholder: text(record.placeholder),
    spellcheck: codes ? 'false' : null, autocapitalize: codes ? 'none' : null, readonly: bare(on(record, 'read_only')),
    'data-dom-painted': bare(on(record, 'dom_painted')),
  };
}

// idOf gives the id attribute of the node with this number.
export function attributesOf(record, idOf) {
  const role = ROLES[record.role];
  const named = role.label === 'name' && record.label && !(record.refersTo && NAMED_BY_OTHERS.has(role.name));
  const described = [record.describedBy, record.describedBy2].filter(Boolean).map(idOf).filter(Boolean).join(' ');
  const control = role.field || role.acts || role.toggles || role.name === 'select';
  const attributes = {
    id: elementId(record), 'data-testid': text(record.path), role: role.role ?? null, lang: text(record.lang), title: text(record.title),
    tabindex: tabIndex(record, role),
    'aria-label': named ? record.label : null,
    'aria-labelledby': record.refersTo && NAMED_BY_OTHERS.has(role.name) ? idOf(record.refersTo) : null,
    'aria-describedby': text(described), 'aria-busy': yes(on(record, 'busy')),
    'aria-current': on(record, 'current') ? 'page' : null,
    'aria-expanded': on(record, 'expandable') ? String(on(record, 'expanded')) : null,
    'aria-haspopup': on(record, 'has_popup') ? 'menu' : null,
    'aria-pressed': on(record, 'pressable') ? String(on(record, 'pressed')) : null,
    'aria-invalid': yes(on(record, 'invalid')), 'aria-required': yes(on(record, 'required')),
    'data-multiline': bare(on(record, 'multiline')), 'data-layer': bare(on(record, 'layer')),
  };
  if (control && role.name !== 'link') attributes.disabled = bare(on(record, 'disabled'));
  if (role.type) attributes.type = role.type;
  if (role.toggles) {
    attributes.name = text(record.name);
    attributes['aria-readonly'] = yes(on(record, 'read_only'));
  }
  if (role.field) Object.assign(attributes, fieldAttributes(record));
  switch (role.name) {
    case 'label': attributes.for = record.refersTo ? idOf(record.refersTo) : null; break;
    case 'link': attributes.href = on(record, 'disabled') ? null : record.href || '#'; break;
    case 'select': attributes.autocomplete = text(record.autocomplete); attributes.name = text(record.name || record.path); break;
    case 'form': attributes.novalidate = ''; attributes.method = 'post'; break;
    case 'table': attributes['aria-rowcount'] = record.count ? String(record.count) : null; break;
    case 'row': attributes['aria-rowindex'] = record.index ? String(record.index) : null; break;
    case 'column_header': attributes['aria-sort'] = record.sort ? SORTS[record.sort] : null; break;
    case 'time': attributes.datetime = text(record.value); break;
    default: break;
  }
  return attributes;
}
