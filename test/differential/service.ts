import { createServer } from 'node:http';
import type { Serving } from './prism-server.js';

/**
 * A service that answers as the headers of a request ask: `x-status`, and, encoded as in URLs, `x-type`, `x-body` and
 * `x-location`. With `x-broken` it closes the connection instead.
 */
export async function startService(): Promise<Serving> {
  const server = createServer((request, response) => {
    const asked = (name: string): string => decodeURIComponent(String(request.headers[name] ?? ''));
    const [body, location] = [asked('x-body'), asked('x-location')];
    request.resume().on('end', () => {
      if (asked('x-broken') !== '') {
        request.socket.destroy();
        return;
      }
      const isRedirected = request.url === location;
      response.writeHead(isRedirected ? 200 : Number(asked('x-status') || 200), {
        ...(body === '' ? {} : { 'Content-Type': asked('x-type') || 'application/json' }),
        ...(location === '' || isRedirected ? {} : { Location: location }),
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
