// Pictures of a page as pixels: PNG as Chromium writes it (8 bits, RGB or RGBA, not interlaced).
import { inflateSync } from 'node:zlib';

const SIGNATURE_BYTES = 8;
const CHANNELS = { 2: 3, 6: 4 };

export function readPng(file) {
  let at = SIGNATURE_BYTES;
  const parts = [];
  const picture = {};
  while (at < file.length) {
    const size = file.readUInt32BE(at);
    const kind = file.toString('latin1', at + 4, at + 8);
    const body = file.subarray(at + 8, at + 8 + size);
    if (kind === 'IHDR') Object.assign(picture, { width: body.readUInt32BE(0), height: body.readUInt32BE(4), channels: CHANNELS[body[9]] });
    if (kind === 'IDAT') parts.push(body);
    at += size + 12;
  }
  picture.data = unfilter(inflateSync(Buffer.concat(parts)), picture);
  return picture;
}

function unfilter(raw, { width, height, channels }) {
  const line = width * channels;
  const data = Buffer.alloc(line * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (line + 1)];
    for (let x = 0; x < line; x += 1) {
      const left = x >= channels ? data[y * line + x - channels] : 0;
      const above = y > 0 ? data[(y - 1) * line + x] : 0;
      const corner = x >= channels && y > 0 ? data[(y - 1) * line + x - channels] : 0;
      data[y * line + x] = raw[y * (line + 1) + 1 + x] + predicted(filter, left, above, corner);
    }
  }
  return data;
}

function predicted(filter, left, above, corner) {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  if (filter !== 4) return 0;
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}

export const pixel = ({ width, channels, data }, x, y) => [...data.subarray((y * width + x) * channels, (y * width + x) * channels + 3)];

// The smallest rectangle that holds all pixels that differ, or null where the two are alike.
export function difference(a, b) {
  const box = { left: Infinity, top: Infinity, right: -1, bottom: -1, count: 0 };
  for (let y = 0; y < a.height; y += 1) {
    for (let x = 0; x < a.width; x += 1) {
      const [first, second] = [pixel(a, x, y), pixel(b, x, y)];
      if (first.every((value, i) => Math.abs(value - second[i]) < 8)) continue;
      box.left = Math.min(box.left, x);
      box.top = Math.min(box.top, y);
      box.right = Math.max(box.right, x + 1);
      box.bottom = Math.max(box.bottom, y + 1);
      box.count += 1;
    }
  }
  return box.count === 0 ? null : box;
}

const luminance = ([red, green, blue]) => {
  const [r, g, b] = [red, green, blue].map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

// The contrast of the lightest and the darkest pixel, as WCAG counts it.
export function contrast(picture) {
  let [lightest, darkest] = [0, 1];
  for (let y = 0; y < picture.height; y += 1) {
    for (let x = 0; x < picture.width; x += 1) {
      const value = luminance(pixel(picture, x, y));
      lightest = Math.max(lightest, value);
      darkest = Math.min(darkest, value);
    }
  }
  return (lightest + 0.05) / (darkest + 0.05);
}
