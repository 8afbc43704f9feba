// What the program wishes of the page beside its elements: focus, sentences read aloud, title, language, colours.
const SKIP_TEXT = { en: 'Skip to content', sv: 'Hoppa till innehållet' };

export function makeWishes(program, mirror, keys) {
  const { root } = mirror;
  const live = { polite: root.querySelector('#polite'), assertive: root.querySelector('#assertive') };
  const skip = root.querySelector('.skip');

  // Regions outside an open dialog are silent: it has its own.
  function regionFor(kind) {
    const dialog = [...root.querySelectorAll('dialog[open]')].pop();
    if (!dialog) return live[kind];
    let region = dialog.querySelector(':scope > .live-region');
    if (!region) {
      region = dialog.appendChild(document.createElement('div'));
      region.className = 'live-region';
      region.setAttribute('role', 'status');
    }
    return region;
  }

  function announce(kind, text) {
    const region = regionFor(kind);
    region.textContent = '';
    requestAnimationFrame(() => { region.textContent = text; });
  }

  function setColors(text) {
    const [ink, placeholder, background, scheme] = text.split(' ');
    const style = document.documentElement.style;
    style.setProperty('--ink', ink);
    style.setProperty('--placeholder', placeholder);
    style.setProperty('--background', background);
    style.colorScheme = scheme;
    document.querySelector('meta[name=theme-color]').content = background;
    const value = parseInt(background.slice(1), 16);
    program.ui_background((value >> 16) / 255, (value >> 8 & 255) / 255, (value & 255) / 255);
  }

  const seen = {};
  const once = (kind, text, act) => {
    if (seen[kind] === text) return;
    seen[kind] = text;
    act(text);
  };

  mirror.onCommand = (kind, number, text) => {
    switch (kind) {
      case 'focus': mirror.element(number)?.focus({ preventScroll: true }); break;
      case 'polite': case 'assertive': announce(kind, text); break;
      case 'title': once(kind, text, (title) => { document.title = title; }); break;
      case 'language': once(kind, text, (language) => {
        document.documentElement.lang = language;
        skip.textContent = SKIP_TEXT[language] ?? SKIP_TEXT.en;
      }); break;
      case 'shortcuts': once(kind, text, (lines) => keys.ask(lines)); break;
      case 'colors': once(kind, text, setColors); break;
      case 'cursor': root.style.cursor = text; break;
      default: break;
    }
  };

  skip.addEventListener('click', (event) => {
    event.preventDefault();
    (root.querySelector('main h1') ?? root.querySelector('main'))?.focus({ preventScroll: true });
  });

  // The element with the focus went, and nobody said where to: the heading of the page is where reading goes on.
  return function lookAfterFocus() {
    if (!mirror.lostFocus) return;
    mirror.lostFocus = false;
    if (document.activeElement === document.body) root.querySelector('main h1, h1')?.focus({ preventScroll: true });
  };
}
