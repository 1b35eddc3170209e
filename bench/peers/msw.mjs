// MSW, which answers requests inside a process, behind a socket by its own middleware for Express; its handlers are
// made of the document by @msw/source.
import { readFileSync } from 'node:fs';
import { fromOpenApi } from '@msw/source/open-api';
import { createServer } from '@mswjs/http-middleware';

const [, , file, port] = process.argv;
const definition = JSON.parse(readFileSync(file, 'utf8'));
// It answers for the servers that the document names, not for this one.
const handlers = await fromOpenApi({ ...definition, servers: [{ url: '/' }] });
createServer(...handlers).listen(Number(port), '127.0.0.1');
