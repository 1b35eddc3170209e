// The least that a server can do for this request: read the body, parse it, answer with the same bytes.
// bare-server.mjs ANSWER PORT [FIELDS]: FIELDS is JSON with the header fields of the answer, beside its length.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const answer = readFileSync(process.argv[2]);
const fields = JSON.parse(process.argv[4] ?? '{ "Content-Type": "application/json" }');
const names = Object.keys(fields);
const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString());
    const headers = { 'Content-Length': answer.length };
    for (const name of names) headers[name] = fields[name];
    response.writeHead(201, headers);
    response.end(answer);
  });
});
server.listen(Number(process.argv[3]), '127.0.0.1');
