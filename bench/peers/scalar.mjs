// Scalar's mock server on Node's own, as its documentation shows, without a log.
import { readFileSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { createMockServer } from '@scalar/mock-server';

const [, , file, port] = process.argv;
const document = JSON.parse(readFileSync(file, 'utf8'));
const { fetch } = await createMockServer({ document, logger: false });
serve({ fetch, port: Number(port), hostname: '127.0.0.1' });
