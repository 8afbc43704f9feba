// Starts the program and joins it to the page. index.html can be used before this arrives.
import './style.css';

import { tabSeparatedCopy } from './copy.js';
import { listenToElements } from './events.js';
import { makeFrames } from './frames.js';
import { Keys } from './keys.js';
import { makeLetters } from './letters.js';
import { readText } from './memory.js';
import { Mirror } from './mirror.js';
import { loadTypeface, watchMedia, watchPage } from './page.js';
import { keptFlag, makePlatform } from './platform.js';
import { listenToPointer } from './pointer.js';
import { loadProgram } from './program.js';
import { makeRenderer } from './renderer.js';
import { makeWishes } from './wishes.js';

// The form of index.html: its words in the person's language, and a press of Enter kept until the program is there.
function prepareStaticForm() {
  const form = document.getElementById('main/sign-in');
  const language = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag === 'en' || tag === 'sv');
  if (language === 'sv') {
    document.documentElement.lang = 'sv';
    for (const element of document.querySelectorAll('[data-sv]')) element.textContent = element.dataset.sv;
  }
  // Who is signed in, or comes by a link, will mostly not see it: the page stays empty for a moment instead.
  const elsewhere = !['/', '/signin'].includes(location.pathname) || keptFlag('signed-in');
  document.getElementById('root').classList.toggle('waiting', elsewhere);
  const early = { submitted: false, form };
  early.listen = (event) => {
    event.preventDefault();
    early.submitted = true;
  };
  form.addEventListener('submit', early.listen);
  return early;
}

async function start() {
  const root = document.getElementById('root');
  const early = prepareStaticForm();
  const host = {};
  // The typeface and the program come side by side.
  let program = null;
  const [loaded] = await Promise.all([loadProgram(host), loadTypeface(() => program?.ui_reset_letters())]);
  program = loaded;

  const mirror = new Mirror(program, root);
  const keys = new Keys(program, mirror);
  const lookAfterFocus = makeWishes(program, mirror, keys);
  const frames = makeFrames(program);
  let media = null;
  const read = (address, size) => readText(program, address, size);
  Object.assign(host, makePlatform(program), {
    now: () => performance.now(),
    requestFrame: (reason, size) => frames.requestFrame(read(reason, size)),
    requestFrameIn: (delay, reason, size) => frames.requestFrameIn(delay, read(reason, size)),
    rasterise: makeLetters(program, () => document.documentElement.lang),
    apply: (address) => {
      mirror.apply(address);
      lookAfterFocus();
    },
  });
  // Before the program starts: letters that are drawn without it are lost.
  const renderer = makeRenderer(program, root.querySelector('canvas'), {
    lost: () => media.canvasUsable(false),
    restored: () => {
      media.canvasUsable(true);
      program.ui_reset_letters();
    },
  });
  Object.assign(host, renderer ?? { upload() {}, clear() {}, draw() {} });
  program.ui_start();
  media = watchMedia(program, mirror);
  if (!renderer) media.canvasUsable(false, true);
  listenToElements(program, mirror);
  const focused = root.contains(document.activeElement) ? document.activeElement : null;
  watchPage(program, mirror);
  listenToPointer(program, root);
  tabSeparatedCopy(mirror);
  // What had the focus before the program came has it still.
  const entry = focused && mirror.entryOf(focused);
  if (entry) program.ui_focus(entry.record.id, 1);
  early.form.removeEventListener('submit', early.listen);
  if (early.submitted && mirror.entryOf(early.form)) {
    program.ui_frame();
    program.ui_submit(mirror.entryOf(early.form).record.id);
  }
}

// The program did not arrive, or cannot run here.
function showFault() {
  const fault = document.getElementById('fault');
  if (!fault) return;
  document.getElementById('root').classList.remove('waiting');
  fault.hidden = false;
  fault.querySelector('button').addEventListener('click', () => location.reload());
}

start().catch((error) => {
  console.warn(error);
  showFault();
});
