// What the editor asks of the browser beside its screens (client/platform.h): requests, addresses, kept texts, dates.
import { readText, withText } from './memory.js';

// As EventKind in client/platform.h and Question in client/platform_web.cpp.
const EVENTS = { answer: 0, address: 1, connection: 2, timer: 3, visible: 4, hidden: 5, stored: 6 };
const QUESTIONS = ['address', 'kept', 'keptNames', 'language', 'date', 'number', 'randomId', 'languageName'];
const LANGUAGES = ['en', 'sv'];
const LOCALES = { en: 'en-GB', sv: 'sv-SE' };
const PREFIX = 'kundkonto/';
const DATE_STYLES = {
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  date_time: { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  time: { hour: '2-digit', minute: '2-digit' },
  short_date: { day: 'numeric', month: 'short' },
};
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const locale = (language) => LOCALES[language] ?? language;
const currentAddress = () => location.pathname + location.search;

export function makePlatform(program) {
  const requests = new Map();
  const timers = new Map();

  function tell(kind, { number = 0, status = 0, text = '', etag = '' } = {}) {
    withText(program, text, (textAddress, textSize) => withText(program, etag, (etagAddress, etagSize) => {
      program.platform_event(EVENTS[kind], number, status, textAddress, textSize, etagAddress, etagSize);
    }));
  }

  const read = (address, size) => readText(program, address, size);

  async function send(number, method, path, headerLines, body, timeout) {
    const stop = new AbortController();
    requests.set(number, stop);
    const limit = setTimeout(() => stop.abort('timeout'), timeout);
    const headers = Object.fromEntries(headerLines.split('\n').filter(Boolean).map((line) => line.split('\t')));
    if (body) headers['Content-Type'] ??= 'application/json';
    let answer = { status: 0 };
    try {
      const response = await fetch(path, { method, headers, body: body || undefined, signal: stop.signal, cache: 'no-store', credentials: 'same-origin' });
      answer = { status: response.status, text: await response.text(), etag: response.headers.get('ETag') ?? '' };
    } catch {
      // No answer: offline, too late, or cancelled.
    }
    clearTimeout(limit);
    if (requests.delete(number)) tell('answer', { number, ...answer });
  }

  addEventListener('popstate', () => tell('address', { text: currentAddress() }));
  addEventListener('online', () => tell('connection', { status: 1 }));
  addEventListener('offline', () => tell('connection', { status: 0 }));
  addEventListener('pagehide', () => tellHidden());
  document.addEventListener('visibilitychange', () => (document.hidden ? tellHidden() : tell('visible')));
  addEventListener('storage', (event) => {
    if (event.key?.startsWith(PREFIX)) tell('stored', { text: event.key.slice(PREFIX.length) });
  });
  history.scrollRestoration = 'manual';

  // Frames stop in a hidden page: the program must act now, on the last letter that was typed too.
  function tellHidden() {
    program.ui_frame();
    tell('hidden');
    program.ui_frame();
  }

  const warn = (event) => event.preventDefault();
  const answers = {
    address: currentAddress,
    kept: (name) => storage()?.getItem(PREFIX + name) ?? '',
    keptNames: (prefix) => Object.keys(storage() ?? {}).filter((key) => key.startsWith(PREFIX + prefix)).map((key) => `${key.slice(PREFIX.length)}\n`).join(''),
    language: () => navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => LANGUAGES.includes(tag)) ?? 'en',
    date: (style, time, language) => (style === 'relative' ? relativeDate(time, language) : new Intl.DateTimeFormat(locale(language), DATE_STYLES[style]).format(time)),
    number: (_, number, language) => new Intl.NumberFormat(language === 'en' ? 'en-US' : locale(language)).format(number),
    languageName: (code, _, language) => languageName(code, language),
    randomId: () => crypto.randomUUID?.() ?? String(Math.random()).slice(2),
  };

  // Texts come as address and size.
  return {
    send: (number, method, methodSize, path, pathSize, headers, headersSize, body, bodySize, timeout) => {
      send(number, read(method, methodSize), read(path, pathSize), read(headers, headersSize), read(body, bodySize), timeout);
    },
    cancel(number) {
      const stop = requests.get(number);
      requests.delete(number);
      stop?.abort();
    },
    timer(number, delay) {
      clearTimeout(timers.get(number));
      if (delay >= 0) timers.set(number, setTimeout(() => tell('timer', { number }), delay));
    },
    navigate(address, size, how) {
      const path = read(address, size);
      if (how === 2) location.assign(path);
      else if (path !== currentAddress()) history[how === 1 ? 'replaceState' : 'pushState'](null, '', path);
    },
    keep(name, nameSize, text, textSize) {
      try {
        localStorage.setItem(PREFIX + read(name, nameSize), read(text, textSize));
        return 1;
      } catch {
        return 0;
      }
    },
    forget: (name, size) => storage()?.removeItem(PREFIX + read(name, size)),
    warnBeforeLeaving(on) {
      removeEventListener('beforeunload', warn);
      if (on) addEventListener('beforeunload', warn);
    },
    online: () => (navigator.onLine ? 1 : 0),
    clock: () => Date.now(),
    parseDate: (text, size) => { const time = Date.parse(read(text, size)); return Number.isNaN(time) ? -1 : time; },
    copy: (text, size) => { navigator.clipboard?.writeText(read(text, size)).catch(() => {}); },
    compare: (a, aSize, b, bSize, language, languageSize) => Math.sign(read(a, aSize).localeCompare(read(b, bSize), locale(read(language, languageSize)))),
    // A text for the program, which frees it.
    ask(what, text, size, number, language, languageSize) {
      const bytes = new TextEncoder().encode(answers[QUESTIONS[what]](read(text, size), number, read(language, languageSize)));
      const address = program.malloc(bytes.length + 1);
      program.bytes.set(bytes, address);
      program.bytes[address + bytes.length] = 0;
      return address;
    },
  };
}

export const keptFlag = (name) => Boolean(storage()?.getItem(PREFIX + name));

// Some browsers refuse it altogether, by throwing.
function storage() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

// "Swedish (Sweden)" for sv-SE. A wrong code is shown as it is: the account may hold anything.
function languageName(code, language) {
  try {
    const name = new Intl.DisplayNames(locale(language), { type: 'language' }).of(code);
    return name.charAt(0).toLocaleUpperCase(locale(language)) + name.slice(1);
  } catch {
    return code;
  }
}

// 12 min ago, 3 hours ago, 18 Nov, and with the year where it is another.
function relativeDate(time, language) {
  const age = Date.now() - time;
  const relative = new Intl.RelativeTimeFormat(locale(language), { numeric: 'auto', style: age < HOUR_MS ? 'short' : 'long' });
  if (age < MINUTE_MS) return relative.format(0, 'second');
  if (age < HOUR_MS) return relative.format(-Math.floor(age / MINUTE_MS), 'minute');
  if (age < DAY_MS) return relative.format(-Math.floor(age / HOUR_MS), 'hour');
  const sameYear = new Date(time).getFullYear() === new Date().getFullYear();
  return new Intl.DateTimeFormat(locale(language), { day: 'numeric', month: 'short', year: sameYear ? undefined : 'numeric' }).format(time);
}
