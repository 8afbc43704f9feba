// The page around the canvas: its size in device pixels, the person's settings, the typeface, and whether the canvas or
// the mirror is what is seen.
import { FONT_FAMILY } from './letters.js';

const RESTORE_LIMIT_MS = 2000;

export function watchPage(program, mirror) {
  const { root } = mirror;
  const canvas = root.querySelector('canvas');
  let device = null;  // exact size in device pixels, where the browser says it

  function resize() {
    const ratio = devicePixelRatio;
    const width = root.clientWidth;
    const height = root.clientHeight;
    const textScale = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
    const fits = device && Math.abs(device.width - width * ratio) < 2 && Math.abs(device.height - height * ratio) < 2;
    const pixels = fits ? device : { width: Math.round(width * ratio), height: Math.round(height * ratio) };
    if (canvas.width !== pixels.width) canvas.width = pixels.width;
    if (canvas.height !== pixels.height) canvas.height = pixels.height;
    mirror.setTextScale(textScale);
    program.ui_resize(width, height, ratio, textScale, pixels.width, pixels.height);
    // A canvas of another size is empty: draw before it is shown.
    program.ui_frame();
  }

  const observer = new ResizeObserver(([entry]) => {
    const exact = entry.devicePixelContentBoxSize?.[0];
    device = exact ? { width: exact.inlineSize, height: exact.blockSize } : null;
    resize();
  });
  try {
    observer.observe(canvas, { box: 'device-pixel-content-box' });
  } catch {
    observer.observe(canvas);
  }
  watchRatio(resize);
  // A soft keyboard covers the lower part: draw above it.
  visualViewport?.addEventListener('resize', () => {
    const covered = Math.max(0, innerHeight - visualViewport.height * visualViewport.scale);
    root.style.bottom = covered > 60 ? `${covered}px` : '';
  });
  resize();
}

// Zoom, or another screen: the ratio changes without a change of size.
function watchRatio(changed) {
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => {
    changed();
    watchRatio(changed);
  }, { once: true });
}

// Bits as in ui_media of client/browser_web.cpp.
const QUERIES = [
  '(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(prefers-reduced-motion: reduce)', '(pointer: coarse)', '(forced-colors: active)',
];

export function watchMedia(program, mirror) {
  const lists = QUERIES.map((query) => matchMedia(query));
  let printing = false;
  let canvasUsable = true;
  let lostTimer = 0;

  function show() {
    const forced = lists[4].matches;
    mirror.root.classList.toggle('dom-ui', forced || !canvasUsable || printing);
    const bits = lists.reduce((sum, list, i) => sum | (list.matches ? 1 << i : 0), 0) | (canvasUsable ? 0 : 1 << 4) | (printing ? 1 << 5 : 0);
    program.ui_media(bits);
  }
  for (const list of lists) list.addEventListener('change', show);
  addEventListener('beforeprint', () => { printing = true; show(); program.ui_frame(); program.ui_frame(); });
  addEventListener('afterprint', () => { printing = false; show(); });
  document.addEventListener('visibilitychange', () => { if (!document.hidden) program.ui_wake(2); });
  show();

  return {
    canvasUsable(usable, atOnce = false) {
      clearTimeout(lostTimer);
      if (usable || atOnce) {
        canvasUsable = usable;
        show();
      } else {
        // Mostly it comes back at once, as after sleep.
        lostTimer = setTimeout(() => { canvasUsable = false; show(); }, RESTORE_LIMIT_MS);
      }
    },
  };
}

// Starts with the system's letters when the typeface is late, and draws again whenever a part of it came: the second file,
// for the less usual Latin letters, is fetched only when one is drawn.
export async function loadTypeface(arrived, limit_ms = 150) {
  const family = FONT_FAMILY.split(',')[0];
  const face = document.fonts.load(`400 16px ${family}`, 'a').catch(() => {});
  await Promise.race([face, new Promise((resolve) => { setTimeout(resolve, limit_ms); })]);
  document.fonts.addEventListener('loadingdone', arrived);
}
