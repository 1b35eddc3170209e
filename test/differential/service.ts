import { createServer } from 'node:http';
import type { Serving } from './prism-server.js';

/**
 * A service that answers as the query of a request asks: `x-status`, `x-type`, `x-body`, `x-location`. With `x-broken` it
 * closes the connection instead.
 */
export async function startService(): Promise<Serving> {
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '/', 'http://service').searchParams;
    const body = query.get('x-body') ?? '';
    const location = query.get('x-location');
    request.resume().on('end', () => {
      if (query.has('x-broken')) {
        request.socket.destroy();
        return;
      }
      response.writeHead(Number(query.get('x-status') ?? 200), {
        ...(body === '' ? {} : { 'Content-Type': query.get('x-type') ?? 'application/json' }),
        ...(location === null ? {} : { Location: location }),
      });
      response.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
