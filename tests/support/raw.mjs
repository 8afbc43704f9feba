// Bytes on a socket as they are, and what comes back: for requests that no HTTP client would send.
import { connect } from 'node:net';

// Takes the answers off the front of what came: their status, head and body. `rest` is what is no whole answer.
export function answersOf(bytes, { toHead = false } = {}) {
  const answers = [];
  let rest = bytes;
  for (;;) {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) break;
    const head = rest.slice(0, end).toString('latin1');
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1] ?? 0);
    const length = toHead || status < 200 ? 0 : Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (rest.length < end + 4 + length) break;
    answers.push({ status, head, body: rest.slice(end + 4, end + 4 + length).toString('utf8') });
    rest = rest.slice(end + 4 + length);
  }
  return { answers, rest };
}

// Sends `pieces` (texts of bytes, latin1, or functions that wait) and gathers answers until the server closes, is quiet
// after a whole answer for `quiet_ms`, or `limit_ms` is over.
export function exchange(port, pieces, { quiet_ms = 40, limit_ms = 3000, half_close = false, toHead = false } = {}) {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    let quiet;
    const began = performance.now();
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const finish = (is_closed) => {
      clearTimeout(quiet);
      clearTimeout(limit);
      socket.destroy();
      const { answers, rest } = answersOf(received, { toHead });
      resolve({ statuses: answers.map((answer) => answer.status), answers, rest, is_closed, ms: performance.now() - began });
    };
    const limit = setTimeout(() => finish(false), limit_ms);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      clearTimeout(quiet);
      if (answersOf(received, { toHead }).rest.length === 0 && answersOf(received, { toHead }).answers.some(({ status }) => status >= 200)) quiet = setTimeout(() => finish(false), quiet_ms);
    });
    socket.on('end', () => finish(true));
    socket.on('close', () => finish(true));
    socket.on('error', () => finish(true));
    socket.on('connect', async () => {
      for (const piece of [pieces].flat()) {
        if (socket.destroyed) return;
        if (typeof piece === 'function') await piece(socket, () => answersOf(received).answers);
        else socket.write(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece);
      }
      if (half_close && !socket.destroyed) socket.end();
    });
  });
}
