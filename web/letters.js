// Letters: drawn by the browser into one scratch picture, read back once for many. The other end is client/browser_web.cpp.
import { readText } from './memory.js';

const WIDTH = 1024;
const HEIGHT = 256;
const GAP = 1;
const REQUEST_WORDS = 3;  // text address, text size, offset
const IMAGE_WORDS = 8;    // as GlyphImage in client/browser.h
// Letters below this have no colours of their own.
const FIRST_PICTOGRAPH = 0x2000;

export const FONT_FAMILY = "Inter, system-ui, 'Noto Sans', sans-serif";

export function makeLetters(program, language) {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext('2d', { willReadFrequently: true });

  function prepare(size, weight, light) {
    // Han letters differ between Chinese, Japanese and Korean.
    canvas.lang = language();
    context.font = `${weight} ${size}px ${FONT_FAMILY}`;
    context.fontKerning = 'none';
    context.fontVariantLigatures = 'none';
    context.textRendering = 'geometricPrecision';
    context.textBaseline = 'alphabetic';
    // Browsers draw light letters on dark thinner than dark on light: draw as it will be seen.
    context.fillStyle = light ? '#fff' : '#000';
  }

  function measure(text, offset) {
    const box = context.measureText(text);
    const left = Math.floor(offset - box.actualBoundingBoxLeft) - 1;
    const right = Math.ceil(offset + box.actualBoundingBoxRight) + 1;
    const up = Math.ceil(box.actualBoundingBoxAscent) + 1;
    const down = Math.ceil(box.actualBoundingBoxDescent) + 1;
    const empty = box.actualBoundingBoxRight + box.actualBoundingBoxLeft <= 0 || up + down <= 2;
    return {
      advance: box.width, left, top: -up, offset, text,
      width: empty ? 0 : Math.min(WIDTH, right - left), height: empty ? 0 : Math.min(HEIGHT, up + down),
    };
  }

  // Ours are one colour; the picture keeps their coverage alone. A letter with another colour is an emoji.
  function whiten(pixels, letter, ink) {
    let colored = 0;
    const rows = letter.y + letter.height;
    if (letter.text.codePointAt(0) >= FIRST_PICTOGRAPH || letter.text.length > 1) {
      for (let y = letter.y; y < rows && !colored; y += 1) {
        for (let i = (y * WIDTH + letter.x) * 4, end = i + letter.width * 4; i < end; i += 4) {
          if (pixels[i + 3] > 40 && Math.abs(pixels[i] - ink) + Math.abs(pixels[i + 1] - ink) + Math.abs(pixels[i + 2] - ink) > 60) {
            colored = 1;
            break;
          }
        }
      }
    }
    if (colored) return 1;
    for (let y = letter.y; y < rows; y += 1) {
      for (let i = (y * WIDTH + letter.x) * 4, end = i + letter.width * 4; i < end; i += 4) {
        pixels[i] = pixels[i + 1] = pixels[i + 2] = 255;
      }
    }
    return 0;
  }

  // Places letters on shelves until the picture is full.
  function layOut(words, floats, requests, count) {
    const letters = [];
    let x = 0;
    let y = 0;
    let shelf = 0;
    for (let i = 0; i < count; i += 1) {
      const at = requests + i * REQUEST_WORDS;
      const letter = measure(readText(program, words[at], words[at + 1]), floats[at + 2]);
      if (x + letter.width > WIDTH) {
        x = 0;
        y += shelf + GAP;
        shelf = 0;
      }
      if (y + letter.height > HEIGHT) break;
      letter.x = x;
      letter.y = y;
      x += letter.width + GAP;
      shelf = Math.max(shelf, letter.height);
      letters.push(letter);
    }
    return { letters, height: y + shelf };
  }

  return function rasterise(size, weight, light, requestsAddress, count, imagesAddress, pixelsAddress) {
    prepare(size, weight, light);
    const { letters, height } = layOut(program.words, program.floats, requestsAddress >> 2, count);
    let pixels = null;
    if (height > 0) {
      context.clearRect(0, 0, WIDTH, height);
      for (const letter of letters) {
        if (letter.width === 0) continue;
        context.save();
        context.beginPath();
        context.rect(letter.x, letter.y, letter.width, letter.height);
        context.clip();
        context.fillText(letter.text, letter.x - letter.left + letter.offset, letter.y - letter.top);
        context.restore();
      }
      pixels = context.getImageData(0, 0, WIDTH, height).data;
    }
    letters.forEach((letter, i) => {
      const at = (imagesAddress >> 2) + i * IMAGE_WORDS;
      const colored = letter.width > 0 ? whiten(pixels, letter, light ? 255 : 0) : 0;
      program.floats[at] = letter.advance;
      program.integers.set([letter.left, letter.top, letter.width, letter.height, letter.x, letter.y, colored], at + 1);
    });
    if (pixels) program.bytes.set(pixels, pixelsAddress);
    return letters.length;
  };
}
