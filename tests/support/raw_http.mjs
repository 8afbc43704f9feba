// Bytes to a server and the answer's bytes back, for requests that must look as one client sends them.
import { connect } from 'node:net';

// Resolves to {status, headers (lower-case names), text}. `body` is sent after "100 Continue" where the head expects it.
export function exchange(port, head, body = '') {
  const bytes = Buffer.from(body, 'utf8');
  const expects = /^expect:\s*100-continue\r?$/im.test(head);
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    let continued = !expects;
    const socket = connect(port, '127.0.0.1', () => socket.write(expects ? head : Buffer.concat([Buffer.from(head, 'utf8'), bytes])));
    socket.setTimeout(10_000, () => socket.destroy(new Error('no answer')));
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (!continued && received.toString('latin1').startsWith('HTTP/1.1 100')) {
        continued = true;
        received = received.subarray(received.indexOf('\r\n\r\n') + 4);
        socket.write(bytes);
      }
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const [line, ...lines] = received.subarray(0, end).toString('latin1').split('\r\n');
      const headers = Object.fromEntries(lines.map((text) => [text.slice(0, text.indexOf(':')).toLowerCase(), text.slice(text.indexOf(':') + 1).trim()]));
      const content = received.subarray(end + 4);
      const is_headless = /^HEAD /.test(head) || /^HTTP\/1\.1 (204|304)/.test(line);
      if (!is_headless && content.length < Number(headers['content-length'] ?? 0)) return;
      socket.destroy();
      resolve({ status: Number(line.split(' ')[1]), headers, bytes: content, text: content.toString('utf8') });
    });
  });
}

// A request's head as bytes; the length of the body is added where there is one.
export function headOf(line, headers, body) {
  const all = body === undefined ? headers : { ...headers, 'Content-Length': Buffer.byteLength(body, 'utf8') };
  return `${line} HTTP/1.1\r\n${Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}
