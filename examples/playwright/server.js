import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

// The application: one page. Its API exists in the document only.
const page = await readFile(new URL('index.html', import.meta.url));
createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(page);
}).listen(4173, '127.0.0.1');
