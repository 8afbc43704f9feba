// Serves a bundle as the real server does: compressed files, unknown paths answered with the page, a strict policy.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.wasm': 'application/wasm',
  '.woff2': 'font/woff2', '.svg': 'image/svg+xml', '.webmanifest': 'application/manifest+json', '.txt': 'text/plain; charset=utf-8',
};
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

async function answer(folder, request, response) {
  const path = normalize(new URL(request.url, 'http://localhost').pathname);
  const name = extname(path) ? path : 'index.html';
  const compressed = await readFile(join(folder, `${name}.br`)).catch(() => null);
  const bytes = compressed ?? (await readFile(join(folder, name)).catch(() => null));
  if (!bytes) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, {
    'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream', 'Content-Security-Policy': POLICY,
    ...(compressed ? { 'Content-Encoding': 'br' } : {}),
  });
  response.end(bytes);
}

export async function serveFolder(folder, port = 0) {
  const server = createServer((request, response) => { answer(folder, request, response); });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}`, end: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }) };
}

// node tests/web/static_server.mjs FOLDER PORT
if (process.argv[1]?.endsWith('static_server.mjs')) {
  const { url } = await serveFolder(process.argv[2], Number(process.argv[3] ?? 0));
  console.log(url);
}
